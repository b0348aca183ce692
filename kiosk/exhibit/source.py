"""One TOML file as staff wrote it: its values, and where in the file each of them stands."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_ASSIGNMENT = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w.-]|\s*\.\s*)+?)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^\s."']+))\s*(?:\.|$)""")

# What Python's TOML reader says, in the words of someone who does not program; the first that fits is used.
_PLAIN = (
    ("Cannot overwrite a value", "This name was given a value before."),
    ("Cannot declare", "This heading stands twice in the file."),
    ("Unescaped '\\'", "A backslash has a special meaning here; write \\\\ for one backslash."),
    ("Illegal character", "A line ends inside a text: the closing quote is missing."),
    ("Unterminated string", "The closing quote is missing."),
    ("Expected '=' after a key", "After a name comes an equals sign: name = value."),
    ("Expected newline or end of document", "There is more on this line than one value; a quote inside a text?"),
    ("Unclosed array", "A comma or the closing bracket ] is missing."),
    ("Invalid value", "This is no value: texts stand in quotes."),
    ("Invalid initial character for a key", "A line begins with a name, a [heading] or #."),
    ("Invalid statement", "A line begins with a name, a [heading] or #."),
)


@dataclass(frozen=True, order=True)
class Problem:
    """Something staff should put right: where (line and column from 1; 0: the whole file), what, and how."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""


@dataclass
class Source:
    """A TOML file, read. `values` is empty where it cannot be read; `problems` says why."""

    name: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    readable: bool = False

    def report(self, keys: Sequence[str], message: str, hint: str = "") -> None:
        """Note a problem at the value that `keys` lead to."""
        line, column = self.locate(keys)
        self.problems.append(Problem(self.name, line, column, message, hint))

    def locate(self, keys: Sequence[str]) -> tuple[int, int]:
        """Line and column of the name of a value, or of the nearest table above it; (0, 0) if none is found.

        A number as text in `keys` counts tables of one name: ("starter", "1", "seed").
        """
        places = self._places()
        for length in range(len(keys), 0, -1):
            if tuple(keys[:length]) in places:
                return places[tuple(keys[:length])]
        return (0, 0)

    def _places(self) -> dict[tuple[str, ...], tuple[int, int]]:
        places: dict[tuple[str, ...], tuple[int, int]] = {}
        table: tuple[str, ...] = ()
        counts: dict[tuple[str, ...], int] = {}
        for number, line in enumerate(self.lines, start=1):
            column = len(line) - len(line.lstrip()) + 1
            if header := _HEADER.match(line):
                table = _parts(header[2])
                if header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                table = _counted(table, counts)
                places.setdefault(table, (number, column))
            elif assignment := _ASSIGNMENT.match(line):
                places.setdefault((*table, *_parts(assignment[1])), (number, column))
        return places


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(part for part in found if part) for found in _PART.findall(dotted) if any(found))


def _counted(table: tuple[str, ...], counts: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    """Put the number of a repeated table behind its name: ("starter", "prompt") is ("starter", "2", "prompt")."""
    counted: list[str] = []
    for length in range(1, len(table) + 1):
        counted.append(table[length - 1])
        if table[:length] in counts:
            counted.append(str(counts[table[:length]]))
    return tuple(counted)


def read_source(folder: Path, name: str) -> Source:
    """Read `folder/name` (a path with slashes). Never raises: problems say what is wrong, where and how to mend it."""
    source = Source(name)
    try:
        raw = (folder / name).read_bytes()
    except FileNotFoundError:
        source.report((), "This file is missing.", "Copy it from the exhibit as it was delivered.")
        return source
    except OSError as error:
        source.report((), f"This file cannot be read: {error.strerror}.")
        return source
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        source.problems.append(
            Problem(name, line, column, "This file is not plain text in UTF-8.", "Save it with the encoding UTF-8.")
        )
        return source
    if text.startswith("\ufeff"):
        source.problems.append(Problem(name, 1, 1, "The file begins with a hidden mark (BOM).", "Save it as UTF-8."))
        text = text[1:]
    source.lines = text.splitlines()
    try:
        source.values = tomllib.loads(text)
        source.readable = True
    except tomllib.TOMLDecodeError as error:
        source.problems.append(_syntax(name, str(error), text))
    except RecursionError:
        source.problems.append(Problem(name, 1, 1, "There are too many brackets inside brackets."))
    return source


def _syntax(name: str, error: str, text: str) -> Problem:
    where = _POSITION.search(error)
    lines = text.splitlines() or [""]
    line, column = (int(where[1]), int(where[2])) if where and where[1] else (len(lines), len(lines[-1]) + 1)
    message = next((plain for said, plain in _PLAIN if said in error), _POSITION.sub("", error) + ".")
    return Problem(name, line, column, message, "")


def report_unknown(source: Source, path: tuple[str, ...], found: Mapping[str, object], known: Iterable[str]) -> None:
    """Report names that mean nothing here, with the nearest one that does."""
    names = list(known)
    for name in found:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else "Take it out, or see the README of this folder."
            source.report((*path, name), f"“{name}” is not known here.", hint)
