"""A visit whose prompt is spoken: a WAV file through the real ear and recogniser into a painted picture.

And the canary: of what was said, nothing is found in anything the whole kiosk has written.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pygame
import pytest

import kiosk
from kiosk.home import find_home
from kiosk.script import read_script
from kiosk.speech.sound import read_wav
from tests.speech.material import material, small_voice

ROOT = Path(kiosk.__file__).parents[1]
HOME = find_home(None, {}, Path(kiosk.__file__).parent)
SAID = {"fr": "allume le bureau en rouge", "en": "set kitchen lights to green"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A kiosk like this one, with the small voices of the tests beside its models."""
    folder = tmp_path / "home"
    (folder / "models").mkdir(parents=True)
    (folder / "exhibit_content").symlink_to(HOME.content)
    for model in HOME.models.iterdir():
        if (model / "model_index.json").exists():
            (folder / "models" / model.name).symlink_to(model)
    for language in SAID:
        small_voice(folder / "models", language)
    return folder


def run(home: Path, script: Path, sounds: Path, out: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    """The whole kiosk, with every place it could write to below `out`."""
    for name in ("tmp", "state", "cache", "work", "shots"):
        (out / name).mkdir(parents=True, exist_ok=True)
    places = {"HOME": ".", "TMPDIR": "tmp", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"}
    environment = os.environ | {key: str(out / name) for key, name in places.items()}
    environment |= {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYTHONPATH": str(ROOT)}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    command = [sys.executable, "-m", "kiosk", "--home", str(home), "run", "--windowed", "--size", "640x360"]
    command += ["--script", str(script), "--sounds", str(sounds), "--record", str(out / "shots"), *more]
    with (out / "stdout").open("wb") as stdout, (out / "stderr").open("wb") as stderr:
        return subprocess.run(
            command, cwd=out / "work", env=environment, stdout=stdout, stderr=stderr, timeout=240, check=False
        )


@pytest.mark.parametrize("language", SAID)
def test_a_spoken_prompt_is_heard_confirmed_and_painted_and_written_nowhere(
    home: Path, tmp_path: Path, language: str
) -> None:
    script, sounds = ROOT / "tests" / "scripts" / f"visit_spoken_{language}.toml", material(f"speech-{language}-ohf")
    out = tmp_path / "out"
    done = run(home, script, sounds, out, "--any-voice")
    written = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert done.returncode == 0, written[Path("stderr")].decode()
    wanted = [action.subject for action in read_script(script).actions if action.kind == "screenshot"]
    shots = {name: pygame.image.load(out / "shots" / f"{name}.png") for name in wanted}
    pictures = {bytes(pygame.image.tobytes(shot, "RGB")) for shot in shots.values()}
    assert len(pictures) == len(wanted), "no two scenes look alike"
    spoken = sounds / next(action.subject for action in read_script(script).actions if action.kind == "speak")
    samples = read_wav(spoken).samples
    loudest = int(np.abs(samples.astype(np.int32)).argmax())
    canaries = [word.encode() for word in SAID[language].split() if len(word) > 3]
    canaries += [SAID[language].encode(), samples[loudest : loudest + 16].astype("<i2").tobytes()]
    known = (home / "models" / f"voice-tiny-{language}" / "graph" / "words.txt").read_bytes() + spoken.read_bytes()
    assert all(canary in known for canary in canaries if canary != SAID[language].encode()), "the search can find them"
    for path, content in written.items():
        if path.suffix != ".png":  # the pictures of the screen were asked for
            for canary in canaries:
                assert canary not in content, f"{canary!r} in {path}"


def test_any_voice_is_for_scripts_only_and_a_missing_sound_is_named(home: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "--home", str(home), "run", "--windowed"]
    environment = os.environ | {"SDL_VIDEODRIVER": "dummy", "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run([*command, "--any-voice"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "--script" in done.stderr
    script = tmp_path / "visit.toml"
    script.write_text('[[do]]\nspeak = "none.wav"\n', encoding="utf-8")
    done = subprocess.run(
        [*command, "--script", str(script)], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2 and "none.wav" in done.stderr and "Traceback" not in done.stderr
