"""Words become numbers: the visitor's words, English, tokens, numbers, each row falling out of the one above.

Threads join what belongs together, so that order changed by translation is seen. Touching a word follows its thread.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.model import Exhibit, Language
from kiosk.screens import gloss, look, slips
from kiosk.screens.canvas import Canvas
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.painting import quoted, shortened
from kiosk.screens.slips import ROWS
from kiosk.screens.spread import GAP, TOP, Button, draw_rows, lay_rows, rows_height
from kiosk.screens.widgets import focus_ring, language, state, text_box
from kiosk.visit.panels import suggestions
from kiosk.visit.scenes import Visit, Words

FALL = 0.6
"""Share of a row's time in which its pieces fall into place; the rest is for reading."""
_MORE = "…"


def layout(visit: Visit, scene: Words, exhibit: Exhibit, frame: Frame) -> Layout:
    """Title, four named rows of slips ("yours:0", "numbers:3" ...; the visitor's own can be opened), note, button."""
    say = language(visit, exhibit)
    best = next(iter(suggestions(visit, exhibit)), None)
    made = header(frame, visit, exhibit, back=True, suggested=best)
    title, bands, note, foot = _places(frame, say)
    text = say.say("words_title")
    made = made.plus(boxes=[text_box(frame, "title", text, title, look.HEADING, "bold", smallest=look.BODY)])
    made = made.plus(boxes=_row_names(frame, say, bands))
    targets, boxes = [], []
    areas = [_slip_area(frame, band) for band in bands]
    for slip in slips.lay(frame, gloss.rows(scene.reading, scene.tokens), areas):
        openable = slip.row == 0 and slip.index >= 0
        inside = f"chip:{slip.index}" if openable else ""
        if openable:
            targets.append(Target(inside, slip.rect))
        boxes.append(slips.box(slip, inside))
    made = made.plus(targets, boxes)
    made = made.plus(*_note(frame, scene, say, note))
    buttons = lay_rows(frame, foot, _buttons(say), stretch=frame.portrait)
    return made.plus(buttons.targets, buttons.boxes)


