"""A painting: beginning it, the pace at which its steps are shown, looking back, stopping, and changing its recipe.

Credits: the painter may be one step ahead of the step on screen, never more, so that "Stop here" is true
(it can only stop where the visitor sees it stop).
"""

from __future__ import annotations

import math
from dataclasses import replace

from kiosk.exhibit.model import Reading, Settings
from kiosk.visit.events import (
    Allow,
    Command,
    Finished,
    Look,
    Paint,
    PainterReady,
    Recipe,
    Seen,
    Stepped,
    StopHere,
    View,
)
from kiosk.visit.scenes import Earlier, Finish, Painting, Picture, Scene, ShownStep, Sorry, Visit, Words

FIRST_STEPS = 3
"""So many steps decide the picture (measured: curation.md); the first painting holds them longer."""
SHORTEST_STEP_SECONDS = 0.2
"""At most five changes a second, whatever staff wrote: it can be followed, and it is safe for photosensitive eyes."""
LOOK_BACK_SECONDS = 8.0
"""A painting goes on to its picture when a visitor who looked back has not touched anything for so long."""
HOLD_SECONDS = 0.3
"""A control that acts while held and is let go sooner than this stays on instead."""
EARLIER_KEPT = 3
STEP_COUNTS = (5, 10, 20, 40)
SHOWN_VIEWS: tuple[View, ...] = ("easel", "estimate")
EQUATION_VIEWS: tuple[View, ...] = ("easel", "estimate", "without", "with", "difference", "no_words")

Change = tuple[Visit, tuple[Command, ...]]


# --- beginning -----------------------------------------------------------------------------------


def begin(visit: Visit, at: float, recipe: Recipe, reading: Reading, *, words: bool) -> Change:
    """A new painting, behind the scene where words become numbers or (`words` false) at once.

    While the painter is loading nothing is asked of it yet: `painter_ready` does it then.
    """
    if not words and not visit.painter.ready:
        return replace(visit, scene=Sorry(at, recipe, reading)), ()
    scene: Scene
    if words:
        scene = Words(since=at, request=visit.next_request, recipe=recipe, reading=reading)
    else:
        scene = Painting(since=at, request=visit.next_request, recipe=recipe, reading=reading, tokens=())
    commands = (Paint(visit.next_request, recipe, views=SHOWN_VIEWS),) if visit.painter.ready else ()
    return replace(visit, scene=scene, next_request=visit.next_request + 1, paintings=visit.paintings + 1), commands


def painter_ready(visit: Visit, event: PainterReady) -> Change:
    """The painter can paint: what waits for it begins (a first painting while it loaded, or an interrupted one)."""
    loading = not visit.painter.ready
    visit = replace(
        visit,
        painter=replace(
            visit.painter,
            ready=True,
            model=event.model,
            provider=event.provider,
            guidance=event.guidance,
            steps=event.steps,
            drawings=event.drawings,
        ),
    )
    match visit.scene:
        case Words(tokens=(), steps=()) | Painting(tokens=(), steps=()) as scene if loading:
            recipe = completed(scene.recipe, event)
            return replace(visit, scene=replace(scene, recipe=recipe)), (Paint(scene.request, recipe),)
        case Sorry(recipe=Recipe() as recipe, reading=Reading() as reading):
            recipe = completed(recipe, event)
            request = visit.next_request
            scene = Painting(since=event.at, request=request, recipe=recipe, reading=reading, tokens=())
            return replace(visit, scene=scene, next_request=request + 1), (Paint(request, recipe),)
        case Picture() | Painting(finished=Finish()) as scene if loading:
            return visit, (Paint(scene.request, scene.recipe, quiet=True),)
    return visit, ()


def completed(recipe: Recipe, event: PainterReady) -> Recipe:
    """A recipe written before the painter was known gets its model and that model's defaults."""
    if recipe.model:
        return recipe
    return replace(recipe, model=event.model, steps=event.steps, guidance=event.guidance[0])


def painter_lost(visit: Visit, at: float) -> Visit:
    """The painter is gone: a painting that still needs it breaks off; a complete one is shown to its end."""
    visit = replace(visit, painter=replace(visit.painter, ready=False))
    match visit.scene:
        case Words(recipe=recipe, reading=reading) | Painting(finished=None, recipe=recipe, reading=reading):
            return replace(visit, scene=Sorry(at, recipe, reading))
        case Painting(stopping=True, recipe=recipe, reading=reading):
            return replace(visit, scene=Sorry(at, recipe, reading))
    return visit


