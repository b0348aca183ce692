"""The real recogniser on real recordings of people, with the small voices that were trained on these very clips."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.speech.recogniser import UNKNOWN, Listener, Recogniser, _plain, _word
from kiosk.speech.sound import Sound, read_wav
from kiosk.speech.voices import Voice
from tests.speech.material import DATA, FRENCH_TEXT, clip, material, noise, resampled, small_voice


def hear(listener: Listener, sound: Sound, seconds: float = 0.1) -> tuple[list[str], str]:
    """The words as they came, and all of them at the end."""
    recogniser = Recogniser(listener, sound.rate)
    size = round(seconds * sound.rate)
    blocks = [sound.samples[start : start + size] for start in range(0, len(sound.samples), size)]
    partial = [recogniser.hear(bytearray(block.tobytes())) for block in blocks]
    return partial, recogniser.finish().text


def sentences(language: str) -> list[tuple[str, str]]:
    """Clips and what is said in them; those that hold no sentence of the voice are left out."""
    table = DATA / f"speech-{language}-ohf" / "transcripts.tsv"
    if not table.exists():
        return []
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    return [(file, text) for file, _, text in rows if text]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nearly_every_sentence_of_its_people_is_heard_exactly(
    language: str, french: Listener, english: Listener
) -> None:
    listener = french if language == "fr" else english
    folder = material(f"speech-{language}-ohf")
    table = sentences(language)
    right = sum(hear(listener, read_wav(folder / file))[1] == text for file, text in table)
    assert len(table) >= 30 and right >= len(table) - 1, f"{right} of {len(table)}"


@pytest.mark.parametrize("rate", [22_050, 32_000, 44_100, 48_000])
def test_better_microphones_are_heard_as_well(french: Listener, rate: int) -> None:
    assert hear(french, resampled(read_wav(clip()), rate))[1] == FRENCH_TEXT


def test_words_come_while_somebody_speaks_and_only_grow_to_the_whole(french: Listener) -> None:
    partial, text = hear(french, read_wav(clip()))
    assert partial[0] == "" and text == FRENCH_TEXT
    assert [len(one.split()) for one in partial] == sorted(len(one.split()) for one in partial)


def test_it_does_not_matter_in_how_large_blocks_sound_comes(french: Listener) -> None:
    sound = read_wav(clip())
    assert {hear(french, sound, seconds)[1] for seconds in (0.02, 0.1, 0.5, 60.0)} == {FRENCH_TEXT}


def test_a_pause_within_a_sentence_loses_nothing(french: Listener) -> None:
    """Vosk begins anew after a pause; for a visitor it is one utterance, and times go on."""
    import numpy as np

    first, second = read_wav(clip()).samples, read_wav(clip("fr-ouvre-tous-les-volets")).samples
    sound = Sound(16_000, np.concatenate([first, noise(1.1), second]))
    recogniser = Recogniser(french, sound.rate)
    for start in range(0, len(sound.samples), 1_600):
        recogniser.hear(bytearray(sound.samples[start : start + 1_600].tobytes()))
    heard = recogniser.finish()
    assert heard.text == f"{FRENCH_TEXT} ouvre tous les volets"
    assert [word.word for word in heard.words] == heard.text.split()
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts) and heard.words[-1].end <= sound.seconds + 0.1
    assert next(word for word in heard.words if word.word == "volets").start > len(first) / 16_000


def test_each_recogniser_knows_nothing_of_the_one_before(french: Listener) -> None:
    hear(french, read_wav(clip()))
    assert hear(french, Sound(16_000, noise(1)))[1] == ""


@pytest.mark.parametrize("seconds", [0.0, 0.01, 3.0])
def test_silence_and_a_quiet_room_have_no_words(french: Listener, seconds: float) -> None:
    assert hear(french, Sound(16_000, noise(seconds)))[1] == ""
    assert hear(french, Sound(16_000, noise(seconds) * 0))[1] == ""


def test_the_block_stays_the_callers_to_overwrite(french: Listener) -> None:
    block = bytearray(read_wav(clip()).samples[:1_600].tobytes())
    before = bytes(block)
    Recogniser(french, 16_000).hear(block)
    assert bytes(block) == before
    block.clear()  # nobody holds on to it, so even its size may change


def test_a_word_the_voice_does_not_know_is_marked(french: Listener) -> None:
    entry = {"word": "[unk]", "start": 0.5, "end": 1.0, "conf": 1.2}
    word = _word(entry)
    assert (word.word, word.known, word.confidence) == (UNKNOWN, False, 1.0)
    assert _plain("un <UNK> rouge") == f"un {UNKNOWN} rouge"


def test_too_low_a_rate_is_refused(french: Listener) -> None:
    with pytest.raises(KioskError, match="8000 samples a second"):
        Recogniser(french, 8_000)


@pytest.mark.parametrize("part", ["am/final.mdl", "graph/HCLG.fst", "graph/words.txt", "conf/mfcc.conf"])
def test_a_broken_file_is_a_sentence_not_a_crash_and_not_a_page_of_errors(
    models: Path, part: str, capfd: pytest.CaptureFixture[str]
) -> None:
    voice = small_voice(models)
    file = models / voice.name / part
    file.write_bytes(b"\0" * 100 if part.startswith("conf") else file.read_bytes()[:90])
    broken = Voice(**{**vars(voice), "folder": models / voice.name})
    try:
        Listener(broken)
    except KioskError as error:
        assert str(error) == "Vosk cannot load the voice voice-tiny-fr: one of its files is broken."
    else:
        assert part in ("graph/words.txt", "conf/mfcc.conf"), "Vosk lives without a word or a setting"
    assert capfd.readouterr().err == ""
