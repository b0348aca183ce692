"""Boxes around things, in pixels, and how much two of them overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Box:
    """A bounding box in pixels; left and top are inside it, right and bottom just outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """Number of pixels inside; 0 for an empty box."""
        return max(0, self.right - self.left) * max(0, self.bottom - self.top)


def box_around(inside: NDArray[np.bool_]) -> Box | None:
    """The smallest box around the true pixels of `inside` [height, width]; None if all false."""
    rows = np.flatnonzero(inside.any(axis=1))
    columns = np.flatnonzero(inside.any(axis=0))
    if rows.size == 0:
        return None
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def overlap(a: Box, b: Box) -> float:
    """Intersection over union of two boxes, 0 to 1; 0 when both are empty."""
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    shared = max(0, width) * max(0, height)
    union = a.area + b.area - shared
    return shared / union if union else 0.0
