"""Who labelled a picture, how, and what went wrong: the modelled errors keep to their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import count, islice

import numpy as np
import pytest

from kiosk.imagier.dataset import SIZE, Description, describe
from kiosk.imagier.draw import PictureLabels, ThingLabels, backdrop_mask, instance_mask, labels, mask
from kiosk.imagier.provenance import HOWS, provenance, recorded, recorded_mask, similar, ways
from kiosk.imagier.vocabulary import CLASSES, PEOPLE, POSES, THINGS
from kiosk.labels.geometry import Box, overlap
from kiosk.labels.outline import filled, signed_area

SIDE = 128


Known = tuple[Description, PictureLabels, PictureLabels]


def numbers(how: str) -> Iterator[int]:
    """The pictures of the data set that were labelled in this way, from the first on."""
    return (i for i in count() if provenance(i).how == how)


@cache
def known(how: str, many: int = 40) -> tuple[Known, ...]:
    """The first pictures labelled in this way, each with its exact and its recorded labels."""
    descriptions = [describe(i) for i in islice(numbers(how), many)]
    return tuple((one, labels(one, SIDE), recorded(one, SIDE)) for one in descriptions)


def together(how: str) -> list[tuple[ThingLabels, ThingLabels]]:
    """Exact and recorded labels of things, from pictures in which none was missed."""
    whole = [found for found in known(how) if len(found[1].things) == len(found[2].things)]
    return [pair for _, exact, noted in whole for pair in zip(exact.things, noted.things, strict=True)]


def edges(box: Box | None) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    assert box is not None
    return np.array((box.left, box.top, box.right, box.bottom))


def agreement(exact: ThingLabels, noted: ThingLabels) -> float:
    """How much two outlines share, 0 to 1."""
    a, b = filled(exact.outline, SIDE, SIDE), filled(noted.outline, SIDE, SIDE)
    return float((a & b).sum() / (a | b).sum())


def test_the_data_set_is_labelled_in_the_shares_of_the_table() -> None:
    found = Counter(provenance(i).how for i in range(SIZE))
    assert sum(way.share for way in ways().values()) == pytest.approx(1)
    for how in HOWS:
        assert found[how] / SIZE == pytest.approx(ways()[how].share, abs=0.01)


def test_who_labelled_fits_how_and_everybody_takes_part() -> None:
    sources = [provenance(i) for i in range(400)]
    for how, way in ways().items():
        assert {source.who for source in sources if source.how == how} == set(way.by)
        assert all(source.seconds == way.seconds for source in sources if source.how == how)
    pace = [sum(ways()[how].seconds.values()) for how in HOWS]
    assert pace == sorted(pace, reverse=True)


def test_the_answer_hangs_on_the_number_alone_and_is_the_same_everywhere() -> None:
    forwards = [provenance(i) for i in range(20)]
    assert [provenance(i) for i in reversed(range(20))] == forwards[::-1]
    assert [source.how for source in forwards[:4]] == ["manual", "assisted", "assisted", "assisted"]
    first, _, noted = known("automatic")[0]
    assert recorded(first, SIDE) == noted


def test_negative_picture_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="start at 0"):
        provenance(-1)
    with pytest.raises(ValueError, match="start at 0"):
        recorded(Description(-3, "sea", (), 24, 0.5, False), SIDE)


def test_manual_labels_are_the_exact_ones() -> None:
    for description, exact, noted in known("manual", 4):
        assert noted == exact
        assert np.array_equal(recorded_mask(description, SIDE), mask(description, SIDE))


def test_assisted_labels_have_the_right_words_and_are_a_little_off() -> None:
    pairs = together("assisted")
    assert len(pairs) >= 30  # none was missed
    for exact, noted in pairs:
        assert (noted.thing, noted.colour, noted.pose) == (exact.thing, exact.colour, exact.pose)
        # The table counts pixels of a picture twice as wide.
        assert np.abs(edges(exact.box) - edges(noted.box)).max() <= ways()["assisted"].box / 2
        assert sum(map(len, noted.outline)) < sum(map(len, exact.outline))
    assert 0.3 < np.mean([exact.box != noted.box for exact, noted in pairs]) < 1
    assert 0.93 < np.mean([agreement(*pair) for pair in pairs]) < 0.995


def test_automatic_labels_err_as_often_as_the_table_says() -> None:
    things = missed = mistaken = 0
    for number in islice(numbers("automatic"), 120):
        exact = [placed.thing for placed in describe(number).placed]
        noted = recorded(describe(number), 24).things
        things += len(exact)
        missed += len(exact) - len(noted)
        for one in noted:
            assert one.pose in ("", *POSES.get(one.thing, ()))
            if one.thing not in exact:
                assert any(one.thing in similar().get(thing, ()) for thing in exact)
                mistaken += 1
    way = ways()["automatic"]
    assert 0.4 * way.missed < missed / things < 2 * way.missed
    # Not every thing has a similar one.
    assert 0.3 * way.mistaken < mistaken / things < 1.5 * way.mistaken


def test_automatic_boxes_and_outlines_are_worse_than_assisted_ones() -> None:
    quality = {}
    for how in ("assisted", "automatic"):
        pairs = together(how)
        boxes = [overlap(exact.box, noted.box) for exact, noted in pairs if exact.box and noted.box]
        quality[how] = (np.mean(boxes), np.mean([agreement(*pair) for pair in pairs]))
    assert quality["automatic"][0] < quality["assisted"][0] - 0.03
    assert quality["automatic"][1] < quality["assisted"][1] - 0.02


def test_a_machine_leaves_no_hole_and_takes_in_some_neighbours() -> None:
    merged = 0
    for description, _, noted in known("automatic"):
        assert all(signed_area(line) > 0 for one in noted.things for line in one.outline)
        instances = instance_mask(description, SIDE)
        for one in noted.things:
            inside = filled(one.outline, SIDE, SIDE)
            held = [inside[instances == k].mean() for k in range(1, len(description.placed) + 1)]
            merged += sum(share > 0.8 for share in held) > 1
    assert 0 < merged < 20


def test_the_same_errors_are_made_at_every_size() -> None:
    for description, _, small in (*known("assisted")[:6], *known("automatic")[:6]):
        large = recorded(description, 2 * SIDE)
        assert [one.thing for one in small.things] == [one.thing for one in large.things]
        for one, same in zip(small.things, large.things, strict=True):
            assert np.abs(2 * edges(one.box) - edges(same.box)).max() <= 4


def test_recorded_boxes_and_outlines_stay_inside_the_picture() -> None:
    for _, _, noted in (*known("assisted"), *known("automatic")):
        for one in noted.things:
            left, top, right, bottom = edges(one.box)
            assert 0 <= left < right <= SIDE
            assert 0 <= top < bottom <= SIDE
            assert all(0 <= number <= SIDE for line in one.outline for corner in line for number in corner)


def test_the_recorded_mask_shows_the_recorded_things_and_what_lies_behind_a_missed_one() -> None:
    behind = 0
    for description, exact, noted in known("automatic"):
        missed = len(noted.things) < len(exact.things)
        if not missed and description.index % 4:
            continue
        painted = recorded_mask(description, SIDE)
        assert np.array_equal(painted, recorded_mask(description, SIDE, noted))
        shown = {CLASSES[number] for number in np.unique(painted)} & set(THINGS)
        assert shown == {one.thing for one in noted.things} == set(noted.classes) & set(THINGS)
        free = ~np.isin(painted, [CLASSES.index(thing) for thing in THINGS])
        assert np.array_equal(painted[free], backdrop_mask(description, SIDE)[free])
        behind += int((free & (instance_mask(description, SIDE) > 0)).sum()) if missed else 0
    assert behind > 500


@pytest.mark.parametrize("number", range(12))
def test_behind_the_things_is_the_same_background_and_no_thing(number: int) -> None:
    description = describe(number)
    behind, free = backdrop_mask(description, SIDE), instance_mask(description, SIDE) == 0
    assert not {CLASSES[number] for number in np.unique(behind)} & set(THINGS)
    assert np.array_equal(behind[free], mask(description, SIDE)[free])


def test_things_are_mistaken_for_other_things_and_people_for_other_people() -> None:
    for thing, others in similar().items():
        assert {thing, *others} <= set(THINGS)
        assert thing not in others
        assert {other in PEOPLE for other in others} == {thing in PEOPLE}
