"""Ideas to start from: tiles that show a prompt's words and two ingredients, never a finished picture."""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.model import Starter
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.widgets import focus_ring, state
from kiosk.visit.scenes import Visit

MOST = 6
_LEADING = 1.16
_SMALLEST_PICTURE = 56


def layout(
    starters: tuple[Starter, ...], code: str, area: Rect, columns: int, frame: Frame
) -> tuple[list[Target], list[Box]]:
    """The ideas: on each tile two pictures and the words below them, where there is not the height, beside them.

    Pictures have one size on all tiles; tiles are only as high as they need to be.
    """
    starters = starters[:MOST]
    if not starters:
        return [], []
    gap, pad, plus = frame.px(16), frame.px(12 if frame.large else 16), frame.px(36)
    rows = -(-len(starters) // columns)
    wide = (area.w - (columns - 1) * gap) // columns
    high = (area.h - (rows - 1) * gap) // rows
    inner_wide, inner_high = wide - 2 * pad, high - 2 * pad
    px = frame.type(look.CAPTION)
    words = [starter.prompt.get(code, "") for starter in starters]
    tallest = max(typeset.block_height(text, px, "semibold", inner_wide, _LEADING) for text in words)
    side = min((inner_wide - plus) // 2, inner_high - tallest - frame.px(12))
    above = side >= frame.px(_SMALLEST_PICTURE)
    if above:
        high = min(high, side + frame.px(12) + tallest + 2 * pad) if frame.portrait else high
    else:
        side = (inner_high - frame.px(12)) // 2
    targets, boxes = [], []
    for index, (starter, text) in enumerate(zip(starters, words, strict=True)):
        x, y = area.x + index % columns * (wide + gap), area.y + index // columns * (high + gap)
        target = Target(f"starter:{starter.name}", Rect(x, y, wide, high))
        targets.append(target)
        boxes += _tile_boxes(starter, text, target, pad, plus, side, above, px)
    return targets, boxes


def _tile_boxes(
    starter: Starter, text: str, target: Target, pad: int, plus: int, side: int, above: bool, px: int
) -> list[Box]:
    inner = target.rect.inset(pad)
    shown = starter.ingredients[:2]
    name = target.name

    def written(rect: Rect, middle: bool) -> Box:
        return Box(
            f"{name}:words",
            rect,
            "text",
            text,
            px,
            "semibold",
            valign="middle" if middle else "top",
            leading=_LEADING,
            balance=True,
            inside=name,
        )

    if not shown:
        return [written(inner, True)]
    if above:
        places = [Rect(inner.x + index * (side + plus), inner.y, side, side) for index in range(len(shown))]
        y = inner.y + side + pad * 3 // 4
        below = written(Rect(inner.x, y, inner.w, inner.bottom - y), False)
    else:
        places = [Rect(inner.x, inner.y + index * (inner.h - side), side, side) for index in range(len(shown))]
        below = written(Rect(inner.x + side + pad, inner.y, inner.w - side - pad, inner.h), True)
        if not typeset.fits(below) or typeset.fit(text, below.rect, (px, 1), below.weight, _LEADING) < px:
            return [written(inner, True)]
    return [
        *(Box(f"{name}:{word}", rect, "picture", inside=name) for word, rect in zip(shown, places, strict=True)),
        below,
    ]


def draw(canvas: Canvas, frame: Frame, visit: Visit, starter: Starter, target: Target, laid_out: Layout) -> None:
    """Draw one tile: a pressed one gives way, a missing picture is an empty place."""
    now = state(visit, target.name)
    rect, radius, drop = target.rect, frame.px(look.RADIUS), frame.px(6)
    focus_ring(canvas, frame, rect, radius, now)
    dx, dy = (drop * 2 // 3, drop) if now.pressed else (0, 0)
    canvas.card(
        rect.moved(dx, dy), radius, "sand" if now.pressed else "card", "ink", frame.px(2), 0 if now.pressed else drop
    )
    words = laid_out.box(f"{target.name}:words")
    if words is not None:
        canvas.box(replace(words, rect=words.rect.moved(dx, dy)))
    places: list[Rect] = []
    for ingredient in starter.ingredients[:2]:
        place = laid_out.box(f"{target.name}:{ingredient}")
        if place is None:
            continue
        at = place.rect.moved(dx, dy)
        places.append(at)
        image = canvas.file(f"starters/{ingredient}.png")
        if image is None:
            canvas.rounded(at, frame.px(10), "sand")
        else:
            canvas.picture(image, at, "ink", frame.px(10), width=frame.px(2))
    if len(places) == 2:
        one, other = places
        middle = Rect((one.center[0] + other.center[0]) // 2, (one.center[1] + other.center[1]) // 2, 0, 0)
        if one.x == other.x:
            canvas.pill(middle.inset(-frame.px(17)), "card", "ink", frame.px(2))
        canvas.icon("plus", middle.inset(-frame.px(12)), "ink", frame.px(4))
