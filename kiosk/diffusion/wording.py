"""Prompts in which a word means something else: two words with their meanings swapped, or a word that was invented."""

from __future__ import annotations

import re
from dataclasses import replace

from kiosk.diffusion.manifest import ModelError
from kiosk.diffusion.tokenizer import Piece, PromptTokenizer, Tokens, clean


def single_token(tokenizer: PromptTokenizer, word: str) -> int:
    """The id of a word that is one token. Raises ModelError where it is cut into several, or none."""
    pieces = tokenizer.encode(word).pieces
    if len(pieces) != 1:
        raise ModelError(f"{word!r} is {len(pieces)} tokens for this model; only a word of one token can be swapped.")
    return pieces[0].id


def swapped(tokens: Tokens, one: int, other: int) -> Tokens:
    """`tokens` with the ids `one` and `other` exchanged wherever they stand; the pieces keep their texts.

    What is painted then is exactly what the model would paint in which the two rows of the embedding table are
    exchanged. And that is the model which training gives when the two labels are exchanged in every caption: a
    token's number is nothing but the name of its row.
    """
    swap = {one: other, other: one}
    pieces = tuple(replace(piece, id=swap.get(piece.id, piece.id)) for piece in tokens.pieces)
    return replace(tokens, ids=tuple(swap.get(id, id) for id in tokens.ids), pieces=pieces)


def with_new_word(tokenizer: PromptTokenizer, prompt: str, word: str, id: int) -> Tokens:
    """The tokens of `prompt`, each whole `word` in it being one token with this `id`, whatever the vocabulary says.

    Upper and lower case are alike. Raises ValueError for a word without any letter or number.
    """
    word = clean(word)
    if not re.search(r"\w", word):
        raise ValueError(f"{word!r} is no word.")
    parts = [tokenizer.encode(part) for part in re.split(rf"(?<!\w){re.escape(word)}(?!\w)", clean(prompt))]
    pieces, total = [*parts[0].pieces], len(parts[0].pieces) + parts[0].dropped
    for part in parts[1:]:
        pieces += [Piece(word, id), *part.pieces]
        total += 1 + len(part.pieces) + part.dropped
    start, end, *padding = tokenizer.encode("").ids
    kept = tuple(pieces[: tokenizer.max_tokens - 2])
    ids = (start, *(piece.id for piece in kept), end, *padding[len(kept) :])
    return Tokens(ids, kept, total - len(kept))
