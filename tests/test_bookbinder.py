"""The book is made ready beside the screen: the whole exhibit comes in pieces, then the pictures of its panels."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import kiosk
from kiosk.bookbinder import Bookbinder, Illustration
from kiosk.bookbinding import PAPER, draw, picture
from kiosk.exhibit.load import load
from kiosk.exhibit.model import Drawn, Exhibit
from kiosk.home import find_home
from tests.workers.patience import until

HOME = find_home(None, {}, Path(kiosk.__file__).parent)
SCREEN = (640, 360)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="20" height="30" fill="#b93b18"/></svg>'


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The exhibit as delivered, with three of its panels: one has an unreadable picture."""
    folder = tmp_path / "content"
    shutil.copytree(HOME.content, folder, ignore=lambda path, names: names if path.endswith("panels") else [])
    for name in ("01-prompt", "08-label", "18-norm"):
        shutil.copytree(HOME.content / "panels" / name, folder / "panels" / name)
    (folder / "panels" / "08-label" / "picture.svg").write_text("<svg", encoding="utf-8")
    return folder


def told(binder: Bookbinder) -> list[Exhibit | Illustration]:
    """All that comes until the job is done."""
    found: list[Exhibit | Illustration] = []

    def done() -> bool:
        news = binder.poll()
        if news is not None:
            found.append(news)
        return not binder.busy

    until(done, "the book is bound")
    return found


def pixels(drawn: Drawn) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.frombuffer(zlib.decompress(drawn.rgb), np.uint8).reshape(drawn.height, drawn.width, 3)


def test_the_whole_exhibit_comes_and_then_every_picture_that_can_be_drawn(content: Path) -> None:
    lines: list[str] = []
    binder = Bookbinder(SCREEN, lines.append)
    assert binder.poll() is None and not binder.busy
    binder.bind(str(content), str(HOME.models))
    exhibit, *pictures = told(binder)
    whole = load(content, HOME.models)[0]
    assert isinstance(exhibit, Exhibit) and exhibit.panels == whole.panels and exhibit.settings == whole.settings
    for code, language in whole.languages.items():
        assert exhibit.languages[code].text == language.text
        assert list(exhibit.languages[code].lexicon.entries()) == list(language.lexicon.entries())
    assert [Path(one.path).parent.name for one in pictures if isinstance(one, Illustration)] == ["01-prompt", "18-norm"]
    assert all((one.drawn[False].width, one.drawn[True].width) == (320, 146) for one in pictures)  # type: ignore[union-attr]
    assert lines == []


def test_only_the_pictures_of_another_exhibit_are_drawn_and_a_new_job_takes_the_place_of_the_old(content: Path) -> None:
    binder = Bookbinder(SCREEN, lambda line: None)
    binder.bind(str(HOME.content), str(HOME.models))
    exhibit, _ = load(content, HOME.models)
    binder.draw(exhibit)
    found = told(binder)
    assert [Path(one.path).parent.name for one in found if isinstance(one, Illustration)] == ["01-prompt", "18-norm"]
    assert len(found) == 2, "nothing of the first job comes any more"
    binder.close()


def test_where_the_process_is_lost_the_exhibit_is_loaded_all_the_same(content: Path) -> None:
    lines: list[str] = []
    binder = Bookbinder(SCREEN, lines.append, module="kiosk.no_such_module")
    binder.bind(str(content), str(HOME.models))
    (exhibit,) = told(binder)
    assert isinstance(exhibit, Exhibit) and exhibit.panels == load(content, HOME.models)[0].panels
    assert len(lines) == 1 and "without its pictures" in lines[0]


def test_a_closed_binder_leaves_no_process(content: Path) -> None:
    binder = Bookbinder(SCREEN, lambda line: None)
    binder.bind(str(content), str(HOME.models))
    binder.close()
    assert not binder.busy and binder.poll() is None


def test_an_svg_file_is_drawn_on_paper_as_large_as_it_fits(tmp_path: Path) -> None:
    file = tmp_path / "picture.svg"
    file.write_text(SVG, encoding="utf-8")
    made = draw(str(file), (400, 300))
    assert made is not None and (made.width, made.height) == (400, 300)
    shown = pixels(made)
    assert tuple(shown[150, 50]) == (0xB9, 0x3B, 0x18) and tuple(shown[150, 350]) == PAPER
    narrow = draw(str(file), (400, 60))
    assert narrow is not None and (narrow.width, narrow.height) == (80, 60)


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_other_pictures_keep_their_shape(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"picture.{ending}"
    Image.new("RGB", (900, 300), (13, 117, 109)).save(file)
    made = picture(str(file), (300, 225), (60, 45))
    assert made is not None
    assert [(made.drawn[small].width, made.drawn[small].height) for small in (False, True)] == [(300, 100), (60, 20)]
    assert abs(pixels(made.drawn[False]).astype(int) - (13, 117, 109)).max() < 6


@pytest.mark.parametrize("data", [b"", b"<svg", b"\xff\xfe\x00", b"\x89PNG\r\n"])
def test_a_file_that_is_no_picture_is_left_out(tmp_path: Path, data: bytes) -> None:
    for name in ("picture.svg", "picture.png"):
        (tmp_path / name).write_bytes(data)
        assert picture(str(tmp_path / name), (40, 30), (8, 6)) is None
    assert picture(str(tmp_path / "none.svg"), (40, 30), (8, 6)) is None
