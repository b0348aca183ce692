"""A model folder on ONNX Runtime says the same as torch, and says honestly where it runs."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest

from kiosk.diffusion.bench import overhead
from kiosk.diffusion.denoise import encode_pair, starting_noise
from kiosk.diffusion.manifest import ModelError, verify
from kiosk.diffusion.onnx_model import CPU, CUDA, OnnxModel, default_threads
from kiosk.diffusion.torch_model import TorchModel
from tests.diffusion.tiny_pipelines import Edit


@pytest.mark.parametrize("name", ["ours", "other"])
def test_onnx_runtime_and_torch_answer_alike_on_the_same_files(
    models: Path, request: pytest.FixtureRequest, name: str
) -> None:
    onnx: OnnxModel = request.getfixturevalue(name)
    torch = TorchModel(models / name, provider="cpu", threads=1)
    assert torch.provider == "torch.cpu"
    tokens, embeddings = encode_pair(onnx, "a blue dog on the sea")
    their_tokens, their_embeddings = encode_pair(torch, "a blue dog on the sea")
    assert tokens == their_tokens
    np.testing.assert_allclose(embeddings, their_embeddings, atol=2e-5)
    latents = starting_noise(3, (2, *onnx.manifest.latent))
    for timestep in (999, 40):
        prediction, attention = onnx.predict(latents, timestep, embeddings)
        their_prediction, their_attention = torch.predict(latents, timestep, embeddings)
        assert attention is not None
        assert their_attention is not None
        np.testing.assert_allclose(prediction, their_prediction, atol=5e-5)
        np.testing.assert_allclose(attention, their_attention, atol=1e-5)
    picture, their_picture = onnx.decode(latents[:1]), torch.decode(latents[:1])
    width, height = onnx.manifest.picture
    assert picture.shape == (height, width, 3)
    assert picture.std() > 5
    assert np.abs(picture.astype(int) - their_picture).max() <= 1


def test_each_answer_is_ones_own_and_stays(ours: OnnxModel) -> None:
    """The sessions write into the same buffers again and again; what was handed out must not change."""
    _, embeddings = encode_pair(ours, "a cat")
    latents = starting_noise(3, (2, *ours.manifest.latent))
    first, attention = ours.predict(latents, 999, embeddings)
    picture = ours.decode(latents[:1])
    assert attention is not None
    kept = first.copy(), attention.copy(), embeddings.copy(), picture.copy()
    ours.predict(-latents, 20, embeddings[::-1])
    ours.encode("a green sponge at night")
    ours.decode(-latents[:1])
    for array, copy in zip((first, attention, embeddings, picture), kept, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_one_thread_or_two_give_the_same_numbers(models: Path, other: OnnxModel) -> None:
    two = OnnxModel(models / "other", provider="cpu", threads=2)
    assert (other.threads, two.threads) == (1, 2)
    _, embeddings = encode_pair(other, "a cat")
    latents = starting_noise(3, (2, *other.manifest.latent))
    np.testing.assert_array_equal(other.predict(latents, 500, embeddings)[0], two.predict(latents, 500, embeddings)[0])


def test_threads_leave_a_core_to_the_screen(models: Path) -> None:
    assert OnnxModel(models / "other", provider="cpu").threads == default_threads() >= 1


def test_asked_for_the_cpu_it_runs_there_and_has_nothing_to_explain(other: OnnxModel) -> None:
    assert (other.provider, other.provider_note) == (CPU, "")


def test_cuda_that_is_not_offered_is_said_not_hidden(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ort, "get_available_providers", lambda: [CPU])
    asked = OnnxModel(models / "other", provider="cuda", threads=1)
    assert asked.provider == CPU
    assert "does not offer it" in asked.provider_note
    assert OnnxModel(models / "other", provider="auto", threads=1).provider_note == ""


def test_cuda_that_is_offered_but_does_not_run_is_said_not_hidden(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """onnxruntime lists CUDA where its libraries are broken, warns, and runs on the CPU; so does this machine's."""
    if CUDA in ort.get_available_providers():
        pytest.skip("this machine really has CUDA")
    monkeypatch.setattr(ort, "get_available_providers", lambda: [CUDA, CPU])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = OnnxModel(models / "other", provider="auto", threads=1)
    assert model.provider == CPU
    assert "put text_encoder, denoiser, decoder on the CPU" in model.provider_note
    assert model.decode(starting_noise(1, (1, *model.manifest.latent))).any()


def test_an_unknown_provider_is_refused(models: Path) -> None:
    with pytest.raises(ModelError, match="'tpu' is not one of auto, cpu, cuda"):
        OnnxModel(models / "other", provider="tpu")


def test_a_model_may_borrow_a_part_from_the_model_beside_it(copied: Path, edit: Edit, other: OnnxModel) -> None:
    variant = copied / "variant"
    shutil.copytree(copied / "other", variant)
    shutil.rmtree(variant / "vae")

    def borrow(manifest: dict[str, Any]) -> None:
        decoder = manifest["parts"]["decoder"]
        manifest["parts"]["decoder"] = {
            "graph": "@other/" + decoder["graph"],
            "weights": ["@other/" + path for path in decoder["weights"]],
        }
        manifest["name"] = "variant"
        manifest["tokenizer"] = "@other/tokenizer"
        manifest["files"] = [file for file in manifest["files"] if not file["path"].startswith("vae/")]

    edit(variant, borrow)
    assert verify(variant) == []
    latent = starting_noise(1, (1, *other.manifest.latent))
    model = OnnxModel(variant, provider="cpu", threads=1)
    np.testing.assert_array_equal(model.decode(latent), other.decode(latent))
    assert model.encode("a cat")[0] == other.encode("a cat")[0]

    (copied / "other" / "vae" / "decoder.onnx").unlink()
    assert verify(variant) == ["other/vae/decoder.onnx is missing."]
    shutil.rmtree(copied / "other")
    with pytest.raises(ModelError, match="needs the model 'other' beside it"):
        OnnxModel(variant)


def test_the_bench_measures_our_loop_against_the_bare_calls(other: OnnxModel) -> None:
    ticks = iter(range(10_000))
    measured = overhead(other, 3, clock=lambda: float(next(ticks)), repeats=2)
    assert (measured.provider, measured.threads, measured.steps) == (CPU, 1, 3)
    # On a clock that ticks once a look, each step is one tick, ours as theirs.
    assert measured.step_seconds == measured.raw_step_seconds == measured.first_estimate_seconds - 1
    assert measured.overhead == 0
