"""What all people at work share: how they stand, how their arms are dressed, colours that stay apart."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.bodies import LONG_SLEEVE, Point, Sleeve, arm, grown, legs, torso
from kiosk.imagier.drawings.heads import skin_of
from kiosk.imagier.drawings.people import first
from kiosk.imagier.paper import Part

DOWN = ((26.0, -38.0), (31.0, -25.0))
"""A hanging arm: its bend and its hand, on the right side."""
SHORT_SLEEVE = Sleeve(short=True)


def apart(placed: Placed, usual: str, other: str, *near: str) -> str:
    """A fixed colour that stays apart from the thing's: `other` where the thing's colour is one of `near`."""
    return other if placed.colour in near else usual


def worker(
    placed: Placed,
    left: tuple[Point, Point],
    right: tuple[Point, Point] = DOWN,
    over: Sequence[Part] = (),
    held: Sequence[Part] = (),
    last: Sequence[Part] = (),
    hat: Sequence[Part] = (),
    covered: Sequence[Part] = (),
    sleeve: Sleeve = LONG_SLEEVE,
    trousers: str = "base",
    look: float = 0,
) -> list[Part]:
    """A standing person with arms (a bend and a hand each) to the `left` and the `right`.

    `over` lies on the clothes, `held` before them in the hands, `last` before the hair.
    """
    person = first(placed)
    skin = skin_of(person)
    body = [
        *legs(trousers),
        *torso(),
        *over,
        *held,
        *arm(skin, (-17, -44), *left, sleeve),
        *arm(skin, (17, -44), *right, sleeve),
    ]
    return grown(person, placed.colour, body, last, hat, covered=covered, look=look)


def mirrored(points: tuple[Point, Point]) -> tuple[Point, Point]:
    """The same arm on the other side."""
    return (-points[0][0], points[0][1]), (-points[1][0], points[1][1])
