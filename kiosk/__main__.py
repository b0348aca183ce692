"""The command line; the only place that builds and wires things.

Everything is imported inside functions: child processes import this file again, and the attract screen must be up
within 0.6 s. Exit codes: 0 fine, 1 found problems, 2 could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.home import Home

Commands = Any  # argparse's sub-parsers have no public type
FINE, PROBLEMS, COULD_NOT_RUN = 0, 1, 2
SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920)}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Returns the exit code; a KioskError or ModelError becomes one plain sentence."""
    options = _parser().parse_args(arguments)
    try:
        code = options.run(options)
        return code if isinstance(code, int) else FINE
    except KeyboardInterrupt:
        return COULD_NOT_RUN
    except BrokenPipeError:
        # Whoever read our answer (head, less) has read enough; what is left goes nowhere instead of failing at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:
        if type(error).__name__ in ("KioskError", "ModelError", "PaintError"):
            _say(str(error))
            return COULD_NOT_RUN
        raise


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 (the command line speaks here)


def _print(text: str) -> None:
    print(text)  # noqa: T201 (a command's answer)


def _json(value: object) -> None:
    import json

    _print(json.dumps(value, ensure_ascii=False, indent=2))


def _home(options: argparse.Namespace) -> Home:
    import os

    from kiosk.home import find_home

    return find_home(options.home, os.environ, Path(__file__).parent)


def _content(options: argparse.Namespace) -> Path:
    """The content that the exhibit shows: of the current release, else as it was delivered."""
    from kiosk.exhibit.release import current
    from kiosk.home import state_folder

    return current(state_folder(options.state, os.environ), _home(options).content)


# --- the parser ----------------------------------------------------------------------------------


