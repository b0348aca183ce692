"""A mistake in what staff wrote: where it stands, and what to say about it in the staff's own language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Severity = Literal["error", "warning"]
SPOKEN = ("en", "fr")
"""The languages problems can be told in: one file each in `messages/`."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something staff should put right: where it is, and which one of the messages says what it is.

    `line` and `column` count from 1; a problem of the whole file stands at 1, 1. `values` fill the message. A value
    named "near" (the known name that looks most like the wrong one) becomes the hint; one named "screen" is itself the
    code of a message.
    """

    file: str
    line: int
    column: int
    code: str
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = "error"

    def say(self, language: str = "en") -> tuple[str, str]:
        """What is wrong, and what to write instead ("" where that is plain). Never raises."""
        table = messages(language if language in SPOKEN else "en")
        values = dict(self.values)
        message, hint = table.get(self.code, (self.code, ""))
        if "screen" in values:
            values["screen"] = table.get(values["screen"], (values["screen"], ""))[0]
        if "near" in values:
            hint = table["did_you_mean"][0]
        elif not hint and "example" in values:
            hint = "{example}"
        return _fill(message, values), _fill(hint, values)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.say()[0]

    @property
    def hint(self) -> str:
        """What to write instead, in English."""
        return self.say()[1]

    def plain(self, language: str) -> dict[str, str | int]:
        """The problem as plain values, as `kiosk check --json` prints it."""
        message, hint = (_printable(text) for text in self.say(language))
        return {
            "file": _printable(self.file),
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "message": message,
            "hint": hint,
        }


def problem(file: str, place: tuple[int, int], code: str, severity: Severity = "error", /, **values: object) -> Problem:
    """A problem at `place` (line, column); `values` in the order of their names, so that equal problems are equal."""
    return Problem(file, *place, code, tuple(sorted((name, str(value)) for name, value in values.items())), severity)


@lru_cache(maxsize=len(SPOKEN))
def messages(language: str) -> Mapping[str, tuple[str, str]]:
    """Every message of one of `SPOKEN` by its code: what is wrong, and what to write instead."""
    text = (files("kiosk.exhibit") / "messages" / f"{language}.toml").read_text(encoding="utf-8")
    return {code: (pair[0], pair[1] if len(pair) > 1 else "") for code, pair in tomllib.loads(text).items()}


def _printable(text: str) -> str:
    """Half characters, as in a file name that is not UTF-8, cannot be printed."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _fill(template: str, values: Mapping[str, str]) -> str:
    try:
        return template.format_map(values)
    except (KeyError, ValueError, IndexError):
        return template
