"""The panels: from the folders `panels/NN-name/` to `Panel`s, whatever is wrong in them.

A panel is offered in the languages in which it is complete. What is wrong falls back, and is reported.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kiosk.exhibit.files import inside, read_text
from kiosk.exhibit.glossary import Glossary
from kiosk.exhibit.markdown import Page, read_panel_text
from kiosk.exhibit.model import LABS, PANEL_SCENES, Panel, Reference, TranslationState
from kiosk.exhibit.pictures import ENDINGS, default_picture
from kiosk.exhibit.problems import Problem, problem
from kiosk.exhibit.source import Source, near, read_source, report_unknown
from kiosk.exhibit.translations import fingerprint

PANELS = "panels"
ABOUT = "panel.toml"
_NAME = re.compile(r"(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)")
_KEYS = ("shown", "lab", "picture", "credit", "source_language", "drawing", "source", "translated")


@dataclass
class PanelFolder:
    """One folder of `panels/`, read: all that a check needs to go on."""

    name: str
    about: Source
    panel: Panel
    texts: dict[str, str]
    """What is written, by language."""
    pages: dict[str, Page] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """Those of the texts; the others stand in `about`."""


@dataclass
class Panels:
    """All panels, in order, and what is wrong with `panels/` itself."""

    folders: list[PanelFolder] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def offered(self) -> tuple[Panel, ...]:
        """The panels that visitors can read in at least one language."""
        return tuple(folder.panel for folder in self.folders if folder.panel.texts)


def read_panels(root: Path, languages: Sequence[str], glossaries: Mapping[str, Glossary]) -> Panels:
    """All panels of the exhibit in `root`, in `languages`. Never raises."""
    panels = Panels()
    try:
        found = sorted((root / PANELS).iterdir())
    except OSError:
        return panels
    for path in found:
        name = f"{PANELS}/{path.name}"
        if path.name.startswith(".") or (path.name.casefold().startswith("readme") and path.is_file()):
            continue
        if not path.is_dir():
            panels.problems.append(problem(name, (1, 1), "file_unused", "warning"))
        elif not inside(root, path):
            panels.problems.append(problem(name, (1, 1), "outside"))
        elif _NAME.fullmatch(path.name):
            panels.folders.append(_read_folder(root, path.name, languages, glossaries))
        else:
            panels.problems.append(problem(name, (1, 1), "panel_name"))
    panels.folders.sort(key=lambda folder: (folder.panel.number, folder.name))
    _report_twice(panels)
    return panels


def _report_twice(panels: Panels) -> None:
    for code, key in (("number_twice", lambda one: f"{one.number:02d}"), ("name_twice", lambda one: one.name)):
        seen: dict[str, list[str]] = collections.defaultdict(list)
        for folder in panels.folders:
            seen[key(folder.panel)].append(folder.name)
        for value, names in seen.items():
            for name in names[1:]:
                place = f"{PANELS}/{name}"
                panels.problems.append(problem(place, (1, 1), code, value=value, other=names[0]))


def _read_folder(root: Path, name: str, languages: Sequence[str], glossaries: Mapping[str, Glossary]) -> PanelFolder:
    about = read_source(root, f"{PANELS}/{name}/{ABOUT}")
    values = about.values
    report_unknown(about, (), values, _KEYS)
    picture = _picture(about, root / PANELS / name)
    texts: dict[str, str] = {}
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for language in languages:
        file = f"{PANELS}/{name}/{language}.md"
        if not (root / file).exists() and not (root / file).is_symlink():
            continue
        text, wrong = read_text(root, file)
        problems += wrong
        if text is not None:
            texts[language] = text
            pages[language] = read_panel_text(file, text, glossaries.get(language, Glossary()), picture)
            problems += pages[language].problems
    source_language = _text(about, "source_language", 'source_language = "fr"')
    if source_language and source_language not in languages:
        known = ", ".join(languages)
        about.report(("source_language",), "language_unknown", written=source_language, known=known)
    number, short = name[:2], name[3:]
    panel = Panel(
        number=int(number),
        name=short,
        shown=_scenes(about),
        lab=_lab(about),
        picture=str((root / PANELS / name / picture).resolve()) if picture else "",
        credit=_text(about, "credit", 'credit = "Drawn for the Imagier"'),
        source_language=source_language or "fr",
        sources=_references(about),
        texts={language: page.text for language, page in pages.items() if page.text},
        states=_states(about, texts, source_language or "fr", languages),
    )
    return PanelFolder(name, about, panel, texts, pages, problems)


# --- panel.toml ----------------------------------------------------------------------------------


def _text(about: Source, name: str, example: str) -> str:
    value = about.values.get(name)
    if isinstance(value, str) and value.strip():
        return value.strip()
    if about.readable:
        about.report((name,), "must_be_text", name=name, example=example)
    return ""


def _scenes(about: Source) -> tuple[str, ...]:
    value = about.values.get("shown", [] if about.readable else list(PANEL_SCENES))
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        about.report(("shown",), "must_be_texts", name="shown", example='shown = ["prompt", "words"]')
        return ()
    for index, scene in enumerate(value):
        if scene not in PANEL_SCENES:
            known = ", ".join(PANEL_SCENES)
            about.report(("shown", str(index)), "scene_unknown", scene=scene, known=known, **near(scene, PANEL_SCENES))
    return tuple(scene for scene in PANEL_SCENES if scene in value)


def _lab(about: Source) -> str:
    value = about.values.get("lab", "")
    if not isinstance(value, str):
        about.report(("lab",), "must_be_text", name="lab", example='lab = "book"')
        return ""
    if value and value not in LABS:
        about.report(("lab",), "lab_unknown", lab=value, known=", ".join(LABS), **near(value, LABS))
        return ""
    return value


def _picture(about: Source, folder: Path) -> str:
    """The file name of the panel's picture, which is not looked at here; "" if it has none."""
    if "picture" not in about.values:
        return default_picture(folder)
    value: Any = about.values["picture"]
    if not isinstance(value, str) or not value:
        about.report(("picture",), "must_be_text", name="picture", example='picture = "picture.svg"')
    elif Path(value).name != value or "\\" in value or ":" in value or "\0" in value:
        about.report(("picture",), "picture_path", written=value)
    elif not value.lower().endswith(ENDINGS):
        about.report(("picture",), "picture_ending", written=value, known=", ".join(ENDINGS))
    else:
        return value
    return default_picture(folder)


