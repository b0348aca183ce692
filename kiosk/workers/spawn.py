"""What runs first in every child process, and the few messages that are not events of a visit.

The parent names a module; the child imports it and calls its `serve(connection, options)`. So the parent never
imports what only the child needs (ONNX Runtime in the screen, pygame in the supervisor). One pipe a life; no queue,
lock or event, because a killed process can leave those locked for ever. Standard library only.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

Options = Mapping[str, object]
"""What a child is told at its start: plain values only."""


@dataclass(frozen=True)
class Beat:
    """A sign of life: `handled` messages were taken so far; `busy` says that more work goes on without any new one."""

    handled: int = 0
    busy: bool = False


@dataclass(frozen=True)
class Broke:
    """The child ends because of an error. `reason` is for staff and never holds a visitor's words."""

    reason: str


@dataclass(frozen=True)
class Ended:
    """Asks a screen to end, or is its last word: it ends on purpose, with an exit code and perhaps a reason."""

    code: int = 0
    sentence: str = ""


def start(module: str, options: Options, *, own_group: bool = False) -> tuple[BaseProcess, Connection]:
    """Start a child that serves `module`, and give the process and the parent's end of its pipe.

    With `own_group` the child and all its children form a process group of their own, numbered like the child.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=run, args=(module, theirs, dict(options), own_group), daemon=not own_group)
    process.start()
    theirs.close()  # so that the end of the child is the end of the pipe
    return process, ours


def run(module_name: str, connection: Connection, options: Options, own_group: bool = False) -> None:
    """Serve one module until its work ends or the parent is gone. Runs in the child."""
    if own_group and hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    # Ctrl-C reaches the whole terminal; the parent decides when its children end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    try:
        importlib.import_module(module_name).serve(connection, options)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone, or has closed the pipe to end us
    except Exception as error:
        try:
            connection.send(Broke(describe(error)))
        except OSError:
            return
        raise SystemExit(1) from None


def describe(error: BaseException) -> str:
    """An error in one line: its kind and place. The message only of our own errors: others may quote a visitor."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    place = ""
    if traceback is not None:
        code = traceback.tb_frame.f_code
        place = f" in {code.co_name}, line {traceback.tb_lineno} of {os.path.basename(code.co_filename)}"  # noqa: PTH119
    ours = type(error).__module__.startswith("kiosk.")
    return f"{type(error).__name__}{place}" + (f": {error}" if ours else "")
