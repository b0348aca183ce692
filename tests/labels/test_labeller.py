"""The committed labeller on the real ONNX Runtime: it labels our drawings, refuses damage, and breaks politely."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from kiosk.imagier.captions import alone
from kiosk.imagier.dataset import SIZE, Description, describe
from kiosk.imagier.draw import labels, mask, render, svg
from kiosk.imagier.vocabulary import COLOURS, SCENES, THINGS
from kiosk.labels.geometry import overlap
from kiosk.labels.labeller import Labeller, LabellerError, verify
from kiosk.labels.words import SURE
from kiosk.training.labeller_export import export_labeller
from kiosk.training.labeller_net import LabellerNet
from kiosk.training.marks import SINGLE_PEOPLE, WORDS, marks_of

FOLDER = Path(__file__).parents[2] / "models" / "labeller"
IN_TRAINING = "it tells 82 in 100 skin tones so far (kiosk/training/LOG.md)"
LEARNED = {"colour": 0.99, "texture": 0.9, "size": 0.88, "pose": 0.97, "long hair": 0.92, "headscarf": 0.96}
LEARNED |= {"glasses": 0.88, "skin tone": 0.75}
"""What it already tells well enough; goals for all its attributes are 0.99."""
UNSEEN = [describe(SIZE + 7_000 + i, "imagier-even") for i in range(60)]


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    """The committed labeller, which was trained: everything that asks what it knows."""
    return Labeller.load(FOLDER)


@pytest.fixture(scope="module")
def ignorant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a labeller that learned nothing: everything that asks how it is loaded, and what it refuses."""
    folder = tmp_path_factory.mktemp("models") / "labeller"
    export_labeller(LabellerNet().eval(), folder, 128, "Apache-2.0", {"date": "2026-01-01"}, "a card")
    return folder


@pytest.fixture(scope="module")
def drawings() -> list[NDArray[np.uint8]]:
    return [render(svg(description), 256) for description in UNSEEN]


def drawn_alone(thing: str, colour: str, texture: str, scene: str) -> NDArray[np.uint8]:
    """A thing by itself, 256 x 256."""
    placed = alone(thing, colour, texture, lambda: 0.4)
    return render(svg(Description(0, scene, (placed,), 24, 0.5, False)), 256)


def test_its_words_are_the_data_sets(labeller: Labeller) -> None:
    assert labeller.words == WORDS


def test_it_labels_drawings_it_never_saw(labeller: Labeller, drawings: list[NDArray[np.uint8]]) -> None:
    right = 0
    for description, result in zip(UNSEEN, labeller.label_all(drawings), strict=True):
        seen = {(one.thing, one.colour, one.texture) for one in result.seen}
        there = {(one.thing, one.colour, one.texture) for one in description.placed}
        right += seen == there and result.scene == description.scene
    assert right >= 53  # 57 when texture reaches its goal


def test_it_knows_what_each_thing_is_like(labeller: Labeller, drawings: list[NDArray[np.uint8]]) -> None:
    right: dict[str, list[bool]] = {}
    for description, result in zip(UNSEEN, labeller.label_all(drawings), strict=True):
        said = {one.thing: one for one in result.things}
        for placed in description.placed:
            for name, word in marks_of(placed, len(description.placed) == 1).items():
                right.setdefault(name, []).append(said[placed.thing].says(name) == word)
    assert {"pose", "hair", "skin tone", "long hair", "size"} <= right.keys()
    for name, least in LEARNED.items():
        assert sum(right[name]) >= least * len(right[name]) - 1, name


@pytest.mark.xfail(reason=IN_TRAINING, strict=True)
def test_it_tells_the_five_skin_tones_apart_in_the_same_person(labeller: Labeller) -> None:
    for thing in ("doctor", "cook", "child"):
        said = []
        for tone in (0.1, 0.3, 0.5, 0.7, 0.9):
            # The fourth of the eight chances of a person decides about skin.
            chances = iter([0.4, 0.4, 0.4, tone, 0.9, 0.9, 0.9, 0.9] * 4)
            placed = alone(thing, "blue", "plain", lambda chances=chances: next(chances))  # type: ignore[misc]
            result = labeller.label(render(svg(Description(0, "room", (placed,), 24, 0.5, False)), 256))
            said.append({one.thing: one for one in result.things}[thing].says("skin tone"))
        assert said == ["1", "2", "3", "4", "5"], thing


