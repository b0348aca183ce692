"""The real Vosk recogniser: a fresh one for each utterance, partial words while it goes on, all words at its end.

Vosk is always given a folder: without one it would look for a model in the network. It talks on the error stream,
and what it says there might be a visitor's words, so it is told to be silent.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kiosk.errors import KioskError
from kiosk.speech.sound import LOWEST_RATE
from kiosk.speech.voices import Voice

UNKNOWN = "…"
"""Stands for a word that the voice does not know."""
UNKNOWN_SYMBOLS = {"[unk]", "<unk>"}
"""How Kaldi's models write that (in any case)."""
BLOCK_SECONDS = 0.1


@dataclass(frozen=True)
class Word:
    """A word, from `start` to `end` in seconds of sound; `confidence` 0 to 1; not `known`: it is `UNKNOWN`."""

    word: str
    start: float
    end: float
    confidence: float
    known: bool


@dataclass(frozen=True)
class Transcript:
    """All that was heard; `text` is "" and `words` empty where that was nothing."""

    text: str
    words: tuple[Word, ...]


class Listener:
    """A voice, loaded: recognisers are made from it. Loading takes a while, and much memory."""

    def __init__(self, voice: Voice) -> None:
        """Load a voice that was found whole. Raises KioskError, with one sentence, where Vosk cannot use it."""
        try:
            import vosk
        except (ImportError, OSError) as error:
            raise KioskError(f"The recogniser (vosk) cannot be loaded: {type(error).__name__}.") from None
        vosk.SetLogLevel(-1)
        self.voice = voice
        try:
            with silenced():
                self.model = vosk.Model(str(voice.folder.absolute()))
        except Exception:  # Vosk has no errors of its own
            raise KioskError(f"Vosk cannot load the voice {voice.name}: one of its files is broken.") from None


class Recogniser:
    """Listens to one utterance, and to no other."""

    def __init__(self, listener: Listener, rate: int) -> None:
        """`rate` in Hz, of the sound it will hear. Raises KioskError below 16,000: Vosk only ever goes down."""
        import vosk
        from vosk.vosk_cffi import ffi

        if rate < LOWEST_RATE:
            raise KioskError(f"Sound of {rate} samples a second cannot be recognised, only {LOWEST_RATE} or more.")
        self._as_sound = ffi.from_buffer
        self._recogniser = vosk.KaldiRecognizer(listener.model, float(rate))
        self._recogniser.SetWords(True)
        self._results: list[dict[str, Any]] = []
        self._partial = ""

    def hear(self, block: bytearray) -> str:
        """Listen to a further block, int16 little endian, and give the words so far (the last may still change).

        `block` is read where it lies and not kept: it can be overwritten afterwards.
        """
        if self._recogniser.AcceptWaveform(self._as_sound("char[]", block)):
            # Vosk has found a pause and begins anew; for us the utterance goes on.
            self._results.append(json.loads(self._recogniser.Result()))
            self._partial = ""
        else:
            self._partial = _plain(json.loads(self._recogniser.PartialResult())["partial"])
        return self._text()

    def finish(self) -> Transcript:
        """All words, from all pauses on. Nothing can be heard afterwards."""
        self._results.append(json.loads(self._recogniser.FinalResult()))
        self._partial = ""
        words = tuple(_word(entry) for result in self._results for entry in result.get("result", ()))
        return Transcript(self._text(), words)

    def _text(self) -> str:
        texts = [*(_plain(result.get("text", "")) for result in self._results), self._partial]
        return " ".join(text for text in texts if text)


def _plain(text: str) -> str:
    return " ".join(UNKNOWN if word.lower() in UNKNOWN_SYMBOLS else word for word in text.split())


def _word(entry: dict[str, Any]) -> Word:
    known = str(entry["word"]).lower() not in UNKNOWN_SYMBOLS
    text = str(entry["word"]) if known else UNKNOWN
    confidence = min(1.0, max(0.0, float(entry.get("conf", 0.0))))
    return Word(text, float(entry["start"]), float(entry["end"]), confidence, known)


@contextlib.contextmanager
def silenced() -> Iterator[None]:
    """The error stream of the whole process goes nowhere: C libraries write on it past Python."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
