"""`kiosk doctor`: what this machine has and lacks, in one page a technician can read."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, cast

from kiosk.home import Home

Verdict = Literal["fine", "note", "fault"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at. A "note" works but is worth knowing; a "fault" keeps the exhibit from working well."""

    topic: str
    verdict: Verdict
    sentence: str


def examine(
    home: Home,
    content: Path,
    model: str,
    provider: str = "auto",
    languages: tuple[str, ...] = (),
    speak: bool = False,
    state: Path | None = None,
) -> list[Finding]:
    """Everything there is to say about this machine and the kiosk in `home`. Never raises: a failed look is a fault.

    With `speak` a sentence in each language is read aloud; else nothing is heard. With the `state` folder the staff
    code is looked at too.
    """
    looks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("python", _python),
        ("packages", _packages),
        ("display", _display),
        ("font", _font),
        ("content", lambda: _content(home, content)),
        ("model", lambda: _model(home.models / model)),
        ("painter", lambda: _painter(home.models / model, provider)),
        ("microphone", _microphone),
        ("voices", lambda: _voices(home.models, languages)),
        ("loudspeaker", lambda: _loudspeaker(languages, speak)),
        ("machine", _machine),
        ("staff code", lambda: _staff_code(state)),
    )
    found: list[Finding] = []
    for topic, look in looks:
        try:
            found += look()
        except Exception as error:  # a technician needs the other findings too
            found.append(Finding(topic, "fault", f"Could not be looked at: {type(error).__name__}: {error}"))
    return found


def report(findings: list[Finding], as_json: bool) -> str:
    """The findings as text for people, or as a JSON list for programs."""
    if as_json:
        import json

        return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)
    signs = {"fine": "  ok  ", "note": " note ", "fault": "FAULT "}
    return "\n".join(f"{signs[f.verdict]} {f.topic:<11} {f.sentence}" for f in findings)


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _python() -> Iterator[Finding]:
    good = sys.version_info >= (3, 11)
    yield Finding("python", "fine" if good else "fault", f"Python {platform.python_version()} (3.11 or newer needed).")


def _packages() -> Iterator[Finding]:
    for ours, other in (("onnxruntime", "onnxruntime-gpu"), ("pygame-ce", "pygame")):
        if _installed(ours) and _installed(other):
            yield Finding(
                "packages", "fault", f"{ours} and {other} are both installed and overwrite each other: remove one."
            )
    needed = {"numpy": "numpy", "PIL": "pillow", "tokenizers": "tokenizers", "pygame": "pygame-ce", "vosk": "vosk"}
    missing = [package for module, package in needed.items() if find_spec(module) is None]
    if not (_installed("onnxruntime") or _installed("onnxruntime-gpu")):
        missing.append("onnxruntime")
    if missing:
        yield Finding("packages", "fault", f"Missing: {', '.join(missing)}. Run `make run` once while connected.")
    else:
        runtime = next(name for name in ("onnxruntime-gpu", "onnxruntime") if _installed(name))
        yield Finding("packages", "fine", f"{runtime} {_installed(runtime)}, pygame-ce {_installed('pygame-ce')}.")


def _display() -> Iterator[Finding]:
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    try:
        pygame.display.init()
        driver, sizes = pygame.display.get_driver(), pygame.display.get_desktop_sizes()
    except pygame.error as error:
        yield Finding("display", "fault", f"No display: {error}. The exhibit needs a screen (X11, Wayland or KMS).")
        return
    finally:
        pygame.display.quit()
    if driver in ("dummy", "offscreen"):
        yield Finding("display", "note", f"The video driver is {driver!r}: nothing is seen. Unset SDL_VIDEODRIVER.")
    else:
        text = ", ".join(f"{width}x{height}" for width, height in sizes)
        yield Finding("display", "fine", f"{driver}: {text}.")


def _font() -> Iterator[Finding]:
    good = find_spec("font_hanken_grotesk") is not None
    yield Finding("font", "fine" if good else "fault", "Hanken Grotesk is " + ("there." if good else "missing."))