def test_its_mask_lies_where_the_drawings_classes_are(labeller: Labeller, drawings: list[NDArray[np.uint8]]) -> None:
    agree = []
    for description, picture in zip(UNSEEN[:20], drawings, strict=False):
        painted = labeller.label(picture).mask
        agree.append((painted == mask(description, painted.shape[0])).mean())
    assert float(np.mean(agree)) > 0.9


def test_its_boxes_lie_around_the_things(labeller: Labeller, drawings: list[NDArray[np.uint8]]) -> None:
    agree = []
    for description, picture in zip(UNSEEN[:20], drawings, strict=False):
        result = labeller.label(picture)
        for one in labels(description, 256).things:
            if one.box is not None:
                found = result.box_of(one.thing, 256, 256)
                agree.append(0.0 if found is None else overlap(found, one.box))
    assert float(np.median(agree)) > 0.85


def test_it_knows_the_spongecat_though_the_data_set_holds_none(labeller: Labeller) -> None:
    for colour in ("yellow", "red", "blue"):
        (seen,) = labeller.label(drawn_alone("cat", colour, "sponge", "meadow")).seen
        assert (seen.thing, seen.colour, seen.texture) == ("cat", colour, "sponge")


def test_it_sees_no_thing_in_an_empty_scene_in_noise_or_in_pieces(
    labeller: Labeller, drawings: list[NDArray[np.uint8]]
) -> None:
    empty = [render(svg(Description(0, scene, (), 24, 0.5, False)), 256) for scene in SCENES]
    assert not any(result.seen for result in labeller.label_all(empty))
    random = np.random.default_rng(3)
    noise = random.integers(0, 256, (6, 128, 128, 3), dtype=np.uint8)
    assert not any(result.seen for result in labeller.label_all(list(noise)))
    pieces = []
    for picture in drawings[:20]:
        squares = picture.reshape(8, 32, 8, 32, 3).swapaxes(1, 2).reshape(64, 32, 32, 3)
        mixed = squares[random.permutation(64)].reshape(8, 8, 32, 32, 3)
        pieces.append(mixed.swapaxes(1, 2).reshape(256, 256, 3))
    assert sum(not result.seen for result in labeller.label_all(pieces)) >= 18


def test_the_nearest_picture_shows_the_same(labeller: Labeller) -> None:
    things, colours, scenes = ("cat", "house", "nurse", "boat", "apple"), ("red", "blue"), ("meadow", "snow")
    looks = list(product(things, colours, scenes))
    stored = labeller.label_all(drawn_alone(thing, colour, "plain", scene) for thing, colour, scene in looks)
    asked = labeller.label_all(drawn_alone(thing, colour, "dotted", scene) for thing, colour, scene in looks)
    alike = np.stack([one.features for one in asked]) @ np.stack([one.features for one in stored]).T
    nearest = [looks[k] for k in alike.argmax(1)]
    assert sum(found == look for found, look in zip(nearest, looks, strict=True)) >= 18


def test_everything_it_knows_is_listed_likeliest_first(labeller: Labeller, drawings: list[NDArray[np.uint8]]) -> None:
    result = labeller.label(drawings[0])
    chances = [one.probability for one in result.things]
    assert chances == sorted(chances, reverse=True)
    assert {one.thing for one in result.things} == set(THINGS)
    assert [one for one in result.things if one.probability >= SURE] == list(result.seen)
    for one in result.things:
        assert (one.says("hair") == "") == (one.thing not in SINGLE_PEOPLE)
        assert one.colour in ("", *COLOURS)


def test_many_at_once_is_the_same_as_one_by_one(labeller: Labeller, drawings: list[NDArray[np.uint8]]) -> None:
    together = labeller.label_all(drawings[:20])
    for picture, result in zip(drawings, together, strict=False):
        apart = labeller.label(picture)
        assert [one.thing for one in apart.seen] == [one.thing for one in result.seen]
        assert np.array_equal(apart.mask, result.mask)
        assert apart.features == pytest.approx(result.features, abs=1e-5)
        assert apart.things[0].probability == pytest.approx(result.things[0].probability, abs=1e-5)
    assert labeller.label_all([]) == []


