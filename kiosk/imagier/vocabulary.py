"""What the Imagier can draw: things, colours, textures, scenes, people, and the mask's classes."""

from __future__ import annotations

from dataclasses import dataclass

THINGS = (
    "cat",
    "dog",
    "fish",
    "bird",
    "rabbit",
    "flower",
    "tree",
    "mushroom",
    "house",
    "car",
    "boat",
    "balloon",
    "sponge",
    "person",
)

TEXTURES = ("plain", "striped", "dotted", "chequered", "sponge")

SCENES = ("meadow", "sea", "snow", "desert", "night", "room")

# Parts of a picture that are no thing. "vessel" is a fish bowl or a bath tub,
# "light" the sun or the moon, "plant" what grows in the background.
BACKGROUNDS = ("sky", "ground", "water", "wall", "floor", "light", "plant", "vessel")

# The semantic mask holds positions in this tuple.
CLASSES = BACKGROUNDS + THINGS


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of paper and the tones cut with it, all as `#rrggbb`.

    `hex` is the colour itself, `deep` its darker paper, `mark` the paper of stripes, dots and
    chequers (far lighter or darker than `hex`), `foam` and `hole` the two tones of a sponge.
    """

    hex: str
    deep: str
    mark: str
    foam: str
    hole: str


COLOURS = {
    "red": Colour("#d63a2f", "#a62821", "#ffe6d2", "#e0483b", "#8f1d1a"),
    "orange": Colour("#f08a24", "#c9660f", "#fff3da", "#f39a3a", "#b4560a"),
    "yellow": Colour("#f8cb2e", "#d39e12", "#8a5410", "#fad34a", "#c08a0c"),
    "green": Colour("#2f9650", "#1f6f3a", "#e6f6cf", "#45aa62", "#175a2e"),
    "blue": Colour("#2c6bd0", "#1d4b9c", "#dfeefc", "#4681de", "#173d84"),
    "purple": Colour("#8148b8", "#5e2f8f", "#f1e1fb", "#935dc8", "#4b2378"),
    "pink": Colour("#ee79a8", "#cb5485", "#fff3f3", "#f492b8", "#b53f72"),
    "brown": Colour("#8a5332", "#643a21", "#f5dfc0", "#9c6441", "#4c2a16"),
    "black": Colour("#2e2a35", "#4a4553", "#ebe6dc", "#5b5564", "#1b1820"),
    "grey": Colour("#81838c", "#62646e", "#dcdde2", "#a1a3ab", "#555760"),
    "white": Colour("#fcf9f1", "#d9d3c9", "#a2708c", "#fcf9f1", "#a9a49c"),
}

# People are sampled evenly over all three tables, whatever else is in the picture.
HAIR_STYLES = ("short", "long", "bun", "curly")
HAIR_COLOURS = {
    "black": "#2b2329",
    "brown": "#6b4329",
    "fair": "#dba945",
    "red": "#b5532a",
    "grey": "#b9b4b0",
}
SKIN_TONES = ("#f7d9c0", "#e9bb92", "#c78d5e", "#95613b", "#613d28")

# Drawings differ in size; this brings the widest or highest to about the size of the others.
FIT = {"bird": 0.84, "boat": 0.9, "car": 0.92, "dog": 0.9, "fish": 0.92, "rabbit": 0.95}

# The sponge is foam already, so a sponge of sponge texture is just a sponge.
FOAM_THINGS = ("sponge",)


def textures_of(thing: str) -> tuple[str, ...]:
    """The textures a thing can have; all five, except that a sponge has no sponge texture."""
    if thing in FOAM_THINGS:
        return tuple(texture for texture in TEXTURES if texture != "sponge")
    return TEXTURES
