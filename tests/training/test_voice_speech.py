"""What robots say to the voice: prompts that the kiosk itself understands, and the same sound from the same number."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest

import kiosk
from kiosk.errors import KioskError
from kiosk.exhibit.load import load
from kiosk.imagier.vocabulary import COLOURS, POSES, SCENES, SIZES, TEXTURES, THINGS
from kiosk.prompt.lexicon import Lexicon
from kiosk.prompt.translate import read
from kiosk.training.lessons import any_combination
from kiosk.training.voice_espeak import BASES, Robot, Voice, voices
from kiosk.training.voice_grammar import caption, grammar, plain, prompts, prose, starters, strange, text_of
from kiosk.training.voice_sound import KINDS, RATE, at_level, echo, features, noise, nothing, recorded, resample
from kiosk.training.voice_speech import Utterance, spoken, utterances

CHECKOUT = Path(kiosk.__file__).parents[1]
CONTENT = CHECKOUT / "exhibit_content"


@pytest.fixture(scope="module")
def lexicon_of() -> dict[str, Lexicon]:
    exhibit, _ = load(CONTENT, CHECKOUT / "models", panels=False)
    return {code: language.lexicon for code, language in exhibit.languages.items()}


def test_the_french_grammar_has_a_word_for_all_that_can_be_drawn() -> None:
    words = grammar("fr")
    assert set(words["things"]) == set(THINGS)
    assert set(words["colours"]) == set(COLOURS)
    assert set(words["textures"]) == set(TEXTURES)
    assert set(words["scenes"]) == set(SCENES)
    assert set(words["poses"]) == {pose for poses in POSES.values() for pose in poses}
    assert set(words["sizes"]) == set(SIZES) - {""}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_kiosk_knows_every_word_of_the_prompts(language: str, lexicon_of: dict[str, Lexicon]) -> None:
    for sentence in prompts(language, 150, 3):
        reading = read(text_of(sentence), language, lexicon_of[language])
        assert not reading.unknown_words, text_of(sentence)


def test_a_french_prompt_asks_for_what_is_in_the_picture(lexicon_of: dict[str, Lexicon]) -> None:
    described = [any_combination(number) for number in range(40) if number % 10 != 9]
    right = 0
    for description in described:
        asked = read(text_of(caption("fr", description, random.Random(1))), "fr", lexicon_of["fr"]).english_prompt
        for placed in description.placed:
            right += any(word in asked.split() for word in (*placed.thing.split(), "woman", "man", "girl", "boy"))
    assert right == sum(len(description.placed) for description in described)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_prompts_come_from_their_number_and_differ(language: str) -> None:
    assert prompts(language, 20, 1) == prompts(language, 20, 1)
    assert prompts(language, 20, 1) != prompts(language, 20, 2)
    assert len(set(prompts(language, 50, 1))) > 45
    assert all(word.word == plain(word.word) for line in prompts(language, 50, 1) for word in line)


def test_adjectives_agree_with_their_thing() -> None:
    for sentence in prompts("fr", 400, 9):
        parts = {said.word: said.part for said in sentence}
        for word, gender in (("verte", "f"), ("vert", "m"), ("assise", "f"), ("assis", "m"), ("grande", "f")):
            assert parts.get(word, gender) == gender, text_of(sentence)


def test_what_is_kept_for_evaluation_is_never_learned_from() -> None:
    for language in BASES:
        assert not set(voices(language, True)) & set(voices(language, False))
        assert len(voices(language, True)) >= 3 * 10
        assert not set(prose(CONTENT, language, True)) & set(prose(CONTENT, language, False))
        assert len(prose(CONTENT, language, True)) > 50
        learned = {one.voice.name for one in utterances(language, CONTENT, 300, 1)}
        assert not learned & {one.voice.name for one in utterances(language, CONTENT, 300, 1, held_out=True)}


def test_a_strange_prompt_is_a_prompt_for_something_else() -> None:
    (sentence,) = [starter for starter in starters(CONTENT, "fr") if "neige" in text_of(starter)]
    assert strange([sentence], ["tigre"], "fr", 1) == ["un tigre rouge dans la neige"]


def test_the_same_utterances_are_the_same_sound() -> None:
    # Not of all voices: some variants read memory that espeak-ng never wrote.
    steady = cycle(Voice(name, 150) for name in ("fr+m4", "fr-ch", "fr-be+klatt3"))
    made = utterances("fr", CONTENT, 3, 5, only="prompt")
    those = [replace(one, voice=voice) for one, voice in zip(made, steady, strict=False)]
    first, again = (list(spoken(those, "fr", CONTENT)) for _ in range(2))
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, other)
    assert len({len(one) for one in first}) == 3
    assert all(0.8 < len(one) / RATE < 9 for one in first)


def test_espeak_says_words_and_gives_their_phonemes() -> None:
    robot = Robot()
    assert robot.phonemes("éponge", "fr") == ("e", "p", "ɔ̃", "ʒ")
    assert robot.phonemes("chat", "fr") == ("ʃ", "a")
    slow, fast = (robot.say("un chat éponge", Voice("fr", rate)) for rate in (120, 220))
    assert len(slow) > 1.4 * len(fast) > 0
    assert 0.05 < np.abs(slow).max() <= 1
    with pytest.raises(KioskError, match="no voice called xx-nobody"):
        robot.say("chat", Voice("xx-nobody"))


def test_a_room_adds_what_it_should_and_no_more() -> None:
    dice = np.random.default_rng(1)
    click = np.zeros(RATE, np.float32)
    click[100] = 1
    after = echo(click, 0.3, 0.5, dice)
    assert after[100] == pytest.approx(1, abs=1e-3)
    assert float(np.square(after[150:]).sum()) == pytest.approx(1, rel=0.1), "half of the energy is echo"
    for kind in KINDS[:-1]:
        wave = noise(kind, RATE, dice)
        assert float(np.mean(np.square(wave))) == pytest.approx(1, rel=1e-3), kind
    assert not nothing(1, dice, kind="silence").any()
    assert np.abs(at_level(click, -6.0206)).max() == pytest.approx(16_384, rel=1e-3)
    heard = recorded(np.sin(np.arange(RATE) / 5).astype(np.float32), dice)
    assert heard.dtype == np.int16
    assert len(heard) > RATE


def test_a_higher_rate_becomes_the_voices_own() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(22_050) / 22_050).astype(np.float32)
    there = resample(tone, 22_050)
    assert len(there) == RATE
    assert int(np.abs(np.fft.rfft(there)).argmax()) == 440
    assert features(at_level(there, -3)).shape == (98, 40)


def test_a_clean_utterance_has_nothing_but_silence_around_it() -> None:
    (sound,) = spoken([Utterance("prompt", "un chat", Voice("fr"), (1, 1), clean=True)], "fr", CONTENT)
    assert not sound[:6_000].any()
    assert np.abs(sound[6_400:-6_400]).max() > 3_000
