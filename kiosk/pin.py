"""`kiosk pin`: set or remove the staff code of this machine; the screen asks for it before a stick's version stays."""

from __future__ import annotations

import argparse
import getpass
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError
from kiosk.exhibit.cli import staff_language
from kiosk.exhibit.load import SETTINGS
from kiosk.exhibit.release import current
from kiosk.exhibit.source import read_source
from kiosk.home import find_home, state_folder
from kiosk.machine import FEWEST_DIGITS, MOST_DIGITS, is_pin, remove_pin, set_pin

FINE = 0
SAID = {
    "en": {
        "first": "New staff code ({fewest} to {most} digits, nothing is shown): ",
        "second": "The same code again: ",
        "wrong": "A staff code has {fewest} to {most} digits, 0 to 9, and nothing else. Nothing was changed.",
        "different": "These were two different codes. Nothing was changed.",
        "terminal": "There is no terminal on which to type the code unseen. Nothing was changed.",
        "set": "The staff code is set. The screen asks for it before it keeps what the next stick brings.",
        "removed": "The staff code is removed: whoever stands before the screen can keep what a stick brings.",
        "none": "There was no staff code.",
    },
    "fr": {
        "first": "Nouveau code du personnel ({fewest} à {most} chiffres, rien ne s’affiche)\u202f: ",
        "second": "Le même code encore une fois\u202f: ",
        "wrong": "Un code du personnel a {fewest} à {most} chiffres, de 0 à 9, et rien d’autre. Rien n’est changé.",
        "different": "C’étaient deux codes différents. Rien n’est changé.",
        "terminal": "Il n’y a pas de terminal où taper le code sans qu’il s’affiche. Rien n’est changé.",
        "set": "Le code du personnel est enregistré. L’écran le demande avant de garder la version d’une clé.",
        "removed": "Le code du personnel est retiré\u202f: qui est devant l’écran peut garder la version d’une clé.",
        "none": "Il n’y avait pas de code du personnel.",
    },
}
"""What the command says, in the languages of `kiosk check`."""

Ask = Callable[[str], str]


def add_command(subparsers: Any) -> None:  # noqa: ANN401 (argparse has no public name for it)
    """Adds `pin`; it sets `run`, a function from arguments to exit code."""
    sentence = "set or remove the code that staff type before what a USB stick brought stays"
    parser = subparsers.add_parser("pin", help=sentence, description=sentence, epilog="example:  kiosk pin")
    parser.add_argument("--remove", action="store_true", help="there is no staff code any more")
    parser.add_argument("--state", help="where this machine keeps what it made itself")
    parser.add_argument(
        "--language", choices=("en", "fr"), default="", help="of the questions (default: the settings')"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, ask: Ask | None = None) -> int:
    """Carry out the command; `ask` shows a question and gives what was typed (default: on the terminal, unseen).

    Raises KioskError, and nothing has changed then.
    """
    ask = ask or hidden
    state = state_folder(options.state, os.environ)
    content = current(state, find_home(options.home, os.environ, Path(__file__).parent).content)
    language = options.language or staff_language(read_source(content, SETTINGS))
    said = SAID["fr" if language == "fr" else "en"]
    numbers = {"fewest": FEWEST_DIGITS, "most": MOST_DIGITS}
    if options.remove:
        print(said["removed" if remove_pin(state) else "none"])  # noqa: T201 (a command's answer)
        return FINE
    try:
        first = ask(said["first"].format(**numbers)).strip()
        if not is_pin(first):
            raise KioskError(said["wrong"].format(**numbers))
        if ask(said["second"]).strip() != first:
            raise KioskError(said["different"])
    except (EOFError, OSError, getpass.GetPassWarning):
        raise KioskError(said["terminal"]) from None
    set_pin(state, first)
    print(said["set"])  # noqa: T201
    return FINE


def hidden(question: str) -> str:
    """What somebody types on the terminal, without showing it.

    Raises GetPassWarning, EOFError or OSError where that cannot be.
    """
    with warnings.catch_warnings():
        # Without a terminal getpass would show what is typed, and only warn.
        warnings.simplefilter("error", getpass.GetPassWarning)
        return getpass.getpass(question)
