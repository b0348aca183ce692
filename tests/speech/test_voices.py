"""Which voices there are, which is best, and what is wrong with a folder, file by file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import KioskError
from kiosk.speech.voices import best, find_voices, missing_parts, read_voice, verify, write_manifest
from tests.speech.material import material, small_voice


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    edit(data)
    (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")


def test_a_described_folder_is_a_voice(models: Path) -> None:
    small_voice(models)
    voice = read_voice(models / "voice-tiny-fr")
    assert (voice.name, voice.language, voice.taught_by, voice.sample_rate) == ("voice-tiny-fr", "fr", "robot", 16_000)
    assert voice.verified and not voice.installed, "it came with the program"
    assert set(voice.files) == {
        *("am/final.mdl", "conf/mfcc.conf", "conf/model.conf"),
        *("graph/HCLG.fst", "graph/words.txt"),
    }
    assert verify(voice.folder) == []


@pytest.mark.parametrize("language", ["fr-0.22", "en-us-0.15"])
def test_a_real_model_without_its_large_files_is_explained_file_by_file(language: str) -> None:
    name = f"vosk-skeleton-{language}"
    assert missing_parts(material(name)) == [
        f"{name}/am/final.mdl (the network that tells sounds apart) is missing.",
        f"{name}/graph/HCLr.fst (which sounds make which words) is missing.",
        f"{name}/graph/Gr.fst (which words follow each other) is missing.",
        f"{name}/ivector/final.ie (how voices of people differ) is missing.",
    ]
    assert verify(material(name))[0].startswith(f"The folder '{name}' holds no manifest.json")
    assert verify(material(name))[1:] == missing_parts(material(name))


def test_the_one_small_file_that_may_be_empty_is_not_complained_about() -> None:
    assert (material("vosk-skeleton-fr-0.22") / "ivector" / "online_cmvn.conf").stat().st_size == 0


def damage(folder: Path, how: str) -> None:
    file = folder / "graph" / "words.txt"
    match how:
        case "missing":
            file.unlink()
        case "shorter":
            file.write_bytes(file.read_bytes()[:-3])
        case "other":
            file.write_bytes(file.read_bytes().replace(b"rouge", b"vague"))
        case "link":
            file.rename(folder / "elsewhere")
            file.symlink_to(folder / "elsewhere")


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("missing", "voice-tiny-fr/graph/words.txt is missing."),
        ("shorter", "voice-tiny-fr/graph/words.txt has 624 bytes instead of 627."),
        ("other", "voice-tiny-fr/graph/words.txt has the right size but not the right content (sha256)."),
        ("link", "voice-tiny-fr/graph/words.txt is missing."),
    ],
)
def test_every_damage_is_said_once_with_the_name_of_the_file(models: Path, how: str, says: str) -> None:
    voice = small_voice(models)
    damage(voice.folder, how)
    assert verify(voice.folder) == [says]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda data: data.update(kind="labeller"), '"kind" is not "voice"'),
        (lambda data: data.update(schema=2), '"schema" is not 1'),
        (lambda data: data.pop("language"), "'language' is missing"),
        (lambda data: data.update(licence=7), '"licence" is no text'),
        (lambda data: data.update(taught_by="cats"), 'neither "people" nor "robot"'),
        (lambda data: data.update(sample_rate="fast"), '"sample_rate" is no number'),
        (lambda data: data.update(name="other"), "the folder is called otherwise"),
        (lambda data: data["files"][0].update(path="../../etc/passwd"), "leads out of the folder"),
        (lambda data: data["files"][0].update(path="/etc/passwd"), "leads out of the folder"),
        (lambda data: data.update(files=[3]), "is no manifest of a voice"),
        (lambda data: data["files"][0].update(bytes="many"), "is no manifest of a voice"),
    ],
)
def test_a_manifest_that_cannot_be_right_is_one_sentence(
    models: Path, edit: Callable[[dict[str, Any]], object], says: str
) -> None:
    voice = small_voice(models)
    change(voice.folder, edit)
    with pytest.raises(KioskError, match="is no manifest of a voice") as refused:
        read_voice(voice.folder)
    assert says in str(refused.value)
    assert verify(voice.folder)[0] == str(refused.value)


def test_people_come_before_a_robot_and_known_files_before_unknown_ones(models: Path) -> None:
    for name, taught_by, source in (
        ("a-robot", "robot", None),
        ("b-unknown", "people", {"verified": False}),
        ("c-known", "people", {"verified": True}),
    ):
        voice = small_voice(models, "fr", name, taught_by)
        if source is not None:
            change(voice.folder, lambda data, source=source: data.update(source=source))  # type: ignore[misc]
    voices, problems = find_voices(models)
    assert [voice.name for voice in voices] == ["c-known", "b-unknown", "a-robot"] and problems == ()
    chosen = best(voices, "fr")
    assert chosen is not None and chosen.name == "c-known"
    assert best(voices, "nl") is None


def test_broken_folders_are_left_out_and_named_and_other_models_are_none_of_our_business(models: Path) -> None:
    small_voice(models)
    half = small_voice(models, "fr", "half")
    (half.folder / "am" / "final.mdl").unlink()
    bare = small_voice(models, "fr", "bare")
    (bare.folder / "manifest.json").unlink()
    (models / "imagier").mkdir()
    (models / "imagier" / "manifest.json").write_text('{"schema": 1}', encoding="utf-8")
    (models / ".adding").mkdir()
    (models / "loose.txt").write_text("", encoding="utf-8")
    voices, problems = find_voices(models)
    assert [voice.name for voice in voices] == ["voice-tiny-fr"]
    assert problems == (
        "The folder 'bare' holds no manifest.json: add the voice again with `kiosk models add`.",
        "half/am/final.mdl (the network that tells sounds apart) is missing.",
    )


def test_no_models_folder_is_no_voices(tmp_path: Path) -> None:
    assert find_voices(tmp_path / "nothing") == ((), ())


def test_what_is_not_whole_is_never_described(models: Path) -> None:
    shutil.copytree(material("vosk-tiny-fr"), models / "new")
    (models / "new" / "graph").chmod(0o755)
    (models / "new" / "graph" / "HCLG.fst").unlink()
    (models / "new").chmod(0o755)
    with pytest.raises(KioskError, match=r"new/graph/HCLG.fst .* is missing"):
        write_manifest(models / "new", {"language": "fr", "licence": "x", "taught_by": "robot"})
    assert not (models / "new" / "manifest.json").exists()
