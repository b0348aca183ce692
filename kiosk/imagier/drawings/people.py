"""A person, a child and a baby, standing, sitting, running or crawling, in clothes of the thing's colour."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.bodies import arm, grown, legs, torso
from kiosk.imagier.drawings.fitting import fitted, mix
from kiosk.imagier.drawings.heads import DARK, head, skin_of
from kiosk.imagier.paper import Part, line, oval, path
from kiosk.imagier.skew import Person

WOOD, SEAT = "#a9703f", "#c98f58"
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
    """On a kitchen chair, turned to the left, one hand on a knee, the other on the edge of the seat."""
    person = first(placed)
    skin = skin_of(person)
    body = [
        line("M-4 -21 L-7 -3 M33 -21 L38 -3", 6, WOOD),
        line("M33 -26 L42 -72", 7.5, WOOD),
        line("M35 -70 L46 -68", 9, SEAT),
        line("M-4 -24 L38 -24", 8.5, SEAT),
        line("M14 -33 L-8 -33", 15, "deep"),
        line("M-11 -32 L-10 -10", 12.5, "deep"),
        oval(-15, -4, 10.5, 5, DARK),
        *fitted(torso(), 13, -10),
        path("M-14 -42 L32 -42 C40 -40 40 -30 34 -28 L-12 -28 Z", "shade", 3),
        line("M-27 -34 L-28 -11", 13.5, "base"),
        path("M-26 -43 L22 -43 C36 -42 38 -29 28 -28 L-24 -28 C-34 -30 -34 -42 -26 -43 Z", "base", 4),
        path("M-20 -29 L26 -29 C34 -30 38 -34 36 -38 C26 -33 0 -32 -20 -32 Z", "shade"),
        oval(-33, -4, 10.5, 5, DARK),
        *arm(skin, (30, -54), (47, -44), (40, -30)),
        path("M-2 -52 C-6 -48 -10 -44 -12 -42 L2 -42 C4 -46 4 -50 3 -54 Z", "shade", 2),
        *arm(skin, (1, -53), (-10, -46), (-19, -45)),
    ]
    return fitted(grown(person, placed.colour, body, chin=(12, -63), look=-2), scale=0.94)


def _sitting_child(placed: Placed) -> list[Part]:
    """On the ground, legs stretched towards us, a bear in one arm."""
    person = first(placed)
    skin = skin_of(person)
    soles = [
        part
        for x in (-44, 44)
        for part in (oval(x, -11, 8, 11, DARK, turn=x / 3), oval(x, -11, 4.6, 6.8, "#f3e7d3", turn=x / 3))
    ]
    body = [
        line("M-20 -10 L-40 -9 M20 -10 L40 -9", 13, skin),
        path("M-13 -38 L13 -38 C21 -30 25 -18 25 -8 L-25 -8 C-25 -18 -21 -30 -13 -38 Z", "base", 8),
        path("M14 -36 C21 -28 24 -16 24 -5 L13 -4 C17 -16 17 -28 14 -36 Z", "shade"),
        line("M-10 -11 L-35 -10 M10 -11 L35 -10", 18, "base"),
        path("M-8 -3 C-4 -12 4 -12 8 -3 C4 -1 -4 -1 -8 -3 Z", "shade", 2),
        *soles,
        *arm(skin, (-17, -32), (-32, -28), (-30, -18)),
    ]
    tools = [
        *arm(skin, (17, -32), (36, -30), (38, -24)),
        *fitted(_teddy(0, 0), 27, -20, 0.95, 8),
        oval(37, -22, 5.4, 5.4, skin),
    ]
    return fitted(grown(person, placed.colour, body, tools, chin=(0, -41), child=True), scale=1.06)


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
