"""A folder that somebody else wrote, copied into one of ours: only plain files, and only so many.

Nothing of the source is trusted: it may hold links, devices, archives, a million files, or change while it is read.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.exhibit.disk import Disk

MIB = 1 << 20
_CHUNK = MIB
# O_NONBLOCK: a pipe that is named like a file must not hold us up; it is refused once it is open.
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

_LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini", "System Volume Information", "$RECYCLE.BIN"})
"""What other computers leave in folders; not copied, like all names that begin with a dot."""
_ENDINGS = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".iso", ".jar", ".cab")
_BEGINNINGS = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh"),
    *(b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF"),
)


@dataclass(frozen=True)
class Limits:
    """How much a folder of content may hold: entries (files and folders), bytes in all and in one file, depth."""

    files: int = 5_000
    total: int = 300 * MIB
    single: int = 50 * MIB
    depth: int = 8


@dataclass(frozen=True, order=True)
class File:
    """One file of a release: its path inside (with slashes), its size in bytes and the SHA-256 of its bytes, in hex."""

    path: str
    bytes: int
    sha256: str


def copy_tree(source: Path, target: Path, disk: Disk, limits: Limits, skip: frozenset[str] = frozenset()) -> list[File]:
    """Copy the folder `source` to `target`, which is made; every file and folder is synced. What was copied, in order.

    `skip` are names left out at the top. Raises KioskError where the source cannot be read, is not what it should be,
    or changes under the hand, and OSError where the copy cannot be written; what was copied so far stays.
    """
    copied = _Copy(disk, limits)
    copied.folder(source, target, "", skip)
    return sorted(copied.files)


class _Copy:
    """One copy, and what it came to so far."""

    def __init__(self, disk: Disk, limits: Limits) -> None:
        self.files: list[File] = []
        self._disk, self._limits = disk, limits
        self._entries = self._total = 0

    def folder(self, source: Path, target: Path, inside: str, skip: frozenset[str] = frozenset()) -> None:
        """Copy one folder; `inside` is its path in the copy ("" for the top)."""
        names = self._names(source, inside)
        self._disk.mkdir(target)
        for name in names:
            path = f"{inside}/{name}" if inside else name
            if name in skip or name.startswith(".") or name in _LEFT_BEHIND:
                continue
            with _reading(path):
                mode = (source / name).lstat().st_mode
            if not name.isprintable() or "\\" in name:
                raise KioskError(f"{path!a} is no name for a file: use letters, digits, - and _.", "stick_name")
            if stat.S_ISDIR(mode):
                if path.count("/") + 1 >= self._limits.depth:
                    sentence = f"{path}: folders lie in folders too deeply (at most {self._limits.depth})."
                    raise KioskError(sentence, "stick_deep", file=path)
                self.folder(source / name, target / name, path)
            elif stat.S_ISREG(mode):
                self._file(source / name, target / name, path)
            else:
                raise _not_plain(path, stat.S_ISLNK(mode))
        self._disk.sync_folder(target)

    def _names(self, source: Path, inside: str) -> list[str]:
        """The names in a folder; not one more is read than is allowed."""
        names = []
        with _reading(inside or source.name):
            if not stat.S_ISDIR(source.lstat().st_mode):
                raise KioskError(f"{inside or source.name} is no folder.", "stick_kind", file=inside or source.name)
            with os.scandir(source) as found:
                for entry in found:
                    self._entries += 1
                    if self._entries > self._limits.files:
                        sentence = f"There are more than {self._limits.files} files."
                        raise KioskError(sentence, "stick_many", most=self._limits.files)
                    names.append(entry.name)
        return sorted(names)

    def _file(self, source: Path, target: Path, path: str) -> None:
        if path.lower().endswith(_ENDINGS):
            raise KioskError(f"{path} is an archive: unpack it first.", "stick_archive", file=path)
        with _reading(path):
            handle = os.open(source, _READ)
        try:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                raise _not_plain(path, link=False)
            if before.st_size > self._limits.single:
                raise self._too_large(path)
            size, digest = self._bytes(handle, target, path)
            with _reading(path):
                after = os.fstat(handle)
        finally:
            os.close(handle)
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if size != before.st_size or not same:
            raise KioskError(f"{path} was changed while it was being read: try again.", "stick_changed", file=path)
        self.files.append(File(path, size, digest))

    def _bytes(self, handle: int, target: Path, path: str) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        copy = self._disk.create(target)
        try:
            while True:
                with _reading(path):
                    data = self._disk.read(handle, _CHUNK)
                if not data:
                    break
                if size == 0 and data.startswith(_BEGINNINGS):
                    raise KioskError(f"{path} is an archive: unpack it first.", "stick_archive", file=path)
                size += len(data)
                self._total += len(data)
                if size > self._limits.single:
                    raise self._too_large(path)
                if self._total > self._limits.total:
                    most = self._limits.total // MIB
                    raise KioskError(f"All files together are larger than {most} MB.", "stick_total", most=most)
                digest.update(data)
                self._disk.write(copy, data)
            self._disk.sync(copy)
        finally:
            self._disk.close(copy)
        return size, digest.hexdigest()

    def _too_large(self, path: str) -> KioskError:
        most = self._limits.single // MIB
        return KioskError(f"{path} is larger than {most} MB.", "stick_large", file=path, most=most)


def _not_plain(path: str, link: bool) -> KioskError:
    kind, code = ("a link", "stick_link") if link else ("no plain file", "stick_kind")
    return KioskError(f"{path} is {kind}: only plain files and folders are taken.", code, file=path)


@contextmanager
def _reading(path: str) -> Iterator[None]:
    """Tells an error of the source from one of the copy."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _not_plain(path, link=True) from None
        why = error.strerror or "no answer"
        raise KioskError(f"{path} cannot be read ({why}).", "stick_unread", file=path) from None
