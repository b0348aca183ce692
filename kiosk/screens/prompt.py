"""Writing a prompt: one big line, "Paint", six ideas to start from, and the keyboard, always open."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.exhibit.model import UNLABELLED, Exhibit, Keyboard, Language
from kiosk.screens import ideas, keyboard, look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Target, Valign
from kiosk.screens.look import Frame, Role
from kiosk.screens.widgets import button, button_size, focus_ring, language, state, text_box
from kiosk.visit.panels import suggestions
from kiosk.visit.scenes import Prompt, Visit

_PLAIN = Keyboard(
    "plain", (tuple("abcdefghij"), tuple("klmnopqrst"), tuple("uvwxyz'")), {}, ()
)  # only if a language names a keyboard that is not there


@dataclass(frozen=True)
class _Places:
    """Where the parts go, in pixels."""

    title: Rect
    field: Rect
    notice: Rect
    heading: Rect
    tiles: Rect
    columns: int
    keys: Rect
    paint: Rect


def layout(visit: Visit, scene: Prompt, exhibit: Exhibit, frame: Frame) -> Layout:
    """Title, prompt line, notice, ideas, keyboard, "Paint" and, with something written, "clear"."""
    say = language(visit, exhibit)
    keys = exhibit.keyboards.get(say.keyboard, _PLAIN)
    best = next(iter(suggestions(visit, exhibit)), None)
    top = header(frame, visit, exhibit, suggested=None if _merged(frame) else best)
    place = _places(say, keys, frame, top)
    title = text_box(
        frame,
        "prompt_title",
        say.say("prompt_title"),
        place.title,
        look.HEADING if _merged(frame) else look.TITLE,
        "bold",
        valign="middle",
        leading=1.1,
        smallest=look.BODY,
    )
    line = _line_box(scene, say, frame, place.field)
    boxes = [title, Box("prompt_field", place.field, "picture"), line]
    boxes += _notice(scene, say, frame, place.notice)
    if exhibit.starters:
        heading = text_box(
            frame,
            "prompt_starters",
            say.say("prompt_starters"),
            place.heading,
            look.BODY,
            "medium",
            valign="middle",
            smallest=look.CAPTION,
        )
        boxes.append(heading)
    targets = list(top.targets)
    if not _merged(frame):
        boxes = [*top.boxes, *boxes]
    tiles, words = ideas.layout(exhibit.starters, visit.language, place.tiles, place.columns, frame)
    targets += tiles
    boxes += words
    targets += keyboard.layout(keys, place.keys, frame, scene)
    if scene.text:
        targets.append(Target("clear", _clear(place.field, frame)))
    targets.append(Target("paint", place.paint))
    return Layout(tuple(targets), tuple(boxes))


def _merged(frame: Frame) -> bool:
    """Large text on a wide screen: the title takes the place of the exhibit's name."""
    return frame.large and not frame.portrait


