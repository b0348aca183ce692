"""Worker modules with faults, spawned for real: a small painter that does what `options["fault"]` says."""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.visit.events import Began, Finished, Image, Paint, PainterReady, Token
from kiosk.workers.spawn import Beat, Options


class SecretError(Exception):
    """An error of somebody else's library, which quotes the prompt."""


def serve(connection: Connection, options: Options) -> None:
    """Ready at once, then one answer for each `Paint`, unless the fault comes first."""
    fault = str(options.get("fault", ""))
    # The first lives fail, later ones do not: how often is counted in a file, which outlives a process.
    lives = Path(str(options["lives"]))
    life = len(lives.read_text()) if lives.exists() else 0
    lives.write_text("x" * (life + 1))
    if life >= int(str(options.get("failures", 1))):
        fault = ""
    if fault == "raise while loading":
        raise ValueError("no such model")
    if fault == "load for ever":
        time.sleep(600)
    connection.send(PainterReady(0.0, "toy", "nowhere", 0.001, (3.0, 1.0, 8.0), 20))
    handled = 0
    while True:
        command = connection.recv()
        handled += 1
        if isinstance(command, Paint):
            connection.send(Began(0.0, command.request, (Token("a", 1),)))
            if fault == "raise":
                raise SecretError(command.recipe.prompt)
            if fault == "exit":
                os._exit(3)
            if fault == "hang":
                time.sleep(600)
            if fault == "half a message":
                os.write(connection.fileno(), b"\x00\x00\x10\x00only a little of it")
                time.sleep(600)
            if fault == "nonsense":
                connection.send_bytes(b"this is not a message")
                time.sleep(600)
            if fault == "slow but alive":
                for _ in range(6):
                    time.sleep(0.25)
                    connection.send(Beat(handled, busy=True))
            connection.send(Finished(0.0, command.request, 0, Image(1, 1, b"abc"), 0.1))
        connection.send(Beat(handled, busy=False))