def _command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int | None], help: str, example: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=help, description=help, epilog=f"example:  {example}"
    )
    parser.set_defaults(run=run)
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk", description="L’Imagier: how image-making AI works, live and offline."
    )
    parser.add_argument("--home", help="the folder with exhibit_content and models (default: KIOSK_HOME, else here)")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    run = _command(commands, "run", _run, "the exhibit, fullscreen", "kiosk run --windowed")
    run.add_argument("--windowed", action="store_true", help="in a window that can be closed")
    run.add_argument("--size", default="", help="landscape, portrait or WIDTHxHEIGHT (a window or a recording)")
    run.add_argument("--script", type=Path, help="play a scripted visitor (TOML)")
    run.add_argument("--record", type=Path, help="save a screenshot of every scene of the script in this folder")
    run.add_argument("--frames", type=Path, help="play the script in real time and write the time of every frame here")

    paint = _command(
        commands, "paint", _paint, "one picture and all its steps", 'kiosk paint "un chat rouge" --out OUT'
    )
    paint.add_argument("prompt")
    paint.add_argument("--language", default="fr", help="the language of the prompt: fr, en, nl, de")
    paint.add_argument("--model", default="", help="a folder under models/ (default: the exhibit's)")
    paint.add_argument("--steps", type=int, help="denoising steps (default: the model's)")
    paint.add_argument("--guidance", type=float, help="how strongly the prompt counts (default: the model's)")
    paint.add_argument("--seed", type=int, default=0, help="the number that fixes the starting noise, 0 to 99999")
    paint.add_argument("--provider", default="auto", choices=("auto", "cpu", "cuda"))
    paint.add_argument("--threads", type=int, help="threads of one network (default: cores - 1)")
    paint.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    paint.add_argument("--json", action="store_true", help="print one JSON object")

    check = _command(commands, "check", _check, "every problem in what staff wrote", "kiosk check exhibit_content")
    check.add_argument("folder", nargs="?", type=Path, help="what staff wrote (default: this kiosk's)")
    check.add_argument("--json", action="store_true", help="a list of {file, line, column, severity, message, hint}")
    check.add_argument("--language", choices=("en", "fr"), help="of the messages (default: settings.toml's first)")
    check.add_argument(
        "--accept", metavar="NAME", help="translations are up to date: of a panel, PANEL/LANGUAGE or all"
    )

    doctor = _command(commands, "doctor", _doctor, "what this machine has and lacks", "kiosk doctor")
    doctor.add_argument("--json", action="store_true")

    bench = _command(commands, "bench", _bench, "how fast everything is here", "kiosk bench --json")
    bench.add_argument("--json", action="store_true")
    bench.add_argument("--threads", type=int, help="threads of one network (default: cores - 1)")
    bench.add_argument("--only", choices=("picture", "screen"), help="one half of it")

    for reads_content in (run, paint, doctor, bench):
        reads_content.add_argument("--state", help="where this machine keeps what it made itself, releases included")

    models = _command(commands, "models", _models, "list, add, verify or export models", "kiosk models verify")
    models.add_argument("action", choices=("list", "add", "verify", "export"))
    models.add_argument(
        "names", nargs="*", metavar="NAME", help="add: voices; verify: models; export: one diffusers folder"
    )
    models.add_argument("--name", default="", help="export: the name of the model folder to make")
    models.add_argument("--base", default="", help="export: the model it was trained on from, to borrow what is equal")
    models.add_argument("--words", action="store_true", help="export: with the graphs to learn a visitor's word")
    models.add_argument("--licence", default="unknown", help="export, add --from: the licence of the weights")
    models.add_argument("--size", default="", help="export: WIDTHxHEIGHT in pixels (default: the model's own)")
    models.add_argument("--json", action="store_true")

    from kiosk.speech import cli as speech_cli

    speech_cli.add_options(models)
    speech_cli.add_commands(commands, lambda options: _home(options).models)

    from kiosk.imagier import cli as imagier_cli

    imagier_cli.add_commands(commands)

    from kiosk import publishing

    publishing.add_commands(commands)

    train = _command(commands, "train", _train, "how the models are made", "kiosk train all --size full")
    train.add_argument(
        "step",
        choices=(
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
        ),
    )
    train.add_argument("--size", default="full", help="the dial: tiny or full")
    train.add_argument("--folder", type=Path, default=Path("build/training"), help="drawings and checkpoints")
    train.add_argument("--minutes", type=float, help="vae, denoiser, labeller: spread the learning rate over this long")
    train.add_argument("--workers", type=int, default=0, help="CPU processes (default: one per core, or the GPU)")
    train.add_argument("--decoder-only", action="store_true", help="vae: keep the encoder, so that latents stay valid")
    train.add_argument("--prompts", type=int, default=300, help="evaluate: how many prompts")
    train.add_argument("--leans", type=int, default=0, help="evaluate: pictures a prompt and strength (amplification)")
    train.add_argument("--copies", type=int, default=0, help="evaluate: how many to hold against the data set")
    train.add_argument("--write", action="store_true", help="evaluate: renew the model's card with the figures")
    train.add_argument("--sheet", type=Path, help="evaluate: write the pictures as one contact sheet")
    train.add_argument("--json", action="store_true")
    return parser


def _size(text: str) -> tuple[int, int] | None:
    from kiosk.errors import KioskError

    if not text:
        return None
    if text in SIZES:
        return SIZES[text]
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) >= 1 and int(height) >= 1):
        raise KioskError(f"--size {text}: write landscape, portrait or WIDTHxHEIGHT, for example 1920x1080.")
    return int(width), int(height)


# --- the commands --------------------------------------------------------------------------------


def _run(options: argparse.Namespace) -> int:
    import os

    from kiosk.home import state_folder
    from kiosk.workers.supervisor import supervise

    home = _home(options)
    return supervise(
        {
            "home": str(home.folder),
            "state": str(state_folder(options.state, os.environ)),
            "windowed": options.windowed,
            "size": _size(options.size),
            "script": str(options.script) if options.script else "",
            "record": str(options.record) if options.record else "",
            "frames": str(options.frames) if options.frames else "",
            "real_time": options.frames is not None,
        },
        report=_say,
    )


