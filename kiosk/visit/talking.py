"""Speaking a prompt: taking and letting go of the talk control, the words as they come, and what became of them.

A press that is held means "while I hold"; a short tap means "until I am silent, or tap again". The ear says when it is
over; nothing that is late, or meant for another utterance, changes anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.exhibit.model import Exhibit
from kiosk.visit.events import Command, Entered, Erased, Event, Pressed, ReadPrompt, Slid, Typed
from kiosk.visit.hearing import (
    EarLost,
    EarReady,
    Heard,
    HeardAll,
    HeardWord,
    Level,
    Listen,
    StopListening,
    VoiceThere,
)
from kiosk.visit.scenes import Doubt, Prompt, Talk, Visit
from kiosk.visit.wording import clean

TAP_SECONDS = 0.4
"""A shorter press is a tap: nobody can say a word in it."""
AGAIN_SECONDS = 0.3
"""A second tap sooner than this after the first is the same finger bouncing."""
LONGEST_SECONDS = 20.0
"""The ear ends after 12 s of sound; one that has not answered by now will not."""
DOUBTFUL = 0.7
"""A word that Vosk itself is less sure of than this is marked (its confidence, 0 to 1)."""
GAP = "…"
"""How a word that the voice does not know stands in the prompt: an open place, never another word."""
QUIET_DBFS, LOUD_DBFS = -50.0, -14.0
SINKING = 0.8
"""The glow sinks to no less than this share of itself with each level (ten a second)."""
PEAK_SECONDS = 0.4
"""So long after a rise the glow does not sink: so it comes and goes less than three times a second."""

Change = tuple[Visit, tuple[Command, ...]]


# --- what there is ---------------------------------------------------------------------------------


def offered(visit: Visit, exhibit: Exhibit, language: str = "") -> VoiceThere | None:
    """The voice that visitors may speak to in this language (else theirs) now; None where they can only write.

    A voice that a robot taught is a lab and not for this (voice.md), but for scripted visits that ask for it.
    """
    if not exhibit.settings.voice:
        return None
    here = (voice for voice in visit.ear.voices if voice.language == (language or visit.language))
    return next((voice for voice in here if voice.taught_by == "people" or visit.ear.any_voice), None)


def listening(visit: Visit) -> bool:
    """Whether somebody is being listened to: whatever speaks aloud must be silent then."""
    return isinstance(visit.scene, Prompt) and visit.scene.talk is not None


def big(visit: Visit, scene: Prompt, exhibit: Exhibit) -> bool:
    """Whether speaking is the one big thing of the scene: nothing is written, and nobody asked for the keyboard."""
    return not scene.text and not scene.writing and offered(visit, exhibit) is not None


# --- the visitor -----------------------------------------------------------------------------------


def held(visit: Visit, scene: Prompt, at: float, down: bool, exhibit: Exhibit) -> Change:
    """The talk control was taken (`down`) or let go."""
    talk = scene.talk
    if talk is None:
        return begin(visit, scene, at, exhibit) if down else (visit, ())
    if talk.ending:
        return visit, ()
    if down:
        return end(visit, scene, talk) if talk.tapped and at - talk.let_go >= AGAIN_SECONDS else (visit, ())
    if talk.tapped:
        return visit, ()
    if at - talk.since < TAP_SECONDS:
        return replace(visit, scene=replace(scene, talk=replace(talk, tapped=True, let_go=at))), ()
    return end(visit, scene, talk)


def begin(visit: Visit, scene: Prompt, at: float, exhibit: Exhibit, tapped: bool = False) -> Change:
    """Somebody wants to speak."""
    voice = offered(visit, exhibit)
    if voice is None:
        return visit, ()
    talk = Talk(visit.next_utterance, at, tapped, at)
    scene = replace(scene, talk=talk, notice="", accents="", chosen=-1, caret=-1)
    visit = replace(visit, scene=scene, next_utterance=visit.next_utterance + 1)
    return visit, (Listen(talk.request, visit.language, (voice.name,)),)


def end(visit: Visit, scene: Prompt, talk: Talk) -> Change:
    """The visitor is done; the last words are on their way."""
    visit = replace(visit, scene=replace(scene, talk=replace(talk, ending=True)))
    return visit, (StopListening(talk.request),)


def hush(visit: Visit) -> Change:
    """Nobody is listened to any more, and what was said is forgotten."""
    scene = visit.scene
    if not isinstance(scene, Prompt) or scene.talk is None:
        return visit, ()
    return replace(visit, scene=replace(scene, talk=None)), (StopListening(scene.talk.request, forget=True),)


def done(visit: Visit, event: Event) -> Change | None:
    """What ends speaking and means nothing else: the control itself, Return, or the way back ("no"). None: others."""
    scene = visit.scene
    if not isinstance(scene, Prompt) or scene.talk is None:
        return None
    match event:
        case Entered() | Pressed(target="talk"):
            return (visit, ()) if scene.talk.ending else end(visit, scene, scene.talk)
        case Pressed(target="back"):
            return hush(visit)
    return None


def interrupted(visit: Visit, event: Event) -> Change:
    """Whatever else a visitor does ends listening too. A sign of life beside all controls does not."""
    return hush(visit) if isinstance(event, Pressed | Typed | Erased | Slid) else (visit, ())


def tick(visit: Visit, scene: Prompt, at: float) -> Change:
    """An ear that does not answer is not waited for."""
    if scene.talk is None or at - scene.talk.since < LONGEST_SECONDS:
        return visit, ()
    visit, commands = hush(visit)
    return replace(visit, scene=replace(scene, talk=None, notice="notice_ear_lost")), commands


# --- the ear ---------------------------------------------------------------------------------------


def heard(visit: Visit, event: EarReady | Level | Heard | HeardAll | EarLost, exhibit: Exhibit) -> Change:
    """Something came from the ear."""
    scene = visit.scene
    match event:
        case EarReady(voices=voices):
            visit = replace(visit, ear=replace(visit.ear, voices=voices))
            if isinstance(scene, Prompt) and scene.notice == "notice_ear_lost" and offered(visit, exhibit):
                visit = replace(visit, scene=replace(scene, notice=""))
            return visit, ()
        case EarLost():
            return lost(visit, exhibit), ()
    if not isinstance(scene, Prompt) or scene.talk is None or event.request != scene.talk.request:
        return visit, ()
    talk = scene.talk
    match event:
        case Level(at=at, dbfs=dbfs):
            rises = _share(dbfs) >= talk.glow
            least = talk.glow * (1.0 if at - talk.glow_peak < PEAK_SECONDS else SINKING)
            glow, peak = round(max(_share(dbfs), least), 3), at if rises else talk.glow_peak
            talk = replace(talk, lit=True, glow=glow, glow_before=talk.glow, glow_at=at, glow_peak=peak)
        case Heard(text=text):
            talk = replace(talk, text=clean(text)[0])
        case HeardAll():
            return over(visit, scene, event, exhibit)
    return replace(visit, scene=replace(scene, talk=talk)), ()


def lost(visit: Visit, exhibit: Exhibit) -> Visit:
    """Nobody can speak for now. Where that could be seen, it is said; what was written stays."""
    scene = visit.scene
    if isinstance(scene, Prompt) and offered(visit, exhibit) is not None:
        visit = replace(visit, scene=replace(scene, talk=None, notice="notice_ear_lost"))
    return replace(visit, ear=replace(visit.ear, voices=()))


def _share(dbfs: float) -> float:
    """A level as a share: 0 in a quiet room, 1 for a loud voice."""
    return min(1.0, max(0.0, (dbfs - QUIET_DBFS) / (LOUD_DBFS - QUIET_DBFS)))


# --- what was heard --------------------------------------------------------------------------------


def over(visit: Visit, scene: Prompt, event: HeardAll, exhibit: Exhibit) -> Change:
    """Listening is over: the words take the place of what was written; without any, a sentence says why."""
    words = event.hearings[0].words if event.hearings else ()
    text, doubts = prompt_of(words, exhibit.settings.prompt_characters)
    if not text:
        return replace(visit, scene=replace(scene, talk=None, notice=_why(event))), ()
    scene = replace(scene, talk=None, text=text, reading=None, heard=True, doubts=doubts, notice="", shift=False)
    return replace(visit, scene=scene), (ReadPrompt(text, visit.language),)


def prompt_of(words: Sequence[HeardWord], most: int) -> tuple[str, tuple[Doubt, ...]]:
    """The words as a prompt of at most `most` characters, and which of them are doubtful.

    Words the voice does not know become one open place; a prompt of nothing else is none.
    """
    text, doubts = "", list[Doubt]()
    for word in words:
        piece = clean(word.word)[0].strip() if word.known else GAP
        start = len(text) + bool(text)
        if not piece or (piece == GAP and text.endswith(GAP)):
            continue
        if start + len(piece) > most:
            break
        text += f" {piece}" if text else piece
        if piece == GAP or word.confidence < DOUBTFUL:
            doubts.append(Doubt(start, len(text), piece == GAP))
    return ("", ()) if text in ("", GAP) else (text, tuple(doubts))


def _why(event: HeardAll) -> str:
    """The sentence for an utterance without words."""
    if event.ended == "no_voice":
        return "notice_ear_lost"
    if event.silent:
        return "notice_ear_silent"
    if any(hearing.words for hearing in event.hearings):
        return "notice_ear_unknown"
    return "notice_ear_loud" if event.clipped else "notice_ear_nothing"
