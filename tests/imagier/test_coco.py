"""The export in COCO's format, read back by COCO's own reader."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pycocotools.coco import COCO

from kiosk.imagier.captions import captions
from kiosk.imagier.coco import export
from kiosk.imagier.dataset import describe
from kiosk.imagier.draw import instance_mask, labels, mask, render, svg
from kiosk.imagier.provenance import provenance, recorded, recorded_mask
from kiosk.imagier.vocabulary import CLASSES, THINGS

FIRST, COUNT, SIDE = 38, 9, 256


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("exact"), FIRST, COUNT, SIDE)


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("noted"), FIRST, COUNT, SIDE, recorded=True)


def test_coco_reads_every_picture_and_every_thing(exact: Path) -> None:
    coco = COCO(exact / "annotations.json")
    assert coco.getImgIds() == list(range(FIRST, FIRST + COUNT))
    assert [one["name"] for one in coco.loadCats(coco.getCatIds())] == list(THINGS)
    assert len(coco.getCatIds(supNms=["animal"])) == 17
    for number in coco.getImgIds():
        things = coco.loadAnns(coco.getAnnIds(imgIds=[number]))
        assert [CLASSES[one["category_id"]] for one in things] == [one.thing for one in describe(number).placed]
    assert min(coco.getAnnIds()) == 1


def test_its_masks_are_the_exact_masks_holes_and_all(exact: Path) -> None:
    coco = COCO(exact / "annotations.json")
    for number in coco.getImgIds():
        instances = instance_mask(describe(number), SIDE)
        for which, one in enumerate(coco.loadAnns(coco.getAnnIds(imgIds=[number])), 1):
            painted, true = coco.annToMask(one).astype(bool), instances == which
            assert (painted & true).sum() / (painted | true).sum() >= 0.97
            assert one["area"] == pytest.approx(int(true.sum()), rel=0.03)
            assert one["iscrowd"] == 0


def test_boxes_lie_in_the_picture_and_are_the_exact_ones(exact: Path) -> None:
    coco = COCO(exact / "annotations.json")
    for number in coco.getImgIds():
        things = labels(describe(number), SIDE).things
        for one, true in zip(coco.loadAnns(coco.getAnnIds(imgIds=[number])), things, strict=True):
            left, top, width, height = one["bbox"]
            assert true.box is not None
            assert (left, top, left + width, top + height) == (
                true.box.left,
                true.box.top,
                true.box.right,
                true.box.bottom,
            )
            assert min(left, top) >= 0
            assert max(left + width, top + height) <= SIDE
            assert one["attributes"]["colour"] == true.colour
            assert set(one["attributes"]) == {"colour", "texture", "pose", "kind", "size"}
            assert one["provenance"] == "exact"


def test_pictures_and_masks_are_those_of_the_data_set(exact: Path) -> None:
    classes = json.loads((exact / "masks" / "classes.json").read_text("utf-8"))["classes"]
    assert [(one["id"], one["name"]) for one in classes] == list(enumerate(CLASSES))
    for image in COCO(exact / "annotations.json").dataset["images"]:
        description = describe(image["id"])
        picture = Image.open(exact / "images" / image["file_name"])
        assert picture.size == (image["width"], image["height"])
        assert np.array_equal(np.asarray(picture), render(svg(description), SIDE))
        assert np.array_equal(np.asarray(Image.open(exact / "masks" / image["file_name"])), mask(description, SIDE))
        assert image["scene"] == description.scene
        assert "provenance" not in image


def test_captions_are_read_as_coco_captions(exact: Path) -> None:
    coco = COCO(exact / "captions.json")
    for number in coco.getImgIds():
        said = [one["caption"] for one in coco.loadAnns(coco.getAnnIds(imgIds=[number]))]
        assert said == list(captions(describe(number)))


def test_every_file_names_its_licence_and_its_version(exact: Path) -> None:
    for name in ("annotations.json", "captions.json"):
        content = json.loads((exact / name).read_text("utf-8"))
        assert [one["name"] for one in content["licenses"]] == ["Apache-2.0"]
        assert {image["license"] for image in content["images"]} == {1}
        assert content["info"]["version"] == "2"


def test_recorded_labels_say_where_they_come_from_and_keep_their_errors(noted: Path) -> None:
    coco = COCO(noted / "annotations.json")
    assert {provenance(number).how for number in coco.getImgIds()} == {"manual", "assisted", "automatic"}
    for image in coco.dataset["images"]:
        number, source = image["id"], provenance(image["id"])
        assert image["provenance"]["how"] == source.how
        assert image["provenance"]["who"] == source.who
        assert image["provenance"]["modelled"]
        things = recorded(describe(number), SIDE).things
        found = coco.loadAnns(coco.getAnnIds(imgIds=[number]))
        assert [CLASSES[one["category_id"]] for one in found] == [one.thing for one in things]
        assert {one["provenance"] for one in found} <= {source.how}
        painted = np.asarray(Image.open(noted / "masks" / image["file_name"]))
        assert np.array_equal(painted, recorded_mask(describe(number), SIDE))


def test_the_same_export_twice_has_the_same_bytes_and_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        assert export(folder, 5, 3, 64, recorded=True, progress=lambda done, of: told.append((done, of))) == folder
    assert told == [(1, 3), (2, 3), (3, 3)] * 2
    names = [sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()) for folder in folders]
    assert names[0] == names[1]
    assert len(names[0]) == 9
    assert all((folders[0] / name).read_bytes() == (folders[1] / name).read_bytes() for name in names[0])


def test_an_export_of_nothing_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    for first, count, words in ((0, 0, "at least one"), (-1, 2, "start at 0")):
        with pytest.raises(ValueError, match=words):
            export(tmp_path / "none", first, count, 64)
        assert not (tmp_path / "none").exists()
