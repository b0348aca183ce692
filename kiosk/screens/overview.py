"""All panels, chapter by chapter, like the contents of a picture book: a picture and a title each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pygame

from kiosk.exhibit.model import Exhibit, Language, Panel
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.plate import plate
from kiosk.screens.spread import Button, draw_rows, lay_rows, rows_height
from kiosk.screens.widgets import focus_ring, language, pill, state, text_box
from kiosk.visit.panels import Chapter, chapters
from kiosk.visit.scenes import Open, Visit

_INDEX_WIDTH, _TAB_HEIGHT, _TAB_GAP, _TILE_GAP = 360, 76, 14, 24


@dataclass(frozen=True)
class _Places:
    """Where title, chapters, tiles and choices go."""

    title: Box
    tabs: list[Target]
    tiles: Rect
    choices: Layout


def layout(visit: Visit, opened: Open, exhibit: Exhibit, frame: Frame) -> Layout:
    """Title, a tab for each chapter ("chapter:0" …) and a tile for each panel of the open one ("panel:…")."""
    pages = chapters(exhibit, visit.language)
    here = min(opened.chapter, max(0, len(pages) - 1))
    places = _places(visit, exhibit, frame, len(pages))
    made = header(frame, visit, exhibit, back=True, read=False).plus(boxes=[places.title])
    made = made.plus(places.tabs)
    if pages:
        made = made.plus(*_tiles(visit, pages[here].panels, frame, places.tiles, language(visit, exhibit)))
    return made.plus(places.choices.targets, places.choices.boxes)


def draw(canvas: Canvas, visit: Visit, opened: Open, exhibit: Exhibit) -> None:
    """Draw the overview: a still page, painted once."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    made = layout(visit, opened, exhibit, frame)
    say = language(visit, exhibit)
    pages = chapters(exhibit, visit.language)
    here = min(opened.chapter, max(0, len(pages) - 1))
    panels = pages[here].panels if pages else ()
    pictures = [canvas.files.drawn(panel.picture, small=True) for panel in panels]

    def still(on: Canvas) -> None:
        on.paper()
        draw_header(on, frame, visit, exhibit, made)
        title = made.box("panels_title")
        if title is not None:
            on.box(title)
        for index, name in enumerate(_names(pages, say)):
            tab = made.target(f"chapter:{index}")
            if tab is not None:
                pill(on, frame, tab, name, state(visit, tab.name, chosen=index == here))
        for panel, picture in zip(panels, pictures, strict=True):
            tile = made.target(f"panel:{panel.name}")
            if tile is not None:
                draw_tile(on, frame, visit, tile, made, picture)
        draw_rows(on, frame, visit, made, [_choices(visit, say)])

    there = tuple(picture is not None for picture in pictures)
    canvas.layer(
        ("overview", visit.pressed, visit.focus, visit.language, visit.easy, visit.large, here, there, made), still
    )


