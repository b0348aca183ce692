"""Being read to: one press and this screen is heard, and each new one; silent at once when it must be."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kiosk.visit.aloud import LOUDEST
from kiosk.visit.events import Entered, Erased, Event, Focused, Held, Pressed, Slid, Tick, Typed
from kiosk.visit.hearing import EarLost, EarReady, HeardAll, Listen, VoiceThere
from kiosk.visit.reading_aloud import Hush, MouthLost, MouthReady, ReadScreen, SetVolume, Silent, Spoke
from kiosk.visit.scenes import Attract, Prompt
from kiosk.visit.talking import listening
from tests.visit import story as stories
from tests.visit.story import WITH_PANELS, Story, request_of, stepped
from tests.visit.test_random_visits import TARGETS

MOUTH = MouthReady(0.0, "Loudspeaker", 22050, ("fr", "en"))


def read_to(story: Story) -> Story:
    """Somebody has pressed "aloud", and the first sentence is heard."""
    story.tell(MOUTH).press("aloud")
    return story.tell(Spoke(story.now, story.visit.aloud.request, 0))


def said(story: Story) -> list[object]:
    """What was asked of the mouth since the last time: "read", "hush", a volume, or the name of a control."""
    kinds = (ReadScreen, Hush, SetVolume)
    found = [one for one in story.commands if isinstance(one, kinds)]
    story.commands = [one for one in story.commands if not isinstance(one, kinds)]
    names: list[object] = []
    for one in found:
        match one:
            case ReadScreen(target=target):
                names.append(target or "read")
            case Hush():
                names.append("hush")
            case SetVolume(volume=volume):
                names.append(volume)
    return names


def test_a_press_reads_the_screen_a_second_one_stops_it_for_good() -> None:
    story = read_to(stories.awake())
    assert said(story) == ["read"] and story.visit.aloud.sentence == 0
    story.press("aloud")
    assert said(story) == ["hush"] and not story.visit.aloud.on and story.visit.aloud.request == 0
    story.write("un chat").press("paint")
    assert said(story) == [] and story.scene() == "Words"


def test_each_new_screen_is_read_by_itself_and_the_old_one_is_given_up() -> None:
    story = read_to(stories.awake()).write("un chat rouge")
    first = story.visit.aloud.next_request
    assert said(story) == ["read", "hush"], "who types wants to hear themselves type"
    story.press("paint")
    assert said(story) == ["read"] and story.visit.aloud.request == first
    story.tell(stepped(request_of(story), 0)).press("skip")
    assert said(story) == ["read"] and story.scene() == "Painting" and story.visit.aloud.request == first + 1


def test_a_text_read_to_its_end_can_be_heard_again() -> None:
    story = read_to(stories.awake())
    story.tell(Silent(story.now, story.visit.aloud.request))
    assert story.visit.aloud.request == 0 and story.visit.aloud.on
    assert said(story.press("aloud")) == ["read", "read"]


def test_what_is_late_changes_nothing() -> None:
    story = read_to(stories.awake()).press("aloud")
    before = story.visit
    story.tell(Spoke(story.now, 1, 4), Silent(story.now, 1), Spoke(story.now, 77, 0))
    assert story.visit is before


@pytest.mark.parametrize(
    "event",
    [
        Pressed(200.0, "key:a", 1),
        Typed(200.0, "a"),
        Erased(200.0),
        Slid(200.0, "timeline", 2.0),
        Pressed(200.0, "clear"),
    ],
)
def test_whatever_the_visitor_does_it_falls_silent(event: Event) -> None:
    story = read_to(stories.awake().write("un"))
    said(story)
    assert said(story.tell(event)) == ["hush"] and story.visit.aloud.on


def test_a_finger_on_a_control_silences_it_but_one_on_its_own_control_does_not() -> None:
    story = read_to(stories.awake())
    said(story)
    assert said(story.hold("aloud", True).hold("aloud", False)) == []
    assert said(story.hold("key:a", True)) == ["hush"]


def test_the_steps_of_a_painting_are_not_told_one_by_one() -> None:
    story = read_to(stories.painting(steps=1))
    said(story)
    for index in range(1, 6):
        story.tell(stepped(request_of(story), index)).wait(2)
    assert said(story) == [] and story.visit.aloud.request
    assert said(story.press("how")) == ["read"]
    assert said(story.tell(Slid(story.now, "timeline", 1.0))) == ["hush"]


def test_words_become_numbers_wait_until_they_were_heard() -> None:
    story = read_to(stories.awake()).write("un chat rouge").press("paint")
    story.tell(stepped(request_of(story), 0))
    story.wait(30)
    assert story.scene() == "Words"
    story.tell(Silent(story.now, story.visit.aloud.request)).wait(1)
    assert story.scene() == "Painting"


def test_who_listens_is_not_away() -> None:
    story = read_to(stories.awake())
    for index in range(1, 10):
        story.wait(20)
        story.tell(Spoke(story.now, story.visit.aloud.request, index))
    assert story.visit.idle_since is None
    story.wait(70)
    assert story.visit.idle_since is not None and said(story) == ["read", "read"], "the warning is read too"
    assert said(story.press("stay")) == ["hush"] and story.visit.idle_since is None


def test_panels_pages_and_pop_ups_are_screens_of_their_own() -> None:
    story = stories.awake()
    story.exhibit = WITH_PANELS
    read_to(story)
    said(story)
    for press in ("panels", "panel:wide", "page:1", "easy", "word:bruit", "close", "back"):
        assert said(story.press(press)) == ["read"], press


def test_another_language_is_read_in_that_language_or_not_at_all() -> None:
    story = read_to(stories.awake())
    said(story)
    assert said(story.press("language:en")) == ["read"]
    assert said(story.tell(MouthReady(0.0, "Loudspeaker", 22050, ("fr",)))) == ["hush"]
    assert said(story.press("language:fr")) == ["read"]
    assert said(story.press("language:en")) == ["hush"]
    assert said(story.press("aloud")) == []
    assert said(story.press("language:fr")) == ["read"], "the wish is kept"


def test_moving_the_focus_says_what_it_is_on() -> None:
    story = read_to(stories.awake())
    said(story)
    assert said(story.tell(Focused(story.now, "paint"), Focused(story.now, "clear"))) == ["paint", "clear"]
    assert said(story.tell(Focused(story.now, ""))) == [], "a finger took over; that one counts"
    story.press("aloud")
    story.tell(Silent(story.now, story.visit.aloud.request)).press("aloud").press("aloud")
    said(story)
    assert said(story.tell(Focused(story.now, "paint"))) == [], "only to who is read to"


# --- never while listening -------------------------------------------------------------------------


def speaking(story: Story) -> Story:
    """A voice taught by people listens in French."""
    return story.tell(EarReady(0.0, "Microphone", 16000, (VoiceThere("voice", "fr", "people"),)))


def test_it_is_silent_before_the_microphone_opens_and_as_long_as_it_is_open() -> None:
    story = read_to(speaking(stories.awake()))
    said(story)
    story.commands.clear()
    story.hold("talk", True)
    kinds = [type(command) for command in story.commands]
    assert kinds.index(Hush) < kinds.index(Listen)
    said(story)
    story.tell(Focused(story.now, "write"), MOUTH)
    assert said(story) == [] and isinstance(story.visit.scene, Prompt) and story.visit.scene.talk is not None


def test_a_press_on_aloud_while_somebody_speaks_ends_the_listening_first() -> None:
    story = speaking(stories.awake()).tell(MOUTH).hold("talk", True)
    story.commands.clear()
    story.press("aloud")
    assert isinstance(story.visit.scene, Prompt) and story.visit.scene.talk is None
    assert [type(command).__name__ for command in story.commands] == ["StopListening", "ReadScreen"]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_anybody_does_nothing_is_read_while_somebody_speaks_or_when_nobody_is_there(seed: int) -> None:
    """Random visits: what the mouth was told and what the visit believes are always the same."""
    chance = random.Random(seed)
    story = speaking(stories.awake())
    story.exhibit = WITH_PANELS
    told, reads = 0, 0
    for _ in range(800):
        story.now += chance.choice((0.01, *[0.3] * 30, 2.0, 70.0))
        target = chance.choice((*["aloud"] * 12, "louder", "softer", *["talk"] * 6, *TARGETS))
        event = chance.choice((
            Pressed(story.now, target, 7), Pressed(story.now, target, 7), Held(story.now, target, True),
            Held(story.now, target, False), Typed(story.now, "un chat"), Focused(story.now, target), Tick(story.now),
            Entered(story.now, 7), Spoke(story.now, told, 1), Silent(story.now, told), MOUTH, MOUTH,
            MouthReady(story.now, "", 1, ("fr",)), MouthLost(story.now, "broken", ""), EarLost(story.now, "broken", ""),
            EarReady(story.now, "", 16000, (VoiceThere("voice", "fr", "people"),)),
            HeardAll(story.now, story.visit.next_utterance - 1, (), "silence", 1.0),
        ))  # fmt: skip
        story.tell(event)
        if isinstance(event, MouthLost) or (isinstance(event, Silent) and event.request == told):
            told = 0  # the mouth itself is silent then
        for command in story.commands:
            if isinstance(command, ReadScreen):
                told, reads = command.request, reads + 1
            elif isinstance(command, Hush):
                told = 0
        story.commands.clear()
        assert told == story.visit.aloud.request, event
        if listening(story.visit) or (isinstance(story.visit.scene, Attract) and story.visit.panels is None):
            assert told == 0, event
    assert reads > 5


# --- volume and ends -------------------------------------------------------------------------------


def test_louder_and_softer_stay_within_bounds_and_work_at_once() -> None:
    story = read_to(stories.awake())
    said(story)
    assert said(story.press("louder", "louder", "louder")) == [4 / LOUDEST, 1.0]
    assert said(story.press(*["softer"] * 9)) == [0.8, 0.6, 0.4, 0.2] and story.visit.aloud.level == 1
    story.tell(Silent(story.now, story.visit.aloud.request))
    assert said(story.press("louder")) == [] and story.visit.aloud.level == 2
    (read,) = story.press("aloud").asked(ReadScreen)
    assert isinstance(read, ReadScreen) and read.volume == 0.4


def test_at_the_end_of_a_visit_it_is_silent_and_the_next_visitor_begins_anew() -> None:
    story = read_to(stories.awake()).press("louder", "louder")
    said(story)
    before = story.visit.aloud.next_request
    story.press("back")
    assert isinstance(story.visit.scene, Attract) and said(story) == ["hush"]
    fresh = story.visit.aloud
    assert (fresh.on, fresh.request, fresh.level, fresh.languages) == (False, 0, 3, ("fr", "en"))
    assert fresh.next_request == before
    assert said(story.press("aloud")) == [], "nobody is there: it is a touch like any other"


def test_without_a_loudspeaker_nothing_is_offered_and_one_that_is_lost_is_no_fault() -> None:
    story = stories.awake()
    assert said(story.press("aloud", "louder")) == [] and not story.visit.aloud.on
    read_to(story)
    said(story)
    story.tell(MouthLost(story.now, "loudspeaker_lost", "unplugged?"))
    assert story.visit.aloud.request == 0 and said(story) == []
    story.write("un chat").press("paint")
    assert said(story) == []
    assert said(story.tell(MOUTH).press("back")) == ["read"], "it goes on where it can again"


def test_staff_can_switch_it_off() -> None:
    story = stories.awake()
    story.exhibit = replace(story.exhibit, settings=replace(story.exhibit.settings, aloud=False))
    assert said(story.tell(MOUTH).press("aloud")) == []
