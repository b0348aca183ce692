"""The words that panels explain: one file a language, `glossary/fr.toml`, each word with a short, easy explanation.

`"token / tokens" = "…"` is one entry: its forms stand between slashes, and the first is its headword. In a panel,
`[tokens]` marks the word; capitals do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.exhibit.source import Source


@dataclass(frozen=True)
class Glossary:
    """The glossary of one language."""

    explanations: dict[str, str] = field(default_factory=dict)
    """By headword."""
    forms: dict[str, str] = field(default_factory=dict)
    """The headword of every form, which is written without capitals."""
    keys: dict[str, str] = field(default_factory=dict)
    """The key of the file by headword."""

    def find(self, written: str) -> str:
        """The headword of a word as it is written in a text; "" if the glossary does not hold it."""
        return self.forms.get(" ".join(written.split()).casefold(), "")


def read_glossary(source: Source) -> Glossary:
    """The entries of a file that are right; what is wrong with the others is reported."""
    glossary = Glossary()
    for key, explanation in source.values.items():
        forms = [" ".join(form.split()) for form in key.split("/")]
        if not all(forms):
            source.report((key,), "glossary_form", word=key)
        elif not isinstance(explanation, str) or not explanation.strip():
            source.report((key,), "glossary_type", word=key, example=f'"{key}" = "…"')
        elif twice := [form for form in forms if form.casefold() in glossary.forms]:
            source.report((key,), "glossary_twice", word=twice[0])
        else:
            glossary.explanations[forms[0]] = explanation.strip()
            glossary.forms.update({form.casefold(): forms[0] for form in forms})
            glossary.keys[forms[0]] = key
    return glossary
