"""The bodies of all people: torso, arms, legs and robes, one build for adults and one for children.

Bodies stand on y = 0 and are drawn in the size of an adult; `grown` fits head and body together. No build depends on
hair, beard or skin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from kiosk.imagier.drawings.fitting import fitted, mix, number
from kiosk.imagier.drawings.heads import DARK, head
from kiosk.imagier.paper import Part, box, line, oval, path
from kiosk.imagier.skew import Person

Point = tuple[float, float]

CHIN = (0.0, -53.0)


@dataclass(frozen=True, slots=True)
class Sleeve:
    """How arms are dressed: the sleeve's paint, whether it is short, the colour of gloves and of a longer sleeve
    under a short one (or "")."""

    paint: str = "base"
    short: bool = False
    glove: str = ""
    under: str = ""


LONG_SLEEVE = Sleeve()


def arm(skin: str, start: Point, bend: Point, end: Point, sleeve: Sleeve = LONG_SLEEVE) -> list[Part]:
    """An arm from the shoulder `start`, bent towards `bend`, to a hand at `end`."""
    (x0, y0), (x1, y1), (x2, y2) = start, bend, end
    away = hypot(x2 - x1, y2 - y1) or 1
    hand = (x2 + 3.6 * (x2 - x1) / away, y2 + 3.6 * (y2 - y1) / away)
    whole = f"M{number(x0)} {number(y0)} Q{number(x1)} {number(y1)} {number(x2)} {number(y2)}"
    half = (
        f"M{number(x0)} {number(y0)} Q{number((x0 + x1) / 2)} {number((y0 + y1) / 2)} "
        f"{number((x0 + 2 * x1 + x2) / 4)} {number((y0 + 2 * y1 + y2) / 4)}"
    )
    if sleeve.under:
        half = f"M{number(x0)} {number(y0)} L{number((2 * x0 + x1) / 3)} {number((2 * y0 + y1) / 3)}"
    cuff = line(half, 14, sleeve.paint) if sleeve.short else line(whole, 13, sleeve.paint)
    bare = sleeve.glove or skin
    fist = [
        oval(round(hand[0], 2), round(hand[1], 2), 6.4, 6.4, bare),
        oval(round(hand[0] - 2.6 * (1 if x0 > 0 else -1), 2), round(hand[1] - 1.6, 2), 3.6, 2.4, mix(bare, DARK, 0.2)),
    ]
    if sleeve.short:
        return [line(whole, 11.5 if sleeve.under else 10, sleeve.under or skin), *fist, cuff]
    side = 1 if x0 < 0 else -1
    fold = f"M{number(x1 + 4.5 * side)} {number((y0 + y1) / 2 + 4)} L{number(x2 + 5.5 * side)} {number(y2)}"
    return [cuff, line(fold, 3, "shade"), *fist] if y2 > y0 + 12 and abs(x2) > abs(x0) else [cuff, *fist]


def legs(paint: str = "deep", shoes: str = DARK, bare: str = "") -> list[Part]:
    """Two legs from the hip down; `bare` is the skin below short trousers."""
    shins = [box(-16, -20, 12, 18, 4, bare), box(4, -20, 12, 18, 4, bare)] if bare else []
    low = 12 if bare else 21
    return [
        *shins,
        box(-17, -24, 14, low, 4, paint),
        box(3, -24, 14, low, 4, paint),
        oval(-11.5, -3, 10.5, 4.6, shoes),
        oval(11.5, -3, 10.5, 4.6, shoes),
    ]


def torso(paint: str = "base") -> list[Part]:
    """A wide pullover or tunic, with its shaded side."""
    return [
        path("M-13 -51 L13 -51 C21 -42 25 -30 27.5 -18 L-27.5 -18 C-25 -30 -21 -42 -13 -51 Z", paint, puff=8),
        path("M14 -48 C21 -40 27 -28 30.5 -14.5 L17 -14.5 C19 -28 18 -38 14 -48 Z", "shade"),
    ]


def robe() -> list[Part]:
    """A wide robe down to the ground."""
    return [
        oval(-10, -3, 10, 4.5, DARK),
        oval(10, -3, 10, 4.5, DARK),
        path("M-13 -51 L13 -51 C20 -40 32 -24 37 -7 C18 -3 -18 -3 -37 -7 C-32 -24 -20 -40 -13 -51 Z", "base", puff=7),
        path("M14 -48 C22 -38 34 -24 39 -6 L22 -4 C24 -22 20 -36 14 -48 Z", "shade"),
    ]


def neck(chin: Point = CHIN) -> Part:
    """The shadow of the head on the clothes."""
    return oval(chin[0], chin[1] + 3, 13, 5, "shade")


def grown(
    person: Person,
    clothes: str,
    body: Sequence[Part],
    tools: Sequence[Part] = (),
    hat: Sequence[Part] = (),
    chin: Point = CHIN,
    look: float = 0,
    blown: float = 0,
    child: bool = False,
    covered: Sequence[Part] = (),
) -> list[Part]:
    """A person: the hair behind the body, the body, the head, and `tools` held before it all.

    `body` and `tools` are in the size of an adult; a child gets a smaller body under a larger head.
    """
    small, big = (0.8, 0.98) if child else (1, 0.85)
    top = head(person, clothes, hat, look, blown, child, covered)
    top = top.fitted(round(chin[0] * small, 2), round(chin[1] * small - 18 * big, 2), big)
    dressed = fitted([*body, neck(chin)], scale=small)
    return [*top.behind, *dressed, *top.before, *fitted(tools, scale=small)]
