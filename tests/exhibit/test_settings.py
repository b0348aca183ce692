"""What staff set: hours, the size of text for a screen and a distance, the labs; and what a mistake in it becomes."""

from __future__ import annotations

import math
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.exhibit.hours import is_open
from kiosk.exhibit.load import load
from kiosk.exhibit.model import LABS, Settings
from kiosk.exhibit.problems import SPOKEN
from kiosk.exhibit.settings import factor_for, read_settings
from kiosk.exhibit.source import Problem, read_source

CONTENT = Path(__file__).parents[2] / "exhibit_content"
WEEK = """
[opening_hours]
every_day = "10:00-18:00"
monday = "closed"
wednesday = "10h-12h30, 14h – 20h"
saturday = "20:00-02:00"
"""


def read(folder: Path, text: str) -> tuple[Settings, list[Problem]]:
    (folder / "settings.toml").write_text(text, "utf-8")
    source = read_source(folder, "settings.toml")
    return read_settings(source), source.problems


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the week of 23 November 2026, a Monday."""
    return datetime(2026, 11, 22 + day, hour, minute)


def test_hours_say_when_the_exhibit_is_open(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, WEEK)
    hours = settings.opening_hours
    assert problems == []
    assert not is_open(hours, at(1, 12)), "closed on Monday"
    assert [is_open(hours, at(2, *when)) for when in ((9, 59), (10, 0), (17, 59), (18, 0))] == [
        False,
        True,
        True,
        False,
    ]
    assert [is_open(hours, at(3, *when)) for when in ((12, 29), (12, 30), (14, 0), (19, 59))] == [
        True,
        False,
        True,
        True,
    ]
    assert [is_open(hours, at(*when)) for when in ((6, 19), (6, 23), (7, 1), (7, 2), (7, 11))] == [
        False, True, True, False, True,
    ]  # fmt: skip
    assert not is_open(hours, at(8, 0, 30)), "the night of Sunday is no night of Saturday"


def test_without_hours_it_is_always_open(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, "")
    assert settings.opening_hours == () and problems == []
    assert all(is_open((), at(day, hour)) for day in range(1, 8) for hour in range(24))


@pytest.mark.parametrize(
    "written",
    ['"10-25"', '"18:00-18:00"', '"10:75-12:00"', '"ten to six"', "10", '""', '"10:00-14:00, 13:00-18:00"', '"10:00"'],
)
def test_hours_that_are_none_are_pointed_out_and_the_day_has_the_usual_ones(tmp_path: Path, written: str) -> None:
    settings, [problem] = read(tmp_path, f'[opening_hours]\nevery_day = "10:00-18:00"\ntuesday = {written}\n')
    assert (problem.code, problem.line, problem.column) == ("hours_form", 3, 1)
    assert 'tuesday = "10:00' in problem.hint
    assert is_open(settings.opening_hours, at(2, 11))


def test_a_mistake_never_closes_the_exhibit_for_ever(tmp_path: Path) -> None:
    for text in ('[opening_hours]\nmonday = "closed"\n', '[opening_hours]\nevery_day = "x"\n', "opening_hours = 8\n"):
        settings, problems = read(tmp_path, text)
        assert problems and is_open(settings.opening_hours, at(3, 3)), text
    _, [problem] = read(tmp_path, '[opening_hours]\nevery_day = "10-18"\nmonnday = "closed"\n')
    assert problem.code == "unknown_name" and "monday" in problem.hint


def test_text_grows_until_a_capital_is_seven_tenths_of_a_degree_high(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, "screen_inches = 24\nviewing_cm = 60\ntext_factor = 1.0\n")
    assert problems == [] and settings.text_factor == 1.37
    millimetres = 24 * 25.4 / math.hypot(16, 9) * 9 / 1080 * 28 * settings.text_factor * 0.69
    assert math.degrees(2 * math.atan(millimetres / 2 / 600)) == pytest.approx(0.7, abs=0.002)
    assert factor_for(48, 120) == pytest.approx(factor_for(24, 60))


def test_text_never_shrinks_below_what_staff_chose_nor_grows_beyond_what_fits(tmp_path: Path) -> None:
    near, problems = read(tmp_path, "screen_inches = 55\nviewing_cm = 60\ntext_factor = 1.2\n")
    assert near.text_factor == 1.2 and problems == []
    far, [problem] = read(tmp_path, "screen_inches = 24\nviewing_cm = 150\n")
    assert far.text_factor == 1.4 and (problem.code, problem.severity) == ("text_far", "warning")
    assert "61 cm" in problem.hint, "and from there it would be right"
    assert factor_for(24, 61) <= 1.4 < factor_for(24, 62)


def test_a_screen_without_a_distance_says_nothing(tmp_path: Path) -> None:
    settings, [problem] = read(tmp_path, "screen_inches = 24\n")
    assert settings.text_factor == 1.0 and "viewing_cm" in problem.message
    _, problems = read(tmp_path, 'screen_inches = "24"\nviewing_cm = 60\n')
    assert [one.code for one in problems] == ["must_be_number"]


def test_a_lab_that_is_switched_off_is_led_to_by_no_panel(tmp_path: Path) -> None:
    models = CONTENT.parent / "models"
    before, _ = load(CONTENT, models)
    led = {panel.lab for panel in before.panels} - {""}
    assert "label" in led and before.settings.labs == LABS
    copy = Path(shutil.copytree(CONTENT, tmp_path / "content", ignore=shutil.ignore_patterns("starters", "*.svg")))
    text = (CONTENT / "settings.toml").read_text("utf-8")
    (copy / "settings.toml").write_text(text.replace('"label", ', ""), "utf-8")
    after, _ = load(copy, models)
    assert {panel.lab for panel in after.panels} - {""} == led - {"label"}


def test_a_lab_nobody_knows_is_named_with_the_nearest(tmp_path: Path) -> None:
    settings, [problem] = read(tmp_path, 'labs = ["book", "wolrd"]\n')
    assert settings.labs == ("book",) and (problem.line, problem.column) == (1, 17)
    assert "wolrd" in problem.message and "world" in problem.hint
    assert read(tmp_path, "labs = []\n")[0].labs == () and read(tmp_path, 'labs = "book"\n')[0].labs == LABS


def test_the_lines_offered_in_the_settings_as_delivered_are_right(tmp_path: Path) -> None:
    text = (CONTENT / "settings.toml").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith(("# screen", "# viewing", "# [", "# every", "# monday", "# saturday")):
            text = text.replace(line, line.removeprefix("# "))
    settings, problems = read(tmp_path, text)
    assert problems == [] and settings.screen_inches == 24 and any(settings.opening_hours)
    for problem in read(tmp_path, WEEK.replace("closed", "zu"))[1]:
        assert all(problem.say(language)[1] for language in SPOKEN)


def test_the_voice_is_on_unless_staff_switch_it_off(tmp_path: Path) -> None:
    assert read(tmp_path, "")[0].voice
    assert not read(tmp_path, "voice = false")[0].voice
    settings, (problem,) = read(tmp_path, 'voice = "no"')
    assert settings.voice and problem.code == "must_be_switch"
