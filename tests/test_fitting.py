"""What staff write fits on every screen, or they read which text is too long, on which screen, and where it stands."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import fitting
from kiosk.brevity import Brevity, Ruler
from kiosk.exhibit.check import inspect
from kiosk.exhibit.check_fits import Misfit, sentence_key
from kiosk.exhibit.load import Loaded, load_all
from kiosk.exhibit.model import Block, Exhibit, Panel, PanelText, Reference, Span, Version
from kiosk.exhibit.problems import Problem
from kiosk.rehearsal import staff_visits, visits
from kiosk.screens import panel as panel_screen
from kiosk.visit.panels import offered
from kiosk.visit.scenes import Attract, Painting, Picture, Prompt, Sorry, Words
from tests.exhibit.test_fuzz import coded, cut, flipped, inserted, shuffled

HOME = Path(__file__).parents[1]
CONTENT = HOME / "exhibit_content"
KEPT = ("01-prompt", "05-data-sets", "25-energy")
CHANGES = (inserted, cut, flipped, shuffled, coded)


@pytest.fixture(scope="module")
def exhibit() -> Exhibit:
    """The real exhibit."""
    return load_all(CONTENT, HOME / "models").exhibit


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The real exhibit with three of its panels, to make mistakes in."""
    made = tmp_path / "exhibit_content"
    shutil.copytree(CONTENT, made, ignore=lambda at, names: set(names) - set(KEPT) if at.endswith("panels") else ())
    yield made
    shutil.rmtree(made)


