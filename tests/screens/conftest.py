"""The exhibit the screens are tested with: the real one of this checkout, and a canvas without a window."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from kiosk.exhibit.load import load
from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def exhibit() -> Exhibit:
    """What staff wrote, as the kiosk loads it, but never any recorded painting: those come and go with the model."""
    loaded, _ = load(HOME / "exhibit_content", HOME / "no models here")
    return loaded


@pytest.fixture
def large(exhibit: Exhibit) -> Exhibit:
    """The same with large text."""
    return replace(exhibit, settings=replace(exhibit.settings, text_factor=1.4))


@pytest.fixture
def canvas_of(exhibit: Exhibit) -> Callable[[tuple[int, int]], Canvas]:
    """A fresh canvas of a size."""

    def make(size: tuple[int, int]) -> Canvas:
        return Canvas(pygame.Surface(size), exhibit.folder)

    return make
