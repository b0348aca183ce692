"""`kiosk run`: keeps the screen process alive, and does nothing else. Standard library only.

The screen and its workers form one process group, which is always killed as a whole. The screen sends a beat after
frames that were really shown; a screen that ends or falls silent is started again, into the attract scene.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType

from kiosk.workers.spawn import Beat, Broke, Ended, Options, start


@dataclass(frozen=True)
class Limits:
    """Bounds in seconds: until the first frame, between frames, for a clean end, and before each new start.

    `restart` begins again from its first pause once a screen has lived for `healthy` seconds.
    """

    first_frame: float = 15.0
    silence: float = 10.0
    end: float = 3.0
    healthy: float = 60.0
    restart: tuple[float, ...] = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


class _Stop:
    """Whether SIGTERM or SIGINT asked for the end. Handlers are put back by `restore`."""

    def __init__(self) -> None:
        self.asked = False
        self._before = {number: signal.signal(number, self._ask) for number in (signal.SIGTERM, signal.SIGINT)}

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def supervise(
    options: Options,
    *,
    module: str = "kiosk.window",
    limits: Limits | None = None,
    report: Callable[[str], None] = lambda line: None,
) -> int:
    """Run the screen until it ends on purpose or a signal asks for the end; gives the exit code.

    `module` is what the screen process serves. `report` gets a line for staff each time the screen is started again
    and the sentence with which it refused to start.
    """
    limits = limits or Limits()
    stop = _Stop()
    failures = 0
    try:
        while not stop.asked:
            born = time.monotonic()
            process, connection = start(module, options, own_group=True)
            try:
                end = _watch(process, connection, limits, stop)
            finally:
                _kill_group(process)
                connection.close()
            if isinstance(end, Ended):
                if end.sentence:
                    report(end.sentence)
                return end.code
            if time.monotonic() - born >= limits.healthy:
                failures = 0
            pause = limits.restart[min(failures, len(limits.restart) - 1)]
            failures += 1
            report(f"The screen was lost ({end}); it starts again in {pause:g} s.")
            _sleep(pause, stop)
        return 0
    finally:
        stop.restore()


def _watch(process: BaseProcess, connection: Connection, limits: Limits, stop: _Stop) -> Ended | str:
    """Wait for the end of one screen: on purpose (`Ended`), or why it is lost."""
    heard = time.monotonic()
    patience = limits.first_frame
    reason = ""
    asked_at: float | None = None
    while True:
        # Short waits: a signal only sets a flag.
        ready = wait([connection, process.sentinel], timeout=0.1)
        now = time.monotonic()
        try:
            while connection in ready and connection.poll():
                match connection.recv():
                    case Ended() as end:
                        process.join(limits.end)
                        return end
                    case Broke(reason=why):
                        reason = why
                    case Beat():
                        heard, patience = now, limits.silence
        except (EOFError, OSError):
            process.join(limits.end)
            return Ended() if stop.asked else reason or f"the process ended with {process.exitcode}"
        if process.sentinel in ready:
            return Ended() if stop.asked else reason or f"the process ended with {process.exitcode}"
        if stop.asked and asked_at is None:
            asked_at = now
            try:
                connection.send(Ended())
            except OSError:
                return Ended()
        if asked_at is not None and now - asked_at > limits.end:
            return Ended()
        if now - heard > patience:
            return f"no frame for {patience:g} s"


def _kill_group(process: BaseProcess) -> None:
    """Kill a screen and everything it started; one that has just ended may have left workers behind."""
    if process.pid is None:
        return
    # Nobody may be left, or the process may be too young to have its own group.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join(5.0)


def _sleep(seconds: float, stop: _Stop) -> None:
    end = time.monotonic() + seconds
    while not stop.asked and time.monotonic() < end:
        time.sleep(min(0.1, max(0.0, end - time.monotonic())))
