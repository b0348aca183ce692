"""The engraving shows the same things in the same places, and their colours and textures can still be told apart."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.imagier.burin import INK, PAPER
from kiosk.imagier.dataset import Description, Placed, describe
from kiosk.imagier.draw import instance_mask, render, svg
from kiosk.imagier.gravure import WASHES, gravure_svg
from kiosk.imagier.vocabulary import COLOURS, SCENES, TEXTURES

SIDE = 256


def tone(colour: str) -> NDArray[np.int_]:
    return np.asarray(tuple(bytes.fromhex(colour[1:])), int)


def pixels(description: Description) -> NDArray[np.int_]:
    return render(gravure_svg(description), SIDE).astype(int)


def one(colour: str, texture: str = "plain", scene: str = "meadow", *, thing: str = "cat") -> Description:
    pose = "sitting" if thing == "cat" else ""
    return Description(0, scene, (Placed(thing, colour, texture, 64, 112, 0.85, False, pose),), 24, 0.5, False)


def bare(scene: str) -> Description:
    return Description(0, scene, (), 24, 0.5, False)


def inked(picture: NDArray[np.int_]) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = np.abs(picture - tone(INK)).max(2) < 30
    return near


def grown(inside: NDArray[np.bool_], times: int) -> NDArray[np.bool_]:
    for _ in range(times):
        padded = np.pad(inside, 1)
        inside = padded[2:, 1:-1] | padded[:-2, 1:-1] | padded[1:-1, 2:] | padded[1:-1, :-2] | inside
    return inside


@pytest.mark.parametrize("number", range(0, 60, 7))
def test_an_engraving_has_a_group_for_the_scene_and_for_each_thing_as_the_paper_has(number: int) -> None:
    def groups(document: str) -> list[str | None]:
        root = ElementTree.fromstring(document)
        return [group.get("data-label") for group in root.iter() if group.get("data-label")]

    description = describe(number, "imagier-gravure")
    document = gravure_svg(description)
    assert groups(document) == groups(svg(description))
    assert document == gravure_svg(description)
    assert "nan" not in document


@pytest.mark.parametrize("colour", COLOURS)
def test_each_colour_is_still_nearest_to_its_own_wash(colour: str) -> None:
    for thing in ("cat", "car", "house"):
        picture = one(colour, thing=thing)
        seen = pixels(picture)[instance_mask(picture, SIDE) == 1]
        near = {name: (np.abs(seen - tone(wash)).max(1) < 12).sum() for name, (wash, _, _) in WASHES.items()}
        assert max(near, key=lambda name: near[name]) == colour, thing


def test_no_two_washes_look_alike() -> None:
    washes = [tone(wash) for wash, _, _ in WASHES.values()]
    for k, wash in enumerate(washes):
        assert all(np.abs(wash - other).sum() > 75 for other in washes[:k])


@pytest.mark.parametrize("colour", COLOURS)
def test_each_texture_marks_the_thing_and_only_the_thing(colour: str) -> None:
    plain = pixels(one(colour))
    inside = instance_mask(one(colour), SIDE) == 1
    marked = [np.abs(pixels(one(colour, texture)) - plain).max(2) > 20 for texture in TEXTURES[1:]]
    for marks in marked:
        assert not (marks & ~grown(inside, 3)).any()
        assert 0.1 < marks.sum() / inside.sum() < 0.8
    assert all((first != second).sum() > 0.1 * inside.sum() for first, second in pairwise(marked))


@pytest.mark.parametrize("scene", SCENES)
def test_another_colour_changes_the_thing_and_nothing_around_it(scene: str) -> None:
    picture = one("orange", scene=scene)
    changed = np.abs(pixels(picture) - pixels(one("blue", scene=scene))).max(2) > 0
    inside = instance_mask(picture, SIDE) == 1
    assert not (changed & ~grown(inside, 3)).any()
    assert (changed & inside).sum() > 0.4 * inside.sum()


def test_outlines_are_ink_with_bare_paper_around_them() -> None:
    picture = one("blue", scene="night")
    inside = instance_mask(picture, SIDE) == 1
    seen = pixels(picture)
    rim = grown(inside, 2) & ~inside
    assert inked(seen)[rim].mean() > 0.6
    around = grown(inside, 4) & ~grown(inside, 3)
    assert (np.abs(seen - tone(PAPER)).max(2) < 12)[around].mean() > 0.5


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_a_plate_of_lines_on_a_bare_sheet(scene: str) -> None:
    seen = pixels(bare(scene))
    assert (seen[:4] == tone(PAPER)).all()
    assert (seen[:, -4:] == tone(PAPER)).all()
    # Lines: the middle of the plate changes from light to dark and back again and again.
    dark = seen[20:-20, 20:-20].mean(2)
    assert (np.abs(np.diff(dark, axis=0)) > 12).mean() > 0.06


def test_lines_are_wide_enough_to_survive() -> None:
    """Halving the picture and doubling it again keeps most of the contrast of its lines."""
    picture = one("white", scene="desert")
    seen = pixels(picture).mean(2)
    small = seen.reshape(SIDE // 2, 2, SIDE // 2, 2).mean((1, 3))
    assert small.std() > 0.85 * seen.std()
