"""`kiosk imagier`: look at the data set, one picture or many, and count it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

FINE, COULD_NOT = 0, 2
MOST_PICTURES = 2_000
SIDES = (16, 2_048)


def add_commands(subparsers: Any) -> None:  # noqa: ANN401 (argparse has no public name for it)
    """Adds `imagier` with `sheet`, `show` and `stats`; each sets `run`, a function from arguments to exit code."""
    imagier = subparsers.add_parser("imagier", help="look at our own data set", description=__doc__)
    commands = imagier.add_subparsers(dest="imagier_command", required=True, metavar="COMMAND")

    sheet = _command(commands, "sheet", "draw many pictures on one sheet", "kiosk imagier sheet --out sheet.png")
    sheet.add_argument("--out", required=True, metavar="FILE", help="where the sheet is written (PNG or JPEG)")
    sheet.add_argument("--first", type=int, default=0, metavar="N", help="number of the first picture (default 0)")
    sheet.add_argument("--count", type=int, default=48, metavar="N", help="how many pictures (default 48)")
    sheet.add_argument("--columns", type=int, default=8, metavar="N", help="pictures in a row (default 8)")
    sheet.add_argument("--side", type=int, default=128, metavar="PIXELS", help="size of each (default 128)")
    sheet.set_defaults(run=_sheet)

    show = _command(commands, "show", "one picture with all its labels", "kiosk imagier show 7 --out cat.png")
    show.add_argument("number", type=int, metavar="N", help="number of the picture, from 0")
    show.add_argument("--out", metavar="FILE", help="also draw it with its boxes and its mask (PNG or JPEG)")
    show.add_argument("--side", type=int, default=512, metavar="PIXELS", help="size of the drawing (default 512)")
    show.add_argument("--json", action="store_true", help="print everything as JSON")
    show.set_defaults(run=_show)

    stats = _command(commands, "stats", "count labels and pairs of labels", "kiosk imagier stats --json")
    stats.add_argument("--json", action="store_true", help="print everything, with all pairs, as JSON")
    stats.set_defaults(run=_stats)


def _command(commands: Any, name: str, does: str, example: str) -> argparse.ArgumentParser:  # noqa: ANN401
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=does, description=f"{does[0].upper()}{does[1:]}.", epilog=f"Example: {example}"
    )
    return parser


def _sheet(arguments: argparse.Namespace) -> int:
    if arguments.first < 0:
        return _refuse("Picture numbers start at 0.")
    if not 1 <= arguments.count <= MOST_PICTURES:
        return _refuse(f"A sheet holds 1 to {MOST_PICTURES} pictures, not {arguments.count}.")
    if arguments.columns < 1:
        return _refuse("A sheet needs at least one column.")
    if problem := _bad_side(arguments.side):
        return _refuse(problem)
    from kiosk.imagier.dataset import describe
    from kiosk.imagier.draw import render, svg
    from kiosk.imagier.sheet import tile

    pictures = []
    for done in range(arguments.count):
        pictures.append(render(svg(describe(arguments.first + done)), arguments.side))
        _progress(done + 1, arguments.count)
    return _write(tile(pictures, arguments.columns), arguments.out)


def _show(arguments: argparse.Namespace) -> int:
    if arguments.number < 0:
        return _refuse("Picture numbers start at 0.")
    if problem := _bad_side(arguments.side):
        return _refuse(problem)
    from kiosk.imagier.sheet import labelled_picture, show

    known = show(arguments.number, arguments.side)
    if arguments.out:
        code = _write(labelled_picture(arguments.number, arguments.side), arguments.out)
        if code != FINE:
            return code
    if arguments.json:
        _say(json.dumps(known, ensure_ascii=False))
        return FINE
    where = "" if known["in_data_set"] else ", drawn alike but not in the data set"
    _say(f"Picture {known['picture']}{where}: {known['scene']}")
    for one in known["things"]:
        box = one["box"]
        place = f"box {box['left']},{box['top']} to {box['right']},{box['bottom']}" if box else "hidden"
        _say(f"  {one['texture']} {one['colour']} {one['thing']}: {place}")
    _say("  mask: " + ", ".join(f"{name} {100 * share:.1f} %" for name, share in known["mask"].items()))
    for caption in known["captions"]:
        _say(f'  "{caption}"')
    return FINE


def _stats(arguments: argparse.Namespace) -> int:
    from kiosk.imagier.statistics import statistics

    counted = statistics()
    if arguments.json:
        _say(json.dumps(counted, ensure_ascii=False))
        return FINE
    _say(f"{counted['pictures']} pictures, version {counted['version']}")
    for kind in ("things", "colours", "textures", "scenes"):
        _say(f"{kind}: " + ", ".join(f"{word} {count}" for word, count in counted[kind].items()))
    never = [" + ".join(pair["labels"]) for pair in counted["pairs"] if _never(pair)]
    _say("never on one thing: " + ", ".join(never))
    return FINE


def _never(pair: dict[str, Any]) -> bool:
    """Two labels of different kinds that no thing ever has both."""
    first, second = (label.partition(":")[0] for label in pair["labels"])
    return bool(first != second and not pair["on_one_thing"])


def _bad_side(side: int) -> str:
    return "" if SIDES[0] <= side <= SIDES[1] else f"A side has {SIDES[0]} to {SIDES[1]} pixels, not {side}."


def _write(picture: Any, out: str) -> int:  # noqa: ANN401 (numpy is imported only where it is needed)
    from PIL import Image

    try:
        Image.fromarray(picture).save(Path(out))
    except (OSError, ValueError) as error:
        return _refuse(f"{out} cannot be written: {getattr(error, 'strerror', None) or error}.")
    return FINE


def _progress(done: int, total: int) -> None:
    """A line that rewrites itself on a terminal, for work of more than some seconds; silent elsewhere."""
    if total > 200 and sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} pictures" + ("\n" if done == total else ""))
        sys.stderr.flush()


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return COULD_NOT


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
