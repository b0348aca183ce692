"""The supervisor against screens that crash, hang, refuse and end; bounds are shortened, not removed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from kiosk.workers.supervisor import Limits, supervise
from tests.workers.patience import until

QUICK = Limits(first_frame=4.0, silence=0.5, end=2.0, restart=(0.0, 0.05))
HERE = Path(__file__).parents[2]


def lives(log: Path) -> list[list[int]]:
    """The numbers of each screen and of the worker it started."""
    return [[int(number) for number in path.read_text().split()] for path in sorted(log.glob("screen-*"))]


def running(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def run(log: Path, faults: str, limits: Limits = QUICK) -> tuple[int, list[str]]:
    lines: list[str] = []
    options = {"lives": faults, "log": str(log)}
    code = supervise(options, module="tests.workers.faulty_screen", limits=limits, report=lines.append)
    return code, lines


@pytest.mark.parametrize("fault", ["raise", "exit", "kill", "hang"])
def test_a_screen_that_is_lost_comes_back(tmp_path: Path, fault: str) -> None:
    code, lines = run(tmp_path, f"{fault},{fault},close")
    assert code == 0 and len(lives(tmp_path)) == 3
    assert len(lines) == 2 and "visitor" not in " ".join(lines)


def test_a_screen_that_never_shows_anything_is_replaced(tmp_path: Path) -> None:
    code, lines = run(tmp_path, "silent,close", Limits(first_frame=3.0, silence=0.5))
    assert code == 0 and lines == ["The screen was lost (no frame for 3 s); it starts again in 0 s."]


def test_nothing_a_screen_started_outlives_it(tmp_path: Path) -> None:
    run(tmp_path, "kill,hang,close")
    for pid in [pid for life in lives(tmp_path) for pid in life]:
        until(lambda pid=pid: not running(pid), f"process {pid} is gone")  # type: ignore[misc]  # bound at once


def test_a_closed_window_is_the_end_and_not_a_fault(tmp_path: Path) -> None:
    assert run(tmp_path, "close") == (0, [])
    assert len(lives(tmp_path)) == 1


def test_a_screen_that_refuses_says_why_once(tmp_path: Path) -> None:
    assert run(tmp_path, "refuse") == (2, ["There is no display."])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("fault", ["none", "hang"])
def test_a_signal_ends_everything_cleanly(tmp_path: Path, number: int, fault: str) -> None:
    program = (
        "import sys; from kiosk.workers.supervisor import Limits, supervise\n"
        f"options = {{'lives': {fault!r}, 'log': {str(tmp_path)!r}}}\n"
        "limits = Limits(silence=60, end=1)\n"
        "sys.exit(supervise(options, module='tests.workers.faulty_screen', limits=limits))"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE)})
    until(lambda: bool(lives(tmp_path)) and len(lives(tmp_path)[0]) == 2, "the screen lives")
    process.send_signal(number)
    assert process.wait(timeout=60) == 0
    for pid in lives(tmp_path)[0]:
        until(lambda pid=pid: not running(pid), f"process {pid} is gone")  # type: ignore[misc]  # bound at once


def test_the_supervisor_needs_nothing_but_the_standard_library() -> None:
    program = (
        "import sys, kiosk.workers.supervisor, kiosk.__main__ as main\n"
        "main._parser().parse_args(['run'])\n"
        "print(*sorted({'numpy', 'pygame', 'onnxruntime', 'PIL', 'tokenizers', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HERE, check=True, timeout=60, capture_output=True, text=True
    )
    assert done.stdout.split() == []
