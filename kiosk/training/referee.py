"""Judging pictures with the labeller: what is right in one picture, and how sure a share of many is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.imagier.dataset import SIZE, Description, describe
from kiosk.imagier.draw import render, svg
from kiosk.labels.labeller import LabelResult
from kiosk.training.damage import DAMAGES, soften, to_bytes, to_unit
from kiosk.training.prompts import never_drawn_prompts

Pixels = NDArray[np.uint8]

PARTS = ("thing", "colour", "texture", "scene")
NOTHING = "nothing"
"""What the referee answers where it is sure of no thing."""


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): sensible near 0 and 1, and for few trials. (0, 1) for none."""
    if of == 0:
        return 0.0, 1.0
    z = 1.959964
    share = right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    # At 0 and 1 the end is the share itself, which rounding may miss.
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))


def share(rights: Iterable[bool]) -> dict[str, Any]:
    """How many of these are right, as plain data: `right`, `of`, `share` and its 95 % interval `low`, `high`."""
    counted = list(rights)
    right, of = sum(counted), len(counted)
    low, high = wilson(right, of)
    return {
        "right": right,
        "of": of,
        "share": round(right / of, 4) if of else None,
        "low": round(low, 4),
        "high": round(high, 4),
    }


@dataclass(frozen=True)
class Verdict:
    """One picture of one thing, judged: what was asked and what the referee answered, by PARTS.

    Where it is sure of no thing, the answer for thing, colour and texture is NOTHING, which is never right.
    """

    asked: Mapping[str, str]
    answered: Mapping[str, str]

    def right(self, part: str) -> bool:
        """Whether this part is what was asked."""
        return self.asked[part] == self.answered[part]

    @property
    def all_right(self) -> bool:
        """Whether all four parts are."""
        return all(self.right(part) for part in PARTS)


def asked_of(description: Description) -> dict[str, str]:
    """What a picture of one thing should show, by PARTS. Raises ValueError for two things, or none."""
    (placed,) = description.placed
    return {"thing": placed.thing, "colour": placed.colour, "texture": placed.texture, "scene": description.scene}


def judge(asked: Mapping[str, str], result: LabelResult | None) -> Verdict:
    """The referee's answer for a picture of one thing: its likeliest thing and scene. `result` None: no picture."""
    if result is None:
        return Verdict(asked, dict.fromkeys(PARTS, NOTHING))
    answered = dict.fromkeys(PARTS, NOTHING) | {"scene": result.scene}
    if result.seen:
        best = result.seen[0]
        answered |= {"thing": best.thing, "colour": best.colour, "texture": best.texture}
    return Verdict(asked, answered)


def shares(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The share right of each part, and of all four together."""
    parts = {part: share(verdict.right(part) for verdict in verdicts) for part in PARTS}
    return parts | {"all_four": share(verdict.all_right for verdict in verdicts)}


def tables(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """For each part and each word asked for: the share right, of all four too, and what was answered instead."""
    found: dict[str, Any] = {}
    for part in PARTS:
        rows = {}
        for word in dict.fromkeys(sorted(verdict.asked[part] for verdict in verdicts)):
            mine = [verdict for verdict in verdicts if verdict.asked[part] == word]
            instead: dict[str, int] = {}
            for verdict in mine:
                if not verdict.right(part):
                    instead[verdict.answered[part]] = instead.get(verdict.answered[part], 0) + 1
            rows[word] = share(verdict.right(part) for verdict in mine) | {
                "all_four": sum(verdict.all_right for verdict in mine),
                "instead": dict(sorted(instead.items(), key=lambda entry: -entry[1])),
            }
        found[part] = rows
    return found


def drawing_right(description: Description, result: LabelResult) -> dict[str, bool]:
    """Whether a drawing of any number of things is labelled rightly, by PARTS.

    Exactly its things are seen; each has its colour; each its texture; the scene is right.
    """
    seen = {one.thing: one for one in result.things}
    return {
        "thing": {one.thing for one in result.seen} == {placed.thing for placed in description.placed},
        "colour": all(seen[placed.thing].colour == placed.colour for placed in description.placed),
        "texture": all(seen[placed.thing].texture == placed.texture for placed in description.placed),
        "scene": result.scene == description.scene,
    }


class Referee(Protocol):
    """Whatever labels pictures of `side` pixels: the labeller on ONNX Runtime, or on torch before it is exported."""

    @property
    def side(self) -> int:
        """Width and height of the pictures it was trained on."""

    def label_all(self, pictures: Iterable[Pixels]) -> list[LabelResult]:
        """What is in each picture, uint8 [side, side, 3]."""


def check_drawings(labeller: Referee, descriptions: Sequence[Description], pictures: Pixels) -> dict[str, Any]:
    """The share of drawings, uint8 [n, side, side, 3], that the referee labels rightly, by part and in all."""
    found = [drawing_right(d, r) for d, r in zip(descriptions, labeller.label_all(pictures), strict=True)]
    parts = {part: share(row[part] for row in found) for part in PARTS}
    return parts | {"all_four": share(all(row.values()) for row in found)}


def unseen_drawings(count: int, side: int) -> tuple[list[Description], Pixels]:
    """`count` drawings beyond the end of the data set, with what is in them. uint8 [count, side, side, 3]."""
    descriptions = [describe(SIZE + i) for i in range(count)]
    return descriptions, np.stack([render(svg(description), side) for description in descriptions])


def check_referee(labeller: Referee, count: int, seed: int) -> dict[str, Any]:
    """Whether the referee can be trusted: on `count` drawings it never saw, on the same made soft, on a fifth as many
    drawings of never-drawn pairs, and on damaged ones, where the share is of those in which it rightly sees no thing.
    """
    random = np.random.default_rng(seed)
    descriptions, pictures = unseen_drawings(count, labeller.side)
    units = [to_unit(pictures[i : i + 8]) for i in range(0, count, 8)]
    soft = np.concatenate([to_bytes(soften(unit, random)) for unit in units])
    refused = {}
    for name, damage in DAMAGES.items():
        broken = np.concatenate([to_bytes(damage(unit, random)) for unit in units[: max(1, len(units) // 4)]])
        refused[name] = share(not result.seen for result in labeller.label_all(broken))
    pairs = [truth for _, truth, _ in never_drawn_prompts(max(1, count // 5), seed)]
    drawn = np.stack([render(svg(truth), labeller.side) for truth in pairs])
    return {
        "unseen_drawings": check_drawings(labeller, descriptions, pictures),
        "soft_drawings": check_drawings(labeller, descriptions, soft),
        "never_drawn_pairs": check_drawings(labeller, pairs, drawn),
        "damaged_drawings_refused": refused,
    }
