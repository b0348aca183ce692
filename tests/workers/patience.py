"""Waiting for processes without asserting how long they take."""

from __future__ import annotations

import time
from collections.abc import Callable

GIVE_UP_SECONDS = 60.0


def until(done: Callable[[], bool], what: str) -> None:
    """Wait until something is true; fail with its name when it never is."""
    end = time.monotonic() + GIVE_UP_SECONDS
    while not done():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.01)
