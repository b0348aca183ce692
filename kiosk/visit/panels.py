"""Panels over a scene: opening and closing them, turning pages, and what to read next. The scene goes on beneath.

Most targets name where they lead ("panel:norm", "page:1", "chapter:3"), so that an event that comes twice changes
nothing the second time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.exhibit.model import Exhibit, Panel
from kiosk.visit.scenes import Attract, Open, Painting, Picture, Prompt, Visit, Words

LABS_BUILT: frozenset[str] = frozenset()
"""The labs there are; a panel shows the door to its lab only when that is one of them."""
READING_TIMES = 2
"""Who reads touches nothing for longer: the idle warning waits so many times as long."""
MOST_TILES = 6
"""So many panels stand on one page of the overview."""
_CHAPTERS = ((1, "words"), (5, "data"), (8, "labels"), (13, "machine"), (18, "stories"), (22, "world"))
"""Where each chapter of the story begins, by the numbers of the panels."""
_SCENES: dict[type, str] = {Prompt: "prompt", Words: "words", Painting: "painting", Picture: "picture"}
_MOST_PAGES = 99


@dataclass(frozen=True)
class Chapter:
    """One page of the overview: the key of its name ("words"), and at most `MOST_TILES` panels."""

    name: str
    panels: tuple[Panel, ...]


# --- what there is ---------------------------------------------------------------------------------


def offered(exhibit: Exhibit, language: str) -> tuple[Panel, ...]:
    """The panels that can be read in this language, in the order of their numbers."""
    return tuple(panel for panel in exhibit.panels if language in panel.texts)


def find(exhibit: Exhibit, language: str, name: str) -> Panel | None:
    """The panel of this name, if it can be read in this language."""
    return next((panel for panel in offered(exhibit, language) if panel.name == name), None)


def following(exhibit: Exhibit, language: str, name: str) -> Panel | None:
    """The panel to read after this one; after the last one the first; None where there is no other."""
    panels = offered(exhibit, language)
    names = [panel.name for panel in panels]
    if name not in names or len(names) < 2:
        return None
    return panels[(names.index(name) + 1) % len(panels)]


def chapters(exhibit: Exhibit, language: str) -> tuple[Chapter, ...]:
    """The pages of the overview: the chapters of the story, those that are too long in several pages."""
    made: list[Chapter] = []
    for place, (first, name) in enumerate(_CHAPTERS):
        last = _CHAPTERS[place + 1][0] if place + 1 < len(_CHAPTERS) else 1_000_000
        start = 0 if place == 0 else first
        inside = tuple(panel for panel in offered(exhibit, language) if start <= panel.number < last)
        made += [Chapter(name, inside[at : at + MOST_TILES]) for at in range(0, len(inside), MOST_TILES)]
    return tuple(made)


def chapter_of(exhibit: Exhibit, language: str, name: str) -> int:
    """The page of the overview that shows this panel; the first one if none does."""
    pages = enumerate(chapters(exhibit, language))
    return next((at for at, page in pages if any(panel.name == name for panel in page.panels)), 0)


def suggestions(visit: Visit, exhibit: Exhibit) -> tuple[Panel, ...]:
    """The panels that belong to the present scene, those not read in this visit first; the best one leads."""
    scene = _SCENES.get(type(visit.scene), "")
    fitting = [panel for panel in offered(exhibit, visit.language) if scene in panel.shown]
    # Of several scenes' panels, those that belong to this one alone say most about it.
    fitting.sort(key=lambda panel: (panel.name in visit.read, len(panel.shown), panel.number))
    return tuple(fitting)


# --- what a visitor does ---------------------------------------------------------------------------


def pressed(visit: Visit, target: str, at: float, exhibit: Exhibit) -> Visit | None:
    """What pressing `target` makes of the panels; None where it has nothing to do with them."""
    kind, _, name = target.partition(":")
    now = visit.panels
    if isinstance(visit.scene, Attract):
        return None
    match kind:
        case "panels" if now is None or now.panel:
            return _overview(visit, at, exhibit)
        case "panel" if find(exhibit, visit.language, name) is not None:
            return _read(visit, at, name)
    if now is None:
        return None
    match kind:
        case "back" | "panel_back" | "close":
            return _back(visit, now, at, exhibit, only_pop_up=kind == "close")
        case "chapter" if name.isdecimal() and not now.panel:
            last = max(0, len(chapters(exhibit, visit.language)) - 1)
            return replace(visit, panels=replace(now, chapter=min(int(name), last)), pressed="")
        case "page" if name.isdecimal() and now.panel and int(name) <= _MOST_PAGES:
            return replace(visit, panels=replace(now, page=int(name)), focus="", pressed="")
        case "sources" if name.isdecimal() and now.panel and int(name) <= _MOST_PAGES:
            return replace(visit, panels=replace(now, sources=int(name), word=""), focus="", pressed="")
        case "word" if now.panel and name in exhibit.glossary.get(visit.language, {}):
            return replace(visit, panels=replace(now, word=name, sources=-1), focus="", pressed="")
        case "easy":
            return replace(visit, easy=not visit.easy, panels=replace(now, page=0))
        case "large":
            return replace(visit, large=not visit.large, panels=replace(now, page=0))
    return visit


def spoken(visit: Visit, exhibit: Exhibit) -> Visit:
    """The visit now speaks another language: a panel that is not written in it gives way to the overview."""
    now = visit.panels
    if now is None:
        return visit
    last = max(0, len(chapters(exhibit, visit.language)) - 1)
    panel = now.panel if find(exhibit, visit.language, now.panel) is not None else ""
    chapter = min(now.chapter, last)
    return replace(visit, panels=replace(now, panel=panel, chapter=chapter, word="", sources=-1, page=0))


def _overview(visit: Visit, at: float, exhibit: Exhibit) -> Visit:
    """All panels, open where the reading is, else where the scene is."""
    now, best = visit.panels, suggestions(visit, exhibit)
    here = now.panel if now is not None else best[0].name if best else ""
    chapter = chapter_of(exhibit, visit.language, here)
    return replace(visit, panels=Open(at, chapter=chapter, overview=True), focus="", pressed="")


def _read(visit: Visit, at: float, name: str) -> Visit:
    """This panel, from its first page; who came by the overview goes back there."""
    now = visit.panels
    if now is not None and now.panel == name:
        return visit
    read = visit.read if name in visit.read else (*visit.read, name)
    opened = Open(at, panel=name, overview=now is not None and now.overview)
    return replace(visit, panels=opened, read=read, focus="", pressed="")


def _back(visit: Visit, now: Open, at: float, exhibit: Exhibit, only_pop_up: bool) -> Visit:
    """One thing less on the screen: the pop-up, else the panel, else the overview."""
    if now.word or now.sources >= 0:
        return replace(visit, panels=replace(now, word="", sources=-1), focus="", pressed="")
    if only_pop_up:
        return visit
    if now.panel and now.overview:
        return _overview(visit, at, exhibit)
    return replace(visit, panels=None, focus="", pressed="")
