"""Two small models, exported once for all tests, and loaded on the real ONNX Runtime."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
import torch

from kiosk.diffusion.manifest import sha256
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.training.export import Card, export
from tests.diffusion.tiny_pipelines import Edit, save_other_pipeline, save_our_pipeline


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder that holds `ours` and `other` (which is wider than high). Not to be changed."""
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("models")
    pipelines = tmp_path_factory.mktemp("pipelines")
    save_our_pipeline(pipelines / "ours")
    save_other_pipeline(pipelines / "other")
    export(pipelines / "ours", folder / "ours", Card("ours", {"en": "Ours"}, "CC0-1.0", invents=True))
    card = Card("other", {"en": "Other"}, "CC0-1.0", guidance=(7.5, 1.0, 12.0), steps=10)
    export(pipelines / "other", folder / "other", card, picture=(48, 32))
    return folder


@pytest.fixture(scope="session")
def ours(models: Path) -> OnnxModel:
    return OnnxModel(models / "ours", provider="cpu", threads=1)


@pytest.fixture(scope="session")
def other(models: Path) -> OnnxModel:
    return OnnxModel(models / "other", provider="cpu", threads=1)


@pytest.fixture
def copied(models: Path, tmp_path: Path) -> Path:
    """A models folder of one's own, with `other` in it, to damage."""
    shutil.copytree(models / "other", tmp_path / "models" / "other")
    return tmp_path / "models"


@pytest.fixture
def edit() -> Edit:
    """edit(model folder, change): change the manifest, as a person or a faulty program might."""

    def apply(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
        data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        change(data)
        (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")

    return apply


@pytest.fixture
def reseal() -> Callable[[Path], None]:
    """reseal(model folder): bring sizes and hashes up to date, as if the damaged files had been exported so."""

    def apply(folder: Path) -> None:
        data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for file in data["files"]:
            path = folder / file["path"]
            file |= {"bytes": path.stat().st_size, "sha256": sha256(path)}
        (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")

    return apply
