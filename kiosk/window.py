"""The screen process: its window, and the two ways it is filled: by visitors, or by a scripted visit.

Options, as they come from the supervisor (plain values; each may be missing): "home" and "state" (folders; without
state the exhibit is as it was delivered, and nobody looks for another one), "windowed" and "size"
(a window that can be closed; its width and height), "script" and "record" (files and folder of a scripted visit),
"sounds" (where the WAV files lie that a script speaks), "any_voice" (a script may speak to a robot's voice),
"microphone" and "loudspeaker" (their names; else the system's), "real_time" (a script's clock runs like ours),
"provider" and "threads" (for the painter), "frames" (a JSON file for the times of all frames).
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
import time
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

import pygame

from kiosk.app import App, Clock, Outside, RealClock
from kiosk.bookbinder import Bookbinder
from kiosk.caretaker import Caretaker
from kiosk.ears import Ear
from kiosk.errors import KioskError
from kiosk.exhibit.hours import is_open
from kiosk.exhibit.load import load
from kiosk.exhibit.model import Exhibit, Reading
from kiosk.exhibit.release import QUICK_BYTES, current
from kiosk.home import Home
from kiosk.mouths import Mouth
from kiosk.prompt.translate import read
from kiosk.screens import Canvas, get_ready
from kiosk.script import Player, Script, read_script
from kiosk.workers.client import Beat, Client, Ended, Options, describe

SEEDS = 100_000
BEAT_SECONDS = 0.25
WINDOW = (1280, 720)
FAST_FRAME_SECONDS = 0.05
PATIENT_FRAME_SECONDS = 0.5
WORKING_SECONDS = 0.01
TITLE = "L’Imagier"
_HINTS = {
    # A finger is a finger, and not also a mouse; nor the other way round.
    "SDL_TOUCH_MOUSE_EVENTS": "0",
    "SDL_MOUSE_TOUCH_EVENTS": "0",
    # A fullscreen window that loses the focus would vanish and leave a desktop.
    "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS": "0",
}


def open_window(size: tuple[int, int] | None) -> pygame.Surface:
    """The visitor's window in real pixels: of this size, or the whole desktop without border and cursor.

    Raises KioskError where there is no display.
    """
    os.environ.update(_HINTS)
    try:
        # Only what is used: pygame.init would also open the sound.
        pygame.display.init()
        pygame.font.init()
        if pygame.display.get_driver() == "x11":
            # We draw in memory. Left to itself, SDL takes each frame through OpenGL; where that is done in software
            # it costs 14 ms a frame (measured on Xvfb), and shared memory 0.4 ms.
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        if size is None:
            desktop = pygame.display.get_desktop_sizes()[0]
            surface = pygame.display.set_mode(desktop, pygame.FULLSCREEN | pygame.NOFRAME)
            pygame.mouse.set_visible(False)
        else:
            surface = pygame.display.set_mode(size)
    except pygame.error as error:
        raise KioskError(f"There is no display to show the exhibit on: {error}.") from None
    pygame.display.set_caption(TITLE)
    pygame.key.start_text_input()
    return surface


class FastClock:
    """A script's clock: a frame takes 50 ms that nobody waits for, and while the painter works time stands still.

    So a recorded visit looks the same on every machine, and takes only as long as its computing. A painter that is
    being started again is waited for in real time, and so is whoever speaks.
    """

    def __init__(self, painter: Client, bookbinder: Bookbinder, ear: Ear) -> None:
        """`painter`, `bookbinder` and `ear` say whether something must be waited for."""
        self.reading = False
        """Whether panels are looked at: then their pictures are waited for."""
        self._bookbinder = bookbinder
        self.patient = False
        """Whether a frame may take half a second: somebody only waits for the end of a minute."""
        self._painter, self._ear = painter, ear
        self._now = time.monotonic()

    def now(self) -> float:
        """The script's own seconds."""
        return self._now

    def rest(self) -> None:
        """The next frame."""
        if self._painter.owes or (self.reading and self._bookbinder.busy):
            time.sleep(WORKING_SECONDS)
        elif not self._painter.ready or self._ear.owes or (self._ear.wanted and not self._ear.ready):
            time.sleep(FAST_FRAME_SECONDS)
            self._now += FAST_FRAME_SECONDS
        else:
            self._now += PATIENT_FRAME_SECONDS if self.patient else FAST_FRAME_SECONDS

    def due(self) -> None:
        """Every frame is due when it is made."""


class Pulse:
    """Tells the supervisor that frames are shown, and hears when it wants the end."""

    def __init__(self, connection: Connection) -> None:
        """The pipe to the supervisor."""
        self._connection = connection
        self._beat_at = 0.0

    def go_on(self) -> bool:
        """After a frame was really shown. False: the supervisor asked for the end, or is gone."""
        now = time.monotonic()
        if now >= self._beat_at:
            self._beat_at = now + BEAT_SECONDS
            try:
                self._connection.send(Beat())
                return not self._connection.poll()  # it only ever says one thing
            except OSError:
                return False
        return True


def serve(connection: Connection, options: Options) -> None:
    """Show the exhibit until the window is closed or the supervisor ends it. Runs in the screen process."""
    try:
        show(connection, options)
        end = Ended()
    except KioskError as error:
        end = Ended(2, str(error))
    except Exception as error:
        if not options.get("script"):
            raise
        end = Ended(1, f"The scripted visit broke off: {describe(error)}")
    try:
        connection.send(end)
    except OSError:
        return  # the supervisor is gone already


