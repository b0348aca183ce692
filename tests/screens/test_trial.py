"""The question to staff: what a stick brought is seen behind it, it can be answered anywhere, and it counts down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest

from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas, draw, layout
from kiosk.screens.look import PAPER, Frame
from kiosk.screens.trial import refusal
from kiosk.visit.scenes import Attract, Open, Prompt, Scene, Visit
from kiosk.visit.staff import Brought, Note, Trial
from tests.screens import samples
from tests.screens.test_laws import FACTORS, LANGUAGES, SIZES, broken_laws

Making = Callable[[tuple[int, int]], Canvas]
SIZE = (1920, 1080)
TRIAL = Trial("0002-x", 160.0, 60.0, Brought("MUSÉE-2026", 7, 2))
LONG = "panels/01-prompt/un dossier de trop/Une très longue page – dernière version.docx"


def asked(scene: Scene, language: str = "fr", trial: Trial = TRIAL) -> Visit:
    return replace(samples.visit(scene, language), trial=trial)


def for_staff(exhibit: Exhibit, language: str, factor: float = 1.0) -> Exhibit:
    """The exhibit where staff speak this language: it comes first in the settings."""
    order = (language, *(code for code in LANGUAGES if code != language))
    return replace(exhibit, settings=replace(exhibit.settings, languages=order, text_factor=factor))


def scenes(language: str) -> list[Scene]:
    of = samples.reading(language)
    finished = samples.picture(of, compared=True)
    return [Attract(0.0), Prompt(0.0, of.prompt, of), samples.words(of), samples.painting(of, 8), finished]


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_question_and_note_keep_the_layout_laws_over_every_scene(
    exhibit: Exhibit, language: str, size: tuple[int, int], factor: float
) -> None:
    exhibit, frame = for_staff(exhibit, language, factor), Frame(size, factor)
    for scene in scenes(language):
        for trial in (TRIAL, replace(TRIAL, brought=Brought("W" * 80, 5000, 99)), replace(TRIAL, brought=Brought())):
            made = layout(asked(scene, language, trial), exhibit, size)
            assert broken_laws(made, frame) == [], scene
            assert {"trial_keep", "trial_end"} <= {target.name for target in made.targets}
    for panel in exhibit.panels[:3]:
        for scene in (Attract(0.0), Prompt(0.0)):
            reading = replace(asked(scene, language), panels=Open(0.0, panel.name))
            assert broken_laws(layout(reading, exhibit, size), frame) == [], panel.name
    codes = [key for key in exhibit.languages[language].text if key.startswith("stick_")]
    values = {"file": LONG, "most": "5000", "count": "12", "model": "another-model"}
    for code in codes:
        told = replace(samples.visit(Attract(0.0), language), note=Note("-", 99.0, code, values))
        assert broken_laws(layout(told, exhibit, size), frame) == [], code
    assert len(codes) >= 15


def test_what_is_on_trial_is_seen_behind_the_question_and_can_be_looked_through(
    exhibit: Exhibit, canvas_of: Making
) -> None:
    plain, visit = samples.visit(Attract(0.0), "fr"), asked(Attract(0.0))
    made = layout(visit, exhibit, SIZE)
    card = made.box("trial_card")
    assert card is not None and card.rect.h < SIZE[1] / 3
    pictures = []
    for one in (plain, visit):
        canvas = canvas_of(SIZE)
        draw(canvas, one, exhibit, 120.0)
        above = canvas.surface.subsurface((0, 0, SIZE[0], card.rect.y - 1))
        pictures.append(pygame.image.tobytes(above, "RGB"))
    assert pictures[0] == pictures[1], "above the card nothing is covered"
    wake = made.at((300, 300))
    assert wake is not None and wake.name == "wake"
    on_card = made.at((card.rect.x + 20, card.rect.bottom - 10))
    assert on_card is None, "beside the buttons nothing happens by mistake"
    of = samples.reading("fr")
    looking = layout(asked(Prompt(0.0, of.prompt, of)), exhibit, SIZE)
    assert {"paint", "starter:red-cat", "key:a"} <= {target.name for target in looking.targets}


def test_the_ring_empties_second_by_second(exhibit: Exhibit, canvas_of: Making) -> None:
    canvas, visit = canvas_of(SIZE), asked(Attract(0.0))
    ring = layout(visit, exhibit, SIZE).box("trial_ring")
    assert ring is not None
    teal, seen = [], set()
    for t in (100.0, 120.5, 140.5, 159.5, 400.0):
        draw(canvas, visit, exhibit, t)
        raw = pygame.image.tobytes(canvas.surface.subsurface(ring.rect), "RGB")
        teal.append(sum(raw[i : i + 3] == bytes(PAPER.teal) for i in range(0, len(raw), 3)))
        seen.add(raw)
    assert teal == sorted(teal, reverse=True) and teal[3] < teal[0] / 10 and len(seen) == 5


def test_staff_read_their_own_language_whatever_visitors_chose(exhibit: Exhibit) -> None:
    title = layout(asked(Attract(0.0), "de"), exhibit, SIZE).box("trial_title")
    changed = layout(asked(Attract(0.0), "de"), exhibit, SIZE).box("trial_changed")
    assert title is not None and title.text == exhibit.languages["fr"].text["trial_title"]
    assert changed is not None and "7" in changed.text and "2" in changed.text


def test_with_five_keys_yes_is_the_first_thing_reached_and_no_the_next(exhibit: Exhibit) -> None:
    for size in (SIZE, (1080, 1920)):
        for scene in scenes("fr"):
            made = layout(asked(scene), exhibit, size)
            assert made.neighbour("", 1, 0) == "trial_keep"
            beside = {made.neighbour("trial_keep", *way) for way in ((1, 0), (0, 1))}
            assert "trial_end" in beside


def test_no_visitor_reads_why_a_stick_was_not_taken(exhibit: Exhibit) -> None:
    told = replace(samples.visit(Attract(0.0), "fr"), note=Note("-", 99.0, "stick_empty"))
    assert layout(told, exhibit, SIZE).box("note_sentence") is not None
    assert layout(replace(told, scene=Prompt(0.0)), exhibit, SIZE).box("note_sentence") is None


def test_why_is_said_in_the_language_of_staff_and_in_english_where_that_has_no_words(exhibit: Exhibit) -> None:
    french = exhibit.languages["fr"]
    note = Note("a.zip is an archive: unpack it first.", 9.0, "stick_archive", {"file": "a.zip"})
    assert "a.zip" in refusal(note, french) and "archive. Copiez" in refusal(note, french)
    for lost in (replace(note, code=""), replace(note, code="stick_unknown"), replace(note, values={})):
        assert refusal(lost, french) == note.sentence
