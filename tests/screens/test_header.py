"""The way to the panels: in the header of every scene, and one quiet door where a scene has room for it."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from kiosk.screens import draw, layout
from kiosk.screens.layout import Rect
from kiosk.screens.look import PAPER
from kiosk.visit import panels
from kiosk.visit.scenes import Attract, Prompt, Scene, Visit
from tests.screens import reading, samples
from tests.screens.test_contrast import contrast, pixels, rendered_contrast

SIZES = ((1920, 1080), (1080, 1920))


def scenes(code: str) -> dict[str, Scene]:
    """Each scene of a visit."""
    of = samples.reading(code)
    return {
        "prompt": Prompt(0.0, of.prompt, of),
        "words": samples.words(of),
        "painting": samples.painting(of, 8),
        "picture": samples.picture(of),
        "sorry": samples.sorry(of),
    }


def doors(visit: Visit, size: tuple[int, int]) -> list[str]:
    made = layout(visit, reading.exhibit(), size)
    return [target.name.partition(":")[2] for target in made.targets if target.name.startswith("panel:")]


@pytest.mark.parametrize("factor", (1.0, 1.4))
@pytest.mark.parametrize("size", SIZES, ids=("lying", "upright"))
@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_from_every_scene_the_panels_can_be_reached(code: str, size: tuple[int, int], factor: float) -> None:
    exhibit = replace(reading.exhibit(), settings=replace(reading.exhibit().settings, text_factor=factor))
    for name, scene in scenes(code).items():
        target = layout(samples.visit(scene, code), exhibit, size).target("panels")
        assert target is not None and target.rect.y < size[1] // 10, name
    assert layout(samples.visit(Attract(0.0), code), exhibit, size).target("panels") is None


def test_a_scene_recommends_one_panel_of_its_own_and_after_reading_it_another() -> None:
    for name in ("prompt", "words", "painting", "picture"):
        visit = samples.visit(scenes("fr")[name], "fr")
        (first,) = doors(visit, SIZES[0])
        panel = panels.find(reading.exhibit(), "fr", first)
        assert panel is not None and name in panel.shown
        (second,) = doors(replace(visit, read=(first,)), SIZES[0])
        assert second != first


def test_where_a_picture_is_compared_or_something_broke_nothing_is_recommended() -> None:
    compared = samples.visit(samples.picture(samples.reading("fr"), compared=True), "fr")
    assert doors(compared, SIZES[0]) == [] == doors(samples.visit(scenes("fr")["sorry"], "fr"), SIZES[0])


def test_text_and_controls_of_panels_stand_out_from_their_ground() -> None:
    for visit in (reading.visit("who-labels"), reading.visit("", chapter=2), reading.visit("history", sources=0)):
        canvas = reading.canvas(SIZES[0])
        draw(canvas, visit, reading.exhibit(), 0.0)
        made = layout(visit, reading.exhibit(), SIZES[0])
        for box in made.boxes:
            if box.kind == "text" and box.text and not box.name.startswith(("label:", "icon:")):
                least = 4.5 if box.colour in ("grey", "white") else 7.0
                assert rendered_contrast(canvas.surface, box.rect) >= least, box.name
        body = made.box("text")
        if body is not None:
            assert rendered_contrast(canvas.surface, body.rect) >= 7.0


@pytest.mark.parametrize("name", ["chapter:1", "panel:label", "easy", "back", "word:bruit", "page:1", "panel:prompt"])
def test_the_focus_of_the_five_keys_is_seen_on_every_control(name: str) -> None:
    rich = name.startswith(("word", "page", "panel:prompt"))
    visit = reading.visit() if rich else reading.visit("", chapter=2)
    if name == "page:1":
        visit = reading.visit("consent")
    target = layout(visit, reading.exhibit(), SIZES[0]).target(name)
    assert target is not None
    seen = []
    for focus in ("", name):
        canvas = reading.canvas(SIZES[0])
        draw(canvas, replace(visit, focus=focus), reading.exhibit(), 0.0)
        row = Rect(target.rect.x - 14, target.rect.center[1], target.rect.w + 28, 1)
        seen.append(sum(count for colour, count in pixels(canvas.surface, row).items() if colour == PAPER.teal))
    assert seen[1] >= seen[0] + 5 and contrast(PAPER.teal, PAPER.paper) >= 3.0


def test_a_pressed_door_gives_way() -> None:
    visit = samples.visit(scenes("fr")["painting"], "fr")
    (name,) = doors(visit, SIZES[0])
    shots = []
    for pressed in ("", f"panel:{name}"):
        canvas = reading.canvas(SIZES[0])
        draw(canvas, replace(visit, pressed=pressed), reading.exhibit(), 9.0)
        shots.append(pygame.image.tobytes(canvas.surface, "RGB"))
    assert shots[0] != shots[1]
