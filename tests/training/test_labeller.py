"""The labeller learns, resumes and is exported; its lessons are what they say."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray

from kiosk.imagier.dataset import Description, Placed, describe, held_out, never_drawn
from kiosk.imagier.draw import mask
from kiosk.imagier.skew import Person
from kiosk.imagier.vocabulary import CLASSES, COLOURS, KINDS, PEOPLE, SCENES, TEXTURES, THINGS
from kiosk.labels.labeller import Labeller
from kiosk.training.damage import DAMAGES, move, to_unit
from kiosk.training.labeller import load, train
from kiosk.training.labeller_card import card_of
from kiosk.training.labeller_export import Shipped, export_labeller
from kiosk.training.labeller_net import FEATURES, LabellerNet
from kiosk.training.lessons import CHUNK, STRIDE, Lessons, any_combination, draw_lessons, drawn, lesson
from kiosk.training.marks import ASKED, ATTRIBUTES, NOT_JUDGED, WORDS, marks_of, truth_of
from kiosk.training.parallel import Team
from kiosk.training.size import size

SIDE, COUNT = 64, 48


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def drawings() -> NDArray[np.uint8]:
    return np.stack([drawn(lesson(i), SIDE) for i in range(COUNT)])


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a labeller that has seen 48 drawings of 64 pixels some fifty times."""
    folder = tmp_path_factory.mktemp("training")
    draw_lessons(folder, COUNT, SIDE, workers=1)
    long = replace(size("tiny"), labeller_pictures=2_400, labeller_drawings=COUNT)
    train(Team(0, 1, "cpu"), long, str(folder), None)
    return folder


def test_a_short_training_already_tells_scenes_apart(trained: Path, drawings: NDArray[np.uint8]) -> None:
    with torch.no_grad():
        scene = load(trained / "labeller.pt")(to_unit(drawings)).scene.argmax(1).numpy()
    right = scene == truth_of([lesson(i) for i in range(COUNT)]).scenes
    assert right.mean() > 0.8


def test_and_pictures_of_the_same_scene_come_to_lie_together(trained: Path, drawings: NDArray[np.uint8]) -> None:
    with torch.no_grad():
        features = load(trained / "labeller.pt")(to_unit(drawings)).features.numpy()
    assert np.linalg.norm(features, axis=1) == pytest.approx(1, abs=1e-5)
    alike = features @ features.T - 2 * np.eye(COUNT)
    scenes = truth_of([lesson(i) for i in range(COUNT)]).scenes
    # One in ten by chance.
    assert (scenes[alike.argmax(1)] == scenes).mean() > 0.6


def test_training_goes_on_where_it_stopped(trained: Path, tmp_path: Path) -> None:
    shutil.copytree(trained / "lessons", tmp_path / "lessons")
    old = torch.load(trained / "labeller.pt", weights_only=False)
    torch.save(old, tmp_path / "labeller.pt")
    longer = replace(size("tiny"), labeller_pictures=old["seen"] + 48, labeller_drawings=COUNT)
    train(Team(0, 1, "cpu"), longer, str(tmp_path), None)
    new = torch.load(tmp_path / "labeller.pt", weights_only=False)
    assert new["seen"] == old["seen"] + 48
    assert new["spent"] > old["spent"]
    moved = [
        (new["labeller"][name].float() - weight.float()).abs().mean().item()
        for name, weight in old["labeller"].items()
        if name.endswith("weight") and weight.ndim == 4
    ]
    # Gone on, not begun anew: a new start would differ as much as the weights are large.
    assert 0 < max(moved) < 0.03


def test_it_trains_for_so_many_minutes_where_it_is_told_to(trained: Path, tmp_path: Path) -> None:
    shutil.copytree(trained / "lessons", tmp_path / "lessons")
    train(Team(0, 1, "cpu"), replace(size("tiny"), labeller_drawings=COUNT), str(tmp_path), minutes=0.03)
    assert 1.8 <= torch.load(tmp_path / "labeller.pt", weights_only=False)["spent"] < 20


