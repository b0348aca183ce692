"""What staff are asked and told: does what a stick brought stay, and why was a stick not taken? Over any scene.

On the attract screen the question is a card below what is on trial. Whoever looks around meanwhile has it as a strip
in place of the header. Both speak the first language of the settings, that of staff; the note is for the attract
screen only, where no visitor is in the middle of something.
"""

from __future__ import annotations

import math
from dataclasses import replace

from kiosk.exhibit.model import Exhibit, Language
from kiosk.screens import look, staff_code, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Target, Weight
from kiosk.screens.look import Frame, Role
from kiosk.screens.widgets import Style, button, button_size, state, text_box
from kiosk.visit.scenes import Attract, Visit
from kiosk.visit.staff import Note, Trial

LONGEST_NAME = 36
KEEP, END, CLOSE = "trial_keep", "trial_end", "note_close"
_STYLES: dict[str, Style] = {KEEP: "primary", END: "secondary", CLOSE: "secondary"}
_WORDS = {KEEP: "trial_keep", END: "trial_end", CLOSE: "close"}


def over(visit: Visit, exhibit: Exhibit, frame: Frame, scene: Layout) -> Layout:
    """The layout of a scene with the question or the note over it: what is covered cannot be pressed any more."""
    if visit.trial is not None and visit.trial.pad is not None:
        return staff_code.layout(visit.trial, visit.trial.pad, _staff(exhibit), frame)
    made = _question(visit, exhibit, frame) or _note(visit, exhibit, frame)
    if made is None:
        return scene
    card = made.boxes[0].rect
    targets = []
    for target in scene.targets:
        if target.name == "wake":
            # All of the screen wakes the exhibit, but for the card.
            target = replace(target, rect=Rect(0, 0, target.rect.w, card.y))
        if not target.rect.inset(-frame.px(look.TARGET_GAP)).overlaps(card) or target.name == "wake":
            targets.append(target)
    seen = {target.name for target in targets}
    boxes = []
    for box in scene.boxes:
        # What lies in something covered goes with it; a box stands behind the one it lies in.
        if not box.rect.overlaps(card) and (not box.inside or box.inside in seen):
            boxes.append(box)
            seen.add(box.name)
    # The question comes first: so do the five keys.
    return Layout((*made.targets, *targets), (*boxes, *made.boxes))


