"""Something broke: a friendly page. What happened, what comes next by itself, and the way back."""

from __future__ import annotations

import math

from kiosk.exhibit.model import Exhibit, Language
from kiosk.screens import look
from kiosk.screens.canvas import Canvas
from kiosk.screens.easel import easel
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Weight
from kiosk.screens.look import Frame
from kiosk.screens.painting import quoted, shortened
from kiosk.screens.spread import GAP, Button, draw_rows, lay_rows, rows_height
from kiosk.screens.widgets import language, text_box
from kiosk.visit.scenes import Sorry, Visit

PACE = 4.0
"""Seconds in which the waiting mark goes there and back: slow, so that it soothes and says "still at work"."""
_STYLES: dict[str, tuple[int, Weight, look.Role]] = {
    "sorry_title": (look.TITLE, "bold", "ink"),
    "sorry_text": (look.LEAD, "regular", "ink"),
    "prompt": (look.LEAD, "bold", "coral_text"),
}


def layout(visit: Visit, scene: Sorry, exhibit: Exhibit, frame: Frame) -> Layout:
    """The drawing on one side; title, sentence, the kept prompt, what comes next and the way back on the other."""
    say = language(visit, exhibit)
    made = header(frame, visit, exhibit)
    content, gap = frame.content, frame.px(GAP)
    rows = _buttons(visit, scene, say)
    if frame.portrait:
        side = min(content.w, round(content.h * 0.46))
        drawing = Rect(content.x + (content.w - side) // 2, content.y + gap, side, side)
        words = Rect(content.x, drawing.bottom + 2 * gap, content.w, content.bottom - drawing.bottom - 2 * gap)
    else:
        side = min(content.h, round(content.w * 0.44))
        drawing = Rect(content.right - side, content.y + (content.h - side) // 2, side, side)
        words = Rect(content.x, content.y + frame.px(96), content.w - side - frame.px(72), content.h - frame.px(96))
    high = rows_height(frame, words.w, rows)
    boxes = [Box("drawing", drawing, "picture")]
    y = words.y
    made_texts = [("sorry_title", say.say("sorry_title")), ("sorry_text", say.say("sorry_text"))]
    if scene.recipe is not None:
        made_texts.append(("prompt", quoted(shortened(scene.recipe.prompt, 50), say.code)))
    for name, text in made_texts:
        size, weight, colour = _STYLES[name]
        for smaller in (size, look.BODY, look.CAPTION):
            box = text_box(frame, name, text, (words.x, y, words.w), smaller, weight, colour, leading=1.2)
            if name != "prompt" or box.rect.h <= 2.5 * frame.type(look.LEAD):
                break
        boxes.append(box)
        y = boxes[-1].rect.bottom + 2 * gap
    if scene.recipe is not None:
        boxes.append(Box("waiting", Rect(words.x, y + gap, min(words.w, frame.px(420)), frame.px(20)), "picture"))
        y += frame.px(20) + 2 * gap
        boxes.append(text_box(frame, "sorry_wait", say.say("sorry_wait"), (words.x, y, words.w), look.BODY))
    buttons = lay_rows(frame, Rect(words.x, words.bottom - high - gap, words.w, high), rows, stretch=frame.portrait)
    return made.plus(boxes=boxes).plus(buttons.targets, buttons.boxes)


def draw(canvas: Canvas, visit: Visit, scene: Sorry, exhibit: Exhibit, t: float) -> None:
    """Draw the scene at time `t`; only the waiting mark moves."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    made = layout(visit, scene, exhibit, frame)
    say = language(visit, exhibit)

    def still(on: Canvas) -> None:
        on.paper()
        draw_header(on, frame, visit, exhibit, made)
        for name in ("sorry_title", "sorry_text", "prompt", "sorry_wait"):
            box = made.box(name)
            if box is not None:
                on.box(box)
        drawing = made.box("drawing")
        if drawing is not None:
            side = drawing.rect.w
            picture = on.made(("easel", side, on.theme), lambda: easel(side, on.theme))
            on.surface.blit(picture, (drawing.rect.x, drawing.rect.y))
        draw_rows(on, frame, visit, made, _buttons(visit, scene, say))

    canvas.layer(("sorry", visit.pressed, visit.focus, visit.language, visit.painter.ready, made), still)
    waiting = made.box("waiting")
    if waiting is not None:
        rect = waiting.rect
        canvas.pill(rect, "card", "ink", frame.px(look.LINE))
        wide = rect.w // 4
        share = 0.5 - 0.5 * math.cos(2 * math.pi * (t - scene.since) / PACE)
        canvas.pill(
            Rect(rect.x + round(share * (rect.w - wide)), rect.y, wide, rect.h), "coral", "ink", frame.px(look.LINE)
        )


def _buttons(visit: Visit, scene: Sorry, say: Language) -> list[list[Button]]:
    back = Button("back", say.say("back"), icon="arrow_left")
    if scene.recipe is not None and visit.painter.ready:
        return [[Button("again", say.say("picture_again"), "primary", "again"), back]]
    return [[back]]
