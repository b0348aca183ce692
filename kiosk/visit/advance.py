"""How a visit goes on: `advance(visit, event, exhibit) -> (visit, commands)`.

Pure: no clock, no chance, no hardware. Whatever is late, doubled or meaningless in the present scene changes
nothing (the very same visit comes back), so no event can ever be an error.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.model import Exhibit, Reading
from kiosk.visit import aloud, idle, painting, panels, prompting, talking, trial
from kiosk.visit.events import (
    Began,
    Command,
    Entered,
    Erased,
    Event,
    Failed,
    Finished,
    Focused,
    Forget,
    Held,
    PainterLost,
    PainterReady,
    Pressed,
    PromptRead,
    ReadPrompt,
    Recipe,
    Seen,
    Slid,
    Stepped,
    Tick,
    Touched,
    Typed,
)
from kiosk.visit.hearing import EarLost, EarReady, Heard, HeardAll, Level
from kiosk.visit.reading_aloud import MouthLost, MouthReady, Silent, Spoke
from kiosk.visit.scenes import Attract, Ear, Painting, Picture, Prompt, Scene, Sorry, Talk, Visit, Words

Change = tuple[Visit, tuple[Command, ...]]
VisitorEvent = Pressed | Held | Slid | Typed | Erased | Entered | Focused | Touched

PRIMARY: dict[type, str] = {Prompt: "paint", Words: "skip", Painting: "stop", Picture: "other_chance", Sorry: "back"}
"""What Return does in a scene when no control has the focus: the scene's primary action, the coral one."""


def first_visit(exhibit: Exhibit, at: float, ear: Ear | None = None) -> Visit:
    """Nobody is there yet; the screen speaks the first language staff chose."""
    return Visit(Attract(since=at), exhibit.settings.languages[0], last_input=at, ear=ear or Ear())


def reset(visit: Visit, at: float, exhibit: Exhibit) -> Change:
    """The visit ends: everything about this visitor is forgotten, here, in the painter and in the ear.

    Request numbers go on counting, so that answers meant for this visitor never reach the next one.
    """
    visit, hushed = talking.hush(visit)
    visit, silenced = aloud.hush(visit)
    fresh = replace(first_visit(exhibit, at, visit.ear), painter=visit.painter, next_request=visit.next_request)
    # These are staff's, not the visitor's.
    staff = trial.at_reset(visit.trial)
    fresh = replace(fresh, trial=staff, note=visit.note, open=visit.open, next_utterance=visit.next_utterance)
    fresh = replace(fresh, aloud=aloud.forgotten(visit.aloud))
    return fresh, (*hushed, *silenced, Forget(visit.next_request - 1))


def advance(visit: Visit, event: Event, exhibit: Exhibit) -> Change:
    """What `event` makes of `visit`, and what is to be done about it."""
    after, commands = advanced(visit, event, exhibit)
    return aloud.followed(visit, after, event, commands, exhibit)


def advanced(visit: Visit, event: Event, exhibit: Exhibit) -> Change:
    """The same, but for what is read aloud of it."""
    staff = trial.answered(visit, event)
    if staff is not None:
        return staff
    if visit.panels is not None and not isinstance(event, VisitorEvent):
        # What happens on the scene beneath leaves the finger and the focus on the panel alone.
        before = visit
        visit, commands = outside(visit, event, exhibit)
        if visit.panels is not None and visit is not before:
            visit = replace(visit, focus=before.focus, pressed=before.pressed)
        return visit, commands
    return outside(visit, event, exhibit)


