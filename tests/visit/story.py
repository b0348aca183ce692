"""What tests of the visit tell their stories with: a small exhibit, events with a running clock, and a painter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kiosk.exhibit.model import (
    Block,
    Exhibit,
    Keyboard,
    Language,
    Panel,
    PanelText,
    Reading,
    Settings,
    Span,
    Starter,
    Version,
    Word,
)
from kiosk.visit.advance import advance, first_visit
from kiosk.visit.events import (
    Began,
    Command,
    Entered,
    Event,
    Finished,
    Held,
    Image,
    Look,
    Paint,
    PainterReady,
    Pressed,
    PromptRead,
    ReadPrompt,
    Recipe,
    Seen,
    Stepped,
    Tick,
    Token,
    Typed,
)
from kiosk.visit.scenes import Visit

KNOWN = {"un": "a", "a": "a", "chat": "cat", "cat": "cat", "rouge": "red", "red": "red"}
KEYBOARD = Keyboard("azerty", (("a", "z"), ("e",)), {"e": ("é", "è"), "s": ("ß",)}, ("é",))
EXHIBIT = Exhibit(
    settings=Settings(),
    languages={
        "fr": Language("fr", "Français", "azerty", {}),
        "en": Language("en", "English", "qwerty", {}),
    },
    starters=(Starter("sponge", {"fr": "un chat éponge", "en": "a sponge cat"}, 4321, ("cat", "sponge")),),
    folder="",
    models="",
    keyboards={"azerty": KEYBOARD},
)


def panel(number: int, name: str, shown: tuple[str, ...] = ("prompt",), languages: str = "fr en") -> Panel:
    """A panel of a few words."""
    version = Version(name, (Block("paragraph", ((Span("Du "), Span("bruit", word="bruit"), Span(".")),)),))
    texts = {code: PanelText(version, version) for code in languages.split()}
    return Panel(number, name, shown, "", "", "", "fr", (), texts, {})


WITH_PANELS = replace(
    EXHIBIT,
    panels=(
        panel(1, "first"),
        panel(3, "wide", ("prompt", "words", "picture")),
        panel(5, "data", ("picture",)),
        panel(14, "noise", ("painting",)),
        *(panel(number, f"world-{number}", ("picture",)) for number in range(22, 30)),
        panel(30, "french", ("prompt",), "fr"),
    ),
    glossary={"fr": {"bruit": "Des points tirés au hasard."}, "en": {"noise": "Dots by chance."}},
)

READY = PainterReady(0.0, "imagier", "CPUExecutionProvider", 0.02, (3.0, 1.0, 8.0), 20)
DOT = Image(1, 1, b"\x00\x00\x00")


def reading(text: str, language: str) -> Reading:
    """A reading by a tiny word list, in the shape the real one has."""
    words = tuple(Word(word, "thing" if word in KNOWN else "unknown", KNOWN.get(word, "")) for word in text.split())
    english = " ".join(word.english or word.text for word in words)
    return Reading(text, language, words, english, tuple(word.text for word in words if word.kind == "unknown"))


def stepped(request: int, index: int, total: int = 20, at: float = 0.0) -> Stepped:
    """Step `index` as the painter sends it."""
    return Stepped(at, request, index, total, 999 - index, DOT, DOT)


def picture_of(request: int, index: int, at: float = 0.0, shade: int = 7) -> Finished:
    """A finished picture whose one pixel tells it from others."""
    return Finished(at, request, index, Image(1, 1, bytes((shade, index % 256, request % 256))), 0.3)


@dataclass
class Story:
    """A visit that is being told. `commands` holds all that was asked for since the last `asked`."""

    exhibit: Exhibit = EXHIBIT
    now: float = 100.0
    visit: Visit = field(init=False)
    commands: list[Command] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nobody is there."""
        self.visit = first_visit(self.exhibit, self.now)

    def tell(self, *events: Event) -> Story:
        """These events happen, in this order."""
        for event in events:
            self.visit, commands = advance(self.visit, event, self.exhibit)
            self.commands += commands
            for command in commands:
                if isinstance(command, ReadPrompt):
                    self.tell(PromptRead(event.at, reading(command.text, command.language)))
        return self

    def press(self, *targets: str, chance: int = 7) -> Story:
        """Controls are pressed, a moment apart."""
        for target in targets:
            self.now += 0.3
            self.tell(Pressed(self.now, target, chance))
        return self

    def write(self, text: str) -> Story:
        """Text comes from a hardware keyboard."""
        return self.tell(Typed(self.now, text))

    def enter(self) -> Story:
        """Return is pressed."""
        return self.tell(Entered(self.now, 7))

    def hold(self, target: str, down: bool) -> Story:
        """A control is taken or let go."""
        return self.tell(Held(self.now, target, down))

    def wait(self, seconds: float, frame: float = 0.05) -> Story:
        """Time goes by, frame after frame."""
        for _ in range(round(seconds / frame)):
            self.now += frame
            self.tell(Tick(self.now))
        return self

    def asked(self, kind: type[Command]) -> list[Command]:
        """All commands of one kind since the last time, which forgets them."""
        found = [command for command in self.commands if isinstance(command, kind)]
        self.commands = [command for command in self.commands if not isinstance(command, kind)]
        return found

    def scene(self) -> str:
        """The name of the scene."""
        return type(self.visit.scene).__name__


def awake(painter: bool = True) -> Story:
    """Somebody woke the exhibit; the painter is ready (or still loading)."""
    story = Story()
    if painter:
        story.tell(READY)
    return story.press("wake")


def painting(prompt: str = "un chat rouge", steps: int = 1) -> Story:
    """A first painting is on the easel, with so many steps computed and the first one on screen."""
    story = awake().write(prompt).press("paint")
    request = request_of(story)
    story.tell(Began(story.now, request, (Token("cat", 5),)), *(stepped(request, index) for index in range(steps)))
    return story.press("skip")


def finished(prompt: str = "un chat rouge") -> Story:
    """A first picture is finished and on screen."""
    story = painting(prompt, steps=20)
    story.tell(picture_of(request_of(story), 19))
    return story.wait(12)


def request_of(story: Story) -> int:
    """The request of the painting or picture on screen."""
    return int(getattr(story.visit.scene, "request", -1))


def seen(request: int, index: int, look: Iterable[str]) -> list[Event]:
    """The decoded views somebody asked for."""
    return [Seen(0.0, request, index, view, DOT) for view in look]  # type: ignore[arg-type]  # names of views


__all__ = ["Look", "Paint", "Recipe"]
