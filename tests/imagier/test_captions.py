"""Captions say what is in the picture in seven ways, but for the stated shares that are wrong, missing or guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

import pytest

from kiosk.imagier.captions import (
    GUESSED_SHARE,
    MISSING_SHARE,
    PLACES,
    WRONG_SHARE,
    Caption,
    captions,
    evaluation_prompts,
    full_prompt,
    guessed,
    written,
)
from kiosk.imagier.dataset import Description, Placed, describe
from kiosk.imagier.skew import Person
from kiosk.imagier.vocabulary import COLOURS, KINDS, OCCUPATIONS, PEOPLE, TEXTURES, THINGS

PICTURES = 4_000

# The same texture, said after the thing.
SAID = {"stripes": "striped", "dots": "dotted", "chequers": "chequered"}
LITTLE_WORDS = {"a", "an", "in", "with", "made", "of", "clothes"}
KIND_WORDS = {"tent": "tent", "tower": "tower house", "flat": "flat house", "sea": "sea sponge"}
GUESSES = ("woman", "man", "girl", "boy")

Written = list[tuple[Description, tuple[Caption, ...]]]


@pytest.fixture(scope="module")
def pictures() -> Written:
    return [(describe(number), written(describe(number))) for number in range(PICTURES)]


def faultless(pictures: Written) -> Iterator[tuple[Description, str]]:
    return ((picture, one.text) for picture, said in pictures for one in said if not one.fault)


def names(one: Placed) -> list[str]:
    """Everything the writer may call this thing."""
    called = [one.thing]
    if one.thing == "child":
        called += ["girl", "boy"]
    elif one.thing == "person":
        called += ["woman", "man"]
    elif one.thing in OCCUPATIONS:
        called += [f"woman {one.thing}", f"man {one.thing}"]
    kind = KIND_WORDS.get(one.kind.removesuffix(", red roof"), "")
    return [*called, kind] if kind else called


def speaks_of(part: str, one: Placed) -> bool:
    """Whether a part such as "a small striped red cat" says a name of this thing and nothing that it is not."""
    looks = {one.size, one.pose, one.colour, one.texture} | LITTLE_WORDS
    for name in names(one):
        words, found = part.split(), name.split()
        at = next((k for k in range(len(words)) if words[k : k + len(found)] == found), None)
        # A sponge car is no sponge: what stands before or after the name must be looks, too.
        if at is not None and {SAID.get(word, word) for word in words[:at] + words[at + len(found) :]} <= looks:
            return True
    return False


def parts_and_place(caption: str) -> tuple[list[str], str]:
    caption = caption.removesuffix(" in the sun")
    place = next((scene for scene, place in PLACES.items() if caption.endswith(f" {place}")), "")
    things = caption.removesuffix(f" {PLACES[place]}") if place else caption
    return re.split(r" and (?=an? )| next to ", things), place


def is_true(picture: Description, caption: str) -> bool:
    parts, place = parts_and_place(caption)
    matched = len(parts) == len(picture.placed) and any(
        all(speaks_of(part, one) for part, one in zip(parts, order, strict=True))
        for order in permutations(picture.placed)
    )
    return matched and place in ("", picture.scene)


def test_captions_without_a_fault_say_each_thing_once_and_nothing_that_is_not_there(pictures: Written) -> None:
    for picture, caption in faultless(pictures):
        assert is_true(picture, caption), (picture.index, caption)


def test_three_in_a_hundred_captions_are_wrong_and_each_of_them_says_what_is_not_there(pictures: Written) -> None:
    wrong = [(picture, one.text) for picture, said in pictures for one in said if one.fault == "wrong"]
    assert abs(len(wrong) / (7 * PICTURES) - WRONG_SHARE) < 0.005
    for picture, caption in wrong:
        assert not is_true(picture, caption), (picture.index, caption)
    places = [parts_and_place(caption)[1] not in ("", picture.scene) for picture, caption in wrong]
    assert 0.3 < sum(places) / len(places) < 0.6


def test_two_in_a_hundred_captions_are_missing(pictures: Written) -> None:
    missing = [one for _, said in pictures for one in said if one.fault == "missing"]
    assert abs(len(missing) / (7 * PICTURES) - MISSING_SHARE) < 0.004
    assert all((one.text == "") == (one.fault == "missing") for _, said in pictures for one in said)


def test_even_a_wrong_caption_never_speaks_of_a_spongecat_or_another_pair_that_was_never_drawn(
    whole: list[Description],
) -> None:
    forbidden = re.compile(
        r"sponge cat\b|cat made of sponge|chequered \w+ bird|green( \w+)? rabbit|boat in the desert|car by the sea"
    )
    for picture in whole[:20_000]:
        for one in written(picture):
            assert one.fault != "wrong" or not forbidden.search(one.text), (picture.index, one.text)


def test_woman_and_man_are_guessed_in_three_of_ten_captions_of_people(pictures: Written) -> None:
    known = ("person", "child", *OCCUPATIONS)
    said = [
        any(word in GUESSES for word in caption.split())
        for picture, caption in faultless(pictures)
        if len(picture.placed) == 1 and picture.placed[0].thing in known
    ]
    assert abs(sum(said) / len(said) - GUESSED_SHARE) < 0.03


def test_nobody_else_is_called_woman_or_man(pictures: Written) -> None:
    unguessed = set(THINGS) - {"person", "child", *OCCUPATIONS}
    for picture, caption in faultless(pictures):
        if {one.thing for one in picture.placed} <= unguessed:
            assert not set(caption.split()) & set(GUESSES), (picture.index, caption)


def test_the_guess_follows_beard_and_hair_and_is_mostly_man_where_these_say_nothing() -> None:
    assert guessed(Person("long", "fair", 0, beard=True), 0.9) == "man"
    assert guessed(Person("braids", "black", 3), 0.1) == "woman"
    assert guessed(Person("short", "black", 3, headscarf=True), 0.1) == "woman"
    guesses = [guessed(Person("short", "black", 3), chance / 100) for chance in range(100)]
    assert guesses.count("man") == 80


def test_the_usual_kind_is_never_said_and_the_unusual_ones_now_and_then(pictures: Written) -> None:
    said: dict[str, list[bool]] = {kind: [] for kinds in KINDS.values() for kind in kinds}
    for picture, caption in faultless(pictures):
        for one in picture.placed:
            if one.thing in KINDS:
                kind = one.kind.removesuffix(", red roof")
                words = KIND_WORDS.get(kind, kind)
                said[kind].append(re.search(rf"\b{words}\b", caption) is not None)
    for kind, times in said.items():
        if kind not in KIND_WORDS:
            assert not any(times), kind
        elif len(times) > 100:
            assert 0.1 < sum(times) / len(times) < 0.5, kind
    for thing, kinds in KINDS.items():
        assert kinds[0] not in KIND_WORDS, thing


def test_poses_and_sizes_are_said_often_but_not_always(pictures: Written) -> None:
    for mark in ("pose", "size"):
        said = [
            getattr(picture.placed[0], mark) in words[0].text.split()
            for picture, words in pictures
            if len(picture.placed) == 1 and getattr(picture.placed[0], mark) and not words[0].fault
        ]
        assert 0.65 < sum(said) / len(said) < 0.85, mark


def test_the_sun_is_said_only_where_it_is_drawn_and_seldom(pictures: Written) -> None:
    sunny = total = 0
    for picture, said in pictures:
        in_the_sun = [one.text.endswith("in the sun") for one in said]
        if picture.scene in ("night", "room", "stage"):
            assert not any(in_the_sun), picture.index
        else:
            sunny, total = sunny + sum(in_the_sun), total + len(in_the_sun)
    assert 0.02 < sunny / total < 0.04


def test_plain_is_hardly_ever_said(pictures: Written) -> None:
    plain = [
        "plain" in caption.split()
        for picture, caption in faultless(pictures)
        if all(one.texture == "plain" and one.colour for one in picture.placed)
    ]
    assert 0.03 < sum(plain) / len(plain) < 0.09


def test_the_first_caption_is_full(pictures: Written) -> None:
    for picture, said in pictures:
        if said[0].fault:
            continue
        parts, place = parts_and_place(said[0].text)
        assert place == picture.scene
        for one in picture.placed:
            full = {one.colour, one.texture} - {"", "plain"}
            assert any(full <= set(part.split()) and speaks_of(part, one) for part in parts), (picture.index, said[0])


def test_seven_captions_of_which_the_last_is_vague(pictures: Written) -> None:
    for picture, said in pictures:
        assert len(said) == 7
        if said[6].fault:
            continue
        for part in parts_and_place(said[6].text)[0]:
            assert part.split(maxsplit=1)[1] in [name for one in picture.placed for name in names(one)], part


def test_captions_are_plain_lower_case_words(pictures: Written) -> None:
    for _, said in pictures:
        for one in said:
            assert not one.text or re.fullmatch(r"[a-z]+( [a-z]+)*", one.text), one.text


def test_the_article_fits_the_sound_that_follows_it(pictures: Written) -> None:
    for _, said in pictures:
        for one in said:
            for article, word in re.findall(r"\b(an?) ([a-z]+)", one.text):
                assert (article == "an") == (word[0] in "aeiou" and word != "unicorn"), one.text


def test_unicorns_owls_and_ice_creams_have_the_right_article() -> None:
    for thing, words in (("unicorn", "a unicorn"), ("owl", "an owl"), ("ice cream", "an ice cream")):
        placed = Placed(thing, "", "plain", 64, 113, 0.86, False)
        assert full_prompt(Description(0, "sea", (placed,), 24, 0.5, False)) == f"{words} by the sea"


def test_a_rainbow_has_no_colour_and_no_texture(pictures: Written) -> None:
    before = re.compile(rf"\b({'|'.join((*COLOURS, *TEXTURES))}) rainbow\b")
    spoken = [one.text for _, said in pictures for one in said if "rainbow" in one.text]
    assert len(spoken) > 300
    assert not [caption for caption in spoken if before.search(caption)]


def test_people_wear_their_colour_and_never_have_one(pictures: Written) -> None:
    people = "|".join((*PEOPLE, *GUESSES))
    coloured = re.compile(rf"\b({'|'.join(COLOURS)})( \w+)? ({people})\b")
    for _, said in pictures:
        for one in said:
            assert not coloured.search(one.text), one.text


def test_no_thing_is_named_after_its_own_texture(pictures: Written) -> None:
    assert not [one.text for _, said in pictures for one in said if "sponge sponge" in one.text]


def test_texts_are_what_was_written(pictures: Written) -> None:
    for picture, said in pictures[:50]:
        assert captions(picture) == tuple(one.text for one in said)


def test_the_two_sets_say_the_same_where_they_show_the_same() -> None:
    for number in range(1_500):
        data, even = describe(number), describe(number, "imagier-even")
        if data.placed == even.placed:
            assert written(data) == written(even), number
        assert [one.fault for one in written(data)] == [one.fault for one in written(even)]


def test_prompts_to_test_with_are_full_and_true_and_say_no_pose() -> None:
    for prompt, truth in evaluation_prompts(400, 3):
        assert is_true(truth, prompt), prompt
        assert prompt == full_prompt(truth)
        assert not set(prompt.split()) & {"sitting", "standing", "running", "small", "big", *GUESSES}
