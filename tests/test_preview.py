"""The preview follows every save, keeps the last good version of what is broken, and says what is wrong."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from PIL import Image

from kiosk.exhibit.model import Exhibit
from kiosk.preview import Preview
from kiosk.preview_bar import KEYS, SAID, items
from kiosk.previewing import (
    Content,
    View,
    acted,
    first_view,
    fitted,
    overflowing,
    pages_of,
    problems_of,
    read,
    stamp,
    touched,
)
from kiosk.screens import layout
from kiosk.screens.typeset import missing
from kiosk.visit.panels import find
from tests.exhibit.test_fuzz import coded, cut, flipped, inserted, shuffled

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "exhibit_content"
KEPT = ("01-prompt", "05-data-sets", "25-energy")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="#6c4ab6"/></svg>'
)
VIOLET = (0x6C, 0x4A, 0xB6)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The real exhibit with three panels, whose pictures are quickly drawn."""
    made = tmp_path / "my-exhibit"
    shutil.copytree(CONTENT, made, ignore=lambda at, names: set(names) - set(KEPT) if at.endswith("panels") else ())
    for panel in (made / "panels").iterdir():
        for old in panel.glob("picture.*"):
            old.unlink()
        (panel / "picture.svg").write_text(DRAWING, "utf-8")
    yield made
    shutil.rmtree(made)


def titles(content: Content) -> dict[str, str]:
    return {panel.name: panel.texts["fr"].normal.title for panel in content.exhibit.panels if "fr" in panel.texts}


def said(content: Content, name: str = "prompt", code: str = "fr") -> str:
    return "\n".join(" ".join(one.say("fr")) for one in problems_of(content, name, code))


# --- a story: saved, half saved, mended ------------------------------------------------------------------


def test_a_save_is_shown_a_broken_one_is_told_and_a_mended_one_is_shown(folder: Path) -> None:
    text = folder / "panels/01-prompt/fr.md"
    written = text.read_text("utf-8")
    first = read(folder)
    assert first.kept == frozenset() and said(first) == ""

    text.write_text(written.replace("# ", "# Oh, ", 1), "utf-8")
    saved = read(folder, first)
    assert titles(saved)["prompt"] == "Oh, " + titles(first)["prompt"] and saved.kept == frozenset()

    text.write_text(written[:120], "utf-8")
    broken = read(folder, saved)
    assert titles(broken) == titles(saved), "the last good version stays"
    assert broken.kept == {("prompt", "fr")} and "La version facile manque" in said(broken)
    assert "version facile" not in said(broken, code="nl"), "other languages have nothing to do with it"
    still = read(folder, broken)
    assert titles(still) == titles(saved) and still.kept == broken.kept

    text.write_text(written, "utf-8")
    mended = read(folder, still)
    assert mended.exhibit.panels == first.exhibit.panels and mended.kept == frozenset() and said(mended) == ""


@pytest.mark.parametrize("broken", [b"", b"\xff\xfe#\x00", "# É".encode("latin-1"), b"# Un titre\n", b"\n---\n"])
def test_whatever_a_text_becomes_the_panel_stays(folder: Path, broken: bytes) -> None:
    first = read(folder)
    (folder / "panels/01-prompt/fr.md").write_bytes(broken)
    now = read(folder, first)
    assert titles(now) == titles(first) and now.kept == {("prompt", "fr")} and said(now)


