"""Writing a prompt: one big line, "Paint", six ideas to start from, and the keyboard, always open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.exhibit.model import Exhibit, Keyboard, Language
from kiosk.screens import doubts, ideas, keyboard, look, talk, typeset
from kiosk.screens import line as line_of
from kiosk.screens.canvas import Canvas
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Target, Valign
from kiosk.screens.look import Frame, Role
from kiosk.screens.widgets import Style, button, button_size, focus_ring, language, state, text_box
from kiosk.visit.panels import suggestions
from kiosk.visit.scenes import Prompt, Visit
from kiosk.visit.talking import big, listening, offered

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
    talk: Rect
    """The small button to speak (without height where one cannot)."""
    doubts: Rect
    """The words that may be wrong (without height while there are none)."""


def layout(visit: Visit, scene: Prompt, exhibit: Exhibit, frame: Frame) -> Layout:
    """Title, prompt line, notice, ideas, keyboard, "Paint" and, with something written, "clear".

    Where one can also speak: the one big button for it before anything is written, then a small one by the line.
    """
    if big(visit, scene, exhibit):
        return talk.layout(visit, scene, exhibit, frame)
    speaks = offered(visit, exhibit) is not None
    say = language(visit, exhibit)
    keys = exhibit.keyboards.get(say.keyboard, _PLAIN)
    best = next(iter(suggestions(visit, exhibit)), None)
    top = header(frame, visit, exhibit, suggested=None if _merged(frame) else best)
    place = _places(say, keys, frame, top, speaks, bool(scene.doubts) or scene.caret >= 0)
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
    line = line_of.layout(scene, say, frame, place.field)
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
    boxes = [*(box for box in top.boxes if box.name != "app_title" or not _merged(frame)), *boxes]
    tiles, words = ideas.layout(exhibit.starters, visit.language, place.tiles, place.columns, frame)
    targets += tiles
    boxes += words
    targets += keyboard.layout(keys, place.keys, frame, scene)
    if scene.text and scene.talk is None:
        targets.append(Target("clear", _clear(place.field, frame)))
    if speaks:
        targets.append(Target("talk", place.talk, "hold"))
    if place.doubts.h and scene.talk is None:
        chips, marked = doubts.layout(scene, say, frame, place.doubts)
        targets += chips
        boxes += marked
    targets.append(Target("paint", place.paint))
    return Layout(tuple(targets), tuple(boxes))


def _merged(frame: Frame) -> bool:
    """Large text on a wide screen: the title takes the place of the exhibit's name."""
    return frame.large and not frame.portrait


