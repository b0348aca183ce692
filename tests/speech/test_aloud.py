"""Sentences read aloud by the real espeak-ng, into memory: what is said, how long it takes, and that a stop stops."""

from __future__ import annotations

import itertools
import sys

import numpy as np
import pytest

from kiosk.speech.aloud import LONGEST_CHARACTERS, Reader, gain, spoken
from kiosk.speech.espeak import SAMPLE_RATE, Espeak, EspeakError, installed
from kiosk.speech.sound import loudness

SENTENCES = {
    "fr": "À chaque étape, la machine estime tout le bruit, puis en retire une partie.",
    "en": "At each step the machine estimates all the noise, then takes some of it away.",
    "nl": "Bij elke stap schat de machine alle ruis en haalt er dan een deel van weg.",
    "de": "Bei jedem Schritt schätzt die Maschine das ganze Rauschen und nimmt einen Teil davon weg.",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_heard_at_a_calm_pace_and_not_clipped(reader: Reader, language: str) -> None:
    sentence = SENTENCES[language]
    sound = reader.say(sentence, language)
    words_a_minute = len(sentence.split()) / (len(sound) / SAMPLE_RATE) * 60
    assert 110 < words_a_minute < 210
    heard = loudness(sound)
    assert sound.dtype == np.int16 and -30 < heard.dbfs < -6 and not heard.clipped


def test_every_language_has_its_own_voice(reader: Reader) -> None:
    sounds = [reader.say("Imagination 7", language) for language in SENTENCES]
    for one, other in itertools.combinations(sounds, 2):
        assert len(one) != len(other) or not np.array_equal(one, other)


def test_the_first_sound_comes_at_once_and_a_short_silence_follows_each_sentence(reader: Reader) -> None:
    sound = np.abs(reader.say("Bonjour.", "fr").astype(np.int32))
    assert sound[0] > 20 and sound[-SAMPLE_RATE // 5 :].max() == 0 and sound[: SAMPLE_RATE // 2].max() > 3000


def test_a_stop_stops_in_the_middle_of_a_sentence_and_the_next_one_is_whole(reader: Reader) -> None:
    whole = reader.say(SENTENCES["fr"], "fr")
    asked = itertools.count()
    stopped = reader.say(SENTENCES["fr"], "fr", lambda: next(asked) < 5)
    assert 0 < len(stopped) < len(whole) / 3
    again = reader.say(SENTENCES["fr"], "fr")
    assert abs(len(again) - len(whole)) < SAMPLE_RATE / 5


@pytest.mark.parametrize("text", ["", "…", "« »", ". ! ?", "\u202f", "—", "\0"])
def test_what_says_nothing_is_silent(reader: Reader, text: str) -> None:
    assert len(reader.say(text, "fr")) == 0


@pytest.mark.parametrize(
    "text",
    [
        "🙂🐈‍⬛ un chat",
        "قطة حمراء",
        "猫が雪の中にいる",
        "W" * 5000,
        "i\u0301\u0302\u0303" * 30,
        "un \ud800 chat",
        "<b>[[a]]&amp;",
    ],
)
def test_nothing_that_is_written_is_too_much(reader: Reader, text: str) -> None:
    assert 0 < len(reader.say(text, "fr")) / SAMPLE_RATE < 120


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("fr", "Vos mots + 1\u202f000\u202f000 dessins", "Vos mots plus 1000000 dessins"),
        ("fr", "Insister ×\u202f3", "Insister fois 3"),
        ("fr", "sans + 3 × (avec − sans) = estimation", "sans plus 3 fois (avec moins sans) égale estimation"),
        ("fr", "le hasard n°\u202f7\u202f: une image", "le hasard numéro 7: une image"),
        ("fr", "Dans 30\u202fs, vos mots", "Dans 30 secondes, vos mots"),
        ("fr", "2 / 3", "2 sur 3"),
        ("fr", "«\u202fSans\u202f» n’est écrit nulle part.", "Sans n'est écrit nulle part."),
        ("fr", "un … chat", "un, chat"),
        ("fr", "La machine se prépare…", "La machine se prépare."),
        ("fr", "Sur le chevalet · Étape 9 sur 20", "Sur le chevalet, Étape 9 sur 20"),
        ("fr", "«\u202fchatte\u202f»  →  cat  →  45", "chatte, cat, 45"),
        ("en", "1,000,000 drawings and 3.5 more", "1000000 drawings and 3.5 more"),
        ("en", "chance no. 7", "chance number 7"),
        ("en", "It’s “without”.", "It's without."),
        ("en", "In 30 s, your words", "In 30 seconds, your words"),
        ("nl", "1.000.000 tekeningen, 3,5", "1000000 tekeningen, 3,5"),
        ("nl", "‘zonder’ ’s avonds, nr. 7", "zonder 's avonds, nummer 7"),
        ("de", "z. B. „ohne“, Nr. 7", "zum Beispiel ohne, Nummer 7"),
        ("de", "Beharren × 5", "Beharren mal 5"),
        ("es", "hola × 3 «gato»", "hola × 3 gato"),
    ],
)
def test_numbers_signs_and_quotes_are_said_as_people_do(language: str, written: str, said: str) -> None:
    assert spoken(written, language) == said


def test_a_million_is_a_million_in_every_language(reader: Reader) -> None:
    """Grouped digits take as long as plain ones: they are not read as three numbers."""
    for language, grouped in {
        "fr": "1\u202f000\u202f000",
        "en": "1,000,000",
        "nl": "1.000.000",
        "de": "1.000.000",
    }.items():
        assert abs(len(reader.say(grouped, language)) - len(reader.say("1000000", language))) < SAMPLE_RATE / 10


def test_a_sentence_without_end_is_cut() -> None:
    assert len(spoken("mot " * 1000, "fr")) <= LONGEST_CHARACTERS


def test_volume_goes_from_nothing_to_all_in_even_steps() -> None:
    steps = [gain(level / 5) for level in range(6)]
    assert steps[0] == 0 and steps[-1] == 1 and steps == sorted(steps) and gain(7) == 1 and gain(-1) == 0


def test_languages_without_a_voice_are_known(reader: Reader) -> None:
    assert [reader.speaks(language) for language in (*SENTENCES, "xx")] == [True] * 4 + [False]
    with pytest.raises(EspeakError, match="no voice called xx"):
        reader.say("Hello.", "xx")
    assert len(reader.say("Bonjour.", "fr")) > 0


def test_a_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(EspeakError, match="install the package espeakng-loader"):
        installed()
    with pytest.raises(EspeakError, match="install the package espeakng-loader"):
        Espeak()
