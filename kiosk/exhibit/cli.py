"""`kiosk check`: every problem in what staff wrote, in one run, in their language."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError
from kiosk.exhibit.check import inspect
from kiosk.exhibit.check_fits import Fits
from kiosk.exhibit.load import SETTINGS, load_all
from kiosk.exhibit.model import Settings
from kiosk.exhibit.panels import ABOUT, PANELS, PanelFolder
from kiosk.exhibit.prose import Lacks
from kiosk.exhibit.source import Source, near
from kiosk.exhibit.translations import fingerprint, write_translated

FINE, PROBLEMS = 0, 1


def run(
    options: argparse.Namespace,
    find: Callable[[], Path],
    say: Callable[[str], None],
    lacks: Lacks | None = None,
    fits: Fits | None = None,
) -> int:
    """Runs the command; `find` gives the folder where `options` name none, `say` prints an answer.

    Returns 0 if all is well, 1 if there are problems or warnings. Raises KioskError where it could not run.
    """
    folder: Path = options.folder or find()
    if not folder.is_dir():
        raise KioskError(f"There is no folder {folder}.")
    try:
        if options.accept:
            for name in accept(folder, options.accept):
                print(name, file=sys.stderr)  # noqa: T201 (a command's answer)
        loaded = load_all(folder, folder.resolve().parent / "models")
        language = options.language or staff_language(loaded.sources[SETTINGS])
        problems = [problem.plain(language) for problem in inspect(loaded, lacks=lacks, fits=fits)]
    except KioskError:
        raise
    except Exception as error:
        # A mistake of ours, which staff must not have to read as a traceback.
        raise KioskError(
            f"The check itself failed ({type(error).__name__}: {error}). Please tell its makers."
        ) from error
    try:
        if options.json:
            say(json.dumps(problems, ensure_ascii=False, indent=2))
        else:
            for one in problems:
                say(f"{one['file']}:{one['line']}:{one['column']}: {one['message']} {one['hint']}".rstrip())
            say(_summary(problems, "fr" if language == "fr" else "en"))
    except BrokenPipeError:
        # Whoever reads has seen enough (`kiosk check | head`); Python must not write on when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PROBLEMS if problems else FINE


def staff_language(settings: Source) -> str:
    """The first language of the settings, even if it is not complete and so not offered to visitors."""
    wanted = settings.values.get("languages")
    first = wanted[0] if isinstance(wanted, list) and wanted else None
    return first if isinstance(first, str) else Settings().languages[0]


def _summary(problems: list[dict[str, Any]], language: str) -> str:
    warnings = sum(one["severity"] == "warning" for one in problems)
    errors = len(problems) - warnings
    if not problems:
        return {"en": "no problems", "fr": "aucun problème"}[language]
    if language == "fr":
        return f"{errors} problème{'s' * (errors > 1)}, {warnings} remarque{'s' * (warnings > 1)}"
    return f"{errors} problem{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"


def accept(folder: Path, name: str) -> list[str]:
    """Note in `panel.toml` that translations were made from the source text as it is now: those that `name` names.

    `name` is a panel's folder, a panel's folder and a language ("05-data-sets/nl"), or "all". Returns the names
    PANEL/LANGUAGE that were renewed. Raises KioskError where there is no such panel or file, or it cannot be written.
    """
    loaded = load_all(folder, folder.resolve().parent / "models")
    panel, _, language = name.strip("/").removeprefix(f"{PANELS}/").partition("/")
    language = language.removesuffix(".md")
    chosen = [one for one in loaded.panels.folders if panel in ("all", one.name)]
    if not chosen:
        names = [one.name for one in loaded.panels.folders]
        close = near(panel, names).get("near", "")
        raise KioskError(f"There is no panel {panel}." + (f" Did you mean {close}?" if close else ""))
    if language and all(language not in one.texts for one in chosen):
        raise KioskError(f"The panel {panel} has no text {language}.md.")
    return [done for one in chosen for done in _accept(folder, one, language)]


def _accept(folder: Path, one: PanelFolder, language: str) -> list[str]:
    source = one.panel.source_language
    file = folder / PANELS / one.name / ABOUT
    if not one.about.readable or source not in one.texts:
        raise KioskError(f"{one.name}: mend {ABOUT} and {source}.md first.")
    now = fingerprint(one.texts[source])
    seen = one.about.values.get("translated")
    made_from = {code: text for code, text in (seen.items() if isinstance(seen, dict) else ()) if isinstance(text, str)}
    renewed = [code for code in one.texts if code != source and language in ("", code) and made_from.get(code) != now]
    if renewed:
        made_from |= dict.fromkeys(renewed, now)
        try:
            write_translated(file, one.name, {code: made_from[code] for code in sorted(made_from)})
        except OSError as error:
            raise KioskError(f"{file} cannot be written: {error.strerror}.") from None
    return [f"{one.name}/{code}" for code in renewed]
