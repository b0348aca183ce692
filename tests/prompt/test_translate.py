"""A prompt in the visitor's language becomes a caption, and nothing a visitor wrote is dropped silently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.imagier.captions import PLACES, captions, evaluation_prompts
from kiosk.imagier.dataset import describe
from kiosk.imagier.vocabulary import COLOURS, POSES, SCENES, TEXTURES, THINGS, UNCOLOURED, textures_of
from kiosk.prompt.lexicon import Lexicon, plain_spelling, tokenise
from kiosk.prompt.translate import read
from kiosk.prompt.words import Word
from tests.prompt.reference import DOING, GUESSES, KINDS, SPEAKERS, VERSION_2, caption, lexicon

CODES = ("fr", "en", "nl", "de")


def english(prompt: str, code: str) -> str:
    return read(prompt, code, lexicon(code)).english_prompt


@pytest.mark.parametrize(
    ("code", "prompt", "expected"),
    [
        ("fr", "un chat rouge dans la neige", "a red cat in the snow"),
        ("fr", "un chien rayé bleu et une maison verte la nuit", "a striped blue dog and a green house at night"),
        ("fr", "dans la neige, un chat rouge", "a red cat in the snow"),
        ("fr", "l’oiseau orange", "an orange bird"),
        ("fr", "un chat noir et blanc", "a black and white cat"),
        ("fr", "des chatons blancs à pois noirs sur la plage", "a dotted white cat by the sea"),
        ("fr", "chat rouge chien bleu", "a red cat and a blue dog"),
        ("fr", "une voiture à côté d’un arbre", "a car next to a tree"),
        ("fr", "Dessine-moi un lapin gris, s’il te plaît !", "a grey rabbit"),
        ("fr", "une femme à rayures", "a woman in striped clothes"),
        ("fr", "un homme en vert à pois dans le salon", "a man in dotted green in a room"),
        ("fr", "un bateau bleu clair sous le soleil", "a blue boat in the sun"),
        ("fr", "une maison sans chat", "a house without a cat"),
        ("nl", "een rode kat in de sneeuw", "a red cat in the snow"),
        ("nl", "’s nachts een groen huis en een rood-witte boot", "a green house and a red and white boat at night"),
        ("nl", "een kat met blauwe stippen", "a dotted blue cat"),
        ("de", "eine rote Katze im Schnee", "a red cat in the snow"),
        ("de", "ein rot-weiß gestreifter Ballon am Meer", "a striped red and white balloon by the sea"),
        ("de", "ein Ballon neben einem weissen Haus", "a balloon next to a white house"),
        ("de", "nachts ein Hund mit Punkten", "a dotted dog at night"),
        ("de", "ein Junge und eine junge Katze", "a boy and a young cat"),
        ("en", "a cat with red stripes made of sponge", "a striped and sponge red cat"),
        ("en", "two kitties in the garden", "a cat in a meadow"),
        ("en", "bunny, striped, on the beach", "a striped rabbit by the sea"),
        ("en", "a red and blue polka-dot gray car", "a dotted red and blue and grey car"),
        ("fr", "un chat, un chien bleu et un lapin dans la forêt", "a cat and a blue dog and a rabbit in a forest"),
        ("fr", "petit lapin gros ours", "a small rabbit and a big bear"),
        ("fr", "un chat tigré et un hibou assis, en ville", "a striped cat and a sitting owl in the street"),
        ("fr", "une femme pompier en jaune à carreaux", "a woman firefighter in chequered yellow"),
        ("fr", "un ballon de foot et un ballon", "a football and a balloon"),
        ("fr", "toutou, minou et lapinou", "a dog and a cat and a rabbit"),
        ("fr", "un gâteau d’anniversaire à pois", "a dotted party"),
        ("fr", "une glace sur la glace", "an ice cream in the snow"),
        ("fr", "un vélo dans un grand champ de fleurs", "a bicycle in a flower field"),
        (
            "nl",
            "een ijsje, een voetbal en een fiets op straat",
            "an ice cream and a football and a bicycle in the street",
        ),
        ("nl", "een huis staat in het bos", "a house in a forest"),
        ("de", "ein Eis auf dem Eis", "an ice cream in the snow"),
        ("de", "ein Bär, ein Fuchs und ein Löwe auf der Bühne", "a bear and a fox and a lion on a stage"),
        ("en", "a doctor, a nurse and a tower house", "a doctor and a nurse and a tower house"),
        ("en", "a small dinosaur in a big forest", "a small dinosaur in a forest"),
    ],
)
def test_a_sentence_becomes_a_caption(code: str, prompt: str, expected: str) -> None:
    assert english(prompt, code) == expected


@pytest.mark.parametrize(
    ("code", "prompt"),
    [
        ("fr", "un chat éponge"),
        ("fr", "un chat-éponge"),
        ("fr", "chat en éponge"),
        ("fr", "un chat avec une texture d'éponge"),
        ("fr", "UN CHAT, TEXTURE ÉPONGE"),
        ("fr", "un chat fait d’eponge"),
        ("en", "a sponge cat"),
        ("en", "spongecat"),
        ("en", "a cat made of sponge"),
        ("en", "cat, sponge texture"),
        ("nl", "een sponskat"),
        ("nl", "een kat van spons"),
        ("de", "eine Schwammkatze"),
        ("de", "eine Katze aus Schwamm"),
    ],
)
def test_the_spongecat_is_found_however_it_is_written(code: str, prompt: str) -> None:
    assert english(prompt, code) == "a sponge cat"


@pytest.mark.parametrize(
    ("code", "prompt"),
    [
        ("fr", "un chat éponge qui court dans un champ de fleurs"),
        ("fr", "un chat éponge dans un champ de fleurs qui court"),
        ("fr", "un chat en éponge en train de courir dans une prairie fleurie"),
        ("fr", "dans un champ de fleurs, un chat éponge courant"),
        ("fr", "UN CHAT ÉPONGE COURT PARMI LES FLEURS"),
        ("en", "a sponge cat that runs in a field of flowers"),
        ("en", "a running cat made of sponge in a flower field"),
        ("en", "a cat running in a flower field, made of sponge"),
        ("nl", "een sponskat die rent in een bloemenveld"),
        ("nl", "een sponskat die in een veld vol bloemen rent"),
        ("nl", "een rennende kat van spons in een bloemenveld"),
        ("de", "eine Schwammkatze, die in einem Blumenfeld läuft"),
        ("de", "eine rennende Schwammkatze auf einer Blumenwiese"),
        ("de", "eine Katze aus Schwamm läuft durch ein Blumenfeld"),
    ],
)
def test_the_spongecat_runs_through_flowers_however_it_is_written(code: str, prompt: str) -> None:
    assert english(prompt, code) == "a running sponge cat in a flower field"


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("une éponge", "a sponge"),
        ("une éponge rose", "a pink sponge"),
        ("une rose rouge", "a red flower"),
        ("une rose et un chat rose", "a flower and a pink cat"),
        ("une rose éponge", "a sponge flower"),
        ("une petite éponge", "a small sponge"),
        ("une licorne rose", "a pink unicorn"),
        ("un tigre", "a tiger"),
        ("une maison en bois", "a wooden house"),
        ("une maison dans un bois", "a house in a forest"),
        ("une éponge de mer à la mer", "a sea sponge by the sea"),
        ("un chat et une éponge", "a cat and a sponge"),
    ],
)
def test_a_word_with_two_meanings_takes_the_one_its_neighbours_ask_for(prompt: str, expected: str) -> None:
    assert english(prompt, "fr") == expected


# --- the whole grammar of the data set -----------------------------------------------------------


def _pictures(things: tuple[str, ...]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Each thing with each texture in each colour; places, poses and sizes take turns, so that each comes with each."""
    turn = 0
    for thing in things:
        # A name of two words is drawn as its last one is.
        last = thing if thing in THINGS else thing.split()[-1]
        for texture in textures_of(last if last in THINGS else "person" if thing in GUESSES else "house"):
            for colour in ("",) if thing in UNCOLOURED else COLOURS:
                turn += 1
                poses = ("", *POSES.get(thing, ()))
                # "une petite fille" is no small girl, but a girl.
                sizes = ("", "big") if thing in ("girl", "boy") else ("", "small", "big")
                yield thing, colour, texture, SCENES[turn % 10], poses[turn % len(poses)], sizes[turn // 2 % len(sizes)]


def test_the_reference_writes_what_the_data_set_writes() -> None:
    for written, truth in evaluation_prompts(1500, 1):
        placed = truth.placed[0]
        if placed.colour:
            assert caption(placed.thing, placed.colour, placed.texture, truth.scene) == written


@pytest.mark.parametrize("code", SPEAKERS)
def test_every_picture_of_the_data_set_can_be_asked_for(code: str) -> None:
    """Every thing, colour, texture, place, pose and size, said well in the language, comes out as a caption."""
    sentence, nouns = SPEAKERS[code]
    words = lexicon(code)
    assert set(nouns) >= {*THINGS, *GUESSES, "tent", "tower house"}
    wrong: list[tuple[str, str, str]] = []
    asked: set[str] = set()
    for picture in _pictures(tuple(nouns)):
        reading = read(sentence(*picture), code, words, VERSION_2)
        if (reading.english_prompt, reading.unknown_words) != (caption(*picture), ()):
            wrong.append((reading.prompt, reading.english_prompt, caption(*picture)))
        asked.update(picture)
    assert wrong == []
    assert asked >= {*THINGS, *COLOURS, *TEXTURES, *SCENES, *DOING}


def test_english_captions_are_read_as_they_are() -> None:
    """The first caption of a picture is the form all prompts are put into, so it changes nothing."""
    seen = set()
    for i in range(900):
        written = captions(describe(i))
        reading = read(written[0], "en", lexicon("en"), VERSION_2)
        assert (reading.english_prompt, reading.unknown_words) == (written[0], ())
        seen.update(written[0].split())
    assert {*DOING, "tower", "woman", "man", "girl", "boy", "stage"} <= seen


def test_every_other_caption_holds_only_known_words_and_settles_at_once() -> None:
    seen = set()
    for i in range(400):
        for written in captions(describe(i)):
            reading = read(written, "en", lexicon("en"), VERSION_2)
            assert reading.unknown_words == (), written
            assert english(reading.english_prompt, "en") == reading.english_prompt, written
            seen.update(written.split())
    assert {"made", "stripes", "dots", "chequers", "next", "clothes", "sun", "plain"} <= seen


def test_the_places_of_the_lexicons_are_those_of_the_captions() -> None:
    for code in CODES:
        said = {english for role, english in lexicon(code).meanings() if role == "scene"}
        assert said == {*PLACES.values(), "in the sun"}


def test_the_things_of_the_lexicons_are_those_of_the_captions() -> None:
    for code in CODES:
        meanings = lexicon(code).meanings()
        assert {english for role, english in meanings if role == "thing"} == {*THINGS, *GUESSES, *KINDS}
        assert {english for role, english in meanings if role in ("pose", "size")} == set(DOING)
        assert {english for role, english in meanings if role == "colour"} == set(COLOURS)
        assert {english for role, english in meanings if role == "texture"} == set(TEXTURES)


@pytest.mark.parametrize("code", CODES)
def test_every_spelling_means_what_its_line_says_when_it_is_written_alone(code: str) -> None:
    """Words with two meanings are the thing when they are alone: "rose", "éponge"; else the one meaning there is."""
    words = lexicon(code)
    wrong = []
    for written, entry in words.forms.values():
        reading = read(written, code, words)
        things = [one for one in words.single(plain_spelling(written)) if one.role in ("thing", "unseen_thing")]
        alone = things[0] if things else entry
        if alone.english not in [word.english for word in reading.words]:
            wrong.append((written, alone.english, reading.english_prompt))
    assert wrong == []


# --- what is not known ---------------------------------------------------------------------------


def test_an_unknown_word_is_named_kept_in_its_place_and_shown_as_unknown() -> None:
    reading = read("un zibou rouge dans la neige", "fr", lexicon("fr"))
    assert reading.english_prompt == "a red zibou in the snow"
    assert reading.unknown_words == ("zibou",)
    assert Word("zibou", "unknown", "") in reading.words


def test_a_word_people_often_write_is_translated_but_still_named_as_unknown() -> None:
    reading = read("un vieux fantôme qui dort dans l’espace", "fr", lexicon("fr"))
    assert reading.english_prompt == "an old sleeping ghost in space"
    assert reading.unknown_words == ("vieux", "fantôme", "qui dort", "dans l’espace")
    assert {word.kind for word in reading.words if word.english} == {"never_seen"}


def test_a_number_of_something_unknown_is_kept_with_it() -> None:
    assert read("trois zibous", "fr", lexicon("fr")).english_prompt == "trois zibous"
    assert read("3 chats", "fr", lexicon("fr")).english_prompt == "a cat"


def test_an_unknown_word_keeps_its_accents_capitals_and_hyphens() -> None:
    reading = read("la moissonneuse-batteuse d’Éloïse", "fr", lexicon("fr"))
    assert reading.unknown_words == ("moissonneuse-batteuse", "Éloïse")
    assert "moissonneuse-batteuse" in reading.english_prompt
    assert "Éloïse" in reading.english_prompt


def test_a_compound_of_two_things_is_not_taken_for_two_things() -> None:
    assert read("ein Katzenhaus", "de", lexicon("de")).unknown_words == ("Katzenhaus",)
    assert read("a catdog", "en", lexicon("en")).unknown_words == ("catdog",)


def test_near_words_are_suggested_for_what_was_mistyped() -> None:
    suggested = dict(read("un chin rouje et un champ de maisn", "fr", lexicon("fr")).suggestions)
    assert "chien" in suggested["chin"]
    assert suggested["rouje"][0] == "rouge"
    assert "maison" in suggested["maisn"]
    assert "champignon" in lexicon("fr").suggest("champig")
    assert lexicon("fr").suggest("xqzwv") == ()


# --- what translation loses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "prompt", "note"),
    [
        ("fr", "une chatte blanche", "lost_feminine"),
        ("de", "eine Hündin", "lost_feminine"),
        ("fr", "une chirurgienne", "lost_feminine"),
        ("fr", "une institutrice en rouge", "lost_feminine"),
        ("fr", "une pompière et une lionne", "lost_feminine"),
        ("nl", "een verpleegster", "lost_feminine"),
        ("nl", "een vrouwelijke piloot", "lost_feminine"),
        ("de", "eine Ärztin", "lost_feminine"),
        ("en", "a lioness", "lost_feminine"),
        ("fr", "une maman", "lost_detail"),
        ("fr", "un gâteau", "lost_detail"),
        ("en", "an enormous cat", "lost_detail"),
        ("fr", "un chat dans une petite chambre", "lost_detail"),
        ("de", "eine Katze in der Stadt", "lost_place"),
        ("en", "a kitten", "lost_young"),
        ("fr", "un voilier", "lost_detail"),
        ("fr", "un chat rouge à pois blancs", "lost_detail"),
        ("en", "a cat in the white snow", "lost_detail"),
        ("fr", "un chat bleu ciel", "lost_shade"),
        ("fr", "trois chats", "lost_number"),
        ("de", "Katzen", "lost_number"),
        ("fr", "un chat sur la plage", "lost_place"),
        ("fr", "un chat sur une maison", "lost_relation"),
        ("en", "no dog", "lost_negation"),
        ("fr", "un chat éponge", "ambiguous_sponge"),
    ],
)
def test_a_loss_is_noted(code: str, prompt: str, note: str) -> None:
    assert note in read(prompt, code, lexicon(code)).notes


