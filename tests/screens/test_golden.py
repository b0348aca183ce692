"""Golden screens: how each scene looked when somebody last looked. `make golden` renews them.

A failure writes what was expected and what was drawn, side by side, into build/golden.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow

from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas, draw
from kiosk.visit.reading_aloud import Aloud
from kiosk.visit.scenes import Attract, Open, Prompt, Scene, Visit
from tests.screens import samples

FOLDER = Path(__file__).parent / "golden"
OUT = Path(__file__).resolve().parents[2] / "build" / "golden"
SMALL = 4
"""Screens are kept at a quarter of their size: enough to see what moved, little to store."""
TILE = 30
TOLERANCE = 1.5
"""Mean difference of a tile of 30 x 30 pixels (of 255) that smoothing alone may make."""


def reading(code: str, name: str, **opened: int) -> Visit:
    """A visit that reads this panel ("" for all of them)."""
    panels = replace(Open(0.0, name), **opened)  # type: ignore[arg-type] # numbers only
    return replace(samples.visit(Prompt(0.0), code), panels=panels)


def read_to(code: str) -> Visit:
    """A painting while its screen is read aloud."""
    aloud = Aloud(samples.LANGUAGES, on=True, request=1, level=5)
    return replace(samples.visit(samples.painting(samples.reading(code), 8), code), aloud=aloud)


SCENES: dict[str, tuple[Callable[[str], Scene | Visit], float]] = {
    "attract": (lambda code: Attract(0.0), 6.0),
    "prompt": (lambda code: Prompt(0.0, samples.reading(code).prompt, samples.reading(code)), 1.0),
    "talk": (lambda code: samples.speaking(Prompt(0.0), code), 1.0),
    "talk_listening": (lambda code: samples.speaking(samples.listening(code), code), 1.0),
    "talk_heard": (lambda code: samples.speaking(samples.heard(code), code), 1.0),
    "aloud": (read_to, 9.0),
    "words": (lambda code: samples.words(samples.reading(code)), 3.9),
    "painting": (lambda code: samples.painting(samples.reading(code), 8), 9.0),
    "painting_how": (lambda code: samples.painting(samples.reading(code), 1, how=True), 9.0),
    "picture": (lambda code: samples.picture(samples.reading(code), compared=True), 3.0),
    "panel": (lambda code: reading(code, "who-labels"), 2.0),
    "panel_sources": (lambda code: reading(code, "history", sources=0), 2.0),
    "overview": (lambda code: replace(reading(code, "", chapter=2), read=("label",)), 2.0),
    "sorry": (lambda code: samples.sorry(samples.reading(code)), 2.0),
}
KINDS = (("fr", (1920, 1080)), ("en", (1080, 1920)))


def worst_tile(expected: NDArray[np.uint8], drawn: NDArray[np.uint8]) -> float:
    """The largest mean difference of any tile, of 255."""
    apart = np.abs(expected.astype(np.float32) - drawn.astype(np.float32)).mean(axis=2)
    tiles = apart.reshape(apart.shape[0] // TILE, TILE, apart.shape[1] // TILE, TILE).mean(axis=(1, 3))
    return float(tiles.max())


@pytest.mark.parametrize(("language", "size"), KINDS, ids=["fr", "en-portrait"])
@pytest.mark.parametrize("name", SCENES)
def test_a_screen_looks_as_when_it_was_last_looked_at(
    name: str, language: str, size: tuple[int, int], exhibit: Exhibit, request: pytest.FixtureRequest
) -> None:
    make, at = SCENES[name]
    surface = pygame.Surface(size)
    # Pictures the model painted change with every training, so none are shown here.
    made = make(language)
    visit = made if isinstance(made, Visit) else samples.visit(made, language)
    draw(Canvas(surface, ""), visit, replace(exhibit, folder=""), at)
    drawn = np.asarray(
        Pillow.frombytes("RGB", size, pygame.image.tobytes(surface, "RGB")).resize(
            (size[0] // SMALL, size[1] // SMALL), Pillow.Resampling.BOX
        )
    )
    file = FOLDER / f"{name}_{language}.png"
    if request.config.getoption("--golden"):
        FOLDER.mkdir(exist_ok=True)
        Pillow.fromarray(drawn).save(file, optimize=True)
    expected = np.asarray(Pillow.open(file).convert("RGB"))
    assert expected.shape == drawn.shape
    worst = worst_tile(expected, drawn)
    if worst > TOLERANCE:
        OUT.mkdir(parents=True, exist_ok=True)
        Pillow.fromarray(np.concatenate([expected, drawn], axis=1)).save(OUT / file.name)
        pytest.fail(f"{file.name} looks different (worst tile {worst:.1f}); see build/golden, or run `make golden`.")


def test_something_that_moved_would_be_seen() -> None:
    """The comparison itself can fail: eight pixels to the right are more than the tolerance."""
    expected = np.asarray(Pillow.open(FOLDER / "prompt_fr.png").convert("RGB"))
    assert worst_tile(expected, np.roll(expected, 2, axis=1)) > 2 * TOLERANCE
