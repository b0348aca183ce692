"""The marks of an engraver: ruled and bowed lines, hatching, waves, rays, textures in ink, and the sheet itself."""

from __future__ import annotations

import re
from math import pi

from kiosk.imagier.backdrop import WIDE
from kiosk.imagier.paper import Part
from kiosk.imagier.textures import SPONGE_TILE, pores

PAPER = "#f6ecd6"
INK = "#35271f"
FAINT, DUSK = "#9a8871", "#3c4560"

_VALUE = re.compile(r'(\w+)="(-?[\d.]+)"')


def _hatch(identity: str, ink: str, step: float, weight: float, turn: float) -> str:
    """Engraved lines as a pattern, swelling and tapering like a burin's, `weight` wide at their middle.

    The tile is longer than any thing: where two tiles meet along a line, a hairline would show.
    """
    marks = ""
    for k in range(2):
        x, wide = step * (k + 0.5), weight / 2
        for n in range(-1, 8):
            y = n * 44 + k * 22
            marks += (
                f'<path d="M{x - wide * 0.55:.2f} {y} C{x - wide * 1.15:.2f} {y + 14} {x - wide * 1.15:.2f} {y + 30} '
                f"{x - wide * 0.55:.2f} {y + 44} L{x + wide * 0.55:.2f} {y + 44} C{x + wide * 1.15:.2f} {y + 30} "
                f'{x + wide * 1.15:.2f} {y + 14} {x + wide * 0.55:.2f} {y} Z" fill="{ink}"/>'
            )
    return (
        f'<pattern id="{identity}" patternUnits="userSpaceOnUse" width="{2 * step:g}" height="308" '
        f'patternTransform="rotate({turn:g})">{marks}</pattern>'
    )


def _waves(identity: str, ink: str) -> str:
    """Wavy lines for water."""
    rows = "".join(
        f'<path d="M{x} {y} q5.5 -3 11 0 q5.5 3 11 0" fill="none" stroke="{ink}" stroke-width="1.2"/>'
        for y, x in ((2.5, -22), (2.5, 0), (7.5, -11), (7.5, 11))
    )
    return f'<pattern id="{identity}" patternUnits="userSpaceOnUse" width="22" height="10">{rows}</pattern>'


def texture_marks(texture: str, mark: str, identity: str, scale: float) -> str:
    """A texture as ink marks: bands, rings and squares with engraved edges, and holes in foam."""
    turn, edge = "", f'stroke="{INK}" stroke-width="1.1"'
    if texture == "striped":
        width, height, turn = 14, 700, " rotate(22)"
        marks = f'<rect x="3" y="-5" width="7.5" height="710" fill="{mark}" {edge}/>'
    elif texture == "dotted":
        width, height = 17, 17
        marks = "".join(f'<circle cx="{at}" cy="{at}" r="4.1" fill="{mark}" {edge}/>' for at in (4.25, 12.75))
    elif texture == "chequered":
        width, height = 18, 18
        marks = "".join(f'<rect x="{at}" y="{at}" width="9" height="9" fill="{mark}"/>' for at in (0, 9))
        marks += f'<path d="M0 9 L18 9 M9 0 L9 18 M0 0 L18 0 M0 0 L0 18 M0 18 L18 18 M18 0 L18 18" {edge}/>'
    else:
        width, height = SPONGE_TILE
        marks = f'<path d="{pores(1.1, 0.0)}" fill="{INK}"/><path d="{pores(0.72, 0.24)}" fill="{mark}"/>'
    return (
        f'<pattern id="{identity}" patternUnits="userSpaceOnUse" width="{width}" height="{height}" '
        f'patternTransform="scale({scale:.3f}){turn}">{marks}</pattern>'
    )


def _tones(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def light(colour: str) -> float:
    """How light a colour looks, 0 to 1."""
    red, green, blue = _tones(colour)
    return (0.3 * red + 0.59 * green + 0.11 * blue) / 255


def mixed(colour: str, other: str, share: float) -> str:
    """The `#rrggbb` that lies `share` of the way from one colour to another."""
    pairs = zip(_tones(colour), _tones(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def ruled(part: Part, label: str) -> str:
    """Ruled lines over a sheet that is as wide as the picture: a wall's run down, all others across."""
    known = dict(_VALUE.findall(part.shape))
    top, end = float(known["y"]), float(known["y"]) + float(known["height"])
    if label == "wall":
        d = " ".join(f"M{x} {top:g} V{end:g}" for x in range(2, WIDE, 5))
    elif label == "water":
        wave = "q5.5 -2.5 11 0 q5.5 2.5 11 0 " * 7
        d = " ".join(f"M{-11 * (k % 2)} {top + 3 + 5 * k:g} {wave}" for k in range(int((end - top) / 5)))
    else:
        d = " ".join(f"M{-(k * 37 % 83)} {top + 3 + 4.4 * k:g} H132" for k in range(int((end - top) / 4.4)))
    dark = label == "sky" and light(part.paint) < 0.6
    ink = f'stroke="{DUSK}" stroke-width="1.7"' if dark else f'stroke="{FAINT}" stroke-width="1.2"'
    lifted = "" if label == "wall" else ' stroke-linecap="round" stroke-dasharray="79 4.4 113 4"'
    return f'<path d="{d}" fill="none" {ink}{lifted}/>'


def rays(part: Part) -> str:
    """Rays around a round light."""
    known = dict(_VALUE.findall(part.shape))
    if not part.shape.startswith("ellipse") or float(known["rx"]) < 8:
        return ""
    radius = float(known["rx"]) + 5.5
    return (
        f'<circle cx="{known["cx"]}" cy="{known["cy"]}" r="{radius:g}" fill="none" stroke="{FAINT}" '
        f'stroke-width="5" stroke-dasharray="1.3 {2 * pi * radius / 28 - 1.3:.3f}"/>'
    )


def frame() -> str:
    """The bare margin of the sheet and the line around the plate."""
    return (
        f'<path d="M-1 -1 H{WIDE + 1} V{WIDE + 1} H-1 Z M3 3 V{WIDE - 3} H{WIDE - 3} V3 Z" fill="{PAPER}"/>'
        f'<rect x="3" y="3" width="{WIDE - 6}" height="{WIDE - 6}" fill="none" stroke="{INK}" stroke-width="1.3"/>'
    )


def _arcs(identity: str, step: float, weight: float, rise: float) -> str:
    """Bowed lines that cross the whole picture, each a thin lens; `rise` is how far they climb or fall."""
    marks = ""
    for k in range(round((WIDE + abs(rise)) / step) + 1):
        left = k * step - max(rise, 0)
        right, bow = left + rise, 9
        marks += (
            f"M-4 {left - weight / 2:.2f} Q64 {(left + right) / 2 + bow:.2f} 132 {right - weight / 2:.2f} L132 "
            f"{right + weight / 2:.2f} Q64 {(left + right) / 2 + bow + weight:.2f} -4 {left + weight / 2:.2f} Z "
        )
    return f'<path id="{identity}" d="{marks}" fill="{INK}"/>'


# Everything that is the same in each engraving.
PLATE = "".join(
    (
        _arcs("hatch", 3.5, 1.35, 118),
        _arcs("cross", 3.5, 1.3, -96),
        _hatch("land0", FAINT, 4.2, 1.2, 62),
        _hatch("land1", FAINT, 4.2, 1.2, 118),
        _hatch("floor", FAINT, 4.2, 1.2, 90),
        _hatch("leaf", FAINT, 3.4, 1.25, 35),
        _hatch("shadow", INK, 2.7, 1.4, 90),
        _waves("water", FAINT),
    )
)