def test_the_export_labels_as_torch_does(trained: Path, tmp_path: Path) -> None:
    net = load(trained / "labeller.pt")
    shipped = export_labeller(net, tmp_path / "labeller", SIDE, "Apache-2.0", {"date": "2026-01-01"}, "a card")
    labeller = Labeller.load(tmp_path / "labeller")
    pictures = [drawn(lesson(i), SIDE) for i in range(60, 70)]
    for ours, theirs in zip(labeller.label_all(pictures), shipped.label_all(pictures), strict=True):
        assert ours.scene == theirs.scene
        assert np.array_equal(ours.mask, theirs.mask)
        assert ours.features == pytest.approx(theirs.features, abs=1e-4)
        by_thing = {one.thing: one for one in theirs.things}
        for one in ours.things:
            assert one.probability == pytest.approx(by_thing[one.thing].probability, abs=1e-4)
            assert one.attributes.keys() == by_thing[one.thing].attributes.keys()
    with torch.no_grad():
        logits = net(to_unit(np.stack(pictures))).things.sigmoid().numpy()
    for row, result in zip(logits, shipped.label_all(pictures), strict=True):
        # Folding and fp16 change little.
        assert max(abs(row[THINGS.index(one.thing)] - one.probability) for one in result.things) < 0.01


def test_the_exported_graph_holds_no_weights_and_the_folder_no_second_copy(trained: Path, tmp_path: Path) -> None:
    export_labeller(load(trained / "labeller.pt"), tmp_path / "labeller", SIDE, "Apache-2.0", {}, "a card")
    assert sorted(file.name for file in (tmp_path / "labeller").iterdir()) == [
        "README.md",
        "labeller.onnx",
        "labeller.safetensors",
        "manifest.json",
    ]
    graph = onnx.load(str(tmp_path / "labeller" / "labeller.onnx"), load_external_data=False).graph
    outside = [tensor for tensor in graph.initializer if tensor.data_location == onnx.TensorProto.EXTERNAL]
    assert len(outside) > 30
    assert [output.name for output in graph.output] == list(WORDS.outputs)
    assert (tmp_path / "labeller" / "labeller.onnx").stat().st_size < 60_000
    assert (tmp_path / "labeller" / "labeller.safetensors").stat().st_size < 4_000_000


def test_the_card_states_measured_figures(trained: Path) -> None:
    card = card_of(Shipped(load(trained / "labeller.pt"), SIDE), {"date": "2026-01-01"}, drawings=16)
    assert "Measured on 2026-01-01" in card
    for row in (*DAMAGES, *ATTRIBUTES):
        assert f"| {row} |" in card
    assert "| drawings beyond the end of the data set | 16 |" in card
    assert "8 pictures, each drawn in every tone" in card


