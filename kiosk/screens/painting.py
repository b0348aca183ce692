"""The machine paints: what is really on the easel, large, noise included; the prompt and one caption beside it.

"Look under the noise" shows the estimate, "How?" opens the equation, the strip at the foot looks back.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.model import Exhibit, Language
from kiosk.screens import door, equation, look, strip, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect
from kiosk.screens.look import Frame
from kiosk.screens.spread import Button, Page, column_width, draw_rows, header_end, lay_rows, page, rows_height
from kiosk.screens.widgets import language, state, text_box
from kiosk.visit.events import Image, Recipe, View
from kiosk.visit.painting import on_screen
from kiosk.visit.scenes import Painting, ShownStep, Visit

_STILL = ("prompt_name", "prompt", "how_title", "how_about")
"""Texts that stay from step to step, beside the controls."""


def layout(visit: Visit, scene: Painting, exhibit: Exhibit, frame: Frame) -> Layout:
    """Prompt, plate, caption, strip and controls; with *How?* open the equation instead of prompt and caption."""
    say = language(visit, exhibit)
    rows = _controls(visit, scene, say)
    where = _page(visit, scene, exhibit, frame)
    made = header(frame, visit, exhibit, back=True, end=header_end(frame, where))
    made = made.plus(boxes=_plate(frame, scene, say, where))
    if scene.how:
        made = made.plus(boxes=_how_head(frame, say, where.head))
        deciding = on_screen(scene) < strip.deciding_steps(scene.recipe.steps)
        made = made.plus(
            boxes=equation.lay(frame, where.middle, say, scene.recipe.guidance, deciding, frame.portrait).boxes
        )
    else:
        # As wide as it was measured: in more room a long prompt is set larger, and higher.
        head = where.head._replace(w=column_width(frame))
        made = made.plus(boxes=prompt_head(frame, say, scene.recipe.prompt, head))
        size = look.BODY if frame.portrait else look.LEAD
        text = say.say(phase(scene))
        box = text_box(frame, "phase", text, where.middle, size, leading=1.3, smallest=look.CAPTION)
        under = where.middle.y + typeset.block_height(text, box.px, box.weight, box.rect.w, 1.3) + frame.px(24)
        leads = door.lay(
            frame, visit, exhibit, Rect(where.middle.x, under, where.middle.w, where.middle.bottom - under)
        )
        if leads.targets:
            box = replace(box, rect=Rect(*where.middle[:3], leads.targets[0].rect.y - where.middle.y))
        made = made.plus(leads.targets, [box, *leads.boxes])
    steps = strip.lay(frame, where, say, scene.recipe.steps, scene.scrubbed)
    buttons = lay_rows(frame, where.controls, rows, stretch=frame.portrait)
    return made.plus(steps.targets, steps.boxes).plus(buttons.targets, buttons.boxes)


def draw(canvas: Canvas, visit: Visit, scene: Painting, exhibit: Exhibit, t: float) -> None:
    """Draw the scene at time `t`.

    What stays from step to step is painted once and copied; strip, plate and captions are drawn in each frame: to paint
    a whole screen anew when a step comes would take longer than a frame. *How?*, which is read and not watched, does.
    """
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    made = layout(visit, scene, exhibit, frame)
    say = language(visit, exhibit)
    here = on_screen(scene)
    steps = scene.steps[: scene.shown + 1]

    def still(on: Canvas) -> None:
        on.paper()
        draw_header(on, frame, visit, exhibit, made)
        draw_rows(on, frame, visit, made, _controls(visit, scene, say))
        door.draw(on, frame, visit, exhibit, made)
        for box in made.boxes:
            if box.name in _STILL:
                on.box(box)
        if scene.how:
            equation.draw(on, frame, made, steps[here] if 0 <= here < len(steps) else None)

    controls = tuple(box for box in made.boxes if box.name in _STILL or box.inside not in ("", "plate"))
    views = tuple(view for view, _ in steps[here].views) if scene.how and 0 <= here < len(steps) else ()
    seen = (here, views, made) if scene.how else (controls, made.targets, scene.paused, scene.stopping, here >= 0)
    there = door.picture_there(canvas, visit, exhibit, made)
    key = ("painting", scene.request, there, scene.under_noise, visit.pressed, visit.focus, visit.language, seen)
    canvas.layer(key, still)
    strip.draw(canvas, frame, made, steps, scene.recipe.steps, here, state(visit, "timeline"))
    about = made.box("plate_caption")
    if about is not None:
        canvas.box(about)
    plate = made.box("plate")
    if plate is not None:
        _draw_plate(canvas, frame, plate.rect, scene, here, t)
    tag = made.box("plate_tag")
    if tag is not None:
        draw_tag(canvas, tag)
    caption = made.box("phase")
    if caption is not None:
        canvas.box(caption, alpha=_caption_alpha(scene, t))


# --- what is said and seen ---------------------------------------------------------------------------------


def phase(scene: Painting) -> str:
    """Key of the caption for the step on screen."""
    here, total = on_screen(scene), scene.recipe.steps
    if scene.stopping:
        return "painting_stopping"
    if here < 0:
        return "painting_starting"
    return _phase(here, total)


def _phase(here: int, total: int) -> str:
    deciding = strip.deciding_steps(total)
    if here >= total - 1:
        return "painting_caption_done"
    if here < deciding:
        return f"painting_caption_{1 + here * 3 // deciding}"
    return "painting_caption_end" if here >= total * 0.75 else "painting_caption_middle"


def view_shown(scene: Painting) -> View:
    """What the plate shows: the easel, or the estimate under the noise (which is what the equation ends in)."""
    return "estimate" if scene.under_noise or scene.how else "easel"


def _controls(visit: Visit, scene: Painting, say: Language) -> list[list[Button]]:
    started = scene.shown >= 0
    stop = Button("stop", say.say("painting_stop"), "primary", enabled=started and not scene.stopping)
    paused = say.say("painting_resume" if scene.paused else "painting_pause")
    pause = Button("pause", paused, icon="play" if scene.paused else "pause", enabled=not scene.stopping)
    if scene.how:
        return [[stop, pause, Button("how", say.say("painting_how_close"), icon="cross")]]
    under = say.say("painting_under_noise")
    noise = Button("under_noise", under, icon="eye", kind="hold", enabled=started, chosen=scene.under_noise)
    how = Button("how", say.say("painting_how"), enabled=started)
    return [[noise, how], [stop, pause]]


# --- where it is ---------------------------------------------------------------------------------------------


def _page(visit: Visit, scene: Painting, exhibit: Exhibit, frame: Frame) -> Page:
    language_ = language(visit, exhibit)
    rows, width = _controls(visit, scene, language_), column_width(frame)
    controls = rows_height(frame, width, rows)
    # The finished picture is signed in the same place: reserving that room keeps the plate still when it comes.
    # In large text the plate needs that room more.
    texts = [language_.say("painting_easel_about"), language_.say("painting_estimate_about")]
    longest = max(texts if frame.large else [*texts, signature(visit, scene.recipe, language_)], key=len)
    start = Rect(0, 0, width, 0)
    boxes = (
        _how_head(frame, language_, start) if scene.how else prompt_head(frame, language_, scene.recipe.prompt, start)
    )
    middle = frame.px(400) if scene.how else 3 * round(frame.type(look.BODY) * 1.3)
    # With *How?* open the equation says what the plate shows; under it is what this noise gives without words.
    under = frame.px(equation.NO_WORDS_SIDE) if scene.how else longest
    return page(frame, under, boxes[-1].rect.bottom + frame.px(8), middle, controls)


def prompt_head(frame: Frame, say: Language, prompt: str, area: Rect) -> list[Box]:
    """The visitor's words as the title of the page, under what they are; long ones are set smaller."""
    x, y, width = area.x, area.y, area.w
    name = text_box(frame, "prompt_name", say.say("painting_prompt"), (x, y, width), look.CAPTION, "medium", "grey")
    text, most = quoted(shortened(prompt), say.code), frame.px(230)
    for size in (look.HEADING, look.LEAD, look.BODY, look.CAPTION):
        words = text_box(frame, "prompt", text, (x, name.rect.bottom, width), size, "bold", leading=1.15)
        if words.rect.h <= most:
            break
    return [name, words]


