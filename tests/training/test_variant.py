"""A variant stores what it changed, paints as if it were whole, and checks the model it borrows from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import StableDiffusionPipeline
from safetensors.torch import load_file

from kiosk.diffusion.denoise import denoise, encode_pair, starting_noise
from kiosk.diffusion.invent import WordNetworks
from kiosk.diffusion.manifest import ModelError, read_manifest, verify
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.quiet import quiet
from kiosk.diffusion.torch_model import TorchModel
from kiosk.training import export as exporter
from kiosk.training.export import Card, export


def card(name: str) -> Card:
    return Card(name, {"en": name}, "CC0-1.0")


def trained(pipeline: Path, folder: Path, learns: Callable[[str, str], bool]) -> Path:
    """The pipeline after a training that changed those weights for which `learns(network, name)`."""
    with quiet():
        loaded: Any = StableDiffusionPipeline.from_pretrained(pipeline)
        torch.manual_seed(8)
        for network in ("text_encoder", "unet", "vae"):
            for name, weight in getattr(loaded, network).named_parameters():
                if learns(network, name):
                    weight.data += 0.1 * torch.randn_like(weight)
        loaded.save_pretrained(folder)
    return folder


def words_only(network: str, name: str) -> bool:
    """What `imagier-even` learns: the text encoder, and what the denoiser makes of its answer."""
    return network == "text_encoder" or ".attn2.to_k" in name or ".attn2.to_v" in name


@pytest.fixture(scope="module")
def models(pipeline: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`base`, and of one training on from it the variant `even` and the whole model `whole`. Not to be changed."""
    folder = tmp_path_factory.mktemp("models")
    even = trained(pipeline, tmp_path_factory.mktemp("pipelines") / "even", words_only)
    export(pipeline, folder / "base", card("base"))
    export(even, folder / "even", Card("even", {"en": "Even"}, "CC0-1.0", invents=True), base=folder / "base")
    export(even, folder / "whole", Card("whole", {"en": "Whole"}, "CC0-1.0", invents=True))
    return folder


@pytest.fixture
def copied(models: Path, tmp_path: Path) -> Path:
    for name in ("base", "even"):
        shutil.copytree(models / name, tmp_path / name)
    return tmp_path


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def assert_alike(one: OnnxModel, other: OnnxModel) -> None:
    """Both paint the same picture of a prompt, bit for bit."""
    assert encode_pair(one, "a red cat")[0] == encode_pair(other, "a red cat")[0]
    noise = starting_noise(4, (1, *one.manifest.latent))
    for ours, theirs in zip(
        denoise(one, encode_pair(one, "a red cat")[1], noise, steps=3, guidance=3),
        denoise(other, encode_pair(other, "a red cat")[1], noise, steps=3, guidance=3),
        strict=True,
    ):
        np.testing.assert_array_equal(ours.next_latent, theirs.next_latent)
    np.testing.assert_array_equal(one.decode(ours.next_latent), other.decode(ours.next_latent))


def test_a_variant_stores_what_it_changed_and_nothing_else(models: Path) -> None:
    assert files_in(models / "even") == {
        "manifest.json",
        "text_encoder/changed.safetensors",
        "text_encoder/model.onnx",
        "unet/changed.safetensors",
        "unet/model.onnx",
        "word_encoder.onnx",
        "word_gradient.onnx",
    }
    stored = load_file(models / "even" / "unet" / "changed.safetensors")
    assert stored and all(words_only("unet", name) for name in stored)
    manifest = read_manifest(models / "even")
    assert manifest.parts["decoder"].files() == (
        "@base/vae/decoder.onnx",
        "@base/vae/diffusion_pytorch_model.safetensors",
    )
    assert manifest.parts["denoiser"].weights == (
        "@base/unet/diffusion_pytorch_model.safetensors",
        "unet/changed.safetensors",
    )
    assert manifest.tokenizer == "@base/tokenizer"
    assert verify(models / "even") == []


def test_it_paints_what_the_whole_model_paints(models: Path) -> None:
    even = OnnxModel(models / "even", provider="cpu", threads=1)
    assert_alike(even, OnnxModel(models / "whole", provider="cpu", threads=1))
    base = OnnxModel(models / "base", provider="cpu", threads=1)
    assert np.abs(base.encode("a red cat")[1] - even.encode("a red cat")[1]).max() > 0.01


def test_a_word_is_learned_in_it_as_in_the_whole_model(models: Path) -> None:
    even, whole = (WordNetworks(models / name, threads=1) for name in ("even", "whole"))
    np.testing.assert_array_equal(even.table, whole.table)
    random = np.random.default_rng(2)
    ids = np.full((8, 12), even.new_id)
    sample, target = random.standard_normal((2, 8, *even.manifest.latent)).astype(np.float32)
    ours, theirs = (words.gradient(words.table[3], ids, sample, np.arange(8) * 100, target) for words in (even, whole))
    np.testing.assert_array_equal(ours[0], theirs[0])


