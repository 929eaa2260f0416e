"""When a picture was taken, as exactly as it is known: a year, a month, a day, or a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from tilescribe.errors import InvalidDateError

__all__ = ["Period", "parse_acquisition", "parse_period"]

_TICK = timedelta(microseconds=1)
_FORMS = "Write a year as 1985, a month as 2024-05, a day as 2024-05-31 or 31.05.2024, a time as 2024-05-31T10:30:00Z"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time in UTC, both ends included. `str` gives it as people write it: `1985`, `2024-08`, `2024-08-31`.

    Raises:
        ValueError: the end lies before the start, or one of them has no zone.
    """

    start: datetime
    end: datetime
    """The last moment: that of a year is 31 December, 23:59:59.999999. A moment has its end where it starts."""

    def __post_init__(self) -> None:
        shown = f"{self.start.isoformat()} to {self.end.isoformat()}"
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError(f"a period needs a zone: {shown}")
        if self.end < self.start:
            raise ValueError(f"a period cannot end before it starts: {shown}")

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls(datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, tzinfo=UTC) + timedelta(days=1) - _TICK)

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        return cls(datetime(year, month, 1, tzinfo=UTC), following - _TICK)

    @classmethod
    def of_day(cls, year: int, month: int, day: int) -> Self:
        start = datetime(year, month, day, tzinfo=UTC)
        return cls(start, start + timedelta(days=1) - _TICK)

    @classmethod
    def of_moment(cls, moment: datetime) -> Self:
        """Without a zone the moment is UTC."""
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return cls(aware, aware)

    def overlaps(self, first: datetime | None, last: datetime | None) -> bool:
        """Whether any moment of it lies from `first` to `last`, both included; None leaves that side open."""
        return (first is None or self.end >= first) and (last is None or self.start <= last)

    @property
    def date(self) -> str:
        """The same without the time of day: `1985`, `2024-08`, `2024-08-31`."""
        return self.start.strftime("%Y-%m-%d") if self.start == self.end else str(self)

    def __str__(self) -> str:
        start, end = self.start, self.end
        if start == end:
            return start.isoformat().replace("+00:00", "Z")
        for whole, pattern in ((_year, "%Y"), (_month, "%Y-%m"), (_day, "%Y-%m-%d")):
            # Catalogs keep milliseconds.
            if whole(start).start == start and abs(whole(start).end - end) < timedelta(milliseconds=1):
                return start.strftime(pattern)
        return "/".join(moment.isoformat().replace("+00:00", "Z") for moment in (start, end))


def parse_period(text: str) -> Period:
    """A year, month, day or moment that a user typed: ISO 8601, without a zone UTC; 20240531, 31.05.2024, 31-05-2024.

    Raises:
        InvalidDateError: It is none of them; or with hyphens the day may be the month, as in 05-06-2024.
    """
    typed = text.strip()
    try:
        if match := re.fullmatch(r"(\d{4})", typed):
            return Period.of_year(int(match[1]))
        if match := re.fullmatch(r"(\d{4})-(\d\d)", typed):
            return Period.of_month(int(match[1]), int(match[2]))
        if match := re.fullmatch(r"(\d{4})(-?)(\d\d)\2(\d\d)", typed):
            return Period.of_day(int(match[1]), int(match[3]), int(match[4]))
        if match := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", typed):
            return Period.of_day(int(match[3]), int(match[2]), int(match[1]))
        if match := re.fullmatch(r"(\d\d?)-(\d\d?)-(\d{4})", typed):
            return _day_first(int(match[1]), int(match[2]), int(match[3]), typed=typed)
        return Period.of_moment(datetime.fromisoformat(typed))
    except (ValueError, OverflowError) as error:
        raise InvalidDateError(f"{text!r} is not a date", remedy=_FORMS) from error


def parse_acquisition(text: str) -> Period:
    """As `parse_period`, and a range of two of them: `2011-05-22/2011-05-24`, `2011-05-22..2011-05-24`.

    It reads what `str` of any Period gives.

    Raises:
        InvalidDateError: one of the two is no date, or the range ends before it starts.
    """
    parts = [part for part in re.split(r"/|\.\.", text) if part.strip()]
    if len(parts) != 2:
        return parse_period(text)
    first, last = (parse_period(part) for part in parts)
    if last.end < first.start:
        raise InvalidDateError(f"The range {text!r} ends before it starts", remedy="Swap its dates")
    return Period(first.start, last.end)


def _day_first(day: int, month: int, year: int, *, typed: str) -> Period:
    """With hyphens both orders are in use; dots stand in dates that begin with the day."""
    if day != month and day <= 12 and month <= 12:
        raise InvalidDateError(
            f"{typed!r} may begin with the day or with the month",
            remedy=f"Write {year:04}-{month:02}-{day:02} or {year:04}-{day:02}-{month:02}",
        )
    return Period.of_day(year, month, day)


def _year(moment: datetime) -> Period:
    return Period.of_year(moment.year)


def _month(moment: datetime) -> Period:
    return Period.of_month(moment.year, moment.month)


def _day(moment: datetime) -> Period:
    return Period.of_day(moment.year, moment.month, moment.day)
