"""The ear of the screen: when there is one, when it begins, and what the app sends to it and takes from it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.ears import Ear
from kiosk.exhibit.model import Exhibit
from kiosk.visit.events import Command, Event
from kiosk.visit.hearing import (
    EarLost,
    EarReady,
    Heard,
    HeardAll,
    HeardWord,
    Hearing,
    Level,
    Listen,
    StopListening,
    VoiceThere,
)
from kiosk.visit.scenes import Attract, Prompt
from tests.speech.material import clip, small_voice
from tests.test_app import Museum
from tests.test_app import exhibit as exhibit
from tests.visit.story import EXHIBIT
from tests.workers.patience import until

VOICE = VoiceThere("v", "fr", "people")


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


@pytest.fixture
def ears() -> Iterator[list[Ear]]:
    made: list[Ear] = []
    yield made
    for ear in made:
        ear.close()


def make(models: Path, ears: list[Ear], may: bool = True, any_voice: bool = False) -> Ear:
    sounds = {"files": [str(clip())], "speed": 0.0}
    ears.append(Ear(models, sounds, lambda: may, lambda line: None, any_voice))
    return ears[-1]


# --- when there is one -----------------------------------------------------------------------------


def test_no_process_is_started_where_only_a_robot_taught_the_voice_or_staff_want_none(
    models: Path, ears: list[Ear]
) -> None:
    small_voice(models, "fr", taught_by="robot")
    small_voice(models, "en", taught_by="people")
    only_french = replace(EXHIBIT, settings=replace(EXHIBIT.settings, languages=("fr",)))
    silent = replace(EXHIBIT, settings=replace(EXHIBIT.settings, voice=False))
    for shown in (only_french, silent):
        ear = make(models, ears)
        ear.listen_for(shown)
        assert not ear.wanted and list(ear.poll(0.0)) == [] and ear.pid is None
    ear = make(models, ears)
    ear.listen_for(EXHIBIT)
    assert ear.wanted


def test_it_begins_when_the_machine_has_time_and_ends_when_the_exhibit_wants_no_voice(
    models: Path, ears: list[Ear]
) -> None:
    small_voice(models, "fr", taught_by="people")
    waiting = make(models, ears, may=False)
    waiting.listen_for(EXHIBIT)
    waiting.poll(0.0)
    assert waiting.pid is None
    ear = make(models, ears)
    ear.listen_for(EXHIBIT)
    events: list[Event] = []

    def told() -> bool:
        events.extend(ear.poll(7.0))
        return any(isinstance(event, EarReady) for event in events)

    until(told, "the ear is ready")
    (ready,) = [event for event in events if isinstance(event, EarReady)]
    assert ready.at == 7.0 and [voice.taught_by for voice in ready.voices] == ["people"] and ear.ready
    ear.listen_for(replace(EXHIBIT, settings=replace(EXHIBIT.settings, voice=False)))
    assert not ear.wanted and ear.pid is None


# --- the app ---------------------------------------------------------------------------------------


class Port:
    """The app's port to the ear: keeps what was asked, and gives what the test has put in."""

    def __init__(self) -> None:
        self.asked: list[Command] = []
        self.coming: list[Event] = []

    def send(self, command: Command) -> None:
        self.asked.append(command)

    def poll(self, at: float) -> list[Event]:
        coming, self.coming = self.coming, []
        return coming


class Speaking(Museum):
    """A museum with an ear."""

    def __init__(self, exhibit: Exhibit) -> None:
        super().__init__(exhibit)
        self.ear = Port()
        self.app.outside.ear = self.ear
        self.ear.coming = [EarReady(0.0, "Mic", 16_000, (VOICE,))]
        self.touch("wake")

    def finger(self, down: bool) -> None:
        import pygame

        target = self.app.layout().target("talk")
        assert target is not None
        x, y = target.rect.center[0] / 960, target.rect.center[1] / 540
        kind = pygame.FINGERDOWN if down else pygame.FINGERUP
        self.raw.append(pygame.Event(kind, touch_id=1, finger_id=1, x=x, y=y))
        self.frames(12)

    @property
    def prompt(self) -> Prompt:
        assert isinstance(self.app.visit.scene, Prompt)
        return self.app.visit.scene


def test_a_real_finger_holds_lets_go_and_the_words_stand_in_the_line(exhibit: Exhibit) -> None:
    museum = Speaking(exhibit)
    museum.frames(4)
    museum.finger(True)
    assert museum.ear.asked == [Listen(1, "fr", ("v",))]
    museum.ear.coming = [Level(0.0, 1, -20.0, False, False), Heard(0.0, 1, "un chat")]
    museum.frames(2)
    assert museum.prompt.talk is not None and museum.prompt.talk.lit and museum.prompt.talk.text == "un chat"
    museum.finger(False)
    assert museum.ear.asked[1:] == [StopListening(1)]
    words = tuple(HeardWord(word, 0.0, 0.1, 1.0) for word in ("un", "chat", "rouge"))
    museum.ear.coming = [HeardAll(0.0, 1, (Hearing(VOICE, "un chat rouge", words),), "release", 1.0)]
    museum.frames(2)
    assert museum.prompt.text == "un chat rouge" and museum.prompt.reading is not None
    assert museum.prompt.reading.english_prompt == "a red cat"
    museum.ear.coming = [EarLost(0.0, "microphone_lost", "x")]
    museum.frames(2)
    assert museum.app.layout().target("talk") is None and museum.prompt.notice == "notice_ear_lost"
    assert museum.lines == []


def test_the_end_of_a_visit_reaches_the_ear_also_when_it_ends_by_an_error(exhibit: Exhibit) -> None:
    museum = Speaking(exhibit)
    museum.frames(4)
    museum.finger(True)
    museum.painter.broken = True
    museum.frames()
    museum.painter.broken = False
    assert isinstance(museum.app.visit.scene, Attract)
    assert museum.ear.asked[-1] == StopListening(1, forget=True)
    assert len(museum.lines) == 1 and museum.canvas.forgotten >= 1


def test_another_exhibit_ends_a_visit_that_speaks(exhibit: Exhibit) -> None:
    museum = Speaking(exhibit)
    museum.frames(4)
    museum.finger(True)
    assert museum.app.change(exhibit, time.monotonic())
    assert museum.ear.asked[-1] == StopListening(1, forget=True)
    assert museum.app.visit.ear.voices == (VOICE,), "the ear itself stays"
