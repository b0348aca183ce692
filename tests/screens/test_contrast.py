"""Contrast, measured on rendered pixels: body text >= 7:1, everything >= 4.5:1, outlines and focus >= 3:1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest

from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas, Rect, draw, layout
from kiosk.screens.look import PAPER, Colour
from kiosk.visit.scenes import Attract, Prompt, Scene, Visit

SIZE = (1920, 1080)
Making = Callable[[tuple[int, int]], Canvas]


def luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2)."""
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pixels(surface: pygame.Surface, rect: Rect) -> Counter[Colour]:
    rect = Rect(*pygame.Rect(rect).clip(surface.get_rect()))
    raw = pygame.image.tobytes(surface.subsurface(rect), "RGB")
    return Counter((raw[i], raw[i + 1], raw[i + 2]) for i in range(0, len(raw), 3))


def rendered_contrast(surface: pygame.Surface, rect: Rect) -> float:
    """Of the strongest ink in a rectangle against its most frequent colour, the ground."""
    found = pixels(surface, rect)
    ground = found.most_common(1)[0][0]
    # The ink is a colour that fills something: single stray pixels do not count as text.
    return max(contrast(ground, colour) for colour, count in found.items() if count >= 12)


@pytest.mark.parametrize("scene", [Attract(0), Prompt(0), Prompt(0, "un chat"), Prompt(0, notice="notice_empty")])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_is_dark_on_its_ground(exhibit: Exhibit, canvas_of: Making, scene: Scene, language: str) -> None:
    canvas = canvas_of(SIZE)
    exhibit = replace(exhibit, settings=replace(exhibit.settings, languages=(language,)))
    visit = Visit(scene, language, 0.0)
    draw(canvas, visit, exhibit, 3.0)
    texts = [box for box in layout(visit, exhibit, SIZE).boxes if box.kind == "text" and box.text]
    shown = [box for box in texts if box.name != "attract_machine"]  # cut paper is not machine-made
    assert shown
    for box in shown:
        least = 4.5 if box.colour == "grey" else 7.0
        assert rendered_contrast(canvas.surface, box.rect) >= least, box.name


def test_the_word_on_the_coral_button_and_in_the_idle_warning_can_be_read(exhibit: Exhibit, canvas_of: Making) -> None:
    canvas = canvas_of(SIZE)
    visit = Visit(Prompt(0), "fr", 0.0)
    draw(canvas, visit, exhibit, 0.0)
    paint = layout(visit, exhibit, SIZE).target("paint")
    assert paint is not None
    assert rendered_contrast(canvas.surface, paint.rect.inset(40, 20)) >= 4.5
    warned = replace(visit, idle_since=0.0)
    draw(canvas, warned, exhibit, 1.0)
    for box in layout(warned, exhibit, SIZE).boxes:
        if box.kind == "text":
            assert rendered_contrast(canvas.surface, box.rect) >= 7.0, box.name


@pytest.mark.parametrize("name", ["key:a", "starter:red-cat", "language:en", "clear", "key:space"])
def test_outline_and_focus_of_every_kind_of_control_stand_out(exhibit: Exhibit, canvas_of: Making, name: str) -> None:
    canvas = canvas_of(SIZE)
    visit = Visit(Prompt(0, "un chat"), "fr", 0.0)
    target = layout(visit, exhibit, SIZE).target(name)
    assert target is not None
    rect = target.rect
    draw(canvas, visit, exhibit, 0.0)
    middle = rect.y + rect.h // 2
    edge = pixels(canvas.surface, Rect(rect.x, middle, 3, 1))
    assert max(contrast(PAPER.paper, colour) for colour in edge) >= 3.0
    before = canvas.surface.copy()
    draw(canvas, replace(visit, focus=name), exhibit, 0.0)
    ring = Rect(rect.x - 12, middle, 12, 1)
    assert max(contrast(PAPER.paper, colour) for colour in pixels(before, ring)) < 3.0
    assert max(contrast(PAPER.paper, colour) for colour in pixels(canvas.surface, ring)) >= 3.0


def test_the_colours_keep_what_the_design_promises() -> None:
    assert contrast(PAPER.ink, PAPER.paper) >= 7
    assert contrast(PAPER.coral_text, PAPER.paper) >= 7
    assert contrast(PAPER.teal_text, PAPER.paper) >= 7
    assert contrast(PAPER.grey, PAPER.paper) >= 4.5
    assert contrast(PAPER.white, PAPER.coral) >= 4.5
    assert contrast(PAPER.coral, PAPER.paper) >= 4.5
    assert contrast(PAPER.teal, PAPER.paper) >= 4.5
