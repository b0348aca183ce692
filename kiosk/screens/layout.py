"""What a scene looks like before anything is drawn: named rectangles to press and named boxes to fill.

Drawing and hit-testing read the same `Layout`, so what is seen is what can be pressed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from kiosk.screens.look import Role

Weight = Literal["regular", "medium", "semibold", "bold", "italic", "bold_italic"]
Align = Literal["left", "center", "right"]
Valign = Literal["top", "middle", "bottom"]
Kind = Literal["press", "hold", "slide"]


class Rect(NamedTuple):
    """A rectangle in pixels; hashable, and accepted by pygame as it is."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column to the right of it."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.h

    @property
    def center(self) -> tuple[int, int]:
        """Its middle."""
        return self.x + self.w // 2, self.y + self.h // 2

    def inset(self, dx: int, dy: int | None = None) -> Rect:
        """Smaller by `dx` left and right and `dy` (else `dx`) above and below; negative values grow it."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, max(0, self.w - 2 * dx), max(0, self.h - 2 * dy))

    def moved(self, dx: int, dy: int) -> Rect:
        """The same size somewhere else."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point lies in it."""
        return self.x <= point[0] < self.right and self.y <= point[1] < self.bottom

    def contains(self, other: Rect) -> bool:
        """Whether `other` lies in it completely."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def overlaps(self, other: Rect) -> bool:
        """Whether they share a pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def square(self, side: int) -> Rect:
        """A square of this side in its middle."""
        return Rect(self.x + (self.w - side) // 2, self.y + (self.h - side) // 2, side, side)


@dataclass(frozen=True)
class Target:
    """Something that can be pressed, held or slid.

    `kind` says which events it makes: "press" on release, "hold" while down, "slide" with a value between `low`
    and `high` along its width. Targets that are not `enabled` are drawn pale and make no event.
    """

    name: str
    rect: Rect
    kind: Kind = "press"
    low: float = 0.0
    high: float = 1.0
    enabled: bool = True

    def value(self, x: float) -> float:
        """The value of a slide at column `x` of the screen, within `low` and `high`."""
        share = (x - self.rect.x) / max(1, self.rect.w - 1)
        return self.low + min(1.0, max(0.0, share)) * (self.high - self.low)


@dataclass(frozen=True)
class Box:
    """A named place for text (`kind` "text", set in `px` pixels) or for a picture or shape (`kind` "picture").

    `leading` is the distance of lines in ems. `inside` names the target or box this one lies in ("" for none):
    only such boxes may overlap it.
    """

    name: str
    rect: Rect
    kind: Literal["text", "picture"] = "text"
    text: str = ""
    px: int = 0
    weight: Weight = "regular"
    colour: Role = "ink"
    align: Align = "left"
    valign: Valign = "top"
    leading: float = 1.25
    balance: bool = False
    inside: str = ""


@dataclass(frozen=True)
class Layout:
    """Everything a scene shows, in drawing order."""

    targets: tuple[Target, ...] = ()
    boxes: tuple[Box, ...] = ()
    primary: str = ""
    """What Return presses when nothing has the focus ("": the visit knows it by its scene)."""

    def target(self, name: str) -> Target | None:
        """The target of this name, or None."""
        return next((target for target in self.targets if target.name == name), None)

    def box(self, name: str) -> Box | None:
        """The box of this name, or None."""
        return next((box for box in self.boxes if box.name == name), None)

    def at(self, point: tuple[float, float]) -> Target | None:
        """The uppermost enabled target under a point, or None."""
        return next((t for t in reversed(self.targets) if t.enabled and t.rect.holds(point)), None)

    def plus(self, targets: Iterable[Target] = (), boxes: Iterable[Box] = ()) -> Layout:
        """This layout with more on top."""
        return Layout((*self.targets, *targets), (*self.boxes, *boxes), self.primary)

    def neighbour(self, name: str, dx: int, dy: int) -> str:
        """The enabled target to move the focus to from `name` in direction (dx, dy); `name` itself if there is none.

        Without a current target the first one is taken. Distance across the direction counts twice.
        """
        here = self.target(name)
        others = [t for t in self.targets if t.enabled and t.name != name]
        if here is None:
            return others[0].name if others else ""
        x, y = here.rect.center

        def cost(target: Target) -> float:
            tx, ty = target.rect.center
            along, across = ((tx - x) * dx, abs(ty - y)) if dx else ((ty - y) * dy, abs(tx - x))
            return along + 2 * across if along > 0 else float("inf")

        best = min(others, key=cost, default=None)
        return name if best is None or cost(best) == float("inf") else best.name
