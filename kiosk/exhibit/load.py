"""What staff wrote, from a folder to an `Exhibit`. Nothing here raises: a visitor must never see a mistake of staff.

Every problem is gathered with its place; what is wrong falls back to a default, and a language that is not complete is
not offered.
"""

from __future__ import annotations

import collections
import dataclasses
import json
import string
from collections.abc import Iterable, Mapping
from pathlib import Path

from kiosk.exhibit.glossary import Glossary, read_glossary
from kiosk.exhibit.model import Exhibit, Keyboard, Language, Panel, Settings
from kiosk.exhibit.panels import Panels, read_panels
from kiosk.exhibit.settings import read_settings
from kiosk.exhibit.source import Problem, Source, near, read_source, report_unknown
from kiosk.exhibit.starters import read_starters
from kiosk.prompt.build import build_captions, build_lexicon
from kiosk.prompt.lexicon import Captions

SETTINGS = "settings.toml"
STARTERS = "starters.toml"
CAPTIONS = "captions.toml"


@dataclasses.dataclass
class Loaded:
    """An exhibit, the files it came from (by name), and all languages, those included that are not offered."""

    exhibit: Exhibit
    sources: dict[str, Source]
    languages: dict[str, Language]
    glossaries: dict[str, Glossary]
    panels: Panels
    found: list[Problem] = dataclasses.field(default_factory=list)
    """What a check finds beyond the problems of the files themselves."""

    @property
    def problems(self) -> list[Problem]:
        """All problems in the order of the files, each once."""
        read = [source.problems for source in self.sources.values()]
        panels = [part for folder in self.panels.folders for part in (folder.about.problems, folder.problems)]
        return sorted({problem for part in (*read, *panels, self.panels.problems, self.found) for problem in part})


def load(folder: Path, models: Path, panels: bool = True, lexicons: bool = True) -> tuple[Exhibit, list[Problem]]:
    """The exhibit in `folder`, with models from the folder `models`, and all problems in the order of the files.

    Bad settings are replaced by defaults, bad starters are left out. There is always at least one language. Without
    `panels`, which take as long as all the rest, there are none, and no glossary; without `lexicons` no prompt can be
    read: the first screen waits for neither.
    """
    loaded = load_all(folder, models, panels, lexicons)
    return loaded.exhibit, loaded.problems


def load_all(folder: Path, models: Path, panels: bool = True, lexicons: bool = True) -> Loaded:
    """As `load`, with everything a check needs to go on."""
    names = [SETTINGS, CAPTIONS, *_toml_files(folder, "keyboards"), *_toml_files(folder, "languages"), STARTERS]
    names += _toml_files(folder, "glossary") if panels else []
    sources = {name: read_source(folder, name) for name in names}
    settings = read_settings(sources[SETTINGS])
    captions = _captions(sources[CAPTIONS])
    keyboards = {Path(name).stem: _keyboard(sources[name]) for name in names if name.startswith("keyboards/")}
    written = {Path(name).stem: sources[name] for name in names if name.startswith("languages/")}
    wanted = _expected(written.values())
    languages = {
        code: _language(code, source, wanted, captions if lexicons else None, keyboards)
        for code, source in written.items()
        if source.readable
    }
    offered = _offered(languages, wanted, settings, sources[SETTINGS])
    for language in offered.values():
        keyboards.setdefault(language.keyboard, Keyboard(language.keyboard, (), {}, ()))
    spoken = [code for code in settings.languages if code in written] or list(offered)
    glossaries = {code: read_glossary(sources[name]) for code in spoken if (name := f"glossary/{code}.toml") in sources}
    read = read_panels(folder, spoken, glossaries) if panels else Panels()
    exhibit = Exhibit(
        settings=dataclasses.replace(settings, languages=tuple(offered)),
        languages=offered,
        starters=read_starters(sources[STARTERS], offered),
        folder=str(folder.resolve()),
        models=str(models.resolve()),
        keyboards=keyboards,
        known=read_vocabulary(models / settings.model),
        panels=tuple(_without_closed_lab(panel, settings) for panel in read.offered),
        glossary={code: glossary.explanations for code, glossary in glossaries.items()},
    )
    return Loaded(exhibit, sources, languages, glossaries, read)


def _without_closed_lab(panel: Panel, settings: Settings) -> Panel:
    """A panel leads to its lab only where staff offer it."""
    return panel if panel.lab in ("", *settings.labs) else dataclasses.replace(panel, lab="")


def read_vocabulary(model: Path) -> frozenset[str] | None:
    """The words that the model in the folder `model` was trained on, of all kinds: `vocabulary` in its manifest.json.

    None, which stands for every word, where there is no such folder or list. What is wrong in a manifest is not said
    here: `kiosk models` says it.
    """
    try:
        data = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    lists = data.get("vocabulary") if isinstance(data, dict) else None
    if not isinstance(lists, dict) or not all(isinstance(words, list) for words in lists.values()):
        return None
    return frozenset(word for words in lists.values() for word in words if isinstance(word, str)) or None


def _toml_files(folder: Path, name: str) -> list[str]:
    try:
        return sorted(f"{name}/{path.name}" for path in (folder / name).glob("*.toml"))
    except OSError:
        return []


# --- captions, keyboards ---------------------------------------------------------------


def _captions(source: Source) -> Captions:
    captions, faults = build_captions(source.values)
    for path, code, values in faults:
        source.report(path, code, **values)
    return captions