def outside(visit: Visit, event: Event, exhibit: Exhibit) -> Change:
    """What time, the visitor and the painter make of the scene."""
    match event:
        case Tick():
            return tick(visit, event.at, exhibit)
        case Pressed() | Held() | Slid() | Typed() | Erased() | Entered() | Focused() | Touched():
            return by_visitor(visit, event, exhibit)
        case PainterReady():
            return painting.painter_ready(visit, event)
        case PainterLost():
            return painting.painter_lost(visit, event.at), ()
        case EarReady() | Level() | Heard() | HeardAll() | EarLost():
            return talking.heard(visit, event, exhibit)
        case MouthReady() | Spoke() | Silent() | MouthLost():
            return aloud.heard(visit, event), ()
    match visit.scene, event:
        case Prompt() as scene, PromptRead():
            return prompting.read(visit, scene, event.reading), ()
        case (Words() | Painting()) as scene, Began(request=request) if request == scene.request and not scene.tokens:
            return replace(visit, scene=replace(scene, tokens=event.tokens)), ()
        case (Words() | Painting()) as scene, Stepped(request=request) if request == scene.request:
            return painting.stepped(visit, scene, event)
        case (Words() | Painting() | Picture()) as scene, Seen(request=request) if request == scene.request:
            return painting.seen(visit, scene, event), ()
        case Painting() as scene, Finished(request=request) if request == scene.request:
            return painting.finished(visit, scene, event), ()
        case (Words() | Painting()) as scene, Failed(request=request) if request == scene.request:
            return painting.failed(visit, scene, event.at), ()
    return visit, ()


# --- time ----------------------------------------------------------------------------------------


def tick(visit: Visit, at: float, exhibit: Exhibit) -> Change:
    """Time went by: somebody may have left, a long press ripened, a step had its time on screen."""
    if visit.idle_since is not None:
        if at - visit.idle_since >= exhibit.settings.countdown_seconds:
            return reset(visit, at, exhibit)
        return visit, ()
    if idle.may_have_left(visit, at, exhibit):
        return replace(visit, idle_since=at, pressed=""), ()
    match visit.scene:
        case Prompt(talk=Talk()) as scene:
            return talking.tick(visit, scene, at)
        case Prompt() as scene:
            return prompting.hold_key(visit, scene, at, exhibit), ()
        case Words(open_chip=-1) as scene if at - scene.since >= exhibit.settings.words_seconds:
            if aloud.speaking(visit):
                return visit, ()  # it is heard to its end
            return painting.start_painting(visit, scene, at, exhibit.settings)
        case Painting() as scene:
            return painting.go_on(visit, scene, at, exhibit.settings)
    return visit, ()


# --- the visitor ---------------------------------------------------------------------------------


def by_visitor(
    visit: Visit,
    event: VisitorEvent,
    exhibit: Exhibit,
) -> Change:
    """The visitor did something. During the idle warning anything at all means "I am still here", and only that."""
    visit = replace(visit, last_input=event.at)
    if visit.idle_since is not None:
        return replace(visit, idle_since=None, pressed=""), ()
    match event:
        case Focused(target=target):
            return replace(visit, focus=target), ()
        case Held(target=target, down=down):
            return held(visit, event.at, target, down, exhibit)
    done = talking.done(visit, event)
    if done is not None:
        return done
    visit, hushed = talking.interrupted(visit, event)
    visit, commands = acted(visit, event, exhibit)
    return visit, (*hushed, *commands)


def acted(visit: Visit, event: VisitorEvent, exhibit: Exhibit) -> Change:
    """The visitor pressed, slid, wrote or touched something."""
    match event:
        case Entered(chance=chance) if visit.panels is None:
            return pressed(visit, Pressed(event.at, PRIMARY.get(type(visit.scene), "wake"), chance), exhibit)
        case Pressed():
            return pressed(visit, event, exhibit)
    if visit.panels is not None:
        return visit, ()
    match visit.scene, event:
        case Attract(), (Touched() | Slid() | Erased()):
            return wake(visit, event.at)
        case Attract(), Typed(text=text):
            visit, _ = wake(visit, event.at)
            return acted(visit, Typed(event.at, text), exhibit)
        case Prompt() as scene, Typed(text=text):
            return prompting.typed(replace(visit, focus=""), scene, text, exhibit)
        case Prompt() as scene, Erased():
            return prompting.erased(replace(visit, focus=""), scene, exhibit)
        case (Painting() | Picture()) as scene, Slid(target="timeline", value=value):
            return painting.look_back(visit, scene, value)
    return visit, ()


def held(visit: Visit, at: float, target: str, down: bool, exhibit: Exhibit) -> Change:
    """A control gives way under the finger, or comes back; two of them also act while held."""
    before = visit
    if down:
        visit = replace(visit, pressed=target, pressed_at=at)
    elif visit.pressed == target:
        visit = replace(visit, pressed="")
    match visit.scene:
        case Painting() as scene if target == "under_noise" and not (down and visit.panels is not None):
            # `before` still knows when the press began.
            scene = painting.hold_under_noise(before, scene, at, down)
            return replace(visit, scene=scene), ()
        case Prompt() as scene if target == "talk" and visit.panels is None:
            return talking.held(visit, scene, at, down, exhibit)
    return visit, ()


