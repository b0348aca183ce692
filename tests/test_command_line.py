"""The command line, as a technician uses it: real processes, the real model, sentences instead of tracebacks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

HOME = Path(__file__).resolve().parent.parent


def kiosk(*arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Runs `kiosk` with these arguments in a process of its own."""
    command = [*before, sys.executable, "-m", "kiosk", "--home", str(HOME), *arguments]
    environment = os.environ | {"SDL_VIDEODRIVER": "dummy", "PYTHONPATH": str(HOME)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    out = tmp_path_factory.mktemp("painted")
    answer = kiosk(
        "paint", "un chat rouge dans la neige", "--language", "fr", "--seed", "7", "--steps", "4", "--guidance", "5",
        "--out", str(out), "--json",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return out, json.loads(answer.stdout)


def test_a_french_prompt_is_painted_and_every_step_is_written(painted: tuple[Path, dict[str, object]]) -> None:
    out, answer = painted
    names = {f"{kind}_{k:02d}.png" for kind in ("easel", "step", "without", "with", "difference") for k in range(1, 5)}
    assert {file.name for file in out.iterdir()} == names | {"picture.png"}
    assert answer["english_prompt"] == "a red cat in the snow"
    assert [token["text"] for token in answer["tokens"]] == ["a", "red", "cat", "in", "the", "snow"]  # type: ignore[attr-defined]  # JSON
    assert (answer["model"], answer["seed"], answer["steps"], answer["guidance"]) == ("imagier", 7, 4, 5.0)
    assert answer["unknown_words"] == [] and answer["provider"] == "CPUExecutionProvider"
    assert len(answer["step_seconds"]) == 4 and answer["seconds"] > 0  # type: ignore[arg-type, operator]  # JSON
    assert len(answer["previews"]) == 4 and answer["picture"] == str(out / "picture.png")  # type: ignore[arg-type]  # JSON


def test_every_file_says_that_a_machine_made_it(painted: tuple[Path, dict[str, object]]) -> None:
    for file in painted[0].iterdir():
        with Image.open(file) as image:
            assert str(image.info["DigitalSourceType"]).endswith("trainedAlgorithmicMedia"), file.name


def test_the_prompt_is_in_none_of_the_files(painted: tuple[Path, dict[str, object]]) -> None:
    for file in painted[0].iterdir():
        assert b"rouge" not in file.read_bytes() and b"red cat" not in file.read_bytes()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare here")
def test_without_any_network_the_same_recipe_gives_the_same_bytes(
    painted: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    offline = ("unshare", "-rn")
    if subprocess.run([*offline, "true"], capture_output=True).returncode:
        pytest.skip("this machine allows no network namespace")
    answer = kiosk(
        "paint", "a red cat in the snow", "--language", "en", "--seed", "7", "--steps", "4", "--guidance", "5",
        "--out", str(tmp_path), before=offline,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "picture.png").read_bytes() == (painted[0] / "picture.png").read_bytes()


def test_unknown_words_are_named(tmp_path: Path) -> None:
    answer = kiosk("paint", "un zibou rouge", "--steps", "2", "--out", str(tmp_path), "--json")
    found = json.loads(answer.stdout)
    assert found["unknown_words"] == ["zibou"] and "zibou" in found["english_prompt"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("paint", "   ", "--out", "x"), "The prompt is empty"),
        (("paint", "un chat", "--language", "xx", "--out", "x"), "no language 'xx'"),
        (("paint", "un chat", "--model", "nothing", "--out", "x"), "no model folder 'nothing'"),
        (("paint", "un chat", "--steps", "0", "--out", "x"), "--steps 0"),
        (("paint", "un chat", "--seed", "-1", "--out", "x"), "--seed -1"),
        (("run", "--size", "big"), "--size big"),
        (("models", "export", "nowhere", "--name", "x"), "nowhere"),
    ],
)
def test_a_wrong_argument_gets_one_plain_sentence(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = kiosk(*arguments)
    assert answer.returncode == 2
    assert sentence in answer.stderr and "Traceback" not in answer.stderr
    assert not (tmp_path / "x").exists()


def test_the_doctor_says_where_painting_really_runs() -> None:
    answer = kiosk("doctor", "--json")
    found = {finding["topic"]: finding for finding in json.loads(answer.stdout)}
    assert "Painting runs on CPUExecutionProvider" in found["painter"]["sentence"]
    assert found["model"]["verdict"] == found["python"]["verdict"] == found["packages"]["verdict"] == "fine"
    assert {"display", "font", "content", "microphone", "machine"} <= set(found)


def test_a_reader_that_stops_early_brings_no_traceback() -> None:
    command = f'"{sys.executable}" -m kiosk imagier stats --json | head -c 20'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert len(done.stdout) == 20 and done.stderr == ""


@pytest.mark.parametrize("step", ["evaluate", "starters"])
def test_a_model_of_another_data_set_is_not_judged_by_this_one(step: str, tmp_path: Path) -> None:
    home = tmp_path
    (home / "exhibit_content").mkdir()
    (home / "models" / "imagier").mkdir(parents=True)
    manifest = {"made": {"commit": "abcdef0123", "training": {"data_set": "0"}}}
    (home / "models" / "imagier" / "manifest.json").write_text(json.dumps(manifest))
    done = kiosk("--home", str(home), "train", step)
    assert done.returncode == 2
    said = done.stderr
    assert "learned from version 0" in said and "abcdef0" in said and "Traceback" not in said
