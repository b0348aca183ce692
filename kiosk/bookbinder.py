"""The screen's side of the process that loads the whole exhibit and draws its pictures (`kiosk.bookbinding`).

One job is one life of that process: it sends what it was asked for, piece by piece, and ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty, SimpleQueue

from kiosk.caretaker import NewExhibit, Piece, joined, opened
from kiosk.exhibit.load import load
from kiosk.exhibit.model import Drawn, Exhibit
from kiosk.workers.client import Options, start

MODULE = "kiosk.bookbinding"
PLATE, TILE = (960, 720), (440, 330)
"""The room for the picture of a panel, large and on a tile, in units of 1/1080 of the shorter side of the screen."""


@dataclass(frozen=True)
class Illustration:
    """The picture at `path`, drawn large (False) and small (True)."""

    path: str
    drawn: Mapping[bool, Drawn]


class Bookbinder:
    """Has one job done at a time; a new one takes the place of the old. Nothing here waits."""

    def __init__(self, screen: tuple[int, int], report: Callable[[str], None], module: str = MODULE) -> None:
        """`screen` is its size in pixels. `report` takes lines for staff."""
        unit = min(screen) / 1080
        self._sizes: dict[str, object] = {
            "size": tuple(round(side * unit) for side in PLATE),
            "small": tuple(max(8, round(side * unit)) for side in TILE),
        }
        self._report, self._module = report, module
        self._process: BaseProcess | None = None
        self._inbox: SimpleQueue[bytes] = SimpleQueue()
        self._pieces: list[Piece] = []
        self._wanted: tuple[str, str] | None = None

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        return self._process is not None

    def bind(self, content: str, models: str) -> None:
        """Load the exhibit in the folder `content`, all of it, and draw the pictures of its panels."""
        self._begin({"content": content, "models": models})
        self._wanted = content, models

    def draw(self, exhibit: Exhibit) -> None:
        """Draw the pictures of this exhibit's panels."""
        self._begin({"pictures": tuple(panel.picture for panel in exhibit.panels if panel.picture)})

    def poll(self) -> Exhibit | Illustration | None:
        """The next thing that is ready, if there is one: the exhibit, or a picture. At most one message a call."""
        if self._process is None:
            return None
        try:
            raw = self._inbox.get_nowait()
        except Empty:
            return None
        if not raw:
            return self._ended()
        match opened(raw):
            case Piece() as piece:
                self._pieces.append(piece)
            case NewExhibit() as new:
                pieces, self._pieces = self._pieces, []
                self._wanted = None
                return joined(new, pieces).exhibit
            case Illustration() as picture:
                return picture
        return None

    def close(self) -> None:
        """End it. It keeps nothing that could be lost."""
        if self._process is not None:
            self._process.kill()
            self._process.join(1.0)
            self._process = None

    def _begin(self, job: Options) -> None:
        if self._process is not None:
            self._process.kill()
        self._inbox, self._pieces, self._wanted = SimpleQueue(), [], None
        self._process, connection = start(self._module, {**job, **self._sizes})
        reader = threading.Thread(target=_read, args=(connection, self._inbox), daemon=True, name="bookbinder")
        reader.start()

    def _ended(self) -> Exhibit | None:
        self._process = None
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return None
        self._report("The process that loads the exhibit was lost; it is loaded here, without its pictures.")
        return load(Path(wanted[0]), Path(wanted[1]))[0]


def _read(connection: Connection, inbox: SimpleQueue[bytes]) -> None:
    """Only bytes are taken here: whoever waits for frames opens them."""
    try:
        while True:
            inbox.put(connection.recv_bytes())
    except Exception:  # EOFError and OSError at its end
        inbox.put(b"")
    finally:
        connection.close()
