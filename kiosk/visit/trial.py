"""What staff do, in the visit: a trial begins, is answered or passes; the exhibit opens or closes."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.events import Command, Event, Pressed, Tick
from kiosk.visit.scenes import Visit
from kiosk.visit.staff import (
    NOTE_SECONDS,
    EndTrial,
    Hours,
    KeepTrial,
    Note,
    Trial,
    TrialBegan,
    TrialEnded,
    UpdateRefused,
)


def answered(visit: Visit, event: Event) -> tuple[Visit, tuple[Command, ...]] | None:
    """What an event makes of a trial, a note for staff, or the opening hours; None where it is about none of them."""
    match event:
        case Hours(open=now):
            return replace(visit, open=now), ()
        case TrialBegan(at=at, release=release, seconds=seconds, brought=brought):
            return replace(visit, trial=Trial(release, at + seconds, seconds, brought), note=None), ()
        case TrialEnded():
            return replace(visit, trial=None), ()
        case UpdateRefused(at=at, sentence=sentence, code=code, values=values):
            return replace(visit, note=Note(sentence, at + NOTE_SECONDS, code, values)), ()
        case Tick(at=at) if visit.trial is not None and at >= visit.trial.until:
            return replace(visit, trial=None), (EndTrial(visit.trial.release),)
        case Tick(at=at) if visit.note is not None and at >= visit.note.until:
            return replace(visit, note=None), ()
        case Pressed(target="trial_keep") if visit.trial is not None:
            return replace(visit, trial=None, focus="", pressed=""), (KeepTrial(visit.trial.release),)
        case Pressed(target="trial_end") if visit.trial is not None:
            return replace(visit, trial=None, focus="", pressed=""), (EndTrial(visit.trial.release),)
        case Pressed(target="note_close") if visit.note is not None:
            return replace(visit, note=None, focus="", pressed=""), ()
        case Pressed(target="trial_keep" | "trial_end" | "note_close"):
            return visit, ()
    return None
