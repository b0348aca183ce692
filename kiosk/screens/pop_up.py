"""A small card over a panel: a word explained, or where its facts come from. One thing to read, one way to close it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kiosk.exhibit.model import Exhibit, Language, Panel, Reference
from kiosk.screens import look
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect
from kiosk.screens.look import Frame
from kiosk.screens.spread import Button, draw_rows, lay_rows, rows_height
from kiosk.screens.widgets import language, text_box
from kiosk.visit.scenes import Open, Visit

_PAD, _GAP, _WIDTH = 64, 28, 1120


@dataclass(frozen=True)
class _Card:
    """The card, and the buttons on it."""

    layout: Layout
    buttons: list[list[Button]]


def layout(visit: Visit, opened: Open, panel: Panel, exhibit: Exhibit, frame: Frame) -> Layout:
    """The card ("pop_up"), its heading, its entries, and its controls; nothing else can be pressed meanwhile."""
    return _arranged(visit, opened, panel, exhibit, frame).layout


def draw(canvas: Canvas, visit: Visit, opened: Open, panel: Panel, exhibit: Exhibit) -> None:
    """Draw the card over whatever is on the canvas."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    card = _arranged(visit, opened, panel, exhibit, frame)
    canvas.veil("paper", 214)
    for box in card.layout.boxes:
        if box.name == "pop_up":
            canvas.card(box.rect, frame.px(40), "card", "ink", frame.px(look.LINE), drop=frame.px(18))
        elif box.inside == "pop_up":
            canvas.box(box)
    draw_rows(canvas, frame, visit, card.layout, card.buttons)


def dated(reference: Reference, say: Language) -> str:
    """A source with the day somebody last looked, written as people of this language write it."""
    if reference.checked is None:
        return reference.text
    return say.say("panel_checked", source=reference.text, date=written(reference.checked, say))


def written(day: date, say: Language) -> str:
    """A date in words."""
    months = say.say("months").split()
    month = months[day.month - 1] if len(months) == 12 else str(day.month)
    return say.say("date_first" if day.day == 1 else "date", day=day.day, month=month, year=day.year)


def _arranged(visit: Visit, opened: Open, panel: Panel, exhibit: Exhibit, frame: Frame) -> _Card:
    say = language(visit, exhibit)
    if opened.word:
        heading, size = opened.word, look.LEAD
        entries = [exhibit.glossary.get(visit.language, {}).get(opened.word, "")]
    else:
        heading, size = say.say("panel_sources"), look.CAPTION
        entries = [dated(reference, say) for reference in panel.sources]
        entries += [say.say("panel_credit", credit=panel.credit)] if panel.credit else []
    pad, gap = frame.px(_PAD), frame.px(_GAP)
    wide = min(frame.size[0] - 2 * frame.margin, frame.px(_WIDTH))
    inner = wide - 2 * pad
    title = text_box(frame, "pop_up_title", heading, (0, 0, inner), look.HEADING, "bold", leading=1.12, inside="pop_up")
    made = [
        text_box(frame, f"entry:{at}", text, (0, 0, inner), size, leading=1.3, inside="pop_up")
        for at, text in enumerate(entries)
    ]
    foot = rows_height(frame, inner, [_buttons(say, 1, 3)])
    most = frame.size[1] - 2 * frame.margin - 2 * pad - title.rect.h - 2 * gap - foot
    pages = _pages(made, most, gap // 2)
    page = min(max(0, opened.sources), len(pages) - 1)
    text = sum(box.rect.h for box in pages[page]) + gap // 2 * (len(pages[page]) - 1)
    high = 2 * pad + title.rect.h + text + foot + 2 * gap
    card = Rect((frame.size[0] - wide) // 2, (frame.size[1] - high) // 2, wide, high)
    boxes = [Box("pop_up", card, "picture"), replace(title, rect=title.rect.moved(card.x + pad, card.y + pad))]
    y = boxes[-1].rect.bottom + gap
    for box in pages[page]:
        boxes.append(replace(box, rect=box.rect.moved(card.x + pad, y)))
        y = boxes[-1].rect.bottom + gap // 2
    rows = [_buttons(say, page, len(pages))]
    controls = lay_rows(frame, Rect(card.x + pad, card.bottom - pad - foot, inner, foot), rows)
    return _Card(Layout(controls.targets, (*boxes, *controls.boxes), primary="close"), rows)


def _buttons(say: Language, page: int, pages: int) -> list[Button]:
    close = Button("close", say.say("close"), "primary", "cross")
    before = Button(f"sources:{page - 1}", say.say("back"), icon="arrow_left")
    after = Button(f"sources:{page + 1}", say.say("panel_more"), icon="arrow_right")
    return [close, *([before] if page > 0 else []), *([after] if page + 1 < pages else [])]


def _pages(boxes: list[Box], most: int, gap: int) -> list[list[Box]]:
    """The entries on pages no higher than `most` pixels; one that is higher has a page to itself."""
    pages: list[list[Box]] = [[]]
    used = 0
    for box in boxes:
        if pages[-1] and used + gap + box.rect.h > most:
            pages.append([])
            used = 0
        used += box.rect.h + (gap if pages[-1] else 0)
        pages[-1].append(box)
    return pages
