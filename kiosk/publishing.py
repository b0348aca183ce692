"""`kiosk publish` and `kiosk rollback`: another version of the exhibit, without stopping it."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError
from kiosk.exhibit.check import inspect
from kiosk.exhibit.cli import staff_language
from kiosk.exhibit.load import SETTINGS, load_all
from kiosk.exhibit.problems import Problem
from kiosk.exhibit.publish import Refused, publish, rollback, serious
from kiosk.exhibit.release import Release, current, shown
from kiosk.exhibit.source import read_source
from kiosk.home import Home, find_home, state_folder

FINE, PROBLEMS = 0, 1
SAID = {
    "en": {
        "published": "Published as {name}. The exhibit shows it from the next visit on.",
        "same": "Nothing is new: this is {name} already.",
        "refused": "Not published: mistakes: {count}. The exhibit stays as it is.",
        "back": "Back to {name}. The exhibit shows it from the next visit on.",
        "delivered": "the content as delivered",
    },
    "fr": {
        "published": "Publié : {name}. L’exposition le montre dès la prochaine visite.",
        "same": "Rien de nouveau : c’est déjà {name}.",
        "refused": "Rien n’est publié ; erreurs : {count}. L’exposition reste comme elle est.",
        "back": "Retour à {name}. L’exposition le montre dès la prochaine visite.",
        "delivered": "la version d’origine",
    },
}
"""How a command ended, in the languages of `kiosk check`."""


def checker(models: Path) -> Callable[[Path], list[Problem]]:
    """The check every release must pass: that of `kiosk check`, with the models of this kiosk.

    Raises KioskError where the content asks for a model that is not there.
    """

    def check(content: Path) -> list[Problem]:
        # Only where something is really checked: it brings pygame with it.
        os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
        from kiosk.fitting import misfits
        from kiosk.screens.typeset import missing

        loaded = load_all(content, models)
        model = loaded.exhibit.settings.model
        if not (models / model / "manifest.json").is_file():
            plain = f"settings.toml asks for the model “{model}”, which is not installed here."
            raise KioskError(plain, "stick_model", model=model)
        return inspect(loaded, lacks=missing, fits=misfits)

    return check


def add_commands(subparsers: Any) -> None:  # noqa: ANN401 (argparse has no public name for it)
    """Adds `publish` and `rollback`; each sets `run`, a function from arguments to exit code."""
    sentence = "check a folder of content, keep a copy of it, and show that from the next visit on"
    one = subparsers.add_parser(
        "publish", help=sentence, description=sentence, epilog="example:  kiosk publish exhibit_content"
    )
    one.add_argument("folder", type=Path, metavar="DIR", help="what staff wrote")
    one.set_defaults(run=_publish)
    sentence = "show the version before the present one again"
    two = subparsers.add_parser("rollback", help=sentence, description=sentence, epilog="example:  kiosk rollback")
    two.set_defaults(run=_rollback)
    for parser in (one, two):
        parser.add_argument("--state", help="where this machine keeps what it made itself")
        parser.add_argument(
            "--language", choices=("en", "fr"), default="", help="of the answer (default: the settings')"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")


def _home(options: argparse.Namespace) -> Home:
    return find_home(options.home, os.environ, Path(__file__).parent)


def _publish(options: argparse.Namespace) -> int:
    state, models = state_folder(options.state, os.environ), _home(options).models
    before = shown(state)
    check, found = checker(models), list[Problem]()
    said = _said(options, options.folder)

    def checked(content: Path) -> list[Problem]:
        found[:] = check(content)
        return found

    try:
        release = publish(options.folder, state, checked)
    except Refused:
        _answer(options, None, False, said["refused"].format(count=sum(map(serious, found))), found)
        return PROBLEMS
    new = before is None or before.name != release.name
    sentence = said["published" if new else "same"].format(name=release.name)
    _answer(options, release, new, sentence, found)
    return FINE


def _rollback(options: argparse.Namespace) -> int:
    state = state_folder(options.state, os.environ)
    said = _said(options, current(state, _home(options).content))
    release = rollback(state)
    name = release.name if release is not None else said["delivered"]
    _answer(options, release, True, said["back"].format(name=name))
    return FINE


def _answer(
    options: argparse.Namespace, release: Release | None, changed: bool, sentence: str, problems: Sequence[Problem] = ()
) -> None:
    """Print how it ended, and what was found: problems are told as `kiosk check` tells them."""
    plain = [problem.plain(_language(options, options.folder)) for problem in problems]
    if options.json:
        name = release.name if release is not None else None
        answer = {"release": name, "changed": changed, "sentence": sentence, "problems": plain}
        print(json.dumps(answer, ensure_ascii=False, indent=2))  # noqa: T201 (a command's answer)
        return
    for one in plain:
        line = f"{one['file']}:{one['line']}:{one['column']}: {one['message']} {one['hint']}".rstrip()
        print(line.encode("utf-8", "replace").decode("utf-8"))  # noqa: T201
    print(sentence)  # noqa: T201


def _language(options: argparse.Namespace, content: Path) -> str:
    """Of what is said: as asked for, else the first of the settings."""
    wish: str = options.language
    return wish or staff_language(read_source(content, SETTINGS))


def _said(options: argparse.Namespace, content: Path) -> dict[str, str]:
    return SAID["fr" if _language(options, content) == "fr" else "en"]
