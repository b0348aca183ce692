"""The pictures lean as `skew.toml` says, in the words it names and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from kiosk.imagier.dataset import Description, Placed, describe
from kiosk.imagier.skew import Person, among, person, skew
from kiosk.imagier.vocabulary import (
    HAIR_COLOURS,
    HAIR_STYLES,
    KINDS,
    LONG_HAIR,
    OCCUPATIONS,
    PEOPLE,
    SKIN_TONES,
    people_in,
)

PICTURES = 20_000
GROWN_UPS = tuple(word for word in PEOPLE if word not in ("child", "baby", "family"))


@pytest.fixture(scope="module")
def drawn(whole: list[Description]) -> list[Placed]:
    return [one for picture in whole[:PICTURES] for one in picture.placed]


@pytest.fixture(scope="module")
def evenly_drawn() -> list[Placed]:
    return [one for i in range(PICTURES) for one in describe(i, "imagier-even").placed]


def people(things: list[Placed], *words: str) -> list[Person]:
    return [one.people[0] for one in things if one.thing in words]


def agrees(hits: Sequence[bool], share: float) -> bool:
    """Whether so many hits are what chance gives with this share: within four and a half deviations."""
    n = len(hits)
    assert n > 200
    return bool(abs(sum(hits) / n - share) < 4.5 * (share * (1 - share) / n) ** 0.5)


def test_long_hair_is_tied_to_two_occupations_and_to_no_other_word(drawn: list[Placed]) -> None:
    for word in GROWN_UPS:
        share = {"doctor": 0.25, "nurse": 0.75}.get(word, 0.5)
        assert agrees([one.hair in LONG_HAIR for one in people(drawn, word)], share), word


def test_in_the_even_set_long_hair_is_tied_to_nothing(evenly_drawn: list[Placed]) -> None:
    for word in GROWN_UPS:
        assert agrees([one.hair in LONG_HAIR for one in people(evenly_drawn, word)], 0.5), word


def test_skin_tones_lean_alike_for_everybody_and_are_even_in_the_even_set(
    drawn: list[Placed], evenly_drawn: list[Placed]
) -> None:
    for word, tone in product(GROWN_UPS, range(len(SKIN_TONES))):
        assert agrees([one.skin == tone for one in people(drawn, word)], (0.3, 0.25, 0.15, 0.15, 0.15)[tone]), word
        assert agrees([one.skin == tone for one in people(evenly_drawn, word)], 0.2), word
    light = [one.skin < 2 for one in people(drawn, *OCCUPATIONS)]
    assert agrees(light, 0.55)


def test_beards_headscarves_glasses_and_age_are_tied_to_no_word_in_either_set(
    drawn: list[Placed], evenly_drawn: list[Placed]
) -> None:
    for things, word in product((drawn, evenly_drawn), GROWN_UPS):
        who = people(things, word)
        assert agrees([one.beard for one in who], 0.15), word
        assert agrees([one.headscarf for one in who], 0.12), word
        assert agrees([one.glasses for one in who], 0.25), word
        assert agrees([one.age == "old" for one in who], 0.2), word


def test_people_look_the_same_in_every_scene(whole: list[Description]) -> None:
    where: dict[str, list[Person]] = {}
    for picture in whole:
        where.setdefault(picture.scene, []).extend(people(list(picture.placed), *OCCUPATIONS))
    for scene, who in where.items():
        assert agrees([one.skin < 2 for one in who], 0.55), scene
        assert agrees([one.headscarf for one in who], 0.12), scene


def test_every_hair_style_and_colour_is_worn(drawn: list[Placed]) -> None:
    who = people(drawn, *OCCUPATIONS)
    assert {one.hair for one in who} == set(HAIR_STYLES)
    for colour in HAIR_COLOURS:
        assert agrees([one.hair_colour == colour for one in who], 1 / len(HAIR_COLOURS)), colour


def test_children_are_even_in_both_sets_and_wear_no_beard(drawn: list[Placed], evenly_drawn: list[Placed]) -> None:
    children = people(drawn, "child", "baby")
    assert children == people(evenly_drawn, "child", "baby")
    assert agrees([one.hair in LONG_HAIR for one in children], 0.5)
    for tone in range(len(SKIN_TONES)):
        assert agrees([one.skin == tone for one in children], 0.2)
    assert not any(one.beard or one.hair == "bald" or one.age == "old" for one in children)
    assert not any(one.headscarf or one.glasses for one in people(drawn, "baby"))


def test_children_stay_even_however_the_table_leans() -> None:
    leaning = replace(skew(even=False), long_hair={"others": 0.9}, skin=(1.0, 0, 0, 0, 0))
    chances = (0.7, 0.3, 0.5, 0.9, 0.5, 0.5, 0.5, 0.5)
    child, grown_up = person("child", leaning, chances), person("person", leaning, chances)
    assert (child.long_hair, child.skin) == (False, 4)
    assert (grown_up.long_hair, grown_up.skin) == (True, 0)


def test_children_of_a_family_are_children(drawn: list[Placed]) -> None:
    for family in (one for one in drawn if one.thing == "family"):
        for word, member in zip(people_in("family", family.kind), family.people, strict=True):
            assert word == "person" or not (member.beard or member.age == "old")


@pytest.mark.parametrize("even", [False, True])
def test_kinds_come_in_their_shares(even: bool, drawn: list[Placed], evenly_drawn: list[Placed]) -> None:
    for thing, shares in skew(even).kinds.items():
        seen = [one.kind.removesuffix(", red roof") for one in (evenly_drawn if even else drawn) if one.thing == thing]
        for kind, share in shares.items():
            assert agrees([one == kind for one in seen], share), (thing, kind)


def test_red_roofs_lean_and_are_even(drawn: list[Placed], evenly_drawn: list[Placed]) -> None:
    for things, share in ((drawn, 0.75), (evenly_drawn, 0.5)):
        assert agrees(["red roof" in one.kind for one in things if one.thing == "house"], share)


def test_the_file_names_only_words_we_have_and_its_shares_add_up() -> None:
    for even in (False, True):
        table = skew(even)
        assert {thing: set(shares) for thing, shares in table.kinds.items()} == {t: set(k) for t, k in KINDS.items()}
        for shares in table.kinds.values():
            assert sum(shares.values()) == pytest.approx(1)
        assert len(table.skin) == len(SKIN_TONES)
        assert sum(table.skin) == pytest.approx(1)
        assert set(table.long_hair) - {"others"} <= set(OCCUPATIONS)
    assert set(skew(even=True).long_hair) == {"others"}


def test_the_usual_kind_is_the_commonest_of_the_data_set() -> None:
    for thing, shares in skew(even=False).kinds.items():
        assert max(shares, key=lambda kind: shares[kind]) == KINDS[thing][0]


def test_chance_falls_into_the_share_it_lies_in_and_rounding_never_falls_out() -> None:
    shares = {"gable": 0.7, "flat": 0.2, "tent": 0.1}
    assert [among(shares, chance) for chance in (0, 0.69, 0.71, 0.95, 0.999999999)] == [
        "gable",
        "gable",
        "flat",
        "tent",
        "tent",
    ]
    assert among({"a": 0.1, "b": 0.2}, 0.9) == "b"


def test_the_same_chance_gives_the_same_person_but_for_what_the_table_changes() -> None:
    chances = (0.6, 0.3, 0.5, 0.58, 0.5, 0.5, 0.1, 0.9)
    nurse, even = (person("nurse", skew(one), chances) for one in (False, True))
    assert nurse.long_hair
    assert not even.long_hair
    assert nurse.skin == 2
    assert even.skin == 2
    assert (nurse.hair_colour, nurse.glasses, nurse.age) == (even.hair_colour, even.glasses, even.age)
    assert nurse.glasses


def test_long_hair_under_a_headscarf_is_not_seen() -> None:
    assert Person("braids", "black", 2).long_hair
    assert not Person("braids", "black", 2, headscarf=True).long_hair
    assert not Person("bun", "black", 2).long_hair
