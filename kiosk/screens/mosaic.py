"""Cut paper that settles from disorder into a small landscape: what the attract screen shows without recordings.

Deterministic: a picture is a rule from place to colour; each square of paper finds its own at its own step.
"""

from __future__ import annotations

import random

import pygame

from kiosk.screens.look import Colour, Theme

CELLS = 22
FRAMES = 18
PICTURES = 2


def draw(picture: int, frame: int, side: int, theme: Theme) -> pygame.Surface:
    """Frame `frame` (0: disorder, FRAMES - 1: the landscape) of a picture, `side` pixels wide."""
    chance = random.Random(f"mosaic:{picture}")
    surface = pygame.Surface((side, side))
    surface.fill(theme.card)
    share = frame / (FRAMES - 1)
    scraps = [
        mix(colour, theme.card, amount)
        for colour, amount in (
            (theme.gold, 0.25),
            (theme.coral, 0.45),
            (theme.teal, 0.45),
            (theme.slate, 0.4),
            (theme.violet, 0.5),
            (theme.sand, 0.0),
            (theme.sand, 0.5),
        )
    ]
    for row in range(CELLS):
        for column in range(CELLS):
            start = mix(scraps[int(chance.random() * len(scraps))], theme.card, chance.random() * 0.3)
            late, tone = chance.random() * 0.55, chance.random()
            x, y = (column + 0.5) / CELLS, (row + 0.5) / CELLS
            end = mix(_evening(x, y, theme) if picture % PICTURES else _day(x, y, theme), theme.card, tone * 0.16)
            settled = min(1.0, max(0.0, (share - late) / 0.45))
            settled = settled * settled * (3 - 2 * settled)
            left, right = round(column * side / CELLS), round((column + 1) * side / CELLS)
            top, bottom = round(row * side / CELLS), round((row + 1) * side / CELLS)
            gap = max(1, side // 420)
            pygame.draw.rect(
                surface,
                mix(start, end, settled),
                (left + gap, top + gap, right - left - 2 * gap, bottom - top - 2 * gap),
                border_radius=max(1, side // 200),
            )
    return surface


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour `share` of the way from `one` to `other`."""
    r, g, b = (round(p + (q - p) * share) for p, q in zip(one, other, strict=True))
    return r, g, b


def _day(x: float, y: float, theme: Theme) -> Colour:
    """Sun over three hills."""
    if (x - 0.72) ** 2 + (y - 0.26) ** 2 < 0.016:
        return theme.gold
    if y > 0.86 - 0.1 * x:
        return theme.teal
    if y > 0.62 + 0.9 * (x - 0.25) ** 2:
        return mix(theme.teal, theme.card, 0.35)
    if y > 0.5 + 1.1 * (x - 0.8) ** 2:
        return mix(theme.teal, theme.card, 0.62)
    return mix(mix(theme.slate, theme.card, 0.55), theme.paper, y * 1.6 if y < 0.6 else 1.0)


def _evening(x: float, y: float, theme: Theme) -> Colour:
    """A boat on the sea at sunset."""
    if 0.3 < x < 0.62 and 0.64 < y < 0.73 and abs(x - 0.46) < 0.17 - (y - 0.64) * 0.9:
        return theme.ink
    if 0.3 < y < 0.63 and 0.48 < x < 0.5 + (y - 0.3) * 0.36:
        return theme.card
    if 0.38 < y < 0.63 and 0.43 - (y - 0.38) * 0.4 < x < 0.45:
        return mix(theme.coral, theme.card, 0.1)
    if (x - 0.78) ** 2 + (y - 0.5) ** 2 < 0.014 and y < 0.58:
        return theme.gold
    if y > 0.58:
        return mix(theme.slate, theme.ink, (y - 0.58) * 0.9)
    return mix(mix(theme.violet, theme.card, 0.55), mix(theme.gold, theme.card, 0.45), min(1.0, y * 1.7))
