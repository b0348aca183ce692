"""What staff do, in the visit: a trial begins, is answered or passes, a code is typed; the exhibit opens or closes."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.events import Command, Entered, Erased, Event, Pressed, Slid, Tick, Touched, Typed
from kiosk.visit.scenes import Visit
from kiosk.visit.staff import (
    FEWEST_DIGITS,
    MORE_SECONDS,
    MOST_DIGITS,
    MOST_TRIES,
    NOTE_SECONDS,
    TOUCH_SECONDS,
    CheckPin,
    EndTrial,
    Hours,
    KeepTrial,
    Note,
    Pad,
    PinChecked,
    ProlongTrial,
    Trial,
    TrialBegan,
    TrialEnded,
    UpdateRefused,
)

Change = tuple[Visit, tuple[Command, ...]]


def answered(visit: Visit, event: Event) -> Change | None:
    """What an event makes of a trial, a note for staff, or the opening hours; None where it is about none of them."""
    match event:
        case Hours(open=now):
            return replace(visit, open=now), ()
        case TrialBegan(at=at, release=release, seconds=seconds, brought=brought, code=code):
            return replace(visit, trial=Trial(release, at + seconds, seconds, brought, code), note=None), ()
        case TrialEnded():
            return replace(visit, trial=None), ()
        case UpdateRefused(at=at, sentence=sentence, code=code, values=values):
            return replace(visit, note=Note(sentence, at + NOTE_SECONDS, code, values)), ()
        case PinChecked():
            return _checked(visit, event)
        case Tick(at=at) if visit.trial is not None and at >= visit.trial.until:
            return replace(visit, trial=None), (EndTrial(visit.trial.release),)
        case Tick(at=at) if visit.note is not None and at >= visit.note.until:
            return replace(visit, note=None), ()
    trial = visit.trial
    if trial is not None and trial.pad is not None and visit.idle_since is None:
        return _on_pad(visit, trial, trial.pad, event)
    match event:
        case Pressed(at=at, target="trial_keep") if trial is not None and trial.code:
            # Who came by the five keys goes on with them.
            focus = "pin:1" if visit.focus else ""
            trial = replace(_longer(trial, at), pad=Pad())
            return replace(visit, trial=trial, last_input=at, focus=focus, pressed=""), (ProlongTrial(trial.release),)
        case Pressed(target="trial_keep") if trial is not None:
            return replace(visit, trial=None, focus="", pressed=""), (KeepTrial(trial.release),)
        case Pressed(target="trial_end") if trial is not None:
            return replace(visit, trial=None, focus="", pressed=""), (EndTrial(trial.release),)
        case Pressed(target="note_close") if visit.note is not None:
            return replace(visit, note=None, focus="", pressed=""), ()
        case Pressed(target="trial_keep" | "trial_end" | "note_close"):
            return visit, ()
    return None


def at_reset(trial: Trial | None) -> Trial | None:
    """A trial goes on when a visit ends, but nothing of a code that was being typed; its tries stay used."""
    return replace(trial, pad=None) if trial is not None and trial.pad is not None else trial


# --- the number pad ------------------------------------------------------------------------------


def _on_pad(visit: Visit, trial: Trial, pad: Pad, event: Event) -> Change | None:
    """What is done while the number pad is shown: all that is pressed or typed is meant for it."""
    match event:
        case Pressed(at=at, target=target):
            return _pressed(visit, trial, pad, at, target)
        case Typed(at=at, text=text):
            return _typed(visit, trial, pad, at, text)
        case Erased(at=at):
            return _pressed(visit, trial, pad, at, "pin_erase")
        case Entered(at=at):
            return _pressed(visit, trial, pad, at, "pin_ok")
        case Touched(at=at) | Slid(at=at):
            return replace(visit, last_input=at), ()
    return None


def _pressed(visit: Visit, trial: Trial, pad: Pad, at: float, target: str) -> Change:
    kind, _, name = target.partition(":")
    if kind == "pin":
        return _typed(visit, trial, pad, at, name)
    visit = replace(visit, last_input=at)
    match target:
        case "pin_erase":
            trial = replace(_longer(trial, at), pad=Pad(pad.digits[:-1]))
            return replace(visit, trial=trial), ()
        case "pin_ok" if len(pad.digits) >= FEWEST_DIGITS and not trial.checking:
            trial = replace(_longer(trial, at), pad=Pad(), tries=trial.tries + 1, checking=True)
            return replace(visit, trial=trial), (CheckPin(trial.release, pad.digits),)
        case "pin_cancel" | "back":
            focus = "trial_keep" if visit.focus else ""
            return replace(visit, trial=replace(trial, pad=None), focus=focus, pressed=""), ()
    return visit, ()


def _typed(visit: Visit, trial: Trial, pad: Pad, at: float, text: str) -> Change:
    """Digits, from a key of the pad or a real keyboard; all else is not for anybody."""
    visit = replace(visit, last_input=at)
    new = "".join(sign for sign in text if sign in "0123456789")
    if not new or trial.checking:
        return visit, ()
    trial = replace(_longer(trial, at), pad=Pad((pad.digits + new)[:MOST_DIGITS]))
    return replace(visit, trial=trial), ()


def _checked(visit: Visit, event: PinChecked) -> Change:
    """The answer to a code. Who closed the pad meanwhile has changed their mind, but the try counts."""
    trial = visit.trial
    if trial is None or not trial.checking or trial.release != event.release:
        return visit, ()
    if event.right and trial.pad is not None:
        return replace(visit, trial=None, focus="", pressed=""), (KeepTrial(trial.release),)
    if not event.right and trial.tries >= MOST_TRIES:
        return replace(visit, trial=None, focus="", pressed=""), (EndTrial(trial.release),)
    pad = Pad(wrong=not event.right) if trial.pad is not None else None
    focus = "pin:1" if visit.focus == "pin_ok" else visit.focus
    return replace(visit, trial=replace(trial, checking=False, pad=pad), focus=focus), ()


def _longer(trial: Trial, at: float) -> Trial:
    """The trial after a touch of the pad: whoever types gets the time for it, within reason."""
    more = min(max(0.0, at + TOUCH_SECONDS - trial.until), MORE_SECONDS - trial.more)
    return replace(trial, until=trial.until + more, more=trial.more + more)
