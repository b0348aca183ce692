"""Words become numbers: nothing is dropped, what was lost is said, and what belongs together is joined."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.exhibit.model import Reading, Word
from kiosk.screens import gloss, slips, words
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Layout
from kiosk.screens.look import Frame
from kiosk.visit.events import Token
from kiosk.visit.scenes import Visit, Words
from tests.screens import laws, samples

LYING = Frame((1920, 1080))


def laid(scene: Words, frame: Frame = LYING, language: str = "fr") -> Layout:
    return words.layout(samples.visit(scene, language), scene, samples.exhibit(frame.text_factor), frame)


def drawn(visit: Visit, t: float, size: tuple[int, int] = (960, 540), canvas: Canvas | None = None) -> Any:  # noqa: ANN401 # an array
    canvas = canvas or Canvas(pygame.Surface(size, 0, 32))
    assert isinstance(visit.scene, Words)
    words.draw(canvas, visit, visit.scene, samples.exhibit(), t)
    return laws.pixels(canvas.surface).copy()


@pytest.mark.parametrize("size", laws.SIZES, ids=("lying", "upright"))
@pytest.mark.parametrize("factor", laws.TEXT_FACTORS)
@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_everything_fits_and_nothing_overlaps(language: str, factor: float, size: tuple[int, int]) -> None:
    frame = Frame(size, factor)
    for reading in samples.READINGS.values():
        for opened in (-1, 0, 2):
            for tokens in (samples.tokens(reading), ()):
                scene = samples.words(reading, open_chip=opened, tokens=tokens)
                assert laws.broken_laws(laid(scene, frame, language), frame) == []


def test_rows_fall_one_after_the_other_in_four_seconds() -> None:
    visit = samples.visit(samples.words(samples.reading("fr")), "fr")
    layout = laid(samples.words(samples.reading("fr")), Frame((960, 540)))
    blank = drawn(samples.visit(samples.words(samples.hostile_reading("")), "fr"), 0.5)

    def rows_there(t: float) -> list[bool]:
        shot, there = drawn(visit, t), []
        for name in ("yours:1", "english:1", "tokens:1", "numbers:1"):
            box = layout.box(name)
            assert box is not None
            there.append(not np.array_equal(laws.crop(shot, box.rect), laws.crop(blank, box.rect)))
        return there

    assert rows_there(0.9) == [True, False, False, False]
    assert rows_there(1.9) == [True, True, False, False]
    assert rows_there(2.9) == [True, True, True, False]
    assert rows_there(3.9) == [True, True, True, True]
    assert np.array_equal(drawn(visit, 3.9), drawn(visit, 60.0))


def test_a_word_flies_to_its_token() -> None:
    reading = samples.reading("fr")
    rows = gloss.rows(reading, samples.tokens(reading))
    layout = laid(samples.words(reading))
    source, token = layout.box("english:3"), layout.box("tokens:5")
    assert source is not None
    assert token is not None
    way = [slips.on_the_way(layout, rows, 2, 5, token.rect, share) for share in (0.0, 0.5, 1.0)]
    assert abs(way[0].center[0] - source.rect.center[0]) <= 1
    assert way[0].y == source.rect.y
    assert way[2] == token.rect
    assert way[0].y < way[1].y < way[2].y


def test_only_the_visitors_own_words_can_be_opened() -> None:
    reading = samples.reading("fr")
    targets = {target.name for target in laid(samples.words(reading)).targets}
    assert {f"chip:{k}" for k in range(4)} <= targets
    assert "chip:4" not in targets
    assert "skip" in targets
    assert "close" not in targets
    assert "close" in {target.name for target in laid(samples.words(reading, open_chip=1)).targets}


def test_what_translation_lost_is_said() -> None:
    french = samples.exhibit().languages["fr"]
    heading, text = words.notes(samples.words(samples.reading("fr")), french)
    assert heading == french.say("words_lost")
    assert text == french.say("lost_feminine")
    assert words.notes(samples.words(samples.reading("de")), french) == ("", "")


def test_an_unknown_word_is_named_and_stays_in_the_prompt() -> None:
    english = samples.exhibit().languages["en"]
    reading = samples.reading("en")
    _, text = words.notes(samples.words(reading), english)
    assert "zibou" in text
    rows = gloss.rows(reading, samples.tokens(reading))
    assert [piece.text for piece in rows[1] if piece.kind == "unknown"] == ["zibou"]
    assert [piece.text for piece in rows[2] if piece.kind == "unknown"] == ["zi", "bo", "u"]
    heading, about = words.notes(samples.words(reading, open_chip=2), english)
    assert heading.count("→") == 3
    assert about == english.say("prompt_unknown_about")


def test_a_word_the_model_has_never_seen_is_translated_and_marked_as_an_unknown_one() -> None:
    english = samples.exhibit().languages["en"]
    words_read = (Word("un", "grammar", "a"), Word("lion", "never_seen", "lion"))
    reading = Reading("un lion", "fr", words_read, "a lion", ("lion",))
    tokens = (Token("a", 1), Token("lion", 2))
    assert [piece.kind for piece in gloss.rows(reading, tokens)[0]] == ["grammar", "unknown"]
    scene = replace(samples.words(reading, open_chip=1), tokens=tokens)
    assert words.notes(scene, english)[1] == english.say("prompt_never_seen_about")
    assert words.notes(replace(scene, open_chip=-1), english)[1] == english.say("prompt_unknown", words="“lion”")


def test_an_opened_word_leads_to_its_numbers() -> None:
    french = samples.exhibit().languages["fr"]
    heading, _ = words.notes(samples.words(samples.reading("fr"), open_chip=3), french)
    assert heading == "«\u202fdans la neige\u202f»  →  in the snow  →  in the snow  →  19 14 131"


def test_threads_follow_words_that_translation_moved() -> None:
    rows = gloss.rows(samples.reading("fr"), samples.tokens(samples.reading("fr")))
    assert [(piece.text, piece.word) for piece in rows[1]] == [("a", 0), ("red", 2), ("cat", 1), ("in the snow", 3)]
    assert [piece.source for piece in rows[2]] == [0, 1, 2, 3, 3, 3]
    assert [piece.text for piece in rows[3]] == ["12", "87", "45", "19", "14", "131"]


def test_the_same_word_twice_is_two_threads() -> None:
    reading = Reading("un chat un chat", "fr", tuple(Word(w, k, e) for w, k, e in PAIRS * 2), "a cat a cat")  # type: ignore[arg-type] # kinds
    rows = gloss.rows(reading, (Token("a", 1), Token("cat", 2), Token("a", 1), Token("cat", 2)))
    assert [piece.word for piece in rows[1]] == [0, 1, 2, 3]
    assert [piece.source for piece in rows[2]] == [0, 1, 2, 3]


PAIRS = (("un", "grammar", "a"), ("chat", "thing", "cat"))

TEXTS = st.text(max_size=60)


@given(TEXTS, st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=12))
@settings(max_examples=60, deadline=None)
def test_nothing_of_a_prompt_is_ever_left_out(english: str, own: list[str], tokens: list[str]) -> None:
    reading = Reading(" ".join(own), "fr", tuple(Word(text, "unknown", "") for text in own), english)
    rows = gloss.rows(reading, tuple(Token(text, k) for k, text in enumerate(tokens)))
    assert [piece.text for piece in rows[0]] == [text for text in own if text.strip()]
    assert " ".join(piece.text for piece in rows[1]).split() == english.split()
    assert [piece.text for piece in rows[2]] == tokens
    assert len(rows[3]) == len(tokens)
    for upper, lower in pairwise(rows):
        assert all(-1 <= piece.source < len(upper) for piece in lower)


@pytest.mark.parametrize("prompt", samples.HOSTILE_PROMPTS)
def test_any_prompt_is_drawn_and_fits(prompt: str) -> None:
    reading = samples.hostile_reading(prompt)
    for size in laws.SIZES:
        for factor in laws.TEXT_FACTORS:
            frame = Frame(size, factor)
            for opened in (-1, 0):
                scene = samples.words(reading, open_chip=opened)
                assert laws.broken_laws(laid(scene, frame), frame) == []
    for t in (0.2, 1.3, 2.3, 3.3, 9.0):
        drawn(samples.visit(samples.words(reading), "fr"), t)


def test_drawing_changes_nothing_and_remembers_nothing() -> None:
    visit = samples.visit(samples.words(samples.reading("en"), open_chip=2), "en")
    canvas = Canvas(pygame.Surface((960, 540), 0, 32))
    for t in (0.1, 1.2, 1.2, 2.4, 9.0, 3.1):
        assert np.array_equal(drawn(visit, t, canvas=canvas), drawn(visit, t))
