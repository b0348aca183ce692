"""Every screen, heard: all of its text and all that can be touched, in reading order, in four languages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kiosk.screens import layout
from kiosk.screens.aloud import LONGEST, called, sentences, split
from kiosk.visit.hearing import VoiceThere
from kiosk.visit.scenes import Attract, Doubt, Ear, Painting, Prompt, Scene, Talk, Visit
from kiosk.visit.staff import Brought, Note, Trial
from tests.screens import reading, samples

SIZES = ((1920, 1080), (1080, 1920))


@cache
def visits(code: str) -> dict[str, Visit]:
    """Every screen there is, by name."""
    of = samples.reading(code)
    scenes: dict[str, Scene] = {
        "attract": Attract(0.0),
        "prompt": Prompt(0.0),
        "written": Prompt(0.0, of.prompt, of),
        "notice": Prompt(0.0, notice="notice_empty"),
        "accents": Prompt(0.0, "e", accents="e"),
        "words": samples.words(of),
        "chip": samples.words(of, open_chip=1),
        "starting": samples.painting(of, -1),
        "painting": samples.painting(of, 8),
        "under noise": samples.painting(of, 8, under_noise=True),
        "looking back": samples.painting(of, 8, scrubbed=3),
        "how": samples.painting(of, 8, how=True),
        "picture": samples.picture(of),
        "compared": samples.picture(of, compared=True),
        "sorry": samples.sorry(of),
    }
    made = {name: samples.visit(scene, code) for name, scene in scenes.items()}
    ear = Ear((VoiceThere("voice", code, "people"),))
    doubtful = Prompt(0.0, of.prompt, of, heard=True, doubts=(Doubt(0, 3), Doubt(4, 8)), caret=2)
    panels = reading.exhibit().panels
    return {
        **made,
        "closed": replace(made["attract"], open=False),
        "idle": replace(made["prompt"], idle_since=1.0),
        "speaking": replace(samples.visit(Prompt(0.0), code), ear=ear),
        "listening": replace(samples.visit(Prompt(0.0, talk=Talk(1, 0.0, lit=True)), code), ear=ear),
        "doubts": replace(samples.visit(doubtful, code), ear=ear),
        "trial": replace(made["attract"], trial=Trial("r", 60.0, 60.0, Brought("stick", 3, 1))),
        "note": replace(made["attract"], note=Note("No.", 60.0, "stick_empty")),
        **{f"panel {one.name}": reading.visit(one.name, code) for one in panels if code in one.texts},
        "second page": reading.visit("consent", code, page=1),
        "easy": reading.visit("label", code, easy=True),
        "sources": reading.visit("history", code, sources=0),
        "overview": reading.visit("", code, chapter=2),
    }


def heard(visit: Visit, size: tuple[int, int] = SIZES[0]) -> tuple[str, ...]:
    return sentences(visit, reading.exhibit(), layout(visit, reading.exhibit(), size), size)


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum()).casefold()


@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_every_screen_has_something_to_say_and_says_it_in_short_sentences(code: str) -> None:
    for name, visit in visits(code).items():
        told = heard(visit)
        assert told and all(0 < len(one) <= LONGEST and letters(one) for one in told), name
        whole = " ".join(told)
        assert "aloud_" not in whole and "_" not in whole and "{" not in whole, f"{name}: a key instead of a sentence"


@pytest.mark.parametrize("size", SIZES, ids=("lying", "upright"))
@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_whatever_can_be_touched_has_a_name(code: str, size: tuple[int, int]) -> None:
    for name, visit in visits(code).items():
        made = layout(visit, reading.exhibit(), size)
        for target in made.targets:
            assert called(visit, reading.exhibit(), made, target.name), (
                name,
                target.name,
            )


@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_every_control_is_told_but_letters_and_those_that_cannot_be_pressed(code: str) -> None:
    aside = ("key", "accent", "chip", "language", "starter")
    for name, visit in visits(code).items():
        made, told = layout(visit, reading.exhibit(), SIZES[0]), letters(" ".join(heard(visit)))
        for target in made.targets:
            words = letters(" ".join(called(visit, reading.exhibit(), made, target.name)))
            if target.name.partition(":")[0] in aside:
                continue
            assert (words in told) or not target.enabled, (name, target.name)
        disabled = [target.name for target in made.targets if not target.enabled]
        assert name != "starting" or disabled, "there are some"


@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_what_is_written_is_heard(code: str) -> None:
    """All free-standing text of a scene, but for signs and scales that only mean something to the eye."""
    seen_only = (
        "decided",
        "prompt_line",
        "page",
        "open",
        "minus",
        "plus",
        "equals",
        "close",
        "idle_seconds",
        "trial_seconds",
    )
    aloud_otherwise = (
        "with_name",
        "without_name",
        "difference_name",
        "left_name",
        "before_tag",
        "plate_tag",
        "app_title",
        "closed",
    )
    for name, visit in visits(code).items():
        if name in ("chip", "listening", "speaking"):
            continue  # one note of the first is wanted; nothing is read in the second; the third says its button
        made, told = layout(visit, reading.exhibit(), SIZES[0]), letters(" ".join(heard(visit)))
        pale = {target.name for target in made.targets if not target.enabled}
        for box in made.boxes:
            if box.inside in pale:
                continue
            if box.kind == "text" and box.name.partition(":")[0] not in (*seen_only, *aloud_otherwise, "door_about"):
                assert letters(box.text) in told, (name, box.name, box.text)


@pytest.mark.parametrize("code", samples.LANGUAGES)
def test_all_pages_of_a_panel_together_are_its_text_and_no_sentence_comes_twice(code: str) -> None:
    exhibit = reading.exhibit()
    for panel in exhibit.panels:
        if code not in panel.texts:
            continue
        for easy in (False, True):
            told: list[str] = []
            last: tuple[str, ...] = ()
            for page in range(4):
                visit = replace(reading.visit(panel.name, code, page=page), easy=easy)
                now = heard(visit, SIZES[1])
                if now == last:
                    break
                told += now
                last = now
            version = panel.texts[code].easy if easy else panel.texts[code].normal
            for block in version.blocks:
                for item in block.items:
                    for sentence in split("".join(span.text for span in item)):
                        if "{" not in sentence:
                            assert told.count(sentence) == 1, (panel.name, easy, sentence)


def test_the_best_comes_first_and_the_way_back_last() -> None:
    told = heard(visits("fr")["painting"])
    assert told[0] == "Votre demande: «\u202fune chatte rouge dans la neige\u202f»."
    assert told[1].startswith("À chaque étape") and told[-1] == "Retour."
    panel = heard(visits("fr")["panel label"])
    assert panel[0] == "Une étiquette est un mot choisi" and panel[-1] == "Retour."
    touch = next(at for at, one in enumerate(panel) if one.startswith("À toucher"))
    assert "Ensuite" in panel[touch], "what Return would press comes first"


def test_a_prompt_is_read_whole_and_one_that_is_not_written_yet_is_not() -> None:
    long = "un chat " * 14
    told = heard(samples.visit(Prompt(0.0, long), "fr"))
    assert letters(long) in letters(" ".join(told))
    assert "Votre demande" not in " ".join(heard(visits("fr")["prompt"]))


def test_of_two_pictures_it_says_what_was_and_what_is() -> None:
    told = heard(visits("fr")["compared"])
    assert told.index("Avant: Insister\xa0×\u202f3.") + 1 == told.index("Maintenant: Insister\xa0×\u202f5.")


def test_the_equation_is_a_sentence_and_the_rows_of_words_are_lists() -> None:
    assert "sans + 3 × (avec − sans) = estimation." in heard(visits("fr")["how"])
    assert "Vos mots: une, chatte, rouge, dans la neige." in heard(visits("fr")["words"])
    assert "En nombres: 12, 87, 45, 19, 14, 131." in heard(visits("fr")["words"])


def test_an_opened_word_is_explained_without_telling_the_rest_again() -> None:
    told = heard(visits("fr")["chip"])
    assert told[0].startswith("«\u202fchatte\u202f»") and not any(one.startswith("En anglais") for one in told)


def test_a_step_further_the_same_is_told_with_another_number() -> None:
    of = samples.reading("en")
    one, other = (heard(samples.visit(samples.painting(of, step), "en")) for step in (8, 9))
    assert [a for a, b in zip(one, other, strict=True) if a != b] == ["On the easel · Step 9 of 20"]
    assert isinstance(samples.painting(of, 8), Painting)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Un chat. Une maison ! Et toi ?", ["Un chat.", "Une maison !", "Et toi ?"]),
        ("Zufall Nr. 7: ein Bild.", ["Zufall Nr. 7: ein Bild."]),
        ("Am 4. November 2025. Danach nichts.", ["Am 4. November 2025.", "Danach nichts."]),
        ("z. B. eine Katze.", ["z. B. eine Katze."]),
        ("He said “no.” Then left.", ["He said “no.”", "Then left."]),
        ("Un\nDeux", ["Un", "Deux"]),
        ("…", []),
        ("", []),
    ],
)
def test_sentences_end_where_people_pause(text: str, parts: list[str]) -> None:
    assert list(split(text)) == parts


def test_a_sentence_that_never_ends_is_parted_where_it_pauses() -> None:
    made = split("un chat rouge, puis un chien, " * 40 + "x" * 600)
    assert all(len(one) <= LONGEST for one in made) and made[0].endswith(",")
    assert letters("".join(made)) == letters("un chat rouge, puis un chien, " * 40 + "x" * 600)


@pytest.mark.parametrize("prompt", samples.HOSTILE_PROMPTS)
def test_no_prompt_is_too_strange_to_be_read(prompt: str) -> None:
    of = samples.hostile_reading(prompt)
    for scene in (Prompt(0.0, prompt, of), samples.words(of), samples.painting(of, 8), samples.picture(of)):
        assert heard(samples.visit(scene, "fr"))
