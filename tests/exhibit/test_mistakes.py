"""Whatever mistake staff make, `kiosk check` names its file, its line, its column, and says what to write instead."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

import kiosk.exhibit.load
from kiosk.exhibit.check import check
from kiosk.exhibit.cli import accept
from kiosk.exhibit.problems import SPOKEN, Problem, messages
from kiosk.prompt.build import Fault, build_lexicon
from kiosk.prompt.lexicon import Captions, Lexicon
from kiosk.screens.typeset import missing
from tests.exhibit.mistake import Mistake
from tests.exhibit.mistakes import MISTAKES

CONTENT = Path(__file__).parents[2] / "exhibit_content"
TODAY = date(2026, 12, 1)
KEPT = ("01-prompt", "02-translation", "25-energy")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#b93b18"/></svg>\n'
)


def found(folder: Path) -> list[Problem]:
    return check(folder, lacks=missing, today=TODAY)


LEXICONS: dict[str, tuple[Lexicon, list[Fault]]] = {}


def built(data: Mapping[str, object], captions: Captions) -> tuple[Lexicon, list[Fault]]:
    key = repr((data, captions))
    if key not in LEXICONS:
        LEXICONS[key] = build_lexicon(data, captions)
    return LEXICONS[key]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Problem]]:
    """The real exhibit with three of its panels, all translations accepted, and a picture where one is to come."""
    folder = tmp_path_factory.mktemp("clean") / "exhibit_content"
    shutil.copytree(CONTENT, folder, ignore=lambda at, names: set(names) - set(KEPT) if at.endswith("panels") else ())
    for panel in (folder / "panels").iterdir():
        for old in panel.glob("picture.*"):
            old.unlink()
        (panel / "picture.svg").write_text(DRAWING, "utf-8")
    accept(folder, "all")
    return folder, found(folder)


@pytest.fixture
def folder(clean: tuple[Path, list[Problem]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy to make one mistake in. A lexicon that did not change is built once for all of them."""
    monkeypatch.setattr(kiosk.exhibit.load, "build_lexicon", built)
    yield Path(shutil.copytree(clean[0], tmp_path / "exhibit_content"))
    shutil.rmtree(tmp_path / "exhibit_content")


def test_without_a_mistake_nothing_is_found(clean: tuple[Path, list[Problem]]) -> None:
    assert clean[1] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_every_mistake_is_found_where_it_was_made(
    folder: Path, clean: tuple[Path, list[Problem]], mistake: Mistake
) -> None:
    file, place = mistake.make(folder)
    problems = [problem for problem in found(folder) if problem not in clean[1]]
    said = [problem for problem in problems if mistake.word in f"{problem.message} {problem.hint}"]
    assert (file, *place) in {(problem.file, problem.line, problem.column) for problem in said}, problems
    for problem in problems:
        assert problem.line >= 1 and problem.column >= 1
        for language in SPOKEN:
            message, hint = problem.say(language)
            assert problem.code in messages(language) and message.endswith((".", "?", "!")), message
            assert hint and not re.search(r"\{(near|name|known|example|written)\}", message + hint)


def test_there_are_many_mistakes_and_each_is_another() -> None:
    assert len(MISTAKES) >= 80
    assert len({mistake.what + mistake.file for mistake in MISTAKES}) == len(MISTAKES)


def test_all_mistakes_of_a_folder_are_found_in_one_run(folder: Path, clean: tuple[Path, list[Problem]]) -> None:
    made = [MISTAKES[number].make(folder) for number in (0, 20, 45, 60)]
    places = {(problem.file, problem.line, problem.column) for problem in found(folder)}
    assert {(file, *place) for file, place in made} <= places
