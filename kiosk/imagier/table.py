"""The whole data set as one stored table: what is in each picture, without drawing or describing any."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import KioskError
from kiosk.imagier.captions import written
from kiosk.imagier.dataset import VERSION, Description, Placed
from kiosk.imagier.skew import Person
from kiosk.imagier.vocabulary import (
    AGES,
    COLOURS,
    HAIR_COLOURS,
    HAIR_STYLES,
    KINDS,
    LONG_HAIR,
    POSES,
    SCENES,
    SIZES,
    TEXTURES,
    THINGS,
    people_in,
)

Codes = NDArray[np.uint8]
Bits = NDArray[np.bool_]
Label = tuple[str, str]
"""A kind of label and a word, such as ("texture", "sponge"): "sponge" is both a thing and a texture."""

NONE = 255
"""The code where there is no thing, or the thing has no such word (a rainbow's colour, a car's pose)."""
MOST_THINGS, CAPTIONS = 3, 7
RED_ROOF = "red roof"

WORDS: Mapping[str, tuple[str, ...]] = {
    "thing": THINGS,
    "colour": tuple(COLOURS),
    "texture": TEXTURES,
    "scene": SCENES,
    "pose": tuple(dict.fromkeys(pose for poses in POSES.values() for pose in poses)),
    "kind": (*dict.fromkeys(kind for kinds in KINDS.values() for kind in kinds), RED_ROOF),
    "size": tuple(size for size in SIZES if size),
}
"""Every kind of label with its words; a word's code in a Table is its position here."""

_CODES = {kind: {word: code for code, word in enumerate(words)} for kind, words in WORDS.items()}
_OF_THINGS = ("thing", "colour", "texture", "pose", "size", "kind")
_OF_PEOPLE = ("hair", "hair_colour", "skin", "beard", "headscarf", "glasses", "old")
_COMMON = ("scene", "thing", "colour", "texture", "pose", "size", "wrong", "missing")
_OWN = ("kind", "red_roof", *_OF_PEOPLE)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Everybody in the data set, m people in the order of pictures and things; every array is [m].

    `picture` int32 is a row of the table, `slot` uint8 which of its things. `hair` and `hair_colour` uint8 are
    positions in HAIR_STYLES and HAIR_COLOURS, `skin` uint8 in SKIN_TONES; the rest is bool. `old` is the age of
    grown-ups. A headscarf hides the hair; `hair` still says what is under it.
    """

    picture: NDArray[np.int32]
    slot: Codes
    hair: Codes
    hair_colour: Codes
    skin: Codes
    beard: Bits
    headscarf: Bits
    glasses: Bits
    old: Bits

    @property
    def long_hair(self) -> Bits:
        """Who is seen with long hair, bool [m]: as `Person.long_hair`."""
        long = np.isin(self.hair, [HAIR_STYLES.index(style) for style in LONG_HAIR])
        seen: Bits = long & ~self.headscarf
        return seen


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """n pictures, one a row, with room for three things each.

    `scene` is uint8 [n]. `thing`, `colour`, `texture`, `pose`, `size`, `kind` are uint8 [n, 3]: positions in WORDS,
    NONE where there is nothing to say. `red_roof` is bool [n, 3]. `wrong` and `missing` are bool [n, 7]: which of
    the seven captions name something else, and which are empty.
    """

    scene: Codes
    thing: Codes
    colour: Codes
    texture: Codes
    pose: Codes
    size: Codes
    kind: Codes
    red_roof: Bits
    people: People
    wrong: Bits
    missing: Bits

    def said_of(self, label: Label) -> Bits:
        """Which things this label is said of, bool [n, 3]; a scene is said of every thing in it.

        Raises ValueError for a label that is not in WORDS.
        """
        kind, word = label
        if word not in _CODES.get(kind, {}):
            raise ValueError(f"no label {kind}:{word}")
        if label == ("kind", RED_ROOF):
            return self.red_roof
        if kind == "scene":
            here: Bits = (self.scene == _CODES[kind][word])[:, None] & (self.thing != NONE)
            return here
        codes: Codes = getattr(self, kind)
        said: Bits = codes == _CODES[kind][word]
        return said


def tabulate(descriptions: Iterable[Description]) -> Table:
    """These pictures as a table, one row each in their order. The whole data set takes some seconds."""
    scenes, faults, things, people = [], [], [], []
    for row, description in enumerate(descriptions):
        scenes.append(_CODES["scene"][description.scene])
        faults.append([caption.fault for caption in written(description)])
        for slot, one in enumerate(description.placed):
            things.append((row, slot, *_thing_codes(one)))
            people += [(row, slot, *_person_codes(person)) for person in one.people]
    # Slot by slot in memory: asking whether any of three things is so is then ten times faster.
    cells = np.full((len(_OF_THINGS) + 1, MOST_THINGS, len(scenes)), NONE, np.uint8)
    listed = np.asarray(things, np.int64).reshape(-1, 2 + len(cells))
    cells[:, listed[:, 1], listed[:, 0]] = listed[:, 2:].T
    fault = np.asarray(faults, "U8").reshape(len(scenes), CAPTIONS)
    return Table(
        scene=np.asarray(scenes, np.uint8),
        **{name: cells[at].T for at, name in enumerate(_OF_THINGS)},
        red_roof=(cells[-1] == 1).T,
        people=_people(np.asarray(people, np.int64).reshape(-1, 2 + len(_OF_PEOPLE))),
        wrong=fault == "wrong",
        missing=fault == "missing",
    )


def _thing_codes(one: Placed) -> tuple[int, ...]:
    kind, _, _ = one.kind.partition(f", {RED_ROOF}")
    said = (one.thing, one.colour, one.texture, one.pose, one.size, kind)
    codes = (_CODES[column][word] if word else NONE for column, word in zip(_OF_THINGS, said, strict=True))
    return (*codes, one.kind != kind)


def _person_codes(one: Person) -> tuple[int, ...]:
    hair, colour = HAIR_STYLES.index(one.hair), tuple(HAIR_COLOURS).index(one.hair_colour)
    return (hair, colour, one.skin, one.beard, one.headscarf, one.glasses, one.age == AGES[1])


def _people(rows: NDArray[np.int64]) -> People:
    picture, slot, hair, colour, skin, beard, headscarf, glasses, old = rows.T
    small = [column.astype(np.uint8) for column in (slot, hair, colour, skin)]
    return People(
        picture.astype(np.int32), *small, *(column.astype(bool) for column in (beard, headscarf, glasses, old))
    )


def fingerprint(data: Table, even: Table) -> str:
    """A sha256 (hexadecimal) of all that is stored of the two sets, the same on every machine."""
    return _digest(_stored(data, even))


def _stored(data: Table, even: Table) -> dict[str, NDArray[np.uint8]]:
    """The arrays in the file: what the sets share once, kinds and people for each, captions' faults as bits."""
    arrays = {name: getattr(data, name) for name in _COMMON}
    for name in ("wrong", "missing"):
        arrays[name] = np.packbits(arrays[name], axis=1)
    for variant, table in (("data", data), ("even", even)):
        for name in _OWN:
            arrays[f"{variant}_{name}"] = getattr(table.people if name in _OF_PEOPLE else table, name).view(np.uint8)
    return arrays


