"""The finished picture, large and signed as made by a machine; what can be changed, and the picture before it.

One change is recommended (the coral one): the first this visitor has not tried yet.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.model import Exhibit, Language
from kiosk.screens import door, look, strip, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.equation import number
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.painting import draw_tag, quoted, shortened, signature, tag_box
from kiosk.screens.spread import GAP, Button, Page, column_width, draw_rows, header_end, lay_rows, page, unbroken
from kiosk.screens.widgets import Style, button_size, language, state, text_box
from kiosk.visit.events import Recipe
from kiosk.visit.painting import STEP_COUNTS
from kiosk.visit.scenes import Picture, Visit

_TEXTS = ("title", "prompt", "signed", "change", "before_was", "before_is", "before_about")
APPEAR = 0.6
"""Seconds in which the finished picture takes the place of the last step."""


def layout(visit: Visit, scene: Picture, exhibit: Exhibit, frame: Frame) -> Layout:
    """Title, signed plate, the picture before (if there is one), strip, and the changes."""
    say = language(visit, exhibit)
    where = _page(visit, scene, exhibit, frame)
    made = header(frame, visit, exhibit, back=True, end=header_end(frame, where))
    signed = text_box(frame, "signed", signature(visit, scene.recipe, say), where.caption, look.CAPTION)
    made = made.plus(boxes=_head(frame, scene, say, where.head, where.controls.y - where.head.y))
    made = made.plus(boxes=[Box("plate", where.plate, "picture"), *_tags(frame, scene, say, where.plate), signed])
    made = made.plus(boxes=_middle(frame, scene, say, where.middle))
    made = made.plus(*_door(frame, visit, exhibit, scene, where.middle))
    steps = strip.lay(frame, where, say, scene.recipe.steps, scene.scrubbed)
    buttons = _lay_controls(frame, visit, scene, say, where.controls)
    return made.plus(steps.targets, steps.boxes).plus(buttons.targets, buttons.boxes)


def draw(canvas: Canvas, visit: Visit, scene: Picture, exhibit: Exhibit, t: float) -> None:
    """Draw the scene at time `t`; only the plate is drawn anew each frame."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    made = layout(visit, scene, exhibit, frame)
    say = language(visit, exhibit)
    here = scene.scrubbed if scene.scrubbed >= 0 else len(scene.steps) - 1

    def still(on: Canvas) -> None:
        on.paper()
        draw_header(on, frame, visit, exhibit, made)
        strip.draw(on, frame, made, scene.steps, scene.recipe.steps, here, state(visit, "timeline"))
        draw_rows(on, frame, visit, made, _controls(visit, scene, say))
        door.draw(on, frame, visit, exhibit, made)
        for name in _TEXTS:
            box = made.box(name)
            if box is not None:
                on.box(box)
        before, arrow = made.box("before"), made.box("before_arrow")
        if before is not None:
            on.picture(scene.earlier[-1].picture, before.rect, "ink", frame.px(look.RADIUS), drop=frame.px(6))
            tag = made.box("before_tag")
            if tag is not None:
                draw_tag(on, tag)
        if arrow is not None:
            on.icon("arrow_right", arrow.rect, "ink", frame.px(5))
        for box in made.boxes:
            if box.name.startswith("value:"):
                on.box(box)
            elif box.name.startswith("rule:"):
                on.line((box.rect.x, box.rect.y), (box.rect.right, box.rect.y), "sand", box.rect.h)

    views = tuple(len(step.views) for step in scene.steps)
    there = door.picture_there(canvas, visit, exhibit, made)
    canvas.layer(
        ("picture", scene.request, there, visit.pressed, visit.focus, visit.language, views, here, made), still
    )
    plate = made.box("plate")
    if plate is not None:
        _draw_plate(canvas, frame, plate.rect, scene, t)
    for name in ("plate_tag", "machine_made"):
        tag = made.box(name)
        if tag is not None:
            draw_tag(canvas, tag, teal=name == "machine_made")


# --- what is said -------------------------------------------------------------------------------------------


def changes(before: Recipe, now: Recipe, say: Language) -> list[tuple[str, str]]:
    """What is different between two recipes, as (before, now)."""
    made = []
    if before.prompt != now.prompt:
        made.append((before.prompt, now.prompt))
    if before.seed != now.seed:
        made.append((say.say("picture_chance", seed=before.seed), say.say("picture_chance", seed=now.seed)))
    if before.guidance != now.guidance:
        was, is_ = (number(recipe.guidance, say.code) for recipe in (before, now))
        made.append((say.say("picture_strength", strength=was), say.say("picture_strength", strength=is_)))
    if before.steps != now.steps:
        made.append((say.say("picture_steps", steps=before.steps), say.say("picture_steps", steps=now.steps)))
    return made


