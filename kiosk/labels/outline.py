"""Outlines of things as polygons: from a mask to its outline and back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from contourpy import FillType, contour_generator
from numpy.typing import NDArray

Points = NDArray[np.float64]

Polygon = tuple[tuple[float, float], ...]
"""Corners (x, y) in pixels from the top left corner of the picture, in order; the last joins the first."""

SMALLEST = 6.0
"""Pieces and holes of fewer square pixels are crumbs at an edge: no piece, no hole."""


def outlines(inside: NDArray[np.bool_], tolerance: float = 0.45) -> tuple[Polygon, ...]:
    """The closed lines around `inside` [height, width]: what an odd number of them holds is inside.

    The largest connected piece comes first. The line around a piece has a positive `signed_area`; the lines around
    its holes follow it, and theirs is negative. Corners that move a line by less than `tolerance` pixels are left
    out (Douglas and Peucker 1973); from half a pixel on, corners of rectangles would be cut. Empty for an empty mask.
    """
    if not inside.any():
        return ()
    padded = np.pad(inside.astype(np.float64), 1)
    pieces = []
    # Fill type "outer, offset": one array of points a piece, cut by offsets into its outer line and its holes.
    found = contour_generator(z=padded, fill_type=FillType.OuterOffset).filled(0.5, np.inf)
    for points, offsets in zip(*found, strict=True):
        # The centre of pixel (0, 0) lies at (0.5, 0.5), and padding moved everything by one pixel.
        lines = [
            simplify(np.asarray(points[start : stop - 1], np.float64) - 0.5, tolerance)
            for start, stop in pairwise(offsets)
        ]
        kept = [line for line in lines if len(line) >= 3 and abs(signed_area(line)) >= SMALLEST]
        if kept and kept[0] is lines[0]:
            pieces.append(kept)
    pieces.sort(key=lambda lines: -signed_area(lines[0]))
    return tuple(_rounded(line) for lines in pieces for line in lines)


def _rounded(line: Points) -> Polygon:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in line)


def signed_area(corners: Points | Polygon) -> float:
    """Area of a polygon in square pixels (the shoelace formula): positive around a piece, negative around a hole."""
    x, y = np.asarray(corners, np.float64).T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def simplify(corners: Points, tolerance: float) -> Points:
    """The closed line through `corners` [n, 2] with fewer of them, none of which is more than `tolerance` from it."""
    if len(corners) < 4:
        return corners
    far = int(np.argmax(((corners - corners[0]) ** 2).sum(1)))
    keep = np.zeros(len(corners) + 1, bool)
    ring = np.vstack([corners, corners[:1]])
    keep[[0, far, len(corners)]] = True
    spans = [(0, far), (far, len(corners))]
    while spans:
        start, stop = spans.pop()
        if stop - start < 2:
            continue
        distance = _distance(ring[start + 1 : stop], ring[start], ring[stop])
        worst = int(np.argmax(distance))
        if distance[worst] > tolerance:
            middle = start + 1 + worst
            keep[middle] = True
            spans += [(start, middle), (middle, stop)]
    return ring[:-1][keep[:-1]]


def _distance(points: Points, start: Points, stop: Points) -> Points:
    """How far each of `points` [n, 2] is from the straight way between two of them, float64 [n]."""
    way, away = stop - start, points - start
    length = float(way @ way)
    # The nearest place may be an end: on a curved line a point can lie beyond it.
    along = np.clip(away @ way / length, 0, 1) if length else np.zeros(len(points))
    distance: Points = np.hypot(*(away - along[:, None] * way).T)
    return distance


def without_holes(lines: Sequence[Polygon]) -> tuple[Polygon, ...]:
    """The same outline, one polygon a piece: each hole is reached by a cut, for readers that know no holes.

    The cut runs to the hole and back on the same way, so it has no area.
    """
    pieces: list[Polygon] = []
    for line in lines:
        if signed_area(line) >= 0 or not pieces:
            pieces.append(line)
            continue
        outer, hole = np.asarray(pieces[-1]), np.asarray(line)
        apart = ((outer[:, None] - hole[None]) ** 2).sum(2)
        leave, reach = np.unravel_index(int(np.argmin(apart)), apart.shape)
        around = (*line[reach:], *line[: reach + 1])
        pieces[-1] = (*pieces[-1][: leave + 1], *around, *pieces[-1][leave:])
    return tuple(pieces)


def filled(lines: Sequence[Polygon], width: int, height: int) -> NDArray[np.bool_]:
    """The pixels that lie by half or more inside an odd number of the lines, bool [height, width]."""
    if not lines:
        return np.zeros((height, width), bool)
    fine = 4
    corners = [np.asarray(line, np.float64) * fine for line in lines]
    x, y = np.concatenate(corners).T
    to_x, to_y = np.concatenate([np.roll(line, -1, 0) for line in corners]).T
    # The centres of fine columns that each side of a line crosses, and where.
    first, stop = (_centres(ends, width * fine) for ends in (np.minimum(x, to_x), np.maximum(x, to_x)))
    side = np.repeat(np.arange(len(x)), stop - first)
    columns = np.concatenate([np.arange(*span) for span in zip(first, stop, strict=True)])
    down = y[side] + (to_y - y)[side] * (columns + 0.5 - x[side]) / (to_x - x)[side]
    crossings = np.zeros((height * fine + 1, width * fine), np.uint8)
    np.bitwise_xor.at(crossings, (_centres(down, height * fine), columns), 1)
    # On the way down a column, every crossing turns outside to inside and back.
    inside = np.bitwise_xor.accumulate(crossings, 0)[:-1]
    rows = inside[0::4] + inside[1::4] + inside[2::4] + inside[3::4]
    half: NDArray[np.bool_] = rows[:, 0::4] + rows[:, 1::4] + rows[:, 2::4] + rows[:, 3::4] >= fine * fine / 2
    return half


def _centres(places: Points, end: int) -> NDArray[np.int64]:
    """The first of the pixels 0 to `end` whose centre is not before each place."""
    return np.clip(np.ceil(places - 0.5), 0, end).astype(np.int64)
