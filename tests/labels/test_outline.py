"""From a mask to its outline and back: on shapes with a known answer and on our own drawings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.imagier.dataset import describe
from kiosk.imagier.draw import instance_mask
from kiosk.labels.outline import SMALLEST, Polygon, filled, outlines, signed_area, simplify, without_holes

Mask = NDArray[np.bool_]
Points = NDArray[np.float64]


def disc(side: int, x: float, y: float, radius: float) -> Mask:
    rows, columns = np.ogrid[:side, :side]
    inside: Mask = (columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 < radius**2
    return inside


def shared(a: Mask, b: Mask) -> float:
    """Intersection over union."""
    return float((a & b).sum() / (a | b).sum())


@pytest.mark.parametrize("number", [*range(20), 40, 184, 249])
def test_an_outline_filled_again_is_the_mask_of_every_thing_in_our_drawings(number: int) -> None:
    # 184 has a carrot whose leaves lie over a cat, 40 and 249 have bicycles: wheels are full of holes.
    description = describe(number)
    instances = instance_mask(description, 256)
    for which in range(1, len(description.placed) + 1):
        inside = instances == which
        lines = outlines(inside)
        assert shared(filled(lines, 256, 256), inside) >= 0.98
        assert shared(filled(without_holes(lines), 256, 256), inside) >= 0.97
        assert sum(map(len, lines)) < 0.1 * inside.sum()


def test_an_empty_mask_has_no_outline_and_no_outline_fills_nothing() -> None:
    assert outlines(np.zeros((30, 40), bool)) == ()
    assert not filled((), 40, 30).any()
    assert filled((), 40, 30).shape == (30, 40)


def test_a_rectangle_keeps_its_place_and_its_size() -> None:
    inside = np.zeros((30, 40), bool)
    inside[10:20, 5:25] = True
    (line,) = outlines(inside)
    x, y = np.asarray(line).T
    assert (x.min(), x.max(), y.min(), y.max()) == (5, 25, 10, 20)
    assert signed_area(line) == pytest.approx(200, abs=2)
    assert np.array_equal(filled((line,), 40, 30), inside)


def test_a_mask_that_touches_every_edge_of_the_picture_ends_there() -> None:
    inside = np.ones((24, 32), bool)
    lines = outlines(inside)
    assert np.array_equal(filled(lines, 32, 24), inside)
    corners = np.asarray(lines[0])
    assert corners.min() == 0
    assert tuple(corners.max(0)) == (32, 24)


def test_every_piece_has_its_line_and_the_largest_comes_first() -> None:
    inside = disc(64, 14, 14, 8) | disc(64, 44, 40, 15) | disc(64, 10, 50, 5)
    lines = outlines(inside)
    sizes = [signed_area(line) for line in lines]
    assert len(lines) == 3
    assert sizes == sorted(sizes, reverse=True)
    assert shared(filled(lines, 64, 64), inside) > 0.97


def test_the_lines_around_holes_follow_their_piece_and_run_the_other_way() -> None:
    ring = disc(96, 30, 40, 25) & ~disc(96, 22, 40, 8) & ~disc(96, 40, 40, 6)
    inside = ring | disc(96, 80, 80, 12)
    lines = outlines(inside)
    assert [signed_area(line) > 0 for line in lines] == [True, False, False, True]
    again = filled(lines, 96, 96)
    assert shared(again, inside) > 0.97
    assert not again[40, 22]
    assert not again[40, 40]


def test_an_island_in_a_hole_is_a_piece_of_its_own() -> None:
    inside = (disc(64, 32, 32, 28) & ~disc(64, 32, 32, 18)) | disc(64, 32, 32, 8)
    lines = outlines(inside)
    assert sorted(signed_area(line) > 0 for line in lines) == [False, True, True]
    assert shared(filled(lines, 64, 64), inside) > 0.97


def test_for_readers_that_know_no_holes_a_cut_reaches_every_hole() -> None:
    inside = disc(96, 48, 48, 40) & ~disc(96, 30, 40, 8) & ~disc(96, 62, 40, 8) & ~disc(96, 48, 66, 10)
    lines = outlines(inside)
    (whole,) = without_holes(lines)
    assert signed_area(whole) == pytest.approx(sum(map(signed_area, lines)))
    assert shared(filled((whole,), 96, 96), inside) > 0.97


def test_one_pixel_crumbs_and_one_pixel_holes_are_left_out() -> None:
    clean = disc(64, 32, 32, 20)
    crumbed = clean.copy()
    crumbed[2, 2] = crumbed[60, 3] = True
    crumbed[32, 32] = crumbed[25, 40] = False
    assert len(outlines(crumbed)) == 1
    assert np.array_equal(filled(outlines(crumbed), 64, 64), filled(outlines(clean), 64, 64))
    only_crumbs = np.zeros((16, 16), bool)
    only_crumbs[3, 4] = only_crumbs[9, 9] = True
    assert outlines(only_crumbs) == ()


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(2, 14), st.booleans()), max_size=6),
    st.sampled_from((0.0, 0.45, 2.0)),
)
def test_whatever_the_mask_its_lines_are_whole_and_none_is_a_crumb(
    discs: list[tuple[int, int, int, bool]], tolerance: float
) -> None:
    inside = np.zeros((40, 40), bool)
    for x, y, radius, solid in discs:
        inside = inside | disc(40, x, y, radius) if solid else inside & ~disc(40, x, y, radius)
    lines = outlines(inside, tolerance)
    for line in lines:
        assert len(line) >= 3
        assert abs(signed_area(line)) > SMALLEST - 1  # corners are rounded to a tenth of a pixel
        assert np.asarray(line).min() >= 0
        assert np.asarray(line).max() <= 40
    assert not lines or signed_area(lines[0]) > 0
    if tolerance == 0:
        # The only pixels that may differ belong to crumbs.
        assert abs(int((filled(lines, 40, 40) ^ inside).sum())) <= 0.05 * inside.sum() + 4 * SMALLEST


def nearest(point: Points, line: Points) -> float:
    """How far a point is from a closed line: slowly, by trying 400 places on each of its sides."""
    steps = np.linspace(0, 1, 400)[:, None]
    sides = zip(line, np.roll(line, -1, 0), strict=True)
    return float(min(np.hypot(*(start + steps * (stop - start) - point).T).min() for start, stop in sides))


corners = st.tuples(st.integers(-50, 50), st.integers(-50, 50))


@settings(max_examples=80, deadline=None)
@given(st.lists(corners, min_size=4, max_size=14), st.sampled_from((0.0, 0.5, 3.0, 12.0, 200.0)))
def test_no_corner_left_out_was_farther_away_than_the_tolerance(
    corners: list[tuple[int, int]], tolerance: float
) -> None:
    before = np.asarray(corners, np.float64)
    after = simplify(before, tolerance)
    assert all(nearest(point, after) <= tolerance + 0.2 for point in before)
    # Its corners are corners of the line before, in their order.
    rest = iter(map(tuple, before))
    assert all(tuple(corner) in rest for corner in after)


def test_simplifying_leaves_the_corners_of_a_square_and_nothing_else() -> None:
    along = np.arange(0, 20, 0.5)
    top, right = np.stack([along, 0 * along], 1), np.stack([0 * along + 20, along], 1)
    square = np.concatenate([top, right, 20 - top, 20 - right])
    assert simplify(square, 0.1).tolist() == [[0, 0], [20, 0], [20, 20], [0, 20]]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-5, 25), st.floats(-5, 25)), min_size=3, max_size=8))
def test_what_is_filled_agrees_with_counting_lines_on_the_way_out(corners: Polygon) -> None:
    def is_inside(x: float, y: float) -> bool:
        sides = zip(corners, (*corners[1:], corners[0]), strict=True)
        return sum((a < y) != (b < y) and x < u + (y - a) * (v - u) / (b - a) for (u, a), (v, b) in sides) % 2 == 1

    places = [k / 4 + 0.125 for k in range(4)]
    exact = filled((tuple(corners),), 20, 20)
    for row, column in ((2, 3), (10, 10), (15, 6), (19, 19), (0, 0)):
        share = np.mean([is_inside(column + x, row + y) for x in places for y in places])
        # Half a cell that the line only touches may fall on either side.
        if abs(share - 0.5) > 0.2:
            assert exact[row, column] == (share > 0.5)
