"""The staff code: a yes is asked for it, typing gets time but not for ever, and five wrong codes are a no."""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.trial import MORE_SECONDS as MORE_ON_DISK
from kiosk.visit.advance import advance, first_visit, reset
from kiosk.visit.events import Command, Entered, Erased, Event, Focused, Pressed, Tick, Touched, Typed
from kiosk.visit.scenes import Attract, Prompt, Visit
from kiosk.visit.staff import (
    MORE_SECONDS,
    CheckPin,
    EndTrial,
    KeepTrial,
    Pad,
    PinChecked,
    ProlongTrial,
    TrialBegan,
)
from tests.visit.story import EXHIBIT

BEGAN = TrialBegan(10.0, "0002-x", 60.0, code=True)


class Story:
    """Events one after the other, and all the commands they led to."""

    def __init__(self, *events: Event) -> None:
        self.visit: Visit = first_visit(EXHIBIT, 0.0)
        self.commands: list[Command] = []
        self.then(BEGAN, *events)

    def then(self, *events: Event) -> Story:
        for event in events:
            self.visit, commands = advance(self.visit, event, EXHIBIT)
            self.commands += commands
        return self

    def digits(self, digits: str, at: float = 21.0) -> Story:
        return self.then(*(Pressed(at, f"pin:{digit}") for digit in digits))

    @property
    def pad(self) -> Pad | None:
        return self.visit.trial.pad if self.visit.trial is not None else None

    @property
    def until(self) -> float:
        assert self.visit.trial is not None
        return self.visit.trial.until


def asked() -> Story:
    return Story(Pressed(20.0, "trial_keep"))


def test_the_right_code_keeps_what_is_on_trial() -> None:
    story = asked()
    assert story.pad == Pad() and story.commands == [ProlongTrial("0002-x")]
    story.digits("2468")
    assert story.pad == Pad("2468")
    story.then(Pressed(22.0, "pin_ok"))
    assert story.commands[1:] == [CheckPin("0002-x", "2468")] and story.pad == Pad(), "no digit is kept"
    story.then(PinChecked(22.5, "0002-x", right=True))
    assert story.commands[2:] == [KeepTrial("0002-x")] and story.visit.trial is None
    assert isinstance(story.visit.scene, Attract), "nobody was woken"


def test_a_no_is_asked_no_code() -> None:
    story = Story(Pressed(20.0, "trial_end"))
    assert story.visit.trial is None and story.commands == [EndTrial("0002-x")]


def test_a_wrong_code_is_told_and_five_of_them_are_a_no() -> None:
    story = asked()
    for tries in range(1, 6):
        assert story.visit.trial is not None
        story.digits("1111").then(Pressed(22.0, "pin_ok"), PinChecked(22.5, "0002-x", right=False))
        if tries < 5:
            assert story.pad == Pad(wrong=True) and story.visit.trial.tries == tries
    assert story.visit.trial is None and story.commands[-1] == EndTrial("0002-x")
    assert not any(isinstance(command, KeepTrial) for command in story.commands)


def test_neither_cancelling_nor_the_end_of_a_visit_gives_tries_back() -> None:
    story = asked().digits("1111").then(Pressed(22.0, "pin_ok"), Pressed(22.1, "pin_cancel"))
    story.then(PinChecked(22.5, "0002-x", right=False), Pressed(23.0, "trial_keep"))
    story.digits("12")
    story.visit, _ = reset(story.visit, 24.0, EXHIBIT)
    assert story.visit.trial is not None and story.visit.trial.tries == 1 and story.pad is None


def test_who_cancels_while_the_code_is_checked_keeps_nothing() -> None:
    story = asked().digits("2468").then(Pressed(22.0, "pin_ok"), Pressed(22.1, "back"))
    story.then(PinChecked(22.5, "0002-x", right=True))
    assert story.visit.trial is not None and not story.visit.trial.checking
    assert not any(isinstance(command, KeepTrial) for command in story.commands)


def test_an_answer_nobody_waits_for_changes_nothing() -> None:
    for story in (Story(), asked(), asked().digits("1234")):
        before = story.visit
        assert story.then(PinChecked(22.0, "0002-x", right=True)).visit is before
    waiting = asked().digits("1234").then(Pressed(22.0, "pin_ok"))
    before = waiting.visit
    assert waiting.then(PinChecked(22.0, "0001-old", right=True)).visit is before


def test_too_few_digits_are_not_checked_and_too_many_not_taken() -> None:
    story = asked().digits("123").then(Pressed(22.0, "pin_ok"), Entered(22.0))
    assert story.commands == [ProlongTrial("0002-x")] and story.pad == Pad("123")
    assert story.digits("4567890").pad == Pad("12345678")


def test_a_real_keyboard_types_the_code_and_nothing_else() -> None:
    of = Story(Pressed(15.0, "wake"), Typed(16.0, "chat"), Pressed(20.0, "trial_keep"))
    of.then(Typed(21.0, "a2"), Typed(21.0, "46٣²x"), Typed(21.0, "89"), Erased(21.5), Entered(22.0))
    assert of.commands[-1] == CheckPin("0002-x", "2468")
    assert isinstance(of.visit.scene, Prompt) and of.visit.scene.text == "chat", "no digit falls into a prompt"


def test_while_the_pad_is_shown_nothing_else_is_pressed() -> None:
    story = asked()
    for event in (Pressed(21.0, "wake"), Pressed(21.0, "trial_end"), Pressed(21.0, "pin:x"), Touched(21.0)):
        story.then(event)
        assert isinstance(story.visit.scene, Attract) and story.pad == Pad()


def test_each_touch_leaves_twenty_seconds_and_all_of_them_two_minutes_more() -> None:
    story = asked()
    assert story.until == 70.0, "there was time enough"
    story.digits("1", at=69.0)
    assert story.until == 89.0
    story.then(Touched(80.0))
    assert story.until == 89.0, "a hand beside the keys gets no time"
    for at in range(85, 190, 5):
        story.then(Pressed(float(at), "pin_erase"))
    assert story.until == 190.0 == 70.0 + MORE_SECONDS and MORE_ON_DISK == MORE_SECONDS
    assert story.then(Tick(189.9)).visit.trial is not None
    assert story.then(Tick(190.0)).commands[-1] == EndTrial("0002-x") and story.visit.trial is None


def test_who_came_by_five_keys_goes_on_with_them() -> None:
    story = Story(Focused(19.0, "trial_keep"), Pressed(20.0, "trial_keep"))
    assert story.visit.focus == "pin:1"
    story.digits("1111").then(Focused(21.0, "pin_ok"), Pressed(22.0, "pin_ok"), PinChecked(22.5, "0002-x", right=False))
    assert story.visit.focus == "pin:1"
    assert story.then(Pressed(23.0, "pin_cancel")).visit.focus == "trial_keep"


def test_the_digits_are_in_no_description_of_the_visit() -> None:
    story = asked().digits("24689")
    assert "24689" not in repr(story.visit)
    story.then(Pressed(22.0, "pin_ok"))
    assert "24689" not in repr(story.commands) + repr(story.visit)


def test_without_a_code_a_yes_is_a_yes() -> None:
    story = Story(replace(BEGAN, code=False), Pressed(20.0, "trial_keep"))
    assert story.commands == [KeepTrial("0002-x")] and story.visit.trial is None
