"""The exhibit as plain data: what staff wrote, loaded and checked. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.prompt.lexicon import Lexicon
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


@dataclass(frozen=True)
class Starter:
    """A starter tile: its prompt per language, and the two ingredients it shows (`folder/starters/INGREDIENT.png`)."""

    name: str
    prompt: Mapping[str, str]
    seed: int
    ingredients: tuple[str, ...]


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
