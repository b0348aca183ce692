"""What an imaginary writer would say about a picture, in English, and prompts to test with."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.imagier.dataset import Description, Placed, held_out, never_drawn
from kiosk.imagier.skew import Person, person, skew
from kiosk.imagier.vocabulary import (
    COLOURS,
    FIT,
    KINDS,
    OCCUPATIONS,
    PEOPLE,
    POSES,
    SCENES,
    THINGS,
    UNCOLOURED,
    people_in,
    textures_of,
)

PLACES = {
    "meadow": "in a meadow",
    "flower field": "in a flower field",
    "forest": "in a forest",
    "sea": "by the sea",
    "snow": "in the snow",
    "desert": "in the desert",
    "street": "in the street",
    "room": "in a room",
    "night": "at night",
    "stage": "on a stage",
}

# How a texture is said after the thing; before it, the texture's own name is used.
_AFTERWARDS = {
    "striped": "with stripes",
    "dotted": "with dots",
    "chequered": "with chequers",
    "sponge": "made of sponge",
}

# Unusual kinds have words of their own, which the writer uses now and then; the usual kind is never said.
KIND_WORDS = {"tent": "tent", "tower": "tower house", "flat": "flat house", "sea": "sea sponge"}

WRONG_SHARE, MISSING_SHARE = 0.03, 0.02
"""Shares of captions that name something else, and that are empty, as in captions gathered from the web."""
GUESSED_SHARE = 0.3
"""Share of captions of people in which the writer says woman or man, guessed from hair, beard and headscarf."""
_POSE_SHARE, _SIZE_SHARE, _KIND_SHARE = 0.75, 0.75, 0.3
_SUN_SHARE, _PLAIN_SAID_SHARE = 0.03, 0.06


def _with_article(words: str) -> str:
    spoken = words[0] in "aeiou" and not words.startswith(("uni", "eu", "one ", "use"))
    return f"an {words}" if spoken else f"a {words}"


def _together(*words: str) -> str:
    return " ".join(word for word in words if word)


def _wears(placed: Placed) -> bool:
    # A colour before "person" would be heard as skin, so people wear their colour in every caption.
    return placed.thing.split()[-1] in _WEARERS


_WEARERS = (*PEOPLE, "woman", "man", "girl", "boy")


def front(placed: Placed) -> str:
    """A small running striped red cat; a yellow sponge car; a person in striped red."""
    colour, texture, thing = placed.colour, placed.texture, placed.thing
    first = _together(placed.size, placed.pose)
    if _wears(placed):
        if texture == "sponge":
            return f"{_with_article(_together(first, 'sponge', thing))} in {colour}"
        worn = colour if texture == "plain" else f"{texture} {colour}"
        return f"{_with_article(_together(first, thing))} in {worn}"
    if texture == "plain":
        return _with_article(_together(first, colour, thing))
    words = (colour, texture) if texture == "sponge" else (texture, colour)
    return _with_article(_together(first, *words, thing))


def _swapped(placed: Placed) -> str:
    """A red striped cat; a person in red striped clothes; else the same as in front."""
    if placed.texture in ("plain", "sponge"):
        return front(placed)
    first = _together(placed.size, placed.pose)
    if _wears(placed):
        return f"{_with_article(_together(first, placed.thing))} in {placed.colour} {placed.texture} clothes"
    return _with_article(_together(first, placed.colour, placed.texture, placed.thing))


def _after(placed: Placed) -> str:
    """A red cat with stripes; a yellow car made of sponge; a person in red with dots; a red cat running."""
    if _wears(placed):
        words = f"{_with_article(_together(placed.size, placed.thing))} in {placed.colour}"
    else:
        words = _with_article(_together(placed.size, placed.colour, placed.thing))
    return _together(words, _AFTERWARDS.get(placed.texture, ""), placed.pose)


def _plainly(placed: Placed) -> str:
    """A plain red cat; a person in plain red."""
    if _wears(placed):
        return f"{_with_article(placed.thing)} in plain {placed.colour}"
    return _with_article(_together("plain", placed.colour, placed.thing))


def _colourless(placed: Placed) -> str:
    """A striped cat; a sponge car; a person in striped clothes; a cat."""
    first = _together(placed.size, placed.pose)
    if placed.texture == "plain":
        return _with_article(_together(first, placed.thing))
    if _wears(placed) and placed.texture != "sponge":
        return f"{_with_article(_together(first, placed.thing))} in {placed.texture} clothes"
    return _with_article(_together(first, placed.texture, placed.thing))


def _vague(placed: Placed) -> str:
    return _with_article(placed.thing)


def guessed(one: Person, chance: float) -> str:
    """The word "woman" or "man" that the imaginary writer guesses from what is drawn.

    A beard is called man, long hair or a headscarf woman, and the rest one or the other: 4 in 5 times man.
    """
    if one.beard:
        return "man"
    if one.long_hair or one.headscarf:
        return "woman"
    return "man" if chance < 0.8 else "woman"


def _named(placed: Placed, chance: Callable[[], float]) -> Placed:
    """The thing as one caption names it: some of its marks left out, a kind or a guess put in."""
    guess, which, kind, pose, size = (chance() for _ in range(5))
    thing = placed.thing
    if thing in ("person", "child", *OCCUPATIONS) and guess < GUESSED_SHARE:
        word = guessed(placed.people[0], which)
        if thing == "child":
            thing = {"woman": "girl", "man": "boy"}[word]
        else:
            thing = word if thing == "person" else f"{word} {thing}"
    unusual = KIND_WORDS.get(placed.kind.split(",")[0], "")
    if unusual and kind < _KIND_SHARE:
        thing = unusual
    said_pose = placed.pose if pose < _POSE_SHARE else ""
    return replace(placed, thing=thing, pose=said_pose, size=placed.size if size < _SIZE_SHARE else "")


def _mistaken(description: Description, chance: Callable[[], float], placeless: bool) -> Description:
    """The same picture with its first thing called something else, or its place (if said) taken for another.

    A mistake never says what was kept out of the data set: no caption speaks of a spongecat.
    """
    which, to = chance(), chance()
    first, *others = description.placed
    seen = [one.thing for one in description.placed]
    if which < 0.5 and not placeless:
        places = [scene for scene in SCENES if scene != description.scene]
        return next(
            (replace(description, scene=scene) for scene in _from(places, to) if _kept(description.placed, scene)),
            description,
        )
    called = [
        thing for thing in THINGS if thing not in (*seen, *PEOPLE, *UNCOLOURED) and first.texture in textures_of(thing)
    ]
    for thing in _from(called, to):
        mistaken = replace(first, thing=thing, pose="", kind="", people=())
        if _kept((mistaken,), description.scene):
            return replace(description, placed=(mistaken, *others))
    return description


def _from(words: Sequence[str], start: float) -> Sequence[str]:
    """All the words once, beginning at the share `start` (0 to 1) of them."""
    at = int(start * len(words))
    return (*words[at:], *words[:at])


def _kept(placed: Sequence[Placed], scene: str) -> bool:
    """Whether the data set may hold all of these things in this scene."""
    looks = [(one.thing, one.colour, one.texture, scene) for one in placed]
    return not any(held_out(*look) or never_drawn(*look) for look in looks)


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption and its fault: "wrong", "missing" (the text is empty), or "" where it says what is there."""

    text: str
    fault: str = ""


