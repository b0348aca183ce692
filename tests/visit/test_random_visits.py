"""Thousands of visitors who do anything in any order, with a painter that answers late, twice, or not at all."""

from __future__ import annotations

import random
from collections import Counter

from kiosk.visit.advance import advance, first_visit
from kiosk.visit.events import (
    Allow,
    Began,
    Command,
    Entered,
    Erased,
    Event,
    Failed,
    Focused,
    Held,
    Paint,
    PainterLost,
    Pressed,
    PromptRead,
    ReadPrompt,
    Seen,
    Slid,
    StopHere,
    Tick,
    Token,
    Touched,
    Typed,
)
from kiosk.visit.hearing import (
    EarLost,
    EarReady,
    Heard,
    HeardAll,
    HeardWord,
    Hearing,
    Level,
    Listen,
    StopListening,
    VoiceThere,
)
from kiosk.visit.scenes import Attract, Painting, Prompt, Visit
from tests.visit.story import DOT, READY, picture_of, reading, stepped
from tests.visit.story import WITH_PANELS as EXHIBIT

SEQUENCES, LENGTH = 140, 250
TARGETS = (
    *("wake", "language:fr", "language:en", "language:de", "paint", "clear", "back", "skip", "how", "under_noise"),
    *("stop", "pause", "again", "other_chance", "stronger", "weaker", "more_steps", "fewer_steps", "new_prompt"),
    *("stay", "close", "key:e", "key:z", "key:shift", "key:space", "key:erase", "accent:é", "starter:sponge"),
    *("panels", "panel:first", "panel:noise", "panel:none", "page:1", "page:x", "chapter:1", "chapter:99"),
    *("talk", "talk", "write", "doubt:0", "doubt:7", "doubt:x", "end"),
    *("word:bruit", "sources:0", "easy", "large", "panel_lab"),
    *("starter:none", "chip:0", "chip:5", "chip:-1", "step:0", "step:3", "step:99", "timeline", "", ":", "nonsense"),
)
LIKELY = ("wake", "talk", "paint", "paint", "skip", "starter:sponge", "again", "stop")
VALUES = (0.0, 1.0, 2.4, 19.0, -3.0, 1e12, float("nan"), float("inf"))
GAPS = (0.001, 0.02, 0.02, 0.3, 0.3, 1.0, 4.0, 61.0)


VOICE = VoiceThere("voice", "fr", "people")
FIRST_CANARY = 0x4E00


def strangers(visit: Visit) -> set[str]:
    """The letters of visitors that can be found anywhere in this visit."""
    return {letter for letter in repr(visit) if ord(letter) >= FIRST_CANARY}


