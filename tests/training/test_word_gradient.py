"""The word graphs are torch's own gradient, hold no weights, and on the real model a visitor's word is learned."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from diffusers import StableDiffusionPipeline
from numpy.typing import NDArray

from kiosk.diffusion.denoise import denoise, encode_pair, starting_noise
from kiosk.diffusion.invent import WordNetworks, first_guess, invent
from kiosk.diffusion.manifest import WORD_PARTS, ModelError, read_manifest, sha256, verify
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.quiet import quiet
from kiosk.diffusion.wording import with_new_word
from kiosk.training.export import Card, export
from kiosk.training.graphs import Size
from kiosk.training.word_gradient import BATCH, write_word_graphs

SHIPPED = Path(__file__).parents[2] / "models" / "imagier"


def load(folder: Path) -> Any:  # noqa: ANN401
    """The pipeline in `folder` in fp32, frozen."""
    with quiet():
        pipeline = StableDiffusionPipeline.from_pretrained(folder, torch_dtype=torch.float32)
    for network in (pipeline.text_encoder, pipeline.unet):
        network.eval().requires_grad_(False)
    return pipeline


@pytest.fixture(scope="module")
def small(pipeline: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "small"
    export(pipeline, folder, Card("small", {"en": "Small"}, "CC0-1.0", invents=True))
    return folder


@pytest.fixture(scope="module")
def imagier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped model; where it was exported without word graphs, a copy that has them."""
    manifest = read_manifest(SHIPPED)
    if set(WORD_PARTS) <= manifest.parts.keys():
        return SHIPPED
    folder = tmp_path_factory.mktemp("models") / "imagier"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("recorded"))
    weights = {path: folder / path for part in ("text_encoder", "denoiser") for path in manifest.parts[part].weights}
    cell = manifest.picture[0] // manifest.latent[2]
    with quiet():
        parts = write_word_graphs(load(folder), folder, Size(manifest.latent, cell), weights)
    data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    data["parts"] |= parts
    for path in (str(part["graph"]) for part in parts.values()):
        file = folder / path
        data["files"].append({"path": path, "bytes": file.stat().st_size, "sha256": sha256(file)})
    (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def torchs_gradient(
    pipeline: Any,  # noqa: ANN401
    word: NDArray[np.float32],
    ids: NDArray[np.int64],
    sample: NDArray[np.float32],
    timesteps: NDArray[np.int64],
    target: NDArray[np.float32],
) -> tuple[NDArray[np.float32], float]:
    """The same by the book: one more row in the embedding table, and autograd."""
    table = pipeline.text_encoder.text_model.embeddings.token_embedding
    before = table.weight
    row = torch.from_numpy(word.copy()).requires_grad_()
    try:
        del table.weight
        table.weight = torch.cat([before.detach(), row[None]])
        states = pipeline.text_encoder(torch.from_numpy(ids)).last_hidden_state
        answer = pipeline.unet(torch.from_numpy(sample), torch.from_numpy(timesteps), states).sample
        loss = (answer - torch.from_numpy(target)).square().mean()
        loss.backward()
    finally:
        del table.weight
        table.weight = before
    assert row.grad is not None
    return row.grad.numpy(), float(loss.detach())


@pytest.mark.parametrize("name", ["small", "imagier"])
def test_the_gradient_is_torchs(request: pytest.FixtureRequest, name: str) -> None:
    folder: Path = request.getfixturevalue(name)
    words, pipeline = WordNetworks(folder, threads=1), load(folder)
    manifest, random = words.manifest, np.random.default_rng(5)
    for _ in range(2):
        word = random.standard_normal((words.table.shape[1],), dtype=np.float32) * words.table.std()
        ids = random.integers(0, words.new_id, (BATCH, manifest.max_tokens))
        ids[:, 1 + random.integers(0, 4)] = words.new_id  # each batch says the word in another place
        ids[0, 6] = words.new_id  # and one caption twice
        sample, target = random.standard_normal((2, BATCH, *manifest.latent), dtype=np.float32)
        timesteps = random.integers(0, 1000, BATCH)
        gradient, loss = words.gradient(word, ids, sample, timesteps, target)
        theirs, their_loss = torchs_gradient(pipeline, word, ids, sample, timesteps, target)
        assert np.abs(theirs).max() > 1e-4
        np.testing.assert_allclose(gradient, theirs, rtol=0, atol=1e-5)
        np.testing.assert_allclose(gradient, theirs, rtol=0, atol=1e-3 * np.abs(theirs).max())
        assert loss == pytest.approx(their_loss, abs=1e-5)


def test_the_graphs_hold_no_weights_and_are_in_the_manifest(small: Path) -> None:
    manifest = read_manifest(small)
    assert verify(small) == []
    for name in WORD_PARTS:
        part = manifest.parts[name]
        assert part.graph in {file.path for file in manifest.files}
        graph = onnx.load(str(small / part.graph), load_external_data=False).graph
        outside = [tensor for tensor in graph.initializer if tensor.external_data]
        assert len(outside) > 10
        assert sum(len(tensor.raw_data) for tensor in graph.initializer if not tensor.external_data) < 4096
        locations = {entry.value for tensor in outside for entry in tensor.external_data if entry.key == "location"}
        assert locations == set(part.weights)
        onnx.checker.check_model(str(small / part.graph), full_check=True)
        assert b"/site-packages" not in (small / part.graph).read_bytes()
    painting = {path for part in ("text_encoder", "denoiser") for path in manifest.parts[part].weights}
    assert set(manifest.parts["word_gradient"].weights) == painting


def test_a_model_with_only_one_of_the_two_graphs_is_refused(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "small")
    data = json.loads((small / "manifest.json").read_text(encoding="utf-8"))
    del data["parts"]["word_encoder"]
    (tmp_path / "small" / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError, match="of the parts word_gradient and word_encoder there is only one"):
        read_manifest(tmp_path / "small")


def alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """The correlation of two latents."""
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def test_a_word_learned_from_six_pictures_brings_pictures_like_them(imagier: Path) -> None:
    """Six red cats in the snow, painted by the model itself, are called "zibou"."""
    model, words = OnnxModel(imagier, provider="cpu", threads=1), WordNetworks(imagier, threads=1)
    shape = (1, *model.manifest.latent)
    _, cats = encode_pair(model, "a red cat in the snow")
    pictures = []
    for seed in range(6):
        *_, last = denoise(model, cats, starting_noise(seed, shape), steps=8, guidance=3)
        pictures.append(last.next_latent)
    mean = np.mean(pictures, axis=0)
    prompt = with_new_word(model.tokenizer, "a zibou", "zibou", words.new_id)
    merely_a_cat = first_guess(model, model.encode("a cat")[1], seed=1)
    learned = list(invent(model, words, np.concatenate(pictures), [prompt], steps=60, seed=1))
    losses = [one.loss for one in learned]
    assert np.mean(losses[-20:]) < np.mean(losses[:20])
    guess = learned[-1].guess
    assert guess is not None
    # Not only the thing was learned, but what else the six share: over 4 seeds and 2 trainings better by 0.14 or more.
    assert alike(guess, mean) > alike(merely_a_cat, mean) + 0.1
