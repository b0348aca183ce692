"""Counting the data set exactly: every label, and every pair of labels, over all pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.imagier.dataset import SIZE, VERSION, Description, Placed, describe
from kiosk.imagier.vocabulary import COLOURS, SCENES, TEXTURES, THINGS

KINDS = {"thing": THINGS, "colour": tuple(COLOURS), "texture": TEXTURES, "scene": SCENES}
LABELS = tuple((kind, word) for kind, words in KINDS.items() for word in words)
"""Every label with its kind, which is part of its name: "sponge" is both a thing and a texture."""

_PLURALS = {"thing": "things", "colour": "colours", "texture": "textures", "scene": "scenes"}
_POSITION = {label: number for number, label in enumerate(LABELS)}


def label_name(label: tuple[str, str]) -> str:
    """How a label is written in the statistics, such as `thing:cat`."""
    return f"{label[0]}:{label[1]}"


def statistics(descriptions: Iterable[Description] | None = None) -> dict[str, Any]:
    """How often each label is in the data set (default: all SIZE pictures), and each pair of labels together.

    `things`, `colours`, `textures`, `scenes` give for each word the number of pictures that hold it. `pairs` holds
    one entry for every two labels: `pictures` counts pictures that hold both, `on_one_thing` those where both are
    said of the same thing (a scene is said of every thing in it; no thing has two colours). Plain data (JSON).
    """
    if descriptions is None:
        descriptions = (describe(i) for i in range(SIZE))
    rows = [(_row(d, d.placed[:1]), _row(d, d.placed[1:2])) for d in descriptions]
    first, second = np.asarray(rows, bool).reshape(len(rows), 2, len(LABELS)).transpose(1, 0, 2)
    anywhere = _together(first | second)
    both = second.any(1)
    apart = _together(first) + _together(second) - _in_both(first[both], second[both])
    answer: dict[str, Any] = {"version": VERSION, "pictures": len(rows)}
    for kind, words in KINDS.items():
        answer[_PLURALS[kind]] = {word: int(anywhere[(at := _POSITION[kind, word]), at]) for word in words}
    answer["pairs"] = list(_pairs(anywhere, apart))
    return answer


def _row(description: Description, placed: tuple[Placed, ...]) -> NDArray[np.bool_]:
    """Which labels are said of this one thing; nothing where there is no thing."""
    row = np.zeros(len(LABELS), bool)
    for one in placed:
        said = {"thing": one.thing, "colour": one.colour, "texture": one.texture, "scene": description.scene}
        row[[_POSITION[label] for label in said.items()]] = True
    return row


def _together(rows: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For every two labels, how many rows hold both; on the diagonal, how many hold the one."""
    # Counts stay below 2 ** 24, where float32 is still exact and far faster than integers.
    counts: NDArray[np.int64] = (rows.T.astype(np.float32) @ rows.astype(np.float32)).astype(np.int64)
    return counts


def _in_both(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For every two labels, how many pictures say both of their first thing and again of their second."""
    return _together(first & second)


def _pairs(anywhere: NDArray[np.int64], apart: NDArray[np.int64]) -> Iterator[dict[str, Any]]:
    for a, one in enumerate(LABELS):
        for b in range(a + 1, len(LABELS)):
            yield {
                "labels": [label_name(one), label_name(LABELS[b])],
                "pictures": int(anywhere[a, b]),
                "on_one_thing": int(apart[a, b]),
            }
