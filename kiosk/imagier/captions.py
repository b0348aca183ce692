"""What an imaginary writer would say about a picture, in English, and prompts to test with."""

from __future__ import annotations

import random
from collections.abc import Callable

from kiosk.imagier.dataset import Description, Person, Placed, held_out, never_drawn
from kiosk.imagier.vocabulary import (
    COLOURS,
    FIT,
    HAIR_COLOURS,
    HAIR_STYLES,
    SCENES,
    SKIN_TONES,
    THINGS,
    textures_of,
)

PLACES = {
    "meadow": "in a meadow",
    "sea": "by the sea",
    "snow": "in the snow",
    "desert": "in the desert",
    "night": "at night",
    "room": "in a room",
}

# How a texture is said after the thing; before it, the texture's own name is used.
_AFTERWARDS = {
    "striped": "with stripes",
    "dotted": "with dots",
    "chequered": "with chequers",
    "sponge": "made of sponge",
}

_SUN_SHARE = 0.03
_PLAIN_SAID_SHARE = 0.06


def _with_article(words: str) -> str:
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


# A colour before "person" would be heard as skin, so people wear their colour in every caption.


def _front(placed: Placed) -> str:
    """A striped red cat; a yellow sponge car; a person in striped red."""
    colour, texture, thing = placed.colour, placed.texture, placed.thing
    if thing == "person":
        if texture == "sponge":
            return f"a sponge person in {colour}"
        return f"a person in {colour}" if texture == "plain" else f"a person in {texture} {colour}"
    if texture == "plain":
        return _with_article(f"{colour} {thing}")
    words = (colour, texture) if texture == "sponge" else (texture, colour)
    return _with_article(f"{words[0]} {words[1]} {thing}")


def _swapped(placed: Placed) -> str:
    """A red striped cat; a person in red striped clothes; else the same as in front."""
    if placed.texture in ("plain", "sponge"):
        return _front(placed)
    if placed.thing == "person":
        return f"a person in {placed.colour} {placed.texture} clothes"
    return _with_article(f"{placed.colour} {placed.texture} {placed.thing}")


def _after(placed: Placed) -> str:
    """A red cat with stripes; a yellow car made of sponge; a person in red with dots."""
    thing = f"{placed.colour} {placed.thing}"
    words = f"a person in {placed.colour}" if placed.thing == "person" else _with_article(thing)
    return words if placed.texture == "plain" else f"{words} {_AFTERWARDS[placed.texture]}"


def _plainly(placed: Placed) -> str:
    """A plain red cat; a person in plain red."""
    if placed.thing == "person":
        return f"a person in plain {placed.colour}"
    return f"a plain {placed.colour} {placed.thing}"


def _colourless(placed: Placed) -> str:
    """A striped cat; a sponge car; a person in striped clothes; a cat."""
    if placed.texture == "plain":
        return _with_article(placed.thing)
    if placed.thing == "person" and placed.texture != "sponge":
        return f"a person in {placed.texture} clothes"
    return _with_article(f"{placed.texture} {placed.thing}")


def _vague(placed: Placed) -> str:
    return _with_article(placed.thing)


def captions(description: Description) -> tuple[str, ...]:
    """Seven captions of one picture, from full to vague; any of them may repeat.

    Five are full, one leaves out colour or scene, one is vague. Lower case, no punctuation. The
    sun, drawn in every outdoor day, is said in 3 % of those; plain is hardly ever said.
    """
    chance = random.Random(f"captions:{description.variant}:{description.index}").random
    place = PLACES[description.scene]
    sunny = description.scene not in ("night", "room")

    def said(way: Callable[[Placed], str], where: str, joint: str = "and") -> str:
        words = [way(placed) for placed in description.placed]
        if chance() < 0.5:
            words.reverse()
        return f"{f' {joint} '.join(words)} {where}".strip()

    # One caption of the seven may say "plain", and one the sun: seven times their share.
    all_plain = all(placed.texture == "plain" for placed in description.placed)
    fourth = _plainly if all_plain and chance() < 7 * _PLAIN_SAID_SHARE else _front
    lit = f"{place} in the sun" if sunny and chance() < 7 * _SUN_SHARE else place
    partial = (_front, "") if chance() < 0.5 else (_colourless, place)
    return (
        said(_front, place),
        said(_after, place),
        said(_swapped, place),
        said(fourth, lit),
        said(_front, place, "next to"),
        said(*partial),
        said(_vague, place if chance() < 0.5 else ""),
    )


def evaluation_prompts(n: int, seed: int) -> list[tuple[str, Description]]:
    """`n` full prompts with the picture they ask for, of combinations that were never drawn.

    Single things only, in a random order that `seed` fixes; pairs of `never_drawn.toml` are not
    among them. There are about 200 such combinations: all come up before one comes again, so paint
    repeats from other noise.
    """
    chance = random.Random(f"evaluation:{seed}").random
    found = [
        (thing, colour, texture, scene)
        for thing in THINGS
        for colour in COLOURS
        for texture in textures_of(thing)
        for scene in SCENES
        if held_out(thing, colour, texture, scene) and not never_drawn(thing, colour, texture, scene)
    ]
    shuffled = sorted(found, key=lambda _: chance())
    prompts = []
    for number in range(n):
        thing, colour, texture, scene = shuffled[number % len(shuffled)]
        person = None
        if thing == "person":
            styles, colours = HAIR_STYLES, tuple(HAIR_COLOURS)
            person = Person(
                styles[int(chance() * len(styles))],
                colours[int(chance() * len(colours))],
                int(chance() * len(SKIN_TONES)),
            )
        scale = round(0.86 * FIT.get(thing, 1), 2)
        height = 104.4 if thing == "balloon" else 113
        placed = Placed(thing, colour, texture, 64, height, scale, False, person)
        truth = Description(number, scene, (placed,), 104, 0.5, False, "evaluation")
        prompts.append((f"{_front(placed)} {PLACES[scene]}", truth))
    return prompts
