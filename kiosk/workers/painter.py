"""The painter process: loads a model behind the attract screen and paints, one step at a time.

Between any two model calls it looks for new commands ("still wanted?"), so a newer request, a stop or the end of a
visit ends older work within one call. Latents stay here, by request and step; only small pictures cross the pipe.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.diffusion.denoise import Step, denoise, encode_pair, starting_noise
from kiosk.diffusion.manifest import Manifest
from kiosk.diffusion.model import Model
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.picture import check_picture
from kiosk.diffusion.preview import difference_picture, preview, shown
from kiosk.visit.events import (
    Allow,
    Began,
    Failed,
    Finished,
    Forget,
    Image,
    Look,
    Paint,
    PainterReady,
    Recipe,
    Seen,
    Stepped,
    StopHere,
    Token,
    View,
)
from kiosk.workers.spawn import Beat, Options, describe

Pixels = NDArray[np.uint8]

REQUESTS_KEPT = 2
"""The painting under way, and the one before it: that picture is still on screen when a new one begins."""
LOOKS_KEPT = 10
"""Of the views asked for, only so many of the newest are worth the time: a finger on the timeline asks for dozens."""
DECODED_KEPT = 8


def serve(connection: Connection, options: Options) -> None:
    """Load the model, say so, and paint until the pipe ends.

    `options`: "folder" (model folder), "provider" ("auto", "cpu" or "cuda"), "threads" (int or None).
    """
    if hasattr(os, "nice"):
        os.nice(5)  # the screen goes first
    threads = options.get("threads")
    model = OnnxModel(
        Path(str(options["folder"])),
        provider=str(options.get("provider", "auto")),
        threads=threads if isinstance(threads, int) else None,
    )
    step_seconds = warm_up(model)
    manifest = model.manifest
    guidance = (manifest.guidance.default, manifest.guidance.min, manifest.guidance.max)
    connection.send(
        PainterReady(0.0, manifest.name, model.provider, step_seconds, guidance, manifest.steps, drawings_of(manifest))
    )
    Painter(model, connection).run()


def drawings_of(manifest: Manifest) -> int:
    """How many drawings a model says it was trained on (0 where it does not say)."""
    training = manifest.made.get("training")
    count = training.get("drawings", 0) if isinstance(training, Mapping) else 0
    return count if isinstance(count, int) else 0


def warm_up(model: Model) -> float:
    """Use every network once, and give the seconds of a second, warm step."""
    _, embeddings = encode_pair(model, "")
    steps = denoise(model, embeddings, starting_noise(0, (1, *model.manifest.latent)), steps=20, guidance=2.0)
    step = next(steps)
    model.decode(step.estimate)
    started = time.perf_counter()
    next(steps)
    return time.perf_counter() - started


@dataclass
class Work:
    """A painting under way. `loop` is None until the prompt went through the text encoder."""

    request: int
    recipe: Recipe
    credits: int
    views: tuple[View, ...]
    start: Step | None
    loop: Iterator[Step] | None = None
    seconds: float = 0.0
    stop_at: int = -1
    quiet: bool = False
    complete: bool = False

    def may_step(self) -> bool:
        """Whether another step is allowed and there is one."""
        return (self.credits > 0 or self.quiet) and not self.complete


@dataclass
class Kept:
    """What is remembered of a request: its steps by index, the pictures decoded last, and the painting without words.

    `no_words` grows only as far as somebody looked, from `bare`, its loop.
    """

    recipe: Recipe
    steps: dict[int, Step] = field(default_factory=dict)
    no_words: list[Step] = field(default_factory=list)
    bare: Iterator[Step] | None = None
    decoded: dict[tuple[int, View], Pixels] = field(default_factory=dict)


class Painter:
    """Takes commands from a pipe and answers with events; `run` is the whole life."""

    def __init__(self, model: Model, connection: Connection) -> None:
        """`model` is loaded and warm."""
        self.model = model
        self.connection = connection
        self.work: Work | None = None
        self.kept: dict[int, Kept] = {}
        self.asked: deque[tuple[int, int, View]] = deque(maxlen=LOOKS_KEPT)
        self.pending: list[tuple[int, int, View]] = []
        self.handled = 0

    def run(self) -> None:
        """Work until the pipe ends (EOFError)."""
        while True:
            busy = self.busy()
            while self.connection.poll(0 if busy else None):
                self.take(self.connection.recv())
                self.handled += 1
                busy = True  # what was taken may be work: look again without waiting
            request = self.work.request if self.work is not None else -1
            try:
                self.do_one_thing()
            except Exception as error:
                # After an error inside the runtime nothing in this process can be trusted: say so, and end.
                self.connection.send(Failed(0.0, request, describe(error)))
                raise
            self.connection.send(Beat(self.handled, self.busy()))

    # --- commands --------------------------------------------------------------------------------

    def take(self, command: object) -> None:
        """Note what is wanted now; nothing is computed here."""
        match command:
            case Paint():
                self._begin(command)
            case Allow(request=request, credits=credits) if self.work is not None and self.work.request == request:
                self.work.credits += credits
            case Look(request=request, index=index, views=views):
                if request in self.kept and index in self.kept[request].steps:
                    self.asked.extendleft((request, index, view) for view in reversed(views))
            case StopHere(request=request, index=index):
                if self.work is not None and self.work.request == request and index in self.kept[request].steps:
                    self.work.stop_at = index
            case Forget(request=request):
                if self.work is not None and self.work.request <= request:
                    self.work = None
                self._drop([known for known in self.kept if known <= request])

    def _begin(self, paint: Paint) -> None:
        start = None
        if paint.from_request in self.kept:
            start = self.kept[paint.from_request].steps.get(paint.from_step)
        self.work = Work(paint.request, paint.recipe, paint.credits, paint.views, start, quiet=paint.quiet)
        self.kept[paint.request] = Kept(paint.recipe)
        self._drop(sorted(self.kept)[:-REQUESTS_KEPT])
        self.pending = []
        self.asked.clear()

    def _drop(self, requests: list[int]) -> None:
        for request in requests:
            self.kept.pop(request, None)
        self.pending = [wish for wish in self.pending if wish[0] in self.kept]
        self.asked = deque((wish for wish in self.asked if wish[0] in self.kept), maxlen=LOOKS_KEPT)

    # --- work ------------------------------------------------------------------------------------

    def busy(self) -> bool:
        """Whether there is something to do without any new command."""
        work = self.work
        able = work is not None and (work.loop is None or work.may_step() or work.stop_at >= 0)
        return able or bool(self.asked) or bool(self.pending)

    def do_one_thing(self) -> None:
        """At most about one model call, the most urgent: stop, begin, step, a view asked for, a view in passing."""
        work = self.work
        if work is not None and work.stop_at >= 0:
            self._finish(work, self.kept[work.request].steps[work.stop_at], stopped=True)
        elif work is not None and work.loop is None:
            self._encode(work)
        elif work is not None and work.may_step():
            self._step(work)
        elif self.asked:
            self._show(*self.asked.popleft())
        elif self.pending:
            self._show(*self.pending.pop(0))

    def _encode(self, work: Work) -> None:
        started = time.perf_counter()
        recipe = work.recipe
        tokens, embeddings = encode_pair(self.model, recipe.english_prompt)
        shape = (1, *self.model.manifest.latent)
        noise = work.start.latent if work.start is not None else starting_noise(recipe.seed, shape)
        first = work.start.index if work.start is not None else 0
        work.loop = denoise(
            self.model, embeddings, noise, steps=recipe.steps, guidance=recipe.guidance, start_index=first
        )
        work.seconds += time.perf_counter() - started
        if work.quiet:
            return
        pieces = tuple(Token(piece.text, piece.id) for piece in tokens.pieces)
        self.connection.send(Began(0.0, work.request, pieces))

    def _step(self, work: Work) -> None:
        assert work.loop is not None
        started = time.perf_counter()
        step = next(work.loop)
        work.seconds += time.perf_counter() - started
        work.credits -= 1
        self.kept[work.request].steps[step.index] = step
        if work.quiet:
            work.complete = step.index == step.total - 1
            return
        manifest = self.model.manifest
        self.connection.send(
            Stepped(
                0.0,
                work.request,
                step.index,
                step.total,
                step.timestep,
                easel=image(preview(step.latent, manifest.preview)),
                estimate=image(preview(shown(step.estimate, manifest), manifest.preview)),
            )
        )
        # Views of older steps that nobody asked for are late by now.
        self.pending = [(work.request, step.index, view) for view in work.views]
        if step.index == step.total - 1:
            self._finish(work, step, stopped=False)

    def _finish(self, work: Work, step: Step, *, stopped: bool) -> None:
        started = time.perf_counter()
        picture = self.model.decode(step.estimate if stopped else step.next_latent)
        work.seconds += time.perf_counter() - started
        check_picture(picture)  # a fault is never shown
        self.connection.send(Finished(0.0, work.request, step.index, image(picture), work.seconds))
        if stopped:
            self.work = None
        else:
            work.complete = True  # the visitor may still stop at a step before: the last one is not on screen yet
        work.stop_at = -1

    # --- views -----------------------------------------------------------------------------------

    def _show(self, request: int, index: int, view: View) -> None:
        if view == "no_words" and self._paint_without_words(self.kept[request], index):
            self.asked.appendleft((request, index, view))  # one step further; the next thing may be more urgent
            return
        self.connection.send(Seen(0.0, request, index, view, image(self._decoded(request, index, view))))

    def _paint_without_words(self, kept: Kept, index: int) -> bool:
        """One step of the painting without any words, where it has not come to step `index` yet; whether it worked."""
        if index < len(kept.no_words):
            return False
        if kept.bare is None:
            _, empty = self.model.encode("")
            noise = starting_noise(kept.recipe.seed, (1, *self.model.manifest.latent))
            pair = np.concatenate([empty, empty])
            kept.bare = denoise(self.model, pair, noise, steps=kept.recipe.steps, guidance=0.0)
        kept.no_words.append(next(kept.bare))
        return True

    def _decoded(self, request: int, index: int, view: View) -> Pixels:
        kept = self.kept[request]
        if (index, view) in kept.decoded:
            return kept.decoded[index, view]
        step = kept.steps[index]
        manifest = self.model.manifest
        match view:
            case "easel":
                pixels = self.model.decode(step.latent)
            case "estimate":
                pixels = self.model.decode(shown(step.estimate, manifest))
            case "without":
                pixels = self.model.decode(shown(step.estimate_without, manifest))
            case "no_words":
                pixels = self.model.decode(shown(kept.no_words[index].estimate, manifest))
            case "with":
                pixels = self.model.decode(shown(step.estimate_with, manifest))
            case "difference":
                pixels = difference_picture(
                    self._decoded(request, index, "with"), self._decoded(request, index, "without"), step.guidance
                )
        kept.decoded[index, view] = pixels
        while len(kept.decoded) > DECODED_KEPT:
            del kept.decoded[next(iter(kept.decoded))]
        return pixels


def image(pixels: Pixels) -> Image:
    """An array uint8 [height, width, 3] as it crosses the pipe."""
    height, width, _ = pixels.shape
    return Image(width, height, pixels.tobytes())
