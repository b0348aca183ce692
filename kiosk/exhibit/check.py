"""All that is wrong with what staff wrote, beyond what loading has to know: do the files fit each other?"""

from __future__ import annotations

import collections
from datetime import date
from pathlib import Path

from kiosk.exhibit.check_fits import Fits, fit_problems
from kiosk.exhibit.check_panels import check_panels
from kiosk.exhibit.files import other_case
from kiosk.exhibit.load import STARTERS, Loaded, load_all
from kiosk.exhibit.model import Starter
from kiosk.exhibit.problems import Problem, problem
from kiosk.exhibit.prose import EASY_SENTENCE, EXPLANATION, Lacks, long_sentences, sign_faults, words
from kiosk.exhibit.source import Source
from kiosk.prompt.phrases import NOTES
from kiosk.prompt.sanitise import NOTICES
from kiosk.prompt.translate import read

_SECTIONS = {
    "thing": "things",
    "colour": "colours",
    "texture": "textures",
    "scene": "scenes",
    "pose": "poses",
    "size": "sizes",
}


def check(
    folder: Path, *, lacks: Lacks | None = None, fits: Fits | None = None, today: date | None = None
) -> list[Problem]:
    """All problems of the exhibit in `folder`, in the order of the files; never raises.

    Beyond loading: every lexicon covers the words of the data set; every note has its sentence; starters hold no
    word that the lexicon or the model does not know, and mean the same in every language; pictures are there; panels
    are whole, translated and follow the rules of writing. `lacks` names the characters of a text that the screen's
    font does not have, `fits` which texts are too long for their places, and `today` how old a fact is.
    """
    return inspect(load_all(folder, folder.parent / "models"), lacks=lacks, fits=fits, today=today)


def inspect(
    loaded: Loaded, *, lacks: Lacks | None = None, fits: Fits | None = None, today: date | None = None
) -> list[Problem]:
    """As `check`, of an exhibit that was loaded already."""
    _check_lexicons(loaded)
    _check_notes(loaded)
    for number, starter in enumerate(loaded.exhibit.starters):
        _check_starter(loaded, number, starter)
        _check_pictures(loaded, number, starter)
    _check_sentences(loaded, lacks)
    _check_glossary(loaded, lacks)
    loaded.found += check_panels(loaded, lacks, today or date.today())
    loaded.found += _check_folders(Path(loaded.exhibit.folder))
    if fits:
        loaded.found += fit_problems(loaded, fits(loaded.exhibit))
    return loaded.problems


def _check_folders(root: Path) -> list[Problem]:
    names = ("languages", "keyboards", "starters", "glossary", "panels")
    wrong = {name: other_case(root / name) for name in names if not (root / name).is_dir()}
    return [problem(found, (1, 1), "wrong_case", found=found, wanted=name) for name, found in wrong.items() if found]


def _check_lexicons(loaded: Loaded) -> None:
    """A word counts as one of the data set if at least half of the lexicons hold it."""
    vocabularies = {
        code: {(_SECTIONS[role], english) for role, english in language.lexicon.meanings()}
        for code, language in loaded.languages.items()
    }
    for word in sorted(set().union(*vocabularies.values())):
        lacking = [code for code, held in vocabularies.items() if word not in held]
        for code in lacking if 2 * len(lacking) <= len(vocabularies) else vocabularies.keys() - set(lacking):
            source = loaded.sources[f"languages/{code}.toml"]
            section, english = word
            if code in lacking:
                source.report(("lexicon", section), "word_missing", word=english)
            else:
                source.report(("lexicon", section, english), "word_alone", word=english)


def _check_notes(loaded: Loaded) -> None:
    for code, language in loaded.languages.items():
        source = loaded.sources[f"languages/{code}.toml"]
        used = {note for entry in language.lexicon.entries() for note in entry.notes}
        used |= {note for _, note in language.lexicon.captions.nearest.values()}
        for note in sorted(used - language.text.keys()):
            source.report(("lexicon", "notes", note), "note_missing", key=note)
        for key in sorted({*NOTES, *NOTICES} - language.text.keys()):
            source.report(("text",), "sentence_missing", key=key)


def _check_starter(loaded: Loaded, number: int, starter: Starter) -> None:
    source = loaded.sources[STARTERS]
    english: dict[str, str] = {}
    for code, language in loaded.exhibit.languages.items():
        reading = read(starter.prompt[code], code, language.lexicon, loaded.exhibit.known)
        place = ("starter", str(number), "prompt", code)
        if reading.unknown_words:
            raw = [word.text for word in reading.words if word.kind == "unknown"]
            if raw:
                source.report(place, "starter_unknown", words=", ".join(raw), language=code)
            else:
                source.report(place, "starter_untrained", words=", ".join(reading.unknown_words))
        else:
            english[code] = reading.english_prompt
    # What most languages ask for is what is meant.
    meant = collections.Counter(english.values()).most_common(1)
    for code, here in english.items():
        if here != meant[0][0]:
            other = next(code for code, there in english.items() if there == meant[0][0])
            place = ("starter", str(number), "prompt", code)
            source.report(place, "starter_differs", here=here, other=other, there=meant[0][0])


def _check_pictures(loaded: Loaded, number: int, starter: Starter) -> None:
    for index, name in enumerate(starter.ingredients):
        path = Path(loaded.exhibit.folder, "starters", f"{name}.png")
        if not path.is_file():
            place = ("starter", str(number), "ingredients", str(index))
            code = "ingredient_case" if (found := other_case(path)) else "ingredient_picture"
            loaded.sources[STARTERS].report(place, code, file=f"starters/{name}.png", found=found)


def _check_sentences(loaded: Loaded, lacks: Lacks | None) -> None:
    """The signs in the sentences of the screens, and in the prompts of the starters."""
    for code in loaded.languages:
        source = loaded.sources[f"languages/{code}.toml"]
        texts = source.values.get("text")
        for key, sentence in texts.items() if isinstance(texts, dict) else ():
            if isinstance(sentence, str):
                _report_signs(source, ("text", key), sentence, code, lacks)
    for number, starter in enumerate(loaded.exhibit.starters):
        for code, prompt in starter.prompt.items():
            place = ("starter", str(number), "prompt", code)
            _report_signs(loaded.sources[STARTERS], place, prompt, code, lacks)


def _report_signs(source: Source, keys: tuple[str, ...], text: str, language: str, lacks: Lacks | None) -> None:
    for offset, code, severity, values in sign_faults(text, language, lacks):
        source.report_inside(keys, offset, code, severity, **values)


def _check_glossary(loaded: Loaded, lacks: Lacks | None) -> None:
    for code, glossary in loaded.glossaries.items():
        source = loaded.sources[f"glossary/{code}.toml"]
        for word, text in glossary.explanations.items():
            keys = (glossary.keys[word],)
            if (count := words(text)) > EXPLANATION:
                source.report(keys, "glossary_long", word=word, count=count, most=EXPLANATION)
            for start, count, most in long_sentences(text, EASY_SENTENCE):
                source.report_inside(keys, start, "sentence_long", count=count, most=most)
            if isinstance(source.values[keys[0]], str):
                _report_signs(source, keys, source.values[keys[0]], code, lacks)
    for code in loaded.exhibit.settings.languages:
        if code not in loaded.glossaries and loaded.exhibit.panels:
            loaded.found.append(problem(f"glossary/{code}.toml", (1, 1), "missing"))