def show(connection: Connection, options: Options) -> None:
    """Build everything, show the first frame, and run. Raises KioskError for what a person must put right."""
    windowed, wanted = bool(options.get("windowed")), options.get("size")
    size = (int(wanted[0]), int(wanted[1])) if isinstance(wanted, tuple | list) else WINDOW if windowed else None
    surface = open_window(size)
    home = Home(Path(str(options["home"])))
    state = Path(str(options["state"])) if options.get("state") else None
    content = current(state, home.content, QUICK_BYTES) if state is not None else home.content
    exhibit, _ = load(content, home.models, panels=False, lexicons=False)
    script = read_script(Path(str(options["script"]))) if options.get("script") else None
    paints: dict[str, object] = {
        "folder": str(home.models / exhibit.settings.model),
        "provider": options.get("provider", "auto"),
        "threads": options.get("threads"),
    }
    painter = Client("kiosk.workers.painter", paints, clock=time.monotonic, report=report)
    caretaker = Caretaker(
        {"state": str(state), "delivered": str(home.content), "models": str(home.models), "shown": str(content)}, report
    )
    bookbinder = Bookbinder(surface.get_size(), report)
    ear = Ear(
        home.models, microphone_of(script, options), lambda: painter.ready, report, bool(options.get("any_voice"))
    )
    mouth = Mouth({"name": str(options.get("loudspeaker") or "")}, lambda: painter.ready, report)
    clock: Clock = (
        FastClock(painter, bookbinder, ear) if script is not None and not options.get("real_time") else RealClock()
    )
    # The seeds of visitors are chance, not a secret.
    chance = random.Random(script.seed if script is not None else None)

    def reads(text: str, language: str) -> Reading:
        return read(text, language, app.exhibit.languages[language].lexicon, app.exhibit.known)

    def changed(new: Exhibit) -> None:
        folder = str(home.models / new.settings.model)
        if folder != paints["folder"]:
            paints["folder"] = folder
            painter.kill()  # it comes back with the other model
        ear.listen_for(new)
        if script is None:
            mouth.speak_for(new)
        bookbinder.draw(new)
        gc.freeze()

    outside = Outside(
        events=pygame.event.get,
        painter=painter,
        clock=clock,
        read=reads,
        chance=lambda: chance.randrange(SEEDS),
        report=report,
        changed=changed,
        bookbinder=bookbinder,
        # What was loaded stays for good: without it the collector has little to look through, and no frame waits.
        completed=gc.freeze,
        ear=ear,
        mouth=mouth,
        any_voice=bool(options.get("any_voice")),
    )
    if state is not None:
        outside.caretaker = caretaker
    if script is None:  # a scripted visit looks the same at any time of the day
        outside.is_open = lambda settings: is_open(settings.opening_hours, datetime.now())
    app = App(exhibit, Canvas(surface, exhibit.folder), outside, closable=windowed)
    if options.get("frames"):
        app.frames = []
    pulse = Pulse(connection)
    try:
        app.show()
        first_flip = time.monotonic()
        # What the first frame did not need comes from another process: to load it takes longer than a frame may.
        bookbinder.bind(str(content), str(home.models))
        get_ready()
        if script is None or script.sounds():
            ear.listen_for(exhibit)
        if script is None:  # a scripted visit is looked at, and looks the same on machines without a loudspeaker
            mouth.speak_for(exhibit)
            app.run(pulse.go_on)
        else:
            record = options.get("record")
            player = Player(script, Path(str(record)) if record else None, painter)
            while not app.exhibit.panels and bookbinder.busy:
                # Whoever plays a script begins with the whole exhibit.
                time.sleep(WORKING_SECONDS)
                app.loop_once()
            perform(app, player, surface, pulse)
        if options.get("frames"):
            times = {"first_flip": first_flip, "frames": app.frames}
            Path(str(options["frames"])).write_text(json.dumps(times), encoding="utf-8")
    finally:
        painter.close()
        ear.close()
        mouth.close()
        caretaker.close()
        bookbinder.close()
        pygame.quit()


def microphone_of(script: Script | None, options: Options) -> dict[str, object]:
    """Options for the microphone: that of this machine, or the WAV files that a script speaks.

    Raises KioskError where one of them is missing.
    """
    if script is None:
        return {"name": str(options.get("microphone") or "")}
    folder = Path(str(options.get("sounds") or Path(str(options["script"])).parent))
    files = [folder / name for name in script.sounds()]
    for file in files:
        if not file.is_file():
            raise KioskError(
                f"The script speaks {file.name}, but there is no such file in {folder.name} (see --sounds)."
            )
    return {"files": [str(file) for file in files], "speed": 1.0}


def perform(app: App, player: Player, surface: pygame.Surface, pulse: Pulse) -> None:
    """Play a script through the app. Raises ScriptError where the visit does not go as it says."""
    outside = app.outside

    def events() -> list[pygame.Event]:
        pygame.event.pump()  # the window stays alive, but only the script is heard
        return player.events(app.visit, app.layout(), app.canvas.size, outside.clock.now())

    def go_on() -> bool:
        player.after_frame(surface)
        if isinstance(outside.clock, FastClock):
            outside.clock.patient = player.patient
            outside.clock.reading = app.visit.panels is not None
        return pulse.go_on() and not player.done

    outside.events = events
    app.run(go_on)


def report(line: str) -> None:
    """One line for staff, on the error stream (systemd keeps it)."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201
