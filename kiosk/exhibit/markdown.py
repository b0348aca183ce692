"""A panel's text: Markdown with few constructs, read into plain data, and every other construct as a problem.

Allowed are one `# Title` per version, paragraphs, `*italic*`, `**bold**`, `- lists`, `> quotes`, `## headings`, the
panel's one picture, and `[word]` for a word of the glossary. A line `---` stands between the normal and the easy
version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kiosk.exhibit.glossary import Glossary
from kiosk.exhibit.inline import Inline, Place, read_inline
from kiosk.exhibit.model import Block, PanelText, Span, Version
from kiosk.exhibit.problems import Problem, problem

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_FORBIDDEN = {
    "html_block": "html",
    "fence": "code",
    "code_block": "code",
    "table": "table",
    "ordered_list": "numbered_list",
}


@dataclass(frozen=True)
class Passage:
    """A run of text as visitors read it, for the rules of writing; `places` has line and column of each character."""

    kind: Literal["title", "heading", "text", "picture"]
    easy: bool
    text: str
    places: tuple[Place, ...]


@dataclass
class Page:
    """A file that was read: its text, where both versions are whole, its passages, and all that is wrong."""

    text: PanelText | None = None
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Draft:
    """A version as it is being read."""

    start: Place
    title: str = ""
    blocks: list[Block] = field(default_factory=list)


def read_panel_text(name: str, text: str, glossary: Glossary, picture: str = "") -> Page:
    """Read the text of a Markdown file `name`; `picture` is the file name of the panel's picture. Never raises."""
    # Imported with the first text, because the attract screen must be up before there is time for it.
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    reader = _Reader(name, text, glossary, picture)
    # "Title" over "-----" would be a heading in Markdown, but here a line is what parts the two versions.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["lheading", "text_join"])
    parser.disable("fragments_join")
    notes: dict[str, dict[str, dict[str, object]]] = {}
    try:
        root = SyntaxTreeNode(parser.parse(text, notes))
    except RecursionError:
        reader.report((1, 1), "nested")
        return reader.page
    for about in notes.get("references", {}).values():
        lines = about.get("map")
        reader.report(reader.begin(lines[0] if isinstance(lines, list) else 0), "link")
    for node in root.children:
        reader.block(node)
    reader.finish()
    return reader.page


