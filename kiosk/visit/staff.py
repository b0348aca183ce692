"""What staff do to the exhibit while it runs: what a stick brought is shown on trial, and kept or not.

The exhibit itself is not an event: the app changes it, between two visits, and then says `TrialBegan`. A trial goes on
whatever is looked at; when nobody says yes in time it ends like a "no". Where the machine has a staff code, a "yes"
asks for it on a number pad: what is typed there is in no log, and gone once it was checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTE_SECONDS = 20.0
TOUCH_SECONDS, MORE_SECONDS = 20.0, 120.0
"""A touch of the number pad leaves at least so many seconds; all touches together add so many at most."""
FEWEST_DIGITS, MOST_DIGITS = 4, 8
MOST_TRIES = 5


@dataclass(frozen=True)
class Brought:
    """What is on a stick: its name, and how many files and panels are not as they were."""

    stick: str = ""
    files: int = 0
    panels: int = 0


@dataclass(frozen=True)
class TrialBegan:
    """What a stick brought is on screen now, for so many seconds; somebody is to say whether it stays."""

    at: float
    release: str
    seconds: float
    brought: Brought = Brought()
    code: bool = False
    """Whether this machine has a staff code, so that a yes asks for it."""


@dataclass(frozen=True)
class PinChecked:
    """Whether what was typed is the staff code (answer to `CheckPin`)."""

    at: float
    release: str
    right: bool


@dataclass(frozen=True)
class TrialEnded:
    """Somebody said yes and it is written down (`kept`), or it could not be."""

    at: float
    kept: bool


@dataclass(frozen=True)
class UpdateRefused:
    """A stick was not taken, and nothing has changed: why, in one sentence for staff.

    `code` is the key of that sentence in the languages of the exhibit, `values` what stands in its {braces}; where the
    languages do not have it, the English `sentence` is shown.
    """

    at: float
    sentence: str
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hours:
    """The opening hours begin (`open`) or end, by the clock on the wall."""

    at: float
    open: bool


@dataclass(frozen=True)
class KeepTrial:
    """Command: what is on trial stays."""

    release: str


@dataclass(frozen=True)
class EndTrial:
    """Command: what is on trial goes, and the exhibit is as it was before."""

    release: str


@dataclass(frozen=True)
class ProlongTrial:
    """Command: somebody is typing the staff code; a yes still counts when the minute is over."""

    release: str


@dataclass(frozen=True)
class CheckPin:
    """Command: is this the staff code? Answered by `PinChecked`, a good while later: to check is slow on purpose."""

    release: str
    digits: str = field(repr=False)


@dataclass(frozen=True)
class Pad:
    """The number pad for the staff code. Controls: "pin:0" to "pin:9", "pin_erase", "pin_ok", "pin_cancel"."""

    digits: str = field(default="", repr=False)
    wrong: bool = False
    """Whether the code typed last was not the right one, and nothing was typed since."""


@dataclass(frozen=True)
class Trial:
    """What is on trial, and until when (`Visit.trial`). The controls are "trial_keep" and "trial_end"."""

    release: str
    until: float
    seconds: float = 60.0
    """How long it was when it began."""
    brought: Brought = Brought()
    code: bool = False
    """Whether a yes asks for the staff code."""
    pad: Pad | None = None
    """The number pad, while it is shown: nothing else can be pressed then."""
    tries: int = 0
    """Codes sent to be checked so far; closing the pad gives none of them back."""
    checking: bool = False
    more: float = 0.0
    """Seconds that touches of the pad have added."""


@dataclass(frozen=True)
class Note:
    """A sentence for staff, shown until then (`Visit.note`): see `UpdateRefused`. The control is "note_close"."""

    sentence: str
    until: float
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


StaffEvent = TrialBegan | PinChecked | TrialEnded | UpdateRefused | Hours
StaffCommand = KeepTrial | EndTrial | ProlongTrial | CheckPin
