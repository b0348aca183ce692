"""What is true of this machine only: `machine.toml` in the state folder, with the staff code as a salted hash.

The code itself is written nowhere. Its hash is slow on purpose (scrypt, RFC 7914): whoever copies the file must still
try every code, which takes time. It keeps visitors from answering for staff, and no more: whoever can write
the state folder can take the code away.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.exhibit.disk import Disk, make_folders, swap_in

MACHINE = "machine.toml"
FEWEST_DIGITS, MOST_DIGITS = 4, 8
COST, BLOCK, PARALLEL = 2**15, 8, 1
"""32 MiB and 0.1 to 0.3 s for each try."""
MOST_MEMORY = 2**28
"""Bytes that a hash may ask for: the file is not to stop the machine."""
_PIN_KEYS = ("salt", "hash", "cost", "block", "parallel")
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class StoredPin:
    """A staff code as it is kept: `hash` is scrypt(code, salt, n=cost, r=block, p=parallel)."""

    salt: bytes = field(repr=False)
    hash: bytes = field(repr=False)
    cost: int = COST
    block: int = BLOCK
    parallel: int = PARALLEL


@dataclass(frozen=True)
class Machine:
    """What machine.toml says. With a `fault` (a sentence) nobody knows whether there is a staff code."""

    pin: StoredPin | None = None
    unknown: tuple[str, ...] = ()
    """Keys that nothing reads, as they are written."""
    fault: str = ""


class Private(Disk):
    """New files are for this account only (mode 600)."""

    def create(self, file: Path) -> int:
        """Make an empty file that was not there, and give its handle. Raises OSError."""
        return os.open(file, _CREATE, 0o600)


def read_machine(state: Path) -> Machine:
    """What the state folder says of this machine; a missing file says nothing. Never raises."""
    try:
        data = tomllib.loads(_text(state))
        pin = _stored(data["pin"]) if "pin" in data else None
    except KioskError as error:
        return Machine(fault=str(error))
    except tomllib.TOMLDecodeError as error:
        return Machine(fault=f"{MACHINE} in {state} is not TOML: {error}.")
    unknown = [key for key in data if key != "pin"]
    if isinstance(data.get("pin"), dict):
        unknown += [f"pin.{key}" for key in data["pin"] if key not in _PIN_KEYS]
    return Machine(pin, tuple(unknown))


def is_pin(text: str) -> bool:
    """Whether this may be a staff code: 4 to 8 digits, 0 to 9."""
    return re.fullmatch(f"[0-9]{{{FEWEST_DIGITS},{MOST_DIGITS}}}", text) is not None


def stored(pin: str, salt: bytes) -> StoredPin:
    """The hash of a code with this salt (bytes that nobody could guess)."""
    return StoredPin(salt, _hash(pin, StoredPin(salt, b"")))


def matches(pin: str, kept: StoredPin) -> bool:
    """Whether this is the code. Slow on purpose, and as slow for a wrong one."""
    return hmac.compare_digest(_hash(pin, kept), kept.hash)


def set_pin(state: Path, pin: str, salt: bytes | None = None) -> None:
    """Write the hash of a staff code into machine.toml; all else in it stays, comments too.

    Raises KioskError, and nothing has changed then: for what is not a code, a broken file, or a disk that is full.
    """
    if not is_pin(pin):
        raise KioskError(f"A staff code has {FEWEST_DIGITS} to {MOST_DIGITS} digits, 0 to 9, and nothing else.")
    _write(state, stored(pin, secrets.token_bytes(16) if salt is None else salt))


def remove_pin(state: Path) -> bool:
    """Take the staff code out of machine.toml. False where there is none. Raises as `set_pin`."""
    if "pin" not in _parsed(state):
        return False
    _write(state, None)
    return True


# --- the file ------------------------------------------------------------------------------------


def _text(state: Path) -> str:
    try:
        return (state / MACHINE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise KioskError(f"{MACHINE} in {state} is not a text file.") from None
    except OSError as error:
        raise KioskError(f"{MACHINE} in {state} cannot be read: {error.strerror or error}.") from None


def _parsed(state: Path) -> dict[str, object]:
    try:
        return tomllib.loads(_text(state))
    except tomllib.TOMLDecodeError as error:
        raise KioskError(f"{MACHINE} in {state} is not TOML, so nothing was changed: {error}.") from None


def _stored(table: object) -> StoredPin:
    """A code as the file holds it. Raises KioskError where that cannot be a hash."""
    broken = KioskError(f"The staff code in {MACHINE} is damaged. Set it again: kiosk pin.")
    if not isinstance(table, Mapping):
        raise broken
    numbers = [table.get(name) for name in ("cost", "block", "parallel")]
    salt, digest = table.get("salt"), table.get("hash")
    if not (isinstance(salt, str) and isinstance(digest, str)):
        raise broken
    try:
        kept = StoredPin(bytes.fromhex(salt), bytes.fromhex(digest))
    except ValueError:
        raise broken from None
    # `type`: True counts as an int.
    cost, block, parallel = (number if type(number) is int and number > 0 else 0 for number in numbers)
    small = 0 < 128 * cost * block * max(1, parallel) <= MOST_MEMORY
    if not (small and parallel and cost > 1 and cost & (cost - 1) == 0 and len(kept.hash) == 32 and kept.salt):
        raise broken
    return StoredPin(kept.salt, kept.hash, cost, block, parallel)


def _hash(pin: str, how: StoredPin) -> bytes:
    memory = 2 * MOST_MEMORY
    return hashlib.scrypt(
        pin.encode("utf-8"), salt=how.salt, n=how.cost, r=how.block, p=how.parallel, maxmem=memory, dklen=32
    )


def _write(state: Path, pin: StoredPin | None) -> None:
    before = _parsed(state)
    text = _without_pin(_text(state))
    if pin is not None:
        table = (
            f'[pin]\nsalt = "{pin.salt.hex()}"\nhash = "{pin.hash.hex()}"\n'
            f"cost = {pin.cost}\nblock = {pin.block}\nparallel = {pin.parallel}\n"
        )
        text = f"{text.rstrip()}\n\n{table}" if text.strip() else table
    # Lines were moved without knowing all of TOML: what comes out must say the same as before, but for the code.
    others = {key: value for key, value in before.items() if key != "pin"}
    try:
        after = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        after = {}
    if {key: value for key, value in after.items() if key != "pin"} != others or ("pin" in after) != (pin is not None):
        raise KioskError(f"{MACHINE} in {state} holds a staff code that was written by hand: remove it there first.")
    disk = Private()
    try:
        make_folders(disk, state)
        swap_in(disk, state / MACHINE, text)
    except OSError as error:
        raise KioskError(f"{MACHINE} cannot be written in {state}: {error.strerror or error}.") from None


def _without_pin(text: str) -> str:
    """The lines without the table [pin]; comments before the next table stay with that."""
    kept: list[str] = []
    inside: list[str] | None = None
    for line in text.splitlines():
        if re.match(r"\s*\[", line):
            kept += _remarks(inside or [])
            inside = [] if re.match(r"\s*\[\s*pin\s*\]\s*(#.*)?$", line) else None
        if inside is None:
            kept.append(line)
        else:
            inside.append(line)
    return "".join(f"{line}\n" for line in (*kept, *_remarks(inside or [])))


def _remarks(lines: list[str]) -> list[str]:
    """The comments and empty lines at the end."""
    found = list(takewhile(lambda line: not line.strip() or line.lstrip().startswith("#"), reversed(lines)))
    return found[::-1]
