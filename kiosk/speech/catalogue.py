"""The voices that can be fetched: where from, how large, and what is known of their content (`catalogue.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Offer:
    """A voice that `kiosk models add` knows; `bytes` and the hashes (hex, "" where unknown) are those of its zip.

    `files` maps paths inside to bytes and SHA-256.
    """

    name: str
    language: str
    about: str
    licence: str
    address: str
    bytes: int
    md5: str
    sha256: str = ""
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def verifiable(self) -> bool:
        """Whether enough is known to say that a copy is what its makers published."""
        return bool(self.sha256 or self.files)


def offers() -> dict[str, Offer]:
    """All voices of the catalogue, by name."""
    data = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
    found: dict[str, Offer] = {}
    for name, entry in data.items():
        files = {path: (file["bytes"], file["sha256"]) for path, file in entry.get("files", {}).items()}
        found[name] = Offer(
            name,
            entry["language"],
            entry["about"],
            entry["licence"],
            entry["address"],
            entry["bytes"],
            entry["md5"],
            entry.get("sha256", ""),
            files,
        )
    return found
