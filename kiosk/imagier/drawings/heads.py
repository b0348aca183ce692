"""The heads of all people: skin, face, hair, beard, headscarf and glasses, and the hat they wear.

A head is drawn around 0, 0, about 20 units in radius, and fitted to its body afterwards. Everyone has the same face
but for what `Person` says; only the smile differs with it, and no smile belongs to one length of hair or one skin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.imagier.drawings.fitting import fitted, mix
from kiosk.imagier.paper import Part, eye, line, oval, path
from kiosk.imagier.skew import Person
from kiosk.imagier.vocabulary import HAIR_COLOURS, SKIN_TONES

DARK = "#2a2331"
RIBBON = "#e2706a"

# Where curls sit: those a hat would hide, and those at the sides.
_TOP_CURLS = ((-14, -19), (-4, -25), (8, -25), (17, -17))
_SIDE_CURLS = ((-22, -8), (-25, 4), (-22, 15), (22, -8), (25, 4), (22, 15))


@dataclass(frozen=True, slots=True)
class Head:
    """A head in two layers: the hair `behind` the body, and everything `before` it."""

    behind: list[Part]
    before: list[Part]

    def fitted(self, x: float, y: float, scale: float, turn: float = 0) -> Head:
        """The same head, with its middle at x, y."""
        return Head(fitted(self.behind, x, y, scale, turn), fitted(self.before, x, y, scale, turn))


# The smile that goes with each hair style before glasses and age move it on by one.
_SMILES = {"short": 0, "curly": 1, "bald": 2, "long": 1, "braids": 0, "bun": 2}

# Hair that would disappear on skin of nearly the same colour is cut from a neighbouring paper.
_APART = {("brown", 4): "#8c5a35", ("brown", 3): "#553321", ("red", 3): "#c9521f", ("fair", 2): "#e6b84c"}


def hair_of(person: Person, old: bool) -> str:
    """The colour of a person's hair: grey in old age."""
    name = "grey" if old else person.hair_colour
    return _APART.get((name, person.skin), HAIR_COLOURS[name])


def skin_of(person: Person) -> str:
    """The colour of a person's skin."""
    return SKIN_TONES[person.skin]


def head(
    person: Person,
    clothes: str,
    hat: Sequence[Part] = (),
    look: float = 0,
    blown: float = 0,
    young: bool = False,
    covered: Sequence[Part] = (),
) -> Head:
    """A head whose face looks `look` units to the right and whose hair is `blown` by so many degrees.

    `clothes` is the colour of the clothes, which a headscarf keeps away from. A `hat` is worn above the forehead;
    `covered` lies on the face (a mask). Children (`young`) have no beard and no lines of age.
    """
    old = person.age == "old" and not young
    hair = hair_of(person, old)
    skin = skin_of(person)
    if person.headscarf:
        behind, under, over = _headscarf("#c4476a" if clothes in ("blue", "green", "grey") else "#1b938b")
    else:
        behind, under, over = _hair(person.hair, hair, bool(hat), blown)
    hidden = person.headscarf or person.hair in ("long", "curly")
    ears = () if hidden else (oval(-20, 2, 5, 5.5, skin), oval(20, 2, 5, 5.5, skin))
    wide, high = (16, 17.5) if person.headscarf else (20, 19)
    face = [*under, *ears, oval(0, 0.5, wide, high, skin)]
    features = _face(person, hair, skin, old, not young and person.beard)
    return Head(behind, [*face, *fitted(features, look), *covered, *over, *hat])


