"""When an utterance is over, told block by block."""

from __future__ import annotations

from kiosk.speech.ending import Utterance, heard, over

BLOCK = 0.1
SPEECH, ROOM, LOUD_ROOM = -25.0, -58.0, -36.0


def listen(story: list[tuple[float, float, str]]) -> tuple[str, float]:
    """Each chapter is so many seconds at a level, with these words at its end; why and when it was over."""
    utterance = Utterance()
    for seconds, dbfs, text in story:
        for _ in range(round(seconds / BLOCK)):
            utterance = heard(utterance, BLOCK, dbfs, text)
            if why := over(utterance):
                return why, round(utterance.seconds, 1)
    return "", round(utterance.seconds, 1)


def test_after_a_sentence_a_little_silence_ends_it() -> None:
    assert listen([(2.0, SPEECH, "un chat"), (5.0, ROOM, "un chat")]) == ("silence", 3.2)


def test_a_breath_between_words_does_not() -> None:
    breath = [(1.0, SPEECH, "un chat"), (0.9, ROOM, "un chat"), (1.0, SPEECH, "un chat rouge")]
    assert listen(breath) == ("", 2.9)


def test_thinking_before_the_first_word_is_never_cut_off() -> None:
    assert listen([(8.0, ROOM, ""), (1.0, SPEECH, "un"), (2.0, ROOM, "un")]) == ("silence", 10.2)


def test_nobody_speaks_longer_than_twelve_seconds() -> None:
    assert listen([(30.0, ROOM, "")]) == ("limit", 12.0)
    assert listen([(6.0, SPEECH, "un"), (6.0, SPEECH, "un chat")])[0] in ("silence", "limit")


def test_words_that_still_change_are_speech_however_quiet() -> None:
    whisper = [(0.5, ROOM, " ".join(["mot"] * count)) for count in range(1, 9)]
    assert listen(whisper) == ("", 4.0)


def test_a_loud_room_is_learned_and_its_noise_is_silence() -> None:
    story = [(4.0, LOUD_ROOM, ""), (1.5, -20.0, "un chat"), (3.0, LOUD_ROOM, "un chat")]
    assert listen(story) == ("silence", 6.7)
