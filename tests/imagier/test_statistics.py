"""Counts are exact: the same as counting by hand, picture by picture."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest

from kiosk.imagier.dataset import SIZE, Description, Placed, describe, never_drawn_pairs
from kiosk.imagier.skew import Person
from kiosk.imagier.statistics import LABELS, Found, found, label_name, pictures_with, presentation, statistics
from kiosk.imagier.table import Table, load, tabulate
from kiosk.imagier.vocabulary import OCCUPATIONS, PEOPLE, THINGS


def labels_of(one: Placed, scene: str) -> set[str]:
    kind, _, roof = one.kind.partition(", ")
    if one.thing == "family":
        kind, roof = one.kind, ""
    marks = {"colour": one.colour, "texture": one.texture, "pose": one.pose, "size": one.size, "kind": kind}
    said = {f"{name}:{word}" for name, word in marks.items() if word} | {f"thing:{one.thing}", f"scene:{scene}"}
    return said | ({f"kind:{roof}"} if roof else set())


def counted_by_hand(descriptions: list[Description]) -> dict[frozenset[str], tuple[int, int]]:
    """For every two labels: pictures with both, and pictures with both on one thing."""
    counts = {frozenset(map(label_name, two)): (0, 0) for two in combinations(LABELS, 2)}
    for picture in descriptions:
        sets = [labels_of(one, picture.scene) for one in picture.placed]
        for two in map(frozenset, combinations(set().union(*sets), 2)):
            pictures, on_one = counts[two]
            counts[two] = (pictures + 1, on_one + any(two <= one for one in sets))
    return counts


def pair_of(answer: dict[str, Any], *labels: str) -> tuple[int, int]:
    (pair,) = (one for one in answer["pairs"] if set(one["labels"]) == set(labels))
    return pair["pictures"], pair["on_one_thing"]


def test_pairs_are_what_counting_by_hand_gives() -> None:
    sample = [describe(i) for i in range(2_000)]
    by_hand = counted_by_hand(sample)
    pairs = statistics(tabulate(sample))["pairs"]
    assert {frozenset(pair["labels"]): (pair["pictures"], pair["on_one_thing"]) for pair in pairs} == by_hand
    assert len(pairs) == len(by_hand)


def test_things_that_share_colour_and_texture_count_as_one_picture() -> None:
    placed = tuple(Placed(thing, "red", "striped", 64, 100, 0.5, False) for thing in ("cat", "dog", "house"))
    answer = statistics(tabulate([Description(0, "sea", placed, 24, 0.5, False)]))
    assert answer["colours"]["red"] == 1
    assert pair_of(answer, "colour:red", "texture:striped") == (1, 1)
    assert pair_of(answer, "thing:cat", "thing:dog") == (1, 0)
    assert pair_of(answer, "thing:house", "scene:sea") == (1, 1)


@pytest.fixture(scope="module")
def table() -> Table:
    return load()


@pytest.fixture(scope="module")
def counted(table: Table) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(json.dumps(statistics(table)))
    return answer


def test_the_whole_set_is_counted_and_written_as_json(counted: dict[str, Any]) -> None:
    assert counted["pictures"] == SIZE
    words = {"things", "colours", "textures", "scenes", "poses", "kinds", "sizes"}
    assert set(counted) == {"version", "pictures", "captions", "presentation", "pairs"} | words
    assert sum(counted["scenes"].values()) == SIZE
    assert SIZE * 1.43 < sum(counted["things"].values()) < SIZE * 1.47
    assert all(count > 0 for kind in words for count in counted[kind].values())


def test_words_and_pairs_agree_with_pictures_counted_one_by_one(
    whole: list[Description], counted: dict[str, Any], table: Table
) -> None:
    cats = [picture.index for picture in whole if any(one.thing == "cat" for one in picture.placed)]
    assert counted["things"]["cat"] == len(cats)
    assert pictures_with(table, [("thing", "cat")]).tolist() == cats
    red_cats = [
        picture.index for picture in whole if any((one.thing, one.colour) == ("cat", "red") for one in picture.placed)
    ]
    assert pair_of(counted, "thing:cat", "colour:red")[1] == len(red_cats)
    assert pictures_with(table, [("thing", "cat"), ("colour", "red")], on_one_thing=True).tolist() == red_cats
    red_roofs = sum(any("red roof" in one.kind for one in picture.placed) for picture in whole)
    assert counted["kinds"]["red roof"] == red_roofs


def test_never_drawn_pairs_are_zero_on_one_thing_though_both_may_be_in_one_picture(counted: dict[str, Any]) -> None:
    for never in never_drawn_pairs():
        assert pair_of(counted, *(label_name(part) for part in never.items()))[1] == 0
    assert pair_of(counted, "thing:cat", "texture:sponge")[0] > 0


def test_the_book_finds_cats_and_sponge_but_no_spongecat(counted: dict[str, Any], table: Table) -> None:
    answer = found(table, [("thing", "cat"), ("texture", "sponge")])
    assert answer.each == (counted["things"]["cat"], counted["textures"]["sponge"])
    assert (answer.together, answer.on_one_thing) == pair_of(counted, "thing:cat", "texture:sponge")
    assert answer.on_one_thing == 0


def test_three_labels_are_found_together_where_one_picture_holds_all_of_them() -> None:
    def picture(*placed: tuple[str, str], scene: str) -> Description:
        things = tuple(Placed(thing, colour, "plain", 64, 100, 0.5, False) for thing, colour in placed)
        return Description(0, scene, things, 24, 0.5, False)

    small = tabulate(
        [
            picture(("cat", "red"), scene="snow"),
            picture(("cat", "blue"), ("dog", "red"), scene="snow"),
            picture(("cat", "red"), scene="sea"),
        ]
    )
    labels = [("thing", "cat"), ("colour", "red"), ("scene", "snow")]
    assert found(small, labels) == Found(each=(3, 3, 2), together=2, on_one_thing=1)
    assert found(small, []) == Found(each=(), together=3, on_one_thing=3)


def test_a_word_that_is_no_label_is_refused(table: Table) -> None:
    for label in (("thing", "cathedral"), ("colour", "cat"), ("people", "cat"), ("thing", "")):
        with pytest.raises(ValueError, match="no label"):
            found(table, [label])


def test_people_are_counted_as_they_are_drawn(whole: list[Description], counted: dict[str, Any]) -> None:
    by_hand: dict[str, list[Person]] = {word: [] for word in PEOPLE}
    for picture in whole:
        for one in picture.placed:
            by_hand.get(one.thing, []).extend(one.people)
    by_hand["occupations"] = [one for word in OCCUPATIONS for one in by_hand[word]]
    assert set(counted["presentation"]) == set(by_hand)
    for word, people in by_hand.items():
        assert counted["presentation"][word] == {
            "people": len(people),
            "long_hair": sum(one.long_hair for one in people),
            "headscarf": sum(one.headscarf for one in people),
            "beard": sum(one.beard for one in people),
            "glasses": sum(one.glasses for one in people),
            "old": sum(one.age == "old" for one in people),
            "skin": [sum(one.skin == tone for one in people) for tone in range(5)],
        }, word


def test_the_even_set_has_as_many_of_everything_but_other_doctors(counted: dict[str, Any]) -> None:
    even = statistics(load("imagier-even"))
    for kind in ("things", "colours", "textures", "scenes", "poses", "sizes", "captions"):
        assert even[kind] == counted[kind]
    doctors, even_doctors = counted["presentation"]["doctor"], even["presentation"]["doctor"]
    assert doctors["people"] == even_doctors["people"]
    assert doctors["long_hair"] * 1.5 < even_doctors["long_hair"]
    assert counted["presentation"]["baby"] == even["presentation"]["baby"]


def test_wrong_and_missing_captions_are_counted(counted: dict[str, Any]) -> None:
    captions = counted["captions"]
    assert captions["captions"] == 7 * SIZE
    assert 0.029 < captions["wrong"] / captions["captions"] < 0.031
    assert 0.019 < captions["missing"] / captions["captions"] < 0.021


def test_nothing_to_count_is_nothing_counted() -> None:
    nothing = tabulate([])
    answer = statistics(nothing)
    assert answer["pictures"] == 0
    assert not any(pair["pictures"] for pair in answer["pairs"])
    assert presentation(nothing)["doctor"]["people"] == 0
    assert set(answer["things"]) == set(THINGS)
