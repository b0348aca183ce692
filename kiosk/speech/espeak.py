"""espeak-ng as an installed library: text as sound, words as phonemes; nothing is written and no device is opened."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.errors import KioskError
from kiosk.speech.sound import Samples

SAMPLE_RATE = 22050
"""Of everything espeak-ng says, in samples a second."""

# Numbers from espeak-ng's speak_lib.h.
_SYNCHRONOUS, _UTF8, _IPA = 2, 1, 2
RATE, VOLUME, PITCH, RANGE, GAP = 1, 2, 3, 4, 7
"""What can be set (`Espeak.set`): words a minute (80 to 450), loudness (0 to 200), pitch and its range (0 to 99),
pause between words (in 10 ms)."""
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class EspeakError(KioskError):
    """espeak-ng is not there, or cannot do what is asked. The sentence is for staff."""


def installed() -> tuple[Path, Path]:
    """The library, and the folder of its data. Raises EspeakError where the package is missing or incomplete."""
    try:
        import espeakng_loader

        library, data = Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
    except (ImportError, OSError, RuntimeError):
        raise EspeakError("espeak-ng is missing: install the package espeakng-loader.") from None
    if not library.is_file():
        raise EspeakError("espeak-ng is incomplete: install the package espeakng-loader anew.")
    return library, data


@cache
def _started(path: Path, data: Path) -> Any:  # noqa: ANN401 (a ctypes library)
    """The library, started once in a process: started anew, it goes on using memory that it has given back."""
    try:
        library = ctypes.CDLL(str(path))
    except OSError:
        raise EspeakError("espeak-ng cannot be loaded: install the package espeakng-loader anew.") from None
    if library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), 0) != SAMPLE_RATE:
        raise EspeakError("espeak-ng does not start: install the package espeakng-loader anew.")
    return library


class Espeak:
    """The library. It is one machine in a process, and what it says depends a little on what it said before:

    the same sentences in the same order, from a fresh process, are the same bytes (but for a few variants, such as f3
    and whisper, which read memory that was never written). Not for two threads at once.
    """

    def __init__(self) -> None:
        """Raises EspeakError where the library cannot start."""
        self._library = _started(*installed())
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._said: list[Samples] = []
        self._go_on: Callable[[], bool] = lambda: True
        # Kept: the library holds no reference of its own.
        self._callback = _CALLBACK(self._hear)

    def choose(self, name: str) -> None:
        """Speak with this voice from now on ("fr", "en-us", "fr-ch+m3"). Raises EspeakError where there is none."""
        if self._library.espeak_SetVoiceByName(name.encode()):
            raise EspeakError(f"espeak-ng has no voice called {name}.")

    def set(self, parameter: int, value: int) -> None:
        """Set `RATE`, `VOLUME`, `PITCH`, `RANGE` or `GAP`; espeak-ng brings a value out of bounds back in."""
        self._library.espeak_SetParameter(parameter, value, 0)

    def speak(self, text: str, go_on: Callable[[], bool] = lambda: True) -> Samples:
        """`text` as sound, int16 [samples], SAMPLE_RATE a second; without anything to say [0].

        `go_on` is asked after each piece of a few hundredths of a second; a no ends the sound there.
        """
        self._said.clear()
        self._go_on = go_on
        self._library.espeak_SetSynthCallback(self._callback)
        encoded = text.replace("\0", " ").encode("utf-8", "replace")
        self._library.espeak_Synth(encoded, len(encoded) + 1, 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        sound = np.concatenate(self._said) if self._said else np.zeros(0, np.int16)
        self._said.clear()
        return sound

    def ipa(self, text: str) -> str:
        """The phonemes of a text up to its first pause, as the chosen voice says it: IPA as espeak-ng writes it."""
        at = ctypes.c_char_p(text.encode())
        phonemes: bytes = self._library.espeak_TextToPhonemes(ctypes.byref(at), _UTF8, _IPA)
        return phonemes.decode()

    def _hear(self, wave: Any, count: int, _events: object) -> int:  # noqa: ANN401 (a ctypes pointer)
        if wave and count > 0:
            self._said.append(np.ctypeslib.as_array(wave, (count,)).copy())
        return 0 if self._go_on() else 1
