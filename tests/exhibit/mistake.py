"""How a mistake is made in a copy of the exhibit, and where it should be found. A caret ‸ marks the column."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

CARET = "‸"
Edits = tuple[tuple[str, str], ...]


def place_of(text: str, sign: str) -> tuple[int, int]:
    """Line and column of the first `sign` in `text`."""
    before = text[: text.index(sign)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@dataclass(frozen=True)
class Mistake:
    """One mistake: `edits` replace the first match of a pattern in `file`, or `act` does something else to the folder.

    The problem is expected in `found_in` (default: `file`), where the caret stands in a replacement, else at `place`;
    it says `word` in its message or hint.
    """

    what: str
    file: str
    word: str
    edits: Edits = ()
    act: Callable[[Path], None] | None = None
    found_in: str = ""
    place: tuple[int, int] = (1, 1)
    at: str = ""
    """What stands at the place, for a mistake that leaves the file it is found in as it was."""

    def make(self, folder: Path) -> tuple[str, tuple[int, int]]:
        """Make it in `folder`; where it should be found."""
        place = self.place
        if self.act:
            self.act(folder / self.file)
        elif self.edits:
            text = (folder / self.file).read_text("utf-8")
            for pattern, replacement in self.edits:
                match = re.search(pattern, text, flags=re.M)
                assert match, (self.what, pattern)
                text = text[: match.start()] + match.expand(replacement) + text[match.end() :]
            before, caret, after = text.partition(CARET)
            if caret:
                place = place_of(before + CARET, CARET)
            (folder / self.file).write_text(before + after, "utf-8")
        if self.at:
            place = place_of((folder / self.found_in).read_text("utf-8"), self.at)
        return self.found_in or self.file, place


def edit(what: str, file: str, pattern: str, replacement: str, word: str, *more: str, found_in: str = "") -> Mistake:
    """A mistake by one change of a text, or by two."""
    edits = ((pattern, replacement), *([(more[0], more[1])] if more else []))
    return Mistake(what, file, word, edits, found_in=found_in)


def act(what: str, file: str, do: Callable[[Path], None], word: str, found_in: str = "") -> Mistake:
    """A mistake with a file as a whole, found at its beginning."""
    return Mistake(what, file, word, act=do, found_in=found_in)


def coded(encoding: str, before: bytes = b"") -> Callable[[Path], None]:
    """Saves a text in another encoding, after some bytes."""
    return lambda path: written(before + path.read_text("utf-8").encode(encoding, "replace"))(path)


def renamed(name: str) -> Callable[[Path], None]:
    """Gives a file or a folder another name."""

    def do(path: Path) -> None:
        path.rename(path.parent / name)

    return do


def written(text: str | bytes) -> Callable[[Path], None]:
    """Fills a file, new or old."""

    def do(path: Path) -> None:
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return do


def deleted(path: Path) -> None:
    """Loses a file."""
    path.unlink()


def linked(target: str) -> Callable[[Path], None]:
    """Puts a link in the place of a file."""

    def do(path: Path) -> None:
        path.unlink()
        path.symlink_to(target)

    return do


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """A picture in one grey."""
    buffer = io.BytesIO()
    Image.new("L", (width, height), 200).save(buffer, kind)
    return buffer.getvalue()


def painted(name: str, raw: bytes) -> Callable[[Path], None]:
    """Replaces the picture of a panel (given by its panel.toml) by another file."""

    def do(path: Path) -> None:
        (path.parent / "picture.svg").unlink()
        (path.parent / name).write_bytes(raw)

    return do