def failed(visit: Visit, scene: Words | Painting, at: float) -> Visit:
    """It could not be painted. The recipe is kept; it is tried again when the painter is ready again."""
    if isinstance(scene, Painting) and scene.finished is not None and not scene.stopping:
        return visit
    return replace(visit, scene=Sorry(at, scene.recipe, scene.reading), focus="", pressed="")


# --- steps ---------------------------------------------------------------------------------------


def stepped(visit: Visit, scene: Words | Painting, event: Stepped) -> Change:
    """A step came. It is kept until its turn to be shown."""
    if event.index != len(scene.steps):
        return visit, ()
    step = ShownStep(event.index, event.timestep, event.easel, event.estimate)
    visit = replace(visit, scene=replace(scene, steps=(*scene.steps, step)))
    how = isinstance(scene, Painting) and scene.how
    return visit, (look(scene.request, step, EQUATION_VIEWS) if how else ())


def seen(visit: Visit, scene: Words | Painting | Picture, event: Seen) -> Visit:
    """A decoded view of a step came."""
    if not 0 <= event.index < len(scene.steps):
        return visit
    step = scene.steps[event.index]
    views = tuple((view, image) for view, image in step.views if view != event.view)
    steps = list(scene.steps)
    steps[event.index] = replace(step, views=(*views, (event.view, event.image)))
    return replace(visit, scene=replace(scene, steps=tuple(steps)))


def look(request: int, step: ShownStep, views: tuple[View, ...]) -> tuple[Command, ...]:
    """Asks for those views of a step that were not decoded yet."""
    have = {view for view, _ in step.views}
    missing = tuple(view for view in views if view not in have)
    return (Look(request, step.index, missing),) if missing else ()


def start_painting(visit: Visit, scene: Words, at: float, settings: Settings) -> Change:
    """From words to the easel; the first step is usually there already."""
    painting = Painting(
        since=at,
        request=scene.request,
        recipe=scene.recipe,
        reading=scene.reading,
        tokens=scene.tokens,
        steps=scene.steps,
    )
    return go_on(replace(visit, scene=painting, focus="", pressed=""), painting, at, settings)


def hold_seconds(visit: Visit, scene: Painting, settings: Settings) -> float:
    """How long the step on screen stays there, at least."""
    if scene.shown < 0:
        return 0.0
    usual = max(SHORTEST_STEP_SECONDS, settings.step_seconds)
    if visit.paintings <= 1 and scene.shown < FIRST_STEPS:
        return max(usual, settings.first_steps_seconds)
    return usual


def go_on(visit: Visit, scene: Painting, at: float, settings: Settings) -> Change:
    """Time went by: the next step comes on screen, or the finished picture."""
    if scene.stopping or scene.paused or at - scene.shown_at < hold_seconds(visit, scene, settings):
        return visit, ()
    coming = scene.shown + 1
    if coming < len(scene.steps):
        scene = replace(scene, shown=coming, shown_at=at)
        more = coming + 1 < scene.recipe.steps
        return replace(visit, scene=scene), ((Allow(scene.request),) if more else ())
    if scene.finished is None or coming <= scene.finished.index:
        return visit, ()
    if scene.scrubbed >= 0 and at - visit.last_input < LOOK_BACK_SECONDS:
        return visit, ()
    return show_picture(visit, scene, scene.finished, at), ()


def finished(visit: Visit, scene: Painting, event: Finished) -> Visit:
    """The picture came: at once where the visitor stopped, else when its last step has been shown."""
    finish = Finish(event.index, event.picture, event.seconds)
    if scene.stopping:
        return show_picture(visit, scene, finish, event.at) if event.index == on_screen(scene) else visit
    if event.index != scene.recipe.steps - 1 or scene.finished is not None:
        return visit
    return replace(visit, scene=replace(scene, finished=finish))


def show_picture(visit: Visit, scene: Painting, finish: Finish, at: float) -> Visit:
    """The finished picture, with the steps that led to it."""
    picture = Picture(
        since=at,
        request=scene.request,
        recipe=scene.recipe,
        reading=scene.reading,
        tokens=scene.tokens,
        steps=scene.steps[: finish.index + 1],
        finish=finish,
        earlier=visit.earlier,
    )
    return replace(visit, scene=picture)


# --- the visitor while painting --------------------------------------------------------------------


