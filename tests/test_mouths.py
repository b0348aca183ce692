"""The mouth of the screen: when there is one, and what is read aloud of the real exhibit, by a real finger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.exhibit.model import Exhibit, Reading
from kiosk.mouths import Mouth
from kiosk.visit.events import Event
from kiosk.visit.reading_aloud import Hush, MouthLost, MouthReady, Say, SetVolume, Silent, Spoke
from kiosk.visit.scenes import Attract, Prompt
from tests.test_app import Museum
from tests.test_app import exhibit as exhibit
from tests.test_ears import Port
from tests.visit.story import EXHIBIT
from tests.workers.patience import until

READY = MouthReady(0.0, "Loudspeaker", 22050, ("fr", "en"))
DUMB = replace(EXHIBIT, settings=replace(EXHIBIT.settings, aloud=False))


@pytest.fixture
def mouths() -> Iterator[list[Mouth]]:
    made: list[Mouth] = []
    yield made
    for mouth in made:
        mouth.close()


def make(mouths: list[Mouth], may: bool = True) -> Mouth:
    mouths.append(Mouth({"counting": True, "speed": 20.0}, lambda: may, lambda line: None))
    return mouths[-1]


# --- when there is one -----------------------------------------------------------------------------


def test_no_process_is_started_where_staff_want_none_or_before_the_machine_has_time(mouths: list[Mouth]) -> None:
    for mouth, shown in ((make(mouths), DUMB), (make(mouths, may=False), EXHIBIT)):
        mouth.speak_for(shown)
        assert list(mouth.poll(0.0)) == [] and mouth.pid is None


def test_it_reads_in_the_languages_of_the_exhibit_and_ends_when_that_wants_none(mouths: list[Mouth]) -> None:
    mouth, events = make(mouths), list[Event]()

    def told(kind: type[Event]) -> bool:
        events.extend(mouth.poll(7.0))
        return any(isinstance(event, kind) for event in events)

    mouth.speak_for(EXHIBIT)
    until(lambda: told(MouthReady), "the mouth is ready")
    assert events[0] == MouthReady(7.0, "counting", 22050, ("fr", "en"))
    mouth.send(Say(1, ("Bonjour.",), "fr", 0.6))
    until(lambda: told(Silent), "it was read")
    mouth.speak_for(DUMB)
    assert mouth.pid is None and [type(event) for event in mouth.poll(8.0)] == [MouthLost]
    assert list(mouth.poll(9.0)) == []


# --- the app ---------------------------------------------------------------------------------------


class Heard(Museum):
    """A museum with a loudspeaker."""

    def __init__(self, exhibit: Exhibit) -> None:
        super().__init__(exhibit)
        self.mouth = Port()
        self.app.outside.mouth = self.mouth
        self.touch("wake")
        assert self.app.layout().target("aloud") is None, "not before there is one"
        self.mouth.coming = [READY]
        self.frames()

    def said(self) -> Say:
        assert isinstance(self.mouth.asked[-1], Say)
        return self.mouth.asked[-1]


def test_a_finger_on_the_loudspeaker_has_the_screen_read_and_a_second_one_stops_it(exhibit: Exhibit) -> None:
    museum = Heard(exhibit)
    museum.touch("aloud")
    say = museum.said()
    assert say.language == "fr" and say.volume == 0.6 and "Peindre" in " ".join(say.sentences)
    museum.mouth.coming = [Spoke(0.0, say.request, 0)]
    museum.touch("louder")
    assert museum.mouth.asked[-1] == SetVolume(0.8)
    count = len(museum.mouth.asked)
    museum.touch("aloud")
    assert museum.mouth.asked[count:] == [Hush()] and not museum.app.visit.aloud.on


def test_what_was_written_is_read_and_the_next_screen_after_it(exhibit: Exhibit) -> None:
    museum = Heard(exhibit)
    museum.type("un chat rouge").touch("aloud")
    assert any("un chat rouge" in sentence for sentence in museum.said().sentences)
    museum.touch("panels")
    assert museum.said().sentences[0] == "Que voulez-vous lire\u202f?"


def test_the_five_keys_say_where_they_are(exhibit: Exhibit) -> None:
    import pygame

    museum = Heard(exhibit)
    museum.touch("aloud")
    before = museum.said().request
    museum.raw += [pygame.Event(pygame.KEYDOWN, key=pygame.K_DOWN), pygame.Event(pygame.KEYUP, key=pygame.K_DOWN)]
    museum.frames(2)
    say = museum.said()
    assert say.request > before and museum.app.visit.focus and len(say.sentences) == 1


def test_a_visit_that_ends_or_breaks_is_silent(exhibit: Exhibit) -> None:
    museum = Heard(exhibit)
    museum.touch("aloud")

    def fail(text: str, code: str) -> Reading:
        raise ValueError(text)

    working, museum.read = museum.read, fail
    museum.type("x")
    museum.read = working
    assert isinstance(museum.app.visit.scene, Attract) and museum.mouth.asked[-1] == Hush()
    museum.touch("wake").touch("aloud")
    assert isinstance(museum.app.visit.scene, Prompt)
    museum.frames(1 + int((exhibit.settings.idle_seconds + exhibit.settings.countdown_seconds + 5) / 0.05))
    assert isinstance(museum.app.visit.scene, Attract) and museum.mouth.asked[-1] == Hush()
    assert museum.app.visit.aloud.languages == ("fr", "en") and not museum.app.visit.aloud.on


def test_the_screen_process_itself_holds_no_espeak_ng() -> None:
    """It is a program with a licence of its own, in a process of its own."""
    import subprocess

    code = "import sys, kiosk.window, kiosk.mouths; print([m for m in sys.modules if 'espeak' in m or m == 'numpy'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
