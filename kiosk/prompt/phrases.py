"""The grammar of a prompt: words are put together to phrases, and phrases are written as captions are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.prompt.lexicon import Captions, Entry, Lexicon, plain_spelling

# What putting words together may lose, whatever the language: keys of sentences.
LOST_DETAIL = "lost_detail"
LOST_NUMBER = "lost_number"
LOST_RELATION = "lost_relation"
NOTES = (LOST_DETAIL, LOST_NUMBER, LOST_RELATION)

_LINKING = ("article", "preposition", "join", "negation", "silent")
THINGS = ("thing", "unseen_thing")
SCENES = ("scene", "unseen_scene")
QUALITIES = ("colour", "texture", "pose", "size", "unseen_quality")
_HEADS = (*THINGS, "unknown")
# What is said of a thing even after its place ("a cat in the snow that runs"); other qualities there are the place's.
_DOING = ("pose",)


@dataclass(eq=False)
class Item:
    """A word or expression of the prompt (text[start:end], later in `written`) while it is being read.

    `role` is a role of the lexicon, "unknown" or "pause"; `entries` is all it may mean, and after `settle` what it
    does mean. `single` is true for one word; `joins` marks expressions that begin like a new phrase ("with stripes").
    """

    start: int
    end: int
    role: str
    entries: tuple[Entry, ...] = ()
    single: bool = True
    joins: bool = False
    glue: str = ""
    written: str = ""
    english: str = ""
    lost: bool = False
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """An item with one meaning has its English at once, unless the grammar decides it later."""
        if self.role not in _LINKING and self.entries:
            self.english = self.entries[0].english

    def may_be(self, *roles: str) -> bool:
        """Whether one of its meanings has one of these roles."""
        return any(entry.role in roles for entry in self.entries)

    def settle(self, *roles: str) -> None:
        """Take the meaning that has one of these roles; there is one."""
        entry = next(entry for entry in self.entries if entry.role in roles)
        self.role, self.entries = entry.role, (entry,)
        self.english = "" if entry.role in _LINKING else entry.english


@dataclass(eq=False)
class Phrase:
    """A thing and what is said of it. `link` is the word that joins it to what came before.

    `scenes` counts the places said before it; `bare` is true while nothing but a place stands directly before it.
    """

    link: Item | None = None
    article: Item | None = None
    counts: list[Item] = field(default_factory=list)
    pause: bool = False
    scenes: int = 0
    bare: bool = False
    body: list[Item] = field(default_factory=list)

    def all(self, *roles: str) -> list[Item]:
        """Its items with one of these roles, in order."""
        return [item for item in self.body if item.role in roles and not item.lost]

    @property
    def headed(self) -> bool:
        """There is something the qualities belong to."""
        return bool(self.all(*_HEADS))

    @property
    def negated(self) -> bool:
        """It says what must not be there."""
        return self.link is not None and self.link.role == "negation"

    @property
    def loose(self) -> bool:
        """Unknown words that neither an article nor a link ties to anything."""
        return not (self.link or self.article or self.all(*THINGS, *QUALITIES))


def phrases_of(items: Sequence[Item], lexicon: Lexicon) -> list[Phrase]:
    """The phrases of a prompt. Settles every item that could mean two things; qualities end where their thing is."""
    after = lexicon.adjectives == "after"
    phrases: list[Phrase] = []
    for phrase in _cut(items):
        _settle(phrase, after)
        phrases.extend(_one_thing_each(phrase, after))
    return _merged(phrases, after)


def _cut(items: Sequence[Item]) -> list[Phrase]:
    """Cut at every article, link, pause and place."""
    phrases = [Phrase()]
    scenes = 0
    for item in items:
        phrase = phrases[-1]
        if item.role in SCENES:
            scenes += 1
            phrases.append(Phrase(scenes=scenes, bare=True))
            continue
        if item.role == "silent":
            continue
        if item.may_be("article") and item.may_be("preposition"):
            item.settle("preposition" if phrase.body else "article")
        starts = item.role in ("pause", "join", "negation", "preposition", "article", "count") or item.joins
        if starts and phrase.body:
            phrase = Phrase(scenes=scenes)
            phrases.append(phrase)
        if item.role == "pause":
            phrase.pause, phrase.bare = True, False
        elif item.role in ("join", "negation", "preposition"):
            phrase.bare = False
            if not phrase.negated:
                phrase.link = item
        elif item.role == "article":
            phrase.article, phrase.bare = item, False
        elif item.role == "count":
            phrase.counts.append(item)
            phrase.bare = False
        else:
            phrase.body.append(item)
    return phrases


def _settle(phrase: Phrase, after: bool) -> None:
    """Decide words that are a thing alone and a quality beside a thing: "une éponge", "un chat éponge"."""
    open_items = [item for item in phrase.body if item.may_be(*THINGS) and item.may_be(*QUALITIES)]
    unknown = [number for number, item in enumerate(phrase.body) if item.role == "unknown"]
    heads = [item for item in phrase.body if item.role in THINGS and item not in open_items]
    head: Item | None = None
    # "en rose" says the colour, "une rose" the flower.
    worn = phrase.link is not None and phrase.link.role == "preposition" and phrase.article is None
    if open_items and not heads and not worn:
        # The word that could be the thing stands where this language puts its nouns, seen from the unknown ones.
        side = [
            item
            for item in open_items
            if not unknown or (phrase.body.index(item) < unknown[0] if after else phrase.body.index(item) > unknown[-1])
        ]
        head = side[0 if after else -1] if side else None
    for item in open_items:
        item.settle(*(THINGS if item is head else QUALITIES))
    if not phrase.all(*THINGS):
        # A number of nothing known is a word like any other.
        for count in phrase.counts:
            count.role = "unknown"
        phrase.body[:0] = phrase.counts


def _one_thing_each(phrase: Phrase, after: bool) -> list[Phrase]:
    """Cut "chat rouge chien bleu" where the second thing begins, as this language orders its words."""
    phrases = [phrase]
    body, phrase.body = phrase.body, []
    for number, item in enumerate(body):
        if phrases[-1].all(*THINGS):
            rest = body[number:]
            more = any(other.role in THINGS for other in rest)
            # A size stands before its thing in every language ("petit chat gros chien").
            before = item.role == "size" and len(rest) > 1 and rest[1].role in THINGS
            if more and (not after or item.role in THINGS or before):
                phrases.append(Phrase(scenes=phrase.scenes))
        phrases[-1].body.append(item)
    return phrases


def _merged(phrases: list[Phrase], after: bool) -> list[Phrase]:
    """Give qualities that stand alone to their thing: "un chat | à pois", "a red | and blue cat"."""
    kept: list[Phrase] = []
    waiting: Phrase | None = None
    for number, phrase in enumerate(phrases):
        if not phrase.body:
            continue
        following = next((other for other in phrases[number + 1 :] if other.body), None)
        if phrase.headed or phrase.negated:
            if waiting and not phrase.negated:
                phrase.body[:0] = waiting.body
                waiting = None
            kept.append(phrase)
            continue
        previous = next((other for other in reversed(kept) if other.headed and not other.negated), None)
        free = following is not None and not following.article and bool(following.link or following.pause)
        if phrase.bare and after and previous:
            _lose([item for item in phrase.body if item.role not in _DOING])
            previous.body.extend(phrase.all(*_DOING))
        elif not after and free and following is not None and following.headed and phrase.link is None:
            waiting = _wait(waiting, phrase)
        elif previous:
            _attach(phrase, previous)
        else:
            waiting = _wait(waiting, phrase)
    return [*kept, waiting] if waiting else kept


def _wait(waiting: Phrase | None, phrase: Phrase) -> Phrase:
    if waiting:
        waiting.body.extend(phrase.body)
    return waiting or phrase


def _attach(phrase: Phrase, to: Phrase) -> None:
    """Add the qualities of `phrase`. The colour of a pattern is lost where the thing has its own colour."""
    if phrase.all("texture") and to.all("colour"):
        _lose(phrase.all("colour"))
    to.body.extend(phrase.body)


def _lose(items: Sequence[Item]) -> None:
    for item in items:
        item.lost, item.english = True, ""
        item.notes.append(LOST_DETAIL)


def write(phrases: Sequence[Phrase], items: Sequence[Item], captions: Captions) -> str:
    """The English prompt: phrases in their order, then places. Sets the English of links in `items`."""
    body: list[str] = []
    tail: dict[int, list[str]] = {}
    said = False
    for phrase in phrases:
        words = _write_phrase(phrase, captions)
        if phrase.scenes and phrase.loose:
            tail.setdefault(phrase.scenes, []).append(words)
        else:
            body += [_write_link(phrase, said, captions), words]
            said = not phrase.loose
    places = [item.english for item in items if item.role in SCENES]
    for number, place in enumerate(places, start=1):
        body += [place] if place not in places[: number - 1] else []
        body += tail.get(number, [])
    return " ".join(part for part in body if part)


def _write_link(phrase: Phrase, later: bool, captions: Captions) -> str:
    """What stands before the phrase: a joint of the captions between things, any preposition before unknown words."""
    known = bool(phrase.all("thing"))
    link = phrase.link
    if link is None:
        return captions.joints[0] if later and not phrase.loose else ""
    english = link.entries[0].english
    if link.role == "preposition" and known:
        if english not in captions.joints:
            link.notes.append(LOST_RELATION)
            english = captions.joints[0]
    elif link.role == "join":
        english = captions.joints[0]
    link.english = english if later or link.role == "negation" or not (known or link.role == "join") else ""
    return link.english


def _write_phrase(phrase: Phrase, captions: Captions) -> str:
    """One phrase as a caption writes it, with unknown words where they stood: before or after the thing."""
    thing = next(iter(phrase.all("thing")), None)
    said = {role: list(dict.fromkeys(item.english for item in phrase.all(role))) for role in QUALITIES}
    joint = f" {captions.joints[0]} "
    values = {"texture": joint.join(said["texture"]), "colour": joint.join(said["colour"])}
    first = [joint.join(said[role]) for role in captions.first if role in said]
    at = phrase.body.index(thing) if thing else 0
    before = [item.written for item in phrase.body[:at] if item.role == "unknown"]
    after = [item.english or item.written for item in phrase.body[at:] if item.role in ("unknown", "unseen_thing")]
    if thing is None:
        parts = [*said["unseen_quality"], *first, values["texture"], values["colour"], *after]
        article = phrase.article.entries[0].english if phrase.article and phrase.headed else ""
        if phrase.all("unseen_thing"):
            article = article or captions.article
    else:
        values["thing"] = thing.english
        parts = [*said["unseen_quality"], *first, *before, _pattern(captions, values), *after]
        article = captions.article
    words = " ".join(part for part in parts if part)
    plain = plain_spelling(words)
    if article == captions.article and plain[:1] in tuple("aeiou") and not plain.startswith(captions.spoken_consonants):
        article += "n"
    return f"{article} {words}".strip()


def _pattern(captions: Captions, values: dict[str, str]) -> str:
    """The caption pattern that names exactly the values there are, filled in."""
    there = {name for name, value in values.items() if value}
    thing, texture = values["thing"], values["texture"]
    # "woman doctor" is written as "doctor" is.
    last = thing.rpartition(" ")[2]
    for key in ((texture, thing), (texture, last), ("", thing), ("", last), (texture, ""), ("", "")):
        for pattern in captions.patterns.get(key, ()):
            if {name for name in values if f"{{{name}}}" in pattern} == there:
                return pattern.format(**values)
    return " ".join(values[name] for name in ("texture", "colour", "thing") if values[name])
