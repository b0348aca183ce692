"""Nearest pictures: what shares most with the prompt, and what looks most like a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from math import log

import numpy as np
import pytest

from kiosk.imagier.dataset import Description, Placed, describe
from kiosk.imagier.nearest import nearest_to_labels, nearest_to_picture
from kiosk.imagier.table import Label, load, tabulate

CAT, DOG, RED, BLUE = ("thing", "cat"), ("thing", "dog"), ("colour", "red"), ("colour", "blue")
SPONGE, RUNNING, SNOW = ("texture", "sponge"), ("pose", "running"), ("scene", "snow")


def picture(*placed: str, scene: str = "sea") -> Description:
    """A picture of things such as "red cat"."""
    pairs = (words.split() for words in placed)
    things = tuple(Placed(thing, colour, "plain", 64, 100, 0.5, False) for colour, thing in pairs)
    return Description(0, scene, things, 24, 0.5, False)


def labels_of(one: Placed, scene: str) -> set[Label]:
    marks = {"thing": one.thing, "colour": one.colour, "texture": one.texture, "pose": one.pose, "size": one.size}
    return {(kind, word) for kind, word in marks.items() if word} | {("scene", scene)}


def by_hand(pictures: list[Description], wanted: list[Collection[Label]]) -> list[tuple[float, int]]:
    """(minus likeness, number) of every picture, the nearest first, straight from the definition."""
    sets = [[labels_of(one, picture.scene) for one in picture.placed] for picture in pictures]
    holds = Counter(label for things in sets for label in set().union(*things))
    weight = {label: log(len(pictures) / max(1, holds[label])) for group in wanted for label in group}
    most = sum(weight[label] for group in wanted for label in group)
    scores = [
        sum(max(sum(weight[label] for label in group if label in one) for one in things) for group in wanted) / most
        for things in sets
    ]
    return sorted((-round(score, 9), number) for number, score in enumerate(scores))


@pytest.mark.parametrize(
    "wanted",
    [
        [{CAT}],
        [{CAT, SPONGE, RUNNING}, {SNOW}],
        [{CAT, RED}, {DOG, BLUE}, {SNOW}],
        [{("thing", "rainbow")}, {("scene", "stage"), ("size", "big")}],
    ],
)
def test_the_order_is_what_weighing_by_hand_gives(wanted: list[Collection[Label]]) -> None:
    pictures = [describe(i) for i in range(1_500)]
    near = nearest_to_labels(tabulate(pictures), wanted, 40)
    assert [(-round(one.likeness, 9), one.picture) for one in near] == by_hand(pictures, wanted)[:40]


def test_labels_of_one_thing_are_looked_for_on_one_thing() -> None:
    table = tabulate(
        [picture("blue cat", "red dog"), picture("red cat", "blue dog"), picture("green owl"), picture("red owl")]
    )
    near = nearest_to_labels(table, [{CAT, RED}, {DOG, BLUE}], 4)
    assert near[0].picture == 1
    assert near[0].likeness == pytest.approx(1)
    assert near[1].picture == 0


def test_a_rare_word_says_more_than_a_common_one() -> None:
    table = tabulate([picture("red owl"), picture("red owl"), picture("blue cat"), picture("red fox")])
    assert nearest_to_labels(table, [{CAT, RED}], 1)[0].picture == 2


def test_equals_come_in_the_order_of_their_numbers() -> None:
    table = tabulate([picture("red owl"), *[picture("red cat")] * 5])
    assert [one.picture for one in nearest_to_labels(table, [{CAT}], 6)] == [1, 2, 3, 4, 5, 0]


def test_nothing_wanted_or_nothing_there_is_like_nothing() -> None:
    table = tabulate([picture("red owl"), picture("red cat")])
    assert [one.likeness for one in nearest_to_labels(table, [], 5)] == [0, 0]
    assert [one.likeness for one in nearest_to_labels(table, [{DOG}], 5)] == [0, 0]
    assert nearest_to_labels(tabulate([]), [{CAT}], 5) == []
    assert nearest_to_labels(table, [{CAT}], 0) == []
    with pytest.raises(ValueError, match="no label"):
        nearest_to_labels(table, [{("thing", "zibou")}], 5)


def test_a_picture_that_was_drawn_is_found_in_the_whole_set_by_its_labels() -> None:
    for number in (3, 777, 59_999):
        (near,) = nearest_to_labels(
            load(), [labels_of(one, "") - {("scene", "")} for one in describe(number).placed], 1
        )
        assert near.likeness == pytest.approx(1)
        assert near.picture <= number  # an earlier one may show the same


def test_no_picture_of_the_set_is_a_whole_spongecat() -> None:
    near = nearest_to_labels(load(), [{CAT, SPONGE}], 20)
    assert all(0.5 < one.likeness < 1 for one in near)
    assert all(load().said_of(CAT)[one.picture].any() for one in near[:3])


def features(rows: int, size: int = 128) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    return np.random.default_rng(5).integers(-127, 128, (rows, size)).astype(np.int8)


def test_a_picture_is_nearest_to_itself_and_cosines_are_exact() -> None:
    held = features(9_000)
    near = nearest_to_picture(held, held[8_191], 30)
    assert near[0].picture == 8_191
    assert near[0].likeness == pytest.approx(1)
    wide = held.astype(np.float64)
    cosine = wide @ wide[8_191] / np.linalg.norm(wide, axis=1) / np.linalg.norm(wide[8_191])
    assert [one.picture for one in near] == np.argsort(-cosine, kind="stable")[:30].tolist()
    assert [one.likeness for one in near] == pytest.approx(np.sort(cosine)[::-1][:30].tolist(), abs=1e-6)


def test_only_the_direction_counts_and_equals_come_by_number() -> None:
    held = np.asarray([[0, 3], [10, 10], [1, 1], [0, 0], [-5, -5]], np.int8)
    near = nearest_to_picture(held, np.asarray([0.5, 0.5]), 5)
    assert [one.picture for one in near] == [1, 2, 0, 3, 4]
    assert [one.likeness for one in near] == pytest.approx([1, 1, 0.5**0.5, 0, -1])


def test_a_picture_without_features_is_like_nothing() -> None:
    near = nearest_to_picture(features(5, 4), np.zeros(4), 3)
    assert [(one.picture, one.likeness) for one in near] == [(0, 0), (1, 0), (2, 0)]


def test_features_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        nearest_to_picture(features(5, 4), np.zeros(3), 1)
    with pytest.raises(ValueError, match="does not fit"):
        nearest_to_picture(features(5, 4)[0], np.zeros(()), 1)
