"""A trial in the visit: it begins, somebody says yes or no, or its minute passes."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.events import Command, Event, Pressed, Tick
from kiosk.visit.scenes import Visit
from kiosk.visit.staff import (
    NOTE_SECONDS,
    EndTrial,
    KeepTrial,
    Note,
    Trial,
    TrialBegan,
    TrialEnded,
    UpdateRefused,
)


def answered(visit: Visit, event: Event) -> tuple[Visit, tuple[Command, ...]] | None:
    """What an event makes of a trial or a note for staff; None where it is about neither."""
    match event:
        case TrialBegan(at=at, release=release, seconds=seconds):
            return replace(visit, trial=Trial(release, at + seconds), note=None), ()
        case TrialEnded():
            return replace(visit, trial=None), ()
        case UpdateRefused(at=at, sentence=sentence):
            return replace(visit, note=Note(sentence, at + NOTE_SECONDS)), ()
        case Tick(at=at) if visit.trial is not None and at >= visit.trial.until:
            return replace(visit, trial=None), (EndTrial(visit.trial.release),)
        case Tick(at=at) if visit.note is not None and at >= visit.note.until:
            return replace(visit, note=None), ()
        case Pressed(target="trial_keep") if visit.trial is not None:
            return replace(visit, trial=None, focus="", pressed=""), (KeepTrial(visit.trial.release),)
        case Pressed(target="trial_end") if visit.trial is not None:
            return replace(visit, trial=None, focus="", pressed=""), (EndTrial(visit.trial.release),)
        case Pressed(target="trial_keep" | "trial_end"):
            return visit, ()
    return None
