"""`kiosk train`: the recipe's steps, the evaluation and the recordings, from the command line."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Protocol

from kiosk.errors import KioskError
from kiosk.training.recipe import Recipe, measured
from kiosk.training.size import size


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


def run(options: argparse.Namespace, home: Home) -> int:
    """Runs one step of the recipe, or all of them. Returns the exit code."""
    if options.step == "evaluate":
        _same_data_set(home.models / "imagier")
        return _evaluate(options, home)
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
