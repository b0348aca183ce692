"""Panels as visitors get them: in the languages that are whole, with what staff noted about them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.exhibit.check import check
from kiosk.exhibit.check_fits import Misfit
from kiosk.exhibit.cli import accept
from kiosk.exhibit.load import load
from kiosk.exhibit.model import LABS, PANEL_SCENES, Exhibit, Panel
from kiosk.exhibit.problems import messages
from kiosk.exhibit.translations import fingerprint

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "exhibit_content"
ONE = "01-prompt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The exhibit with one panel."""
    folder = tmp_path / "exhibit_content"
    shutil.copytree(CONTENT, folder, ignore=lambda at, names: set(names) - {ONE} if at.endswith("panels") else ())
    return folder


def panel(folder: Path) -> Panel:
    [only] = load(folder, folder.parent / "models")[0].panels
    return only


def codes(folder: Path) -> list[tuple[str, str]]:
    return [(one.file, one.code) for one in check(folder, today=date(2026, 12, 1)) if one.code != "picture_none"]


def test_every_real_panel_is_offered_in_four_languages_and_explains_words_of_its_glossary() -> None:
    exhibit, problems = load(CONTENT, ROOT / "models")
    assert problems == []
    assert [panel.number for panel in exhibit.panels] == list(range(1, len(exhibit.panels) + 1))
    for one in exhibit.panels:
        assert list(one.texts) == list(exhibit.languages), one.name
        assert one.shown and set(one.shown) <= set(PANEL_SCENES)
        assert one.lab in ("", *LABS) and one.credit
    assert {len(words) for words in exhibit.glossary.values()} == {len(exhibit.glossary["fr"])}
    assert len(exhibit.glossary["fr"]) >= 20


def test_without_panels_the_exhibit_opens_sooner_and_has_none() -> None:
    assert load(CONTENT, ROOT / "models", panels=False)[0].panels == ()


def test_a_panel_is_not_offered_in_a_language_that_is_not_whole(folder: Path) -> None:
    text = folder / "panels" / ONE / "nl.md"
    text.write_text(text.read_text("utf-8").split("\n---\n")[0], "utf-8")
    assert list(panel(folder).texts) == ["fr", "en", "de"]
    for code in ("fr", "en", "de"):
        (folder / "panels" / ONE / f"{code}.md").unlink()
    assert load(folder, folder.parent / "models")[0].panels == ()


def test_a_translation_is_current_until_its_source_changes(folder: Path) -> None:
    assert set(panel(folder).states.values()) <= {"source", "unconfirmed", "current"}
    accept(folder, "all")
    assert panel(folder).states == {"fr": "source", "en": "current", "nl": "current", "de": "current"}
    source = folder / "panels" / ONE / "fr.md"
    source.write_text(source.read_text("utf-8").replace("Trois mots", "Quatre mots"), "utf-8")
    assert panel(folder).states == {"fr": "source", "en": "outdated", "nl": "outdated", "de": "outdated"}
    assert accept(folder, f"{ONE}/nl") == [f"{ONE}/nl"]
    assert panel(folder).states["nl"] == "current"
    assert [file for file, code in codes(folder) if code == "translation_outdated"] == [
        f"panels/{ONE}/de.md",
        f"panels/{ONE}/en.md",
    ]


def test_accepting_changes_nothing_but_the_hashes(folder: Path) -> None:
    file = folder / "panels" / ONE / "panel.toml"
    before = file.read_text("utf-8").split("[translated]")[0]
    accept(folder, ONE)
    once = file.read_text("utf-8")
    assert once.startswith(before.rstrip("\n").removesuffix("\n"))
    assert accept(folder, ONE) == []
    assert file.read_text("utf-8") == once
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["01-promt", "99-nothing", "01-prompt/it"])
def test_a_name_that_is_wrong_is_not_accepted(folder: Path, name: str) -> None:
    with pytest.raises(KioskError):
        accept(folder, name)


def test_spaces_at_the_ends_of_lines_do_not_make_a_translation_old() -> None:
    assert fingerprint("# A\n\nb\n") == fingerprint("# A  \n\nb") != fingerprint("# A\n\nc")


def test_the_screens_add_what_does_not_fit(folder: Path) -> None:
    def fits(exhibit: Exhibit) -> list[Misfit]:
        assert exhibit.languages["de"] and exhibit.panels
        return [Misfit("title", "de", "screen_portrait_large", "prompt", easy=True)]

    [found] = [one for one in check(folder, fits=fits) if one.code.startswith("fits_")]
    lines = (folder / "panels" / ONE / "de.md").read_text("utf-8").split("\n")
    title = [at for at, line in enumerate(lines, 1) if line.startswith("# ")][1]
    assert (found.file, found.line, found.column) == (f"panels/{ONE}/de.md", title, 3)
    assert found.say("fr")[0] == "Sur un écran vertical, en grand texte (A+), le titre prend plus de deux lignes."
    assert found.message.startswith("On a portrait screen in large text (A+), the title")


def test_both_languages_of_the_messages_say_the_same_things() -> None:
    assert messages("en").keys() == messages("fr").keys()
    used = {path.stem: path.read_text("utf-8") for path in (ROOT / "kiosk").glob("exhibit/*.py")}
    code = "".join([*used.values(), (ROOT / "kiosk" / "prompt" / "build.py").read_text("utf-8")])
    derived = ("easy_", "normal_", "translation_", "did_you", "fits_", "screen_")
    assert [name for name in messages("en") if f'"{name}"' not in code and not name.startswith(derived)] == []


def kiosk(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SDL_VIDEODRIVER": "dummy", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kiosk", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


def test_the_command_speaks_the_language_of_the_staff_and_says_by_its_exit_code_what_it_found(folder: Path) -> None:
    settings = folder / "settings.toml"
    settings.write_text(settings.read_text("utf-8").replace("idle_seconds", "idle_second"), "utf-8")
    (folder / "panels" / ONE / "picture.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    answer = kiosk("check", str(folder), "--json", "--accept", "all")
    assert answer.returncode == 1
    [found] = json.loads(answer.stdout)
    assert found == {
        "file": "settings.toml",
        "line": found["line"],
        "column": 1,
        "severity": "error",
        "message": "«\u202fidle_second\u202f» n’est pas connu ici.",
        "hint": "Vouliez-vous dire «\u202fidle_seconds\u202f»\u202f?",
    }
    assert "Did you mean" in kiosk("check", str(folder), "--language", "en").stdout
    settings.write_text(settings.read_text("utf-8").replace("idle_second", "idle_seconds"), "utf-8")
    assert kiosk("check", str(folder)).returncode == 0
    cut_off = f"{sys.executable} -m kiosk check {folder} --language en | head -c 1"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    piped = subprocess.run(cut_off, shell=True, capture_output=True, text=True, env=environment, timeout=120)
    assert piped.stderr == ""
    nowhere = kiosk("check", str(folder / "nowhere"), "--json")
    assert nowhere.returncode == 2 and nowhere.stderr.count("\n") == 1 and "Traceback" not in nowhere.stderr
