"""Headers, buttons and the arithmetic of targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest

from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas, Layout, Rect, Target, header, typeset, widgets
from kiosk.screens.look import BODY, CAPTION, TITLE, Frame
from kiosk.visit.scenes import Prompt, Visit

Making = Callable[[tuple[int, int]], Canvas]
VISIT = Visit(Prompt(0), "fr", 0.0)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
@pytest.mark.parametrize("factor", [1.0, 1.4])
def test_the_way_back_has_room_beside_all_languages(
    exhibit: Exhibit, size: tuple[int, int], language: str, factor: float
) -> None:
    frame = Frame(size, factor)
    made = header.header(frame, replace(VISIT, language=language), exhibit, back=True)
    back = made.target("back")
    assert back is not None
    wide, _ = widgets.button_size(frame, exhibit.languages[language].say("back"), "quiet", icon=True)
    assert back.rect.w >= wide
    assert all(not back.rect.overlaps(t.rect) for t in made.targets if t != back)
    assert max(target.rect.bottom for target in made.targets) <= frame.content.y


def test_only_complete_languages_have_a_pill(exhibit: Exhibit) -> None:
    settings = replace(exhibit.settings, languages=("fr", "xx"))
    made = header.header(Frame((1920, 1080)), VISIT, replace(exhibit, settings=settings))
    assert [target.name for target in made.targets] == ["panels", "language:fr"]


def test_an_unknown_language_falls_back_to_one_that_is_there(exhibit: Exhibit) -> None:
    assert widgets.language(replace(VISIT, language="xx"), exhibit) in exhibit.languages.values()
    assert widgets.language(VISIT, replace(exhibit, languages={})).say("back") == "back"


@pytest.mark.parametrize("style", ["primary", "secondary", "quiet"])
def test_a_button_holds_its_word_and_shows_its_states(canvas_of: Making, style: widgets.Style) -> None:
    frame, canvas = Frame((1920, 1080)), canvas_of((600, 300))
    wide, high = widgets.button_size(frame, "Arrêter ici", style, icon=True)
    target = Target("stop", Rect(60, 60, wide, high))
    looks = set()
    states = [widgets.State(), widgets.State(pressed=True), widgets.State(focused=True), widgets.State(chosen=True)]
    for enabled in (True, False):
        for now in states:
            canvas.paper()
            widgets.button(canvas, frame, replace(target, enabled=enabled), "Arrêter ici", now, style, "stop")
            looks.add(pygame.image.tobytes(canvas.surface, "RGB"))
    assert len(looks) >= 7


def test_text_steps_down_the_scale_until_it_fits() -> None:
    frame = Frame((1920, 1080))
    short = widgets.text_box(frame, "t", "Oui", Rect(0, 0, 300, 110), TITLE, smallest=CAPTION)
    long = widgets.text_box(frame, "t", "La machine se prépare encore", Rect(0, 0, 300, 110), TITLE, smallest=CAPTION)
    assert short.px == TITLE
    assert CAPTION <= long.px < TITLE
    assert typeset.fits(long)


def test_large_text_enlarges_reading_sizes_fully_and_titles_less() -> None:
    normal, large = Frame((1920, 1080)), Frame((1920, 1080), 1.4)
    assert large.type(BODY) == round(BODY * 1.4)
    assert large.type(CAPTION) == round(CAPTION * 1.4)
    assert normal.type(TITLE) < large.type(TITLE) < normal.type(TITLE) * 1.2
    assert 0.69 * large.type(CAPTION) >= 26  # capitals of 0.7 degree at 60 cm on a 24 inch screen


def test_an_upright_screen_has_the_same_unit_as_a_wide_one() -> None:
    assert Frame((1080, 1920)).unit == Frame((1920, 1080)).unit == 1.0
    assert Frame((3840, 2160)).px(64) == 128


def test_a_slide_knows_its_value_within_its_bounds() -> None:
    target = Target("timeline", Rect(100, 0, 201, 80), "slide", 1.0, 8.0)
    assert target.value(100) == 1.0
    assert target.value(300) == 8.0
    assert target.value(200) == pytest.approx(4.5)
    assert (target.value(-50), target.value(900)) == (1.0, 8.0)


def test_the_uppermost_enabled_target_is_pressed() -> None:
    below, above = Target("wake", Rect(0, 0, 100, 100)), Target("language:fr", Rect(10, 10, 60, 60))
    made = Layout((below, above))
    assert made.at((20, 20)) == above
    assert made.at((90, 90)) == below
    assert made.at((100, 100)) is None
    assert Layout((below, replace(above, enabled=False))).at((20, 20)) == below


def test_the_focus_moves_to_the_nearest_target_in_its_direction() -> None:
    made = Layout(tuple(Target(f"{c}{r}", Rect(c * 100, r * 100, 80, 80)) for r in range(3) for c in range(3)))
    assert made.neighbour("11", 1, 0) == "21"
    assert made.neighbour("11", -1, 0) == "01"
    assert made.neighbour("11", 0, -1) == "10"
    assert made.neighbour("11", 0, 1) == "12"
    assert made.neighbour("21", 1, 0) == "21"
    assert made.neighbour("", 0, 1) == "00"
    assert Layout().neighbour("", 0, 1) == ""
