"""One TOML file as staff wrote it: its values, and where in the file each of them stands."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.exhibit.files import read_text
from kiosk.exhibit.places import Spot, places
from kiosk.exhibit.problems import Problem as Problem
from kiosk.exhibit.problems import Severity, problem

_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")

# What Python's TOML reader says, and our message for someone who does not program; the first that fits.
_PLAIN = (
    ("Cannot overwrite a value", "syntax_twice"),
    ("Cannot declare", "syntax_heading_twice"),
    ("Unescaped '\\'", "syntax_backslash"),
    ("Illegal character", "syntax_quote"),
    ("Unterminated string", "syntax_quote"),
    ("Expected '=' after a key", "syntax_equals"),
    ("Expected newline or end of document", "syntax_more"),
    ("Unclosed array", "syntax_bracket"),
    ("Invalid value", "syntax_value"),
    ("Invalid initial character for a key", "syntax_start"),
    ("Invalid statement", "syntax_start"),
)


@dataclass
class Source:
    """A TOML file, read. `values` is empty where it cannot be read; `problems` says why."""

    name: str
    values: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    readable: bool = False
    _spots: dict[tuple[str, ...], Spot] | None = None

    def report(self, keys: Sequence[str], code: str, severity: Severity = "error", /, **values: object) -> None:
        """Note a problem at the name of the value that `keys` lead to."""
        self.problems.append(problem(self.name, self.locate(keys), code, severity, **values))

    def report_inside(
        self, keys: Sequence[str], offset: int, code: str, severity: Severity = "error", /, **values: object
    ) -> None:
        """Note a problem `offset` characters into the text that `keys` lead to."""
        self.problems.append(problem(self.name, self.locate_inside(keys, offset), code, severity, **values))

    def locate(self, keys: Sequence[str]) -> tuple[int, int]:
        """Line and column of the name of a value, or of the nearest table above it; (1, 1) if none is found.

        A number as text in `keys` counts tables of one name, and elements of a list: ("starter", "1", "seed").
        """
        spots = self._all_spots() if keys else {}
        for length in range(len(keys), 0, -1):
            if spot := spots.get(tuple(keys[:length])):
                return spot.name
        return (1, 1)

    def locate_inside(self, keys: Sequence[str], offset: int) -> tuple[int, int]:
        """Line and column of a character of a text; of its name where it is not written as it reads (escapes)."""
        spot = self._all_spots().get(tuple(keys))
        value: Any = self.values
        for key in keys:
            value = value[int(key)] if isinstance(value, list) else value[key]
        if spot is None or not isinstance(value, str):
            return self.locate(keys)
        line, column = spot.value
        quoted = self.text.split("\n")[line - 1][column - 1 :]
        if not quoted[1:].startswith(value[: offset + 1]) or "\n" in value[:offset]:
            return spot.name
        return line, column + 1 + offset

    def _all_spots(self) -> dict[tuple[str, ...], Spot]:
        if self._spots is None:
            self._spots = places(self.text)
        return self._spots


def read_source(folder: Path, name: str) -> Source:
    """Read `folder/name` (a path with slashes). Never raises: problems say what is wrong, where and how to mend it."""
    source = Source(name)
    text, source.problems = read_text(folder, name)
    if text is None:
        return source
    source.text = text
    try:
        source.values = tomllib.loads(text)
        source.readable = True
    except tomllib.TOMLDecodeError as error:
        source.problems.append(_syntax(name, str(error), text))
    except RecursionError:
        source.problems.append(problem(name, (1, 1), "syntax_deep"))
    except ValueError:
        # A date like 2026-13-45, or a number with more digits than Python reads.
        source.problems.append(problem(name, (1, 1), "syntax_number"))
    return source


def _syntax(name: str, error: str, text: str) -> Problem:
    where = _POSITION.search(error)
    lines = text.split("\n")
    place = (int(where[1]), int(where[2])) if where and where[1] else (len(lines), len(lines[-1]) + 1)
    code = next((code for said, code in _PLAIN if said in error), "syntax_other")
    if code in ("syntax_twice", "syntax_heading_twice"):
        # The reader only sees it behind the whole line.
        place = (place[0], len(lines[place[0] - 1]) - len(lines[place[0] - 1].lstrip()) + 1)
    elif code == "syntax_backslash":
        place = (place[0], max(1, lines[place[0] - 1].rfind("\\", 0, place[1] - 1) + 1))
    return problem(name, place, code, said=_POSITION.sub("", error))


def report_unknown(source: Source, path: tuple[str, ...], found: Mapping[str, object], known: Iterable[str]) -> None:
    """Report names that mean nothing here, with the nearest one that does."""
    names = list(known)
    for name in found:
        if name not in names:
            source.report((*path, name), "unknown_name", name=name, **near(name, names))


def near(word: str, known: Iterable[str], cutoff: float = 0.6) -> dict[str, str]:
    """The known word that looks most like `word`, as a value of a problem; nothing if none does."""
    lowered = {one.casefold(): one for one in known}
    close = difflib.get_close_matches(word.casefold(), lowered, n=1, cutoff=cutoff)
    return {"near": lowered[close[0]]} if close else {}
