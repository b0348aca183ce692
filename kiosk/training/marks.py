"""What the labeller is asked of every thing, and the truth about a picture in the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.imagier.dataset import Description, Placed
from kiosk.imagier.skew import CHILDREN
from kiosk.imagier.vocabulary import (
    AGES,
    CLASSES,
    COLOURS,
    HAIR_STYLES,
    KINDS,
    PEOPLE,
    POSES,
    SCENES,
    SKIN_TONES,
    TEXTURES,
    THINGS,
    UNCOLOURED,
)
from kiosk.labels.words import Words

RED_ROOF = ", red roof"
NO_YES = ("no", "yes")
USUAL = "usual"
NOT_JUDGED = -1

SINGLE_PEOPLE = tuple(thing for thing in PEOPLE if thing != "family")
"""Things that are one person. A family's people are not judged: nothing in a mask tells them apart."""
_NO_BABY = tuple(thing for thing in SINGLE_PEOPLE if thing != "baby")
_GROWN = tuple(thing for thing in SINGLE_PEOPLE if thing not in CHILDREN)

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "colour": tuple(COLOURS),
    "texture": TEXTURES,
    "size": ("small", USUAL, "big"),
    "pose": tuple(dict.fromkeys(pose for poses in POSES.values() for pose in poses)),
    "kind": tuple(f"{thing}: {kind}" for thing, kinds in KINDS.items() for kind in kinds),
    "red roof": NO_YES,
    "hair": HAIR_STYLES,
    "long hair": NO_YES,
    "skin tone": tuple(str(number + 1) for number in range(len(SKIN_TONES))),
    "beard": NO_YES,
    "headscarf": NO_YES,
    "glasses": NO_YES,
    "age": AGES,
}
"""The name of each attribute and its words. "long hair" is long hair that can be seen."""

ASKED: dict[str, tuple[str, ...]] = {
    "colour": tuple(thing for thing in THINGS if thing not in UNCOLOURED),
    "texture": THINGS,
    "size": THINGS,
    "pose": tuple(POSES),
    "kind": tuple(KINDS),
    "red roof": ("house",),
    "hair": SINGLE_PEOPLE,
    "long hair": SINGLE_PEOPLE,
    "skin tone": SINGLE_PEOPLE,
    "beard": _GROWN,
    "headscarf": _NO_BABY,
    "glasses": _NO_BABY,
    "age": _GROWN,
}
"""The things that each attribute is asked of: those that can differ in it."""

WORDS = Words(THINGS, SCENES, CLASSES, ATTRIBUTES, ASKED)


def marks_of(placed: Placed, alone: bool) -> dict[str, str]:
    """The true word of every attribute that can be judged in this thing.

    Size is judged only where a thing is `alone` in its picture, and hair only under no headscarf.
    """
    marks = {"colour": placed.colour, "texture": placed.texture, "pose": placed.pose}
    marks["kind"] = f"{placed.thing}: {placed.kind.removesuffix(RED_ROOF)}"
    marks["red roof"] = NO_YES[placed.kind.endswith(RED_ROOF)]
    if alone:
        marks["size"] = placed.size or USUAL
    if placed.thing in SINGLE_PEOPLE:
        (one,) = placed.people
        marks |= {name: NO_YES[getattr(one, name)] for name in ("beard", "headscarf", "glasses")}
        marks |= {"skin tone": str(one.skin + 1), "age": one.age, "long hair": NO_YES[one.long_hair]}
        if not one.headscarf:
            marks["hair"] = one.hair
    return {name: word for name, word in marks.items() if placed.thing in ASKED[name]}


@dataclass(frozen=True)
class Truth:
    """What is in n pictures: `present` bool [n, things], `scenes` int64 [n], and for each attribute int64 [n, things].

    Numbers are positions in the words' lists; NOT_JUDGED for things that are not there, or cannot be judged.
    """

    present: NDArray[np.bool_]
    scenes: NDArray[np.int64]
    attributes: dict[str, NDArray[np.int64]]


def truth_of(descriptions: Sequence[Description]) -> Truth:
    """The truth of n pictures, read from their descriptions."""
    present = np.zeros((len(descriptions), len(THINGS)), bool)
    attributes = {name: np.full(present.shape, NOT_JUDGED) for name in ATTRIBUTES}
    for row, description in enumerate(descriptions):
        for placed in description.placed:
            k = THINGS.index(placed.thing)
            present[row, k] = True
            for name, word in marks_of(placed, len(description.placed) == 1).items():
                attributes[name][row, k] = ATTRIBUTES[name].index(word)
    scenes = np.asarray([SCENES.index(description.scene) for description in descriptions], np.int64)
    return Truth(present, scenes, attributes)
