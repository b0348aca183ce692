"""`kiosk preview --out`: every panel on every screen as a picture, and what does not fit as sentences."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pygame

from kiosk.bookbinder import PLATE, TILE
from kiosk.bookbinding import picture
from kiosk.errors import KioskError
from kiosk.exhibit.check_fits import Misfit, fit_problems
from kiosk.exhibit.model import Drawn, Exhibit
from kiosk.exhibit.panels import PanelFolder
from kiosk.exhibit.source import near
from kiosk.fitting import SIZES, misfits, of_panel
from kiosk.previewing import Content, View, pages_of, read
from kiosk.screens import Canvas, draw
from kiosk.screens import panel as panel_screen
from kiosk.screens.typeset import missing
from kiosk.visit.panels import chapters
from kiosk.visit.scenes import Open, Prompt, Visit

FINE, PROBLEMS = 0, 1
SAID = {
    "en": {"lost": "{name}: no text in “{code}” that can be shown.", "done": "{count} pictures in {out}"},
    "fr": {
        "lost": "{name}\u202f: aucun texte en « {code} » qui puisse être montré.",
        "done": "{count} images dans {out}",
    },
}


def render(folder: Path, out: Path, language: str, only: Sequence[str] = ()) -> int:
    """Write the pictures of all panels (or of those folders named in `only`) and of the overview below `out`.

    Returns 0, or 1 where something does not fit or cannot be shown; both are said in `language`. Raises KioskError
    where there is no panel, or nothing can be written.
    """
    content = read(folder, lacks=missing)
    folders = _chosen(content.loaded.panels.folders, only)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KioskError(f"{out} cannot be made: {error.strerror}.") from None
    count, drawn = 0, dict[str, Mapping[bool, Drawn]]()
    for size in SIZES.values():
        canvas = Canvas(pygame.Surface(size), content.exhibit.folder)
        for name, view in _views(content.exhibit, folders, not only):
            if view.size == size:
                _take_pictures(canvas, content.exhibit, view, drawn)
                draw(canvas, view.visit, content.exhibit, 1.0)
                _save(canvas.surface, out / f"{name}.png")
                count += 1
    said = SAID[language]
    wrong = _wrong(content, folders, not only, language)
    for line in [*wrong, said["done"].format(count=count, out=out)]:
        print(line.encode("utf-8", "replace").decode("utf-8"), file=sys.stdout)  # noqa: T201 (a command's answer)
    return PROBLEMS if wrong else FINE


def _chosen(folders: Sequence[PanelFolder], only: Sequence[str]) -> list[PanelFolder]:
    names = [folder.name for folder in folders]
    for name in only:
        if name not in names:
            close = near(name, names).get("near", "")
            raise KioskError(f"There is no panel {name}." + (f" Did you mean {close}?" if close else ""))
    chosen = [folder for folder in folders if not only or folder.name in only]
    if not any(folder.panel.texts for folder in chosen):
        raise KioskError("There is no panel that can be shown: kiosk check says why.")
    return chosen


def _views(exhibit: Exhibit, folders: Sequence[PanelFolder], all_of_it: bool) -> Iterator[tuple[str, View]]:
    """Every picture by its name: "05-data-sets_nl_portrait_easy_large_page2", "overview_fr_landscape_1"."""
    for code in exhibit.languages:
        for screen in SIZES:
            for easy in (False, True):
                for large in (False, True):
                    visit = Visit(Prompt(0.0), code, 0.0, easy=easy, large=large)
                    ending = f"{code}_{screen}" + "_easy" * easy + "_large" * large
                    for folder in folders:
                        if code in folder.panel.texts:
                            yield from _pages(f"{folder.name}_{ending}", visit, screen, folder.panel.name, exhibit)
                    for at in range(len(chapters(exhibit, code)) if all_of_it else 0):
                        opened = replace(visit, panels=Open(0.0, chapter=at))
                        yield f"overview_{ending}_{at + 1}", View(opened, screen)


def _pages(name: str, visit: Visit, screen: str, panel: str, exhibit: Exhibit) -> Iterator[tuple[str, View]]:
    first = View(replace(visit, panels=Open(0.0, panel)), screen)
    for page in range(pages_of(first, exhibit)):
        view = View(replace(visit, panels=Open(0.0, panel, page=page)), screen)
        yield name + (f"_page{page + 1}" if page else ""), view


def _take_pictures(canvas: Canvas, exhibit: Exhibit, view: View, drawn: dict[str, Mapping[bool, Drawn]]) -> None:
    """Give the canvas the pictures this view shows; each is drawn once for all views."""
    opened = view.opened
    pages = chapters(exhibit, view.visit.language)
    shown = (
        [one for one in exhibit.panels if one.name == opened.panel] if opened.panel else pages[opened.chapter].panels
    )
    for panel in shown:
        if panel.picture not in drawn:
            made = picture(panel.picture, PLATE, TILE) if panel.picture else None
            drawn[panel.picture] = made.drawn if made else {}
        canvas.files.take(panel.picture, drawn[panel.picture])


def _save(surface: pygame.Surface, path: Path) -> None:
    from PIL import Image

    whole = Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))
    try:
        whole.save(path, compress_level=3)
    except OSError as error:
        raise KioskError(f"{path} cannot be written: {error.strerror or error}.") from None


def _wrong(content: Content, folders: Sequence[PanelFolder], all_of_it: bool, language: str) -> list[str]:
    """What does not fit, and the texts that cannot be shown at all."""
    exhibit, lines = content.exhibit, list[str]()
    found: list[Misfit] = misfits(exhibit) if all_of_it else []
    for folder in folders:
        for code in exhibit.languages:
            if code not in folder.panel.texts:
                lines.append(SAID[language]["lost"].format(name=folder.name, code=code))
            elif not all_of_it:
                found += of_panel(exhibit, folder.panel, code)
    for problem in fit_problems(content.loaded, found, panel_screen.MOST_PAGES):
        one = problem.plain(language)
        lines.append(f"{one['file']}:{one['line']}:{one['column']}: {one['message']} {one['hint']}".rstrip())
    return lines
