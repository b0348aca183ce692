"""A model knows the words it was trained on; what it has never seen is translated, and pointed out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.imagier.vocabulary import COLOURS, textures_of
from kiosk.prompt.known import for_model, has_seen
from kiosk.prompt.lexicon import CONTENT, Captions, Entry
from kiosk.prompt.translate import read
from kiosk.prompt.words import Reading, Word
from tests.prompt.reference import SPEAKERS, VERSION_1, VERSION_2, caption, lexicon

CODES = ("fr", "en", "nl", "de")
# What version 1 could draw.
THINGS = (
    *("cat", "dog", "fish", "bird", "rabbit", "flower", "tree", "mushroom"),
    *("house", "car", "boat", "balloon", "sponge", "person"),
)
SCENES = ("meadow", "sea", "snow", "desert", "night", "room")


def first(prompt: str, code: str = "fr") -> Reading:
    """As the model of version 1 gets it."""
    return read(prompt, code, lexicon(code), VERSION_1)


@pytest.mark.parametrize("code", SPEAKERS)
def test_every_picture_of_version_1_can_be_asked_for_as_before(code: str) -> None:
    sentence, _ = SPEAKERS[code]
    wrong, count = [], 0
    for thing, colour, scene in itertools.product(THINGS, COLOURS, SCENES):
        for texture in textures_of(thing):
            reading = read(sentence(thing, colour, texture, scene), code, lexicon(code), VERSION_1)
            count += 1
            if (reading.english_prompt, reading.unknown_words) != (caption(thing, colour, texture, scene), ()):
                wrong.append((reading.prompt, reading.english_prompt))
    assert wrong == []
    assert count == (14 * 5 - 1) * 11 * 6


@pytest.mark.parametrize(
    ("code", "prompt", "expected", "note"),
    [
        ("fr", "une femme à rayures", "a person in striped clothes", "lost_gender"),
        ("fr", "un homme en vert à pois dans le salon", "a person in dotted green in a room", "lost_gender"),
        ("de", "ein Junge und eine junge Katze", "a person and a young cat", "lost_gender"),
        ("fr", "une petite fille en rouge", "a person in red", "lost_young"),
        ("fr", "un bébé", "a person", "lost_young"),
        ("fr", "un rhododendron rose", "a pink flower", "lost_detail"),
        ("fr", "une tente la nuit", "a house at night", "lost_detail"),
        ("en", "a cat in a flower field", "a cat in a meadow", "lost_place"),
        ("nl", "een kat in een bloemenveld", "a cat in a meadow", "lost_place"),
        ("en", "a sea sponge", "a sponge", "lost_detail"),
    ],
)
def test_the_nearest_word_the_model_has_takes_the_place(code: str, prompt: str, expected: str, note: str) -> None:
    reading = first(prompt, code)
    assert (reading.english_prompt, note in reading.notes) == (expected, True)
    assert all(word.kind != "never_seen" or word.english == "young" for word in reading.words)


def test_a_word_the_model_has_never_seen_is_translated_and_named() -> None:
    reading = first("un petit dragon qui court dans la neige")
    assert reading.english_prompt == "a small running dragon in the snow"
    assert reading.unknown_words == ("petit", "dragon", "qui court")
    assert Word("dragon", "never_seen", "dragon") in reading.words


def test_the_same_words_are_known_to_a_model_that_has_seen_them() -> None:
    for known in (VERSION_2, None):
        reading = read("un petit dragon qui court dans la neige", "fr", lexicon("fr"), known)
        assert (reading.english_prompt, reading.unknown_words) == ("a small running dragon in the snow", ())
        assert [word.kind for word in reading.words] == ["grammar", "size", "thing", "pose", "scene"]


def test_a_place_never_seen_stays_at_the_end_in_one_piece() -> None:
    reading = first("dans la rue, un chat rouge et une fusée")
    assert reading.english_prompt == "a red cat and a rocket in the street"
    assert reading.unknown_words == ("dans la rue", "fusée")
    assert Word("dans la rue", "never_seen", "in the street") in reading.words


def test_a_thing_never_seen_keeps_its_preposition_as_unknown_things_do() -> None:
    assert first("un chat sur un dragon").english_prompt == "a cat on a dragon"
    assert read("un chat sur un dragon", "fr", lexicon("fr"), VERSION_2).english_prompt == "a cat and a dragon"


def test_a_colour_or_texture_never_seen_is_kept_before_the_thing() -> None:
    only = frozenset({"cat", "blue"})
    reading = read("un chat rouge à pois et un chat bleu", "fr", lexicon("fr"), only)
    assert reading.english_prompt == "a red dotted cat and a blue cat"
    assert reading.unknown_words == ("rouge", "à pois")


def test_a_word_with_two_meanings_still_takes_the_one_its_neighbours_ask_for() -> None:
    only = frozenset({"cat", "pink"})
    assert read("une rose", "fr", lexicon("fr"), only).unknown_words == ("rose",)
    reading = read("un chat rose", "fr", lexicon("fr"), only)
    assert (reading.english_prompt, reading.unknown_words) == ("a pink cat", ())


def test_compounds_of_words_never_seen_are_translated_too() -> None:
    only = frozenset({"cat"})
    assert read("een sponskat", "nl", lexicon("nl"), only).unknown_words == ("spons",)
    assert read("ein Schwammhai", "de", lexicon("de"), only).english_prompt == "a sponge shark"


def test_only_words_the_model_can_use_are_suggested() -> None:
    everything = dict(read("un dragn", "fr", lexicon("fr"), VERSION_2).suggestions)
    assert "dragon" in everything["dragn"]
    assert "dragon" not in dict(first("un dragn").suggestions).get("dragn", ())
    assert "femme" in dict(first("une feme").suggestions)["feme"]


def test_a_place_is_known_by_its_noun_and_a_thing_by_its_whole_name() -> None:
    known = frozenset({"sea", "flower field", "cream"})
    assert has_seen("by the sea", "scene", known)
    assert has_seen("in a flower field", "scene", known)
    assert not has_seen("in a meadow", "scene", known)
    assert not has_seen("ice cream", "thing", known)
    assert has_seen("ice cream", "thing", None)


def test_words_that_are_nearest_to_each_other_come_to_an_end() -> None:
    circle = Captions(nearest={"a": ("b", "lost_detail"), "b": ("a", "lost_young")})
    entry = Entry("a", "thing")
    assert for_model(entry, frozenset({"c"}), circle) == Entry("a", "unseen_thing")
    assert for_model(entry, frozenset({"b"}), circle) == Entry("b", "thing", notes=("lost_detail",))


WORDS = {code: sorted(written for written, _ in lexicon(code).forms.values()) for code in CODES}


@settings(max_examples=800, deadline=None)
@given(st.data(), st.sampled_from(CODES))
def test_whatever_a_model_knows_nothing_is_dropped_and_only_known_words_count(data: st.DataObject, code: str) -> None:
    known = data.draw(st.frozensets(st.sampled_from(sorted(VERSION_2))))
    prompt = " ".join(data.draw(st.lists(st.sampled_from([*WORDS[code], "un", "und", "zibou", ","]), max_size=8)))
    reading = read(prompt, code, lexicon(code), known)
    shown = "".join(word.text for word in reading.words)
    assert [c for c in shown if c.isalnum()] == [c for c in prompt if c.isalnum()]
    for word in reading.words:
        assert (word.kind in ("unknown", "never_seen")) == (word.text in reading.unknown_words)
        assert word.english == "" or f" {word.english} " in f" {reading.english_prompt} "
        if word.kind in CONTENT and word.english:
            assert has_seen(word.english, "scene", known) or all(
                has_seen(w, "thing", known) for w in word.english.split()
            )