def captions(description: Description) -> tuple[str, ...]:
    """The texts of the seven captions of one picture, see `written`."""
    return tuple(caption.text for caption in written(description))


def written(description: Description) -> tuple[Caption, ...]:
    """Seven captions of one picture, from full to vague; any of them may repeat.

    Five are full, one leaves out colour or scene, one is vague. Lower case, no punctuation. The sun, drawn in every
    outdoor day, is said in 3 % of those; plain is hardly ever said. `WRONG_SHARE` of all captions are wrong and
    `MISSING_SHARE` are empty. The two data sets share their chance: where they show the same, they say the same.
    """
    stream = description.variant.removesuffix("-even").removesuffix("-gravure")
    chance = random.Random(f"captions:{stream}:{description.index}").random
    sunny = description.scene not in ("night", "room", "stage")

    def said(way: Callable[[Placed], str], where: Callable[[str], str] | None = str, joint: str = "and") -> Caption:
        trouble, order = chance(), chance()
        if trouble < MISSING_SHARE:
            return Caption("", "missing")
        mistaken = trouble < MISSING_SHARE + WRONG_SHARE
        seen = _mistaken(description, chance, where is None) if mistaken else description
        words = [way(_named(placed, chance)) for placed in seen.placed]
        if order < 0.5:
            words.reverse()
        place = f" {where(PLACES[seen.scene])}" if where else ""
        return Caption(f" {joint} ".join(words) + place, "" if seen is description else "wrong")

    # One caption of the seven may say "plain", and one the sun: seven times their share.
    all_plain = all(placed.texture == "plain" and placed.colour for placed in description.placed)
    fourth = _plainly if chance() < 7 * _PLAIN_SAID_SHARE and all_plain else front
    lit = sunny and chance() < 7 * _SUN_SHARE
    half, vague_place = chance() < 0.5, chance() < 0.5
    return (
        said(front),
        said(_after),
        said(_swapped),
        said(fourth, (lambda place: f"{place} in the sun") if lit else str),
        said(front, joint="next to"),
        said(front, where=None) if half else said(_colourless),
        said(_vague, str if vague_place else None),
    )


