"""The tokenizer, trained on our captions and saved as CLIP's own files (`vocab.json`, `merges.txt`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import trainers

from kiosk.diffusion.tokenizer import END, END_OF_WORD, START, byte_pair_tokenizer, clean

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789'’,.-!?"
"""Characters that always have a token of their own; every other becomes the unknown token, as in CLIP."""

WEIGHT = 20_000
"""All captions together weigh this much; each whole word weighs more than that, so its pairs merge first."""


def save_tokenizer(
    texts: Iterable[str], folder: Path, size: int, max_tokens: int, whole_words: Iterable[str] = ()
) -> int:
    """Train a CLIP-style byte-pair tokenizer on `texts` and save it where transformers' CLIPTokenizer loads it.

    `size` is the number of tokens, the two special ones last (`<|startoftext|>`, then `<|endoftext|>`, which is
    also unknown and padding, as in CLIP). `max_tokens` counts start and end. Each of `whole_words` gets one token
    of its own. Returns how many tokens there are: fewer than `size` where the captions hold nothing more to merge.
    The same texts give the same files, whatever their order. Raises ValueError where `size` is too small.
    """
    counts = Counter(word for text in texts for word in clean(text).split())
    wanted = sorted({word for text in whole_words for word in clean(text).split()})
    blank = byte_pair_tokenizer({}, [], None)
    trainer = trainers.BpeTrainer(
        vocab_size=size - 2, end_of_word_suffix=END_OF_WORD, show_progress=False, special_tokens=[]
    )
    blank.train_from_iterator(_weighted(counts, wanted), trainer)
    saved = json.loads(blank.to_str())["model"]
    if len(saved["vocab"]) > size - 2:
        raise ValueError(f"{size} tokens are too few: the letters alone need {len(saved['vocab']) + 2}.")
    merges = [(left, right) for left, right in saved["merges"]]
    # Letters in alphabetic order, then pieces as they were merged: the same files on every machine.
    made = {left + right for left, right in merges}
    pieces = [piece for piece in sorted(saved["vocab"]) if piece not in made]
    pieces += list(dict.fromkeys(left + right for left, right in merges))
    vocabulary = {piece: number for number, piece in enumerate([*pieces, START, END])}
    tokenizer = byte_pair_tokenizer(vocabulary, merges, END)
    split = [word for word in wanted if len(tokenizer.encode(word).ids) != 1]
    if split:
        raise ValueError(f"{size} tokens are too few to give each of these words its own: {', '.join(split)}.")
    _write(folder, vocabulary, merges, max_tokens)
    return len(vocabulary)


def _weighted(counts: Counter[str], whole_words: list[str]) -> Iterator[str]:
    """Words by how often they stand in the captions; whole words more often than all captions together."""
    total = max(1, counts.total())
    for letter in ALPHABET:  # alone (ends a word) and at the start of a word
        yield f"{letter} {letter}{letter}"
    for word, count in sorted(counts.items()):
        yield " ".join([word] * -(-count * WEIGHT // total))
    for word in whole_words:
        yield " ".join([word] * (2 * WEIGHT))


def _write(folder: Path, vocabulary: dict[str, int], merges: list[tuple[str, str]], max_tokens: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    specials = {"bos_token": START, "eos_token": END, "pad_token": END, "unk_token": END}
    config = {**specials, "model_max_length": max_tokens, "tokenizer_class": "CLIPTokenizer"}
    files = {
        "vocab.json": json.dumps(vocabulary, ensure_ascii=False, indent=0),
        "merges.txt": "\n".join(["#version: 0.2", *(f"{left} {right}" for left, right in merges)]),
        "special_tokens_map.json": json.dumps(specials, indent=2),
        "tokenizer_config.json": json.dumps(config, indent=2),
    }
    for name, text in files.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
