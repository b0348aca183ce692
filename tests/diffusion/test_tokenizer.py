"""Prompts become the numbers that transformers' CLIPTokenizer would make of them."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import CLIPTokenizer

from kiosk.diffusion.manifest import ModelError
from kiosk.diffusion.tokenizer import PromptTokenizer, byte_pair_tokenizer
from kiosk.training.tokenizer import save_tokenizer
from tests.diffusion.tiny_pipelines import CAPTIONS

PROMPTS = [
    "a red cat in the snow",
    "",
    "   A  RED\tcat\n",
    "the dog's ball isn't here, they'll say!! ... 42 cats",
    "Éléphant œuvre garçon ß ﬁn",
    "e\u0301le\u0301phant",
    "😀 cat 👩‍🚀 🇫🇷",
    "猫と犬 قطة חתול кошка γάτα",
    "nul\0l and \ufffd and soft\u00adhyphen and \ue000",
    "word " * 200,
    "'s 't 're 've 'm 'll 'd",
    "a\u202fcat\u00a0here",
]


def write_clip_files(folder: Path, merges: list[str]) -> None:
    """CLIP's own layout: 256 bytes, the same at the end of a word, the merges, then the two special tokens."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = [chr(byte) for byte in printable] + [chr(256 + i) for i in range(256 - len(printable))]
    pieces = letters + [letter + "</w>" for letter in letters] + ["".join(merge.split()) for merge in merges]
    pieces += ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]), encoding="utf-8")


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as Stable Diffusion 1.5 has it, with all bytes and the merges of our captions."""
    trained, folder = tmp_path_factory.mktemp("trained"), tmp_path_factory.mktemp("clip")
    save_tokenizer(CAPTIONS, trained, 300, 77)
    write_clip_files(folder, (trained / "merges.txt").read_text(encoding="utf-8").strip().split("\n")[1:])
    return folder


def numbers_of(theirs: CLIPTokenizer, prompt: str, length: int) -> list[int]:
    ids = theirs(prompt, padding="max_length", max_length=length, truncation=True).input_ids
    assert isinstance(ids, list)
    return ids


@pytest.fixture(scope="module")
def both(clip: Path) -> tuple[PromptTokenizer, CLIPTokenizer]:
    return PromptTokenizer(clip, 77), CLIPTokenizer.from_pretrained(clip)


Both = tuple[PromptTokenizer, CLIPTokenizer]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_kind_of_prompt_becomes_transformers_numbers(both: Both, prompt: str) -> None:
    ours, theirs = both
    assert list(ours.encode(prompt).ids) == numbers_of(theirs, prompt, 77)


LETTERS = st.text(
    st.characters(max_codepoint=0x24F)
    | st.characters(min_codepoint=0x391, max_codepoint=0x44F)
    | st.sampled_from("猫犬😀\u200d\u202e\u0301’«»…\u202f ' .,"),
    max_size=40,
)


@given(prompt=LETTERS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_european_text_becomes_transformers_numbers(both: Both, prompt: str) -> None:
    ours, theirs = both
    assert list(ours.encode(prompt).ids) == numbers_of(theirs, prompt, 77)


def test_the_real_clip_vocabulary_gives_transformers_numbers(tmp_path: Path) -> None:
    """With KIOSK_CLIP_BPE naming CLIP's bpe_simple_vocab_16e6.txt.gz; the numbers are those of Stable Diffusion."""
    source = os.environ.get("KIOSK_CLIP_BPE")
    if not source:
        pytest.skip("KIOSK_CLIP_BPE names no file")
    with gzip.open(source, "rt", encoding="utf-8") as file:
        write_clip_files(tmp_path, file.read().split("\n")[1 : 49152 - 256 - 2 + 1])
    ours, theirs = PromptTokenizer(tmp_path, 77), CLIPTokenizer.from_pretrained(tmp_path)
    assert ours.encode("a photo of a cat").ids[:7] == (49406, 320, 1125, 539, 320, 2368, 49407)
    for prompt in PROMPTS:
        assert list(ours.encode(prompt).ids) == numbers_of(theirs, prompt, 77), prompt


def test_a_lone_surrogate_is_read_over(clip: Path) -> None:
    ours = PromptTokenizer(clip, 77)
    assert ours.encode("a c\ud800at") == ours.encode("a cat")


def test_pieces_are_readable_and_stand_where_the_text_encoder_sees_them(clip: Path) -> None:
    tokens = PromptTokenizer(clip, 77).encode("A red élan")
    assert [piece.text for piece in tokens.pieces][:2] == ["a", "red"]
    assert "".join(piece.text for piece in tokens.pieces[2:]).endswith("lan")
    assert tokens.ids[1 : 1 + len(tokens.pieces)] == tuple(piece.id for piece in tokens.pieces)


def test_what_does_not_fit_is_counted(clip: Path) -> None:
    tokens = PromptTokenizer(clip, 8).encode("cat " * 10)
    assert (len(tokens.ids), len(tokens.pieces), tokens.dropped) == (8, 6, 4)


def test_a_special_token_typed_by_a_visitor_is_plain_text(clip: Path) -> None:
    ours = PromptTokenizer(clip, 77)
    ids = ours.encode("<|startoftext|> cat").ids
    assert ids.count(ids[0]) == 1


def test_a_tokenizer_json_is_read_where_there_are_no_clip_files(clip: Path, tmp_path: Path) -> None:
    vocabulary = json.loads((clip / "vocab.json").read_text(encoding="utf-8"))
    merges = [tuple(line.split()) for line in (clip / "merges.txt").read_text(encoding="utf-8").split("\n")[1:]]
    pairs = [(left, right) for left, right in merges]
    byte_pair_tokenizer(vocabulary, pairs, "<|endoftext|>").save(str(tmp_path / "tokenizer.json"))
    for prompt in PROMPTS:
        assert PromptTokenizer(tmp_path, 77).encode(prompt) == PromptTokenizer(clip, 77).encode(prompt)


@pytest.mark.parametrize("damage", ["empty", "no merges", "no special token", "wrong special token"])
def test_a_tokenizer_that_cannot_be_read_is_told_in_a_sentence(clip: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "tokenizer"
    folder.mkdir()
    if damage != "empty":
        (folder / "vocab.json").write_bytes((clip / "vocab.json").read_bytes())
    if damage in ("no special token", "wrong special token"):
        (folder / "merges.txt").write_bytes((clip / "merges.txt").read_bytes())
    if damage == "no special token":
        (folder / "vocab.json").write_text('{"a": 0, "a</w>": 1}', encoding="utf-8")
        (folder / "merges.txt").write_text("#version: 0.2\n", encoding="utf-8")
    if damage == "wrong special token":
        (folder / "tokenizer_config.json").write_text('{"pad_token": "[PAD]"}', encoding="utf-8")
    with pytest.raises(ModelError, match="tokenizer in tokenizer/"):
        PromptTokenizer(folder, 77)
