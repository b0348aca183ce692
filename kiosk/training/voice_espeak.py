"""espeak-ng as a library: sentences as sound, words as phonemes, all voices and variants of a language."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from kiosk.errors import KioskError

SAMPLE_RATE = 22050
"""Of everything espeak-ng says, in samples a second."""

BASES = {
    "fr": ("fr", "fr-be", "fr-ch"),
    "en": ("en", "en-us", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-us-nyc"),
}
"""espeak-ng's voices of a language; the first gives the phonemes. Each is combined with every variant ("fr+f2")."""

HELD_OUT_ONE_IN = 8
"""Every eighth variant, in order of name, is kept out of training in all its languages, to evaluate with."""

# Numbers from espeak-ng's speak_lib.h.
_SYNCHRONOUS, _UTF8, _IPA = 2, 1, 2
_RATE, _VOLUME, _PITCH, _RANGE, _GAP = 1, 2, 3, 4, 7
# Louder than this, some variants are clipped before we get to hear them.
_QUIET = 60
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


@dataclass(frozen=True)
class Voice:
    """How a sentence is said: `name` is espeak-ng's ("fr-ch+m3"), `rate` words a minute, `pitch` and `lilt` 0 to 99.

    `gap` is the pause between words in steps of 10 ms.
    """

    name: str
    rate: int = 175
    pitch: int = 50
    lilt: int = 50
    gap: int = 0


def variants() -> list[str]:
    """The names of all variants that espeak-ng brings, sorted ("Alex", "f1", "klatt2", "whisper" ...)."""
    return sorted(path.name for path in (Path(espeakng_loader.get_data_path()) / "voices" / "!v").iterdir())


def voices(language: str, held_out: bool) -> list[str]:
    """All voices of a language ("fr" or "en"): those kept for evaluation, or those to learn from.

    The plain voices ("fr") are learned from.
    """
    kept = [name for number, name in enumerate(variants()) if (number % HELD_OUT_ONE_IN == 5) == held_out]
    plain = [] if held_out else list(BASES[language])
    return plain + [f"{base}+{variant}" for base in BASES[language] for variant in kept]


class Espeak:
    """The library. It is one machine in a process, and what it says depends a little on what it said before:

    the same sentences in the same order, from a fresh process, are the same bytes.
    """

    def __init__(self) -> None:
        """Raises KioskError where the library cannot start."""
        self._library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), 0) != SAMPLE_RATE:
            raise KioskError("espeak-ng does not start: install the package espeakng-loader anew.")
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._said: list[NDArray[np.int16]] = []
        # Kept: the library holds no reference of its own.
        self._callback = _CALLBACK(self._hear)
        self._library.espeak_SetSynthCallback(self._callback)

    def _hear(self, wave: Any, count: int, _events: object) -> int:  # noqa: ANN401 (a ctypes pointer)
        if wave and count > 0:
            self._said.append(np.ctypeslib.as_array(wave, (count,)).copy())
        return 0

    def _choose(self, name: str) -> None:
        if self._library.espeak_SetVoiceByName(name.encode()):
            raise KioskError(f"espeak-ng has no voice called {name}.")

    def say(self, sentence: str, voice: Voice) -> NDArray[np.float32]:
        """The sentence as sound, float32 [samples] in -1 to 1, SAMPLE_RATE a second.

        Raises KioskError for a voice that espeak-ng does not have.
        """
        self._choose(voice.name)
        for parameter, value in (
            (_RATE, voice.rate),
            (_VOLUME, _QUIET),
            (_PITCH, voice.pitch),
            (_RANGE, voice.lilt),
            (_GAP, voice.gap),
        ):
            self._library.espeak_SetParameter(parameter, value, 0)
        self._said.clear()
        text = sentence.encode()
        self._library.espeak_Synth(text, len(text) + 1, 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        sound = np.concatenate(self._said) if self._said else np.zeros(0, np.int16)
        return sound.astype(np.float32) / 32768

    def phonemes(self, word: str, language: str) -> tuple[str, ...]:
        """The phonemes of one word alone, as the language's first voice says it: IPA without stress and length."""
        self._choose(BASES[language][0])
        text = ctypes.c_char_p(word.encode())
        ipa = self._library.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, _IPA).decode()
        # Nasal vowels are a letter and a combining tilde: one phoneme.
        found: list[str] = []
        for character in unicodedata.normalize("NFD", ipa):
            if unicodedata.combining(character) and found:
                found[-1] += character
            elif character.isalpha() and character not in "ːˈˌʲ":
                found.append(character)
        return tuple(found)