def signature(visit: Visit, recipe: Recipe, say: Language) -> str:
    """Who made this picture: words, drawings, a program and chance, together."""
    drawings = visit.painter.drawings
    if drawings > 0:
        return say.say("picture_signed", drawings=grouped(drawings, say.code), seed=recipe.seed)
    return say.say("picture_signed_uncounted", seed=recipe.seed)


def grouped(count: int, code: str) -> str:
    """A large whole number as people of this language write it."""
    mark = {"fr": "\u202f", "en": ","}.get(code, ".")
    return f"{count:,}".replace(",", mark)


def shortened(prompt: str, most: int = 130) -> str:
    """A prompt short enough to be set as a title; what is left out is marked."""
    return prompt if len(prompt) <= most else prompt[: most - 1].rstrip() + "…"


def quoted(text: str, code: str) -> str:
    """Words of the visitor in the quotation marks of this language."""
    marks = {"fr": ("«\u202f", "\u202f»"), "de": ("„", "“"), "nl": ("‘", "’")}
    before, after = marks.get(code, ("“", "”"))
    return f"{before}{text}{after}"


def _how_head(frame: Frame, say: Language, area: Rect) -> list[Box]:
    boxes: list[Box] = []
    y = area.y
    if not frame.large:
        title = text_box(frame, "how_title", say.say("painting_how_title"), (area.x, y, area.w), look.HEADING, "bold")
        boxes.append(title)
        y = title.rect.bottom
    about = text_box(frame, "how_about", say.say("painting_equation_about"), (area.x, y, area.w), look.BODY)
    return [*boxes, about]


