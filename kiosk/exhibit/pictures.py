"""Is a picture there, under exactly this name, and is it one the exhibit can show without waiting?"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from kiosk.exhibit.files import absent, inside
from kiosk.exhibit.problems import Problem, problem

NAMES = ("picture.svg", "picture.png", "picture.jpg")
ENDINGS = (".svg", ".png", ".jpg", ".jpeg")
MOST_BYTES = 4_000_000
MOST_PIXELS = 16_000_000
_SIZE = re.compile(r"\s*([0-9.]+)\s*(?:px)?\s*$")
_OUTSIDE_STYLE = re.compile(r"(?i)@import|url\(\s*['\"]?(?!#|data:|['\")])")


def default_picture(folder: Path) -> str:
    """The picture of a panel that names none: the first of `NAMES` that is there; "" if none is."""
    return next((name for name in NAMES if (folder / name).is_file()), "")


def picture_problems(root: Path, name: str) -> list[Problem]:
    """All that is wrong with the picture `root/name` (a path with slashes). Never raises."""
    path = root / name
    try:
        if not path.is_file():
            return [absent(root, name, "picture_missing")]
        if not inside(root, path):
            return [problem(name, (1, 1), "outside")]
        if (size := path.stat().st_size) > MOST_BYTES:
            megabytes = f"{size / 1_000_000:.1f}"
            return [problem(name, (1, 1), "picture_heavy", size=megabytes, most=MOST_BYTES // 1_000_000)]
        return list(_svg(path, name) if path.suffix.lower() == ".svg" else _raster(path, name))
    except (OSError, ValueError) as error:
        return [problem(name, (1, 1), "unreadable", reason=getattr(error, "strerror", None) or str(error))]


def _raster(path: Path, name: str) -> Iterator[Problem]:
    # Only the check needs it; the screens read pictures themselves.
    from PIL import Image

    kind = "PNG" if path.suffix.lower() == ".png" else "JPEG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as image:
                if image.format != kind:
                    yield problem(name, (1, 1), "picture_kind", found=image.format or "?", ending=path.suffix)
                elif image.width * image.height > MOST_PIXELS:
                    yield _too_many(name, image.width, image.height)
                elif kind == "PNG":
                    image.verify()
                else:
                    # The smallest size the format offers, but every byte is read.
                    image.draft("RGB", (8, 8))
                    image.load()
    except Image.DecompressionBombError:
        yield problem(name, (1, 1), "picture_pixels", size="?", most=MOST_PIXELS // 1_000_000)
    except Exception:  # Pillow's readers raise whatever a broken file makes them raise
        yield problem(name, (1, 1), "picture_broken", ending=path.suffix)


def _too_many(name: str, width: float, height: float) -> Problem:
    return problem(name, (1, 1), "picture_pixels", size=f"{width:g} × {height:g}", most=MOST_PIXELS // 1_000_000)


def _svg(path: Path, name: str) -> Iterator[Problem]:
    found: list[Problem] = []
    parser = expat.ParserCreate()

    def report(code: str, **values: object) -> None:
        place = (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        found.append(problem(name, place, code, **values))

    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        tag = tag.rpartition(":")[2]
        if not depth and tag != "svg":
            report("picture_broken", ending=".svg")
        elif not depth:
            sizes = [_SIZE.match(attributes.get(side, "")) for side in ("width", "height")]
            width, height = (float(size[1]) if size and size[1].count(".") < 2 else 0.0 for size in sizes)
            if width * height > MOST_PIXELS:
                found.append(_too_many(name, width, height))
        depth += 1
        if tag in ("script", "foreignObject") or any(key.lower().startswith("on") for key in attributes):
            report("svg_script")
        addresses = [value for key, value in attributes.items() if key.rpartition(":")[2] in ("href", "src")]
        styles = " ".join(value for value in attributes.values() if "url(" in value.lower())
        if any(not one.strip().startswith(("#", "data:image/")) for one in addresses) or _OUTSIDE_STYLE.search(styles):
            report("svg_outside")
        if tag == "text":
            report("svg_text")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: Any) -> None:  # noqa: ANN401 (expat says nothing about what it passes)
        report("svg_doctype")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = doctype
    try:
        parser.Parse(path.read_bytes(), True)
    except expat.ExpatError as error:
        found.append(problem(name, (max(1, error.lineno), error.offset + 1), "picture_broken", ending=".svg"))
    yield from dict.fromkeys(found)