def _places(say: Language, keys: Keyboard, frame: Frame, top: Layout, speaks: bool, doubtful: bool) -> _Places:
    content, px = frame.content, frame.px
    bottom = frame.size[1] - px(48)
    paint_wide, paint_high = button_size(frame, say.say("prompt_paint"), "primary")
    line = typeset.line_height(frame.type(look.BODY))
    columns_of_ideas = 2 if frame.large else 3
    rows = keyboard.rows(keys)
    key_high = px(96 if frame.portrait and not frame.large else 92)
    board_high = rows * key_high + (rows - 1) * px(12)
    doubts_high = px(look.GOOD_TARGET) if doubtful else 0
    if frame.portrait:
        field_high, row_high, gap = (184, 200, 16) if frame.large else (216, 120, 28)
        paint_wide, paint_high = max(paint_wide, px(360)), max(paint_high, px(120))
        title = Rect(content.x, content.y + px(16), content.w, px(96))
        field = Rect(content.x, title.bottom + px(20), content.w, px(field_high))
        field, mic = _beside(field, px(160), px(32), speaks)
        row = Rect(content.x, field.bottom + px(gap), content.w, max(px(row_high), paint_high))
        paint = Rect(row.right - paint_wide, row.y + (row.h - paint_high) // 2, paint_wide, paint_high)
        notice = Rect(row.x, row.y, paint.x - px(32) - row.x, row.h)
        board = Rect(content.x, bottom - board_high, content.w, board_high)
        heading = Rect(content.x, row.bottom + px(gap + 8), content.w, line)
        marked = Rect(content.x, board.y - px(16) - doubts_high, content.w, doubts_high)
        tiles_end = marked.y - px(16) if doubtful else board.y - px(48)
        tiles = Rect(content.x, heading.bottom + px(12), content.w, tiles_end - heading.bottom - px(12))
        return _Places(title, field, notice, heading, tiles, columns_of_ideas, board, paint, mic, marked)
    paint_wide, paint_high = max(paint_wide, px(320)), max(paint_high, px(120))
    if _merged(frame):
        first = min((target.rect.x for target in top.targets), default=content.right)
        title = Rect(content.x, px(look.HEADER_TOP), first - px(32) - content.x, px(look.HEADER_HEIGHT))
        field = Rect(content.x, title.bottom + px(24), content.w - paint_wide - px(32), px(148))
    else:
        title = Rect(content.x, content.y + px(4), content.w, px(96))
        field = Rect(content.x, title.bottom + px(16), content.w - paint_wide - px(32), px(136))
    paint = Rect(field.right + px(32), field.y + (field.h - paint_high) // 2, paint_wide, paint_high)
    field, mic = _beside(field, px(120), px(24), speaks)
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
    marked = Rect(board.x, board.y - px(16) - doubts_high, board.w, doubts_high)
    return _Places(title, field, notice, heading, tiles, columns_of_ideas, board, paint, mic, marked)


def _beside(field: Rect, side: int, gap: int, there: bool) -> tuple[Rect, Rect]:
    """The line, and the round button at its right end."""
    if not there:
        return field, Rect(field.right, field.y, 0, 0)
    line = Rect(field.x, field.y, field.w - side - gap, field.h)
    return line, Rect(field.right - side, field.y + (field.h - side) // 2, side, side)


def _clear(field: Rect, frame: Frame) -> Rect:
    side = frame.px(look.GOOD_TARGET)
    return Rect(field.right - side - frame.px(24), field.y + (field.h - side) // 2, side, side)


def _notice(scene: Prompt, say: Language, frame: Frame, rect: Rect) -> list[Box]:
    """What to say below the prompt: what went wrong, else which words are unknown, as fully as there is room for."""
    choices: list[str] = []
    reading = scene.reading
    if scene.talk is not None:
        choices = [say.say(talk.next_step(scene.talk))]
    elif scene.notice:
        choices = [say.say(scene.notice)]
    elif scene.doubts:
        choices = [say.say("prompt_doubts")]
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
        choices = [say.say("prompt_heard" if scene.heard else "prompt_about")]
    plain = len(choices) == 1 and not (scene.notice or scene.talk or scene.heard or scene.doubts)
    colour: Role = "grey" if plain else "ink"
    valign: Valign = "middle" if frame.portrait else "top"
    boxes = [
        text_box(frame, "prompt_notice", text, rect, size, "medium", colour, valign=valign, balance=True)
        for text in choices
        for size in (look.BODY, look.CAPTION)
    ]
    return next(([box] for box in boxes if typeset.fits(box)), boxes[-1:])


def draw(canvas: Canvas, visit: Visit, scene: Prompt, exhibit: Exhibit, t: float) -> None:
    """Draw the scene: a still picture until something is typed, pressed or said."""
    if big(visit, scene, exhibit):
        talk.draw(canvas, visit, scene, exhibit, t)
        return
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    laid_out = layout(visit, scene, exhibit, frame)
    say = language(visit, exhibit)
    still = replace(scene, talk=None, since=0.0)
    key = ("prompt", laid_out, still, listening(visit), visit.language, visit.focus, visit.pressed, frame)
    canvas.layer(key, lambda on: _paint(on, visit, scene, exhibit, frame, laid_out, say))
    speak = laid_out.target("talk")
    if speak is not None:
        talk.draw_button(canvas, frame, speak.rect, scene.talk, state(visit, "talk"), t, filled=False)


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
        line_of.draw(canvas, frame, scene, line)
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
        # One coral thing a screen: while somebody speaks it is the other one.
        style: Style = "primary" if not listening(visit) else "secondary"
        button(canvas, frame, paint, say.say("prompt_paint"), state(visit, "paint"), style)
    keys = exhibit.keyboards.get(say.keyboard, _PLAIN)
    doubts.draw(canvas, frame, visit, scene, say, laid_out)
    keyboard.draw(canvas, frame, visit, scene, say, keys, laid_out)
