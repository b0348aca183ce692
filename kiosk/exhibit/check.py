"""All that is wrong with what staff wrote, beyond what loading has to know: do the files fit each other?"""

from __future__ import annotations

from pathlib import Path

from kiosk.exhibit.load import STARTERS, Loaded, load_all
from kiosk.exhibit.model import Starter
from kiosk.exhibit.source import Problem
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


def check(folder: Path) -> list[Problem]:
    """All problems of the exhibit in `folder`, in the order of the files; never raises.

    Beyond loading: every lexicon covers the words of the data set; every note has its sentence; starters hold no
    word that the lexicon or the model does not know, and mean the same in every language; each ingredient has its
    picture.
    """
    return inspect(load_all(folder, folder.parent / "models"))


def inspect(loaded: Loaded) -> list[Problem]:
    """As `check`, of an exhibit that was loaded already."""
    _check_lexicons(loaded)
    _check_notes(loaded)
    for number, starter in enumerate(loaded.exhibit.starters):
        _check_starter(loaded, number, starter)
        _check_pictures(loaded, starter)
    return loaded.problems


def _check_lexicons(loaded: Loaded) -> None:
    """A word counts as one of the data set if at least half of the lexicons hold it."""
    words = {
        code: {(_SECTIONS[role], english) for role, english in language.lexicon.meanings()}
        for code, language in loaded.languages.items()
    }
    for word in sorted(set().union(*words.values())):
        lacking = [code for code, held in words.items() if word not in held]
        for code in lacking if 2 * len(lacking) <= len(words) else words.keys() - set(lacking):
            source = loaded.sources[f"languages/{code}.toml"]
            section, english = word
            if code in lacking:
                source.report(("lexicon", section), f"No word is given for “{english}”.", f'{english} = ["…"]')
            else:
                message = f"“{english}” is not a word of the captions: the other languages do not have it."
                source.report(("lexicon", section, english), message, "Is it spelled as in the other files?")


def _check_notes(loaded: Loaded) -> None:
    for code, language in loaded.languages.items():
        source = loaded.sources[f"languages/{code}.toml"]
        used = {note for entry in language.lexicon.entries() for note in entry.notes}
        used |= {note for _, note in language.lexicon.captions.nearest.values()}
        for note in sorted(used - language.text.keys()):
            source.report(("lexicon", "notes", note), f"There is no sentence “{note}” in [text].", f'{note} = "…"')
        for key in sorted({*NOTES, *NOTICES} - language.text.keys()):
            source.report(("text",), f"The sentence “{key}” is missing.", f'{key} = "…"')


def _check_starter(loaded: Loaded, number: int, starter: Starter) -> None:
    source = loaded.sources[STARTERS]
    english: dict[str, str] = {}
    for code, language in loaded.exhibit.languages.items():
        reading = read(starter.prompt[code], code, language.lexicon, loaded.exhibit.known)
        place = ("starter", str(number), "prompt", code)
        if reading.unknown_words:
            raw = [word.text for word in reading.words if word.kind == "unknown"]
            if raw:
                message = f"The lexicon does not hold: {', '.join(raw)}."
                source.report(place, message, f"Add it to languages/{code}.toml, or use another word.")
            else:
                message = f"The model was never trained on: {', '.join(reading.unknown_words)}."
                source.report(place, message, "Use a word it knows.")
        elif english and reading.english_prompt not in english.values():
            other = next(iter(english))
            message = f"It means “{reading.english_prompt}”, but in “{other}” it means “{english[other]}”."
            source.report(place, message, "All languages should ask for the same picture.")
        english[code] = reading.english_prompt


def _check_pictures(loaded: Loaded, starter: Starter) -> None:
    for name in starter.ingredients:
        if not Path(loaded.exhibit.folder, "starters", f"{name}.png").is_file():
            source = loaded.sources[STARTERS]
            source.report((), f"The picture starters/{name}.png is missing.", "Run: make starters")