def pressed(visit: Visit, event: Pressed, exhibit: Exhibit) -> Change:
    """A control was pressed."""
    at = event.at
    kind, _, name = event.target.partition(":")
    if kind == "language":
        return speak(visit, name, at, exhibit)
    heard = aloud.pressed(visit, event.target, exhibit)
    if heard is not None:
        return heard
    turned = panels.pressed(visit, event.target, at, exhibit)
    if turned is not None:
        return turned, ()
    match visit.scene:
        case Attract():
            return wake(visit, at)
        case Prompt() as scene:
            return prompting.pressed(visit, scene, event, exhibit) or reset(visit, at, exhibit)
        case Words() as scene:
            match kind:
                case "skip":
                    return painting.start_painting(visit, scene, at, exhibit.settings)
                case "chip" if name.isdecimal():
                    chip = -1 if scene.open_chip == int(name) else int(name)
                    return replace(visit, scene=replace(scene, open_chip=chip)), ()
                case "close":
                    return replace(visit, scene=replace(scene, open_chip=-1)), ()
                case "back":
                    return to_prompt(visit, at, scene.recipe, scene.reading, scene.request)
        case Painting() as scene:
            match kind:
                case "stop":
                    return painting.stop(visit, scene, at)
                case "how":
                    return painting.toggle_how(visit, scene)
                case "under_noise":
                    return replace(visit, scene=replace(scene, under_noise=not scene.under_noise)), ()
                case "pause" if not scene.stopping:
                    return replace(visit, scene=replace(scene, paused=not scene.paused)), ()
                case "step" if name.isdecimal():
                    return painting.look_back(visit, scene, float(name))
                case "back":
                    return to_prompt(visit, at, scene.recipe, scene.reading, scene.request)
        case Picture() as scene:
            match kind:
                case "step" if name.isdecimal():
                    return painting.look_back(visit, scene, float(name))
                case "new_prompt":
                    visit = painting.keep(visit, scene)
                    return replace(visit, scene=Prompt(since=at), focus="", pressed=""), (
                        ReadPrompt("", visit.language),
                    )
                case "back":
                    visit = painting.keep(visit, scene)
                    return to_prompt(visit, at, scene.recipe, scene.reading, scene.request)
            return painting.change_recipe(visit, scene, at, kind, event.chance)
        case Sorry(recipe=recipe, reading=reading):
            match kind:
                case "again" if recipe is not None and reading is not None and visit.painter.ready:
                    return painting.begin(visit, at, recipe, reading, words=False)
                case "back":
                    return to_prompt(visit, at, recipe, reading, visit.next_request - 1)
    return visit, ()


def wake(visit: Visit, at: float) -> Change:
    """Somebody came."""
    return replace(visit, scene=Prompt(since=at), last_input=at), (ReadPrompt("", visit.language),)


def speak(visit: Visit, language: str, at: float, exhibit: Exhibit) -> Change:
    """The screen speaks another language; what the visitor wrote stays, and is read again in that language."""
    if language not in exhibit.settings.languages:
        return visit, ()
    scene: Scene = visit.scene
    visit = panels.spoken(replace(visit, language=language), exhibit)
    if isinstance(scene, Attract):
        return wake(visit, at)
    if isinstance(scene, Prompt):
        visit = replace(visit, scene=replace(scene, reading=None, accents=""))
        return visit, (ReadPrompt(scene.text, language),)
    return visit, ()


def to_prompt(visit: Visit, at: float, recipe: Recipe | None, reading: Reading | None, request: int) -> Change:
    """Back to the prompt, as it was written; the painter drops what it was doing for it."""
    text = recipe.prompt if recipe is not None else ""
    prompt = Prompt(since=at, text=text, reading=reading if reading and reading.language == visit.language else None)
    return replace(visit, scene=prompt, focus="", pressed=""), (Forget(request), ReadPrompt(text, visit.language))