def recommended(visit: Visit, scene: Picture) -> str:
    """The change this visitor has not seen yet; after all of them a new prompt."""
    recipes = [*(kept.recipe for kept in scene.earlier), scene.recipe]
    _, low, high = visit.painter.guidance
    if len({recipe.seed for recipe in recipes}) < 2:
        return "other_chance"
    if len({recipe.guidance for recipe in recipes}) < 2 and high > low:
        return "stronger" if scene.recipe.guidance < high else "weaker"
    if len({recipe.steps for recipe in recipes}) < 2 and scene.recipe.steps > min(STEP_COUNTS):
        return "fewer_steps"
    return "new_prompt"


def _controls(visit: Visit, scene: Picture, say: Language) -> list[list[Button]]:
    best, recipe = recommended(visit, scene), scene.recipe
    _, low, high = visit.painter.guidance
    possible = {
        "stronger": recipe.guidance < high,
        "weaker": recipe.guidance > low,
        "more_steps": any(count > recipe.steps for count in STEP_COUNTS),
        "fewer_steps": any(count < recipe.steps for count in STEP_COUNTS),
    }

    def control(name: str, icon: str) -> Button:
        style: Style = "primary" if name == best else "secondary"
        return Button(name, say.say(f"picture_{name}"), style, icon, enabled=possible.get(name, True))

    return [
        [control("other_chance", "dice"), control("again", "again")],
        [control("weaker", "minus"), control("stronger", "plus")],
        [control("fewer_steps", "minus"), control("more_steps", "plus")],
        [control("new_prompt", "arrow_right")],
    ]


# --- where it is -----------------------------------------------------------------------------------------------


def _page(visit: Visit, scene: Picture, exhibit: Exhibit, frame: Frame) -> Page:
    say, width = language(visit, exhibit), column_width(frame)
    head = _head(frame, scene, say, Rect(0, 0, width, 0))[-1].rect.bottom
    laid = _lay_controls(frame, visit, scene, say, Rect(0, 0, width, 0))
    middle = frame.px(240 if frame.large else 200) if scene.earlier else 0
    controls = max(target.rect.bottom for target in laid.targets)
    return page(frame, signature(visit, scene.recipe, say), head, middle, controls)


def _head(frame: Frame, scene: Picture, say: Language, area: Rect, most: int = 1 << 20) -> list[Box]:
    """The title, and under it (where nothing is compared) the visitor's words, small enough to end after `most`."""
    title = text_box(frame, "title", say.say("picture_title"), (area.x, area.y, area.w), look.HEADING, "bold")
    if scene.earlier:
        return [title]
    text = quoted(shortened(scene.recipe.prompt, 80), say.code)
    for size in (look.LEAD, look.BODY, look.CAPTION):
        words = text_box(frame, "prompt", text, (area.x, title.rect.bottom, area.w), size, "medium")
        if words.rect.h <= 2.6 * frame.type(look.LEAD) and words.rect.bottom <= area.y + most:
            break
    return [title, words]


def _values(scene: Picture, say: Language) -> tuple[str, str, str]:
    """What this picture was made with, one for each row of changes."""
    recipe = scene.recipe
    return (
        say.say("picture_chance", seed=recipe.seed),
        say.say("picture_strength", strength=number(recipe.guidance, say.code)),
        say.say("picture_steps", steps=recipe.steps),
    )


def _value_width(frame: Frame, visit: Visit, scene: Picture, say: Language, width: int) -> int:
    """Width of the column of values; 0 where the buttons need all the room."""
    px = frame.type(look.BODY)
    wanted = max(typeset.width(value, px, "medium") for value in _values(scene, say)) + frame.px(36)
    rows = _controls(visit, scene, say)
    return wanted if unbroken(frame, width - wanted, rows) and width - wanted > width * 0.6 else 0


