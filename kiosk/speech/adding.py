"""`kiosk models add`: a voice from its public address, from a zip or from a folder, verified, and then there at once.

A power cut leaves the voice whole or not at all: it is put together in `models/.adding` and renamed. Nothing is
fetched but the one address of the catalogue, and only when somebody asked for that voice by its name.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.speech.catalogue import Offer
from kiosk.speech.recogniser import Listener, Recogniser
from kiosk.speech.unpack import copy_plain, unpack
from kiosk.speech.voices import Voice, hash_of, missing_parts, write_manifest

STAGING = ".adding"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
PATIENCE_SECONDS = 30.0
_CHUNK = 1 << 18

Progress = Callable[[int, int], None]
"""Told how many bytes came, of how many."""
Fetch = Callable[[Offer, Path, Progress], None]


@dataclass(frozen=True)
class Wish:
    """The voice to add. `offer` is its entry in the catalogue, None where it has none; then `language` and `licence`
    are what staff say. `source` is a zip or a folder; None: fetch it."""

    name: str
    offer: Offer | None
    source: Path | None = None
    language: str = ""
    licence: str = ""


def add(models: Path, wish: Wish, today: date, fetch: Fetch, progress: Progress) -> Voice:
    """Add a voice to `models` and give it. Raises KioskError, and nothing has changed then."""
    if not NAME.fullmatch(wish.name):
        raise KioskError(f"{wish.name!r} is no name for a voice: use small letters, digits and hyphens.")
    if (models / wish.name).exists():
        raise KioskError(f"models/{wish.name} is there already: remove that folder first to add it again.")
    if wish.offer is None and not (wish.source and wish.language and wish.licence):
        raise KioskError(f"{wish.name} is not in the catalogue: add it with --from FILE.zip, --language and --licence.")
    staging = models / STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        verified = _bring(staging, wish, fetch, progress)
        voice = _describe(staging / wish.name, wish, verified, today)
        _try(voice)
        _settle(staging / wish.name, models / wish.name)
    except OSError as error:
        raise KioskError(f"The voice could not be written in {models}: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Voice(**{**vars(voice), "folder": models / wish.name})


def _bring(staging: Path, wish: Wish, fetch: Fetch, progress: Progress) -> bool:
    """Put the files of the voice in place; whether they are known to be what its makers published."""
    folder, offer = staging / wish.name, wish.offer
    if wish.source is not None and wish.source.is_dir():
        copy_plain(wish.source, folder)
        (folder / "manifest.json").unlink(missing_ok=True)
        verified = False
    else:
        archive = wish.source or staging / f"{wish.name}.zip"
        if wish.source is None and offer is not None:
            fetch(offer, archive, progress)
        if not archive.is_file():
            raise KioskError(f"There is no file {archive}.")
        verified = offer is not None and check_zip(offer, archive)
        unpack(archive, folder)
    missing = missing_parts(folder)
    if missing:
        raise KioskError("\n".join(["This is not a whole voice:", *missing]))
    return verified or (offer is not None and check_files(offer, folder))


def check_zip(offer: Offer, archive: Path) -> bool:
    """Whether a zip has the known SHA-256; False where none is known. Raises KioskError where it is another file."""
    size = archive.stat().st_size
    if size != offer.bytes:
        raise KioskError(f"{archive.name} has {size} bytes; {offer.name} has {offer.bytes}: it is damaged, or another.")
    if offer.sha256:
        if hash_of(archive) != offer.sha256:
            raise KioskError(f"{archive.name} is not the file we know as {offer.name} (sha256): it is refused.")
        return True
    with archive.open("rb") as opened:
        md5 = hashlib.file_digest(opened, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    if md5 != offer.md5:
        raise KioskError(f"{archive.name} is damaged: it is not what its makers list as {offer.name} (md5).")
    return False


def check_files(offer: Offer, folder: Path) -> bool:
    """Whether all known files are there with their SHA-256; False where none is known. Raises KioskError else."""
    for path, (size, sha256) in offer.files.items():
        file = folder / path
        if not file.is_file() or file.stat().st_size != size or hash_of(file) != sha256:
            raise KioskError(f"{path} is not the file we know of {offer.name} (sha256): the voice is refused.")
    return bool(offer.files)


def _describe(folder: Path, wish: Wish, verified: bool, today: date) -> Voice:
    offer = wish.offer
    source: dict[str, object] = {"verified": verified, "added": today.isoformat()}
    if offer is not None:
        source |= {"address": offer.address, "bytes": offer.bytes, "md5": offer.md5}
        source |= {"sha256": offer.sha256} if offer.sha256 else {}
    description: dict[str, object] = {
        "language": offer.language if offer else wish.language,
        "licence": offer.licence if offer else wish.licence,
        "taught_by": "people",
        "source": source,
    }
    return write_manifest(folder, description)


def _try(voice: Voice) -> None:
    """Vosk must be able to load it and to listen with it."""
    recogniser = Recogniser(Listener(voice), 16_000)
    for _ in range(10):
        recogniser.hear(bytearray(3_200))
    recogniser.finish()


def _settle(staged: Path, folder: Path) -> None:
    """The finished folder gets its name, for good."""
    for path in (staged / "manifest.json", staged):
        _sync(path)
    staged.rename(folder)
    _sync(folder.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fetch(offer: Offer, file: Path, progress: Progress) -> None:
    """Fetch the zip of a voice from its address into `file`. Raises KioskError where that does not work."""
    place = offer.address.split("/")[2]
    try:
        # Only the addresses of the catalogue come here, and all of them are https.
        with urllib.request.urlopen(offer.address, timeout=PATIENCE_SECONDS) as answer, file.open("xb") as target:
            if not answer.url.startswith("https://"):
                raise KioskError(f"{place} leads to an address that is not safe: nothing was fetched.")
            came = 0
            while chunk := answer.read(_CHUNK):
                came += len(chunk)
                if came > offer.bytes:
                    raise KioskError(f"{place} sends more than the {offer.bytes} bytes of {offer.name}: refused.")
                target.write(chunk)
                progress(came, offer.bytes)
    except urllib.error.URLError:
        raise KioskError(
            f"{place} cannot be reached: fetch {offer.address} on a connected machine, "
            f"and add it here with --from {offer.address.rsplit('/', 1)[1]}."
        ) from None
    except TimeoutError:
        raise KioskError(f"{place} has stopped answering: try again.") from None
