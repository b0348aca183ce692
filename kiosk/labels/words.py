"""What a labeller says of a picture: words with how sure it is of them, and where in the picture each thing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from kiosk.labels.geometry import Box
from kiosk.labels.outline import Polygon, outlines, signed_area

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

SURE = 0.5
"""From this probability on, the labeller says that a thing is there."""
SOFT = 0.7
"""Deviation, in cells of the mask, of the blur that takes its stairs out of an outline."""
CRUMB = 3.0
"""Pieces and holes of fewer cells of the mask than this are left out of an outline."""


@dataclass(frozen=True)
class Words:
    """What a labeller can say. Its answers are positions in these lists; its mask's are positions in `classes`.

    `attributes` maps the name of each attribute to its words, `asked` to the things that it is asked of.
    """

    things: tuple[str, ...]
    scenes: tuple[str, ...]
    classes: tuple[str, ...]
    attributes: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, tuple[str, ...]]

    @property
    def outputs(self) -> tuple[str, ...]:
        """The graph's outputs: OUTPUTS, then one for each attribute."""
        return (*OUTPUTS, *(name.replace(" ", "_") for name in self.attributes))


OUTPUTS = ("things", "scene", "mask", "features")
"""Probabilities [n, things] and [n, scenes], uint8 [n, side / 2, side / 2], float32 [n, 64] of length 1.

After these comes, for each attribute, its probabilities [n, things, words].
"""


class Said(NamedTuple):
    """The likeliest word of an attribute, and its probability (0 to 1)."""

    word: str
    probability: float


NOT_ASKED = Said("", 1.0)


@dataclass(frozen=True)
class ThingSeen:
    """One thing and how sure the labeller is that it is there (0 to 1).

    `attributes` holds what is asked of this thing: colour and texture of nearly all, hair of people only. Their
    probabilities hold *if* the thing is there. `size` means something only where the thing is alone.
    """

    thing: str
    probability: float
    attributes: Mapping[str, Said]

    def says(self, attribute: str) -> str:
        """The likeliest word of an attribute; "" where it is not asked of this thing."""
        return self.attributes.get(attribute, NOT_ASKED).word

    @property
    def colour(self) -> str:
        """Its colour; "" for what has none, such as a rainbow."""
        return self.says("colour")

    @property
    def texture(self) -> str:
        """Its texture."""
        return self.says("texture")

    @property
    def colour_probability(self) -> float:
        """How sure the labeller is of the colour; 1 where none is asked."""
        return self.attributes.get("colour", NOT_ASKED).probability

    @property
    def texture_probability(self) -> float:
        """How sure the labeller is of the texture."""
        return self.attributes.get("texture", NOT_ASKED).probability


@dataclass(frozen=True)
class LabelResult:
    """What the labeller says of one picture.

    `things` holds every thing it knows, likeliest first. `mask` is uint8 [h, w], half of the labeller's picture size
    along each side; its numbers are positions in `classes`. `features` is float32 [64] of length 1: the smaller the
    angle between those of two pictures, the more they share.
    """

    things: tuple[ThingSeen, ...]
    scene: str
    scene_probability: float
    mask: Pixels
    features: Floats
    classes: tuple[str, ...]

    @property
    def seen(self) -> tuple[ThingSeen, ...]:
        """The things it says are there, likeliest first; none where it is sure of nothing."""
        return tuple(thing for thing in self.things if thing.probability >= SURE)

    def outline_of(self, thing: str, width: int, height: int) -> tuple[Polygon, ...]:
        """Where the mask shows a class, as smooth lines in pixels of a picture of `width` x `height`.

        See `kiosk.labels.outline.outlines`. Empty where the mask does not show it, or only crumbs of it. Raises
        ValueError for a class there is not.
        """
        inside = self.mask == self.classes.index(thing)
        if not inside.any():
            return ()
        soft = Image.fromarray(inside.astype(np.uint8) * 255).filter(ImageFilter.GaussianBlur(SOFT))
        large = np.asarray(soft.resize((width, height), Image.Resampling.BICUBIC)) >= 128
        crumb = CRUMB * width * height / inside.size
        return tuple(line for line in outlines(large) if abs(signed_area(line)) >= crumb)

    def box_of(self, thing: str, width: int, height: int) -> Box | None:
        """The box around `outline_of` the same; None where that is empty."""
        corners = [corner for line in self.outline_of(thing, width, height) for corner in line]
        if not corners:
            return None
        x, y = zip(*corners, strict=True)
        return Box(floor(min(x)), floor(min(y)), ceil(max(x)), ceil(max(y)))


def read_answers(words: Words, answers: Sequence[NDArray[Any]]) -> list[LabelResult]:
    """What the network's answers for n pictures, in the order of `words.outputs`, say in words."""
    return [_result(words, *row) for row in zip(*answers, strict=True)]


def _result(
    words: Words, things: Floats, scene: Floats, mask: Pixels, features: Floats, *attributes: Floats
) -> LabelResult:
    said: dict[str, dict[str, Said]] = {thing: {} for thing in words.things}
    for (name, options), chances in zip(words.attributes.items(), attributes, strict=True):
        best, sure = chances.argmax(1), chances.max(1)
        for thing in words.asked[name]:
            k = words.things.index(thing)
            said[thing][name] = Said(options[best[k]], float(sure[k]))
    order = np.argsort(-things, kind="stable")
    seen = tuple(ThingSeen(words.things[k], float(things[k]), said[words.things[k]]) for k in order)
    place = int(scene.argmax())
    return LabelResult(seen, words.scenes[place], float(scene[place]), mask, features, words.classes)
