"""Panels: every one of them fits, is read to its end, and explains its words; what cannot fit is named."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pygame
import pytest

from kiosk.exhibit.model import Block, Panel, PanelText, Span, Version
from kiosk.screens import draw, layout, panel, pop_up, rich
from kiosk.screens.layout import Rect
from kiosk.screens.look import Frame
from kiosk.visit import panels
from kiosk.visit.scenes import Visit
from tests.screens import laws, reading, samples
from tests.screens.test_laws import broken_laws

LYING, UPRIGHT = (1920, 1080), (1080, 1920)
BOTH = (LYING, UPRIGHT)


def composed(visit: Visit, size: tuple[int, int] = LYING, factor: float = 1.0) -> panel.Composed:
    opened = visit.panels
    assert opened is not None
    exhibit = reading.exhibit()
    exhibit = replace(exhibit, settings=replace(exhibit.settings, text_factor=factor))
    shown = panels.find(exhibit, visit.language, opened.panel)
    assert shown is not None
    return panel.composed(visit, opened, shown, exhibit, Frame(size, factor))


def text_of(version: Version) -> str:
    return "".join(span.text for block in version.blocks for item in block.items for span in item)


def drawn(visit: Visit, size: tuple[int, int] = LYING, pictures: bool = True) -> pygame.Surface:
    canvas = reading.canvas(size, pictures)
    draw(canvas, visit, reading.exhibit(), 1.0)
    return canvas.surface


# --- the laws ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", (1.0, 1.4))
@pytest.mark.parametrize("size", BOTH, ids=("lying", "upright"))
@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_every_panel_keeps_the_layout_laws_on_every_page(code: str, size: tuple[int, int], factor: float) -> None:
    exhibit = replace(reading.exhibit(), settings=replace(reading.exhibit().settings, text_factor=factor))
    frame = Frame(size, factor)
    for one in panels.offered(exhibit, code):
        for easy in (False, True):
            assert panel.overflowing(one, exhibit, code, size, factor, easy) == (), one.name
            visit = reading.visit(one.name, code, easy)
            assert visit.panels is not None
            pages = len(panel.composed(visit, visit.panels, one, exhibit, frame).setting.pages)
            for page in range(pages):
                made = layout(replace(visit, panels=replace(visit.panels, page=page)), exhibit, size)
                assert broken_laws(made, frame) == [], (one.name, easy, page)


@pytest.mark.parametrize("size", (*BOTH, (1280, 720), (3840, 2160), (720, 1280)))
@pytest.mark.parametrize("factor", (0.8, 1.2, 1.4))
def test_a_panel_with_every_construct_keeps_the_laws_in_between_too(size: tuple[int, int], factor: float) -> None:
    exhibit = replace(reading.exhibit(), settings=replace(reading.exhibit().settings, text_factor=factor))
    states: list[dict[str, object]] = [{}, {"word": "jeu de données"}, {"sources": 0}, {"sources": 1}, {"page": 1}]
    for state in states:
        made = layout(reading.visit(**state), exhibit, size)  # type: ignore[arg-type] # any field
        assert broken_laws(made, Frame(size, factor)) == [], state


# --- reading to the end --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", BOTH, ids=("lying", "upright"))
def test_no_letter_of_any_text_is_lost_between_the_pages(size: tuple[int, int]) -> None:
    for one in reading.exhibit().panels:
        for code, text in one.texts.items():
            for easy, version in ((False, text.normal), (True, text.easy)):
                whole = composed(reading.visit(one.name, code, easy), size, 1.4).setting
                shown = "".join(run.text for page in whole.pages for line in page.lines for run in line.runs)
                expected = text_of(version)
                for name in ("energy_picture", "energy_training"):
                    gap = reading.exhibit().languages[code].say("panel_unmeasured")
                    expected = expected.replace(f"{{{name}}}", gap)
                assert "".join(shown.split()) == "".join(expected.split()), (one.name, code)


def test_the_coral_control_reads_on_to_the_last_page_and_then_to_the_next_panel() -> None:
    visit = reading.visit("consent")
    seen = []
    for page in range(4):
        made = composed(replace(visit, panels=replace(visit.panels, page=page)), LYING, 1.4)  # type: ignore[type-var]
        seen.append(made.layout.primary)
        assert (made.layout.target(f"page:{page - 1}") is not None) is (0 < page < len(made.setting.pages))
        if made.page == len(made.setting.pages) - 1:
            break
    assert seen == ["page:1", "page:2", "panel:return"][-len(seen) :]
    assert len(seen) > 1


def test_a_page_that_does_not_exist_shows_the_last_one() -> None:
    made = composed(reading.visit("consent", page=77), LYING, 1.4)
    assert made.page == len(made.setting.pages) - 1


def test_pages_are_filled_evenly() -> None:
    for one in reading.exhibit().panels[:27]:
        pages = composed(reading.visit(one.name), LYING, 1.4).setting.pages
        if len(pages) == 2:
            assert abs(pages[0].height - pages[1].height) < 0.7 * max(page.height for page in pages), one.name


def test_on_an_upright_screen_the_picture_shrinks_before_another_page_is_made() -> None:
    for one in reading.exhibit().panels:
        made = composed(reading.visit(one.name), UPRIGHT)
        plate = made.layout.box("plate")
        assert plate is not None
        if len(made.setting.pages) > 1:
            assert plate.rect.h == 714, "where more pages are needed anyway, the picture is large"


# --- words and sources -----------------------------------------------------------------------------------


def test_a_word_of_the_glossary_can_be_touched_where_it_first_stands_and_nowhere_twice() -> None:
    made = composed(reading.visit())
    touched = [target.name for target in made.layout.targets if target.name.startswith("word:")]
    assert len(touched) == len(set(touched)) and len(touched) >= 7
    runs = [run for line in made.setting.pages[0].lines for run in line.runs if run.word]
    data_set = next(run for run in runs if run.word == "jeu de données")
    assert data_set.text.replace("\u00a0", " ") == "jeu de données", "it is kept in one piece"


def test_a_touched_word_is_explained_over_the_panel_and_only_closing_is_possible() -> None:
    made = layout(reading.visit(word="bruit"), reading.exhibit(), LYING)
    assert [target.name for target in made.targets] == ["close"] and made.primary == "close"
    texts = [box.text for box in made.boxes if box.kind == "text"]
    assert "bruit" in texts and "Ce que « bruit » veut dire." in texts


def test_sources_are_dated_as_people_write_dates_and_take_pages() -> None:
    shown: list[str] = []
    for page in range(9):
        made = layout(reading.visit(sources=page), reading.exhibit(), (1280, 720))
        shown += [box.text for box in made.boxes if box.name.startswith("entry:")]
        if made.target(f"sources:{page + 1}") is None:
            break
    assert len(shown) == 13 and page > 0
    assert shown[0] == "Une source, no 1 (vérifié le 24 janvier 2026)"
    assert shown[-1].endswith("Dessin de test")
    from datetime import date

    says = {code: reading.exhibit().languages[code] for code in samples.LANGUAGES}
    dates = {code: pop_up.written(date(2026, 11, 24), say) for code, say in says.items()}
    assert dates == {
        "fr": "24 novembre 2026",
        "en": "24 November 2026",
        "nl": "24 november 2026",
        "de": "24. November 2026",
    }
    assert pop_up.written(date(2026, 3, 1), says["fr"]) == "1er mars 2026"


def test_no_door_to_a_lab_that_is_not_built() -> None:
    for one in reading.exhibit().panels:
        made = layout(reading.visit(one.name), reading.exhibit(), LYING)
        assert made.target("panel_lab") is None


# --- what does not fit ---------------------------------------------------------------------------------------


def written(title: str, text: str, word: str = "") -> Panel:
    """A panel somebody is writing, not part of the exhibit yet."""
    version = Version(title, (Block("paragraph", ((Span(text, word=word),),)),))
    return Panel(40, "new", ("prompt",), "", "", "", "fr", (), {"fr": PanelText(version, version)}, {})


def test_what_does_not_fit_is_named_for_whoever_writes_it() -> None:
    exhibit = reading.exhibit()
    assert panel.overflowing(written("Court", "Un texte."), exhibit, "fr", LYING, 1.4) == ()
    assert panel.overflowing(written("Très " * 40, "Un texte."), exhibit, "fr", LYING, 1.0) == ("title",)
    assert panel.overflowing(written("Court", "mot" * 60), exhibit, "fr", LYING, 1.0) == ("text",)
    assert panel.overflowing(written("Court", "Beaucoup de mots. " * 400), exhibit, "fr", LYING, 1.0) == ("text",)
    long = replace(exhibit, glossary={"fr": {"mot": "Une explication sans fin. " * 200}})
    assert panel.overflowing(written("Court", "mot", "mot"), long, "fr", LYING, 1.0) == ("word:mot",)


# --- looks ------------------------------------------------------------------------------------------------------


def test_before_its_picture_is_drawn_the_panel_can_be_read_all_the_same() -> None:
    made = layout(reading.visit("norm"), reading.exhibit(), LYING)
    plate = made.box("plate")
    assert plate is not None
    violet = np.array((108, 74, 182))
    without = laws.crop(laws.pixels(drawn(reading.visit("norm"), pictures=False)), plate.rect.inset(40))
    with_it = laws.crop(laws.pixels(drawn(reading.visit("norm"))), plate.rect.inset(40))
    assert (with_it == violet).all() and not (without == violet).all(axis=2).any()


def test_the_panel_lies_over_the_scene_and_a_pop_up_over_the_panel() -> None:
    surfaces = [drawn(visit) for visit in (reading.visit(), reading.visit(word="bruit"))]
    plain, popped = (laws.pixels(surface) for surface in surfaces)
    made = layout(reading.visit(word="bruit"), reading.exhibit(), LYING)
    card = made.box("pop_up")
    assert card is not None
    corner = Rect(0, 0, 300, 120)
    assert (plain != popped).any()
    faint = laws.crop(popped, corner).astype(int).min(), laws.crop(plain, corner).astype(int).min()
    assert faint[0] > faint[1] + 60, "what lies below is veiled"


def test_of_words_that_crowd_each_other_the_first_can_be_touched_and_no_line_moves() -> None:
    words = tuple(Span(f"mot{at} ", word=f"mot{at}") for at in range(40))
    style = rich.Style(34, 1.34, 56, 10)
    setting = rich.compose((Block("paragraph", (words,)),), style, 600, 10_000)
    rects = [rect for _, rect in rich.word_rects(setting.pages[0], style, Rect(0, 0, 600, 10_000))]
    for at, one in enumerate(rects):
        for other in rects[at + 1 :]:
            assert not one.inset(-style.apart // 2).overlaps(other.inset(-style.apart // 2 + 1))
    assert len(rects) > 8
    tops = [line.y for line in setting.pages[0].lines]
    assert {after - before for before, after in pairwise(tops)} == {style.step}


def test_a_page_never_ends_with_an_announcement_nor_parts_a_single_line() -> None:
    for code in samples.LANGUAGES:
        for one in panels.offered(reading.exhibit(), code):
            for factor in (1.0, 1.4):
                pages = composed(reading.visit(one.name, code), LYING, factor).setting.pages
                assert all(len(page.lines) > 1 for page in pages), one.name
                ends = [page.lines[-1].runs[-1].text for page in pages[:-1]]
                assert not any(end.rstrip().endswith(":") for end in ends), (one.name, code)


def test_large_text_chosen_by_the_visitor_enlarges_every_screen() -> None:
    exhibit = reading.exhibit()
    for made in (reading.visit("norm"), reading.visit(""), replace(reading.visit(), panels=None)):
        usual, large = (layout(visit, exhibit, LYING) for visit in (made, replace(made, large=True)))
        texts = [[box.px for box in one.boxes if box.kind == "text" and box.weight != "bold"] for one in (usual, large)]
        sizes = [max(px) for px in texts]
        assert sizes[1] > sizes[0]
