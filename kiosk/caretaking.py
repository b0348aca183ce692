"""The caretaker process: sees that another release is to be shown, or that a stick was put in, and loads the exhibit.

Options (plain values): "state", "delivered" and "models" (folders), "shown" (the folder of content on screen).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.caretaker import Line, NewExhibit, Order, Piece, TrialShown, in_pieces
from kiosk.errors import KioskError
from kiosk.exhibit.load import CAPTIONS, SETTINGS, STARTERS, Loaded, load_all
from kiosk.exhibit.publish import Making, Refused
from kiosk.exhibit.release import CURRENT, Release, current
from kiosk.exhibit.stick import Roots, find, mounted, take
from kiosk.exhibit.trial import ask_again, begin_minute, changed, end, keep, prolong, settle
from kiosk.machine import matches, read_machine
from kiosk.publishing import checker
from kiosk.visit.staff import (
    Brought,
    CheckPin,
    EndTrial,
    KeepTrial,
    PinChecked,
    ProlongTrial,
    StaffEvent,
    TrialEnded,
    UpdateRefused,
)
from kiosk.workers.client import Options

LOOK_SECONDS = 1.0
NICE = 10

Message = Piece | NewExhibit | Line | StaffEvent


def serve(connection: Connection, options: Options) -> None:
    """Look once a second, until the screen ends or closes the pipe (EOFError, OSError)."""
    if hasattr(os, "nice"):
        os.nice(NICE)  # frames come first
    folders = [Path(str(options[name])) for name in ("state", "delivered", "models", "shown")]
    caretaker = Caretaking(folders[0], folders[1], folders[2], folders[3])
    while True:
        told = connection.poll(LOOK_SECONDS)
        for message in caretaker.told(connection.recv()) if told else caretaker.look():
            connection.send(message)


class Caretaking:
    """What the process knows: which content is on screen, and which sticks it has looked at."""

    def __init__(
        self,
        state: Path,
        delivered: Path,
        models: Path,
        shown: Path,
        roots: Roots = mounted,
        clock: Callable[[], float] = time.monotonic,
        making: Making | None = None,
    ) -> None:
        """`shown` is the folder of content on screen. What was left on trial is ended first."""
        self._state, self._delivered, self._models, self._shown = state, delivered, models, shown
        self._roots, self._clock, self._making = roots, clock, making or Making()
        self._check = checker(models)
        self._seen: tuple[int, ...] | None = ()
        self._sticks: set[Path] = set()
        settle(state, self._making.disk)

    def look(self) -> list[Message]:
        """What has changed since the last look."""
        return [*self._look_at_release(), *self._look_for_sticks()]

    def told(self, order: Order) -> list[Message]:
        """Do what the screen asks for, and say how it ended."""
        disk = self._making.disk
        try:
            match order:
                case TrialShown(release=name):
                    begin_minute(self._state, name, self._clock(), disk)
                case ProlongTrial(release=name):
                    prolong(self._state, name, self._clock(), disk)
                case CheckPin(release=name, digits=digits):
                    pin = read_machine(self._state).pin
                    return [PinChecked(0.0, name, right=pin is not None and matches(digits, pin))]
                case KeepTrial():
                    self._shown = keep(self._state, self._clock(), disk).content
                    return [TrialEnded(0.0, kept=True), Line(f"Kept: {self._shown.parent.name}.")]
                case EndTrial():
                    end(self._state, disk)
                    return [Line("What the stick brought was not kept.")]
        except KioskError as error:
            if isinstance(order, KeepTrial):
                return [_refused(error), TrialEnded(0.0, kept=False), Line(str(error))]
            return [Line(str(error))]
        return []

    # --- releases ----------------------------------------------------------------------------------

    def _look_at_release(self) -> list[Message]:
        """One look at one small file, unless it changed."""
        try:
            status = (self._state / CURRENT).stat()
            seen: tuple[int, ...] | None = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            seen = None
        if seen == self._seen:
            return []
        self._seen = seen
        content = current(self._state, self._delivered).resolve()
        if content == self._shown.resolve():
            return []
        messages = self._load(content, content.parent.name)
        if any(isinstance(message, NewExhibit) for message in messages):
            self._shown = content
        return messages

    def _load(self, content: Path, release: str, brought: Brought | None = None, code: bool = False) -> list[Message]:
        loaded = load_all(content, self._models)
        if fault := unusable(loaded, self._models):
            return [Line(f"{release} is not shown: {fault} The exhibit stays as it is.")]
        new = NewExhibit(loaded.exhibit, release)
        return list(in_pieces(replace(new, trial=True, brought=brought, code=code) if brought is not None else new))

    # --- sticks ------------------------------------------------------------------------------------

    def _look_for_sticks(self) -> list[Message]:
        found = find(self._roots())
        self._sticks &= set(found)
        if not found:
            ask_again(self._state, self._making.disk)
        for update in found:
            if update not in self._sticks:
                self._sticks.add(update)
                return self._take(update)
        return []

    def _take(self, update: Path) -> list[Message]:
        try:
            machine = read_machine(self._state)
            if machine.fault:
                # Nobody knows whether there is a staff code: what is not asked for could be kept by anybody.
                raise KioskError(machine.fault, "stick_machine")
            release: Release | None = take(update, self._state, self._check, self._clock(), self._making)
            if release is None:
                return [Line("The stick holds nothing that is new.")]
            paths = changed(release, self._shown)
            panels = {path.split("/")[1] for path in paths if path.startswith("panels/")}
            brought = Brought(update.parent.name, len(paths), len(panels))
            messages = self._load(release.content, release.name, brought, machine.pin is not None)
            if not any(isinstance(message, NewExhibit) for message in messages):
                end(self._state, self._making.disk)
                said = " ".join(message.text for message in messages if isinstance(message, Line))
                return [UpdateRefused(0.0, said, "stick_unusable"), *messages]
            return messages
        except Refused as error:
            lines = [f"{one.file}:{one.line}:{one.column}: {one.message} {one.hint}".rstrip() for one in error.problems]
            return [_refused(error), Line(str(error)), *map(Line, lines)]
        except KioskError as error:
            return [_refused(error), Line(str(error))]


def _refused(error: KioskError) -> UpdateRefused:
    return UpdateRefused(0.0, str(error), error.code, error.values)


def unusable(loaded: Loaded, models: Path) -> str:
    """Why an exhibit cannot be shown at all, in a sentence; "" for one that can (small mistakes fall back)."""
    for name in (SETTINGS, CAPTIONS, STARTERS):
        if not loaded.sources[name].readable:
            return f"{name} cannot be read."
    exhibit = loaded.exhibit
    if not exhibit.starters:
        return "There are no starters."
    if not all(language.text and any(language.lexicon.entries()) for language in exhibit.languages.values()):
        return "There is no language that is whole."
    if not (models / exhibit.settings.model / "manifest.json").is_file():
        return f"It asks for the model “{exhibit.settings.model}”, which is not installed here."
    return ""
