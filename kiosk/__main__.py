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
    run.add_argument("--sounds", type=Path, help="where the WAV files are that the script speaks (default: beside it)")
    run.add_argument("--any-voice", action="store_true", help="the script may speak to a voice that a robot taught")

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

    preview = _command(
        commands,
        "preview",
        _preview,
        "the panels as visitors see them, in a window that follows every save",
        "kiosk preview my-exhibit --out PICTURES --panel 05-data-sets",
    )
    preview.add_argument("folder", nargs="?", type=Path, help="what staff wrote (default: this kiosk's)")
    preview.add_argument("--out", type=Path, help="no window: write every panel, on every screen, as PNG here")
    preview.add_argument("--panel", action="append", default=[], metavar="NAME", help="--out: only this panel's folder")
    preview.add_argument(
        "--language", choices=("en", "fr"), help="of keys and messages (default: settings.toml's first)"
    )

    doctor = _command(commands, "doctor", _doctor, "what this machine has and lacks", "kiosk doctor")
    doctor.add_argument("--json", action="store_true")
    doctor.add_argument("--speak", action="store_true", help="also say a sentence in each language, to hear it")

    bench = _command(commands, "bench", _bench, "how fast everything is here", "kiosk bench --json")
    bench.add_argument("--json", action="store_true")
    bench.add_argument("--threads", type=int, help="threads of one network (default: cores - 1)")
    bench.add_argument("--only", choices=("picture", "screen"), help="one half of it")

    for reads_content in (run, paint, doctor, bench):
        reads_content.add_argument("--state", help="where this machine keeps what it made itself, releases included")

    from kiosk import model_commands

    model_commands.add_command(commands, _home)
    from kiosk.speech import cli as speech_cli

    speech_cli.add_commands(commands, lambda options: _home(options).models)

    from kiosk.imagier import cli as imagier_cli

    imagier_cli.add_commands(commands)

    from kiosk import pin, publishing

    publishing.add_commands(commands)
    pin.add_command(commands)

    from kiosk.training import cli as training_cli

    training_cli.add_command(commands, _home)
    return parser


def _run(options: argparse.Namespace) -> int:
    import os

    from kiosk.errors import KioskError
    from kiosk.home import state_folder
    from kiosk.sizes import read_size
    from kiosk.workers.supervisor import supervise

    if options.any_voice and not options.script:
        raise KioskError(
            "--any-voice is for scripted visits only (--script): visitors speak to voices taught by people."
        )
    home = _home(options)
    return supervise(
        {
            "home": str(home.folder),
            "state": str(state_folder(options.state, os.environ)),
            "windowed": options.windowed,
            "size": read_size(options.size),
            "script": str(options.script) if options.script else "",
            "record": str(options.record) if options.record else "",
            "frames": str(options.frames) if options.frames else "",
            "real_time": options.frames is not None,
            "sounds": str(options.sounds) if options.sounds else "",
            "any_voice": options.any_voice,
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
    from kiosk.fitting import misfits
    from kiosk.screens.typeset import missing

    return run(options, lambda: _home(options).content, _print, lacks=missing, fits=misfits)


def _preview(options: argparse.Namespace) -> int:
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from kiosk.preview import run

    return run(options, options.folder or _home(options).content)


def _doctor(options: argparse.Namespace) -> int:
    from kiosk.doctor import examine, report
    from kiosk.exhibit.load import load
    from kiosk.home import state_folder

    home = _home(options)
    content = _content(options)
    exhibit, _ = load(content, home.models, panels=False)
    findings = examine(
        home,
        content,
        exhibit.settings.model,
        languages=exhibit.settings.languages,
        speak=options.speak,
        state=state_folder(options.state, os.environ),
    )
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


if __name__ == "__main__":
    sys.exit(main())
