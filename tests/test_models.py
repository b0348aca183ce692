"""`kiosk models verify` finds every file that is not what it should be, and says so in sentences."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kiosk import models as kiosk_models
from kiosk.__main__ import main

SHIPPED = Path(__file__).parents[1] / "models"
DECODER = "vae/decoder.onnx"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A kiosk with one painting model."""
    (tmp_path / "exhibit_content").mkdir()
    shutil.copytree(SHIPPED / "imagier", tmp_path / "models" / "imagier")
    return tmp_path


def verify(home: Path, *arguments: str) -> int:
    return main(["--home", str(home), "models", "verify", *arguments])


def test_the_shipped_models_are_what_their_manifests_say_and_fit_into_git(capsys: pytest.CaptureFixture[str]) -> None:
    code = verify(SHIPPED.parent, "--json")
    report = json.loads(capsys.readouterr().out)
    assert {name: found for name, found in report["problems"].items() if found} == {}
    assert {"imagier", "labeller"} <= report["bytes"].keys()
    assert report["total_bytes"] == sum(report["bytes"].values()) <= report["limit_bytes"] == 45 * 2**20
    assert code == 0


def test_a_whole_model_is_said_to_be_so_with_the_size_of_all(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(home) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first == "imagier: every file is what its manifest says."
    assert last.startswith("The models hold ") and last.endswith(" MiB of at most 45.0 MiB.")


def test_a_damaged_file_and_one_that_nobody_lists_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decoder = home / "models" / "imagier" / DECODER
    content = bytearray(decoder.read_bytes())
    content[-1] ^= 1
    decoder.write_bytes(content)
    (home / "models" / "imagier" / "unet" / "old.safetensors").write_bytes(b"left over")
    assert verify(home) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        f"imagier/{DECODER} has the right size but not the right content (sha256).",
        "imagier/unet/old.safetensors is listed in no manifest.",
    ]


def test_card_figures_and_recordings_are_no_left_overs(home: Path) -> None:
    (home / "models" / "imagier" / "recorded").mkdir(exist_ok=True)
    for name in ("README.md", "evaluation.json", "recorded/new.png"):
        (home / "models" / "imagier" / name).write_bytes(b"renewed without an export")
    assert verify(home) == 0


def test_what_belongs_to_no_model_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "models" / "half").mkdir()
    (home / "models" / "loose.onnx").write_bytes(b"")
    assert verify(home) == 1
    printed = capsys.readouterr().out
    assert "The folder 'half' holds no manifest.json, so it is no model." in printed
    assert "models/loose.onnx belongs to no model." in printed


@pytest.mark.parametrize("kind", ["", '"kind": "labeller", '])
def test_a_manifest_that_cannot_be_right_is_a_problem_not_a_crash(
    home: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / "models" / "broken"
    folder.mkdir()
    for content in ("{ not json", "[]", f'{{{kind}"files": 3}}', f'{{{kind}"files": [4, {{"path": 5}}]}}'):
        (folder / "manifest.json").write_text(content, encoding="utf-8")
        assert verify(home, "broken") == 1
        assert "broken/manifest.json" in capsys.readouterr().out


def test_models_that_git_does_not_take_are_a_problem_installed_ones_are_not(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kiosk_models, "LIMIT_BYTES", 2**20)
    assert verify(home) == 1
    assert "MiB, and git takes 1.0 MiB in all." in capsys.readouterr().out
    monkeypatch.setattr(kiosk_models, "INSTALLED_BYTES", 2**20)
    assert verify(home) == 0
    assert "hold 0.0 MiB of at most 1.0 MiB (installed here and not counted: imagier)." in capsys.readouterr().out


def test_only_the_models_named_are_looked_at(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "models" / "half").mkdir()
    assert verify(home, "imagier") == 0
    assert verify(home, "imagier", "half", "--json") == 1
    output = capsys.readouterr().out
    report = json.loads(output[output.index("{") :])
    assert report["problems"] == {
        "imagier": [],
        "half": ["The folder 'half' holds no manifest.json, so it is no model."],
    }
    assert report["total_bytes"] is None


def test_a_model_that_is_not_there_ends_in_a_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(home, "imagier", "nothing") == 2
    assert capsys.readouterr().err == "There is no model 'nothing' in models; there are: imagier.\n"
    shutil.rmtree(home / "models")
    assert verify(home) == 2
    assert capsys.readouterr().err == f"There is no folder models in {home}.\n"
    (home / "models").mkdir()
    assert verify(home) == 1
    assert "There is no model in" in capsys.readouterr().out
