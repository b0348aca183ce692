"""What became of each word on its way to numbers: which English words, which tokens. Pure; no drawing.

A prompt is followed through four rows: the visitor's words, English, tokens, numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kiosk.exhibit.model import UNLABELLED, Reading
from kiosk.visit.events import Token

Kind = Literal["meaning", "grammar", "unknown"]


@dataclass(frozen=True)
class Piece:
    """One piece of a row. `source` is the piece of the row above it came from, `word` the visitor's word (-1: none)."""

    text: str
    kind: Kind
    source: int
    word: int


Row = tuple[Piece, ...]


def rows(reading: Reading, tokens: Sequence[Token]) -> tuple[Row, Row, Row, Row]:
    """The visitor's words, the English prompt, its tokens and their numbers. Nothing of the prompt is left out."""
    words = tuple(
        Piece(word.text, _kind(word.kind), -1, index) for index, word in enumerate(reading.words) if word.text.strip()
    )
    words = tuple(Piece(piece.text, piece.kind, -1, index) for index, piece in enumerate(words))
    english = _english(reading, words)
    pieces = _tokens(english, tokens)
    numbers = tuple(
        Piece(str(token.id), piece.kind, index, piece.word)
        for index, (token, piece) in enumerate(zip(tokens, pieces, strict=True))
    )
    return words, english, pieces, numbers


def _kind(kind: str) -> Kind:
    return "unknown" if kind in UNLABELLED else "grammar" if kind == "grammar" else "meaning"


def _english(reading: Reading, words: Row) -> Row:
    """The English prompt in pieces, each joined to the visitor's word it stands for, wherever it moved to."""
    split = reading.english_prompt.split()
    owner = [-1] * len(split)
    asked = [word for word in reading.words if word.text.strip()]
    # Long expressions first, so that "in the snow" is not taken apart by an article.
    for index in sorted(range(len(asked)), key=lambda i: -len((asked[i].english or asked[i].text).split())):
        wanted = [part.casefold() for part in (asked[index].english or asked[index].text).split()]
        for at in range(len(split) - len(wanted) + 1):
            span = range(at, at + len(wanted))
            if wanted and all(owner[k] < 0 and split[k].casefold() == wanted[k - at] for k in span):
                for k in span:
                    owner[k] = index
                break
    made: list[Piece] = []
    for text, word in zip(split, owner, strict=True):
        if made and word >= 0 and made[-1].word == word:
            made[-1] = Piece(f"{made[-1].text} {text}", made[-1].kind, word, word)
        else:
            made.append(Piece(text, words[word].kind if word >= 0 else "grammar", word, word))
    return tuple(made)


def _tokens(english: Row, tokens: Sequence[Token]) -> Row:
    """Each token joined to the piece of English its letters lie in."""
    letters = [(char, index) for index, piece in enumerate(english) for char in piece.text.casefold() if char != " "]
    at, made = 0, []
    for token in tokens:
        text = token.text.strip().casefold()
        found = _find(letters, text, at)
        source = letters[found][1] if found >= 0 else -1
        at = found + len(text) if found >= 0 else at
        whole = english[source] if source >= 0 else None
        made.append(Piece(token.text, whole.kind if whole else "grammar", source, whole.word if whole else -1))
    return tuple(made)


def _find(letters: Sequence[tuple[str, int]], text: str, start: int) -> int:
    """Where `text` goes on from `start`, a few letters later if the tokenizer dropped some; -1 if nowhere."""
    if not text:
        return -1
    for at in range(start, min(start + 12, len(letters) - len(text) + 1)):
        if all(letters[at + k][0] == char for k, char in enumerate(text)):
            return at
    return -1
