"""The overview: every panel has a tile in its chapter, what was read is marked, and all of it fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.screens import draw, layout
from kiosk.screens.look import Frame
from kiosk.visit import panels
from tests.screens import laws, reading, samples
from tests.screens.test_laws import broken_laws

SIZES = ((1920, 1080), (1080, 1920))


@pytest.mark.parametrize("factor", (0.8, 1.0, 1.2, 1.4))
@pytest.mark.parametrize("size", (*SIZES, (1280, 720)))
@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_every_chapter_keeps_the_layout_laws(code: str, size: tuple[int, int], factor: float) -> None:
    exhibit = replace(reading.exhibit(), settings=replace(reading.exhibit().settings, text_factor=factor))
    read = tuple(panel.name for panel in exhibit.panels)
    for chapter in range(len(panels.chapters(exhibit, code))):
        for easy in (False, True):
            visit = replace(reading.visit("", code, easy, chapter=chapter), read=read)
            assert broken_laws(layout(visit, exhibit, size), Frame(size, factor)) == [], chapter


@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_all_panels_have_a_tile_with_picture_and_title(code: str) -> None:
    exhibit = reading.exhibit()
    found = []
    for chapter in range(len(panels.chapters(exhibit, code))):
        made = layout(reading.visit("", code, chapter=chapter), exhibit, SIZES[0])
        tiles = [target.name.partition(":")[2] for target in made.targets if target.name.startswith("panel:")]
        for name in tiles:
            title = made.box(f"title:{name}")
            assert title is not None and made.box(f"picture:{name}") is not None
            panel = panels.find(exhibit, code, name)
            assert panel is not None and title.text == panel.texts[code].normal.title
        found += tiles
    assert found == [panel.name for panel in panels.offered(exhibit, code)]


def test_what_was_read_is_marked_by_a_word_and_nothing_else_is() -> None:
    visit = replace(reading.visit("", chapter=2), read=("label", "prompt"))
    made = layout(visit, reading.exhibit(), SIZES[0])
    assert [box.text for box in made.boxes if box.name.startswith("read:")] == ["Lu"]


def test_a_chapter_that_is_gone_shows_the_last_one() -> None:
    made = layout(reading.visit("", chapter=99), reading.exhibit(), SIZES[0])
    assert any(target.name.startswith("panel:") for target in made.targets)


def test_an_exhibit_without_panels_offers_none_and_its_overview_is_empty() -> None:
    exhibit = replace(reading.exhibit(), panels=())
    visit = reading.visit("")
    assert layout(replace(visit, panels=None), exhibit, SIZES[0]).target("panels") is None
    made = layout(visit, exhibit, SIZES[0])
    assert made.target("back") is not None and not any(t.name.startswith("panel:") for t in made.targets)
    draw(reading.canvas(SIZES[0]), visit, exhibit, 0.0)


def test_pictures_come_onto_their_tiles_when_they_are_drawn() -> None:
    visit = reading.visit("", chapter=1)
    shots = []
    for pictures in (False, True):
        canvas = reading.canvas(SIZES[0], pictures)
        draw(canvas, visit, reading.exhibit(), 0.0)
        shots.append(laws.pixels(canvas.surface))
    assert ((shots[1] == (108, 74, 182)).all(axis=2)).sum() > 100_000 > ((shots[0] == (108, 74, 182)).all(axis=2)).sum()
