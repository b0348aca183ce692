"""What a recogniser sees of a sound: its outline, and how much of each pitch there is from moment to moment.

The mel scale is Kaldi's: 1127 ln(1 + f / 700), from 20 Hz to 7,600 Hz, frames of 25 ms every 10 ms.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.speech.sound import FULL_SCALE, Samples

BANDS = 40
LOWEST_HZ, HIGHEST_HZ = 20.0, 7_600.0
FRAME_SECONDS, HOP_SECONDS = 0.025, 0.010
PREEMPHASIS = 0.97
RANGE_DB = 70.0
"""What lies further below the loudest value is drawn as nothing."""
QUIETEST_DB = 45.0
"""A sound whose loudest value is below this (in the units of `log_mel`) is drawn as nothing at all: it is noise."""


def outline(samples: Samples, columns: int) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """The lowest and the highest sample of each of `columns` equal pieces: int8 [columns] each, -127 to 127."""
    edges = np.linspace(0, len(samples), columns + 1).astype(np.int64)
    low, high = np.zeros(columns, np.int8), np.zeros(columns, np.int8)
    for column, (start, end) in enumerate(pairwise(edges)):
        if end > start:
            piece = samples[start:end].astype(np.int32) * 127 // (FULL_SCALE - 1)
            low[column], high[column] = max(-127, piece.min()), piece.max()
    return low, high


def mel_filters(rate: int, size: int, bands: int = BANDS) -> NDArray[np.float64]:
    """Triangular filters, float64 [bands, size // 2 + 1], for spectra of `size` samples at `rate` Hz."""

    def mel(hz: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(1127.0 * np.log1p(hz / 700.0))

    ends = mel(np.array([LOWEST_HZ, min(HIGHEST_HZ, rate / 2)]))
    points = np.linspace(ends[0], ends[1], bands + 2)
    left, middle, right = points[:-2, None], points[1:-1, None], points[2:, None]
    bins = mel(np.fft.rfftfreq(size, 1.0 / rate))[None, :]
    rising, falling = (bins - left) / (middle - left), (right - bins) / (right - middle)
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)))


def log_mel(samples: Samples, rate: int, bands: int = BANDS) -> NDArray[np.float64]:
    """Mel energies in decibels, float64 [frames, bands]; no frames where the sound is shorter than 25 ms."""
    length, hop = round(FRAME_SECONDS * rate), round(HOP_SECONDS * rate)
    if len(samples) < length:
        return np.zeros((0, bands))
    frames = np.lib.stride_tricks.sliding_window_view(samples, length)[::hop].astype(np.float64)
    frames -= frames.mean(axis=1, keepdims=True)
    frames[:, 1:] -= PREEMPHASIS * frames[:, :-1]
    size = 1 << (length - 1).bit_length()
    power = np.abs(np.fft.rfft(frames * np.hanning(length), size, axis=1)) ** 2
    return np.asarray(10.0 * np.log10(power @ mel_filters(rate, size, bands).T + 1.0))


def spectrogram(samples: Samples, rate: int, bands: int = BANDS) -> NDArray[np.uint8]:
    """`log_mel` for looking at: uint8 [frames, bands], 255 where it is loudest, 0 from 70 dB below that."""
    energies = log_mel(samples, rate, bands)
    if not energies.size or energies.max() < QUIETEST_DB:
        return np.zeros(energies.shape, np.uint8)
    drawn = 255 * np.clip(1 + (energies - energies.max()) / RANGE_DB, 0, 1)
    return np.asarray(np.rint(drawn), np.uint8)
