"""Outlines of things as polygons: from a mask to its outline and back."""

from __future__ import annotations

import numpy as np
from contourpy import FillType, contour_generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Polygon = tuple[tuple[float, float], ...]
"""Corners (x, y) in pixels from the top left corner of the picture, in order; the last joins the first."""

SMALLEST = 12.0
"""Pieces of fewer square pixels are crumbs at an edge, no outline."""


def outlines(inside: NDArray[np.bool_], tolerance: float = 0.6) -> tuple[Polygon, ...]:
    """One polygon for each connected piece of `inside` [height, width], the largest first; holes are filled.

    Corners that move the line by less than `tolerance` pixels are left out (Douglas and Peucker 1973).
    """
    if not inside.any():
        return ()
    padded = np.pad(inside.astype(np.float64), 1)
    # The centre of pixel (0, 0) lies at (0.5, 0.5); padding moved everything by one pixel.
    filled = contour_generator(z=padded, fill_type=FillType.OuterOffset).filled(0.5, np.inf)
    found = []
    for points, offsets in zip(*filled, strict=True):
        corners = simplify(np.asarray(points[offsets[0] : offsets[1] - 1], np.float64) - 0.5, tolerance)
        if len(corners) >= 3 and (size := area(corners)) >= SMALLEST:
            found.append((size, tuple((round(float(x), 1), round(float(y), 1)) for x, y in corners)))
    return tuple(polygon for _, polygon in sorted(found, reverse=True))


def area(corners: NDArray[np.float64]) -> float:
    """Area of a polygon, float64 [n, 2], in square pixels (the shoelace formula)."""
    x, y = corners[:, 0], corners[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def simplify(corners: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
    """The closed line through `corners` [n, 2] with fewer of them, nowhere more than `tolerance` away."""
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
        between = ring[start + 1 : stop]
        way = ring[stop] - ring[start]
        length = float(np.hypot(*way))
        away = between - ring[start]
        distance = np.abs(way[0] * away[:, 1] - way[1] * away[:, 0]) / length if length else np.hypot(*away.T)
        worst = int(np.argmax(distance))
        if distance[worst] > tolerance:
            middle = start + 1 + worst
            keep[middle] = True
            spans += [(start, middle), (middle, stop)]
    return ring[:-1][keep[:-1]]


def filled(polygons: tuple[Polygon, ...], width: int, height: int) -> NDArray[np.bool_]:
    """The pixels inside any of the polygons, bool [height, width]; their centres decide, to a quarter of a pixel."""
    fine = 4
    canvas = Image.new("L", (width * fine, height * fine))
    pen = ImageDraw.Draw(canvas)
    for polygon in polygons:
        pen.polygon([(x * fine - 0.5, y * fine - 0.5) for x, y in polygon], fill=255)
    return np.asarray(canvas.resize((width, height), Image.Resampling.BOX)) > 127
