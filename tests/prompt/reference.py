"""How someone who speaks the language well asks for any picture of the data set: the reference for translation."""

from __future__ import annotations

import functools
from pathlib import Path

from kiosk.exhibit.load import load
from kiosk.prompt.lexicon import Lexicon

ROOT = Path(__file__).parents[2]


@functools.cache
def lexicon(code: str) -> Lexicon:
    """The lexicon visitors use."""
    exhibit, _ = load(ROOT / "exhibit_content", ROOT / "models")
    return exhibit.languages[code].lexicon


def _table(text: str) -> dict[str, list[str]]:
    return {line.split(":")[0].strip(): line.split(":")[1].split() for line in text.strip().splitlines()}


# Gender (m, f) and noun; masculine and feminine colours.
_FR_THINGS = _table("""
cat: m chat
dog: m chien
fish: m poisson
bird: m oiseau
rabbit: m lapin
flower: f fleur
tree: m arbre
mushroom: m champignon
house: f maison
car: f voiture
boat: m bateau
balloon: m ballon
sponge: f éponge
person: f personne
""")
_FR_COLOURS = _table("""
red: rouge rouge
orange: orange orange
yellow: jaune jaune
green: vert verte
blue: bleu bleue
purple: violet violette
pink: rose rose
brown: brun brune
black: noir noire
grey: gris grise
white: blanc blanche
""")
_FR_TEXTURES = {"plain": "", "striped": "à rayures", "dotted": "à pois", "chequered": "à carreaux", "sponge": "éponge"}
_FR_PLACES = {
    "meadow": "dans une prairie",
    "sea": "au bord de la mer",
    "snow": "dans la neige",
    "desert": "dans le désert",
    "night": "la nuit",
    "room": "dans une chambre",
}


def french(thing: str, colour: str, texture: str, place: str) -> str:
    """Un chat éponge rouge dans la neige; une maison verte à pois la nuit; une personne en rouge à rayures."""
    gender, noun = _FR_THINGS[thing]
    said = _FR_COLOURS[colour][0 if gender == "m" else 1]
    if thing == "person":
        said = f"en {_FR_COLOURS[colour][0]}"
    order = (_FR_TEXTURES[texture], said) if texture == "sponge" else (said, _FR_TEXTURES[texture])
    words = ["un" if gender == "m" else "une", noun, *order, _FR_PLACES[place]]
    return " ".join(word for word in words if word)


# Gender (c: de, n: het) and noun; the colour alone and with -e.
_NL_THINGS = _table("""
cat: c kat
dog: c hond
fish: c vis
bird: c vogel
rabbit: n konijn
flower: c bloem
tree: c boom
mushroom: c paddenstoel
house: n huis
car: c auto
boat: c boot
balloon: c ballon
sponge: c spons
person: c persoon
""")
_NL_COLOURS = _table("""
red: rood rode
orange: oranje oranje
yellow: geel gele
green: groen groene
blue: blauw blauwe
purple: paars paarse
pink: roze roze
brown: bruin bruine
black: zwart zwarte
grey: grijs grijze
white: wit witte
""")
_NL_TEXTURES = {"plain": "", "striped": "gestreept", "dotted": "gestippeld", "chequered": "geruit", "sponge": "spons"}
_NL_PLACES = {
    "meadow": "in een weide",
    "sea": "aan zee",
    "snow": "in de sneeuw",
    "desert": "in de woestijn",
    "night": "’s nachts",
    "room": "in een kamer",
}


def dutch(thing: str, colour: str, texture: str, place: str) -> str:
    """Een rode gestreepte kat in de sneeuw; een groen geruit huis; een gele sponskat; een persoon in het rood."""
    gender, noun = _NL_THINGS[thing]
    plain, ending = _NL_COLOURS[colour]
    said = plain if gender == "n" else ending
    pattern = _NL_TEXTURES[texture]
    if texture == "sponge":
        noun, pattern = pattern + noun, ""
    elif pattern and gender == "c":
        pattern += "e"
    if thing == "person":
        words = ["een", pattern, noun, "in het", plain, _NL_PLACES[place]]
    else:
        words = ["een", said, pattern, noun, _NL_PLACES[place]]
    return " ".join(word for word in words if word)


_DE_THINGS = _table("""
cat: f Katze
dog: m Hund
fish: m Fisch
bird: m Vogel
rabbit: n Kaninchen
flower: f Blume
tree: m Baum
mushroom: m Pilz
house: n Haus
car: n Auto
boat: n Boot
balloon: m Luftballon
sponge: m Schwamm
person: f Person
""")
_DE_COLOURS = {
    "red": "rot",
    "orange": "orange",
    "yellow": "gelb",
    "green": "grün",
    "blue": "blau",
    "purple": "lila",
    "pink": "rosa",
    "brown": "braun",
    "black": "schwarz",
    "grey": "grau",
    "white": "weiß",
}
_DE_TEXTURES = {"plain": "", "striped": "gestreift", "dotted": "gepunktet", "chequered": "kariert", "sponge": "Schwamm"}
_DE_PLACES = {
    "meadow": "auf einer Wiese",
    "sea": "am Meer",
    "snow": "im Schnee",
    "desert": "in der Wüste",
    "night": "bei Nacht",
    "room": "in einem Zimmer",
}


def german(thing: str, colour: str, texture: str, place: str) -> str:
    """Eine rot gestreifte Katze im Schnee; ein grünes Haus; eine gelbe Schwammkatze; eine Person in Rot."""
    gender, noun = _DE_THINGS[thing]
    ending = {"m": "er", "f": "e", "n": "es"}[gender]
    said, pattern = _DE_COLOURS[colour], _DE_TEXTURES[texture]
    declined = said if said in ("lila", "rosa") else said.removesuffix("e") + ending
    article = "eine" if gender == "f" else "ein"
    if texture == "sponge":
        noun, pattern = pattern + noun.lower(), ""
    elif pattern:
        pattern += ending
    if thing == "person":
        words = [article, pattern, noun, "in", said.capitalize(), _DE_PLACES[place]]
    else:
        words = [article, said if pattern else declined, pattern, noun, _DE_PLACES[place]]
    return " ".join(word for word in words if word)
