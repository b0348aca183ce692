"""A larger denoiser starts where a smaller one ended: what both have stays, what is new counts for nothing yet."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from diffusers import UNet2DConditionModel
from transformers import CLIPTextModel

from kiosk.training import denoiser
from kiosk.training.grow import grow, renumbered, widened
from kiosk.training.size import size

BEFORE = replace(size("tiny"), vocabulary=5)
AFTER = replace(size("tiny"), latent_channels=7, vocabulary=8)
OLD_WORDS = {"a</w>": 0, "cat</w>": 1, "red</w>": 2, "<|startoftext|>": 3, "<|endoftext|>": 4}
NEW_WORDS = {"a</w>": 0, "castle</w>": 1, "cat</w>": 2, "owl</w>": 3, "red</w>": 4, "snow</w>": 5}
NEW_WORDS |= {"<|startoftext|>": 6, "<|endoftext|>": 7}


def _write_words(folder: Path, words: dict[str, int]) -> None:
    (folder / "tokenizer").mkdir(parents=True)
    (folder / "tokenizer" / "vocab.json").write_text(json.dumps(words), encoding="utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A shipped model folder with untrained weights, and the folder of what grew from it."""
    model, folder = tmp_path_factory.mktemp("model"), tmp_path_factory.mktemp("grown")
    _write_words(model, OLD_WORDS)
    _write_words(folder, NEW_WORDS)
    torch.manual_seed(3)
    denoiser.build_denoiser(BEFORE).save_pretrained(model / "unet")
    denoiser.build_text_encoder(BEFORE, 4, 3).save_pretrained(model / "text_encoder")
    assert grow(model, folder, AFTER, 7, 6) == 5
    return model, folder


@torch.no_grad()
def test_the_grown_denoiser_answers_as_the_small_one_whatever_the_new_channels_hold(grown: tuple[Path, Path]) -> None:
    model, folder = grown
    old = UNet2DConditionModel.from_pretrained(model / "unet").eval()
    new, _, known = denoiser.load(folder / "imagier.pt", AFTER, 7, 6)
    latent, words = torch.randn(2, 7, 8, 8), torch.randn(2, 16, 32)
    answer = new(latent, 500, words).sample
    assert answer.shape == (2, 7, 8, 8) and known["seen"] == 0
    assert torch.allclose(answer[:, :4], old(latent[:, :4], 500, words).sample, atol=1e-5)


@torch.no_grad()
def test_words_that_both_know_mean_what_they_meant(grown: tuple[Path, Path]) -> None:
    model, folder = grown
    old = CLIPTextModel.from_pretrained(model / "text_encoder").eval()
    _, new, _ = denoiser.load(folder / "imagier.pt", AFTER, 7, 6)
    before = torch.tensor([[3, 0, 2, 1, 4]])  # a red cat
    after = torch.tensor([[6, 0, 4, 2, 7]])
    assert torch.allclose(new(after).last_hidden_state, old(before).last_hidden_state, atol=1e-5)
    castle = torch.tensor([[6, 0, 4, 1, 7]])
    assert not torch.allclose(new(castle).last_hidden_state, old(before).last_hidden_state, atol=1e-2)


def test_a_weight_never_shrinks() -> None:
    with pytest.raises(ValueError, match=r"\(3, 3\) has no place in one of \(2, 3\)"):
        widened(torch.zeros(3, 3), torch.zeros(2, 3))


def test_new_inputs_begin_at_nothing_and_new_outputs_as_they_were_made() -> None:
    made = widened(torch.full((1, 1), 2.0), torch.ones(2, 2))
    assert made.tolist() == [[2.0, 0.0], [1.0, 0.0]]


def test_an_embedding_goes_with_its_token_and_not_with_its_number() -> None:
    made = renumbered(torch.tensor([[1.0], [2.0]]), torch.zeros(3, 1), {"cat": 0, "dog": 1}, {"dog": 0, "owl": 1})
    assert made.tolist() == [[2.0], [0.0], [0.0]]
