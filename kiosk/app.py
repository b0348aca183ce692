"""The loop: inputs -> events -> advance -> commands -> draw -> flip."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

import pygame

from kiosk.errors import KioskError
from kiosk.exhibit.model import Exhibit, Reading
from kiosk.inputs import Inputs
from kiosk.screens import Canvas, Layout, draw, layout
from kiosk.visit.advance import advance, first_visit, reset
from kiosk.visit.events import Command, Event, Forget, PromptRead, ReadPrompt, Sound, Tick
from kiosk.visit.scenes import Attract, Visit
from kiosk.workers.client import describe

FRAMES_A_SECOND = 60
LEAD_SECONDS = 0.014
MOST_ERRORS = 3
ERROR_SECONDS = 60.0
"""So many errors within so many seconds, and a fresh start of the whole process is better than going on."""


class Painter(Protocol):
    """What the app needs of the painter's client (`kiosk.workers.client.Client`)."""

    def send(self, command: Command) -> None:
        """Give it a command."""

    def poll(self, at: float) -> list[Event]:
        """What came since the last call, stamped `at`; never waits."""


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


class App:
    """The loop and what it holds: the visit, the canvas, the inputs."""

    def __init__(self, exhibit: Exhibit, canvas: Canvas, outside: Outside, closable: bool = False) -> None:
        """`closable`: closing the window ends the app; else (fullscreen) nothing a visitor does can."""
        self.exhibit, self.canvas, self.outside, self.closable = exhibit, canvas, outside, closable
        self.visit: Visit = first_visit(exhibit, outside.clock.now())
        self.frames: list[tuple[str, float]] | None = None
        """Scene and seconds since the flip before, for every frame, where somebody wants to know."""
        self._inputs = Inputs(outside.chance)
        self._laid_out: tuple[Visit, tuple[int, int], Layout] | None = None
        self._errors: deque[float] = deque(maxlen=MOST_ERRORS)
        self._flipped = 0.0

    def run(self, go_on: Callable[[], bool] = lambda: True) -> None:
        """Frame after frame, until the window is closed or `go_on`, asked after each frame, says no."""
        while self.loop_once() and go_on():
            self.outside.clock.rest()

    def loop_once(self) -> bool:
        """One frame. False when the window was closed. Raises the third error within a minute."""
        at = self.outside.clock.now()
        for raw in self.outside.events():
            if raw.type == pygame.QUIT and self.closable:
                return False
            self._guarded(self._input, raw, at)
        self._guarded(self._rest_of_frame, at)
        self.show()
        return True

    def show(self) -> None:
        """Draw what the visit says now, and put it on screen."""
        self._guarded(self._draw, self.outside.clock.now())
        self.outside.clock.due()
        self.outside.flip()
        now, before = time.perf_counter(), self._flipped
        self._flipped = now
        if self.frames is not None and before > 0:
            self.frames.append((type(self.visit.scene).__name__, now - before))

    def layout(self) -> Layout:
        """Where everything is now; worked out once for each visit and size."""
        size = self.canvas.size
        if self._laid_out is None or self._laid_out[0] is not self.visit or self._laid_out[1] != size:
            self._laid_out = (self.visit, size, layout(self.visit, self.exhibit, size))
        return self._laid_out[2]

    def handle(self, event: Event) -> None:
        """One event: the visit goes on, and what it asks for is done."""
        before = self.visit
        self.visit, commands = advance(before, event, self.exhibit)
        if isinstance(self.visit.scene, Attract) and not isinstance(before.scene, Attract):
            self.canvas.forget()
        for command in commands:
            match command:
                case ReadPrompt(text=text, language=language):
                    self.handle(PromptRead(event.at, self.outside.read(text, language)))
                case Sound():
                    pass
                case _:
                    self.outside.painter.send(command)

    def _input(self, raw: pygame.Event, at: float) -> None:
        for event in self._inputs.read(raw, self.visit, self.layout(), self.canvas.size, at):
            self.handle(event)

    def _rest_of_frame(self, at: float) -> None:
        for event in (*self._inputs.tick(at), *self.outside.painter.poll(at), Tick(at)):
            self.handle(event)

    def _draw(self, at: float) -> None:
        draw(self.canvas, self.visit, self.exhibit, at)

    def _guarded(self, part: Callable[..., None], *given: object) -> None:
        """Do one part of a frame. An error ends this visit, not the exhibit."""
        try:
            part(*given)
        except KioskError:
            raise
        except Exception as error:
            self._recover(error, self.outside.clock.now())

    def _recover(self, error: Exception, at: float) -> None:
        """Back to attract, with everything of this visitor forgotten."""
        self.outside.report(f"An error ended a visit: {describe(error)}")
        self._errors.append(at)
        if len(self._errors) == MOST_ERRORS and at - self._errors[0] <= ERROR_SECONDS:
            raise error
        self.visit, commands = reset(self.visit, at, self.exhibit)
        self.canvas.forget()
        self._laid_out = None
        for command in commands:
            if isinstance(command, Forget):
                self.outside.painter.send(command)
