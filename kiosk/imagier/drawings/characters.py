"""A king, a queen, a princess and a pirate, told by what they wear and carry, and a family hand in hand."""

from __future__ import annotations

from itertools import pairwise

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings import hats, tools
from kiosk.imagier.drawings.bodies import Sleeve, arm, grown, legs, robe, torso
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.drawings.hats import GOLD, GOLD_DEEP
from kiosk.imagier.drawings.heads import skin_of
from kiosk.imagier.drawings.people import first
from kiosk.imagier.drawings.workers import apart, worker
from kiosk.imagier.paper import Part, box, line, oval, path
from kiosk.imagier.skew import Person
from kiosk.imagier.vocabulary import people_in

ERMINE, ERMINE_SPOT = "#fbf6ea", "#3a3340"


def king(placed: Placed, scene: str) -> list[Part]:
    """A heavy crown, a cloak with ermine, a sceptre as high as the king."""
    person = first(placed)
    skin = skin_of(person)
    spots = ((-23, -37), (-12, -34), (0, -33), (12, -34), (23, -37))
    cloak = [
        path("M-16 -52 C-32 -42 -44 -22 -46 -4 C-20 -6 20 -6 46 -4 C44 -22 32 -42 16 -52 Z", "deep", 5),
        line("M-46 -5 C-20 -8 20 -8 46 -5", 8, ERMINE),
        *(oval(x, -5, 2.6, 3, ERMINE_SPOT) for x in (-43, 43)),
    ]
    cape = [
        path("M-13 -53 C-24 -49 -29 -43 -30 -37 C-12 -30 12 -30 30 -37 C29 -43 24 -49 13 -53 Z", ERMINE, 4),
        *(oval(x, y, 2, 3.2, ERMINE_SPOT) for x, y in spots),
    ]
    body = [
        *cloak,
        *robe(),
        *fitted(tools.sceptre(), -42),
        *arm(skin, (-17, -40), (-36, -34), (-39, -42)),
        *arm(skin, (17, -40), (32, -30), (26, -22)),
        *cape,
    ]
    return fitted(grown(person, placed.colour, body, (), hats.kings_crown()), 0, 0, 0.96)


def queen(placed: Placed, scene: str) -> list[Part]:
    """A tall crown of slender points, a wide standing collar, an orb."""
    person = first(placed)
    skin = skin_of(person)
    collar = apart(placed, "#fdfaf2", "#cfe0ea", "white")
    fold = apart(placed, "#d5dae2", "#9fbccd", "white")
    rays = ((-33, -50), (-35, -66), (-27, -81), (27, -81), (35, -66), (33, -50))
    ruff = [
        path("M-20 -42 C-48 -40 -46 -70 -34 -82 C-20 -96 20 -96 34 -82 C46 -70 48 -40 20 -42 Z", collar, 5),
        *(line(f"M0 -58 L{x} {y}", 3.2, fold) for x, y in rays),
    ]
    orb = [
        oval(0, -12, 4.2, 4.2, "#fff8ea"),
        oval(0, 0, 10, 10, GOLD),
        line("M-9 -1 C-4 2.5 4 2.5 9 -1", 3.4, GOLD_DEEP),
        line("M0 -9 L0 1", 3.4, GOLD_DEEP),
    ]
    body = [
        *ruff,
        *robe(),
        *(oval(0, y, 3.2, 3.2, GOLD) for y in (-40, -30, -20)),
        line("M-36 -9 C-18 -5 18 -5 36 -9", 5, GOLD),
        *fitted(orb, -40, -52),
        *arm(skin, (-17, -42), (-38, -30), (-40, -38)),
        *arm(skin, (17, -42), (32, -32), (28, -24)),
    ]
    return fitted(grown(person, placed.colour, body, (), hats.queens_crown()), 3, 0, 0.96)


def princess(placed: Placed, scene: str) -> list[Part]:
    """A small tiara, a very wide dress, a wand with a star."""
    person = first(placed)
    skin = skin_of(person)
    star = "M0 -14 L4 -5 L13.5 -4.5 L6 1.5 L8.5 11 L0 5.5 L-8.5 11 L-6 1.5 L-13.5 -4.5 L-4 -5 Z"
    wand = [line("M0 20 L0 0", 3.6, "#fdf6ea"), *fitted([path(star, "#f8cf45", 3)], 0, -4, 0.95)]
    dress = [
        path("M-12 -30 C-30 -26 -46 -12 -48 -4 C-20 0 20 0 48 -4 C46 -12 30 -26 12 -30 Z", "base", 6),
        path("M14 -30 C30 -26 46 -12 49 -3 L26 -1 C30 -12 24 -24 14 -30 Z", "shade"),
        path("M-51 -6 C-44 -14 -36 -12 -32 -5 C-26 -13 -18 -12 -14 -4 C-9 -12 -1 -12 3 -4 C8 -12 15 -12 19 -4 "
             "C23 -13 30 -12 33 -5 C38 -13 46 -13 51 -6 C46 1 -46 1 -51 -6 Z", "deep", 2),
        path("M-11 -52 L11 -52 C17 -46 15 -36 13 -29 L-13 -29 C-15 -36 -17 -46 -11 -52 Z", "base", 6),
        line("M-14 -29 C-6 -26.5 6 -26.5 14 -29", 4.6, GOLD),
    ]  # fmt: skip
    puffed = Sleeve("base", True)
    body = [
        *dress,
        *fitted(wand, -38, -68, 1, -12),
        *arm(skin, (-14, -45), (-36, -38), (-35, -52), puffed),
        *arm(skin, (14, -45), (32, -40), (34, -30), puffed),
    ]
    return fitted(grown(person, placed.colour, body, (), hats.tiara()), 0, 0, 1)


