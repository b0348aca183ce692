"""A person, a child and a baby, standing, sitting, running or crawling, in clothes of the thing's colour."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.bodies import arm, grown, legs, torso
from kiosk.imagier.drawings.fitting import fitted, mix
from kiosk.imagier.drawings.heads import DARK, head, skin_of
from kiosk.imagier.paper import Part, box, line, oval, path
from kiosk.imagier.skew import Person

WOOD = "#a9703f"
TEDDY = "#b98a5a"


def first(placed: Placed) -> Person:
    """The person to draw. Raises ValueError if the thing is placed without saying how the person looks."""
    if not placed.people:
        raise ValueError(f"a {placed.thing} needs hair and skin")
    return placed.people[0]


def _trousers(placed: Placed, child: bool) -> tuple[str, str]:
    """The paint of the trousers and the skin under them, if they are short."""
    return ("base", skin_of(first(placed))) if child else ("deep", "")


def _standing(placed: Placed, child: bool) -> list[Part]:
    person = first(placed)
    skin = skin_of(person)
    trousers, bare = _trousers(placed, child)
    body = [
        *legs(trousers, bare=bare),
        *torso(),
        *arm(skin, (-17, -44), (-26, -38), (-33, -24)),
        *arm(skin, (17, -44), (38, -42), (38, -60)),
    ]
    return grown(person, placed.colour, body, _teddy(-39, -20) if child else (), child=child)


def _running(placed: Placed, child: bool) -> list[Part]:
    person = first(placed)
    skin = skin_of(person)
    trousers, bare = _trousers(placed, child)
    shin = bare or trousers
    body = [
        *arm(skin, (4, -45), (32, -38), (33, -51)),
        line("M10 -26 L22 -19 L38 -30", 12, shin),
        line("M8 -27 L19 -21", 14, trousers),
        oval(43, -34, 5, 10, DARK, turn=-38),
        line("M-2 -28 L-24 -31 L-29 -10", 12, shin),
        line("M0 -28 L-14 -30", 14, trousers),
        oval(-34, -6, 10.5, 5, DARK, turn=10),
        path("M-21 -54 L5 -54 C14 -45 18 -36 20 -27 L-16 -24 C-23 -33 -25 -44 -21 -54 Z", "base", puff=8),
        path("M5 -52 C14 -45 20 -36 22 -25 L8 -23 C12 -33 10 -44 5 -52 Z", "shade"),
        *arm(skin, (-14, -45), (-36, -34), (-40, -50)),
    ]
    return grown(person, placed.colour, body, chin=(-10, -56), look=-3, blown=45, child=child)


def _sitting_adult(placed: Placed) -> list[Part]:
    """On a stool, knees to the left, one hand on a knee."""
    person = first(placed)
    skin = skin_of(person)
    body = [
        box(-4, -20, 6, 20, 3, WOOD),
        box(30, -20, 6, 20, 3, WOOD),
        box(-8, -25, 48, 8, 4, "#c98f58"),
        line("M14 -31 L-10 -30", 14, "deep"),
        line("M-13 -30 L-14 -10", 12, "deep"),
        oval(-18, -4, 10.5, 5, DARK),
        line("M14 -30 L-22 -30 L-25 -10", 13, "deep"),
        oval(-29, -4, 10.5, 5, DARK),
        *fitted(torso(), 14, -10),
        *arm(skin, (30, -54), (44, -46), (38, -34)),
        *arm(skin, (2, -52), (-12, -44), (-16, -39)),
    ]
    return fitted(grown(person, placed.colour, body, chin=(12, -63), look=-2), scale=0.93)


def _sitting_child(placed: Placed) -> list[Part]:
    """On the ground, legs stretched towards us, a bear in the lap."""
    person = first(placed)
    skin = skin_of(person)
    soles = [
        part
        for x in (-33, 33)
        for part in (oval(x, -11, 8.5, 11, DARK, turn=x / 3), oval(x, -11, 5, 7, "#f3e7d3", turn=x / 3))
    ]
    body = [
        line("M-10 -10 L-30 -9", 14, skin),
        line("M10 -10 L30 -9", 14, skin),
        *fitted(torso(), 0, 14),
        line("M-9 -10 L-20 -9", 17, "base"),
        line("M9 -10 L20 -9", 17, "base"),
        *soles,
    ]
    tools = [
        *fitted(_teddy(0, 0), 0, -12, 0.85),
        *arm(skin, (-16, -30), (-28, -16), (-13, -10)),
        *arm(skin, (16, -30), (28, -16), (13, -10)),
    ]
    return fitted(grown(person, placed.colour, body, tools, chin=(0, -40), child=True), scale=1.05)


def _teddy(x: float, y: float) -> list[Part]:
    """A toy bear whose arm is held at x, y."""
    bear = [
        oval(-7, -16, 4.5, 4.5, TEDDY),
        oval(7, -16, 4.5, 4.5, TEDDY),
        oval(-6, 12, 5, 5.5, TEDDY),
        oval(6, 12, 5, 5.5, TEDDY),
        oval(0, 4, 9.5, 10, TEDDY),
        oval(0, -9, 10.5, 9, TEDDY),
        oval(0, -5.5, 5, 3.8, "#f3e0c0"),
        oval(-4, -10, 1.8, 1.8, DARK),
        oval(4, -10, 1.8, 1.8, DARK),
        oval(0, -6.5, 2, 1.6, DARK),
    ]
    return fitted(bear, x, y)


def _baby_face(placed: Placed) -> list[Part]:
    """A pacifier in the mouth."""
    ring = "#f6c945" if placed.colour not in ("yellow", "orange") else "#4aa7b8"
    return [
        oval(0, 12, 7.5, 5, "#fdf6ea"),
        oval(0, 12.5, 3.6, 3.4, ring),
        Part('ellipse cx="0" cy="17" rx="4" ry="4"', ring, line=2.6),
    ]


def _crawling_baby(placed: Placed) -> list[Part]:
    """On hands and knees, seen from the side, the face towards us."""
    baby = first(placed)
    skin = skin_of(baby)
    body = [
        line("M-14 -24 L-20 -8", 14, "deep"),
        oval(-22, -6, 6.5, 6, mix(skin, "#221c35", 0.12)),
        line("M26 -16 L44 -7", 15, "deep"),
        path(
            "M-22 -40 C-6 -50 20 -50 34 -40 C44 -32 42 -18 34 -12 L-14 -16 C-24 -20 -28 -32 -22 -40 Z", "base", puff=6
        ),
        path("M-16 -16 C4 -22 26 -18 38 -26 C38 -16 34 -10 30 -9 L-12 -13 Z", "shade"),
        line("M24 -18 L20 -7 L38 -7", 15, "base"),
        oval(46, -8, 7, 8, "flat"),
        line("M-18 -30 L-32 -9", 14, "base"),
        oval(-35, -6, 7, 6, skin),
    ]
    top = head(baby, placed.colour, look=-2, young=True, covered=_baby_face(placed)).fitted(-20, -52, 1.08, -4)
    return [*top.behind, *body, *top.before]


def _sitting_baby(placed: Placed) -> list[Part]:
    baby = first(placed)
    skin = skin_of(baby)
    feet = [
        part
        for x in (-33, 33)
        for part in (oval(x, -11, 9, 11, "flat", turn=x / 2), oval(x, -11, 5, 6.5, "gleam", turn=x / 2))
    ]
    body = [
        *arm(skin, (-18, -36), (-34, -34), (-38, -44)),
        *arm(skin, (18, -36), (32, -30), (34, -24)),
        path("M-14 -42 L14 -42 C24 -34 28 -20 26 -6 L-26 -6 C-28 -20 -24 -34 -14 -42 Z", "base", puff=9),
        path("M14 -40 C24 -32 28 -18 27 -4 L14 -3 C20 -18 20 -30 14 -40 Z", "shade"),
        line("M-12 -9 L-28 -8", 17, "base"),
        line("M12 -9 L28 -8", 17, "base"),
        *feet,
        *(oval(0, y, 2.4, 2.4, "deep") for y in (-26, -16)),
        oval(0, -40, 16, 7, "#fdf6ea"),
    ]
    top = head(baby, placed.colour, young=True, covered=_baby_face(placed)).fitted(0, -60, 1.1)
    return [*top.behind, *body, *top.before]


def baby(placed: Placed, scene: str) -> list[Part]:
    """A baby in a romper, with a pacifier: it sits, or crawls where `placed.x` rounds to an odd number."""
    return _crawling_baby(placed) if round(placed.x) % 2 else _sitting_baby(placed)


def person(placed: Placed, scene: str) -> list[Part]:
    """A grown person."""
    if placed.pose == "sitting":
        return _sitting_adult(placed)
    return _running(placed, False) if placed.pose == "running" else _standing(placed, False)


def child(placed: Placed, scene: str) -> list[Part]:
    """A child, with a larger head, in shorts, with a toy bear."""
    if placed.pose == "sitting":
        return _sitting_child(placed)
    return _running(placed, True) if placed.pose == "running" else _standing(placed, True)


DRAWINGS = {"person": person, "child": child, "baby": baby}
