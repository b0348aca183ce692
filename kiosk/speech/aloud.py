"""Sentences read aloud: what is written becomes what is said, and espeak-ng says it, one sentence after the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from kiosk.speech.espeak import RATE, SAMPLE_RATE, Espeak, EspeakError
from kiosk.speech.sound import Samples

WORDS_A_MINUTE = 150
"""Calm: somebody who listens to a machine in a hall needs more time than espeak-ng's own 175 words a minute give."""
LONGEST_CHARACTERS = 600
"""More than this in one sentence is no sentence; the rest is left unsaid."""
AFTER_SECONDS = 0.25
"""Silence after each sentence, in the place of whatever espeak-ng leaves there."""
QUIET = 24
"""Samples below this (of 32768) at either end of a sentence are silence."""


@dataclass(frozen=True)
class _Words:
    """How signs are said: between numbers, "/" is `of`; `groups` stand between thousands; `short` before a number."""

    times: str
    minus: str
    plus: str
    equals: str
    of: str
    seconds: str
    groups: str
    short: Mapping[str, str]


_SAID: dict[str, _Words] = {
    "fr": _Words("fois", "moins", "plus", "égale", "sur", "secondes", "\u202f\u00a0", {r"n°": "numéro"}),
    "en": _Words("times", "minus", "plus", "equals", "of", "seconds", ",", {r"no\.": "number"}),
    "nl": _Words("keer", "min", "plus", "is", "van", "seconden", ".", {r"nr\.": "nummer"}),
    "de": _Words("mal", "minus", "plus", "gleich", "von", "Sekunden", ".", {r"Nr\.": "Nummer"}),
}
_WHOLE = {"de": {r"z\.\s?B\.": "zum Beispiel", r"d\.\s?h\.": "das heißt"}}
_QUOTES = dict.fromkeys(map(ord, '«»“”„‟‹›‘"'), " ")
_NO_SOUND = ("Cc", "Cf", "Cs", "Co", "Cn")


def spoken(text: str, language: str) -> str:
    """What is said for `text`: numbers in one piece, signs as words, quotation marks silent, an open place a pause.

    For languages whose words for signs we do not know, espeak-ng uses its own.
    """
    text = "".join(" " if unicodedata.category(one) in _NO_SOUND else one for one in unicodedata.normalize("NFC", text))
    words = _SAID.get(language)
    for short, whole in _WHOLE.get(language, {}).items():
        text = re.sub(rf"\b{short}", whole, text)
    if words is not None:
        text = re.sub(rf"(?<=\d)[{re.escape(words.groups)}](?=\d{{3}}(?!\d))", "", text)
        for short, whole in words.short.items():
            text = re.sub(rf"\b{short}\s*(?=\d)", f"{whole} ", text)
        text = re.sub(r"(?<=\d)\s/\s(?=\d)", f" {words.of} ", text)
        text = re.sub(r"(?<=\d)\ss\b(?!['’])", f" {words.seconds}", text)
        for sign, word in (("×", words.times), ("−", words.minus), ("+", words.plus), ("=", words.equals)):
            text = re.sub(rf"(?<=\s){re.escape(sign)}(?=\s)", word, text)
    text = text.translate(_QUOTES)
    text = re.sub(r"’(?=[\s.,;:!?)]|$)", "", text).replace("’", "'")
    text = re.sub(r"\s*(?:…|\.\.\.)\s*$", ".", text)
    text = re.sub(r"\s*(?:…|\.\.\.)\s*|\s+[–—·|→]\s+", ", ", text)
    text = " ".join(text.split())
    return re.sub(r"\s+([,.;:!?])", r"\1", text).strip(", ")[:LONGEST_CHARACTERS]


def gain(volume: float) -> float:
    """What samples are multiplied with at this volume (0 to 1): squared, so that even steps sound even."""
    return min(1.0, max(0.0, volume)) ** 2


class Reader:
    """Reads sentences aloud into memory, at `espeak.SAMPLE_RATE`."""

    def __init__(self) -> None:
        """Raises EspeakError where espeak-ng is missing or does not start."""
        self._espeak = Espeak()
        self._language = ""

    def speaks(self, language: str) -> bool:
        """Whether there is a voice for this language ("fr")."""
        try:
            self._choose(language)
        except EspeakError:
            return False
        return True

    def say(self, sentence: str, language: str, go_on: Callable[[], bool] = lambda: True) -> Samples:
        """A sentence as sound, int16 [samples], with a short silence after it; [0] where there is nothing to say.

        `go_on` is asked every few hundredths of a second of sound; a no ends it. Raises EspeakError for a language
        without a voice.
        """
        text = spoken(sentence, language)
        if not any(one.isalnum() or unicodedata.category(one) == "So" for one in text):
            return np.zeros(0, np.int16)
        self._choose(language)
        sound = self._espeak.speak(text, go_on)
        loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > QUIET)
        if not len(loud):
            return np.zeros(0, np.int16)
        after = np.zeros(round(AFTER_SECONDS * SAMPLE_RATE), np.int16)
        return np.concatenate([sound[loud[0] : loud[-1] + 1], after])

    def _choose(self, language: str) -> None:
        if language != self._language:
            self._language = ""
            self._espeak.choose(language)
            self._espeak.set(RATE, WORDS_A_MINUTE)
            self._language = language