def test_broken_toml_leaves_panels_languages_settings_and_explanations_as_they_were(folder: Path) -> None:
    first = read(folder)
    for name in ("panels/01-prompt/panel.toml", "settings.toml", "languages/nl.toml", "glossary/fr.toml"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write('\nbroken = "\n')
    now = read(folder, first)
    before, after = (find(content.exhibit, "fr", "prompt") for content in (first, now))
    assert before is not None and after is not None
    assert (after.sources, after.credit, after.lab) == (before.sources, before.credit, before.lab)
    assert list(now.exhibit.languages) == list(first.exhibit.languages)
    assert now.exhibit.settings == first.exhibit.settings and now.exhibit.glossary == first.exhibit.glossary
    assert "guillemet" in said(now)


def test_what_is_deleted_on_purpose_is_gone(folder: Path) -> None:
    first = read(folder)
    shutil.rmtree(folder / "panels/05-data-sets")
    (folder / "panels/01-prompt/nl.md").unlink()
    settings = folder / "settings.toml"
    settings.write_text(settings.read_text("utf-8").replace('"nl", "de"]', '"nl"]'), "utf-8")
    now = read(folder, first)
    assert [panel.name for panel in now.exhibit.panels] == ["prompt", "energy"]
    assert "nl" not in now.exhibit.panels[0].texts and "de" not in now.exhibit.languages


def test_every_save_changes_the_stamp_and_nothing_else_does(folder: Path) -> None:
    before = stamp(folder)
    assert stamp(folder) == before
    (folder / ".hidden").write_text("x", "utf-8")
    assert stamp(folder) == before
    (folder / "panels/01-prompt/fr.md").write_text("# Oh", "utf-8")
    assert stamp(folder) != before
    assert stamp(folder / "nowhere") == frozenset()


def test_a_folder_that_is_damaged_in_any_way_is_read_and_shown(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".toml", ".md", ".svg"))
    content = read(folder)
    view = first_view(content.exhibit)
    for number in range(int(os.environ.get("KIOSK_PREVIEW_FUZZ", "25"))):
        dice = random.Random(number)
        file = dice.choice(files)
        before = file.read_bytes()
        file.write_bytes(dice.choice((inserted, cut, flipped, shuffled, coded))(before, dice))
        content = read(folder, content, missing)
        view = fitted(view, content.exhibit)
        assert layout(view.visit, content.exhibit, view.size).boxes
        assert all(one.message for one in problems_of(content, view.opened.panel, view.visit.language))
        file.write_bytes(before)


# --- keys and fingers ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exhibit() -> Exhibit:
    """The real exhibit."""
    return read(CONTENT).exhibit


def test_keys_lead_through_panels_pages_languages_and_screens(exhibit: Exhibit) -> None:
    view = first_view(exhibit)
    assert view.opened.panel == exhibit.panels[0].name and view.size == (1920, 1080)
    assert acted(view, "previous", exhibit).opened.panel == exhibit.panels[-1].name
    assert acted(acted(view, "next", exhibit), "previous", exhibit) == view
    upright = acted(acted(view, "orientation", exhibit), "large", exhibit)
    assert upright.size == (1080, 1920) and upright.visit.large
    pages = pages_of(upright, exhibit)
    upright = acted(upright, "page", exhibit)
    assert pages == 2 and upright.opened.page == 1
    assert acted(upright, "page", exhibit).opened.page == 0
    assert acted(upright, "easy", exhibit).opened.page == 0 and acted(upright, "easy", exhibit).visit.easy
    seen = [view := acted(view, "language", exhibit) for _ in range(4)]
    assert [one.visit.language for one in seen] == ["en", "nl", "de", "fr"]
    assert {one.opened.panel for one in seen} == {exhibit.panels[0].name}
    assert acted(view, "overview", exhibit).opened.panel == ""
    assert acted(acted(view, "overview", exhibit), "overview", exhibit) == view


def test_a_finger_does_what_it_does_in_the_exhibit_but_never_leaves_the_panels(exhibit: Exhibit) -> None:
    view = first_view(exhibit)

    def touch(view: View, name: str) -> View:
        target = next(one for one in layout(view.visit, exhibit, view.size).targets if one.name.startswith(name))
        return touched(view, target.rect.center, exhibit)

    assert touch(view, "word:").opened.word
    assert touch(touch(view, "word:"), "close") == view
    assert touch(view, "sources:").opened.sources == 0
    assert touch(view, "language:nl").visit.language == "nl"
    assert touch(view, "panel:").opened.panel == exhibit.panels[1].name
    assert touch(view, "back").opened.panel == "", "back leads to the overview"
    assert touch(touch(view, "back"), "back").visit.panels is not None
    assert touched(view, (3, 3), exhibit) == view


