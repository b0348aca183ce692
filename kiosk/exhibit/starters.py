"""The starter tiles: `starters.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.exhibit.model import MOST_STARTERS, Language, Starter
from kiosk.exhibit.source import Source, near, report_unknown

_MOST_SEED = 99_999


def read_starters(source: Source, languages: Mapping[str, Language]) -> tuple[Starter, ...]:
    """The starters that are right in every one of `languages`; what is wrong with the others is reported."""
    report_unknown(source, (), source.values, ("starter",))
    entries = source.values.get("starter", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        source.report(("starter",), "starter_heading")
        entries = []
    known = sorted({_noun(role, english) for one in languages.values() for role, english in one.lexicon.meanings()})
    starters: dict[str, Starter] = {}
    for number, entry in enumerate(entries):
        starter = _starter(source, ("starter", str(number)), entry, languages, known)
        if starter and starter.name in starters:
            source.report(("starter", str(number), "name"), "starter_twice", name=starter.name)
        elif starter:
            starters[starter.name] = starter
    if len(entries) > MOST_STARTERS:
        source.report(("starter", str(MOST_STARTERS)), "starters_many", "warning", most=MOST_STARTERS)
    return tuple(starters.values())


def _noun(role: str, english: str) -> str:
    """The word itself; of a place what follows its preposition and article ("flower field", "night")."""
    words = english.split()
    return " ".join(words[2:] or words[1:]) if role == "scene" else english


def _starter(
    source: Source, path: tuple[str, ...], entry: Mapping[str, Any], languages: Mapping[str, Language], known: list[str]
) -> Starter | None:
    before = len(source.problems)
    report_unknown(source, path, entry, ("name", "seed", "ingredients", "prompt"))
    name, seed, prompt = entry.get("name"), entry.get("seed"), entry.get("prompt")
    if not isinstance(name, str) or not name:
        source.report((*path, "name"), "starter_name")
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed <= _MOST_SEED:
        source.report((*path, "seed"), "must_be_whole", name="seed", low=0, high=_MOST_SEED, example="seed = 7")
    ingredients = _ingredients(source, (*path, "ingredients"), entry.get("ingredients"), known)
    if not isinstance(prompt, dict):
        source.report((*path, "prompt"), "starter_prompts")
        prompt = {}
    for code in languages:
        if not isinstance(prompt.get(code), str) or not prompt[code].strip():
            source.report((*path, "prompt", code), "starter_prompt", language=code)
    if len(source.problems) > before or not isinstance(name, str) or not isinstance(seed, int):
        return None
    return Starter(name, {code: text for code, text in prompt.items() if isinstance(text, str)}, seed, ingredients)


def _ingredients(source: Source, path: tuple[str, ...], value: object, known: list[str]) -> tuple[str, ...]:
    """Two words of the captions: a thing, a colour, a texture, or a place by its noun ("snow" of "in the snow")."""
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, str) for part in value):
        source.report(path, "ingredients_two")
        return ()
    for index, part in enumerate(value):
        if part not in known:
            source.report((*path, str(index)), "ingredient_unknown", word=part, **near(part, known))
    return tuple(value)
