"""Panels in the real app: read over a painting, by fingers and by five keys, and completed while somebody is there."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pygame
import pytest

from kiosk.bookbinder import Illustration
from kiosk.exhibit.load import load
from kiosk.exhibit.model import Drawn, Exhibit
from kiosk.prompt.translate import read
from kiosk.visit.events import Paint
from kiosk.visit.scenes import Picture, Prompt
from tests.test_app import HOME, Museum
from tests.visit.story import READY, picture_of, stepped


@pytest.fixture(scope="module")
def exhibit() -> Exhibit:
    pygame.font.init()
    return load(HOME.content, HOME.models)[0]


@pytest.fixture
def museum(exhibit: Exhibit) -> Museum:
    return Museum(exhibit)


def test_a_panel_is_read_while_the_machine_paints_and_the_picture_is_there_when_one_comes_back(museum: Museum) -> None:
    museum.painter.coming = [READY]
    museum.touch("wake").type("un chat rouge").touch("paint")
    paint = museum.painter.asked[-1]
    assert isinstance(paint, Paint)
    museum.painter.coming = [stepped(paint.request, 0)]
    museum.touch("skip").touch("panels").touch("chapter:3").touch("panel:guidance").touch("easy").touch("large")
    museum.painter.coming = [*(stepped(paint.request, i) for i in range(1, 20)), picture_of(paint.request, 19)]
    museum.frames(240)
    assert museum.app.visit.panels is not None and museum.app.visit.easy and museum.app.visit.large
    museum.touch("back").touch("back")
    assert museum.app.visit.panels is None and isinstance(museum.app.visit.scene, Picture)
    assert museum.app.visit.read == ("guidance",) and museum.lines == []


def test_five_keys_are_enough_to_read(museum: Museum) -> None:
    def key(code: int, seconds: float = 0.05) -> None:
        museum.raw.append(pygame.Event(pygame.KEYDOWN, key=code))
        museum.frames(max(1, round(seconds / 0.05)))
        museum.raw.append(pygame.Event(pygame.KEYUP, key=code))
        museum.frames(4)

    museum.touch("wake").touch("panels")
    for _ in range(8):
        if museum.app.visit.focus.startswith("panel:"):
            break
        key(pygame.K_RIGHT)
    key(pygame.K_RETURN)
    opened = museum.app.visit.panels
    assert opened is not None and opened.panel
    for _ in range(3):
        key(pygame.K_RETURN)  # the primary control reads on, and goes to the next panel
    after = museum.app.visit.panels
    assert after is not None and after.panel != opened.panel and len(museum.app.visit.read) > 1
    key(pygame.K_RETURN, 1.0)
    assert museum.app.visit.panels is not None and museum.app.visit.panels.panel == ""
    key(pygame.K_ESCAPE)
    assert museum.app.visit.panels is None and isinstance(museum.app.visit.scene, Prompt)


def test_the_exhibit_is_completed_while_somebody_writes_and_what_was_written_is_read_anew(exhibit: Exhibit) -> None:
    bare, _ = load(HOME.content, HOME.models, panels=False, lexicons=False)
    museum = Museum(bare)
    museum.read = lambda text, code: read(text, code, museum.app.exhibit.languages[code].lexicon)
    museum.touch("wake").type("un chat rouge")
    scene = museum.app.visit.scene
    assert isinstance(scene, Prompt) and scene.reading is not None and scene.reading.unknown_words
    assert museum.app.layout().target("panels") is None
    museum.ready = [replace(exhibit, folder="elsewhere"), exhibit]
    museum.frames()
    assert museum.app.exhibit is bare, "another exhibit is on screen meanwhile"
    museum.frames()
    scene = museum.app.visit.scene
    assert isinstance(scene, Prompt) and scene.reading is not None and scene.reading.english_prompt == "a red cat"
    assert museum.app.layout().target("panels") is not None


def test_a_picture_comes_onto_the_panel_that_is_open(museum: Museum) -> None:
    museum.touch("wake").touch("panels").touch("panel:prompt")
    museum.frames(2)
    before = pygame.image.tobytes(museum.canvas.surface, "RGB")
    path = museum.app.exhibit.panels[0].picture
    drawn = Drawn(4, 3, zlib.compress(bytes((108, 74, 182)) * 12))
    museum.ready = [Illustration(path, {False: drawn, True: drawn})]
    museum.frames(2)
    assert pygame.image.tobytes(museum.canvas.surface, "RGB") != before
