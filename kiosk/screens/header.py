"""The top of every scene: its name or the way back at the left; what to read, all panels and languages at the right."""

from __future__ import annotations

from kiosk.exhibit.model import Exhibit, Language, Panel
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.widgets import button, button_size, language, pill, state, text_box
from kiosk.visit.panels import find, offered
from kiosk.visit.scenes import Visit

_GAP = 12


def header(
    frame: Frame,
    visit: Visit,
    exhibit: Exhibit,
    back: bool = False,
    read: bool = True,
    suggested: Panel | None = None,
) -> Layout:
    """Title (or the back button) at the left; the panels ("panels") and language pills at the right.

    With `read` false, or where there is no panel, that control is left out. A `suggested` panel stands beside it,
    quietly, where its whole title has room. Lies above `frame.content`.
    """
    say = language(visit, exhibit)
    top, height = frame.px(look.HEADER_TOP), frame.px(look.HEADER_HEIGHT)
    codes = [code for code in exhibit.settings.languages if code in exhibit.languages]
    px = frame.type(look.CAPTION)
    widest = max((typeset.width(code.upper(), px, "semibold") for code in codes), default=0)
    width, gap = max(frame.px(88), widest + height // 2), frame.px(_GAP)
    left = frame.size[0] - frame.margin - len(codes) * width - max(0, len(codes) - 1) * gap
    targets = [
        Target(f"language:{code}", Rect(left + index * (width + gap), top, width, height))
        for index, code in enumerate(codes)
    ]
    if read and offered(exhibit, visit.language):
        wide = _read_width(frame, say, height)
        left -= wide + 2 * gap
        targets.insert(0, Target("panels", Rect(left, top, wide, height)))
    name, size = say.say("app_title"), look.LEAD
    used = button_size(frame, say.say("back"), "quiet", icon=True)[0]
    if not back:
        used = typeset.width(name, frame.type(size), "bold")
    if suggested is not None:
        wide = typeset.width(_title(suggested, visit), frame.type(look.CAPTION), "medium") + height * 7 // 4
        if wide + 5 * gap <= left - frame.margin - used:
            left -= wide + gap
            targets.insert(0, Target(f"panel:{suggested.name}", Rect(left, top, wide, height)))
    room = left - 2 * gap - frame.margin
    if back:
        return Layout((Target("back", Rect(frame.margin, top, min(used, room), height)), *targets))
    area = Rect(frame.margin, top, room, height)
    title = text_box(frame, "app_title", name, area, size, "bold", valign="middle", smallest=look.CAPTION)
    return Layout(tuple(targets), (title,))


def right_part(target: Target) -> bool:
    """Whether a target of the header belongs to its right part."""
    return target.name == "panels" or target.name.partition(":")[0] in ("language", "panel")


def draw_header(canvas: Canvas, frame: Frame, visit: Visit, exhibit: Exhibit, layout: Layout) -> None:
    """Draw what `header` laid out (all of it is found by name in `layout`)."""
    say = language(visit, exhibit)
    title = layout.box("app_title")
    if title is not None:
        canvas.box(title)
    for target in layout.targets:
        kind, _, name = target.name.partition(":")
        now = state(visit, target.name)
        match kind:
            case "back":
                button(canvas, frame, target, say.say("back"), now, "quiet", "arrow_left")
            case "panels":
                button(canvas, frame, target, say.say("panels_open"), now, "quiet", "" if frame.large else "book")
            case "panel" if target.rect.y == frame.px(look.HEADER_TOP):
                panel = find(exhibit, visit.language, name)
                if panel is not None:
                    _draw_suggested(canvas, frame, visit, target, _title(panel, visit))
            case "language":
                pill(canvas, frame, target, name.upper(), state(visit, target.name, name == visit.language))


def _read_width(frame: Frame, say: Language, height: int) -> int:
    """Width of the control that opens the panels; in large text its icon is left out, so that all fits beside it."""
    size = look.CAPTION if frame.large else look.BODY
    px = frame.type(size)
    return typeset.width(say.say("panels_open"), px, "medium") + height + (0 if frame.large else round(px * 1.35))


def _title(panel: Panel, visit: Visit) -> str:
    text = panel.texts[visit.language]
    return (text.easy if visit.easy else text.normal).title


def _draw_suggested(canvas: Canvas, frame: Frame, visit: Visit, target: Target, title: str) -> None:
    button(canvas, frame, target, "", state(visit, target.name), "quiet")
    rect = target.rect.moved(*((frame.px(1), frame.px(3)) if visit.pressed == target.name else (0, 0)))
    px = frame.type(look.CAPTION)
    pad, side = rect.h // 2, round(px * 0.9)
    canvas.text(title, Rect(rect.x + pad, rect.y, rect.w - pad, rect.h), px, "medium", valign="middle")
    canvas.icon("arrow_right", Rect(rect.right - pad - side, rect.y + (rect.h - side) // 2, side, side), "ink", px // 9)
