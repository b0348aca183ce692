"""The voices a kiosk has: model folders in Vosk's form with a manifest, and what is wrong with them, file by file.

A voice is a folder under `models/` whose `manifest.json` has `"kind": "voice"`:

    {"schema": 1, "kind": "voice", "name": "vosk-small-fr", "language": "fr", "licence": "Apache-2.0",
     "sample_rate": 16000, "taught_by": "people", "files": [{"path", "bytes", "sha256"}], "source": {...}}

`source` is there where the voice was installed (`kiosk models add`) and does not come with the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from kiosk.errors import KioskError

KIND = "voice"
SCHEMA = 1
MANIFEST = "manifest.json"
ABOUT = (MANIFEST, "README.md", "evaluation.json")
"""What lies beside a voice's own files and may be renewed without making it again: it is not listed."""
LARGE = 200 * 2**20
"""Files above this many bytes are only measured, not hashed, where `verify` is not asked for everything."""

ALWAYS = {
    "am/final.mdl": "the network that tells sounds apart",
    "conf/mfcc.conf": "how sound becomes numbers",
    "conf/model.conf": "how words are searched",
}
WHOLE_GRAPH = {
    "graph/HCLG.fst": "which sounds make which words, in one piece",
    "graph/words.txt": "how the words are spelt",
}
SPLIT_GRAPH = {
    "graph/HCLr.fst": "which sounds make which words",
    "graph/Gr.fst": "which words follow each other",
    "graph/disambig_tid.int": "which numbers keep words apart",
}
SPEAKER = {
    "ivector/final.ie": "how voices of people differ",
    "ivector/final.dubm": "what sounds there are",
    "ivector/final.mat": "how frames are combined",
    "ivector/global_cmvn.stats": "how loud sounds are on average",
    "ivector/online_cmvn.conf": "how loudness is evened out",
    "ivector/splice.conf": "how many frames are combined",
}
"""All or none. Vosk does not notice at once that some are missing: it dies at the first word."""
MAY_BE_EMPTY = {"ivector/online_cmvn.conf"}


@dataclass(frozen=True)
class Voice:
    """A voice as its manifest describes it. `installed`: it did not come with the program.

    `verified`: its files are known to be those that its makers published, or it came with the program.
    """

    folder: Path
    name: str
    language: str
    licence: str
    sample_rate: int
    taught_by: Literal["people", "robot"]
    installed: bool
    verified: bool
    files: Mapping[str, tuple[int, str]]
    """Path inside the folder to bytes and SHA-256 (hex)."""


def read_voice(folder: Path) -> Voice:
    """The voice in a folder, by its manifest alone. Raises KioskError, with one sentence, where it is none."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KioskError(
            f"The folder {folder.name!r} holds no {MANIFEST}: add the voice again with `kiosk models add`."
        ) from None
    except (OSError, ValueError) as error:
        raise KioskError(f"{folder.name}/{MANIFEST} cannot be read: {type(error).__name__}.") from None
    try:
        return _voice(folder, json.loads(text))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise KioskError(f"{folder.name}/{MANIFEST} is no manifest of a voice: {_why(error)}.") from None


def _voice(folder: Path, data: Any) -> Voice:  # noqa: ANN401 (whatever the file holds)
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise ValueError('"kind" is not "voice"')
    if data["schema"] != SCHEMA:
        raise ValueError(f'"schema" is not {SCHEMA}')
    for key in ("name", "language", "licence", "taught_by"):
        if not isinstance(data[key], str) or not data[key]:
            raise ValueError(f'"{key}" is no text')
    if data["name"] != folder.name:
        raise ValueError(f'"name" is {data["name"]!r}, and the folder is called otherwise')
    taught_by: Literal["people", "robot"] = "robot" if data["taught_by"] == "robot" else "people"
    if data["taught_by"] != taught_by:
        raise ValueError('"taught_by" is neither "people" nor "robot"')
    if not isinstance(data["sample_rate"], int) or data["sample_rate"] < 8_000:
        raise ValueError('"sample_rate" is no number of samples a second')
    files = {str(entry["path"]): (int(entry["bytes"]), str(entry["sha256"])) for entry in data["files"]}
    for path in files:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path:
            raise ValueError(f"the path {path!r} leads out of the folder")
    source = data.get("source")
    verified = not isinstance(source, dict) or source.get("verified") is True
    return Voice(
        folder,
        data["name"],
        data["language"],
        data["licence"],
        data["sample_rate"],
        taught_by,
        isinstance(source, dict),
        verified,
        files,
    )


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} is no JSON"
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def missing_parts(folder: Path) -> list[str]:
    """Which files Vosk needs and does not find in a folder, one sentence each; an empty list where it has all."""
    needed = dict(ALWAYS)
    split = any((folder / path).exists() for path in SPLIT_GRAPH)
    needed |= SPLIT_GRAPH if split and not (folder / "graph/HCLG.fst").exists() else WHOLE_GRAPH
    if (folder / "ivector").is_dir():
        needed |= SPEAKER
    return [sentence for path, what in needed.items() if (sentence := _part_problem(folder, path, what))]


def _part_problem(folder: Path, path: str, what: str) -> str:
    file = folder / path
    name = f"{folder.name}/{path}"
    if file.is_symlink() or (file.exists() and not file.is_file()):
        return f"{name} ({what}) is no plain file."
    if not file.exists():
        return f"{name} ({what}) is missing."
    if not file.stat().st_size and path not in MAY_BE_EMPTY:
        return f"{name} ({what}) is empty."
    return ""


def verify(folder: Path, full: bool = True) -> list[str]:
    """What is wrong with a voice's folder, one sentence each. Without `full`, files above 200 MiB are not hashed."""
    try:
        voice = read_voice(folder)
    except KioskError as error:
        parts = missing_parts(folder) if any((folder / part).is_dir() for part in ("am", "graph", "conf")) else []
        return [str(error), *parts]
    problems: list[str] = []
    for path, (size, sha256) in voice.files.items():
        file = folder / path
        name = f"{folder.name}/{path}"
        if file.is_symlink() or not file.is_file():
            problems.append(f"{name} is missing.")
        elif file.stat().st_size != size:
            problems.append(f"{name} has {file.stat().st_size} bytes instead of {size}.")
        elif (full or size <= LARGE) and hash_of(file) != sha256:
            problems.append(f"{name} has the right size but not the right content (sha256).")
    named = " ".join(problems)
    return problems + [sentence for sentence in missing_parts(folder) if sentence.split(" (")[0] not in named]


