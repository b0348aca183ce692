"""The rules of writing: how long a text and its sentences may be, and which signs belong in which language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kiosk.exhibit.markdown import Page, Passage
from kiosk.exhibit.problems import Severity

Lacks = Callable[[str], str]
"""The characters of a text that the screen's font cannot draw."""
Fault = tuple[int, str, Severity, dict[str, object]]
"""How many characters into a text, the code of the message, how bad it is, and the values of the message."""

MOST_TITLE = 40
SENTENCE, EASY_SENTENCE = 20, 12
EXPLANATION = 30


@dataclass(frozen=True)
class Length:
    """How many words a version may have."""

    least: int
    most: int


NORMAL, FRENCH, EASY = Length(60, 125), Length(60, 150), Length(40, 100)

# A sentence ends at its sign, with the quotation marks behind it, unless it goes on with a small letter ("« Bien ? »
# demande-t-on"); a name like "xAI" may begin one.
_END = re.compile(r"[.!?…]+(?:[”“\"’)]|[\u202f\u00a0]?»)*+(?=\s+(?:[^\sa-zà-ÿ]|[a-z][A-Z])|\s*$)")
_NUMBER = re.compile(r"(?<=\d)[ \u202f\u00a0](?=\d{3}\b)")
# Not in "16:9", "https://" and "?!".
_FRENCH = re.compile("(?<![\u202f\u00a0?!])[?!;»]|(?<![\u202f\u00a0]):(?!//)(?!(?<=\\d:)\\d)|«(?![\u202f\u00a0])")
_TYPED = re.compile(r"""['"]|\.\.\.| - | -$""")
_BETTER = {"'": "’", '"': "“ ”", "...": "…", "-": "–"}


def words(text: str) -> int:
    """How many words a text has: what stands between spaces and holds a letter or a digit."""
    return sum(any(sign.isalnum() for sign in word) for word in _NUMBER.sub("", text).split())


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Every sentence, with the number of characters before it."""
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        sentence = text[start:end]
        if sentence.strip():
            yield start + len(sentence) - len(sentence.lstrip()), sentence.strip()
        start = end


def length_faults(page: Page, language: str) -> Iterator[tuple[tuple[int, int], str, dict[str, object]]]:
    """Versions with too many or too few words, and titles and sentences that are too long, with their places."""
    for easy in (False, True):
        passages = [passage for passage in page.passages if passage.easy == easy and passage.text]
        title = next((passage for passage in passages if passage.kind == "title"), None)
        body = [passage for passage in passages if passage.kind in ("text", "heading")]
        count = sum(words(passage.text) for passage in body)
        limit = EASY if easy else FRENCH if language == "fr" else NORMAL
        if body and not limit.least <= count <= limit.most:
            code = f"{'easy' if easy else 'normal'}_{'short' if count < limit.least else 'long'}"
            place = (title or body[0]).places[0]
            yield place, code, {"count": count, "least": limit.least, "most": limit.most}
        if title and len(title.text) > MOST_TITLE:
            yield title.places[0], "title_long", {"count": len(title.text), "most": MOST_TITLE}
        for passage in body:
            for start, count, most in long_sentences(passage.text, EASY_SENTENCE if easy else SENTENCE):
                yield passage.places[start], "sentence_long", {"count": count, "most": most}


def long_sentences(text: str, most: int) -> Iterator[tuple[int, int, int]]:
    """Where a sentence with more than `most` words begins, how many it has, and `most`."""
    for start, sentence in sentences(text):
        if (count := words(sentence)) > most:
            yield start, count, most


def sign_faults(text: str, language: str, lacks: Lacks | None = None) -> Iterator[Fault]:
    """Signs that the font lacks, that a typewriter made, or that miss their space in French."""
    if lacks:
        for sign in lacks(text):
            yield max(0, text.find(sign)), "glyph", "error", {"sign": sign, "code": f"U+{ord(sign):04X}"}
    for match in _TYPED.finditer(text):
        sign = match[0].strip()
        yield (
            match.start() + len(match[0]) - len(match[0].lstrip()),
            "typewriter",
            "warning",
            {
                "sign": sign,
                "better": "’"
                if sign == "'"
                else ("« »" if language == "fr" else "“ ”")
                if sign == '"'
                else _BETTER[sign],
            },
        )
    if language == "fr":
        for match in _FRENCH.finditer(text):
            code = "space_after" if match[0] == "«" else "space_before"
            yield match.start(), code, "warning", {"sign": match[0]}


def passage_faults(
    passages: Sequence[Passage], language: str, lacks: Lacks | None
) -> Iterator[tuple[tuple[int, int], str, Severity, dict[str, object]]]:
    """`sign_faults` of the passages of a page, with their places in its file."""
    for passage in passages:
        for offset, code, severity, values in sign_faults(passage.text, language, lacks):
            if passage.places:
                yield passage.places[min(offset, len(passage.places) - 1)], code, severity, values
