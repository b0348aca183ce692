"""Text that the screens found too long for its place, told to staff: in which file, on which line, on which screen."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kiosk.exhibit.load import STARTERS, Loaded
from kiosk.exhibit.model import Exhibit
from kiosk.exhibit.panels import ABOUT, PANELS, PanelFolder
from kiosk.exhibit.problems import Problem, problem

Kind = Literal["title", "pages", "word", "card", "source", "credit", "tile", "sentence"]
Where = Literal[
    "screen_every",
    "screen_landscape",
    "screen_portrait",
    "screen_every_large",
    "screen_landscape_large",
    "screen_portrait_large",
]
"""On which screens; "large": only in large text. The names are those of messages."""
_SHOWN, _SAYS_MUCH = 60, 4


@dataclass(frozen=True)
class Misfit:
    """A text that is too long for its place on the screen.

    Of a panel (`panel` is its name): its "title", its text (takes too many "pages"), a "word" longer than a line, a
    "source" or its "credit"; of the overview a "tile". A "card" explains a word of the glossary; a "sentence" is any
    other text of the screens. `text` is the word or the sentence, `number` how many pages, or which source.
    """

    kind: Kind
    language: str
    where: Where
    panel: str = ""
    easy: bool = False
    text: str = ""
    number: int = 0


Fits = Callable[[Exhibit], Iterable[Misfit]]
"""What the screens find when they lay out everything there is."""


def fit_problems(loaded: Loaded, misfits: Iterable[Misfit], most_pages: int = 4) -> list[Problem]:
    """A problem for each of `misfits`, at the text that is too long. Never raises."""
    folders = {folder.panel.name: folder for folder in loaded.panels.folders}
    return list(dict.fromkeys(_problem(loaded, folders.get(one.panel), one, most_pages) for one in misfits))


def _problem(loaded: Loaded, folder: PanelFolder | None, one: Misfit, most: int) -> Problem:
    code, about = f"fits_{one.kind}", {"screen": one.where}
    if one.kind == "card":
        return _card(loaded, one)
    if folder is None or one.kind == "sentence":
        return _sentence(loaded, one)
    if one.kind in ("source", "credit"):
        keys = ("source", str(one.number), "text") if one.kind == "source" else ("credit",)
        file = f"{PANELS}/{folder.name}/{ABOUT}"
        return problem(file, folder.about.locate(keys), code, **about)
    values: dict[str, object] = dict(about)
    values |= {"pages": one.number, "most": most} if one.kind == "pages" else {}
    values |= {"word": one.text} if one.kind == "word" else {}
    file = f"{PANELS}/{folder.name}/{one.language}.md"
    return problem(file, _inside(folder, one), code, **values)


def _inside(folder: PanelFolder, one: Misfit) -> tuple[int, int]:
    """Where the word stands in its version, or where its title does."""
    page = folder.pages.get(one.language)
    passages = [passage for passage in page.passages if passage.easy == one.easy and passage.places] if page else []
    if one.kind == "word":
        for passage in passages:
            at = passage.text.find(one.text)
            if 0 <= at < len(passage.places):
                return passage.places[at]
    titles = [passage for passage in passages if passage.kind == "title"]
    return (titles or passages)[0].places[0] if passages else (1, 1)


def _card(loaded: Loaded, one: Misfit) -> Problem:
    name, glossary = f"glossary/{one.language}.toml", loaded.glossaries.get(one.language)
    key = glossary.keys.get(one.text, one.text) if glossary else one.text
    place = loaded.sources[name].locate((key,)) if name in loaded.sources else (1, 1)
    return problem(name, place, "fits_card", screen=one.where, word=one.text)


def _sentence(loaded: Loaded, one: Misfit) -> Problem:
    name = f"languages/{one.language}.toml"
    shown = one.text if len(one.text) <= _SHOWN else one.text[: _SHOWN - 1].rstrip() + "…"
    values = {"screen": one.where, "shown": shown.replace("\n", " ")}
    source = loaded.sources.get(name)
    written = source.values.get("text") if source else None
    texts = written if isinstance(written, dict) else {}
    key = sentence_key(texts, one.text)
    for number, entry in _entries(loaded.sources[STARTERS].values):
        prompt = entry.get(one.language)
        # A prompt is shown as it is, or in quotation marks.
        if isinstance(prompt, str) and (prompt == one.text or (not key and prompt and prompt in one.text)):
            place = loaded.sources[STARTERS].locate(("starter", str(number), "prompt", one.language))
            return problem(STARTERS, place, "fits_sentence", **values)
    place = source.locate(("text", key)) if source else (1, 1)
    return problem(name, place, "fits_sentence", **values)


def _entries(values: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    starters = values.get("starter")
    for number, entry in enumerate(starters if isinstance(starters, list) else []):
        prompt = entry.get("prompt") if isinstance(entry, dict) else None
        if isinstance(prompt, dict):
            yield number, prompt


def sentence_key(texts: Mapping[str, object], shown: str) -> str:
    """The key of the sentence that `shown` comes from, with its {braces} filled or with more around it; "" if none."""
    sentences = {key: text for key, text in texts.items() if isinstance(text, str) and text.strip()}
    same = [key for key, text in sentences.items() if text == shown]
    if same:
        return same[0]
    # Hardly more than {braces}, like a date: it would fit anything.
    sentences = {key: text for key, text in sentences.items() if _fixed(text) >= _SAYS_MUCH}
    filled = [(_fixed(text), key) for key, text in sentences.items() if re.fullmatch(_pattern(text), shown, re.S)]
    inside = [(_fixed(text), key) for key, text in sentences.items() if re.search(_pattern(text), shown, re.S)]
    # Of several the one that explains most of what is shown.
    return max(filled or inside, default=(0, ""))[1]


def _parts(text: str) -> list[tuple[str, bool]]:
    try:
        return [(literal, name is not None) for literal, name, _, _ in string.Formatter().parse(text)]
    except ValueError:
        return [(text, False)]


def _pattern(text: str) -> str:
    return "".join(re.escape(literal) + (".+?" if filled else "") for literal, filled in _parts(text))


def _fixed(text: str) -> int:
    return sum(len(literal) for literal, _ in _parts(text))
