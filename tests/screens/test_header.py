"""The way to the panels: in the header of every scene, and one quiet door where a scene has room for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pygame
import pytest

from kiosk.screens import draw, layout, typeset
from kiosk.screens.layout import Rect
from kiosk.screens.look import PAPER, Frame
from kiosk.visit import panels
from kiosk.visit.reading_aloud import Aloud
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


# --- reading aloud ---------------------------------------------------------------------------------

ALOUD = {
    "offered": Aloud(samples.LANGUAGES),
    "on": Aloud(samples.LANGUAGES, on=True),
    "loudest": Aloud(samples.LANGUAGES, on=True, request=3, level=5),
    "softest": Aloud(samples.LANGUAGES, on=True, request=3, level=1),
}


@pytest.mark.parametrize("factor", (1.0, 1.4))
@pytest.mark.parametrize("size", SIZES, ids=("lying", "upright"))
@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_every_scene_keeps_the_laws_with_the_controls_of_reading_aloud(
    code: str, size: tuple[int, int], factor: float
) -> None:
    exhibit = replace(reading.exhibit(), settings=replace(reading.exhibit().settings, text_factor=factor))
    frame = Frame(size, factor)
    visits = [samples.visit(scene, code) for scene in scenes(code).values()]
    visits += [reading.visit("label", code), reading.visit("", code, chapter=2)]
    for visit in visits:
        for name, aloud in ALOUD.items():
            visit = replace(visit, aloud=aloud)
            made = layout(visit, exhibit, size)
            control = made.target("aloud")
            assert control is not None and control.enabled, name
            assert [t.name for t in made.targets if t.name in ("softer", "louder")] == (
                [] if name == "offered" else ["softer", "louder"]
            )
            pale = [t.name for t in made.targets if t.name in ("softer", "louder") and not t.enabled]
            assert pale == {"loudest": ["louder"], "softest": ["softer"]}.get(name, [])
            top = [t for t in made.targets if t.rect.y == control.rect.y]
            assert all(frame.screen.contains(t.rect) for t in top)
            for one, other in combinations(top, 2):
                assert not one.rect.inset(-4).overlaps(other.rect.inset(-4)), (name, one.name, other.name)
            assert min(min(t.rect.w, t.rect.h) for t in top) >= frame.px(72)
            title = made.box("app_title")
            merged = factor > 1 and size == SIZES[0] and isinstance(visit.scene, Prompt)  # its question is the title
            narrow = factor > 1 and size == SIZES[1] and aloud.on
            assert title is not None or made.target("back") is not None or merged or narrow
            if title is not None:
                assert typeset.fits(title) and title.rect.right < min(t.rect.x for t in top)


def test_what_was_touched_to_be_read_to_stays_under_the_finger() -> None:
    for size in SIZES:
        for scene in scenes("de").values():
            visits = [replace(samples.visit(scene, "de"), aloud=aloud) for aloud in ALOUD.values()]
            rects = {target.rect for v in visits if (target := layout(v, reading.exhibit(), size).target("aloud"))}
            assert len(rects) == 1


def test_without_a_loudspeaker_or_on_the_attract_screen_there_is_nothing_to_press() -> None:
    for visit in (
        samples.visit(scenes("fr")["prompt"], "fr"),
        replace(samples.visit(Attract(0.0), "fr"), aloud=ALOUD["on"]),
        replace(samples.visit(scenes("fr")["prompt"], "fr"), aloud=Aloud(("en",))),
    ):
        assert layout(visit, reading.exhibit(), SIZES[0]).target("aloud") is None


@pytest.mark.parametrize("name", ["prompt", "words", "painting", "picture", "sorry", "panel", "overview"])
@pytest.mark.parametrize("size", SIZES, ids=("lying", "upright"))
def test_it_is_seen_whether_it_speaks(name: str, size: tuple[int, int]) -> None:
    """At rest, wanted, and speaking look different, on the same canvas one after the other (nothing is stale)."""
    panel = {"panel": reading.visit("label", "fr"), "overview": reading.visit("", "fr")}
    visit = panel.get(name) or samples.visit(scenes("fr")[name], "fr")
    canvas, exhibit = (
        reading.canvas(size),
        replace(reading.exhibit(), settings=replace(reading.exhibit().settings, text_factor=1.4)),
    )
    shots = []
    for aloud in (ALOUD["offered"], ALOUD["on"], replace(ALOUD["on"], request=3)):
        now = replace(visit, aloud=aloud)
        draw(canvas, now, exhibit, 9.0)
        target = layout(now, exhibit, size).target("aloud")
        assert target is not None
        shots.append(pygame.image.tobytes(canvas.surface.subsurface(target.rect), "RGB"))
        ink = rendered_contrast(canvas.surface, target.rect.square(target.rect.h // 2))
        assert ink >= 7.0
    assert len(set(shots)) == 3
