"""What is labelled is what is drawn: masks, boxes and classes against the pixels."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.imagier.dataset import Description, Person, Placed, describe
from kiosk.imagier.draw import labels, mask, mask_svg, render, svg, thing_parts
from kiosk.imagier.vocabulary import CLASSES, COLOURS, SCENES, TEXTURES, THINGS, textures_of

SIDE = 128


def one_thing(thing: str, colour: str, texture: str = "plain", scene: str = "meadow") -> Description:
    person = Person("short", "brown", 2) if thing == "person" else None
    return Description(0, scene, (Placed(thing, colour, texture, 64, 112, 0.85, False, person),), 24, 0.5, False)


def grown(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`inside` and every pixel beside it."""
    padded = np.pad(inside, 1)
    h, w = inside.shape
    near = np.zeros_like(inside)
    for r in range(3):
        for c in range(3):
            near |= padded[r : r + h, c : c + w]
    return near


@pytest.mark.parametrize("thing", THINGS)
def test_painting_a_thing_in_another_colour_changes_its_mask_and_nothing_else(thing: str) -> None:
    scene = random.Random(thing).choice(SCENES)
    red, blue = (one_thing(thing, colour, scene=scene) for colour in ("red", "blue"))
    inside = mask(red, SIDE) == CLASSES.index(thing)
    assert np.array_equal(inside, mask(blue, SIDE) == CLASSES.index(thing))
    changed = np.abs(render(svg(red), SIDE).astype(int) - render(svg(blue), SIDE)).max(2) > 0
    # Glass lies over a fish in its bowl, and soft edges reach one pixel out of the sharp mask.
    assert not (changed & ~grown(inside)).any()
    # Much of every thing wears its colour (a person the clothes, a tree the crown).
    assert (changed & inside).sum() > 0.25 * inside.sum()


@pytest.mark.parametrize("colour", COLOURS)
def test_each_colour_is_seen_where_the_mask_says_the_thing_is(colour: str) -> None:
    paper = np.asarray(tuple(bytes.fromhex(COLOURS[colour].hex[1:])), int)
    for thing in THINGS:
        if thing == "sponge":
            continue  # foam has its own tone of each colour
        picture = one_thing(thing, colour)
        inside = mask(picture, SIDE) == CLASSES.index(thing)
        near = np.abs(render(svg(picture), SIDE).astype(int) - paper).max(2) <= 2
        assert (near & inside).sum() > 0.12 * inside.sum(), thing


@pytest.mark.parametrize("thing", THINGS)
def test_each_texture_marks_the_thing_and_only_the_thing(thing: str) -> None:
    plain = render(svg(one_thing(thing, "blue")), SIDE).astype(int)
    inside = mask(one_thing(thing, "blue"), SIDE) == CLASSES.index(thing)
    for texture in textures_of(thing)[1:]:
        marked = np.abs(render(svg(one_thing(thing, "blue", texture)), SIDE) - plain).max(2) > 20
        assert not (marked & ~grown(inside)).any(), texture
        assert marked.sum() > 0.08 * inside.sum(), texture


@pytest.mark.parametrize("number", [3, 4, 5, 12, 17, 23, 40])
def test_boxes_hold_the_mask_and_touch_it_on_all_four_sides(number: int) -> None:
    description = describe(number)
    classes = mask(description, SIDE)
    for one in labels(description, SIDE).things:
        assert one.box is not None
        inside = classes == CLASSES.index(one.thing)
        box = one.box
        within = inside[box.top : box.bottom, box.left : box.right]
        assert within.sum() == inside.sum()
        assert within[0].any()
        assert within[-1].any()
        assert within[:, 0].any()
        assert within[:, -1].any()


def test_boxes_scale_with_the_picture() -> None:
    small, large = (labels(describe(4), side) for side in (64, 256))
    for one, same in zip(small.things, large.things, strict=True):
        assert one.box is not None
        assert same.box is not None
        for edge in ("left", "top", "right", "bottom"):
            assert abs(4 * getattr(one.box, edge) - getattr(same.box, edge)) <= 6


def test_a_mask_holds_pure_classes_no_two_labels_blended() -> None:
    assert len(set(CLASSES)) == len(CLASSES)
    for number in range(60):
        pixels = render(mask_svg(describe(number)), SIDE)
        assert not pixels[:, :, 1:].any()
        assert not (pixels[:, :, 0] % 10).any()
        assert pixels.max() // 10 < len(CLASSES)


def test_the_classes_of_a_picture_are_its_things_and_what_its_scene_is_made_of() -> None:
    made_of = {
        "meadow": {"sky", "ground"},
        "sea": {"sky", "water"},
        "snow": {"sky", "ground"},
        "desert": {"sky", "ground"},
        "night": {"sky", "ground"},
        "room": {"wall", "floor"},
    }
    for number in range(120):
        description = describe(number)
        found = set(labels(description, SIDE).classes)
        assert {one.thing for one in description.placed} == found & set(THINGS)
        assert made_of[description.scene] <= found
        if description.scene == "room":
            assert not found & {"sky", "ground", "light"}
        else:
            assert "light" in found
            assert not found & {"wall", "floor"}


def test_the_document_holds_one_labelled_group_for_the_scene_and_one_per_thing() -> None:
    for number in range(80):
        description = describe(number)
        tree = ElementTree.fromstring(svg(description))
        named = [group.get("data-label") for group in tree.iter("{http://www.w3.org/2000/svg}g")]
        found = [name for name in named if name is not None]
        assert found == [description.scene, *(one.thing for one in description.placed)]


def test_a_fish_swims_in_the_sea_and_has_a_bowl_on_land() -> None:
    assert "vessel" not in labels(one_thing("fish", "red", scene="sea"), SIDE).classes
    assert "vessel" in labels(one_thing("fish", "red", scene="meadow"), SIDE).classes


def test_people_are_drawn_in_every_skin_tone_without_changing_their_label() -> None:
    pictures = []
    for skin in range(5):
        base = one_thing("person", "green")
        placed = replace(base.placed[0], person=Person("curly", "black", skin))
        pictures.append(replace(base, placed=(placed,)))
    faces = {render(svg(picture), SIDE)[48, 64].tobytes() for picture in pictures}
    assert len(faces) == 5
    assert len({mask(picture, SIDE).tobytes() for picture in pictures}) == 1


def test_what_cannot_be_drawn_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match="dragon"):
        thing_parts(Placed("dragon", "red", "plain", 64, 112, 0.8, False), "meadow")
    with pytest.raises(ValueError, match="hair and skin"):
        thing_parts(Placed("person", "red", "plain", 64, 112, 0.8, False), "meadow")


def test_every_thing_is_drawn_in_every_texture_it_can_have() -> None:
    assert all(textures_of(thing) == TEXTURES for thing in THINGS if thing != "sponge")
    assert "sponge" not in textures_of("sponge")
