"""A prompt as numbers: CLIP's byte-pair tokenizer, read from a model's own files, without transformers."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers

from kiosk.diffusion.manifest import ModelError

WORD = r"""'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"""
"""How CLIP cuts text into words before pairs are merged (openai/CLIP, simple_tokenizer.py)."""

END_OF_WORD = "</w>"
START, END = "<|startoftext|>", "<|endoftext|>"

_IDEOGRAPHS = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)


@dataclass(frozen=True)
class Piece:
    """One token as people see it: `text` as read, `id` its row in the embedding table."""

    text: str
    id: int


@dataclass(frozen=True)
class Tokens:
    """A prompt as the text encoder gets it.

    `ids` always holds `max_tokens` numbers: start, the prompt, end, padding. `pieces` are the prompt's own
    tokens, piece i standing at position i + 1 of `ids`; `dropped` is how many more did not fit.
    """

    ids: tuple[int, ...]
    pieces: tuple[Piece, ...]
    dropped: int


def clean(text: str) -> str:
    """`text` as CLIP reads it: control characters gone, spaces single, composed (NFC), lower-cased.

    Does what transformers' CLIPTokenizer does, so that both give the same numbers. Lone surrogates, NUL and
    private characters are control characters (category C) and go too.
    """
    kept = []
    for char in text:
        if char in "\t\n\r" or unicodedata.category(char) == "Zs":
            kept.append(" ")
        elif unicodedata.category(char).startswith("C") or char == "\ufffd":
            continue
        elif any(first <= ord(char) <= last for first, last in _IDEOGRAPHS):
            kept.append(f" {char} ")
        else:
            kept.append(char)
    return " ".join(word.lower() for word in unicodedata.normalize("NFC", "".join(kept)).split())


def byte_pair_tokenizer(vocabulary: dict[str, int], merges: list[tuple[str, str]], unknown: str | None) -> Tokenizer:
    """A `tokenizers.Tokenizer` that cuts `clean` text as CLIP does; adds no start or end."""
    tokenizer = Tokenizer(models.BPE(vocabulary, merges, end_of_word_suffix=END_OF_WORD, unk_token=unknown))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORD), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


class PromptTokenizer:
    """Turns prompts into numbers.

    Reads `vocab.json` + `merges.txt` (CLIP's own files) where both are there, else `tokenizer.json`.
    Raises ModelError where neither can be read.
    """

    def __init__(self, folder: Path, max_tokens: int) -> None:
        """`max_tokens` counts start and end too (77 for Stable Diffusion 1.5)."""
        self.max_tokens = max_tokens
        try:
            specials = _specials(folder)
            if (folder / "vocab.json").is_file() and (folder / "merges.txt").is_file():
                vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
                lines = (folder / "merges.txt").read_text(encoding="utf-8").strip().split("\n")[1:]
                merges = [(left, right) for left, right in (line.split() for line in lines)]
                self._tokenizer = byte_pair_tokenizer(vocabulary, merges, specials["unk_token"])
            else:
                self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
                self._tokenizer.no_padding()
                self._tokenizer.no_truncation()
            ids = {name: self._tokenizer.token_to_id(text) for name, text in specials.items()}
        except Exception as error:  # the tokenizers library raises plain Exception
            raise ModelError(f"The tokenizer in {folder.name}/ cannot be read: {error}") from error
        missing = [specials[name] for name, value in ids.items() if value is None]
        if missing:
            raise ModelError(f"The tokenizer in {folder.name}/ has no token {', '.join(missing)}.")
        self._start, self._end, self._pad = ids["bos_token"], ids["eos_token"], ids["pad_token"]

    def encode(self, prompt: str) -> Tokens:
        """The tokens of `prompt`. The words for start and end typed in a prompt are plain characters here."""
        encoding = self._tokenizer.encode(clean(prompt), add_special_tokens=False)
        room = self.max_tokens - 2
        ids = encoding.ids[:room]
        padded = [self._start, *ids, self._end]
        padded += [self._pad] * (self.max_tokens - len(padded))
        pieces = tuple(Piece(_readable(text), id) for text, id in zip(encoding.tokens[:room], ids, strict=True))
        return Tokens(tuple(padded), pieces, len(encoding.ids) - len(ids))

    def words(self, tokens: Tokens) -> Sequence[str]:
        """The text of every position of `tokens.ids`, start, end and padding included, as the vocabulary spells it."""
        return [self._tokenizer.id_to_token(id) or "" for id in tokens.ids]


def _specials(folder: Path) -> dict[str, str]:
    """The texts of the special tokens: transformers' two configuration files, else CLIP's own."""
    found = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": END}
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        if (folder / name).is_file():
            config = json.loads((folder / name).read_text(encoding="utf-8"))
            for key in found:
                value = config.get(key)
                text = value.get("content") if isinstance(value, dict) else value
                if isinstance(text, str):
                    found[key] = text
    return found


def _readable(piece: str) -> str:
    """`piece` of the byte-level vocabulary as ordinary text (broken letters become U+FFFD)."""
    text = decoders.ByteLevel().decode([piece.removesuffix(END_OF_WORD)])
    return text if isinstance(text, str) else piece