def _keyboard(source: Source) -> Keyboard:
    values = source.values
    report_unknown(source, (), values, ("rows", "accent_row", "accents"))
    rows = values.get("rows", [])
    if not isinstance(rows, list) or not rows or not all(isinstance(row, str) and row for row in rows):
        if source.readable:
            source.report(("rows",), "keyboard_rows")
        rows = [row for row in rows if isinstance(row, str) and row] if isinstance(rows, list) else []
    accent_row = values.get("accent_row", "")
    if not isinstance(accent_row, str):
        source.report(("accent_row",), "must_be_text", name="accent_row", example='accent_row = "éèà"')
        accent_row = ""
    accents = values.get("accents", {})
    if not isinstance(accents, dict):
        source.report(("accents",), "must_be_table", name="accents", example="[accents]")
        accents = {}
    good = {key: tuple(text) for key, text in accents.items() if isinstance(text, str) and len(key) == 1}
    for key in accents.keys() - good.keys():
        source.report(("accents", key), "keyboard_accents", name=key)
    return Keyboard(Path(source.name).stem, tuple(tuple(row) for row in rows), good, tuple(accent_row))


# --- languages -----------------------------------------------------------------------------------


def _offered(
    languages: Mapping[str, Language], wanted: Mapping[str, object], settings: Settings, source: Source
) -> dict[str, Language]:
    """The languages offered, in the order of the settings: those that say every sentence. At least one."""
    complete = [code for code, language in languages.items() if wanted and language.text.keys() >= wanted.keys()]
    for code in settings.languages:
        place = ("languages", str(settings.languages.index(code)))
        if code not in languages:
            source.report(place, "language_missing", language=code, **near(code, languages))
        elif code not in complete:
            source.report(place, "language_incomplete", language=code)
    offered = {code: languages[code] for code in settings.languages if code in complete}
    if not offered:
        # Better an exhibit with gaps than none: the fullest language, with the others' sentences where it has none.
        best = max(languages.values(), key=lambda one: len(one.text), default=Language("fr", "Français", "azerty", {}))
        rest = {key: text for language in languages.values() for key, text in language.text.items()}
        offered = {best.code: dataclasses.replace(best, text={**rest, **best.text})}
    return offered


def _expected(sources: Iterable[Source]) -> dict[str, frozenset[str]]:
    """The sentences a language must have and their placeholders: what at least half of the files agree on."""
    texts = [source.values["text"] for source in sources if isinstance(source.values.get("text"), dict)]
    counts = collections.Counter(key for text in texts for key in text)
    expected: dict[str, frozenset[str]] = {}
    for key, count in counts.items():
        if 2 * count >= len(texts):
            used = (placeholders(text[key]) for text in texts if isinstance(text.get(key), str))
            agreed = collections.Counter(found for found in used if found is not None).most_common(1)
            expected[key] = agreed[0][0] if agreed else frozenset()
    return expected


def placeholders(sentence: str) -> frozenset[str] | None:
    """The names in {braces} of a sentence; None where braces are wrong, so that it could not be filled."""
    try:
        names = [(name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(sentence)]
    except ValueError:
        return None
    used = [(name, spec, conversion) for name, spec, conversion in names if name is not None]
    if any(not name.isidentifier() or spec or conversion for name, spec, conversion in used):
        return None
    return frozenset(name for name, _, _ in used)


def _language(
    code: str,
    source: Source,
    wanted: Mapping[str, frozenset[str]],
    captions: Captions | None,
    keyboards: Mapping[str, Keyboard],
) -> Language:
    values = source.values
    report_unknown(source, (), values, ("name", "keyboard", "text", "lexicon"))
    name = values.get("name")
    if not isinstance(name, str) or not name:
        source.report(("name",), "language_name")
        name = code
    keyboard = values.get("keyboard")
    if not isinstance(keyboard, str) or keyboard not in keyboards:
        source.report(("keyboard",), "language_keyboard", known=", ".join(sorted(keyboards)))
        keyboard = min(keyboards, default="")
    data = values.get("lexicon")
    if not isinstance(data, dict):
        source.report(("lexicon",), "lexicon_missing")
        data = {}
    if captions is None:
        return Language(code, name, keyboard, _sentences(source, wanted))
    lexicon, faults = build_lexicon(data, captions)
    for path, fault, details in faults:
        source.report(("lexicon", *path), fault, **details)
    return Language(code, name, keyboard, _sentences(source, wanted), lexicon)


def _sentences(source: Source, wanted: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The sentences that can be shown; all others are reported."""
    text = source.values.get("text")
    if not isinstance(text, dict):
        source.report(("text",), "text_missing")
        return {}
    good: dict[str, str] = {}
    report_unknown(source, ("text",), text, wanted)
    for key, needed in wanted.items():
        sentence = text.get(key)
        if sentence is None:
            source.report(("text",), "sentence_missing", key=key)
        elif not isinstance(sentence, str) or not sentence.strip():
            source.report(("text", key), "sentence_type", key=key)
        elif placeholders(sentence) is None:
            source.report(("text", key), "braces_unpaired", example=_braces(needed))
        elif placeholders(sentence) != needed:
            source.report(("text", key), "braces_wrong" if needed else "braces_none", key=key, names=_braces(needed))
        else:
            good[key] = sentence
    return good


def _braces(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
