"""How a step is guessed: (with - without) x strength = difference; without + difference = the guess on the plate.

All its pictures come from the same noisy picture. *Without* wears hatched slate, *with* coral, the *difference* gold
beside an ink line, signed, on ink.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pygame

from kiosk.exhibit.model import Language
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Valign
from kiosk.screens.look import Frame
from kiosk.screens.widgets import text_box
from kiosk.visit.events import Image, View
from kiosk.visit.scenes import ShownStep

NO_WORDS_SIDE = 128
"""Units of the picture that the same noise gives without any words."""
FULL_BAR = 64 / 255
"""Mean change of a picture by the words (share of full scale) that fills the bar; about what step 1 shows."""
_PARTS: tuple[View, View, View] = ("with", "without", "difference")
_SIGNS = ("open", "minus", "close", "plus", "equals")
_TEXTS = (*_SIGNS, "result", "left_name", "no_words_name", "no_words_about", *(f"{part}_name" for part in _PARTS))


def number(value: float, language: str) -> str:
    """A figure as people of this language write it: 3, 2.5 or 2,5."""
    text = f"{value:g}"
    return text if language == "en" else text.replace(".", ",")


@lru_cache(maxsize=64)
def words_change(with_prompt: Image, without_prompt: Image) -> float:
    """How much the words change the guess: mean absolute difference of two pictures, 0 to 1.

    Pictures of unequal or wrong size give 0.
    """
    size = with_prompt.width, with_prompt.height
    whole = 3 * size[0] * size[1]
    if (without_prompt.width, without_prompt.height) != size or not len(with_prompt.rgb) == len(
        without_prompt.rgb
    ) == whole > 0:
        return 0.0
    a, b = (pygame.image.frombuffer(bytearray(i.rgb), size, "RGB") for i in (with_prompt, without_prompt))
    more, less = a.copy(), b
    more.blit(b, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
    less.blit(a, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
    more.blit(less, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    # average_color answers in whole levels; summed over tiles the mean keeps its fractions.
    tiles = [(x, y) for x in range(0, size[0], 8) for y in range(0, size[1], 8)]
    means = [sum(pygame.transform.average_color(more, (x, y, 8, 8))[:3]) / 3 for x, y in tiles]
    return sum(means) / len(means) / 255


def lay(frame: Frame, area: Rect, language: Language, guidance: float, deciding: bool, up: bool) -> Layout:
    """The equation in `area`. After the `deciding` steps its last line gives way to the shrinking bar.

    `up` says the plate lies above (an upright screen), else to the right: where the last arrow points.
    """
    say, strength = language.say, number(guidance, language.code)
    caption, lead = frame.type(look.CAPTION), frame.type(look.LEAD)
    signs = {"open": "(", "minus": "−", "close": f") × {strength} ="}
    room = {name: typeset.width(sign, lead, "medium") + frame.px(14) for name, sign in signs.items()}
    line = frame.px(76)
    names = {"with": say("painting_with"), "without": say("painting_without")}
    names["difference"] = say("painting_difference", strength=strength).replace("× ", "×\u00a0")
    widest = (area.w - sum(room.values())) // 3
    lines = max(len(typeset.wrap(name, caption, "medium", widest)) for name in names.values())
    label = lines * typeset.line_height(caption)
    side = max(8, min(widest, area.h - label - line - frame.px(20 + 8)))
    spare = min(frame.px(40), (area.w - sum(room.values()) - 3 * side) // 3)
    boxes: list[Box] = []
    x, y = area.x, area.y

    def sign(name: str, extra: int) -> None:
        nonlocal x
        where = Rect(x, y, room[name] + extra, side)
        boxes.append(Box(name, where, "text", signs[name], lead, "medium", "ink", "center", "middle"))
        x += where.w

    sign("open", 0)
    for part, following in zip(_PARTS, ("minus", "close", ""), strict=True):
        boxes.append(Box(part, Rect(x, y, side, side), "picture"))
        wide = min(widest, side + spare)
        below = Rect(x - (wide - side) // 2, y + side + frame.px(8), wide, label)
        boxes.append(text_box(frame, f"{part}_name", names[part], below, look.CAPTION, "medium", align="center"))
        x += side
        if following:
            sign(following, spare)
    y += side + label + frame.px(28)
    row = Rect(area.x, y, area.w, line)
    boxes += _result(frame, row, language, up) if deciding else _bar(frame, row, language)
    return Layout((), tuple(boxes))


def _result(frame: Frame, row: Rect, language: Language, up: bool) -> list[Box]:
    """without + difference = guess, in small pictures and a word."""
    lead, side = frame.type(look.LEAD), row.h
    boxes = [Box("small_without", Rect(row.x, row.y, side, side), "picture")]
    x = row.x + side
    for name, sign in (("plus", "+"), ("", ""), ("equals", "=")):
        if not name:
            boxes.append(Box("small_difference", Rect(x, row.y, side, side), "picture"))
            x += side
            continue
        wide = typeset.width(sign, lead, "medium") + frame.px(36)
        boxes.append(Box(name, Rect(x, row.y, wide, side), "text", sign, lead, "medium", "ink", "center", "middle"))
        x += wide
    arrow = frame.px(56)
    word = Rect(
        x, row.y, min(row.right - x - arrow, typeset.width(language.say("painting_result"), lead, "bold") + 2), side
    )
    text = language.say("painting_result")
    boxes.append(text_box(frame, "result", text, word, look.LEAD, "bold", valign="middle", smallest=look.CAPTION))
    at = Rect(word.right + frame.px(16), row.y, arrow - frame.px(16), side)
    boxes.append(Box("result_up" if up else "result_right", at, "picture"))
    return boxes


def _bar(frame: Frame, row: Rect, language: Language) -> list[Box]:
    """How much the words still change: a name and a bar."""
    high = frame.px(26)
    text = language.say("painting_difference_left")
    words = text_box(frame, "left_name", text, (row.x, row.y, row.w), look.CAPTION, "medium")
    top = min(row.bottom - high, words.rect.bottom + frame.px(4))
    return [words, Box("left_bar", Rect(row.x, top, row.w, high), "picture")]


def lay_no_words(frame: Frame, area: Rect, language: Language) -> list[Box]:
    """In `area`, under the plate: what the same noise gives with no words at all. In large text its name must do."""
    side = area.h
    picture = Rect(area.x, area.y, side, side)
    left = picture.right + frame.px(24)
    words = Rect(left, area.y, area.right - left, side)
    text = language.say("painting_no_words")
    valign: Valign = "middle" if frame.large else "top"
    named = text_box(frame, "no_words_name", text, words, look.CAPTION, "bold", valign=valign)
    boxes = [Box("no_words", picture, "picture"), named]
    if not frame.large:
        lines = len(typeset.wrap(text, named.px, "bold", words.w))
        title = Rect(words.x, words.y, words.w, lines * typeset.line_height(named.px))
        below = Rect(words.x, title.bottom + frame.px(4), words.w, words.bottom - title.bottom - frame.px(4))
        about = text_box(frame, "no_words_about", language.say("painting_no_words_about"), below, look.CAPTION)
        boxes = [boxes[0], replace(named, rect=title), about]
    return boxes


def draw(canvas: Canvas, frame: Frame, layout: Layout, step: ShownStep | None) -> None:
    """Draw what `lay` and `lay_no_words` placed. Pictures that were not decoded in time are empty frames."""
    seen: dict[str, Image | None] = {part: step.view(part) if step else None for part in (*_PARTS, "no_words")}
    for box in layout.boxes:
        part = box.name.removeprefix("small_")
        if box.name in _TEXTS:
            canvas.box(box)
        elif part in _PARTS:
            _framed(canvas, frame, box.rect, part, seen[part], small=part != box.name)
        elif box.name == "no_words":
            _framed(canvas, frame, box.rect, "without", seen["no_words"], small=True)
        elif box.name == "result_right":
            canvas.icon("arrow_right", box.rect, "ink", frame.px(5))
        elif box.name == "result_up":
            canvas.icon("arrow_up", box.rect, "ink", frame.px(5))
        elif box.name == "left_bar":
            _draw_bar(canvas, frame, box.rect, seen["with"], seen["without"])


def _draw_bar(canvas: Canvas, frame: Frame, rect: Rect, with_: Image | None, without: Image | None) -> None:
    canvas.pill(rect, "card", "ink", frame.px(look.LINE))
    if with_ is None or without is None:
        return
    share = min(1.0, words_change(with_, without) / FULL_BAR)
    if share * rect.w < frame.px(look.LINE):
        return  # nothing left that could be seen
    canvas.pill(Rect(rect.x, rect.y, max(rect.h, round(rect.w * share)), rect.h), "gold", "ink", frame.px(look.LINE))


def _framed(canvas: Canvas, frame: Frame, rect: Rect, part: str, image: Image | None, small: bool) -> None:
    """A picture in the frame of its part: hatched slate, coral, or gold beside an ink line."""
    radius, band = frame.px(12 if small else look.RADIUS), frame.px(7 if small else 10)
    canvas.shadow(rect, radius, frame.px(4 if small else 6))
    if part == "without":
        canvas.rounded(rect, radius, "card")
        canvas.hatch(rect, "slate", radius, frame.px(10), frame.px(5))
        canvas.rounded(rect, radius, None, "slate", frame.px(3))
    elif part == "with":
        canvas.rounded(rect, radius, "coral")
    else:
        canvas.rounded(rect, radius, "gold", "ink", frame.px(2))
    inner = rect.inset(band)
    if image is None:
        canvas.rounded(inner, radius - band // 2, "sand", "ink", frame.px(2))
    else:
        canvas.picture(image, inner, "ink", max(2, radius - band // 2), width=frame.px(2))
