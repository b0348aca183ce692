"""Nobody is there: a recorded painting rises out of noise, again and again; touching anything wakes the exhibit.

The recordings are filmstrips (`models/NAME/recorded/*.png`, square frames side by side). Where there are none, cut
paper does the same: a mosaic in disorder settles into a small landscape. At most five picture changes a second, all
of them cross-faded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pygame

from kiosk.exhibit.model import Exhibit, Language
from kiosk.screens import look, mosaic, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.widgets import button_size, language, text_box
from kiosk.visit.scenes import Attract, Visit
from kiosk.visit.talking import offered

FIRST_SECONDS = 1.6
EARLY_SECONDS = 0.9
STEP_SECONDS = 0.45
LAST_SECONDS = 6.0
BETWEEN_FADE = 1.5
STEP_FADE = 0.36
LANGUAGE_SECONDS = 7.0
"""How long noise, each of the next three steps, each later step and the finished picture stay; the fades between."""


@dataclass(frozen=True)
class Moment:
    """Which frames are on screen: `before` gives way to `after` by `amount` (1: only `after`)."""

    strip: int
    frame: int
    before: tuple[int, int]
    amount: float


def seconds_of(frame: int, frames: int) -> float:
    """How long a frame of a strip stays."""
    if frame >= frames - 1:
        return LAST_SECONDS
    return FIRST_SECONDS if frame == 0 else EARLY_SECONDS if frame <= 3 else STEP_SECONDS


def moment(since: float, frames: tuple[int, ...]) -> Moment:
    """What is shown `since` seconds after the start, with strips of so many `frames` (each at least 1)."""
    lengths = [sum(seconds_of(index, count) for index in range(count)) for count in frames]
    left = max(0.0, since) % sum(lengths)
    strip = 0
    while left >= lengths[strip] and strip < len(frames) - 1:
        left -= lengths[strip]
        strip += 1
    frame = 0
    while left >= seconds_of(frame, frames[strip]) and frame < frames[strip] - 1:
        left -= seconds_of(frame, frames[strip])
        frame += 1
    if frame > 0:
        return Moment(strip, frame, (strip, frame - 1), min(1.0, left / STEP_FADE))
    earlier = (strip - 1) % len(frames)
    starting = since < lengths[0] and strip == 0
    return Moment(strip, frame, (earlier, frames[earlier] - 1), 1.0 if starting else min(1.0, left / BETWEEN_FADE))


def spoken(since: float, codes: tuple[str, ...]) -> tuple[str, float]:
    """The language of the sentence now, and how visible it is (0 to 1): one goes before the next one comes."""
    turn, left = divmod(max(0.0, since), LANGUAGE_SECONDS)
    code = codes[int(turn) % len(codes)]
    if len(codes) == 1:
        return code, 1.0
    shown = min(1.0, (LANGUAGE_SECONDS - left) / look.TEXT_FADE)
    return code, shown if turn == 0 else min(shown, left / look.TEXT_FADE)


def _codes(visit: Visit, exhibit: Exhibit) -> tuple[str, ...]:
    codes = tuple(code for code in exhibit.settings.languages if code in exhibit.languages)
    return codes or (visit.language,)


def _languages(visit: Visit, exhibit: Exhibit) -> tuple[Language, ...]:
    found = tuple(exhibit.languages[code] for code in _codes(visit, exhibit) if code in exhibit.languages)
    return found or (language(visit, exhibit),)


def _sentence(visit: Visit, exhibit: Exhibit, say: Language) -> str:
    """The key of the sentence: what one can do here, speak or write."""
    return "attract_speak" if offered(visit, exhibit, say.code) is not None else "attract_say"


def layout(visit: Visit, scene: Attract, exhibit: Exhibit, frame: Frame) -> Layout:
    """The whole screen wakes; language pills lie above it. Text boxes hold the visit's language and fit the longest."""
    top = header(frame, visit, exhibit, read=False)
    return _layout(language(visit, exhibit), visit, exhibit, frame, top)


