"""The attract screen: recordings or cut paper rise out of noise, calmly, and any touch wakes."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas, attract, draw, layout, mosaic
from kiosk.screens.look import PAPER
from kiosk.visit.scenes import Attract, Visit

Making = Callable[[tuple[int, int]], Canvas]
SMALL = (240, 135)
RATE = 15  # frames a second of the flash meter: every fade takes several


@pytest.fixture
def recorded(exhibit: Exhibit, tmp_path: Path) -> Exhibit:
    """An exhibit with two recorded paintings, as harsh as one can be: noise changes wholly with every step."""
    folder = tmp_path / exhibit.settings.model / "recorded"
    folder.mkdir(parents=True)
    chance = np.random.default_rng(1)
    for name in ("one", "two"):
        frames = [np.kron(chance.integers(0, 2, (8, 8, 1)) * 255, np.ones((4, 4, 3))) for _ in range(20)]
        whole = np.concatenate(frames, axis=1).astype(np.uint8)
        pygame.image.save(pygame.image.frombuffer(whole.tobytes(), (640, 32), "RGB"), str(folder / f"{name}.png"))
    return replace(exhibit, models=str(tmp_path))


def test_anything_on_the_screen_wakes_except_the_languages(exhibit: Exhibit) -> None:
    made = layout(Visit(Attract(0), "fr", 0.0), exhibit, (1920, 1080))
    for point in ((5, 5), (960, 540), (1900, 1070), (300, 700)):
        target = made.at(point)
        assert target is not None
        assert target.name == "wake"
    for code in exhibit.settings.languages:
        pill = made.target(f"language:{code}")
        assert pill is not None
        assert made.at(pill.rect.center) == pill


def test_every_frame_of_every_strip_is_shown_in_order_again_and_again() -> None:
    seen: list[tuple[int, int]] = []
    for tick in range(60 * 60):
        now = attract.moment(tick / 30, (20, 5))
        if not seen or seen[-1] != (now.strip, now.frame):
            seen.append((now.strip, now.frame))
    once = [(0, frame) for frame in range(20)] + [(1, frame) for frame in range(5)]
    assert seen[: len(once)] == once
    assert seen[len(once) : len(once) + 3] == once[:3]


def test_never_more_than_five_changes_in_a_second() -> None:
    changes, before = [], (0, 0)
    for tick in range(60 * 60):
        now = attract.moment(tick / 60, (20, 20, 1, 2))
        if (now.strip, now.frame) != before:
            changes.append(tick / 60)
            before = (now.strip, now.frame)
    for start in changes:
        assert sum(start <= at < start + 1 for at in changes) <= 5


def test_a_change_is_a_fade_never_a_cut() -> None:
    shown = [attract.moment(tick / 60, (20, 20)) for tick in range(60 * 40)]
    for one, other in itertools.pairwise(shown):
        if (one.strip, one.frame) != (other.strip, other.frame):
            assert one.amount == 1.0
            assert other.amount < 0.1
            assert other.before == (one.strip, one.frame)


def test_each_language_has_its_turn_and_one_sentence_is_gone_before_the_next_comes() -> None:
    turns = [attract.spoken(tick / 30, ("fr", "en", "de")) for tick in range(30 * 40)]
    order = [code for index, (code, _) in enumerate(turns) if index == 0 or turns[index - 1][0] != code]
    assert order[:4] == ["fr", "en", "de", "fr"]
    for (one, faint), (other, coming) in itertools.pairwise(turns):
        if one != other:
            assert faint < 0.12
            assert coming < 0.12


def test_the_sentence_on_screen_is_the_one_of_the_turn(exhibit: Exhibit, canvas_of: Making) -> None:
    canvas, visit = canvas_of((1920, 1080)), Visit(Attract(0), "fr", 0.0)
    box = layout(visit, exhibit, (1920, 1080)).box("attract_say")
    assert box is not None
    seen = []
    for t in (3.0, 3.0 + attract.LANGUAGE_SECONDS):
        draw(canvas, visit, exhibit, t)
        seen.append(pygame.image.tobytes(canvas.surface.subsurface(box.rect), "RGB"))
    assert seen[0] != seen[1]


def _flashes(frames: NDArray[np.float64]) -> int:
    """The most opposing changes of relative luminance >= 0.1 in any second and any cell, two making one flash.

    `frames` is [n, cells] at RATE a second (WCAG 2.3.1, where the darker state is below 0.8).
    """
    worst = 0
    for cell in frames.T:
        turns: list[int] = []
        extreme, direction = cell[0], 0
        for index, value in enumerate(cell):
            step = value - extreme
            if abs(step) >= 0.1 and min(value, extreme) < 0.8 and np.sign(step) != direction:
                turns.append(index)
                direction = int(np.sign(step))
                extreme = value
            elif direction == 0 or np.sign(step) == direction:
                extreme = value if direction else extreme
        for start in turns:
            worst = max(worst, sum(start <= turn < start + RATE for turn in turns) // 2)
    return worst


def _luminances(canvas: Canvas, visit: Visit, exhibit: Exhibit, seconds: int) -> NDArray[np.float64]:
    frames = []
    for tick in range(RATE * seconds):
        draw(canvas, visit, exhibit, tick / RATE)
        small = pygame.transform.smoothscale(canvas.surface, (16, 9))
        rgb = np.frombuffer(pygame.image.tobytes(small, "RGB"), np.uint8).reshape(-1, 3) / 255
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        frames.append(linear @ np.array([0.2126, 0.7152, 0.0722]))
    return np.array(frames)


def test_the_flash_meter_sees_flashes() -> None:
    blinking = np.array([[0.0], [1.0]] * 30)
    assert _flashes(blinking) >= 4
    assert _flashes(np.full((60, 3), 0.5)) == 0


def test_even_the_harshest_recording_never_flashes_more_than_three_times_a_second(
    recorded: Exhibit, canvas_of: Making
) -> None:
    frames = _luminances(canvas_of(SMALL), Visit(Attract(0), "fr", 0.0), recorded, 20)
    assert frames.std(axis=0).max() > 0.1  # the recording really was on screen
    assert _flashes(frames) <= 3


def test_a_recording_is_marked_as_machine_made_and_cut_paper_is_not(
    exhibit: Exhibit, recorded: Exhibit, canvas_of: Making
) -> None:
    visit = Visit(Attract(0), "fr", 0.0)
    box = layout(visit, exhibit, (1920, 1080)).box("attract_machine")
    assert box is not None
    assert box.text == exhibit.languages["fr"].say("picture_machine_made")
    darkest = []
    for shown in (exhibit, recorded):
        canvas = canvas_of((1920, 1080))
        draw(canvas, visit, shown, 3.0)
        raw = pygame.image.tobytes(canvas.surface.subsurface(box.rect.inset(0, 4)), "RGB")
        darkest.append(min(raw))
    assert darkest[0] > 150  # paper only
    assert darkest[1] < 110  # words


def test_cut_paper_is_the_same_every_time_and_settles_into_a_picture() -> None:
    def raw(picture: int, frame: int) -> bytes:
        return pygame.image.tobytes(mosaic.draw(picture, frame, 110, PAPER), "RGB")

    for picture in range(mosaic.PICTURES):
        frames = [raw(picture, frame) for frame in range(mosaic.FRAMES)]
        assert frames[5] == raw(picture, 5)
        ends = np.array([np.frombuffer(frame, np.uint8).astype(float) for frame in frames])
        left = np.abs(ends - ends[-1]).mean(axis=1)
        assert all(later <= earlier for earlier, later in itertools.pairwise(left))
        assert left[0] > 15


def test_a_broken_recording_is_passed_over(exhibit: Exhibit, tmp_path: Path, canvas_of: Making) -> None:
    folder = tmp_path / exhibit.settings.model / "recorded"
    folder.mkdir(parents=True)
    (folder / "broken.png").write_bytes(b"no picture")
    canvas = canvas_of(SMALL)
    visit = Visit(Attract(0), "fr", 0.0)
    draw(canvas, visit, replace(exhibit, models=str(tmp_path)), 2.0)
    broken = pygame.image.tobytes(canvas.surface, "RGB")
    draw(canvas, visit, exhibit, 2.0)
    assert pygame.image.tobytes(canvas.surface, "RGB") == broken
