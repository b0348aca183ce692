"""The words that captions are made of, and prompts that ask for what was never drawn.

With those one sees whether a model puts together what it only saw apart.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

from kiosk.imagier.captions import KIND_WORDS, alone, full_prompt
from kiosk.imagier.dataset import SIZE, Description, describe, never_drawn_pairs
from kiosk.imagier.vocabulary import COLOURS, PEOPLE, POSES, SCENES, SIZES, TEXTURES, THINGS, UNCOLOURED, textures_of

_OPEN = tuple(thing for thing in THINGS if thing not in (*PEOPLE, *UNCOLOURED))

GUESSED = ("woman", "man", "girl", "boy")
"""What the imaginary writer of the captions calls some people: a guess from hair, beard and headscarf."""


def caption_words() -> dict[str, tuple[str, ...]]:
    """Every word the captions of the data set can hold, by what it is: the `vocabulary` of a model trained on them."""
    return {
        "things": THINGS,
        "people": GUESSED,
        "kinds": tuple(KIND_WORDS.values()),
        "colours": tuple(COLOURS),
        "textures": TEXTURES,
        "scenes": SCENES,
        "poses": tuple(dict.fromkeys(pose for poses in POSES.values() for pose in poses)),
        "sizes": tuple(size for size in SIZES if size),
        "light": ("sun",),
    }


def never_drawn_prompts(count: int, seed: int) -> list[tuple[str, Description, dict[str, str]]]:
    """`count` full prompts that hold a never-drawn pair, each with its picture and its pair; pairs take turns.

    What the pair leaves open is drawn at random from everything the vocabulary has; people are not among it.
    """
    chance = random.Random(f"never drawn:{seed}").random

    def one_of(words: Sequence[str]) -> str:
        return words[int(chance() * len(words))]

    def looks() -> Iterator[tuple[str, Description, dict[str, str]]]:
        pairs = never_drawn_pairs()
        for number in range(count):
            pair = pairs[number % len(pairs)]
            thing = pair.get("thing") or one_of(_OPEN)
            colour = pair.get("colour") or one_of(tuple(COLOURS))
            texture = pair.get("texture") or one_of(textures_of(thing))
            scene = pair.get("scene") or one_of(SCENES)
            placed = alone(thing, colour, texture, chance)
            truth = Description(number, scene, (placed,), 104, 0.5, False, "never drawn")
            yield full_prompt(truth), truth, pair

    return list(looks())


def two_thing_prompts(count: int, seed: int) -> list[tuple[str, Description]]:
    """`count` full prompts for two things, with the picture each was made from, which is beyond the data set."""
    beyond = (describe(i, "imagier-even") for i in itertools.count(SIZE + 1000 * seed))
    twos = (one for one in beyond if len(one.placed) == 2)
    return [(full_prompt(one), one) for one in itertools.islice(twos, count)]
