"""Textures as SVG patterns, bold enough to survive 128 pixels and an eightfold compression."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin

from kiosk.imagier.drawings.fitting import mix
from kiosk.imagier.paper import INK
from kiosk.imagier.vocabulary import Colour

# The pores of the sponge tile (50 x 47 units): for each radius, the middles. They are packed as tightly as pores in
# foam, large ones first, and wrap around the tile's edges.
SPONGE_TILE = (50, 47)
_PORES = {
    4.0: ("42.2,35.6 21,12.2 39.2,14.3 23.8,27.4 23.9,40.7"),
    2.9: ("13,37.8 0.1,23.2 9.6,26.7 11.9,45.5 4,15 35.3,25.7 29.8,18.1 9.5,8.8"),
    1.9: (
        "30.6,30.9 23.8,4.2 37.9,41.2 44.9,43.4 44.8,27.7 49.8,43.1 39.7,3.9 31.5,39.7 7.3,32.8 34,1.3 "
        "18.5,46.1 1.8,1 48.1,8.7 10,16.9 23.6,19.3"
    ),
    1.3: (
        "15.6,16.8 28,0.6 35.1,19.7 41.1,24.8 4.9,5.6 5,40.1 19.8,3.8 13.7,21.3 45.5,2 2.4,8.4 17.2,22.5 "
        "48.7,30 45.9,15.2 33.5,9.5 16.5,7.6 45.1,23.6"
    ),
}


def _pore(x: float, y: float, radius: float, number: int) -> str:
    """A round, uneven hole as path data; no two neighbours have the same bumps."""
    points = []
    for k in range(5):
        far = radius * (1.0 + 0.15 * sin(2.3 * number + 2.1 * k * (1 + number % 3)))
        angle = (k + 0.37 * number) * 0.4 * pi
        points.append((x + 1.04 * far * cos(angle), y + 0.94 * far * sin(angle)))
    middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in zip(points, points[1:] + points[:1], strict=True)]
    bows = (f"Q{a:.1f} {b:.1f} {c:.1f} {d:.1f}" for (a, b), (c, d) in zip(points, middles, strict=True))
    return f"M{middles[-1][0]:.1f} {middles[-1][1]:.1f} {' '.join(bows)} Z"


@cache
def pores(size: float, shift: float, least: float = 0) -> str:
    """The pores of the tile as path data, `size` times as large and moved `shift` radii away from the light.

    Those with a radius below `least` are left out.
    """
    width, height = SPONGE_TILE
    drawn, number = [], 0
    for radius, middles in _PORES.items():
        if radius < least:
            break
        for pair in middles.split():
            x, y = (float(value) + shift * radius for value in pair.split(","))
            number += 1
            reach = 1.2 * radius
            drawn += [
                _pore(x + dx, y + dy, 1.06 * size * radius, number)
                for dx in (-width, 0, width)
                for dy in (-height, 0, height)
                if -reach < x + dx < width + reach and -reach < y + dy < height + reach
            ]
    return " ".join(drawn)


def _sponge(colour: Colour) -> str:
    """Pores with a light rim where the light falls on it, the dark of their near side, and a paler floor."""
    rim, dark = mix(colour.foam, "#ffffff", 0.45), mix(colour.hole, INK, 0.22)
    tones = ((rim, 1.08, 0.3, 1.5), (dark, 1.0, 0.0, 0), (mix(colour.hole, colour.foam, 0.3), 0.76, 0.26, 1.5))
    return "".join(f'<path d="{pores(size, shift, least)}" fill="{tone}"/>' for tone, size, shift, least in tones)


def pattern(texture: str, colour: Colour, identity: str, scale: float) -> str:
    """An SVG `<pattern>` of this texture; its marks are laid over the colour, not under it.

    `scale` is the size of a picture unit in the units of the drawing. Raises ValueError for a
    texture without marks, such as plain.
    """
    turn = ""
    if texture == "striped":
        # A tile longer than any thing: where two tiles meet along a stripe, a hairline would show.
        width, height, turn = 14, 190, " rotate(22) translate(0 -145)"
        marks = f'<rect width="7" height="190" fill="{colour.mark}"/>'
    elif texture == "dotted":
        width, height = 17, 17
        marks = "".join(f'<circle cx="{at}" cy="{at}" r="4.2" fill="{colour.mark}"/>' for at in (4.25, 12.75))
    elif texture == "chequered":
        width, height = 18, 18
        marks = "".join(f'<rect x="{at}" y="{at}" width="9" height="9" fill="{colour.mark}"/>' for at in (0, 9))
    elif texture == "sponge":
        width, height = SPONGE_TILE
        marks = _sponge(colour)
    else:
        raise ValueError(f"no pattern for texture {texture!r}")
    return (
        f'<pattern id="{identity}" patternUnits="userSpaceOnUse" width="{width}" height="{height}"'
        f' patternTransform="scale({scale:.3f}){turn}">{marks}</pattern>'
    )
