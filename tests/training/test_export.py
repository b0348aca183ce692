"""An exported folder holds each weight once, loads in diffusers, and tells what it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from diffusers import StableDiffusionPipeline
from safetensors.torch import load_file, save_file

from kiosk.diffusion.manifest import ModelError, read_manifest, sha256, verify
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.quiet import quiet
from kiosk.training import export as exporter
from kiosk.training.export import Card, export, provenance
from kiosk.training.weightless import share_weights

CARD = Card("small", {"fr": "Petit", "en": "Small"}, "CC0-1.0", guidance=(3.0, 1.0, 8.0), steps=12)


@pytest.fixture(scope="module")
def small(pipeline: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "small"
    export(pipeline, folder, CARD)
    return folder


def test_the_manifest_repeats_the_card_and_lists_every_file(small: Path) -> None:
    manifest = read_manifest(small)
    assert (manifest.name, manifest.title["fr"], manifest.licence) == ("small", "Petit", "CC0-1.0")
    assert (manifest.guidance.default, manifest.guidance.min, manifest.guidance.max, manifest.steps) == (3, 1, 8, 12)
    assert (manifest.picture, manifest.latent, manifest.noise) == ((16, 16), (4, 8, 8), "numpy-philox-1")
    on_disk = {path.relative_to(small).as_posix() for path in small.rglob("*") if path.is_file()}
    assert {file.path for file in manifest.files} == on_disk - {"manifest.json"}
    assert verify(small) == []


def test_each_weight_is_stored_once(small: Path) -> None:
    """The graphs together are smaller than the weights they would hold, and point into torch's own files."""
    for part in read_manifest(small).parts.values():
        graph = onnx.load(str(small / part.graph), load_external_data=False).graph
        outside = [tensor for tensor in graph.initializer if tensor.external_data]
        inside = [tensor for tensor in graph.initializer if not tensor.external_data]
        assert len(outside) > 10
        assert sum(len(tensor.raw_data) for tensor in inside) < 4096
        names = {entry.value for tensor in outside for entry in tensor.external_data if entry.key == "location"}
        assert {f"{part.graph.rpartition('/')[0]}/{name}" for name in names} == set(part.weights)
        for path in part.weights:
            stored = load_file(small / path)
            assert {tensor.dtype for tensor in stored.values()} == {torch.float16}
            assert {tensor.name.removesuffix(".half") for tensor in outside} <= set(stored)


def test_a_graph_is_a_valid_onnx_file_for_other_programs(small: Path) -> None:
    for part in read_manifest(small).parts.values():
        onnx.checker.check_model(str(small / part.graph), full_check=True)


def test_diffusers_loads_the_folder_with_the_weights_rounded_once(pipeline: Path, small: Path) -> None:
    with quiet():
        before = StableDiffusionPipeline.from_pretrained(pipeline)
        after = StableDiffusionPipeline.from_pretrained(small, torch_dtype=torch.float32)
    for name in ("unet", "vae", "text_encoder"):
        old, new = getattr(before, name).state_dict(), getattr(after, name).state_dict()
        assert old.keys() == new.keys()
        for key in old:
            torch.testing.assert_close(new[key], old[key].half().float(), rtol=0, atol=0)


def test_nothing_of_this_machine_is_written_down(small: Path, pipeline: Path) -> None:
    for file in small.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            for path in (pipeline.parent, small.parent, Path(exporter.__file__).parent):
                assert str(path).encode() not in content, file


def test_the_same_pipeline_gives_the_same_files(pipeline: Path, small: Path, tmp_path: Path) -> None:
    export(pipeline, tmp_path / "small", CARD)
    for file in small.rglob("*"):
        if file.is_file():
            assert sha256(file) == sha256(tmp_path / "small" / file.relative_to(small)), file.name


def test_large_weights_are_cut_into_files_git_takes(
    pipeline: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporter, "SHARD_BYTES", 64 * 2**10)
    export(pipeline, tmp_path / "small", CARD)
    cut = OnnxModel(tmp_path / "small", provider="cpu", threads=1)
    whole = OnnxModel(small, provider="cpu", threads=1)
    assert len(cut.manifest.parts["denoiser"].weights) > 2
    assert max(file.bytes for file in cut.manifest.files if file.path.endswith(".safetensors")) < 80 * 2**10
    latents = np.ones((2, 4, 8, 8), np.float32)
    embeddings = np.concatenate([whole.encode("")[1], whole.encode("a cat")[1]])
    np.testing.assert_array_equal(cut.predict(latents, 5, embeddings)[0], whole.predict(latents, 5, embeddings)[0])
    with quiet():
        StableDiffusionPipeline.from_pretrained(tmp_path / "small")


