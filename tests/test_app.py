"""The loop, on a bare surface, with the real exhibit: what it must survive, and what it must never keep or tell."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

import kiosk
from kiosk.app import App, Outside
from kiosk.bookbinder import Illustration
from kiosk.errors import KioskError
from kiosk.exhibit.load import load
from kiosk.exhibit.model import Exhibit, Reading
from kiosk.home import find_home
from kiosk.prompt.translate import read
from kiosk.screens import Canvas
from kiosk.visit.events import Command, Event, Forget, Paint
from kiosk.visit.scenes import Attract, Painting, Picture, Prompt, Words
from tests.visit.story import READY, picture_of, stepped

SIZE = (960, 540)
HOME = find_home(None, {}, Path(kiosk.__file__).parent)


class Painter:
    """The app's port to the painter: keeps what was asked, and gives what the test has put in."""

    def __init__(self) -> None:
        self.asked: list[Command] = []
        self.coming: list[Event] = []
        self.broken = False

    def send(self, command: Command) -> None:
        self.asked.append(command)

    def poll(self, at: float) -> list[Event]:
        if self.broken:
            raise OSError("the pipe broke")
        coming, self.coming = self.coming, []
        return coming


class Clock:
    def __init__(self) -> None:
        self.at = 50.0

    def now(self) -> float:
        return self.at

    def rest(self) -> None:
        self.at += 0.05

    def due(self) -> None:
        pass


class CountingCanvas(Canvas):
    """The real canvas, which also counts how often it forgot."""

    forgotten = 0

    def forget(self) -> None:
        self.forgotten += 1
        super().forget()


class Museum:
    """An app in front of which a test stands."""

    def __init__(self, exhibit: Exhibit, closable: bool = False) -> None:
        self.clock, self.painter = Clock(), Painter()
        self.raw: list[pygame.Event] = []
        self.lines: list[str] = []
        self.flips = 0
        self.read: Callable[[str, str], Reading] = lambda text, code: read(text, code, exhibit.languages[code].lexicon)
        canvas = CountingCanvas(pygame.Surface(SIZE), exhibit.folder)
        self.canvas = canvas
        outside = Outside(
            events=self._events,
            painter=self.painter,
            clock=self.clock,
            read=lambda text, code: self.read(text, code),
            chance=lambda: 7,
            flip=self._flip,
            report=self.lines.append,
            bookbinder=self,
        )
        self.ready: list[Exhibit | Illustration] = []
        self.app = App(exhibit, canvas, outside, closable)

    def _flip(self) -> None:
        self.flips += 1

    def _events(self) -> list[pygame.Event]:
        raw, self.raw = self.raw, []
        return raw

    def poll(self) -> Exhibit | Illustration | None:
        """What the bookbinder has ready."""
        return self.ready.pop(0) if self.ready else None

    def frames(self, count: int = 1) -> bool:
        going = True
        for _ in range(count):
            going = self.app.loop_once()
            self.clock.rest()
        return going

    def type(self, text: str) -> Museum:
        self.raw.append(pygame.Event(pygame.TEXTINPUT, text=text))
        self.frames()
        return self

    def touch(self, name: str) -> Museum:
        """Press a control where it is on screen."""
        self.frames(4)
        target = self.app.layout().target(name)
        assert target is not None, f"{name} is not on {type(self.app.visit.scene).__name__}"
        x, y = target.rect.center[0] / SIZE[0], target.rect.center[1] / SIZE[1]
        self.raw.append(pygame.Event(pygame.FINGERDOWN, touch_id=1, finger_id=1, x=x, y=y))
        self.frames(2)
        self.raw.append(pygame.Event(pygame.FINGERUP, touch_id=1, finger_id=1, x=x, y=y))
        self.frames()
        return self


@pytest.fixture(scope="module")
def exhibit() -> Exhibit:
    pygame.font.init()
    return load(HOME.content, HOME.models)[0]


@pytest.fixture
def museum(exhibit: Exhibit) -> Museum:
    return Museum(exhibit)


def test_from_touch_to_picture_through_the_real_layout_and_the_real_words(museum: Museum) -> None:
    museum.painter.coming = [READY]
    museum.touch("wake").type("un chat rouge dans la neige")
    scene = museum.app.visit.scene
    assert isinstance(scene, Prompt) and scene.reading is not None
    assert scene.reading.english_prompt == "a red cat in the snow", "read in the frame it was typed in"
    museum.touch("paint")
    paint = museum.painter.asked[-1]
    assert isinstance(paint, Paint) and isinstance(museum.app.visit.scene, Words)
    museum.painter.coming = [stepped(paint.request, 0)]
    museum.touch("skip")
    assert isinstance(museum.app.visit.scene, Painting)
    museum.painter.coming = [*(stepped(paint.request, i) for i in range(1, 20)), picture_of(paint.request, 19)]
    museum.frames(240)
    assert isinstance(museum.app.visit.scene, Picture)


