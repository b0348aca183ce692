"""Whether a sound card was plugged in or out since we last looked: on Linux the kernel says so, PortAudio does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

CARDS = Path("/proc/asound/cards")
EVERY_SECONDS = 1.0


class SoundCards:
    """Remembers which cards there were."""

    def __init__(self, clock: Callable[[], float], file: Path = CARDS) -> None:
        """Look once. `clock` gives monotonic seconds. Without `file`, as on other systems, nothing ever changes."""
        self._clock, self._file = clock, file
        self._known = self._read()
        self._look_at = clock() + EVERY_SECONDS

    def changed(self) -> bool:
        """Whether the cards are others than they were when this was last True. Looks once a second at most."""
        now = self._clock()
        if now < self._look_at:
            return False
        self._look_at = now + EVERY_SECONDS
        known, self._known = self._known, self._read()
        return known != self._known

    def _read(self) -> str:
        try:
            return self._file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
