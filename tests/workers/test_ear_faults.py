"""Faults 14 to 21: what is wrong with the microphone or a voice is noticed, said, and over by itself."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from kiosk.visit.hearing import EarLost, EarReady, HeardAll, Level, Listen
from kiosk.workers.client import Limits
from tests.speech.material import FRENCH_TEXT, save, small_voice, tone
from tests.workers.ears import Make
from tests.workers.ears import make as make
from tests.workers.ears import models as models
from tests.workers.patience import until


def test_no_microphone_is_said_at_once_and_it_is_there_when_one_is_plugged_in(make: Make) -> None:
    ear = make(fault="absent", failures=2)
    lost = ear.until(EarLost)
    assert (lost.because, lost.reason) == ("no_microphone", "No microphone is connected.")
    ear.until(EarReady)
    assert len(ear.all(EarLost)) == 2
    ear.tell(Listen(1, "fr"))
    assert ear.until(HeardAll).hearings[0].text == FRENCH_TEXT


def test_plugging_a_sound_card_in_ends_the_pause(make: Make, tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.write_text("--- no soundcards ---\n", encoding="utf-8")
    ear = make(fault="absent", failures=1, cards=cards, limits=Limits(load=20, deadline=2.5, restart=(3600.0,)))
    ear.until(EarLost)
    cards.write_text(" 0 [Mic ]: USB-Audio - a microphone\n", encoding="utf-8")
    ear.until(EarReady)


@pytest.mark.parametrize("fault", ["unplugged", "hangs"])
def test_a_microphone_lost_while_speaking_is_noticed_and_comes_back(make: Make, fault: str) -> None:
    ear = make(fault=fault, failures=1)
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    lost = ear.until(EarLost)
    assert lost.because == {"unplugged": "microphone_lost", "hangs": "broken"}[fault]
    assert FRENCH_TEXT.split()[0] not in lost.reason and not ear.all(HeardAll)
    ear.until(EarReady, 2)
    ear.tell(Listen(2, "fr"))
    assert ear.until(HeardAll).hearings[0].text == FRENCH_TEXT


def test_a_microphone_that_hangs_while_it_is_closed_costs_nobody_their_words(make: Make) -> None:
    ear = make(fault="hangs on stop", failures=1)
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    assert ear.until(HeardAll).hearings[0].text == FRENCH_TEXT
    assert ear.until(EarLost).because == "broken"
    ear.until(EarReady, 2)


def test_a_recogniser_that_hangs_is_killed(make: Make) -> None:
    ear = make(speed=1.0)
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    ear.until(Level)
    assert ear.client.pid is not None
    os.kill(ear.client.pid, signal.SIGSTOP)
    assert ear.until(EarLost).because == "broken"
    ear.until(EarReady, 2)


def test_a_microphone_with_too_low_a_rate_is_refused_in_words(make: Make, tmp_path: Path) -> None:
    ear = make([save(tmp_path / "low.wav", 8_000, tone(1, 8_000))])
    lost = ear.until(EarLost)
    assert lost.because == "no_microphone" and "8000 samples a second" in lost.reason


def test_without_any_voice_the_reason_says_what_to_do(make: Make, models: Path) -> None:
    (models / "voice-tiny-fr").rename(models / "other")
    ear = make()
    lost = ear.until(EarLost)
    assert lost.because == "no_voice"
    (models / "other").rename(models / "voice-tiny-fr")
    ear.until(EarReady)


def test_one_broken_voice_does_not_silence_the_others(make: Make, models: Path) -> None:
    small_voice(models, "en")
    (models / "voice-tiny-en" / "am" / "final.mdl").write_bytes(b"\0B<TransitionModel> ")
    ear = make()
    until(lambda: any(event.faults for event in ear.all(EarReady)), "the fault is told")
    ready = ear.all(EarReady)[-1]
    assert [voice.language for voice in ready.voices] == ["fr"]
    assert ready.faults == ("voice-tiny-en/am/final.mdl has 20 bytes instead of 384983.",)


def test_an_incomplete_voice_alone_is_explained(make: Make, models: Path) -> None:
    (models / "voice-tiny-fr" / "graph" / "HCLG.fst").unlink()
    lost = make().until(EarLost)
    assert lost.because == "no_voice"
    assert lost.reason == "voice-tiny-fr/graph/HCLG.fst (which sounds make which words, in one piece) is missing."
