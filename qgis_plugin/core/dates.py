"""Dates as people type them: a year, a month, a day, or a range of these.

The engine reads the same forms; here they are read to tell at once what is no date, and to show days in a calendar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication

from .formatting import format_acquisition_period

__all__ = ["DatedDays", "NamedDays", "days_of_rasters", "parse_days"]

_RANGE = re.compile(r"\s*(?:/|–|\.\.|\s-\s|\bto\b)\s*")
"""What stands between the first and the last day of a range. A hyphen counts with spaces only: dates have some."""


@dataclass(frozen=True)
class NamedDays:
    """A stretch of days, and the text that stands for it."""

    text: str
    """As the engine takes it: `2011`, `2011-05`, `2011-05-22`, or two of them with a slash between."""
    first: date
    last: date


@dataclass(frozen=True)
class DatedDays:
    """Days on which rasters of a catalog were acquired."""

    text: str
    """As `NamedDays`."""
    first: date
    last: date
    count: int
    """How many rasters."""


def parse_days(text: str, *, ranges: bool = False) -> NamedDays:
    """`2011`, `2011-05`, `2011-05-22`, `20110522`, `22.05.2011`; with `ranges` also two: `2011-05-22/2011-05-24`.

    Raises:
        ValueError: it is none of these. The text is a sentence that says what to write.
    """
    typed = text.strip()
    parts = _RANGE.split(typed) if ranges else [typed]
    if len(parts) == 1:
        return _one(typed, typed)
    if len(parts) != 2:
        raise ValueError(_no_date(typed))
    first, last = (_one(part, typed) for part in parts)
    if last.last < first.first:
        raise ValueError(_tr("The range “{text}” ends before it begins.").format(text=typed))
    return NamedDays(f"{first.text}/{last.text}", first.first, last.last)


def days_of_rasters(periods: Iterable[tuple[Optional[str], Optional[str]]]) -> tuple[DatedDays, ...]:
    """The different dates of rasters, in order, each with the number of its rasters.

    Args:
        periods: First and last moment of each, ISO 8601 in UTC; (None, None) where it is not known.
    """
    counted = Counter(format_acquisition_period(start, end) for start, end in periods if start)
    found = []
    for shown, count in counted.items():
        try:
            days = parse_days(shown, ranges=True)
        except ValueError:
            continue
        found.append(DatedDays(days.text, days.first, days.last, count))
    return tuple(sorted(found, key=lambda days: (days.first, days.last)))


def _one(part: str, whole: str) -> NamedDays:
    """A year, month, day or moment. `whole` is what was typed."""
    try:
        if match := re.fullmatch(r"(\d{4})", part):
            year = int(match[1])
            return NamedDays(part, date(year, 1, 1), date(year, 12, 31))
        if match := re.fullmatch(r"(\d{4})-(\d\d?)", part):
            year, month = int(match[1]), int(match[2])
            first = date(year, month, 1)
            following = date(year + month // 12, month % 12 + 1, 1)
            return NamedDays(f"{first:%Y-%m}", first, following - timedelta(days=1))
        if match := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", part) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", part):
            return _day(int(match[1]), int(match[2]), int(match[3]))
        if match := re.fullmatch(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})", part):
            return _day(int(match[3]), int(match[2]), int(match[1]))
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d", part):
            moment = datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", part))
            return NamedDays(part, moment.date(), moment.date())
    except (ValueError, OverflowError):
        pass
    raise ValueError(_no_date(whole))


def _day(year: int, month: int, day: int) -> NamedDays:
    found = date(year, month, day)
    return NamedDays(found.isoformat(), found, found)


def _no_date(text: str) -> str:
    return _tr("“{text}” is no date. Write a year as 2011, a month as 2011-05, a day as 2011-05-22.").format(text=text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dates", text)
