"""The exhibit as plain data: what staff wrote, loaded and checked. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kiosk.prompt.lexicon import Lexicon
from kiosk.prompt.words import UNLABELLED as UNLABELLED
from kiosk.prompt.words import Reading as Reading
from kiosk.prompt.words import Word as Word


@dataclass(frozen=True)
class Language:
    """One language of the screen: `text` maps keys to sentences; `keyboard` is "azerty", "qwerty" or "qwertz"."""

    code: str
    name: str
    keyboard: str
    text: Mapping[str, str]
    lexicon: Lexicon = field(default_factory=Lexicon)
    """The words a prompt in this language may hold (for `kiosk.prompt.translate.read`)."""

    def say(self, key: str, **values: object) -> str:
        """The sentence under `key`, with {placeholders} filled. A missing key comes back as the key itself."""
        sentence = self.text.get(key, key)
        return sentence.format(**values) if values else sentence


@dataclass(frozen=True)
class Keyboard:
    """An on-screen keyboard: `rows` of keys from top to bottom, one character a key.

    `accents` maps a key to the characters offered when it is held; `accent_row` is always in sight.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    accents: Mapping[str, tuple[str, ...]]
    accent_row: tuple[str, ...]


MOST_STARTERS = 6
"""So many starter tiles are shown."""


@dataclass(frozen=True)
class Starter:
    """A starter tile: its prompt per language, and the two ingredients it shows (`folder/starters/INGREDIENT.png`)."""

    name: str
    prompt: Mapping[str, str]
    seed: int
    ingredients: tuple[str, ...]


LABS = ("book", "invent", "label", "world", "there_and_back", "robot")
Hours = tuple[tuple[tuple[int, int], ...], ...]
"""For each day from Monday on: spans of minutes from its midnight; () stands for "always open"."""


@dataclass(frozen=True)
class Settings:
    """`exhibit_content/settings.toml`."""

    languages: tuple[str, ...] = ("fr", "en")
    model: str = "imagier"
    idle_seconds: float = 60.0
    countdown_seconds: float = 30.0
    first_steps_seconds: float = 1.5
    step_seconds: float = 0.25
    words_seconds: float = 4.0
    prompt_characters: int = 120
    text_factor: float = 1.0
    """Of the screen as it is: what `settings.toml` says, or more where `screen_inches` and `viewing_cm` ask for it."""
    screen_inches: float = 0.0
    """The diagonal (0: not known)."""
    viewing_cm: float = 0.0
    """From where people read (0: not known)."""
    labs: tuple[str, ...] = LABS
    """The labs that are offered."""
    opening_hours: Hours = ()
    voice: bool = True
    """Whether visitors may speak their prompt, where a voice is installed."""
    aloud: bool = True
    """Whether visitors may have every screen read aloud, where there is a loudspeaker."""


# --- panels --------------------------------------------------------------------------------------

PANEL_SCENES = ("prompt", "words", "painting", "picture")
"""The scenes a panel may be offered in first."""
PLACEHOLDERS = ("energy_picture", "energy_training")
"""What the kiosk fills into a panel's text itself, where {braces} ask for it."""


@dataclass(frozen=True)
class Span:
    """A run of text in one look. `word` is the headword in `Exhibit.glossary`, where touching explains it."""

    text: str
    bold: bool = False
    italic: bool = False
    word: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of a panel's text: `items` are the entries of a list, the paragraphs of a quote; else there is one.

    A picture's item is the sentence that describes it.
    """

    kind: Literal["paragraph", "list", "quote", "heading", "picture"]
    items: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Version:
    """A panel's text in one language, in the normal or in the easy version."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class PanelText:
    """A panel in one language."""

    normal: Version
    easy: Version


@dataclass(frozen=True)
class Reference:
    """Where a fact comes from, and when somebody last looked (None: nobody wrote it down)."""

    text: str
    checked: date | None


TranslationState = Literal["source", "current", "outdated", "unconfirmed", "missing"]


@dataclass(frozen=True)
class Panel:
    """A panel of explanation: `panels/NN-name/`. It is offered in the languages of `texts`, which are complete."""

    number: int
    name: str
    shown: tuple[str, ...]
    """Some of `PANEL_SCENES`."""
    lab: str
    """One of `LABS`, or ""."""
    picture: str
    """An absolute path, or "" while there is none."""
    credit: str
    source_language: str
    sources: tuple[Reference, ...]
    texts: Mapping[str, PanelText]
    states: Mapping[str, TranslationState]
    """Every language of the exhibit: was its text made from the source-language text as it is now?"""


@dataclass(frozen=True)
class Drawn:
    """A panel's picture as pixels: `width` x `height`, `rgb` (3 bytes each, rows from the top) packed by zlib."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True)
class Exhibit:
    """Everything staff wrote; `folder` is where pictures are read from (an absolute path as text)."""

    settings: Settings
    languages: Mapping[str, Language]
    starters: tuple[Starter, ...]
    folder: str
    models: str
    keyboards: Mapping[str, Keyboard] = field(default_factory=dict)
    """Keyed by `Language.keyboard`."""
    known: frozenset[str] | None = None
    """The words of the captions that the model of the settings was trained on (for `read`); None: every word."""
    panels: tuple[Panel, ...] = ()
    """By number."""
    glossary: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: headwords and their explanations."""
