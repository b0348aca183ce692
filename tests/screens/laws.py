"""The laws of layout, and a flash meter: what every scene is held to."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pygame
from numpy.typing import NDArray

from kiosk.screens import typeset
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import SMALLEST_TARGET, TARGET_GAP, Frame

SIZES = ((1920, 1080), (1080, 1920))
TEXT_FACTORS = (1.0, 1.4)


def broken_laws(layout: Layout, frame: Frame) -> list[str]:
    """Every law this layout breaks, in words; empty when it is good.

    All texts fit their boxes, all is on the screen, nothing overlaps that is not inside the other, every target is
    as large as a fingertip and keeps its distance.
    """
    found = [
        f"{box.name}: {box.text!r} does not fit" for box in layout.boxes if _is_text(box) and not typeset.fits(box)
    ]
    named: list[Box | Target] = [*layout.boxes, *layout.targets]
    found += [f"{part.name} leaves the screen" for part in named if not frame.screen.contains(part.rect)]
    empty = [box.name for box in layout.boxes if _is_text(box) and box.text and min(box.rect.w, box.rect.h) < 1]
    found += [f"{name} has no room at all" for name in empty]
    for one, other in combinations(named, 2):
        if one.rect.overlaps(other.rect) and not _inside(one, other) and not _inside(other, one):
            found.append(f"{one.name} {tuple(one.rect)} overlaps {other.name} {tuple(other.rect)}")
    least = int(SMALLEST_TARGET * frame.unit)
    found += [f"{t.name} is too small: {tuple(t.rect)}" for t in layout.targets if min(t.rect.w, t.rect.h) < least]
    apart = int(TARGET_GAP * frame.unit)
    for one, other in combinations(layout.targets, 2):
        if one.rect.inset(-apart).overlaps(other.rect):
            found.append(f"{one.name} is too near to {other.name}")
    names = [part.name for part in layout.targets]
    return found + [f"two targets are called {name}" for name in set(names) if names.count(name) > 1]


def _is_text(box: Box) -> bool:
    return box.kind == "text"


def _inside(inner: Box | Target, outer: Box | Target) -> bool:
    """Whether `inner` says it lies in `outer`, and does."""
    says = inner.inside if isinstance(inner, Box) else "note" if inner.name == "close" else ""
    return says == outer.name and outer.rect.contains(inner.rect)


def pixels(surface: pygame.Surface) -> NDArray[np.uint8]:
    """A surface as uint8 [height, width, 3]."""
    raw = np.frombuffer(pygame.image.tobytes(surface, "RGB"), np.uint8)
    return raw.reshape(surface.get_height(), surface.get_width(), 3)


def crop(frames: NDArray[np.uint8], rect: Rect) -> NDArray[np.uint8]:
    """The same rectangle of one picture [h, w, 3] or of many [n, h, w, 3]."""
    return frames[..., rect.y : rect.bottom, rect.x : rect.right, :]


def flashes_a_second(frames: NDArray[np.uint8], rate: int, cell: int = 4, cells_leave_out: int = 0) -> int:
    """The most flashes any cell of these frames makes within one second (WCAG 2.3.1); frames uint8 [n, h, w, 3].

    `cells_leave_out` cells may flash more often in the same second without counting (small letters that move).

    A general flash is a pair of opposing changes of relative luminance by 10 % or more, the darker state below 0.80.
    A red flash is a pair of opposing changes of 20 or more in (R - G - B) x 320 where a state is saturated red
    (R / (R + G + B) >= 0.8). Cells are `cell` x `cell` pixels; without `cells_leave_out` a single one that flashes
    counts: stricter than the guideline, which allows 0.006 steradian at a time.
    """
    n, high, wide, _ = frames.shape
    cut = frames[:, : high // cell * cell, : wide // cell * cell].astype(np.float32) / 255
    cells = cut.reshape(n, high // cell, cell, wide // cell, cell, 3).mean(axis=(2, 4)).reshape(n, -1, 3)
    linear = np.where(cells <= 0.04045, cells / 12.92, ((cells + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    red = np.maximum(0, linear[..., 0] - linear[..., 1] - linear[..., 2]) * 320
    saturated = linear[..., 0] >= 0.8 * np.maximum(linear.sum(axis=2), 1e-6)
    general = _swings(luminance, 0.1, lambda low: low < 0.8)
    reds = _swings(np.where(saturated, red, 0), 20.0, lambda low: np.ones_like(low, dtype=bool))
    return max(_most(general, rate, cells_leave_out), _most(reds, rate, cells_leave_out)) // 2


def _swings(values: NDArray[np.float32], least: float, counts: object) -> NDArray[np.bool_]:
    """Where each series [n, cells] has turned by `least` against its last extreme: bool [n, cells]."""
    low, high = values[0].copy(), values[0].copy()
    direction = np.zeros(values.shape[1], np.int8)
    turned = np.zeros(values.shape, bool)
    for k in range(1, len(values)):
        now = values[k]
        low, high = np.minimum(low, now), np.maximum(high, now)
        up = (now - low >= least) & (direction <= 0) & counts(low)  # type: ignore[operator] # a predicate on arrays
        down = (high - now >= least) & (direction >= 0) & counts(now) & ~up  # type: ignore[operator] # the same
        turned[k] = up | down
        direction = np.where(up, 1, np.where(down, -1, direction)).astype(np.int8)
        low, high = np.where(turned[k], now, low), np.where(turned[k], now, high)
        # Going on in the same direction moves the extreme that matters next.
        high = np.where(direction > 0, np.maximum(high, now), high)
        low = np.where(direction < 0, np.minimum(low, now), low)
    return turned


def _most(turned: NDArray[np.bool_], rate: int, leave_out: int) -> int:
    """The most turns any cell makes within one second, the `leave_out` busiest cells of that second aside."""
    total = np.concatenate([np.zeros((1, turned.shape[1]), np.int32), np.cumsum(turned, axis=0, dtype=np.int32)])
    span = min(rate, len(turned))
    in_a_second = total[span:] - total[:-span]
    at = turned.shape[1] - 1 - min(leave_out, turned.shape[1] - 1)
    return int(np.partition(in_a_second, at, axis=1)[:, at].max())
