"""All that is wrong with the panels, beyond what loading them has to know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kiosk.exhibit.files import other_case
from kiosk.exhibit.load import Loaded
from kiosk.exhibit.panels import ABOUT, PANELS, PanelFolder
from kiosk.exhibit.pictures import ENDINGS, picture_problems
from kiosk.exhibit.problems import Problem, problem
from kiosk.exhibit.prose import Lacks, length_faults, passage_faults

FRESH = timedelta(days=365)
"""How long a checked fact may be believed."""
_FILLED = re.compile(r"\{\w+\}")


def check_panels(loaded: Loaded, lacks: Lacks | None, today: date) -> list[Problem]:
    """All problems of the panels that loading did not find, in no order. Never raises."""
    root = Path(loaded.exhibit.folder)
    found: list[Problem] = []
    titles: dict[tuple[str, str], str] = {}
    for folder in loaded.panels.folders:
        _check_facts(folder, today)
        found += _files(root, folder, {Path(name).stem for name in loaded.sources if name.startswith("languages/")})
        found += _translations(root, folder)
        found += _writing(folder, lacks)
        for language, text in folder.panel.texts.items():
            other = titles.setdefault((language, text.normal.title), folder.name)
            if other != folder.name and (place := _title_place(folder, language)):
                found.append(problem(_file(folder, language), place, "title_shared", "warning", other=other))
    return found


def _file(folder: PanelFolder, language: str) -> str:
    return f"{PANELS}/{folder.name}/{language}.md"


def _title_place(folder: PanelFolder, language: str) -> tuple[int, int] | None:
    titles = (passage for passage in folder.pages[language].passages if passage.kind == "title" and passage.places)
    return next((passage.places[0] for passage in titles), None)


def _check_facts(folder: PanelFolder, today: date) -> None:
    entries = folder.about.values.get("source", [])
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        checked = entry.get("checked") if isinstance(entry, dict) else None
        if type(checked) is not date:
            continue
        place = ("source", str(index), "checked")
        if checked > today:
            folder.about.report(place, "source_future", date=checked)
        elif today - checked > FRESH:
            folder.about.report(place, "source_old", "warning", date=checked, today=today)


def _files(root: Path, folder: PanelFolder, languages: set[str]) -> Iterator[Problem]:
    """Files that are missing, that nobody reads, or whose names are written with other capitals."""
    place = root / PANELS / folder.name
    texts = {f"{language}.md" for language in {*languages, *folder.panel.states}}
    picture = Path(folder.panel.picture).name if folder.panel.picture else ""
    known = {ABOUT, picture, *texts}
    folded = {name.casefold(): name for name in (*known, "picture.svg", "picture.png", "picture.jpg") if name}
    try:
        names = sorted(path.name for path in place.iterdir())
    except OSError:
        names = []
    for name in names:
        file = f"{PANELS}/{folder.name}/{name}"
        meant = folded.get(name.casefold(), name)
        if name in known or name.startswith(".") or name.endswith("~"):
            continue
        if meant != name and meant not in names:
            # The picture that panel.toml names is reported there.
            if meant != picture and meant != ABOUT:
                yield problem(file, (1, 1), "wrong_case", found=name, wanted=meant)
        else:
            yield problem(file, (1, 1), "file_unused", "warning")
    if picture:
        named = "picture" in folder.about.values
        for one in picture_problems(root, f"{PANELS}/{folder.name}/{picture}"):
            if one.code in ("picture_missing", "wrong_case") and named:
                found = other_case(place / picture)
                values = {"found": found, "written": picture}
                folder.about.report(("picture",), "picture_case" if found else "picture_named", **values)
            else:
                yield one
    elif not any(name.lower().endswith(ENDINGS) and name.lower().startswith("picture.") for name in names):
        yield problem(f"{PANELS}/{folder.name}/{ABOUT}", (1, 1), "picture_none")


def _translations(root: Path, folder: PanelFolder) -> Iterator[Problem]:
    """A language without its text, and texts that were made from another source text than there is now."""
    for language, state in folder.panel.states.items():
        file = _file(folder, language)
        if state == "missing":
            if not any(one.file == file for one in folder.problems) and not other_case(root / file):
                yield problem(file, (1, 1), "translation_missing", language=language)
        elif state in ("outdated", "unconfirmed"):
            values = {"source": folder.panel.source_language, "name": f"{folder.name}/{language}"}
            yield problem(file, (1, 1), f"translation_{state}", "warning", **values)
    source = folder.texts.get(folder.panel.source_language, "")
    for language, text in folder.texts.items():
        for written in sorted(set(_FILLED.findall(source)) - set(_FILLED.findall(text))):
            yield problem(_file(folder, language), (1, 1), "placeholder_lost", written=written)


def _writing(folder: PanelFolder, lacks: Lacks | None) -> Iterator[Problem]:
    for language, page in folder.pages.items():
        file = _file(folder, language)
        for place, code, values in length_faults(page, language):
            yield problem(file, place, code, **values)
        for place, code, severity, values in passage_faults(page.passages, language, lacks):
            yield problem(file, place, code, severity, **values)
