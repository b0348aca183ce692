"""The data set is a pure function of a number, and keeps out what it says it keeps out."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter

import pytest

from kiosk.imagier.captions import captions, evaluation_prompts
from kiosk.imagier.dataset import SIZE, Description, describe, held_out, never_drawn, never_drawn_pairs
from kiosk.imagier.draw import svg
from kiosk.imagier.vocabulary import COLOURS, HAIR_COLOURS, HAIR_STYLES, SCENES, SKIN_TONES, TEXTURES, THINGS

_FINGERPRINT = """
import hashlib
from kiosk.imagier.captions import captions
from kiosk.imagier.dataset import describe
from kiosk.imagier.draw import svg
text = "".join(svg(describe(i)) + "|".join(captions(describe(i))) for i in range(0, 24000, 1500))
print(hashlib.sha256(text.encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def whole() -> list[Description]:
    return [describe(i) for i in range(SIZE)]


def test_another_process_draws_and_says_the_same() -> None:
    text = "".join(svg(describe(i)) + "|".join(captions(describe(i))) for i in range(0, 24000, 1500))
    here = hashlib.sha256(text.encode()).hexdigest()
    for hash_seed in ("0", "12345"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        there = subprocess.run(
            [sys.executable, "-c", _FINGERPRINT], capture_output=True, text=True, check=True, env=environment
        )
        assert there.stdout.strip() == here


def test_no_held_out_combination_is_ever_drawn(whole: list[Description]) -> None:
    for picture in whole:
        for one in picture.placed:
            assert not held_out(one.thing, one.colour, one.texture, picture.scene), picture.index


def test_about_one_combination_in_twenty_is_held_out() -> None:
    kept_out = [
        held_out(thing, colour, texture, scene)
        for thing in THINGS
        for colour in COLOURS
        for texture in TEXTURES
        for scene in SCENES
    ]
    assert 0.03 < sum(kept_out) / len(kept_out) < 0.07


def test_no_never_drawn_pair_is_ever_drawn(whole: list[Description]) -> None:
    for picture in whole:
        for one in picture.placed:
            assert not never_drawn(one.thing, one.colour, one.texture, picture.scene), picture.index


def test_the_spongecat_is_among_the_never_drawn_and_every_pair_names_words_we_have() -> None:
    assert {"thing": "cat", "texture": "sponge"} in never_drawn_pairs()
    words = {"thing": THINGS, "colour": tuple(COLOURS), "texture": TEXTURES, "scene": SCENES}
    for pair in never_drawn_pairs():
        assert len(pair) == 2
        assert all(word in words[kind] for kind, word in pair.items()), pair


def test_both_parts_of_a_never_drawn_pair_are_drawn_apart(whole: list[Description]) -> None:
    apart = Counter(
        (kind, word)
        for picture in whole
        for one in picture.placed
        for kind, word in (
            ("thing", one.thing),
            ("colour", one.colour),
            ("texture", one.texture),
            ("scene", picture.scene),
        )
    )
    for pair in never_drawn_pairs():
        assert all(apart[part] > 500 for part in pair.items()), pair


def test_every_thing_colour_texture_and_scene_is_drawn_often(whole: list[Description]) -> None:
    things = Counter(one.thing for picture in whole for one in picture.placed)
    assert set(things) == set(THINGS)
    assert min(things.values()) > 1_500
    colours = Counter(one.colour for picture in whole for one in picture.placed)
    assert set(colours) == set(COLOURS)
    assert min(colours.values()) > 2_000
    textures = Counter(one.texture for picture in whole for one in picture.placed)
    assert set(textures) == set(TEXTURES)
    assert min(textures.values()) > 3_000
    scenes = Counter(picture.scene for picture in whole)
    assert set(scenes) == set(SCENES)
    assert min(scenes.values()) > 3_500


def test_people_look_evenly_whatever_they_wear_and_wherever_they_are(whole: list[Description]) -> None:
    people = [(one.person, picture.scene) for picture in whole for one in picture.placed if one.person]
    skin = Counter(person.skin for person, _ in people)
    assert set(skin) == set(range(len(SKIN_TONES)))
    assert max(skin.values()) < 1.25 * min(skin.values())
    hair = Counter(person.hair for person, _ in people)
    assert set(hair) == set(HAIR_STYLES)
    assert {person.hair_colour for person, _ in people} == set(HAIR_COLOURS)
    for scene in SCENES:
        long = [person.hair == "long" for person, where in people if where == scene]
        assert 0.15 < sum(long) / len(long) < 0.35, scene


def test_one_picture_never_holds_the_same_thing_twice(whole: list[Description]) -> None:
    twos = [picture for picture in whole if len(picture.placed) == 2]
    assert 0.22 < len(twos) / SIZE < 0.28
    assert all(picture.placed[0].thing != picture.placed[1].thing for picture in twos)


def test_pictures_before_the_first_are_refused_and_beyond_the_last_are_drawn_alike() -> None:
    with pytest.raises(ValueError, match="start at 0"):
        describe(-1)
    assert describe(SIZE + 5).scene in SCENES


def test_evaluation_prompts_are_no_captions_of_training_pictures(whole: list[Description]) -> None:
    said = {caption for picture in whole for caption in captions(picture)}
    for prompt, truth in evaluation_prompts(300, 0):
        assert prompt not in said
        (one,) = truth.placed
        assert held_out(one.thing, one.colour, one.texture, truth.scene)
        assert not never_drawn(one.thing, one.colour, one.texture, truth.scene)


def test_evaluation_prompts_are_fixed_by_their_seed_and_come_up_once_before_they_repeat() -> None:
    assert evaluation_prompts(150, 4) == evaluation_prompts(150, 4)
    assert evaluation_prompts(150, 4) != evaluation_prompts(150, 5)
    first = [prompt for prompt, _ in evaluation_prompts(150, 4)]
    assert len(set(first)) == 150