def test_the_network_takes_any_side_that_is_a_multiple_of_16() -> None:
    net = LabellerNet().eval()
    for height, width in ((64, 64), (96, 160)):
        answers = net(torch.rand(2, 3, height, width))
        assert answers.things.shape == (2, len(THINGS))
        assert answers.attributes.shape == (2, len(THINGS), sum(map(len, ATTRIBUTES.values())))
        assert answers.scene.shape == (2, len(SCENES))
        assert answers.features.shape == (2, FEATURES)
        assert answers.mask.shape == (2, len(CLASSES), height // 2, width // 2)
    assert sum(parameter.numel() for parameter in net.parameters()) < 2_000_000


def test_a_part_of_the_mask_is_that_part_of_the_whole() -> None:
    net, x = LabellerNet().eval(), torch.rand(1, 3, 64, 64)
    whole, part = net(x), net(x, (1, 0))
    assert torch.allclose(part.mask, whole.mask[:, :, 1::2, 0::2], atol=1e-5)
    assert torch.allclose(part.things, whole.things, atol=1e-5)


def test_the_truth_of_a_picture_is_its_description() -> None:
    descriptions = [describe(i) for i in range(200)]
    truth = truth_of(descriptions)
    for row, description in enumerate(descriptions):
        assert truth.present[row].sum() == len(description.placed)
        assert SCENES[truth.scenes[row]] == description.scene
        for one in description.placed:
            k = THINGS.index(one.thing)
            assert TEXTURES[truth.attributes["texture"][row, k]] == one.texture
            colour = truth.attributes["colour"][row, k]
            assert one.colour == (tuple(COLOURS)[colour] if colour != NOT_JUDGED else "")
        for values in truth.attributes.values():
            assert (values[row][~truth.present[row]] == NOT_JUDGED).all()


def test_every_word_of_every_attribute_is_taught_and_only_of_things_it_is_asked_of() -> None:
    taught: dict[str, set[str]] = {name: set() for name in ATTRIBUTES}
    for i in range(6_000):
        description = lesson(i)
        for one in description.placed:
            for name, word in marks_of(one, len(description.placed) == 1).items():
                assert one.thing in ASKED[name]
                taught[name].add(word)
    assert {name: set(words) for name, words in ATTRIBUTES.items()} == taught


def test_what_nobody_could_see_is_not_judged() -> None:
    wearing = Person("braids", "black", 3, headscarf=True)
    nurse = Placed("nurse", "red", "plain", 64, 113, 0.86, False, people=(wearing,))
    marks = marks_of(nurse, alone=True)
    assert "hair" not in marks
    assert (marks["long hair"], marks["headscarf"], marks["skin tone"], marks["size"]) == ("no", "yes", "4", "usual")
    assert marks_of(replace(nurse, people=(replace(wearing, headscarf=False),)), alone=True)["long hair"] == "yes"
    assert "size" not in marks_of(nurse, alone=False)
    baby = marks_of(replace(nurse, thing="baby"), alone=True)
    assert not {"beard", "age", "glasses", "headscarf"} & baby.keys()
    family = next(one for i in range(5_000) for one in describe(i).placed if one.thing == "family")
    assert marks_of(family, alone=False).keys() == {"colour", "texture", "kind"}
    assert marks_of(Placed("rainbow", "", "plain", 64, 113, 0.86, False), alone=False) == {"texture": "plain"}
    house = Placed("house", "blue", "plain", 64, 113, 0.86, False, kind="tent, red roof")
    assert marks_of(house, alone=False) == {
        "colour": "blue",
        "texture": "plain",
        "kind": "house: tent",
        "red roof": "yes",
    }


def test_the_referees_own_drawings_hold_what_the_data_set_leaves_out() -> None:
    taken = [any_combination(i) for i in range(2_000)]
    assert taken == [any_combination(i) for i in range(2_000)]
    assert sum(not description.placed for description in taken) == 200

    def left_out(one: Description) -> bool:
        return any(
            held_out(p.thing, p.colour, p.texture, one.scene) or never_drawn(p.thing, p.colour, p.texture, one.scene)
            for p in one.placed
        )

    assert sum(map(left_out, taken)) > 100
    placed = [p for one in taken for p in one.placed]
    more = [p for i in range(9_000) for p in any_combination(i).placed]
    assert any(p.thing == "cat" and p.texture == "sponge" for p in more)
    assert all(p.texture != "sponge" for p in placed if p.thing == "sponge")
    assert all(p.colour == "" for p in placed if p.thing == "rainbow")
    for p in placed:
        assert p.kind.removesuffix(", red roof") in KINDS.get(p.thing, ("",))
        assert p.thing == "family" or len(p.people) == (p.thing in PEOPLE)
        assert not any(person.beard for person in p.people) or p.thing not in ("child", "baby")


def test_lessons_are_drawn_once_and_more_can_be_added(tmp_path: Path) -> None:
    draw_lessons(tmp_path, CHUNK, 16, workers=1)
    (first,) = (file for file in (tmp_path / "lessons").iterdir() if "masks" not in file.name)
    before = first.stat().st_mtime_ns
    draw_lessons(tmp_path, CHUNK + 1, 16, workers=1)
    assert first.stat().st_mtime_ns == before
    assert len(list((tmp_path / "lessons").iterdir())) == 4
    x, masks, rows = Lessons(tmp_path, CHUNK + 1, 16, seed=1).batch(200)
    assert x.shape == (200, 3, 16, 16)
    assert masks.shape == (200, 16 // STRIDE, 16 // STRIDE)
    assert rows.min() >= 0 and rows.max() <= CHUNK
    with pytest.raises(OSError):
        Lessons(tmp_path, 3 * CHUNK, 16, seed=1)


def test_a_lessons_mask_lies_on_its_picture(trained: Path) -> None:
    lessons = Lessons(trained, CHUNK, SIDE, seed=3)
    x, masks, rows = lessons.batch(1)
    row = int(rows[0])
    # Whatever it was mirrored and moved by, the same was done to both.
    plain, drawn_mask = to_unit(drawn(lesson(row), SIDE)[None]), torch.from_numpy(mask(lesson(row), SIDE // STRIDE))
    found = [
        (down, right, flip)
        for flip in (False, True)
        for down in range(-4, 5)
        for right in range(-4, 5)
        if torch.allclose(move(plain.flip(3) if flip else plain, down * STRIDE, right * STRIDE), x, atol=1e-3)
    ]
    assert found
    assert any(
        torch.equal(move((drawn_mask.flip(1) if flip else drawn_mask)[None, None], down, right)[0, 0].long(), masks[0])
        for down, right, flip in found
    )
