"""The loop: inputs -> events -> advance -> commands -> draw -> flip."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

import pygame

from kiosk.bookbinder import Illustration
from kiosk.caretaker import NewExhibit, News, TrialShown
from kiosk.errors import KioskError
from kiosk.exhibit.model import Exhibit
from kiosk.inputs import Inputs
from kiosk.outside import Clock as Clock
from kiosk.outside import Outside as Outside
from kiosk.outside import RealClock as RealClock
from kiosk.screens import Canvas, Layout, draw, layout
from kiosk.visit.advance import advance, first_visit, reset
from kiosk.visit.events import Command, Event, Forget, PromptRead, ReadPrompt, Sound, Tick
from kiosk.visit.hearing import Listen, StopListening
from kiosk.visit.reading_aloud import Hush, ReadScreen, Say, SetVolume, Silent
from kiosk.visit.scenes import Attract, Prompt, Visit
from kiosk.visit.scenes import Ear as VisitEar
from kiosk.visit.staff import CheckPin, EndTrial, Hours, KeepTrial, ProlongTrial, TrialBegan, TrialEnded
from kiosk.workers.client import describe

MOST_ERRORS = 3
ERROR_SECONDS = 60.0
"""So many errors within so many seconds, and a fresh start of the whole process is better than going on."""
TRIAL_SECONDS = 60.0
"""How long what a stick brought is shown before it goes by itself."""


class App:
    """The loop and what it holds: the visit, the canvas, the inputs."""

    def __init__(self, exhibit: Exhibit, canvas: Canvas, outside: Outside, closable: bool = False) -> None:
        """`closable`: closing the window ends the app; else (fullscreen) nothing a visitor does can."""
        self.exhibit, self.canvas, self.outside, self.closable = exhibit, canvas, outside, closable
        self.visit: Visit = first_visit(exhibit, outside.clock.now(), VisitEar(any_voice=outside.any_voice))
        self.frames: list[tuple[str, float]] | None = None
        """Scene and seconds since the flip before, for every frame, where somebody wants to know."""
        self._inputs = Inputs(outside.chance)
        self._laid_out: tuple[Visit, tuple[int, int], Layout] | None = None
        self._errors: deque[float] = deque(maxlen=MOST_ERRORS)
        self._flipped = 0.0
        self._before_trial: Exhibit | None = None
        """What comes back when nobody says yes to what is on trial now."""

    def run(self, go_on: Callable[[], bool] = lambda: True) -> None:
        """Frame after frame, until the window is closed or `go_on`, asked after each frame, says no."""
        while self.loop_once() and go_on():
            self.outside.clock.rest()

    def loop_once(self) -> bool:
        """One frame. False when the window was closed. Raises the third error within a minute."""
        at = self.outside.clock.now()
        for raw in self.outside.events():
            if raw.type == pygame.QUIT and self.closable:
                return False
            self._guarded(self._input, raw, at)
        self._guarded(self._rest_of_frame, at)
        self.show()
        return True

    def show(self) -> None:
        """Draw what the visit says now, and put it on screen."""
        self._guarded(self._draw, self.outside.clock.now())
        self.outside.clock.due()
        self.outside.flip()
        now, before = time.perf_counter(), self._flipped
        self._flipped = now
        if self.frames is not None and before > 0:
            self.frames.append((type(self.visit.scene).__name__, now - before))

    def layout(self) -> Layout:
        """Where everything is now; worked out once for each visit and size."""
        size = self.canvas.size
        if self._laid_out is None or self._laid_out[0] is not self.visit or self._laid_out[1] != size:
            self._laid_out = (self.visit, size, layout(self.visit, self.exhibit, size))
        return self._laid_out[2]

    def handle(self, event: Event) -> None:
        """One event: the visit goes on, and what it asks for is done."""
        before = self.visit
        self.visit, commands = advance(before, event, self.exhibit)
        if isinstance(self.visit.scene, Attract) and not isinstance(before.scene, Attract):
            self.canvas.forget()
        for command in commands:
            match command:
                case ReadPrompt(text=text, language=language):
                    self.handle(PromptRead(event.at, self.outside.read(text, language)))
                case Sound():
                    pass
                case Listen() | StopListening():
                    self.outside.ear.send(command)
                case Hush() | SetVolume():
                    self.outside.mouth.send(command)
                case ReadScreen():
                    self._read_aloud(command, event.at)
                case KeepTrial() | ProlongTrial() | CheckPin():
                    self.outside.caretaker.send(command)
                case EndTrial():
                    self.outside.caretaker.send(command)
                    self._end_trial(event.at)
                case _:
                    self.outside.painter.send(command)

    def _read_aloud(self, wanted: ReadScreen, at: float) -> None:
        """What is on screen now, or the name of a control of it, goes to the mouth."""
        from kiosk.screens.aloud import called, sentences  # with it come screens that the first frame does not need

        made = self.layout()
        if wanted.target:
            texts = called(self.visit, self.exhibit, made, wanted.target)
        else:
            texts = sentences(self.visit, self.exhibit, made, self.canvas.size)
        if texts:
            self.outside.mouth.send(Say(wanted.request, texts, self.visit.language, wanted.volume))
        else:
            self.handle(Silent(at, wanted.request))

    def _input(self, raw: pygame.Event, at: float) -> None:
        for event in self._inputs.read(raw, self.visit, self.layout(), self.canvas.size, at):
            self.handle(event)

    def _rest_of_frame(self, at: float) -> None:
        is_open = self.outside.is_open(self.exhibit.settings)
        if is_open != self.visit.open:
            self.handle(Hours(at, is_open))
        came = (*self._inputs.tick(at), *self.outside.painter.poll(at), *self.outside.ear.poll(at))
        for event in (*came, *self.outside.mouth.poll(at), Tick(at)):
            self.handle(event)
        match self.outside.bookbinder.poll():
            case Illustration(path=path, drawn=drawn):
                self.canvas.files.take(path, drawn)
            case Exhibit() as exhibit:
                self.complete(exhibit, at)
        if isinstance(self.visit.scene, Attract) or (self.visit.trial is not None and self.visit.trial.checking):
            for news in self.outside.caretaker.poll(at):
                self._take(news, at)

    def _take(self, news: News, at: float) -> None:
        """Something new, between two visits."""
        match news:
            case NewExhibit(exhibit=exhibit, release=release, trial=True, brought=brought, code=code):
                before = self._before_trial or self.exhibit
                if self.change(exhibit, at):
                    self._before_trial = before
                    self.handle(TrialBegan(at, release, TRIAL_SECONDS, brought, code))
                    self.outside.caretaker.send(TrialShown(release))
                else:
                    self.outside.caretaker.send(EndTrial(release))
            case NewExhibit(exhibit=exhibit) if self._before_trial is not None:
                self._before_trial = exhibit
            case NewExhibit(exhibit=exhibit):
                self.change(exhibit, at)
            case TrialEnded(kept=kept):
                self.handle(news)
                if kept:
                    self._before_trial = None
                self._end_trial(at)
            case _:
                self.handle(news)

    def change(self, exhibit: Exhibit, at: float) -> bool:
        """Show another exhibit from now on; a visit that goes on ends. False, and nothing else, if it cannot be shown.

        The picture of the attract screen goes on as it was.
        """
        try:
            visit, commands = reset(self.visit, at, exhibit)
            if isinstance(self.visit.scene, Attract):
                visit = replace(visit, scene=self.visit.scene)
            laid_out = layout(visit, exhibit, self.canvas.size)
        except Exception as error:
            self.outside.report(f"The new exhibit cannot be shown, the old one stays: {describe(error)}")
            return False
        self.exhibit, self.visit = exhibit, visit
        self._laid_out = (visit, self.canvas.size, laid_out)
        self.canvas.move(exhibit.folder)
        self._forget(commands)
        self.outside.changed(exhibit)
        return True

    def complete(self, exhibit: Exhibit, at: float) -> None:
        """The exhibit on screen, now with its panels and the words prompts may hold; the visit goes on."""
        if exhibit.folder != self.exhibit.folder:
            return
        self.exhibit, self._laid_out = exhibit, None
        self.outside.completed()
        scene = self.visit.scene
        if isinstance(scene, Prompt):
            self.handle(PromptRead(at, self.outside.read(scene.text, self.visit.language)))

    def _end_trial(self, at: float) -> None:
        before, self._before_trial = self._before_trial, None
        if before is not None:
            self.change(before, at)

    def _draw(self, at: float) -> None:
        draw(self.canvas, self.visit, self.exhibit, at)

    def _guarded(self, part: Callable[..., None], *given: object) -> None:
        """Do one part of a frame. An error ends this visit, not the exhibit."""
        try:
            part(*given)
        except KioskError:
            raise
        except Exception as error:
            self._recover(error, self.outside.clock.now())

    def _recover(self, error: Exception, at: float) -> None:
        """Back to attract, with everything of this visitor forgotten."""
        self.outside.report(f"An error ended a visit: {describe(error)}")
        self._errors.append(at)
        if len(self._errors) == MOST_ERRORS and at - self._errors[0] <= ERROR_SECONDS:
            raise error
        if self._before_trial is not None:
            # It may be the new exhibit that cannot be shown.
            trial, self.visit = self.visit.trial, replace(self.visit, trial=None)
            self.outside.caretaker.send(EndTrial(trial.release if trial is not None else ""))
            self._end_trial(at)
        self.visit, commands = reset(self.visit, at, self.exhibit)
        self.canvas.forget()
        self._laid_out = None
        self._forget(commands)

    def _forget(self, commands: tuple[Command, ...]) -> None:
        """What a reset asks for: nothing of the visitor is left in painter, ear and mouth."""
        for command in commands:
            match command:
                case Forget():
                    self.outside.painter.send(command)
                case StopListening():
                    self.outside.ear.send(command)
        # Whatever the visit knew: an error may have come between what it said and what was done.
        self.outside.mouth.send(Hush())
