"""Fingers, mouse and five keys, as pygame reports them, against a screen with a few controls."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from kiosk.inputs import Inputs
from kiosk.screens import Layout, Rect, Target
from kiosk.visit.advance import first_visit
from kiosk.visit.events import Entered, Erased, Event, Focused, Held, Pressed, Slid, Touched, Typed
from kiosk.visit.scenes import Attract, Open, Prompt, Visit
from tests.visit.story import EXHIBIT, finished

SIZE = (1000, 500)
SCREEN = Layout(
    (
        Target("paint", Rect(0, 0, 100, 100)),
        Target("off", Rect(0, 200, 100, 100), enabled=False),
        Target("key:e", Rect(200, 0, 100, 100)),
        Target("key:erase", Rect(200, 200, 100, 100)),
        Target("under_noise", Rect(400, 0, 100, 100), "hold"),
        Target("timeline", Rect(0, 400, 1000, 100), "slide", -0.5, 19.5),
    )
)
PAINT, OFF, KEY, ERASE, UNDER, PAPER = (50, 50), (50, 250), (250, 50), (250, 250), (450, 50), (900, 50)


class Hand:
    """A visitor's hand on the glass, with time in the script's own seconds."""

    def __init__(self, visit: Visit | None = None) -> None:
        self.inputs = Inputs(lambda: 77)
        self.visit = visit or replace(first_visit(EXHIBIT, 0.0), scene=Prompt(0.0))
        self.layout = SCREEN
        self.now = 10.0

    def raw(self, event: pygame.Event) -> list[Event]:
        return self.inputs.read(event, self.visit, self.layout, SIZE, self.now)

    def finger(self, kind: int, point: tuple[float, float], number: int = 0) -> list[Event]:
        x, y = point[0] / SIZE[0], point[1] / SIZE[1]
        return self.raw(pygame.Event(kind, touch_id=3, finger_id=number, x=x, y=y))

    def down(self, point: tuple[float, float], number: int = 0) -> list[Event]:
        return self.finger(pygame.FINGERDOWN, point, number)

    def move(self, point: tuple[float, float], number: int = 0) -> list[Event]:
        return self.finger(pygame.FINGERMOTION, point, number)

    def up(self, point: tuple[float, float], number: int = 0) -> list[Event]:
        return self.finger(pygame.FINGERUP, point, number)

    def tap(self, point: tuple[float, float], seconds: float = 0.1) -> list[Event]:
        events = self.down(point)
        self.now += seconds
        return events + self.up(point)

    def key(self, key: int, seconds: float = 0.05) -> list[Event]:
        events = self.raw(pygame.Event(pygame.KEYDOWN, key=key))
        self.now += seconds
        return events + self.raw(pygame.Event(pygame.KEYUP, key=key))


def pressed(events: list[Event]) -> list[str]:
    return [event.target for event in events if isinstance(event, Pressed)]


# --- fingers -------------------------------------------------------------------------------------


def test_a_control_gives_way_at_once_and_acts_when_let_go_with_a_chance_of_its_own() -> None:
    hand = Hand()
    assert hand.down(PAINT) == [Held(10.0, "paint", True)]
    hand.now += 0.2
    assert hand.up(PAINT) == [Pressed(10.2, "paint", 77), Held(10.2, "paint", False)]


def test_sliding_off_cancels_and_sliding_back_does_not() -> None:
    hand = Hand()
    hand.down(PAINT)
    assert hand.move(PAPER) == [Held(10.0, "paint", False)]
    assert pressed(hand.up(PAPER)) == []
    hand.now += 1
    hand.down(PAINT)
    hand.move(PAPER)
    assert hand.move(PAINT) == [Held(11.0, "paint", True)]
    assert pressed(hand.up(PAINT)) == ["paint"]


def test_letting_go_on_another_control_presses_neither() -> None:
    hand = Hand()
    hand.down(PAINT)
    assert pressed(hand.up(KEY)) == []


def test_from_a_held_key_the_finger_slides_onto_an_accent() -> None:
    hand = Hand()
    hand.down(KEY)
    hand.layout = SCREEN.plus([Target("accent:é", Rect(200, 120, 100, 60))])
    hand.move((250, 150))
    assert pressed(hand.up((250, 150))) == ["accent:é"]


def test_paper_and_pale_controls_are_only_a_sign_of_life() -> None:
    hand = Hand()
    assert hand.tap(PAPER) == [Touched(10.0)]
    hand.now += 1
    assert hand.tap(OFF) == [Touched(11.1)]


def test_a_bouncing_finger_presses_once_and_two_letters_are_two() -> None:
    hand = Hand()
    hand.tap(PAINT)
    hand.now += 0.06
    assert pressed(hand.tap(PAINT)) == []
    hand.now += 0.2
    assert pressed(hand.tap(PAINT)) == ["paint"]
    hand.now += 0.03
    assert pressed(hand.tap(KEY)) == ["key:e"], "fast typing is not a bounce"


def test_a_bounce_that_falls_on_the_next_scene_presses_nothing_there() -> None:
    hand = Hand()
    hand.tap(PAINT)
    hand.visit = finished().visit
    hand.now += 0.05
    assert pressed(hand.tap(KEY)) == []


def test_a_press_begun_in_one_scene_does_not_end_in_another() -> None:
    hand = Hand()
    hand.down(PAINT)
    hand.visit = finished().visit
    assert pressed(hand.up(PAINT)) == []


def test_several_fingers_do_not_disturb_each_other() -> None:
    hand = Hand()
    hand.down(PAINT, 1)
    hand.now += 0.05
    hand.down(KEY, 2)
    assert pressed(hand.up(PAINT, 1)) == ["paint"]
    assert pressed(hand.up(KEY, 2)) == ["key:e"]
    assert hand.up(KEY, 2) == [] and hand.move(KEY, 9) == []


def test_a_holding_control_acts_from_down_to_up_wherever_the_finger_wanders() -> None:
    hand = Hand()
    assert hand.down(UNDER) == [Held(10.0, "under_noise", True)]
    assert hand.move(PAPER) == []
    assert hand.up(PAPER) == [Held(10.0, "under_noise", False)]


def test_the_timeline_follows_the_finger_in_steps() -> None:
    hand = Hand()
    (_, slid) = hand.down((0, 450))
    assert slid == Slid(10.0, "timeline", -0.5)
    (slid,) = hand.move((2000, 450))
    assert slid == Slid(10.0, "timeline", 19.5)
    assert hand.move((2000, 450)) == [], "a finger at rest says nothing"
    assert pressed(hand.up((500, 450))) == []


def test_a_finger_that_never_leaves_is_let_go_after_a_minute() -> None:
    hand = Hand()
    hand.down(PAINT)
    assert hand.inputs.tick(70.0) == []
    assert hand.inputs.tick(70.1) == [Held(70.1, "paint", False)]
    assert hand.inputs.tick(700.0) == []
    assert hand.move(PAPER) == [] and pressed(hand.up(PAINT)) == []
    hand.now = 710.0
    assert pressed(hand.tap(PAINT)) == ["paint"], "and a living one works"


def test_a_held_erase_key_erases_on_and_does_not_erase_once_more_at_its_end() -> None:
    hand = Hand()
    hand.down(ERASE)
    erased = sum(len(hand.inputs.tick(10.0 + frame / 60)) for frame in range(60))
    assert 6 <= erased <= 9
    hand.now = 11.0
    assert pressed(hand.up(ERASE)) == []
    hand.now = 12.0
    assert pressed(hand.tap(ERASE)) == ["key:erase"]


def test_five_hundred_touches_in_a_second_do_no_harm() -> None:
    hand = Hand()
    for number in range(500):
        hand.now += 0.002
        hand.down((number % 1000, number % 500), number)
    for number in range(500):
        hand.up((number % 1000, number % 500), number)
    hand.now += 1
    assert pressed(hand.tap(PAINT)) == ["paint"]


# --- mouse ---------------------------------------------------------------------------------------


def test_the_mouse_is_one_more_finger_but_a_finger_is_not_also_a_mouse() -> None:
    hand = Hand()
    hand.raw(pygame.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=PAINT, touch=False))
    hand.now += 0.2
    assert pressed(hand.raw(pygame.Event(pygame.MOUSEBUTTONUP, button=1, pos=PAINT, touch=False))) == ["paint"]
    hand.now += 1
    assert hand.raw(pygame.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=PAINT, touch=True)) == []
    assert hand.raw(pygame.Event(pygame.MOUSEBUTTONDOWN, button=3, pos=PAINT, touch=False)) == []


def test_a_moving_mouse_is_a_sign_of_life_and_a_trembling_one_is_not() -> None:
    hand = Hand()
    assert hand.raw(pygame.Event(pygame.MOUSEMOTION, pos=PAPER, rel=(9, 0), touch=False)) == [Touched(10.0)]
    assert hand.raw(pygame.Event(pygame.MOUSEMOTION, pos=PAPER, rel=(1, -1), touch=False)) == []


# --- keys ----------------------------------------------------------------------------------------


def test_arrows_move_the_focus_and_return_presses_what_has_it() -> None:
    hand = Hand()
    assert hand.key(pygame.K_RIGHT) == [Focused(10.0, "paint")]
    hand.visit = replace(hand.visit, focus="paint")
    assert hand.key(pygame.K_RIGHT) == [Focused(hand.now - 0.05, "key:e")]
    assert pressed(hand.key(pygame.K_RETURN)) == ["paint"]


def test_return_without_focus_is_the_primary_action_and_held_long_it_goes_back() -> None:
    hand = Hand()
    assert hand.key(pygame.K_RETURN) == [Entered(10.05, 77)]
    assert pressed(hand.key(pygame.K_RETURN, seconds=1.0)) == ["back"]
    hand.visit = replace(hand.visit, focus="paint")
    assert pressed(hand.key(pygame.K_RETURN, seconds=1.0)) == ["back"]
    assert pressed(hand.key(pygame.K_ESCAPE)) == ["back"]


def test_with_keys_too_a_control_can_be_held_and_the_timeline_moved() -> None:
    hand = Hand(replace(finished().visit, focus="under_noise"))
    events = hand.key(pygame.K_RETURN, seconds=2.0)
    assert events == [Held(10.0, "under_noise", True), Held(12.0, "under_noise", False)]
    hand.visit = replace(hand.visit, focus="timeline")
    assert hand.key(pygame.K_LEFT) == [Slid(12.0, "timeline", 18.0)]
    assert isinstance(hand.key(pygame.K_UP)[0], Focused), "and left again, up or down"


def test_on_a_panel_return_presses_what_the_layout_says_is_primary() -> None:
    hand = Hand(replace(finished().visit, panels=Open(0.0, "norm")))
    hand.layout = replace(SCREEN, primary="page:1")
    assert pressed(hand.key(pygame.K_RETURN)) == ["page:1"]
    assert pressed(hand.key(pygame.K_RETURN, seconds=1.0)) == ["back"]
    hand.visit = replace(hand.visit, focus="paint")
    assert pressed(hand.key(pygame.K_RETURN)) == ["paint"]


def test_a_press_on_a_panel_counts_whatever_happens_on_the_scene_beneath() -> None:
    hand = Hand(replace(finished().visit, panels=Open(0.0, "norm")))
    hand.down(PAINT)
    hand.visit = replace(hand.visit, scene=Prompt(9.0))
    assert pressed(hand.up(PAINT)) == ["paint"]


def test_a_press_that_began_on_another_page_or_below_a_pop_up_does_not_count() -> None:
    opened = Open(0.0, "norm")
    others = (replace(opened, page=1), replace(opened, word="norme"), replace(opened, panel="alive"), None)
    for other in others:
        hand = Hand(replace(finished().visit, panels=opened))
        hand.down(PAINT)
        hand.visit = replace(hand.visit, panels=other)
        assert pressed(hand.up(PAINT)) == []


def test_a_touch_hides_the_focus() -> None:
    hand = Hand()
    hand.visit = replace(hand.visit, focus="paint")
    assert hand.down(KEY)[0] == Focused(10.0, "")


def test_a_focus_on_a_control_that_is_gone_is_no_focus() -> None:
    hand = Hand()
    hand.visit = replace(hand.visit, focus="gone")
    assert hand.key(pygame.K_RETURN) == [Entered(10.05, 77)]


@pytest.mark.parametrize("key", [pygame.K_LEFT, pygame.K_F4, pygame.K_a])
def test_any_key_wakes_the_exhibit(key: int) -> None:
    hand = Hand(first_visit(EXHIBIT, 0.0))
    assert isinstance(hand.visit.scene, Attract)
    assert hand.key(key) == [Touched(10.0)]


def test_letters_come_composed_and_backspace_repeats_while_held() -> None:
    hand = Hand()
    assert hand.raw(pygame.Event(pygame.TEXTINPUT, text="é")) == [Typed(10.0, "é")]
    assert hand.raw(pygame.Event(pygame.KEYDOWN, key=pygame.K_BACKSPACE)) == [Erased(10.0)]
    assert len([event for frame in range(60) for event in hand.inputs.tick(10.0 + frame / 60)]) >= 6
    hand.raw(pygame.Event(pygame.KEYUP, key=pygame.K_BACKSPACE))
    assert hand.inputs.tick(20.0) == []


def test_events_that_mean_nothing_mean_nothing() -> None:
    assert Hand().raw(pygame.Event(pygame.WINDOWFOCUSLOST)) == []
