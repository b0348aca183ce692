"""A file as staff wrote it: what is wrong is said with its place, in words of people who do not program."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.exhibit.source import Problem, Source, read_source

GOOD = """\
# a comment
languages = ["fr", "en"]
idle_seconds = 60

[text]
app_title = "L’Imagier"
  "quoted key" = 1

[[starter]]
name = "one"
[starter.prompt]
fr = "un chat"

[[starter]]
name = "two"
[starter.prompt]
fr = "un chien"
"""


def source_of(folder: Path, text: str) -> Source:
    (folder / "file.toml").write_text(text, "utf-8")
    return read_source(folder, "file.toml")


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("languages",), (2, 1)),
        (("text", "app_title"), (6, 1)),
        (("text", "quoted key"), (7, 3)),
        (("text", "missing"), (5, 1)),
        (("starter", "0", "name"), (10, 1)),
        (("starter", "1", "prompt", "fr"), (17, 1)),
        (("starter", "1", "seed"), (14, 1)),
        (("nowhere",), (1, 1)),
        (("languages", "1"), (2, 20)),
    ],
)
def test_a_value_is_found_in_its_file(tmp_path: Path, keys: tuple[str, ...], place: tuple[int, int]) -> None:
    assert source_of(tmp_path, GOOD).locate(keys) == place


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ('a = "x"\nb = "y\nc = 1\n', 2, 7, "closing quote"),
        ("a = 1\nb 2\n", 2, 3, "equals sign"),
        ("a = 1\nb = hello\n", 2, 5, "quotes"),
        ("a = 1\na = 2\n", 2, 1, "before"),
        ("[a]\nx = 1\n[a]\n", 3, 1, "twice"),
        ('a = "é\\q"\n', 1, 7, "backslash"),
        ('a = ["x"\nb = 1\n', 2, 1, "bracket"),
        ('a = "x" "y"\n', 1, 9, "more on this line"),
        ("a =", 1, 4, "value"),
    ],
)
def test_broken_syntax_has_its_place(tmp_path: Path, text: str, line: int, column: int, said: str) -> None:
    source = source_of(tmp_path, text)
    assert not source.readable
    assert source.values == {}
    [problem] = source.problems
    assert (problem.line, problem.column) == (line, column)
    assert said in problem.message


def test_a_missing_file_and_a_folder_in_its_place_are_problems(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    for name in ("none.toml", "folder.toml"):
        [problem] = read_source(tmp_path, name).problems
        assert problem.file == name
        assert problem.message.startswith("This")


def test_other_encodings_are_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('a = 1\nname = "Fran\xe7ais"\n'.encode("latin-1"))
    [problem] = read_source(tmp_path, "latin.toml").problems
    assert (problem.line, problem.column) == (2, 13)
    assert "UTF-8" in problem.hint
    (tmp_path / "wide.toml").write_bytes("a = 1\n".encode("utf-16"))
    [problem] = read_source(tmp_path, "wide.toml").problems
    assert (problem.line, problem.column) == (1, 1)


def test_a_byte_order_mark_is_reported_and_read_over(tmp_path: Path) -> None:
    (tmp_path / "file.toml").write_bytes("\ufeffa = 1\n".encode())
    source = read_source(tmp_path, "file.toml")
    assert source.values == {"a": 1}
    assert source.problems == [Problem("file.toml", 1, 1, "bom")]


def test_a_thousand_brackets_are_a_problem_not_a_crash(tmp_path: Path) -> None:
    assert source_of(tmp_path, "a = " + "[" * 5000).problems
