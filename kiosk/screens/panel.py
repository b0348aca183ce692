"""A panel as a double page: title and picture on one side, its text on the other, what to read next at the foot.

Long text goes on on another page and is never cut. On an upright screen the picture stands above the text, and is as
large as it can be without making another page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kiosk.exhibit.model import PLACEHOLDERS, Block, Exhibit, Language, Panel, Span, Version
from kiosk.screens import look, pop_up, rich, turning, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.header import draw_header, header
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.plate import plate
from kiosk.screens.spread import GAP, Button, draw_rows, lay_rows, rows_height
from kiosk.screens.widgets import language, text_box
from kiosk.visit.panels import LABS_BUILT, chapter_of, chapters, find, following, offered
from kiosk.visit.scenes import Attract, Open, Visit

LEADING = 1.34
MOST_PAGES = 4
"""A text of more pages is too long for a panel: a check says so, though nothing of it is cut."""
_PICTURE_HEIGHTS = (714, 650, 590, 530, 470, 410)
SMALLEST_PICTURE = _PICTURE_HEIGHTS[-1]
"""So low a picture may become on an upright screen where the text is long, in units."""


@dataclass(frozen=True)
class Composed:
    """A panel as it stands on the screen: its layout, and the page of text at `text`."""

    layout: Layout
    buttons: list[list[Button]]
    setting: rich.Setting
    page: int
    style: rich.Style
    text: Rect


def layout(visit: Visit, opened: Open, panel: Panel, exhibit: Exhibit, frame: Frame) -> Layout:
    """The panel ("title", "plate", "text", "word:…" in it) and its controls; of a pop-up over it only that."""
    if opened.word or opened.sources >= 0:
        return pop_up.layout(visit, opened, panel, exhibit, frame)
    return composed(visit, opened, panel, exhibit, frame).layout


def draw(canvas: Canvas, visit: Visit, opened: Open, panel: Panel, exhibit: Exhibit) -> None:
    """Draw the panel: a still page, painted once."""
    frame = Frame(canvas.size, exhibit.settings.text_factor)
    whole = composed(visit, opened, panel, exhibit, frame)
    picture = canvas.files.drawn(panel.picture)

    def still(on: Canvas) -> None:
        on.paper()
        draw_header(on, frame, visit, exhibit, whole.layout)
        for box in whole.layout.boxes:
            if box.name in ("place", "title", "page"):
                on.box(box)
            elif box.name == "plate":
                plate(on, frame, picture, box.rect, look.RADIUS_LARGE, 10)
        shown = whole.setting.pages[whole.page] if whole.setting.pages else rich.Page((), 0)
        now = {word: "card" if visit.pressed == f"word:{word}" else "sand" for word, _ in _words(whole)}
        rich.draw(on, shown, whole.style, whole.text, now)  # type: ignore[arg-type]  # roles
        for word, rect in _words(whole):
            if visit.focus == f"word:{word}":
                on.rounded(rect.inset(-frame.px(4), 0), frame.px(14), None, "teal", frame.px(6))
        draw_rows(on, frame, visit, whole.layout, whole.buttons)
        turning.draw(on, frame, visit, whole.layout)
        if opened.word or opened.sources >= 0:
            pop_up.draw(on, visit, opened, panel, exhibit)

    key = (
        "panel",
        opened,
        visit.easy,
        visit.pressed,
        visit.focus,
        visit.language,
        frame,
        picture is None,
        whole.layout,
    )
    canvas.layer(key, still)


def overflowing(
    panel: Panel, exhibit: Exhibit, code: str, size: tuple[int, int], factor: float, easy: bool = False
) -> tuple[str, ...]:
    """What does not fit when this panel is read in language `code` on a screen of `size` pixels: names of boxes.

    "title" takes more than two lines, "text" has a word too long for a line or more than `MOST_PAGES` pages, "word:…"
    is an explanation too long for its card, "entry:…" a source. Empty where all is well. `factor` is that of the text
    (1.0 to 1.4); the panel need not be one of the exhibit's.
    """
    frame = Frame(size, factor)
    exhibit = replace(exhibit, settings=replace(exhibit.settings, text_factor=factor))
    if find(exhibit, code, panel.name) != panel:
        others = [one for one in exhibit.panels if one.name != panel.name]
        exhibit = replace(exhibit, panels=tuple(sorted((*others, panel), key=lambda one: one.number)))
    opened = Open(0.0, panel.name)
    visit = Visit(Attract(0.0), code, 0.0, panels=opened, easy=easy)
    whole = composed(visit, opened, panel, exhibit, frame)
    boxes = [box for box in whole.layout.boxes if box.kind == "text" and box.inside == ""]
    found = [box.name for box in boxes if not typeset.fits(box)]
    if not whole.setting.whole or len(whole.setting.pages) > MOST_PAGES:
        found.append("text")
    words = {span.word for block in _version(visit, panel).blocks for item in block.items for span in item if span.word}
    cards = [(f"word:{word}", replace(opened, word=word)) for word in sorted(words)]
    cards += [(f"entry:{at}", replace(opened, sources=at)) for at in range(len(panel.sources))]
    for name, card in cards:
        made = pop_up.layout(visit, card, panel, exhibit, frame)
        if not all(frame.screen.contains(box.rect) for box in made.boxes):
            found.append(name)
    return tuple(dict.fromkeys(found))


# --- where it is -----------------------------------------------------------------------------------------


def composed(visit: Visit, opened: Open, panel: Panel, exhibit: Exhibit, frame: Frame) -> Composed:
    """The panel itself, without a pop-up."""
    say = language(visit, exhibit)
    version = _version(visit, panel)
    blocks = blocks_read(visit, panel, say)
    style = rich.Style(
        frame.type(look.BODY), LEADING, frame.px(look.SMALLEST_TARGET + 2), frame.px(look.TARGET_GAP + 2)
    )
    rows = [_choices(visit, panel, exhibit, say)]
    content = frame.content
    turn = frame.px(112 if frame.large else 92)
    wide = content.w if frame.portrait else frame.px(720 if frame.large else 800)
    choices = rows_height(frame, wide, rows)
    top = content.y + frame.px(20)
    head = _head(visit, panel, version, exhibit, frame, Rect(content.x, top, wide, 0))
    start = head[-1].rect.bottom + frame.px(20)
    if frame.portrait:
        foot = content.bottom - turn
        choices_at = Rect(content.x, foot - frame.px(GAP + 8) - choices, content.w, choices)
        turns_at = Rect(content.x, foot, content.w, turn)
        high, setting = _best_picture(frame, blocks, style, Rect(content.x, start, content.w, choices_at.y - start))
        shown = _plate(frame, Rect(content.x, start, content.w, high))
        y = shown.rect.bottom + frame.px(28)
        text = Rect(content.x, y, content.w, choices_at.y - frame.px(20) - y)
    else:
        foot = content.bottom - max(turn, choices)
        choices_at = Rect(content.x, content.bottom - choices, wide, choices)
        x = content.x + wide + frame.px(80)
        turns_at = Rect(x, content.bottom - turn, content.right - x, turn)
        shown = _plate(frame, Rect(content.x, start, wide, foot - frame.px(28) - start))
        text = Rect(x, top, content.right - x, foot - frame.px(24) - top)
        setting = rich.compose(blocks, style, text.w, text.h)
        # A short text begins beside the title.
        spare = text.h - max((page.height for page in setting.pages), default=0)
        down = min(spare, head[-1].rect.y - top)
        text = Rect(text.x, text.y + down, text.w, text.h - down)
    page = min(opened.page, len(setting.pages) - 1)
    made = header(frame, visit, exhibit, back=True).plus(
        boxes=[*head, shown, Box("text", text.inset(0, -style.over), "picture")]
    )
    if setting.pages:
        words = rich.word_rects(setting.pages[page], style, text)
        made = made.plus([Target(f"word:{word}", rect) for word, rect in words])
    after = following(exhibit, visit.language, panel.name)
    coming = _version(visit, after).title if after is not None else ""
    turns = turning.lay(frame, say, turns_at, page, len(setting.pages), after.name if after else "", coming)
    buttons = lay_rows(frame, choices_at, rows)
    made = made.plus(turns.targets, turns.boxes).plus(buttons.targets, buttons.boxes)
    return Composed(replace(made, primary=turns.primary), rows, setting, page, style, text)


def _words(whole: Composed) -> list[tuple[str, Rect]]:
    return rich.word_rects(whole.setting.pages[whole.page], whole.style, whole.text) if whole.setting.pages else []


def _version(visit: Visit, panel: Panel) -> Version:
    text = panel.texts[visit.language]
    return text.easy if visit.easy else text.normal


def blocks_read(visit: Visit, panel: Panel, say: Language) -> tuple[Block, ...]:
    """What this visitor reads of a panel: its text in their language and version, with what the kiosk fills in."""
    return _filled(_version(visit, panel).blocks, dict.fromkeys(PLACEHOLDERS, say.say("panel_unmeasured")))


def _filled(blocks: Sequence[Block], values: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks with `values` in the place of the {names} of what the kiosk fills in."""

    def fill(span: Span) -> Span:
        text = span.text
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return span if text == span.text else replace(span, text=text)

    return tuple(replace(block, items=tuple(tuple(map(fill, item)) for item in block.items)) for block in blocks)


