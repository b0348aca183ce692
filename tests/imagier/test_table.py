"""The stored table says of every picture what describing it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import KioskError
from kiosk.imagier.dataset import SIZE, Description, describe
from kiosk.imagier.table import NONE, WORDS, People, Table, fingerprint, load, tabulate, write
from kiosk.imagier.vocabulary import THINGS

COLUMNS = ("scene", "thing", "colour", "texture", "pose", "size", "kind", "red_roof", "wrong", "missing")
OF_PEOPLE = ("picture", "slot", "hair", "hair_colour", "skin", "beard", "headscarf", "glasses", "old")


def assert_same(one: Table, other: Table) -> None:
    for name in COLUMNS:
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in OF_PEOPLE:
        assert np.array_equal(getattr(one.people, name), getattr(other.people, name)), name


def rows(table: Table, pictures: list[int]) -> Table:
    """These rows of a table, as a table."""
    number = np.full(len(table.scene), -1)
    number[pictures] = np.arange(len(pictures))
    kept = number[table.people.picture] >= 0
    people = {name: getattr(table.people, name)[kept] for name in OF_PEOPLE}
    people["picture"] = number[people["picture"]]
    return Table(**{name: getattr(table, name)[pictures] for name in COLUMNS}, people=People(**people))


@pytest.mark.parametrize("variant", ["imagier", "imagier-even", "imagier-gravure"])
def test_every_five_hundredth_picture_is_stored_as_it_is_described(variant: str) -> None:
    sample = list(range(0, SIZE, 500))
    assert_same(rows(load(variant), sample), tabulate(describe(i, variant) for i in sample))


def test_every_single_picture_is_stored_as_it_is_described(whole: list[Description]) -> None:
    assert_same(load(), tabulate(whole))


def test_a_row_can_be_read_in_words() -> None:
    table, seven = load(), describe(7)
    assert WORDS["scene"][table.scene[7]] == seven.scene
    assert [THINGS[code] for code in table.thing[7] if code != NONE] == [one.thing for one in seven.placed]
    for kind in ("thing", "colour", "texture"):
        word = getattr(seven.placed[0], kind)
        assert table.said_of((kind, word))[7].tolist()[0]


def test_people_belong_to_their_thing_and_a_family_has_several(whole: list[Description]) -> None:
    people = load().people
    for picture in whole[:300]:
        here = np.flatnonzero(people.picture == picture.index)
        drawn = [(slot, one.skin, one.long_hair) for slot, thing in enumerate(picture.placed) for one in thing.people]
        said = zip(people.slot[here].tolist(), people.skin[here].tolist(), people.long_hair[here].tolist(), strict=True)
        assert list(said) == drawn


def test_a_red_roof_is_said_beside_the_kind_of_house(whole: list[Description]) -> None:
    table = load()
    house = next(p for p in whole if p.placed[0].kind == "gable, red roof")
    assert table.said_of(("kind", "gable"))[house.index, 0]
    assert table.said_of(("kind", "red roof"))[house.index, 0]


def test_it_is_small(tmp_path: Path) -> None:
    write(tmp_path / "table.npz", load(), load("imagier-even"))
    assert (tmp_path / "table.npz").stat().st_size < 500_000


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    data, even = (tabulate(describe(i, name) for i in range(400)) for name in ("imagier", "imagier-even"))
    digest = write(tmp_path / "small.npz", data, even)
    assert_same(load("imagier", tmp_path / "small.npz"), data)
    assert_same(load("imagier-even", tmp_path / "small.npz"), even)
    assert digest == fingerprint(data, even)
    assert digest != fingerprint(data, data)


def test_two_sets_that_show_different_things_are_not_stored_together(tmp_path: Path) -> None:
    data, other = tabulate([describe(0)]), tabulate([describe(1)])
    with pytest.raises(ValueError, match="differ"):
        write(tmp_path / "table.npz", data, other)
    assert not (tmp_path / "table.npz").exists()


def test_a_table_that_is_missing_damaged_or_old_says_how_to_make_it_again(tmp_path: Path) -> None:
    table = tabulate(describe(i) for i in range(50))
    write(tmp_path / "good.npz", table, table)
    good = (tmp_path / "good.npz").read_bytes()
    (tmp_path / "half.npz").write_bytes(good[: len(good) // 2])
    (tmp_path / "empty.npz").write_bytes(b"")
    (tmp_path / "text.npz").write_text("no table")
    with np.load(tmp_path / "good.npz") as file:
        stored = dict(file)
    stored["thing"][7, 0] ^= 1
    np.savez(tmp_path / "changed.npz", **stored)
    stored["version"] = np.asarray("1")
    np.savez(tmp_path / "old.npz", **stored)
    for name, says in (("none", "read"), ("half", "read"), ("empty", "read"), ("text", "read")):
        with pytest.raises(KioskError, match=f"{says}.*kiosk imagier table"):
            load("imagier", tmp_path / f"{name}.npz")
    with pytest.raises(KioskError, match=r"damaged.*kiosk imagier table"):
        load("imagier", tmp_path / "changed.npz")
    with pytest.raises(KioskError, match=r"version 1 .* not 2.*kiosk imagier table"):
        load("imagier", tmp_path / "old.npz")


def test_a_set_that_is_not_stored_is_refused() -> None:
    with pytest.raises(ValueError, match="labeller"):
        load("labeller")
