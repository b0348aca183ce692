"""Which source text a translation was made from: noted in `panel.toml`, so that a change makes it outdated."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

_HEADING = re.compile(r"^\s*\[translated\]\s*(#.*)?$")
_NOTE = "# The text each translation was made from. After you have looked at them: kiosk check --accept {name}"


def fingerprint(text: str) -> str:
    """Twelve hex digits that change with the text, but not with spaces at the ends of its lines."""
    plain = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def write_translated(file: Path, name: str, made_from: Mapping[str, str]) -> None:
    """Renew the table `[translated]` of the `panel.toml` at `file`, and nothing else in it; `name` is the panel's.

    Raises OSError. The new file takes the place of the old one only when it is whole.
    """
    lines = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    entries = [f'{language} = "{text}"' for language, text in made_from.items()]
    start = next((number for number, line in enumerate(lines) if _HEADING.match(line)), None)
    if start is None:
        lines += ["", _NOTE.format(name=name), "[translated]", *entries]
    else:
        end = start + 1
        while end < len(lines) and lines[end].strip() and not lines[end].lstrip().startswith(("[", "#")):
            end += 1
        lines[start + 1 : end] = entries
    handle, fresh = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".toml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write("\n".join(lines) + "\n")
            out.flush()
            os.fsync(out.fileno())
        Path(fresh).chmod(file.stat().st_mode & 0o777)
        Path(fresh).replace(file)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise
