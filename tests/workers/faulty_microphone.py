"""Microphones with faults, for the real ear process: the first lives of it have the fault, later ones do not."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.speech.microphone import Microphone, MicrophoneError, Played
from kiosk.speech.sound import read_wav


def open_microphone(options: Mapping[str, object], clock: Callable[[], float]) -> Microphone:
    """`options`: "fault", "failures" (how many lives have it), "lives" (a file that counts), "file" (what is said)."""
    lives = Path(str(options["lives"]))
    life = len(lives.read_text()) if lives.exists() else 0
    lives.write_text("x" * (life + 1))
    fault = str(options["fault"]) if life < int(str(options["failures"])) else ""
    if fault == "absent":
        raise MicrophoneError("no_microphone", "No microphone is connected.")
    return Faulty(fault, str(options["file"]), clock)


class Faulty(Played):
    """Plays a sentence, and then its fault."""

    def __init__(self, fault: str, file: str, clock: Callable[[], float]) -> None:
        super().__init__([read_wav(Path(file))], clock, speed=0.0)
        self._fault, self._blocks = fault, 0

    def read(self) -> bytearray | None:
        """As long as the microphone works."""
        self._blocks += 1
        if self._blocks > 12 and self._fault == "unplugged":
            return None
        if self._blocks > 12 and self._fault == "hangs":
            time.sleep(600)
        return super().read()

    def stop(self) -> None:
        """As PortAudio may."""
        if self._fault == "hangs on stop":
            time.sleep(600)
