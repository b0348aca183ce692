"""How someone who speaks the language well asks for any picture of the data set: the reference for translation."""

from __future__ import annotations

import functools
from pathlib import Path

from kiosk.exhibit.load import load, read_vocabulary
from kiosk.imagier.captions import PLACES
from kiosk.imagier.vocabulary import COLOURS, PEOPLE, SCENES, TEXTURES, THINGS
from kiosk.prompt.lexicon import Lexicon

ROOT = Path(__file__).parents[2]

VERSION_1 = read_vocabulary(ROOT / "models" / "imagier")
"""The words of the model `imagier`, which learned from version 1: 14 things, 6 places, no pose, no size."""
GUESSES = ("woman", "man", "girl", "boy")
KINDS = ("tent", "tower house", "flat house", "sea sponge")
DOING = ("running", "sitting", "standing", "small", "big")
VERSION_2 = frozenset((*THINGS, *COLOURS, *TEXTURES, *SCENES, "sun", *GUESSES, *KINDS, *DOING))
"""The words that stand in the captions of version 2."""


@functools.cache
def lexicon(code: str) -> Lexicon:
    """The lexicon visitors use."""
    exhibit, _ = load(ROOT / "exhibit_content", ROOT / "models")
    return exhibit.languages[code].lexicon


def worn(thing: str) -> bool:
    """Whether the colour is that of the clothes."""
    return thing.split()[-1] in (*PEOPLE, *GUESSES)


def caption(thing: str, colour: str, texture: str, scene: str, pose: str = "", size: str = "") -> str:
    """The full caption of a picture of one thing, in the one order that every prompt is put into."""
    words = [size, pose]
    tail = ""
    if worn(thing):
        words += ["sponge" if texture == "sponge" else "", thing]
        tail = f"in {colour}" if texture in ("plain", "sponge") else f"in {texture} {colour}"
    elif texture == "sponge":
        words += [colour, "sponge", thing]
    else:
        words += ["" if texture == "plain" else texture, colour, thing]
    said = " ".join(word for word in words if word)
    article = "an" if said[0] in "aeiou" and not said.startswith("uni") else "a"
    return " ".join(part for part in (article, said, tail, PLACES[scene]) if part)


def _table(text: str) -> dict[str, list[str]]:
    return {line.split(":")[0].strip(): line.split(":")[1].split(None, 1) for line in text.strip().splitlines()}


