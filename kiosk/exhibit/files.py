"""Reading one text file of the exhibit: is it there, is it safe to read, and is it plain text in UTF-8?"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from kiosk.exhibit.problems import Problem, problem

MOST_BYTES = 2_000_000
"""More than any text a person writes; what is larger is not read."""
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|\r(?!\n)"
)
# Signs that were saved in one encoding and opened in another: "Ã©" for "é", "â€™" for "’".
_GARBLED = re.compile("\ufffd|Ã[\x80-\xbf\u0152-\u2122]|â€.|Â[\xa0-\xbf]")
_MOST_OF_A_KIND = 20


def read_text(folder: Path, name: str) -> tuple[str | None, list[Problem]]:
    """The text of `folder/name` (a path with slashes) with plain line ends, and what is wrong with it.

    None where it cannot be read. A byte order mark and hidden characters are reported and taken out. Never raises,
    and never waits: only ordinary files inside `folder` are opened.
    """
    raw, problems = _read_bytes(folder, name)
    if raw is None:
        return None, problems
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(raw) > 3 and raw[:40].count(0) * 3 > len(raw[:40])):
        return None, [problem(name, (1, 1), "utf16")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8").removeprefix("\ufeff")
        return None, [problem(name, (line, len(before) + 1), "not_utf8")]
    if text.startswith("\ufeff"):
        problems.append(problem(name, (1, 1), "bom"))
        text = text[1:]
    problems += [problem(name, place, "hidden", code=f"U+{ord(sign[0]):04X}") for sign, place in _each(_HIDDEN, text)]
    problems += [problem(name, place, "garbled", sign=sign) for sign, place in _each(_GARBLED, text)]
    return _HIDDEN.sub("", text.replace("\r\n", "\n")), problems


def _read_bytes(folder: Path, name: str) -> tuple[bytes | None, list[Problem]]:
    path = folder / name
    try:
        if not path.exists():
            return None, [absent(folder, name, "missing")]
        if not inside(folder, path):
            return None, [problem(name, (1, 1), "outside")]
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return None, [problem(name, (1, 1), "not_a_file")]
        if about.st_size > MOST_BYTES:
            return None, [problem(name, (1, 1), "too_large", most=MOST_BYTES // 1_000_000)]
        return path.read_bytes(), []
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, [problem(name, (1, 1), "unreadable", reason=reason)]


def absent(folder: Path, name: str, code: str) -> Problem:
    """The problem that `folder/name` is not there: `code`, or that its name is written with other capitals."""
    path = folder / name
    found = other_case(path)
    if not found:
        return problem(name, (1, 1), code)
    place = name[: len(name) - len(path.name)] + found
    return problem(place, (1, 1), "wrong_case", found=found, wanted=path.name)


def inside(folder: Path, path: Path) -> bool:
    """Whether `path`, with all its links followed, lies in `folder`."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def other_case(path: Path) -> str:
    """The name beside `path` that differs only in capitals; "" if there is none."""
    try:
        names = [one.name for one in path.parent.iterdir()]
    except (OSError, ValueError):
        return ""
    wanted = path.name.casefold()
    return next((name for name in sorted(names) if name.casefold() == wanted and name != path.name), "")


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _each(sign: re.Pattern[str], text: str) -> list[tuple[str, tuple[int, int]]]:
    """The first place of `sign` in every line; not more than twenty, for a file that is no text at all."""
    found: dict[int, tuple[str, tuple[int, int]]] = {}
    for match in sign.finditer(text):
        line, column = place_of(text, match.start())
        found.setdefault(line, (match[0], (line, column)))
        if len(found) >= _MOST_OF_A_KIND:
            break
    return list(found.values())
