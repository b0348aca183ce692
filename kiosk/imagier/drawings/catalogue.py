"""Every drawing by the word of its thing."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings import (
    balls,
    beasts,
    birds_and_fish,
    buildings,
    characters,
    creatures,
    fantasy,
    festive,
    food,
    household,
    occupations,
    people,
    pets,
    plants,
    small_animals,
    toys,
    vehicles,
    wood,
)
from kiosk.imagier.paper import Part

Drawing = Callable[[Placed, str], list[Part]]
"""A thing as it is placed, and the scene it stands in -> its pieces of paper, back to front."""

DRAWINGS: dict[str, Drawing] = {
    **balls.DRAWINGS,
    **beasts.DRAWINGS,
    **birds_and_fish.DRAWINGS,
    **buildings.DRAWINGS,
    **characters.DRAWINGS,
    **creatures.DRAWINGS,
    **fantasy.DRAWINGS,
    **festive.DRAWINGS,
    **food.DRAWINGS,
    **household.DRAWINGS,
    **occupations.DRAWINGS,
    **people.DRAWINGS,
    **pets.DRAWINGS,
    **plants.DRAWINGS,
    **small_animals.DRAWINGS,
    **toys.DRAWINGS,
    **vehicles.DRAWINGS,
    **wood.DRAWINGS,
}
