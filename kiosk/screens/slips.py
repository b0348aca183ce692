"""Slips of paper: one piece of a prompt each, in four rows joined by threads; how they are laid, fall and look."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import pygame

from kiosk.screens import gloss, look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Weight
from kiosk.screens.look import Frame
from kiosk.screens.widgets import State, focus_ring, state
from kiosk.visit.scenes import Visit

ROWS = ("yours", "english", "tokens", "numbers")
_MORE = "…"


@dataclass(frozen=True)
class Slip:
    """A piece where it lies: row, index in it, and rectangle; `text` is what is written on it."""

    row: int
    index: int
    rect: Rect
    text: str
    px: int


def lay(frame: Frame, rows: tuple[gloss.Row, ...], areas: list[Rect]) -> list[Slip]:
    """The slips of all rows in one size: on one line each where that is possible, else on several."""
    slips: list[Slip] = []
    for size, lines in ((look.LEAD, 1), (look.BODY, 1), (look.CAPTION, 1), (look.BODY, 2), (look.CAPTION, 9)):
        flows = [_flow(frame, k, rows[k], areas[k], frame.type(size), lines) for k in range(len(rows))]
        slips = [slip for placed, _ in flows for slip in placed]
        if all(complete for _, complete in flows):
            break
    return slips


def _flow(frame: Frame, row: int, pieces: gloss.Row, area: Rect, px: int, lines: int) -> tuple[list[Slip], bool]:
    """The slips of a row from left to right, and whether all found room; else the last one stands for more."""
    left, room, gap = area.x, area.w, frame.px(14)
    high = max(frame.px(look.SMALLEST_TARGET + 2), round(px * 1.55))
    placed: list[Slip] = []
    x, y = left, area.y
    for index, piece in enumerate(pieces):
        text = cut(piece.text, px, room - high)
        width = max(frame.px(look.SMALLEST_TARGET + 2), typeset.width(text, px, "semibold") + round(high * 0.8))
        if x > left and x + width > left + room:
            x, y, lines = left, y + high + frame.px(10), lines - 1
        if y + high > area.bottom or lines < 1:
            return _and_more(frame, placed, left + room), False
        placed.append(Slip(row, index, Rect(x, y, width, high), text, px))
        x += width + gap
    return placed, True


def _and_more(frame: Frame, placed: list[Slip], right: int) -> list[Slip]:
    """These slips with a mark after the last one; where it finds no room it takes that one's place."""
    if not placed:
        return []
    last = placed[-1]
    width = last.rect.h + frame.px(10)
    at = last.rect.right + frame.px(14)
    if at + width > right:
        placed, at = placed[:-1], last.rect.x
    return [*placed, Slip(last.row, -1, Rect(at, last.rect.y, width, last.rect.h), _MORE, last.px)]


def box(slip: Slip, inside: str) -> Box:
    """The slip as a box of a layout, named after its row and index."""
    name = f"{ROWS[slip.row]}:{slip.index}"
    return Box(name, slip.rect, "text", slip.text, slip.px, "semibold", "ink", "center", "middle", inside=inside)


