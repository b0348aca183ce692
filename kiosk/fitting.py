"""Does all that staff wrote fit on the screens? Asked of the screens' own layouts, for `kiosk check` and the preview.

Landscape and portrait, in the exhibit's size of text and in the large one that a visitor may choose. What fits in large
text fits in normal text too, so large text is looked at first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from kiosk.brevity import Brevity, Ruler
from kiosk.exhibit.check_fits import Kind, Misfit, Where
from kiosk.exhibit.model import Exhibit, Panel
from kiosk.rehearsal import staff_visits, visits, with_sample_panels
from kiosk.screens import layout, overview, pop_up, typeset
from kiosk.screens import panel as panel_screen
from kiosk.screens.layout import Box, Layout, Rect
from kiosk.screens.look import CAPTION, LARGE_TEXT, Frame
from kiosk.visit.panels import chapters, offered
from kiosk.visit.scenes import Attract, Open, Visit

SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920)}
"""The screens everything must fit on, in pixels; others in these proportions look the same."""


@dataclass(frozen=True)
class _Found:
    """A misfit on one screen, before it is known on which others it is one too."""

    kind: Kind
    language: str
    panel: str = ""
    easy: bool = False
    text: str = ""
    number: int = 0
    pages: int = field(default=0, compare=False)


_Look = Callable[[Exhibit, Frame], Iterable[_Found]]
_Seen = dict[_Found, list[tuple[str, bool, int]]]


def misfits(exhibit: Exhibit) -> list[Misfit]:
    """Everything that does not fit: panels, the overview, the sentences of all scenes. Pure; about 0.6 s."""
    seen: _Seen = {}
    ruler = Ruler()
    for code in exhibit.languages:
        _gather(seen, exhibit, partial(_scenes, code=code))
        _gather(seen, exhibit, partial(_overview, code=code))
        large = _factors(exhibit)[0]
        brief = [Brevity(exhibit, code, size, large, ruler) for size in SIZES.values()]
        for panel in offered(exhibit, code):
            if not all(one.certain(panel) for one in brief):
                _gather(seen, exhibit, partial(_panel, panel=panel, code=code))
    return _told(seen)


def of_panel(exhibit: Exhibit, panel: Panel, code: str) -> list[Misfit]:
    """What does not fit of one panel in one language; the panel need not be one of the exhibit's."""
    seen: _Seen = {}
    _gather(seen, exhibit, partial(_panel, panel=panel, code=code))
    return _told(seen)


def broken(made: Layout, frame: Frame) -> list[Box]:
    """The text boxes of a layout that do not hold their text, leave the screen or lie on another text."""
    texts = [box for box in made.boxes if box.kind == "text" and box.text]
    bad = [box for box in texts if not typeset.fits(box) or not frame.screen.contains(box.rect)]
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            if one.rect.overlaps(other.rect) and one.inside == other.inside and _ink(one).overlaps(_ink(other)):
                bad.append(max(one, other, key=lambda box: len(box.text)))
    outside = [target for target in made.targets if not frame.screen.contains(target.rect)]
    bad += [box for target in outside for box in texts if box.inside == target.name]
    return list(dict.fromkeys(bad))


