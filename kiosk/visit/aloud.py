"""Reading aloud, for whoever does not read: when it speaks, when it falls silent, and how loud it is. Pure.

One press and this screen is read, and each new one after it by itself, until it is stopped by a second press. It
falls silent whenever the visitor does something (EN 301 549, 5.1.3.8), and always while somebody is being listened
to. At the end of a visit all is as it was, the volume too (5.1.3.13).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from kiosk.exhibit.model import Exhibit
from kiosk.visit.events import Command, Entered, Erased, Event, Focused, Held, Pressed, Slid, Typed
from kiosk.visit.reading_aloud import (
    Aloud,
    Hush,
    MouthLost,
    MouthReady,
    ReadScreen,
    SetVolume,
    Silent,
    SpeakingEvent,
    Spoke,
)
from kiosk.visit.scenes import Attract, Painting, Prompt, Visit, Words
from kiosk.visit.talking import listening

LOUDEST = 5
CONTROLS = ("aloud", "softer", "louder")
Change = tuple[Visit, tuple[Command, ...]]


# --- what there is ---------------------------------------------------------------------------------


def offered(visit: Visit, exhibit: Exhibit) -> bool:
    """Whether this screen can be read aloud: staff want it, there is a loudspeaker, and a voice for the language."""
    at_rest = isinstance(visit.scene, Attract) and visit.panels is None
    return exhibit.settings.aloud and not at_rest and visit.language in visit.aloud.languages


def speaking(visit: Visit) -> bool:
    """Whether something is being read now."""
    return visit.aloud.request != 0


def volume(aloud: Aloud) -> float:
    """How loud, 0 to 1."""
    return aloud.level / LOUDEST


# --- the visitor -----------------------------------------------------------------------------------


def pressed(visit: Visit, target: str, exhibit: Exhibit) -> Change | None:
    """What pressing one of the `CONTROLS` does; None for all others.

    "aloud" reads the screen, or stops what is being read; the other two do nothing beyond the last level.
    """
    if target not in CONTROLS or not offered(visit, exhibit):
        return None
    if target != "aloud":
        level = min(LOUDEST, max(1, visit.aloud.level + (1 if target == "louder" else -1)))
        if level == visit.aloud.level:
            return visit, ()
        visit = replace(visit, aloud=replace(visit.aloud, level=level))
        return visit, (SetVolume(volume(visit.aloud)),) if speaking(visit) else ()
    if speaking(visit):
        visit, commands = hush(visit)
        return replace(visit, aloud=replace(visit.aloud, on=False)), commands
    return read(replace(visit, aloud=replace(visit.aloud, on=True)))


def read(visit: Visit, target: str = "") -> Change:
    """Read the screen from its beginning, or only what the control `target` is called."""
    request = visit.aloud.next_request
    aloud = replace(visit.aloud, request=request, sentence=-1, next_request=request + 1)
    return replace(visit, aloud=aloud), (ReadScreen(request, volume(aloud), target),)


def hush(visit: Visit) -> Change:
    """Silence, if anything is being read. The visitor is still one who is read to."""
    if not speaking(visit):
        return visit, ()
    return replace(visit, aloud=replace(visit.aloud, request=0, sentence=-1)), (Hush(),)


def forgotten(aloud: Aloud) -> Aloud:
    """For the next visitor: nobody is read to, and the volume is back in the middle."""
    return Aloud(aloud.languages, next_request=aloud.next_request)


# --- what follows from everything else -------------------------------------------------------------


def followed(before: Visit, after: Visit, event: Event, commands: tuple[Command, ...], exhibit: Exhibit) -> Change:
    """After `event` made `after` of `before`: what was read of the old screen falls silent, the new one is read.

    Comes after everything else `advance` does. Words and corrections being typed only silence it.
    """
    if not after.aloud.on and not speaking(after):
        return after, commands
    if isinstance(event, Pressed | Held) and event.target in CONTROLS:
        return after, commands
    if listening(after) or not offered(after, exhibit):
        after, hushed = hush(after)
        return after, (*hushed, *commands)
    moved = place(before) != place(after)
    acted = isinstance(event, Pressed | Typed | Erased | Entered | Slid) or (isinstance(event, Held) and event.down)
    returned = before.idle_since is not None and after.idle_since is None
    if after.aloud.on and moved and not returned and not isinstance(event, Typed | Erased | Slid):
        after, more = read(after)
    elif after.aloud.on and isinstance(event, Focused) and event.target:
        after, more = read(after, event.target)
    elif moved or acted:
        after, hushed = hush(after)
        return after, (*hushed, *commands)
    else:
        return after, commands
    return after, (*commands, *more)


def place(visit: Visit) -> Hashable:
    """What is on screen as far as it is read: another value means another text.

    The steps of a painting are not told one by one: they come faster than anybody speaks.
    """
    opened, scene = visit.panels, visit.scene
    idle = visit.idle_since is not None
    if opened is not None:
        return (
            visit.language, idle, visit.easy, opened.panel, opened.chapter, opened.page, opened.word, opened.sources
        )  # fmt: skip
    name = type(scene).__name__
    match scene:
        case Prompt():
            return visit.language, idle, name, scene.notice, scene.writing, scene.text if scene.heard else ""
        case Words():
            return visit.language, idle, name, scene.open_chip
        case Painting():
            return visit.language, idle, name, scene.how
    return visit.language, idle, name


# --- the mouth -------------------------------------------------------------------------------------


def heard(visit: Visit, event: SpeakingEvent) -> Visit:
    """Something came from the mouth. Whoever listens is there, though they touch nothing."""
    match event:
        case MouthReady(languages=languages):
            return replace(visit, aloud=replace(visit.aloud, languages=languages))
        case MouthLost():
            return replace(visit, aloud=replace(visit.aloud, languages=(), request=0, sentence=-1))
        case Spoke(request=request, index=index) if request == visit.aloud.request:
            return replace(visit, last_input=event.at, aloud=replace(visit.aloud, sentence=index))
        case Silent(request=request) if request == visit.aloud.request:
            return replace(visit, last_input=event.at, aloud=replace(visit.aloud, request=0, sentence=-1))
    return visit