def test_a_panel_or_a_language_that_is_gone_leads_to_what_is_nearest(exhibit: Exhibit) -> None:
    view = replace(first_view(exhibit), screen="portrait")
    without = replace(exhibit, panels=exhibit.panels[1:])
    assert fitted(view, without).opened.panel == "" and fitted(view, without).screen == "portrait"
    only = replace(exhibit, languages={"nl": exhibit.languages["nl"]})
    assert fitted(view, only).visit.language == "nl"
    assert first_view(replace(exhibit, panels=())).opened.panel == ""
    assert acted(first_view(replace(exhibit, panels=())), "next", exhibit).opened.panel == exhibit.panels[0].name


def test_the_bar_names_every_key_in_both_languages(exhibit: Exhibit) -> None:
    view = acted(first_view(exhibit), "large", exhibit)
    assert SAID["en"].keys() == SAID["fr"].keys()
    assert ("T", "grand texte") in items(view, exhibit, SAID["fr"]) and ("F", "normal") in items(
        view, exhibit, SAID["fr"]
    )
    assert ("O", "landscape") in items(view, exhibit, SAID["en"]) and ("E", "normal") in items(
        view, exhibit, SAID["en"]
    )
    letters = {key for key, _ in items(view, exhibit, SAID["en"]) if len(key) == 1 and key.isascii()}
    assert {getattr(pygame, f"K_{letter.lower()}") for letter in letters} <= KEYS.keys()
    words = [word for one in SAID.values() for word in one.values()]
    assert not any(missing(word) for word in words)


# --- the window ------------------------------------------------------------------------------------------------


@pytest.fixture
def preview(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preview]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    made = Preview(folder, "fr")
    pygame.event.clear()
    yield made
    pygame.quit()


def shown(preview: Preview) -> np.ndarray:
    """The window when all is drawn, uint8 [h, w, 3]."""
    for _ in range(4):
        assert preview.loop_once()
    raw = np.frombuffer(pygame.image.tobytes(preview.window, "RGB"), np.uint8)
    return raw.reshape(preview.window.get_height(), preview.window.get_width(), 3)


def coral(pixels: np.ndarray) -> int:
    """How many pixels have the colour of what is wrong."""
    return int((np.abs(pixels.astype(int) - (0xB9, 0x3B, 0x18)).max(axis=2) < 12).sum())


def test_the_window_shows_the_panel_with_its_picture_and_follows_a_save(preview: Preview, folder: Path) -> None:
    before = shown(preview)
    assert (np.abs(before.astype(int) - VIOLET).max(axis=2) < 12).sum() > 10_000, "the picture is drawn"
    text = folder / "panels/01-prompt/fr.md"
    written = text.read_text("utf-8")
    text.write_text(
        written.replace("# ", "# Un titre qui est bien trop long pour deux lignes, " + "et encore, " * 9, 1), "utf-8"
    )
    preview.look()
    long = shown(preview)
    assert [one.code for one in preview.problems][:1] == ["fits_title"]
    title = layout(preview.view.visit, preview.content.exhibit, preview.view.size).box("title")
    assert title is not None
    scale = preview.place.w / preview.view.size[0]
    x, y = preview.place.x + (title.rect.x - 9) * scale, preview.place.y + title.rect.center[1] * scale
    around = long[round(y), round(x) - 3 : round(x) + 4]
    assert coral(around[None]) > 0 and coral(before[round(y), round(x) - 3 : round(x) + 4][None]) == 0, "it is outlined"
    assert list(overflowing(preview.view, preview.content.exhibit)) == ["title"]
    text.write_text(written, "utf-8")
    preview.look()
    assert np.array_equal(shown(preview), before)


