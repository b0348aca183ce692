"""Outside opening hours: a dark, quiet screen that says so once in each language. A touch still wakes the exhibit."""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.model import Exhibit
from kiosk.screens import look
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Target, Weight
from kiosk.screens.look import Frame
from kiosk.screens.widgets import text_box

DIM = 190
"""How much of the sand is seen on the ink: enough to be read (7:1), too little to light a room."""


def layout(exhibit: Exhibit, frame: Frame) -> Layout:
    """One line a language, the first one larger, in the middle; all of the screen wakes the exhibit."""
    boxes: list[Box] = []
    y = 0
    wide = frame.size[0] - 2 * frame.margin
    codes = [code for code in exhibit.settings.languages if code in exhibit.languages]
    for index, code in enumerate(codes):
        size = look.BODY if index else look.LEAD
        text = exhibit.languages[code].say("closed_say")
        where = (frame.margin, y, wide)
        weight: Weight = "regular" if index else "semibold"
        boxes.append(text_box(frame, f"closed:{code}", text, where, size, weight, "sand", "center", balance=True))
        y = boxes[-1].rect.bottom + frame.px(16 if index else 40)
    down = (frame.size[1] - (boxes[-1].rect.bottom if boxes else 0)) // 2
    placed = tuple(replace(box, rect=box.rect.moved(0, down)) for box in boxes)
    return Layout((Target("wake", frame.screen),), placed)


def draw(canvas: Canvas, exhibit: Exhibit) -> None:
    """Draw it; nothing moves."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    made = layout(exhibit, frame)

    def still(on: Canvas) -> None:
        on.rounded(frame.screen, 0, "ink")
        for box in made.boxes:
            on.box(box, DIM)

    canvas.layer(("closed", made), still)
