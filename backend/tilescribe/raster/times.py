"""When a raster was acquired: from its tags, else from its file name, else unknown. All times are UTC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from tilescribe.errors import InvalidDateError

__all__ = ["acquisition_time", "parse_end", "parse_time"]

_TAGS = (
    "ACQUISITIONDATETIME",  # GDAL's IMAGERY domain (DIMAP, Pleiades, Planet, WorldView readers)
    "ACQUISITION_DATETIME",
    "ACQUISITIONDATE",
    "ACQUISITION_DATE",
    "DATE_ACQUIRED",  # Landsat MTL
    "NITF_IDATIM",
    "PRODUCT_START_TIME",  # Sentinel-2
    "SENSING_TIME",
    "DATATAKE_1_DATATAKE_SENSING_START",
    "ACQUIRED",  # Planet
    "FIRSTLINETIME",  # Maxar IMD
    "DATETIME",
    "EXIF_DATETIMEORIGINAL",
)
"""Acquisition times as GDAL's drivers and the common processors name them, surest first; matched without case."""
_FIRST_YEAR = 1930
"""Systematic aerial surveys begin about then; eight digits before it are more likely a number."""


def parse_time(text: str) -> datetime:
    """A date or time that a user typed: ISO 8601, without a zone UTC, without a clock time midnight.

    Raises:
        InvalidDateError: It is neither a date nor a time.
    """
    try:
        return _utc(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError) as error:
        raise InvalidDateError(
            f"{text!r} is not a date", remedy="Write dates as 2024-05-31 and times as 2024-05-31T10:30:00Z"
        ) from error


def parse_end(text: str) -> datetime:
    """The end of a period that a user typed: a bare date, 2026-09-14 or 20260914, means until its last moment.

    Raises:
        InvalidDateError: It is neither a date nor a time.
    """
    parsed = parse_time(text)
    is_date = len(text.strip()) <= len("2026-09-14") and ":" not in text
    return parsed + timedelta(days=1, microseconds=-1) if is_date else parsed


def acquisition_time(path: str, tags: Mapping[str, str]) -> tuple[datetime | None, str]:
    """When the raster was acquired, in UTC, and where that is said: `tags`, `file name`, or `` when unknown.

    `TIFFTAG_DATETIME` counts last, after the file name, because most software writes the time of processing there.

    Args:
        path: The file name counts, then the names of the two folders around it (products are often folders).
        tags: Of all metadata domains.
    """
    named = {name.upper(): value for name, value in tags.items()}
    for name in _TAGS:
        if name in named and (time := _of_tag(named[name])):
            return time, "tags"
    if time := _of_name(path):
        return time, "file name"
    if time := _of_tag(named.get("TIFFTAG_DATETIME", "")):
        return time, "tags"
    return None, ""


def _of_tag(value: str) -> datetime | None:
    text = value.strip().strip('"').rstrip(";").strip('"')
    # EXIF and TIFF write 2020:08:31 10:11:12, NITF 20200831101112.
    text = re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", text)
    text = re.sub(r"^(\d{8})(\d{6})$", r"\1T\2", text)
    if re.fullmatch(r"\d{1,7}", text):
        return None
    try:
        return _plausible(_utc(datetime.fromisoformat(text)))
    except (ValueError, OverflowError):
        return None


def _of_name(path: str) -> datetime | None:
    """The file's own name first, then the folders': a product's folder often says what its files do not."""
    parts = [part for part in re.split(r"[/\\]", path) if part]
    for part in parts[:-4:-1]:
        for time in _times_in(part):
            return time
    # Last resort, and of the file only: 1985.tif is of 1985. Folders named 2020 hold anything.
    stem = parts[-1].split(".")[0] if parts else ""
    return _plausible(_date(stem, "01", "01")) if re.fullmatch(r"\d{4}", stem) else None


def _times_in(name: str) -> Iterator[datetime]:
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(name):
            if time := _plausible(read(*match.groups())):
                yield time


def _date(year: str, month: str, day: str) -> datetime | None:
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None


def _moment(year: str, month: str, day: str, hour: str, minute: str, second: str) -> datetime | None:
    date = _date(year, month, day)
    if date is None or int(hour) > 23 or int(minute) > 59 or int(second) > 60:
        return date
    return date + timedelta(hours=int(hour), minutes=int(minute), seconds=int(second))


def _day_of_year(year: str, day: str) -> datetime | None:
    first = _date(year, "1", "1")
    if first is None or not 1 <= int(day) <= 366:
        return None
    return first + timedelta(days=int(day) - 1)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., datetime | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        # LC08_L2SP_193026_20200831_20200906_02_T1: acquired, then processed
        # https://www.usgs.gov/landsat-missions/landsat-collection-2
        (r"L[COTEM]0\d_L\w{3}_\d{6}_(\d{4})(\d\d)(\d\d)_\d{8}", _date),
        # LC81930262020244LGN00: sensor, path, row, year, day of year
        (r"(?<![A-Z0-9])L[COTEM]\d\d{6}((?:19|20)\d\d)(\d{3})[A-Z]{3}\d\d", _day_of_year),
        # S2A_MSIL2A_20200831T105031_N0214_R051_T31UFU_20200831T121212: sensed, then produced; tiles the same way.
        # https://sentiwiki.copernicus.eu/web/s2-products
        # 20200831_101112_1032_3B_AnalyticMS (Planet), 2020-08-31T10:11:12, 20200831-101112, 20200831101112
        (r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)[T_ -]?(\d\d)[:_-]?(\d\d)[:_-]?(\d\d)(?!\d)", _moment),
        # m_4709963_se_14_1_20200831 (NAIP), and anything with 2020-08-31, 2020_08_31, 20200831
        (r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)", lambda year, _, month, day: _date(year, month, day)),
        # 20AUG31105031-M2AS (Maxar) and 31AUG2020
        (r"(?<![A-Z0-9])(\d\d)([A-Z]{3})(\d\d)(\d\d)(\d\d)(\d\d)-", lambda *parts: _maxar(*parts)),
        (r"(?<!\d)(\d\d)-?([A-Z]{3})-?((?:19|20)\d\d)(?!\d)", lambda day, month, year: _date(year, _month(month), day)),
        # MOD09GA.A2020244: year and day of year
        (r"(?<![A-Z0-9])A((?:19|20)\d\d)(\d{3})(?!\d)", _day_of_year),
    )
)
"""File name patterns, surest first: the first that gives a plausible time counts."""

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def _month(name: str) -> str:
    """The month's number; 0, which is no month, for other words."""
    return str(_MONTHS.index(name.upper()) + 1) if name.upper() in _MONTHS else "0"


def _maxar(year: str, month: str, day: str, hour: str, minute: str, second: str) -> datetime | None:
    return _moment(f"20{year}", _month(month), day, hour, minute, second)


def _plausible(time: datetime | None) -> datetime | None:
    """Nothing is acquired before aerial surveys or, one day left for clocks and zones, in the future."""
    if time is None or time.year < _FIRST_YEAR or time > datetime.now(UTC) + timedelta(days=1):
        return None
    return time


def _utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
