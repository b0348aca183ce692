"""How people are drawn and which kind of a thing is drawn: the shares of `skew.toml`, and chance."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kiosk.imagier.vocabulary import HAIR_COLOURS, HAIR_STYLES, LONG_HAIR

CHILDREN = ("child", "baby")


@dataclass(frozen=True, slots=True)
class Skew:
    """One table of `skew.toml`; every share is between 0 and 1.

    `long_hair` maps an occupation, or "others", to a share; `skin` holds a share for each of SKIN_TONES; `kinds`
    maps a thing to the share of each of its kinds. The rest are shares of people, or of houses, that have it.
    """

    red_roof: float
    skin: tuple[float, ...]
    long_hair: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]
    beard: float
    headscarf: float
    glasses: float
    old: float


@cache
def skew(even: bool) -> Skew:
    """The table of the data set as it leans, or the even one."""
    tables = tomllib.loads(resources.files("kiosk.imagier").joinpath("skew.toml").read_text("utf-8"))
    own, both = tables["even" if even else "data"], tables["both"]
    return Skew(own["red_roof"], tuple(own["skin"]), own["long_hair"], own["kinds"], **both)


@dataclass(frozen=True, slots=True)
class Person:
    """How one person is drawn.

    `hair` is one of HAIR_STYLES, `hair_colour` a key of HAIR_COLOURS, `skin` a position in SKIN_TONES, `age` one of
    AGES (a child or a baby is drawn as one, whatever its age here). A headscarf hides the hair; `hair` still says
    what is under it.
    """

    hair: str
    hair_colour: str
    skin: int
    beard: bool = False
    headscarf: bool = False
    glasses: bool = False
    age: str = "adult"

    @property
    def long_hair(self) -> bool:
        """Whether long hair can be seen: it falls over the shoulders, loose or in braids, under no headscarf."""
        return self.hair in LONG_HAIR and not self.headscarf


def among(shares: Mapping[str, float], chance: float) -> str:
    """The word whose share of 0 to 1 the number `chance` falls into, in the table's order."""
    reached = 0.0
    for word, share in shares.items():
        reached += share
        if chance < reached:
            return word
    return word


def person(word: str, table: Skew, chances: tuple[float, ...]) -> Person:
    """A person called `word` in the captions, from eight numbers between 0 and 1.

    The same numbers give the same person in another table, but for what that table changes.
    """
    long, style, colour, skin, beard, headscarf, glasses, old = chances
    child = word in CHILDREN
    share = 0.5 if child else table.long_hair.get(word, table.long_hair["others"])
    short = tuple(s for s in HAIR_STYLES if s not in LONG_HAIR and not (child and s == "bald"))
    styles = LONG_HAIR if long < share else short
    colours = tuple(c for c in HAIR_COLOURS if not (child and c == "grey"))
    tones = (0.2,) * 5 if child else table.skin
    covered = headscarf < table.headscarf and word != "baby"
    return Person(
        hair=styles[int(style * len(styles))],
        hair_colour=colours[int(colour * len(colours))],
        skin=int(among({str(n): tone for n, tone in enumerate(tones)}, skin)),
        # Under a headscarf a beard could not be told from its cloth.
        beard=beard < table.beard and not child and not covered,
        headscarf=covered,
        glasses=glasses < table.glasses and word != "baby",
        age="old" if old < table.old and not child else "adult",
    )
