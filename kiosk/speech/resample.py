"""Sound at another rate, for loudspeakers that cannot do espeak-ng's own."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kiosk.speech.sound import Samples

_TAPS = 16
"""Each new sample is made of so many old ones."""


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """The same sound at another rate: int16 [n] to int16 [n * wanted / rate], by a windowed sinc of 16 taps.

    For going up; going down, the filter is not narrowed, and what the new rate cannot hold is folded back.
    """
    if rate == wanted or not len(samples):
        return samples
    # The same few fractions come again and again: one filter for each of them.
    common = int(np.gcd(rate, wanted))
    up, down = wanted // common, rate // common
    kernel = _kernel(up)
    at = np.arange(len(samples) * up // down) * down
    whole, fraction = at // up, at % up
    padded = np.pad(samples.astype(np.float32), (_TAPS // 2 - 1, _TAPS // 2))
    made = np.zeros(len(at), np.float32)
    for tap in range(_TAPS):
        made += padded[whole + tap] * kernel[fraction, tap]
    return np.clip(np.rint(made), -32768, 32767).astype(np.int16)


@lru_cache(maxsize=4)
def _kernel(up: int) -> NDArray[np.float32]:
    """Filters float32 [up, taps]: row k makes the sample k/up after an old one. Rows sum to 1."""
    distance = np.arange(_TAPS)[None, :] - (_TAPS // 2 - 1) - np.arange(up)[:, None] / up
    window = np.cos(np.pi * np.clip(distance / _TAPS, -0.5, 0.5)) ** 2
    kernel = np.sinc(distance) * window
    return np.asarray(kernel / kernel.sum(axis=1, keepdims=True), np.float32)
