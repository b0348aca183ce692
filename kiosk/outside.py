"""All that the app does not make itself, so that a test or a script can give it: painter, caretaker, time, chance."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pygame

from kiosk.bookbinder import Illustration
from kiosk.caretaker import News, Order
from kiosk.exhibit.model import Exhibit, Reading, Settings
from kiosk.visit.events import Command, Event

FRAMES_A_SECOND = 60
LEAD_SECONDS = 0.014


class Painter(Protocol):
    """What the app needs of the painter's client (`kiosk.workers.client.Client`)."""

    def send(self, command: Command) -> None:
        """Give it a command."""

    def poll(self, at: float) -> list[Event]:
        """What came since the last call, stamped `at`; never waits."""


class Ear(Protocol):
    """What the app needs of the ear (`kiosk.ears.Ear`), and of the mouth (`kiosk.mouths.Mouth`)."""

    def send(self, command: Command) -> None:
        """Give it a command."""

    def poll(self, at: float) -> Sequence[Event]:
        """What was heard since the last call, stamped `at`; never waits."""


class NoEar:
    """Nobody can speak here, and nothing is read aloud."""

    def send(self, command: Command) -> None:
        """Nothing happens."""

    def poll(self, at: float) -> Sequence[Event]:
        """Nothing is heard."""
        return ()


class Caretaker(Protocol):
    """What the app needs of the caretaker's client (`kiosk.caretaker.Caretaker`)."""

    def send(self, order: Order) -> None:
        """Tell it something."""

    def poll(self, at: float) -> list[News]:
        """What there is to take between two visits, stamped `at`; never waits."""


class Bookbinder(Protocol):
    """What the app needs of whoever makes the book ready (`kiosk.bookbinder.Bookbinder`)."""

    def poll(self) -> Exhibit | Illustration | None:
        """What is ready: the exhibit with all its panels, or a picture of one of them; never waits."""


class NoBookbinder:
    """The exhibit is whole already, and its panels stay without pictures."""

    def poll(self) -> None:
        """Nothing comes."""


class Nobody:
    """No caretaker: the exhibit stays as it is."""

    def send(self, order: Order) -> None:
        """Nothing happens."""

    def poll(self, at: float) -> list[News]:
        """Nothing is new."""
        return []


class Clock(Protocol):
    """Time as the visit sees it."""

    def now(self) -> float:
        """Monotonic seconds."""

    def rest(self) -> None:
        """Wait until it is time to make the next frame."""

    def due(self) -> None:
        """Wait until the frame just made is due on screen."""


class RealClock:
    """Time as it passes, 60 frames a second.

    A frame is begun shortly before it is due, and held back until then: frames that take 3 ms and frames that take
    9 ms come at the same distance, and what they show is never older than `LEAD_SECONDS`.
    """

    def __init__(self) -> None:
        """The first frame is due now."""
        self._due = time.monotonic()

    def now(self) -> float:
        """Seconds of `time.monotonic`."""
        return time.monotonic()

    def rest(self) -> None:
        """Sleep until shortly before the next frame is due."""
        self._sleep_until(self._due - LEAD_SECONDS)

    def due(self) -> None:
        """Sleep until this frame is due. After a late one the beat starts anew: nothing is hurried to catch up."""
        self._sleep_until(self._due)
        beat = 1 / FRAMES_A_SECOND
        now = time.monotonic()
        self._due = self._due + beat if now - self._due < beat / 2 else now + beat

    @staticmethod
    def _sleep_until(at: float) -> None:
        left = at - time.monotonic()
        if left > 0:
            time.sleep(left)


@dataclass
class Outside:
    """Everything the app does not make itself, so that a test or a script can give it."""

    events: Callable[[], Iterable[pygame.Event]]
    painter: Painter
    clock: Clock
    read: Callable[[str, str], Reading]
    """Reads a prompt (text, language) word by word."""
    chance: Callable[[], int]
    flip: Callable[[], None] = pygame.display.flip
    report: Callable[[str], None] = lambda line: None
    """Takes a line for staff; it never holds a visitor's words."""
    ear: Ear = field(default_factory=NoEar)
    mouth: Ear = field(default_factory=NoEar)
    """Reads aloud."""
    any_voice: bool = False
    """Whether one may speak to voices that only a robot taught: in scripted visits, never for visitors."""
    caretaker: Caretaker = field(default_factory=Nobody)
    bookbinder: Bookbinder = field(default_factory=NoBookbinder)
    changed: Callable[[Exhibit], None] = lambda exhibit: None
    """Hears of another exhibit, once it is on screen."""
    is_open: Callable[[Settings], bool] = lambda settings: True
    """Whether it is within the opening hours now."""
    completed: Callable[[], None] = lambda: None
    """Hears that the exhibit is whole."""
