"""Speaking a prompt: one big button to hold, the words large while they come, ideas below, the keyboard one touch away.

The ring around the button is lit only while the microphone is open; it grows with the voice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.exhibit.model import Exhibit, Language
from kiosk.screens import ideas, look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Target, Weight
from kiosk.screens.look import Colour, Frame
from kiosk.screens.widgets import State, button, button_size, focus_ring, language, state, text_box
from kiosk.visit.panels import suggestions
from kiosk.visit.scenes import Prompt, Talk, Visit

GLOW_SECONDS = 0.12
"""A level takes so long to be seen: levels come ten a second, and the ring glides from one to the next."""
PALE = 0.24
"""How much coral is in the paper of the glow."""


@dataclass(frozen=True)
class _Places:
    """Where the parts go, in pixels."""

    title: Rect
    about: Rect
    button: Rect
    glow: Rect
    label: Rect
    hint: Rect
    heading: Rect
    write: Rect
    tiles: Rect


def next_step(talk: Talk) -> str:
    """The key of the sentence that says how speaking ends."""
    if talk.ending:
        return "talk_ending"
    return "talk_touch" if talk.tapped else "talk_release"


def asks(talk: Talk) -> str:
    """The key of what is said while there are no words yet."""
    return "talk_speak" if talk.lit else "talk_wait"


# --- where everything is -----------------------------------------------------------------------------


def layout(visit: Visit, scene: Prompt, exhibit: Exhibit, frame: Frame) -> Layout:
    """Title and sentence (or the words as they come), the button, how to use it, ideas, and the way to the keyboard."""
    say = language(visit, exhibit)
    best = next(iter(suggestions(visit, exhibit)), None)
    top = header(frame, visit, exhibit, suggested=None if frame.large and not frame.portrait else best)
    place = _places(say, frame)
    boxes = [*_said(scene, say, frame, place), Box("talk_glow", place.glow, "picture")]
    label, hint = ("talk_hold", "talk_tap") if scene.talk is None else (next_step(scene.talk), "")
    boxes.append(_line(frame, "talk_label", say.say(label), place.label, look.LEAD, "semibold", "ink"))
    if hint:
        boxes.append(_line(frame, "talk_hint", say.say(hint), place.hint, look.BODY, "medium", "grey"))
    if exhibit.starters:
        boxes.append(
            text_box(
                frame,
                "prompt_starters",
                say.say("prompt_starters"),
                place.heading,
                look.BODY,
                valign="bottom",
                smallest=look.CAPTION,
            )
        )
    tiles, words = ideas.layout(exhibit.starters, visit.language, place.tiles, _columns(frame), frame)
    targets = (*top.targets, Target("talk", place.button, "hold"), Target("write", place.write), *tiles)
    return Layout(targets, (*top.boxes, *boxes, *words), primary="talk")


def _line(frame: Frame, name: str, text: str, rect: Rect, size: int, weight: Weight, colour: look.Role) -> Box:
    return text_box(frame, name, text, rect, size, weight, colour, "center", "middle", smallest=look.CAPTION)


def _said(scene: Prompt, say: Language, frame: Frame, place: _Places) -> list[Box]:
    """The title and the sentence below it; while somebody speaks, the words in the place of both."""
    talk = scene.talk
    if talk is None:
        title = text_box(
            frame,
            "talk_title",
            say.say("talk_title"),
            place.title,
            look.TITLE,
            "bold",
            align="center",
            valign="middle",
            leading=1.1,
            balance=True,
            smallest=look.LEAD,
        )
        text = say.say(scene.notice or "prompt_about")
        colour: look.Role = "ink" if scene.notice else "grey"
        about = text_box(
            frame,
            "talk_about",
            text,
            place.about,
            look.BODY,
            "medium",
            colour,
            "center",
            "top",
            balance=True,
            smallest=look.CAPTION,
        )
        return [title, about]
    rect = Rect(place.title.x, place.title.y, place.title.w, place.about.bottom - place.title.y)
    sizes = tuple(frame.type(size) for size in (look.TITLE, look.HEADING, look.LEAD, look.BODY))
    text, px = typeset.fit_end(talk.text or say.say(asks(talk)), rect, sizes, "bold", 1.1)
    colour = "coral_text" if talk.text else "ink"
    return [Box("talk_words", rect, "text", text, px, "bold", colour, "center", "middle", 1.1, balance=True)]


def _columns(frame: Frame) -> int:
    if frame.large:
        return 2 if frame.portrait else 3
    return 3 if frame.portrait else ideas.MOST


def _places(say: Language, frame: Frame) -> _Places:
    content, px = frame.content, frame.px
    bottom = frame.size[1] - px(48)
    line = typeset.line_height(frame.type(look.BODY))
    if frame.portrait:
        title_high, about_high, side, halo, tiles_high = (
            px(212),
            2 * line,
            px(400),
            px(64),
            px(600 if frame.large else 556),
        )
    else:
        title_high, about_high, side, halo, tiles_high = px(100), line, px(296), px(44), px(228)
        if frame.large:
            side, halo, tiles_high = px(208), px(32), px(276)
    write_wide, write_high = button_size(frame, say.say("talk_write"), "secondary")
    tiles = Rect(content.x, bottom - tiles_high, content.w, tiles_high)
    write = Rect(content.right - write_wide, tiles.y - px(20) - write_high, write_wide, write_high)
    idea = typeset.width(say.say("prompt_starters"), frame.type(look.BODY), "medium") + px(8)
    heading = Rect(content.x, write.y, min(idea, content.w - write_wide - px(32)), write_high)
    title = Rect(content.x, content.y + px(8), content.w, title_high)
    about = Rect(content.x, title.bottom, content.w, about_high)
    label_high, hint_high = typeset.line_height(frame.type(look.LEAD)), line
    # In landscape, the words below the button stand between the heading at the left and the keyboard's button.
    floor = write.bottom if not frame.portrait else write.y - px(16)
    used = side + 2 * halo + label_high + hint_high
    y = about.bottom + max(0, (floor - about.bottom - used) // 2)
    glow = Rect(content.x + (content.w - side) // 2 - halo, y, side + 2 * halo, side + 2 * halo)
    between = Rect(content.x, 0, content.w, 0) if frame.portrait else _between(frame, content, heading, write)
    label = Rect(between.x, glow.bottom, between.w, label_high)
    hint = Rect(between.x, label.bottom, between.w, hint_high)
    return _Places(title, about, glow.inset(halo), glow, label, hint, heading, write, tiles)


def _between(frame: Frame, content: Rect, heading: Rect, write: Rect) -> Rect:
    """What is left in the middle, between the heading and the keyboard's button."""
    edge = max(write.w, heading.w) + frame.px(40)
    return Rect(content.x + edge, 0, content.w - 2 * edge, 0)


