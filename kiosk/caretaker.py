"""The screen's side of the caretaker, the process that sees when the exhibit changes: releases and sticks.

It loads a new exhibit far from the screen and sends it in pieces, each small enough to be taken within a frame.
"""

from __future__ import annotations

import gc
import pickle
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue

from kiosk.exhibit.model import Exhibit, Language, Panel
from kiosk.visit.staff import Brought, PinChecked, StaffCommand, StaffEvent, TrialBegan, TrialEnded, UpdateRefused
from kiosk.workers.client import Options, start

PANELS_A_PIECE = 4
RESTART_SECONDS = (5.0, 30.0, 300.0)


@dataclass(frozen=True)
class Piece:
    """A part of an exhibit that is on its way."""

    languages: Mapping[str, Language]
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class NewExhibit:
    """An exhibit to change to between two visits: for good, or `trial` (then somebody is asked).

    While it is on its way the languages and the panels are missing: they come before it, as pieces.
    """

    exhibit: Exhibit
    release: str = ""
    trial: bool = False
    brought: Brought = field(default_factory=Brought)
    code: bool = False
    """Whether a yes asks for the staff code of this machine."""


@dataclass(frozen=True)
class Line:
    """A line for staff."""

    text: str


@dataclass(frozen=True)
class TrialShown:
    """Tells the caretaker that the release on trial is on screen now."""

    release: str


News = NewExhibit | StaffEvent
Order = StaffCommand | TrialShown


def in_pieces(new: NewExhibit) -> Iterator[Piece | NewExhibit]:
    """An exhibit in the order in which it is sent."""
    exhibit = new.exhibit
    for code, language in exhibit.languages.items():
        yield Piece({code: language}, ())
    for first in range(0, len(exhibit.panels), PANELS_A_PIECE):
        yield Piece({}, exhibit.panels[first : first + PANELS_A_PIECE])
    yield replace(new, exhibit=replace(exhibit, languages={}, panels=()))


def joined(new: NewExhibit, pieces: Sequence[Piece]) -> NewExhibit:
    """The exhibit whole again."""
    languages = {code: language for piece in pieces for code, language in piece.languages.items()}
    panels = tuple(panel for piece in pieces for panel in piece.panels)
    return replace(new, exhibit=replace(new.exhibit, languages=languages, panels=panels))


class Caretaker:
    """The caretaker process, started again when it is lost; an exhibit without it goes on as it is."""

    def __init__(
        self,
        options: Options,
        report: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        module: str = "kiosk.caretaking",
    ) -> None:
        """`options` are for `module`. Starts nothing yet: the first `poll` does. `report` takes lines for staff."""
        self._options, self._report, self._clock, self._module = dict(options), report, clock, module
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._inbox: SimpleQueue[bytes] = SimpleQueue()
        self._pieces: list[Piece] = []
        self._start_at, self._losses = clock(), 0
        self._closed = False

    def poll(self, at: float) -> list[News]:
        """What there is to take between two visits, stamped `at`. Never waits, and takes one message a call."""
        if self._closed:
            return []
        if self._process is None:
            if self._clock() >= self._start_at:
                self._born()
            return []
        try:
            raw = self._inbox.get_nowait()
        except Empty:
            return []
        if not raw:
            self._lost()
            return []
        match opened(raw):
            case Piece() as piece:
                self._pieces.append(piece)
            case NewExhibit() as new:
                pieces, self._pieces = self._pieces, []
                whole = joined(new, pieces)
                # If this process is started again, it must know what is on screen.
                self._options |= {} if new.trial else {"shown": whole.exhibit.folder}
                return [whole]
            case Line(text=text):
                self._report(text)
            case TrialBegan() | PinChecked() | TrialEnded() | UpdateRefused() as event:
                return [replace(event, at=at)]
        return []

    def send(self, order: Order) -> None:
        """Tell it something."""
        if self._connection is not None:
            try:
                self._connection.send(order)
            except OSError:
                return  # it has just died; `poll` notices

    def showing(self, folder: str) -> None:
        """The content in this folder is on screen now."""
        self._options["shown"] = folder

    def close(self) -> None:
        """End it for good. What it was writing is whole or not there: it need not be asked."""
        self._closed = True
        if self._process is not None:
            self._process.kill()
            self._process.join(1.0)

    def _born(self) -> None:
        self._process, self._connection = start(self._module, self._options)
        self._inbox, self._pieces = SimpleQueue(), []
        reader = threading.Thread(target=_read, args=(self._connection, self._inbox), daemon=True, name="caretaker")
        reader.start()

    def _lost(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process, self._connection = None, None
        pause = RESTART_SECONDS[min(self._losses, len(RESTART_SECONDS) - 1)]
        self._losses += 1
        self._start_at = self._clock() + pause
        self._report(f"The caretaker was lost; it starts again in {pause:g} s. The exhibit goes on as it is.")


def opened(raw: bytes) -> object:
    """A message. The collector waits: it would look through all the exhibit for the sake of one piece."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(raw)
    finally:
        if collecting:
            gc.enable()


def _read(connection: Connection, inbox: SimpleQueue[bytes]) -> None:
    """Only bytes are taken here: whoever waits for frames opens them."""
    try:
        while True:
            inbox.put(connection.recv_bytes())
    except Exception:  # EOFError and OSError at its end
        inbox.put(b"")
    finally:
        connection.close()
