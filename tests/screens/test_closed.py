"""Outside opening hours the screen is dark and still, can be read, and wakes when somebody touches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest

from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas, draw, layout
from kiosk.screens.look import Frame
from kiosk.visit.scenes import Attract, Prompt
from kiosk.visit.staff import Trial
from tests.screens import samples
from tests.screens.test_contrast import rendered_contrast
from tests.screens.test_laws import FACTORS, SIZES, broken_laws

Making = Callable[[tuple[int, int]], Canvas]
SIZE = (1920, 1080)
CLOSED = replace(samples.visit(Attract(0.0), "fr"), open=False)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("size", SIZES)
def test_it_says_so_in_every_language_and_keeps_the_layout_laws(
    exhibit: Exhibit, size: tuple[int, int], factor: float
) -> None:
    exhibit = replace(exhibit, settings=replace(exhibit.settings, text_factor=factor))
    made = layout(CLOSED, exhibit, size)
    assert broken_laws(made, Frame(size, factor)) == []
    assert [box.text for box in made.boxes] == [one.text["closed_say"] for one in exhibit.languages.values()]
    assert [target.name for target in made.targets] == ["wake"], "and that is all of the screen"


def test_it_is_dark_and_nothing_moves_but_it_can_be_read(exhibit: Exhibit, canvas_of: Making) -> None:
    canvas, seen = canvas_of(SIZE), set()
    for t in (1.0, 7.5, 400.0):
        draw(canvas, CLOSED, exhibit, t)
        seen.add(pygame.image.tobytes(canvas.surface, "RGB"))
    (raw,) = seen
    assert sum(raw) / len(raw) < 48, "mean brightness, of 255"
    for box in layout(CLOSED, exhibit, SIZE).boxes:
        assert rendered_contrast(canvas.surface, box.rect) >= 7.0


def test_a_visit_at_night_looks_like_any_other(exhibit: Exhibit) -> None:
    by_day = samples.visit(Prompt(0.0), "fr")
    assert layout(replace(by_day, open=False), exhibit, SIZE) == layout(by_day, exhibit, SIZE)


def test_staff_can_answer_before_the_doors_open(exhibit: Exhibit) -> None:
    made = layout(replace(CLOSED, trial=Trial("0002-x", 60.0)), exhibit, SIZE)
    assert made.target("trial_keep") is not None and broken_laws(made, Frame(SIZE)) == []
