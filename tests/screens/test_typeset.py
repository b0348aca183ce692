"""Text is measured as it is drawn, broken without loss, and never breaks the screen."""

from __future__ import annotations

import unicodedata

import pygame
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.screens import typeset
from kiosk.screens.layout import Box, Rect

any_text = st.text(st.characters(), max_size=80)
words = st.lists(st.text("abcdéèWi’", min_size=1, max_size=12), min_size=1, max_size=12).map(" ".join)


def test_a_narrow_no_break_space_advances_by_its_share_of_an_em() -> None:
    with_space, without = typeset.width("voir\u202f?", 100), typeset.width("voir", 100) + typeset.width("?", 100)
    assert with_space - without == 18


def test_the_line_never_breaks_before_a_question_mark_of_french() -> None:
    lines = typeset.wrap(
        "Que voulez-vous voir\u202f?", 60, "bold", typeset.width("Que voulez-vous voir", 60, "bold") + 4
    )
    assert lines == ("Que voulez-vous", "voir\u202f?")


def test_a_character_the_font_lacks_is_an_empty_tile_as_wide_as_measured() -> None:
    assert typeset.missing("un ✓ chat 🙂") == "✓🙂"
    tile = typeset.render("✓", 60, "regular", (0, 0, 0))
    assert tile.get_width() == typeset.width("✓", 60)
    box = tile.get_bounding_rect()
    assert box.w > 20
    assert tile.get_at(box.center).a == 0  # empty inside
    assert tile.get_at((box.x + 1, box.centery)).a == 255


def test_french_german_and_dutch_text_has_all_its_letters() -> None:
    assert typeset.missing("àâäæçéèêëîïôöœùûüÿßÀÉÈŒÄÖÜ «\u202f»\u00a0’‘“”–—…·×−°½"[:-1]) == ""


def test_nul_surrogates_and_direction_marks_are_cleaned_away() -> None:
    assert typeset.clean("a\x00b\u202ec\ud800d") == "abc\ufffdd"
    assert typeset.clean("e\u0301") == "é"


@settings(max_examples=60, deadline=None)
@given(any_text)
def test_whatever_is_written_can_be_measured_wrapped_and_drawn(text: str) -> None:
    lines = typeset.wrap(text, 34, "medium", 300)
    for line in lines:
        assert typeset.width(line, 34, "medium") <= 300 or len(line) <= 1
        assert typeset.render(line, 34, "medium", (0, 0, 0)).get_height() > 0


@settings(max_examples=60, deadline=None)
@given(words, st.integers(120, 700), st.booleans())
def test_wrapping_loses_no_character(text: str, limit: int, balance: bool) -> None:
    lines = typeset.wrap(text, 34, "regular", limit, balance)
    assert "".join(lines).replace(" ", "") == unicodedata.normalize("NFC", text).replace(" ", "")


@settings(max_examples=40, deadline=None)
@given(words, st.integers(250, 700))
def test_balanced_lines_are_as_many_as_greedy_ones_and_cut_no_word(text: str, limit: int) -> None:
    greedy, balanced = (typeset.wrap(text, 34, "regular", limit, balance) for balance in (False, True))
    assert len(balanced) == len(greedy)
    if all(typeset.width(word, 34) <= limit for word in text.split()):
        assert " ".join(balanced).split() == text.split()


def test_a_long_prompt_takes_the_largest_size_that_fits() -> None:
    rect = Rect(0, 0, 600, 100)
    assert typeset.fit("chat", rect, (60, 44, 34)) == 60
    assert typeset.fit("un chat rouge dans la neige, et un chien", rect, (60, 44, 34)) < 60
    assert typeset.fit("mot " * 400, rect, (60, 44, 34)) == 34


def test_a_box_knows_whether_its_text_fits() -> None:
    assert typeset.fits(Box("title", Rect(0, 0, 400, 80), text="Peindre", px=60))
    assert not typeset.fits(Box("title", Rect(0, 0, 400, 60), text="Peindre", px=60))
    assert not typeset.fits(Box("title", Rect(0, 0, 200, 80), text="Peindre un chat", px=60))


def test_fonts_come_back_after_the_font_module_was_shut_down() -> None:
    before = typeset.width("Peindre", 60)
    pygame.font.quit()
    typeset.width.cache_clear()
    assert typeset.width("Peindre", 60) == before


def test_a_line_ends_at_a_hyphen_only_between_parts_of_some_length() -> None:
    assert typeset.words("image-texte") == ["image-", "texte"]
    for whole in ("garde-t-elle", "qu\u2019est-ce", "add-ons", "LAION-5B", "DALL-E\u00a03", "17\u00a0heures"):
        assert typeset.words(whole) == [whole]
