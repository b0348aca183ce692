"""Textures as SVG patterns, bold enough to survive 128 pixels and an eightfold compression."""

from __future__ import annotations

from kiosk.imagier.vocabulary import Colour

# Holes of the sponge tile (44 x 40 units): centre, two radii, turn; three sizes, never in rows.
_SPONGE_TILE = (44, 40)
_HOLES = (
    (9, 9, 5.6, 4.8, 20),
    (31, 26, 5.8, 5.0, -30),
    (12, 30, 4.9, 4.2, 50),
    (25, 11, 3.4, 2.9, 0),
    (39, 13, 3.3, 3.6, 0),
    (21, 22, 2.9, 2.5, 0),
    (38, 37, 2.9, 2.5, 0),
    (2.6, 20, 2.0, 2.2, 0),
    (33, 4, 1.9, 1.9, 0),
    (22, 35.5, 2.1, 1.9, 0),
    (17, 3, 1.5, 1.5, 0),
    (31, 17, 1.5, 1.5, 0),
    (41.5, 24, 1.7, 1.7, 0),
    (3, 37, 1.6, 1.6, 0),
)


def pattern(texture: str, colour: Colour, identity: str, scale: float) -> str:
    """An SVG `<pattern>` of this texture; its marks are laid over the colour, not under it.

    `scale` is the size of a picture unit in the units of the drawing. Raises ValueError for a
    texture without marks, such as plain.
    """
    turn = ""
    if texture == "striped":
        # A tile longer than any thing: where two tiles meet along a stripe, a hairline would show.
        width, height, turn = 14, 700, " rotate(22)"
        marks = f'<rect width="7" height="700" fill="{colour.mark}"/>'
    elif texture == "dotted":
        width, height = 17, 17
        marks = "".join(f'<circle cx="{at}" cy="{at}" r="4.2" fill="{colour.mark}"/>' for at in (4.25, 12.75))
    elif texture == "chequered":
        width, height = 18, 18
        marks = "".join(f'<rect x="{at}" y="{at}" width="9" height="9" fill="{colour.mark}"/>' for at in (0, 9))
    elif texture == "sponge":
        width, height = _SPONGE_TILE
        marks = "".join(
            f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{colour.hole}" transform="rotate({angle} {x} {y})"/>'
            for x, y, rx, ry, angle in _HOLES
        )
    else:
        raise ValueError(f"no pattern for texture {texture!r}")
    return (
        f'<pattern id="{identity}" patternUnits="userSpaceOnUse" width="{width}" height="{height}"'
        f' patternTransform="scale({scale:.3f}){turn}">{marks}</pattern>'
    )
