"""A mouth for tests: the real process with the real espeak-ng, and a loudspeaker that only counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.workers.client import Limits, mouth_client
from kiosk.workers.sound_cards import SoundCards
from tests.workers.ears import Told

QUICK = Limits(load=20.0, deadline=2.5, restart=(0.05, 0.1))
LANGUAGES = ("fr", "en", "nl", "de")
FAULTY = "tests.workers.faulty_loudspeaker"
Make = Callable[..., Told]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Told] = []

    def start(
        speed: float = 20.0,
        languages: tuple[str, ...] = LANGUAGES,
        limits: Limits = QUICK,
        cards: Path | None = None,
        **fault: object,
    ) -> Told:
        options: dict[str, object] = {"languages": languages, "loudspeaker": {"counting": True, "speed": speed}}
        if fault:
            options["loudspeaker"] = fault | {"lives": str(tmp_path / "lives")}
            options["loudspeaker_module"] = FAULTY
        watched = SoundCards(time.monotonic, cards or tmp_path / "no cards")
        made.append(Told(mouth_client(options, time.monotonic, limits, cards=watched)))
        return made[-1]

    yield start
    for told in made:
        told.client.close()
