"""Pieces of cut paper: the few shapes every drawing is made of, and how they become SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

INK = "#221c35"

# Paints that only tint what lies under them: no silhouette, no class of their own in the mask.
TINTS = ("shade", "gleam")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of paper.

    `shape` is an SVG element without its paint, such as `ellipse cx="0" cy="0" rx="4" ry="4"`.
    `paint` is a `#rrggbb` or one of: base (the thing's colour and texture), flat (its colour
    only), deep (its darker paper), hole (the dark of a sponge), shade, gleam (see TINTS).
    `line` is the width of a thick line, `puff` the width of a border that rounds the corners.
    `label` is the class in the mask where it is not the thing's own. `opacity` below 1 makes
    glass, which the mask looks through.
    """

    shape: str
    paint: str
    line: float = 0
    puff: float = 0
    label: str = ""
    opacity: float = 1
    move: str = ""

    @property
    def solid(self) -> bool:
        """Whether the part hides what is behind it."""
        return self.paint not in TINTS and self.opacity == 1

    def svg(self, paint: str, opacity: float = 1) -> str:
        """The SVG element in this paint (`#rrggbb` or `url(#id)`)."""
        more = f' transform="{self.move}"' if self.move else ""
        if opacity < 1:
            more += f' opacity="{opacity:g}"'
        if self.line:
            return (
                f'<{self.shape} fill="none" stroke="{paint}" stroke-width="{self.line:g}" '
                f'stroke-linecap="round" stroke-linejoin="round"{more}/>'
            )
        if self.puff:
            more += f' stroke="{paint}" stroke-width="{self.puff:g}" stroke-linejoin="round"'
        return f'<{self.shape} fill="{paint}"{more}/>'


def path(d: str, paint: str, puff: float = 0, label: str = "", opacity: float = 1) -> Part:
    """A shape from SVG path data; `puff` rounds its corners."""
    return Part(f'path d="{d}"', paint, puff=puff, label=label, opacity=opacity)


def line(d: str, width: float, paint: str, label: str = "") -> Part:
    """A thick line along SVG path data, with round ends."""
    return Part(f'path d="{d}"', paint, line=width, label=label)


def oval(
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    paint: str,
    turn: float = 0,
    label: str = "",
    opacity: float = 1,
) -> Part:
    """An ellipse, turned by `turn` degrees around its centre."""
    shape = f'ellipse cx="{cx:g}" cy="{cy:g}" rx="{rx:g}" ry="{ry:g}"'
    move = f"rotate({turn:g} {cx:g} {cy:g})" if turn else ""
    return Part(shape, paint, label=label, opacity=opacity, move=move)


def box(x: float, y: float, width: float, height: float, corner: float, paint: str, label: str = "") -> Part:
    """A rectangle with round corners."""
    shape = f'rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{corner:g}"'
    return Part(shape, paint, label=label)


def moved(parts: Iterable[Part], x: float, y: float, scale: float = 1) -> list[Part]:
    """The same parts, scaled around 0, 0 and then moved."""
    first = f"translate({x:g} {y:g}) scale({scale:g})"
    return [replace(part, move=f"{first} {part.move}".strip()) for part in parts]


def eye(cx: float, cy: float, radius: float, look: float = 0) -> list[Part]:
    """A big round eye that looks `look` units to the right."""
    return [
        oval(cx, cy, radius, radius, "#fffdf6"),
        oval(cx + look, cy + radius * 0.08, radius * 0.72, radius * 0.76, "#241d2e"),
        oval(cx + look - radius * 0.22, cy - radius * 0.3, radius * 0.27, radius * 0.27, "#ffffff"),
    ]


def paper_svg(parts: Iterable[Part], paint: Callable[[Part], str]) -> str:
    """All parts as SVG, back to front, in the paint that `paint` chooses ("" leaves one out)."""
    chosen = ((part, paint(part)) for part in parts)
    return "".join(part.svg(colour, part.opacity) for part, colour in chosen if colour)
