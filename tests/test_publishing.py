"""`kiosk publish` and `kiosk rollback`, as staff type them; and a release published under a running exhibit."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

import pygame
import pytest

from kiosk import bench, doctor
from kiosk.__main__ import main
from kiosk.diffusion.manifest import ModelError
from kiosk.exhibit.release import shown
from tests.test_script import HOME, QUIET, kiosk_run


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """What staff wrote, without the panels: they have their own checks."""
    return Path(shutil.copytree(HOME.content, tmp_path / "content", ignore=shutil.ignore_patterns("panels")))


def retitle(content: Path, title: str) -> None:
    """Another first sentence on the attract screen, in all languages."""
    for file in (content / "languages").glob("*.toml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        lines = [f'attract_say = "{title}"' if line.startswith("attract_say") else line for line in lines]
        file.write_text("\n".join(lines), encoding="utf-8")


def test_publish_and_rollback_say_what_they_did(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = str(tmp_path / "state")
    assert main(["publish", str(content), "--state", state, "--language", "en"]) == 0
    assert "Published as 0001-" in capsys.readouterr().out
    assert main(["publish", str(content), "--state", state, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["changed"] is False and answer["release"].startswith("0001-")
    assert main(["rollback", "--state", state, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["release"] is None and answer["sentence"].startswith("Retour à la version d’origine"), (
        "staff read French"
    )
    assert main(["rollback", "--state", state]) == 2
    told = capsys.readouterr()
    assert "nothing to go back to" in told.err and told.out == ""


def test_mistakes_are_listed_with_their_places_and_nothing_is_published(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = content / "settings.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\nidle_second = "soon"\n', encoding="utf-8")
    (content / "keyboards" / "qwerty.toml").write_text("rows = [", encoding="utf-8")
    line = len(settings.read_text(encoding="utf-8").splitlines())
    state = tmp_path / "state"
    assert main(["publish", str(content), "--state", str(state), "--language", "en"]) == 1
    told = capsys.readouterr().out
    assert f"settings.toml:{line}:1: " in told and "keyboards/qwerty.toml:1:" in told and "Not published" in told
    assert main(["publish", str(content), "--state", str(state), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {(one["file"], one["severity"]) for one in found["problems"]} >= {("settings.toml", "error")}
    assert found["release"] is None and shown(state) is None


def test_a_model_that_is_not_here_or_a_folder_that_is_none_could_not_run(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = content / "settings.toml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("model")]
    settings.write_text('model = "another"\n' + "\n".join(lines), encoding="utf-8")
    state = str(tmp_path / "state")
    assert main(["publish", str(content), "--state", state]) == 2
    assert "“another”, which is not installed" in capsys.readouterr().err
    assert main(["publish", str(tmp_path / "nothing"), "--state", state]) == 2
    assert "cannot be read" in capsys.readouterr().err


VISIT = """
[[do]]
screenshot = "first"
[[do]]
press = "wake"
[[do]]
type = "un chat"
[[do]]
screenshot = "visit"
[[do]]
wait = 3
[[do]]
screenshot = "visit_later"
[[do]]
wait_for = "Attract"
[[do]]
wait = 8
[[do]]
screenshot = "next"
"""


def test_under_a_running_visit_the_visitor_keeps_the_old_text_and_the_next_one_has_the_new(
    content: Path, tmp_path: Path
) -> None:
    state, shots, script = tmp_path / "state", tmp_path / "shots", tmp_path / "visit.toml"
    script.write_text(VISIT, encoding="utf-8")
    settings = content / "settings.toml"
    quick = {"idle_seconds": "10.0", "countdown_seconds": "5.0", "languages": '["fr"]'}
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if line.split(" ")[0] not in quick]
    settings.write_text("\n".join([*(f"{key} = {value}" for key, value in quick.items()), *lines]), encoding="utf-8")
    assert main(["publish", str(content), "--state", str(state)]) == 0
    frames = tmp_path / "frames.json"
    command = kiosk_run("--windowed", "--size", "640x360", "--state", str(state), "--script", str(script))
    with subprocess.Popen([*command, "--record", str(shots), "--frames", str(frames)], env=QUIET) as running:
        while not (shots / "visit.png").exists() and running.poll() is None:
            time.sleep(0.05)
        retitle(content, "Tout autre chose")
        assert main(["publish", str(content), "--state", str(state)]) == 0
        assert running.wait(timeout=240) == 0
    words, scene = (0, 72, 256, 216), (0, 0, 640, 360)
    assert _difference(shots, "visit", "visit_later", scene) < 0.02, "a cursor that blinks"
    assert _difference(shots, "first", "next", words) > 0.02, "another sentence, left of the picture"


def _difference(shots: Path, one: str, other: str, part: tuple[int, int, int, int]) -> float:
    """The share of bytes that are not the same in a part of two screenshots."""
    seen: list[bytes] = [
        pygame.image.tobytes(pygame.image.load(shots / f"{name}.png").subsurface(part), "RGB") for name in (one, other)
    ]
    different = [a != b for a, b in zip(seen[0], seen[1], strict=True)]
    return different.count(True) / len(different)


# --- the other commands --------------------------------------------------------------------------


def add_word(content: Path) -> None:
    """A word that the kiosk did not come with."""
    french = content / "languages" / "fr.toml"
    text = french.read_text(encoding="utf-8")
    french.write_text(text.replace("cat = [", 'cat = ["zibouchat / zibouchats", ', 1), encoding="utf-8")


def test_a_word_that_staff_published_is_known_to_kiosk_paint_too(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = str(tmp_path / "state")
    command = ["paint", "un zibouchat", "--steps", "1", "--out", str(tmp_path / "out"), "--json", "--state", state]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["unknown_words"] == ["zibouchat"]
    add_word(content)
    assert main(["publish", str(content), "--state", state]) == 0
    capsys.readouterr()
    assert main(command) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["unknown_words"] == [] and answer["english_prompt"] == "a cat"


def test_the_doctor_looks_at_the_release_that_is_shown(content: Path, tmp_path: Path) -> None:
    delivered = list(doctor._content(HOME, HOME.content))
    assert "as it was delivered" in delivered[0].sentence and delivered[0].verdict == "fine"
    assert main(["publish", str(content), "--state", str(tmp_path)]) == 0
    release = shown(tmp_path)
    assert release is not None
    (found,) = doctor._content(HOME, release.content)
    assert release.name in found.sentence and found.verdict == "fine"
    (release.content / "starters.toml").write_text("[[[", encoding="utf-8")
    (found,) = doctor._content(HOME, release.content)
    assert found.verdict == "fault" and f"kiosk check {release.content}" in found.sentence


def test_the_bench_measures_the_model_that_the_release_asks_for(content: Path) -> None:
    settings = content / "settings.toml"
    settings.write_text(settings.read_text("utf-8").replace('model = "imagier"', 'model = "another"'), "utf-8")
    with pytest.raises(ModelError, match="another"):
        bench.measure(HOME, content, only="picture")