def change(file: Path, old: str, new: str) -> None:
    """Change the first `old` in a file; it must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def found(folder: Path) -> list[Problem]:
    loaded: Loaded = load_all(folder, folder.parent / "models")
    return [one for one in inspect(loaded, fits=fitting.misfits) if one.code.startswith("fits_")]


def told(folder: Path) -> list[tuple[str, str, str]]:
    """File, code and screen of everything that does not fit."""
    return [(one.file, one.code, dict(one.values)["screen"]) for one in found(folder)]


# --- what is delivered -------------------------------------------------------------------------------


def test_the_exhibit_as_delivered_fits_on_every_screen_in_every_size(exhibit: Exhibit) -> None:
    assert fitting.misfits(exhibit) == []


def test_an_exhibit_set_in_large_text_fits_as_well(exhibit: Exhibit) -> None:
    assert fitting.misfits(replace(exhibit, settings=replace(exhibit.settings, text_factor=1.4))) == []


def test_what_is_called_certainly_short_enough_fits_when_it_is_laid_out(exhibit: Exhibit) -> None:
    """The quick answer is never wrong: texts grow until they do not fit, and it must have said "not sure" by then."""
    sure = unsure = 0
    for code in ("fr", "de"):
        for size in fitting.SIZES.values():
            brevity = Brevity(exhibit, code, size, 1.4, Ruler())
            for panel in offered(exhibit, code)[::6]:
                for times in (1, 2, 3, 4):
                    longer = _longer(panel, code, times)
                    if not brevity.certain(longer):
                        unsure += 1
                        continue
                    sure += 1
                    for easy in (False, True):
                        assert panel_screen.overflowing(longer, exhibit, code, size, 1.4, easy) == (), (
                            panel.name,
                            times,
                        )
    assert sure > 15 and unsure > 15


def _longer(panel: Panel, code: str, times: int) -> Panel:
    text = panel.texts[code]
    normal, easy = (
        Version(f"{one.title} und mehr" * (1 + times // 4), one.blocks * times) for one in (text.normal, text.easy)
    )
    sources = tuple(Reference(one.text * times, one.checked) for one in panel.sources)
    return replace(panel, texts={code: PanelText(normal, easy)}, sources=sources)


# --- mistakes ------------------------------------------------------------------------------------------


def test_a_title_too_long_in_dutch_only_is_found_in_the_dutch_file(folder: Path) -> None:
    file = folder / "panels/01-prompt/nl.md"
    change(
        file,
        "# ",
        "# Een titel die maar niet ophoudt, " + "en die op geen enkel scherm op twee regels past, " * 3,
    )
    [one] = found(folder)
    assert (one.file, one.line, one.column) == ("panels/01-prompt/nl.md", 1, 3)
    assert one.message == "On every screen, the title takes more than two lines." and one.hint == "Shorten it."
    assert one.say("fr")[0] == "Sur tous les écrans, le titre prend plus de deux lignes."


def test_a_title_that_is_too_long_on_one_screen_only_names_that_screen(folder: Path) -> None:
    file = folder / "panels/01-prompt/de.md"
    change(file, "# ", "# Dieser Titel ist auf dem breiten Bildschirm etwas lang: ")
    assert told(folder) == [("panels/01-prompt/de.md", "fits_title", "screen_landscape_large")]


def test_a_word_too_long_in_large_text_only_names_the_size_and_stands_where_it_is_written(folder: Path) -> None:
    file = folder / "panels/05-data-sets/de.md"
    change(file, "\n---\n", "\n\nDer Bilderbuchbeschriftungsüberprüfungsausschuss tagt.\n\n---\n")
    [one] = found(folder)
    line = next(
        at for at, text in enumerate(file.read_text("utf-8").split("\n"), 1) if text.startswith("Der Bilderbuchb")
    )
    assert (one.code, one.line, one.column) == ("fits_word", line, 5)
    assert (
        one.message.startswith("In large text (A+)") and "Bilderbuchbeschriftungsüberprüfungsausschuss" in one.message
    )


def test_a_text_of_too_many_pages_says_how_many(folder: Path) -> None:
    file = folder / "panels/25-energy/en.md"
    change(
        file, "\n---\n", "\n\n" + "A paragraph that says the same thing once more, and then again. " * 40 + "\n\n---\n"
    )
    [one] = [one for one in found(folder) if one.code == "fits_pages"][:1]
    assert one.file == "panels/25-energy/en.md" and (one.line, one.column) == (1, 3)
    assert "pages; 4 are the most" in one.message


def test_an_explanation_a_source_and_a_credit_too_long_for_their_cards(folder: Path) -> None:
    long = "Toujours la même phrase, encore et encore, sans fin. " * 30
    glossary = (folder / "glossary/fr.toml").read_text("utf-8").split("\n")
    line = next(at for at, text in enumerate(glossary) if text.startswith('"étape'))
    glossary[line] = glossary[line].split(" = ")[0] + f' = "{long}"'
    (folder / "glossary/fr.toml").write_text("\n".join(glossary), "utf-8")
    change(folder / "panels/01-prompt/panel.toml", 'text = "', f'text = "{long}')
    change(folder / "panels/01-prompt/panel.toml", 'credit = "', f'credit = "{long}')
    problems = {(one.file, one.code) for one in found(folder)}
    card = ("glossary/fr.toml", "fits_card")
    about = {("panels/01-prompt/panel.toml", code) for code in ("fits_source", "fits_credit")}
    assert problems == {card, *about}
    [place] = {(one.line, one.column) for one in found(folder) if one.code == "fits_card"}
    assert place == (line + 1, 1)


def test_a_sentence_of_the_screens_too_long_in_dutch_is_found_in_the_dutch_file(folder: Path) -> None:
    file = folder / "languages/nl.toml"
    key = "painting_equation_about"
    change(file, f'{key} = "', f'{key} = "' + "Steeds weer hetzelfde, en dan nog eens. " * 12)
    line = next(at for at, text in enumerate(file.read_text("utf-8").split("\n"), 1) if text.startswith(key))
    assert ("languages/nl.toml", line) in {(one.file, one.line) for one in found(folder)}
    assert {one.file for one in found(folder)} == {"languages/nl.toml"}


def test_a_chapter_too_long_for_its_tab_is_found(folder: Path) -> None:
    change(folder / "languages/en.toml", 'chapter_words = "Words"', 'chapter_words = "Everything about words"')
    assert told(folder) == [
        ("languages/en.toml", "fits_sentence", "screen_landscape_large"),
        ("languages/en.toml", "fits_sentence", "screen_portrait"),
    ]


def test_the_sentence_behind_a_text_on_screen_is_known_by_its_words() -> None:
    texts = {"a": "Step {step} of {total}", "b": "{day} {month} {year}", "c": "Step", "d": "On the easel"}
    assert sentence_key(texts, "Step 3 of 20") == "a"
    assert sentence_key(texts, "On the easel · no step") == "d"
    assert sentence_key(texts, "a prompt of somebody") == ""
    assert sentence_key({"x": "no {brace", "y": ""}, "y") == ""


# --- sample visits ---------------------------------------------------------------------------------------


def test_the_rehearsal_goes_through_every_scene_and_says_only_what_the_language_says(exhibit: Exhibit) -> None:
    made = list(visits(exhibit, "nl"))
    assert {type(visit.scene) for visit in made} == {Attract, Prompt, Words, Painting, Picture, Sorry}
    assert any(visit.idle_since is not None for visit in made) and any(visit.panels for visit in made)
    assert {visit.language for visit in made} == {"nl"}
    short = list(visits(exhibit, "nl", longest=True))
    assert len(short) < len(made)
    staff = list(staff_visits(exhibit, "fr"))
    assert any(visit.trial for visit in staff) and any(visit.note for visit in staff)
    assert not all(visit.open for visit in staff)


# --- damaged folders ---------------------------------------------------------------------------------------


def test_a_damaged_folder_is_looked_at_without_a_traceback(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".toml", ".md"))
    for number in range(int(os.environ.get("KIOSK_FITS_FUZZ", "6"))):
        dice = random.Random(number)
        file = dice.choice(files)
        before = file.read_bytes()
        file.write_bytes(dice.choice(CHANGES)(before, dice))
        for problem in found(folder):
            assert problem.line >= 1 and problem.column >= 1 and problem.message and problem.say("fr")[0]
        file.write_bytes(before)


def test_a_folder_with_nothing_in_it_has_nothing_that_does_not_fit(tmp_path: Path) -> None:
    assert [one for one in found(tmp_path) if one.file.startswith("panels")] == []


def test_a_panel_nobody_has_put_into_the_exhibit_yet_can_be_measured(exhibit: Exhibit) -> None:
    version = Version("Très " * 60, (Block("paragraph", ((Span("Un texte."),),)),))
    panel = Panel(40, "new", ("prompt",), "", "", "", "fr", (), {"fr": PanelText(version, version)}, {})
    first, second = fitting.of_panel(exhibit, panel, "fr")
    assert first == Misfit("title", "fr", "screen_every", "new") and second == replace(first, easy=True)