def _references(about: Source) -> tuple[Reference, ...]:
    entries = about.values.get("source", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        about.report(("source",), "source_heading")
        return ()
    found = []
    for index, entry in enumerate(entries):
        path = ("source", str(index))
        report_unknown(about, path, entry, ("text", "checked"))
        text, checked = entry.get("text"), entry.get("checked")
        if not isinstance(text, str) or not text.strip():
            about.report((*path, "text"), "must_be_text", name="text", example='text = "…"')
            continue
        if checked is not None and (not isinstance(checked, date) or isinstance(checked, datetime)):
            about.report((*path, "checked"), "source_date", example=f"checked = {date(2026, 11, 24)}")
            checked = None
        found.append(Reference(text.strip(), checked))
    return tuple(found)


def _states(
    about: Source, texts: Mapping[str, str], source_language: str, languages: Sequence[str]
) -> dict[str, TranslationState]:
    made_from = about.values.get("translated", {})
    if not isinstance(made_from, dict):
        about.report(("translated",), "must_be_table", name="translated", example="[translated]")
        made_from = {}
    report_unknown(about, ("translated",), made_from, languages)
    now = fingerprint(texts[source_language]) if source_language in texts else ""
    states: dict[str, TranslationState] = {}
    for language in languages:
        seen = made_from.get(language)
        if language not in texts:
            states[language] = "missing"
        elif language == source_language:
            states[language] = "source"
        elif not isinstance(seen, str) or not now:
            states[language] = "unconfirmed"
        else:
            states[language] = "current" if seen == now else "outdated"
    return states
