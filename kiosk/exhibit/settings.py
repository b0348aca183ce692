"""The settings: `settings.toml`, with defaults for all that is missing or wrong."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk.exhibit.hours import TABLE, read_hours
from kiosk.exhibit.model import LABS, Settings
from kiosk.exhibit.source import Source, near, report_unknown

_BOUNDS = {
    "idle_seconds": (5.0, 3600.0),
    "countdown_seconds": (5.0, 600.0),
    "first_steps_seconds": (0.2, 10.0),
    # More than five changes a second may hurt people who are sensitive to flashes.
    "step_seconds": (0.2, 10.0),
    "words_seconds": (0.0, 60.0),
    "prompt_characters": (20.0, 500.0),
    "text_factor": (0.7, 1.4),
    "screen_inches": (7.0, 120.0),
    "viewing_cm": (20.0, 500.0),
}
CAPITAL_DEGREES = 0.7
"""How high a capital must be for whoever looks at it (EN 301 549, 5.1.4)."""
SMALLEST_TYPE, CAPITAL_EM = 28, 0.69
"""The smallest type in units (1/1080 of the screen's shorter side), and how high its capitals are, in ems."""
SHORT_SIDE = 9 / math.hypot(16, 9)
"""The shorter side of a 16:9 screen by its diagonal; on other screens letters are larger."""


def read_settings(source: Source) -> Settings:
    """Settings with defaults for all that is missing or wrong, which is reported in `source`."""
    fields = {one.name: one.default for one in dataclasses.fields(Settings)}
    report_unknown(source, (), source.values, fields)
    good: dict[str, Any] = {TABLE: read_hours(source)}
    for name, default in fields.items():
        if name not in source.values or name == TABLE:
            continue
        value = source.values[name]
        if name == "labs":
            good[name] = _labs(source, value)
        elif isinstance(default, bool):
            if isinstance(value, bool):
                good[name] = value
            else:
                source.report((name,), "must_be_switch", name=name, example=f"{name} = {str(default).lower()}")
        elif isinstance(default, tuple):
            if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
                good[name] = tuple(dict.fromkeys(value))
            else:
                source.report((name,), "must_be_texts", name=name, example=f'{name} = ["fr", "en"]')
        elif isinstance(default, str):
            if isinstance(value, str) and value and Path(value).name == value:
                good[name] = value
            else:
                source.report((name,), "must_be_folder", name=name, example=f'{name} = "{default}"')
        else:
            whole = isinstance(default, int)
            low, high = _BOUNDS[name]
            number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
            if number and low <= value <= high:
                good[name] = int(value) if whole else float(value)
            else:
                code = "must_be_whole" if whole else "must_be_number"
                example = f"{name} = {default or low}"
                source.report((name,), code, name=name, low=f"{low:g}", high=f"{high:g}", example=example)
    return _sized(source, dataclasses.replace(Settings(), **good))


def factor_for(screen_inches: float, viewing_cm: float) -> float:
    """The text factor at which the smallest capitals are 0.7 degree high, on a 16:9 screen of this diagonal."""
    wanted = 2 * viewing_cm * 10 * math.tan(math.radians(CAPITAL_DEGREES) / 2)
    unit = screen_inches * 25.4 * SHORT_SIDE / 1080
    return wanted / (SMALLEST_TYPE * CAPITAL_EM * unit)


def _sized(source: Source, settings: Settings) -> Settings:
    """Text is never smaller than screen and distance ask for, where both are known."""
    if not settings.screen_inches or not settings.viewing_cm:
        for name, other in (("screen_inches", "viewing_cm"), ("viewing_cm", "screen_inches")):
            if name in source.values and other not in source.values:
                source.report((name,), "screen_half", name=name, other=other, example=f"{other} = …")
        return settings
    wanted, most = factor_for(settings.screen_inches, settings.viewing_cm), _BOUNDS["text_factor"][1]
    if wanted > most + 0.005:
        furthest = math.floor(settings.viewing_cm * most / wanted)
        inches = f"{settings.screen_inches:g}"
        source.report(("viewing_cm",), "text_far", "warning", inches=inches, furthest=furthest)
    return dataclasses.replace(settings, text_factor=round(min(most, max(settings.text_factor, wanted)), 2))


def _labs(source: Source, value: object) -> Sequence[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        source.report(("labs",), "must_be_texts", name="labs", example='labs = ["book", "label"]')
        return LABS
    for index, lab in enumerate(value):
        if lab not in LABS:
            source.report(("labs", str(index)), "setting_lab", lab=lab, known=", ".join(LABS), **near(lab, LABS))
    return tuple(lab for lab in LABS if lab in value)
