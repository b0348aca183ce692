"""A drawing in the manner of the Imagier: an easel whose sheet has slipped to the floor. Cut paper, no outlines."""

from __future__ import annotations

from io import BytesIO

import pygame

from kiosk.screens.look import Theme

_MOSAIC = ("#7f9cc4", "#d8a0b4", "#8fbf9f", "#e3c27a", "#9a86c2", "#c98a6a", "#7fb5bd", "#cfd6e6")


def _tiles() -> str:
    """The unfinished picture on the sheet: a house coming out of squares of noise."""
    squares = "".join(
        f'<rect x="{x * 22}" y="{y * 22}" width="22" height="22" fill="{_MOSAIC[(x * 5 + y * 3 + x * y) % 8]}"/>'
        for x in range(8)
        for y in range(6)
    )
    house = (
        '<path d="M48 78 L88 40 L128 78 Z" fill="#8e4a5e"/><rect x="56" y="76" width="64" height="44" fill="#e58a9c"/>'
        '<rect x="80" y="92" width="18" height="28" fill="#6b4a4a"/><circle cx="146" cy="26" r="15" fill="#f6cf5c"/>'
    )
    return squares + f'<g opacity="0.92">{house}</g>'


def _svg(theme: Theme) -> str:
    ink = "#{:02x}{:02x}{:02x}".format(*theme.ink)
    sand = "#{:02x}{:02x}{:02x}".format(*theme.sand)
    card = "#{:02x}{:02x}{:02x}".format(*theme.card)
    coral = "#{:02x}{:02x}{:02x}".format(*theme.coral)
    wood, dark = "#b9814f", "#96653a"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 640">
<ellipse cx="320" cy="572" rx="286" ry="40" fill="{sand}"/>
<path d="M314 70 L334 70 L352 560 L330 560 Z" fill="{dark}"/>
<path d="M286 66 L312 66 L206 578 L178 578 Z" fill="{wood}"/>
<path d="M332 66 L358 66 L466 578 L438 578 Z" fill="{wood}"/>
<path d="M282 52 h80 q10 0 10 10 v18 q0 10 -10 10 h-80 q-10 0 -10 -10 v-18 q0 -10 10 -10 Z" fill="{dark}"/>
<path d="M172 384 h300 q9 0 9 9 v16 q0 9 -9 9 h-300 q-9 0 -9 -9 v-16 q0 -9 9 -9 Z" fill="{dark}"/>
<path d="M172 384 h300 q9 0 9 9 v3 h-318 v-3 q0 -9 9 -9 Z" fill="{wood}"/>
<g transform="rotate(-11 430 520) translate(318 376) scale(1.28)">
<rect x="8" y="10" width="200" height="156" rx="6" fill="{ink}" opacity="0.16"/>
<rect x="0" y="0" width="200" height="156" rx="6" fill="{card}"/>
<g transform="translate(12 12)">{_tiles()}</g>
<path d="M200 120 L200 156 L164 156 Z" fill="{sand}"/>
<path d="M164 156 L164 120 L200 120 Z" fill="#ffffff"/>
</g>
<g transform="rotate(24 150 548)">
<path d="M96 540 h96 q8 0 8 8 q0 8 -8 8 h-96 Z" fill="{coral}"/>
<rect x="70" y="538" width="32" height="20" fill="#8a8578"/>
<path d="M70 536 L70 560 Q46 560 30 548 Q46 536 70 536 Z" fill="#7f9cc4"/>
</g>
</svg>"""


def easel(side: int, theme: Theme) -> pygame.Surface:
    """The drawing as a square surface with alpha, `side` pixels wide."""
    return pygame.image.load_sized_svg(BytesIO(_svg(theme).encode()), (side, side))
