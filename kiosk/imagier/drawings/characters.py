"""A king, a queen, a princess and a pirate, told by what they wear and carry, and a family hand in hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings import hats, tools
from kiosk.imagier.drawings.bodies import Sleeve, arm, grown, legs, robe, torso
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.drawings.hats import GOLD, GOLD_DEEP
from kiosk.imagier.drawings.heads import skin_of
from kiosk.imagier.drawings.people import first
from kiosk.imagier.drawings.plants import scalloped
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
    """A tall crown of slender points, a wide ruff, pearls, an orb."""
    person = first(placed)
    skin = skin_of(person)
    collar = apart(placed, "#fdfaf2", "#cfe0ea", "white")
    fold = apart(placed, "#d5dae2", "#9fbccd", "white")
    pearl = apart(placed, "#fff8ea", "#f3bccb", "white", "yellow")
    folds = ((-25, -50), (-19, -44), (-10, -41), (0, -40.4), (10, -41), (19, -44), (25, -50))
    ruff = [
        oval(0, -47.5, 27, 11, fold),
        path(scalloped(0, -50, 31, 12, 13), collar, 3),
        line(" ".join(f"M{x * 0.4:g} {-52 + (y + 52) * 0.4:g} L{x} {y}" for x, y in folds), 2.8, fold),
    ]
    pearls = ((-17, -35), (-12, -30), (-6, -27), (0, -26), (6, -27), (12, -30), (17, -35))
    orb = [
        line("M0 -10 L0 -20 M-4.5 -16 L4.5 -16", 3.6, GOLD_DEEP),
        oval(0, 0, 10.5, 10.5, GOLD),
        line("M-9 -1 C-4 2.5 4 2.5 9 -1", 3.4, GOLD_DEEP),
        line("M0 -9 L0 1", 3.4, GOLD_DEEP),
    ]
    body = [
        *robe(),
        line("M-36 -9 C-18 -5 18 -5 36 -9", 5, GOLD),
        *fitted(orb, -42, -54),
        *arm(skin, (-17, -42), (-38, -30), (-41, -40)),
        *arm(skin, (17, -42), (32, -32), (28, -24)),
    ]
    collar_and_pearls = [*(oval(x, y, 3, 3, pearl) for x, y in pearls), oval(0, -21, 4, 4.6, "#2f9d8f"), *ruff]
    return fitted(grown(person, placed.colour, [*body, *collar_and_pearls], (), hats.queens_crown()), 3, 0, 0.96)


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
        path("M-6 -52 L6 -52 L4.5 -27 L-4.5 -27 Z", "#fdfbf5", 2),
        *(line(f"M-5.5 {y} L5.5 {y}", 4, "#3c4a78") for y in (-44, -35)),
    ]
    tail = path("M-22 -28 C-29 -20 -35 -12 -38 -7 C-30 -5 -20 -6 -13 -9 L-8 -26 Z", "base", 6)
    coat = [
        tail,
        *fitted([tail], mirror=True),
        path("M13 -9 C20 -6 30 -5 40 -5 C37 -14 31 -22 25 -28 L17 -26 Z", "shade"),
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
        held=fitted(sabre, -42, -54, 0.9, -14),
        hat=fitted(hats.tricorn(), 0, -1, 0.9),
        covered=patch,
    )
    return fitted(figure, 4, 0, 0.97)


# Where each member of a family stands, how large, and how far it leans, adults first.
_FAMILIES = {
    "two adults, two children": ((-32, 0.86, 4), (32, 0.84, -4), (-11.5, 0.62, 0), (12, 0.54, 0)),
    "two adults, one child": ((-27, 0.94, 4), (27, 0.92, -4), (0, 0.64, 0)),
    "one adult, two children": ((0, 0.98, 0), (-34, 0.66, 0), (34, 0.58, 0)),
    "two adults": ((-23, 0.98, 3), (23, 0.96, -3)),
    "one adult, one child": ((-18, 0.98, 3), (26, 0.66, -3)),
}


def family(placed: Placed, scene: str) -> list[Part]:
    """As many adults and children as the kind says, hand in hand, the adults behind; two adults are a couple.

    Raises ValueError if the thing is placed with fewer people than that.
    """
    words = people_in("family", placed.kind)
    members = list(zip(words, placed.people[: len(words)], _FAMILIES[placed.kind], strict=True))
    row = sorted(
        (x, 21 * size * (0.8 if word == "child" else 1), number)
        for number, (word, _, (x, size, _)) in enumerate(members)
    )
    # Where each one's hands are: where two neighbours meet, or hanging at the ends of the row.
    meet = [(x + wide + other - far) / 2 for (x, wide, _), (other, far, _) in pairwise(row)]
    hands = {}
    for place, (x, wide, number) in enumerate(row):
        left = meet[place - 1] - x if place else -1.45 * wide
        right = meet[place] - x if place < len(meet) else 1.45 * wide
        hands[number] = (left, right)
    figures = [
        part
        for number, (word, person, (x, size, turn)) in enumerate(members)
        for part in fitted(_member(person, placed, word == "child", size, hands[number]), x, 0, 1, turn)
    ]
    if words != ("person", "person"):
        return figures
    # The arm of one around the shoulders of the other.
    skin = skin_of(members[0][1])
    return [*figures, line("M37 -46 L42 -42", 7.5, skin), line("M36 -41 L39 -39", 5.5, skin)]


def _member(person: Person, placed: Placed, child: bool, size: float, hands: tuple[float, float]) -> list[Part]:
    """One of a family, `size` large, with both hands at the given distances from its middle.

    A border of darker paper keeps its clothes apart from the others'.
    """
    skin = skin_of(person)
    grow = size * (0.8 if child else 1)
    low = -23 / grow
    body = torso()
    for side, hand in zip((-1, 1), hands, strict=True):
        end = hand / grow - 3 * side
        body += arm(skin, (17 * side, -44), ((end + 17 * side) / 2 + 3 * side, -36), (end, low))
    more = 3.4 / grow
    rim = [
        replace(part, paint="deep", puff=part.puff + more, line=part.line + more if part.line else 0)
        for part in body
        if part.paint == "base"
    ]
    body = [*legs("base" if child else "deep", bare=skin if child else ""), *rim, *body]
    return fitted(grown(person, placed.colour, body, child=child), 0, 0, size)


DRAWINGS = {"king": king, "queen": queen, "princess": princess, "pirate": pirate, "family": family}
