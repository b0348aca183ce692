"""From the plain data of a language file to a `Lexicon`: no word of any language stands in code."""

from __future__ import annotations

import difflib
import itertools
import math
import re
from collections.abc import Iterator, Mapping

from kiosk.prompt.lexicon import CONTENT, Captions, Entry, Key, Lexicon, Role, plain_spelling, tokenise

_TABLES: Mapping[str, Role] = {
    "things": "thing",
    "colours": "colour",
    "textures": "texture",
    "scenes": "scene",
    "poses": "pose",
    "sizes": "size",
    "unseen_things": "unseen_thing",
    "unseen_qualities": "unseen_quality",
    "unseen_scenes": "unseen_scene",
    "articles": "article",
    "joins": "join",
    "negations": "negation",
    "prepositions": "preposition",
}
_LISTS: Mapping[str, Role] = {"counts": "count", "silent": "silent", "whole": "unknown"}
_SETTINGS = ("adjectives", "compounds", "spellings", "notes")
SECTIONS = (*_SETTINGS, *_TABLES, *_LISTS)
_CAPTION_KEYS = ("article", "spoken_consonants", "joints", "first", "groups", "joined", "nearest", "patterns")
# One spelling may have two roles where the words around it decide: "chat éponge", "une éponge"; "des chats", "au pied
# des arbres"; "ein Junge", "eine junge Katze"; "un tigre", "un chat tigré".
_MAY_SHARE = (
    {"thing", "colour"},
    {"thing", "texture"},
    {"thing", "unseen_quality"},
    {"unseen_thing", "texture"},
    {"article", "preposition"},
)
MOST_SPELLINGS = 500
"""Of one pattern; more come only from a mistake, and might take for ever."""
_CHOICE = re.compile(r"(\([^()]*\)|\[[^\[\]]*\])")


def spellings(pattern: str) -> list[str]:
    """All spellings of a pattern, the plainest first.

    "(s|he|hes)" may be left out or be one of these; of "[clair|foncé]" one has to stand there.
    """
    every = itertools.islice(itertools.product(*_choices(pattern)), MOST_SPELLINGS)
    return list(dict.fromkeys(" ".join("".join(chosen).split()) for chosen in every))


def _choices(pattern: str) -> list[list[str]]:
    """The pieces of a pattern, each with all that may stand there."""
    if "(" not in pattern and "[" not in pattern:
        return [[pattern]]
    choices: list[list[str]] = []
    for piece in _CHOICE.split(pattern):
        inner = piece[1:-1].split("|")
        choices.append(["", *inner] if piece.startswith("(") else inner if piece.startswith("[") else [piece])
    return choices


Fault = tuple[tuple[str, ...], str, dict[str, str]]
"""Where in the data (keys from the top), the code of the exhibit's message that says what is wrong, and its values."""


def build_lexicon(data: Mapping[str, object], captions: Captions | None = None) -> tuple[Lexicon, list[Fault]]:
    """The lexicon written in `data` (the table `[lexicon]` of a language file), and all that is wrong with it.

    Never raises: what cannot be read is left out and named in the faults.
    """
    faults: list[Fault] = [
        ((section,), "lexicon_part", _near(section, SECTIONS)) for section in data if section not in SECTIONS
    ]
    adjectives = data.get("adjectives", "before")
    if adjectives not in ("before", "after"):
        faults.append((("adjectives",), "lexicon_adjectives", {}))
        adjectives = "before"
    letters = _table(data, "spellings", faults)
    exchange = {a: b for a, b in letters.items() if isinstance(b, str)}
    faults += [(("spellings", a), "must_be_text", _named(a, f'{a} = "ae"')) for a in letters if a not in exchange]
    notes = _notes(_table(data, "notes", faults), exchange, faults)
    index: dict[Key, dict[Role, Entry]] = {}
    forms: dict[str, tuple[str, Entry]] = {}
    for path, english, role, pattern in _patterns(data, faults):
        for number, part in enumerate(pattern.split("/")):
            written = spellings(part)
            if math.prod(map(len, _choices(part))) > MOST_SPELLINGS:
                faults.append((path, "spellings_many", {"word": part, "most": str(MOST_SPELLINGS)}))
            for spelling in written:
                for key in _keys(spelling, exchange):
                    entry = Entry(english, role, number > 0, notes.get(key, ()))
                    _add(index, key, entry, path, spelling, faults)
                    if role in CONTENT and number == 0 and role in index[key]:
                        forms.setdefault(" ".join(key), (written[0], index[key][role]))
    faults += [
        (("notes", note), "note_word", {"note": note, "word": " ".join(key)})
        for key, names in notes.items()
        if key not in index
        for note in names
    ]
    compounds = _texts(data.get("compounds", []), ("compounds",), faults)
    return (
        Lexicon(
            "after" if adjectives == "after" else "before",
            tuple(compounds),
            _by_first_token(index),
            forms,
            captions or Captions(),
        ),
        faults,
    )


def _by_first_token(
    index: Mapping[Key, Mapping[Role, Entry]],
) -> dict[str, tuple[tuple[Key, tuple[Entry, ...]], ...]]:
    grouped: dict[str, list[tuple[Key, tuple[Entry, ...]]]] = {}
    for key, entries in index.items():
        grouped.setdefault(key[0], []).append((key, tuple(entries.values())))
    return {first: tuple(sorted(group, key=lambda item: -len(item[0]))) for first, group in grouped.items()}


def _add(
    index: dict[Key, dict[Role, Entry]],
    key: Key,
    entry: Entry,
    path: tuple[str, ...],
    spelling: str,
    faults: list[Fault],
) -> None:
    known = index.setdefault(key, {})
    other = known.get(entry.role) or next((e for r, e in known.items() if {r, entry.role} not in _MAY_SHARE), None)
    if other is None:
        known[entry.role] = entry
    elif (other.role, other.english) != (entry.role, entry.english):
        faults.append((path, "already_means", {"word": spelling, "other": other.english or other.role}))


