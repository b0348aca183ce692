"""Counts are exact: the same as counting by hand, picture by picture."""

from __future__ import annotations

import json
from itertools import combinations

import pytest

from kiosk.imagier.dataset import SIZE, Description, Placed, describe, never_drawn_pairs
from kiosk.imagier.statistics import LABELS, label_name, statistics


def counted_by_hand(descriptions: list[Description]) -> dict[frozenset[str], tuple[int, int]]:
    """For every two labels: pictures with both, and pictures with both on one thing."""
    found = {frozenset(map(label_name, two)): (0, 0) for two in combinations(LABELS, 2)}
    for picture in descriptions:
        sets = [
            {f"thing:{o.thing}", f"colour:{o.colour}", f"texture:{o.texture}", f"scene:{picture.scene}"}
            for o in picture.placed
        ]
        together = set().union(*sets)
        for two, (pictures, on_one) in found.items():
            if two <= together:
                found[two] = (pictures + 1, on_one + any(two <= one for one in sets))
    return found


def test_pairs_are_what_counting_by_hand_gives() -> None:
    sample = [describe(i) for i in range(250)]
    by_hand = counted_by_hand(sample)
    pairs = statistics(sample)["pairs"]
    assert {frozenset(pair["labels"]): (pair["pictures"], pair["on_one_thing"]) for pair in pairs} == by_hand
    assert len(pairs) == len(by_hand)


def test_two_things_that_share_colour_and_texture_count_as_one_picture() -> None:
    placed = tuple(Placed(thing, "red", "striped", 64, 100, 0.5, False) for thing in ("cat", "dog"))
    answer = statistics([Description(0, "sea", placed, 24, 0.5, False)])
    assert answer["colours"]["red"] == 1
    (pair,) = (one for one in answer["pairs"] if one["labels"] == ["colour:red", "texture:striped"])
    assert (pair["pictures"], pair["on_one_thing"]) == (1, 1)
    (pair,) = (one for one in answer["pairs"] if one["labels"] == ["thing:cat", "thing:dog"])
    assert (pair["pictures"], pair["on_one_thing"]) == (1, 0)


@pytest.fixture(scope="module")
def whole() -> dict[str, object]:
    return statistics()


def test_the_whole_set_is_counted_and_written_as_json(whole: dict[str, object]) -> None:
    again = json.loads(json.dumps(whole))
    assert again["pictures"] == SIZE
    assert set(again) == {"version", "pictures", "things", "colours", "textures", "scenes", "pairs"}
    assert sum(again["scenes"].values()) == SIZE
    assert SIZE * 1.2 < sum(again["things"].values()) < SIZE * 1.3


def test_never_drawn_pairs_are_zero_on_one_thing_though_both_may_be_in_one_picture(whole: dict[str, object]) -> None:
    pairs = {frozenset(pair["labels"]): pair for pair in json.loads(json.dumps(whole))["pairs"]}
    for never in never_drawn_pairs():
        assert pairs[frozenset(label_name(part) for part in never.items())]["on_one_thing"] == 0
    spongecat = pairs[frozenset(("thing:cat", "texture:sponge"))]
    assert spongecat["pictures"] > 0


def test_nothing_to_count_is_nothing_counted() -> None:
    answer = statistics([])
    assert answer["pictures"] == 0
    assert not any(pair["pictures"] for pair in answer["pairs"])
