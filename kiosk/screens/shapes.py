"""Shapes as surfaces with alpha, smooth at the edges: drawn four times too large and scaled down, then stretched.

Pure functions; the canvas caches what they return.
"""

from __future__ import annotations

import itertools
import math
import random

import pygame

from kiosk.screens.look import Colour

_OVER = 4
ICONS = (
    "arrow_left",
    "arrow_right",
    "arrow_up",
    "book",
    "check",
    "cross",
    "erase",
    "shift",
    "plus",
    "minus",
    "equals",
    "pause",
    "play",
    "stop",
    "eye",
    "again",
    "dice",
    "microphone",
    "loudspeaker",
)


def rounded(size: tuple[int, int], radius: int, fill: Colour | None, line: Colour | None, width: int) -> pygame.Surface:
    """A rounded rectangle with an outline `width` pixels wide drawn inside its edge. `fill` None leaves it open."""
    w, h = max(1, size[0]), max(1, size[1])
    radius = min(radius, w // 2, h // 2)
    corner = max(radius, width) + 2
    small = (min(w, 2 * corner + 1), min(h, 2 * corner + 1))
    edge = line if line is not None and width > 0 else fill or (0, 0, 0)
    big = pygame.Surface((small[0] * _OVER, small[1] * _OVER), pygame.SRCALPHA)
    big.fill((*edge, 0))
    if fill is not None or (line is not None and width > 0):
        pygame.draw.rect(big, (*edge, 255), big.get_rect(), border_radius=radius * _OVER)
    if line is not None and width > 0:
        inner = big.get_rect().inflate(-2 * width * _OVER, -2 * width * _OVER)
        inside = (*fill, 255) if fill is not None else (*edge, 0)
        pygame.draw.rect(big, inside, inner, border_radius=max(0, radius - width) * _OVER)
    return _stretch(pygame.transform.smoothscale(big, small), (w, h), corner)


def shadow(size: tuple[int, int], radius: int, blur: int, colour: Colour, alpha: int) -> pygame.Surface:
    """A soft shadow of a rounded rectangle of `size`; the surface is larger by `blur` on each side."""
    w, h = max(1, size[0]), max(1, size[1])
    radius = min(radius, w // 2, h // 2)
    corner = radius + 2 * blur + 2
    small = (min(w, 2 * corner + 1), min(h, 2 * corner + 1))
    big = pygame.Surface(((small[0] + 2 * blur), (small[1] + 2 * blur)), pygame.SRCALPHA)
    big.fill((*colour, 0))
    pygame.draw.rect(big, (*colour, alpha), (blur, blur, *small), border_radius=radius)
    soft = pygame.transform.gaussian_blur(big, max(1, blur)) if blur > 0 else big
    return _stretch(soft, (w + 2 * blur, h + 2 * blur), corner + blur)


def _stretch(tile: pygame.Surface, size: tuple[int, int], corner: int) -> pygame.Surface:
    """`tile` grown to `size` by repeating its middle column and row."""
    for axis in (0, 1):
        have = tile.get_size()
        if have[axis] >= size[axis]:
            continue
        grown_size = (size[0], have[1]) if axis == 0 else (have[0], size[1])
        grown = pygame.Surface(grown_size, pygame.SRCALPHA)
        rest = have[axis] - corner - 1
        if axis == 0:
            grown.blit(tile, (0, 0), (0, 0, corner, have[1]), special_flags=pygame.BLEND_RGBA_ADD)
            middle = tile.subsurface((corner, 0, 1, have[1]))
            grown.blit(
                pygame.transform.scale(middle, (size[0] - corner - rest, have[1])),
                (corner, 0),
                special_flags=pygame.BLEND_RGBA_ADD,
            )
            grown.blit(tile, (size[0] - rest, 0), (corner + 1, 0, rest, have[1]), special_flags=pygame.BLEND_RGBA_ADD)
        else:
            grown.blit(tile, (0, 0), (0, 0, have[0], corner), special_flags=pygame.BLEND_RGBA_ADD)
            middle = tile.subsurface((0, corner, have[0], 1))
            grown.blit(
                pygame.transform.scale(middle, (have[0], size[1] - corner - rest)),
                (0, corner),
                special_flags=pygame.BLEND_RGBA_ADD,
            )
            grown.blit(tile, (0, size[1] - rest), (0, corner + 1, have[0], rest), special_flags=pygame.BLEND_RGBA_ADD)
        tile = grown
    return tile


def hatch(size: tuple[int, int], radius: int, colour: Colour, gap: int, width: int) -> pygame.Surface:
    """Slanted lines of `colour`, `gap` pixels apart, cut to a rounded rectangle."""
    w, h = max(1, size[0]), max(1, size[1])
    big = pygame.Surface((w * 2, h * 2), pygame.SRCALPHA)
    big.fill((*colour, 0))
    for x in range(-h * 2, w * 2, max(2, gap * 2)):
        pygame.draw.line(big, (*colour, 255), (x, h * 2), (x + h * 2, 0), max(1, width * 2))
    lines = pygame.transform.smoothscale(big, (w, h))
    mask = rounded((w, h), radius, (255, 255, 255), None, 0)
    mask_alpha = pygame.Surface((w, h), pygame.SRCALPHA)
    mask_alpha.fill((255, 255, 255, 0))
    mask_alpha.blit(mask, (0, 0))
    lines.blit(mask_alpha, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    return lines


def corner_masks(radius: int) -> pygame.Surface:
    """White, opaque outside a circle of `radius` and clear within, twice the radius wide: what rounding cuts off."""
    side = max(1, 2 * radius)
    big = pygame.Surface((side * _OVER, side * _OVER), pygame.SRCALPHA)
    big.fill((255, 255, 255, 255))
    pygame.draw.circle(big, (255, 255, 255, 0), (side * _OVER / 2, side * _OVER / 2), radius * _OVER)
    return pygame.transform.smoothscale(big, (side, side))


def ring(side: int, width: int, share: float, colour: Colour, rest: Colour) -> pygame.Surface:
    """A ring in `rest`, of which `share` (0 to 1, clockwise from the top) is in `colour`."""
    side = max(4, side)
    big = pygame.Surface((side * _OVER, side * _OVER), pygame.SRCALPHA)
    big.fill((*rest, 0))
    middle, outer = side * _OVER / 2, side * _OVER / 2 - 1
    pygame.draw.circle(big, (*rest, 255), (middle, middle), outer)
    if share > 0:
        count = max(2, round(180 * share))
        arc = [
            (
                middle + outer * 1.5 * math.sin(2 * math.pi * share * step / count),
                middle - outer * 1.5 * math.cos(2 * math.pi * share * step / count),
            )
            for step in range(count + 1)
        ]
        wedge = pygame.Surface(big.get_size(), pygame.SRCALPHA)
        pygame.draw.polygon(wedge, (*colour, 255), [(middle, middle), *arc])
        disc = pygame.Surface(big.get_size(), pygame.SRCALPHA)
        pygame.draw.circle(disc, (255, 255, 255, 255), (middle, middle), outer)
        wedge.blit(disc, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        big.blit(wedge, (0, 0))
    hole = pygame.Surface(big.get_size(), pygame.SRCALPHA)
    pygame.draw.circle(hole, (0, 0, 0, 255), (middle, middle), outer - width * _OVER)
    big.blit(hole, (0, 0), special_flags=pygame.BLEND_RGBA_SUB)
    return pygame.transform.smoothscale(big, (side, side))


def grain(tile: int, paper: Colour, depth: int) -> pygame.Surface:
    """A square of paper whose brightness wavers by `depth` levels; the same each time."""
    noise = random.Random("paper").randbytes(tile * tile)
    surface = pygame.image.frombuffer(bytearray(noise), (tile, tile), "P")
    shades = [(level - 128) * depth * 3 // 128 for level in range(256)]
    surface.set_palette([tuple(max(0, min(255, part + shade)) for part in paper) for shade in shades])
    full = pygame.Surface((tile, tile), 0, 32)
    full.blit(surface, (0, 0))
    return pygame.transform.box_blur(full, 1)


def icon(name: str, side: int, colour: Colour, width: int) -> pygame.Surface:
    """One of `ICONS`, drawn in line within a square.

    Raises:
        ValueError: there is no such icon.
    """
    if name not in ICONS:
        raise ValueError(f"no icon {name!r}; there are {', '.join(ICONS)}")
    side = max(4, side)
    big = pygame.Surface((side * _OVER, side * _OVER), pygame.SRCALPHA)
    big.fill((*colour, 0))
    pen = _Pen(big, colour, max(1, width) * _OVER)
    match name:
        case "arrow_left":
            pen.line((0.86, 0.5), (0.14, 0.5))
            pen.line((0.42, 0.22), (0.14, 0.5), (0.42, 0.78))
        case "arrow_right":
            pen.line((0.14, 0.5), (0.86, 0.5))
            pen.line((0.58, 0.22), (0.86, 0.5), (0.58, 0.78))
        case "arrow_up":
            pen.line((0.5, 0.86), (0.5, 0.14))
            pen.line((0.22, 0.42), (0.5, 0.14), (0.78, 0.42))
        case "book":
            for way in (-0.44, 0.44):
                outer, bow = 0.5 + way, 0.5 + way * 0.5
                pen.line((0.5, 0.28), (bow, 0.18), (outer, 0.2), (outer, 0.74), (bow, 0.72), (0.5, 0.84))
            pen.line((0.5, 0.28), (0.5, 0.84))
        case "check":
            pen.line((0.16, 0.54), (0.4, 0.78), (0.86, 0.26))
        case "cross":
            pen.line((0.22, 0.22), (0.78, 0.78))
            pen.line((0.78, 0.22), (0.22, 0.78))
        case "erase":
            pen.line((0.34, 0.2), (0.94, 0.2), (0.94, 0.8), (0.34, 0.8), (0.06, 0.5), (0.34, 0.2))
            pen.line((0.48, 0.38), (0.74, 0.62))
            pen.line((0.74, 0.38), (0.48, 0.62))
        case "shift":
            pen.line(
                (0.5, 0.12), (0.88, 0.5), (0.67, 0.5), (0.67, 0.84), (0.33, 0.84), (0.33, 0.5), (0.12, 0.5), (0.5, 0.12)
            )
        case "plus":
            pen.line((0.5, 0.18), (0.5, 0.82))
            pen.line((0.18, 0.5), (0.82, 0.5))
        case "minus":
            pen.line((0.18, 0.5), (0.82, 0.5))
        case "equals":
            pen.line((0.18, 0.36), (0.82, 0.36))
            pen.line((0.18, 0.64), (0.82, 0.64))
        case "pause":
            pen.line((0.36, 0.2), (0.36, 0.8))
            pen.line((0.64, 0.2), (0.64, 0.8))
        case "play":
            pen.line((0.32, 0.18), (0.82, 0.5), (0.32, 0.82), (0.32, 0.18))
        case "stop":
            pen.line((0.22, 0.22), (0.78, 0.22), (0.78, 0.78), (0.22, 0.78), (0.22, 0.22))
        case "eye":
            upper = [(0.06 + 0.88 * k / 12, 0.5 - 0.28 * math.sin(math.pi * k / 12)) for k in range(13)]
            lower = [(x, 1 - y) for x, y in reversed(upper)]
            pen.line(*upper, *lower)
            pen.circle((0.5, 0.5), 0.13)
        case "again":
            arc = [
                (0.5 + 0.36 * math.sin(angle), 0.5 - 0.36 * math.cos(angle))
                for angle in (math.pi * (0.28 + 1.6 * k / 24) for k in range(25))
            ]
            pen.line(*arc)
            x, y = arc[0]
            pen.line((x - 0.02, y - 0.24), (x, y), (x - 0.25, y + 0.02))
        case "dice":
            pen.line((0.14, 0.14), (0.86, 0.14), (0.86, 0.86), (0.14, 0.86), (0.14, 0.14))
            for spot in ((0.34, 0.34), (0.66, 0.66), (0.5, 0.5), (0.34, 0.66), (0.66, 0.34)):
                pen.dot(spot, 0.06)
        case "loudspeaker":
            pen.line((0.06, 0.38), (0.22, 0.38), (0.46, 0.16), (0.46, 0.84), (0.22, 0.62), (0.06, 0.62), (0.06, 0.38))
            for reach in (0.17, 0.36):
                angles = [math.pi * (0.24 + 0.52 * k / 12) for k in range(13)]
                pen.line(*((0.52 + reach * math.sin(a), 0.5 - reach * math.cos(a)) for a in angles))
        case "microphone":
            _Pen(big, colour, round(0.3 * big.get_width())).line((0.5, 0.2), (0.5, 0.42))
            angles = [math.pi * (0.5 - k / 16) for k in range(17)]
            pen.line(*((0.5 + 0.29 * math.sin(a), 0.42 + 0.3 * math.cos(a)) for a in angles))
            pen.line((0.5, 0.72), (0.5, 0.92))
    return pygame.transform.smoothscale(big, (side, side))


class _Pen:
    """Draws lines with round ends on a square surface, in shares of its side."""

    def __init__(self, surface: pygame.Surface, colour: Colour, width: int) -> None:
        self.surface, self.colour, self.width = surface, (*colour, 255), width

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        side = self.surface.get_width()
        return point[0] * side, point[1] * side

    def line(self, *points: tuple[float, float]) -> None:
        for start, end in itertools.pairwise(points):
            (ax, ay), (bx, by) = self._at(start), self._at(end)
            length = math.hypot(bx - ax, by - ay) or 1.0
            nx, ny = -(by - ay) / length * self.width / 2, (bx - ax) / length * self.width / 2
            pygame.draw.polygon(
                self.surface,
                self.colour,
                [(ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny), (ax - nx, ay - ny)],
            )
        for point in points:
            pygame.draw.circle(self.surface, self.colour, self._at(point), self.width / 2)

    def circle(self, middle: tuple[float, float], radius: float) -> None:
        side = self.surface.get_width()
        pygame.draw.circle(self.surface, self.colour, self._at(middle), radius * side + self.width / 2, self.width)

    def dot(self, middle: tuple[float, float], radius: float) -> None:
        pygame.draw.circle(self.surface, self.colour, self._at(middle), radius * self.surface.get_width())