def test_what_a_visitor_does_cannot_close_the_exhibit_but_a_window_can_be_closed(exhibit: Exhibit) -> None:
    for closable in (False, True):
        museum = Museum(exhibit, closable)
        museum.raw.append(pygame.Event(pygame.QUIT))
        assert museum.frames() is not closable


def test_run_ends_when_it_is_told_to_after_a_frame(museum: Museum) -> None:
    museum.app.run(lambda: museum.flips < 5)
    assert museum.flips == 5


def test_an_error_ends_the_visit_and_not_the_exhibit_and_tells_nobody_what_was_written(museum: Museum) -> None:
    museum.touch("wake").type("mon secret")

    def fail(text: str, code: str) -> Reading:
        raise ValueError(text)

    working, museum.read = museum.read, fail
    museum.type("!")
    assert isinstance(museum.app.visit.scene, Attract)
    assert isinstance(museum.painter.asked[-1], Forget)
    assert len(museum.lines) == 1 and "ValueError" in museum.lines[0] and "secret" not in museum.lines[0]
    museum.read = working
    museum.touch("wake").type("un chat")
    assert isinstance(museum.app.visit.scene, Prompt) and museum.flips > 0


def test_an_error_in_every_frame_is_left_to_the_supervisor_soon(museum: Museum) -> None:
    museum.painter.broken = True
    with pytest.raises(OSError, match="pipe"):
        museum.frames(10)
    assert len(museum.lines) == 3


def test_a_few_errors_over_hours_are_survived(museum: Museum) -> None:
    for _ in range(8):
        museum.painter.broken = True
        museum.frames()
        museum.painter.broken = False
        museum.clock.at += 40.0
        museum.frames()
    assert len(museum.lines) == 8


def test_what_a_person_must_put_right_is_not_swallowed(museum: Museum) -> None:
    def fail(text: str, code: str) -> Reading:
        raise KioskError("There is no model.")

    museum.read = fail
    with pytest.raises(KioskError):
        museum.touch("wake")


def test_when_a_visitor_has_left_nothing_of_them_stays_on_the_canvas(museum: Museum) -> None:
    museum.touch("wake").type("mon secret")
    museum.frames(2)
    before = museum.canvas.forgotten
    for seconds in (61, 31):
        museum.clock.at += seconds
        museum.frames()
    assert isinstance(museum.app.visit.scene, Attract) and museum.canvas.forgotten > before


def test_the_layout_is_worked_out_once_for_each_visit_and_size(museum: Museum) -> None:
    museum.frames(2)
    first = museum.app.layout()
    assert museum.app.layout() is first
    museum.app.canvas.surface = pygame.Surface((540, 960))
    assert museum.app.layout() is not first


def test_frame_times_are_kept_only_when_asked_for(museum: Museum) -> None:
    museum.frames(3)
    assert museum.app.frames is None
    museum.app.frames = []
    museum.frames(3)
    assert [scene for scene, _ in museum.app.frames] == ["Attract"] * 3
    assert all(seconds > 0 for _, seconds in museum.app.frames)


def test_the_screen_process_loads_no_library_that_paints() -> None:
    program = (
        "import sys, kiosk.window\n"
        "print(*sorted({'onnxruntime', 'torch', 'tokenizers', 'vosk', 'diffusers', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOME.folder, check=True, timeout=60, stdout=-1, text=True
    )
    assert [line for line in done.stdout.splitlines() if "pygame" not in line] in ([], [""])


def test_outside_opening_hours_it_is_dark_until_somebody_touches_it_and_after_they_left(museum: Museum) -> None:
    museum.app.outside.is_open = lambda settings: False
    museum.frames(2)
    assert museum.app.layout().box("closed:fr") is not None
    museum.touch("wake").type("un chat")
    museum.app.outside.is_open = lambda settings: True
    museum.frames(2)
    museum.app.outside.is_open = lambda settings: False
    museum.frames(2)
    assert isinstance(museum.app.visit.scene, Prompt), "nobody is sent away in the middle of a visit"
    for _ in range(2):
        museum.clock.at += 61
        museum.frames(2)
    assert museum.app.layout().box("closed:fr") is not None
    museum.app.outside.is_open = lambda settings: True
    museum.frames(2)
    assert museum.app.layout().box("closed:fr") is None and isinstance(museum.app.visit.scene, Attract)
