"""An ear for tests: the real process, with recorded people or a faulty microphone instead of a real one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from kiosk.visit.events import Command, Event
from kiosk.workers.client import Client, Limits, ear_client
from kiosk.workers.sound_cards import SoundCards
from tests.speech.material import clip, small_voice
from tests.workers.patience import until

QUICK = Limits(load=20.0, deadline=2.5, restart=(0.05, 0.1))
FAULTY = "tests.workers.faulty_microphone"
Kind = TypeVar("Kind")
Make = Callable[..., "Told"]


class Told:
    """An ear, everything it ever said, and what it told staff."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.events: list[Event] = []

    def all(self, kind: type[Kind]) -> list[Kind]:
        self.events += self.client.poll(42.0)
        return [event for event in self.events if isinstance(event, kind)]

    def until(self, kind: type[Kind], count: int = 1) -> Kind:
        until(lambda: len(self.all(kind)) >= count, f"{count} x {kind.__name__}")
        return self.all(kind)[count - 1]

    def tell(self, command: Command) -> None:
        self.client.send(command)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    small_voice(folder, "fr")
    return folder


@pytest.fixture
def make(models: Path, tmp_path: Path) -> Iterator[Make]:
    made: list[Told] = []

    def start(
        files: list[Path] | None = None,
        speed: float = 0.0,
        limits: Limits = QUICK,
        cards: Path | None = None,
        **fault: object,
    ) -> Told:
        microphone = fault or {"files": [str(file) for file in files or [clip()]], "speed": speed}
        options = {"models": str(models), "languages": ["fr", "en"], "microphone": microphone}
        if fault:
            microphone |= {"lives": str(tmp_path / "lives"), "file": str(clip())}
            options["microphone_module"] = FAULTY
        watched = SoundCards(time.monotonic, cards or tmp_path / "no cards")
        made.append(Told(ear_client(options, time.monotonic, limits, cards=watched)))
        return made[-1]

    yield start
    for heard in made:
        heard.client.close()
