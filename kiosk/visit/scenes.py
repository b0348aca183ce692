"""Where a visitor can be: one frozen dataclass per scene, each with just its own data.

The name of a scene is the search key: `Painting` here, `screens/painting.py`, `test_painting.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.exhibit.model import Reading
from kiosk.visit.events import Image, Recipe, Token, View
from kiosk.visit.hearing import VoiceThere
from kiosk.visit.reading_aloud import Aloud
from kiosk.visit.staff import Note, Trial


@dataclass(frozen=True)
class Attract:
    """Nobody is there. A recorded painting rises out of noise, again and again."""

    since: float


@dataclass(frozen=True)
class Talk:
    """Somebody speaks: utterance `request`, since then. `text` holds the words so far."""

    request: int
    since: float
    tapped: bool = False
    """Whether it goes on without a finger: until silence, a second tap, or its longest."""
    let_go: float = 0.0
    """When the finger of the tap went up."""
    ending: bool = False
    """Whether the visitor is done: the last words are on their way."""
    lit: bool = False
    """Whether the microphone is open: from the first level on."""
    glow: float = 0.0
    """How loud it is, 0 to 1, sinking slowly; `glow_before` until `glow_at`. It last rose at `glow_peak`."""
    glow_before: float = 0.0
    glow_at: float = 0.0
    glow_peak: float = 0.0
    text: str = ""


@dataclass(frozen=True)
class Doubt:
    """A word of the prompt, `text[start:end]`, that may be heard wrongly; a `gap` stands for one the voice lacks."""

    start: int
    end: int
    gap: bool = False


@dataclass(frozen=True)
class Prompt:
    """The visitor writes or speaks a prompt. `accents` names the key whose accents are shown ("" for none)."""

    since: float
    text: str = ""
    reading: Reading | None = None
    shift: bool = False
    accents: str = ""
    notice: str = ""
    """Key of a sentence in the language file ("" for none): empty prompt, too long, cannot be read ..."""
    writing: bool = False
    """Whether the visitor chose the keyboard: it stays, even where one can speak."""
    talk: Talk | None = None
    heard: bool = False
    """Whether the text is what was heard, and nobody has changed it yet."""
    doubts: tuple[Doubt, ...] = ()
    """In the order of the text."""
    chosen: int = -1
    """The doubt that is being corrected (-1: none): what is typed takes its place."""
    caret: int = -1
    """Where typing goes on within the text (-1: at its end)."""


@dataclass(frozen=True)
class Words:
    """Words become numbers: the prompt, English, tokens, numbers, one after the other (4 s); painting began behind."""

    since: float
    request: int
    recipe: Recipe
    reading: Reading
    tokens: tuple[Token, ...] = ()
    steps: tuple[ShownStep, ...] = ()
    open_chip: int = -1


@dataclass(frozen=True)
class ShownStep:
    """One computed step: its linear previews and the views decoded so far."""

    index: int
    timestep: int
    easel: Image
    estimate: Image
    views: tuple[tuple[View, Image], ...] = ()

    def view(self, name: View) -> Image | None:
        """The decoded image of this view, or the linear preview of easel and estimate, or None."""
        for key, image in self.views:
            if key == name:
                return image
        return {"easel": self.easel, "estimate": self.estimate}.get(name)


@dataclass(frozen=True)
class Painting:
    """The machine paints. `shown` is the step on screen; `shown_at` when it came (for the cross-fade)."""

    since: float
    request: int
    recipe: Recipe
    reading: Reading
    tokens: tuple[Token, ...]
    steps: tuple[ShownStep, ...] = ()
    shown: int = -1
    shown_at: float = 0.0
    scrubbed: int = -1
    """The step the visitor looks back at (-1: the newest one shown); painting goes on behind."""
    under_noise: bool = False
    how: bool = False
    paused: bool = False
    stopping: bool = False
    finished: Finish | None = None
    """Set when the last step came but is not yet shown."""


@dataclass(frozen=True)
class Finish:
    """A finished picture and the last step really done."""

    index: int
    picture: Image
    seconds: float


@dataclass(frozen=True)
class Earlier:
    """A picture painted before in this visit, kept to compare."""

    recipe: Recipe
    index: int
    picture: Image


@dataclass(frozen=True)
class Picture:
    """The finished picture, signed as machine-made, and what can be changed about it."""

    since: float
    request: int
    recipe: Recipe
    reading: Reading
    tokens: tuple[Token, ...]
    steps: tuple[ShownStep, ...]
    finish: Finish
    earlier: tuple[Earlier, ...] = ()
    scrubbed: int = -1


@dataclass(frozen=True)
class Sorry:
    """Something broke. A friendly scene; the visitor's prompt is kept and tried again by itself."""

    since: float
    recipe: Recipe | None = None
    reading: Reading | None = None


Scene = Attract | Prompt | Words | Painting | Picture | Sorry


@dataclass(frozen=True)
class Open:
    """The panels lie over the scene: one of them, or (`panel` "") the overview of all. See `visit.panels`."""

    since: float
    panel: str = ""
    word: str = ""
    """The headword that is explained in a pop-up ("": none)."""
    sources: int = -1
    """The page of sources in a pop-up (-1: none)."""
    page: int = 0
    chapter: int = 0
    """The page of the overview."""
    overview: bool = False
    """Whether the visitor came by the overview, and goes back there."""


@dataclass(frozen=True)
class Painter:
    """What the visit knows of the painter process."""

    ready: bool = False
    model: str = ""
    provider: str = ""
    guidance: tuple[float, float, float] = (3.0, 1.0, 8.0)
    steps: int = 20
    drawings: int = 0
    """How many drawings the model was trained on (0: not known); its pictures are signed with it."""


@dataclass(frozen=True)
class Ear:
    """What the visit knows of the ear process: the voices that can listen now (none: nobody can speak).

    `any_voice`: voices that a robot taught count too; only in scripted visits.
    """

    voices: tuple[VoiceThere, ...] = ()
    any_voice: bool = False


@dataclass(frozen=True)
class Visit:
    """All there is to know about the present visitor; forgotten whole at reset."""

    scene: Scene
    language: str
    last_input: float
    next_request: int = 1
    paintings: int = 0
    """Paintings of this visit so far: the first one is shown slowly and without extras."""
    focus: str = ""
    pressed: str = ""
    """The control that gives way under the finger just now."""
    pressed_at: float = 0.0
    idle_since: float | None = None
    """When the idle warning appeared (None: it is not shown)."""
    earlier: tuple[Earlier, ...] = ()
    panels: Open | None = None
    """The panels, while they lie over the scene; that goes on beneath."""
    easy: bool = False
    """Whether the visitor reads the easy version of panels."""
    large: bool = False
    """Whether the visitor chose large text, on all screens."""
    read: tuple[str, ...] = ()
    """Panels opened in this visit, by name."""
    painter: Painter = field(default_factory=Painter)
    ear: Ear = field(default_factory=Ear)
    next_utterance: int = 1
    aloud: Aloud = field(default_factory=Aloud)
    trial: Trial | None = None
    """What a stick brought, while it is on trial: whoever stands there is asked whether it stays."""
    note: Note | None = None
    """Why a stick was not taken."""
    open: bool = True
    """Whether it is within the opening hours: outside of them the attract screen is dark, until somebody touches it."""
