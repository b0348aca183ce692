"""`kiosk bench`: how fast everything is on this machine. Times are reported, never asserted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kiosk.home import Home

SCRIPT = """seed = 7
[[do]]
wait_for = "ready"
[[do]]
press = "wake"
[[do]]
type = "un chat rouge dans la neige"
[[do]]
press = "paint"
[[do]]
wait_for = "Picture"
[[do]]
wait = 1.0
"""
"""A short real-time visit: one picture painted on screen, from the attract screen on."""


def measure(
    home: Home, content: Path, state: str | None = None, threads: int | None = None, only: str = ""
) -> dict[str, Any]:
    """All figures, in seconds and megabytes, with the `content` that the exhibit shows from the folder `state`.

    `only` is "picture", "screen" or "" for both.
    """
    figures: dict[str, Any] = {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2)}
    if only in ("", "picture"):
        figures["picture"] = _picture(home, content, threads)
    if only in ("", "screen"):
        figures["screen"] = _screen(home, state)
    return figures


def report(figures: dict[str, Any]) -> str:
    """The figures as lines for people."""
    lines = [f"{figures['cores']} cores, load {figures['load']}"]
    for part in ("picture", "screen"):
        lines += [f"{part:<8} {key:<28} {value}" for key, value in figures.get(part, {}).items()]
    return "\n".join(lines)


def _picture(home: Home, content: Path, threads: int | None) -> dict[str, Any]:
    from kiosk.diffusion.bench import overhead
    from kiosk.diffusion.onnx_model import OnnxModel
    from kiosk.exhibit.load import load

    exhibit, _ = load(content, home.models, panels=False)
    began = time.perf_counter()
    model = OnnxModel(home.models / exhibit.settings.model, threads=threads)
    loaded = time.perf_counter() - began
    found = asdict(overhead(model, model.manifest.steps, time.perf_counter))
    return {"model": model.manifest.name, "load_seconds": round(loaded, 3)} | {
        key: round(value, 5) if isinstance(value, float) else value for key, value in found.items()
    }


def _screen(home: Home, state: str | None) -> dict[str, Any]:
    environment = dict(os.environ)
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")):
        environment["SDL_VIDEODRIVER"] = "dummy"
    # Two visits: asking the system for the memory of a process stops it for some milliseconds.
    found, _ = _visit(home, state, environment, memory=False)
    _, memory = _visit(home, state, environment, memory=True)
    if found is None:
        return {"error": "the scripted visit broke off"}
    # Every frame knows its scene: only those while painting count.
    painting = sorted(seconds for scene, seconds in found["frames"] if scene in ("Words", "Painting"))
    return {
        "driver": environment.get("SDL_VIDEODRIVER", "the default"),
        "start_to_attract_seconds": round(found["first_flip"] - found["began"], 3),
        "frames_while_painting": len(painting),
        "frame_p50_ms": round(1000 * painting[len(painting) // 2], 2),
        "frame_p99_ms": round(1000 * painting[int(len(painting) * 0.99)], 2),
        "frame_max_ms": round(1000 * painting[-1], 2),
        "memory_pss_mb": round(memory, 1),
    }


def _visit(
    home: Home, state: str | None, environment: dict[str, str], memory: bool
) -> tuple[dict[str, Any] | None, float]:
    """One scripted visit: the times of its frames (and `began`), and the most memory it took where that is asked."""
    with tempfile.TemporaryDirectory() as folder:
        script, frames = Path(folder) / "bench.toml", Path(folder) / "frames.json"
        script.write_text(SCRIPT, encoding="utf-8")
        command = [sys.executable, "-m", "kiosk", "--home", str(home.folder), "run", "--size", "landscape"]
        command += ["--state", state] if state else []
        command += ["--script", str(script), "--frames", str(frames)]
        began, most = time.monotonic(), 0.0
        process = subprocess.Popen(command, env=environment)
        while process.poll() is None:
            if memory:
                most = max(most, _memory(process.pid))
            time.sleep(0.5)
        if not frames.exists():
            return None, most
        return json.loads(frames.read_text(encoding="utf-8")) | {"began": began}, most


def _memory(root: int) -> float:
    """Proportional memory of a process and all below it, in MB (0 where the system does not tell)."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        parents.setdefault(int(fields[1]), []).append(int(folder.name))
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        waiting += parents.get(pid, [])
        try:
            lines = (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
