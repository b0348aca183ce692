"""The words of one language and what they are in the captions' English, ready to be looked up."""

from __future__ import annotations

import difflib
import itertools
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "thing",
    "colour",
    "texture",
    "scene",
    "pose",
    "size",
    "unseen_thing",
    "unseen_quality",
    "unseen_scene",
    "count",
    "article",
    "join",
    "negation",
    "preposition",
    "silent",
    "unknown",
]
Key = tuple[str, ...]

CONTENT: tuple[Role, ...] = ("thing", "colour", "texture", "scene", "pose", "size")

_APOSTROPHES = "'’ʼ‘`´"
OPENING = " '"
_LONGEST_GUESS = 40
_SUGGESTIONS = 5


@dataclass(frozen=True)
class Token:
    """A piece of text: `key` is its plain spelling, text[start:end] what was written.

    `glue` is what joins it to the word before: "-" or "'"; OPENING if an apostrophe stands before it but after a space.
    A `key` of "" is a pause (a comma).
    """

    key: str
    start: int
    end: int
    glue: str = ""


@dataclass(frozen=True)
class Entry:
    """One spelling of one meaning. Expressions to be kept whole, though their parts are known, are "unknown"."""

    english: str
    role: Role
    plural: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Captions:
    """How captions are written: `exhibit_content/captions.toml`.

    `patterns` maps (texture, thing) to lines with {texture}, {colour} and {thing}; "" stands for any. Before a vowel
    the article gets an "n", unless the word begins like one of `spoken_consonants` ("a unicorn"). The qualities of
    `first` ("size", "pose") stand in this order before the pattern. `joined` maps a thing to the words that may stand
    directly before it as part of its name ("woman doctor"). `nearest` maps a word to the word that takes its place
    for a model that has never seen it, and to the note that says what got lost.
    """

    article: str = "a"
    spoken_consonants: tuple[str, ...] = ()
    joints: tuple[str, ...] = ("and",)
    patterns: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    first: tuple[str, ...] = ("size", "pose")
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nearest: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, ready to be looked up.

    `index` maps the first token of a spelling to all spellings that begin with it, longest first.
    """

    adjectives: Literal["before", "after"] = "before"
    compounds: tuple[str, ...] = ()
    index: Mapping[str, tuple[tuple[Key, tuple[Entry, ...]], ...]] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, Entry]] = field(default_factory=dict)
    """Plain spelling of every content word: how staff wrote it, and what it means."""
    captions: Captions = field(default_factory=Captions)

    def find(self, tokens: list[Token], at: int) -> tuple[int, tuple[Entry, ...]]:
        """How many tokens from `at` on make the longest known expression (0: none), and what it may mean."""
        for key, entries in self.index.get(tokens[at].key, ()):
            there = tokens[at : at + len(key)]
            # "auto’s" is one word, "auto ’s nachts" is not.
            if tuple(token.key for token in there) == key and all(token.glue != OPENING for token in there[1:]):
                return len(key), entries
        return 0, ()

    def meanings(self) -> set[tuple[Role, str]]:
        """All (role, English) of the words of the captions it holds."""
        return {(entry.role, entry.english) for entry in self.entries() if entry.role in CONTENT}

    def entries(self) -> Iterator[Entry]:
        """Every meaning of every spelling."""
        return (entry for group in self.index.values() for _, meanings in group for entry in meanings)

    def single(self, key: str) -> tuple[Entry, ...]:
        """What one word means when it stands alone."""
        return next((entries for words, entries in self.index.get(key, ()) if len(words) == 1), ())

    def suggest(self, word: str, fits: Callable[[Entry], bool] = lambda entry: True) -> tuple[str, ...]:
        """Known words that begin like `word` or are spelled nearly like it, nearest first, one a meaning, at most 5.

        Only words with a meaning that `fits` are suggested.
        """
        plain = " ".join(token.key for token in tokenise(word) if token.key)
        if not 2 <= len(plain) <= _LONGEST_GUESS:
            return ()
        longer = sorted((form for form in self.forms if form.startswith(plain)), key=lambda form: (len(form), form))
        letters = set(plain)
        near = [
            form
            for form in self.forms
            if abs(len(form) - len(plain)) <= 2 and len(letters.difference(form)) <= 2 >= len(set(form) - letters)
        ]
        # The letters have to be nearly the same before the slow comparison is worth its time.
        close = difflib.get_close_matches(plain, near, n=3 * _SUGGESTIONS, cutoff=0.7)
        # Of words that are equally near, the one that stands first in the lexicon.
        close.sort(key=lambda form: (-difflib.SequenceMatcher(None, form, plain).ratio(), near.index(form)))
        found: dict[tuple[Role, str], str] = {}
        for form in itertools.chain(longer, close):
            written, entry = self.forms[form]
            if fits(entry):
                found.setdefault((entry.role, entry.english), written)
        return tuple(dict.fromkeys(found.values()))[:_SUGGESTIONS]


def plain_spelling(text: str) -> str:
    """Lower case, without accents: how words are compared ("ÉPONGE" and "eponge" are the same)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def tokenise(text: str) -> list[Token]:
    """The words, numbers and signs of `text` in order; pauses (commas ...) come as tokens with an empty key.

    Hyphens and apostrophes end a word: "chat-éponge" and "l’éponge" are two words each.
    """
    tokens: list[Token] = []
    start, kind, glue = 0, "", ""
    for at, character in enumerate(itertools.chain(text, " ")):
        now = _kind_of(character)
        if now == "number" and kind == "word":
            now = "word"
        if kind and now != kind:
            end = at + (now == "apostrophe")
            tokens.append(Token("" if kind == "pause" else plain_spelling(text[start:at]), start, end, glue))
            kind, glue = "", ""
            if now in ("hyphen", "apostrophe"):
                glue = "-" if now == "hyphen" else "'"
                continue
        if now in ("hyphen", "apostrophe", "space"):
            glue = OPENING if now == "apostrophe" else ""
        elif not kind:
            start, kind = at, now
    return tokens


def _kind_of(character: str) -> str:
    if character.isalpha():
        return "word"
    if character in _APOSTROPHES:
        return "apostrophe"
    category = unicodedata.category(character)
    if category[0] == "M":
        return "word"
    if category[0] == "N":
        return "number"
    if category == "Pd":
        return "hyphen"
    return {"P": "pause", "S": "sign"}.get(category[0], "space")
