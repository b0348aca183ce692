"""Sound as numbers: reading a WAV file, how loud it is, and overwriting it after use.

Sound is mono int16 everywhere here, at 16,000 samples a second or more; Vosk itself turns higher rates into its own.
"""

from __future__ import annotations

import wave
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import KioskError

Samples = NDArray[np.int16]

LOWEST_RATE = 16_000
"""The voices hear up to 8 kHz; a lower rate does not hold that, and Vosk only ever goes down."""
HIGHEST_RATE = 384_000
LONGEST_SECONDS = 3_600
FULL_SCALE = 32_768
FLOOR_DBFS = -96.0
"""The quietest that 16 bits can be: `loudness` gives no less."""
CLIPPING = 32_700
CLIPPED_SAMPLES = 3
"""So many samples at the rim in one block are no longer chance."""
NOTHING = 3
"""A microphone that works always has more noise than this (in steps of 16 bits)."""


@dataclass(frozen=True)
class Sound:
    """`samples` int16 [n], mono; `rate` in Hz."""

    rate: int
    samples: Samples = field(repr=False)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate


@dataclass(frozen=True)
class Loudness:
    """`dbfs`: root mean square in decibels below full scale, -96 to 0. `silent`: not even noise."""

    dbfs: float
    clipped: bool
    silent: bool


def loudness(samples: Samples) -> Loudness:
    """How loud `samples` (int16 [n], n may be 0) are."""
    if not len(samples):
        return Loudness(FLOOR_DBFS, False, True)
    values = samples.astype(np.int32)  # -32768 has no positive int16
    power = float(np.mean(np.square(values, dtype=np.float64)))
    dbfs = 10.0 * float(np.log10(power / FULL_SCALE**2)) if power > 0 else FLOOR_DBFS
    size = np.abs(values)
    clipped = int(np.count_nonzero(size >= CLIPPING)) >= CLIPPED_SAMPLES
    return Loudness(min(0.0, max(FLOOR_DBFS, dbfs)), clipped, bool(size.max() <= NOTHING))


def mono(samples: Samples, channels: int) -> Samples:
    """The mean of interleaved channels: int16 [n * channels] to int16 [n]."""
    if channels == 1:
        return samples
    frames = samples[: len(samples) // channels * channels].reshape(-1, channels)
    return np.asarray(frames.mean(axis=1).round(), np.int16)


def erase(buffer: bytearray | Samples) -> None:
    """Overwrite sound with zeros, where it lies."""
    if isinstance(buffer, bytearray):
        buffer[:] = bytes(len(buffer))
    else:
        buffer.fill(0)


def read_wav(path: Path) -> Sound:
    """Read a WAV file: 16 bit, 16,000 Hz or more, mono or stereo. Raises KioskError with one sentence for all else."""
    name = path.name
    try:
        with wave.open(str(path), "rb") as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            frames = file.getnframes()
            if width != 2:
                raise KioskError(f"{name} holds {8 * width}-bit sound: save it as 16-bit PCM.")
            if channels not in (1, 2):
                raise KioskError(f"{name} has {channels} channels: save it as mono or stereo.")
            if rate < LOWEST_RATE:
                raise KioskError(f"{name} has {rate} samples a second: record it again with {LOWEST_RATE} or more.")
            if rate > HIGHEST_RATE:
                raise KioskError(f"{name} claims {rate} samples a second: save it with 48000 or fewer.")
            if frames / rate > LONGEST_SECONDS:
                raise KioskError(f"{name} lasts more than an hour: cut it into shorter pieces.")
            data = file.readframes(frames)
    except FileNotFoundError:
        raise KioskError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise KioskError(f"{path} is a folder: name one WAV file.") from None
    except OSError as error:
        raise KioskError(f"{name} cannot be read: {error.strerror}.") from None
    except (wave.Error, EOFError) as error:
        hint = " (compressed or extensible WAV)" if "unknown format" in str(error) else ""
        raise KioskError(f"{name} is no WAV file that can be read{hint}: save it as 16-bit PCM.") from None
    whole = data[: len(data) // (2 * channels) * (2 * channels)]
    samples = np.frombuffer(whole, "<i2").astype(np.int16)
    if not len(samples):
        raise KioskError(f"{name} holds no sound.")
    return Sound(rate, mono(samples, channels))
