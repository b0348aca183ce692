"""One quiet door from a scene to a panel that belongs to it: a small picture, and its title."""

from __future__ import annotations

from kiosk.exhibit.model import Exhibit
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.plate import plate
from kiosk.screens.widgets import focus_ring, language, state, text_box
from kiosk.visit.panels import find, suggestions
from kiosk.visit.scenes import Visit

HEIGHT = 116


def lay(frame: Frame, visit: Visit, exhibit: Exhibit, area: Rect) -> Layout:
    """A card at the foot of `area` ("panel:…") with the panel to recommend; nothing where there is no room for it."""
    best = next(iter(suggestions(visit, exhibit)), None)
    high, pad = frame.px(HEIGHT), frame.px(12)
    if best is None or area.h < high:
        return Layout()
    say = language(visit, exhibit)
    text = best.texts[visit.language]
    title = (text.easy if visit.easy else text.normal).title
    name = f"panel:{best.name}"
    side = high - 2 * pad
    px, small = frame.type(look.BODY), frame.type(look.CAPTION)
    words = max(typeset.width(title, px, "semibold"), typeset.width(say.say("panel_suggested"), small, "medium"))
    wide = side * 4 // 3 + words + 2 * pad + frame.px(48)
    if wide > area.w:
        return Layout()
    card = Rect(area.x, area.bottom - high, wide, high)
    shown = Rect(card.x + pad, card.y + pad, side * 4 // 3, side)
    x = shown.right + frame.px(24)
    top = card.y + (high - round(1.2 * (px + small))) // 2
    above = text_box(
        frame, "door_about", say.say("panel_suggested"), (x, top, words + 2), look.CAPTION, "medium", "grey",
        leading=1.2, inside=name,
    )  # fmt: skip
    below = text_box(
        frame, "door_title", title, (x, above.rect.bottom, words + 2), look.BODY, "semibold", leading=1.2, inside=name
    )
    return Layout((Target(name, card),), (Box("door_picture", shown, "picture", inside=name), above, below))


def draw(canvas: Canvas, frame: Frame, visit: Visit, exhibit: Exhibit, made: Layout) -> None:
    """Draw what `lay` placed (found by name in `made`), if it did."""
    shown = made.box("door_picture")
    target = made.target(shown.inside) if shown is not None else None
    if shown is None or target is None:
        return
    now = state(visit, target.name)
    radius, drop = frame.px(look.RADIUS), frame.px(5)
    focus_ring(canvas, frame, target.rect, radius, now)
    down = (drop * 2 // 3, drop) if now.pressed else (0, 0)
    fill: look.Role = "sand" if now.pressed else "card"
    canvas.card(target.rect.moved(*down), radius, fill, "ink", frame.px(2), 0 if now.pressed else drop)
    panel = find(exhibit, visit.language, target.name.partition(":")[2])
    picture = canvas.files.drawn(panel.picture, small=True) if panel is not None else None
    plate(canvas, frame, picture, shown.rect.moved(*down), look.RADIUS_SMALL, 0)
    for name in ("door_about", "door_title"):
        box = made.box(name)
        if box is not None:
            canvas.text(box.text, box.rect.moved(*down), box.px, box.weight, box.colour, leading=box.leading)


def picture_there(canvas: Canvas, visit: Visit, exhibit: Exhibit, made: Layout) -> bool:
    """Whether the picture on the door has been drawn: belongs into the key of a layer that shows it."""
    shown = made.box("door_picture")
    panel = find(exhibit, visit.language, shown.inside.partition(":")[2]) if shown is not None else None
    return panel is not None and canvas.files.drawn(panel.picture, small=True) is not None