def _head(visit: Visit, panel: Panel, version: Version, exhibit: Exhibit, frame: Frame, area: Rect) -> list[Box]:
    """Where in the book one is, and the title: on two lines at most, set smaller if it must."""
    say = language(visit, exhibit)
    names = [one.name for one in offered(exhibit, visit.language)]
    chapter = chapters(exhibit, visit.language)[chapter_of(exhibit, visit.language, panel.name)].name
    where = say.say(
        "panel_place", chapter=say.say(f"chapter_{chapter}"), place=names.index(panel.name) + 1, total=len(names)
    )
    place = text_box(frame, "place", where, (area.x, area.y, area.w), look.CAPTION, "semibold", "grey")
    for size in (look.HEADING, look.LEAD, look.BODY):
        two = Rect(area.x, place.rect.bottom, area.w, 2 * typeset.line_height(frame.type(size), 1.1))
        title = text_box(frame, "title", version.title, two, size, "bold", leading=1.1)
        if typeset.fit(version.title, two, (title.px, 1), "bold", 1.1) == title.px:
            break
    lines = len(typeset.wrap(version.title, title.px, "bold", area.w))
    return [place, replace(title, rect=Rect(*two[:3], min(2, lines) * typeset.line_height(title.px, 1.1)))]


def _plate(frame: Frame, area: Rect) -> Box:
    """The plate: three high to four wide, in the middle of the page on an upright screen."""
    high = max(frame.px(80), min(area.h, area.w * 3 // 4))
    wide = high * 4 // 3
    left = (area.w - wide) // 2 if frame.portrait else 0
    return Box("plate", Rect(area.x + left, area.y, wide, high), "picture")


def _best_picture(frame: Frame, blocks: tuple[Block, ...], style: rich.Style, area: Rect) -> tuple[int, rich.Setting]:
    """On an upright screen: the height of the largest picture that makes no more pages than the smallest would."""
    heights = [frame.px(units) for units in _PICTURE_HEIGHTS]
    least = frame.px(48)

    def setting(high: int) -> rich.Setting:
        return rich.compose(blocks, style, area.w, area.h - high - least)

    fewest = len(setting(heights[-1]).pages)
    best = next((high for high in heights if len(setting(high).pages) <= fewest), heights[-1])
    return best, setting(best)


# --- controls ----------------------------------------------------------------------------------------------


def _choices(visit: Visit, panel: Panel, exhibit: Exhibit, say: Language) -> list[Button]:
    """How one reads, and where the facts come from; the door to a lab only where there is one."""
    lab = Button("panel_lab", say.say("panel_lab"), icon="arrow_right")
    sources = Button("sources:0", say.say("panel_sources"), "quiet")
    return [
        Button("easy", say.say("panel_easy"), "quiet", chosen=visit.easy),
        Button("large", say.say("panel_large"), "quiet", chosen=visit.large),
        *([sources] if panel.sources or panel.credit else []),
        *([lab] if panel.lab in LABS_BUILT else []),
    ]
