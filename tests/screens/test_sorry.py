"""Something broke: friendly words, what comes next, and a way back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame
import pytest

from kiosk.screens import sorry
from kiosk.screens.canvas import Canvas
from kiosk.screens.look import Frame
from kiosk.visit.scenes import Painter, Visit
from tests.screens import laws, samples


def visits(language: str) -> list[Visit]:
    kept, nothing = samples.sorry(samples.reading(language)), samples.sorry(None)
    ready = [samples.visit(scene, language) for scene in (kept, nothing)]
    return [*ready, *(replace(visit, painter=Painter()) for visit in ready)]


def drawn(visit: Visit, t: float, size: tuple[int, int] = (960, 540)) -> np.ndarray:
    canvas = Canvas(pygame.Surface(size, 0, 32))
    sorry.draw(canvas, visit, visit.scene, samples.exhibit(), t)  # type: ignore[arg-type] # a sorry scene
    return laws.pixels(canvas.surface).copy()


@pytest.mark.parametrize("size", laws.SIZES, ids=("lying", "upright"))
@pytest.mark.parametrize("factor", laws.TEXT_FACTORS)
@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_everything_fits_and_nothing_overlaps(language: str, factor: float, size: tuple[int, int]) -> None:
    frame = Frame(size, factor)
    for visit in visits(language):
        layout = sorry.layout(visit, visit.scene, samples.exhibit(factor), frame)  # type: ignore[arg-type] # a sorry scene
        assert laws.broken_laws(layout, frame) == []


def test_there_is_always_a_way_back_and_words_for_what_comes_next() -> None:
    for visit in visits("fr"):
        layout = sorry.layout(visit, visit.scene, samples.exhibit(), Frame((1920, 1080)))  # type: ignore[arg-type] # a sorry scene
        back = layout.target("back")
        assert back is not None
        assert back.enabled
        assert layout.box("drawing") is not None
        assert (layout.box("sorry_wait") is not None) == (visit.scene.recipe is not None)  # type: ignore[union-attr] # the same


def test_the_prompt_is_kept_in_sight_and_tried_again_when_the_painter_is_back() -> None:
    ready, _, lost, _ = visits("fr")
    for visit, again in ((ready, True), (lost, False)):
        layout = sorry.layout(visit, visit.scene, samples.exhibit(), Frame((1920, 1080)))  # type: ignore[arg-type] # a sorry scene
        prompt = layout.box("prompt")
        assert prompt is not None
        assert samples.reading("fr").prompt in prompt.text
        assert (layout.target("again") is not None) == again


def test_waiting_is_seen_to_go_on_slowly() -> None:
    visit = visits("fr")[2]
    frames = np.stack([drawn(visit, k / 30, (480, 270)) for k in range(120)])
    assert not np.array_equal(frames[0], frames[30])
    assert np.array_equal(frames[0], drawn(visit, sorry.PACE, (480, 270)))
    assert laws.flashes_a_second(frames, 30) <= 1


def test_the_drawing_is_there_in_colour() -> None:
    visit = visits("fr")[1]
    layout = sorry.layout(visit, visit.scene, samples.exhibit(), Frame((960, 540)))  # type: ignore[arg-type] # a sorry scene
    box = layout.box("drawing")
    assert box is not None
    shot = laws.crop(drawn(visit, 1.0), box.rect).astype(int)
    paper = np.array(Canvas(pygame.Surface((1, 1))).theme.paper)
    assert 0.15 < (np.abs(shot - paper).max(axis=2) > 12).mean() < 0.7


@pytest.mark.parametrize("prompt", samples.HOSTILE_PROMPTS)
def test_any_prompt_is_drawn_and_fits(prompt: str) -> None:
    visit = samples.visit(samples.sorry(samples.hostile_reading(prompt)), "fr")
    for size in laws.SIZES:
        for factor in laws.TEXT_FACTORS:
            frame = Frame(size, factor)
            layout = sorry.layout(visit, visit.scene, samples.exhibit(factor), frame)  # type: ignore[arg-type] # a sorry scene
            assert laws.broken_laws(layout, frame) == []
    drawn(visit, 1.0)
