"""Moving, scaling and turning pieces of paper by their numbers, so that textures keep their size.

A `transform` would scale the stripes and dots of a part as well; here the coordinates themselves are rewritten. Path
data must hold only absolute M, L, C, Q and Z, with every x and y in pairs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from kiosk.imagier.paper import Part

_PAIR = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
_VALUE = re.compile(r'"(-?[\d.]+)"')
_TURN = re.compile(r"rotate\((-?[\d.]+)")


def number(value: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{round(value, 2):g}"


def mix(first: str, second: str, share: float) -> str:
    """The `#rrggbb` between two others, `share` of the way to the second."""
    one, two = (bytes.fromhex(colour[1:]) for colour in (first, second))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(one, two, strict=True))


def fitted(
    parts: Iterable[Part],
    x: float = 0,
    y: float = 0,
    scale: float = 1,
    turn: float = 0,
    mirror: bool = False,
) -> list[Part]:
    """The same parts mirrored, then scaled and turned around 0, 0, then moved."""
    side = -1 if mirror else 1
    cos, sin = scale * math.cos(math.radians(turn)), scale * math.sin(math.radians(turn))

    def at(px: float, py: float) -> tuple[float, float]:
        return x + side * px * cos - py * sin, y + side * px * sin + py * cos

    def pair(match: re.Match[str]) -> str:
        return " ".join(number(value) for value in at(float(match[1]), float(match[2])))

    def fit(part: Part) -> Part:
        thick, puff = part.line * scale, part.puff * scale
        if part.shape.startswith("path"):
            return replace(part, shape=_PAIR.sub(pair, part.shape), line=thick, puff=puff)
        left, top, wide, high, *corner = (float(value) for value in _VALUE.findall(part.shape))
        own = _TURN.match(part.move)
        turned = side * (float(own[1]) if own else 0) + turn
        if part.shape.startswith("rect"):
            cx, cy = at(left + wide / 2, top + high / 2)
            left, top = cx - wide * scale / 2, cy - high * scale / 2
            keys = ["x", "y", "width", "height", "rx"]
        else:
            cx, cy = left, top = at(left, top)
            keys = ["cx", "cy", "rx", "ry"]
        values = (left, top, wide * scale, high * scale, *(value * scale for value in corner))
        shape = " ".join(f'{key}="{number(value)}"' for key, value in zip(keys, values, strict=True))
        move = f"rotate({number(turned)} {number(cx)} {number(cy)})" if turned else ""
        return replace(part, shape=f"{part.shape.split()[0]} {shape}", line=thick, puff=puff, move=move)

    return [fit(part) for part in parts]