def cut(text: str, px: int, room: int) -> str:
    """`text`, ended by an ellipsis where it is wider than `room`."""
    if typeset.width(text, px, "semibold") <= room:
        return text
    while len(text) > 1 and typeset.width(text + _MORE, px, "semibold") > room:
        text = text[: max(1, len(text) * 3 // 4)] if typeset.width(text, px) > 2 * room else text[:-1]
    return text + _MORE


# --- drawing ----------------------------------------------------------------------------------------------


def ease(share: float) -> float:
    """Slow, fast, slow: 0 to 1."""
    return share * share * (3 - 2 * share)


def draw_row(
    canvas: Canvas,
    frame: Frame,
    visit: Visit,
    made: Layout,
    pieces: tuple[gloss.Row, ...],
    row: int,
    opened: int,
    fallen: float = 1.0,
) -> None:
    """One row of slips; with `fallen` below 1 they are still on their way down from the row above."""
    for box in made.boxes:
        name, _, number = box.name.partition(":")
        if name != ROWS[row] or not number:
            continue
        index = int(number)
        piece = pieces[row][index] if index >= 0 else None
        rect = box.rect
        if fallen < 1:
            rect = on_the_way(made, pieces, row, index, rect, fallen)
        dim = opened >= 0 and (piece is None or piece.word != opened)
        now = state(visit, f"chip:{index}", chosen=row == 0 and index == opened) if row == 0 else State()
        _draw_slip(canvas, frame, box, rect, row, piece.kind if piece else "grammar", dim, now)


def on_the_way(made: Layout, pieces: tuple[gloss.Row, ...], row: int, index: int, rect: Rect, fallen: float) -> Rect:
    """Where a slip is when it has `fallen` (0 to 1) from the piece it came from to its place at `rect`."""
    source = pieces[row][index].source if index >= 0 else -1
    above = made.box(f"{ROWS[row - 1]}:{source}") if source >= 0 else None
    higher = made.box(f"{ROWS[row - 1]}:0")
    if above is not None:
        x, y = above.rect.center[0] - rect.w // 2, above.rect.y + (above.rect.h - rect.h) // 2
    else:
        x, y = rect.x, higher.rect.y if higher is not None else rect.y
    return Rect(round(x + (rect.x - x) * fallen), round(y + (rect.y - y) * fallen), rect.w, rect.h)


def _draw_slip(canvas: Canvas, frame: Frame, box: Box, rect: Rect, row: int, kind: str, dim: bool, now: State) -> None:
    """A word is a pill, coral where it carries meaning; a token a cut slip; a number stands on sand."""
    radius = rect.h // 2 if row < 2 else frame.px(10)
    focus_ring(canvas, frame, rect, radius, now)
    if now.pressed:
        rect = rect.moved(0, frame.px(3))
    ink: look.Role = "grey" if dim else "ink"
    line = frame.px(look.LINE)
    if row == 0 and kind == "meaning" and not dim:
        canvas.rounded(rect, radius, "coral_text" if now.pressed or now.chosen else "coral")
        ink = "white"
    elif kind == "unknown":
        canvas.rounded(rect, radius, "card")
        _dashes(canvas, frame, rect, radius, "grey" if dim else "ink")
    elif row == 0:
        canvas.rounded(rect, radius, "sand" if now.pressed else "card", "grey" if dim else "ink", line)
    elif row == 3:
        canvas.rounded(rect, radius, "sand")
    else:
        edge: look.Role = "grey" if dim or kind == "grammar" else "coral"
        canvas.rounded(rect, radius, "card", edge, line if edge == "coral" else frame.px(2))
    weight: Weight = "bold" if row == 3 else "semibold"
    canvas.text(box.text, rect, box.px, weight, ink, "center", "middle")


def _dashes(canvas: Canvas, frame: Frame, rect: Rect, radius: int, shade: look.Role) -> None:
    """A broken outline: no picture of the Imagier had this word."""
    line, dash = frame.px(look.LINE), frame.px(13)
    key = ("dashes", rect.w, rect.h, radius, canvas.shade(shade))
    drawn = canvas.made(key, lambda: _draw_dashes((rect.w, rect.h), radius, canvas.shade(shade), line, dash))
    canvas.surface.blit(drawn, (rect.x, rect.y))


def _draw_dashes(size: tuple[int, int], radius: int, colour: look.Colour, line: int, dash: int) -> pygame.Surface:
    """The outline of a rounded rectangle in dashes of about `dash` pixels, all alike."""
    over, inset = 3, line / 2
    w, h, r = size[0] - line, size[1] - line, max(1.0, radius - inset)
    corners = ((w - r, r, -90), (w - r, h - r, 0), (r, h - r, 90), (r, r, 180))
    path = [
        (inset + x + r * math.cos(math.radians(angle + turn)), inset + y + r * math.sin(math.radians(angle + turn)))
        for x, y, angle in corners
        for turn in range(0, 91, 6)
    ]
    path.append(path[0])
    lengths = [math.dist(a, b) for a, b in pairwise(path)]
    count = max(4, round(sum(lengths) / (2 * dash)))
    period = sum(lengths) / count
    big = pygame.Surface((size[0] * over, size[1] * over), pygame.SRCALPHA)
    big.fill((*colour, 0))
    gone = 0.0
    for (ax, ay), (bx, by), length in zip(path, path[1:], lengths, strict=False):
        steps = max(1, round(length * over))
        for step in range(steps):
            along = gone + length * step / steps
            if along % period < period * 0.6:
                x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
                pygame.draw.circle(big, colour, (x * over, y * over), line * over / 2)
        gone += length
    return pygame.transform.smoothscale(big, size)


def threads(
    canvas: Canvas, frame: Frame, made: Layout, pieces: tuple[gloss.Row, ...], upper: int, opened: int, grown: float
) -> None:
    """The threads from row `upper` to the next one, drawn as far as they have `grown` (0 to 1)."""
    joins: list[tuple[tuple[int, int], tuple[int, int], look.Role]] = []
    for index, piece in enumerate(pieces[upper + 1]):
        above, below = made.box(f"{ROWS[upper]}:{piece.source}"), made.box(f"{ROWS[upper + 1]}:{index}")
        if piece.source < 0 or above is None or below is None:
            continue
        near: look.Role = (
            "sand" if opened >= 0 and piece.word != opened else "coral" if piece.kind == "meaning" else "grey"
        )
        start, end = (above.rect.center[0], above.rect.bottom), (below.rect.center[0], below.rect.y)
        joins.append((start, end, near))
    if not joins:
        return
    left, right = min(min(a[0], b[0]) for a, b, _ in joins), max(max(a[0], b[0]) for a, b, _ in joins)
    top, bottom = min(a[1] for a, _, _ in joins), max(b[1] for _, b, _ in joins)
    width = frame.px(3)
    area = Rect(left - 2 * width, top, right - left + 4 * width, max(1, bottom - top))
    key = ("threads", tuple((a, b, canvas.shade(shade)) for a, b, shade in joins))
    drawn = canvas.made(key, lambda: _draw_threads(canvas, area, joins, width))
    canvas.surface.blit(drawn, (area.x, area.y), (0, 0, area.w, round(area.h * grown)))


def _draw_threads(
    canvas: Canvas, area: Rect, joins: list[tuple[tuple[int, int], tuple[int, int], look.Role]], width: int
) -> pygame.Surface:
    over = 3
    big = pygame.Surface((area.w * over, area.h * over), pygame.SRCALPHA)
    big.fill((*canvas.shade("paper"), 0))
    for start, end, shade in sorted(joins, key=lambda join: join[2] == "coral"):
        colour = canvas.shade(shade)
        points = []
        for step in range(33):
            share = step / 32
            x = start[0] + (end[0] - start[0]) * ease(share)
            points.append(((x - area.x) * over, (start[1] + (end[1] - start[1]) * share - area.y) * over))
        for point, following in pairwise(points):
            pygame.draw.line(big, colour, point, following, width * over)
            pygame.draw.circle(big, colour, point, width * over / 2)
    return pygame.transform.smoothscale(big, (area.w, area.h))