def pirate(placed: Placed, scene: str) -> list[Part]:
    """A tricorn with crossed bones, an eye patch, a striped shirt under a long coat, a sabre."""
    shirt = [
        path("M-7 -52 L7 -52 L6 -27 L-6 -27 Z", "#fdfbf5", 2),
        *(line(f"M-6.5 {y} L6.5 {y}", 4, "#3c4a78") for y in (-44, -35)),
    ]
    coat = [
        *shirt,
        path("M-12 -52 L-7 -52 L-11 -38 Z", "deep", 4),
        path("M12 -52 L7 -52 L11 -38 Z", "deep", 4),
        line("M-24 -26 C-10 -23 10 -23 24 -26", 5.5, "#5a3722"),
        box(-5, -29, 10, 9, 2, GOLD),
        *(line(f"M{x} -44 L{x * 1.35} -20", 3, GOLD) for x in (-12, 12)),
    ]
    sabre = [
        path("M-2 -4 C-4 -20 -2 -34 10 -46 C12 -32 10 -18 4 -4 Z", "#dfe7ec", 2),
        path("M4 -4 C10 -18 12 -32 10 -46 C6 -32 4 -18 0 -4 Z", "#aab7c2", 1),
        line("M-8 -4 C-2 -1 4 -1 9 -4", 4.4, GOLD),
        line("M0 -2 L-1 9", 5, "#5a3722"),
    ]
    patch = [
        line("M-19 -9 L19 -3", 2.8, "#1d1926"),
        path("M2 -5 L15 -3 C16 5 12 9 8 8.5 C4 8 1.5 3 2 -5 Z", "#1d1926", 2),
    ]
    figure = worker(
        placed,
        ((-40, -40), (-40, -48)),
        ((40, -32), (28, -27)),
        over=coat,
        held=fitted(sabre, -42, -54, 1, -14),
        hat=hats.tricorn(),
        covered=patch,
    )
    return fitted(figure, 4, 0, 0.97)


# Where each member of a family stands and how large, adults first.
_FAMILIES = {
    "two adults, two children": ((-31, 0.86), (31, 0.86), (-11.5, 0.74), (12, 0.65)),
    "two adults, one child": ((-29, 0.92), (29, 0.92), (0, 0.78)),
    "one adult, two children": ((0, 0.98), (-35, 0.82), (34, 0.74)),
    "two adults": ((-24, 0.97), (24, 0.97)),
    "one adult, one child": ((-19, 0.97), (25, 0.85)),
}


def family(placed: Placed, scene: str) -> list[Part]:
    """As many adults and children as the kind says, hand in hand, the adults behind.

    Raises ValueError if the thing is placed with fewer people than that.
    """
    words = people_in("family", placed.kind)
    members = list(zip(words, placed.people[: len(words)], _FAMILIES[placed.kind], strict=True))
    row = sorted(
        (x, 21 * size * (0.8 if word == "child" else 1), number) for number, (word, _, (x, size)) in enumerate(members)
    )
    # Where each one's hands are: where two neighbours meet, or hanging at the ends of the row.
    meet = [(x + wide + other - far) / 2 for (x, wide, _), (other, far, _) in pairwise(row)]
    hands = {}
    for place, (x, wide, number) in enumerate(row):
        left = meet[place - 1] - x if place else -1.45 * wide
        right = meet[place] - x if place < len(meet) else 1.45 * wide
        hands[number] = (left, right)
    return [
        part
        for number, (word, person, (x, size)) in enumerate(members)
        for part in _member(person, placed, word == "child", x, size, hands[number])
    ]


def _member(
    person: Person, placed: Placed, child: bool, x: float, size: float, hands: tuple[float, float]
) -> list[Part]:
    """One of a family, `size` large at `x`, with both hands at the given distances from its middle."""
    skin = skin_of(person)
    grow = size * (0.8 if child else 1)
    low = -23 / grow
    body = [*legs("base" if child else "deep", bare=skin if child else ""), *torso()]
    for side, hand in zip((-1, 1), hands, strict=True):
        end = hand / grow - 3 * side
        body += arm(skin, (17 * side, -44), ((end + 17 * side) / 2 + 3 * side, -36), (end, low))
    return fitted(grown(person, placed.colour, body, child=child), x, 0, size)


DRAWINGS = {"king": king, "queen": queen, "princess": princess, "pirate": pirate, "family": family}
