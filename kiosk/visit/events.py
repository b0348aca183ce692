"""All that can happen to a visit, and all that may cross a process: frozen dataclasses, nothing else.

Events go *into* `advance`; commands come *out* of it. Times are seconds of `time.monotonic()`.
Pictures cross processes as plain bytes so that neither side needs the other's libraries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.exhibit.model import Reading
from kiosk.visit.hearing import HearingCommand, HearingEvent
from kiosk.visit.reading_aloud import ReadScreen, SpeakingCommand, SpeakingEvent
from kiosk.visit.staff import StaffCommand, StaffEvent

View = Literal["easel", "estimate", "without", "with", "difference", "no_words"]
"""What can be seen of a step: the noisy latent, and the estimates made from it.

"without" is the guess without the prompt from the noisy picture that the prompt has led to; "no_words" is the guess
at the same step of another painting: the one that begins with the same noise and never gets any words.
"""


@dataclass(frozen=True)
class Image:
    """An RGB image: `rgb` holds height * width * 3 bytes, rows from the top."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True)
class Token:
    """One token: `text` is the piece as read, `id` its row in the embedding table."""

    text: str
    id: int


@dataclass(frozen=True)
class Recipe:
    """Everything a picture depends on; the same recipe gives the same picture on the same machine."""

    prompt: str
    language: str
    english_prompt: str
    model: str
    seed: int
    steps: int
    guidance: float


# --- events: the visitor -------------------------------------------------------------------------


@dataclass(frozen=True)
class Tick:
    """Time went by; the loop sends one before each frame."""

    at: float


@dataclass(frozen=True)
class Pressed:
    """A control was pressed and released on itself. `chance` is a fresh seed (0-99,999), used where one is needed."""

    at: float
    target: str
    chance: int = 0


@dataclass(frozen=True)
class Held:
    """A control that acts while held was taken (`down`) or let go."""

    at: float
    target: str
    down: bool


@dataclass(frozen=True)
class Slid:
    """A slider or the timeline was moved to `value` (in the control's own units)."""

    at: float
    target: str
    value: float


@dataclass(frozen=True)
class Typed:
    """Text from a hardware keyboard or an on-screen key (already composed, any length)."""

    at: float
    text: str


@dataclass(frozen=True)
class Erased:
    """Backspace, from either keyboard."""

    at: float


@dataclass(frozen=True)
class Entered:
    """Return, from either keyboard: means the scene's primary action."""

    at: float
    chance: int = 0


@dataclass(frozen=True)
class Focused:
    """The five keys moved the visible focus to a control ("" hides it)."""

    at: float
    target: str


@dataclass(frozen=True)
class Touched:
    """Any other sign of life (a touch beside all controls, a mouse move): keeps the visit awake."""

    at: float


@dataclass(frozen=True)
class PromptRead:
    """The prompt as typed so far, read word by word (answer to `ReadPrompt`)."""

    at: float
    reading: Reading


# --- events: the painter process -----------------------------------------------------------------


@dataclass(frozen=True)
class PainterReady:
    """Models are loaded and warm. `provider` is where they really run, e.g. "CPUExecutionProvider"."""

    at: float
    model: str
    provider: str
    step_seconds: float
    guidance: tuple[float, float, float]
    steps: int
    drawings: int = 0
    """`guidance` is (default, min, max), `steps` the default and `drawings` how many pictures the model was trained on
    (0: not known), all from the model's manifest."""


@dataclass(frozen=True)
class PainterLost:
    """The painter died or hung; it is being started again."""

    at: float
    reason: str


@dataclass(frozen=True)
class Began:
    """The prompt went through the text encoder; steps follow as credits allow."""

    at: float
    request: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Stepped:
    """Denoising step `index` of `total` (from 0) was computed; the images are linear previews at latent size."""

    at: float
    request: int
    index: int
    total: int
    timestep: int
    easel: Image
    estimate: Image


@dataclass(frozen=True)
class Seen:
    """One view of a step, decoded to full size."""

    at: float
    request: int
    index: int
    view: View
    image: Image


@dataclass(frozen=True)
class Finished:
    """The picture: the final latent, decoded. `index` is the last step really done."""

    at: float
    request: int
    index: int
    picture: Image
    seconds: float


@dataclass(frozen=True)
class Failed:
    """This request could not be painted; `reason` is for staff, never shown to visitors."""

    at: float
    request: int
    reason: str


Event = (
    Tick
    | Pressed
    | Held
    | Slid
    | Typed
    | Erased
    | Entered
    | Focused
    | Touched
    | PromptRead
    | PainterReady
    | PainterLost
    | Began
    | Stepped
    | Seen
    | Finished
    | Failed
    | HearingEvent
    | SpeakingEvent
    | StaffEvent
)

# --- commands ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadPrompt:
    """Read this text word by word (the app answers at once with `PromptRead`)."""

    text: str
    language: str


@dataclass(frozen=True)
class Paint:
    """Start painting. `credits` steps may be computed before more are allowed.

    `views` are decoded for each step when there is time. With `from_request`/`from_step` the painter
    starts from that stored latent (entering that step) instead of fresh noise. With `quiet` it computes all steps
    for itself and says nothing: a painter that was started again can then show the steps of a picture made before.
    """

    request: int
    recipe: Recipe
    credits: int = 1
    views: tuple[View, ...] = ("easel", "estimate")
    from_request: int = -1
    from_step: int = 0
    quiet: bool = False


@dataclass(frozen=True)
class Allow:
    """`credits` more steps may be computed for this request."""

    request: int
    credits: int = 1


@dataclass(frozen=True)
class Look:
    """Decode these views of a stored step now (answered by `Seen`)."""

    request: int
    index: int
    views: tuple[View, ...]


@dataclass(frozen=True)
class StopHere:
    """Finish the request with the estimate of step `index`: answered by `Finished`."""

    request: int
    index: int


@dataclass(frozen=True)
class Forget:
    """Drop everything about this and all earlier requests (end of a visit)."""

    request: int


@dataclass(frozen=True)
class Sound:
    """A soft sound, by name; silent where sound is off."""

    name: str


Command = (
    ReadPrompt
    | Paint
    | Allow
    | Look
    | StopHere
    | Forget
    | Sound
    | HearingCommand
    | SpeakingCommand
    | ReadScreen
    | StaffCommand
)