def draw(canvas: Canvas, visit: Visit, scene: Words, exhibit: Exhibit, t: float) -> None:
    """Draw the scene at time `t`: what lies still once per row, the falling row each frame."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    made = layout(visit, scene, exhibit, frame)
    say = language(visit, exhibit)
    pieces = gloss.rows(scene.reading, scene.tokens)
    each = max(0.2, exhibit.settings.words_seconds / len(ROWS))
    passed = max(0.0, t - scene.since)
    row = min(len(ROWS) - 1, int(passed / each))
    fallen = min(1.0, (passed - row * each) / (each * FALL)) if row else 1.0
    still_rows = row if fallen >= 1 else row - 1

    def still(on: Canvas) -> None:
        on.paper()
        draw_header(on, frame, visit, exhibit, made)
        _draw_words(on, made, row)
        draw_rows(on, frame, visit, made, _buttons(say))
        for upper in range(still_rows):
            slips.threads(on, frame, made, pieces, upper, scene.open_chip, 1.0)
        for each_row in range(still_rows + 1):
            slips.draw_row(on, frame, visit, made, pieces, each_row, scene.open_chip)
        _draw_note(on, frame, visit, made, row)

    key = ("words", scene.request, visit.pressed, visit.focus, visit.language, row, still_rows, scene.open_chip, made)
    canvas.layer(key, still)
    if still_rows < row:
        amount = slips.ease(fallen)
        slips.threads(canvas, frame, made, pieces, still_rows, scene.open_chip, amount)
        slips.draw_row(canvas, frame, visit, made, pieces, row, scene.open_chip, amount)
        slips.draw_row(canvas, frame, visit, made, pieces, still_rows, scene.open_chip)


def _buttons(say: Language) -> list[list[Button]]:
    return [[Button("skip", say.say("words_next"), "primary", "arrow_right")]]


# --- where it is -----------------------------------------------------------------------------------------


def _places(frame: Frame, say: Language) -> tuple[Rect, list[Rect], Rect, Rect]:
    """Title, the four rows, the note and the button."""
    content, gap = frame.content, frame.px(GAP)
    title = Rect(content.x, content.y + frame.px(TOP), content.w, round(frame.type(look.HEADING) * 1.3))
    button = _buttons(say)[0][0]
    high = rows_height(frame, content.w, [[button]])
    if frame.portrait:
        foot = Rect(content.x, content.bottom - high, content.w, high)
        tall = frame.px(270 if frame.large else 170)
        note = Rect(content.x, foot.y - gap - tall, content.w, tall)
    else:
        tall = max(high, frame.px(220 if frame.large else 150))
        wide = lay_rows(frame, content, [[button]]).targets[0].rect.w
        foot = Rect(content.right - wide, content.bottom - high, wide, high)
        note = Rect(content.x, content.bottom - tall, content.w - wide - frame.px(48), tall)
    top, bottom = title.bottom + frame.px(24), note.y - frame.px(24)
    each = (bottom - top) // len(ROWS)
    return title, [Rect(content.x, top + each * k, content.w, each) for k in range(len(ROWS))], note, foot


def _name_width(frame: Frame, band: Rect) -> int:
    return round(band.w * (0.27 if frame.portrait else 0.28))


def _slip_area(frame: Frame, band: Rect) -> Rect:
    """Where the slips of a row go: right of its name, with room for threads below."""
    left = _name_width(frame, band)
    return Rect(band.x + left, band.y, band.w - left, band.h - frame.px(40))


def _row_names(frame: Frame, say: Language, bands: list[Rect]) -> list[Box]:
    """The names of the rows and, where there is room for all of them, a sentence about each."""
    names: list[Box] = []
    abouts: list[Box] = []
    for row, band in zip(ROWS, bands, strict=True):
        width = _name_width(frame, band) - frame.px(32)
        name = text_box(frame, f"{row}_name", say.say(f"words_{row}"), (band.x, band.y, width), look.BODY, "bold")
        text, at = say.say(f"words_{row}_about"), (band.x, name.rect.bottom, width)
        about = text_box(frame, f"{row}_about", text, at, look.CAPTION, colour="grey", leading=1.15)
        names.append(name)
        if about.rect.bottom <= band.bottom:
            abouts.append(about)
    return [*names, *abouts] if len(abouts) == len(names) else names


# --- what was lost ----------------------------------------------------------------------------------------


def notes(scene: Words, say: Language, longest: int = 40) -> tuple[str, str]:
    """Heading and text of the note: the way of the opened word, else what was lost on the way ("" where nothing).

    `longest` is how many characters of one piece are shown.
    """
    pieces = gloss.rows(scene.reading, scene.tokens)
    reading = scene.reading
    if 0 <= scene.open_chip < len(pieces[0]):
        word = pieces[0][scene.open_chip]
        path = [" ".join(p.text for p in row if p.word == scene.open_chip) for row in pieces[1:]]
        steps = [quoted(shortened(word.text, longest), say.code), *(shortened(part, longest) for part in path if part)]
        about = "prompt_unknown_about" if word.kind == "unknown" else "words_numbers_about"
        if reading.words[word.word].kind == "never_seen":
            about = "prompt_never_seen_about"
        return "  →  ".join(steps), say.say(about)
    sentences = []
    if reading.unknown_words:
        shown = ", ".join(quoted(shortened(word, 20), say.code) for word in reading.unknown_words[:3])
        more = f" {_MORE}" if len(reading.unknown_words) > 3 else ""
        sentences.append(say.say("prompt_unknown", words=shown + more))
    sentences += [say.say(note) for note in reading.notes]
    return (say.say("words_lost"), "\n".join(sentences)) if sentences else ("", "")


def _note(frame: Frame, scene: Words, say: Language, where: Rect) -> tuple[list[Target], list[Box]]:
    """The card of the note, as high as it must be, standing on the foot of the page."""
    if not notes(scene, say)[0]:
        return [], []
    opened = scene.open_chip >= 0
    pad, air, side = frame.px(28), frame.px(14), frame.px(look.GOOD_TARGET)
    width = where.w - 2 * pad - (side + pad if opened else 0)
    sizes = ((look.BODY, look.CAPTION), (look.CAPTION, look.CAPTION))
    if not opened:
        sizes = ((look.CAPTION, look.BODY), (look.CAPTION, look.CAPTION))
    for longest in (40, 20, 10, 5):
        for heading_size, text_size in sizes:
            heading, text = notes(scene, say, longest)
            name = text_box(frame, "note_name", heading, (0, 0, width), heading_size, "bold", inside="note")
            body = text_box(frame, "note_text", text, (0, 0, width), text_size, inside="note")
            if name.rect.h + body.rect.h <= where.h - 2 * air:
                break
        else:
            continue
        break
    high = min(where.h, max(name.rect.h + body.rect.h + 2 * air, side + 2 * air if opened else 0))
    card = Rect(where.x, where.bottom - high, where.w, high)
    name = replace(name, rect=name.rect.moved(card.x + pad, card.y + air))
    body = replace(body, rect=body.rect.moved(card.x + pad, name.rect.bottom))
    targets = (
        [Target("close", Rect(card.right - pad - side, card.y + (high - side) // 2, side, side))] if opened else []
    )
    return targets, [Box("note", card, "picture"), name, body]


# --- drawing ----------------------------------------------------------------------------------------------


def _draw_words(canvas: Canvas, made: Layout, row: int) -> None:
    names = ["title", *(f"{name}_{part}" for name in ROWS[: row + 1] for part in ("name", "about"))]
    for name in names:
        box = made.box(name)
        if box is not None:
            canvas.box(box)


def _draw_note(canvas: Canvas, frame: Frame, visit: Visit, made: Layout, row: int) -> None:
    """The note comes with the English row, where something can have been lost."""
    note, close = made.box("note"), made.target("close")
    if note is None or (row < 1 and close is None):
        return
    canvas.card(note.rect, frame.px(look.RADIUS), "card", drop=frame.px(6))
    for name in ("note_name", "note_text"):
        box = made.box(name)
        if box is not None:
            canvas.box(box)
    if close is not None:
        now = state(visit, "close")
        focus_ring(canvas, frame, close.rect, close.rect.h // 2, now)
        canvas.pill(close.rect, "sand" if now.pressed else "card", "ink", frame.px(look.LINE))
        canvas.icon("cross", close.rect.inset(close.rect.h * 3 // 10), "ink", frame.px(4))
