"""Boxes around things, and how much two of them overlap."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kiosk.labels.geometry import Box, box_around, overlap

edges = st.integers(0, 20)
boxes = st.builds(Box, edges, edges, edges, edges)


def filled(box: Box) -> NDArray[np.bool_]:
    inside = np.zeros((20, 20), bool)
    inside[box.top : box.bottom, box.left : box.right] = True
    return inside


@given(arrays(bool, (9, 7)))
def test_the_box_holds_all_true_pixels_and_no_smaller_box_does(
    inside: NDArray[np.bool_],
) -> None:
    box = box_around(inside)
    if box is None:
        assert not inside.any()
        return
    within = inside[box.top : box.bottom, box.left : box.right]
    assert within.sum() == inside.sum()
    assert within[0].any()
    assert within[-1].any()
    assert within[:, 0].any()
    assert within[:, -1].any()


@given(boxes, boxes)
def test_overlap_is_shared_pixels_over_all_pixels(a: Box, b: Box) -> None:
    both, either = (filled(a) & filled(b)).sum(), (filled(a) | filled(b)).sum()
    assert overlap(a, b) == overlap(b, a)
    assert overlap(a, b) == (both / either if either else 0)


def test_a_box_overlaps_itself_wholly_and_its_neighbour_not_at_all() -> None:
    assert overlap(Box(2, 2, 6, 6), Box(2, 2, 6, 6)) == 1
    assert overlap(Box(2, 2, 6, 6), Box(6, 2, 9, 6)) == 0
    assert Box(5, 5, 3, 9).area == 0
