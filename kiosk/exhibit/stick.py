"""A USB stick with a folder `KIOSK-UPDATE`: its content goes on trial, or nothing changes and one sentence says why.

The folder holds what `exhibit_content` holds, or a folder `exhibit_content` (so that a release can be copied onto a
stick as it is). A `manifest.json` beside it is believed: every file must be what it says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.exhibit.publish import Check, Making
from kiosk.exhibit.release import CONTENT, GOOD, Release, read_manifest
from kiosk.exhibit.trial import begin

UPDATE = "KIOSK-UPDATE"
PLACES = ("/media", "/run/media")
"""Where Linux mounts sticks: PLACE/USER/NAME."""

Roots = Callable[[], Iterable[Path]]
"""The folders at which removable drives are mounted now."""


def mounted() -> list[Path]:
    """The removable drives mounted now. Never raises."""
    found = []
    for place in PLACES:
        for user in _folders(Path(place)):
            found += [drive for drive in _folders(user) if os.path.ismount(drive)]
    return found


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def find(roots: Iterable[Path]) -> list[Path]:
    """The folders `KIOSK-UPDATE` on these drives. Never raises."""
    return [root / UPDATE for root in roots if os.path.lexists(root / UPDATE)]


def take(update: Path, state: Path, check: Check, now: float, making: Making | None = None) -> Release | None:
    """Put the content of a folder `KIOSK-UPDATE` on trial. None where there is nothing to ask (see `trial.begin`).

    Raises Refused or KioskError, with one sentence; nothing has changed then.
    """
    making = making or Making()
    if update.is_symlink():
        plain = f"{UPDATE} is a link: only plain files and folders are taken."
        raise KioskError(plain, "stick_link", file=UPDATE)
    if os.path.lexists(update / GOOD):
        read = read_manifest(update / GOOD)
        if read is None:
            raise KioskError(f"{GOOD} on the stick cannot be read, or is none of ours.", "stick_manifest")
        making = replace(making, expected=read[0])
    whole_folder = os.path.lexists(update / CONTENT)
    if not whole_folder:
        making = replace(making, skip=frozenset({GOOD}))
    return begin(update / CONTENT if whole_folder else update, state, check, now, making)
