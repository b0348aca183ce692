"""`kiosk models`: which models paint, and is every file under `models/` what its manifest says?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.diffusion import manifest as painter
from kiosk.errors import KioskError
from kiosk.labels import labeller
from kiosk.speech import cli as speech
from kiosk.speech import voices

DRAFT = "draft"
"""Weights in training, for the next session (`kiosk.training.draft`): no model, and not hashed."""
LIMIT_BYTES = 45 * 2**20
"""What the models that git holds may weigh together."""

INSTALLED_BYTES = 200 * 2**20
"""A model above this size was installed on this machine and is in no git; it does not count."""

ABOUT = ("README.md", "evaluation.json", "recorded")
"""What lies beside a model's own files and is renewed without exporting it: its card, its figures, its recordings."""

HERE = "models"
"""Where the problems are that belong to no single model folder."""


@dataclass(frozen=True)
class Report:
    """What was found: sentences by model folder (none where all is well), bytes by model folder, both in order.

    `problems[HERE]` are those of the folder that holds the models. `total` are the bytes that count for git; None
    where only some of the models were looked at.
    """

    problems: Mapping[str, tuple[str, ...]]
    sizes: Mapping[str, int]
    total: int | None
    installed: frozenset[str] = frozenset()
    """Voices that do not come with the program: they are not for git."""
    unverified: frozenset[str] = frozenset()

    @property
    def well(self) -> bool:
        """Whether there is no problem at all."""
        return not any(self.problems.values())

    def _is_installed(self, name: str, size: int) -> bool:
        return size > INSTALLED_BYTES or name in self.installed

    def as_json(self) -> dict[str, object]:
        """The report as `--json` prints it."""
        return {
            "problems": {name: list(found) for name, found in self.problems.items()},
            "bytes": dict(self.sizes),
            "total_bytes": self.total,
            "limit_bytes": LIMIT_BYTES,
            "unverified": sorted(self.unverified),
        }

    def as_text(self) -> str:
        """The report in plain sentences: one line per problem, per model without any, and for the sum."""
        lines: list[str] = []
        for name, found in self.problems.items():
            fine = "every file is what its manifest says."
            if name == DRAFT:
                fine = "weights in training, which nothing paints with."
            if name in self.unverified:
                fine = f"every file is as it was added. {speech.trust(False)}"
            lines += found or ([f"{name}: {fine}"] if name != HERE else [])
        if self.total is not None:
            installed = [name for name, size in self.sizes.items() if self._is_installed(name, size)]
            rest = f" (installed here and not counted: {', '.join(installed)})" if installed else ""
            lines.append(f"The models hold {_mebibytes(self.total)} of at most {_mebibytes(LIMIT_BYTES)}{rest}.")
        return "\n".join(lines)


def verify(models: Path, names: Sequence[str] = ()) -> Report:
    """Look at the model folders `names` under `models`, or at all of them and at what else lies there.

    Every file is hashed. Raises KioskError, with one sentence, where there is no such folder.
    """
    if not models.is_dir():
        raise KioskError(f"There is no folder {models.name} in {models.parent}.")
    entries = sorted(models.iterdir())
    folders = {entry.name: entry for entry in entries if entry.is_dir() and not entry.is_symlink()}
    for name in names:
        if name not in folders:
            there = ", ".join(folders) or "none"
            raise KioskError(f"There is no model {name!r} in {models.name}; there are: {there}.")
    chosen = {name: folders[name] for name in dict.fromkeys(names or folders)}
    sizes = {name: sum(file.lstat().st_size for file in _files(folder)) for name, folder in chosen.items()}
    problems = {name: tuple(_problems(folder)) for name, folder in chosen.items()}
    spoken = [voice for voice in voices.find_voices(models)[0] if voice.name in chosen]
    installed = frozenset(voice.name for voice in spoken if voice.installed)
    unverified = frozenset(voice.name for voice in spoken if not voice.verified)
    if names:
        return Report(problems, sizes, None, installed, unverified)
    total = sum(size for name, size in sizes.items() if size <= INSTALLED_BYTES and name not in installed)
    strays = [f"{HERE}/{entry.name} belongs to no model." for entry in entries if entry.name not in folders]
    if not folders:
        strays.append(f"There is no model in {models}.")
    if total > LIMIT_BYTES:
        strays.append(f"The models hold {_mebibytes(total)}, and git takes {_mebibytes(LIMIT_BYTES)} in all.")
    return Report(problems | {HERE: tuple(strays)}, sizes, total, installed, unverified)


def speakers(models: Path) -> list[dict[str, object]]:
    """Name, language, licence, teacher and trust of every voice that is whole, the best of each language first."""
    found = voices.find_voices(models)[0]
    return [
        {"name": v.name, "kind": voices.KIND, "language": v.language, "licence": v.licence}
        | {"taught_by": v.taught_by, "verified": v.verified}
        for v in found
    ]


def painters(models: Path) -> list[dict[str, object]]:
    """Name, titles, licence and picture size of every model that paints. Raises ModelError for a broken one."""
    folders = sorted(file.parent for file in models.glob("*/manifest.json"))
    found = [painter.read_manifest(folder) for folder in folders if "kind" not in _manifest(folder)]
    return [{"name": m.name, "title": dict(m.title), "licence": m.licence, "picture": m.picture} for m in found]


def _problems(folder: Path) -> list[str]:
    """What is wrong with one model folder: with its files, then with files that its manifest does not list."""
    if folder.name == DRAFT and (folder / "progress.json").is_file():
        return []
    data = _manifest(folder)
    checks = {labeller.KIND: labeller.verify, voices.KIND: voices.verify}
    check = checks.get(str(data.get("kind")), painter.verify)
    if not data and (folder / "am").is_dir():
        check = voices.verify  # a voice without a manifest: it says what to do
    found = check(folder)
    files = data.get("files")
    listed = {entry.get("path") for entry in files if isinstance(entry, dict)} if isinstance(files, list) else set()
    if listed:
        inside = (file.relative_to(folder) for file in _files(folder))
        found += [
            f"{folder.name}/{path.as_posix()} is listed in no manifest."
            for path in inside
            if path.as_posix() not in listed and path.parts[0] not in (*ABOUT, "manifest.json")
        ]
    return found


def _manifest(folder: Path) -> Mapping[str, object]:
    """The manifest as it stands; empty where it cannot be read, which those who check it say in a sentence."""
    try:
        data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def _mebibytes(count: int) -> str:
    return f"{count / 2**20:.1f} MiB"
