"""The committed labeller on the real ONNX Runtime: it labels our drawings, refuses damage, and breaks politely."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from kiosk.imagier.dataset import SIZE, Description, Placed, describe
from kiosk.imagier.draw import mask, render, svg
from kiosk.imagier.vocabulary import CLASSES, SCENES, TEXTURES, THINGS
from kiosk.labels.labeller import SURE, Labeller, LabellerError, verify

FOLDER = Path(__file__).parents[2] / "models" / "labeller"
UNSEEN = [describe(SIZE + 7_000 + i) for i in range(60)]


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller.load(FOLDER)


@pytest.fixture(scope="module")
def drawings() -> NDArray[np.uint8]:
    return np.stack([render(svg(description), 128) for description in UNSEEN])


def test_its_words_are_the_data_sets(labeller: Labeller) -> None:
    assert labeller.words.things == THINGS
    assert labeller.words.textures == TEXTURES
    assert labeller.words.scenes == SCENES
    assert labeller.words.classes == CLASSES


def test_it_labels_drawings_it_never_saw(labeller: Labeller, drawings: NDArray[np.uint8]) -> None:
    right = 0
    for description, result in zip(UNSEEN, labeller.label_all(list(drawings)), strict=True):
        seen = {(one.thing, one.colour, one.texture) for one in result.seen}
        there = {(one.thing, one.colour, one.texture) for one in description.placed}
        right += seen == there and result.scene == description.scene
    assert right >= 57


def test_its_mask_lies_where_the_drawings_classes_are(labeller: Labeller, drawings: NDArray[np.uint8]) -> None:
    agree = []
    for description, picture in zip(UNSEEN[:20], drawings, strict=False):
        painted = labeller.label(picture).mask
        agree.append((painted == mask(description, painted.shape[0])).mean())
    assert float(np.mean(agree)) > 0.9


def test_it_knows_the_spongecat_though_the_data_set_holds_none(labeller: Labeller) -> None:
    for colour in ("yellow", "red", "blue"):
        placed = Placed("cat", colour, "sponge", 64, 112, 0.85, False)
        (seen,) = labeller.label(render(svg(Description(0, "meadow", (placed,), 24, 0.5, False)), 128)).seen
        assert (seen.thing, seen.colour, seen.texture) == ("cat", colour, "sponge")


def test_it_sees_no_thing_in_an_empty_scene_in_noise_or_in_pieces(
    labeller: Labeller, drawings: NDArray[np.uint8]
) -> None:
    empty = [render(svg(Description(0, scene, (), 24, 0.5, False)), 128) for scene in SCENES]
    assert not any(result.seen for result in labeller.label_all(empty))
    random = np.random.default_rng(3)
    noise = random.integers(0, 256, (6, 128, 128, 3), dtype=np.uint8)
    assert not any(result.seen for result in labeller.label_all(list(noise)))
    pieces = []
    for picture in drawings[:20]:
        squares = picture.reshape(8, 16, 8, 16, 3).swapaxes(1, 2).reshape(64, 16, 16, 3)
        mixed = squares[random.permutation(64)].reshape(8, 8, 16, 16, 3)
        pieces.append(mixed.swapaxes(1, 2).reshape(128, 128, 3))
    assert sum(not result.seen for result in labeller.label_all(pieces)) >= 18


def test_everything_it_knows_is_listed_likeliest_first(labeller: Labeller, drawings: NDArray[np.uint8]) -> None:
    result = labeller.label(drawings[0])
    chances = [one.probability for one in result.things]
    assert chances == sorted(chances, reverse=True)
    assert {one.thing for one in result.things} == set(THINGS)
    assert [one for one in result.things if one.probability >= SURE] == list(result.seen)


def test_many_at_once_is_the_same_as_one_by_one(labeller: Labeller, drawings: NDArray[np.uint8]) -> None:
    together = labeller.label_all(list(drawings[:20]))
    for picture, result in zip(drawings, together, strict=False):
        alone = labeller.label(picture)
        assert [one.thing for one in alone.seen] == [one.thing for one in result.seen]
        assert np.array_equal(alone.mask, result.mask)
        assert alone.things[0].probability == pytest.approx(result.things[0].probability, abs=1e-5)
    assert labeller.label_all([]) == []


@pytest.mark.parametrize(("width", "height"), [(256, 256), (512, 512), (96, 96), (200, 300)])
def test_pictures_of_any_size_are_fitted_first(labeller: Labeller, width: int, height: int) -> None:
    description = UNSEEN[0]
    image = Image.fromarray(render(svg(description), 256)).resize((width, height))
    seen = labeller.label(np.asarray(image)).seen
    assert {one.thing for one in seen} == {one.thing for one in description.placed}


def test_what_is_no_picture_is_refused_in_one_sentence(labeller: Labeller) -> None:
    wrong: tuple[NDArray[Any], ...] = (
        np.zeros((128, 128), np.uint8),
        np.zeros((128, 128, 4), np.uint8),
        np.zeros((128, 128, 3), np.float32),
        np.zeros((0, 128, 3), np.uint8),
    )
    for picture in wrong:
        with pytest.raises(LabellerError, match="A picture is uint8"):
            labeller.label(picture)


def test_the_committed_folder_is_whole_small_and_names_no_machine() -> None:
    assert verify(FOLDER) == []
    files = [file for file in FOLDER.iterdir() if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 2_500_000
    graph = (FOLDER / "labeller.onnx").read_bytes()
    assert b"/work" not in graph
    assert b"site-packages" not in graph


def _change(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(data)
    (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: data.update(schema=2), "schema 1"),
        (lambda data: data.update(kind="painter"), "labeller"),
        (lambda data: data.update(things="cat"), "things is not a list"),
        (lambda data: data.pop("weights"), "weights is not a list"),
        (lambda data: data.update(picture=[128, 64]), "equal height"),
        (lambda data: data.update(files=[{"path": "labeller.onnx"}]), "files is not a list"),
        (lambda data: data.update(graph="../imagier/labeller.onnx"), "not a file of this folder"),
        (lambda data: data.update(graph="other.onnx"), "does not list it"),
        (lambda data: data.pop("name"), "lacks its name"),
    ],
)
def test_a_wrong_manifest_is_explained(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], expected: str
) -> None:
    folder = tmp_path / "labeller"
    shutil.copytree(FOLDER, folder)
    _change(folder, change)
    with pytest.raises(LabellerError, match=expected):
        Labeller.load(folder)
    assert any(expected in problem for problem in verify(folder))


def test_damaged_and_missing_files_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "labeller"
    shutil.copytree(FOLDER, folder)
    weights = folder / "labeller.safetensors"
    good = weights.read_bytes()
    weights.write_bytes(good[:-5])
    assert "holds" in verify(folder)[0]
    weights.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    assert "right size but not the right content" in verify(folder)[0]
    weights.unlink()
    with pytest.raises(LabellerError, match=r"labeller/labeller\.safetensors cannot be read"):
        Labeller.load(folder)
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(LabellerError, match="is not valid"):
        Labeller.load(folder)
    with pytest.raises(LabellerError, match=r"manifest\.json cannot be read"):
        Labeller.load(tmp_path / "nowhere")


def test_a_graph_that_is_none_is_refused_even_where_its_hash_fits(tmp_path: Path) -> None:
    import hashlib

    folder = tmp_path / "labeller"
    shutil.copytree(FOLDER, folder)
    (folder / "labeller.onnx").write_bytes(b"no graph")
    digest = hashlib.sha256(b"no graph").hexdigest()

    def reseal(data: dict[str, Any]) -> None:
        for entry in data["files"]:
            if entry["path"] == "labeller.onnx":
                entry.update(bytes=8, sha256=digest)

    _change(folder, reseal)
    with pytest.raises(LabellerError, match="cannot be loaded"):
        Labeller.load(folder)
