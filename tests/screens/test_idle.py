"""The idle warning: counts down, can only be answered, lets the scene shine through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame

from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas, draw, layout
from kiosk.screens.look import PAPER
from kiosk.visit.scenes import Prompt, Visit

Making = Callable[[tuple[int, int]], Canvas]
SIZE = (1920, 1080)
WARNED = Visit(Prompt(0, "un chat"), "fr", 0.0, idle_since=100.0)


def test_only_staying_can_be_pressed(exhibit: Exhibit) -> None:
    assert [target.name for target in layout(WARNED, exhibit, SIZE).targets] == ["stay"]


def test_the_ring_empties_and_the_seconds_fall(exhibit: Exhibit, canvas_of: Making) -> None:
    canvas = canvas_of(SIZE)
    made = layout(WARNED, exhibit, SIZE)
    ring, number = made.box("idle_ring"), made.box("idle_seconds")
    assert ring is not None
    assert number is not None
    coral, numbers = [], set()
    for t in (100.0, 110.5, 120.5, 129.5):
        draw(canvas, WARNED, exhibit, t)
        raw = pygame.image.tobytes(canvas.surface.subsurface(ring.rect), "RGB")
        coral.append(sum(raw[i : i + 3] == bytes(PAPER.coral) for i in range(0, len(raw), 3)))
        numbers.add(pygame.image.tobytes(canvas.surface.subsurface(number.rect), "RGB"))
    assert coral == sorted(coral, reverse=True)
    assert coral[-1] < coral[0] / 10
    assert len(numbers) == 4


def test_a_second_changes_the_picture_once_not_sixty_times(exhibit: Exhibit, canvas_of: Making) -> None:
    canvas = canvas_of(SIZE)
    seen = set()
    for tick in range(60):
        draw(canvas, WARNED, exhibit, 103.01 + tick / 61)
        seen.add(pygame.image.tobytes(canvas.surface, "RGB"))
    assert len(seen) == 1


def test_what_the_visitor_was_doing_is_still_seen_faintly(exhibit: Exhibit, canvas_of: Making) -> None:
    canvas = canvas_of(SIZE)
    draw(canvas, WARNED, exhibit, 101.0)
    title = layout(replace(WARNED, idle_since=None), exhibit, SIZE).box("prompt_title")
    assert title is not None
    raw = pygame.image.tobytes(canvas.surface.subsurface(title.rect), "RGB")
    assert 150 < min(raw) < 225


def test_times_before_and_after_the_countdown_do_no_harm(exhibit: Exhibit, canvas_of: Making) -> None:
    canvas = canvas_of(SIZE)
    for t in (0.0, 1e9):
        draw(canvas, WARNED, exhibit, t)
    instant = replace(exhibit, settings=replace(exhibit.settings, countdown_seconds=0.0))
    draw(canvas, WARNED, instant, 100.0)
