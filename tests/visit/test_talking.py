"""Speaking a prompt, told as stories: holding, tapping, what was heard, what may be wrong, and an ear that goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.visit.events import Entered, Erased, Paint, ReadPrompt, Touched, Typed
from kiosk.visit.hearing import (
    EarLost,
    EarReady,
    EndedBy,
    Heard,
    HeardAll,
    HeardWord,
    Hearing,
    Level,
    Listen,
    StopListening,
    VoiceThere,
)
from kiosk.visit.scenes import Attract, Doubt, Prompt, Talk
from kiosk.visit.talking import DOUBTFUL, big, listening, offered, prompt_of
from tests.visit.story import EXHIBIT, READY, Story, awake

FRENCH = VoiceThere("vosk-fr", "fr", "people")
ROBOT = VoiceThere("robot-fr", "fr", "robot")


def ready(*voices: VoiceThere) -> EarReady:
    return EarReady(0.0, "Mic", 16_000, voices or (FRENCH,))


def word(text: str, confidence: float = 1.0) -> HeardWord:
    return HeardWord(text, 0.0, 0.1, confidence, known=text != "…")


def heard(request: int, *words: HeardWord, ended: EndedBy = "release", **changes: bool) -> HeardAll:
    hearing = Hearing(FRENCH, " ".join(one.word for one in words), words)
    return HeardAll(0.0, request, (hearing,), ended, 2.0, **changes)  # type: ignore[arg-type]  # two flags


def can_speak() -> Story:
    """Somebody woke an exhibit that has an ear."""
    return awake().tell(ready())


def prompt(story: Story) -> Prompt:
    assert isinstance(story.visit.scene, Prompt)
    return story.visit.scene


def talk(story: Story) -> Talk:
    found = prompt(story).talk
    assert found is not None
    return found


def spoken(*words: HeardWord) -> Story:
    """Somebody held the button and said this."""
    story = can_speak().hold("talk", True).wait(1.0).hold("talk", False)
    return story.tell(heard(talk(story).request, *words))


# --- holding and tapping ---------------------------------------------------------------------------


def test_what_is_said_while_the_button_is_held_becomes_the_prompt_before_anything_is_painted() -> None:
    story = can_speak().hold("talk", True)
    assert story.asked(Listen) == [Listen(1, "fr", ("vosk-fr",))] and not talk(story).lit
    story.tell(Level(story.now, 1, -20.0, False, False))
    assert talk(story).lit and talk(story).glow > 0.5
    story.tell(Heard(story.now, 1, "un chat"))
    assert talk(story).text == "un chat" and prompt(story).text == ""
    story.wait(1.0).hold("talk", False)
    assert story.asked(StopListening) == [StopListening(1)] and talk(story).ending
    story.tell(heard(1, word("un"), word("chat"), word("rouge")))
    assert prompt(story).talk is None and prompt(story).text == "un chat rouge" and prompt(story).heard
    assert prompt(story).reading is not None and not story.asked(Paint)
    story.press("paint")
    assert len(story.asked(Paint)) == 1


def test_a_tap_goes_on_until_a_second_tap_and_a_bouncing_finger_is_none() -> None:
    story = can_speak().hold("talk", True).wait(0.1).hold("talk", False)
    assert talk(story).tapped and not story.asked(StopListening)
    story.wait(0.1).hold("talk", True).hold("talk", False)
    assert not talk(story).ending
    story.wait(1.0).hold("talk", True)
    assert talk(story).ending and story.asked(StopListening) == [StopListening(1)]
    story.hold("talk", False).hold("talk", True)
    assert not story.asked(StopListening) and len(story.asked(Listen)) == 1


def test_a_tap_also_ends_by_silence() -> None:
    story = can_speak().hold("talk", True).wait(0.1).hold("talk", False)
    story.tell(heard(1, word("un"), word("chat"), ended="silence"))
    assert prompt(story).text == "un chat" and not listening(story.visit)


def test_with_five_keys_return_begins_and_ends_it() -> None:
    story = can_speak().press("talk")
    assert talk(story).tapped and len(story.asked(Listen)) == 1
    story.wait(1.0).tell(Entered(story.now))
    assert story.asked(StopListening) == [StopListening(1)]
    story.tell(Entered(story.now))
    assert story.scene() == "Prompt" and not story.asked(StopListening)


def test_saying_it_again_replaces_what_was_heard_and_saying_nothing_leaves_it() -> None:
    story = spoken(word("un"), word("chat"))
    story.hold("talk", True).wait(1.0).hold("talk", False).tell(heard(2))
    assert prompt(story).text == "un chat" and prompt(story).notice == "notice_ear_nothing"
    story.hold("talk", True).wait(1.0).hold("talk", False).tell(heard(3, word("chat")))
    assert prompt(story).text == "chat" and prompt(story).notice == ""


# --- what interrupts -------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["language:en", "starter:sponge", "key:e", "write", "panels", "clear", "paint"])
def test_doing_something_else_ends_listening_and_forgets_what_was_said(target: str) -> None:
    story = can_speak().hold("talk", True).tell(Heard(0.0, 1, "secret")).press(target)
    assert story.asked(StopListening) == [StopListening(1, forget=True)] and not listening(story.visit)
    story.tell(heard(1, word("secret")))
    assert "secret" not in repr(story.visit), "what comes late changes nothing"


def test_typing_ends_listening_and_is_written() -> None:
    story = can_speak().hold("talk", True).tell(Typed(0.0, "a"))
    assert prompt(story).text == "a" and not listening(story.visit)


def test_back_ends_listening_only_and_a_touch_beside_everything_does_not() -> None:
    story = can_speak().hold("talk", True).tell(Touched(0.0))
    assert listening(story.visit)
    story.press("back")
    assert story.scene() == "Prompt" and story.asked(StopListening) == [StopListening(1, forget=True)]


def test_the_end_of_a_visit_forgets_what_is_being_said_and_no_late_word_reaches_the_next_visitor() -> None:
    story = can_speak().hold("talk", True).tell(Heard(0.0, 1, "secret"))
    story.wait(21)
    assert prompt(story).notice == "notice_ear_lost", "an ear that does not answer is not waited for"
    story.hold("talk", True).tell(Heard(0.0, 2, "secret")).press("back", "back")
    assert isinstance(story.visit.scene, Attract) and "secret" not in repr(story.visit)
    story.press("wake").tell(Heard(0.0, 2, "secret"), heard(2, word("secret")))
    assert "secret" not in repr(story.visit)
    assert story.hold("talk", True).asked(Listen)[-1] == Listen(3, "fr", ("vosk-fr",)), "numbers are never used twice"


def test_who_speaks_is_still_there() -> None:
    story = Story(replace(EXHIBIT, settings=replace(EXHIBIT.settings, idle_seconds=5.0)))
    story.tell(READY, ready()).press("wake").hold("talk", True).wait(10)
    assert story.visit.idle_since is None and listening(story.visit)


# --- what may be wrong -----------------------------------------------------------------------------


def test_doubtful_words_are_marked_and_a_word_the_voice_lacks_is_a_gap_never_another_word() -> None:
    words = (word("un"), word("…"), word("…"), word("rouge", DOUBTFUL - 0.1), word("chat"))
    text, doubts = prompt_of(words, 120)
    assert text == "un … rouge chat"
    assert [(text[one.start : one.end], one.gap) for one in doubts] == [("…", True), ("rouge", False)]


def test_a_prompt_longer_than_allowed_ends_with_a_whole_word() -> None:
    text, doubts = prompt_of([word("éléphant", 0.1)] * 9, 30)
    assert text == "éléphant éléphant éléphant" and doubts[-1].end == len(text)


def test_a_touched_word_is_replaced_by_what_is_typed_and_the_others_stay_marked() -> None:
    story = spoken(word("un"), word("…"), word("rouge", 0.2))
    assert prompt(story).doubts == (Doubt(3, 4, True), Doubt(5, 10))
    story.press("doubt:0").write("c").write("hat")
    scene = prompt(story)
    assert scene.text == "un chat rouge" and scene.caret == 7
    assert [scene.text[one.start : one.end] for one in scene.doubts] == ["rouge"]
    story.tell(Erased(0.0))
    assert prompt(story).text == "un cha rouge"
    story.press("end").write("s")
    assert prompt(story).text == "un cha rouges" and prompt(story).caret == -1


def test_a_touched_word_can_be_erased_whole_or_let_go_again() -> None:
    story = spoken(word("un"), word("chat", 0.2))
    story.press("doubt:0", "doubt:0").tell(Erased(0.0))
    assert prompt(story).text == "un cha" and prompt(story).doubts == ()
    story = spoken(word("un"), word("chat", 0.2), word("rouge")).press("doubt:0").tell(Erased(0.0))
    assert prompt(story).text == "un  rouge" and prompt(story).caret == 3


@pytest.mark.parametrize(
    ("event", "notice"),
    [
        (heard(1), "notice_ear_nothing"),
        (heard(1, silent=True), "notice_ear_silent"),
        (heard(1, clipped=True), "notice_ear_loud"),
        (heard(1, word("…"), word("…")), "notice_ear_unknown"),
        (HeardAll(0.0, 1, (), "no_voice", 0.0), "notice_ear_lost"),
    ],
)
def test_when_nothing_was_heard_a_sentence_says_why_and_one_can_still_write(event: HeardAll, notice: str) -> None:
    story = can_speak().hold("talk", True).wait(1.0).hold("talk", False).tell(event)
    assert prompt(story).notice == notice and prompt(story).text == ""
    assert prompt(story.write("chat")).text == "chat"


# --- an ear that comes and goes --------------------------------------------------------------------


def test_an_ear_lost_while_one_speaks_says_so_and_the_button_comes_back_by_itself() -> None:
    story = can_speak().hold("talk", True).tell(EarLost(0.0, "microphone_lost", "x"))
    assert prompt(story).notice == "notice_ear_lost" and offered(story.visit, EXHIBIT) is None
    assert story.hold("talk", False).hold("talk", True).asked(Listen)[1:] == []
    story.tell(ready())
    assert prompt(story).notice == "" and offered(story.visit, EXHIBIT) == FRENCH
    assert len(story.hold("talk", True).asked(Listen)) == 1


def test_an_ear_that_nobody_saw_goes_without_a_word() -> None:
    story = awake().tell(EarLost(0.0, "no_microphone", "x"))
    assert prompt(story).notice == ""


def test_without_a_voice_taught_by_people_in_this_language_the_scene_is_as_it_always_was() -> None:
    for story in (awake(), awake().tell(ready(ROBOT)), awake().tell(ready(replace(FRENCH, language="en")))):
        assert offered(story.visit, EXHIBIT) is None and not big(story.visit, prompt(story), EXHIBIT)
        assert not story.hold("talk", True).press("talk").asked(Listen)
    silent = replace(EXHIBIT, settings=replace(EXHIBIT.settings, voice=False))
    assert offered(can_speak().visit, silent) is None


def test_a_robots_voice_is_spoken_to_only_in_a_script_that_says_so_and_people_come_first() -> None:
    story = awake().tell(ready(ROBOT, FRENCH))
    assert offered(story.visit, EXHIBIT) == FRENCH
    scripted = replace(story.visit, ear=replace(story.visit.ear, voices=(ROBOT,), any_voice=True))
    assert offered(scripted, EXHIBIT) == ROBOT


def test_the_keyboard_stays_once_somebody_chose_it_and_back_leads_to_the_button() -> None:
    story = can_speak()
    assert big(story.visit, prompt(story), EXHIBIT)
    story.write("a").tell(Erased(0.0))
    assert not big(story.visit, prompt(story), EXHIBIT), "keys do not vanish under the fingers"
    story.press("back")
    assert big(story.visit, prompt(story), EXHIBIT)
    assert not big(story.press("write").visit, prompt(story), EXHIBIT)
    assert story.asked(ReadPrompt)
