"""The steps of a painting as a strip of thumbnails along the foot of the page: to see them all, and to look back."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.exhibit.model import Language
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.spread import Page
from kiosk.screens.widgets import State, focus_ring, text_box
from kiosk.visit.painting import FIRST_STEPS
from kiosk.visit.scenes import ShownStep

_USUAL_STEPS = 20


def deciding_steps(total: int) -> int:
    """How many of `total` steps decide the picture: measured as the first three of twenty (curation.md)."""
    return max(1, min(total, round(FIRST_STEPS * total / _USUAL_STEPS)))


def lay(frame: Frame, page: Page, language: Language, total: int, looking_back: int) -> Layout:
    """The scrub strip and the row of words above it. `looking_back` is the step looked back at (-1: none).

    The strip's value is the step under the finger: each step owns an equal cell, so it reaches half a step beyond
    the first and the last one.
    """
    target = Target("timeline", page.timeline, "slide", -0.5, max(0, total - 1) + 0.5)
    decided = _brace(target, total)
    say = language.say
    text = say("painting_decided")
    wide = min(page.note.w, typeset.width(text, frame.type(look.CAPTION), "semibold") + 2)
    high = page.note.h - frame.px(12)
    words = Rect(page.note.x, page.note.y, wide, high)
    boxes = [
        text_box(frame, "decided", text, words, look.CAPTION, "semibold", "coral_text"),
        Box("brace", Rect(decided.x, page.timeline.y - frame.px(10), decided.w, frame.px(6)), "picture"),
    ]
    if looking_back >= 0:
        left = words.right + frame.px(24)
        there = Rect(left, page.note.y, page.note.right - left, high)
        long = say("painting_looking_back", step=looking_back + 1)
        short = say("painting_step", step=looking_back + 1, total=total)
        text = long if typeset.width(long, frame.type(look.CAPTION), "semibold") <= there.w else short
        boxes.append(text_box(frame, "looking_back", text, there, look.CAPTION, "semibold", "coral_text", "right"))
    return Layout((target,), tuple(boxes))


def draw(
    canvas: Canvas,
    frame: Frame,
    layout: Layout,
    steps: Sequence[ShownStep],
    total: int,
    here: int,
    now: State,
) -> None:
    """The strip with the steps there are; `here` (-1: none) is the one on the page, framed in coral with a grip."""
    target = layout.target("timeline")
    if target is None:
        return
    rect, total = target.rect, max(1, total)
    focus_ring(canvas, frame, rect, frame.px(look.RADIUS_SMALL), now)
    places = max(1, min(total, rect.w // rect.h))
    for place in range(places):
        cell = _cell(rect, place, places)
        first, last = place * total // places, max(place * total // places, (place + 1) * total // places - 1)
        at_work = first <= here <= last
        step = here if at_work else min(last, len(steps) - 1)
        tile = cell.inset(frame.px(3), 0).square(min(cell.w - 2 * frame.px(3), cell.h))
        if step < first:
            canvas.rounded(tile, frame.px(10), "sand")
            continue
        drawn = steps[step].view("easel") or steps[step].easel
        canvas.picture(drawn, tile, "coral" if at_work else "ink", frame.px(10), width=frame.px(6 if at_work else 2))
        if at_work:
            grip = Rect(tile.x, tile.bottom - frame.px(8), tile.w, frame.px(24)).square(frame.px(24))
            canvas.pill(grip, "coral", "paper", frame.px(3))
    brace = layout.box("brace")
    if brace is not None:
        _draw_brace(canvas, frame, brace.rect)
    for name in ("decided", "looking_back"):
        words = layout.box(name)
        if words is not None:
            canvas.box(words)


def _cell(rect: Rect, place: int, places: int) -> Rect:
    left, right = rect.x + rect.w * place // places, rect.x + rect.w * (place + 1) // places
    return Rect(left, rect.y, right - left, rect.h)


def _brace(target: Target, total: int) -> Rect:
    """What the deciding steps span."""
    return Rect(target.rect.x, target.rect.y, target.rect.w * deciding_steps(total) // max(1, total), target.rect.h)


def _draw_brace(canvas: Canvas, frame: Frame, rect: Rect) -> None:
    line, left, right = frame.px(3), rect.x + frame.px(4), rect.right - frame.px(5)
    canvas.line((left, rect.y), (right, rect.y), "coral", line)
    canvas.line((left, rect.y), (left, rect.bottom), "coral", line)
    canvas.line((right, rect.y), (right, rect.bottom), "coral", line)
