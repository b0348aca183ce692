"""What is in picture number i: the data set as a pure function, before anything is drawn."""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kiosk.imagier.vocabulary import (
    COLOURS,
    FIT,
    HAIR_COLOURS,
    HAIR_STYLES,
    SCENES,
    SKIN_TONES,
    THINGS,
    textures_of,
)

VERSION = "1"
SIZE = 24_000

PLAIN_SHARE = 0.4
TWO_THINGS_SHARE = 0.25
HELD_OUT_ONE_IN = 20


@dataclass(frozen=True, slots=True)
class Person:
    """How a person is drawn; sampled evenly and tied to nothing else.

    `hair` is one of HAIR_STYLES, `hair_colour` a key of HAIR_COLOURS, `skin` a position in
    SKIN_TONES.
    """

    hair: str
    hair_colour: str
    skin: int


@dataclass(frozen=True, slots=True)
class Placed:
    """One thing in a picture.

    `x`, `y` is where it touches the ground, in units of a 128 x 128 picture; `scale` is how many
    of these units one unit of its drawing takes (drawings are about 100 high); `flip` mirrors it.
    `person` is None for every other thing.
    """

    thing: str
    colour: str
    texture: str
    x: float
    y: float
    scale: float
    flip: bool
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """One picture, before it is drawn.

    `light_x` is where the sun, the moon or the window is (0 to 128); `drift` (0 to 1) moves the
    hills and what grows on them; `mirror` flips the background.
    """

    index: int
    scene: str
    placed: tuple[Placed, ...]
    light_x: float
    drift: float
    mirror: bool
    variant: str = "imagier"


def held_out(thing: str, colour: str, texture: str, scene: str) -> bool:
    """Whether this combination is kept out of the data set, to ask for it later.

    One in 20, by a hash that is the same on every machine and in every process.
    """
    name = f"{thing}:{colour}:{texture}:{scene}".encode()
    digest = hashlib.sha256(name).digest()
    return int.from_bytes(digest[:8], "big") % HELD_OUT_ONE_IN == 0


@cache
def never_drawn_pairs() -> tuple[dict[str, str], ...]:
    """The pairs of `never_drawn.toml`; each maps two of thing, colour, texture, scene to a word."""
    text = resources.files("kiosk.imagier").joinpath("never_drawn.toml").read_text("utf-8")
    return tuple(dict(pair) for pair in tomllib.loads(text)["pair"])


def never_drawn(thing: str, colour: str, texture: str, scene: str) -> bool:
    """Whether a pair listed in `never_drawn.toml` is part of this combination."""
    found = {"thing": thing, "colour": colour, "texture": texture, "scene": scene}
    return any(all(found[kind] == word for kind, word in pair.items()) for pair in never_drawn_pairs())


class _Dice:
    """Choices from one stream of `random()`, the only source of chance that never changes."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random

    def one_of(self, words: Sequence[str]) -> str:
        return words[int(self._random() * len(words))]

    def chance(self, share: float) -> bool:
        return self._random() < share

    def between(self, low: float, high: float) -> float:
        return round(low + self._random() * (high - low), 2)


def _looks(dice: _Dice, scene: str, avoid: str | None) -> tuple[str, str, str]:
    """A thing, its colour and its texture, drawn again until the data set may hold them."""
    while True:
        thing = dice.one_of(THINGS)
        colour = dice.one_of(tuple(COLOURS))
        plain = dice.chance(PLAIN_SHARE)
        patterned = dice.one_of(textures_of(thing)[1:])
        texture = "plain" if plain else patterned
        if thing == avoid or never_drawn(thing, colour, texture, scene):
            continue
        if not held_out(thing, colour, texture, scene):
            return thing, colour, texture


def _place(dice: _Dice, looks: tuple[str, str, str], slot: int, slots: int) -> Placed:
    """Where the thing stands. Takes the same number of draws for every thing."""
    thing, colour, texture = looks
    if slots == 1:
        scale, x, y = dice.between(0.78, 0.94), dice.between(58, 70), dice.between(109, 117)
    else:
        x = dice.between(31, 35) + 62 * slot
        scale, y = dice.between(0.5, 0.57), dice.between(100, 110)
    if thing == "balloon":
        y = round(y - 10 * scale, 2)
    scale = round(scale * FIT.get(thing, 1), 2)
    flip = dice.chance(0.5)
    hair = dice.one_of(HAIR_STYLES)
    hair_colour = dice.one_of(tuple(HAIR_COLOURS))
    skin = int(dice.between(0, 1) * 0.999 * len(SKIN_TONES))
    person = Person(hair, hair_colour, skin) if thing == "person" else None
    return Placed(thing, colour, texture, round(x, 2), y, scale, flip, person)


def describe(i: int, variant: str = "imagier") -> Description:
    """What is in picture `i` of a variant of the data set.

    Pure: the same answer on every machine. Any `i` >= 0 works; the data set is 0 to SIZE - 1, and
    numbers beyond it, or another variant's name, give other pictures drawn alike. Raises
    ValueError for a negative `i`.
    """
    if i < 0:
        raise ValueError(f"picture numbers start at 0, got {i}")
    dice = _Dice(f"{VERSION}:{variant}:{i}")
    scene = dice.one_of(SCENES)
    slots = 2 if dice.chance(TWO_THINGS_SHARE) else 1
    left_light = dice.chance(0.5)
    light_x = dice.between(18, 30) if left_light else dice.between(98, 110)
    drift, mirror = dice.between(0, 1), dice.chance(0.5)
    placed: list[Placed] = []
    for slot in range(slots):
        looks = _looks(dice, scene, placed[0].thing if placed else None)
        placed.append(_place(dice, looks, slot, slots))
    return Description(i, scene, tuple(placed), light_x, drift, mirror, variant)
