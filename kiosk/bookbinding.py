"""The process that makes the book ready for the screen: it loads the whole exhibit and draws the pictures of panels.

Both take longer than a frame may. Options: "content" and "models" (folders; with them the exhibit is loaded and sent in
pieces), "pictures" (paths; else those of the panels loaded), "size" (width and height that a picture fits into) and
"small" (the same for tiles). It ends when all is sent.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import zlib
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kiosk.bookbinder import Illustration
from kiosk.caretaker import NewExhibit, in_pieces
from kiosk.exhibit.load import load
from kiosk.exhibit.model import Drawn
from kiosk.workers.spawn import Options

Size = tuple[int, int]
PAPER = (0xF7, 0xF1, 0xE5)
"""What lies under a picture that is see-through: `screens.look.PAPER`."""


def serve(connection: Connection, options: Options) -> None:
    """Send the exhibit, then each picture as soon as it is drawn. A picture that cannot be drawn is left out."""
    _give_way()
    given: Any = options
    paths: tuple[str, ...] = tuple(given.get("pictures", ()))
    if given.get("content"):
        exhibit, _ = load(Path(given["content"]), Path(given["models"]))
        for message in in_pieces(NewExhibit(exhibit)):
            connection.send_bytes(pickle.dumps(message))
        paths = tuple(panel.picture for panel in exhibit.panels if panel.picture)
        del exhibit
    for path in paths:
        made = picture(path, given["size"], given["small"])
        if made is not None:
            connection.send_bytes(pickle.dumps(made))


def _give_way() -> None:
    """Take only the time that nobody else wants: on two cores a painting and its frames come first."""
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    with contextlib.suppress(OSError, AttributeError):
        os.nice(19)


def picture(path: str, size: Size, small: Size) -> Illustration | None:
    """The picture at `path` (SVG, PNG or JPEG) drawn twice: to fit into `size` and into `small` (width, height).

    None where it cannot be read. An SVG file takes 0.1 to 0.3 s.
    """
    large = draw(path, size)
    tile = draw(path, small) if large is not None else None
    return Illustration(path, {False: large, True: tile}) if large is not None and tile is not None else None


def draw(path: str, size: Size) -> Drawn | None:
    """The picture at `path`, as large as it fits into `size` (width, height); None where it cannot be read."""
    from PIL import Image

    try:
        data = Path(path).read_bytes()
        if path.lower().endswith(".svg"):
            import resvg_py

            # At this width resvg keeps the proportions; a picture that is then too high is made smaller below.
            data = bytes(resvg_py.svg_to_bytes(svg_string=data.decode("utf-8"), width=size[0], skip_system_fonts=True))
        with Image.open(BytesIO(data)) as opened:
            opened.draft("RGB", size)
            image = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    scale = min(size[0] / image.width, size[1] / image.height)
    wanted = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    if wanted != image.size:
        image = image.resize(wanted, Image.Resampling.LANCZOS)
    flat = Image.new("RGB", image.size, PAPER)
    flat.paste(image, mask=image.getchannel("A"))
    return Drawn(flat.width, flat.height, zlib.compress(flat.tobytes(), 1))