def _digest(arrays: Mapping[str, NDArray[np.uint8]]) -> str:
    # A code means nothing without the words, so another vocabulary is another data set.
    digest = hashlib.sha256(f"{VERSION} {dict(WORDS)} {HAIR_STYLES} {list(HAIR_COLOURS)}".encode())
    for name in sorted(arrays):
        digest.update(f"{name}{arrays[name].shape}".encode())
        digest.update(arrays[name].tobytes())
    return digest.hexdigest()


def write(path: Path, data: Table, even: Table) -> str:
    """Stores both sets in one compressed file and returns its fingerprint. Raises OSError.

    The two must show the same things, as `imagier` and `imagier-even` do, else ValueError.
    """
    for name in _COMMON:
        if not np.array_equal(getattr(data, name), getattr(even, name)):
            raise ValueError(f"the two sets differ in {name}")
    arrays = _stored(data, even)
    digest = _digest(arrays)
    with path.open("wb") as file:
        stored: dict[str, Any] = {"version": VERSION, "fingerprint": digest, **arrays}
        np.savez_compressed(file, **stored)
    return digest


def load(variant: str = "imagier", path: Path | None = None) -> Table:
    """The whole data set, read from the package (default) or a file that `write` has written, in 0.02 s.

    `imagier-gravure` shows what `imagier` shows. Raises ValueError for another name than these and `imagier-even`,
    and KioskError where the file is missing, damaged, or of another version of the data set.
    """
    if variant not in ("imagier", "imagier-even", "imagier-gravure"):
        raise ValueError(f"no table is stored for {variant!r}")
    again = "run `kiosk imagier table` to make it again"
    try:
        with (path or resources.files("kiosk.imagier").joinpath("table.npz")).open("rb") as file:
            stored = dict(np.load(file, allow_pickle=False))
        version, digest = str(stored.pop("version")), str(stored.pop("fingerprint"))
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise KioskError(f"The table of the data set cannot be read; {again}.") from error
    if version != VERSION:
        raise KioskError(f"The table is of version {version} of the data set, not {VERSION}; {again}.")
    if digest != _digest(stored):
        raise KioskError(f"The table of the data set is damaged, or made with other words; {again}.")
    return _restored(stored, "even" if variant == "imagier-even" else "data")


def _restored(stored: Mapping[str, NDArray[np.uint8]], variant: str) -> Table:
    own = {name: stored[f"{variant}_{name}"] for name in _OWN}
    thing, kind = stored["thing"], own["kind"]
    # Whose hair it is follows from how many people each thing shows.
    place = np.repeat(np.arange(thing.size), _people_of(thing, kind).ravel())
    picture, slot = np.divmod(place, MOST_THINGS)
    people = np.column_stack([picture, slot, *(own[name] for name in _OF_PEOPLE)])
    shared: dict[str, Any] = {name: stored[name] for name in _COMMON}
    for name in ("wrong", "missing"):
        shared[name] = np.unpackbits(stored[name], axis=1, count=CAPTIONS).view(bool)
    return Table(**shared, kind=kind, red_roof=own["red_roof"].view(bool), people=_people(people))


def _people_of(thing: Codes, kind: Codes) -> NDArray[np.int64]:
    """How many people each thing shows, int64 [n, 3]."""
    of_thing, of_kind = np.zeros(NONE + 1, np.int64), np.zeros(NONE + 1, np.int64)
    for word, code in _CODES["thing"].items():
        of_thing[code] = 0 if word in KINDS else len(people_in(word, ""))
    for word in KINDS["family"]:
        of_kind[_CODES["kind"][word]] = len(people_in("family", word))
    counts: NDArray[np.int64] = of_thing[thing] + of_kind[kind]
    return counts
