"""Where the names and values of a TOML file stand: line and column of each, by the grammar of tree-sitter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Place = tuple[int, int]
Keys = tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """Where a value is named, and where it begins itself (both line and column from 1)."""

    name: Place
    value: Place


def places(text: str) -> dict[Keys, Spot]:
    """Every table, value and element of a list that can be read by TOML's rules, by the keys that lead to it.

    A number as text counts tables of one name and elements of a list: ("starter", "1", "ingredients", "0"). The spot
    of a table is its heading. Where syntax is broken, what can be made out is there.
    """
    # Only needed once there is something to report.
    import tree_sitter
    import tree_sitter_toml

    found: dict[Keys, Spot] = {}
    lines = text.encode().split(b"\n")

    def place(node: Node) -> Place:
        row, column = node.start_point
        return row + 1, len(lines[row][:column].decode("utf-8", "replace")) + 1

    def pair(node: Node, table: Keys) -> None:
        if len(node.named_children) >= 2:
            keys = (*table, *_keys(node.named_children[0]))
            value(node.named_children[-1], keys, place(node))

    def value(node: Node, keys: Keys, name: Place) -> None:
        if len(keys) > 40:
            return
        found.setdefault(keys, Spot(name, place(node)))
        inner = [child for child in node.named_children if child.type != "comment"]
        if node.type == "array":
            for index, element in enumerate(inner):
                value(element, (*keys, str(index)), place(element))
        elif node.type == "inline_table":
            for child in inner:
                pair(child, keys)

    counts: dict[Keys, int] = {}
    root = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    for node in root.named_children:
        if node.type == "pair":
            pair(node, ())
        elif node.type in ("table", "table_array_element") and node.named_children:
            keys = _keys(node.named_children[0])
            if node.type == "table_array_element":
                counts[keys] = counts.get(keys, -1) + 1
            table = _counted(keys, counts)
            found.setdefault(table, Spot(place(node), place(node)))
            for child in node.named_children[1:]:
                if child.type == "pair":
                    pair(child, table)
    return found


def _keys(node: Node) -> Keys:
    """The parts of a name: a bare one, one in quotes, or several with dots between."""
    if node.type == "dotted_key":
        return tuple(part for child in node.named_children for part in _keys(child))
    text = (node.text or b"").decode("utf-8", "replace")
    if node.type != "quoted_key":
        return (text,)
    if text.startswith('"'):
        try:
            return (str(json.loads(text)),)
        except ValueError:
            return (text[1:-1],)
    return (text[1:-1],)


def _counted(table: Keys, counts: dict[Keys, int]) -> Keys:
    """Put the number of a repeated table behind its name: ("starter", "prompt") is ("starter", "2", "prompt")."""
    counted: list[str] = []
    for length in range(1, len(table) + 1):
        counted.append(table[length - 1])
        if table[:length] in counts:
            counted.append(str(counts[table[:length]]))
    return tuple(counted)