def _paint(options: argparse.Namespace) -> int:
    from kiosk.diffusion.onnx_model import OnnxModel
    from kiosk.errors import KioskError
    from kiosk.exhibit.load import load, read_vocabulary
    from kiosk.paint import paint_to_folder
    from kiosk.prompt.sanitise import clean
    from kiosk.prompt.translate import read

    home = _home(options)
    exhibit, _ = load(_content(options), home.models, panels=False)
    if options.language not in exhibit.languages:
        raise KioskError(f"There is no language {options.language!r}; there are: {', '.join(exhibit.languages)}.")
    for value, low, high, name in ((options.steps, 1, 1000, "--steps"), (options.seed, 0, 99_999, "--seed")):
        if value is not None and not low <= value <= high:
            raise KioskError(f"{name} {value}: write a number from {low} to {high}.")
    text, _ = clean(options.prompt, exhibit.settings.prompt_characters)
    if not text:
        raise KioskError("The prompt is empty: write what you want to see.")
    folder = home.models / (options.model or exhibit.settings.model)
    reading = read(text, options.language, exhibit.languages[options.language].lexicon, read_vocabulary(folder))
    model = OnnxModel(folder, options.provider, options.threads)
    answer = paint_to_folder(
        model, reading, seed=options.seed, steps=options.steps, guidance=options.guidance, out=options.out
    )
    if model.provider_note:
        _say(model.provider_note)
    if options.json:
        _json(answer)
    else:
        unknown = answer["unknown_words"]
        _print(f"{answer['english_prompt']}: {answer['picture']} in {answer['seconds']:.2f} s on {answer['provider']}")
        if unknown:
            _print(f"unknown words: {', '.join(unknown)}")
    return FINE


def _check(options: argparse.Namespace) -> int:
    from kiosk.exhibit.cli import run

    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from kiosk.screens.typeset import missing

    return run(options, lambda: _home(options).content, _print, lacks=missing)


def _doctor(options: argparse.Namespace) -> int:
    from kiosk.doctor import examine, report
    from kiosk.exhibit.load import load

    home = _home(options)
    content = _content(options)
    exhibit, _ = load(content, home.models, panels=False)
    findings = examine(home, content, exhibit.settings.model, languages=exhibit.settings.languages)
    _print(report(findings, options.json))
    return PROBLEMS if any(finding.verdict == "fault" for finding in findings) else FINE


def _bench(options: argparse.Namespace) -> int:
    from kiosk.bench import measure, report

    figures = measure(
        _home(options), _content(options), state=options.state, threads=options.threads, only=options.only or ""
    )
    if options.json:
        _json(figures)
    else:
        _print(report(figures))
    return FINE


def _models(options: argparse.Namespace) -> int:
    from kiosk.errors import KioskError
    from kiosk.models import painters, speakers, verify

    home = _home(options)
    if options.action == "export":
        if len(options.names) != 1 or not options.name:
            raise KioskError("Say which diffusers folder to export, and the --name of the model.")
        return _export(options, home)
    if options.action == "list":
        _json(painters(home.models) + speakers(home.models))
        return FINE
    if options.action == "add":
        from kiosk.speech.cli import add_voices, ask

        return add_voices(home.models, options.names, options.source, options.language, options.licence, ask)
    report = verify(home.models, options.names)
    if options.json:
        _json(report.as_json())
    else:
        _print(report.as_text())
    return FINE if report.well else PROBLEMS


def _export(options: argparse.Namespace, home: Home) -> int:
    from datetime import date

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
    export(Path(options.names[0]), home.models / options.name, card, picture=_size(options.size), base=base)
    _print(f'models/{options.name} is ready: set model = "{options.name}" in exhibit_content/settings.toml to use it.')
    return FINE


def _train(options: argparse.Namespace) -> int:
    from kiosk.training.cli import run

    return run(options, _home(options))


if __name__ == "__main__":
    sys.exit(main())
