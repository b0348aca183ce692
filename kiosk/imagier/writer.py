"""The machine's own caption: what the labeller saw in a picture, said as the data set's writer would say it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kiosk.imagier.captions import KIND_WORDS, PLACES, front
from kiosk.imagier.dataset import Placed
from kiosk.labels.words import LabelResult, ThingSeen

MOST = 3
"""The data set shows three things at most, and so do its captions."""


def caption_of(result: LabelResult) -> str:
    """The caption of a labelled picture: its surest things from left to right, and its place.

    Where no thing is seen, only the place is said. The machine says "person", whoever it sees: it does not guess
    woman or man, as the writer of the data set's captions does.
    """
    seen = sorted(result.seen[:MOST], key=lambda one: _across(result, one))
    words = " and ".join(front(_named(one, len(seen) == 1)) for one in seen)
    return f"{words} {PLACES.get(result.scene, '')}".strip()


def _across(result: LabelResult, one: ThingSeen) -> float:
    """How far to the right the mask shows a thing, 0 to 1; at the right end where it does not show it."""
    columns = np.nonzero(result.mask == result.classes.index(one.thing))[1]
    return float(columns.mean()) / result.mask.shape[1] if columns.size else 1.0


def _named(one: ThingSeen, alone: bool) -> Placed:
    """The thing as captions name it: an unusual kind by its own word, and a size only of what is alone."""
    kind = one.says("kind").removeprefix(f"{one.thing}: ")
    placed = Placed(KIND_WORDS.get(kind, one.thing), one.colour, one.texture or "plain", 64, 113, 1, False)
    size = one.says("size") if alone else ""
    return replace(placed, pose=one.says("pose"), kind=kind, size=size if size in ("small", "big") else "")
