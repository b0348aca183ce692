"""A newcomer finds every file in the README's map, and its two commands in the Makefile."""

import ast
from pathlib import Path

HOME = Path(__file__).parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")


def caption(file: Path) -> str:
    words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(words.split("\n\n")[0].split())


def test_every_file_has_its_caption_in_the_map() -> None:
    files = [file for file in sorted((HOME / "kiosk").rglob("*.py")) if file.name != "__init__.py"]
    missing = [
        f"`{file.relative_to(HOME / 'kiosk').as_posix()}` | {caption(file)}"
        for file in files
        if f"| `{file.relative_to(HOME / 'kiosk').as_posix()}` | {caption(file)} |" not in README
    ]
    assert len(files) > 50
    assert not missing, "README lacks or words differently:\n" + "\n".join(missing)


def test_the_map_names_no_file_that_is_gone() -> None:
    named = [line.split("`")[1] for line in README.splitlines() if line.startswith("| `") and ".py`" in line]
    assert named
    assert [name for name in named if not (HOME / "kiosk" / name).is_file()] == []


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    targets = (HOME / "Makefile").read_text(encoding="utf-8")
    for command in ("run", "test"):
        assert f"make {command} " in README
        assert f"\n{command}:" in targets