def _lay_controls(frame: Frame, visit: Visit, scene: Picture, say: Language, area: Rect) -> Layout:
    """A small table: what it is now, and how to change it; a new prompt stands by itself below."""
    rows = _controls(visit, scene, say)
    left = _value_width(frame, visit, scene, say, area.w)
    boxes: list[Box] = []
    y = area.y
    if not scene.earlier:
        text = say.say("picture_change") if left else "  ·  ".join(_values(scene, say))
        boxes.append(text_box(frame, "change", text, (area.x, y, area.w), look.BODY, "bold"))
        y = boxes[0].rect.bottom + frame.px(8)
    high = button_size(frame, "", "secondary")[1]
    made = lay_rows(frame, Rect(area.x + left, y, area.w - left, 0), rows[:-1], stretch=True, high=high)
    last = max(target.rect.bottom for target in made.targets) + frame.px(GAP)
    own = lay_rows(frame, Rect(area.x + left, last, area.w - left, 0), rows[-1:], stretch=not left, high=high)
    made = made.plus(own.targets, (*boxes, *own.boxes))
    if not left:
        return made
    ruled: list[Box] = []
    for value, row in zip(_values(scene, say), rows, strict=False):
        first = made.target(row[0].name)
        if first is None:
            continue
        place = Rect(area.x, first.rect.y, left - frame.px(12), first.rect.h)
        ruled.append(text_box(frame, f"value:{row[0].name}", value, place, look.BODY, "medium", valign="middle"))
        rule = Rect(area.x, first.rect.bottom + frame.px(GAP) // 2, area.w, frame.px(2))
        ruled.append(Box(f"rule:{row[0].name}", rule, "picture"))
    return made.plus(boxes=ruled)


def _tags(frame: Frame, scene: Picture, say: Language, plate: Rect) -> list[Box]:
    """What the plate shows just now, and always who made it."""
    if scene.scrubbed >= 0:
        step = say.say("painting_step", step=scene.scrubbed + 1, total=scene.recipe.steps)
        name = f"{say.say('painting_easel')} · {step}"
    elif scene.finish.index < scene.recipe.steps - 1:
        name = say.say("picture_stopped", step=scene.finish.index + 1, total=scene.recipe.steps)
    else:
        name = say.say("picture_now") if scene.earlier else ""
    tags = [tag_box(frame, "plate_tag", name, plate)] if name else []
    return [*tags, tag_box(frame, "machine_made", say.say("picture_machine_made"), plate, bottom=True)]


def _door(
    frame: Frame, visit: Visit, exhibit: Exhibit, scene: Picture, area: Rect
) -> tuple[tuple[Target, ...], tuple[Box, ...]]:
    """What to read about this picture, where nothing is compared."""
    leads = door.lay(frame, visit, exhibit, area) if not scene.earlier else Layout()
    return leads.targets, leads.boxes


def _middle(frame: Frame, scene: Picture, say: Language, area: Rect) -> list[Box]:
    """The picture before and what changed since."""
    if not scene.earlier:
        return []
    side = min(area.h - frame.px(8), frame.px(300))
    before = Rect(area.x, area.y, side, side)
    tag = tag_box(frame, "before_tag", say.say("picture_before"), before)
    boxes = [Box("before", before, "picture"), replace(tag, inside="before")]
    x = area.x + side + frame.px(40)
    return boxes + _comparison(frame, scene, say, Rect(x, area.y, area.right - x, side))


def _comparison(frame: Frame, scene: Picture, say: Language, area: Rect) -> list[Box]:
    """Beside the picture before: what was, an arrow, what is, and what that means for chance; as large as it fits."""
    before, recipe = scene.earlier[-1].recipe, scene.recipe
    found = changes(before, recipe, say)
    if not found:
        text = say.say("picture_again_about")
        return [text_box(frame, "before_was", text, area, look.LEAD, valign="middle", smallest=look.CAPTION)]
    noise = say.say("picture_same_noise" if before.seed == recipe.seed else "picture_new_noise")
    arrow, gap = frame.px(40), frame.px(16)
    boxes: list[Box] = []
    for longest, foot in ((80, True), (40, True), (40, False), (20, False), (8, False)):
        for size in (look.LEAD, look.BODY, look.CAPTION):
            y = area.y
            was, now = (shortened(text, longest) for text in found[0])
            first = text_box(frame, "before_was", was, (area.x, y, area.w), size)
            y = first.rect.bottom + frame.px(6)
            room = area.w - arrow - gap
            second = text_box(frame, "before_is", now, (area.x + arrow + gap, y, room), size, "bold", "coral_text")
            line = round(second.px * second.leading)
            boxes = [first, second, Box("before_arrow", Rect(area.x, y, arrow, line), "picture")]
            y = second.rect.bottom + gap
            if foot:
                boxes.append(text_box(frame, "before_about", noise, (area.x, y, area.w), look.CAPTION))
            spare = area.bottom - max(box.rect.bottom for box in boxes)
            if spare >= 0:
                return [replace(box, rect=box.rect.moved(0, spare // 2)) for box in boxes]
    return boxes


def _draw_plate(canvas: Canvas, frame: Frame, rect: Rect, scene: Picture, t: float) -> None:
    radius, drop, line = frame.px(look.RADIUS_LARGE), frame.px(10), frame.px(look.LINE)
    if 0 <= scene.scrubbed < len(scene.steps):
        step = scene.steps[scene.scrubbed]
        canvas.picture(step.view("easel") or step.easel, rect, "ink", radius, drop=drop, width=line)
        return
    amount = min(1.0, max(0.0, (t - scene.since) / APPEAR))
    last = scene.steps[-1] if scene.steps else None
    if last is None or amount >= 1:
        canvas.picture(scene.finish.picture, rect, "ink", radius, drop=drop, width=line)
    else:
        before = last.view("easel") or last.easel
        canvas.cross_fade(before, scene.finish.picture, amount, rect, "ink", radius, drop, width=line)
