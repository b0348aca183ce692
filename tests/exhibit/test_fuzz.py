"""Whatever happens to the files of the exhibit, it opens, and a check ends with sentences: never a traceback or a hang.

`make soak` damages 10,000 files: KIOSK_FUZZ says how many.
"""

from __future__ import annotations

import faulthandler
import json
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.exhibit.check import inspect
from kiosk.exhibit.load import load_all
from kiosk.exhibit.problems import messages
from kiosk.screens.typeset import missing

CONTENT = Path(__file__).parents[2] / "exhibit_content"
FILES = int(os.environ.get("KIOSK_FUZZ", "300"))
HANG_SECONDS = 900
"""Of one run; the machine may be busy with a training."""
KEPT = {"01-prompt", "11-four-ways", "25-energy"}
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><path d="M0 0h9v9z"/></g></svg>\n'
SIGNS = "\"'[]{}=\n\r\t#|<>*_`/\\0-é🐈\x00\ufeff\u202e\u200b\ufffd"
WORDS = """[[ ]] \"\"\" # --- ``` ** ~~ |---| </ <b> <!-- &nbsp; &#0; ![ ]( http:// ../ Ã© -1 1e999 nan 2026-02-30 true
[translated] [[source]] [text] {energy_picture} <!DOCTYPE 1. ====="""
MANY = [sign * 300 for sign in ("[", "{", "(", "> ", "- ", "*a ", "[a](", "9" * 20, "(a|b)", "    ")]
PIECES: list[str] = [*SIGNS, *(f"{word}\n" for word in WORDS.split()), *WORDS.split(), *MANY]


def inserted(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(PIECES).encode() + raw[at:]


def cut(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + raw[at + dice.choice((1, 3, 40, 1000, 10**6)) :]


def flipped(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]


def shuffled(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one] * dice.choice((1, 2, 50))
    return b"".join(lines)


def coded(raw: bytes, dice: random.Random) -> bytes:
    other: str = dice.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"))
    return raw.decode("utf-8", "replace").encode(other, "replace")


Damage = Callable[[bytes, random.Random], bytes]
DAMAGES: list[Damage] = [inserted, inserted, inserted, cut, flipped, shuffled, coded]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The exhibit with three panels, to be damaged."""
    folder = tmp_path / "exhibit_content"
    shutil.copytree(CONTENT, folder, ignore=lambda at, names: set(names) - KEPT if at.endswith("panels") else ())
    for panel in (folder / "panels").iterdir():
        (panel / "picture.svg").write_bytes(DRAWING)
    yield folder
    faulthandler.cancel_dump_traceback_later()


def test_damaged_files_are_problems_and_never_a_traceback(folder: Path) -> None:
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".png")
    names += [Path("starters/cat.png")]
    whole = {name: (folder / name).read_bytes() for name in names}
    damaged = run = 0
    while damaged < FILES:
        faulthandler.dump_traceback_later(HANG_SECONDS, exit=True, file=sys.__stderr__ or 2)
        dice = random.Random(run)
        chosen = dice.sample(names, len(names) // 2)
        for name in chosen:
            raw = whole[name]
            for _ in range(dice.choice((1, 1, 1, 2, 5))):
                raw = dice.choice(DAMAGES)(raw, dice)
            (folder / name).write_bytes(raw)
        try:
            loaded = load_all(folder, folder.parent / "models")
            problems = inspect(loaded, lacks=missing, today=date(2026, 12, 1))
            assert loaded.exhibit.languages
            assert all(
                problem.line >= 1 and problem.column >= 1 and problem.code in messages("fr") for problem in problems
            )
            json.dumps([problem.plain("fr") for problem in problems]).encode()
        except Exception as error:
            raise AssertionError(f"run {run}: {type(error).__name__}") from error
        for name in chosen:
            (folder / name).write_bytes(whole[name])
        damaged += len(chosen)
        run += 1


def test_things_that_are_no_files_are_problems(folder: Path) -> None:
    panel = folder / "panels" / "01-prompt"
    (panel / "fr.md").unlink()
    (panel / "fr.md").mkdir()
    (panel / "en.md").unlink()
    os.mkfifo(panel / "en.md")
    (panel / "nl.md").unlink()
    (panel / "nl.md").symlink_to("/dev/zero")
    (panel / "de.md").unlink()
    (panel / "de.md").symlink_to("de.md")
    (panel / "picture.svg").unlink()
    (panel / "picture.svg").symlink_to("/dev/zero")
    (folder / "languages" / "xx.toml").symlink_to("/dev/urandom")
    (folder / "panels" / "97-loop").symlink_to(folder / "panels", target_is_directory=True)
    (folder / "panels" / os.fsdecode(b"caf\xe9")).mkdir()
    problems = inspect(load_all(folder, folder.parent / "models"))
    assert all(json.dumps(problem.plain("fr"), ensure_ascii=False).encode() for problem in problems)
    files = {problem.file for problem in problems}
    assert files >= {f"panels/01-prompt/{code}.md" for code in ("fr", "en", "nl", "de")}
    assert "languages/xx.toml" in files
    assert any(file.startswith("panels/01-prompt/p") for file in files)
