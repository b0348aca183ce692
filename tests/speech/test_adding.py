"""Adding a voice: from a zip, a folder or an address, verified or not, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import urllib.error
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.speech import adding
from kiosk.speech.adding import Progress, Wish, add
from kiosk.speech.catalogue import Offer, offers
from kiosk.speech.unpack import Limits, unpack
from kiosk.speech.voices import read_voice, verify
from tests.speech.material import material

TODAY = date(2026, 11, 24)


def no_network(offer: Offer, file: Path, progress: Progress) -> None:
    raise AssertionError("nothing may be fetched")


def quiet(came: int, of: int) -> None:
    """Nobody looks at the progress."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A zip as the makers of voices pack them: everything in one folder."""
    path = tmp_path / "vosk-model-small-xx-0.1.zip"
    folder = material("vosk-tiny-fr")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for one in sorted(folder.rglob("*")):
            if one.name != "SOURCE.txt":
                file.write(one, Path("vosk-model-small-xx-0.1") / one.relative_to(folder))
    return path


@pytest.fixture
def offer(archive: Path) -> Offer:
    """What a catalogue would say of that zip, with its SHA-256."""
    content = archive.read_bytes()
    md5, sha256 = hashlib.md5(content).hexdigest(), hashlib.sha256(content).hexdigest()
    return Offer("vosk-small-xx", "fr", "A test", "Apache-2.0", "https://example.org/x.zip", len(content), md5, sha256)


def left(models: Path) -> list[str]:
    return sorted(path.name for path in models.iterdir())


def test_a_zip_from_a_stick_becomes_a_voice_without_any_network(models: Path, archive: Path, offer: Offer) -> None:
    voice = add(models, Wish("vosk-small-xx", offer, archive), TODAY, no_network, quiet)
    assert voice == read_voice(models / "vosk-small-xx")
    assert (voice.language, voice.taught_by, voice.installed, voice.verified) == ("fr", "people", True, True)
    assert verify(voice.folder) == [] and left(models) == ["vosk-small-xx"]
    source = json.loads((voice.folder / "manifest.json").read_text(encoding="utf-8"))["source"]
    assert source["sha256"] == offer.sha256 and source["added"] == "2026-11-24"


def test_fetching_gives_the_same_voice(models: Path, archive: Path, offer: Offer) -> None:
    asked: list[str] = []

    def fetch(offer: Offer, file: Path, progress: Progress) -> None:
        asked.append(offer.address)
        file.write_bytes(archive.read_bytes())

    assert add(models, Wish("vosk-small-xx", offer), TODAY, fetch, quiet).verified
    assert asked == [offer.address] and left(models) == ["vosk-small-xx"]


def test_without_a_known_hash_it_is_never_called_verified(models: Path, archive: Path, offer: Offer) -> None:
    unknown = replace(offer, sha256="")
    assert not unknown.verifiable
    assert not add(models, Wish("vosk-small-xx", unknown, archive), TODAY, no_network, quiet).verified


def test_known_files_are_enough_to_verify_even_a_folder(models: Path, offer: Offer) -> None:
    folder = material("vosk-tiny-fr")
    mdl = folder / "am" / "final.mdl"
    files = {"am/final.mdl": (mdl.stat().st_size, hashlib.sha256(mdl.read_bytes()).hexdigest())}
    known = replace(offer, sha256="", files=files)
    assert add(models, Wish("a", known, folder), TODAY, no_network, quiet).verified
    wrong = replace(known, files={"am/final.mdl": (files["am/final.mdl"][0], "0" * 64)})
    with pytest.raises(KioskError, match=r"am/final\.mdl is not the file we know"):
        add(models, Wish("b", wrong, folder), TODAY, no_network, quiet)
    assert not add(models, Wish("c", offer, folder), TODAY, no_network, quiet).verified, "only its zip is known"
    assert left(models) == ["a", "c"]


def test_another_voice_than_ours_comes_with_what_staff_say_of_it(models: Path, archive: Path) -> None:
    voice = add(models, Wish("large-fr", None, archive, "fr", "AGPL-3.0"), TODAY, no_network, quiet)
    assert (voice.licence, voice.verified) == ("AGPL-3.0", False)
    with pytest.raises(KioskError, match="is not in the catalogue"):
        add(models, Wish("other", None, archive), TODAY, no_network, quiet)


