"""Who imports whom: the architecture, held by reading every file."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk

ROOT = Path(kiosk.__file__).parent
COMMON = {"errors"}
PACKAGES = {
    "visit": {"exhibit.model"},
    "exhibit": {"prompt"},
    "prompt": set(),
    "diffusion": set(),
    "labels": set(),
    "speech": set(),
    "imagier": {"labels"},
    "screens": {"visit", "exhibit", "labels.geometry"},
    "workers": {
        "visit.events",
        "visit.hearing",
        "visit.reading_aloud",
        "prompt",
        "diffusion",
        "speech",
        "labels",
        "imagier",
    },
    "training": {path.stem for path in ROOT.iterdir()} - {"visit", "screens", "workers"},
}
# The modules of the screen process; the other single files are commands, which may import anything.
SCREEN_PROCESS = {"app", "window", "inputs", "script", "caretaker", "bookbinder", "outside", "ears", "mouths"}
SCREEN_MAY = {*SCREEN_PROCESS, "home", "screens", "visit", "exhibit", "prompt", "workers.client"}
OUTSIDE = {
    "visit": set[str](),
    # The screen process holds markdown_it only; the others are imported when staff check.
    "exhibit": {"markdown_it", "tree_sitter", "tree_sitter_toml", "PIL"},
    "prompt": {"tokenizers"},
    "screens": {"pygame"},
    "app": {"pygame"},
    "window": {"pygame"},
    "inputs": {"pygame"},
    "script": {"pygame"},
    "caretaker": set[str](),
    "bookbinder": set[str](),
    "outside": {"pygame"},
    "ears": set[str](),
    "mouths": set[str](),
}
"""Packages that are not ours, for those parts where this too is law; the standard library is always allowed."""


def imports(file: Path) -> Iterator[str]:
    """The full names of everything a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files() -> list[tuple[str, Path]]:
    """Every file with the part of the program it belongs to."""
    return [(file.relative_to(ROOT).parts[0].removesuffix(".py"), file) for file in sorted(ROOT.rglob("*.py"))]


@pytest.mark.parametrize(("part", "file"), files(), ids=[str(path.relative_to(ROOT)) for _, path in files()])
def test_everybody_imports_only_whom_they_may(part: str, file: Path) -> None:
    allowed = {part} | COMMON | (SCREEN_MAY if part in SCREEN_PROCESS else PACKAGES.get(part, set()))
    free = part not in PACKAGES and part not in SCREEN_PROCESS
    for name in imports(file):
        first, _, rest = name.partition(".")
        if first == "kiosk":
            assert free or any(f"{rest}.".startswith(f"{one}.") for one in allowed), name
        elif part in OUTSIDE:
            assert first in OUTSIDE[part] | sys.stdlib_module_names, name


def test_every_package_has_its_line_in_the_law() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == set(PACKAGES)
