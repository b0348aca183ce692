"""Writing a prompt, from both keyboards and from tiles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.visit.events import Erased, Paint, PromptRead, ReadPrompt
from kiosk.visit.scenes import Prompt
from kiosk.visit.wording import clean, without_last
from tests.visit.story import Story, awake, reading


def prompt(story: Story) -> Prompt:
    assert isinstance(story.visit.scene, Prompt)
    return story.visit.scene


def test_keys_write_letters_spaces_and_one_capital_after_shift() -> None:
    story = awake().press("key:u", "key:n", "key:space", "key:shift", "key:z", "key:e")
    assert prompt(story).text == "un Ze"


def test_every_change_of_the_text_is_read_again() -> None:
    story = awake()
    story.commands.clear()
    story.press("key:a", "key:z", "key:erase", "starter:sponge", "clear")
    texts = [command.text for command in story.asked(ReadPrompt) if isinstance(command, ReadPrompt)]
    assert texts == ["a", "az", "a", "un chat éponge", ""]


def test_a_long_press_opens_accents_and_does_not_write_the_plain_letter() -> None:
    story = awake().hold("key:e", True).wait(0.35)
    assert prompt(story).accents == ""
    story.wait(0.1)
    assert prompt(story).accents == "e"
    story.press("key:e").hold("key:e", False)
    assert prompt(story).text == "" and prompt(story).accents == "e"
    story.press("accent:é")
    assert prompt(story).text == "é" and prompt(story).accents == ""


def test_with_accents_open_the_plain_letter_and_back_are_still_there() -> None:
    story = awake().hold("key:e", True).wait(0.5).press("key:e").hold("key:e", False)
    story.hold("key:e", True).wait(0.05).press("key:e", chance=0)
    story = awake().hold("key:e", True).wait(0.5).hold("key:e", False).press("back")
    assert prompt(story).accents == "" and story.scene() == "Prompt"
    story = awake().hold("key:e", True).wait(0.5).hold("key:e", False).press("key:e")
    assert prompt(story).text == "e"


def test_a_key_without_accents_can_be_held_and_still_writes() -> None:
    story = awake().hold("key:z", True).wait(1)
    assert prompt(story).accents == ""
    assert prompt(story.press("key:z").hold("key:z", False)).text == "z"


def test_capitals_of_accents_and_letters_that_have_none() -> None:
    assert prompt(awake().press("key:shift", "accent:é")).text == "É"
    assert prompt(awake().press("key:shift", "accent:ß")).text == "ß"


def test_a_tile_fills_the_prompt_in_the_visitors_language_and_brings_its_own_chance() -> None:
    story = awake().press("language:en", "starter:sponge")
    assert prompt(story).text == "a sponge cat"
    story.press("paint", chance=7)
    (paint,) = story.asked(Paint)
    assert isinstance(paint, Paint) and paint.recipe.seed == 4321


def test_a_tile_that_was_changed_gets_a_chance_of_its_own() -> None:
    story = awake().press("starter:sponge").write(" rouge").press("paint", chance=7)
    (paint,) = story.asked(Paint)
    assert isinstance(paint, Paint) and paint.recipe.seed == 7


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_prompt_gets_a_notice_and_no_painting(text: str) -> None:
    story = awake().write(text).press("paint")
    assert prompt(story).notice == "notice_empty" and story.asked(Paint) == []
    assert prompt(story.write("u")).notice == "", "which goes with the next letter"


def test_unknown_words_only_are_painted_when_asked_a_second_time() -> None:
    story = awake().write("zibou").press("paint")
    assert prompt(story).notice == "notice_unknown_only" and story.asked(Paint) == []
    story.press("paint")
    (paint,) = story.asked(Paint)
    assert isinstance(paint, Paint) and paint.recipe.english_prompt == "zibou", "and never dropped"


def test_one_known_word_is_enough_to_paint_at_once() -> None:
    assert awake().write("chat zibou").press("paint").scene() == "Words"


def test_return_paints_and_typing_takes_the_focus_off_the_keys() -> None:
    story = awake().write("un chat")
    assert story.visit.focus == ""
    assert story.enter().scene() == "Words"


def test_a_prompt_that_was_not_read_yet_is_read_before_it_is_painted() -> None:
    story = awake().write("un chat")
    scene = prompt(story)
    story.visit = type(story.visit)(scene=Prompt(scene.since, "un chat"), language="fr", last_input=story.now)
    story.commands.clear()
    story.press("paint")
    assert story.scene() == "Prompt" and story.asked(ReadPrompt) == [ReadPrompt("un chat", "fr")]
    story.tell(PromptRead(story.now, reading("un chat", "fr")))
    assert story.press("paint").scene() == "Words"


def test_ten_thousand_characters_become_a_hundred_and_twenty_with_a_notice() -> None:
    story = awake().write("é" * 10_000)
    assert len(prompt(story).text) == 120 and prompt(story).notice == "notice_too_long"


@pytest.mark.parametrize(
    ("typed", "kept", "dropped"),
    [
        ("un\x00 chat", "un chat", True),
        ("\ud800chat", "chat", True),
        ("\u202echat", "chat", True),
        ("chat\u00a0rouge\n", "chat rouge ", False),
        ("e\u0301", "é", False),
        ("👩\u200d🎨", "👩\u200d🎨", False),
        ("قطة حمراء", "قطة حمراء", False),
    ],
)
def test_what_cannot_be_read_is_taken_out_and_said(typed: str, kept: str, dropped: bool) -> None:
    assert clean(typed) == (kept, dropped)
    story = awake().write(typed)
    assert prompt(story).text == kept and (prompt(story).notice == "notice_cleaned") == dropped


@pytest.mark.parametrize(
    ("text", "left"),
    [("chat", "cha"), ("é", ""), ("ab\u0323", "a"), ("x👩\u200d🎨", "x"), ("x👍🏽", "x"), ("❤\ufe0f", ""), ("", "")],
)
def test_erasing_takes_what_a_reader_calls_one_character(text: str, left: str) -> None:
    assert without_last(text) == left


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_text_at_all_can_be_typed_erased_and_painted(text: str) -> None:
    story = awake().write(text)
    shown = prompt(story).text
    assert len(shown) <= 120
    shown.encode("utf-8")  # nothing is left that could not be shown or passed on
    for _ in range(len(shown)):
        story.tell(Erased(story.now))
    assert prompt(story).text == ""
    story.write(text).press("paint", "paint")
    assert story.scene() in ("Words", "Prompt")
