"""Staff make mistakes; visitors never see them. Each is found, with its place, and the exhibit still opens."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.exhibit.check import check, inspect
from kiosk.exhibit.load import load, load_all, placeholders, read_vocabulary
from kiosk.exhibit.model import Exhibit, Settings
from kiosk.exhibit.source import Problem

CONTENT = Path(__file__).parents[2] / "exhibit_content"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the exhibit to make mistakes in, without its panels."""
    return Path(shutil.copytree(CONTENT, tmp_path / "exhibit_content", ignore=shutil.ignore_patterns("panels")))


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file; the line it stood on."""
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def loaded(folder: Path) -> tuple[Exhibit, list[Problem]]:
    return load(folder, folder.parent / "models")


def test_the_exhibit_as_delivered_has_no_problem_and_four_languages() -> None:
    exhibit, problems = load(CONTENT, CONTENT.parent / "models")
    assert problems == []
    assert list(exhibit.languages) == ["fr", "en", "nl", "de"]
    assert exhibit.settings.languages == ("fr", "en", "nl", "de")
    assert len(exhibit.starters) == 6
    assert Path(exhibit.folder).is_absolute()
    assert Path(exhibit.models).is_absolute()


def test_every_language_has_a_keyboard_that_writes_its_own_starters(folder: Path) -> None:
    exhibit, _ = loaded(folder)
    for code, language in exhibit.languages.items():
        keyboard = exhibit.keyboards[language.keyboard]
        keys = {key for row in keyboard.rows for key in row} | set(keyboard.accent_row) | {" "}
        held = {accent for key, accents in keyboard.accents.items() for accent in accents if key in keys}
        needed = {letter for starter in exhibit.starters for letter in starter.prompt[code].lower()}
        assert needed <= keys | held
        assert all(len(key) == 1 for key in keys)
    assert exhibit.keyboards["azerty"].rows[0][:6] == tuple("azerty")
    assert "é" in exhibit.keyboards["azerty"].accents["e"]


@pytest.mark.parametrize(
    ("old", "new", "said", "hint"),
    [
        ("idle_seconds = 60", 'idle_seconds = "60"', "number from 5 to 3600", "idle_seconds = 60.0"),
        ("idle_seconds = 60", "idle_seconds = true", "number from 5 to 3600", ""),
        ("idle_seconds = 60", "idle_seconds = nan", "number from 5 to 3600", ""),
        ("idle_seconds = 60", "idle_second = 60", "not known", "Did you mean “idle_seconds”?"),
        ("step_seconds = 0.25", "step_seconds = 0.01", "from 0.2 to 10", ""),
        ("prompt_characters = 120", "prompt_characters = 120.5", "whole number", ""),
        ('model = "imagier"', 'model = "../elsewhere"', "name of a folder", 'model = "imagier"'),
        ('languages = ["fr", "en", "nl", "de"]', 'languages = "fr"', "list of texts", ""),
        ('languages = ["fr", "en", "nl", "de"]', "languages = []", "list of texts", ""),
    ],
)
def test_a_wrong_setting_falls_back_to_its_default(folder: Path, old: str, new: str, said: str, hint: str) -> None:
    line = change(folder, "settings.toml", old, new)
    exhibit, problems = loaded(folder)
    [problem] = problems
    assert (problem.file, problem.line, problem.column) == ("settings.toml", line, 1)
    assert said in problem.message
    assert hint in problem.hint
    name = old.split(" = ")[0]
    assert getattr(exhibit.settings, name) == getattr(Settings(), name)


def test_settings_that_cannot_be_read_are_all_defaults(folder: Path) -> None:
    (folder / "settings.toml").write_text("", "utf-8")
    assert loaded(folder)[0].settings == Settings()
    (folder / "settings.toml").write_text("model = imagier", "utf-8")
    exhibit, [problem] = loaded(folder)
    assert exhibit.settings == Settings()
    assert problem.line == 1


def test_an_unknown_language_is_named_with_the_nearest(folder: Path) -> None:
    change(folder, "settings.toml", '"de"]', '"du"]')
    exhibit, [problem] = loaded(folder)
    assert "du" in problem.message
    assert list(exhibit.languages) == ["fr", "en", "nl"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('prompt_paint = "Schilderen"\n', "", "“prompt_paint” is missing"),
        ('prompt_paint = "', 'prompt_piant = "', "“prompt_piant” is not known"),
        ('prompt_paint = "Schilderen"', "prompt_paint = 3", "must be a sentence"),
        ('prompt_paint = "Schilderen"', 'prompt_paint = " "', "must be a sentence"),
        ("Stap {step} van {total}", "Stap {stap} van {total}", "must hold exactly {step}, {total}"),
        ("Stap {step} van {total}", "Stap {step van {total}", "not in pairs"),
        ("Stap {step} van {total}", "Stap {step!r} van {total}", "not in pairs"),
        ('prompt_paint = "Schilderen"', 'prompt_paint = "Schil {x} deren"', "must hold exactly no {braces}"),
    ],
)
def test_an_incomplete_language_is_reported_and_not_offered(folder: Path, old: str, new: str, said: str) -> None:
    line = change(folder, "languages/nl.toml", old, new)
    exhibit, problems = loaded(folder)
    assert list(exhibit.languages) == ["fr", "en", "de"]
    found = [problem for problem in problems if problem.file == "languages/nl.toml"]
    assert any(said in problem.message for problem in found), found
    assert any(problem.line in (line, _line(folder, "[text]")) for problem in found)
    assert any("“nl” is not complete" in problem.message for problem in problems)


def _line(folder: Path, text: str) -> int:
    return (folder / "languages/nl.toml").read_text("utf-8").split("\n").index(text) + 1


def test_a_sentence_with_wrong_braces_is_never_filled(folder: Path) -> None:
    """Filling it would raise in front of a visitor, so the last language left takes it from another."""
    change(folder, "settings.toml", '["fr", "en", "nl", "de"]', '["nl"]')
    change(folder, "languages/nl.toml", "Stap {step} van {total}", "Stap {stap} van {total}")
    exhibit, problems = loaded(folder)
    assert problems
    [language] = exhibit.languages.values()
    assert re.search(r"\b3\b.*\b20\b", language.say("painting_step", step=3, total=20))


def test_a_broken_language_file_leaves_the_others(folder: Path) -> None:
    line = change(folder, "languages/fr.toml", 'name = "Français"', 'name = "Français')
    exhibit, problems = loaded(folder)
    assert list(exhibit.languages) == ["en", "nl", "de"]
    assert len(exhibit.starters) == 6
    assert any(problem.file == "languages/fr.toml" and problem.line == line for problem in problems)


def test_a_wrong_word_list_is_reported_at_its_line_and_the_rest_still_translates(folder: Path) -> None:
    line = change(folder, "languages/fr.toml", 'cat = ["chat / chats",', 'cat = "chat"\nkat = ["chat / chats",')
    exhibit, problems = loaded(folder)
    assert (line, 1) in [(p.line, p.column) for p in problems if "list of words" in p.message]
    assert "fr" in exhibit.languages
    assert exhibit.languages["fr"].lexicon.single("chien")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("seed = 21", "seed = 100000", "from 0 to 99999"),
        ("seed = 21", 'seed = "21"', "from 0 to 99999"),
        ('name = "striped-house"', "", "needs a name"),
        ('name = "striped-house"', 'name = "red-cat"', "two starters named"),
        ('ingredients = ["house", "striped"]', 'ingredients = ["house"]', "two words"),
        ('ingredients = ["house", "striped"]', 'ingredients = ["hose", "striped"]', "“hose” is not a word"),
        ('nl = "een roze gestreept huis, ’s nachts"\n', "", "language “nl” is missing"),
        ("seed = 21", "sead = 21", "“sead” is not known"),
    ],
)
def test_a_wrong_starter_is_left_out(folder: Path, old: str, new: str, said: str) -> None:
    change(folder, "starters.toml", old, new)
    exhibit, problems = loaded(folder)
    assert len(exhibit.starters) == 5
    assert all(problem.file == "starters.toml" and problem.line > 0 for problem in problems)
    assert any(said in problem.message for problem in problems)


def test_a_missing_keyboard_leaves_an_empty_one_rather_than_an_error(folder: Path) -> None:
    shutil.rmtree(folder / "keyboards")
    exhibit, problems = loaded(folder)
    for language in exhibit.languages.values():
        assert exhibit.keyboards[language.keyboard].rows == ()
    assert len([problem for problem in problems if "keyboard" in problem.message]) == 4


def test_an_empty_folder_still_opens(tmp_path: Path) -> None:
    exhibit, problems = load(tmp_path / "nothing", tmp_path)
    assert len(exhibit.languages) == 1
    [language] = exhibit.languages.values()
    assert language.say("prompt_title") == "prompt_title"
    assert {problem.file for problem in problems} >= {"settings.toml", "starters.toml"}


# --- checking --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "file", "said"),
    [
        ("languages/nl.toml", 'rabbit = ["konijn', 'rabit = ["konijn', "languages/nl.toml", "“rabit” is not a word"),
        ("languages/nl.toml", 'rabbit = ["konijn', 'rabit = ["konijn', "languages/nl.toml", "given for “rabbit”"),
        ("starters.toml", 'fr = "un chat éponge"', 'fr = "un zibou"', "starters.toml", "does not hold: zibou"),
        (
            "starters.toml",
            'fr = "un chat éponge"',
            'fr = "un chien éponge"',
            "starters.toml",
            "means “a sponge dog”",
        ),
        ("languages/de.toml", "lost_feminine = [", "lost_femine = [", "languages/de.toml", "no sentence “lost_femine”"),
        ("languages/en.toml", '"snow-white", ', '"snow-white", "black", ', "languages/en.toml", "already means"),
        ("captions.toml", "{texture} clothes", "{stuff} clothes", "captions.toml", "only"),
        ("captions.toml", "joints =", "joint =", "captions.toml", "not known"),
        ("captions.toml", '["person", "lost_gender"]', '["person"]', "captions.toml", "nearest word"),
        ("captions.toml", '["person", "lost_gender"]', '["person", "lost_gendre"]', "languages/fr.toml", "lost_gendre"),
        ("captions.toml", 'occupations = ["woman", "man"]', "occupations = 2", "captions.toml", "list of words"),
    ],
)
def test_a_check_finds_what_does_not_fit_together(
    folder: Path, name: str, old: str, new: str, file: str, said: str
) -> None:
    before = check(folder)
    change(folder, name, old, new)
    found = [problem for problem in check(folder) if problem not in before]
    assert any(said in problem.message and problem.file == file and problem.line > 0 for problem in found), found


def test_a_check_wants_the_picture_of_every_ingredient(folder: Path) -> None:
    shutil.rmtree(folder / "starters", ignore_errors=True)
    missing = {problem.message for problem in check(folder) if "picture" in problem.message}
    assert len(missing) == 11
    (folder / "starters").mkdir()
    (folder / "starters" / "cat.png").write_bytes(b"png")
    assert len({problem.message for problem in check(folder) if "picture" in problem.message}) == 10


# --- any damage ------------------------------------------------------------------------------------

FILES = sorted(str(path.relative_to(CONTENT)) for path in CONTENT.rglob("*.toml") if "panels" not in path.parts)
DAMAGES: list[Callable[[str, int, str], str]] = [
    lambda text, at, piece: text[:at] + piece + text[at:],
    lambda text, at, piece: text[:at] + text[at + 1 + len(piece) * 3 :],
    lambda text, at, piece: text[:at],
    lambda text, at, piece: text[:at] + piece + text[at + len(piece) :],
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(FILES),
    st.floats(0, 1),
    st.sampled_from(DAMAGES),
    st.sampled_from(['"', "]", "{", "}", "=", "\n", "[x]\n", "3", "\x00", "é", "[[a]]", "'''", "true", "/", "("]),
)
def test_no_damage_to_a_file_ever_raises(
    folder: Path, name: str, where: float, damage: Callable[[str, int, str], str], piece: str
) -> None:
    whole = (CONTENT / name).read_text("utf-8")
    (folder / name).write_text(damage(whole, int(where * len(whole)), piece), "utf-8")
    try:
        everything = load_all(folder, folder.parent / "models")
        exhibit, problems = everything.exhibit, inspect(everything)
        assert exhibit.languages
        for language in exhibit.languages.values():
            assert language.keyboard in exhibit.keyboards
            assert all(placeholders(sentence) is not None for sentence in language.text.values())
            for starter in exhibit.starters:
                assert starter.prompt[language.code]
        assert problems == sorted(problems)
    finally:
        (folder / name).write_text(whole, "utf-8")


# --- the words of the model ----------------------------------------------------------------------


def manifest(folder: Path, text: str) -> Path:
    """A model folder beside the exhibit, with this manifest."""
    model = folder.parent / "models" / "imagier"
    model.mkdir(parents=True, exist_ok=True)
    (model / "manifest.json").write_text(text, "utf-8")
    return model


def test_the_exhibit_knows_the_words_its_model_was_trained_on(folder: Path) -> None:
    assert loaded(folder)[0].known is None
    manifest(folder, '{"vocabulary": {"things": ["cat", "ice cream"], "scenes": ["sea"], "poses": []}}')
    assert loaded(folder)[0].known == frozenset({"cat", "ice cream", "sea"})


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "{}", '{"vocabulary": 3}', '{"vocabulary": {"things": "cat"}}', '{"vocabulary": {}}']
)
def test_a_manifest_that_names_no_words_stands_for_all_of_them(folder: Path, text: str) -> None:
    assert read_vocabulary(manifest(folder, text)) is None


def test_a_starter_that_asks_for_what_the_model_has_never_seen_is_found(folder: Path) -> None:
    manifest(folder, '{"vocabulary": {"things": ["cat", "house", "fish", "dog", "balloon"], "textures": ["sponge"]}}')
    said = [problem.message for problem in check(folder) if problem.file == "starters.toml"]
    assert any("The model was never trained on: jaune" in message for message in said), said
    assert not any("un chat éponge" in message for message in said)
