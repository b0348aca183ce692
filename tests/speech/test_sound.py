"""Reading WAV files, and how loud sound is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import KioskError
from kiosk.speech.sound import FLOOR_DBFS, erase, loudness, mono, read_wav
from tests.speech.material import noise, save, tone


def test_a_full_sine_is_three_decibels_below_full_scale() -> None:
    assert loudness(tone(1, loud=1.0)).dbfs == pytest.approx(-3.01, abs=0.02)
    assert loudness(tone(1, loud=0.1)).dbfs == pytest.approx(-23.01, abs=0.02)


def test_nothing_at_all_is_told_from_a_quiet_room() -> None:
    off, room = loudness(np.zeros(1_600, np.int16)), loudness(noise(0.1, loud=0.0005))
    assert (off.dbfs, off.silent) == (FLOOR_DBFS, True)
    assert not room.silent and -80 < room.dbfs < -60
    assert loudness(np.zeros(0, np.int16)).silent


def test_clipping_needs_more_than_one_lucky_sample() -> None:
    samples = tone(0.1, loud=0.5)
    assert not loudness(samples).clipped
    samples[100] = -32_768
    assert not loudness(samples).clipped and loudness(samples).dbfs <= 0
    samples[100:110] = 32_767
    assert loudness(samples).clipped


def test_both_ears_become_one() -> None:
    left, right = tone(0.01), np.zeros(160, np.int16)
    both = np.stack([left, right], axis=1).ravel()
    assert np.abs(mono(both, 2) * 2 - left).max() <= 1
    assert mono(np.full(4, 32_767, np.int16), 2).tolist() == [32_767, 32_767], "no overflow"


def test_sound_can_be_overwritten_where_it_lies() -> None:
    block, samples = bytearray(b"secret"), tone(0.01)
    erase(block)
    erase(samples)
    assert bytes(block) == b"\0" * 6 and not samples.any()


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000, 96_000])
def test_any_usual_file_is_read(tmp_path: Path, rate: int) -> None:
    sound = read_wav(save(tmp_path / "a.wav", rate, np.repeat(tone(0.5, rate), 2), channels=2))
    assert sound.rate == rate and sound.seconds == pytest.approx(0.5)
    assert np.array_equal(sound.samples, tone(0.5, rate))


def wrong(folder: Path, kind: str) -> Path:
    path = folder / "speech.wav"
    match kind:
        case "low":
            return save(path, 8_000, tone(0.1, 8_000))
        case "wide":
            return save(path, 16_000, tone(0.1), width=4)
        case "six":
            return save(path, 16_000, tone(0.6), channels=6)
        case "empty":
            return save(path, 16_000, tone(0))
        case "folder":
            path.mkdir()
        case "text":
            path.write_text("RIFF of a guitar", encoding="utf-8")
        case "nothing":
            path.write_bytes(b"")
        case "mp3":
            path.write_bytes(b"ID3\x04\x00" + bytes(500))
        case "half a header":
            save(path, 16_000, tone(0.1))
            path.write_bytes(path.read_bytes()[:30])
        case "float":
            save(path, 16_000, tone(0.1))
            path.write_bytes(path.read_bytes()[:20] + b"\x03\x00" + path.read_bytes()[22:])
        case "rate 0":
            save(path, 16_000, tone(0.1))
            path.write_bytes(path.read_bytes()[:24] + b"\0\0\0\0" + path.read_bytes()[28:])
    return path


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("low", "speech.wav has 8000 samples a second: record it again with 16000 or more."),
        ("wide", "speech.wav holds 32-bit sound: save it as 16-bit PCM."),
        ("six", "speech.wav has 6 channels: save it as mono or stereo."),
        ("empty", "speech.wav holds no sound."),
        ("folder", "is a folder: name one WAV file."),
        ("missing", "There is no file"),
        ("text", "speech.wav is no WAV file that can be read: save it as 16-bit PCM."),
        ("nothing", "speech.wav is no WAV file that can be read: save it as 16-bit PCM."),
        ("mp3", "speech.wav is no WAV file that can be read: save it as 16-bit PCM."),
        ("half a header", "speech.wav is no WAV file that can be read: save it as 16-bit PCM."),
        ("float", "(compressed or extensible WAV): save it as 16-bit PCM."),
        ("rate 0", "speech.wav has 0 samples a second"),
    ],
)
def test_every_other_file_is_refused_in_one_clear_sentence(tmp_path: Path, kind: str, says: str) -> None:
    with pytest.raises(KioskError) as refused:
        read_wav(wrong(tmp_path, kind))
    assert says in str(refused.value) and "\n" not in str(refused.value)


def test_a_recording_that_broke_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = save(tmp_path / "a.wav", 16_000, tone(1))
    path.write_bytes(path.read_bytes()[:-16_001])
    assert read_wav(path).seconds == pytest.approx(0.5, abs=0.001)
