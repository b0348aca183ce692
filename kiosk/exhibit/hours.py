"""Opening hours: `[opening_hours]` in `settings.toml`, and whether the exhibit is open at a moment."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import datetime

from kiosk.exhibit.model import Hours
from kiosk.exhibit.source import Source, report_unknown

TABLE = "opening_hours"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY_DAY = "every_day"
CLOSED = "closed"
DAY_MINUTES = 24 * 60
_TIME = r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?"
_SPAN = re.compile(rf"\s*{_TIME}\s*[-–]\s*{_TIME}\s*", re.IGNORECASE)


def is_open(hours: Hours, now: datetime) -> bool:
    """Whether the exhibit is open at `now`, the local time on the wall. Without hours it always is."""
    if not any(hours):
        return True
    minute = now.hour * 60 + now.minute
    today, yesterday = hours[now.weekday()], hours[now.weekday() - 1]
    late = any(start <= minute + DAY_MINUTES < end for start, end in yesterday)
    return late or any(start <= minute < end for start, end in today)


def read_hours(source: Source) -> Hours:
    """The hours of the table in `source`, all seven days or () where there is no table; mistakes are reported there.

    A day that is not named, or is wrong, has the hours of `every_day`; without these it is closed. Where a mistake
    would leave the exhibit closed for ever it is always open.
    """
    table = source.values.get(TABLE)
    if table is None:
        return ()
    if not isinstance(table, dict):
        source.report((TABLE,), "must_be_table", name=TABLE, example=f"[{TABLE}]")
        return ()
    report_unknown(source, (TABLE,), table, (EVERY_DAY, *DAYS))
    days = {name: _day(source, name, table[name]) for name in (EVERY_DAY, *DAYS) if name in table}
    usual = days.get(EVERY_DAY) or ()
    found = tuple(day if (day := days.get(name)) is not None else usual for name in DAYS)
    if not any(found):
        source.report((TABLE,), "hours_never", "warning")
        return ()
    return found


def _day(source: Source, name: str, written: object) -> tuple[tuple[int, int], ...] | None:
    """The spans of one day, as minutes from its midnight; the end may lie in the next day. None where it is wrong."""
    if isinstance(written, str):
        if written.strip().casefold() == CLOSED:
            return ()
        spans = [_span(part) for part in written.split(",")]
        good = [span for span in spans if span is not None]
        if len(good) == len(spans) and _apart(good):
            return tuple(sorted(good))
    source.report((TABLE, name), "hours_form", written=written, example=f'{name} = "10:00-12:30, 14:00-18:00"')
    return None


def _span(text: str) -> tuple[int, int] | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    from_hour, from_minute, to_hour, to_minute = (int(part or 0) for part in match.groups())
    start, end = 60 * from_hour + from_minute, 60 * to_hour + to_minute
    if max(from_minute, to_minute) > 59 or start >= DAY_MINUTES or end > DAY_MINUTES or start == end:
        return None
    return start, end if end > start else end + DAY_MINUTES


def _apart(spans: Sequence[tuple[int, int]]) -> bool:
    return all(one[1] <= other[0] for one, other in itertools.pairwise(sorted(spans)))
