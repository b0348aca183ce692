"""Where a kiosk lives: the folder with what staff wrote and the models, and the folder for what this machine keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import KioskError

CONTENT = "exhibit_content"
MODELS = "models"


@dataclass(frozen=True)
class Home:
    """A kiosk's folder. Nothing generated is ever written into it."""

    folder: Path

    @property
    def content(self) -> Path:
        """What staff wrote."""
        return self.folder / CONTENT

    @property
    def models(self) -> Path:
        """Model folders, one each."""
        return self.folder / MODELS


def find_home(wish: str | None, environment: Mapping[str, str], package: Path) -> Home:
    """The kiosk's home: `wish` (--home), else KIOSK_HOME, else the checkout that holds the folder `package`.

    Raises KioskError with one plain sentence if none of them holds `exhibit_content`.
    """
    for given, name in ((wish, "--home"), (environment.get("KIOSK_HOME"), "KIOSK_HOME")):
        if given:
            folder = Path(given).expanduser()
            if not (folder / CONTENT).is_dir():
                raise KioskError(f"{name} says {given}, but there is no folder {CONTENT} in it.")
            return Home(folder.resolve())
    checkout = package.resolve().parent
    if (checkout / CONTENT).is_dir():
        return Home(checkout)
    raise KioskError(
        f"No kiosk found: give the folder that holds {CONTENT} and {MODELS} with --home, or set KIOSK_HOME."
    )


def state_folder(wish: str | None, environment: Mapping[str, str]) -> Path:
    """Where this machine keeps what it made itself: `wish` (--state), else below XDG_STATE_HOME.

    The folder is not created here: whoever writes first makes it.
    """
    if wish:
        return Path(wish).expanduser()
    # The XDG rules: a relative path in the variable counts as unset.
    base = Path(environment.get("XDG_STATE_HOME", ""))
    if not base.is_absolute():
        home = environment.get("HOME", "")
        base = Path(home) / ".local" / "state" if home else Path.home() / ".local" / "state"
    return base / "imagier-kiosk"
