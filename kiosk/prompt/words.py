"""A prompt, read word by word: plain data, so that every process may hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["thing", "colour", "texture", "scene", "pose", "size", "count", "grammar", "unknown", "never_seen"]
UNLABELLED: tuple[Kind, ...] = ("unknown", "never_seen")
"""Kinds of words that stand in no caption the model was trained on: whatever they mean, it can only improvise."""


@dataclass(frozen=True)
class Word:
    """One word (or fixed expression) of the prompt as written, and what became of it.

    `english` is "" for words that carry no meaning of their own in the English prompt (articles)
    and for unknown words that were kept as they are. A "never_seen" word was translated, but stands in no caption
    that the model was trained on.
    """

    text: str
    kind: Kind
    english: str


@dataclass(frozen=True)
class Reading:
    """A whole prompt after reading.

    `english_prompt` is what the model gets. Unknown words stay in it, as written, so that nothing is
    dropped silently; `unknown_words` are these and the words the model has never seen, all as written.
    `notes` are keys of sentences about what translation lost ("lost_feminine" ...).
    `suggestions` pairs an unknown word with the known words nearest to it, in the visitor's language.
    """

    prompt: str
    language: str
    words: tuple[Word, ...]
    english_prompt: str
    unknown_words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[tuple[str, tuple[str, ...]], ...] = ()
