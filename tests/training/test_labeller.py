"""The labeller learns, resumes and is exported; its lessons and damages are what they say."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray

from kiosk.imagier.dataset import Description, describe, held_out, never_drawn
from kiosk.imagier.draw import render, svg
from kiosk.imagier.vocabulary import COLOURS, SCENES, TEXTURES, THINGS
from kiosk.labels.labeller import Labeller
from kiosk.training.damage import DAMAGES, SOFTEST, blur, move, shuffled, soften, to_bytes, to_unit
from kiosk.training.labeller import NOT_JUDGED, LabellerNet, any_combination, load, train, truth_of
from kiosk.training.labeller_card import card_of
from kiosk.training.labeller_export import Shipped, export_labeller
from kiosk.training.parallel import Team
from kiosk.training.size import size

SIDE = 64


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def drawings() -> NDArray[np.uint8]:
    return np.stack([render(svg(describe(i)), SIDE) for i in range(48)])


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, drawings: NDArray[np.uint8]) -> Path:
    """A folder with a labeller that has seen 48 drawings of 64 pixels some fifty times."""
    folder = tmp_path_factory.mktemp("training")
    np.save(folder / "pictures-1-48-64.npy", drawings)
    long = replace(size("tiny"), labeller_pictures=2_400)
    train(Team(0, 1, "cpu"), long, str(folder / "pictures-1-48-64.npy"), str(folder), None, extra=20)
    return folder


def test_a_short_training_already_tells_scenes_apart(trained: Path, drawings: NDArray[np.uint8]) -> None:
    with torch.no_grad():
        scene = load(trained / "labeller.pt")(to_unit(drawings))[3].argmax(1).numpy()
    right = scene == truth_of([describe(i) for i in range(48)]).scenes
    assert right.mean() > 0.8


def test_training_goes_on_where_it_stopped(trained: Path, tmp_path: Path, drawings: NDArray[np.uint8]) -> None:
    np.save(tmp_path / "pictures.npy", drawings)
    old = torch.load(trained / "labeller.pt", weights_only=False)
    torch.save(old, tmp_path / "labeller.pt")
    longer = replace(size("tiny"), labeller_pictures=old["seen"] + 48)
    train(Team(0, 1, "cpu"), longer, str(tmp_path / "pictures.npy"), str(tmp_path), None, extra=10)
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


def test_the_export_labels_as_torch_does(trained: Path, tmp_path: Path) -> None:
    net = load(trained / "labeller.pt")
    shipped = export_labeller(net, tmp_path / "labeller", SIDE, "Apache-2.0", {"date": "2026-01-01"}, "a card")
    labeller = Labeller.load(tmp_path / "labeller")
    pictures = [render(svg(describe(i)), SIDE) for i in range(60, 70)]
    for ours, theirs in zip(labeller.label_all(pictures), shipped.label_all(pictures), strict=True):
        assert ours.scene == theirs.scene
        assert np.array_equal(ours.mask, theirs.mask)
        by_thing = {one.thing: one for one in theirs.things}
        for one in ours.things:
            assert one.probability == pytest.approx(by_thing[one.thing].probability, abs=1e-4)
    with torch.no_grad():
        logits = net(to_unit(np.stack(pictures)))[0].sigmoid().numpy()
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
    assert (tmp_path / "labeller" / "labeller.onnx").stat().st_size < 60_000


def test_the_card_states_measured_figures(trained: Path) -> None:
    card = card_of(Shipped(load(trained / "labeller.pt"), SIDE), {"date": "2026-01-01"}, drawings=16)
    assert "Measured on 2026-01-01" in card
    for damage in DAMAGES:
        assert f"| {damage} |" in card
    assert "| drawings beyond the end of the data set | 16 |" in card


def test_the_network_takes_any_side_that_is_a_multiple_of_16() -> None:
    net = LabellerNet().eval()
    for height, width in ((64, 64), (96, 160)):
        things, colours, textures, scene, mask = net(torch.rand(2, 3, height, width))
        assert things.shape == (2, len(THINGS))
        assert colours.shape == (2, len(THINGS), len(COLOURS))
        assert textures.shape == (2, len(THINGS), len(TEXTURES))
        assert scene.shape == (2, len(SCENES))
        assert mask.shape[2:] == (height // 4, width // 4)
    assert sum(parameter.numel() for parameter in net.parameters()) < 1_200_000


def test_the_truth_of_a_picture_is_its_description() -> None:
    descriptions = [describe(i) for i in range(200)]
    truth = truth_of(descriptions)
    for row, description in enumerate(descriptions):
        assert truth.present[row].sum() == len(description.placed)
        assert SCENES[truth.scenes[row]] == description.scene
        for one in description.placed:
            k = THINGS.index(one.thing)
            assert tuple(COLOURS)[truth.colours[row, k]] == one.colour
            assert TEXTURES[truth.textures[row, k]] == one.texture
        assert (truth.colours[row][~truth.present[row]] == NOT_JUDGED).all()


def test_the_referees_own_drawings_hold_what_the_data_set_leaves_out() -> None:
    drawn = [any_combination(i) for i in range(2_000)]
    assert drawn == [any_combination(i) for i in range(2_000)]
    assert sum(not description.placed for description in drawn) == 200

    def left_out(one: Description) -> bool:
        return any(
            held_out(p.thing, p.colour, p.texture, one.scene) or never_drawn(p.thing, p.colour, p.texture, one.scene)
            for p in one.placed
        )

    assert sum(map(left_out, drawn)) > 100
    assert any(p.thing == "cat" and p.texture == "sponge" for one in drawn for p in one.placed)
    assert all(p.texture != "sponge" for one in drawn for p in one.placed if p.thing == "sponge")


def test_softness_changes_pictures_a_little_and_damage_a_lot(
    drawings: NDArray[np.uint8],
) -> None:
    x, random = to_unit(drawings[:12]), np.random.default_rng(1)
    for _ in range(8):
        assert (soften(x, random) - x).abs().mean() < 0.08
    for name, damage in DAMAGES.items():
        y = damage(x, random)
        assert y.shape == x.shape
        assert 0 <= y.min() <= y.max() <= 1
        assert (y - x).abs().mean() > 0.06, name


def test_blur_keeps_flat_areas_and_softens_edges() -> None:
    x = torch.zeros(1, 3, 32, 32)
    x[..., 16:] = 1
    y = blur(x, SOFTEST)
    assert y[..., 0].max() < 1e-3
    assert 0.4 < y[0, 0, 16, 16] < 0.8
    assert (y[..., 1:] >= y[..., :-1] - 1e-6).all()
    assert torch.equal(blur(x, 0), x)


def test_shuffled_pieces_are_all_still_there_elsewhere() -> None:
    x = torch.rand(2, 3, 64, 64)
    y = shuffled(x, np.random.default_rng(0), 8)
    assert torch.equal(x.flatten().sort().values, y.flatten().sort().values)
    assert not torch.equal(x, y)


def test_moved_pictures_and_masks_move_together() -> None:
    x = torch.arange(16.0).view(1, 1, 4, 4)
    assert torch.equal(move(x, 1, 0)[0, 0, 1:], x[0, 0, :-1])
    assert torch.equal(move(x, 0, -1)[0, 0, :, :-1], x[0, 0, :, 1:])
    assert torch.equal(move(x, 2, 0)[0, 0, 0], x[0, 0, 0])


def test_bytes_go_to_the_network_and_back_unchanged(
    drawings: NDArray[np.uint8],
) -> None:
    assert np.array_equal(to_bytes(to_unit(drawings[:3])), drawings[:3])