def _plate(frame: Frame, scene: Painting, say: Language, where: Page) -> list[Box]:
    boxes = [Box("plate", where.plate, "picture")]
    here = on_screen(scene)
    if here < 0:
        return boxes
    view = view_shown(scene)
    step = say.say("painting_step", step=here + 1, total=scene.recipe.steps)
    tag = tag_box(frame, "plate_tag", f"{say.say(f'painting_{view}')} · {step}", where.plate)
    boxes.append(tag if tag.rect.h < 2 * tag.px * 1.25 else tag_box(frame, "plate_tag", step, where.plate))
    if scene.how:
        return [*boxes, *equation.lay_no_words(frame, where.caption, say)]
    about = say.say(f"painting_{view}_about")
    return [*boxes, text_box(frame, "plate_caption", about, where.caption, look.CAPTION, balance=True)]


def tag_box(frame: Frame, name: str, text: str, plate: Rect, bottom: bool = False) -> Box:
    """A label on a picture: a pill in its upper (or lower) left corner."""
    away, pad = frame.px(20), frame.px(22)
    room = plate.w - 2 * away - 2 * pad
    words = text_box(frame, name, text, (0, 0, room), look.CAPTION, "semibold", "paper")
    px = words.px
    wide = min(room, typeset.width(text, px, "semibold")) + 2 * pad
    high = words.rect.h + frame.px(14)
    y = plate.bottom - away - high if bottom else plate.y + away
    return Box(
        name,
        Rect(plate.x + away, y, wide, high),
        "text",
        text,
        px,
        "semibold",
        "paper",
        "center",
        "middle",
        inside="plate",
    )


def draw_tag(canvas: Canvas, box: Box, teal: bool = False) -> None:
    """Draw a label on a picture."""
    canvas.rounded(box.rect, min(box.rect.h // 2, box.px), "teal" if teal else "ink")
    canvas.box(box)


# --- drawing -------------------------------------------------------------------------------------------------


def _draw_plate(canvas: Canvas, frame: Frame, rect: Rect, scene: Painting, here: int, t: float) -> None:
    radius, drop = frame.px(look.RADIUS_LARGE), frame.px(10)
    if not 0 <= here < len(scene.steps):
        empty_plate(canvas, frame, rect)
        return
    view = view_shown(scene)
    now = _image(scene.steps[here], view)
    before = _image(scene.steps[here - 1], view) if here > 0 and scene.scrubbed < 0 else None
    amount = min(1.0, max(0.0, (t - scene.shown_at) / look.STEP_FADE)) if scene.scrubbed < 0 else 1.0
    if before is None:
        canvas.picture(now, rect, "ink", radius, drop=drop, width=frame.px(look.LINE))
    else:
        canvas.cross_fade(before, now, amount, rect, "ink", radius, drop, width=frame.px(look.LINE))


def empty_plate(canvas: Canvas, frame: Frame, rect: Rect) -> None:
    """An easel with nothing on it yet: card, hatched in sand, in an ink line."""
    radius = frame.px(look.RADIUS_LARGE)
    canvas.card(rect, radius, "card", drop=frame.px(10))
    canvas.hatch(rect, "sand", radius, frame.px(44), frame.px(10))
    canvas.rounded(rect, radius, None, "ink", frame.px(look.LINE))


def _image(step: ShownStep, view: View) -> Image:
    return step.view(view) or step.easel


def _caption_alpha(scene: Painting, t: float) -> int:
    """A new caption fades in; one that stays the same stands still."""
    if scene.scrubbed >= 0 or scene.stopping or scene.shown < 1:
        return 255
    if _phase(scene.shown, scene.recipe.steps) == _phase(scene.shown - 1, scene.recipe.steps):
        return 255
    return round(255 * min(1.0, max(0.0, (t - scene.shown_at) / look.TEXT_FADE)))
