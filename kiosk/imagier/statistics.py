"""Counting the data set exactly: every label, every pair of labels, and how people are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.imagier.dataset import VERSION
from kiosk.imagier.table import MOST_THINGS, WORDS, Label, Table
from kiosk.imagier.vocabulary import OCCUPATIONS, PEOPLE, SKIN_TONES, THINGS

LABELS: tuple[Label, ...] = tuple((kind, word) for kind, words in WORDS.items() for word in words)
"""Every label with its kind, which is part of its name: "sponge" is both a thing and a texture."""

_PLURALS = {
    "thing": "things",
    "colour": "colours",
    "texture": "textures",
    "scene": "scenes",
    "pose": "poses",
    "kind": "kinds",
    "size": "sizes",
}


def label_name(label: Label) -> str:
    """How a label is written in the statistics, such as `thing:cat`."""
    return f"{label[0]}:{label[1]}"


@dataclass(frozen=True, slots=True)
class Found:
    """How many pictures hold each of some labels, all of them, and all of them said of one thing."""

    each: tuple[int, ...]
    together: int
    on_one_thing: int


def found(table: Table, labels: Sequence[Label]) -> Found:
    """Counts these labels in 1 ms: `each` in their order, then together.

    "cat", "sponge" (the texture): so many pictures of cats, so many of sponge, so many hold both, and on one thing:
    none. Without labels, every picture holds all of none. Raises ValueError for a label that is not in LABELS.
    """
    said = [table.said_of(label) for label in labels]
    each = tuple(int(one.any(1).sum()) for one in said)
    return Found(each, len(pictures_with(table, labels)), len(pictures_with(table, labels, on_one_thing=True)))


def pictures_with(table: Table, labels: Sequence[Label], on_one_thing: bool = False) -> NDArray[np.int64]:
    """The pictures that hold all of these labels, somewhere or on one thing: their numbers, rising, int64 [k].

    Raises ValueError for a label that is not in LABELS.
    """
    here = np.ones((len(table.scene), MOST_THINGS if on_one_thing else 1), bool)
    for label in labels:
        said = table.said_of(label)
        here &= said if on_one_thing else said.any(1, keepdims=True)
    return np.flatnonzero(here.any(1))


def statistics(table: Table) -> dict[str, Any]:
    """How often each label is in the data set, each pair of labels together, and how people are drawn; plain data.

    `things`, `colours`, `textures`, `scenes`, `poses`, `kinds`, `sizes` give for each word the number of pictures
    that hold it. `pairs` holds one entry for every two labels: `pictures` counts pictures that hold both,
    `on_one_thing` those where both are said of the same thing (a scene is said of every thing in it; no thing has
    two colours). `presentation` counts people, see `presentation`; `captions` counts all, wrong and missing ones.
    """
    said = _packed(table)
    anywhere = _together(np.bitwise_or.reduce(said, axis=1, keepdims=True))
    on_one = _together(said)
    answer: dict[str, Any] = {"version": VERSION, "pictures": len(table.scene)}
    counts = anywhere.diagonal().tolist()
    for kind, words in WORDS.items():
        of_kind = [count for count, label in zip(counts, LABELS, strict=True) if label[0] == kind]
        answer[_PLURALS[kind]] = dict(zip(words, of_kind, strict=True))
    answer["captions"] = {
        "captions": int(table.wrong.size),
        "wrong": int(table.wrong.sum()),
        "missing": int(table.missing.sum()),
    }
    answer["presentation"] = presentation(table)
    answer["pairs"] = list(_pairs(anywhere, on_one))
    return answer


def _packed(table: Table) -> NDArray[np.uint64]:
    """Which label is said of which thing, one bit each and 64 pictures a number: uint64 [labels, 3, ceil(n / 64)]."""
    words = -(-len(table.scene) // 64)
    packed = np.zeros((len(LABELS), MOST_THINGS, 8 * words), np.uint8)
    for row, label in zip(packed, LABELS, strict=True):
        bits = np.packbits(table.said_of(label).T, axis=1)
        row[:, : bits.shape[1]] = bits
    return packed.view(np.uint64)


def _together(said: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For every two labels, in how many pictures one slot of `said` [labels, slots, words] holds both.

    Int64 [labels, labels]; on the diagonal, how many hold the one. Bits are counted, not multiplied as matrices,
    because the threads of a matrix product wait for each other on a busy machine.
    """
    counts = np.zeros((len(said), len(said)), np.int64)
    for number, one in enumerate(said):
        both = np.bitwise_or.reduce(one & said[number:], axis=1)
        counts[number, number:] = counts[number:, number] = np.bitwise_count(both).sum(1, dtype=np.int64)
    return counts


def _pairs(anywhere: NDArray[np.int64], on_one: NDArray[np.int64]) -> Iterator[dict[str, Any]]:
    names = [label_name(label) for label in LABELS]
    together, on_one_thing = anywhere.tolist(), on_one.tolist()
    for a, one in enumerate(names):
        for b in range(a + 1, len(names)):
            yield {"labels": [one, names[b]], "pictures": together[a][b], "on_one_thing": on_one_thing[a][b]}


def presentation(table: Table) -> dict[str, dict[str, Any]]:
    """How people are drawn, counted for each word of PEOPLE, and for "occupations" (all of OCCUPATIONS together).

    `people` is how many there are (a picture of a family shows several, all counted under family). Of these, so many
    have `long_hair` that can be seen, `headscarf`, `beard`, `glasses`, and are `old`; `skin` counts each of
    SKIN_TONES. No picture says whether somebody is a woman or a man, so nothing here does.
    """
    people = table.people
    thing = table.thing[people.picture, people.slot]
    marks = {
        "long_hair": people.long_hair,
        "headscarf": people.headscarf,
        "beard": people.beard,
        "glasses": people.glasses,
        "old": people.old,
    }

    def counted(words: Sequence[str]) -> dict[str, Any]:
        who = np.isin(thing, [THINGS.index(word) for word in words])
        skin = np.bincount(people.skin[who], minlength=len(SKIN_TONES)).tolist()
        return {"people": int(who.sum()), **{name: int(mark[who].sum()) for name, mark in marks.items()}, "skin": skin}

    return {"occupations": counted(OCCUPATIONS), **{word: counted((word,)) for word in PEOPLE}}
