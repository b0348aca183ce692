"""Controls and headers, drawn from a `Target` and how it is just now: pure functions on a canvas.

Whatever can be pressed has an ink outline or a filled ink, coral or teal shape. A pressed shape gives way: it moves
onto its printed shadow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.exhibit.model import Exhibit, Language
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Align, Box, Rect, Target, Valign, Weight
from kiosk.screens.look import Frame, Role
from kiosk.visit.scenes import Visit

Style = Literal["primary", "secondary", "quiet"]


@dataclass(frozen=True)
class State:
    """How a control is just now."""

    pressed: bool = False
    focused: bool = False
    chosen: bool = False


def state(visit: Visit, name: str, chosen: bool = False) -> State:
    """The state of the control `name` in this visit."""
    return State(
        pressed=bool(name) and visit.pressed == name, focused=bool(name) and visit.focus == name, chosen=chosen
    )


def language(visit: Visit, exhibit: Exhibit) -> Language:
    """The language of the visit; the first one there is if it is unknown; keys themselves if there is none."""
    found = exhibit.languages.get(visit.language)
    if found is not None:
        return found
    return next(iter(exhibit.languages.values()), Language(visit.language, visit.language, "", {}))


# --- boxes and sizes -----------------------------------------------------------------------------------


def text_box(
    frame: Frame,
    name: str,
    text: str,
    where: Rect | tuple[int, int, int],
    size: float = look.BODY,
    weight: Weight = "medium",
    colour: Role = "ink",
    align: Align = "left",
    valign: Valign = "top",
    leading: float = 1.25,
    balance: bool = False,
    inside: str = "",
    smallest: float | None = None,
) -> Box:
    """A text box in `size` of the type scale. At (x, y, width) its height is measured; in a `Rect` it is that one.

    With `smallest` the text steps down the type scale until it fits the rectangle, at most to that size.
    """
    px = frame.type(size)
    if not isinstance(where, Rect):
        x, y, w = where
        where = Rect(x, y, w, typeset.block_height(text, px, weight, w, leading, balance))
    if smallest is not None:
        scale = [s for s in (look.TITLE, look.HEADING, look.LEAD, look.BODY, look.CAPTION) if smallest <= s < size]
        sizes = (px, *(frame.type(s) for s in scale))
        px = typeset.fit(text, where, sizes, weight, leading)
    return Box(name, where, "text", text, px, weight, colour, align, valign, leading, balance, inside)


def button_size(frame: Frame, text: str, style: Style = "secondary", icon: bool = False) -> tuple[int, int]:
    """Width and height in pixels a button needs for its word."""
    px = frame.type(_button_type(style))
    height = max(frame.px(96 if style == "primary" else 80), round(px * 1.9))
    width = typeset.width(text, px, _button_weight(style)) + height
    return width + (round(px * 1.35) if icon else 0), height


def _button_type(style: Style) -> int:
    return look.LEAD if style == "primary" else look.BODY


def _button_weight(style: Style) -> Weight:
    return "bold" if style == "primary" else "semibold" if style == "secondary" else "medium"


# --- controls ------------------------------------------------------------------------------------------


def button(
    canvas: Canvas, frame: Frame, target: Target, text: str, now: State, style: Style = "secondary", icon: str = ""
) -> None:
    """A pill with a word and perhaps an icon before it. Primary: filled coral, one a screen."""
    rect, radius = target.rect, target.rect.h // 2
    drop = frame.px(8 if style == "primary" else 5)
    focus_ring(canvas, frame, rect, radius, now)
    if style == "quiet":
        drop = 0
    if now.pressed:
        rect = rect.moved(drop * 2 // 3 if drop else frame.px(1), drop or frame.px(3))
    elif drop and target.enabled:
        canvas.shadow(rect, radius, drop, 60 if style == "primary" else 40)
    ink: Role = "ink"
    if now.chosen:
        canvas.pill(rect, "ink")
        ink = "paper"
    elif not target.enabled:
        canvas.pill(rect, "sand", "grey", frame.px(2))
        ink = "grey"
    elif style == "primary":
        canvas.pill(rect, "coral_text" if now.pressed else "coral")
        ink = "white"
    elif style == "secondary":
        canvas.pill(rect, "sand" if now.pressed else "card", "ink", frame.px(look.LINE))
    else:
        canvas.pill(rect, "sand" if now.pressed else None, "ink", frame.px(2))
    weight = _button_weight(style)
    pad = rect.h // 3
    inner = rect.inset(pad, 0)
    px = typeset.fit(text, Rect(0, 0, inner.w, rect.h), tuple(frame.type(s) for s in (_button_type(style), 28)), weight)
    width = typeset.width(text, px, weight)
    if icon:
        side, gap = round(px * 0.9), round(px * 0.45)
        left = rect.x + (rect.w - width - side - gap) // 2
        canvas.icon(icon, Rect(left, rect.y + (rect.h - side) // 2, side, side), ink, max(2, px // 9))
        canvas.text(text, Rect(left + side + gap, rect.y, width + 2, rect.h), px, weight, ink, "left", "middle")
    else:
        canvas.text(text, inner, px, weight, ink, "center", "middle")


def pill(canvas: Canvas, frame: Frame, target: Target, text: str, now: State) -> None:
    """A small choice: ink outline at rest, filled ink when chosen."""
    rect, radius = target.rect, target.rect.h // 2
    focus_ring(canvas, frame, rect, radius, now)
    if now.pressed:
        rect = rect.moved(0, frame.px(3))
    if now.chosen:
        canvas.pill(rect, "ink")
    else:
        canvas.pill(rect, "sand" if now.pressed else "card", "ink" if target.enabled else "grey", frame.px(2))
    room = Rect(0, 0, rect.w - rect.h // 2, rect.h)
    px = typeset.fit(text, room, (frame.type(look.BODY), frame.type(look.CAPTION)), "semibold")
    colour: Role = "paper" if now.chosen else "ink" if target.enabled else "grey"
    canvas.text(text, rect, px, "semibold", colour, "center", "middle")


def focus_ring(canvas: Canvas, frame: Frame, rect: Rect, radius: int, now: State) -> None:
    """The visible focus of the five keys: a teal ring with paper between it and the shape."""
    if now.focused:
        away, width = frame.px(10), frame.px(6)
        canvas.rounded(rect.inset(-away), radius + away, None, "teal", width)
