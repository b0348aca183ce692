"""Scripted visits: read from files, and played through the real app with the real painter."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pygame
import pytest

import kiosk
from kiosk.home import find_home
from kiosk.script import SCENES, ScriptError, read_script
from tests.workers.patience import until

ROOT = Path(kiosk.__file__).parents[1]
HOME = find_home(None, {}, Path(kiosk.__file__).parent)
SCRIPTS = sorted((ROOT / "tests" / "scripts").glob("visit_??.toml"))
# Whatever was published on this machine is none of these visits' business.
QUIET = {
    **os.environ,
    "XDG_STATE_HOME": "/nowhere",
    "SDL_VIDEODRIVER": "dummy",
    "SDL_AUDIODRIVER": "dummy",
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
}


def kiosk_run(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kiosk", "--home", str(HOME.folder), "run", *arguments]


# --- the files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("do = 3", "actions"),
        ("seed = 'x'\n[[do]]\nwait = 1", "seed"),
        ("[[do]]\nfly = 1", "Action 1"),
        ("[[do]]\nwait = 1\n[[do]]\nwait = 'long'", "Action 2"),
        ("[[do]]\npress = 'a'\nhold = 'b'", "Action 1"),
        ("[[do]]\npress = 'a'\nvalue = 2", "Action 1"),
        ("[[do]]\nwait_for = 'Paintng'", "Paintng"),
        ("[[do]]\nkey = 'f13'", "f13"),
        ("[[do]\n", "cannot be read"),
        ("", "actions"),
    ],
)
def test_a_script_that_is_wrong_says_where_in_one_sentence(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "visit.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError, match=word):
        read_script(path)


def test_a_script_that_is_not_there_or_not_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("none.toml", "bytes.toml"):
        with pytest.raises(ScriptError, match=name):
            read_script(tmp_path / name)


def test_our_two_scripts_together_visit_every_scene() -> None:
    actions = [action for path in SCRIPTS for action in read_script(path).actions]
    assert len(SCRIPTS) == 2
    assert {action.subject for action in actions if action.kind == "wait_for"} >= {*SCENES, "idle", "ready"}
    assert {action.kind for action in actions} >= {"press", "tap", "type", "hold", "slide", "key", "language"}


# --- the real thing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "size"), [*zip(SCRIPTS, ("360x640", "640x360"), strict=True)], ids=lambda x: str(x)[-13:]
)
def test_a_scripted_visit_goes_through_every_scene_and_is_photographed(tmp_path: Path, path: Path, size: str) -> None:
    command = kiosk_run("--windowed", "--size", size, "--script", str(path), "--record", str(tmp_path))
    done = subprocess.run(command, env=QUIET, timeout=240, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    wanted = [action.subject for action in read_script(path).actions if action.kind == "screenshot"]
    assert sorted(shot.stem for shot in tmp_path.iterdir()) == sorted(wanted)
    shots = [pygame.image.load(tmp_path / f"{name}.png") for name in wanted]
    assert {f"{shot.get_width()}x{shot.get_height()}" for shot in shots} == {size}
    pictures = {bytes(pygame.image.tobytes(shot, "RGB")) for shot in shots}
    assert len(pictures) >= len(wanted) - 1, "no two scenes look alike (but for the exhibit at its start and end)"
    assert not [word for word in ("chat", "zibou", "glimmerdom") if word in done.stderr], "prompts reach no log"


def test_a_visit_that_does_not_go_as_the_script_says_ends_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "visit.toml"
    path.write_text('[[do]]\npress = "wake"\n[[do]]\npress = "no such control"\n', encoding="utf-8")
    command = kiosk_run("--windowed", "--size", "320x180", "--script", str(path))
    done = subprocess.run(command, env=QUIET, timeout=240, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Action 2" in done.stderr and "no such control" in done.stderr and "Traceback" not in done.stderr


def test_the_exhibit_survives_the_death_of_its_screen_and_ends_with_all_its_processes(tmp_path: Path) -> None:
    with subprocess.Popen(kiosk_run("--windowed", "--size", "320x180"), env=QUIET, stderr=subprocess.PIPE) as process:
        supervisor = psutil.Process(process.pid)

        def family() -> set[int]:
            """Our screens, painters and caretakers: the spawned processes, by their number."""
            found = set()
            for child in supervisor.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if "spawn_main" in " ".join(child.cmdline()):
                        found.add(child.pid)
            return found

        until(lambda: len(family()) == 3, "a screen, a painter and a caretaker run")
        first = family()
        (screen,) = [child for child in supervisor.children() if child.pid in first]
        screen.kill()
        until(lambda: len(family()) == 3 and not first & family(), "another of each runs")
        last = family()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    for pid in first | last:
        until(lambda pid=pid: not psutil.pid_exists(pid), f"process {pid} is gone")  # type: ignore[misc]  # bound at once


def test_frame_times_of_a_visit_are_written_for_the_bench(tmp_path: Path) -> None:
    script, frames = tmp_path / "visit.toml", tmp_path / "frames.json"
    script.write_text('[[do]]\npress = "wake"\n[[do]]\nwait = 0.5\n', encoding="utf-8")
    command = kiosk_run("--windowed", "--size", "320x180", "--script", str(script), "--frames", str(frames))
    assert subprocess.run(command, env=QUIET, timeout=240, check=False).returncode == 0
    found = json.loads(frames.read_text(encoding="utf-8"))
    assert found["first_flip"] > 0
    assert {scene for scene, _ in found["frames"]} == {"Attract", "Prompt"}


def test_without_a_display_one_sentence_says_so(tmp_path: Path) -> None:
    command = kiosk_run("--windowed", "--size", "320x180")
    environment = {**QUIET, "SDL_VIDEODRIVER": "no-such-driver"}
    done = subprocess.run(command, env=environment, timeout=240, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no display" in done.stderr and "Traceback" not in done.stderr
