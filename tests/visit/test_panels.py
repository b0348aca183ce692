"""Reading in a visit: panels open over any scene, and everything beneath goes on and is found again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.exhibit.model import Panel
from kiosk.visit import panels
from kiosk.visit.events import Entered, Erased, Focused, PainterLost, Slid, Typed
from kiosk.visit.scenes import Attract, Painting, Picture, Prompt, Visit
from tests.visit.story import EXHIBIT as PLAIN
from tests.visit.story import READY, Story, picture_of, request_of, stepped
from tests.visit.story import WITH_PANELS as EXHIBIT


def awake() -> Story:
    """Somebody woke an exhibit that has panels."""
    story = Story(EXHIBIT).tell(READY)
    return story.press("wake")


def at(scene: str) -> Story:
    """A visit that has come to this scene."""
    story = awake().write("un chat rouge")
    if scene == "Prompt":
        return story
    story.press("paint")
    story.tell(stepped(request_of(story), 0))
    if scene == "Words":
        return story
    story.press("skip")
    if scene == "Painting":
        return story
    request = request_of(story)
    story.tell(*(stepped(request, index) for index in range(1, 20)), picture_of(request, 19))
    return story.wait(12)


def opened(story: Story) -> tuple[str, str]:
    """The panel and the word that lie over the scene."""
    now = story.visit.panels
    assert now is not None, "no panel is open"
    return now.panel, now.word


@pytest.mark.parametrize("scene", ["Prompt", "Words", "Painting", "Picture"])
def test_from_every_scene_a_panel_opens_and_leads_back_to_just_where_one_was(scene: str) -> None:
    story = at(scene)
    before = story.visit
    assert story.scene() == scene
    story.press("panel:first")
    assert opened(story) == ("first", "") and story.visit.scene == before.scene
    story.press("back")
    assert story.visit.panels is None and story.visit.scene == before.scene


def test_who_came_by_the_overview_goes_back_there_and_then_to_the_scene() -> None:
    story = at("Picture").press("panels", "panel:data", "panel:world-22", "word:bruit")
    assert opened(story) == ("world-22", "bruit")
    story.press("back")
    assert opened(story) == ("world-22", "")
    story.press("back")
    assert opened(story) == ("", "")
    story.press("back")
    assert story.visit.panels is None and story.scene() == "Picture"


def test_a_painting_goes_on_beneath_and_is_finished_when_one_comes_back() -> None:
    story = at("Painting").press("panel:noise")
    request = request_of(story)
    story.tell(*(stepped(request, index) for index in range(1, 20)), picture_of(request, 19)).wait(12)
    assert opened(story) == ("noise", "") and isinstance(story.visit.scene, Picture)
    story.press("back")
    assert isinstance(story.visit.scene, Picture) and len(story.visit.scene.steps) == 20


def test_words_become_a_painting_and_a_fault_is_mended_beneath_a_panel() -> None:
    story = at("Words").press("panel:wide").tell(Focused(100.0, "easy")).wait(6)
    assert isinstance(story.visit.scene, Painting) and story.visit.focus == "easy"
    story.tell(PainterLost(story.now, "x"))
    assert story.scene() == "Sorry" and opened(story) == ("wide", "")
    story.tell(READY)
    assert story.scene() == "Painting" and opened(story) == ("wide", "")


def test_what_is_done_on_a_panel_never_reaches_the_scene_beneath() -> None:
    story = at("Prompt").press("panel:first")
    before = story.visit.scene
    story.tell(Typed(story.now, "x"), Erased(story.now), Entered(story.now, 3), Slid(story.now, "timeline", 3.0))
    story.press("paint", "clear", "key:e", "starter:sponge", "new_prompt")
    assert story.visit.scene == before
    story = at("Painting").press("panel:first", "stop", "how", "pause").hold("under_noise", True)
    scene = story.visit.scene
    assert isinstance(scene, Painting) and not (scene.stopping or scene.how or scene.paused or scene.under_noise)


def test_late_and_doubled_presses_change_nothing_more() -> None:
    for targets in (("panel:first",), ("panels", "chapter:1"), ("panel:first", "page:1"), ("panel:first", "sources:0")):
        once = at("Prompt").press(*targets)
        twice = replace(once.visit)
        once.press(targets[-1])
        assert replace(once.visit, last_input=0.0) == replace(twice, last_input=0.0), targets
    story = at("Prompt")
    before = story.visit
    for late in (
        "page:1",
        "chapter:2",
        "word:bruit",
        "sources:0",
        "easy",
        "large",
        "panel_lab",
        "panel:none",
        "panel:",
    ):
        story.press(late)
        assert replace(story.visit, last_input=before.last_input) == before, late


def test_a_word_or_sources_open_over_the_panel_and_close_alone() -> None:
    story = at("Prompt").press("panel:first", "word:bruit")
    assert opened(story) == ("first", "bruit")
    story.press("close")
    assert opened(story) == ("first", "")
    story.press("close", "word:unknown", "word:")
    assert opened(story) == ("first", "")
    story.press("sources:1")
    assert story.visit.panels is not None and story.visit.panels.sources == 1
    story.press("close")
    assert story.visit.panels is not None and story.visit.panels.sources == -1


def test_the_version_and_the_size_of_text_stay_for_the_visit_and_no_longer() -> None:
    story = at("Prompt").press("panel:first", "page:1", "easy", "large", "panel:wide", "back")
    assert story.visit.easy and story.visit.large and story.visit.panels is None
    story.press("panels", "easy")
    assert not story.visit.easy and story.visit.large
    story.press("back", "back")
    assert isinstance(story.visit.scene, Attract)
    assert (story.visit.easy, story.visit.large, story.visit.read) == (False, False, ())


def test_another_version_begins_at_its_first_page() -> None:
    for choice in ("easy", "large"):
        story = at("Prompt").press("panel:first", "page:1", choice)
        assert story.visit.panels is not None and story.visit.panels.page == 0


def test_who_reads_is_asked_after_twice_the_time_and_forgotten_whole() -> None:
    story = at("Painting").press("panel:noise").wait(119, frame=1)
    assert story.visit.idle_since is None
    story.wait(2, frame=1)
    assert story.visit.idle_since is not None
    story.press("stay")
    assert opened(story) == ("noise", "") and story.visit.idle_since is None
    story.wait(121, frame=1).wait(31, frame=1)
    assert isinstance(story.visit.scene, Attract)
    assert story.visit == replace(
        Story(EXHIBIT, story.visit.last_input).tell(READY).visit, next_request=story.visit.next_request
    )


def test_outside_panels_the_usual_time_counts() -> None:
    story = at("Prompt").press("panel:first", "back").wait(61, frame=1)
    assert story.visit.idle_since is not None


def test_the_attract_screen_opens_no_panel_but_wakes() -> None:
    for target in ("panels", "panel:first"):
        story = Story(EXHIBIT).press(target)
        assert isinstance(story.visit.scene, Prompt) and story.visit.panels is None


def test_another_language_keeps_the_panel_or_where_it_is_not_written_shows_all() -> None:
    story = at("Prompt").press("panel:first", "word:bruit", "language:en")
    assert opened(story) == ("first", "") and story.visit.language == "en"
    story.press("language:fr", "panel:french", "language:en")
    assert opened(story) == ("", "")
    story.press("panel:french")
    assert opened(story) == ("", "")


# --- what there is to read -------------------------------------------------------------------------


def names(of: tuple[Panel, ...]) -> list[str]:
    return [one.name for one in of]


def test_chapters_follow_the_numbers_and_long_ones_take_several_pages() -> None:
    pages = panels.chapters(EXHIBIT, "fr")
    assert [page.name for page in pages] == ["words", "data", "machine", "world", "world"]
    assert [name for page in pages for name in names(page.panels)] == names(EXHIBIT.panels)
    assert all(len(page.panels) <= panels.MOST_TILES for page in pages)
    assert panels.chapters(PLAIN, "fr") == ()


def test_the_overview_opens_where_one_reads_or_where_the_scene_belongs() -> None:
    story = at("Painting").press("panels")
    assert story.visit.panels is not None and story.visit.panels.chapter == 2
    story.press("back", "panel:world-29", "panels")
    assert story.visit.panels.chapter == 4
    story.press("chapter:99")
    assert story.visit.panels.chapter == 4


def test_panels_follow_one_another_in_a_circle() -> None:
    after = panels.following(EXHIBIT, "en", "world-29")
    assert after is not None and after.name == "first", "the French one is left out"
    assert panels.following(EXHIBIT, "fr", "unknown") is None
    assert panels.following(replace(EXHIBIT, panels=EXHIBIT.panels[:1]), "fr", "first") is None


def test_the_panel_to_recommend_belongs_to_the_scene_and_was_not_read_yet() -> None:
    story = at("Prompt")
    assert names(panels.suggestions(story.visit, EXHIBIT))[:2] == ["first", "french"]
    story.press("panel:first", "back")
    assert names(panels.suggestions(story.visit, EXHIBIT))[0] == "french"
    assert set(names(panels.suggestions(story.visit, EXHIBIT))) == {"first", "wide", "french"}
    assert panels.suggestions(Visit(Attract(0.0), "fr", 0.0), EXHIBIT) == ()


def test_no_lab_is_built_yet_so_no_door_leads_to_one() -> None:
    assert frozenset() == panels.LABS_BUILT
    story = at("Prompt").press("panel:first", "panel_lab")
    assert opened(story) == ("first", "")
