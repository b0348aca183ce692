"""Judging pictures with the labeller: what is right in one picture, and how sure a share of many is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.imagier.dataset import SIZE, Description, describe
from kiosk.imagier.vocabulary import SKIN_TONES
from kiosk.labels.words import LabelResult
from kiosk.training.damage import DAMAGES, soften, to_bytes, to_unit
from kiosk.training.lessons import drawn
from kiosk.training.marks import ATTRIBUTES, SINGLE_PEOPLE, marks_of
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

    Where it is sure of no thing, the answer for thing, colour and texture is NOTHING, which is never right. Nobody
    asks for the colour of a thing that has none.
    """

    asked: Mapping[str, str]
    answered: Mapping[str, str]

    def right(self, part: str) -> bool:
        """Whether this part is what was asked. Raises KeyError for a part that was not."""
        return self.asked[part] == self.answered[part]

    @property
    def all_right(self) -> bool:
        """Whether every part that was asked is."""
        return all(self.right(part) for part in self.asked)


def asked_of(description: Description) -> dict[str, str]:
    """What a picture of one thing should show, by PARTS: all four, but a thing without colour is asked for none.

    Raises ValueError for two things, or none.
    """
    (placed,) = description.placed
    asked = {"thing": placed.thing, "colour": placed.colour, "texture": placed.texture, "scene": description.scene}
    return {part: word for part, word in asked.items() if word}


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
    parts = {part: share(verdict.right(part) for verdict in verdicts if part in verdict.asked) for part in PARTS}
    return parts | {"all_four": share(verdict.all_right for verdict in verdicts)}


def tables(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """For each part and each word asked for: the share right, of all four too, and what was answered instead."""
    found: dict[str, Any] = {}
    for part in PARTS:
        rows = {}
        for word in dict.fromkeys(sorted(verdict.asked[part] for verdict in verdicts if part in verdict.asked)):
            mine = [verdict for verdict in verdicts if verdict.asked.get(part) == word]
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
    """The share of drawings, uint8 [n, side, side, 3], that the referee labels rightly, by part and in all.

    `attributes` holds, for each attribute, its share of the things it can be judged in.
    """
    return _checked(descriptions, labeller.label_all(pictures))


def _checked(descriptions: Sequence[Description], results: Sequence[LabelResult]) -> dict[str, Any]:
    found = [drawing_right(d, r) for d, r in zip(descriptions, results, strict=True)]
    parts = {part: share(row[part] for row in found) for part in PARTS}
    rights: dict[str, list[bool]] = {name: [] for name in ATTRIBUTES}
    for description, result in zip(descriptions, results, strict=True):
        seen = {one.thing: one for one in result.things}
        for placed in description.placed:
            for name, word in marks_of(placed, len(description.placed) == 1).items():
                rights[name].append(seen[placed.thing].says(name) == word)
    attributes = {name: share(one) for name, one in rights.items()}
    return parts | {"all_four": share(all(row.values()) for row in found), "attributes": attributes}


def check_tones(labeller: Referee, count: int) -> dict[str, Any]:
    """Whether the referee knows people of every skin tone equally well: `count` pictures, each drawn in every tone.

    `tones` holds a `check_drawings` for each tone, `apart` for each feature the share right with the tone that does
    best less that with the one that does worst, and `equal_within_a_point` whether all of these are 0.01 at most.
    The pictures differ in nothing but tone, so chance sets them apart far less than it would apart pictures.
    """
    people: list[Description] = []
    number = 0
    while len(people) < count:
        described = describe(number, "tones-even")
        number += 1
        if any(placed.thing in SINGLE_PEOPLE for placed in described.placed):
            people.append(described)
    tones = {}
    for tone in range(len(SKIN_TONES)):
        toned = [_in_tone(one, tone) for one in people]
        pictures = np.stack([drawn(one, labeller.side) for one in toned])
        tones[str(tone + 1)] = check_drawings(labeller, toned, pictures)
    shares = [
        {part: tone[part]["share"] for part in PARTS}
        | {name: row["share"] for name, row in tone["attributes"].items() if row["of"]}
        for tone in tones.values()
    ]
    apart = {name: round(max(s[name] for s in shares) - min(s[name] for s in shares), 4) for name in shares[0]}
    equal = all(difference <= 0.01 for difference in apart.values())
    return {"pictures": count, "tones": tones, "apart": apart, "equal_within_a_point": equal}


def _in_tone(description: Description, tone: int) -> Description:
    placed = tuple(
        replace(one, people=tuple(replace(person, skin=tone) for person in one.people)) for one in description.placed
    )
    return replace(description, placed=placed)


def unseen(count: int) -> list[Description]:
    """`count` pictures beyond the end of the even data set."""
    return [describe(SIZE + i, "imagier-even") for i in range(count)]


def check_referee(labeller: Referee, count: int, seed: int) -> dict[str, Any]:
    """Whether the referee can be trusted: on `count` drawings it never saw, on the same made soft, on a fifth as many
    drawings of never-drawn pairs, on half as many of people in every skin tone, and on damaged ones, where the share
    is of those in which it rightly sees no thing.
    """
    random = np.random.default_rng(seed)
    descriptions = unseen(count)
    pictures = np.stack([drawn(description, labeller.side) for description in descriptions])
    units = [to_unit(pictures[i : i + 8]) for i in range(0, count, 8)]
    soft = np.concatenate([to_bytes(soften(unit, random)) for unit in units])
    refused = {}
    for name, damage in DAMAGES.items():
        broken = np.concatenate([to_bytes(damage(unit, random)) for unit in units[: max(1, len(units) // 4)]])
        refused[name] = share(not result.seen for result in labeller.label_all(broken))
    pairs = [truth for _, truth, _ in never_drawn_prompts(max(1, count // 5), seed)]
    paired = np.stack([drawn(truth, labeller.side) for truth in pairs])
    return {
        "unseen_drawings": check_drawings(labeller, descriptions, pictures),
        "soft_drawings": check_drawings(labeller, descriptions, soft),
        "never_drawn_pairs": check_drawings(labeller, pairs, paired),
        "skin_tones": check_tones(labeller, max(1, count // 2)),
        "damaged_drawings_refused": refused,
    }
