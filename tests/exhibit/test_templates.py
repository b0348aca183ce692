"""The files to copy: each passes `kiosk check` once it is copied where its first lines say, in the exhibit as it is."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.exhibit.check import inspect
from kiosk.exhibit.cli import accept
from kiosk.exhibit.load import load, load_all
from kiosk.exhibit.model import LABS, MOST_STARTERS, Settings
from kiosk.exhibit.problems import Problem
from kiosk.screens.ideas import MOST
from kiosk.screens.typeset import missing

HOME = Path(__file__).parents[2]
CONTENT, MODELS = HOME / "exhibit_content", HOME / "models"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the exhibit with two of its panels."""

    def left_out(at: str, names: list[str]) -> list[str]:
        return [name for name in names if at.endswith("panels") and name not in ("01-prompt", "14-noise-and-steps")]

    yield Path(shutil.copytree(CONTENT, tmp_path / "exhibit_content", ignore=left_out))


def found(folder: Path) -> list[Problem]:
    return inspect(load_all(folder, MODELS), lacks=missing)


def test_files_for_staff_are_no_problem_in_the_folder(folder: Path) -> None:
    assert {"README.md", "GUIDE.fr.md", "GUIDE.en.md", "templates"} <= {entry.name for entry in folder.iterdir()}
    assert found(folder) == []


def test_a_panel(folder: Path) -> None:
    shutil.copytree(folder / "templates" / "panel", folder / "panels" / "28-my-subject")
    assert {problem.code for problem in found(folder)} == {"translation_unconfirmed"}, "and the guide says so"
    accept(folder, "28-my-subject")
    assert found(folder) == []
    exhibit, _ = load(folder, MODELS)
    assert set(exhibit.panels[-1].texts) == {"fr", "en", "nl", "de"}


def test_an_idea_in_the_place_of_another(folder: Path) -> None:
    file = folder / "starters.toml"
    head, *blocks = re.split(r"^(?=\[\[starter\]\])", file.read_text("utf-8"), flags=re.M)
    new = (folder / "templates" / "starter.toml").read_text("utf-8")
    assert len(blocks) == MOST_STARTERS == MOST
    file.write_text(head + "".join(blocks[:-1]) + new, "utf-8")
    assert found(folder) == []
    file.write_text(head + "".join(blocks) + new, "utf-8")
    [problem] = found(folder)
    assert problem.code == "starters_many" and "6" in problem.message


def test_a_word_of_the_glossary(folder: Path) -> None:
    with (folder / "glossary" / "fr.toml").open("a", encoding="utf-8") as file:
        file.write((folder / "templates" / "glossary.toml").read_text("utf-8"))
    assert found(folder) == []
    assert "exemple" in load(folder, MODELS)[0].glossary["fr"]


def test_the_settings_name_every_setting_with_its_default(folder: Path) -> None:
    template = (folder / "templates" / "settings.toml").read_text("utf-8")
    (folder / "settings.toml").write_text(template, "utf-8")
    assert found(folder) == []
    settings = load(folder, MODELS)[0].settings
    assert settings == replace(Settings(), languages=("fr", "en", "nl", "de")) and settings.labs == LABS
    whole = re.sub(r"^# (?=[a-z_\[]+.*[\]=])", "", template, flags=re.M)
    assert set(tomllib.loads(whole)) == set(Settings.__dataclass_fields__)
    (folder / "settings.toml").write_text(whole, "utf-8")
    assert found(folder) == []


def test_a_language_is_a_copy_of_another_one(folder: Path) -> None:
    """As the guide says: its own file, in the settings, its glossary, its ideas and its panels."""
    for name in ("languages", "glossary"):
        shutil.copy(folder / name / "en.toml", folder / name / "it.toml")
    for panel in (folder / "panels").iterdir():
        shutil.copy(panel / "en.md", panel / "it.md")
    for file, old, new in (
        ("languages/it.toml", 'name = "English"', 'name = "Italiano"'),
        ("settings.toml", '"de"]', '"de", "it"]'),
    ):
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    starters = folder / "starters.toml"
    starters.write_text(re.sub(r'^en = (".*")$', r"en = \1\nit = \1", starters.read_text("utf-8"), flags=re.M), "utf-8")
    accept(folder, "all")
    assert found(folder) == []
    exhibit, _ = load(folder, MODELS)
    assert list(exhibit.languages) == ["fr", "en", "nl", "de", "it"] and "it" in exhibit.panels[0].texts