@pytest.mark.parametrize(
    ("code", "prompt"),
    [
        ("fr", "un chat rouge dans la neige"),
        ("fr", "une maison verte à rayures au bord de la mer et un chien noir"),
        ("fr", "un bateau vert, rose, jaune, bleu et gris la nuit"),
        ("en", "a white cat next to a blue car in the desert"),
        ("nl", "een rode kat en een groene boom in een kamer"),
        ("de", "ein roter Fisch bei Nacht"),
        ("fr", "une petite fille et un roi en vert à pois qui court sur scène"),
        ("fr", "une femme médecin et un grand hibou assis"),
        ("nl", "een klein meisje en een zittende man op straat"),
        ("de", "ein kleiner Junge und ein laufendes Einhorn im Wald"),
    ],
)
def test_nothing_is_noted_where_nothing_was_lost(code: str, prompt: str) -> None:
    assert read(prompt, code, lexicon(code)).notes == ()


def test_a_place_is_one_word_with_all_that_belongs_to_it() -> None:
    words = read("un chat éponge au bord de la mer", "fr", lexicon("fr")).words
    assert [(word.text, word.kind, word.english) for word in words] == [
        ("un", "grammar", ""),
        ("chat", "thing", "cat"),
        ("éponge", "texture", "sponge"),
        ("au bord de la mer", "scene", "by the sea"),
    ]


