"""`kiosk train`: the recipe's steps, the evaluation and the recordings, from the command line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from kiosk.errors import KioskError

STEPS = (
    "all",
    "drawings",
    "tokenizer",
    "vae",
    "latents",
    "denoiser",
    "export",
    "labeller",
    "features",
    "evaluate",
    "starters",
    "adopt",
    "grow",
    "draft",
    "voice",
    "evaluate-voice",
)


class Home(Protocol):
    """The part of `kiosk.home.Home` that is used here."""

    @property
    def folder(self) -> Path:
        """The checkout."""

    @property
    def content(self) -> Path:
        """What staff wrote."""

    @property
    def models(self) -> Path:
        """Model folders."""


def add_command(commands: Any, home: Callable[[argparse.Namespace], Home]) -> None:  # noqa: ANN401 (argparse)
    """Adds `train`. `home` finds the kiosk's folder. Nothing heavy is imported until a step runs."""
    does = "how the models are made"
    train = commands.add_parser("train", help=does, description=does, epilog="example:  kiosk train all --size full")
    train.set_defaults(run=lambda options: run(options, home(options)))
    train.add_argument("step", choices=STEPS)
    train.add_argument("--size", default="full", help="the dial: tiny or full")
    train.add_argument("--folder", type=Path, default=Path("build/training"), help="drawings and checkpoints")
    train.add_argument("--minutes", type=float, help="vae, denoiser, labeller, voice: spread learning over this long")
    train.add_argument("--workers", type=int, default=0, help="CPU processes (default: one per core, or the GPU)")
    train.add_argument("--decoder-only", action="store_true", help="vae: keep the encoder, so that latents stay valid")
    train.add_argument("--prompts", type=int, default=300, help="evaluate, evaluate-voice: how many prompts")
    train.add_argument("--leans", type=int, default=0, help="evaluate: pictures a prompt and strength (amplification)")
    train.add_argument("--copies", type=int, default=0, help="evaluate: how many to hold against the data set")
    train.add_argument("--language", default="fr", help="voice, evaluate-voice: fr or en")
    train.add_argument("--model", default="", help="evaluate-voice: any voice of models (default: the robot-taught)")
    train.add_argument("--clips", type=Path, help="evaluate-voice: a folder of WAV files with transcripts.tsv")
    train.add_argument("--write", action="store_true", help="evaluate: renew the model's card with the figures")
    train.add_argument("--sheet", type=Path, help="evaluate: write the pictures as one contact sheet")
    train.add_argument("--json", action="store_true")


def run(options: argparse.Namespace, home: Home) -> int:
    """Runs one step of the recipe, or all of them. Returns the exit code."""
    if options.step == "evaluate":
        _same_data_set(home.models / "imagier")
        return _evaluate(options, home)
    if options.step in ("voice", "evaluate-voice"):
        from kiosk.training import voice_cli

        return voice_cli.run(options, home)
    if options.step == "starters":
        _same_data_set(home.models / "imagier")
        from kiosk.training.recordings import record_all

        record_all(home.content, home.models)
        return 0
    if options.step == "features":
        from kiosk.imagier.dataset import SIZE
        from kiosk.training.copies import features_of_data_set
        from kiosk.training.labeller_export import keep_features

        keep_features(home.models / "labeller", features_of_data_set(home.models / "labeller", SIZE, options.workers))
        return 0
    from kiosk.training.recipe import Recipe, measured
    from kiosk.training.size import size

    recipe = Recipe(options.folder, size(options.size), options.workers)
    if options.step in ("adopt", "draft"):
        from kiosk.training import draft

        if options.step == "draft":
            draft.keep(options.folder, recipe.size, home.models)
        elif not draft.adopt(options.folder, recipe.size, home.models):
            recipe.adopt(home.models / "imagier")
        return 0
    if options.step == "grow":
        recipe.grow(home.models / "imagier")
        return 0
    steps = {
        "drawings": recipe.drawings,
        "tokenizer": recipe.tokenizer,
        "vae": lambda: recipe.vae(options.minutes, options.decoder_only),
        "latents": recipe.latents,
        "denoiser": lambda: recipe.denoiser(options.minutes),
        "export": lambda: recipe.export(home.models, home.folder, date.today()),
        "labeller": lambda: recipe.labeller(home.models, home.folder, date.today(), options.minutes),
    }
    for name in steps if options.step == "all" else (options.step,):
        measured(name, steps[name])
    if options.step == "all":
        return _evaluate(options, home)
    return 0


def _same_data_set(model: Path) -> None:
    """Raises KioskError for a model of another version of the data set: nothing here could judge what it paints."""
    from kiosk.imagier.dataset import VERSION

    made = json.loads((model / "manifest.json").read_text(encoding="utf-8"))["made"]
    learned = made.get("training", {}).get("data_set")
    if learned != VERSION:
        raise KioskError(
            f"{model.name} learned from version {learned} of the data set; this program draws version {VERSION}, and "
            f"its labeller knows no other. Its figures are in {model.name}/evaluation.json; the code of commit "
            f"{made['commit'][:7]} measures them."
        )


def _evaluate(options: argparse.Namespace, home: Home) -> int:
    """Prints the figures; with --write they also become evaluation.json and README.md of the model's folder."""
    from kiosk.imagier.vocabulary import THINGS
    from kiosk.training.card import model_card
    from kiosk.training.evaluate import evaluate

    folder = home.models / "imagier"
    figures = evaluate(
        folder,
        home.models / "labeller",
        prompts=options.prompts,
        sheet=options.sheet,
        leans=options.leans,
        compared=options.copies,
    )
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    print(text)  # noqa: T201 (the command's answer)
    if options.write:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        (folder / "evaluation.json").write_text(text + "\n", encoding="utf-8")
        (folder / "README.md").write_text(model_card(manifest, figures, THINGS), encoding="utf-8")
    return 0
