"""What a stick brought is on trial: what the visit makes of a yes, a no, and of nothing at all."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.advance import advance, first_visit, reset
from kiosk.visit.events import Event, Pressed, Tick
from kiosk.visit.scenes import Attract, Prompt, Visit
from kiosk.visit.staff import EndTrial, KeepTrial, Trial, TrialBegan, TrialEnded, UpdateRefused
from tests.visit.story import EXHIBIT


def after(*events: Event, visit: Visit | None = None) -> Visit:
    visit = visit or first_visit(EXHIBIT, 0.0)
    for event in events:
        visit, _ = advance(visit, event, EXHIBIT)
    return visit


BEGAN = TrialBegan(10.0, "0002-x", 60.0)


def test_a_trial_has_its_minute_and_goes_by_itself() -> None:
    visit = after(BEGAN)
    assert visit.trial == Trial("0002-x", 70.0) and isinstance(visit.scene, Attract)
    assert advance(visit, Tick(69.9), EXHIBIT)[0].trial is not None
    visit, commands = advance(visit, Tick(70.0), EXHIBIT)
    assert visit.trial is None and commands == (EndTrial("0002-x"),)
    assert advance(visit, Tick(71.0), EXHIBIT) == (visit, ()), "once"


def test_a_yes_and_a_no_are_carried_out_once_and_wake_nobody() -> None:
    for target, command in (("trial_keep", KeepTrial("0002-x")), ("trial_end", EndTrial("0002-x"))):
        visit, commands = advance(after(BEGAN), Pressed(20.0, target), EXHIBIT)
        assert commands == (command,) and visit.trial is None and isinstance(visit.scene, Attract)
        assert advance(visit, Pressed(20.1, target), EXHIBIT) == (visit, ())


def test_staff_may_look_around_while_it_is_on_trial() -> None:
    visit = after(BEGAN, Pressed(20.0, "wake"))
    assert isinstance(visit.scene, Prompt) and visit.trial is not None
    fresh, _ = reset(visit, 30.0, EXHIBIT)
    assert isinstance(fresh.scene, Attract) and fresh.trial == visit.trial, "the end of a visit is not the end of it"


def test_a_refused_stick_is_told_for_a_while_and_disturbs_no_visitor() -> None:
    visit = after(Pressed(1.0, "wake"), UpdateRefused(5.0, "a is a link."))
    assert visit.note is not None and visit.note.sentence == "a is a link." and isinstance(visit.scene, Prompt)
    assert after(Tick(24.0), visit=visit).note is not None
    assert after(Tick(25.0), visit=visit) == replace(visit, note=None)


def test_a_note_goes_when_it_is_closed_and_once() -> None:
    told = after(UpdateRefused(5.0, "a is a link.", "stick_link", {"file": "a"}))
    assert told.note is not None and (told.note.code, told.note.values) == ("stick_link", {"file": "a"})
    closed, commands = advance(told, Pressed(6.0, "note_close"), EXHIBIT)
    assert closed.note is None and commands == () and isinstance(closed.scene, Attract)
    assert advance(closed, Pressed(6.1, "note_close"), EXHIBIT) == (closed, ())


def test_when_it_is_over_nothing_is_asked() -> None:
    assert after(BEGAN, TrialEnded(20.0, kept=True)).trial is None
