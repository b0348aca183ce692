"""The picture of a panel in its frame, on its own page and wherever the panel is offered."""

from __future__ import annotations

import pygame

from kiosk.screens import look
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Rect
from kiosk.screens.look import Frame


def plate(canvas: Canvas, frame: Frame, picture: pygame.Surface | None, rect: Rect, radius: int, drop: int) -> None:
    """A panel's picture in `rect`, whole: one of another shape lies on a mount. Before it is drawn, an empty sheet.

    `radius` and `drop` (of the shadow) are in units.
    """
    round_, away, line = frame.px(radius), frame.px(drop), frame.px(look.LINE)
    if picture is None:
        canvas.card(rect, round_, "card", "ink", line, away)
        canvas.hatch(rect.inset(line), "sand", round_, frame.px(44), frame.px(10))
        return
    wide, high = picture.get_size()
    if abs(wide * rect.h - high * rect.w) > 0.02 * wide * rect.h:
        canvas.card(rect, round_, "sand", "ink", line, away)
        inner = rect.inset(frame.px(14))
        scale = min(inner.w / wide, inner.h / high)
        size = max(2, round(wide * scale)), max(2, round(high * scale))
        rect = Rect(rect.x + (rect.w - size[0]) // 2, rect.y + (rect.h - size[1]) // 2, *size)
        # The mount has the outline: a second one around the picture would look like a mistake.
        canvas.picture(picture, rect, None, frame.px(look.RADIUS_SMALL))
        return
    canvas.picture(picture, rect, "ink", round_, drop=away, width=line)
