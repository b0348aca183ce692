"""A zip that somebody else made, unpacked into a new folder: plain files only, nothing outside it, and no bombs."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import KioskError

GIB = 2**30
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Limits:
    """How much a zip may hold: files, bytes in all, how many times its own size, and how deep its folders go."""

    files: int = 500
    total: int = 8 * GIB
    ratio: int = 20
    depth: int = 6


def unpack(archive: Path, target: Path, limits: Limits | None = None) -> None:
    """Unpack into `target`, which is made; one folder that holds everything is left out. Every file is synced.

    Raises KioskError, with one sentence, for a zip that cannot be read or is not to be trusted, and OSError where
    `target` cannot be written. What was unpacked until then stays.
    """
    limits = limits or Limits()
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = _checked(archive.name, opened, archive.stat().st_size, limits)
            target.mkdir(parents=True)
            for path, entry in entries:
                _write(archive.name, opened, entry, target / path)
    except FileNotFoundError:
        raise KioskError(f"There is no file {archive}.") from None
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise KioskError(f"{archive.name} is damaged or no zip: {type(error).__name__}.") from None


def _checked(name: str, opened: zipfile.ZipFile, size: int, limits: Limits) -> list[tuple[Path, zipfile.ZipInfo]]:
    """Every file with the path it will have. Nothing is unpacked before all of them are fine."""
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    if len(opened.infolist()) > 2 * limits.files or len(entries) > limits.files:
        raise KioskError(f"{name} holds more than {limits.files} files: that is no voice.")
    if sum(entry.file_size for entry in entries) > min(limits.total, limits.ratio * size + _CHUNK):
        raise KioskError(f"{name} would unpack to far more than it holds: that is no voice.")
    parts = {entry: _parts(name, entry, limits.depth) for entry in entries}
    top = {one[0] for one in parts.values()}
    wrapped = len(top) == 1 and all(len(one) > 1 for one in parts.values())
    paths = [(Path(*(parts[entry][1:] if wrapped else parts[entry])), entry) for entry in entries]
    if len({str(path).casefold() for path, _ in paths}) != len(paths):
        raise KioskError(f"{name} holds the same file twice.")
    return paths


def _parts(name: str, entry: zipfile.ZipInfo, depth: int) -> tuple[str, ...]:
    parts = tuple(entry.filename.split("/"))
    strange = any(part in ("", ".", "..") or not part.isprintable() for part in parts)
    if strange or "\\" in entry.filename or ":" in entry.filename or "\\" in entry.orig_filename:
        raise KioskError(f"{name} holds a path that leads elsewhere ({entry.filename!r}): it is refused.")
    if len(parts) > depth:
        raise KioskError(f"{name} holds folders in folders, more than {depth} deep: that is no voice.")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise KioskError(f"{name} holds a link or device ({entry.filename!r}): it is refused.")
    if entry.flag_bits & 0x1:
        raise KioskError(f"{name} is locked with a password.")
    return parts


def _write(name: str, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size  # what it claims; zipfile checks the sum of the content at its end
    with opened.open(entry) as source, file.open("xb") as target:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise KioskError(f"{name} unpacks to more than it says: it is refused.")
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())


def copy_plain(source: Path, target: Path, limits: Limits | None = None) -> None:
    """Copy a folder's plain files into `target`, which is made; links are refused. Every file is synced.

    Raises KioskError for what is no plain file and for too many files, OSError where something cannot be copied.
    """
    limits = limits or Limits()
    found = sorted(source.rglob("*"))
    if len(found) > 2 * limits.files:
        raise KioskError(f"{source.name} holds more than {limits.files} files: that is no voice.")
    for path in found:
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise KioskError(f"{source.name} holds a link or device ({path.name!r}): it is refused.")
    target.mkdir(parents=True)
    for path in (path for path in found if path.is_file()):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as read, copy.open("xb") as written:
            shutil.copyfileobj(read, written, _CHUNK)
            written.flush()
            os.fsync(written.fileno())
