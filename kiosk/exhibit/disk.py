"""Every change to a file of the state folder, so that a test can cut the power between any two of them.

What is written is on the disk only after its file was synced *and* the folder that names it. A file that others read
is written beside and renamed, so that they see all of it or nothing.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


class Disk:
    """The operations of the file system that change something. Each raises OSError."""

    def mkdir(self, folder: Path) -> None:
        """Make one folder, in one that is there."""
        folder.mkdir()

    def create(self, file: Path) -> int:
        """Make an empty file that was not there, and give its handle."""
        return os.open(file, _CREATE, 0o644)

    def write(self, handle: int, data: bytes) -> None:
        """Write all of `data` at the end."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def sync(self, handle: int) -> None:
        """What was written to this file is on the disk now; its name may not be."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """The handle is not used any more."""
        os.close(handle)

    def sync_folder(self, folder: Path) -> None:
        """The names in this folder are on the disk now."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        """Another name in the same folder; what had that name is gone. Both at once, or neither."""
        old.replace(new)

    def remove(self, file: Path) -> None:
        """Remove a file."""
        file.unlink()

    def rmdir(self, folder: Path) -> None:
        """Remove an empty folder."""
        folder.rmdir()

    def read(self, handle: int, size: int) -> bytes:
        """The next bytes of a file being copied, `size` at most; b"" at its end. (A stick may be pulled out here.)"""
        return os.read(handle, size)


def make_folders(disk: Disk, folder: Path) -> None:
    """Make a folder, and those above it that are missing, for good. Raises OSError."""
    if folder.is_dir():
        return
    make_folders(disk, folder.parent)
    disk.mkdir(folder)
    disk.sync_folder(folder.parent)


def write_new(disk: Disk, file: Path, data: bytes) -> None:
    """Write a file that was not there, for good but for its name: sync the folder after it. Raises OSError."""
    handle = disk.create(file)
    try:
        disk.write(handle, data)
        disk.sync(handle)
    finally:
        disk.close(handle)


def swap_in(disk: Disk, file: Path, text: str) -> None:
    """Give a small file this text, for good; a reader sees the old text or the new, whatever happens.

    Raises OSError, and nothing has changed then.
    """
    beside = file.with_name(f"{file.name}.new")
    if os.path.lexists(beside):
        disk.remove(beside)
    write_new(disk, beside, text.encode("utf-8"))
    disk.rename(beside, file)
    # Readers see the new text already: if only this fails, a power cut may bring back the old one, whole.
    with contextlib.suppress(OSError):
        disk.sync_folder(file.parent)


def remove_tree(disk: Disk, folder: Path) -> None:
    """Remove a folder with all that is in it, as far as possible; links are removed, never followed."""
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 (names, not paths)
            path = folder / name
            if stat.S_ISDIR(path.lstat().st_mode):
                remove_tree(disk, path)
            else:
                with contextlib.suppress(OSError):
                    disk.remove(path)
        disk.rmdir(folder)
