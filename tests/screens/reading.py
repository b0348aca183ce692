"""What tests of panels share: the real panels, one with every construct, and pictures that need no drawing."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date
from functools import cache

import pygame

from kiosk.exhibit.glossary import Glossary
from kiosk.exhibit.markdown import read_panel_text
from kiosk.exhibit.model import Drawn, Exhibit, Panel, Reference
from kiosk.screens import Canvas
from kiosk.visit.scenes import Open, Prompt, Visit
from tests.screens import samples

VIOLET = bytes((108, 74, 182))
RICH = """# Un titre

Le [bruit] vient *par hasard*, puis le [modèle] le retire, dit-on ; **toujours** un peu de [bruit].
Une longue phrase sans rien à toucher donne de la place aux doigts, et remplit plus d’une ligne.
Le [jeu de données] contient une [étiquette] par image, comme on peut le lire à chaque [étape] du parcours.
Une autre longue phrase sans rien à toucher laisse de la place, elle aussi, et plus d’une ligne.
Il y a un [jeton] par mot, une [force] pour tous, et puis un [poids] et une [graine].

## Un intertitre

- Une liste, avec du **gras** et du *penché*.
- Une deuxième entrée.

> Une citation, qui tient en retrait.

---

# Facile

Le [bruit] vient par hasard.
"""
WORDS = ("bruit", "modèle", "jeu de données", "étiquette", "étape", "jeton", "force", "poids", "graine")


@cache
def exhibit() -> Exhibit:
    """The real exhibit and, as number 28, a panel that uses every construct and many words of the glossary."""
    glossary = Glossary({word: f"Ce que « {word} » veut dire." for word in WORDS}, {word: word for word in WORDS})
    page = read_panel_text("fr.md", RICH, glossary)
    assert page.text is not None and not page.problems
    sources = tuple(Reference(f"Une source, no {at}", date(2026, at, 24)) for at in range(1, 13))
    rich = Panel(28, "rich", ("prompt",), "book", "", "Dessin de test", "fr", sources, {"fr": page.text}, {})
    known = samples.exhibit()
    words = {**known.glossary, "fr": {**known.glossary["fr"], **glossary.explanations}}
    return replace(known, panels=(*known.panels, rich), glossary=words)


def visit(name: str = "rich", code: str = "fr", easy: bool = False, **opened: object) -> Visit:
    """A visit that reads this panel ("" for the overview)."""
    panels = replace(Open(0.0, name), **opened)  # type: ignore[arg-type] # any field
    return Visit(Prompt(0.0), code, 0.0, panels=panels, easy=easy)


def canvas(size: tuple[int, int], pictures: bool = True) -> Canvas:
    """A canvas that has a picture for every panel: plain violet, four wide to three high."""
    made = Canvas(pygame.Surface(size, 0, 32))
    if pictures:
        for panel in exhibit().panels:
            large, small = (Drawn(4 * w, 3 * w, zlib.compress(VIOLET * (12 * w * w))) for w in (24, 11))
            made.files.take(panel.picture, {False: large, True: small})
    return made
