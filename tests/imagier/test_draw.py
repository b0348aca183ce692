"""What is labelled is what is drawn: every drawing, its masks, boxes and outlines, against the pixels."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.imagier.dataset import Description, Placed, describe
from kiosk.imagier.draw import instance_mask, labels, mask, mask_svg, render, svg, thing_parts
from kiosk.imagier.drawings.catalogue import DRAWINGS
from kiosk.imagier.skew import Person
from kiosk.imagier.vocabulary import (
    BACKGROUNDS,
    CLASSES,
    COLOURS,
    FIT,
    FOAM_THINGS,
    KINDS,
    OCCUPATIONS,
    PEOPLE,
    POSES,
    SCENES,
    SKIN_TONES,
    THINGS,
    UNCOLOURED,
    people_in,
    textures_of,
)
from kiosk.labels.outline import filled

ROOT = Path(__file__).parents[2]
SIDE = 128
GROUND = 113
HOVERING = ("balloon", "butterfly")
LAND = "meadow"

Mask = NDArray[np.bool_]


def looks() -> Iterator[tuple[str, str, str]]:
    """Every thing in each of its poses and kinds."""
    for thing in THINGS:
        for pose in POSES.get(thing, ("",)):
            yield from ((thing, pose, kind) for kind in KINDS.get(thing, ("",)))


LOOKS = tuple(looks())
COLOURED = tuple(look for look in LOOKS if look[0] not in UNCOLOURED)


def alone(
    look: tuple[str, str, str], colour: str = "blue", texture: str = "plain", scene: str = LAND, skin: int = 2
) -> Description:
    """One thing in the middle of a picture, of the usual size."""
    thing, pose, kind = look
    people = tuple(Person("short", "brown", skin) for _ in people_in(thing, kind))
    worn = "" if thing in UNCOLOURED else colour
    scale = round(0.86 * FIT.get(thing, 1), 2)
    high = GROUND - 8.6 if thing == "balloon" else GROUND
    placed = Placed(thing, worn, texture, 64, high, scale, False, pose, kind, "", people)
    return Description(0, scene, (placed,), 24, 0.5, False)


def usual(thing: str) -> tuple[str, str, str]:
    """The usual pose and kind of a thing."""
    return thing, POSES.get(thing, ("",))[0], KINDS.get(thing, ("",))[0]


def picture(description: Description) -> NDArray[np.int64]:
    return render(svg(description), SIDE).astype(np.int64)


def silhouette(description: Description) -> Mask:
    inside: Mask = instance_mask(description, SIDE) == 1
    return inside


def grown(inside: Mask) -> Mask:
    """`inside` and every pixel beside it: soft edges reach one pixel out of the sharp mask."""
    padded = np.pad(inside, 1)
    h, w = inside.shape
    near = np.zeros_like(inside)
    for r in range(3):
        for c in range(3):
            near |= padded[r : r + h, c : c + w]
    return near


def near(pixels: NDArray[np.int64], colour: str) -> Mask:
    """The pixels of this colour, `#rrggbb`."""
    found: Mask = np.abs(pixels - np.array(tuple(bytes.fromhex(colour[1:])))).max(2) <= 2
    return found


def three_things() -> Iterator[Description]:
    return (picture for picture in map(describe, count()) if len(picture.placed) == 3)


def test_the_catalogue_draws_every_thing_and_nothing_else() -> None:
    assert set(DRAWINGS) == set(THINGS)


@pytest.mark.parametrize("look", COLOURED, ids=" ".join)
def test_another_colour_changes_a_good_part_of_the_thing_and_nothing_around_it(look: tuple[str, str, str]) -> None:
    red, blue = alone(look, "red"), alone(look, "blue")
    inside = silhouette(red)
    assert np.array_equal(inside, silhouette(blue))
    before = picture(red)
    changed = np.abs(before - picture(blue)).max(2) > 0
    # A shark's splash is glass: a few of its pixels look through to the shark beyond its own sharp edge.
    assert (changed & ~grown(inside)).sum() <= 6
    assert (changed & inside).sum() > 0.22 * inside.sum()
    if look[0] not in FOAM_THINGS:  # foam has its own tone of each colour
        assert (near(before, COLOURS["red"].hex) & inside).sum() > 0.13 * inside.sum()


@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_everything_is_whole_in_the_picture_stands_on_the_ground_and_is_large(look: tuple[str, str, str]) -> None:
    description = alone(look)
    rows, columns = np.nonzero(silhouette(description))
    assert min(rows.min(), columns.min()) > 0
    assert max(rows.max(), columns.max()) < SIDE - 1
    assert rows.size > 0.15 * SIDE * SIDE
    # A bowl, a tub or a puddle stands for what is in it.
    shown = mask(description, SIDE)
    held = np.isin(shown, [CLASSES.index(name) for name in (look[0], "vessel", "water")])
    feet = int(np.flatnonzero(held.any(1))[-1])
    assert (feet < GROUND - 3) if look[0] in HOVERING else (GROUND - 4 <= feet <= GROUND + 8)


@pytest.mark.parametrize("colour", COLOURS)
def test_each_colour_is_seen_as_itself(colour: str) -> None:
    # Each colour on another seventh of the things.
    for thing in [thing for thing in THINGS if thing not in (*FOAM_THINGS, *UNCOLOURED)][
        list(COLOURS).index(colour) :: 11
    ]:
        description = alone(usual(thing), colour, scene="desert")
        inside = silhouette(description)
        assert (near(picture(description), COLOURS[colour].hex) & inside).sum() > 0.13 * inside.sum(), thing


@pytest.mark.parametrize("thing", [thing for thing in THINGS if thing not in UNCOLOURED])
def test_each_texture_marks_the_thing_and_only_the_thing(thing: str) -> None:
    plain, inside = picture(alone(usual(thing))), silhouette(alone(usual(thing)))
    seen = [plain]
    for texture in textures_of(thing)[1:]:
        marked = picture(alone(usual(thing), texture=texture))
        where = np.abs(marked - plain).max(2) > 20
        assert (where & ~grown(inside)).sum() <= 6, texture
        assert where.sum() > 0.09 * inside.sum(), texture
        assert not any(np.array_equal(marked, other) for other in seen), texture
        seen.append(marked)


def test_a_rainbow_has_its_own_colours_whatever_is_asked() -> None:
    (placed,) = alone(usual("rainbow")).placed
    paints = {part.paint for part in thing_parts(placed, LAND)}
    assert not paints & {"base", "flat", "deep", "hole"}
    assert len(paints) >= 6


@pytest.mark.parametrize("thing", [*POSES, *KINDS])
def test_poses_and_kinds_have_silhouettes_of_their_own(thing: str) -> None:
    shapes = [silhouette(alone(look)) for look in LOOKS if look[0] == thing]
    for number, shape in enumerate(shapes):
        for other in shapes[:number]:
            assert (shape ^ other).sum() > 0.04 * shape.sum()


@pytest.mark.parametrize("thing", PEOPLE)
def test_people_have_five_skin_tones_that_can_be_told_apart_and_one_mask(thing: str) -> None:
    masks = set()
    for skin, tone in enumerate(SKIN_TONES):
        description = alone(usual(thing), skin=skin)
        inside = silhouette(description)
        masks.add(inside.tobytes())
        pixels = picture(description)
        shares = [int((near(pixels, other) & inside).sum()) for other in SKIN_TONES]
        # Of a surgeon between cap and mask there is little to see, but it is there.
        assert shares[skin] > 0.02 * inside.sum(), tone
        assert shares[skin] == max(shares), tone
    assert len(masks) == 1


def test_hair_and_what_is_worn_with_it_changes_a_person() -> None:
    look = usual("person")
    plain = picture(alone(look))
    for change in ({"hair": "long"}, {"hair_colour": "fair"}, {"beard": True}, {"headscarf": True}, {"glasses": True}):
        description = alone(look)
        one = replace(description.placed[0], people=(replace(Person("short", "brown", 2), **change),))
        assert (np.abs(picture(replace(description, placed=(one,))) - plain).max(2) > 20).sum() > 30, change


@pytest.mark.parametrize("scene", SCENES)
def test_masks_hold_pure_classes_of_the_thing_and_of_what_the_scene_is_made_of(scene: str) -> None:
    made_of = {
        "sea": {"sky", "water"},
        "room": {"wall", "floor"},
        "stage": {"wall", "floor"},
    }.get(scene, {"ground"})
    for thing in THINGS[SCENES.index(scene) :: len(SCENES)]:
        pixels = render(mask_svg(alone(usual(thing), scene=scene)), SIDE)
        assert not pixels[:, :, 1:].any()
        assert not (pixels[:, :, 0] % 3).any()
        found = {CLASSES[number] for number in np.unique(pixels[:, :, 0] // 3)}
        assert found & set(THINGS) == {thing}
        assert made_of <= found
        if scene in ("room", "stage"):
            assert not found & {"sky", "ground"}


@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_what_a_thing_comes_with_is_a_background_in_the_mask(look: tuple[str, str, str]) -> None:
    for scene in SCENES:
        (placed,) = alone(look, scene=scene).placed
        parts = thing_parts(placed, scene)
        assert {part.label for part in parts} <= {"", *BACKGROUNDS}
        assert sum(part.solid and not part.label for part in parts) >= 3


def test_the_mask_shows_each_thing_where_the_instance_mask_does() -> None:
    for number in range(24):
        description = describe(number)
        classes, instances = mask(description, SIDE), instance_mask(description, SIDE)
        for which, placed in enumerate(description.placed, 1):
            assert np.array_equal(instances == which, classes == CLASSES.index(placed.thing))


def test_labels_say_what_was_placed_and_boxes_hold_the_thing_tightly() -> None:
    for number in range(24):
        description = describe(number)
        instances = instance_mask(description, SIDE)
        exact = labels(description, SIDE)
        assert exact.scene == description.scene
        assert {CLASSES[k] for k in np.unique(mask(description, SIDE))} == set(exact.classes)
        for which, (one, placed) in enumerate(zip(exact.things, description.placed, strict=True), 1):
            for name in ("thing", "colour", "texture", "pose", "kind", "size", "people"):
                assert getattr(one, name) == getattr(placed, name)
            assert one.box is not None
            inside = instances == which
            within = inside[one.box.top : one.box.bottom, one.box.left : one.box.right]
            assert within.sum() == inside.sum()
            assert all(edge.any() for edge in (within[0], within[-1], within[:, 0], within[:, -1]))


def test_three_things_have_three_outlines_that_share_nothing() -> None:
    for description in islice(three_things(), 6):
        one, two, three = (filled(found.outline, SIDE, SIDE) for found in labels(description, SIDE).things)
        assert one.any()
        assert two.any()
        assert three.any()
        # Each follows its own edge to half a pixel or so.
        crossing = int((one & two).sum() + (two & three).sum() + (one & three).sum())
        assert crossing < 0.02 * (one | two | three).sum()


def test_a_hidden_thing_has_no_box_and_no_outline() -> None:
    elephant = alone(usual("elephant"))
    hidden = replace(elephant.placed[0], thing="apple", pose="", scale=0.05, y=80)
    apple, front = labels(replace(elephant, placed=(hidden, elephant.placed[0])), SIDE).things
    assert (apple.box, apple.outline) == (None, ())
    assert front.box is not None


def test_boxes_and_outlines_grow_with_the_picture() -> None:
    small, large = (labels(describe(4), side) for side in (64, 256))
    for one, same in zip(small.things, large.things, strict=True):
        assert one.box is not None
        assert same.box is not None
        for edge in ("left", "top", "right", "bottom"):
            assert abs(4 * getattr(one.box, edge) - getattr(same.box, edge)) <= 6
        areas = [float(filled(found.outline, side, side).mean()) for found, side in ((one, 64), (same, 256))]
        assert areas[0] == pytest.approx(areas[1], rel=0.1)


def test_a_mirrored_thing_is_the_same_thing_mirrored() -> None:
    description = alone(usual("cat"))
    flipped = replace(description, placed=(replace(description.placed[0], flip=True),))
    assert (silhouette(flipped) ^ silhouette(description)[:, ::-1]).mean() < 0.002


def test_the_document_holds_one_labelled_group_for_the_scene_and_one_per_thing() -> None:
    for number in range(60):
        description = describe(number)
        tree = ElementTree.fromstring(svg(description))
        named = [group.get("data-label") for group in tree.iter("{http://www.w3.org/2000/svg}g")]
        found = [name for name in named if name is not None]
        assert found == [description.scene, *(one.thing for one in description.placed)]


@pytest.mark.parametrize("thing", ["fish", "shark"])
def test_what_lives_in_the_sea_swims_there_and_has_its_water_elsewhere(thing: str) -> None:
    assert "vessel" not in labels(alone(usual(thing), scene="sea"), SIDE).classes
    assert {"vessel", "water"} & set(labels(alone(usual(thing)), SIDE).classes)


def test_the_same_picture_has_the_same_bytes_in_every_process() -> None:
    program = "; ".join(
        (
            "from hashlib import sha256",
            "from kiosk.imagier.dataset import describe",
            "from kiosk.imagier.draw import render, svg",
            "drawn = [svg(describe(i)) for i in range(6)]",
            "print([sha256(one.encode() + render(one, 64).tobytes()).hexdigest() for one in drawn])",
        )
    )
    answers = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
        answers.add(done.stdout)
    (answer,) = answers
    assert len(set(answer.split())) == 6


def test_what_cannot_be_drawn_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match="teapot"):
        thing_parts(Placed("teapot", "red", "plain", 64, 112, 0.8, False), LAND)
    with pytest.raises(ValueError):
        render("no drawing", 64)


def test_every_occupation_is_told_by_more_than_its_clothes() -> None:
    outlines = {thing: silhouette(alone(usual(thing))) for thing in OCCUPATIONS}
    for thing, shape in outlines.items():
        for other, second in outlines.items():
            assert thing == other or (shape ^ second).sum() > 0.06 * shape.sum(), (thing, other)