def test_torch_paints_with_a_variant_too(models: Path) -> None:
    onnx = OnnxModel(models / "even", provider="cpu", threads=1)
    torchs = TorchModel(models / "even", provider="cpu", threads=1)
    _, embeddings = encode_pair(onnx, "a blue dog")
    np.testing.assert_allclose(encode_pair(torchs, "a blue dog")[1], embeddings, atol=2e-5)
    latents = starting_noise(3, (2, *onnx.manifest.latent))
    np.testing.assert_allclose(
        torchs.predict(latents, 500, embeddings)[0], onnx.predict(latents, 500, embeddings)[0], atol=5e-5
    )


def test_a_denoiser_trained_whole_is_stored_whole_in_files_git_takes(
    pipeline: Path, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`imagier-gravure`: the same words, drawn in another style."""
    shutil.copytree(models / "base", tmp_path / "models" / "base")
    gravure = trained(pipeline, tmp_path / "gravure", lambda network, name: network == "unet")
    monkeypatch.setattr(exporter, "SHARD_BYTES", 64 * 2**10)
    export(gravure, tmp_path / "models" / "gravure", card("gravure"), base=tmp_path / "models" / "base")
    export(gravure, tmp_path / "models" / "whole", card("whole"))
    stored = files_in(tmp_path / "models" / "gravure")
    assert {path.partition("/")[0] for path in stored} == {"manifest.json", "unet"}
    assert len(stored) > 4
    assert_alike(*(OnnxModel(tmp_path / "models" / name, provider="cpu", threads=1) for name in ("gravure", "whole")))


def test_without_the_model_it_borrows_from_there_is_no_variant(copied: Path) -> None:
    shutil.rmtree(copied / "base")
    assert verify(copied / "even") == ["even needs the model 'base' beside it, which is not installed."]
    with pytest.raises(ModelError, match="needs the model 'base' beside it"):
        OnnxModel(copied / "even")


def test_another_training_of_the_model_it_borrows_from_is_noticed(pipeline: Path, copied: Path) -> None:
    """The base is whole in itself, but it is not what the variant was trained on from."""
    export(trained(pipeline, copied / "again", lambda network, name: True), copied / "base", card("base"))
    assert verify(copied / "base") == []
    problems = verify(copied / "even")
    assert (
        "even borrows a file that is not what it was: base/unet/diffusion_pytorch_model.safetensors has the right size "
        "but not the right content (sha256)." in problems
    )
    (copied / "base" / "vae" / "decoder.onnx").unlink()
    assert "even borrows a file that is not what it was: base/vae/decoder.onnx is missing." in verify(copied / "even")
    with pytest.raises(ModelError, match="not what it was"):
        OnnxModel(copied / "even")


def test_a_folder_that_was_a_whole_model_becomes_a_variant_without_left_overs(pipeline: Path, copied: Path) -> None:
    export(pipeline, copied / "other", card("other"))
    (copied / "other" / "README.md").write_text("a card", encoding="utf-8")
    even = trained(pipeline, copied / "pipeline", words_only)
    export(even, copied / "other", card("other"), base=copied / "base")
    assert files_in(copied / "other") == files_in(copied / "even") - {"word_encoder.onnx", "word_gradient.onnx"} | {
        "README.md"
    }


def test_models_that_cannot_lend_are_refused_in_a_sentence(pipeline: Path, copied: Path) -> None:
    def refused(name: str, base: Path, words: str) -> None:
        with pytest.raises(ModelError, match=words):
            export(pipeline, copied / name, card(name), base=base)

    refused("new", copied / "nowhere", "There is no model folder 'nowhere'")
    refused("new", copied / "even", "even is a variant itself")
    refused("base", copied / "base", "base cannot borrow from itself")
    with pytest.raises(ModelError, match="A variant lies beside the model it borrows from"):
        export(pipeline, copied / "elsewhere" / "new", card("new"), base=copied / "base")
    (copied / "base" / "vae" / "decoder.onnx").write_bytes(b"")
    refused("new", copied / "base", r"vae/decoder\.onnx holds 0 bytes")
    assert not (copied / "new").exists()


def test_a_network_built_differently_is_no_variant(pipeline: Path, copied: Path, tmp_path: Path) -> None:
    shutil.copytree(pipeline, tmp_path / "wider")
    config = tmp_path / "wider" / "text_encoder" / "config.json"
    config.write_text(config.read_text(encoding="utf-8").replace("quick_gelu", "gelu"), encoding="utf-8")
    with pytest.raises(ModelError, match=r"built differently: see text_encoder/config\.json"):
        export(tmp_path / "wider", copied / "new", card("new"), base=copied / "base")
