"""Whatever is sent as a prompt comes out as one drawable line, or as a friendly notice."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.prompt.sanitise import CLEANED, EMPTY, LIMIT, NOTICES, TOO_LONG, clean
from kiosk.prompt.translate import read
from tests.prompt.reference import lexicon


@pytest.mark.parametrize(
    ("text", "line", "notice"),
    [
        ("un chat rouge", "un chat rouge", ""),
        ("L’éponge d’à côté : 2 + 2 ?", "L’éponge d’à côté : 2 + 2 ?", ""),
        ("", "", EMPTY),
        (" \t\n\u3000\u202f", "", EMPTY),
        ("?!…", "", EMPTY),
        ("\ud83d", "", EMPTY),
        ("🐈🐈", "", EMPTY),
        ("un chat\nrouge\r\n", "un chat rouge", ""),
        ("un chat 🐈 rouge", "un chat rouge", CLEANED),
        ("un \u202echat\u202c rouge", "un chat rouge", CLEANED),
        ("un ch\x00at", "un chat", CLEANED),
        ("chat\ud800 rouge", "chat rouge", CLEANED),
        ("\ufeffchat\u200b", "chat", CLEANED),
        ("e\u0301ponge", "éponge", ""),
        ("e\u200d\u0301ponge", "éponge", CLEANED),
        ("קט אדום", "קט אדום", ""),
    ],
)
def test_a_line_and_a_notice(text: str, line: str, notice: str) -> None:
    assert clean(text) == (line, notice)


def test_a_long_prompt_is_cut_between_words() -> None:
    line, notice = clean("un chat rouge " * 1000)
    assert notice == TOO_LONG
    assert line.startswith("un chat rouge un chat")
    assert line.split()[-1] in ("un", "chat", "rouge")
    assert 2 * LIMIT / 3 <= len(line) <= LIMIT


def test_one_endless_word_is_cut_at_the_limit() -> None:
    assert clean("x" * 10_000, 50) == ("x" * 50, TOO_LONG)


def test_a_tower_of_accents_keeps_two() -> None:
    line, notice = clean("z" + "\u0301\u0302\u0303\u0304\u0305" * 20)
    assert notice == CLEANED
    assert sum(unicodedata.combining(c) > 0 for c in unicodedata.normalize("NFD", line)) <= 3


ANY_CODE_POINT = st.integers(0, 0x10FFFF).map(chr)
# Control characters, halves of pairs, direction marks, joiners, line ends, a loose accent, a ring around, emoji.
CONTROLS = ["\x00", "\ud800", "\udfff", "\u202e", "\u2066", "\u200d", "\ufe0f", "\n", "\x85", "\u0301", "\u20dd"]
NASTY = st.sampled_from([*CONTROLS, "🐈", "👨\u200d👩", "\ufeff"])
TEXTS = st.lists(
    st.one_of(ANY_CODE_POINT, NASTY, st.sampled_from(["un", "chat", " ", "’", "éponge", "x" * 100])), max_size=40
).map("".join)


@settings(max_examples=4000, deadline=None)
@given(TEXTS, st.integers(1, 200))
def test_any_text_comes_out_drawable(text: str, limit: int) -> None:
    line, notice = clean(text, limit)
    assert len(line) <= limit
    assert notice in ("", *NOTICES)
    assert (line == "") == (notice == EMPTY)
    assert line == " ".join(line.split())
    line.encode("utf-8")
    for character in line:
        category = unicodedata.category(character)
        assert character == " " or category[0] in "LNPM" or category[0] == "S"
        assert category not in ("So",) or character in "°©®"
    assert clean(line, limit) == (line, EMPTY if line == "" else "")


@settings(max_examples=2500, deadline=None)
@given(TEXTS, st.sampled_from(("fr", "en", "nl", "de")))
def test_whatever_was_cleaned_can_be_read(text: str, code: str) -> None:
    line, _ = clean(text)
    reading = read(line, code, lexicon(code))
    reading.english_prompt.encode("utf-8")
    assert bool(reading.words) == any(c.isalnum() or unicodedata.category(c)[0] == "S" for c in line)
