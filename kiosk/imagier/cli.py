"""`kiosk imagier`: look at the data set, one picture or many, count it, and store its table."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.imagier.dataset import Description

FINE, COULD_NOT = 0, 2
MOST_PICTURES = 2_000
SIDES = (16, 2_048)
MARKS = ("long_hair", "headscarf", "beard", "glasses", "old")


def add_commands(subparsers: Any) -> None:  # noqa: ANN401 (argparse has no public name for it)
    """Adds `imagier` with its five commands; each sets `run`, a function from arguments to exit code."""
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
    stats.add_argument("--even", action="store_true", help="count the even set, imagier-even, instead")
    stats.add_argument("--json", action="store_true", help="print everything, with all pairs, as JSON")
    stats.set_defaults(run=_stats)

    export = _command(
        commands, "export", "write pictures and labels for other programs", "kiosk imagier export --out DIR --count 100"
    )
    export.add_argument("--format", choices=("coco",), default="coco", help="the format (default and only one: coco)")
    export.add_argument("--out", required=True, metavar="DIR", help="the folder that is written")
    export.add_argument("--first", type=int, default=0, metavar="N", help="number of the first picture (default 0)")
    export.add_argument("--count", type=int, default=100, metavar="N", help="how many pictures (default 100)")
    export.add_argument("--side", type=int, default=256, metavar="PIXELS", help="size of each (default 256)")
    export.add_argument(
        "--recorded", action="store_true", help="labels as people and machines recorded them, mistakes too"
    )
    export.set_defaults(run=_export)

    table = _command(commands, "table", "store what is in every picture", "kiosk imagier table")
    table.add_argument("--out", metavar="FILE", help="where it is written (default: the package's table.npz)")
    table.set_defaults(run=_table)


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
        _say(f"  {one['words']}: {place}")
    _say("  mask: " + ", ".join(f"{name} {100 * share:.1f} %" for name, share in known["mask"].items()))
    for caption in known["captions"]:
        _say(f'  "{caption}"' if caption else "  (no caption)")
    return FINE


def _stats(arguments: argparse.Namespace) -> int:
    from kiosk.errors import KioskError
    from kiosk.imagier.statistics import statistics
    from kiosk.imagier.table import load

    try:
        counted = statistics(load("imagier-even" if arguments.even else "imagier"))
    except KioskError as error:
        return _refuse(str(error))
    if arguments.json:
        _say(json.dumps(counted, ensure_ascii=False))
        return FINE
    _say(f"{counted['pictures']} pictures, version {counted['version']}")
    for kind in ("things", "colours", "textures", "scenes", "poses", "kinds", "sizes", "captions"):
        _say(f"{kind}: " + ", ".join(f"{word} {count}" for word, count in counted[kind].items()))
    for word, drawn in counted["presentation"].items():
        people = drawn["people"]
        marks = [f"{name.replace('_', ' ')} {_share(count, people)}" for name, count in drawn.items() if name in MARKS]
        skin = ", ".join(_share(count, people) for count in drawn["skin"])
        _say(f"{word}: {people} people, {', '.join(marks)}, skin from light to dark {skin}")
    never = [" + ".join(pair["labels"]) for pair in counted["pairs"] if _never(pair)]
    _say("never on one thing: " + ", ".join(never))
    return FINE


def _share(count: int, people: int) -> str:
    return f"{100 * count / max(1, people):.1f} %"


def _export(arguments: argparse.Namespace) -> int:
    if problem := _bad_side(arguments.side):
        return _refuse(problem)
    from kiosk.imagier.coco import export

    try:
        written = export(
            Path(arguments.out), arguments.first, arguments.count, arguments.side, arguments.recorded, _progress
        )
    except ValueError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{arguments.out} cannot be written: {error.strerror}.")
    _say(f"{written}: {arguments.count} pictures")
    return FINE


def _table(arguments: argparse.Namespace) -> int:
    from kiosk.imagier.dataset import SIZE, describe
    from kiosk.imagier.table import tabulate, write

    def described(variant: str, before: int) -> Iterator[Description]:
        for i in range(SIZE):
            yield describe(i, variant)
            if (i + 1) % 500 == 0:
                _progress(before + i + 1, 2 * SIZE)

    out = Path(arguments.out) if arguments.out else Path(__file__).with_name("table.npz")
    if not out.parent.is_dir():  # known before the work, not after it
        return _refuse(f"{out} cannot be written: there is no folder {out.parent}.")
    data, even = tabulate(described("imagier", 0)), tabulate(described("imagier-even", SIZE))
    try:
        digest = write(out, data, even)
    except OSError as error:
        return _refuse(f"{out} cannot be written: {error.strerror}.")
    _say(f"{out}: {SIZE} pictures, {out.stat().st_size} bytes, fingerprint {digest}")
    return FINE


def _never(pair: dict[str, Any]) -> bool:
    """Two labels of different kinds that no thing ever has both, though its drawing could."""
    from kiosk.imagier.vocabulary import UNCOLOURED

    first, second = (label.partition(":") for label in pair["labels"])
    drawn = {first[0], second[0]} <= {"thing", "colour", "texture", "scene"} and first[2] not in UNCOLOURED
    return bool(drawn and first[0] != second[0] and not pair["on_one_thing"])


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