@pytest.mark.parametrize(("width", "height"), [(256, 256), (512, 512), (96, 96), (200, 300)])
def test_pictures_of_any_size_are_fitted_first(labeller: Labeller, width: int, height: int) -> None:
    description = UNSEEN[0]
    image = Image.fromarray(render(svg(description), 256)).resize((width, height))
    seen = labeller.label(np.asarray(image)).seen
    assert {one.thing for one in seen} == {one.thing for one in description.placed}


def test_the_committed_folder_is_whole_small_and_names_no_machine() -> None:
    assert verify(FOLDER) == []
    files = [file for file in FOLDER.iterdir() if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 4_000_000
    graph = (FOLDER / "labeller.onnx").read_bytes()
    assert b"/work" not in graph
    assert b"site-packages" not in graph


# From here on, nothing needs to be known: a labeller without training will do.


def test_what_is_no_picture_is_refused_in_one_sentence(ignorant: Path) -> None:
    labeller = Labeller.load(ignorant)
    wrong: tuple[NDArray[Any], ...] = (
        np.zeros((128, 128), np.uint8),
        np.zeros((128, 128, 4), np.uint8),
        np.zeros((128, 128, 3), np.float32),
        np.zeros((0, 128, 3), np.uint8),
    )
    for picture in wrong:
        with pytest.raises(LabellerError, match="A picture is uint8"):
            labeller.label(picture)


def _change(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(data)
    (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: data.update(schema=1), "schema 2"),
        (lambda data: data.update(kind="painter"), "labeller"),
        (lambda data: data.update(things="cat"), "things is not a list"),
        (lambda data: data.update(attributes=["colour"]), "attributes is not a table"),
        (lambda data: data["attributes"].update(colour="red"), "attributes is not a table"),
        (lambda data: data["asked"].pop("colour"), "of which things it is asked"),
        (lambda data: data["asked"].update(colour=["gnome"]), "of which things it is asked"),
        (lambda data: data.pop("weights"), "weights is not a list"),
        (lambda data: data.update(picture=[128, 64]), "equal height"),
        (lambda data: data.update(files=[{"path": "labeller.onnx"}]), "files is not a list"),
        (lambda data: data.update(graph="../imagier/labeller.onnx"), "not a file of this folder"),
        (lambda data: data.update(graph="other.onnx"), "does not list it"),
        (lambda data: data.pop("name"), "lacks its name"),
    ],
)
def test_a_wrong_manifest_is_explained(
    ignorant: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object], expected: str
) -> None:
    folder = tmp_path / "labeller"
    shutil.copytree(ignorant, folder)
    _change(folder, change)
    with pytest.raises(LabellerError, match=expected):
        Labeller.load(folder)
    assert any(expected in problem for problem in verify(folder))


def test_damaged_and_missing_files_are_named(ignorant: Path, tmp_path: Path) -> None:
    folder = tmp_path / "labeller"
    shutil.copytree(ignorant, folder)
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


def test_a_graph_that_is_none_is_refused_even_where_its_hash_fits(ignorant: Path, tmp_path: Path) -> None:
    import hashlib

    folder = tmp_path / "labeller"
    shutil.copytree(ignorant, folder)
    (folder / "labeller.onnx").write_bytes(b"no graph")
    digest = hashlib.sha256(b"no graph").hexdigest()

    def reseal(data: dict[str, Any]) -> None:
        for entry in data["files"]:
            if entry["path"] == "labeller.onnx":
                entry.update(bytes=8, sha256=digest)

    _change(folder, reseal)
    with pytest.raises(LabellerError, match="cannot be loaded"):
        Labeller.load(folder)


def test_a_graph_that_does_not_answer_what_the_manifest_says_is_refused(ignorant: Path, tmp_path: Path) -> None:
    folder = tmp_path / "labeller"
    shutil.copytree(ignorant, folder)

    def promise(data: dict[str, Any]) -> None:
        data["attributes"]["mood"] = ["glad", "sad"]
        data["asked"]["mood"] = ["cat"]

    _change(folder, promise)
    with pytest.raises(LabellerError, match="has no output 'mood'"):
        Labeller.load(folder)


def test_a_picture_is_labelled_quickly_on_one_thread(ignorant: Path, drawings: list[NDArray[np.uint8]]) -> None:
    labeller = Labeller.load(ignorant)
    labeller.label(drawings[0])
    spent = []
    for picture in drawings[:9]:
        began = time.process_time()
        labeller.label(picture)
        spent.append(time.process_time() - began)
    assert sorted(spent)[4] < 0.02
