"""Publishing what staff wrote, and taking it back; a power cut at any moment leaves the old release or the new one.

A release is copied, checked as a copy, and given its manifest last; only then one small file is swapped. What is
older is removed after that.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.exhibit.copying import File, Limits, copy_tree
from kiosk.exhibit.disk import Disk, make_folders, remove_tree, swap_in, write_new
from kiosk.exhibit.problems import Problem
from kiosk.exhibit.release import (
    CONTENT,
    CURRENT,
    DELIVERED,
    GOOD,
    RELEASES,
    TRIAL,
    TRIAL_LINE,
    WITHDRAWN,
    Release,
    good_releases,
    names,
    number_of,
    read_line,
    shown,
    whole,
    write_manifest,
)

try:
    import fcntl
except ImportError:  # Windows: nobody keeps two people from publishing at once
    fcntl = None  # type: ignore[assignment]

KEPT = 4
"""So many releases stay: the one shown and at least three to go back to."""

Check = Callable[[Path], list[Problem]]
"""All problems of the content in a folder."""


class Refused(KioskError):
    """The content was not published, because of what `problems` says. Nothing has changed."""

    def __init__(self, problems: list[Problem]) -> None:
        """See the class."""
        count = sum(map(serious, problems))
        plain = f"Not published: {count} problem{'s' if count > 1 else ''}. The exhibit stays as it is."
        super().__init__(plain, "stick_problems", count=count)
        self.problems = problems


@dataclass(frozen=True)
class Making:
    """How a release is made: a test can give another disk, clock or smaller limits.

    `expected`: what the files must be, where somebody listed them (a manifest on a stick).
    """

    disk: Disk = field(default_factory=Disk)
    limits: Limits = field(default_factory=Limits)
    now: Callable[[], datetime] = datetime.now
    skip: frozenset[str] = frozenset()
    expected: tuple[File, ...] | None = None


def serious(problem: Problem) -> bool:
    """Whether a problem keeps content from being published (a warning does not)."""
    return problem.severity != "warning"


def publish(content: Path, state: Path, check: Check, making: Making | None = None) -> Release:
    """Make a release of the folder `content` and show it from the next visit on; the release that is shown then.

    The same content is not published twice: the release already shown comes back. Raises Refused where `check` finds
    serious problems in the copy, else KioskError with one sentence; in both cases the old release stays.
    """
    making = making or Making()
    with changing(state, making.disk):
        before = shown(state)
        release = make_release(content.resolve(), state, check, making, GOOD)
        if read_line(state / CURRENT) != release.name:
            try:
                show(state, release.name, making.disk)
            except OSError:
                if release != before:
                    remove_tree(making.disk, release.folder)
                raise
            prune(state, making.disk)
        return release


def rollback(state: Path, disk: Disk | None = None) -> Release | None:
    """Show the release before the present one again, and withdraw the present one; None: the content delivered.

    Raises KioskError where there is nothing before, or where the state folder cannot be written.
    """
    disk = disk or Disk()
    release = shown(state)
    if release is None:
        raise KioskError("The exhibit is as it was delivered: there is nothing to go back to.")
    with changing(state, disk):
        target = _before(state, release)
        show(state, target.name if target is not None else DELIVERED, disk)
        # So that it is never chosen again, should `current` be lost.
        with contextlib.suppress(OSError):
            disk.rename(release.folder / GOOD, release.folder / WITHDRAWN)
            disk.sync_folder(release.folder)
        return target


def _before(state: Path, release: Release) -> Release | None:
    if release.before and (named := whole(state / RELEASES / release.before, GOOD)):
        return named
    older = (other for other in good_releases(state) if other.number < release.number)
    return next(older, None)


# --- the parts -----------------------------------------------------------------------------------


def make_release(content: Path, state: Path, check: Check, making: Making, manifest: str) -> Release:
    """Copy `content` into a new release, check the copy, and write its manifest under the name `manifest`.

    The release that is shown already comes back where it has the same content. What was made is removed again where
    something is wrong: raises Refused, KioskError or OSError.
    """
    disk = making.disk
    releases = state / RELEASES
    make_folders(disk, releases)
    number = max(map(number_of, names(state)), default=0) + 1
    folder = releases / f"{number:04d}-{making.now():%Y%m%d-%H%M%S}"
    before = shown(state)
    try:
        disk.mkdir(folder)
        files = tuple(copy_tree(content, folder / CONTENT, disk, making.limits, making.skip))
        release = Release(folder, files, before.name if before is not None else "")
        if not files:
            raise KioskError("There are no files in this folder.", "stick_empty")
        if making.expected is not None and set(making.expected) != set(files):
            raise KioskError(_difference(making.expected, files), "stick_manifest")
        if before is not None and release.digest == before.digest:
            remove_tree(disk, folder)
            return before
        _check(check, release.content)
        write_new(disk, folder / manifest, write_manifest(files, release.before))
        disk.sync_folder(folder)
        disk.sync_folder(releases)
        if whole(folder, manifest) != release:
            plain = "The copy is not the same as the folder it was made from: this disk cannot be trusted."
            raise KioskError(plain, "stick_disk")
    except Exception:
        remove_tree(disk, folder)
        raise
    return release


def _check(check: Check, content: Path) -> None:
    try:
        problems = check(content)
    except KioskError:
        raise
    except Exception as error:
        raise KioskError(f"The content could not be checked ({type(error).__name__}).") from None
    if any(map(serious, problems)):
        raise Refused(problems)


def _difference(expected: tuple[File, ...], files: tuple[File, ...]) -> str:
    listed, found = {file.path for file in expected}, {file.path for file in files}
    for word, paths in (("is missing", listed - found), ("is not in the manifest", found - listed)):
        if paths:
            return f"{min(paths)} {word}."
    return f"{min(set(files) - set(expected)).path} is not what the manifest says: it was damaged or changed."


def show(state: Path, name: str, disk: Disk) -> None:
    """From now on the exhibit shows the release `name`. Raises OSError."""
    swap_in(disk, state / CURRENT, f"{name}\n")


def prune(state: Path, disk: Disk) -> None:
    """Remove old and half-made releases, as far as possible; the present one, the last ones and one on trial stay."""
    present = shown(state)
    found = names(state)
    good = [name for name in reversed(found) if (state / RELEASES / name / GOOD).is_file()][:KEPT]
    stay = {*good, read_line(state / TRIAL_LINE).partition(" ")[0]}
    if present is not None:
        stay |= {present.name, present.before}
    for name in found:
        folder = state / RELEASES / name
        # One withdrawn lately may still be on screen, in a visit that goes on.
        withdrawn = (folder / WITHDRAWN).is_file() and number_of(name) > min(map(number_of, good), default=0)
        if name not in stay and not withdrawn:
            for manifest in (GOOD, TRIAL, WITHDRAWN):
                with contextlib.suppress(OSError):
                    disk.remove(folder / manifest)
            remove_tree(disk, folder)
    with contextlib.suppress(OSError):
        disk.sync_folder(state / RELEASES)


@contextmanager
def changing(state: Path, disk: Disk) -> Iterator[None]:
    """Nobody else changes the releases meanwhile, and an OSError becomes one sentence (KioskError).

    The folder itself is locked: there is no file that a dead process could leave behind.
    """
    try:
        make_folders(disk, state)
        handle = os.open(state, os.O_RDONLY)
    except OSError as error:
        raise KioskError(sentence(error, state), "stick_disk") from None
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except OSError as error:
        raise KioskError(sentence(error, state), "stick_disk") from None
    finally:
        os.close(handle)


def sentence(error: OSError, state: Path) -> str:
    """What staff are told when the state folder could not be written."""
    if isinstance(error, BlockingIOError):
        return "Something else is being published just now: try again in a moment."
    why = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk is full",
        errno.EROFS: "the disk can only be read",
        errno.EACCES: "writing is not allowed here",
        errno.EPERM: "writing is not allowed here",
    }.get(error.errno or 0, error.strerror or "no answer")
    return f"Nothing was changed, because {state} cannot be written: {why}."
