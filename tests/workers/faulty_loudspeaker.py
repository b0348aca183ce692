"""Loudspeakers with faults, for the real mouth process: the first lives of it have the fault, later ones do not."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from kiosk.speech.loudspeaker import Counting, Loudspeaker, LoudspeakerError
from kiosk.speech.sound import Samples


def open_loudspeaker(options: Mapping[str, object], clock: Callable[[], float]) -> Loudspeaker:
    """`options`: "fault", "failures" (how many lives have it), "lives" (a file that counts), "speed", "rate"."""
    lives = Path(str(options["lives"]))
    life = len(lives.read_text()) if lives.exists() else 0
    lives.write_text("x" * (life + 1))
    fault = str(options["fault"]) if life < int(str(options["failures"])) else ""
    if fault == "absent":
        raise LoudspeakerError("no_loudspeaker", "No loudspeaker is connected.")
    return Faulty(fault, clock, lives.with_name("heard"))


class Faulty(Counting):
    """Counts, and then has its fault. The loudest sample of every life is written down, never the sound itself."""

    def __init__(self, fault: str, clock: Callable[[], float], heard: Path) -> None:
        super().__init__(clock, speed=20.0)
        self._fault, self._heard, self._loudest = fault, heard, 0

    @property
    def played(self) -> int:
        """As much as it takes; one that is unplugged takes nothing more after half a second of sound."""
        played = super().played
        return min(played, self.rate // 2) if self._fault == "unplugged" else played

    def start(self) -> None:
        """As PortAudio may."""
        super().start()
        if self._fault == "hangs on start":
            time.sleep(600)

    def write(self, samples: Samples) -> None:
        """As long as it works."""
        super().write(samples)
        self._loudest = max(self._loudest, int(np.abs(samples.astype(np.int32)).max(initial=0)))
        self._heard.write_text(str(self._loudest))

    def stop(self) -> None:
        """As PortAudio may."""
        if self._fault == "hangs on stop":
            time.sleep(600)
        super().stop()
        self._loudest = 0
