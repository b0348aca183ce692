"""The robots that teach: all voices and variants of espeak-ng in a language, their sentences and their phonemes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.speech.espeak import GAP, PITCH, RANGE, RATE, VOLUME, Espeak, installed

BASES = {
    "fr": ("fr", "fr-be", "fr-ch"),
    "en": ("en", "en-us", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-us-nyc"),
}
"""espeak-ng's voices of a language; the first gives the phonemes. Each is combined with every variant ("fr+f2")."""

HELD_OUT_ONE_IN = 8
"""Every eighth variant, in order of name, is kept out of training in all its languages, to evaluate with."""

_HELD_OUT = 5
# Louder than this, some variants are clipped before we get to hear them.
_QUIET = 60


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
    return sorted(path.name for path in (installed()[1] / "voices" / "!v").iterdir())


def held_out_variants() -> list[str]:
    """The variants that are never learned from."""
    return [name for number, name in enumerate(variants()) if number % HELD_OUT_ONE_IN == _HELD_OUT]


def voices(language: str, held_out: bool) -> list[str]:
    """All voices of a language ("fr" or "en"): those kept for evaluation, or those to learn from.

    The plain voices ("fr") are learned from.
    """
    kept = [name for number, name in enumerate(variants()) if (number % HELD_OUT_ONE_IN == _HELD_OUT) == held_out]
    plain = [] if held_out else list(BASES[language])
    return plain + [f"{base}+{variant}" for base in BASES[language] for variant in kept]


class Robot:
    """espeak-ng with another voice for each sentence; `kiosk.speech.espeak.Espeak` says when its bytes are equal."""

    def __init__(self) -> None:
        """Raises KioskError where espeak-ng cannot start."""
        self._library = Espeak()

    def say(self, sentence: str, voice: Voice) -> NDArray[np.float32]:
        """The sentence as sound, float32 [samples] in -1 to 1, `kiosk.speech.espeak.SAMPLE_RATE` a second.

        Raises KioskError for a voice that espeak-ng does not have.
        """
        self._library.choose(voice.name)
        for parameter, value in (
            (RATE, voice.rate),
            (VOLUME, _QUIET),
            (PITCH, voice.pitch),
            (RANGE, voice.lilt),
            (GAP, voice.gap),
        ):
            self._library.set(parameter, value)
        return self._library.speak(sentence).astype(np.float32) / np.float32(32768)

    def phonemes(self, word: str, language: str) -> tuple[str, ...]:
        """The phonemes of one word alone, as the language's first voice says it: IPA without stress and length."""
        self._library.choose(BASES[language][0])
        # A word of another language comes between marks: "(en)fˈʊtbɔːl(fr)".
        ipa = re.sub(r"\([a-z-]+\)", "", self._library.ipa(word))
        # Nasal vowels are a letter and a combining tilde: one phoneme.
        found: list[str] = []
        for character in unicodedata.normalize("NFD", ipa):
            if unicodedata.combining(character) and found:
                found[-1] += character
            elif character.isalpha() and character not in "ːˈˌʲ":
                found.append(character)
        return tuple(found)
