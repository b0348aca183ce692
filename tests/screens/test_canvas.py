"""The canvas draws what it is asked for, keeps copies within bounds, and forgets when told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from kiosk.screens.cache import Cache
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Rect
from kiosk.screens.look import PAPER
from kiosk.screens.shapes import ICONS
from kiosk.visit.events import Image

Making = Callable[[tuple[int, int]], Canvas]
RED, BLUE = (200, 20, 20), (20, 20, 200)


def plain(colour: tuple[int, int, int], side: int = 8) -> Image:
    return Image(side, side, bytes(colour) * side * side)


@pytest.fixture
def canvas() -> Canvas:
    made = Canvas(pygame.Surface((400, 300)))
    made.surface.fill(PAPER.paper)
    return made


def at(canvas: Canvas, x: int, y: int) -> tuple[int, int, int]:
    r, g, b, _ = canvas.surface.get_at((x, y))
    return r, g, b


def test_a_picture_fills_its_frame_and_leaves_its_round_corners_to_the_paper(canvas: Canvas) -> None:
    canvas.picture(plain(RED), Rect(50, 50, 200, 200), "ink", 40, width=4)
    assert at(canvas, 150, 150) == RED
    assert at(canvas, 51, 51) == PAPER.paper
    assert at(canvas, 247, 247) == PAPER.paper
    assert at(canvas, 51, 150) == PAPER.ink


def test_a_cross_fade_goes_from_one_picture_to_the_other(canvas: Canvas) -> None:
    rect, one, other = Rect(50, 50, 200, 200), plain(RED), plain(BLUE)
    seen = []
    for amount in (0.0, 0.5, 1.0):
        canvas.cross_fade(one, other, amount, rect)
        seen.append(at(canvas, 150, 150))
    assert seen[0] == RED
    assert seen[2] == BLUE
    assert all(abs(seen[1][i] - (RED[i] + BLUE[i]) / 2) <= 3 for i in range(3))


def test_a_mosaic_keeps_hard_edges_and_a_smooth_picture_does_not(canvas: Canvas) -> None:
    two = Image(2, 1, bytes(RED) + bytes(BLUE))
    canvas.picture(two, Rect(0, 0, 200, 100), None, 0, mosaic=True)
    hard = {at(canvas, x, 50) for x in range(200)}
    canvas.picture(two, Rect(0, 0, 200, 100), None, 0)
    soft = {at(canvas, x, 50) for x in range(200)}
    assert hard == {RED, BLUE}
    assert len(soft) > 10


def test_a_broken_image_becomes_an_empty_tile(canvas: Canvas) -> None:
    canvas.picture(Image(8, 8, b"too short"), Rect(0, 0, 100, 100), None, 0)
    assert at(canvas, 50, 50) == PAPER.sand
    canvas.picture(Image(0, 0, b""), Rect(0, 0, 100, 100), None, 0)
    assert at(canvas, 50, 50) == PAPER.sand


def test_two_pictures_are_told_apart_even_if_python_gives_the_second_the_address_of_the_first(canvas: Canvas) -> None:
    for index in range(200):
        colour = (index, 255 - index, 0)
        canvas.picture(plain(colour), Rect(0, 0, 20, 20), None, 0)
        assert at(canvas, 10, 10) == colour


def test_rounded_shapes_have_smooth_edges_and_a_full_inside(canvas: Canvas) -> None:
    canvas.rounded(Rect(20, 20, 200, 100), 50, "coral", "ink", 4)
    assert at(canvas, 120, 70) == PAPER.coral
    assert at(canvas, 120, 21) == PAPER.ink
    assert at(canvas, 21, 21) == PAPER.paper
    between = {at(canvas, x, 30) for x in range(20, 70)} - {PAPER.coral, PAPER.ink, PAPER.paper}
    assert between  # the edge is anti-aliased


def test_an_open_shape_shows_what_is_below(canvas: Canvas) -> None:
    canvas.rounded(Rect(20, 20, 200, 100), 20, None, "ink", 4)
    assert at(canvas, 120, 70) == PAPER.paper
    assert at(canvas, 21, 70) == PAPER.ink


def test_a_shadow_falls_below_and_to_the_right(canvas: Canvas) -> None:
    canvas.card(Rect(100, 100, 100, 100), 10, drop=12)
    assert at(canvas, 150, 150) == PAPER.card
    assert sum(at(canvas, 150, 206)) < sum(PAPER.paper)
    assert at(canvas, 150, 90) == PAPER.paper


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something_inside_its_square(canvas: Canvas, name: str) -> None:
    canvas.icon(name, Rect(100, 100, 60, 60), "ink", 5)
    inside = {at(canvas, x, y) for x in range(100, 160) for y in range(100, 160)}
    assert PAPER.ink in inside
    assert all(at(canvas, x, 98) == PAPER.paper for x in range(90, 170))


def test_an_icon_that_does_not_exist_is_named(canvas: Canvas) -> None:
    with pytest.raises(ValueError, match="no icon 'smile'"):
        canvas.icon("smile", Rect(0, 0, 60, 60))


@pytest.mark.parametrize(
    "text", ["a\x00b", "\ud800", "🙂" * 50, "شكرا", "", " ", "\n\n", "W" * 10_000, "e" + "\u0301" * 99]
)
def test_hostile_text_is_drawn_or_left_out_but_never_an_error(canvas: Canvas, text: str) -> None:
    canvas.text(text, Rect(10, 10, 300, 200), 34)
    canvas.text(text, (10, 10), 34)
    canvas.measure(text, 34)


def test_text_returns_its_height_and_stays_between_its_margins(canvas: Canvas) -> None:
    rect = Rect(100, 50, 200, 200)
    height = canvas.text("un chat rouge dans la neige", rect, 34)
    assert height % 42 == 0  # 34 x 1.25, a whole number of lines
    assert height >= 2 * 42
    outside = [at(canvas, x, y) for y in range(300) for x in (*range(98), *range(302, 400))]
    assert set(outside) == {PAPER.paper}


def test_text_can_be_faint_and_is_strong_again_afterwards(canvas: Canvas) -> None:
    canvas.text("WWW", (10, 10), 60, "bold", alpha=40)
    faint = min(sum(at(canvas, x, y)) for x in range(10, 100) for y in range(10, 90))
    canvas.text("WWW", (10, 10), 60, "bold")
    strong = min(sum(at(canvas, x, y)) for x in range(10, 100) for y in range(10, 90))
    assert strong == sum(PAPER.ink)
    assert faint > 2 * strong


def test_a_layer_is_painted_once_for_each_key(canvas: Canvas) -> None:
    painted = []
    for key in ("a", "a", "b", "a"):
        canvas.layer(key, lambda still, key=key: painted.append(key) or still.paper())  # type: ignore[misc, func-returns-value]
    assert painted == ["a", "b"]


def test_the_cache_stays_within_its_bytes_and_keeps_what_was_used_last() -> None:
    cache = Cache(3 * 100 * 100 * 4)
    for name in "abc":
        cache.get(name, lambda: pygame.Surface((100, 100), 0, 32))
    cache.get("a", lambda: pytest.fail("a was dropped"))
    cache.get("d", lambda: pygame.Surface((100, 100), 0, 32))
    assert cache.bytes <= cache.limit
    made: list[str] = []
    for name in "ab":
        cache.get(name, lambda name=name: made.append(name) or pygame.Surface((100, 100), 0, 32))  # type: ignore[misc, func-returns-value]
    assert made == ["b"]


def test_forgetting_leaves_no_picture_and_no_word_of_a_visitor_behind() -> None:
    canvas = Canvas(pygame.Surface((400, 300)))
    picture = plain(RED)
    canvas.picture(picture, Rect(0, 0, 100, 100))
    canvas.text("un secret", (0, 0), 34)
    canvas.layer("still", lambda still: still.paper())
    kept = (canvas._texts, canvas._pictures, canvas._layers)
    assert all(cache.bytes > 0 for cache in kept)
    canvas.forget()
    assert all(cache.bytes == 0 for cache in kept)


def test_files_that_cannot_be_read_are_simply_not_there(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    canvas = Canvas(pygame.Surface((10, 10)), str(tmp_path))
    assert canvas.file("broken.png") is None
    assert canvas.file("missing.png") is None
    assert canvas.file("nul\x00.png") is None
    assert canvas.files.filmstrip("broken.png") == ()
    assert canvas.files.names(str(tmp_path / "nowhere"), ".png") == ()


def test_a_filmstrip_is_cut_into_its_square_frames(tmp_path: Path) -> None:
    strip = pygame.Surface((3 * 16, 16))
    for index, shade in enumerate((10, 120, 230)):
        strip.fill((shade, shade, shade), (index * 16, 0, 16, 16))
    pygame.image.save(strip, str(tmp_path / "cat.png"))
    canvas = Canvas(pygame.Surface((10, 10)), str(tmp_path))
    frames = canvas.files.filmstrip(str(tmp_path / "cat.png"))
    assert [frame.get_at((8, 8)).r for frame in frames] == [10, 120, 230]
    assert {frame.get_size() for frame in frames} == {(16, 16)}