def test_exporting_again_replaces_the_parts_and_leaves_the_rest(pipeline: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    (folder / "unet").mkdir(parents=True)
    (folder / "unet" / "stale.safetensors").write_bytes(b"old")
    (folder / "README.md").write_text("a card", encoding="utf-8")
    export(pipeline, folder, CARD)
    assert not (folder / "unet" / "stale.safetensors").exists()
    assert (folder / "README.md").read_text(encoding="utf-8") == "a card"
    assert verify(folder) == []
    assert [path.name for path in tmp_path.iterdir()] == ["small"]  # no left-over working folder


def test_the_preview_is_fitted_to_the_pictures_given(pipeline: Path, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    latents = random.uniform(-1, 1, (4, 4, 8, 8)).astype(np.float32)
    pictures = np.zeros((4, 16, 16, 3), np.uint8)
    red = np.rint((latents[:, 0] + 1) * 127.5).astype(np.uint8)
    pictures[..., 0] = red.repeat(2, axis=1).repeat(2, axis=2)
    export(pipeline, tmp_path / "small", CARD, preview_from=(latents, pictures))
    preview = read_manifest(tmp_path / "small").preview
    np.testing.assert_allclose(preview.matrix, [[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], atol=0.01)
    np.testing.assert_allclose(preview.bias, [0, -1, -1], atol=0.01)


def _edit(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")


def test_a_folder_of_another_shape_is_refused_in_a_sentence(pipeline: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no diffusers folder: it has no model_index\.json"):
        export(tmp_path, tmp_path / "out", CARD)
    other = tmp_path / "xl"
    other.mkdir()
    (other / "model_index.json").write_text('{"_class_name": "StableDiffusionXLPipeline"}', encoding="utf-8")
    with pytest.raises(ModelError, match="holds a StableDiffusionXLPipeline"):
        export(other, tmp_path / "out", CARD)
    (other / "model_index.json").write_text("not json", encoding="utf-8")
    with pytest.raises(ModelError, match=r"xl/model_index\.json cannot be read"):
        export(other, tmp_path / "out", CARD)
    with pytest.raises(ModelError, match="whole multiples of 4"):
        export(pipeline, tmp_path / "out", CARD, picture=(18, 16))
    assert not (tmp_path / "out").exists()


def test_a_failed_export_leaves_the_old_model_whole(
    pipeline: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(small, tmp_path / "small")
    monkeypatch.setattr(exporter, "fit_preview", lambda latents, pictures: (np.zeros((3, 1)), np.zeros(3)))
    with pytest.raises(ModelError, match="preview needs a matrix of 3 rows of 4 numbers"):
        export(pipeline, tmp_path / "small", CARD)
    assert verify(tmp_path / "small") == []
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


@pytest.mark.parametrize(
    "card",
    [
        Card("small", {}, "CC0-1.0", guidance=(9.0, 1.0, 8.0)),
        Card("small", {}, "CC0-1.0", steps=0),
        Card("../small", {}, "CC0-1.0"),
    ],
)
def test_a_card_that_cannot_be_right_is_refused_before_any_work(pipeline: Path, tmp_path: Path, card: Card) -> None:
    with pytest.raises(ModelError, match="The model cannot be called"):
        export(pipeline, tmp_path / "small", card)
    assert not list(tmp_path.iterdir())


def test_weights_that_differ_from_the_graphs_are_not_shared(tmp_path: Path) -> None:
    """A graph is only ever pointed at numbers that are its own."""
    values = torch.arange(64, dtype=torch.float32).reshape(8, 8)
    tensor = onnx.numpy_helper.from_array(values.numpy(), "w")
    node = onnx.helper.make_node("MatMul", ["x", "w"], ["y"])
    kind = onnx.TensorProto.FLOAT
    ends = [onnx.helper.make_tensor_value_info(name, kind, [1, 8]) for name in ("x", "y")]
    model = onnx.helper.make_model(onnx.helper.make_graph([node], "g", ends[:1], ends[1:], [tensor]))
    onnx.save(model, str(tmp_path / "model.onnx"))
    save_file({"w": values.half() + 1}, tmp_path / "weights.safetensors")
    with pytest.raises(ModelError, match=r"w is not what weights\.safetensors holds"):
        share_weights(tmp_path / "model.onnx", [tmp_path / "weights.safetensors"])
    save_file({"w": values.half()}, tmp_path / "weights.safetensors")
    save_file({"unused": values.half()}, tmp_path / "more.safetensors")
    files = [tmp_path / "more.safetensors", tmp_path / "weights.safetensors"]
    assert share_weights(tmp_path / "model.onnx", files) == files[1:]


def test_a_graph_with_weights_of_its_own_is_refused(tmp_path: Path) -> None:
    tensor = onnx.numpy_helper.from_array(np.zeros((200, 200), np.float32), "elsewhere")
    graph = onnx.helper.make_graph([], "g", [], [], [tensor])
    onnx.save(onnx.helper.make_model(graph), str(tmp_path / "model.onnx"))
    with pytest.raises(ModelError, match="160,000 bytes of numbers that are in no weights file"):
        share_weights(tmp_path / "model.onnx", [])


def test_provenance_names_commit_date_and_versions(tmp_path: Path) -> None:
    made = provenance("kiosk models export", tmp_path, date(2026, 3, 4))
    assert (made["command"], made["commit"], made["date"]) == ("kiosk models export", "", "2026-03-04")
    versions = made["versions"]
    assert isinstance(versions, dict)
    assert versions["torch"].startswith("2.")
    assert versions["optimum-onnx"]
