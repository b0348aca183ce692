"""Real speech and small real voices, where this machine has them: they lie beside the checkout, not in it."""

from __future__ import annotations

import os
import shutil
import wave
from pathlib import Path

import numpy as np
import pytest

import kiosk
from kiosk.speech.sound import Samples, Sound
from kiosk.speech.voices import Voice, write_manifest

DATA = Path(os.environ.get("KIOSK_SHARED_DATA", Path(kiosk.__file__).parents[2] / "shared" / "data"))
FRENCH = "fr-allume-la-lumiere-dans-la-chambre"
FRENCH_TEXT = "allume la lumière dans la chambre"


def material(path: str) -> Path:
    """A file or folder of the shared data; skips the test where it is not there."""
    found = DATA / path
    if not found.exists():
        pytest.skip(f"{path} is not on this machine (KIOSK_SHARED_DATA says where it may be)")
    return found


def clip(name: str = FRENCH) -> Path:
    """A real clip of a person, WAV, 16 kHz mono; the small voices were trained on these very clips."""
    return material(f"speech-{name[:2]}-ohf/{name}.wav")


def small_voice(models: Path, language: str = "fr", name: str = "", taught_by: str = "robot") -> Voice:
    """The small real voice of a language, in a models folder of one's own, with its manifest."""
    folder = models / (name or f"voice-tiny-{language}")
    shutil.copytree(material(f"vosk-tiny-{language}"), folder)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (folder / "SOURCE.txt").unlink()
    return write_manifest(folder, {"language": language, "licence": "Apache-2.0", "taught_by": taught_by})


def resampled(sound: Sound, rate: int) -> Sound:
    """The same sound at another rate, by its spectrum: what a better microphone would have given."""
    count = round(len(sound.samples) * rate / sound.rate)
    spectrum = np.fft.rfft(sound.samples.astype(np.float64))
    wider = np.zeros(count // 2 + 1, complex)
    kept = min(len(wider), len(spectrum))
    wider[:kept] = spectrum[:kept]
    samples = np.fft.irfft(wider, count) * count / len(sound.samples)
    return Sound(rate, np.clip(samples, -32768, 32767).round().astype(np.int16))


def save(path: Path, rate: int, samples: Samples, channels: int = 1, width: int = 2) -> Path:
    """Write a WAV file; `samples` int16 [n * channels]. With another `width` the same bytes are claimed to be that."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def tone(seconds: float, rate: int = 16_000, hz: float = 440.0, loud: float = 0.3) -> Samples:
    """A sine, int16."""
    at = np.arange(round(seconds * rate)) / rate
    return np.round(32767 * loud * np.sin(2 * np.pi * hz * at)).astype(np.int16)


def noise(seconds: float, rate: int = 16_000, loud: float = 0.003) -> Samples:
    """The noise of a room, int16, always the same."""
    drawn = np.random.default_rng(5).standard_normal(round(seconds * rate))
    return np.round(32767 * loud * drawn).astype(np.int16)


__all__ = [
    *("DATA", "FRENCH", "FRENCH_TEXT", "clip", "material", "noise", "read_wav"),
    *("resampled", "save", "small_voice", "tone"),
]