def test_a_picture_that_is_drawn_anew_is_shown_anew(preview: Preview, folder: Path) -> None:
    shown(preview)
    (folder / "panels/01-prompt/picture.svg").write_text(DRAWING.replace("#6c4ab6", "#0d756d"), "utf-8")
    preview.look()
    assert (np.abs(shown(preview).astype(int) - (0x0D, 0x75, 0x6D)).max(axis=2) < 12).sum() > 10_000


def test_keys_a_finger_and_another_size_of_the_window(preview: Preview) -> None:
    shown(preview)
    pygame.event.post(pygame.Event(pygame.KEYDOWN, key=pygame.K_o))
    pygame.event.post(pygame.Event(pygame.KEYDOWN, key=pygame.K_RIGHT))
    shown(preview)
    assert preview.view.screen == "portrait" and preview.view.opened.panel == "data-sets"
    pygame.event.post(pygame.Event(pygame.MOUSEBUTTONUP, button=1, pos=(2, 2)))
    shown(preview)
    assert preview.view.opened.panel == "data-sets"
    preview.act("overview")
    shown(preview)
    pygame.event.post(pygame.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))
    assert not preview.loop_once()


# --- pictures ------------------------------------------------------------------------------------------------------


def only_in(folder: Path, *codes: str) -> None:
    """The exhibit in these languages only: fewer pictures."""
    settings = folder / "settings.toml"
    spoken = ", ".join(f'"{code}"' for code in codes)
    text, count = re.subn(r"^languages = .*$", f"languages = [{spoken}]", settings.read_text("utf-8"), flags=re.M)
    assert count == 1
    settings.write_text(text, "utf-8")


def kiosk(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "SDL_VIDEODRIVER")}
    command = [sys.executable, "-m", "kiosk", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment | {"PYTHONPATH": str(ROOT)}, timeout=300
    )


def test_pictures_of_two_panels_without_a_display(folder: Path, tmp_path: Path) -> None:
    only_in(folder, "fr", "nl")
    out = tmp_path / "pictures" / "here"
    panels = ("--panel", "01-prompt", "--panel", "25-energy")
    answer = kiosk("preview", str(folder), "--out", str(out), *panels)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    names = {path.name for path in out.iterdir()}
    for code in ("fr", "nl"):
        for ending in ("landscape", "portrait", "landscape_easy", "portrait_easy_large", "landscape_large_page2"):
            assert f"01-prompt_{code}_{ending}.png" in names
    assert not any(name.startswith(("05", "overview")) for name in names)
    with Image.open(out / "25-energy_nl_portrait.png") as image:
        assert image.size == (1080, 1920)
    assert f"{len(names)} images dans {out}" in answer.stdout


def test_what_does_not_fit_is_said_and_makes_the_exit_code_one(folder: Path, tmp_path: Path) -> None:
    text = folder / "panels/01-prompt/nl.md"
    text.write_text(
        text.read_text("utf-8").replace("# ", "# Een veel te lange titel, die maar doorgaat, " * 3, 1), "utf-8"
    )
    only_in(folder, "de", "nl")
    (folder / "panels/01-prompt/de.md").write_text("# Nur ein Titel\n", "utf-8")
    out = tmp_path / "pictures"
    answer = kiosk("preview", str(folder), "--out", str(out), "--panel", "01-prompt", "--language", "en")
    assert answer.returncode == 1 and "Traceback" not in answer.stderr
    assert "panels/01-prompt/nl.md:1:3: On " in answer.stdout
    assert "01-prompt: no text in “de” that can be shown." in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere", "--out", "x"), "There is no folder nowhere."),
        ((str(CONTENT), "--out", "x", "--panel", "05-data-stes"), "Did you mean 05-data-sets?"),
        ((str(CONTENT), "--out", str(CONTENT / "settings.toml"), "--panel", "01-prompt"), "cannot be made"),
        ((str(CONTENT), "--panel", "01-prompt"), "--panel goes together with --out."),
        ((str(ROOT / "tests"), "--out", "x"), "no panel that can be shown"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = kiosk("preview", *arguments)
    assert answer.returncode == 2 and sentence in answer.stderr and "Traceback" not in answer.stderr