def _keys(spelling: str, exchange: Mapping[str, str]) -> set[Key]:
    """The plain spelling, and the one with letters exchanged ("grün" is also written "gruen")."""
    exchanged = plain = spelling.casefold()
    for letter, other in exchange.items():
        exchanged = exchanged.replace(letter, other)
    return ({_key(spelling)} if exchanged == plain else {_key(spelling), _key(exchanged)}) - {()}


def _key(spelling: str) -> Key:
    words = spelling.split(" ")
    # Nearly all spellings are plain words, and cutting them letter by letter would slow the start.
    if all(word.isalpha() for word in words):
        return tuple(plain_spelling(word) for word in words)
    return tuple(token.key for token in tokenise(spelling) if token.key)


def _patterns(data: Mapping[str, object], faults: list[Fault]) -> Iterator[tuple[tuple[str, ...], str, Role, str]]:
    """Every pattern of the data with its place, its English and its role."""
    for section, role in _TABLES.items():
        for english, patterns in _table(data, section, faults).items():
            for pattern in _texts(patterns, (section, english), faults):
                yield (section, english), english, role, pattern
    for section, plain_role in _LISTS.items():
        for pattern in _texts(data.get(section, []), (section,), faults):
            yield (section,), "", plain_role, pattern


def _notes(table: Mapping[str, object], exchange: Mapping[str, str], faults: list[Fault]) -> dict[Key, tuple[str, ...]]:
    found: dict[Key, tuple[str, ...]] = {}
    for note, patterns in table.items():
        for pattern in _texts(patterns, ("notes", note), faults):
            for part in pattern.split("/"):
                for key in {key for spelling in spellings(part) for key in _keys(spelling, exchange)}:
                    found[key] = (*found.get(key, ()), note)
    return found


def _table(data: Mapping[str, object], section: str, faults: list[Fault]) -> Mapping[str, object]:
    value = data.get(section, {})
    if isinstance(value, dict):
        return value
    faults.append(((section,), "must_be_table", _named(section, f"[lexicon.{section}]")))
    return {}


def _texts(value: object, path: tuple[str, ...], faults: list[Fault]) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        faults.append((path, "must_be_words", _named(path[-1], f'{path[-1]} = ["…", "…"]')))
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    return value


def _near(word: str, known: tuple[str, ...]) -> dict[str, str]:
    close = difflib.get_close_matches(word, known, n=1)
    return {"name": word, "known": ", ".join(known)} | ({"near": close[0]} if close else {})


def _named(name: str, example: str) -> dict[str, str]:
    return {"name": name, "example": example}


def build_captions(data: Mapping[str, object]) -> tuple[Captions, list[Fault]]:
    """The captions' grammar written in `data` (`captions.toml`), and all that is wrong with it. Never raises."""
    faults: list[Fault] = [
        ((key,), "captions_part", _near(key, _CAPTION_KEYS)) for key in data if key not in _CAPTION_KEYS
    ]
    article = data.get("article", "a")
    if not isinstance(article, str):
        faults.append((("article",), "must_be_text", _named("article", 'article = "a"')))
        article = "a"
    consonants = tuple(_texts(data.get("spoken_consonants", []), ("spoken_consonants",), faults))
    joints = tuple(_texts(data.get("joints", ["and"]), ("joints",), faults)) or ("and",)
    first = tuple(_texts(data.get("first", ["size", "pose"]), ("first",), faults))
    groups = _lists(data, "groups", faults)
    joined = {
        thing: words for name, words in _lists(data, "joined", faults).items() for thing in groups.get(name, (name,))
    }
    nearest: dict[str, tuple[str, str]] = {}
    for word, value in _table(data, "nearest", faults).items():
        pair = _texts(value, ("nearest", word), faults)
        if len(pair) == 2:
            nearest[word] = (pair[0], pair[1])
        else:
            faults.append((("nearest", word), "nearest_pair", {"word": word}))
    table = _table(data, "patterns", faults)
    lines: dict[tuple[str, str], tuple[str, ...]] = {}
    for path, key, value in _caption_patterns(table, groups, faults):
        lines[key] = tuple(_texts(value, path, faults))
        for line in lines[key]:
            if set(re.findall(r"\{(.*?)\}", line)) - {"texture", "colour", "thing"} or line.count("{") != line.count(
                "}"
            ):
                faults.append((path, "pattern_braces", {"line": line}))
                lines[key] = ()
    return Captions(article, consonants, joints, lines, first, joined, nearest), faults


def _lists(data: Mapping[str, object], section: str, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    table = _table(data, section, faults)
    return {name: tuple(_texts(words, (section, name), faults)) for name, words in table.items()}


def _caption_patterns(
    table: Mapping[str, object], groups: Mapping[str, tuple[str, ...]], faults: list[Fault]
) -> Iterator[tuple[tuple[str, ...], tuple[str, str], object]]:
    sections = ("any", "thing", "texture", "texture_thing")
    for section, value in table.items():
        if section == "any":
            yield ("patterns", "any"), ("", ""), value
        elif section not in sections:
            faults.append((("patterns", section), "captions_part", _near(section, sections)))
        else:
            for name, lines in _table(table, section, faults).items():
                texture, _, thing = {
                    "thing": ("", "", name),
                    "texture": (name, "", ""),
                    "texture_thing": name.partition(" "),
                }[section]
                for member in groups.get(thing, (thing,)):
                    yield ("patterns", section, name), (texture, member), lines
