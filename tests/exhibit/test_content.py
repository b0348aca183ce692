"""The words of the exhibit, held to its own rules of writing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.exhibit.load import load

ROOT = Path(__file__).parents[2]
EXHIBIT, _ = load(ROOT / "exhibit_content", ROOT / "models")
SENTENCES = [(code, key, text) for code, language in EXHIBIT.languages.items() for key, text in language.text.items()]

# A machine that paints does none of these (the rule of the exhibit: it never looks, searches, remembers, understands).
NEVER = {
    "fr": r"\b(regarde|cherche|recherche|se souvient|comprend|pense|voit|veut|sait)\b",
    "en": r"\b(looks|searches|remembers|understands|thinks|sees|wants|knows)\b",
    "nl": r"\b(kijkt|zoekt|herinnert|begrijpt|denkt|ziet|wil|weet)\b",
    "de": r"\b(schaut|sucht|erinnert|versteht|denkt|sieht|will|weiß)\b",
}
MACHINE = {"fr": r"\bmachine\b", "en": r"\bmachine\b", "nl": r"\bmachine\b", "de": r"\bMaschine\b"}
PROMPT = {"fr": "demande", "en": "prompt", "nl": "opdracht", "de": "Wunsch"}


def test_french_typography() -> None:
    for code, key, text in SENTENCES:
        if code == "fr":
            assert not re.search(r"(?<![\u202f\u00a0])[?!;:»]", text), (key, text)
            assert not re.search(r"«(?![\u202f\u00a0])", text), (key, text)


def test_no_typewriter_signs() -> None:
    for code, key, text in SENTENCES:
        assert not re.search(r"['\"]|\.\.\.| - |  ", text), (code, key, text)
        assert text == text.strip()


def test_sentences_are_short() -> None:
    for code, key, text in SENTENCES:
        for sentence in re.split(r"(?<=[.!?…])\s", text):
            words = [word for word in re.findall(r"[\w’{}]+", sentence) if word]
            assert len(words) <= (24 if key.startswith("picture_signed") else 20), (code, key, sentence)


def test_the_machine_never_does_what_only_people_do() -> None:
    for code, key, text in SENTENCES:
        for sentence in re.split(r"(?<=[.!?…])\s", text):
            said = re.search(MACHINE[code], sentence) and re.search(NEVER[code], sentence)
            assert not said, (code, key, sentence)


@pytest.mark.parametrize("code", sorted(PROMPT))
def test_there_is_one_word_for_the_prompt(code: str) -> None:
    text = EXHIBIT.languages[code].text
    for key in ("prompt_unknown_about", "painting_prompt", "painting_without", "painting_with", "picture_new_prompt"):
        assert PROMPT[code].casefold() in text[key].casefold(), (key, text[key])


def test_the_french_speaks_to_everyone() -> None:
    """No sentence makes the visitor a man, and both are named where people are."""
    for code, key, text in SENTENCES:
        if code == "fr":
            assert not re.search(r"\b(visiteur|spectateur|utilisateur)s?\b(?!·| et |/)", text), (key, text)
    assert "auteurs et autrices" in EXHIBIT.languages["fr"].text["picture_signed"]


def test_every_sentence_a_screen_asks_for_is_there() -> None:
    """Keys written out in the code of screens and visits; a missing one would show its key to visitors."""
    wanted: dict[str, str] = {}
    for path in [*(ROOT / "kiosk" / "screens").glob("*.py"), *(ROOT / "kiosk" / "visit").glob("*.py")]:
        for key in re.findall(r"\bsay(?:\.say)?\(\s*\"(\w+)\"", path.read_text("utf-8")):
            wanted[key] = path.name
        for key in re.findall(r'"(notice_\w+)"', path.read_text("utf-8")):
            wanted[key] = path.name
    assert len(wanted) > 30
    for code, language in EXHIBIT.languages.items():
        missing = {key: name for key, name in wanted.items() if key not in language.text}
        assert missing == {}, code


def test_starters_show_different_things() -> None:
    assert len({starter.name for starter in EXHIBIT.starters}) == 6
    assert len({starter.ingredients for starter in EXHIBIT.starters}) == 6
    first_three = {starter.seed for starter in EXHIBIT.starters[:3]}
    assert len(first_three) == 1, "the first three are one series: the same noise, other words"
    assert len({word for starter in EXHIBIT.starters for word in starter.ingredients}) >= 10
