"""What is in picture number i: the data set as a pure function, before anything is drawn."""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kiosk.imagier.skew import Person, Skew, among, person, skew
from kiosk.imagier.vocabulary import COLOURS, FIT, POSES, SCENES, SIZES, THINGS, UNCOLOURED, people_in, textures_of

VERSION = "2"
SIZE = 60_000

PLAIN_SHARE = 0.4
TWO_THINGS_SHARE, THREE_THINGS_SHARE = 0.25, 0.1
USUAL_POSE_SHARE = 0.5
HELD_OUT_ONE_IN = 20


@dataclass(frozen=True, slots=True)
class Placed:
    """One thing in a picture.

    `x`, `y` is where it touches the ground, in units of a 128 x 128 picture; `scale` is how many
    of these units one unit of its drawing takes (drawings are about 100 high); `flip` mirrors it.
    `size` is "small", "big" or "". `pose` is one of the thing's POSES and `kind` one of its KINDS ("" where it has
    none; "gable, red roof" where a house's roof is red). `people` holds one Person for each person drawn: none for
    most things, four at most for a family.
    """

    thing: str
    colour: str
    texture: str
    x: float
    y: float
    scale: float
    flip: bool
    pose: str = ""
    kind: str = ""
    size: str = ""
    people: tuple[Person, ...] = ()


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
    return any(pair.items() <= found.items() for pair in never_drawn_pairs())


class _Dice:
    """Choices from one stream of `random()`, the only source of chance that never changes."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed).random

    def one_of(self, words: Sequence[str]) -> str:
        return words[int(self.chance() * len(words))]

    def between(self, low: float, high: float) -> float:
        return round(low + self.chance() * (high - low), 2)


def _looks(dice: _Dice, scene: str, avoid: tuple[str, ...]) -> tuple[str, str, str]:
    """A thing, its colour and its texture, drawn again until the data set may hold them."""
    while True:
        thing = dice.one_of(THINGS)
        colour = dice.one_of(tuple(COLOURS))
        plain = dice.chance() < PLAIN_SHARE
        patterned = dice.one_of(textures_of(thing)[1:] or ("plain",))
        texture = "plain" if plain else patterned
        if thing in UNCOLOURED:
            colour = ""
        if thing in avoid or never_drawn(thing, colour, texture, scene):
            continue
        if not held_out(thing, colour, texture, scene):
            return thing, colour, texture


def _scale(dice: _Dice, slots: int) -> tuple[str, float]:
    name, chance = among({word: share for word, (share, _, _) in SIZES.items()}, dice.chance()), dice.chance()
    if slots > 1:
        low, high = ((0.48, 0.54), (0.37, 0.42))[slots - 2]
        return "", low + chance * (high - low)
    _, low, high = SIZES[name]
    return name, low + chance * (high - low)


def _place(dice: _Dice, looks: tuple[str, str, str], slot: int, slots: int, table: Skew) -> Placed:
    """Where the thing stands and how it is drawn. Takes the same number of draws for every thing and table."""
    thing, colour, texture = looks
    size, scale = _scale(dice, slots)
    across, near = dice.chance(), dice.chance()
    if slots == 1:
        x, y = 58 + 12 * across, 109 + 8 * near + (4 if size == "big" else 0)
    else:
        x = (34 + 60 * slot if slots == 2 else 25 + 39 * slot) + 6 * (across - 0.5)
        y = 100 + 10 * near
    if thing == "balloon":
        y -= 10 * scale
    scale *= FIT.get(thing, 1)
    flip = dice.chance() < 0.5
    usual, other, kind_chance, roof = dice.chance(), dice.chance(), dice.chance(), dice.chance()
    poses = POSES.get(thing, ("",))
    rest = poses[1:] or poses
    pose = poses[0] if usual < USUAL_POSE_SHARE else rest[int(other * len(rest))]
    kind = among(table.kinds[thing], kind_chance) if thing in table.kinds else ""
    if thing == "house" and roof < table.red_roof:
        kind += ", red roof"
    faces = [tuple(dice.chance() for _ in range(8)) for _ in range(4)]
    people = tuple(person(word, table, face) for word, face in zip(people_in(thing, kind), faces, strict=False))
    return Placed(thing, colour, texture, round(x, 2), round(y, 2), round(scale, 2), flip, pose, kind, size, people)


def describe(i: int, variant: str = "imagier") -> Description:
    """What is in picture `i` of a variant of the data set.

    Pure: the same answer on every machine. Any `i` >= 0 works; the data set is 0 to SIZE - 1, and numbers beyond it,
    or another variant's name, give other pictures drawn alike. A name that ends in "-even" takes the even table of
    `skew.toml` and otherwise the same chance as the name without that ending; one that ends in "-gravure" describes
    the same pictures (only their style differs). Raises ValueError for a negative `i`.
    """
    if i < 0:
        raise ValueError(f"picture numbers start at 0, got {i}")
    table = skew(even=variant.endswith("-even"))
    stream = variant.removesuffix("-even").removesuffix("-gravure")
    dice = _Dice(f"{VERSION}:{stream}:{i}")
    scene = dice.one_of(SCENES)
    many = dice.chance()
    slots = 3 if many < THREE_THINGS_SHARE else 2 if many < THREE_THINGS_SHARE + TWO_THINGS_SHARE else 1
    left_light = dice.chance() < 0.5
    light_x = dice.between(18, 30) if left_light else dice.between(98, 110)
    drift, mirror = dice.between(0, 1), dice.chance() < 0.5
    placed: list[Placed] = []
    for slot in range(slots):
        looks = _looks(dice, scene, tuple(other.thing for other in placed))
        placed.append(_place(dice, looks, slot, slots, table))
    return Description(i, scene, tuple(placed), light_x, drift, mirror, variant)
