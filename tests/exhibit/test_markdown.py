"""A panel's text as staff write it becomes plain data; every character knows its place in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.exhibit.glossary import Glossary
from kiosk.exhibit.markdown import Page, read_panel_text
from kiosk.exhibit.model import Block, Span

CONTENT = Path(__file__).parents[2] / "exhibit_content"
GLOSSARY = Glossary({"data set": "All pictures."}, {"data set": "data set", "data sets": "data set"})
TEXT = """\
# A *small* title

One **bold** word and _another_,
on two lines with [data
sets].

- first
- *second*

> Somebody said this.

## Below

![A cat](picture.svg)

---

# Easy

Easy text.
"""


def page(text: str) -> Page:
    return read_panel_text("en.md", text, GLOSSARY, "picture.svg")


def test_everything_that_is_allowed_becomes_blocks_of_spans() -> None:
    read = page(TEXT)
    assert read.problems == []
    assert read.text
    assert read.text.normal.title == "A small title"
    assert read.text.normal.blocks == (
        Block(
            "paragraph",
            (
                (
                    Span("One "),
                    Span("bold", bold=True),
                    Span(" word and "),
                    Span("another", italic=True),
                    Span(", on two lines with "),
                    Span("data sets", word="data set"),
                    Span("."),
                ),
            ),
        ),
        Block("list", ((Span("first"),), (Span("second", italic=True),))),
        Block("quote", ((Span("Somebody said this."),),)),
        Block("heading", ((Span("Below"),),)),
        Block("picture", ((Span("A cat"),),)),
    )
    assert read.text.easy.title == "Easy"
    assert read.text.easy.blocks == (Block("paragraph", ((Span("Easy text."),),)),)


def test_every_character_of_the_real_panels_is_found_where_it_stands() -> None:
    files = sorted(CONTENT.glob("panels/*/*.md"))
    for file in files:
        text = file.read_text("utf-8")
        lines = text.split("\n")
        for passage in page(text).passages:
            assert len(passage.text) == len(passage.places)
            for sign, (line, column) in zip(passage.text, passage.places, strict=True):
                assert sign == " " or lines[line - 1][column - 1] == sign, (file, passage.text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ein **Wort** und\n  *noch* eins", "Ein Wort und noch eins"),
        ("a \\*star\\* and snake_case_name", "a *star* and snake_case_name"),
        ("- one\n  goes on\n- two", "one goes on|two"),
        ("> a\n> b\n>\n> c", "a b|c"),
        ("***both*** of them", "both of them"),
        ("tail  \nbreak", "tail break"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_what_is_read_is_what_visitors_see(text: str, written: str) -> None:
    read = page(f"# T\n\n{text}\n\n---\n\n# T\n\nx\n")
    assert read.problems == []
    assert "|".join(p.text for p in read.passages if not p.easy and p.kind == "text") == written


def test_several_mistakes_in_one_paragraph_have_their_own_columns() -> None:
    read = page("# T\n\nA [link](x) and `code`, <b>fat</b> &amp; ~~gone~~ [catt] {what}.\n\n---\n\n# T\n\nx\n")
    assert sorted((problem.column, problem.code) for problem in read.problems) == [
        (3, "link"),
        (17, "code"),
        (25, "html"),
        (31, "html"),
        (36, "entity"),
        (42, "struck"),
        (51, "word_unknown"),
        (58, "placeholder"),
    ]
    assert {problem.line for problem in read.problems} == {3}


@pytest.mark.parametrize(
    "text", ["", "---", "#", "# T", "- \n", "> ", "![](", "[", "\\", "# T\n---\n# T\n---", "- - - -"]
)
def test_a_text_that_is_not_whole_is_never_offered(text: str) -> None:
    read = page(text)
    assert read.text is None
    assert read.problems


def test_ten_thousand_brackets_end_soon() -> None:
    for sign in "[](*_>-`<&!{":
        assert page(f"# T\n\n{sign * 10_000}").problems or sign in "*_"
