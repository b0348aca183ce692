"""The machine's caption: the data set's own words for what was seen, and no more than was seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kiosk.imagier.captions import PLACES, alone, front, full_prompt
from kiosk.imagier.dataset import Description, Placed, describe
from kiosk.imagier.skew import Person
from kiosk.imagier.vocabulary import CLASSES, KINDS, OCCUPATIONS, SCENES, THINGS
from kiosk.imagier.writer import MOST, caption_of
from kiosk.labels.words import LabelResult, Said, ThingSeen
from kiosk.training.marks import marks_of

CELLS = 16


def seen_rightly(description: Description, sure: float = 0.9) -> LabelResult:
    """What a labeller without fault says of a picture; its mask shows each thing where it stands."""
    single = len(description.placed) == 1
    mask = np.zeros((CELLS, CELLS), np.uint8)
    things = []
    for number, placed in enumerate(description.placed):
        mask[8:, min(CELLS - 1, int(placed.x / 128 * CELLS))] = CLASSES.index(placed.thing)
        said = {name: Said(word, 1.0) for name, word in marks_of(placed, single).items()}
        # The rightmost is the surest, so that order cannot come from there.
        things.append(ThingSeen(placed.thing, sure - 0.01 * (9 - number), said))
    others = [ThingSeen(thing, 0.01, {}) for thing in THINGS if thing not in {one.thing for one in things}]
    return LabelResult((*reversed(things), *others), description.scene, 0.9, mask, np.zeros(64, np.float32), CLASSES)


def test_it_says_what_the_data_sets_writer_says_where_nothing_is_left_out() -> None:
    for i in range(2_000):
        description = describe(i, "imagier-even")
        words = caption_of(seen_rightly(description))
        usual = [one for one in description.placed if one.kind.split(",")[0] not in ("tent", "tower", "flat", "sea")]
        if len(usual) == len(description.placed):
            assert words == f"{' and '.join(map(front, description.placed))} {PLACES[description.scene]}"
        assert words.endswith(PLACES[description.scene])


def test_things_are_said_from_left_to_right() -> None:
    two = next(one for one in (describe(i) for i in range(100)) if len(one.placed) == 2)
    left, right = two.placed
    there = caption_of(seen_rightly(two))
    swapped = replace(two, placed=(replace(left, x=right.x), replace(right, x=left.x)))
    back = caption_of(seen_rightly(swapped))
    assert there.index(f" {left.thing}") < there.index(f" {right.thing}")
    assert back.index(f" {right.thing}") < back.index(f" {left.thing}")


@pytest.mark.parametrize(
    ("thing", "kind", "expected"),
    [
        ("house", "tent", "a red tent in the snow"),
        ("house", "gable, red roof", "a red house in the snow"),
        ("house", "tower, red roof", "a red tower house in the snow"),
        ("sponge", "sea", "a red sea sponge in the snow"),
        ("meal", KINDS["meal"][0], "a red meal in the snow"),
    ],
)
def test_unusual_kinds_have_their_own_word(thing: str, kind: str, expected: str) -> None:
    placed = Placed(thing, "red", "plain", 64, 113, 0.86, False, kind=kind)
    assert caption_of(seen_rightly(Description(0, "snow", (placed,), 24, 0.5, False))) == expected


def test_a_size_is_said_only_of_a_thing_that_is_alone() -> None:
    cat = replace(alone("cat", "red", "plain", lambda: 0.5), size="small")
    car = replace(alone("car", "blue", "striped", lambda: 0.5), x=100)
    single = Description(0, "snow", (cat,), 24, 0.5, False)
    assert caption_of(seen_rightly(single)) == f"a small {cat.pose} red cat in the snow"
    result = seen_rightly(replace(single, placed=(cat, car)))
    told = {**result.things[1].attributes, "size": Said("small", 1.0)}
    things = (result.things[0], replace(result.things[1], attributes=told))
    said = caption_of(replace(result, things=things))
    assert said == f"a {cat.pose} red cat and a striped blue car in the snow"


def test_nobody_is_called_a_woman_or_a_man() -> None:
    for thing in ("person", "child", *OCCUPATIONS):
        for hair, beard in (("long", False), ("short", True)):
            placed = replace(alone(thing, "green", "plain", lambda: 0.5), people=(Person(hair, "black", 2, beard),))
            said = caption_of(seen_rightly(Description(0, "room", (placed,), 24, 0.5, False)))
            assert not {"woman", "man", "girl", "boy"} & set(said.split())
            assert said.endswith(f"{thing} in green in a room")


def test_a_rainbow_has_no_colour_and_an_empty_place_is_only_a_place() -> None:
    rainbow = Description(0, "sea", (alone("rainbow", "", "plain", lambda: 0.5),), 24, 0.5, False)
    assert caption_of(seen_rightly(rainbow)) == full_prompt(rainbow)
    for scene in SCENES:
        assert caption_of(seen_rightly(Description(0, scene, (), 24, 0.5, False))) == PLACES[scene]


def test_what_it_is_not_sure_of_is_not_said_and_never_more_than_the_data_set_shows() -> None:
    three = next(one for one in (describe(i) for i in range(300)) if len(one.placed) == 3)
    assert caption_of(seen_rightly(three, sure=0.3)) == PLACES[three.scene]
    result = seen_rightly(three)
    crowded = replace(result, things=tuple(replace(one, probability=0.8) for one in result.things))
    assert caption_of(crowded).count(" and ") == MOST - 1
