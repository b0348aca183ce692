"""What the robot-taught voice is told: prompts as the data set's captions are written, in English and in French."""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.imagier.captions import KIND_WORDS, written
from kiosk.imagier.dataset import Description, Placed
from kiosk.imagier.vocabulary import PEOPLE
from kiosk.prompt.build import spellings

LANGUAGES = ("fr", "en")


class Said(NamedTuple):
    """A word of a sentence. `part` tells it from the same word elsewhere in the grammar ("rouge" after "une": "f")."""

    word: str
    part: str = ""


Sentence = tuple[Said, ...]

_BARE_SHARE = 0.08
"""Share of prompts that begin without an article ("chat rouge")."""
_LONGEST_PROSE = 9
_EVALUATED_ONE_IN = 6
_ELISION = re.compile(r"(\w)['’]\s*")


def text_of(sentence: Sentence) -> str:
    """The sentence as it is written and read to espeak-ng."""
    return " ".join(said.word for said in sentence)


@cache
def grammar(language: str) -> Mapping[str, Any]:
    """The language's table of `voice_grammar.toml`."""
    text = resources.files("kiosk.training").joinpath("voice_grammar.toml").read_text("utf-8")
    return dict(tomllib.loads(text)[language])


def prompts(language: str, count: int, seed: int) -> list[Sentence]:
    """`count` prompts of pictures, any combination of the vocabulary among them; the same for the same seed."""
    from kiosk.training.lessons import any_combination

    made = []
    for number in range(count):
        dice = random.Random(f"voice:{language}:{seed}:{number}")
        description = any_combination(10 * dice.randrange(100_000) + number % 9)
        made.append(_bare(caption(language, description, dice), dice))
    return made


def caption(language: str, description: Description, dice: random.Random) -> Sentence:
    """One caption of a picture that holds at least one thing, without faults."""
    if language == "fr":
        return french(description, dice)
    while True:
        for found in dice.sample(written(description), 7):
            if not found.fault:
                return tuple(Said(word) for word in found.text.split())
        # All seven are faulty once in a blue moon.
        description = replace(description, index=description.index + 1)


def _bare(sentence: Sentence, dice: random.Random) -> Sentence:
    return sentence[1:] if dice.random() < _BARE_SHARE and sentence[0].word in _ARTICLES else sentence


_ARTICLES = ("a", "an", "un", "une")


def french(description: Description, dice: random.Random) -> Sentence:
    """One French prompt for the picture, with some of its marks left out, as captions leave them out."""
    words = grammar("fr")
    placed = list(description.placed)
    if dice.random() < 0.5:
        placed.reverse()
    full = dice.random() < 0.7
    phrases = [_phrase(words, one, dice, full) for one in placed]
    sentence = phrases[0]
    for phrase in phrases[1:]:
        joint = dice.choice(words["joints"])
        if joint.endswith("'"):
            *before, last = joint.split()
            first = Said(last + phrase[0].word, phrase[0].part)
            sentence += (*(Said(word, "joint") for word in before), first, *phrase[1:])
        else:
            sentence += (Said(joint), *phrase)
    if dice.random() < 0.85:
        sentence += tuple(Said(word, "place") for word in dice.choice(words["scenes"][description.scene]).split())
        if description.scene not in ("night", "room", "stage") and dice.random() < 0.03:
            sentence += tuple(Said(word, "place") for word in words["sunny"].split())
    return sentence


def _phrase(words: Mapping[str, Any], placed: Placed, dice: random.Random, full: bool) -> Sentence:
    """A thing with its article and what is said of it; all words carry its gender as their part."""
    article, *noun = dice.choice(words["things"][placed.thing]).split()
    gender = int(article == "une")
    size = words["sizes"][placed.size][gender] if placed.size and dice.random() < 0.75 else ""
    pose = words["poses"][placed.pose][gender] if placed.pose and dice.random() < 0.5 else ""
    colour = words["colours"][placed.colour][gender] if placed.colour and (full or dice.random() < 0.3) else ""
    textures = words["textures"][placed.texture] if full or dice.random() < 0.3 else ("", "", "")
    if colour and placed.thing in PEOPLE:
        colour = f"{words['worn']} {colour}"
    qualities = f"{textures[gender]} {colour}" if dice.random() < 0.5 else f"{colour} {textures[2]}"
    said = " ".join((article, size, *noun, qualities, pose)).split()
    return tuple(Said(word, "mf"[gender]) for word in said)


def starters(content: Path, language: str) -> list[Sentence]:
    """The prompts of `content`/starters.toml in this language, as they would be said."""
    entries = tomllib.loads((content / "starters.toml").read_text(encoding="utf-8"))["starter"]
    return [tuple(Said(word) for word in plain(entry["prompt"][language]).split()) for entry in entries]


def plain(text: str) -> str:
    """Lower case, without punctuation; an elided article stays with its word ("l’eau" is "l'eau")."""
    text = _ELISION.sub(r"\1'", text.lower())
    return " ".join(re.sub(r"[^\w' -]", " ", text).split())


def prose(content: Path, language: str, evaluated: bool) -> list[str]:
    """Sentences of the exhibit's panels, in short pieces: speech that is no prompt.

    One in six is kept out of training (`evaluated`), by a hash of its text.
    """
    found: dict[str, None] = {}
    for file in sorted(content.glob(f"panels/*/{language}.md")):
        for line in re.split(r"[.!?:;\n]+", file.read_text(encoding="utf-8")):
            words = plain(re.sub(r"[*_#>`\[\]()]", " ", line)).split()
            for start in range(0, len(words), _LONGEST_PROSE):
                piece = words[start : start + _LONGEST_PROSE]
                if len(piece) > 2 and all(re.fullmatch(r"[^\W\d_]+(['-][^\W\d_]+)*", word) for word in piece):
                    found[" ".join(piece)] = None
    return [piece for piece in found if _evaluated(piece) == evaluated]


def unseen_words(content: Path, language: str, evaluated: bool) -> list[str]:
    """Words that the language file calls unseen: things no drawing shows. One in six is kept out of training."""
    data = tomllib.loads((content / "languages" / f"{language}.toml").read_text(encoding="utf-8"))["lexicon"]
    written_so = [spellings(patterns[0].split("/")[0].strip())[0] for patterns in data["unseen_things"].values()]
    return [word for word in map(plain, written_so) if _evaluated(word) == evaluated]


def strange(sentences: Sequence[Sentence], words: Sequence[str], language: str, seed: int) -> list[str]:
    """The prompts with the name of their first thing replaced by one of `words`: asking for what nobody drew."""
    things = _things(language)
    dice = random.Random(f"strange:{seed}")
    return [
        " ".join(_swap([said.word for said in sentence], things, lambda: dice.choice(words))) for sentence in sentences
    ]


def _things(language: str) -> frozenset[str]:
    if language == "fr":
        return frozenset(
            word for forms in grammar("fr")["things"].values() for form in forms for word in form.split()[1:]
        )
    from kiosk.imagier.vocabulary import THINGS

    return frozenset(word for thing in (*THINGS, *KIND_WORDS.values()) for word in thing.split())


def _swap(words: list[str], things: frozenset[str], other: Callable[[], str]) -> list[str]:
    for number, word in enumerate(words):
        if word in things:
            words[number] = other()
            break
    return words


def _evaluated(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % _EVALUATED_ONE_IN == 0
