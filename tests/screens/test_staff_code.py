"""The number pad for the staff code: everywhere within the layout laws, dots instead of digits, alone on the screen."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from kiosk.exhibit.model import Exhibit
from kiosk.screens import draw, layout
from kiosk.screens.aloud import called, sentences
from kiosk.screens.look import Frame
from kiosk.visit.scenes import Attract, Open, Visit
from kiosk.visit.staff import Pad
from tests.screens.test_laws import FACTORS, LANGUAGES, SIZES, broken_laws
from tests.screens.test_trial import SIZE, TRIAL, Making, asked, for_staff, scenes

KEYS = {*(f"pin:{digit}" for digit in range(10)), "pin_erase", "pin_ok", "pin_cancel"}


def typing(pad: Pad, language: str = "fr", tries: int = 0, checking: bool = False) -> Visit:
    return asked(Attract(0.0), language, replace(TRIAL, code=True, pad=pad, tries=tries, checking=checking))


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pad_keeps_the_layout_laws_over_every_scene_and_is_alone(
    exhibit: Exhibit, language: str, size: tuple[int, int], factor: float
) -> None:
    exhibit, frame = for_staff(exhibit, language, factor), Frame(size, factor)
    for now in (typing(Pad("1234")), typing(Pad(wrong=True), tries=2), typing(Pad(), tries=1, checking=True)):
        for scene in scenes(language):
            visit = replace(now, scene=scene)
            for shown in (visit, replace(visit, panels=Open(0.0, exhibit.panels[0].name))):
                made = layout(shown, exhibit, size)
                assert broken_laws(made, frame) == [], scene
                assert {target.name for target in made.targets} == KEYS


def test_what_is_typed_is_seen_as_dots_only(exhibit: Exhibit, canvas_of: Making) -> None:
    def seen(pad: Pad) -> bytes:
        canvas = canvas_of(SIZE)
        draw(canvas, typing(pad), exhibit, 120.0)
        return pygame.image.tobytes(canvas.surface, "RGB")

    pictures = [seen(Pad("1111")), seen(Pad("2468")), seen(Pad("24681"))]
    assert pictures[0] == pictures[1] and pictures[1] != pictures[2]


def test_whoever_is_read_to_hears_no_key(exhibit: Exhibit) -> None:
    visit = typing(Pad("2468"))
    made = layout(visit, exhibit, SIZE)
    assert all(called(visit, exhibit, made, f"pin:{digit}") == () for digit in range(10))
    assert not any("2468" in one for one in sentences(visit, exhibit, made, SIZE))


def test_ok_wakes_with_the_fourth_digit_and_sleeps_while_the_code_is_checked(exhibit: Exhibit) -> None:
    for visit, enabled in (
        (typing(Pad("123")), False),
        (typing(Pad("1234")), True),
        (typing(Pad(), checking=True), False),
    ):
        ok = layout(visit, exhibit, SIZE).target("pin_ok")
        assert ok is not None and ok.enabled is enabled


def test_how_many_tries_are_left_is_said(exhibit: Exhibit) -> None:
    box = layout(typing(Pad(wrong=True), tries=2), exhibit, SIZE).box("staff_code_sentence")
    assert box is not None and box.text == exhibit.languages["fr"].say("staff_code_wrong", left=3)


def test_with_five_keys_every_key_is_reached(exhibit: Exhibit) -> None:
    for size in (SIZE, (1080, 1920)):
        made = layout(typing(Pad("1234")), exhibit, size)
        reached, edge = {"pin:1"}, ["pin:1"]
        while edge:
            here = edge.pop()
            for way in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                there = made.neighbour(here, *way)
                if there not in reached:
                    reached.add(there)
                    edge.append(there)
        assert reached == KEYS
