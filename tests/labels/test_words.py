"""What a labeller says, and where: answers read into words, outlines and boxes drawn from its coarse mask."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from kiosk.labels.geometry import Box, overlap
from kiosk.labels.outline import filled, signed_area
from kiosk.labels.words import LabelResult, Words, read_answers

WORDS = Words(
    things=("cat", "rainbow"),
    scenes=("sea", "room"),
    classes=("sky", "cat", "rainbow"),
    attributes={"colour": ("red", "blue"), "long hair": ("no", "yes")},
    asked={"colour": ("cat",), "long hair": ()},
)


def result_of(mask: NDArray[np.uint8]) -> LabelResult:
    """What a labeller says that is sure of a red cat in a room, and half sure of a rainbow."""
    answers = (
        np.array([[0.9, 0.6]], np.float32),
        np.array([[0.2, 0.8]], np.float32),
        mask[None],
        np.array([[1.0, 0.0]], np.float32),
        np.array([[[0.7, 0.3], [0.1, 0.9]]], np.float32),
        np.array([[[0.7, 0.3], [0.1, 0.9]]], np.float32),
    )
    (result,) = read_answers(WORDS, answers)
    return result


def blot() -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """A mask of 64 x 64 with an egg in it, and the egg itself at 256 x 256."""
    large = Image.new("1", (256, 256))
    ImageDraw.Draw(large).ellipse((40, 90, 170, 220), fill=1)
    small = large.convert("L").resize((64, 64), Image.Resampling.BOX)
    return (np.asarray(small) >= 128).astype(np.uint8), np.asarray(large)


def test_answers_become_words_likeliest_first() -> None:
    result = result_of(np.zeros((4, 4), np.uint8))
    assert [one.thing for one in result.seen] == ["cat", "rainbow"]
    assert result.scene == "room"
    assert result.scene_probability == pytest.approx(0.8)
    cat, rainbow = result.things
    assert cat.colour == "red"
    assert cat.colour_probability == pytest.approx(0.7)
    # Nobody asks a rainbow for its colour, nor a cat for its hair.
    assert (rainbow.colour, rainbow.colour_probability) == ("", 1)
    assert cat.says("long hair") == ""


def test_the_outputs_of_the_graph_are_named_after_the_attributes() -> None:
    assert WORDS.outputs == ("things", "scene", "mask", "features", "colour", "long_hair")


def test_an_outline_is_smooth_and_lies_where_the_thing_is() -> None:
    mask, egg = blot()
    (line,) = result_of(mask).outline_of("cat", 256, 256)
    drawn = filled([line], 256, 256)
    assert (drawn & egg).sum() / (drawn | egg).sum() > 0.95
    corners = np.asarray(line)
    ways = np.roll(corners, -1, 0) - corners
    turns = np.degrees(np.arctan2(ways[:, 1], ways[:, 0]))
    turned = np.abs((np.diff(turns, append=turns[:1]) + 180) % 360 - 180)
    # The stairs of a coarse mask would turn by 90 degrees.
    assert turned.max() < 50


def test_a_box_goes_around_the_outline_whatever_the_pictures_size() -> None:
    mask, _ = blot()
    found = result_of(mask).box_of("cat", 256, 256)
    assert found is not None
    assert overlap(found, Box(40, 90, 171, 221)) > 0.93
    wide = result_of(mask).box_of("cat", 512, 128)
    assert wide is not None
    assert overlap(wide, Box(80, 45, 342, 111)) > 0.9


def test_crumbs_are_no_outline_and_what_is_not_there_has_none() -> None:
    mask, _ = blot()
    mask[2, 50] = 1
    mask[60, 3] = 2
    result = result_of(mask)
    assert len(result.outline_of("cat", 256, 256)) == 1
    assert result.outline_of("rainbow", 256, 256) == ()
    assert result.box_of("rainbow", 256, 256) is None
    assert result_of(np.zeros((64, 64), np.uint8)).box_of("cat", 256, 256) is None
    with pytest.raises(ValueError, match="not in tuple"):
        result.outline_of("dog", 256, 256)


def test_a_hole_and_a_second_piece_have_their_own_lines() -> None:
    mask = np.zeros((64, 64), np.uint8)
    mask[10:40, 10:40] = 1
    mask[20:30, 20:30] = 0
    mask[50:60, 45:60] = 1
    lines = result_of(mask).outline_of("cat", 128, 128)
    assert [signed_area(line) > 0 for line in lines] == [True, False, True]


def test_a_thing_at_the_edge_of_the_picture_reaches_it() -> None:
    mask = np.zeros((64, 64), np.uint8)
    mask[:20, :30] = 1
    found = result_of(mask).box_of("cat", 256, 256)
    assert found is not None
    assert (found.left, found.top) == (0, 0)
