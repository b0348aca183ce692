"""The trained tokenizer: words that matter are whole, the rest splits, and transformers loads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import CLIPTokenizer

from kiosk.diffusion.tokenizer import PromptTokenizer
from kiosk.training.tokenizer import save_tokenizer

COLOURS = ("red", "blue", "green", "yellow")
THINGS = ("cat", "dog", "sponge", "mushroom", "rhododendron")
CAPTIONS = [f"A {colour} {thing}, in the snow." for colour in COLOURS for thing in THINGS[:-1]]
FILES = ("vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json")


def test_whole_words_have_one_token_even_where_no_caption_holds_them(tmp_path: Path) -> None:
    save_tokenizer(CAPTIONS, tmp_path, 300, 24, [*COLOURS, *THINGS])
    tokenizer = PromptTokenizer(tmp_path, 24)
    tokens = tokenizer.encode("a yellow rhododendron mushroom")
    assert [piece.text for piece in tokens.pieces] == ["a", "yellow", "rhododendron", "mushroom"]


def test_other_words_split_into_known_pieces(tmp_path: Path) -> None:
    save_tokenizer(CAPTIONS, tmp_path, 300, 24, THINGS)
    pieces = PromptTokenizer(tmp_path, 24).encode("spongecat surgeon").pieces
    assert len(pieces) > 2
    assert "".join(piece.text for piece in pieces) == "spongecatsurgeon"


def test_the_special_tokens_are_the_last_two_and_pad_as_in_clip(tmp_path: Path) -> None:
    size = save_tokenizer(CAPTIONS, tmp_path, 300, 8, THINGS)
    assert size <= 300
    theirs = CLIPTokenizer.from_pretrained(tmp_path)
    assert (len(theirs), theirs.bos_token_id, theirs.eos_token_id, theirs.pad_token_id, theirs.unk_token_id) == (
        size,
        size - 2,
        size - 1,
        size - 1,
        size - 1,
    )
    assert theirs.model_max_length == 8
    ids = list(PromptTokenizer(tmp_path, 8).encode("a red cat").ids)
    assert ids == theirs("a red cat", padding="max_length").input_ids
    assert ids[4:] == [size - 1] * 4


def test_the_same_captions_in_any_order_give_the_same_files(tmp_path: Path) -> None:
    save_tokenizer(CAPTIONS, tmp_path / "one", 300, 24, THINGS)
    save_tokenizer(reversed(CAPTIONS), tmp_path / "two", 300, 24, reversed(THINGS))
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(("size", "words"), [(60, "the letters alone need"), (110, "are too few to give")])
def test_too_few_tokens_are_refused_with_the_reason(tmp_path: Path, size: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        save_tokenizer(CAPTIONS, tmp_path, size, 24, THINGS)