def _ink(box: Box) -> Rect:
    """Where the lines of a text are."""
    high = typeset.block_height(box.text, box.px, box.weight, box.rect.w, box.leading, box.balance)
    free = box.rect.h - high
    return Rect(box.rect.x, box.rect.y + {"top": 0, "middle": free // 2, "bottom": free}[box.valign], box.rect.w, high)


# --- on which screens ----------------------------------------------------------------------------------------


def _factors(exhibit: Exhibit) -> list[float]:
    """The sizes of text a visitor may see, the largest first."""
    normal = exhibit.settings.text_factor
    return [LARGE_TEXT, normal] if normal < LARGE_TEXT else [normal]


def _gather(seen: _Seen, exhibit: Exhibit, look: _Look) -> None:
    factors = _factors(exhibit)
    for screen, size in SIZES.items():
        for factor in factors:
            made = replace(exhibit, settings=replace(exhibit.settings, text_factor=factor))
            found = list(look(made, Frame(size, factor)))
            for one in found:
                seen.setdefault(one, []).append((screen, factor != factors[-1], one.pages))
            if not found:
                break


def _told(seen: _Seen) -> list[Misfit]:
    """One misfit for what does not fit in normal text, and another for screens where only large text does not."""
    told = []
    for one, places in seen.items():
        number = max([one.number, *(pages for _, _, pages in places)])
        normal = {screen for screen, large, _ in places if not large}
        enlarged = {screen for screen, large, _ in places if large} - normal
        for screens, large in ((normal, False), (enlarged, True)):
            if screens:
                where = _where(screens, large)
                told.append(Misfit(one.kind, one.language, where, one.panel, one.easy, one.text, number))
    return told


def _where(screens: set[str], large: bool) -> Where:
    if screens == {"landscape"}:
        return "screen_landscape_large" if large else "screen_landscape"
    if screens == {"portrait"}:
        return "screen_portrait_large" if large else "screen_portrait"
    return "screen_every_large" if large else "screen_every"


# --- panels ----------------------------------------------------------------------------------------------------


def _panel(exhibit: Exhibit, frame: Frame, panel: Panel, code: str) -> Iterator[_Found]:
    for easy in (False, True):
        factor = exhibit.settings.text_factor
        for name in panel_screen.overflowing(panel, exhibit, code, frame.size, factor, easy):
            what, _, detail = name.partition(":")
            about = _Found("title", code, panel.name, easy)
            if what == "title":
                yield about
            elif what == "text":
                yield from _long_text(exhibit, frame, panel, about)
            elif what == "word":
                yield _Found("card", code, text=detail)
            elif what == "entry":
                yield from _long_sources(exhibit, frame, panel, code)
            else:
                box = panel_screen.composed(*_opened(exhibit, panel, code, easy), frame).layout.box(name)
                yield _Found("sentence", code, text=box.text if box else name)


def _opened(exhibit: Exhibit, panel: Panel, code: str, easy: bool = False) -> tuple[Visit, Open, Panel, Exhibit]:
    """A visit that reads this panel, in an exhibit that has it."""
    others = [one for one in exhibit.panels if one.name != panel.name]
    panels = tuple(sorted((*others, panel), key=lambda one: one.number))
    opened = Open(0.0, panel.name)
    visit = Visit(Attract(0.0), code, 0.0, panels=opened, easy=easy)
    return visit, opened, panel, replace(exhibit, panels=panels)


def _long_text(exhibit: Exhibit, frame: Frame, panel: Panel, about: _Found) -> Iterator[_Found]:
    """Too many pages, and the words that are longer than a line: at least one of both is there."""
    whole = panel_screen.composed(*_opened(exhibit, panel, about.language, about.easy), frame)
    pages = len(whole.setting.pages)
    if pages > panel_screen.MOST_PAGES:
        yield replace(about, kind="pages", pages=pages)
    if whole.setting.whole:
        return
    text = panel.texts[about.language]
    blocks = (text.easy if about.easy else text.normal).blocks
    items = ["".join(span.text for span in item) for block in blocks for item in block.items if block.kind != "picture"]
    pieces = {piece.strip() for item in items for piece in typeset.words(typeset.clean(item).replace("\n", " "))}
    width = {piece: typeset.width(piece, whole.style.px) for piece in pieces}
    long = [piece for piece in pieces if width[piece] > whole.text.w] or [max(pieces, key=lambda piece: width[piece])]
    for piece in sorted(long):
        yield replace(about, kind="word", text=piece)


def _long_sources(exhibit: Exhibit, frame: Frame, panel: Panel, code: str) -> Iterator[_Found]:
    def fits(one: Panel) -> bool:
        visit, opened, _, whole = _opened(exhibit, one, code)
        made = pop_up.layout(visit, replace(opened, sources=0), one, whole, frame)
        return all(frame.screen.contains(box.rect) for box in made.boxes)

    for number, source in enumerate(panel.sources):
        if not fits(replace(panel, sources=(source,), credit="")):
            yield _Found("source", code, panel.name, number=number)
    if panel.credit and not fits(replace(panel, sources=())):
        yield _Found("credit", code, panel.name)


# --- overview and scenes -----------------------------------------------------------------------------------------


def _overview(exhibit: Exhibit, frame: Frame, code: str) -> Iterator[_Found]:
    for easy in (False, True):
        visit = Visit(Attract(0.0), code, 0.0, easy=easy)
        pages = chapters(exhibit, code)
        for chapter, page in enumerate(pages):
            made = overview.layout(visit, Open(0.0, chapter=chapter), exhibit, frame)
            for box in broken(made, frame):
                title, _, panel = box.name.partition(":")
                if title == "title":
                    yield _Found("tile", code, panel, easy)
                else:
                    yield _Found("sentence", code, text=box.text)
            name = exhibit.languages[code].say(f"chapter_{page.name}")
            tab = made.target(f"chapter:{chapter}")
            if tab is not None and typeset.width(name, frame.type(CAPTION), "semibold") > tab.rect.w - tab.rect.h // 2:
                yield _Found("sentence", code, text=name)


def _scenes(exhibit: Exhibit, frame: Frame, code: str) -> Iterator[_Found]:
    """Scenes with sample visits. What staff read is in the first language."""
    first = code == next(iter(exhibit.languages))
    exhibit = with_sample_panels(exhibit)  # what is written in the panels is looked at elsewhere
    bad: list[Box] = []
    for longest in (True, False):
        made = [*visits(exhibit, code, longest), *(staff_visits(exhibit, code) if first else ())]
        bad = [box for visit in made for box in broken(layout(visit, exhibit, frame.size), frame)]
        if not bad:
            break  # where the longest of several sentences fits, the others do
    yield from dict.fromkeys(_Found("sentence", code, text=box.text) for box in bad)
