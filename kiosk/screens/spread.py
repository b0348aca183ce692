"""The double page most scenes stand on: words on one side, one large picture on the other, the steps along the foot.

Like an open picture book: text left, plate right with its caption printed under it. Upright screens stack the same
parts: head, plate, caption, middle, steps, controls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Kind, Layout, Rect, Target, Weight
from kiosk.screens.look import Frame, Role
from kiosk.screens.widgets import Style, button, button_size, state, text_box
from kiosk.visit.scenes import Visit

TIMELINE_HEIGHT = 76
GAP = 16
TOP = 24  # air below the header


@dataclass(frozen=True)
class Page:
    """Where everything goes; `note` is the row above the timeline, `middle` what head and controls leave free."""

    head: Rect
    plate: Rect
    caption: Rect
    middle: Rect
    note: Rect
    timeline: Rect
    controls: Rect


def page(frame: Frame, caption: str | int, head: int, middle: int, controls: int) -> Page:
    """A page with room for heads, middles and controls of these heights (pixels).

    `caption` is the longest text that will stand under the plate, or the height in pixels of what stands there
    instead; the plate gives way to it, and upright also to `middle`. On a lying screen the plate reaches up beside
    the header (see `beside`).
    """
    gap, air = frame.px(GAP), frame.px(TOP)
    content = Rect(frame.content.x, frame.content.y + air, frame.content.w, frame.content.h - air)
    px = frame.type(look.CAPTION)
    strip, row = frame.px(TIMELINE_HEIGHT), round(px * 1.25) + frame.px(16)

    def below(side: int) -> int:
        width = content.w if frame.portrait and frame.large else side
        if isinstance(caption, int):
            return caption
        return text_box(frame, "", caption, (0, 0, width), look.CAPTION).rect.h

    if frame.portrait:
        controls_at = content.bottom - controls
        timeline = Rect(content.x, controls_at - frame.px(36) - strip, content.w, strip)
        note = Rect(content.x, timeline.y - row, content.w, row)
        top, side = content.y + head + gap, content.w
        # The narrower the plate, the more lines its caption may take: shrink until both fit.
        while side > frame.px(100) and side + below(side) > note.y - top - 3 * gap - middle:
            side -= frame.px(4)
        plate = Rect(content.x + (content.w - side) // 2, top, side, side)
        left, wide = (content.x, content.w) if frame.large else (plate.x, side)
        printed = Rect(left, plate.bottom + gap, wide, below(side))
        between = Rect(content.x, printed.bottom + gap, content.w, note.y - printed.bottom - 2 * gap)
        return Page(
            Rect(content.x, content.y, content.w, head),
            plate,
            printed,
            between,
            note,
            timeline,
            Rect(content.x, controls_at, content.w, controls),
        )
    timeline = Rect(content.x, content.bottom - frame.px(12) - strip, content.w, strip)
    note = Rect(content.x, timeline.y - row, content.w, row)
    top = frame.px(look.HEADER_TOP + 4)
    side = round(content.w * 0.44)
    while side > frame.px(100) and side + below(side) > note.y - gap - top - frame.px(20):
        side -= frame.px(4)
    plate = Rect(content.right - side, top, side, side)
    column, high = content.w - side - frame.px(72), note.y - gap - content.y
    return Page(
        Rect(content.x, content.y, column, head),
        plate,
        Rect(plate.x, plate.bottom + frame.px(20), side, below(side)),
        Rect(content.x, content.y + head + gap, column, high - head - controls - 2 * gap),
        note,
        timeline,
        Rect(content.x, content.y + high - controls, column, controls),
    )


def column_width(frame: Frame) -> int:
    """The least width the words of a page get, in pixels: for measuring before there is a page."""
    return frame.content.w if frame.portrait else frame.content.w - round(frame.content.w * 0.44) - frame.px(72)


def header_end(frame: Frame, where: Page) -> int | None:
    """Where the header ends on a lying screen, so that it makes room for the plate; None where it needs not."""
    return None if frame.portrait else where.head.right


# --- rows of buttons -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Button:
    """A control with its word: what layout and drawing both need to know."""

    name: str
    text: str
    style: Style = "secondary"
    icon: str = ""
    kind: Kind = "press"
    enabled: bool = True
    chosen: bool = False


def rows_height(frame: Frame, width: int, rows: Sequence[Sequence[Button]]) -> int:
    """Height of these rows of buttons at this width, in pixels."""
    broken = [part for row in rows for part in _broken(frame, width, row)]
    return sum(_row_height(frame, row) for row in broken) + frame.px(GAP) * max(0, len(broken) - 1)


def unbroken(frame: Frame, width: int, rows: Sequence[Sequence[Button]]) -> bool:
    """Whether every row keeps its buttons side by side at this width."""
    return all(len(_broken(frame, width, row)) == 1 for row in rows)


def lay_rows(
    frame: Frame, area: Rect, rows: Sequence[Sequence[Button]], stretch: bool = False, high: int = 0
) -> Layout:
    """Rows of buttons from the top of `area`, each with the boxes of its word and its icon.

    Buttons keep their natural width (with `stretch` they share the row evenly); where a row is too narrow they give
    way together, and where that is not enough the row breaks. All words of a style are set in one size, and icons
    are left out together: neighbours look alike. `high` fixes the height of a row in pixels.
    """
    targets: list[Target] = []
    y, gap = area.y, frame.px(GAP)
    for row in (part for whole in rows for part in _broken(frame, area.w, whole)):
        tall, x = high or _row_height(frame, row), area.x
        for item, width in zip(row, _widths(frame, area.w, row, stretch), strict=True):
            targets.append(Target(item.name, Rect(x, y, width, tall), item.kind, enabled=item.enabled))
            x += width + gap
        y += tall + gap
    items = [item for row in rows for item in row]
    rects = {target.name: target.rect for target in targets}
    boxes: list[Box] = []
    for style in ("primary", "secondary", "quiet"):
        alike = [item for item in items if item.style == style]
        boxes += _labels(frame, alike, [rects[item.name] for item in alike])
    return Layout(tuple(targets), tuple(boxes))


def draw_rows(canvas: Canvas, frame: Frame, visit: Visit, layout: Layout, rows: Sequence[Sequence[Button]]) -> None:
    """Draw the buttons `lay_rows` placed; a word gives way with its button."""
    for item in (item for row in rows for item in row):
        target, label = layout.target(item.name), layout.box(f"label:{item.name}")
        if target is None or label is None:
            continue
        now = state(visit, item.name, item.chosen)
        button(canvas, frame, target, "", now, item.style)
        drop = frame.px(8 if item.style == "primary" else 5)
        down = (drop * 2 // 3, drop) if now.pressed else (0, 0)
        ink: Role = "paper" if now.chosen else "ink" if item.style != "primary" else "white"
        ink = ink if target.enabled else "grey"
        canvas.box(replace(label, rect=label.rect.moved(*down)), colour=ink)
        icon = layout.box(f"icon:{item.name}")
        if icon is not None:
            canvas.icon(item.icon, icon.rect.moved(*down), ink, max(2, icon.rect.h // 8))


_SIZES: dict[Style, tuple[int, ...]] = {
    "primary": (look.LEAD, look.BODY, look.CAPTION),
    "secondary": (look.BODY, look.CAPTION),
    "quiet": (look.BODY, look.CAPTION),
}


def _labels(frame: Frame, items: Sequence[Button], rects: Sequence[Rect]) -> list[Box]:
    """Words and icons of buttons of one style, in the largest size that fits them all."""
    if not items:
        return []
    weight = _weight(items[0].style)

    def room(item: Button, rect: Rect, px: int, icon: bool) -> bool:
        sign = round(px * 1.3) if icon and item.icon else 0
        return typeset.width(item.text, px, weight) + sign + rect.h // 2 <= rect.w

    pairs = list(zip(items, rects, strict=True))
    sizes = [frame.type(size) for size in _SIZES[items[0].style]]
    px = next((px for px in sizes if all(room(*pair, px, False) for pair in pairs)), sizes[-1])
    icons = all(room(*pair, px, True) for pair in pairs)
    boxes: list[Box] = []
    for item, rect in pairs:
        side, gap = round(px * 0.86), round(px * 0.44)
        sign = side + gap if icons and item.icon else 0
        width = min(rect.w - sign, typeset.width(item.text, px, weight) + 2)
        left = rect.x + (rect.w - width - sign) // 2
        if sign:
            square = Rect(left, rect.y + (rect.h - side) // 2, side, side)
            boxes.append(Box(f"icon:{item.name}", square, "picture", inside=item.name))
        words = Rect(left + sign, rect.y, width, rect.h)
        name = f"label:{item.name}"
        boxes.append(Box(name, words, "text", item.text, px, weight, "ink", "center", "middle", inside=item.name))
    return boxes


def _natural(frame: Frame, item: Button, icon: bool) -> int:
    return button_size(frame, item.text, item.style, icon and bool(item.icon))[0]


def _smallest(frame: Frame, item: Button) -> int:
    """The least width at which the word still fits, set as a caption and without its icon."""
    height = button_size(frame, item.text, item.style)[1]
    return typeset.width(item.text, frame.type(look.CAPTION), _weight(item.style)) + height * 3 // 4


def _comfortable(frame: Frame, item: Button) -> int:
    """The width at which the word fits as body text."""
    height = button_size(frame, item.text, item.style)[1]
    return typeset.width(item.text, frame.type(look.BODY), _weight(item.style)) + height * 3 // 4


def _row_height(frame: Frame, row: Sequence[Button]) -> int:
    return max(button_size(frame, item.text, item.style)[1] for item in row)


def _broken(frame: Frame, width: int, row: Sequence[Button]) -> list[Sequence[Button]]:
    least = sum(_smallest(frame, item) for item in row) + frame.px(GAP) * (len(row) - 1)
    if least <= width or len(row) == 1:
        return [row]
    half = (len(row) + 1) // 2
    return [*_broken(frame, width, row[:half]), *_broken(frame, width, row[half:])]


def _widths(frame: Frame, width: int, row: Sequence[Button], stretch: bool) -> list[int]:
    """Widths of a row: even (with `stretch`), else natural, else as much as there is, the primary one first."""
    room = width - frame.px(GAP) * (len(row) - 1)
    even = room // len(row)
    if stretch and all(_comfortable(frame, item) <= even for item in row):
        return [even] * len(row)
    widths = [min(room, _smallest(frame, item)) for item in row]
    for icon in (False, True):
        for index in sorted(range(len(row)), key=lambda i: row[i].style != "primary"):
            more = _natural(frame, row[index], icon) - widths[index]
            if 0 < more <= room - sum(widths):
                widths[index] += more
    spare = max(0, room - sum(widths)) // len(row) if stretch else 0
    return [wide + spare for wide in widths]


def _weight(style: Style) -> Weight:
    weights: dict[Style, Weight] = {"primary": "bold", "secondary": "semibold", "quiet": "medium"}
    return weights[style]