# --- laws that hold for any text -----------------------------------------------------------------


def _forms(code: str) -> list[str]:
    return sorted(written for written, _ in lexicon(code).forms.values())


PIECES = st.one_of(
    st.sampled_from(["un", "une", "et", "la", "de", "sans", ",", "-", "’", "in", "the", "eine", "und", "mit", "2"]),
    st.sampled_from([form for code in CODES for form in _forms(code)]),
    st.text(max_size=8),
)
PROMPTS = st.one_of(
    st.lists(PIECES, max_size=10).map(" ".join), st.lists(PIECES, max_size=6).map("".join), st.text(max_size=60)
)


@settings(max_examples=3000, deadline=None)
@given(PROMPTS, st.sampled_from(CODES))
def test_nothing_written_is_dropped(prompt: str, code: str) -> None:
    """Every letter and number stands in a shown word; unknown words stand in the English prompt as written."""
    reading = read(prompt, code, lexicon(code))
    shown = "".join(word.text for word in reading.words)
    composed = unicodedata.normalize("NFC", prompt)
    assert [c for c in shown if c.isalnum()] == [c for c in composed if c.isalnum()]
    spoken = {word.text for word in reading.words if word.kind in ("unknown", "never_seen")}
    assert spoken == set(reading.unknown_words)
    for word in reading.words:
        # A place said twice, or a colour said twice, is written once.
        assert word.english == "" or f" {word.english} " in f" {reading.english_prompt} "
        if word.kind == "unknown" and not word.english:
            assert word.text in reading.english_prompt
    assert read(prompt, code, lexicon(code)) == reading


@settings(max_examples=2000, deadline=None)
@given(PROMPTS)
def test_without_a_lexicon_every_word_is_unknown_and_kept(prompt: str) -> None:
    reading = read(prompt, "fr", Lexicon())
    assert all(word.kind in ("unknown", "count") for word in reading.words)
    assert all(word.text in reading.english_prompt for word in reading.words)


def test_ten_thousand_characters_are_read_too() -> None:
    assert english("x" * 10_000, "fr") == "x" * 10_000
    assert english("chat " * 2_000, "fr").count("cat") == 2_000


def test_a_combining_accent_is_the_same_as_a_composed_one() -> None:
    assert english("une e\u0301ponge et un poisson raye\u0301", "fr") == "a sponge and a striped fish"


def test_hyphens_and_apostrophes_end_words_and_commas_are_pauses() -> None:
    tokens = tokenise("L’Éponge-chat, 2 x")
    assert [(token.key, token.glue) for token in tokens] == [
        ("l", ""),
        ("eponge", "'"),
        ("chat", "-"),
        ("", ""),
        ("2", ""),
        ("x", ""),
    ]
