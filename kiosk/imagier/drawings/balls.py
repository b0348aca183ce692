"""The two round toys, cut from paper as patches of a ball that is turned before it is drawn: ball and football."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import atan2, cos, dist, hypot, pi, sin, sqrt

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, line, oval, path

DARK = "#2a2331"
CREAM = "#fff3dc"

Point = tuple[float, float, float]

# A ball's middle above the ground, and its radius.
MIDDLE, RADIUS = -45, 45


def _turned(point: Point, tilt: float, lean: float) -> Point:
    """A point of a ball (y downwards, z towards us) whose top is nodded forwards by `tilt`, then leant by `lean`."""
    x, y, z = point
    y, z = y * cos(tilt) - z * sin(tilt), y * sin(tilt) + z * cos(tilt)
    return x * cos(lean) - y * sin(lean), x * sin(lean) + y * cos(lean), z


def _on_paper(point: Point) -> str:
    """Where a point, pushed out to the ball's skin, is drawn."""
    x, y, z = point
    long = sqrt(x * x + y * y + z * z) / RADIUS
    return f"{x / long:.1f} {MIDDLE + y / long:.1f}"


def _dot(one: Point, other: Point) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _between(start: Point, end: Point, share: float) -> Point:
    """The point on a straight line, `share` of the way from start to end."""
    x, y, z = (a + (b - a) * share for a, b in zip(start, end, strict=True))
    return x, y, z


def _patch(corners: Sequence[Point]) -> str:
    """Path data of what we see of a patch of a unit ball ("" if nothing); what lies behind is pulled to the rim."""
    edge: list[Point] = []
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        for step in range(4):
            x, y, z = _between(start, end, step / 4)
            long = sqrt(x * x + y * y + z * z)
            edge.append((x / long, y / long, z / long))
    if max(z for _, _, z in edge) < 0.12:
        return ""
    seen = [(x, y) if z >= 0 else (x / hypot(x, y), y / hypot(x, y)) for x, y, z in edge]
    reach = RADIUS - 1
    return "M" + " L".join(f"{x * reach:.1f} {MIDDLE + y * reach:.1f}" for x, y in seen) + " Z"


def _round() -> list[Part]:
    """The shade and the gleam of a ball."""
    return [
        path("M34 -75 C50 -52 40 -16 -22 -6 C8 8 38 -10 44 -36 C47 -54 42 -66 34 -75 Z", "shade"),
        oval(-28, -63, 6, 11, "gleam", turn=34),
    ]


def _meridian(way: float, tilt: float, lean: float) -> list[Point]:
    """The visible points down one side of a ball, from its top to the rim."""
    downs = (step * pi / 40 for step in range(41))
    points = [_turned((sin(down) * cos(way), -cos(down), sin(down) * sin(way)), tilt, lean) for down in downs]
    hidden = next(number for number, (_, _, z) in enumerate(points) if z < 0)
    return points[:hidden:3]


def ball(placed: Placed, scene: str) -> list[Part]:
    """A beach ball with pale segments that meet in a button."""
    pale = "#8fcbe6" if placed.colour == "white" else CREAM
    tilt, lean = -0.8, -0.5
    segments: list[Part] = []
    for start in (0.3, 2.3, 4.3):
        one, two = (_meridian((start + wide) * pi / 3, tilt, lean) for wide in (0.1, 0.85))
        (x1, y1, _), (x2, y2, _) = one[-1], two[-1]
        first, last = atan2(y1, x1), atan2(y2, x2)
        last += 2 * pi * round((first - last) / (2 * pi))
        ways = (first + (last - first) * step / 8 for step in range(9))
        points = [*one, *((cos(way), sin(way), 0.0) for way in ways), *two[::-1]]
        d = " L".join(f"{x * RADIUS:.1f} {MIDDLE + y * RADIUS:.1f}" for x, y, _ in points)
        segments.append(path(f"M{d} Z", pale))
    x, y, _ = _turned((0, -1, 0), tilt, lean)
    return [
        oval(0, MIDDLE, RADIUS, RADIUS, "base"),
        *segments,
        oval(round(x * RADIUS, 1), round(MIDDLE + y * RADIUS, 1), 9, 7.5, "deep", turn=-28),
        *_round(),
    ]


def _knots() -> list[Point]:
    """The middles of a football's twelve pentagons."""
    ring, high = 2 / sqrt(5), 1 / sqrt(5)
    upper = [(ring * cos(k * pi / 2.5), -high, ring * sin(k * pi / 2.5)) for k in range(5)]
    lower = [(-x, -y, -z) for x, y, z in upper]
    return [(0, -1, 0), *upper, *lower, (0, 1, 0)]


@cache
def _leather() -> tuple[tuple[str, ...], str]:
    """Path data of the pentagons of a football, and of the seams between them."""
    knots = [_turned(knot, -1.38, -0.3) for knot in _knots()]
    pentagons: list[str] = []
    seams: list[str] = []
    for middle in knots:
        near = [other for other in knots if 0.1 < dist(middle, other) < 1.2]
        (x0, y0, z0), (x1, y1, z1) = middle, near[0]
        side = (y0 * z1 - z0 * y1, z0 * x1 - x0 * z1, x0 * y1 - y0 * x1)

        def around(other: Point, across: Point = near[0], side: Point = side) -> float:
            return atan2(_dot(other, side), _dot(other, across) - 0.2)

        corners = [_between(middle, other, 0.31) for other in sorted(near, key=around)]
        pentagons.append(_patch(corners))
        for other in near:
            (x, y, z), (u, v, w) = ends = _between(middle, other, 0.31), _between(middle, other, 0.69)
            if middle < other and min(z, w) > 0.22:
                bow = (ends[0], (x + u, y + v, z + w), ends[1])
                seams.append("M" + " L".join(_on_paper(point) for point in bow))
    return tuple(data for data in pentagons if data), " ".join(seams)


def football(placed: Placed, scene: str) -> list[Part]:
    """A football: dark pentagons, pale ones if it is black, joined by seams on leather of its colour."""
    ink = DARK
    if placed.colour == "black":
        ink = CREAM if placed.texture in ("plain", "sponge") else "#a3a6b4"
    pentagons, seams = _leather()
    return [
        oval(0, MIDDLE, RADIUS, RADIUS, "base"),
        line(seams, 3, ink),
        *(path(data, ink, puff=2) for data in pentagons),
        *_round(),
    ]


DRAWINGS = {"ball": ball, "football": football}
