"""What the preview shows, as pure functions: which panel, how a key changes that, and what a save makes of it.

A file that is broken or only half saved never takes a panel away: its last good version stays, beside what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from kiosk.exhibit.check_fits import fit_problems
from kiosk.exhibit.check_panels import check_panels
from kiosk.exhibit.load import SETTINGS, Loaded, load_all
from kiosk.exhibit.model import Exhibit, Panel
from kiosk.exhibit.panels import PANELS, PanelFolder
from kiosk.exhibit.problems import Problem
from kiosk.exhibit.prose import Lacks
from kiosk.fitting import SIZES, of_panel
from kiosk.screens import as_chosen, layout
from kiosk.screens import panel as panel_screen
from kiosk.screens.look import Frame
from kiosk.visit.panels import find, offered, pressed, spoken
from kiosk.visit.scenes import Open, Prompt, Visit

Action = Literal["next", "previous", "page", "language", "orientation", "easy", "large", "overview"]
Stamp = frozenset[tuple[str, int, int]]


# --- what is written ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Content:
    """What staff wrote, as it is shown, and what is wrong with it.

    `kept` names the texts (panel, language) that are shown as they were, because what is saved now cannot be shown.
    """

    exhibit: Exhibit
    loaded: Loaded
    problems: tuple[Problem, ...]
    kept: frozenset[tuple[str, str]] = frozenset()


def stamp(folder: Path) -> Stamp:
    """When each file in the folder was changed, and how large it is: differs after every save. Never raises."""
    found = set()
    for path in folder.rglob("*"):
        if path.name.startswith("."):
            continue
        try:
            status = path.stat()
        except OSError:
            continue
        found.add((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(found)


def read(folder: Path, before: Content | None = None, lacks: Lacks | None = None, today: date | None = None) -> Content:
    """The content of the folder as it is now; what cannot be shown stays as it was `before`. Never raises."""
    loaded = load_all(folder, folder.resolve().parent / "models", lexicons=False)
    loaded.found += check_panels(loaded, lacks, today or date.today())
    exhibit, kept = renewed(before.exhibit if before else None, loaded)
    return Content(exhibit, loaded, tuple(loaded.problems), kept)


def renewed(before: Exhibit | None, loaded: Loaded) -> tuple[Exhibit, frozenset[tuple[str, str]]]:
    """The exhibit just loaded, with what is broken in it as it was `before`, and which texts these are."""
    now = loaded.exhibit
    if before is None:
        return now, frozenset()
    asked = loaded.sources[SETTINGS].values.get("languages") if loaded.sources[SETTINGS].readable else None
    wanted = asked if isinstance(asked, list) else list(before.languages)
    there = {code for code in wanted if f"languages/{code}.toml" in loaded.sources}
    spoken = {code: before.languages[code] for code in wanted if code in there and code in before.languages}
    known = {**spoken, **now.languages}
    languages = {code: known[code] for code in dict.fromkeys([*wanted, *now.languages]) if code in known}
    settings = now.settings if loaded.sources[SETTINGS].readable else before.settings
    glossary = dict(now.glossary)
    # Without settings that can be read, nobody has looked for the texts of some languages.
    unread = () if loaded.sources[SETTINGS].readable else tuple(code for code in languages if code not in now.languages)
    for code, words in before.glossary.items():
        source = loaded.sources.get(f"glossary/{code}.toml")
        if source is not None and (not source.readable or code in unread):
            glossary[code] = words
    kept: set[tuple[str, str]] = set()
    panels = {panel.name: panel for panel in now.panels}
    old = {panel.name: panel for panel in before.panels}
    for folder in loaded.panels.folders:
        name = folder.panel.name
        if name in old:
            panel, lost = _mended(old[name], folder, unread)
            kept |= {(name, code) for code in lost}
            panels[name] = panel if panel.texts else panels.get(name, panel)
    shown = tuple(sorted((one for one in panels.values() if one.texts), key=lambda one: (one.number, one.name)))
    settings = replace(settings, languages=tuple(languages))
    return replace(now, languages=languages, settings=settings, glossary=glossary, panels=shown), frozenset(kept)


def _mended(old: Panel, folder: PanelFolder, unread: Sequence[str]) -> tuple[Panel, list[str]]:
    """A panel as it is now, with those of its texts that are there but broken, or not read, as they were."""
    now = folder.panel if folder.about.readable else replace(old, texts=folder.panel.texts)
    file = f"{PANELS}/{folder.name}/{{}}.md"
    broken = {one.file for one in folder.problems}
    lost = [
        code for code in old.texts if code not in now.texts and (code in folder.texts or file.format(code) in broken)
    ]
    texts = {code: old.texts[code] for code in (*lost, *unread) if code in old.texts}
    return replace(now, texts={**texts, **now.texts}), lost


def problems_of(content: Content, name: str, code: str) -> list[Problem]:
    """What is wrong with one panel in one language, its text first; and what stops the exhibit from being read.

    Without a panel (`name` ""): what stops the exhibit from being read, and what is wrong with the folders of panels.
    """
    folders = [one.name for one in content.loaded.panels.folders if one.panel.name == name]
    place = f"{PANELS}/{folders[0]}/" if folders else ""
    others = {f"{place}{other}.md" for other in content.exhibit.languages if other != code}
    mine = [one for one in content.problems if place and one.file.startswith(place) and one.file not in others]
    panel = find(content.exhibit, code, name)
    if panel is not None and (name, code) not in content.kept:
        mine += fit_problems(content.loaded, of_panel(content.exhibit, panel, code), panel_screen.MOST_PAGES)
    mine.sort(key=lambda one: (not one.file.endswith(".md"), one.severity, one))
    about = {SETTINGS, f"languages/{code}.toml", f"glossary/{code}.toml"}
    rest = [one for one in content.problems if one.file in about and one.severity == "error"]
    return list(dict.fromkeys([*mine, *rest, *(() if name else content.loaded.panels.problems)]))


# --- what is looked at ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class View:
    """What is looked at: a visit that reads panels, on a screen that is one of `SIZES`."""

    visit: Visit
    screen: str = "landscape"

    @property
    def size(self) -> tuple[int, int]:
        """The screen in pixels."""
        return SIZES[self.screen]

    @property
    def opened(self) -> Open:
        """The panel that is open, or the overview."""
        return self.visit.panels or Open(0.0)


def first_view(exhibit: Exhibit) -> View:
    """The first panel in the first language, on a landscape screen; the overview where there is no panel."""
    code = next(iter(exhibit.languages))
    panels = offered(exhibit, code)
    return View(Visit(Prompt(0.0), code, 0.0, panels=Open(0.0, panels[0].name if panels else "")))


def acted(view: View, action: Action, exhibit: Exhibit) -> View:
    """The view after a key."""
    visit, opened = view.visit, view.opened
    match action:
        case "next" | "previous":
            return _at(view, _neighbour(exhibit, visit.language, opened.panel, 1 if action == "next" else -1))
        case "page":
            return replace(view, visit=replace(visit, panels=_further(view, exhibit)))
        case "language":
            codes = list(exhibit.languages)
            place = codes.index(visit.language) + 1 if visit.language in codes else 0
            return replace(view, visit=spoken(replace(visit, language=codes[place % len(codes)]), exhibit))
        case "orientation":
            names = list(SIZES)
            view = replace(view, screen=names[(names.index(view.screen) + 1) % len(names)])
        case "easy":
            visit = replace(visit, easy=not visit.easy)
        case "large":
            visit = replace(visit, large=not visit.large)
        case "overview":
            other = "" if opened.panel else _neighbour(exhibit, visit.language, "", 1)
            return _at(view, other)
    return replace(view, visit=replace(visit, panels=replace(opened, page=0)))


def touched(view: View, point: tuple[float, float], exhibit: Exhibit) -> View:
    """The view after a touch at `point` of its screen: as in the exhibit, but panels are never left."""
    target = layout(view.visit, exhibit, view.size).at(point)
    if target is None:
        return view
    kind, _, name = target.name.partition(":")
    if kind == "language" and name in exhibit.languages:
        return replace(view, visit=spoken(replace(view.visit, language=name), exhibit))
    visit = pressed(view.visit, target.name, 0.0, exhibit) or view.visit
    return replace(view, visit=replace(visit, panels=visit.panels or Open(0.0)))


def fitted(view: View, exhibit: Exhibit) -> View:
    """The view in a changed exhibit: where its panel or its language is gone, what is nearest."""
    if view.visit.language not in exhibit.languages:
        return first_view(exhibit)
    opened = view.opened
    if opened.panel and find(exhibit, view.visit.language, opened.panel) is None:
        return _at(view, "")
    return replace(view, visit=replace(view.visit, panels=replace(opened, word="", sources=-1)))


def _at(view: View, name: str) -> View:
    return replace(view, visit=replace(view.visit, panels=Open(0.0, name)))


def _neighbour(exhibit: Exhibit, code: str, name: str, by: int) -> str:
    names = [panel.name for panel in offered(exhibit, code)]
    if not names:
        return ""
    return names[(names.index(name) + by) % len(names)] if name in names else names[0 if by > 0 else -1]


def _further(view: View, exhibit: Exhibit) -> Open:
    opened = replace(view.opened, word="", sources=-1)
    return replace(opened, page=(opened.page + 1) % pages_of(view, exhibit))


def pages_of(view: View, exhibit: Exhibit) -> int:
    """How many pages the open panel takes on this screen; 1 for the overview."""
    chosen = as_chosen(view.visit, exhibit)
    panel = find(chosen, view.visit.language, view.opened.panel)
    if panel is None:
        return 1
    frame = Frame(view.size, chosen.settings.text_factor)
    opened = replace(view.opened, word="", sources=-1)
    return max(1, len(panel_screen.composed(view.visit, opened, panel, chosen, frame).setting.pages))


def overflowing(view: View, exhibit: Exhibit) -> Sequence[str]:
    """The boxes of the open panel whose text does not fit on this screen: "title", "text"."""
    chosen = as_chosen(view.visit, exhibit)
    panel = find(chosen, view.visit.language, view.opened.panel)
    if panel is None:
        return ()
    factor = chosen.settings.text_factor
    return panel_screen.overflowing(panel, chosen, view.visit.language, view.size, factor, view.visit.easy)
