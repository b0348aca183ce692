"""What a visitor says is written nowhere and leaves the machine by no way: a canary phrase is spoken and looked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kiosk.speech.sound import read_wav
from kiosk.visit.hearing import EarReady, HeardAll, Listen
from tests.speech.material import FRENCH_TEXT, clip
from tests.workers.ears import Make
from tests.workers.ears import make as make
from tests.workers.ears import models as models

CANARY = """
import sys, time
from pathlib import Path
from kiosk.visit.hearing import EarLost, EarReady, HeardAll, Listen
from kiosk.workers.client import Limits, ear_client

def run(models, clip, kill):
    microphone = {"files": [clip], "speed": 0.0 if not kill else 1.0}
    ear = ear_client({"models": models, "microphone": microphone}, time.monotonic, Limits(60, 2.5, restart=(0.05,)),
                     lambda line: print(line, file=sys.stderr))
    events, end = [], time.monotonic() + 60
    def wait(kind, count=1):
        while sum(isinstance(event, kind) for event in events) < count:
            assert time.monotonic() < end, kind
            events.extend(ear.poll(0.0))
            time.sleep(0.01)
    wait(EarReady)
    ear.send(Listen(1, "fr"))
    if kill:
        time.sleep(1.2)
        ear.kill()
        wait(EarLost)
    else:
        wait(HeardAll)
        final = next(event for event in events if isinstance(event, HeardAll))
        assert final.hearings[0].text.split() == sys.argv[3].split("+"), "the words were really heard"
    ear.close()

if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], False)
    run(sys.argv[1], sys.argv[2], True)
"""


def test_neither_sound_nor_words_are_ever_written_anywhere(models: Path, tmp_path: Path) -> None:
    """Spoken once to its end, and once into a process that is killed; then every file is searched."""
    spoken = clip("fr-ouvre-les-rideaux-du-rez-de-chaussee")
    text = "ouvre les rideaux du rez-de-chaussée"
    home = tmp_path / "home"
    for name in ("tmp", "state", "cache", "work"):
        (home / name).mkdir(parents=True)
    (home / "work" / "canary.py").write_text(CANARY, encoding="utf-8")
    places = {"HOME": "", "TMPDIR": "tmp", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"}
    environment = os.environ | {key: str(home / name) for key, name in places.items()}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    with (home / "stdout").open("wb") as out, (home / "stderr").open("wb") as err:
        done = subprocess.run(
            [sys.executable, "canary.py", str(models), str(spoken), "+".join(text.split())],
            cwd=home / "work",
            env=environment,
            stdout=out,
            stderr=err,
            timeout=120,
            check=False,
        )
    written = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert done.returncode == 0, written[home / "stderr"].decode()
    samples = read_wav(spoken).samples
    loudest = int(np.abs(samples.astype(np.int32)).argmax())
    canaries = [word.encode() for word in text.split() if len(word) > 3]
    canaries += [samples[loudest : loudest + 16].astype("<i2").tobytes()]
    known = (models / "voice-tiny-fr" / "graph" / "words.txt").read_bytes() + spoken.read_bytes()
    assert all(canary in known for canary in canaries), "the search finds them where they are"
    assert b"was lost" in written[home / "stderr"], "the killed ear was reported"
    for path, content in written.items():
        for canary in canaries:
            assert canary not in content, f"{canary!r} in {path.relative_to(home)}"


GUARD = """
import pathlib, socket
def no(*arguments, **more):
    pathlib.Path(__file__).with_name("tried").touch()
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = socket.getaddrinfo = no
pathlib.Path(__file__).with_name("guarded").touch()
"""


def test_the_ear_touches_no_network(make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every socket of the child fails; it hears all the same."""
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "blocked"))
    ear = make()
    ear.until(EarReady)
    ear.tell(Listen(1, "fr"))
    assert ear.until(HeardAll).hearings[0].text == FRENCH_TEXT
    assert (tmp_path / "blocked" / "guarded").exists() and not (tmp_path / "blocked" / "tried").exists()
