"""The mouth as the process the screen talks to: real espeak-ng, and a loudspeaker that counts instead of sounding."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.visit.reading_aloud import Hush, MouthReady, Say, SetVolume, Silent, Spoke
from tests.workers.mouths import LANGUAGES, Make
from tests.workers.mouths import make as make
from tests.workers.patience import until

TEXT = {
    "fr": ("La machine peint.", "À chaque étape, elle retire un peu de bruit.", "Arrêter ici."),
    "en": ("The machine paints.", "At each step it takes away some noise.", "Stop here."),
    "nl": ("De machine schildert.", "Bij elke stap haalt ze wat ruis weg.", "Hier stoppen."),
    "de": ("Die Maschine malt.", "Bei jedem Schritt nimmt sie etwas Rauschen weg.", "Hier anhalten."),
}
LONG = tuple(f"{TEXT['fr'][1]} Et encore, numéro {number}." for number in range(40))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_heard_one_after_the_other_and_then_it_is_silent(make: Make, language: str) -> None:
    mouth = make()
    ready = mouth.until(MouthReady)
    assert (ready.loudspeaker, ready.languages) == ("counting", LANGUAGES)
    mouth.tell(Say(7, TEXT[language], language, 0.6))
    assert mouth.until(Silent).request == 7
    assert [(event.request, event.index) for event in mouth.all(Spoke)] == [(7, 0), (7, 1), (7, 2)]
    assert isinstance(mouth.events[-1], Silent) and {event.at for event in mouth.events} == {42.0}


def test_a_stop_is_a_stop_and_nothing_comes_after_it(make: Make) -> None:
    mouth = make(speed=1.0)
    mouth.until(MouthReady)
    mouth.tell(Say(1, LONG, "fr", 0.6))
    mouth.until(Spoke)
    mouth.tell(Hush())
    until(lambda: mouth.all(Spoke) != [] and not mouth.client.owes, "the mouth is at rest")
    count = len(mouth.events)
    mouth.tell(Hush())  # whoever is silent already stays so
    until(lambda: mouth.all(Spoke) != [] and not mouth.client.owes, "the mouth is at rest")
    assert len(mouth.events) == count and not mouth.all(Silent) and len(mouth.all(Spoke)) < len(LONG)


def test_a_new_text_takes_the_place_of_the_old_one(make: Make) -> None:
    mouth = make(speed=4.0)
    mouth.until(MouthReady)
    mouth.tell(Say(1, LONG, "fr", 0.6))
    mouth.until(Spoke)
    mouth.tell(Say(2, TEXT["en"], "en", 0.6))
    assert mouth.until(Silent).request == 2
    requests = [event.request for event in mouth.all(Spoke)]
    assert requests == sorted(requests) and requests.count(2) == 3 and requests.count(1) < len(LONG)


def test_a_sentence_without_sound_is_passed_over_and_counted(make: Make) -> None:
    mouth = make()
    mouth.until(MouthReady)
    mouth.tell(Say(1, ("…", "Bonjour.", " « » "), "fr", 0.6))
    mouth.until(Silent)
    assert [event.index for event in mouth.all(Spoke)] == [0, 1, 2]
    mouth.tell(Say(2, (), "fr", 0.6))
    assert mouth.until(Silent, 2).request == 2


def test_a_language_nobody_speaks_is_an_answer_not_a_fault(make: Make) -> None:
    mouth = make(languages=("fr", "xx"))
    assert mouth.until(MouthReady).languages == ("fr",)
    mouth.tell(Say(1, ("Hello.",), "xx", 0.6))
    assert mouth.until(Silent).request == 1
    mouth.tell(Say(2, ("Bonjour.",), "fr", 0.6))
    assert mouth.until(Silent, 2).request == 2


def test_the_volume_is_obeyed_in_the_middle_of_a_sentence(make: Make, tmp_path: Path) -> None:
    mouth = make(fault="", failures=0)

    def loudest() -> int:
        return int((tmp_path / "heard").read_text() or "0")

    peaks = []
    mouth.until(MouthReady)
    for request, volume in enumerate((1.0, 0.4, 0.0), 1):
        mouth.tell(Say(request, TEXT["fr"], "fr", volume))
        mouth.until(Silent, request)
        peaks.append(loudest())
    assert peaks[0] > 4 * peaks[1] > 0 and peaks[2] == 0
    mouth.tell(Say(9, LONG, "fr", 0.0))
    mouth.until(Spoke, 10)
    assert loudest() == 0
    mouth.tell(SetVolume(1.0))
    until(lambda: loudest() > 4 * peaks[1], "it is loud now")
    assert not any(event.request == 9 for event in mouth.all(Silent)), "still the same text"
