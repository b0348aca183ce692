"""What a process does that hears visitors and must keep nothing of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def keep_nothing() -> None:
    """What C libraries print goes nowhere, and a crash leaves no core file with a visitor's words in it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave() -> None:
    """End at once: a polite end would wait for PortAudio, which may hang."""
    os._exit(0)


def memory_used() -> int:
    """Bytes of memory this process holds; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
