"""Layout laws: everything fits its box and the screen, nothing overlaps, no target is smaller than a fingertip.

They run for every scene of a visit before painting x language x orientation x text size.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from kiosk.exhibit.model import Exhibit, Reading, Word
from kiosk.screens import layout, look, typeset
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.visit.scenes import Attract, Prompt, Scene, Visit

SIZES = ((1920, 1080), (1080, 1920), (1280, 720), (3840, 2160))
LANGUAGES = ("fr", "en", "nl", "de")
FACTORS = (1.0, 1.4)
NOTICES = ("notice_empty", "notice_too_long", "notice_cleaned", "notice_unknown_only")


def unknown(text: str, language: str, near: tuple[str, ...] = ()) -> Reading:
    words = tuple(Word(word, "unknown", "") for word in text.split())
    names = tuple(dict.fromkeys(text.split()))
    return Reading(text, language, words, text, names, (), tuple((name, near) for name in names if near))


def prompts(exhibit: Exhibit, language: str) -> list[Prompt]:
    """A prompt scene in all its states, the awkward ones too."""
    long = "anticonstitutionnellement " * 4 + "un chat rouge"
    starters = [Prompt(0, starter.prompt[language]) for starter in exhibit.starters]
    keyboard = exhibit.keyboards[exhibit.languages[language].keyboard]
    return [
        Prompt(0),
        *starters,
        *(Prompt(0, "", notice=notice) for notice in NOTICES),
        *(Prompt(0, "e", accents=key, shift=True) for key in keyboard.accents),
        Prompt(0, "licorne", unknown("licorne", language, ("chat", "poisson", "champignon"))),
        Prompt(0, long, unknown(long, language, ("ballon de baudruche", "champignon", "maison"))),
        Prompt(0, "W" * 120, unknown("W" * 120, language)),
        Prompt(0, "i " * 60, unknown("zibou " * 20, language)),
    ]


def visits(exhibit: Exhibit, language: str) -> list[Visit]:
    asleep = Visit(Attract(0), language, 0.0)
    writing = [Visit(scene, language, 0.0) for scene in prompts(exhibit, language)]
    return [asleep, *writing, replace(writing[1], idle_since=0.0)]


def broken_laws(made: Layout, frame: Frame) -> list[str]:
    """Every law this layout breaks, as sentences."""
    found: list[str] = []
    smallest, gap = frame.px(look.SMALLEST_TARGET), frame.px(look.TARGET_GAP)
    parts: list[Box | Target] = [*made.targets, *made.boxes]
    names = [part.name for part in parts]
    found += [f"two parts are named {name}" for name in set(names) if names.count(name) > 1]
    found += [f"{part.name} leaves the screen: {part.rect}" for part in parts if not frame.screen.contains(part.rect)]
    for target in made.targets:
        if min(target.rect.w, target.rect.h) < smallest:
            found.append(f"{target.name} is smaller than a fingertip: {target.rect}")
    for box in made.boxes:
        if box.kind == "text":
            found += _text_laws(box, frame)
    fingers = [target for target in made.targets if target.name != "wake"]
    for one, other in combinations(fingers, 2):
        if one.rect.inset(-(gap // 2)).overlaps(other.rect.inset(-(gap // 2))):
            found.append(f"{one.name} and {other.name} are too close")
    places = {part.name: part.rect for part in parts}
    inside = {box.name: box.inside for box in made.boxes}

    def lies_in(name: str, outer: str) -> bool:
        return bool(name) and (inside.get(name, "") == outer or lies_in(inside.get(name, ""), outer))

    for box in made.boxes:
        if box.inside and not places[box.inside].contains(box.rect):
            found.append(f"{box.name} is not inside {box.inside}")
        for target in fingers:
            card = box.kind == "picture" and box.rect.contains(target.rect)  # a control on a card
            if _written(box).overlaps(target.rect) and not lies_in(box.name, target.name) and not card:
                found.append(f"{box.name} lies on {target.name}")
    for box, above in combinations(made.boxes, 2):
        nested = lies_in(box.name, above.name) or lies_in(above.name, box.name) or _on_card(made, box, above)
        if _written(box).overlaps(_written(above)) and not nested:
            found.append(f"{box.name} and {above.name} overlap")
    return found


def _on_card(made: Layout, card: Box, label: Box) -> bool:
    """Whether a box is the word or icon of a control that stands on a card."""
    control = made.target(label.inside)
    return control is not None and card.kind == "picture" and card.rect.contains(control.rect)


def _text_laws(box: Box, frame: Frame) -> list[str]:
    found = []
    if not typeset.fits(box):
        found.append(f"{box.name} does not hold “{box.text[:40]}” at {box.px} px in {box.rect}")
    if box.px < frame.type(look.CAPTION):
        found.append(f"{box.name} is set too small: {box.px} px")
    if typeset.missing(box.text):
        found.append(f"{box.name} has characters the font lacks: {typeset.missing(box.text)}")
    return found


def _written(box: Box) -> Rect:
    """Where ink can be: the whole box of a picture, the lines of a text."""
    if box.kind == "picture" or not box.text:
        return box.rect
    height = typeset.block_height(box.text, box.px, box.weight, box.rect.w, box.leading, box.balance)
    free = box.rect.h - height
    top = box.rect.y + {"top": 0, "middle": free // 2, "bottom": free}[box.valign]
    return Rect(box.rect.x, top, box.rect.w, height)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scene_keeps_the_layout_laws(
    exhibit: Exhibit, language: str, size: tuple[int, int], factor: float
) -> None:
    exhibit = replace(exhibit, settings=replace(exhibit.settings, text_factor=factor))
    frame = Frame(size, factor)
    for visit in visits(exhibit, language):
        assert broken_laws(layout(visit, exhibit, size), frame) == [], visit.scene


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_exhibit_is_cut_in_two(
    exhibit: Exhibit, language: str, size: tuple[int, int], factor: float
) -> None:
    exhibit = replace(exhibit, settings=replace(exhibit.settings, text_factor=factor))
    scenes: list[Scene] = [Attract(0), Prompt(0), *(Prompt(0, notice=notice) for notice in NOTICES)]
    for scene in scenes:
        for box in layout(Visit(scene, language, 0.0), exhibit, size).boxes:
            if box.kind == "text":
                whole = box.text.split()
                lines = typeset.wrap(box.text, box.px, box.weight, box.rect.w, box.balance)
                assert [word for line in lines for word in line.split()] == whole, box.name


def test_the_laws_themselves_see_what_is_wrong() -> None:
    frame = Frame((1920, 1080))
    good = Target("paint", Rect(100, 100, 200, 80))
    cases = {
        "leaves the screen": Layout((Target("far", Rect(1900, 0, 100, 100)),)),
        "smaller than a fingertip": Layout((Target("tiny", Rect(100, 100, 53, 53)),)),
        "too close": Layout((good, Target("clear", Rect(302, 100, 200, 80)))),
        "lies on paint": Layout((good,), (Box("title", good.rect, text="Peindre", px=34),)),
        "does not hold": Layout((), (Box("title", Rect(0, 0, 90, 40), text="Que voulez-vous voir ?", px=34),)),
        "overlap": Layout((), (Box("a", Rect(0, 0, 90, 40), "picture"), Box("b", Rect(50, 0, 90, 40), "picture"))),
        "set too small": Layout((), (Box("title", Rect(0, 0, 900, 40), text="Peindre", px=20),)),
        "the font lacks": Layout((), (Box("title", Rect(0, 0, 900, 40), text="✓", px=28),)),
        "not inside": Layout((good,), (Box("word", Rect(0, 0, 90, 40), "picture", inside="paint"),)),
        "two parts are named": Layout((good, replace(good, rect=Rect(500, 500, 200, 80)))),
    }
    for law, made in cases.items():
        assert any(law in sentence for sentence in broken_laws(made, frame)), law
