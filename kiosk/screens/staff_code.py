"""The number pad for the staff code, over any scene while a stick is on trial: dots for digits, and the seconds left.

It speaks the language of staff. No key has a text box: whoever has the screen read aloud does not let others hear it.
"""

from __future__ import annotations

import math
from dataclasses import replace

from kiosk.exhibit.model import Language
from kiosk.screens import look
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Align, Box, Layout, Rect, Target
from kiosk.screens.look import Frame, Role
from kiosk.screens.widgets import button, button_size, focus_ring, state, text_box
from kiosk.visit.scenes import Visit
from kiosk.visit.staff import FEWEST_DIGITS, MOST_DIGITS, MOST_TRIES, Pad, Trial

OK, ERASE, CANCEL = "pin_ok", "pin_erase", "pin_cancel"
_ROWS = (("pin:1", "pin:2", "pin:3"), ("pin:4", "pin:5", "pin:6"), ("pin:7", "pin:8", "pin:9"), (ERASE, "pin:0", OK))
_SENTENCES = ("staff_code_about", "staff_code_checking", "staff_code_wrong")
_CARD = "staff_code_card"


def layout(trial: Trial, pad: Pad, say: Language, frame: Frame) -> Layout:
    """The card with ring, title, a sentence, the dots, the keys and the way back; nothing else can be pressed."""
    pad_away, gap = frame.px(56), frame.px(32)
    keys_wide, keys_high = _keys_size(frame)
    if frame.portrait:
        wide = min(frame.size[0] - 2 * frame.margin, keys_wide + 2 * pad_away)
        text_wide = wide - 2 * pad_away
    else:
        text_wide = min(frame.size[0] - 2 * frame.margin - keys_wide - 2 * pad_away - 2 * gap, frame.px(700))
        wide = text_wide + keys_wide + 2 * pad_away + 2 * gap
    words, words_high = _words(trial, pad, say, frame, text_wide)
    cancel = button_size(frame, say.say("staff_code_cancel"))
    if frame.portrait:
        high = 2 * pad_away + words_high + gap + keys_high + gap + cancel[1]
    else:
        high = 2 * pad_away + max(keys_high, words_high + gap + cancel[1])
    card = Rect((frame.size[0] - wide) // 2, (frame.size[1] - high) // 2, wide, high)
    left, top, bottom = card.x + pad_away, card.y + pad_away, card.bottom - pad_away
    if frame.portrait:
        keys = Rect(card.x + (wide - keys_wide) // 2, top + words_high + gap, keys_wide, keys_high)
        back = Rect(card.x + (wide - cancel[0]) // 2, bottom - cancel[1], *cancel)
    else:
        keys = Rect(card.right - pad_away - keys_wide, card.y + (high - keys_high) // 2, keys_wide, keys_high)
        back = Rect(left, bottom - cancel[1], *cancel)
    boxes = [Box(_CARD, card, "picture"), *(replace(box, rect=box.rect.moved(left, top)) for box in words)]
    targets = (*_keys(trial, pad, keys, frame), Target(CANCEL, back))
    return Layout(targets, tuple(boxes), OK)


def draw(canvas: Canvas, frame: Frame, visit: Visit, trial: Trial, pad: Pad, say: Language, t: float) -> None:
    """Draw the pad over whatever is on the canvas, at time `t`."""
    made = layout(trial, pad, say, frame)
    whole = max(1.0, trial.seconds)
    seconds = math.ceil(min(whole, max(0.0, trial.until - t)))
    canvas.veil("paper", 214)
    for box in made.boxes:
        if box.name == _CARD:
            canvas.card(box.rect, frame.px(40), "card", "ink", frame.px(look.LINE), drop=frame.px(18))
        elif box.name == "trial_ring":
            canvas.ring(box.rect, max(2, box.rect.w // 13), seconds / whole, "teal", "sand")
        elif box.name == "trial_seconds":
            canvas.box(replace(box, text=str(seconds)))
        elif box.name == "staff_code_dots":
            _draw_dots(canvas, frame, box.rect, len(pad.digits))
        else:
            canvas.box(box)
    for target in made.targets:
        if target.name == CANCEL:
            button(canvas, frame, target, say.say("staff_code_cancel"), state(visit, CANCEL))
        else:
            _draw_key(canvas, frame, visit, target, say)


# --- words and dots ------------------------------------------------------------------------------


def _words(trial: Trial, pad: Pad, say: Language, frame: Frame, wide: int) -> tuple[list[Box], int]:
    """Ring, title, sentence and dots from (0, 0) on, and their height; it is the same for all three sentences."""
    ring, gap = frame.px(128), frame.px(24)
    align: Align = "left"
    title = text_box(
        frame,
        "staff_code_title",
        say.say("staff_code_title"),
        Rect(ring + gap, 0, wide - ring - gap, ring),
        look.HEADING,
        "bold",
        valign="middle",
        leading=1.1,
        balance=True,
        inside=_CARD,
        smallest=look.BODY,
    )
    key, left = _SENTENCES[1 if trial.checking else 2 if pad.wrong else 0], MOST_TRIES - trial.tries
    colour: Role = "coral_text" if pad.wrong else "ink"
    tallest = max(
        text_box(frame, "", say.say(one, left=MOST_TRIES), (0, 0, wide), look.BODY, balance=True).rect.h
        for one in _SENTENCES
    )
    sentence = text_box(
        frame,
        "staff_code_sentence",
        say.say(key, left=left),
        Rect(0, ring + gap, wide, tallest),
        look.BODY,
        "semibold" if pad.wrong else "medium",
        colour,
        align=align,
        valign="middle",
        balance=True,
        inside=_CARD,
    )
    dots = Rect(0, sentence.rect.bottom + gap, wide, frame.px(56))
    number = text_box(
        frame,
        "trial_seconds",
        str(math.ceil(trial.seconds)),
        Rect(0, 0, ring, ring).inset(ring // 12),
        look.LEAD,
        "bold",
        align="center",
        valign="middle",
        leading=1.0,
        inside="trial_ring",
    )
    made = [Box("trial_ring", Rect(0, 0, ring, ring), "picture", inside=_CARD), number, title, sentence]
    made.append(Box("staff_code_dots", dots, "picture", inside=_CARD))
    return made, dots.bottom


def _draw_dots(canvas: Canvas, frame: Frame, rect: Rect, typed: int) -> None:
    """A place for each digit there may be; those typed are full. After the fewest there may be, a little more room."""
    across, apart = frame.px(36), min(frame.px(70), (rect.w - frame.px(60)) // (MOST_DIGITS - 1))
    for at in range(MOST_DIGITS):
        x = rect.x + at * apart + (frame.px(20) if at >= FEWEST_DIGITS else 0)
        place = Rect(x, rect.y + (rect.h - across) // 2, across, across)
        if at < typed:
            canvas.pill(place, "ink")
        else:
            canvas.pill(place, "sand", "grey", frame.px(2))


# --- keys ----------------------------------------------------------------------------------------


def _key_size(frame: Frame) -> tuple[int, int, int]:
    """Width, height and distance of the keys in pixels."""
    return frame.px(168 if frame.portrait else 148), frame.px(128 if frame.portrait else 116), frame.px(20)


def _keys_size(frame: Frame) -> tuple[int, int]:
    wide, high, gap = _key_size(frame)
    return 3 * wide + 2 * gap, 4 * high + 3 * gap


def _keys(trial: Trial, pad: Pad, rect: Rect, frame: Frame) -> tuple[Target, ...]:
    wide, high, gap = _key_size(frame)
    # While a code is checked the digits look as ever: all of them turning pale for a moment would be a flash.
    usable = {OK: len(pad.digits) >= FEWEST_DIGITS and not trial.checking, ERASE: bool(pad.digits)}
    return tuple(
        Target(
            name,
            Rect(rect.x + column * (wide + gap), rect.y + row * (high + gap), wide, high),
            enabled=usable.get(name, True),
        )
        for row, names in enumerate(_ROWS)
        for column, name in enumerate(names)
    )


def _draw_key(canvas: Canvas, frame: Frame, visit: Visit, target: Target, say: Language) -> None:
    now, rect, radius, drop = state(visit, target.name), target.rect, frame.px(look.RADIUS), frame.px(5)
    focus_ring(canvas, frame, rect, radius, now)
    if now.pressed:
        rect = rect.moved(drop * 2 // 3, drop)
    elif target.enabled:
        canvas.shadow(rect, radius, drop, 40)
    ink: Role = "ink" if target.enabled else "grey"
    if target.name == OK and target.enabled:
        canvas.rounded(rect, radius, "coral_text" if now.pressed else "coral")
        ink = "white"
    elif target.enabled:
        canvas.rounded(rect, radius, "sand" if now.pressed else "card", "ink", frame.px(look.LINE))
    else:
        canvas.rounded(rect, radius, "sand", "grey", frame.px(2))
    if target.name == ERASE:
        canvas.icon("erase", rect.square(frame.px(60)), ink, frame.px(4))
        return
    text = say.say("staff_code_ok") if target.name == OK else target.name.partition(":")[2]
    canvas.text(text, rect, frame.type(look.LEAD), "bold" if target.name == OK else "semibold", ink, "center", "middle")
