"""A release on trial: shown for a minute, and kept only if somebody says yes.

`current` goes on naming the old release until then, so a crash or a power cut needs nothing undone. `STATE/trial` is
one line: the name of the release and the end of its minute (seconds of this machine's monotonic clock). `STATE/refused`
remembers the content nobody said yes to, so that a stick left in its socket is not asked about again and again.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.exhibit.disk import Disk, remove_tree, swap_in
from kiosk.exhibit.publish import Check, Making, changing, make_release, prune, show
from kiosk.exhibit.release import (
    GOOD,
    RELEASES,
    TRIAL,
    TRIAL_LINE,
    Release,
    is_name,
    number_of,
    read_line,
    shown,
    whole,
)

TRIAL_SECONDS = 60.0
MORE_SECONDS = 120.0
"""How much longer a trial may get while a code is being typed."""
REFUSED = "refused"


@dataclass(frozen=True)
class OnTrial:
    """A release on trial, until this moment of the monotonic clock."""

    release: Release
    until: float


def begin(content: Path, state: Path, check: Check, now: float, making: Making | None = None) -> Release | None:
    """Make a release of `content` and put it on trial; one that was on trial before is ended.

    None where there is nothing to ask: the content is what is shown already, or nobody wanted it. Raises as `publish`.
    """
    making = making or Making()
    disk = making.disk
    with changing(state, disk):
        _clear(state, disk)
        prune(state, disk)
        release = make_release(content, state, check, making, TRIAL)
        if release == shown(state):
            return None
        if release.digest == read_line(state / REFUSED):
            remove_tree(disk, release.folder)
            return None
        try:
            _write(state, release.name, now, disk)
        except OSError:
            remove_tree(disk, release.folder)
            raise
        return release


def changed(release: Release, before: Path) -> list[str]:
    """The paths of the files that a release adds to the folder of content `before`, takes away, or has changed."""
    new = {file.path: file for file in release.files}
    found = []
    for path, file in new.items():
        try:
            with (before / path).open("rb") as opened:
                same = hashlib.file_digest(opened, "sha256").hexdigest() == file.sha256
        except OSError:
            same = False
        if not same:
            found.append(path)
    old = (path for path in before.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted({*found, *({path.relative_to(before).as_posix() for path in old} - new.keys())})


def on_trial(state: Path, now: float) -> OnTrial | None:
    """What is on trial and still has time at `now`. Never raises."""
    name, _, end = read_line(state / TRIAL_LINE).partition(" ")
    try:
        until = float(end)
    except ValueError:
        return None
    # A time further away was written before this machine was started: its clock began anew.
    if not math.isfinite(until) or not now < until <= now + TRIAL_SECONDS + MORE_SECONDS or not is_name(name):
        return None
    release = whole(state / RELEASES / name, TRIAL)
    return OnTrial(release, until) if release is not None else None


def begin_minute(state: Path, name: str, now: float, disk: Disk | None = None) -> None:
    """The release `name` on trial is shown only now (a visit had to end first), and its minute begins.

    Raises KioskError where the state folder cannot be written.
    """
    disk = disk or Disk()
    with changing(state, disk):
        if read_line(state / TRIAL_LINE).partition(" ")[0] == name:
            _write(state, name, now, disk)


def prolong(state: Path, name: str, now: float, disk: Disk | None = None) -> None:
    """Somebody is typing a code for the release `name` on trial: a yes counts even when its minute is over.

    When it ends is for the screen to say, then. Raises KioskError where the state folder cannot be written.
    """
    disk = disk or Disk()
    with changing(state, disk):
        trial = on_trial(state, now)
        if trial is not None and trial.release.name == name:
            _write(state, name, now + MORE_SECONDS, disk)


def keep(state: Path, now: float, disk: Disk | None = None) -> Release:
    """Somebody said yes: the release on trial is good, and shown from now on.

    Raises KioskError where its minute is over or the state folder cannot be written.
    """
    disk = disk or Disk()
    with changing(state, disk):
        trial = on_trial(state, now)
        if trial is None:
            raise KioskError("There is nothing to keep: the minute is over.", "stick_late")
        _adopt(state, trial.release, disk)
        prune(state, disk)
        return trial.release


def end(state: Path, disk: Disk | None = None) -> None:
    """Nobody said yes: the release on trial is removed, and its content not asked about again. Raises KioskError."""
    disk = disk or Disk()
    with changing(state, disk):
        _clear(state, disk)


def settle(state: Path, disk: Disk | None = None) -> None:
    """At a start: end what a crash or a power cut left on trial, or finish a yes that was half done. Never raises."""
    if (state / TRIAL_LINE).exists():
        with contextlib.suppress(KioskError):
            end(state, disk)


def ask_again(state: Path, disk: Disk | None = None) -> None:
    """The stick was taken out: if it comes back, its content is asked about again. Never raises."""
    if (state / REFUSED).exists():
        with contextlib.suppress(OSError):
            (disk or Disk()).remove(state / REFUSED)


def _write(state: Path, name: str, now: float, disk: Disk) -> None:
    swap_in(disk, state / TRIAL_LINE, f"{name} {now + TRIAL_SECONDS}\n")


def _adopt(state: Path, release: Release, disk: Disk) -> None:
    """Make a release on trial a good one (this is the yes), show it, and end the trial."""
    disk.rename(release.folder / TRIAL, release.folder / GOOD)
    disk.sync_folder(release.folder)
    show(state, release.name, disk)
    with contextlib.suppress(OSError):
        disk.remove(state / TRIAL_LINE)
        disk.sync_folder(state)


def _clear(state: Path, disk: Disk) -> None:
    """End the trial there may be; raises OSError."""
    name = read_line(state / TRIAL_LINE).partition(" ")[0]
    if is_name(name):
        folder = state / RELEASES / name
        if release := whole(folder, TRIAL):
            swap_in(disk, state / REFUSED, f"{release.digest}\n")
        elif release := whole(folder, GOOD):
            # The yes was written, and then the power was cut.
            present = shown(state)
            if present is None or number_of(present.name) < release.number:
                show(state, name, disk)
    if (state / TRIAL_LINE).exists():
        disk.remove(state / TRIAL_LINE)
        disk.sync_folder(state)
    if is_name(name) and not (state / RELEASES / name / GOOD).exists():
        remove_tree(disk, state / RELEASES / name)
