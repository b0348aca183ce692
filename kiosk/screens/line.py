"""The prompt line: the words as large as they fit, a mark under each that says how the machine takes it, the caret."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.exhibit.model import UNLABELLED, Language
from kiosk.screens import look, talk, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Rect
from kiosk.screens.look import Frame
from kiosk.visit.scenes import Prompt

_LEADING = 1.2


def layout(scene: Prompt, say: Language, frame: Frame, field: Rect) -> Box:
    """The prompt as large as it fits; of one that never fits, the end is shown. While somebody speaks: those words."""
    rect = field.inset(frame.px(36), frame.px(8))
    rect = Rect(rect.x, rect.y, rect.w - frame.px(look.GOOD_TARGET + 8), rect.h)
    text = scene.text if scene.talk is None else scene.talk.text
    hint = "prompt_line_hint" if scene.talk is None else talk.asks(scene.talk)
    sizes = tuple(frame.type(size) for size in (look.HEADING, 52, look.LEAD, look.BODY))
    shown, px = typeset.fit_end(text or say.say(hint), rect, sizes, "medium", _LEADING)
    colour: look.Role = "ink" if text and scene.talk is None else "coral_text" if text else "grey"
    return Box(
        "prompt_line", rect, "text", shown, px, "medium", colour, "left", "middle", _LEADING, inside="prompt_field"
    )


def draw(canvas: Canvas, frame: Frame, scene: Prompt, box: Box) -> None:
    """Draw the line. A doubtful word lies on sand with a question mark above; one that is corrected is framed."""
    lines = typeset.wrap(box.text, box.px, box.weight, box.rect.w)
    if scene.talk is not None:
        canvas.box(box)
        return
    _doubts(canvas, frame, scene, box, lines)
    canvas.box(box)
    step, top = _rows(box, lines)
    baseline = (step + round(typeset.CAP_HEIGHT * box.px)) // 2
    if scene.text and scene.reading is not None:
        words = iter((word.text, word.kind) for word in scene.reading.words if word.text)
        wanted = next(words, None)
        for number, line in enumerate(lines):
            start = 0
            while wanted is not None:
                found = line.find(typeset.clean(wanted[0]), start)
                if found < 0:
                    break
                end = found + len(typeset.clean(wanted[0]))
                left = box.rect.x + typeset.width(line[:found], box.px, box.weight)
                right = box.rect.x + typeset.width(line[:end], box.px, box.weight)
                _mark(canvas, frame, left, right, top + number * step + baseline + round(box.px * 0.22), wanted[1])
                start, wanted = end, next(words, None)
    if not 0 <= scene.chosen < len(scene.doubts):
        _caret(canvas, frame, scene, box, lines)


def _rows(box: Box, lines: tuple[str, ...]) -> tuple[int, int]:
    """Distance of the lines, and the top of the first."""
    step = typeset.line_height(box.px, box.leading)
    return step, box.rect.y + (box.rect.h - step * len(lines)) // 2


def _caret(canvas: Canvas, frame: Frame, scene: Prompt, box: Box, lines: tuple[str, ...]) -> None:
    step, top = _rows(box, lines)
    number, line = max(0, len(lines) - 1), lines[-1] if lines and scene.text else ""
    trailing = min(3, len(scene.text) - len(scene.text.rstrip(" ")))
    if scene.caret >= 0:
        for at, start, whole in _placed(scene, box, lines):
            if start <= scene.caret:
                number, line, trailing = at, whole[: scene.caret - start], max(0, scene.caret - start - len(whole))
    x = box.rect.x + typeset.width(line + " " * trailing, box.px, box.weight) + frame.px(8 if line else -18)
    if scene.caret >= 0 and line:
        x -= frame.px(6)
    high = round(box.px * 1.05)
    canvas.pill(Rect(x, top + number * step + (step - high) // 2, frame.px(6), high), "coral")


def _doubts(canvas: Canvas, frame: Frame, scene: Prompt, box: Box, lines: tuple[str, ...]) -> None:
    step, top = _rows(box, lines)
    for number, first, line in _placed(scene, box, lines):
        for index, doubt in enumerate(scene.doubts):
            start, end = max(doubt.start - first, 0), min(doubt.end - first, len(line))
            if start >= end:
                continue
            left = box.rect.x + typeset.width(line[:start], box.px, box.weight)
            right = box.rect.x + typeset.width(line[:end], box.px, box.weight)
            pad = frame.px(7)
            high = min(step - frame.px(2), round(box.px * 1.18))
            ground = Rect(left - pad, top + number * step + (step - high) // 2, right - left + 2 * pad, high)
            chosen = index == scene.chosen
            canvas.rounded(ground, frame.px(10), "sand", "ink" if chosen else None, frame.px(3) if chosen else 0)


def _placed(scene: Prompt, box: Box, lines: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Each line with its number and the place in the prompt where it begins; none where they cannot be told."""
    cut = box.text != scene.text
    shown = box.text[1:] if cut else box.text
    if not shown or not scene.text.endswith(shown):
        return
    at = 0
    for number, line in enumerate(lines):
        whole = line[1:] if cut and number == 0 else line
        found = shown.find(whole, at)
        if found < 0:
            return
        yield number, found + len(scene.text) - len(shown) - (1 if cut and number == 0 else 0), line
        at = found + len(whole)


def _mark(canvas: Canvas, frame: Frame, left: int, right: int, y: int, kind: str) -> None:
    """A line in coral under words the labels know, a dashed one in ink under unknown and never seen words."""
    high = frame.px(6)
    if kind in UNLABELLED:
        gap = frame.px(8)
        count = max(2, round((right - left + gap) / frame.px(22)))
        for index in range(count):
            start = left + round(index * (right - left + gap) / count)
            end = left + round((index + 1) * (right - left + gap) / count) - gap
            canvas.pill(Rect(start, y, end - start, high), "ink")
    elif kind != "grammar":
        canvas.pill(Rect(left, y, right - left, high), "coral")
