"""Typed values out of JSON: each raises KeyError for a missing key, TypeError or ValueError for a wrong value."""

from __future__ import annotations

import math
from collections.abc import Mapping


def table_of(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    """The table under `key`."""
    value = table[key]
    if not isinstance(value, dict):
        raise TypeError(f"{key} is not a table")
    return value


def entries_of(table: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    """The list of tables under `key`."""
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise TypeError(f"{key} is not a list of tables")
    return value


def text_of(table: Mapping[str, object], key: str) -> str:
    """The text under `key`."""
    value = table[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is not a text")
    return value


def number_of(table: Mapping[str, object], key: str) -> float:
    """The finite number under `key`."""
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"{key} is not a number")
    return float(value)


def whole_of(table: Mapping[str, object], key: str) -> int:
    """The whole number under `key`."""
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{key} is not a whole number")
    return value


def list_of(table: Mapping[str, object], key: str) -> list[object]:
    """The list under `key`."""
    value = table[key]
    if not isinstance(value, list):
        raise TypeError(f"{key} is not a list")
    return value


def words_of(table: Mapping[str, object], key: str) -> dict[str, tuple[str, ...]]:
    """The table of lists of texts under `key`."""
    lists = table_of(table, key)
    return {name: tuple(text_of({name: word}, name) for word in list_of(lists, name)) for name in lists}


def wholes_of(table: Mapping[str, object], key: str, count: int) -> tuple[int, ...]:
    """The list of `count` whole numbers under `key`."""
    numbers = tuple(whole_of({key: value}, key) for value in list_of(table, key))
    if len(numbers) != count:
        raise ValueError(f"{key} needs {count} whole numbers")
    return numbers


def pair_of(table: Mapping[str, object], key: str) -> tuple[int, int]:
    """The two whole numbers under `key`."""
    first, second = wholes_of(table, key, 2)
    return first, second


def triple_of(table: Mapping[str, object], key: str) -> tuple[int, int, int]:
    """The three whole numbers under `key`."""
    first, second, third = wholes_of(table, key, 3)
    return first, second, third