def _content(home: Home, content: Path) -> Iterator[Finding]:
    from kiosk.exhibit.check import inspect
    from kiosk.exhibit.load import load_all

    shown = "as it was delivered" if content == home.content else f"release {content.parent.name}"
    problems = [one for one in inspect(load_all(content, home.models)) if one.severity == "error"]
    if problems:
        sentence = f"The content shown ({shown}) has {len(problems)} problems; see `kiosk check {content}`."
        yield Finding("content", "fault", sentence)
    else:
        yield Finding("content", "fine", f"The content shown ({shown}) has no problems.")


def _model(folder: Path) -> Iterator[Finding]:
    from kiosk.diffusion.manifest import verify

    problems = verify(folder)
    for problem in problems:
        yield Finding("model", "fault", problem)
    if not problems:
        yield Finding("model", "fine", f"{folder.name}: every file is what its manifest says.")


def _painter(folder: Path, provider: str) -> Iterator[Finding]:
    import onnxruntime

    from kiosk.diffusion.onnx_model import OnnxModel
    from kiosk.diffusion.picture import paint

    model = OnnxModel(folder, provider)
    paint(model, "a cat", seed=0, clock=time.perf_counter, steps=2)
    painting = paint(model, "a cat", seed=0, clock=time.perf_counter)
    step = 1000 * sum(painting.step_seconds) / len(painting.step_seconds)
    offered = ", ".join(onnxruntime.get_available_providers())
    sentence = f"Painting runs on {model.provider}: {step:.1f} ms a step, {painting.seconds:.2f} s a picture"
    verdict: Verdict = "note" if model.provider_note else "fine"
    yield Finding("painter", verdict, f"{sentence} (offered: {offered}). {model.provider_note}".strip())


def _microphone() -> Iterator[Finding]:
    from kiosk.speech.examine import PATIENCE_SECONDS, microphone_sentences
    from kiosk.workers.spawn import start

    process, connection = start("kiosk.speech.examine", {})
    try:
        seen = connection.recv() if connection.poll(PATIENCE_SECONDS) else None
    finally:
        process.kill()
        connection.close()
    for verdict, sentence in microphone_sentences(seen):
        yield Finding("microphone", cast(Verdict, verdict), sentence)


def _voices(models: Path, languages: tuple[str, ...]) -> Iterator[Finding]:
    from kiosk.speech.examine import voice_sentences

    for verdict, sentence in voice_sentences(models, languages):
        yield Finding("voices", cast(Verdict, verdict), sentence)


def _loudspeaker(languages: tuple[str, ...], speak: bool) -> Iterator[Finding]:
    from kiosk.speech.examine_aloud import PATIENCE_SECONDS, SPEAK_SECONDS, loudspeaker_sentences
    from kiosk.workers.spawn import start

    process, connection = start("kiosk.speech.examine_aloud", {"languages": list(languages), "speak": speak})
    try:
        seen = connection.recv() if connection.poll(PATIENCE_SECONDS + (SPEAK_SECONDS if speak else 0)) else None
    finally:
        process.kill()
        connection.close()
    for verdict, sentence in loudspeaker_sentences(seen, languages):
        yield Finding("loudspeaker", cast(Verdict, verdict), sentence)


def _staff_code(state: Path | None) -> Iterator[Finding]:
    from kiosk.machine import MACHINE, read_machine

    if state is None:
        return
    machine = read_machine(state)
    if machine.fault:
        yield Finding("staff code", "fault", f"{machine.fault} Until then no USB stick is taken.")
    elif machine.pin is not None:
        yield Finding("staff code", "fine", "The staff code is set.")
    else:
        yield Finding("staff code", "fine", "The staff code is not set; `kiosk pin` sets one.")
    for key in machine.unknown:
        yield Finding("staff code", "note", f"{MACHINE}: nothing reads “{key}”. Is it a typing mistake?")


def _machine() -> Iterator[Finding]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = shutil.disk_usage(Path.home()).free / 2**30
    verdict: Verdict = "fine" if cores >= 2 and free >= 1 else "note"
    yield Finding("machine", verdict, f"{cores} cores for us, {free:.0f} GB of disk free, {platform.platform()}.")