# Gender (m, f) and noun; masculine and feminine colours.
_FR_THINGS = _table("""
cat: m chat
dog: m chien
rabbit: m lapin
horse: m cheval
elephant: m éléphant
bear: m ours
fox: m renard
lion: m lion
owl: m hibou
bird: m oiseau
fish: m poisson
shark: m requin
butterfly: m papillon
snail: m escargot
turtle: f tortue
frog: f grenouille
spider: f araignée
dragon: m dragon
unicorn: f licorne
dinosaur: m dinosaure
monster: m monstre
robot: m robot
flower: f fleur
rhododendron: m rhododendron
tree: m arbre
cactus: m cactus
mushroom: m champignon
apple: f pomme
pear: f poire
carrot: f carotte
pizza: f pizza
ice cream: f glace
meal: m repas
house: f maison
castle: m château
school: f école
car: f voiture
train: m train
boat: m bateau
bicycle: m vélo
rocket: f fusée
balloon: m ballon
umbrella: m parapluie
chair: f chaise
lamp: f lampe
cup: f tasse
book: m livre
clock: f horloge
ball: f balle
football: m ballon de foot
hat: m chapeau
sponge: f éponge
heart: m cœur
star: f étoile
rainbow: m arc-en-ciel
party: f fête d’anniversaire
doctor: m médecin
surgeon: m chirurgien
nurse: m infirmier
teacher: m professeur
cook: m cuisinier
firefighter: m pompier
farmer: m fermier
pilot: m pilote
scientist: m scientifique
musician: m musicien
cleaner: m agent d’entretien
person: f personne
child: m enfant
baby: m bébé
king: m roi
queen: f reine
princess: f princesse
pirate: m pirate
family: f famille
woman: f femme
man: m homme
girl: f fille
boy: m garçon
woman doctor: f femme médecin
man nurse: m homme infirmier
tent: f tente
tower house: f maison-tour
flat house: f maison à toit plat
sea sponge: f éponge de mer
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
    "flower field": "dans un champ de fleurs",
    "forest": "dans la forêt",
    "sea": "au bord de la mer",
    "snow": "dans la neige",
    "desert": "dans le désert",
    "street": "dans la rue",
    "room": "dans une chambre",
    "night": "la nuit",
    "stage": "sur scène",
}
_FR_POSES = {"": ("", ""), "running": ("qui court",) * 2, "sitting": ("assis", "assise"), "standing": ("debout",) * 2}
_FR_SIZES = {"": ("", ""), "small": ("petit", "petite"), "big": ("grand", "grande")}


def french(thing: str, colour: str, texture: str, scene: str, pose: str = "", size: str = "") -> str:
    """Un petit chat éponge rouge qui court dans la neige; une maison verte à pois; un roi en rouge à rayures."""
    gender, noun = _FR_THINGS[thing]
    form = 0 if gender == "m" else 1
    said = _FR_COLOURS[colour][form] if colour else ""
    doing = _FR_POSES[pose][form]
    if worn(thing):
        said = f"en {_FR_COLOURS[colour][0]}"
        words = ["éponge", doing, said] if texture == "sponge" else [doing, said, _FR_TEXTURES[texture]]
    elif texture == "sponge":
        words = ["éponge", said, doing]
    else:
        words = [said, _FR_TEXTURES[texture], doing]
    words = [("un", "une")[form], _FR_SIZES[size][form], noun, *words, _FR_PLACES[scene]]
    return " ".join(word for word in words if word)


# Gender (c: de, n: het) and noun; the colour alone and with -e.
_NL_THINGS = _table("""
cat: c kat
dog: c hond
rabbit: n konijn
horse: n paard
elephant: c olifant
bear: c beer
fox: c vos
lion: c leeuw
owl: c uil
bird: c vogel
fish: c vis
shark: c haai
butterfly: c vlinder
snail: c slak
turtle: c schildpad
frog: c kikker
spider: c spin
dragon: c draak
unicorn: c eenhoorn
dinosaur: c dinosaurus
monster: n monster
robot: c robot
flower: c bloem
rhododendron: c rododendron
tree: c boom
cactus: c cactus
mushroom: c paddenstoel
apple: c appel
pear: c peer
carrot: c wortel
pizza: c pizza
ice cream: n ijsje
meal: c maaltijd
house: n huis
castle: n kasteel
school: c school
car: c auto
train: c trein
boat: c boot
bicycle: c fiets
rocket: c raket
balloon: c ballon
umbrella: c paraplu
chair: c stoel
lamp: c lamp
cup: n kopje
book: n boek
clock: c klok
ball: c bal
football: c voetbal
hat: c hoed
sponge: c spons
heart: n hart
star: c ster
rainbow: c regenboog
party: n verjaardagsfeest
doctor: c dokter
surgeon: c chirurg
nurse: c verpleger
teacher: c leraar
cook: c kok
firefighter: c brandweerman
farmer: c boer
pilot: c piloot
scientist: c wetenschapper
musician: c muzikant
cleaner: c schoonmaker
person: c persoon
child: n kind
baby: c baby
king: c koning
queen: c koningin
princess: c prinses
pirate: c piraat
family: n gezin
woman: c vrouw
man: c man
girl: n meisje
boy: c jongen
tent: c tent
tower house: n torenhuis
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
    "flower field": "in een bloemenveld",
    "forest": "in het bos",
    "sea": "aan zee",
    "snow": "in de sneeuw",
    "desert": "in de woestijn",
    "street": "op straat",
    "room": "in een kamer",
    "night": "’s nachts",
    "stage": "op een podium",
}
_NL_POSES = {"": "", "running": "rennend", "sitting": "zittend", "standing": "staand"}
_NL_SIZES = {"": ("", ""), "small": ("klein", "kleine"), "big": ("groot", "grote")}


def dutch(thing: str, colour: str, texture: str, scene: str, pose: str = "", size: str = "") -> str:
    """Een kleine rennende rode gestreepte kat; een groen geruit huis; een gele sponskat; een persoon in het rood."""
    gender, noun = _NL_THINGS[thing]
    form, ending = (0, "") if gender == "n" else (1, "e")
    said = _NL_COLOURS[colour][form] if colour else ""
    pattern = _NL_TEXTURES[texture]
    if texture == "sponge":
        noun, pattern = pattern + noun, ""
    pattern, doing = (word and word + ending for word in (pattern, _NL_POSES[pose]))
    first = ["een", _NL_SIZES[size][form], doing]
    if worn(thing):
        words = [*first, pattern, noun, "in het", _NL_COLOURS[colour][0], _NL_PLACES[scene]]
    else:
        words = [*first, said, pattern, noun, _NL_PLACES[scene]]
    return " ".join(word for word in words if word)


