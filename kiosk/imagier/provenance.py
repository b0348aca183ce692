"""Who "labelled" a picture and how, and its labels as recorded in that way, with modelled errors."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.imagier.dataset import VERSION, Description
from kiosk.imagier.draw import PictureLabels, ThingLabels, backdrop_mask, instance_mask, labels, mask
from kiosk.imagier.skew import among
from kiosk.imagier.vocabulary import CLASSES, KINDS, POSES, THINGS, UNCOLOURED
from kiosk.labels.geometry import Box, box_around, overlap
from kiosk.labels.outline import filled, outlines, signed_area

HOWS = ("manual", "assisted", "automatic")

# The table's pixels are those of a picture of this size.
_TABLE_SIDE = 256


@dataclass(frozen=True, slots=True)
class Way:
    """One way of labelling, as modelled in `labelling.toml`, which explains every entry."""

    share: float
    by: tuple[str, ...]
    seconds: Mapping[str, float]
    box: float
    outline: float
    holes: bool
    missed: float
    mistaken: float
    merged: float


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the labels of one picture come from, as modelled.

    `how` is one of HOWS; `seconds` says how long one thing took: its "words", its "box" and its "outline".
    """

    how: str
    who: str
    seconds: Mapping[str, float]


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("kiosk.imagier").joinpath("labelling.toml").read_text("utf-8"))


@cache
def ways() -> Mapping[str, Way]:
    """The three ways of `labelling.toml`, by the names in HOWS."""
    return {how: Way(**{**_table()[how], "by": tuple(_table()[how]["by"])}) for how in HOWS}


@cache
def similar() -> Mapping[str, tuple[str, ...]]:
    """What a machine takes each thing for, as modelled in `labelling.toml`; what is not there is never mistaken."""
    return {thing: tuple(others) for thing, others in _table()["similar"].items()}


def provenance(i: int) -> Provenance:
    """Who labelled picture `i` of the data set, and how, as modelled. Pure: the same answer on every machine.

    Pictures of the same number in other variants of the data set were labelled alike. Raises ValueError for a
    negative `i`.
    """
    return _begin(i)[0]


def _begin(i: int) -> tuple[Provenance, Callable[[], float]]:
    """The provenance, and the chance that decides the errors."""
    if i < 0:
        raise ValueError(f"picture numbers start at 0, got {i}")
    chance = random.Random(f"labels:{VERSION}:{i}").random
    how, who = chance(), chance()
    name = among({name: way.share for name, way in ways().items()}, how)
    way = ways()[name]
    return Provenance(name, way.by[int(who * len(way.by))], way.seconds), chance


def recorded(description: Description, size: int) -> PictureLabels:
    """The labels of a picture as they were recorded, errors and all; boxes and outlines in pixels at this size.

    Manual labels are the exact ones. Assisted ones have small modelled errors: a box off by a pixel or two, an
    outline of fewer corners. Automatic ones have larger ones: things missed, taken for similar ones, or outlined
    together with what they touch. The same errors at every size. Raises ValueError for a negative picture number.
    """
    source, chance = _begin(description.index)
    exact = labels(description, size)
    if source.how == "manual":
        return exact
    way, instances = ways()[source.how], instance_mask(description, size)
    things = []
    for number, one in enumerate(exact.things, 1):
        # Every thing takes the same number of draws, so that no error hangs on another.
        missed, mistaken, other, merged, *edges = (chance() for _ in range(8))
        if one.box is None or missed < way.missed:
            continue
        inside = instances == number
        if merged < way.merged:
            near = [k for k, thing in enumerate(exact.things, 1) if thing.box and overlap(thing.box, one.box) > 0]
            inside = np.isin(instances, near)
        named = _taken_for(one, other) if mistaken < way.mistaken else one
        things.append(_measured(named, inside, way, edges))
    names = {one.thing for one in things} | (set(exact.classes) - set(THINGS))
    return PictureLabels(exact.scene, tuple(things), tuple(name for name in CLASSES if name in names))


def _taken_for(one: ThingLabels, chance: float) -> ThingLabels:
    """The same labels for a similar thing; a pose, a kind or a colour that it cannot have is dropped."""
    others = similar().get(one.thing, ())
    if not others:
        return one
    thing = others[int(chance * len(others))]
    return replace(
        one,
        thing=thing,
        colour="" if thing in UNCOLOURED else one.colour,
        pose=one.pose if one.pose in POSES.get(thing, ()) else "",
        kind=one.kind if one.kind in KINDS.get(thing, ()) else "",
    )


def _measured(one: ThingLabels, inside: NDArray[np.bool_], way: Way, edges: list[float]) -> ThingLabels:
    """The thing with a box and an outline around `inside` [height, width], as exact as this way of labelling is."""
    side = inside.shape[0]
    unit = side / _TABLE_SIDE
    exact = box_around(inside)
    assert exact is not None
    off = [round((2 * edge - 1) * way.box * unit) for edge in edges]
    left, top = _within(exact.left + off[0], 0, side - 1), _within(exact.top + off[1], 0, side - 1)
    box = Box(left, top, _within(exact.right + off[2], left + 1, side), _within(exact.bottom + off[3], top + 1, side))
    lines = outlines(inside, max(0.45, way.outline * unit))
    return replace(one, box=box, outline=tuple(line for line in lines if way.holes or signed_area(line) > 0))


def _within(number: int, low: int, high: int) -> int:
    return min(max(number, low), high)


def recorded_mask(description: Description, size: int, noted: PictureLabels | None = None) -> NDArray[np.uint8]:
    """The semantic mask as it was recorded, uint8 [size, size] of positions in CLASSES: see `recorded`.

    Things are painted along their recorded outlines; where one is missed, what lies behind it is seen. The
    background itself has no errors. `noted` are the picture's recorded labels at this size, if they are at hand.
    """
    if provenance(description.index).how == "manual":
        return mask(description, size)
    painted = backdrop_mask(description, size)
    for one in (noted or recorded(description, size)).things:
        painted[filled(one.outline, size, size)] = CLASSES.index(one.thing)
    return painted
