"""A drive that loses its power: what a file system may have kept of all that was not synced.

`Recorder` is a real disk that also writes down what is done to it. `Drive` plays that back up to any moment, and says
what may be found after a cut there: data and names that were synced are there; of all others there may be nothing,
everything, the first part, any part, or (of data) zeros of the right length. This is less than any journalling file
system promises.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.exhibit.disk import Disk

OUTCOMES = ("nothing", "everything", "the first part", "any part", "zeros")


@dataclass(frozen=True)
class Done:
    """One operation; `file` numbers the file that was created, whatever its name is later."""

    kind: str
    path: Path = Path()
    other: Path = Path()
    file: int = -1
    data: bytes = b""


class Recorder(Disk):
    """A real disk, without real syncing, that writes down every operation."""

    def __init__(self) -> None:
        self.done: list[Done] = []
        self._open: dict[int, int] = {}

    def mkdir(self, folder: Path) -> None:
        super().mkdir(folder)
        self.done.append(Done("mkdir", folder))

    def create(self, file: Path) -> int:
        handle = super().create(file)
        self._open[handle] = len(self.done)
        self.done.append(Done("create", file, file=len(self.done)))
        return handle

    def write(self, handle: int, data: bytes) -> None:
        super().write(handle, data)
        self.done.append(Done("write", file=self._open[handle], data=bytes(data)))

    def sync(self, handle: int) -> None:
        self.done.append(Done("sync", file=self._open[handle]))

    def sync_folder(self, folder: Path) -> None:
        self.done.append(Done("sync_folder", folder))

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self.done.append(Done("rename", old, new))

    def remove(self, file: Path) -> None:
        super().remove(file)
        self.done.append(Done("remove", file))

    def rmdir(self, folder: Path) -> None:
        super().rmdir(folder)
        self.done.append(Done("rmdir", folder))


@dataclass
class Data:
    """A file: what is on the disk for certain, and what was written since."""

    synced: bytes = b""
    since: bytes = b""

    def after_cut(self, outcome: str, chance: random.Random) -> bytes:
        if outcome == "everything":
            return self.synced + self.since
        if outcome == "nothing":
            return self.synced
        kept = self.since[: chance.randint(0, len(self.since))]
        return self.synced + (bytes(len(self.since)) if outcome == "zeros" else kept)


@dataclass
class Names:
    """A folder: the names on the disk for certain, and the changes since; changes of one group come together."""

    synced: dict[str, Node] = field(default_factory=dict)
    live: dict[str, Node] = field(default_factory=dict)
    since: list[tuple[tuple[str, Node | None], ...]] = field(default_factory=list)

    def change(self, *group: tuple[str, Node | None]) -> None:
        self.since.append(group)
        _apply(self.live, group)

    def after_cut(self, outcome: str, chance: random.Random) -> dict[str, Node]:
        kept = {
            "nothing": [],
            "the first part": self.since[: chance.randint(0, len(self.since))],
            "any part": [group for group in self.since if chance.random() < 0.5],
        }.get(outcome, self.since)
        found = dict(self.synced)
        for group in kept:
            _apply(found, group)
        return found


Node = Data | Names


def _apply(names: dict[str, Node], group: tuple[tuple[str, Node | None], ...]) -> None:
    for name, node in group:
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


class Drive:
    """A drive that holds the folder `top` as it is now, for certain."""

    def __init__(self, top: Path) -> None:
        self._top, self._files = top, dict[int, Data]()
        self.root = self._read(top)

    def _read(self, folder: Path) -> Names:
        names: dict[str, Node] = {
            path.name: self._read(path) if path.is_dir() else Data(path.read_bytes()) for path in folder.iterdir()
        }
        return Names(names, dict(names))

    def _folder(self, path: Path) -> Names:
        found: Node = self.root
        for part in path.relative_to(self._top).parts:
            assert isinstance(found, Names)
            found = found.live[part]
        assert isinstance(found, Names)
        return found

    def play(self, done: Done, share: float = 1.0) -> None:
        """Do one operation, or only a share of it (0 to 1): of the data written, of what is synced."""
        match done.kind:
            case "mkdir":
                self._folder(done.path.parent).change((done.path.name, Names()))
            case "create":
                self._files[done.file] = Data()
                self._folder(done.path.parent).change((done.path.name, self._files[done.file]))
            case "write":
                self._files[done.file].since += done.data[: round(share * len(done.data))]
            case "sync":
                data = self._files[done.file]
                size = round(share * len(data.since))
                data.synced, data.since = data.synced + data.since[:size], data.since[size:]
            case "sync_folder":
                folder = self._folder(done.path)
                count = round(share * len(folder.since))
                for group in folder.since[:count]:
                    _apply(folder.synced, group)
                del folder.since[:count]
            case "rename":
                assert done.path.parent == done.other.parent
                folder = self._folder(done.path.parent)
                folder.change((done.path.name, None), (done.other.name, folder.live[done.path.name]))
            case "remove" | "rmdir":
                self._folder(done.path.parent).change((done.path.name, None))

    def after_cut(self, outcome: str, chance: random.Random, target: Path) -> None:
        """Write into the new folder `target` what is found when the power is back."""
        self._write(self.root, outcome, chance, target)

    def _write(self, folder: Names, outcome: str, chance: random.Random, target: Path) -> None:
        target.mkdir()
        for name, node in folder.after_cut(outcome, chance).items():
            if isinstance(node, Names):
                self._write(node, outcome, chance, target / name)
            else:
                (target / name).write_bytes(node.after_cut(outcome, chance))


def cuts(before: Drive, done: list[Done]) -> Iterator[tuple[int, str, Drive]]:
    """Every moment of a series of operations at which the power may go: number, where, and the drive there.

    The drive is the same one, played on: use it before you ask for the next.
    """
    for number, operation in enumerate(done):
        yield number, "before", before
        if operation.kind in ("write", "sync", "sync_folder"):
            before.play(operation, 0.5)
            yield number, "in the middle of", before
            rest = Done(operation.kind, operation.path, file=operation.file, data=operation.data[_half(operation) :])
            before.play(rest)
        else:
            before.play(operation)
    yield len(done), "after", before


def _half(done: Done) -> int:
    return round(0.5 * len(done.data))
