"""What staff do to the exhibit while it runs: what a stick brought is shown on trial, and kept or not.

The exhibit itself is not an event: the app changes it, between two visits, and then says `TrialBegan`. A trial goes on
whatever is looked at; when nobody says yes in time it ends like a "no".
"""

from __future__ import annotations

from dataclasses import dataclass

NOTE_SECONDS = 20.0


@dataclass(frozen=True)
class TrialBegan:
    """What a stick brought is on screen now, for so many seconds; somebody is to say whether it stays."""

    at: float
    release: str
    seconds: float


@dataclass(frozen=True)
class TrialEnded:
    """Somebody said yes and it is written down (`kept`), or it could not be."""

    at: float
    kept: bool


@dataclass(frozen=True)
class UpdateRefused:
    """A stick was not taken, and nothing has changed: why, in one sentence for staff."""

    at: float
    sentence: str


@dataclass(frozen=True)
class KeepTrial:
    """Command: what is on trial stays."""

    release: str


@dataclass(frozen=True)
class EndTrial:
    """Command: what is on trial goes, and the exhibit is as it was before."""

    release: str


@dataclass(frozen=True)
class Trial:
    """What is on trial, and until when (`Visit.trial`). The controls are "trial_keep" and "trial_end"."""

    release: str
    until: float


@dataclass(frozen=True)
class Note:
    """A sentence for staff, shown until then (`Visit.note`)."""

    sentence: str
    until: float


StaffEvent = TrialBegan | TrialEnded | UpdateRefused
StaffCommand = KeepTrial | EndTrial
