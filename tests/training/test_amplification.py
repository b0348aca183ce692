"""How a lean is counted: exactly in the data set, by the labeller in pictures, and never for what is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.imagier.captions import alone
from kiosk.imagier.dataset import Description, describe
from kiosk.imagier.draw import render, svg
from kiosk.imagier.skew import skew
from kiosk.labels.labeller import Labeller
from kiosk.training.amplification import LEANS, NOISE, amplification, in_data, says, sun_of

ROOF = next(lean for lean in LEANS if lean.attribute == "red roof")
SUN = next(lean for lean in LEANS if lean.attribute == "sun")
HAIR = {lean.word: lean for lean in LEANS if lean.attribute == "long hair"}


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller.load(Path(__file__).parents[2] / "models" / "labeller")


@pytest.fixture(scope="module")
def drawings() -> list[Description]:
    return [describe(i) for i in range(12_000)]


def _house(red: bool, scene: str = "meadow") -> Description:
    placed = alone("house", "blue", "plain", lambda: 0.5)
    return Description(0, scene, (replace(placed, kind="gable, red roof" if red else "gable"),), 104, 0.5, False)


def _draws_roofs(share: float) -> Callable[[str, int], NDArray[np.uint8]]:
    """A painter whose houses have red roofs in this share, spread evenly over the noise."""
    return lambda prompt, seed: render(svg(_house(int((seed + 1) * share) > int(seed * share))), 256)


def test_the_data_sets_own_share_is_what_the_table_of_skew_says(drawings: list[Description]) -> None:
    table = skew(even=False)
    for word, hoped in (("doctor", 0.25), ("nurse", 0.75)):
        found = in_data(HAIR[word], drawings)
        assert found["of"] > 60 and found["low"] - 0.12 < hoped < found["high"] + 0.12
    roofs = in_data(ROOF, drawings)
    assert roofs["of"] > 100 and abs(roofs["share"] - table.red_roof) < 0.1


def test_the_sun_is_in_every_outdoor_day(drawings: list[Description]) -> None:
    found = in_data(SUN, drawings)
    assert found["of"] > 50 and found["share"] == 1


def test_a_red_roof_is_seen_where_it_is_drawn_and_nothing_is_said_of_a_picture_without_a_house(
    labeller: Labeller,
) -> None:
    assert says(ROOF, labeller.label(render(svg(_house(True)), 256))) is True
    assert says(ROOF, labeller.label(render(svg(_house(False)), 256))) is False
    cat = Description(0, "meadow", (alone("cat", "red", "plain", lambda: 0.5),), 104, 0.5, False)
    assert says(ROOF, labeller.label(render(svg(cat), 256))) is None
    assert says(ROOF, None) is None


def test_the_sun_is_asked_only_of_a_day_outdoors(labeller: Labeller) -> None:
    assert sun_of(labeller.label(render(svg(_house(False, "snow")), 256))) == "yes"
    assert sun_of(labeller.label(render(svg(_house(False, "room")), 256))) == ""
    assert sun_of(labeller.label(render(svg(_house(False, "night")), 256))) == ""


def test_a_painter_that_exaggerates_with_strength_is_found_out(labeller: Labeller) -> None:
    seeds: set[int] = set()

    def painter_at(strength: float) -> Callable[[str, int], NDArray[np.uint8]]:
        draws = _draws_roofs(0.5 if strength < 2 else 1.0)

        def painter(prompt: str, seed: int) -> NDArray[np.uint8]:
            seeds.add(seed)
            return draws(prompt, seed)

        return painter

    (row,) = amplification(painter_at, labeller, 500, 8, strengths=(1.0, 5.0), leans=(ROOF,))
    assert row["prompt"] == "a house" and row["tied_to_word"]
    assert row["at"]["1"]["right"] == 4 and row["at"]["5"]["right"] == 8
    assert row["at"]["5"]["without_it"] == 0
    # Both strengths are painted from the same noise.
    assert seeds == set(range(NOISE, NOISE + 8))


def test_pictures_without_the_thing_do_not_count(labeller: Labeller) -> None:
    def painter_at(strength: float) -> Callable[[str, int], NDArray[np.uint8] | None]:
        return lambda prompt, seed: None if seed % 2 else render(svg(_house(True)), 256)

    (row,) = amplification(painter_at, labeller, 10, 6, strengths=(3.0,), leans=(ROOF,))
    assert (row["at"]["3"]["right"], row["at"]["3"]["of"], row["at"]["3"]["without_it"]) == (3, 3, 3)
