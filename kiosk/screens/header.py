"""The top of every scene: its name or the way back at the left; panels, reading aloud and languages at the right."""

from __future__ import annotations

from kiosk.exhibit.model import Exhibit, Language, Panel
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.widgets import button, button_size, language, pill, state, text_box
from kiosk.visit.aloud import CONTROLS, LOUDEST, speaking
from kiosk.visit.aloud import offered as offers_aloud
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
    end: int | None = None,
) -> Layout:
    """Title (or the back button) at the left; the panels ("panels") and language pills at the right, up to `end`.

    With `read` false, or where there is no panel, that control is left out. Where screens can be read aloud, that
    control stands before the pills, and for who is read to also those of its volume. A `suggested` panel stands beside
    it all, quietly, where its whole title has room. Where there is little room, signs stand for "Read", then for
    "Back", and a title that does not fit is left out. Lies above `frame.content`.
    """
    say = language(visit, exhibit)
    top, height = frame.px(look.HEADER_TOP), frame.px(look.HEADER_HEIGHT)
    name, gap = say.say("app_title"), frame.px(_GAP)
    used = button_size(frame, say.say("back"), "quiet", icon=True)[0]
    if not back:
        used = typeset.width(name, frame.type(look.CAPTION), "bold") + 2
    for words in (2, 1, 0) if back else (2, 1):
        targets, left = _right(frame, visit, exhibit, read, words > 1, end or frame.size[0] - frame.margin)
        used = used if words else min(used, height)
        if left - 2 * gap - frame.margin >= used:
            break
    if not back:
        used = typeset.width(name, frame.type(look.LEAD), "bold")
    if suggested is not None:
        wide = typeset.width(_title(suggested, visit), frame.type(look.CAPTION), "medium") + height * 7 // 4
        if wide + 5 * gap <= left - frame.margin - used:
            left -= wide + gap
            targets.insert(0, Target(f"panel:{suggested.name}", Rect(left, top, wide, height)))
    room = left - 2 * gap - frame.margin
    boxes = _signs(visit, targets)
    if back:
        return Layout((Target("back", Rect(frame.margin, top, min(used, room), height)), *targets), tuple(boxes))
    area = Rect(frame.margin, top, room, height)
    title = text_box(frame, "app_title", name, area, look.LEAD, "bold", valign="middle", smallest=look.CAPTION)
    return Layout(tuple(targets), (title, *boxes) if typeset.fits(title) else tuple(boxes))


def _right(frame: Frame, visit: Visit, exhibit: Exhibit, read: bool, words: bool, end: int) -> tuple[list[Target], int]:
    """The controls at the right, and where they begin. Without `words` a sign stands for those of "panels"."""
    top, height, gap = frame.px(look.HEADER_TOP), frame.px(look.HEADER_HEIGHT), frame.px(_GAP)
    codes = [code for code in exhibit.settings.languages if code in exhibit.languages]
    px = frame.type(look.CAPTION)
    widest = max((typeset.width(code.upper(), px, "semibold") for code in codes), default=0)
    width = max(frame.px(88), widest + height // 2)
    left = end - len(codes) * width - max(0, len(codes) - 1) * gap
    targets = [
        Target(f"language:{code}", Rect(left + index * (width + gap), top, width, height))
        for index, code in enumerate(codes)
    ]
    if offers_aloud(visit, exhibit):
        left -= height + 2 * gap
        targets.insert(0, Target("aloud", Rect(left, top, height, height)))
        if visit.aloud.on:
            # At the left of it: what was just touched stays where it is.
            for name, last in (("louder", LOUDEST), ("softer", 1)):
                left -= height + gap
                place = Rect(left, top, height, height)
                targets.insert(0, Target(name, place, enabled=visit.aloud.level != last))
    if read and offered(exhibit, visit.language):
        wide = _read_width(frame, language(visit, exhibit), height) if words else height
        left -= wide + (2 if targets and targets[0].name.startswith("language") else 1) * gap
        targets.insert(0, Target("panels", Rect(left, top, wide, height)))
    return targets, left


def _signs(visit: Visit, targets: list[Target]) -> list[Box]:
    """The sign on the control that reads aloud: it shows what a press does."""
    sign = "stop" if speaking(visit) else "loudspeaker"
    return [
        Box(f"sign:{sign}", target.rect.square(target.rect.h // 2), "picture", inside="aloud")
        for target in targets
        if target.name == "aloud"
    ]


def right_part(target: Target) -> bool:
    """Whether a target of the header belongs to its right part."""
    return target.name in ("panels", *CONTROLS) or target.name.partition(":")[0] in ("language", "panel")


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
            case "back" if target.rect.w > target.rect.h:
                button(canvas, frame, target, say.say("back"), now, "quiet", "arrow_left")
            case "panels" if target.rect.w > target.rect.h:
                button(canvas, frame, target, say.say("panels_open"), now, "quiet", "" if frame.large else "book")
            case "back" | "panels" | "aloud" | "louder" | "softer":
                _draw_sign(canvas, frame, visit, target)
            case "panel" if target.rect.y == frame.px(look.HEADER_TOP):
                panel = find(exhibit, visit.language, name)
                if panel is not None:
                    _draw_suggested(canvas, frame, visit, target, _title(panel, visit))
            case "language":
                pill(canvas, frame, target, name.upper(), state(visit, target.name, name == visit.language))


_SIGNS = {"back": "arrow_left", "panels": "book", "louder": "plus", "softer": "minus"}


def _draw_sign(canvas: Canvas, frame: Frame, visit: Visit, target: Target) -> None:
    """A round control with a sign instead of a word; that for reading aloud is filled for who is read to."""
    now = state(visit, target.name, target.name == "aloud" and visit.aloud.on)
    button(canvas, frame, target, "", now, "quiet")
    sign = _SIGNS.get(target.name) or ("stop" if speaking(visit) else "loudspeaker")
    ink: look.Role = "paper" if now.chosen else "ink" if target.enabled else "grey"
    rect = target.rect.moved(*((frame.px(1), frame.px(3)) if now.pressed else (0, 0)))
    side = rect.h * (11 if sign == "loudspeaker" else 9) // 20
    canvas.icon(sign, rect.square(side), ink, frame.px(4))


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
