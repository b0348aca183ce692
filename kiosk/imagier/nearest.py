"""The training pictures nearest to a prompt's labels, or to a picture."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.imagier.table import MOST_THINGS, Label, Table

_ROWS = 4096


@dataclass(frozen=True, slots=True)
class Near:
    """One picture's number and how near it is: 0 for nothing in common, 1 for all that was asked for."""

    picture: int
    likeness: float


def nearest_to_labels(table: Table, wanted: Sequence[Collection[Label]], count: int) -> list[Near]:
    """The `count` pictures that share most with what is wanted, the nearest first, ties by number.

    `wanted` holds one collection of labels for each thing that is asked for; labels in one collection are looked for
    on one and the same thing of the picture, where most of them are. So "a red cat and a dog in the snow" is
    [{thing:cat, colour:red}, {thing:dog}, {scene:snow}]. A label weighs log(pictures / pictures that hold it): a
    rare one says more. Takes some milliseconds for the whole set. Raises ValueError for a label that is unknown.
    """
    n = len(table.scene)
    total, most = np.zeros(n), 0.0
    for group in wanted:
        shared = np.zeros((n, MOST_THINGS))
        # In a fixed order, so that equal overlaps are equal numbers and ties stay ties.
        for label in sorted(set(group)):
            said = table.said_of(label)
            weight = np.log(n / max(1, int(said.any(1).sum()))) if n else 0.0
            shared += weight * said
            most += weight
        total += shared.max(1)
    likeness = total / most if most else total
    return _first(likeness, count)


def nearest_to_picture(features: NDArray[np.int8], picture: NDArray[Any], count: int) -> list[Near]:
    """The `count` pictures whose features point most in the same direction, the nearest first, ties by number.

    `features` is int8 [n, d], one row for each picture of the data set; `picture` [d], any real numbers, holds the
    same features of the picture that is asked about. Likeness is the cosine, -1 to 1; a row without features, or such
    a picture, is like nothing (0). Raises ValueError where the sizes do not fit.
    """
    if features.ndim != 2 or picture.shape != features.shape[1:]:
        raise ValueError(f"a picture with features {list(picture.shape)} does not fit {list(features.shape)}")
    asked = picture.astype(np.float32)
    cosine = np.zeros(len(features), np.float32)
    # Piece by piece, so that the widened numbers stay in the processor's cache.
    for start in range(0, len(features), _ROWS):
        rows = features[start : start + _ROWS].astype(np.float32)
        length = np.sqrt(np.vecdot(rows, rows) * np.vecdot(asked, asked))
        np.divide(np.vecdot(rows, asked), length, out=cosine[start : start + _ROWS], where=length > 0)
    return _first(cosine, count)


def _first(likeness: NDArray[Any], count: int) -> list[Near]:
    order = np.argsort(-likeness, kind="stable")[: max(0, count)]
    return [Near(int(number), float(likeness[number])) for number in order]
