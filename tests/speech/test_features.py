"""What the lab shows of a sound is really there."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.speech.features import BANDS, log_mel, mel_filters, outline, spectrogram
from kiosk.speech.sound import Sound, read_wav
from tests.speech.material import clip, noise, resampled, tone


def centre(band: int) -> float:
    """The middle of a band in Hz, by Kaldi's formula."""
    low, high = (1127 * np.log(1 + hz / 700) for hz in (20.0, 7_600.0))
    return float(700 * (np.exp((low + (high - low) * (band + 1) / (BANDS + 1)) / 1127) - 1))


@pytest.mark.parametrize("rate", [16_000, 48_000])
@pytest.mark.parametrize("band", [5, 15, 25, 35])
def test_a_pure_tone_lights_the_band_it_belongs_to(rate: int, band: int) -> None:
    drawn = spectrogram(tone(0.5, rate, centre(band)), rate)
    assert drawn.shape == (48, BANDS)
    assert set(drawn.argmax(axis=1)) == {band}


def test_bands_overlap_so_that_no_pitch_is_lost() -> None:
    filters = mel_filters(16_000, 512)
    frequencies = np.fft.rfftfreq(512, 1 / 16_000)
    inside = (frequencies > centre(0)) & (frequencies < centre(BANDS - 1))
    assert filters.shape == (BANDS, 257) and np.allclose(filters.sum(axis=0)[inside], 1.0)


def test_the_same_sound_looks_the_same_at_every_rate() -> None:
    sound = read_wav(clip())
    other = resampled(sound, 48_000)
    here, there = log_mel(sound.samples, 16_000), log_mel(other.samples, 48_000)
    frames = min(len(here), len(there))
    loud = here[:frames, :35].mean(axis=1) > np.median(here)
    ours, theirs = here[:frames, :35][loud].ravel(), there[:frames, :35][loud].ravel()
    assert np.corrcoef(ours, theirs)[0, 1] > 0.98


def test_a_microphone_that_is_off_draws_nothing_even_if_it_hisses_a_little() -> None:
    assert not spectrogram(np.zeros(16_000, np.int16), 16_000).any()
    assert not spectrogram(np.random.default_rng(1).integers(-1, 2, 16_000).astype(np.int16), 16_000).any()
    assert spectrogram(noise(1), 16_000).max() == 255


def test_the_outline_is_as_high_as_the_sound_column_by_column() -> None:
    samples = np.concatenate([np.zeros(1_000, np.int16), tone(0.25, loud=0.5)[:1_000]])
    low, high = outline(samples, 10)
    assert not low[:5].any() and not high[:5].any()
    assert high[5:].max() == pytest.approx(63, abs=1) and low[5:].min() == pytest.approx(-64, abs=1)
    assert outline(np.array([-32_768, 32_767], np.int16), 1)[0][0] == -127


@pytest.mark.parametrize("samples", [0, 1, 399, 400])
def test_sounds_too_short_to_be_looked_at_are_no_accident(samples: int) -> None:
    short = Sound(16_000, tone(1)[:samples])
    low, high = outline(short.samples, 40)
    assert len(low) == len(high) == 40
    assert len(spectrogram(short.samples, short.rate)) == (samples == 400)