def hash_of(file: Path) -> str:
    """The SHA-256 of a file, in hex. Raises OSError."""
    import hashlib  # takes 10 ms: the screen, which only looks which voices there are, does without

    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def find_voices(models: Path) -> tuple[tuple[Voice, ...], tuple[str, ...]]:
    """The voices under `models` that look whole, best first, and what is wrong with the others, one sentence each.

    Quick: nothing is hashed. "Best" is taught by people, then verified, then the larger one.
    """
    voices: list[Voice] = []
    problems: list[str] = []
    for folder in _folders(models):
        try:
            voice = read_voice(folder)
        except KioskError as error:
            problems.append(str(error))
            continue
        missing = missing_parts(folder)
        problems += missing
        if not missing:
            voices.append(voice)
    return tuple(sorted(voices, key=_rank)), tuple(problems)


def best(voices: tuple[Voice, ...], language: str) -> Voice | None:
    """The voice to use for a language, of those that `find_voices` gave; None where there is none."""
    return next((voice for voice in voices if voice.language == language), None)


def _rank(voice: Voice) -> tuple[bool, bool, int, str]:
    return voice.taught_by == "robot", not voice.verified, -sum(size for size, _ in voice.files.values()), voice.name


def _folders(models: Path) -> Iterator[Path]:
    """The folders that are voices, or were meant to be."""
    if not models.is_dir():
        return
    for folder in sorted(models.iterdir()):
        if folder.is_symlink() or not folder.is_dir() or folder.name.startswith("."):
            continue
        if is_voice(folder) or (not (folder / MANIFEST).exists() and (folder / "am" / "final.mdl").exists()):
            yield folder


def is_voice(folder: Path) -> bool:
    """Whether the manifest of a folder says that it is a voice (it may still be broken)."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("kind") == KIND


def write_manifest(folder: Path, description: Mapping[str, object]) -> Voice:
    """Describe a folder in Vosk's form that is complete, and give the voice it is.

    `description` holds "language", "licence" and "taught_by", and may hold more keys ("title", "made", "source");
    the other keys and the list of files are filled in. Raises KioskError where a part is missing.
    """
    missing = missing_parts(folder)
    if missing:
        raise KioskError(missing[0])
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    files = [
        {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": hash_of(path)}
        for path in paths
        if path.relative_to(folder).as_posix() not in ABOUT
    ]
    data = {"schema": SCHEMA, "kind": KIND, "name": folder.name, "sample_rate": 16_000, **description, "files": files}
    voice = _voice(folder, data)
    (folder / MANIFEST).write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return voice