# --- drawing -----------------------------------------------------------------------------------------


def draw(canvas: Canvas, visit: Visit, scene: Prompt, exhibit: Exhibit, t: float) -> None:
    """Draw the scene at time `t`: only the ring moves."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    made = layout(visit, scene, exhibit, frame)
    say = language(visit, exhibit)
    calm = Layout(made.targets, tuple(box for box in made.boxes if box.name != "talk_words"))

    def still(on: Canvas) -> None:
        on.paper()
        draw_header(on, frame, visit, exhibit, made)
        for name in ("talk_title", "talk_about", "talk_label", "talk_hint", "prompt_starters"):
            box = made.box(name)
            if box is not None:
                on.box(box)
        for starter in exhibit.starters:
            target = made.target(f"starter:{starter.name}")
            if target is not None:
                ideas.draw(on, frame, visit, starter, target, made)
        write = made.target("write")
        if write is not None:
            button(on, frame, write, say.say("talk_write"), state(visit, "write"))

    canvas.layer(("talk", calm, visit.language, visit.focus, visit.pressed, frame), still)
    words = made.box("talk_words")
    if words is not None:
        canvas.box(words)
    control = made.target("talk")
    if control is not None:
        draw_button(canvas, frame, control.rect, scene.talk, state(visit, "talk"), t, filled=True)


def draw_button(
    canvas: Canvas, frame: Frame, rect: Rect, talk: Talk | None, now: State, t: float, filled: bool
) -> None:
    """The round button. `filled`: coral at rest, as the primary action; else only while somebody speaks."""
    radius = rect.w // 2
    width = max(2, rect.w // 34)
    focus_ring(canvas, frame, rect, radius, replace(now, focused=now.focused and talk is None))
    if talk is None and not now.pressed:
        canvas.shadow(rect, radius, frame.px(8 if filled else 5), 60)
    elif talk is None:
        rect = rect.moved(frame.px(3), frame.px(5))
    if talk is not None and talk.lit:
        reach = rect.w // 6
        share = min(1.0, max(0.0, (t - talk.glow_at) / GLOW_SECONDS))
        glow = talk.glow_before + (talk.glow - talk.glow_before) * share
        canvas.disc(rect.center, radius + reach * 2 // 5 + round(reach * 3 / 5 * glow), _pale(canvas))
        canvas.disc(rect.center, radius + width * 2, "coral")
        canvas.disc(rect.center, radius + width, "paper")
    if talk is not None or filled:
        canvas.disc(rect.center, radius, "coral")
    else:
        canvas.pill(rect, "sand" if now.pressed else "card", "ink", frame.px(look.LINE))
    white = talk is not None or filled
    canvas.icon("microphone", rect.square(round(rect.w * 0.54)), "white" if white else "ink", max(3, rect.w // 26))


def _pale(canvas: Canvas) -> Colour:
    """Coral, as thin as a wash on the paper."""
    paper, coral = canvas.shade("paper"), canvas.shade("coral")
    red, green, blue = (round(p + (c - p) * PALE) for p, c in zip(paper, coral, strict=True))
    return red, green, blue
