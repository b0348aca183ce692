"""A model folder is only believed where every file is what the manifest says; faults are said in a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.diffusion.manifest import ModelError, read_manifest, resolve, verify
from kiosk.diffusion.onnx_model import OnnxModel
from tests.diffusion.tiny_pipelines import Edit

WEIGHTS = "unet/diffusion_pytorch_model.safetensors"


def test_an_exported_folder_is_whole(models: Path) -> None:
    for name in ("ours", "other"):
        assert verify(models / name) == []
        assert verify(models / name, full=False) == []


def test_a_manifest_says_how_the_model_paints(models: Path) -> None:
    ours, other = read_manifest(models / "ours"), read_manifest(models / "other")
    assert (ours.picture, ours.latent, ours.max_tokens) == ((128, 128), (8, 16, 16), 24)
    assert (ours.prediction, ours.scheduler.kind, ours.scheduler.timestep_spacing) == (
        "v_prediction",
        "DDIMScheduler",
        "trailing",
    )
    assert (other.picture, other.latent, other.max_tokens) == ((48, 32), (4, 8, 12), 16)
    assert (other.prediction, other.scheduler.kind, other.scheduler.timestep_spacing) == (
        "epsilon",
        "PNDMScheduler",
        "leading",
    )
    assert (other.guidance.default, other.guidance.min, other.guidance.max, other.steps) == (7.5, 1, 12, 10)
    assert other.attention is not None
    assert other.attention.size == (8, 12)
    assert ours.scaling_factor == 0.5


def test_a_manifest_may_say_which_words_the_model_has_seen(copied: Path, edit: Edit) -> None:
    assert read_manifest(copied / "other").vocabulary is None
    edit(copied / "other", lambda data: data.update(vocabulary={"things": ["cat", "ice cream"], "poses": []}))
    assert read_manifest(copied / "other").vocabulary == {"things": ("cat", "ice cream"), "poses": ()}


@pytest.mark.parametrize("wrong", [["cat"], {"things": "cat"}, {"things": ["cat", 3]}])
def test_a_list_of_words_that_is_none_is_refused(copied: Path, edit: Edit, wrong: object) -> None:
    edit(copied / "other", lambda data: data.update(vocabulary=wrong))
    with pytest.raises(ModelError, match="is not valid"):
        read_manifest(copied / "other")


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "other" / WEIGHTS).unlink()
    assert verify(copied / "other") == [f"other/{WEIGHTS} is missing."]
    with pytest.raises(ModelError, match="is missing"):
        OnnxModel(copied / "other")


def test_a_cut_off_file_is_named_with_its_size(copied: Path) -> None:
    file = copied / "other" / WEIGHTS
    whole = file.read_bytes()
    file.write_bytes(whole[:-100])
    (problem,) = verify(copied / "other", full=False)
    assert (
        problem == f"other/{WEIGHTS} holds {len(whole) - 100:,} bytes, not {len(whole):,}: it is cut off or "
        "not the same file."
    )


def test_one_changed_byte_is_found_by_its_hash(copied: Path) -> None:
    file = copied / "other" / WEIGHTS
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert verify(copied / "other") == [f"other/{WEIGHTS} has the right size but not the right content (sha256)."]
    with pytest.raises(ModelError, match="sha256"):
        OnnxModel(copied / "other")


def test_large_files_are_only_measured_unless_all_is_asked_for(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = copied / "other" / WEIGHTS
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    monkeypatch.setattr("kiosk.diffusion.manifest.LARGE", len(content) - 1)
    assert verify(copied / "other", full=False) == []
    assert len(verify(copied / "other", full=True)) == 1


def test_every_fault_is_told_at_once(copied: Path) -> None:
    (copied / "other" / WEIGHTS).unlink()
    (copied / "other" / "vae" / "decoder.onnx").write_bytes(b"")
    assert len(verify(copied / "other")) == 2


def test_a_directory_in_place_of_a_file_is_a_fault(copied: Path) -> None:
    (copied / "other" / "model_index.json").unlink()
    (copied / "other" / "model_index.json").mkdir()
    assert verify(copied / "other") == ["other/model_index.json is not a file."]


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "/etc/passwd",
        "unet/../../secret",
        "unet\\..\\x",
        "./unet",
        "unet//x",
        "",
        "C:/x",
        "@other",
        "@/x",
        "@../x/y",
        "@other/../x",
        "unet/\0",
    ],
)
def test_a_path_that_leads_outside_is_refused(copied: Path, edit: Edit, path: str) -> None:
    with pytest.raises(ModelError):
        resolve(copied / "other", path)
    edit(copied / "other", lambda manifest: manifest["parts"]["decoder"].update(graph=path))
    (problem,) = verify(copied / "other")
    assert problem.startswith("other: the path")
    with pytest.raises(ModelError, match="the path"):
        OnnxModel(copied / "other")


@pytest.mark.parametrize("where", [WEIGHTS, "unet"])
def test_a_symbolic_link_is_refused_even_where_it_leads_to_the_right_file(copied: Path, where: str) -> None:
    place = copied / "other" / where
    elsewhere = copied / "elsewhere"
    shutil.move(place, elsewhere)
    place.symlink_to(elsewhere)
    with pytest.raises(ModelError, match="is a symbolic link, which is not allowed"):
        OnnxModel(copied / "other")
    assert all("symbolic link" in problem for problem in verify(copied / "other"))


def test_a_model_that_is_not_there_or_is_no_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert verify(tmp_path / "nowhere") == ["There is no model folder 'nowhere'."]
    assert verify(tmp_path / "empty") == ["The folder 'empty' holds no manifest.json, so it is no model."]
    (tmp_path / "empty" / "manifest.json").write_text("{ not json", encoding="utf-8")
    (problem,) = verify(tmp_path / "empty")
    assert problem.startswith("empty/manifest.json cannot be read: ")


def _set(*keys: str, to: object) -> Callable[[dict[str, Any]], None]:
    def change(manifest: dict[str, Any]) -> None:
        *path, last = keys
        for key in path:
            manifest = manifest[key]
        manifest[last] = to

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set("schema", to=2), "has schema 2; this program reads schema 1"),
        (lambda manifest: manifest.pop("preview"), "lacks 'preview'"),
        (lambda manifest: manifest["parts"].pop("decoder"), "lacks 'decoder'"),
        (_set("latent", to=[4, 8]), "latent needs 3 whole numbers"),
        (_set("latent", to=[4, 8, 0]), "must be larger"),
        (_set("scaling_factor", to="a fifth"), "scaling_factor is not a number"),
        (_set("scaling_factor", to=float("nan")), "scaling_factor is not a number"),
        (_set("scaling_factor", to=0), "scaling_factor is 0"),
        (_set("prediction", to="sample"), "the prediction 'sample' is not one of epsilon, v_prediction"),
        (_set("noise", to="torch"), "the noise 'torch' is not"),
        (_set("guidance", to={"default": 9, "min": 1, "max": 8}), "default guidance is not between"),
        (_set("preview", "matrix", to=[[1, 2], [3, 4], [5, 6]]), "3 rows of 4 numbers"),
        (_set("files", to=[]), "is used but not listed in files"),
        (_set("files", to="all"), "files is not a list of tables"),
        (_set("steps", "default", to=True), "default is not a whole number"),
    ],
)
def test_a_manifest_that_cannot_be_right_is_refused_in_a_sentence(
    copied: Path, edit: Edit, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    edit(copied / "other", change)
    (problem,) = verify(copied / "other")
    assert words in problem
    assert problem.startswith("other/manifest.json")
    with pytest.raises(ModelError):
        read_manifest(copied / "other")


def test_a_graph_that_is_no_graph_is_refused_in_a_sentence(copied: Path, reseal: Callable[[Path], None]) -> None:
    (copied / "other" / "unet" / "model.onnx").write_bytes(b"not a graph")
    reseal(copied / "other")
    with pytest.raises(ModelError, match=r"unet/model\.onnx cannot be loaded"):
        OnnxModel(copied / "other", provider="cpu")
