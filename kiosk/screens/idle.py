"""Is somebody still there? A card over the scene, a ring that empties, one button to stay."""

from __future__ import annotations

import math
from dataclasses import replace

from kiosk.exhibit.model import Exhibit
from kiosk.screens import look
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Align, Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.widgets import button, button_size, language, state, text_box
from kiosk.visit.scenes import Visit


def layout(visit: Visit, exhibit: Exhibit, frame: Frame) -> Layout:
    """The card, the ring with the seconds left, title, sentence, and the button "stay"."""
    say = language(visit, exhibit)
    seconds = math.ceil(exhibit.settings.countdown_seconds)
    pad, gap = frame.px(72), frame.px(32)
    ring = frame.px(232)
    wide = min(frame.size[0] - 2 * frame.margin, frame.px(952 if frame.portrait else 1240))
    text_wide = wide - 2 * pad if frame.portrait else wide - 2 * pad - ring - 2 * gap
    align: Align = "center" if frame.portrait else "left"
    stay_wide, stay_high = button_size(frame, say.say("idle_stay"), "primary")
    title = text_box(
        frame,
        "idle_title",
        say.say("idle_title"),
        (0, 0, text_wide),
        look.HEADING,
        "bold",
        align=align,
        leading=1.12,
        balance=True,
        inside="idle_card",
    )
    count = text_box(
        frame,
        "idle_countdown",
        say.say("idle_countdown", seconds=seconds),
        (0, 0, text_wide),
        look.BODY,
        align=align,
        balance=True,
        inside="idle_card",
    )
    text_high = title.rect.h + gap // 2 + count.rect.h + gap + stay_high
    high = 2 * pad + (ring + gap + text_high if frame.portrait else max(ring, text_high))
    card = Rect((frame.size[0] - wide) // 2, (frame.size[1] - high) // 2, wide, high)
    if frame.portrait:
        ring_rect = Rect(card.x + (wide - ring) // 2, card.y + pad, ring, ring)
        x, y = card.x + pad, ring_rect.bottom + gap
        stay_x = card.x + (wide - stay_wide) // 2
    else:
        ring_rect = Rect(card.x + pad, card.y + (high - ring) // 2, ring, ring)
        x, y = ring_rect.right + 2 * gap, card.y + (high - text_high) // 2
        stay_x = x
    title = replace(title, rect=title.rect.moved(x, y))
    count = replace(count, rect=count.rect.moved(x, title.rect.bottom + gap // 2))
    number = text_box(
        frame,
        "idle_seconds",
        str(seconds),
        ring_rect.inset(frame.px(32)),
        look.TITLE,
        "bold",
        align="center",
        valign="middle",
        leading=1.0,
        inside="idle_ring",
    )
    return Layout(
        (Target("stay", Rect(stay_x, count.rect.bottom + gap, stay_wide, stay_high)),),
        (
            Box("idle_card", card, "picture"),
            Box("idle_ring", ring_rect, "picture", inside="idle_card"),
            title,
            count,
            number,
        ),
    )


def draw(canvas: Canvas, visit: Visit, exhibit: Exhibit, t: float) -> None:
    """Draw the warning over whatever is on the canvas."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    say = language(visit, exhibit)
    laid_out = layout(visit, exhibit, frame)
    whole = exhibit.settings.countdown_seconds
    left = min(whole, max(0.0, whole - (t - (visit.idle_since or t))))
    seconds = math.ceil(left)
    canvas.veil("paper", 214)
    for box in laid_out.boxes:
        if box.name == "idle_card":
            canvas.card(box.rect, frame.px(40), "card", "ink", frame.px(look.LINE), drop=frame.px(18))
        elif box.name == "idle_ring":
            canvas.ring(box.rect, frame.px(18), seconds / whole if whole > 0 else 0.0, "coral", "sand")
        elif box.name == "idle_countdown":
            canvas.box(replace(box, text=say.say("idle_countdown", seconds=seconds)))
        elif box.name == "idle_seconds":
            canvas.box(replace(box, text=str(seconds)))
        else:
            canvas.box(box)
    for target in laid_out.targets:
        button(canvas, frame, target, say.say("idle_stay"), state(visit, target.name), "primary")
