"""`kiosk models`: list, add, verify or export what lies under models/."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError
from kiosk.home import Home
from kiosk.sizes import read_size
from kiosk.speech.cli import add_options

FINE, PROBLEMS = 0, 1
Homes = Callable[[argparse.Namespace], Home]


def add_command(commands: Any, home: Homes) -> None:  # noqa: ANN401 (argparse)
    """Adds `models`. `home` finds the kiosk's folder."""
    does = "list, add, verify or export models"
    parser = commands.add_parser("models", help=does, description=does, epilog="example:  kiosk models verify")
    parser.add_argument("action", choices=("list", "add", "verify", "export"))
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="add: voices; verify: models; export: one diffusers folder"
    )
    parser.add_argument("--name", default="", help="export: the name of the model folder to make")
    parser.add_argument("--base", default="", help="export: the model it was trained on from, to borrow what is equal")
    parser.add_argument("--words", action="store_true", help="export: with the graphs to learn a visitor's word")
    parser.add_argument("--licence", default="unknown", help="export, add --from: the licence of the weights")
    parser.add_argument("--size", default="", help="export: WIDTHxHEIGHT in pixels (default: the model's own)")
    parser.add_argument("--json", action="store_true")
    add_options(parser)
    parser.set_defaults(run=lambda options: _models(options, home(options)))


def _models(options: argparse.Namespace, home: Home) -> int:
    from kiosk.models import painters, speakers, verify

    if options.action == "export":
        if len(options.names) != 1 or not options.name:
            raise KioskError("Say which diffusers folder to export, and the --name of the model.")
        return _export(options, home)
    if options.action == "list":
        _print(json.dumps(painters(home.models) + speakers(home.models), ensure_ascii=False, indent=2))
        return FINE
    if options.action == "add":
        from kiosk.speech.cli import add_voices, ask

        return add_voices(home.models, options.names, options.source, options.language, options.licence, ask)
    report = verify(home.models, options.names)
    _print(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if options.json else report.as_text())
    return FINE if report.well else PROBLEMS


def _export(options: argparse.Namespace, home: Home) -> int:
    from kiosk.diffusion.quiet import quiet

    with quiet():
        from kiosk.training.export import Card, export, provenance

    made = provenance(f"kiosk models export --name {options.name}", home.folder, date.today())
    card = Card(
        options.name,
        {"en": options.name},
        options.licence,
        guidance=(7.5, 1.0, 15.0),
        made=made,
        invents=options.words,
    )
    base = home.models / options.base if options.base else None
    export(Path(options.names[0]), home.models / options.name, card, picture=read_size(options.size), base=base)
    _print(f'models/{options.name} is ready: set model = "{options.name}" in exhibit_content/settings.toml to use it.')
    return FINE


def _print(text: str) -> None:
    print(text)  # noqa: T201 (a command's answer)