def draw(canvas: Canvas, visit: Visit, exhibit: Exhibit, t: float) -> None:
    """Draw the question, with the seconds that are left, or the note over whatever is on the canvas."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    say = _staff(exhibit)
    if visit.trial is not None and visit.trial.pad is not None:
        staff_code.draw(canvas, frame, visit, visit.trial, visit.trial.pad, say, t)
        return
    made = _question(visit, exhibit, frame)
    if made is not None and visit.trial is not None:
        whole = max(1.0, visit.trial.seconds)
        left = min(whole, max(0.0, visit.trial.until - t))
        _draw(canvas, frame, visit, say, made, math.ceil(left), math.ceil(left) / whole)
        return
    made = _note(visit, exhibit, frame)
    if made is not None:
        _draw(canvas, frame, visit, say, made, 0, 0.0)


def _draw(canvas: Canvas, frame: Frame, visit: Visit, say: Language, made: Layout, seconds: int, share: float) -> None:
    for box in made.boxes:
        if box.name in ("trial_card", "note_card"):
            canvas.card(box.rect, frame.px(32), "card", "ink", frame.px(look.LINE), drop=frame.px(10))
        elif box.name == "trial_ring":
            canvas.ring(box.rect, max(2, box.rect.w // 13), share, "teal", "sand")
        elif box.name == "trial_seconds":
            canvas.box(replace(box, text=str(seconds)))
        else:
            canvas.box(box)
    for target in made.targets:
        button(canvas, frame, target, say.say(_WORDS[target.name]), state(visit, target.name), _STYLES[target.name])


# --- the question --------------------------------------------------------------------------------


def _question(visit: Visit, exhibit: Exhibit, frame: Frame) -> Layout | None:
    if visit.trial is None:
        return None
    say = _staff(exhibit)
    return _card(visit.trial, say, frame) if _nobody_reads(visit) else _strip(visit.trial, say, frame)


def _nobody_reads(visit: Visit) -> bool:
    """Whether the attract screen shows, and no panel over it."""
    return isinstance(visit.scene, Attract) and visit.panels is None


def _card(trial: Trial, say: Language, frame: Frame) -> Layout:
    """At the bottom: ring, words and the two answers, side by side or (upright) one below the other."""
    pad, gap = frame.px(40), frame.px(24)
    keep, end = button_size(frame, say.say("trial_keep"), "primary"), button_size(frame, say.say("trial_end"))
    high = max(keep[1], end[1])
    wide = frame.size[0] - frame.px(look.MARGIN)
    inner, ring = wide - 2 * pad, frame.px(168)
    stacked = frame.portrait
    answers = keep[0] + gap + end[0] if stacked else max(keep[0], end[0])
    rows = stacked and answers > inner
    buttons_high = high if stacked and not rows else 2 * high + gap
    words_wide = inner - ring - 2 * gap - (0 if stacked else answers + 2 * gap)
    words = _words(trial, say, frame, words_wide)
    words_high = words[-1].rect.bottom
    body = max(ring, words_high) + gap + buttons_high if stacked else max(ring, words_high, buttons_high)
    card = Rect((frame.size[0] - wide) // 2, frame.size[1] - body - 2 * pad - frame.px(32), wide, body + 2 * pad)
    row = max(ring, words_high) if stacked else body
    ring_rect = Rect(card.x + pad, card.y + pad + (row - ring) // 2, ring, ring)
    at = (ring_rect.right + 2 * gap, card.y + pad + (row - words_high) // 2)
    if not stacked:
        x, y = card.right - pad - answers, card.y + pad + (body - buttons_high) // 2
        first, second = Rect(x, y, answers, high), Rect(x, y + high + gap, answers, high)
    elif rows:
        y = card.bottom - pad - buttons_high
        first, second = Rect(card.x + pad, y, inner, high), Rect(card.x + pad, y + high + gap, inner, high)
    else:
        y, each = card.bottom - pad - high, (inner - gap) * keep[0] // (keep[0] + end[0])
        first = Rect(card.x + pad, y, each, high)
        second = Rect(first.right + gap, y, inner - gap - each, high)
    boxes = (
        Box("trial_card", card, "picture"),
        Box("trial_ring", ring_rect, "picture", inside="trial_card"),
        _seconds(frame, trial, ring_rect, look.HEADING),
        *(replace(box, rect=box.rect.moved(*at)) for box in words),
    )
    return Layout((Target(KEEP, first), Target(END, second)), boxes)


def _words(trial: Trial, say: Language, frame: Frame, wide: int) -> list[Box]:
    """Where it comes from, the question, what is new, and what happens without an answer; from (0, 0) on."""
    brought = trial.brought
    name = named(brought.stick)
    lines: tuple[tuple[str, str, float, Weight, Role, int], ...] = (
        ("trial_from", say.say("trial_from", name=name) if name else "", look.CAPTION, "semibold", "teal_text", 4),
        ("trial_title", say.say("trial_title"), look.HEADING, "bold", "ink", 12),
        (
            "trial_changed",
            say.say("trial_changed", files=brought.files, panels=brought.panels),
            look.BODY,
            "semibold",
            "ink",
            4,
        ),
        ("trial_about", say.say("trial_about"), look.BODY, "regular", "ink", 0),
    )
    made: list[Box] = []
    y = 0
    for key, text, size, weight, colour, after in lines:
        if text:
            box = text_box(
                frame, key, text, (0, y, wide), size, weight, colour, leading=1.15, balance=True, inside="trial_card"
            )
            made.append(box)
            y = box.rect.bottom + frame.px(after)
    return made


def _strip(trial: Trial, say: Language, frame: Frame) -> Layout:
    """In place of the header: ring, question (where there is room for it) and the two answers."""
    away, pad, gap = frame.px(16), frame.px(16), frame.px(20)
    card = Rect(away, frame.px(10), frame.size[0] - 2 * away, frame.px(look.HEADER_TOP + look.HEADER_HEIGHT - 8))
    high = card.h - 2 * frame.px(8)
    keep = button_size(frame, say.say("trial_keep"), "secondary" if frame.portrait else "primary")
    end = button_size(frame, say.say("trial_end"))
    room = card.w - 2 * pad - high - 2 * gap
    shrunk = min(1.0, room / (keep[0] + end[0]))
    second = Rect(card.right - pad - int(end[0] * shrunk), card.y + frame.px(8), int(end[0] * shrunk), high)
    first = Rect(second.x - gap - int(keep[0] * shrunk), second.y, int(keep[0] * shrunk), high)
    ring = Rect(card.x + pad, second.y, high, high)
    boxes = [
        Box("trial_card", card, "picture"),
        Box("trial_ring", ring, "picture", inside="trial_card"),
        _seconds(frame, trial, ring, look.CAPTION),
    ]
    where = Rect(ring.right + gap, second.y, first.x - ring.right - 2 * gap, high)
    for size in (look.LEAD, look.BODY, look.CAPTION):
        if typeset.width(say.say("trial_title"), frame.type(size), "bold") <= where.w:
            boxes.append(
                text_box(
                    frame,
                    "trial_title",
                    say.say("trial_title"),
                    where,
                    size,
                    "bold",
                    valign="middle",
                    inside="trial_card",
                )
            )
            break
    return Layout((Target(KEEP, first), Target(END, second)), tuple(boxes))


def _seconds(frame: Frame, trial: Trial, ring: Rect, size: float) -> Box:
    text, inside = str(math.ceil(trial.seconds)), "trial_ring"
    return text_box(
        frame,
        "trial_seconds",
        text,
        ring.inset(ring.w // 12),
        size,
        "bold",
        align="center",
        valign="middle",
        leading=1.0,
        inside=inside,
    )


# --- the note ------------------------------------------------------------------------------------


def _note(visit: Visit, exhibit: Exhibit, frame: Frame) -> Layout | None:
    if visit.note is None or not _nobody_reads(visit):
        return None
    say = _staff(exhibit)
    pad, gap = frame.px(40), frame.px(24)
    close = button_size(frame, say.say("close"))
    wide = frame.size[0] - frame.px(look.MARGIN)
    inner = wide - 2 * pad
    words_wide = inner if frame.portrait else inner - close[0] - 2 * gap
    title = text_box(
        frame, "note_title", say.say("note_title"), (0, 0, words_wide), look.LEAD, "bold", inside="note_card"
    )
    sentence = text_box(
        frame,
        "note_sentence",
        refusal(visit.note, say),
        (0, title.rect.bottom + gap // 2, words_wide),
        look.BODY,
        balance=True,
        inside="note_card",
    )
    high = sentence.rect.bottom
    body = high + gap + close[1] if frame.portrait else max(high, close[1])
    card = Rect((frame.size[0] - wide) // 2, frame.size[1] - body - 2 * pad - frame.px(32), wide, body + 2 * pad)
    at = (card.x + pad, card.y + pad + (0 if frame.portrait else (body - high) // 2))
    y = card.bottom - pad - close[1] if frame.portrait else card.y + (card.h - close[1]) // 2
    boxes = [Box("note_card", card, "picture")]
    boxes += [replace(box, rect=box.rect.moved(*at)) for box in (title, sentence)]
    return Layout((Target(CLOSE, Rect(card.right - pad - close[0], y, *close)),), tuple(boxes))


def refusal(note: Note, say: Language) -> str:
    """Why a stick was not taken, in this language; in English where the language does not have the sentence."""
    if not note.code or note.code not in say.text:
        return typeset.clean(note.sentence)
    try:
        return say.text[note.code].format(**{name: named(text) for name, text in note.values.items()})
    except (KeyError, IndexError):
        return typeset.clean(note.sentence)


def named(text: str) -> str:
    """A name that somebody else chose, short enough for a line; its end says most."""
    text = " ".join(typeset.clean(text).split())
    return text if len(text) <= LONGEST_NAME else f"…{text[1 - LONGEST_NAME :]}"


def _staff(exhibit: Exhibit) -> Language:
    """The language staff read: the first of the settings."""
    code = next((code for code in exhibit.settings.languages if code in exhibit.languages), "")
    return exhibit.languages.get(code) or next(iter(exhibit.languages.values()), Language("", "", "", {}))
