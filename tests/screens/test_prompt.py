"""Writing a prompt: everything can be reached, unknown words are marked and named, hostile text does no harm."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest

from kiosk.exhibit.model import Exhibit, Reading, Word
from kiosk.screens import Canvas, Rect, draw, layout
from kiosk.screens.look import PAPER
from kiosk.visit.scenes import Attract, Prompt, Scene, Visit

Making = Callable[[tuple[int, int]], Canvas]
SIZE = (1920, 1080)
KNOWN = Reading("un chat", "fr", (Word("un", "grammar", "a"), Word("chat", "thing", "cat")), "a cat")
UNKNOWN = Reading(
    "un zibou",
    "fr",
    (Word("un", "grammar", "a"), Word("zibou", "unknown", "")),
    "a zibou",
    ("zibou",),
    suggestions=(("zibou", ("hibou", "chat")),),
)


def visit(scene: Scene, language: str = "fr") -> Visit:
    return Visit(scene, language, 0.0)


def shot(canvas: Canvas, what: Visit, exhibit: Exhibit, t: float = 0.0) -> bytes:
    draw(canvas, what, exhibit, t)
    return pygame.image.tobytes(canvas.surface, "RGB")


def share_of(canvas: Canvas, rect: Rect, colour: tuple[int, int, int]) -> float:
    raw = pygame.image.tobytes(canvas.surface.subsurface(rect), "RGB")
    return sum(raw[i : i + 3] == bytes(colour) for i in range(0, len(raw), 3)) / (len(raw) // 3)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_every_function_has_a_target(exhibit: Exhibit, size: tuple[int, int], language: str) -> None:
    made = layout(visit(Prompt(0, "un chat"), language), exhibit, size)
    names = {target.name for target in made.targets}
    keyboard = exhibit.keyboards[exhibit.languages[language].keyboard]
    assert {f"language:{code}" for code in exhibit.settings.languages} <= names
    assert {f"starter:{starter.name}" for starter in exhibit.starters} <= names
    assert {"paint", "clear", "key:shift", "key:space", "key:erase"} <= names
    assert {f"key:{char}" for row in (*keyboard.rows, keyboard.accent_row) for char in row} <= names
    assert all(made.at(target.rect.center) == target for target in made.targets)


def test_there_is_nothing_to_clear_before_something_is_written(exhibit: Exhibit) -> None:
    assert layout(visit(Prompt(0)), exhibit, SIZE).target("clear") is None


def test_the_five_keys_reach_every_target_from_the_first_one(exhibit: Exhibit) -> None:
    made = layout(visit(Prompt(0, "un chat")), exhibit, SIZE)
    reached, new = set(), {made.targets[0].name}
    while new:
        reached |= new
        steps = ((1, 0), (-1, 0), (0, 1), (0, -1))
        new = {made.neighbour(name, *step) for name in new for step in steps} - reached
    assert reached == {target.name for target in made.targets}


def test_an_unknown_word_is_named_below_the_line_with_words_that_are_known(exhibit: Exhibit) -> None:
    box = layout(visit(Prompt(0, "un zibou", UNKNOWN)), exhibit, SIZE).box("prompt_notice")
    assert box is not None
    assert exhibit.languages["fr"].say("prompt_unknown", words="zibou") in box.text
    assert "hibou, chat" in box.text


def test_a_notice_of_the_visit_goes_before_unknown_words(exhibit: Exhibit) -> None:
    box = layout(visit(Prompt(0, "un zibou", UNKNOWN, notice="notice_too_long")), exhibit, SIZE).box("prompt_notice")
    assert box is not None
    assert box.text == exhibit.languages["fr"].say("notice_too_long")


def test_known_words_carry_a_coral_line_and_unknown_ones_a_broken_one_in_ink(
    exhibit: Exhibit, canvas_of: Making
) -> None:
    canvas = canvas_of(SIZE)
    box = layout(visit(Prompt(0, "un chat", KNOWN)), exhibit, SIZE).box("prompt_line")
    assert box is not None
    below = Rect(box.rect.x + 90, box.rect.center[1] + 24, 96, 24)  # below the baseline, left of the caret
    draw(canvas, visit(Prompt(0, "un chat", None)), exhibit, 0.0)
    assert share_of(canvas, below, PAPER.coral) == 0
    draw(canvas, visit(Prompt(0, "un chat", KNOWN)), exhibit, 0.0)
    assert share_of(canvas, below, PAPER.coral) > 0.1
    draw(canvas, visit(Prompt(0, "un zibou", UNKNOWN)), exhibit, 0.0)
    assert share_of(canvas, below, PAPER.coral) == 0
    row = [canvas.surface.get_at((x, box.rect.center[1] + 37))[:3] == PAPER.ink for x in range(below.x, below.right)]
    assert sum(1 for one, other in itertools.pairwise(row) if one and not other) >= 3  # dashes


def test_a_prompt_too_long_for_the_line_shows_its_end(exhibit: Exhibit) -> None:
    box = layout(visit(Prompt(0, "W" * 200 + " fin")), exhibit, SIZE).box("prompt_line")
    assert box is not None
    assert box.text.startswith("…")
    assert box.text.endswith("WW fin")


def test_a_tile_shows_words_and_ingredients_but_no_finished_picture(exhibit: Exhibit) -> None:
    made = layout(visit(Prompt(0)), exhibit, SIZE)
    for starter in exhibit.starters:
        inside = [box for box in made.boxes if box.inside == f"starter:{starter.name}"]
        assert [box.text for box in inside if box.kind == "text"] == [starter.prompt["fr"]]
        assert [box.name.rpartition(":")[2] for box in inside if box.kind == "picture"] == list(starter.ingredients[:2])


def test_an_exhibit_without_ideas_or_keyboards_can_still_be_used(exhibit: Exhibit, canvas_of: Making) -> None:
    bare = replace(exhibit, starters=(), keyboards={})
    made = layout(visit(Prompt(0)), bare, SIZE)
    assert made.box("prompt_starters") is None
    assert {"key:a", "key:z", "paint"} <= {target.name for target in made.targets}
    shot(canvas_of(SIZE), visit(Prompt(0)), bare)


HOSTILE = [
    "a\x00b",
    "\ud800\udfff",
    "🙂🙃" * 60,
    "مرحبا بالعالم",
    "W" * 10_000,
    " " * 120,
    "\n\n\n",
    "e" + "\u0301" * 119,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_visitor_writes_is_shown_without_harm(exhibit: Exhibit, canvas_of: Making, text: str) -> None:
    words = tuple(Word(word, "unknown", "") for word in text.split()) or (Word(text, "unknown", ""),)
    reading = Reading(text, "fr", words, text, tuple(word.text for word in words))
    for size in ((1920, 1080), (1080, 1920)):
        canvas = canvas_of(size)
        empty = shot(canvas, visit(Prompt(0)), exhibit)
        assert shot(canvas, visit(Prompt(0, text, reading)), exhibit) != empty


def test_drawing_changes_neither_the_visit_nor_the_exhibit_and_repeats_exactly(
    exhibit: Exhibit, canvas_of: Making
) -> None:
    before = visit(Prompt(0, "un zibou", UNKNOWN, shift=True, accents="e"))
    seen, kept = copy.deepcopy(before), copy.deepcopy(exhibit)
    used, fresh = canvas_of(SIZE), canvas_of(SIZE)
    first = shot(used, before, exhibit)
    shot(used, visit(Attract(0)), exhibit, 4.0)
    shot(used, replace(visit(Prompt(0)), idle_since=0.0), exhibit, 4.0)
    assert shot(used, before, exhibit) == first == shot(fresh, before, exhibit)
    assert before == seen
    assert exhibit == kept


@pytest.mark.parametrize("name", ["paint", "key:e", "key:space", "starter:red-cat", "language:en", "clear"])
def test_a_pressed_control_gives_way_and_nothing_else_does(exhibit: Exhibit, canvas_of: Making, name: str) -> None:
    canvas = canvas_of(SIZE)
    at_rest = visit(Prompt(0, "un chat"))
    target = layout(at_rest, exhibit, SIZE).target(name)
    assert target is not None
    shot(canvas, at_rest, exhibit)
    before = canvas.surface.copy()
    shot(canvas, replace(at_rest, pressed=name), exhibit)
    around = target.rect.inset(-16)
    outside = canvas.surface.copy()
    for surface in (before, outside):
        surface.fill((0, 0, 0), around)
    assert pygame.image.tobytes(before, "RGB") == pygame.image.tobytes(outside, "RGB")
    shot(canvas, at_rest, exhibit)
    resting = pygame.image.tobytes(canvas.surface.subsurface(target.rect), "RGB")
    shot(canvas, replace(at_rest, pressed=name), exhibit)
    assert pygame.image.tobytes(canvas.surface.subsurface(target.rect), "RGB") != resting
