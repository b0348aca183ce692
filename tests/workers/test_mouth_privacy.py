"""What is read aloud may be a visitor's own prompt: it is written nowhere, and espeak-ng asks no network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kiosk.speech.aloud import Reader
from kiosk.visit.reading_aloud import MouthReady, Say, Silent
from tests.workers.mouths import Make
from tests.workers.mouths import make as make
from tests.workers.test_ear_privacy import GUARD

SENTENCE = "un zibouchka violet mange des cacahuètes"
CANARY = """
import sys, time
from kiosk.visit.reading_aloud import MouthLost, MouthReady, Say, Silent, Spoke
from kiosk.workers.client import Limits, mouth_client

def run(sentence, kill):
    options = {"languages": ("fr",), "loudspeaker": {"counting": True, "speed": 1.0 if kill else 20.0}}
    mouth = mouth_client(options, time.monotonic, Limits(60, 2.5, restart=(0.05,)),
                         lambda line: print(line, file=sys.stderr))
    events, end = [], time.monotonic() + 60
    def wait(kind):
        while not any(isinstance(event, kind) for event in events):
            assert time.monotonic() < end, kind
            events.extend(mouth.poll(0.0))
            time.sleep(0.01)
    wait(MouthReady)
    mouth.send(Say(1, (sentence,), "fr", 1.0))
    if kill:
        wait(Spoke)
        mouth.kill()
        wait(MouthLost)
    else:
        wait(Silent)
    mouth.close()

if __name__ == "__main__":
    run(sys.argv[1].replace("+", " "), False)
    run(sys.argv[1].replace("+", " "), True)
"""


def test_neither_sound_nor_words_are_ever_written_anywhere(tmp_path: Path) -> None:
    """Read once to the end, and once into a process that is killed; then every file is searched."""
    home = tmp_path / "home"
    for name in ("tmp", "state", "cache", "work"):
        (home / name).mkdir(parents=True)
    (home / "work" / "canary.py").write_text(CANARY, encoding="utf-8")
    places = {"HOME": "", "TMPDIR": "tmp", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"}
    environment = os.environ | {key: str(home / name) for key, name in places.items()}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    with (home / "stdout").open("wb") as out, (home / "stderr").open("wb") as err:
        done = subprocess.run(
            [sys.executable, "canary.py", SENTENCE.replace(" ", "+")],
            cwd=home / "work",
            env=environment,
            stdout=out,
            stderr=err,
            timeout=120,
            check=False,
        )
    written = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert done.returncode == 0, written[home / "stderr"].decode()
    assert b"was lost" in written[home / "stderr"], "the killed mouth was reported"
    sound = Reader().say(SENTENCE, "fr")
    loudest = int(np.abs(sound.astype(np.int32)).argmax())
    canaries = [word.encode() for word in SENTENCE.split() if len(word) > 3]
    canaries.append(sound[loudest : loudest + 16].tobytes())
    assert all(canary in SENTENCE.encode() + sound.tobytes() for canary in canaries), "the search finds them"
    for path, content in written.items():
        for canary in canaries:
            assert canary not in content, f"{canary!r} in {path.relative_to(home)}"


def test_a_message_shown_by_mistake_does_not_hold_what_is_read() -> None:
    assert "zibouchka" not in repr(Say(1, (SENTENCE,), "fr", 1.0))


def test_the_mouth_touches_no_network(make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every socket of the child fails; it reads all the same."""
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "blocked"))
    mouth = make()
    mouth.until(MouthReady)
    mouth.tell(Say(1, ("Bonjour.",), "fr", 0.6))
    assert mouth.until(Silent).request == 1
    assert (tmp_path / "blocked" / "guarded").exists() and not (tmp_path / "blocked" / "tried").exists()