class Walk:
    """One kiosk, over many visitors. Each visitor writes words nobody else writes."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.now = 50.0
        self.visit = first_visit(EXHIBIT, self.now)
        self.visitors = 0
        self.work: list[Event] = []
        self.paid: dict[int, int] = {}
        self.listens: list[tuple[int, str]] = []
        """What the ear was asked for, and whose voice it hears."""
        self.scenes: Counter[str] = Counter()

    @property
    def canary(self) -> str:
        """One letter only this visitor writes: it cannot be cut or half erased."""
        return chr(FIRST_CANARY + self.visitors)

    def event(self) -> Event:
        """Anything at all; a painter that works is the likeliest."""
        chance, now = self.chance, self.now
        request = chance.choice((self.visit.next_request - 1,) * 5 + (0, 1, self.visit.next_request))
        index = chance.randrange(-1, 21)
        match chance.randrange(24):
            case 0 | 1 | 2 | 3:
                return Tick(now)
            case 4 | 5:
                return Pressed(now, chance.choice(TARGETS), chance.randrange(100_000))
            case 6:
                return Pressed(now, chance.choice(LIKELY), chance.randrange(100_000))
            case 7:
                return Typed(now, chance.choice((self.canary, "chat ", "\ud800\x00", "x" * 500)))
            case 8:
                return chance.choice((Erased(now), Entered(now, 5), Touched(now), Focused(now, "paint")))
            case 9:
                return Held(now, chance.choice(TARGETS), chance.random() < 0.5)
            case 10:
                return Slid(now, chance.choice(("timeline", "timeline", "other")), chance.choice(VALUES))
            case 11:
                late = stepped(request, index), picture_of(request, index), Seen(now, request, index, "with", DOT)
                return chance.choice(late)
            case 12:
                return chance.choice((READY, READY, READY, PainterLost(now, "x"), Failed(now, request, "x")))
            case 20:
                return Held(now, "talk", chance.random() < 0.6)
            case 21 | 22:
                return self.heard()
            case 23:
                voices = (VOICE,) if chance.random() < 0.9 else ()
                ready = EarReady(now, "mic", 16_000, voices)
                return chance.choice((ready, ready, EarLost(now, "microphone_lost", "x")))
        return self.work.pop(0) if self.work else Tick(now)

    def heard(self) -> Event:
        """An ear that answers late, for visitors long gone, or not at all; each answer holds its speaker's words."""
        chance, now = self.chance, self.now
        if not self.listens:
            return Tick(now)
        request, canary = self.listens[-1] if chance.random() < 0.7 else chance.choice(self.listens)
        words = [(canary, 0.9), ("chat", 0.3), ("…", 1.0)][: chance.randrange(4)]
        all_words = tuple(HeardWord(word, 0.0, 0.1, sure, word != "…") for word, sure in words)
        whole = HeardAll(now, request, (Hearing(VOICE, "", all_words),), "release", 1.0)
        partial = Heard(now, request, " ".join(word for word, _ in words))
        return chance.choice((Level(now, request, chance.uniform(-96, 0), False, False), partial, partial, whole))

    def step(self) -> None:
        """One event, and what must be true of every visit after it."""
        self.now += self.chance.choice(GAPS)
        before = self.visit
        self.tell(self.event())
        visit = self.visit
        self.scenes[type(visit.scene).__name__] += 1
        self.scenes["panels"] += visit.panels is not None
        if isinstance(visit.scene, Attract):
            assert visit.panels is None and not visit.easy and not visit.large and visit.read == ()
            assert visit.earlier == () and visit.paintings == 0 and visit.idle_since is None
            assert visit.language == "fr"
            assert strangers(visit) == set(), "somebody's words stayed behind"
            if not isinstance(before.scene, Attract):
                self.visitors += 1
        else:
            assert strangers(visit) <= {self.canary}, "another visitor's words"
        if isinstance(visit.scene, Prompt):
            scene = visit.scene
            assert len(scene.text) <= 120 and -1 <= scene.caret < max(1, len(scene.text))
            assert all(0 <= one.start < one.end <= len(scene.text) for one in scene.doubts)
            assert all(scene.text[one.start : one.end] == "…" for one in scene.doubts if one.gap)
            self.scenes["talk"] += scene.talk is not None
            self.scenes["doubts"] += bool(scene.doubts)
            assert scene.talk is None or (visit.idle_since is None and visit.panels is None)
        if isinstance(visit.scene, Painting):
            assert -1 <= visit.scene.scrubbed < max(1, len(visit.scene.steps))
            assert visit.scene.shown < len(visit.scene.steps)
            assert self.paid.get(visit.scene.request, 0) <= visit.scene.shown + 2 or visit.scene.stopping

    def tell(self, event: Event) -> None:
        self.visit, commands = advance(self.visit, event, EXHIBIT)
        for command in commands:
            self.obey(command)

    def obey(self, command: Command) -> None:
        """A painter that does what it is told, some of the time."""
        match command:
            case ReadPrompt():
                self.tell(PromptRead(self.now, reading(command.text, command.language)))
            case Paint():
                assert self.visit.painter.ready, "a painter that is not there is asked for nothing"
                assert command.recipe.model and command.recipe.prompt.strip()
                if command.quiet:
                    return
                self.paid[command.request] = 1
                self.work += [Began(0.0, command.request, (Token("x", 1),)), stepped(command.request, 0)]
            case Allow():
                # A step that no painter sent can stand for one that was never asked for.
                index = self.paid.get(command.request, 1)
                self.paid[command.request] = index + command.credits
                self.work.append(stepped(command.request, index, at=self.now))
                if index == 19:
                    self.work.append(picture_of(command.request, 19))
            case Listen():
                assert command.voices == ("voice",) and command.request > max([0, *(r for r, _ in self.listens)])
                self.listens.append((command.request, self.canary))
            case StopListening():
                assert command.request == self.listens[-1][0]
            case StopHere():
                self.work.append(picture_of(command.request, command.index))


def leaves(visit: Visit, now: float) -> bool:
    """Whether pressing "back" a few times leads out of anything."""
    for _ in range(6):
        if isinstance(visit.scene, Attract):
            return True
        now += 0.3
        visit, _commands = advance(visit, Pressed(now, "back"), EXHIBIT)
    return isinstance(visit.scene, Attract)


def test_no_event_is_an_error_there_is_always_a_way_back_and_nobody_meets_another_visitors_words() -> None:
    scenes: Counter[str] = Counter()
    visitors = 0
    for seed in range(SEQUENCES):
        walk = Walk(seed)
        for _ in range(LENGTH):
            walk.step()
            assert leaves(walk.visit, walk.now), type(walk.visit.scene).__name__
        scenes += walk.scenes
        visitors += walk.visitors
    assert scenes.total() >= 10_000
    # A walk that never gets anywhere proves nothing.
    assert visitors > 200
    wanted = ("Attract", "Prompt", "Words", "Painting", "Picture", "Sorry", "panels", "talk")
    assert all(scenes[name] > 400 for name in wanted) and scenes["doubts"] > 150, scenes