def draw_tile(
    canvas: Canvas, frame: Frame, visit: Visit, tile: Target, made: Layout, picture: pygame.Surface | None
) -> None:
    """Draw a card with a panel's picture, its title and, where it was read in this visit, a mark."""
    now = state(visit, tile.name)
    radius, drop = frame.px(look.RADIUS), frame.px(6)
    focus_ring(canvas, frame, tile.rect, radius, now)
    down = (drop * 2 // 3, drop) if now.pressed else (0, 0)
    rect = tile.rect.moved(*down)
    canvas.card(rect, radius, "sand" if now.pressed else "card", "ink", frame.px(2), 0 if now.pressed else drop)
    name = tile.name.partition(":")[2]
    shown, words, read = (made.box(f"{part}:{name}") for part in ("picture", "title", "read"))
    if shown is not None:
        plate(canvas, frame, picture, shown.rect.moved(*down), look.RADIUS_SMALL, 0)
    if words is not None:
        canvas.box(replace(words, rect=words.rect.moved(*down)))
    if read is not None:
        place = read.rect.moved(*down)
        canvas.pill(place, "ink")
        side = round(read.px * 0.9)
        icon = Rect(place.x + place.h // 3, place.y + (place.h - side) // 2, side, side)
        canvas.icon("check", icon, "paper", max(2, read.px // 8))
        canvas.box(replace(read, rect=Rect(icon.right + side // 3, place.y, place.w, place.h)))


# --- where it is -------------------------------------------------------------------------------------------


def _places(visit: Visit, exhibit: Exhibit, frame: Frame, count: int) -> _Places:
    say, content = language(visit, exhibit), frame.content
    rows = [_choices(visit, say)]
    tab, gap = frame.px(_TAB_HEIGHT), frame.px(_TAB_GAP)
    words = say.say("panels_title")
    if frame.portrait:
        title = text_box(
            frame,
            "panels_title",
            words,
            (content.x, content.y + frame.px(16), content.w),
            look.HEADING,
            "bold",
            leading=1.1,
        )
        columns = 3
        wide = (content.w - (columns - 1) * gap) // columns
        top = title.rect.bottom + frame.px(24)
        spots = [(content.x + at % columns * (wide + gap), top + at // columns * (tab + gap)) for at in range(count)]
        high = rows_height(frame, content.w, rows)
        choices = Rect(content.x, content.bottom - high, content.w, high)
        y = (spots[-1][1] + tab if spots else top) + frame.px(28)
        tiles = Rect(content.x, y, content.w, choices.y - frame.px(28) - y)
    else:
        wide = frame.px(_INDEX_WIDTH)
        title = text_box(
            frame, "panels_title", words, (content.x, content.y + frame.px(16), wide), look.HEADING, "bold", leading=1.1
        )
        high = rows_height(frame, wide, rows)
        choices = Rect(content.x, content.bottom - high, wide, high)
        top = title.rect.bottom + frame.px(28)
        room = choices.y - frame.px(28) - top
        step = min(tab + gap, (room + gap) // max(1, count))
        spots = [(content.x, top + at * step) for at in range(count)]
        tab = min(tab, step - frame.px(look.TARGET_GAP))
        x = content.x + wide + frame.px(72)
        tiles = Rect(x, content.y + frame.px(8), content.right - x, content.h - frame.px(8))
    tabs = [Target(f"chapter:{at}", Rect(*spot, wide, tab)) for at, spot in enumerate(spots)]
    return _Places(title, tabs, tiles, lay_rows(frame, choices, rows))


def _choices(visit: Visit, say: Language) -> list[Button]:
    return [
        Button("easy", say.say("panel_easy"), "quiet", chosen=visit.easy),
        Button("large", say.say("panel_large"), "quiet", chosen=visit.large),
    ]


def _names(pages: tuple[Chapter, ...], say: Language) -> list[str]:
    """The names of the chapters; of several pages of one chapter those after the first are counted."""
    made: list[str] = []
    for at, page in enumerate(pages):
        before = sum(other.name == page.name for other in pages[:at])
        made.append(say.say(f"chapter_{page.name}") + (f" {before + 1}" if before else ""))
    return made


def _tiles(
    visit: Visit, panels: tuple[Panel, ...], frame: Frame, area: Rect, say: Language
) -> tuple[list[Target], list[Box]]:
    """A tile for each panel, all alike: the picture three high to four wide, the title on two lines below it."""
    columns, rows = (2, 3) if frame.portrait else (3, 2)
    gap, pad = frame.px(_TILE_GAP), frame.px(14)
    wide, high = (area.w - (columns - 1) * gap) // columns, (area.h - (rows - 1) * gap) // rows
    titles = [(text.easy if visit.easy else text.normal).title for text in (p.texts[visit.language] for p in panels)]
    sizes = tuple(frame.type(size) for size in (look.BODY, look.CAPTION))
    inner = wide - 2 * pad - frame.px(8)
    least = 2 * typeset.line_height(sizes[1], 1.15)
    body = 2 * typeset.line_height(sizes[0], 1.15)
    words = body if not frame.large else max(least, min(body, high - 3 * pad - (wide - 2 * pad) * 3 // 4))
    px = min(typeset.fit(text, Rect(0, 0, inner, words), sizes, "semibold", 1.15) for text in titles)
    words = max([words, *(typeset.block_height(text, px, "semibold", inner, 1.15) for text in titles)])
    side = min(wide - 2 * pad, (high - 3 * pad - words) * 4 // 3)
    high = min(high, side * 3 // 4 + words + 3 * pad)
    targets: list[Target] = []
    boxes: list[Box] = []
    for at, (panel, title) in enumerate(zip(panels, titles, strict=True)):
        rect = Rect(area.x + at % columns * (wide + gap), area.y + at // columns * (high + gap), wide, high)
        name = f"panel:{panel.name}"
        shown = Rect(rect.x + (wide - side) // 2, rect.y + pad, side, side * 3 // 4)
        targets.append(Target(name, rect))
        boxes.append(Box(f"picture:{panel.name}", shown, "picture", inside=name))
        below = Rect(rect.x + pad + frame.px(4), shown.bottom + pad, inner, words)
        boxes.append(
            Box(
                f"title:{panel.name}",
                below,
                "text",
                title,
                px,
                "semibold",
                valign="middle",
                leading=1.15,
                balance=True,
                inside=name,
            )
        )
        if panel.name in visit.read:
            boxes.append(_mark(frame, say, panel, shown))
    return targets, boxes


def _mark(frame: Frame, say: Language, panel: Panel, shown: Rect) -> Box:
    """ "Read", on a corner of the picture."""
    text, px = say.say("panels_read"), frame.type(look.CAPTION)
    wide, high = typeset.width(text, px, "semibold") + round(px * 2.4), round(px * 1.7)
    away = frame.px(10)
    rect = Rect(shown.right - away - wide, shown.y + away, wide, high)
    return Box(
        f"read:{panel.name}",
        rect,
        "text",
        text,
        px,
        "semibold",
        "paper",
        valign="middle",
        inside=f"picture:{panel.name}",
    )
