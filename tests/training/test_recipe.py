"""The whole recipe on the smallest setting of the dial: an empty folder becomes a model that paints."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import torch

from kiosk.diffusion.manifest import read_manifest, verify
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.picture import paint
from kiosk.training import denoiser, draft
from kiosk.training.recipe import Recipe
from kiosk.training.size import size


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Recipe, Path]:
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("training")
    recipe = Recipe(folder, size("tiny"), workers=1)
    for step in (recipe.drawings, recipe.tokenizer, recipe.vae, recipe.latents, recipe.denoiser):
        step()
    recipe.export(folder / "models", Path(__file__).parent, date(2026, 1, 2))
    return recipe, folder / "models" / "imagier"


def test_what_comes_out_paints_and_says_how_it_was_made(trained: tuple[Recipe, Path]) -> None:
    _, model = trained
    assert verify(model) == []
    made = read_manifest(model).made["training"]
    assert isinstance(made, dict) and made["drawings"] == 64 and made["denoiser_pictures"] >= 64
    words = read_manifest(model).vocabulary
    assert words and "cat" in words["things"] and "tent" in words["kinds"] and words["sizes"] == ("small", "big")
    painting = paint(OnnxModel(model, threads=1), "a red cat", seed=1, steps=3, clock=time.perf_counter)
    assert painting.picture.shape == (64, 64, 3)


def test_latents_of_the_data_set_have_mean_0_and_deviation_1_in_every_channel(trained: tuple[Recipe, Path]) -> None:
    latents = np.load(trained[0].folder / "latents.npy").astype(np.float32)
    assert latents.shape == (64, 4, 8, 8)
    assert np.abs(latents.mean((0, 2, 3))).max() < 0.05
    assert np.abs(latents.std((0, 2, 3)) - 1).max() < 0.05


def test_a_later_session_goes_on_from_the_shipped_weights(trained: tuple[Recipe, Path], tmp_path: Path) -> None:
    before, model = trained
    later = Recipe(tmp_path, size("tiny"), workers=1)
    later.adopt(model)
    assert later.marks == before.marks
    checkpoint = torch.load(tmp_path / "imagier.pt", weights_only=False)
    assert checkpoint["seen"] == read_manifest(model).made["training"]["denoiser_pictures"]  # type: ignore[index]  # JSON
    shipped = torch.load(tmp_path / "vae_normalised.pt", weights_only=True)
    made = torch.load(before.folder / "vae_normalised.pt", weights_only=True)
    assert all(torch.equal(shipped[key], made[key]) for key in made)


def test_weights_in_training_are_kept_small_and_taken_up_again(trained: tuple[Recipe, Path], tmp_path: Path) -> None:
    before, _ = trained
    kept = draft.keep(before.folder, before.size, tmp_path / "models")
    assert (kept / "vae.safetensors").stat().st_size < (before.folder / "vae.pt").stat().st_size / 1.9
    later = tmp_path / "later"
    assert draft.adopt(later, before.size, tmp_path / "models")
    old = torch.load(before.folder / "vae_normalised.pt", weights_only=True)
    new = torch.load(later / "vae.pt", weights_only=False)
    assert new["seen"] == torch.load(before.folder / "vae.pt", weights_only=False)["seen"] and new["normalised"]
    assert all(torch.equal(new["vae"][key], value) for key, value in old.items())
    taken_up = Recipe(later, size("tiny"), workers=1)
    assert taken_up.marks == before.marks
    _, start, end = before.marks
    unet, text, known = denoiser.load(before.folder / "imagier.pt", before.fitted, end, start)
    again, text_again, known_again = denoiser.load(later / "imagier.pt", before.fitted, end, start)
    assert known_again["seen"] == known["seen"]
    for one, other in ((unet, again), (text, text_again)):
        assert all(torch.equal(other.state_dict()[key], w.half().float()) for key, w in one.state_dict().items())


def test_a_draft_of_another_size_is_left_alone(trained: tuple[Recipe, Path], tmp_path: Path) -> None:
    draft.keep(trained[0].folder, trained[0].size, tmp_path / "models")
    assert not draft.adopt(tmp_path / "later", size("full"), tmp_path / "models")
    assert not draft.adopt(tmp_path / "later", size("tiny"), tmp_path / "nothing")