def tampered(content: bytes, how: str) -> bytes:
    return content[:-50] if how == "broke off" else content[:200] + bytes([content[200] ^ 1]) + content[201:]


@pytest.mark.parametrize("how", ["broke off", "one bit"])
@pytest.mark.parametrize("known", ["sha256", "md5"])
def test_a_damaged_zip_changes_nothing(models: Path, archive: Path, offer: Offer, how: str, known: str) -> None:
    archive.write_bytes(tampered(archive.read_bytes(), how))
    wish = Wish("vosk-small-xx", offer if known == "sha256" else replace(offer, sha256=""), archive)
    with pytest.raises(KioskError, match=r"damaged|not the file we know"):
        add(models, wish, TODAY, no_network, quiet)
    assert left(models) == []


def test_a_model_with_missing_files_is_explained_and_not_added(models: Path) -> None:
    with pytest.raises(KioskError) as refused:
        add(models, Wish("x", None, material("vosk-skeleton-fr-0.22"), "fr", "?"), TODAY, no_network, quiet)
    lines = str(refused.value).splitlines()
    assert lines[0] == "This is not a whole voice:" and len(lines) == 5
    assert lines[1] == "x/am/final.mdl (the network that tells sounds apart) is missing."
    assert left(models) == []


def test_a_model_that_vosk_cannot_load_is_not_added(models: Path, archive: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(archive) as good, zipfile.ZipFile(broken, "w") as bad:
        for entry in good.infolist():
            content = good.read(entry)
            bad.writestr(entry.filename, content[: len(content) // 2] if "final.mdl" in entry.filename else content)
    with pytest.raises(KioskError, match="Vosk cannot load the voice x"):
        add(models, Wish("x", None, broken, "fr", "?"), TODAY, no_network, quiet)
    assert left(models) == []


def test_what_is_there_is_never_replaced_and_names_stay_in_the_folder(models: Path, archive: Path) -> None:
    (models / "taken").mkdir()
    for name, says in (("taken", "is there already"), ("../x", "no name"), ("", "no name"), (".adding", "no name")):
        with pytest.raises(KioskError, match=says):
            add(models, Wish(name, None, archive, "fr", "?"), TODAY, no_network, quiet)
    assert left(models) == ["taken"]


def test_what_an_earlier_try_left_behind_is_in_nobodys_way(models: Path, archive: Path, offer: Offer) -> None:
    (models / ".adding" / "vosk-small-xx").mkdir(parents=True)
    (models / ".adding" / "vosk-small-xx.zip").write_bytes(b"half")
    assert add(models, Wish("vosk-small-xx", offer, archive), TODAY, no_network, quiet).verified
    assert left(models) == ["vosk-small-xx"]


# --- zips that mean harm -------------------------------------------------------------------------


def zipped(tmp_path: Path, *entries: tuple[str, bytes, int]) -> Path:
    path = tmp_path / "harm.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content, mode in entries:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return path


FILE, LINK = stat.S_IFREG | 0o644, stat.S_IFLNK | 0o777


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([("../outside", b"x", FILE)], "leads elsewhere"),
        ([("a/../../outside", b"x", FILE)], "leads elsewhere"),
        ([("/etc/outside", b"x", FILE)], "leads elsewhere"),
        ([("C:/outside", b"x", FILE)], "leads elsewhere"),
        ([("a\\..\\outside", b"x", FILE)], "leads elsewhere"),
        ([("a//b", b"x", FILE)], "leads elsewhere"),
        ([("a/link", b"/etc/passwd", LINK)], "holds a link"),
        ([("a/pipe", b"", stat.S_IFIFO | 0o644)], "holds a link or device"),
        ([("a/b/c/d/e/f/g", b"x", FILE)], "deep"),
        ([("a/x", b"1", FILE), ("a/X", b"2", FILE)], "the same file twice"),
        ([("a/bomb", b"\0" * 30_000_000, FILE)], "far more than it holds"),
        ([(f"a/{number}", b"", FILE) for number in range(501)], "more than 500 files"),
    ],
)
def test_a_zip_that_means_harm_is_refused_and_writes_nothing(
    tmp_path: Path, entries: list[tuple[str, bytes, int]], says: str
) -> None:
    inside = tmp_path / "deep" / "inside"
    with pytest.raises(KioskError, match=says):
        unpack(zipped(tmp_path, *entries), inside / "voice")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["harm.zip"]


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, ("a/x", b"\0" * 500_000, FILE))
    content = path.read_bytes()
    size = (500_000).to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(KioskError):
        unpack(path, tmp_path / "voice")
    assert sum(file.stat().st_size for file in (tmp_path / "voice").rglob("*") if file.is_file()) <= 100


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_a_sentence(models: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(KioskError):
        add(models, Wish("x", None, tmp_path / "x.zip", "fr", "?"), TODAY, no_network, quiet)
    assert left(models) == []


def test_a_folder_with_links_is_refused(models: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "secret").symlink_to("/etc/passwd")
    with pytest.raises(KioskError, match="holds a link"):
        add(models, Wish("x", None, tmp_path / "folder", "fr", "?"), TODAY, no_network, quiet)
    assert left(models) == []


def test_limits_can_be_smaller(tmp_path: Path) -> None:
    path = zipped(tmp_path, ("a/x", b"abc", FILE), ("a/y", b"abc", FILE))
    with pytest.raises(KioskError, match="more than 1 files"):
        unpack(path, tmp_path / "voice", Limits(files=1))


# --- the catalogue and the network ---------------------------------------------------------------


def test_the_catalogue_offers_the_four_languages_and_says_what_is_not_known() -> None:
    catalogue = offers()
    assert {offer.language for offer in catalogue.values()} == {"fr", "en", "nl", "de"}
    assert [name for name, offer in catalogue.items() if not offer.verifiable] == ["vosk-small-nl", "vosk-small-de"]
    for offer in catalogue.values():
        assert offer.address.startswith("https://") and offer.address.endswith(".zip")
        assert 30e6 < offer.bytes < 60e6 and len(offer.md5) == 32 and len(offer.sha256) in (0, 64)


def test_the_french_files_of_the_catalogue_are_the_ones_that_are_here() -> None:
    folder = material("vosk-skeleton-fr-0.22")
    known = offers()["vosk-small-fr"].files
    here = [path for path in known if (folder / path).exists()]
    assert len(here) >= 7
    for path in here:
        assert (len(content := (folder / path).read_bytes()), hashlib.sha256(content).hexdigest()) == known[path]


class Answer(io.BytesIO):
    """What an address sends."""

    url = "https://example.org/x.zip"


def served(answer: Answer | Exception) -> Callable[..., Answer]:
    def urlopen(address: str, timeout: float) -> Answer:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return urlopen


def test_a_download_is_told_as_it_comes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, offer: Offer) -> None:
    content = bytes(offer.bytes)
    monkeypatch.setattr("urllib.request.urlopen", served(Answer(content)))
    told: list[tuple[int, int]] = []
    adding.fetch(offer, tmp_path / "x.zip.part", lambda came, of: told.append((came, of)))
    assert (tmp_path / "x.zip.part").read_bytes() == content and told[-1] == (offer.bytes, offer.bytes)


def test_a_download_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, offer: Offer) -> None:
    monkeypatch.setattr("urllib.request.urlopen", served(Answer(bytes(offer.bytes + 1))))
    with pytest.raises(KioskError, match="sends more than"):
        adding.fetch(offer, tmp_path / "x.part", quiet)


def test_an_answer_from_elsewhere_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, offer: Offer) -> None:
    elsewhere = Answer(b"x")
    elsewhere.url = "http://example.org/x.zip"
    monkeypatch.setattr("urllib.request.urlopen", served(elsewhere))
    with pytest.raises(KioskError, match="not safe"):
        adding.fetch(offer, tmp_path / "x.part", quiet)


@pytest.mark.parametrize("error", [urllib.error.URLError("no route"), TimeoutError()])
def test_without_a_network_the_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, models: Path, offer: Offer, error: Exception
) -> None:
    monkeypatch.setattr("urllib.request.urlopen", served(error))
    with pytest.raises(KioskError, match=r"example\.org"):
        add(models, Wish("vosk-small-xx", offer), TODAY, adding.fetch, quiet)
    assert left(models) == []
