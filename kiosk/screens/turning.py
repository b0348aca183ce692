"""Turning pages: read on, one page back, and after the last page the next panel; the one coral control of a panel."""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.model import Language
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.spread import GAP
from kiosk.screens.widgets import button, state
from kiosk.visit.scenes import Visit


def lay(frame: Frame, say: Language, area: Rect, page: int, pages: int, after: str, title: str) -> Layout:
    """The controls along `area`; `after` and `title` are name and title of the panel that follows ("": none does).

    The primary one stands at the right; where a text has several pages, at the left which one this is.
    """
    if page + 1 < pages:
        name, choices = f"page:{page + 1}", [say.say("panel_more")]
    elif after:
        name, choices = f"panel:{after}", [say.say("panel_next", title=title), title]
    else:
        name, choices = "", []
    gap, x = frame.px(GAP), area.x
    targets: list[Target] = []
    boxes: list[Box] = []
    if page > 0:
        targets.append(Target(f"page:{page - 1}", Rect(x, area.y, area.h, area.h)))
        x += area.h + gap
    if pages > 1:
        text = say.say("panel_page", page=page + 1, pages=pages)
        px = frame.type(look.CAPTION)
        wide = typeset.width(text, px, "medium") + 2
        boxes.append(Box("page", Rect(x, area.y, wide, area.h), "text", text, px, "medium", "grey", valign="middle"))
        x += wide + 2 * gap
    if name:
        pad, sign = area.h // 3, round(frame.type(look.BODY) * 1.4)
        natural = typeset.width(choices[0], frame.type(look.BODY), "bold") + 2 * pad + sign + 2
        wide = area.right - x if frame.portrait else min(area.right - x, natural)
        rect = Rect(area.right - wide, area.y, wide, area.h)
        inner = Rect(rect.x + pad, rect.y, rect.w - 2 * pad - sign, rect.h)
        label = _label(frame, name, choices, inner)
        targets.append(Target(name, rect))
        boxes.append(label)
        side = round(label.px * 0.9)
        icon = Rect(rect.right - pad - side, rect.y + (rect.h - side) // 2, side, side)
        boxes.append(Box("turn_icon", icon, "picture", inside=name))
    return Layout(tuple(targets), tuple(boxes), name)


def _label(frame: Frame, name: str, choices: list[str], area: Rect) -> Box:
    """The first of these texts that fits, as large as it does."""
    sizes = [frame.type(size) for size in (look.BODY, look.CAPTION)]
    made = [(words, px) for words in choices for px in sizes]
    fitting = (one for one in made if typeset.fit(one[0], area, (one[1], 1), "bold", 1.12) == one[1])
    words, px = next(fitting, made[-1])
    return Box("turn", area, "text", words, px, "bold", "white", valign="middle", leading=1.12, inside=name)


def draw(canvas: Canvas, frame: Frame, visit: Visit, made: Layout) -> None:
    """Draw what `lay` placed; a word gives way with its button."""
    for target in made.targets:
        now = state(visit, target.name)
        if target.name == made.primary:
            button(canvas, frame, target, "", now, "primary")
            drop = frame.px(8)
            down = (drop * 2 // 3, drop) if now.pressed else (0, 0)
            words, icon = made.box("turn"), made.box("turn_icon")
            if words is not None and icon is not None:
                canvas.box(replace(words, rect=words.rect.moved(*down)))
                canvas.icon("arrow_right", icon.rect.moved(*down), "white", max(2, icon.rect.h // 8))
        elif target.name.startswith("page:"):
            button(canvas, frame, target, "", now, "quiet")
            canvas.icon("arrow_left", target.rect.square(target.rect.h * 2 // 5), "ink", frame.px(4))
