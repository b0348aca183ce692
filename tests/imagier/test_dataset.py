"""The data set is a pure function of a number, and keeps out what it says it keeps out."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from kiosk.imagier.captions import captions, evaluation_prompts
from kiosk.imagier.dataset import SIZE, Description, describe, held_out, never_drawn, never_drawn_pairs
from kiosk.imagier.vocabulary import (
    CLASSES,
    COLOURS,
    KINDS,
    PEOPLE,
    POSES,
    SCENES,
    SIZES,
    TEXTURES,
    THINGS,
    UNCOLOURED,
    people_in,
    textures_of,
)

_FINGERPRINT = """
import hashlib
from kiosk.imagier.captions import captions
from kiosk.imagier.dataset import describe
text = "".join(f"{describe(i)} {captions(describe(i))}" for i in range(0, 60000, 600))
print(hashlib.sha256(text.encode()).hexdigest())
"""


def test_another_process_describes_and_says_the_same() -> None:
    text = "".join(f"{describe(i)} {captions(describe(i))}" for i in range(0, 60_000, 600))
    here = hashlib.sha256(text.encode()).hexdigest()
    for hash_seed in ("0", "12345"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        there = subprocess.run(
            [sys.executable, "-c", _FINGERPRINT], capture_output=True, text=True, check=True, env=environment
        )
        assert there.stdout.strip() == here


def test_seventy_five_things_and_every_word_is_one_class_of_the_mask() -> None:
    assert len(THINGS) == len(set(THINGS)) == 75
    assert len(set(CLASSES)) == len(CLASSES)
    assert set(POSES) | set(KINDS) | set(PEOPLE) <= set(THINGS)


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
    assert 0.045 < sum(kept_out) / len(kept_out) < 0.055


def test_no_never_drawn_pair_is_ever_drawn(whole: list[Description]) -> None:
    for picture in whole:
        for one in picture.placed:
            found = {"thing": one.thing, "colour": one.colour, "texture": one.texture, "scene": picture.scene}
            for pair in never_drawn_pairs():
                assert any(found[kind] != word for kind, word in pair.items()), (picture.index, pair)


def test_twenty_five_pairs_are_never_drawn_the_spongecat_first_and_every_pair_could_be_drawn() -> None:
    pairs = never_drawn_pairs()
    assert len(pairs) == len({frozenset(pair.items()) for pair in pairs}) == 25
    assert pairs[0] == {"thing": "cat", "texture": "sponge"}
    words = {"thing": THINGS, "colour": tuple(COLOURS), "texture": TEXTURES, "scene": SCENES}
    for pair in pairs:
        assert len(pair) == 2
        assert all(word in words[kind] for kind, word in pair.items()), pair
        assert pair.get("texture", "plain") in textures_of(pair["thing"])
        assert not ("colour" in pair and pair["thing"] in UNCOLOURED)


def test_a_combination_is_never_drawn_only_if_both_words_of_a_pair_are_in_it() -> None:
    assert never_drawn("cat", "red", "sponge", "snow")
    assert not never_drawn("cat", "red", "striped", "snow")
    assert not never_drawn("dog", "red", "sponge", "snow")
    assert never_drawn("fish", "red", "plain", "desert")


def test_both_parts_of_a_never_drawn_pair_are_drawn_apart(whole: list[Description]) -> None:
    apart = Counter(
        part
        for picture in whole
        for one in picture.placed
        for part in (("thing", one.thing), ("colour", one.colour), ("texture", one.texture), ("scene", picture.scene))
    )
    for pair in never_drawn_pairs():
        assert all(apart[part] > 900 for part in pair.items()), pair


def test_every_thing_colour_texture_and_scene_is_drawn_often(whole: list[Description]) -> None:
    things = Counter(one.thing for picture in whole for one in picture.placed)
    assert set(things) == set(THINGS)
    assert 900 < min(things.values()) <= max(things.values()) < 1_400
    colours = Counter(one.colour for picture in whole for one in picture.placed if one.colour)
    assert set(colours) == set(COLOURS)
    assert max(colours.values()) < 1.1 * min(colours.values())
    textures = Counter(one.texture for picture in whole for one in picture.placed)
    assert set(textures) == set(TEXTURES)
    plain = textures.pop("plain")
    assert 0.4 < plain / (plain + sum(textures.values())) < 0.44  # two in five, and every rainbow
    assert max(textures.values()) < 1.1 * min(textures.values())
    scenes = Counter(picture.scene for picture in whole)
    assert set(scenes) == set(SCENES)
    assert max(scenes.values()) < 1.1 * min(scenes.values())


def test_a_rainbow_has_no_colour_and_no_texture_and_everything_else_has_a_colour(whole: list[Description]) -> None:
    for picture in whole:
        for one in picture.placed:
            assert (one.colour == "") == (one.thing == "rainbow"), picture.index
            assert one.texture in textures_of(one.thing), picture.index


def test_each_thing_takes_its_own_poses_the_usual_one_half_of_the_time(whole: list[Description]) -> None:
    seen = Counter((one.thing, one.pose) for picture in whole for one in picture.placed)
    for thing in THINGS:
        poses = POSES.get(thing, ("",))
        assert {pose for name, pose in seen if name == thing} == set(poses)
        total = sum(seen[thing, pose] for pose in poses)
        if len(poses) > 1:
            assert 0.42 < seen[thing, poses[0]] / total < 0.58, thing


def test_kinds_belong_to_their_thing_and_only_houses_have_red_roofs(whole: list[Description]) -> None:
    kinds: dict[str, set[str]] = {thing: set() for thing in THINGS}
    for picture in whole:
        for one in picture.placed:
            kind, roof, _ = one.kind.partition(", red roof")
            kinds[one.thing].add(kind)
            assert one.thing == "house" or not roof, picture.index
    assert kinds == {thing: set(KINDS.get(thing, ("",))) for thing in THINGS}


def test_sizes_are_said_of_single_things_only_and_show_in_the_drawing(whole: list[Description]) -> None:
    alone = [picture.placed[0] for picture in whole if len(picture.placed) == 1 and picture.placed[0].thing == "cat"]
    for size, (share, low, high) in SIZES.items():
        of_size = [one for one in alone if one.size == size]
        assert abs(len(of_size) / len(alone) - share) < 0.06, size
        assert all(low - 0.01 <= one.scale <= high + 0.01 for one in of_size), size
    assert not any(one.size for picture in whole if len(picture.placed) > 1 for one in picture.placed)


def test_people_are_drawn_one_each_and_as_many_in_a_family_as_its_kind_says(whole: list[Description]) -> None:
    for picture in whole:
        for one in picture.placed:
            assert len(one.people) == len(people_in(one.thing, one.kind)), picture.index
    assert people_in("family", "two adults, one child") == ("person", "person", "child")
    assert people_in("family", "one adult, two children") == ("person", "child", "child")
    assert people_in("family", "two adults") == ("person", "person")
    assert people_in("cat", "") == ()


def test_one_picture_never_holds_the_same_thing_twice(whole: list[Description]) -> None:
    holds = Counter(len(picture.placed) for picture in whole)
    assert 0.24 < holds[2] / SIZE < 0.26
    assert 0.095 < holds[3] / SIZE < 0.105
    assert holds[1] + holds[2] + holds[3] == SIZE
    assert all(len({one.thing for one in picture.placed}) == len(picture.placed) for picture in whole)


def test_the_even_set_shows_the_same_and_differs_only_in_people_and_kinds(whole: list[Description]) -> None:
    differing = 0
    for picture in whole[:6_000]:
        even = describe(picture.index, "imagier-even")
        alike = [
            replace(one, kind=there.kind, people=there.people)
            for one, there in zip(picture.placed, even.placed, strict=True)
        ]
        assert replace(picture, variant="imagier-even", placed=tuple(alike)) == even
        for one, there in zip(picture.placed, even.placed, strict=True):
            changed = (one.kind, one.people) != (there.kind, there.people)
            assert not changed or one.thing in (*KINDS, *PEOPLE), picture.index
            assert not changed or one.thing not in ("child", "baby", "sponge"), picture.index
            differing += changed
    assert differing > 500


def test_the_gravure_set_describes_the_very_same_pictures() -> None:
    for i in range(200):
        assert replace(describe(i, "imagier-gravure"), variant="imagier") == describe(i)


def test_another_name_gives_other_pictures_drawn_alike() -> None:
    assert [describe(i, "labeller").placed for i in range(20)] != [describe(i).placed for i in range(20)]


def test_pictures_before_the_first_are_refused_and_beyond_the_last_are_drawn_alike() -> None:
    with pytest.raises(ValueError, match="start at 0"):
        describe(-1)
    assert describe(SIZE + 5).scene in SCENES


def test_evaluation_prompts_ask_for_what_was_never_drawn_and_no_caption_says_them(whole: list[Description]) -> None:
    said = {caption for picture in whole for caption in captions(picture)}
    drawn = {(one.thing, one.colour, one.texture, picture.scene) for picture in whole for one in picture.placed}
    for prompt, truth in evaluation_prompts(1_000, 0):
        assert prompt not in said
        (one,) = truth.placed
        look = (one.thing, one.colour, one.texture, truth.scene)
        assert look not in drawn
        assert held_out(*look)
        assert not never_drawn(*look)
        assert len(one.people) == len(people_in(one.thing, one.kind))


def test_evaluation_prompts_are_fixed_by_their_seed_and_come_up_once_before_they_repeat() -> None:
    assert evaluation_prompts(150, 4) == evaluation_prompts(150, 4)
    assert evaluation_prompts(150, 4) != evaluation_prompts(150, 5)
    first = [prompt for prompt, _ in evaluation_prompts(1_000, 4)]
    assert len(set(first)) == 1_000


def test_evaluation_prompts_give_a_rainbow_no_colour() -> None:
    rainbows = [truth.placed[0] for _, truth in evaluation_prompts(2_500, 1) if truth.placed[0].thing == "rainbow"]
    assert all(one.colour == "" and one.texture == "plain" for one in rainbows)