class _Reader:
    def __init__(self, name: str, text: str, glossary: Glossary, picture: str) -> None:
        self.name = name
        self.lines = text.split("\n")
        self.glossary = glossary
        self.picture = picture
        self.page = Page()
        self.drafts = [_Draft((1, 1))]
        self.pictures = 0

    def report(self, place: Place, code: str, **values: object) -> None:
        self.page.problems.append(problem(self.name, place, code, **values))

    def begin(self, line: int) -> Place:
        """The first sign of a line, which is counted from 0."""
        written = self.lines[min(line, len(self.lines) - 1)]
        return line + 1, len(written) - len(written.lstrip()) + 1

    def block(self, node: SyntaxTreeNode) -> None:
        draft = self.drafts[-1]
        line = node.map[0] if node.map else 0
        if node.type == "hr":
            self._rule(node, line)
        elif node.type == "heading":
            self._heading(node, line)
        elif node.type in _FORBIDDEN:
            self.report(self.begin(line), _FORBIDDEN[node.type])
        elif node.type == "paragraph":
            inline = self._inline(node)
            if inline.picture is not None:
                self._picture(inline)
            else:
                draft.blocks.append(Block("paragraph", (self._passage("text", inline),)))
        elif node.type == "bullet_list":
            items = [self._only_paragraphs(item) for item in node.children]
            spans = tuple(_joined(item) for item in items if item)
            draft.blocks += [Block("list", spans)] if spans else []
        elif node.type == "blockquote":
            quote = self._only_paragraphs(node)
            draft.blocks += [Block("quote", tuple(quote))] if quote else []
        if not self.drafts[-1].title and node.type not in ("hr", "heading"):
            self.report(self.begin(line), "title_first")
            self.drafts[-1].title = "…"

    def _rule(self, node: SyntaxTreeNode, line: int) -> None:
        if len(self.drafts) > 1:
            self.report(self.begin(line), "rule_twice")
        elif set(self.lines[line].strip()) != {"-"}:
            self.report(self.begin(line), "rule_form")
            self.drafts.append(_Draft(self.begin(line)))
        else:
            self.drafts.append(_Draft(self.begin(line)))

    def _heading(self, node: SyntaxTreeNode, line: int) -> None:
        draft = self.drafts[-1]
        inline = self._inline(node)
        if node.tag == "h1" and draft.title:
            self.report(self.begin(line), "title_twice")
        elif node.tag == "h1":
            draft.title = "".join(span.text for span in self._passage("title", inline)) or "…"
            draft.start = self.begin(line)
            if not inline.text:
                self.report(self.begin(line), "title_empty")
        else:
            if node.tag != "h2":
                self.report(self.begin(line), "heading_deep")
            if not draft.title:
                self.report(self.begin(line), "title_first")
                draft.title = "…"
            draft.blocks.append(Block("heading", (self._passage("heading", inline),)))

    def _picture(self, inline: Inline) -> None:
        """A paragraph that is the panel's picture and nothing else; `read_inline` has looked at its address."""
        self.pictures += 1
        easy = len(self.drafts) > 1
        before = sum(block.kind == "picture" for block in self.drafts[-1].blocks)
        if before:
            self.report(inline.start, "picture_twice")
            return
        if not inline.text.strip():
            self.report(inline.start, "picture_words")
        self.page.passages.append(Passage("picture", easy, inline.text, tuple(inline.places)))
        self.drafts[-1].blocks.append(Block("picture", ((Span(inline.text),),)))

    def _only_paragraphs(self, node: SyntaxTreeNode) -> list[tuple[Span, ...]]:
        """The paragraphs in an entry of a list or in a quote; whatever else stands there is reported."""
        found = []
        for child in node.children:
            if child.type == "paragraph":
                inline = self._inline(child)
                if inline.picture is not None:
                    self.report(inline.start, "picture_inside")
                else:
                    found.append(self._passage("text", inline))
            else:
                line = child.map[0] if child.map else 0
                place = self.begin(line)
                if node.map and line == node.map[0]:
                    # The sign of the outer list or quote stands before it.
                    place = (place[0], place[1] + 2)
                self.report(place, _FORBIDDEN.get(child.type, "nested"))
        return found

    def _inline(self, node: SyntaxTreeNode) -> Inline:
        token = node.children[0].token if node.children else None
        if token is None:
            return Inline(start=self.begin(node.map[0] if node.map else 0))
        first = node.map[0] if node.map else 0
        inline = read_inline(token, self.lines, first, self.glossary, self.picture)
        self.page.problems += [problem(self.name, place, code, **values) for place, code, values in inline.faults]
        return inline

    def _passage(self, kind: Literal["title", "heading", "text"], inline: Inline) -> tuple[Span, ...]:
        self.page.passages.append(Passage(kind, len(self.drafts) > 1, inline.text, tuple(inline.places)))
        return tuple(inline.spans)

    def finish(self) -> None:
        """Both versions must be there, each with a title and a text."""
        end = (len(self.lines), len(self.lines[-1]) + 1)
        if not any(line.strip() for line in self.lines):
            self.report((1, 1), "text_empty")
            return
        for draft in self.drafts:
            if not draft.title:
                self.report(draft.start, "title_first")
            elif not any(block.kind != "heading" for block in draft.blocks):
                self.report(draft.start, "version_empty")
        if len(self.drafts) < 2:
            self.report(end, "easy_missing")
            return
        normal, easy = self.drafts[:2]
        if all(draft.title and draft.blocks for draft in (normal, easy)):
            self.page.text = PanelText(
                Version(normal.title, tuple(normal.blocks)), Version(easy.title, tuple(easy.blocks))
            )


def _joined(paragraphs: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Several paragraphs in one entry of a list, as one."""
    spans: list[Span] = []
    for paragraph in paragraphs:
        spans += [Span(" "), *paragraph] if spans else paragraph
    return tuple(spans)
