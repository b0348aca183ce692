"""The on-screen keyboard: right keys for each language, capitals, and accents on a long press."""

from __future__ import annotations

import pytest

from kiosk.exhibit.model import Exhibit, Keyboard
from kiosk.screens import Rect, Target, keyboard
from kiosk.screens.look import Frame
from kiosk.visit.scenes import Prompt

FRAME, PLACE = Frame((1920, 1080)), Rect(900, 500, 948, 508)


def keys(board: Keyboard, scene: Prompt) -> dict[str, Target]:
    return {target.name: target for target in keyboard.layout(board, PLACE, FRAME, scene)}


@pytest.mark.parametrize("name, row", [("azerty", "azertyuiop"), ("qwerty", "qwertyuiop"), ("qwertz", "qwertzuiop")])
def test_letters_stand_where_hands_know_them(exhibit: Exhibit, name: str, row: str) -> None:
    found = keys(exhibit.keyboards[name], Prompt(0))
    lefts = [found[f"key:{char}"].rect.x for char in row]
    assert lefts == sorted(lefts)
    assert len({found[f"key:{char}"].rect.y for char in row}) == 1
    assert found["key:shift"].rect.x < found["key:erase"].rect.x
    assert found["key:space"].rect.y > found["key:shift"].rect.y - 1


@pytest.mark.parametrize("name", ["azerty", "qwerty", "qwertz"])
def test_every_key_is_at_least_seventy_two_high_and_a_finger_wide(exhibit: Exhibit, name: str) -> None:
    for target in keys(exhibit.keyboards[name], Prompt(0)).values():
        assert target.rect.h >= 72
        assert target.rect.w >= 54
        assert PLACE.contains(target.rect)


@pytest.mark.parametrize("name", ["azerty", "qwerty", "qwertz"])
def test_a_held_key_offers_its_accents_and_stays_under_the_finger(exhibit: Exhibit, name: str) -> None:
    board = exhibit.keyboards[name]
    for key, accents in board.accents.items():
        found = keys(board, Prompt(0, accents=key))
        offered = [found[f"accent:{char}"] for char in accents]
        panel = keyboard.panel(tuple(offered), FRAME)
        assert PLACE.inset(-12).contains(panel)
        assert not panel.overlaps(found[f"key:{key}"].rect)
        assert all(not panel.overlaps(t.rect) for t in found.values() if t.name.startswith("key:"))
        assert all(t.rect.w >= 54 and t.rect.h >= 72 for t in offered)


def test_accents_of_a_key_that_is_not_there_are_not_offered(exhibit: Exhibit) -> None:
    found = keys(exhibit.keyboards["azerty"], Prompt(0, accents="q"))
    assert not any(name.startswith("accent:") for name in found)


def test_a_keyboard_of_any_shape_has_room_for_all_its_keys() -> None:
    wide = Keyboard(
        "wide", (tuple("qwertzuiopü"), tuple("asdfghjklöä"), tuple("yxcvbnm,.-’")), {}, tuple("äöüßéèàçñœâ")
    )
    bare = Keyboard("bare", (), {}, ())
    found = keyboard.layout(wide, PLACE, FRAME, Prompt(0))
    assert len(found) == 11 * 3 + 11 + 3
    for index, one in enumerate(found):
        assert not any(one.rect.overlaps(other.rect) for other in found[index + 1 :]), one.name
    assert {target.name for target in keyboard.layout(bare, PLACE, FRAME, Prompt(0))} == {
        "key:shift",
        "key:erase",
        "key:space",
    }
