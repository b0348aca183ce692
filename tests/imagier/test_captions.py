"""Captions say what is in the picture: never more, and in seven ways from full to vague."""

from __future__ import annotations

import re

from kiosk.imagier.captions import PLACES, captions
from kiosk.imagier.dataset import describe
from kiosk.imagier.vocabulary import COLOURS, TEXTURES, THINGS

PICTURES = 3_000

# The same texture, said after the thing.
SAID = {"stripes": "striped", "dots": "dotted", "chequers": "chequered"}
GRAMMAR = {"a", "an", "and", "next", "to", "with", "made", "of", "clothes", "in", "by", "the", "at", "sun"}
PLACE_WORDS = {word for place in PLACES.values() for word in place.split()}


def test_captions_name_only_things_colours_and_textures_that_are_there() -> None:
    for number in range(PICTURES):
        description = describe(number)
        things = {one.thing for one in description.placed}
        colours = {one.colour for one in description.placed}
        textures = {one.texture for one in description.placed}
        for caption in captions(description):
            for word in caption.split():
                word = SAID.get(word, word)
                there = word in things or word in colours or word in textures
                assert there or word in GRAMMAR | PLACE_WORDS, (number, caption, word)


def test_captions_name_no_place_but_their_own() -> None:
    for number in range(PICTURES):
        description = describe(number)
        for caption in captions(description):
            for scene, place in PLACES.items():
                if re.search(rf"\b{place}\b", caption):
                    assert scene == description.scene, (number, caption)


def test_the_sun_is_said_only_where_it_is_drawn_and_seldom() -> None:
    sunny = total = 0
    for number in range(PICTURES):
        description = describe(number)
        said = [caption.endswith("in the sun") for caption in captions(description)]
        if description.scene in ("night", "room"):
            assert not any(said), number
        else:
            sunny, total = sunny + sum(said), total + len(said)
    assert 0.015 < sunny / total < 0.045


def thing_of(part: str) -> str:
    """The noun: "person" wherever it stands, else the last word."""
    return "person" if "person" in part.split() else part.split()[-1]


def test_the_first_caption_is_full_and_puts_each_word_with_its_own_thing() -> None:
    for number in range(PICTURES):
        description = describe(number)
        full = captions(description)[0]
        assert full.endswith(PLACES[description.scene])
        parts = full.removesuffix(PLACES[description.scene]).strip().split(" and ")
        assert len(parts) == len(description.placed)
        for one in description.placed:
            (mine,) = (part for part in parts if thing_of(part) == one.thing)
            words = set(mine.split()) - {"a", "an", "in"}
            texture = set() if one.texture == "plain" else {one.texture}
            assert words == {one.thing, one.colour} | texture, (number, mine)


def test_seven_captions_of_which_the_last_is_vague() -> None:
    for number in range(300):
        description = describe(number)
        said = captions(description)
        assert len(said) == 7
        vague = set(said[6].split())
        assert not vague & set(COLOURS)
        assert not vague & (set(TEXTURES) - set(THINGS))


def test_captions_are_plain_lower_case_words() -> None:
    for number in range(PICTURES):
        for caption in captions(describe(number)):
            assert re.fullmatch(r"[a-z]+( [a-z]+)*", caption), caption


def test_the_article_fits_the_word_that_follows_it() -> None:
    for number in range(PICTURES):
        for caption in captions(describe(number)):
            for article, first in re.findall(r"\b(an?) ([a-z])", caption):
                assert (article == "an") == (first in "aeiou"), caption


def test_a_person_has_no_colour_of_their_own() -> None:
    colours = "|".join(COLOURS)
    for number in range(PICTURES):
        for caption in captions(describe(number)):
            assert not re.search(rf"\b({colours})( \w+)? person\b", caption), caption
