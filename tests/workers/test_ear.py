"""The ear as the process the screen talks to: real recogniser, recorded people instead of a microphone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.speech.sound import read_wav
from kiosk.visit.hearing import Clip, EarReady, Heard, HeardAll, Level, Listen, StopListening
from tests.speech.material import FRENCH_TEXT, clip, noise, save, small_voice
from tests.workers.ears import Make
from tests.workers.ears import make as make
from tests.workers.ears import models as models
from tests.workers.patience import until


def test_a_spoken_sentence_comes_word_by_word_and_then_whole(make: Make) -> None:
    ear = make()
    ready = ear.until(EarReady)
    assert (ready.microphone, ready.rate) == ("WAV file", 16_000)
    assert [(voice.language, voice.taught_by) for voice in ready.voices] == [("fr", "robot")]
    ear.tell(Listen(1, "fr"))
    final = ear.until(HeardAll)
    assert final.ended == "silence", "the sentence was over, and then nothing more came"
    assert [hearing.text for hearing in final.hearings] == [FRENCH_TEXT]
    words = final.hearings[0].words
    assert [word.word for word in words] == FRENCH_TEXT.split()
    assert all(0 <= word.start < word.end <= final.seconds and 0 <= word.confidence <= 1 for word in words)
    partial = [event.text for event in ear.all(Heard)]
    assert partial[0] == "allume" and partial[-1] == FRENCH_TEXT and len(partial) >= 4
    levels = ear.all(Level)
    assert max(level.dbfs for level in levels) > -40 > min(level.dbfs for level in levels)
    assert not final.silent and not final.clipped
    assert {event.request for event in ear.all(Level)} == {1} and {event.at for event in ear.events} == {42.0}


def test_what_it_heard_can_be_looked_at(make: Make) -> None:
    ear = make()
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    final = ear.until(HeardAll)
    mel = np.frombuffer(final.spectrogram.values, np.uint8).reshape(final.spectrogram.frames, final.spectrogram.bands)
    assert final.spectrogram.frames == pytest.approx(final.seconds / final.spectrogram.hop_seconds, abs=4)
    words = final.hearings[0].words
    spoken = mel[round(words[1].start * 100) : round(words[-1].end * 100)]
    assert spoken.mean() > mel[-80:].mean() + 20, "speech is brighter than the silence after it"
    high = np.frombuffer(final.waveform.high, np.int8)
    low = np.frombuffer(final.waveform.low, np.int8)
    assert len(high) == len(low) and (high >= low).all() and high.max() > 10


def test_letting_go_ends_it_with_the_last_word_still_heard(make: Make) -> None:
    ear = make(speed=1.0)
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    until(lambda: any("lumière" in event.text for event in ear.all(Heard)), "lumière")
    ear.tell(StopListening(1))
    final = ear.until(HeardAll)
    assert final.ended == "release" and final.hearings[0].text.startswith("allume la lumière")
    assert final.seconds < read_wav(clip()).seconds


def test_nobody_speaks_and_it_ends_at_the_limit_without_a_word(make: Make, tmp_path: Path) -> None:
    ear = make([save(tmp_path / "room.wav", 16_000, noise(13))])
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    final = ear.until(HeardAll)
    assert (final.ended, final.seconds, final.hearings[0].text) == ("limit", 12.0, "")
    assert not final.silent, "a room is never quite silent"


def test_a_microphone_that_is_switched_off_is_told_from_a_silent_visitor(make: Make, tmp_path: Path) -> None:
    ear = make([save(tmp_path / "off.wav", 16_000, np.zeros(16_000, np.int16))])
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    final = ear.until(HeardAll)
    assert final.silent and final.hearings[0].text == ""
    assert all(level.silent and level.dbfs == -96 for level in ear.all(Level))


def test_a_microphone_that_is_too_loud_is_named(make: Make, tmp_path: Path) -> None:
    loud = np.clip(read_wav(clip()).samples.astype(np.int32) * 30, -32768, 32767).astype(np.int16)
    ear = make([save(tmp_path / "loud.wav", 16_000, loud)])
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    assert ear.until(HeardAll).clipped
    assert any(level.clipped for level in ear.all(Level))


def test_each_utterance_starts_afresh(make: Make) -> None:
    ear = make([clip(), clip("fr-ouvre-tous-les-volets")])
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    ear.until(HeardAll)
    ear.tell(Listen(2, "fr"))
    assert ear.until(HeardAll, 2).hearings[0].text == "ouvre tous les volets"
    assert next(event for event in ear.all(Heard) if event.request == 2).text == "ouvre"


def test_an_end_of_visit_while_somebody_speaks_leaves_no_answer(make: Make) -> None:
    ear = make(speed=1.0)
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    ear.until(Level)
    ear.tell(StopListening(1, forget=True))
    until(lambda: not ear.all(HeardAll) and not ear.client.owes, "the ear is at rest")
    ear.tell(Listen(2, "fr", sound=Clip(16_000, read_wav(clip()).samples.tobytes())))
    assert ear.until(HeardAll).request == 2


def test_a_given_sound_is_heard_by_two_voices_at_once(make: Make, models: Path) -> None:
    small_voice(models, "fr", "voice-other", taught_by="people")
    ear = make()
    until(lambda: any(len(event.voices) == 2 for event in ear.all(EarReady)), "both voices")
    assert [voice.name for voice in ear.all(EarReady)[-1].voices] == ["voice-other", "voice-tiny-fr"]
    sound = Clip(16_000, read_wav(clip()).samples.tobytes())
    ear.tell(Listen(1, "fr", ("voice-tiny-fr", "voice-other"), sound))
    final = ear.until(HeardAll)
    assert final.ended == "end"
    assert [(one.voice.name, one.text) for one in final.hearings] == [
        ("voice-tiny-fr", FRENCH_TEXT),
        ("voice-other", FRENCH_TEXT),
    ]


def test_a_language_without_a_voice_is_an_answer_not_a_fault(make: Make) -> None:
    ear = make()
    ear.until(EarReady)
    ear.tell(Listen(1, "nl"))
    final = ear.until(HeardAll)
    assert (final.ended, final.hearings) == ("no_voice", ())
    ear.tell(Listen(2, "fr"))
    assert ear.until(HeardAll, 2).hearings[0].text == FRENCH_TEXT