_DE_THINGS = _table("""
cat: f Katze
dog: m Hund
rabbit: n Kaninchen
horse: n Pferd
elephant: m Elefant
bear: m Bär
fox: m Fuchs
lion: m Löwe
owl: f Eule
bird: m Vogel
fish: m Fisch
shark: m Hai
butterfly: m Schmetterling
snail: f Schnecke
turtle: f Schildkröte
frog: m Frosch
spider: f Spinne
dragon: m Drache
unicorn: n Einhorn
dinosaur: m Dinosaurier
monster: n Monster
robot: m Roboter
flower: f Blume
rhododendron: m Rhododendron
tree: m Baum
cactus: m Kaktus
mushroom: m Pilz
apple: m Apfel
pear: f Birne
carrot: f Karotte
pizza: f Pizza
ice cream: n Eis
meal: f Mahlzeit
house: n Haus
castle: n Schloss
school: f Schule
car: n Auto
train: m Zug
boat: n Boot
bicycle: n Fahrrad
rocket: f Rakete
balloon: m Luftballon
umbrella: m Regenschirm
chair: m Stuhl
lamp: f Lampe
cup: f Tasse
book: n Buch
clock: f Uhr
ball: m Ball
football: m Fußball
hat: m Hut
sponge: m Schwamm
heart: n Herz
star: m Stern
rainbow: m Regenbogen
party: f Geburtstagsfeier
doctor: m Arzt
surgeon: m Chirurg
nurse: m Krankenpfleger
teacher: m Lehrer
cook: m Koch
firefighter: m Feuerwehrmann
farmer: m Bauer
pilot: m Pilot
scientist: m Wissenschaftler
musician: m Musiker
cleaner: f Reinigungskraft
person: f Person
child: n Kind
baby: n Baby
king: m König
queen: f Königin
princess: f Prinzessin
pirate: m Pirat
family: f Familie
woman: f Frau
man: m Mann
girl: n Mädchen
boy: m Junge
tent: n Zelt
tower house: n Turmhaus
sea sponge: m Meeresschwamm
""")
_DE_COLOURS = {
    "": "",
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
    "flower field": "in einem Blumenfeld",
    "forest": "im Wald",
    "sea": "am Meer",
    "snow": "im Schnee",
    "desert": "in der Wüste",
    "street": "auf der Straße",
    "room": "in einem Zimmer",
    "night": "bei Nacht",
    "stage": "auf der Bühne",
}
_DE_POSES = {"": "", "running": "laufend", "sitting": "sitzend", "standing": "stehend"}
_DE_SIZES = {"": "", "small": "klein", "big": "groß"}


def german(thing: str, colour: str, texture: str, scene: str, pose: str = "", size: str = "") -> str:
    """Eine kleine laufende rot gestreifte Katze; ein grünes Haus; eine gelbe Schwammkatze; eine Person in Rot."""
    gender, noun = _DE_THINGS[thing]
    ending = {"m": "er", "f": "e", "n": "es"}[gender]
    said, pattern = _DE_COLOURS[colour], _DE_TEXTURES[texture]
    declined = said if said in ("", "lila", "rosa") else said.removesuffix("e") + ending
    if texture == "sponge":
        noun, pattern = pattern + noun.lower(), ""
    first = [word and word + ending for word in (_DE_SIZES[size], _DE_POSES[pose])]
    pattern = pattern and pattern + ending
    words = ["eine" if gender == "f" else "ein", *first]
    if worn(thing):
        words += [pattern, noun, "in", said.capitalize(), _DE_PLACES[scene]]
    else:
        words += [said if pattern else declined, pattern, noun, _DE_PLACES[scene]]
    return " ".join(word for word in words if word)


SPEAKERS = {"fr": (french, _FR_THINGS), "nl": (dutch, _NL_THINGS), "de": (german, _DE_THINGS)}
"""Who asks in a language, and the things that language has a noun for."""