def _face(person: Person, hair: str, skin: str, old: bool, beard: bool) -> list[Part]:
    dark = mix(skin, "#54202a", 0.32)
    narrow = 0.8 if person.headscarf else 1
    parts = [oval(x, 8, 4, 2.8, "#e2605c", opacity=0.5) for x in (-12, 12)]
    if old:
        parts += [
            line("M-15 9 C-14.5 11.5 -13 13.5 -11 14.5", 2.2, dark),
            line("M15 9 C14.5 11.5 13 13.5 11 14.5", 2.2, dark),
            line("M-12.5 8.5 C-10 10 -7 10 -5 8.8", 2, dark),
            line("M12.5 8.5 C10 10 7 10 5 8.8", 2, dark),
        ]
    if beard:
        d = (
            f"M{-20 * narrow:g} 4 C{-21 * narrow:g} 18 -12 28 0 28 C12 28 {21 * narrow:g} 18 {20 * narrow:g} 4 "
            f"C{18 * narrow:g} 11 14 13 10 10.5 C5 7.5 -5 7.5 -10 10.5 C-14 13 {-18 * narrow:g} 11 {-20 * narrow:g} 4 Z"
        )
        parts.append(path(d, hair))
        parts.append(path("M-8 20 C-4 23 4 23 8 20 C5 26 -5 26 -8 20 Z", mix(hair, "#221c35", 0.25)))
    parts += [
        *fitted(_smile(person, old), 0, 1.5 if beard else 0),
        *eye(-8, 0.5, 5.6, 0.4),
        *eye(8, 0.5, 5.6, -0.4),
        oval(0, 6.4, 2.7, 2.1, dark),
    ]
    if person.glasses:
        frame = "#f3c64f" if person.skin > 2 else "#31406f"
        ring = 'ellipse cx="{}" cy="0.8" rx="7.4" ry="7.4"'
        parts += [
            line("M-14 -0.5 L-19 -2", 2.6, frame),
            line("M14 -0.5 L19 -2", 2.6, frame),
            line("M-1.5 0 L1.5 0", 2.6, frame),
            Part(ring.format(-8), frame, line=2.6),
            Part(ring.format(8), frame, line=2.6),
        ]
    brow = mix(hair, "#221c35", 0.3)
    return [
        *parts,
        line("M-12 -8 C-10 -9.6 -7 -9.6 -5 -8.4", 2.4, brow),
        line("M12 -8 C10 -9.6 7 -9.6 5 -8.4", 2.4, brow),
    ]


def _smile(person: Person, old: bool) -> list[Part]:
    """One of three smiles: a laugh with the tongue, a laugh with teeth, closed lips."""
    which = (_SMILES[person.hair] + person.glasses + old) % 3
    if which == 2:
        return [line("M-6.5 11 C-4 16.2 4 16.2 6.5 11", 2.8, "#35121a" if person.skin > 2 else "#96323a")]
    laugh = path("M-7 10.4 C-3 12.4 3 12.4 7 10.4 C7 18.8 -7 18.8 -7 10.4 Z", "#7d1f2f", 1.6)
    if which == 1:
        return [laugh, path("M-6 10.9 C-3 12.6 3 12.6 6 10.9 C5.6 15 -5.6 15 -6 10.9 Z", "#fffaf2")]
    return [laugh, path("M-4 15.4 C-2 13.2 2 13.2 4 15.4 C2 17.2 -2 17.2 -4 15.4 Z", "#ef8084")]


def _hair(style: str, colour: str, hatted: bool, blown: float) -> tuple[list[Part], list[Part], list[Part]]:
    """Hair behind the body, under the face and over it."""
    light, dark = mix(colour, "#ffffff", 0.22), mix(colour, "#1c1420", 0.3)
    gleam = path("M-15 -13 C-12 -20 -5 -23 1 -23 C-4 -20 -9 -17 -11 -11 Z", light, 1)
    if style == "bald":
        return [], [], [oval(-8, -12, 4.5, 2.6, "gleam", turn=-35)]
    if style == "curly":
        spots = _SIDE_CURLS if hatted else _SIDE_CURLS + _TOP_CURLS
        under = [oval(x, y, 9.5, 9.5, colour) for x, y in spots]
        rim = [oval(x, y, 6.5, 6, colour) for x, y in ((-15, -12), (-6, -16), (4, -16.5), (14, -12.5))]
        marks = [oval(x, y, 3, 2.4, light, turn=-30) for x, y in ((-24, 1), (-17, -14), (-5, -20), (20, -10))]
        return [], under, [*_cast(rim), *rim, *marks]
    if style in ("long", "braids"):
        part = path(
            "M-20.5 6 C-26 -22 -12 -27 0 -27 C12 -27 26 -22 20.5 6 C20 -4 13 -9 3 -18 C-4 -10 -15 -6 -20.5 6 Z",
            colour,
            1.5,
        )
        if style == "long":
            return _long(colour, dark, blown, [*_cast([part]), part, gleam])
        plaits = [_plait(side, colour, light, dark, blown) for side in (-1, 1)]
        # Under the face, so that a full beard lies before them.
        return [], [*plaits[0], *plaits[1]], [*_cast([part]), part, gleam]
    if style == "bun":
        swept = path(
            "M-20 1 C-25 -24 -10 -27 0 -27 C10 -27 25 -24 20 1 C19 -9 11 -13.5 0 -13.5 C-11 -13.5 -19 -9 -20 1 Z",
            colour,
            1.5,
        )
        x, y = (22, 8) if hatted else (3, -28)
        bun = [
            oval(x, y, 10, 9.5, colour),
            line(f"M{x - 5} {y - 1} C{x - 3} {y - 6} {x + 4} {y - 6} {x + 5} {y}", 3, light),
        ]
        return [], bun, [*_cast([swept]), swept, gleam]
    crop = path(
        "M-20.5 4 C-25 -16 -20 -27 -4 -26 C2 -31 20 -27 21 -12 C22 -6 21 0 20.5 4 C18 0 17.5 -7 15 -11.5 "
        "C6 -9.5 -6 -10.5 -12 -14 C-15 -9 -18 -4 -20.5 4 Z",
        colour,
        1.5,
    )
    return [], [], [*_cast([crop]), crop, gleam]