def _places(say: Language, keys: Keyboard, frame: Frame, top: Layout) -> _Places:
    content, px = frame.content, frame.px
    bottom = frame.size[1] - px(48)
    paint_wide, paint_high = button_size(frame, say.say("prompt_paint"), "primary")
    line = typeset.line_height(frame.type(look.BODY))
    columns_of_ideas = 2 if frame.large else 3
    rows = keyboard.rows(keys)
    key_high = px(96 if frame.portrait and not frame.large else 92)
    board_high = rows * key_high + (rows - 1) * px(12)
    if frame.portrait:
        field_high, row_high, gap = (184, 200, 16) if frame.large else (216, 120, 28)
        paint_wide, paint_high = max(paint_wide, px(360)), max(paint_high, px(120))
        title = Rect(content.x, content.y + px(16), content.w, px(96))
        field = Rect(content.x, title.bottom + px(20), content.w, px(field_high))
        row = Rect(content.x, field.bottom + px(gap), content.w, max(px(row_high), paint_high))
        paint = Rect(row.right - paint_wide, row.y + (row.h - paint_high) // 2, paint_wide, paint_high)
        notice = Rect(row.x, row.y, paint.x - px(32) - row.x, row.h)
        board = Rect(content.x, bottom - board_high, content.w, board_high)
        heading = Rect(content.x, row.bottom + px(gap + 8), content.w, line)
        tiles = Rect(content.x, heading.bottom + px(12), content.w, board.y - px(48) - heading.bottom - px(12))
        return _Places(title, field, notice, heading, tiles, columns_of_ideas, board, paint)
    paint_wide, paint_high = max(paint_wide, px(320)), max(paint_high, px(120))
    if _merged(frame):
        first = min((target.rect.x for target in top.targets), default=content.right)
        title = Rect(content.x, px(look.HEADER_TOP), first - px(32) - content.x, px(look.HEADER_HEIGHT))
        field = Rect(content.x, title.bottom + px(24), content.w - paint_wide - px(32), px(148))
    else:
        title = Rect(content.x, content.y + px(4), content.w, px(96))
        field = Rect(content.x, title.bottom + px(16), content.w - paint_wide - px(32), px(136))
    paint = Rect(field.right + px(32), field.y + (field.h - paint_high) // 2, paint_wide, paint_high)
    notice_high = line * (2 if _merged(frame) else 1)
    notice = Rect(content.x, field.bottom + px(20), content.w, notice_high)
    columns = max((len(row) for row in keys.rows), default=10)
    board_wide = min(columns * px(80 if frame.large else 84) + (columns - 1) * px(12), round(content.w * 0.6))
    board = Rect(content.right - board_wide, bottom - board_high, board_wide, board_high)
    left_wide = content.w - board_wide - px(48 if frame.large else 64)
    if _merged(frame):
        heading = Rect(content.x, notice.bottom + px(12), left_wide, line)
    else:
        heading = Rect(content.x, board.y - px(12) - line, left_wide, line)
    tiles = Rect(content.x, heading.bottom + px(12), left_wide, bottom - heading.bottom - px(12))
    return _Places(title, field, notice, heading, tiles, columns_of_ideas, board, paint)


def _clear(field: Rect, frame: Frame) -> Rect:
    side = frame.px(look.GOOD_TARGET)
    return Rect(field.right - side - frame.px(24), field.y + (field.h - side) // 2, side, side)


def _line_box(scene: Prompt, say: Language, frame: Frame, field: Rect) -> Box:
    """The prompt as large as it fits; of one that never fits, the end is shown."""
    rect = field.inset(frame.px(36), frame.px(8))
    rect = Rect(rect.x, rect.y, rect.w - frame.px(look.GOOD_TARGET + 8), rect.h)
    text = scene.text or say.say("prompt_line_hint")
    sizes = tuple(frame.type(size) for size in (look.HEADING, 52, look.LEAD, look.BODY))
    px = typeset.fit(text, rect, sizes, "medium", 1.2)
    most = max(1, rect.h // typeset.line_height(px, 1.2))
    lines = typeset.wrap(text, px, "medium", rect.w)
    if len(lines) > most:
        text = typeset.clean(text)[-sum(len(line) + 1 for line in lines[-most:]) :]
        while len(typeset.wrap("…" + text, px, "medium", rect.w)) > most:
            text = text[1:]
        text = "…" + text
    return Box(
        "prompt_line",
        rect,
        "text",
        text,
        px,
        "medium",
        "ink" if scene.text else "grey",
        "left",
        "middle",
        1.2,
        inside="prompt_field",
    )


def _notice(scene: Prompt, say: Language, frame: Frame, rect: Rect) -> list[Box]:
    """What to say below the prompt: what went wrong, else which words are unknown, as fully as there is room for."""
    choices: list[str] = []
    reading = scene.reading
    if scene.notice:
        choices = [say.say(scene.notice)]
    elif reading is not None and scene.text and reading.unknown_words:
        words = tuple(dict.fromkeys(reading.unknown_words))
        known = say.say("prompt_unknown", words=", ".join(words))
        near = ", ".join(dict.fromkeys(near for _, several in reading.suggestions for near in several))
        more = f"{say.say('prompt_suggest')} {near}." if near else say.say("prompt_unknown_about")
        between = "\n" if frame.portrait or frame.large else " "
        choices = [f"{known}.{between}{more}", known]
        choices += [say.say("prompt_unknown", words=", ".join(words[:n]) + " …") for n in range(len(words) - 1, 0, -1)]
        choices.append(say.say("prompt_unknown", words=f"{words[0][:16]}…"))
    else:
        choices = [say.say("prompt_about")]
    colour: Role = "ink" if len(choices) > 1 or scene.notice else "grey"
    valign: Valign = "middle" if frame.portrait else "top"
    boxes = [
        text_box(frame, "prompt_notice", text, rect, size, "medium", colour, valign=valign, balance=True)
        for text in choices
        for size in (look.BODY, look.CAPTION)
    ]
    return next(([box] for box in boxes if typeset.fits(box)), boxes[-1:])


def draw(canvas: Canvas, visit: Visit, scene: Prompt, exhibit: Exhibit, t: float) -> None:
    """Draw the scene: a still picture until something is typed or pressed."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    laid_out = layout(visit, scene, exhibit, frame)
    say = language(visit, exhibit)
    key = ("prompt", laid_out, scene.shift, scene.reading, visit.language, visit.focus, visit.pressed, frame)
    canvas.layer(key, lambda still: _paint(still, visit, scene, exhibit, frame, laid_out, say))


def _paint(
    canvas: Canvas, visit: Visit, scene: Prompt, exhibit: Exhibit, frame: Frame, laid_out: Layout, say: Language
) -> None:
    canvas.paper()
    draw_header(canvas, frame, visit, exhibit, laid_out)
    for name in ("prompt_title", "prompt_notice", "prompt_starters"):
        box = laid_out.box(name)
        if box is not None:
            canvas.box(box)
    field, line = laid_out.box("prompt_field"), laid_out.box("prompt_line")
    if field is not None and line is not None:
        canvas.card(field.rect, frame.px(look.RADIUS_LARGE), "card", "ink", frame.px(look.LINE), drop=frame.px(10))
        _draw_line(canvas, frame, scene, line)
    clear = laid_out.target("clear")
    if clear is not None:
        now = state(visit, "clear")
        focus_ring(canvas, frame, clear.rect, clear.rect.h // 2, now)
        canvas.pill(clear.rect, "sand" if now.pressed else "card", "ink", frame.px(2))
        canvas.icon("cross", clear.rect.square(clear.rect.h // 2), "ink", frame.px(4))
    for starter in exhibit.starters:
        target = laid_out.target(f"starter:{starter.name}")
        if target is not None:
            ideas.draw(canvas, frame, visit, starter, target, laid_out)
    paint = laid_out.target("paint")
    if paint is not None:
        button(canvas, frame, paint, say.say("prompt_paint"), state(visit, "paint"), "primary")
    keys = exhibit.keyboards.get(say.keyboard, _PLAIN)
    keyboard.draw(canvas, frame, visit, scene, say, keys, laid_out)


def _draw_line(canvas: Canvas, frame: Frame, scene: Prompt, box: Box) -> None:
    """The prompt, a mark under each of its words that says how the machine takes it, and the caret."""
    canvas.box(box)
    lines = typeset.wrap(box.text, box.px, box.weight, box.rect.w)
    step = typeset.line_height(box.px, box.leading)
    top = box.rect.y + (box.rect.h - step * len(lines)) // 2
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
    last = lines[-1] if lines and scene.text else ""
    trailing = len(scene.text) - len(scene.text.rstrip(" ")) if scene.text else 0
    x = box.rect.x + typeset.width(last + " " * min(trailing, 3), box.px, box.weight) + frame.px(8 if last else -18)
    y = top + max(0, len(lines) - 1) * step if last else top
    high = round(box.px * 1.05)
    canvas.pill(Rect(x, y + (step - high) // 2, frame.px(6), high), "coral")


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
