"""Screens with faults, spawned for real: each life notes its numbers in a file and then does as it is told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.workers.spawn import Beat, Ended, Options


def serve(connection: Connection, options: Options) -> None:
    """`options["lives"]` lists the fault of each life; the last one is repeated. `options["log"]` is a folder."""
    log = Path(str(options["log"]))
    life = len(list(log.glob("screen-*")))
    faults = str(options["lives"]).split(",")
    fault = faults[min(life, len(faults) - 1)]
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    (log / f"screen-{life}").write_text(f"{os.getpid()} {worker.pid}", encoding="utf-8")
    if fault == "silent":
        time.sleep(600)
    for _ in range(3):
        connection.send(Beat())
        time.sleep(0.02)
    if fault == "raise":
        raise ValueError("a visitor's words")
    if fault == "exit":
        os._exit(7)
    if fault == "kill":
        os.kill(os.getpid(), 9)
    if fault == "hang":
        time.sleep(600)
    if fault == "refuse":
        connection.send(Ended(2, str(KioskError("There is no display."))))
        return
    if fault == "close":
        connection.send(Ended())
        return
    while not connection.poll():
        connection.send(Beat())
        time.sleep(0.02)
    connection.send(Ended())
