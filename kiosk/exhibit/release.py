"""Releases: what was published, each in a folder of its own, and which of them the exhibit shows.

```
STATE/current                       one line: the name of a release, or "delivered"
STATE/releases/0007-20260124-153000/exhibit_content/...
STATE/releases/0007-20260124-153000/manifest.json     written last; every file with its size and SHA-256
```
The name of the manifest says how a release stands: `manifest.json` is good, `trial.json` is on trial (nobody said
yes yet), `withdrawn.json` was taken back. Nothing here raises or changes anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.exhibit.copying import MIB, File, Limits

RELEASES = "releases"
CURRENT = "current"
TRIAL_LINE = "trial"
"""The file that says which release is on trial (see `trial.py`)."""
CONTENT = "exhibit_content"
GOOD, TRIAL, WITHDRAWN = "manifest.json", "trial.json", "withdrawn.json"
DELIVERED = "delivered"
"""The line in `current` that stands for the content the kiosk came with."""
QUICK_BYTES = 64 * MIB
"""A release up to this size is hashed before the first frame; of a larger one only the sizes are compared."""

_NAME = re.compile(r"[0-9]{4,9}-[0-9-]{1,32}")
_MOST = 4 * MIB


@dataclass(frozen=True)
class Release:
    """One published version of the exhibit; `before` names the one shown when it was published ("": delivered)."""

    folder: Path
    files: tuple[File, ...]
    before: str = ""

    @property
    def name(self) -> str:
        """Its number and date."""
        return self.folder.name

    @property
    def number(self) -> int:
        """Counts up from 1."""
        return number_of(self.name)

    @property
    def content(self) -> Path:
        """The folder that is loaded."""
        return self.folder / CONTENT

    @property
    def digest(self) -> str:
        """The same for the same content."""
        return digest_of(self.files)


def number_of(name: str) -> int:
    """The number that the name of a release begins with."""
    return int(name.partition("-")[0])


def digest_of(files: tuple[File, ...]) -> str:
    """One SHA-256 over all files: paths, sizes and contents."""
    listed = "".join(f"{file.sha256} {file.bytes} {file.path}\n" for file in sorted(files))
    return hashlib.sha256(listed.encode("utf-8")).hexdigest()


# --- which one is shown --------------------------------------------------------------------------


def current(state: Path, delivered: Path, most: int | None = None) -> Path:
    """The folder of content the exhibit shows: of the release `shown`, else `delivered`. Never raises."""
    release = shown(state, most)
    return release.content if release is not None else delivered


def shown(state: Path, most: int | None = None) -> Release | None:
    """The release that `current` names; if that is not whole, the newest good one; None for the content delivered.

    Releases of more than `most` bytes are not hashed.
    """
    name = read_line(state / CURRENT)
    if name == DELIVERED:
        return None
    if is_name(name) and (release := whole(state / RELEASES / name, GOOD, most)):
        return release
    return next(good_releases(state, most), None)


def good_releases(state: Path, most: int | None = None) -> Iterator[Release]:
    """All good releases that are whole, the newest first."""
    for name in reversed(names(state)):
        if release := whole(state / RELEASES / name, GOOD, most):
            yield release


def names(state: Path) -> list[str]:
    """The names of all folders of releases, whole or not, the oldest first."""
    try:
        found = [name for name in os.listdir(state / RELEASES) if is_name(name)]  # noqa: PTH208 (names, not paths)
    except OSError:
        return []
    return sorted(found, key=lambda name: (number_of(name), name))


def is_name(text: str) -> bool:
    """Whether a text could be the name of a release; never a path."""
    return bool(_NAME.fullmatch(text))


def read_line(file: Path) -> str:
    """The first line of a small file; "" where it is missing, unreadable or no text."""
    try:
        with file.open("rb") as opened:
            lines = opened.read(1024).decode("utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    return lines[0].strip() if lines else ""


# --- manifests -----------------------------------------------------------------------------------


def write_manifest(files: tuple[File, ...], before: str) -> bytes:
    """The manifest of a release, as bytes of JSON."""
    listed = [{"path": file.path, "bytes": file.bytes, "sha256": file.sha256} for file in files]
    return json.dumps({"schema": 1, "before": before, "files": listed}, ensure_ascii=False, indent=1).encode("utf-8")


def read_manifest(file: Path) -> tuple[tuple[File, ...], str] | None:
    """The files of a manifest and what was before; None where it is no manifest or leads outside. Never raises."""
    try:
        # Only a plain file: a link leads elsewhere, and a pipe would be waited for.
        if not stat.S_ISREG(file.lstat().st_mode):
            return None
        with file.open("rb") as opened:
            raw = opened.read(_MOST + 1)
        data = json.loads(raw.decode("utf-8")) if len(raw) <= _MOST else None
        if not isinstance(data, dict) or data.get("schema") != 1:
            return None
        files = tuple(File(str(one["path"]), int(one["bytes"]), str(one["sha256"])) for one in data["files"])
        before = str(data.get("before", ""))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None
    paths = [file.path for file in files]
    return (files, before) if all(map(_inside, paths)) and len(set(paths)) == len(paths) <= Limits().files else None


def _inside(path: str) -> bool:
    return "\\" not in path and "\0" not in path and all(part not in ("", ".", "..") for part in path.split("/"))


def whole(folder: Path, manifest: str, most: int | None = None) -> Release | None:
    """The release in `folder`, if it holds exactly what its manifest says, byte for byte. Never raises.

    With `most`, a release of more bytes than that is not hashed: its names and sizes are compared.
    """
    read = read_manifest(folder / manifest)
    if read is None:
        return None
    files, before = read
    try:
        if _sizes(folder / CONTENT) != {file.path: file.bytes for file in files}:
            return None
        if most is None or sum(file.bytes for file in files) <= most:
            for file in files:
                with (folder / CONTENT / file.path).open("rb") as opened:
                    if hashlib.file_digest(opened, "sha256").hexdigest() != file.sha256:
                        return None
    except (OSError, ValueError):
        return None
    return Release(folder, files, before)


def _sizes(top: Path) -> dict[str, int]:
    """The size of every file below `top`, by its path. Raises ValueError for anything but files and folders."""
    found: dict[str, int] = {}
    waiting = [(top, "")]
    while waiting:
        folder, inside = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append((folder / entry.name, f"{inside}{entry.name}/"))
                elif stat.S_ISREG(status.st_mode):
                    found[f"{inside}{entry.name}"] = status.st_size
                else:
                    raise ValueError(f"{inside}{entry.name} is neither a file nor a folder")
    return found
