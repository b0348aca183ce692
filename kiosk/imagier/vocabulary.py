"""What the Imagier can draw: things, colours, textures, scenes, people, and the mask's classes."""

from __future__ import annotations

from dataclasses import dataclass

ANIMALS = (
    "cat", "dog", "rabbit", "horse", "elephant", "bear", "fox", "lion", "owl", "bird",
    "fish", "shark", "butterfly", "snail", "turtle", "frog", "spider",
)  # fmt: skip
FANTASY = ("dragon", "unicorn", "dinosaur", "monster", "robot")
PLANTS = ("flower", "rhododendron", "tree", "cactus", "mushroom")
FOOD = ("apple", "pear", "carrot", "pizza", "ice cream", "meal")
BUILDINGS = ("house", "castle", "school")
VEHICLES = ("car", "train", "boat", "bicycle", "rocket")
OBJECTS = (
    "balloon", "umbrella", "chair", "lamp", "cup", "book", "clock", "ball", "football",
    "hat", "sponge", "heart", "star", "rainbow", "party",
)  # fmt: skip
OCCUPATIONS = (
    "doctor", "surgeon", "nurse", "teacher", "cook", "firefighter", "farmer", "pilot",
    "scientist", "musician", "cleaner",
)  # fmt: skip
PEOPLE = ("person", "child", "baby", *OCCUPATIONS, "king", "queen", "princess", "pirate", "family")

THINGS = ANIMALS + FANTASY + PLANTS + FOOD + BUILDINGS + VEHICLES + OBJECTS + PEOPLE

TEXTURES = ("plain", "striped", "dotted", "chequered", "sponge")

SCENES = ("meadow", "flower field", "forest", "sea", "snow", "desert", "street", "room", "night", "stage")

# What an animal or a person can be seen doing; the first is the usual one.
POSES = {
    **dict.fromkeys(("cat", "dog", "rabbit", "fox", "lion", "bear"), ("sitting", "standing", "running")),
    **dict.fromkeys(("horse", "unicorn", "elephant", "dinosaur"), ("standing", "running")),
    **dict.fromkeys(("person", "child"), ("standing", "sitting", "running")),
}

# One word, several ways to draw it; the first is the usual one.
KINDS = {
    "house": ("gable", "flat", "tower", "tent"),
    "meal": ("noodles", "rice bowl", "soup and bread", "couscous", "curry on a leaf"),
    "sponge": ("kitchen", "sea"),
    "family": ("two adults, two children", "two adults, one child", "one adult, two children", "two adults",
               "one adult, one child"),
}  # fmt: skip

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
    "black": Colour("#2e2a35", "#4a4553", "#ebe6dc", "#4d4757", "#15121a"),
    "grey": Colour("#81838c", "#62646e", "#dcdde2", "#a2a6b2", "#666d86"),
    "white": Colour("#fcf9f1", "#d9d3c9", "#bfbcca", "#fcf9f1", "#b2b8d2"),
}

# How people are drawn. Which of these a person gets is in `skew.toml`, where people can read it.
HAIR_STYLES = ("short", "long", "bun", "curly", "braids", "bald")
LONG_HAIR = ("long", "braids")
HAIR_COLOURS = {
    "black": "#2b2329",
    "brown": "#6b4329",
    "fair": "#dba945",
    "red": "#b5532a",
    "grey": "#b9b4b0",
}
SKIN_TONES = ("#f7d9c0", "#e9bb92", "#c78d5e", "#95613b", "#613d28")
AGES = ("adult", "old")

# Drawings differ in size; this brings the widest or highest to about the size of the others.
FIT = {"carrot": 1.08, "party": 0.92, "family": 0.94}

# How large a single thing is drawn, and the share of pictures in which it is.
SIZES = {"": (0.8, 0.76, 0.92), "small": (0.12, 0.46, 0.56), "big": (0.08, 0.98, 1.06)}

# The sponge is foam already, so a sponge of sponge texture is just a sponge.
FOAM_THINGS = ("sponge",)

# A rainbow has all its colours: nobody says which, and it has no texture.
UNCOLOURED = ("rainbow",)


def textures_of(thing: str) -> tuple[str, ...]:
    """The textures a thing can have: all five, but a sponge has no sponge texture and a rainbow none at all."""
    if thing in UNCOLOURED:
        return ("plain",)
    if thing in FOAM_THINGS:
        return tuple(texture for texture in TEXTURES if texture != "sponge")
    return TEXTURES


def people_in(thing: str, kind: str) -> tuple[str, ...]:
    """The word for each person that is drawn: none for most things, "person" and "child" for a family."""
    if thing != "family":
        return (thing,) if thing in PEOPLE else ()
    words = kind.replace(",", "").split()
    count = {"one": 1, "two": 2}
    adults, children = count[words[0]], count[words[2]] if len(words) > 2 else 0
    return ("person",) * adults + ("child",) * children