def _cast(parts: Sequence[Part]) -> list[Part]:
    """The shadow of the hair on the forehead."""
    return [replace(part, paint="shade") for part in fitted(parts, 0, 1.6, 0.97)]


def _long(colour: str, dark: str, blown: float, fringe: list[Part]) -> tuple[list[Part], list[Part], list[Part]]:
    back = path(
        "M-21 -6 C-24 -30 24 -30 21 -6 C23 10 25 26 29 42 C20 48 -20 48 -29 42 C-25 26 -23 10 -21 -6 Z", dark, 3
    )
    locks = [
        path("M-21 -4 C-25 8 -26 24 -22 39 C-16 40 -12 34 -13 26 C-17 18 -18 8 -17 -2 Z", colour, 2),
        path("M21 -4 C25 8 26 24 22 39 C16 40 12 34 13 26 C17 18 18 8 17 -2 Z", colour, 2),
    ]
    if blown:
        flying = path(
            "M-6 -24 C14 -32 26 -16 40 -18 C47 -19 52 -16 56 -18 C54 -10 48 -6 54 2 C48 2 46 6 47 13 "
            "C38 9 28 18 12 15 Z",
            colour,
            3,
        )
        strand = path("M12 -6 C24 -8 34 -4 45 -7 C40 0 26 4 13 3 Z", dark, 2)
        return [flying, strand], [], fringe
    return [back], [], [*fringe, *locks]


def _plait(side: int, colour: str, light: str, dark: str, blown: float) -> list[Part]:
    """A braid over the shoulder on one side, with a ribbon at its end."""
    beads = [
        oval(0, 0, 6, 6.5, colour, turn=20),
        oval(-1.2, 9, 6.2, 6.5, dark, turn=-20),
        oval(0, 18, 5.8, 6.5, colour, turn=20),
        oval(-0.6, 26.5, 5, 6, dark, turn=-20),
        oval(0, 32, 4.6, 3.2, RIBBON),
        oval(0, 37, 4, 4.5, colour),
    ]
    return fitted(beads, 24 * side, 6, 1, -blown, mirror=side > 0)


def _headscarf(colour: str) -> tuple[list[Part], list[Part], list[Part]]:
    fold = mix(colour, "#1c1830", 0.24)
    under = [
        path("M-23 0 C-25 -31 25 -31 23 0 C24 9 22 14 26 22 C14 31 -14 31 -26 22 C-22 14 -24 9 -23 0 Z", colour, 2),
        path("M-17 11 C-12 21 12 21 17 11 C18 17 8 25 -4 25 C-12 24 -18 17 -17 11 Z", fold),
    ]
    over = [path("M-15 16 C-6 22 8 21 16 13 C14 22 2 27 -10 24 C-12 22 -14 19 -15 16 Z", colour, 1)]
    return [], under, over