def _layout(say: Language, visit: Visit, exhibit: Exhibit, frame: Frame, top: Layout) -> Layout:
    every = _languages(visit, exhibit)
    content = frame.content
    ruler, caption = frame.px(48), typeset.line_height(frame.type(look.CAPTION))
    gap = frame.px(40)
    invite = max((button_size(frame, one.say("attract_touch"), "primary") for one in every), default=(0, 0))
    if frame.portrait:
        side = content.w
        picture = Rect(content.x, content.y + frame.px(20), side, side)
        text = Rect(content.x, picture.bottom + ruler + caption + gap * 2, side, 0)
    else:
        air = frame.px(20)
        side = min(content.h - ruler - caption - air, round(frame.size[0] * 0.47))
        picture = Rect(content.right - side, content.y + air, side, side)
        text = Rect(content.x, 0, content.w - side - frame.px(104), 0)
    sizes = tuple(
        frame.type(size)
        for size in ((112, look.TITLE, 72, look.HEADING) if not frame.large else (92, 72, look.HEADING))
    )
    say_px = min(_whole_words(one.say(_sentence(visit, exhibit, one)), sizes, text.w) for one in every)
    say_high = max(
        typeset.block_height(one.say(_sentence(visit, exhibit, one)), say_px, "bold", text.w, 1.08, True)
        for one in every
    )
    about_px = frame.type(look.BODY)
    about_wide = min(text.w, about_px * 24)
    about_high = max(
        typeset.block_height(one.say("attract_about"), about_px, "medium", about_wide, 1.3, True) for one in every
    )
    whole = say_high + gap + about_high + round(gap * 1.4) + invite[1]
    if frame.portrait:
        y = text.y + max(0, content.bottom - text.y - whole) // 3
    else:
        y = content.y + max(0, content.h - whole) // 2
    own = say.say(_sentence(visit, exhibit, say))
    own_high = typeset.block_height(own, say_px, "bold", text.w, 1.08, True)
    y += say_high - own_high if not frame.portrait else 0
    sentence = Rect(text.x, y, text.w, own_high)
    about_y = sentence.bottom + gap
    about = Rect(text.x, about_y, about_wide, about_high)
    wide, high = button_size(frame, say.say("attract_touch"), "primary")
    about_own = typeset.block_height(say.say("attract_about"), about_px, "medium", about_wide, 1.3, True)
    touch = Rect(text.x, about_y + about_own + round(gap * 1.2), wide, high)
    boxes = (
        Box("attract_picture", picture, "picture"),
        Box("attract_ruler", Rect(picture.x, picture.bottom, picture.w, ruler), "picture"),
        text_box(
            frame,
            "attract_machine",
            say.say("picture_machine_made"),
            Rect(picture.x, picture.bottom + ruler, picture.w, caption),
            look.CAPTION,
            colour="grey",
        ),
        Box(
            "attract_say",
            sentence,
            "text",
            say.say(_sentence(visit, exhibit, say)),
            say_px,
            "bold",
            leading=1.08,
            balance=True,
        ),
        Box("attract_about", about, "text", say.say("attract_about"), about_px, "medium", leading=1.3, balance=True),
        Box("attract_touch", touch, "picture"),
    )
    return Layout((Target("wake", frame.screen), *top.targets), (*top.boxes, *boxes))


def _whole_words(text: str, sizes: tuple[int, ...], limit: int) -> int:
    """The largest size at which the text takes at most four lines and no word is cut."""
    for px in sizes:
        if (
            all(typeset.width(word, px, "bold") <= limit for word in text.split())
            and len(typeset.wrap(text, px, "bold", limit)) <= 4
        ):
            return px
    return sizes[-1]


def draw(canvas: Canvas, visit: Visit, scene: Attract, exhibit: Exhibit, t: float) -> None:
    """Draw the picture at this moment and the sentence of this turn."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    since = max(0.0, t - scene.since)
    code, visible = spoken(since, _codes(visit, exhibit))
    say = exhibit.languages.get(code) or language(visit, exhibit)
    speaking = replace(visit, language=code)
    laid_out = _layout(say, visit, exhibit, frame, header(frame, speaking, exhibit, read=False))
    picture, touch = laid_out.box("attract_picture"), laid_out.box("attract_touch")
    if picture is None or touch is None:
        return
    strips = _strips(canvas, exhibit)
    machine_made = bool(strips)
    radius = frame.px(look.RADIUS_LARGE)

    def still(paint: Canvas) -> None:
        paint.paper()
        draw_header(paint, frame, speaking, exhibit, laid_out)
        paint.shadow(picture.rect, radius, frame.px(16))

    canvas.layer(("attract", code, visit.focus, visit.pressed, laid_out.targets, frame), still)
    frames = tuple(len(strip) for strip in strips) if strips else (mosaic.FRAMES,) * mosaic.PICTURES
    now = moment(since, frames)

    def image(strip: int, index: int) -> pygame.Surface:
        if strips:
            return strips[strip][index]
        return canvas.made(
            ("mosaic", strip, index, picture.rect.w), lambda: mosaic.draw(strip, index, picture.rect.w, canvas.theme)
        )

    canvas.cross_fade(
        image(*now.before) if now.amount < 1 else None,
        image(now.strip, now.frame),
        now.amount,
        picture.rect,
        radius=radius,
        width=frame.px(4),
    )
    _ruler(canvas, frame, laid_out, now, frames[now.strip])
    alpha = round(255 * visible)
    for name in ("attract_say", "attract_about", *(("attract_machine",) if machine_made else ())):
        box = laid_out.box(name)
        if box is not None and alpha > 0:
            canvas.box(box, alpha)
    px = frame.type(look.LEAD)
    canvas.shadow(touch.rect, touch.rect.h // 2, frame.px(8), 60)
    canvas.pill(touch.rect, "coral")
    canvas.text(say.say("attract_touch"), touch.rect, px, "bold", "white", "center", "middle", alpha=alpha)


def _ruler(canvas: Canvas, frame: Frame, laid_out: Layout, now: Moment, frames: int) -> None:
    """One tick for each step; the steps done are filled."""
    box = laid_out.box("attract_ruler")
    if box is None:
        return
    count = max(1, frames)
    gap, high = frame.px(6), frame.px(8)
    y = box.rect.y + box.rect.h - high - frame.px(14)
    for index in range(count):
        left = box.rect.x + round(index * (box.rect.w + gap) / count)
        right = box.rect.x + round((index + 1) * (box.rect.w + gap) / count) - gap
        canvas.pill(Rect(left, y, max(2, right - left), high), "ink" if index <= now.frame else "sand")


def _strips(canvas: Canvas, exhibit: Exhibit) -> tuple[tuple[pygame.Surface, ...], ...]:
    folder = Path(exhibit.models) / exhibit.settings.model / "recorded" if exhibit.models else None
    paths = canvas.files.names(str(folder), ".png") if folder is not None else ()
    return tuple(strip for strip in (canvas.files.filmstrip(path) for path in paths) if strip)