def on_screen(scene: Painting) -> int:
    """The step the visitor sees: the newest one shown, or the one looked back at; -1 before the first."""
    return scene.scrubbed if scene.scrubbed >= 0 else scene.shown


def stop(visit: Visit, scene: Painting, at: float) -> Change:
    """ "Stop here": the estimate of the very step on screen becomes the picture."""
    index = on_screen(scene)
    if scene.stopping or index < 0:
        return visit, ()
    if scene.finished is not None and scene.finished.index == index:
        return show_picture(visit, scene, scene.finished, at), ()
    return replace(visit, scene=replace(scene, stopping=True, paused=False)), (StopHere(scene.request, index),)


def hold_under_noise(visit: Visit, scene: Painting, at: float, down: bool) -> Painting:
    """Look under the noise while held; a short tap leaves it on, the next one takes it off again.

    `visit` is the visit before this event: it knows when the press began.
    """
    if down:
        return replace(scene, under_noise=not scene.under_noise)
    tapped = visit.pressed == "under_noise" and at - visit.pressed_at < HOLD_SECONDS
    return scene if tapped else replace(scene, under_noise=False)


def toggle_how(visit: Visit, scene: Painting) -> Change:
    """Shows or hides the equation; shown, it needs the guesses without and with the prompt decoded."""
    scene = replace(scene, how=not scene.how)
    return replace(visit, scene=scene), looks(scene)


def looks(scene: Painting) -> tuple[Command, ...]:
    """Asks for what the step on screen (and the one that comes next) still lacks."""
    index = on_screen(scene)
    if index < 0:
        return ()
    if not scene.how:
        return look(scene.request, scene.steps[index], SHOWN_VIEWS) if scene.scrubbed >= 0 else ()
    wanted = scene.steps[index : index + 1] + (scene.steps[scene.shown + 1 :] if scene.scrubbed < 0 else ())
    return tuple(command for step in wanted for command in look(scene.request, step, EQUATION_VIEWS))


def look_back(visit: Visit, scene: Painting | Picture, value: float) -> Change:
    """The timeline was moved to step `value`. The newest end means: follow the painting again."""
    if isinstance(scene, Painting):
        newest = scene.shown
        if scene.stopping or newest < 0:
            return visit, ()
    else:
        newest = len(scene.steps) - 1
    # The nearest step; halves go up, so that every step is as wide as the others on the timeline.
    index = math.floor(min(max(value, 0.0), float(newest)) + 0.5) if math.isfinite(value) else newest
    scrubbed = -1 if index >= newest else index
    if scrubbed == scene.scrubbed:
        return visit, ()
    if isinstance(scene, Painting):
        scene = replace(scene, scrubbed=scrubbed)
        return replace(visit, scene=scene), looks(scene)
    scene = replace(scene, scrubbed=scrubbed)
    asked = look(scene.request, scene.steps[scrubbed], SHOWN_VIEWS) if scrubbed >= 0 else ()
    return replace(visit, scene=scene), asked


# --- the finished picture ------------------------------------------------------------------------


def change_recipe(visit: Visit, scene: Picture, at: float, target: str, chance: int) -> Change:
    """Paints again, with one thing changed; where nothing can change any further, nothing happens."""
    recipe = scene.recipe
    _, low, high = visit.painter.guidance
    match target:
        case "again":
            pass
        case "other_chance":
            recipe = replace(recipe, seed=chance)
        case "stronger":
            recipe = replace(recipe, guidance=min(high, recipe.guidance + 1))
        case "weaker":
            recipe = replace(recipe, guidance=max(low, recipe.guidance - 1))
        case "more_steps":
            recipe = replace(recipe, steps=next((n for n in STEP_COUNTS if n > recipe.steps), recipe.steps))
        case "fewer_steps":
            recipe = replace(recipe, steps=next((n for n in STEP_COUNTS[::-1] if n < recipe.steps), recipe.steps))
        case _:
            return visit, ()
    if recipe == scene.recipe and target not in ("again", "other_chance"):
        return visit, ()
    return begin(keep(visit, scene), at, recipe, scene.reading, words=False)


def keep(visit: Visit, scene: Picture) -> Visit:
    """The picture joins the earlier ones of this visit, of which the last few are kept."""
    picture = Earlier(scene.recipe, scene.finish.index, scene.finish.picture)
    return replace(visit, earlier=(*visit.earlier, picture)[-EARLIER_KEPT:])