def full_prompt(description: Description) -> str:
    """The full caption of a picture without fault or guess: every colour and texture, no pose, size or kind."""
    things = " and ".join(front(replace(placed, pose="", size="")) for placed in description.placed)
    return f"{things} {PLACES[description.scene]}"


def alone(thing: str, colour: str, texture: str, chance: Callable[[], float]) -> Placed:
    """A thing by itself in the middle, in its usual pose and kind; `chance` decides how people look, evenly."""
    kind = KINDS.get(thing, ("",))[0]
    faces = [tuple(chance() for _ in range(8)) for _ in range(4)]
    table = skew(even=True)
    people = tuple(person(word, table, face) for word, face in zip(people_in(thing, kind), faces, strict=False))
    scale = round(0.86 * FIT.get(thing, 1), 2)
    height = 104.4 if thing == "balloon" else 113
    pose = POSES.get(thing, ("",))[0]
    return Placed(thing, colour, texture, 64, height, scale, False, pose, kind, "", people)


def evaluation_prompts(n: int, seed: int) -> list[tuple[str, Description]]:
    """`n` full prompts with the picture they ask for, of combinations that were never drawn.

    Single things only, in a random order that `seed` fixes; pairs of `never_drawn.toml` are not among them.
    Where there are fewer combinations than `n`, they come again, so paint those from other noise.
    """
    chance = random.Random(f"evaluation:{seed}").random
    found = [
        (thing, colour, texture, scene)
        for thing in THINGS
        for colour in ([""] if thing in UNCOLOURED else COLOURS)
        for texture in textures_of(thing)
        for scene in SCENES
        if held_out(thing, colour, texture, scene) and not never_drawn(thing, colour, texture, scene)
    ]
    shuffled = sorted(found, key=lambda _: chance())
    prompts = []
    for number in range(n):
        thing, colour, texture, scene = shuffled[number % len(shuffled)]
        placed = alone(thing, colour, texture, chance)
        truth = Description(number, scene, (placed,), 104, 0.5, False, "evaluation")
        prompts.append((full_prompt(truth), truth))
    return prompts
