"""When a raster was acquired: from its tags, else from its file name, else unknown. All times are UTC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from tilescribe.domain.period import Period, parse_period
from tilescribe.errors import InvalidDateError

__all__ = ["Acquisition", "acquisition_of"]

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


@dataclass(frozen=True, slots=True)
class Acquisition:
    """When a raster was acquired, and where that is said."""

    period: Period | None = None
    """None where nothing tells."""
    source: str = ""
    """`tags`, `file name`, or empty."""
    notices: tuple[str, ...] = ()
    """What else is said of the time and was not believed, or is to be doubted."""


def acquisition_of(path: str, tags: Mapping[str, str]) -> Acquisition:
    """When the raster was acquired, in UTC.

    Tags of acquisition come first, then the file name. `TIFFTAG_DATETIME` counts last, because most software writes
    the time of scanning or processing there; where it alone speaks, or contradicts the name, a notice says so.

    Args:
        path: The file name counts, then the names of the two folders around it (products are often folders).
        tags: Of all metadata domains.
    """
    named = {name.upper(): value for name, value in tags.items()}
    for name in _TAGS:
        if name in named and (period := _of_tag(named[name])):
            return Acquisition(period, "tags")
    written = _of_tag(named.get("TIFFTAG_DATETIME", ""))
    if period := _of_name(path):
        if written is None or period.overlaps(written.start, written.end):
            return Acquisition(period, "file name")
        doubt = f"Taken to be of {period}, as its name says; TIFFTAG_DATETIME says {written}. --acquired says otherwise"
        return Acquisition(period, "file name", (doubt,) if _looks_old(period, written) else ())
    if written:
        doubt = (
            f"Taken to be of {written} by TIFFTAG_DATETIME alone, often the time of scanning; --acquired says otherwise"
        )
        return Acquisition(written, "tags", (doubt,))
    return Acquisition()


def _looks_old(period: Period, written: Period) -> bool:
    """Whether more than processing lies between: a mosaic is written within a year or two of its flight."""
    return abs(written.start - period.start) > timedelta(days=2 * 366)


def _of_tag(value: str) -> Period | None:
    text = value.strip().strip('"').rstrip(";").strip('"')
    # EXIF and TIFF write 2020:08:31 10:11:12, NITF 20200831101112.
    text = re.sub(r"^(\d{4}):(\d\d)(?::(\d\d))?", lambda match: "-".join(filter(None, match.groups())), text)
    text = re.sub(r"^(\d{8})(\d{6})$", r"\1T\2", text)
    if re.fullmatch(r"\d{1,3}|\d{5,7}", text):
        return None
    try:
        return _plausible(parse_period(text))
    except InvalidDateError:
        return None


def _of_name(path: str) -> Period | None:
    """The file's own name first, then the folders': a product's folder often says what its files do not.

    A year alone counts in the file's name only: folders named 2020 hold anything.
    """
    parts = [part for part in re.split(r"[/\\]", path) if part]
    if not parts:
        return None
    own = next(_periods_in(parts[-1]), None) or _year_in(parts[-1])
    if own:
        return own
    return next((period for part in parts[-2:-4:-1] for period in _periods_in(part)), None)


def _periods_in(name: str) -> Iterator[Period]:
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(name):
            if period := _plausible(read(*match.groups())):
                yield period


_COUNTED = frozenset(
    {
        "block",
        "c",
        "cell",
        "chip",
        "col",
        "crop",
        "dji",
        "dsc",
        "dscf",
        "dscn",
        "epsg",
        "frame",
        "grid",
        "id",
        "idx",
        "image",
        "img",
        "index",
        "level",
        "line",
        "no",
        "nr",
        "num",
        "p",
        "part",
        "patch",
        "photo",
        "pic",
        "pict",
        "r",
        "res",
        "rev",
        "row",
        "scene",
        "seq",
        "sheet",
        "size",
        "strip",
        "sub",
        "tile",
        "tiles",
        "utm",
        "v",
        "version",
        "x",
        "y",
        "z",
        "zone",
    }
)
"""Words before a number that say what it counts."""


_NAMED_YEAR = re.compile(r"[A-Za-z]{3,}(?:19|20)\d\d")
"""`ortho2021`."""


def _year_in(file_name: str) -> Period | None:
    """A year that stands alone in a name (`1952_airphoto`, `dop20_2021`), unless it looks like one number of several:
    beside others of three digits and more (`tile_2000_3000`), or after a word that tells what is counted."""
    stem = file_name.rsplit(".", 1)[0] if re.search(r"\.[A-Za-z]\w{0,4}$", file_name) else file_name
    words = [word for word in re.split(r"[^A-Za-z0-9]+", stem) if word]
    numbers = [word for word in words if (word.isdigit() and len(word) >= 3) or _NAMED_YEAR.fullmatch(word)]
    if len(numbers) != 1 or re.search(r"\d[-+]?[.]\d", stem):
        return None
    name, year = re.fullmatch(r"([A-Za-z]*)(\d+)", numbers[0]).groups()  # type: ignore[union-attr]
    at = words.index(numbers[0])
    before = name or (words[at - 1] if at else "")
    if not re.fullmatch(r"(?:19|20)\d\d", year) or before.lower() in _COUNTED:
        return None
    return _plausible(Period.of_year(int(year)))


# --- what patterns mean -----------------------------------------------------------------------------------------------


def _date(year: str, month: str, day: str) -> Period | None:
    try:
        return Period.of_day(int(year), int(month), int(day))
    except ValueError:
        return None


def _month_of(year: str, month: str) -> Period | None:
    return Period.of_month(int(year), int(month)) if 1 <= int(month) <= 12 else None


def _day_first(day: str, month: str, year: str) -> Period | None:
    """31.05.2020, as dots have it everywhere."""
    return _date(year, month, day)


def _either_first(one: str, _: str, other: str, year: str) -> Period | None:
    """31-05-2020 and 05-31-2020. Of 05-06-2020 only the year is sure, for both orders are in use."""
    if int(one) <= 12 and int(other) <= 12 and one != other:
        return Period.of_year(int(year))
    return _date(year, other, one) or _date(year, one, other)


def _moment(year: str, month: str, day: str, hour: str, minute: str, second: str) -> Period | None:
    date = _date(year, month, day)
    if date is None or int(hour) > 23 or int(minute) > 59 or int(second) > 60:
        return date
    return Period.of_moment(date.start + timedelta(hours=int(hour), minutes=int(minute), seconds=int(second)))


def _day_of_year(year: str, day: str, *clock: str) -> Period | None:
    if not 1 <= int(day) <= 366:
        return None
    date = datetime(int(year), 1, 1, tzinfo=UTC) + timedelta(days=int(day) - 1)
    if date.year != int(year):
        return None
    if clock:
        return _moment(year, f"{date.month}", f"{date.day}", *clock)
    return Period.of_day(date.year, date.month, date.day)


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def _month(name: str) -> str:
    """The month's number; 0, which is no month, for other words."""
    return str(_MONTHS.index(name.upper()) + 1) if name.upper() in _MONTHS else "0"


def _maxar(year: str, month: str, day: str, hour: str, minute: str, second: str) -> Period | None:
    return _moment(f"20{year}", _month(month), day, hour, minute, second)


_MONTH_NAMES = (
    "JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEP(?:T|TEMBER)?|OCT(?:OBER)?|"
    "NOV(?:EMBER)?|DEC(?:EMBER)?"
)
# Of as many texts as its pattern has groups.
_Read: TypeAlias = Callable[..., Period | None]  # type: ignore[explicit-any]
_PATTERNS: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        # LC08_L2SP_193026_20200831_20200906_02_T1: acquired, then processed
        # https://www.usgs.gov/landsat-missions/landsat-collection-2
        (r"L[COTEM]0\d_L\w{3}_\d{6}_(\d{4})(\d\d)(\d\d)_\d{8}", _date),
        # LC81930262020244LGN00: sensor, path, row, year, day of year
        (r"(?<![A-Z0-9])L[COTEM]\d\d{6}((?:19|20)\d\d)(\d{3})[A-Z]{3}\d\d", _day_of_year),
        # HLS.S30.T17PMM.2021145T161829.v2.0: year, day of year, time
        # https://lpdaac.usgs.gov/data/get-started-data/collection-overview/missions/harmonized-landsat-sentinel-2-hls-overview/
        (r"(?<!\d)((?:19|20)\d\d)(\d{3})T(\d\d)(\d\d)(\d\d)(?!\d)", _day_of_year),
        # S2A_MSIL2A_20200831T105031_N0214_R051_T31UFU_20200831T121212: sensed, then produced; tiles the same way.
        # https://sentiwiki.copernicus.eu/web/s2-products
        # 20200831_101112_1032_3B_AnalyticMS (Planet), 2020-08-31T10:11:12, 20200831-101112, 20200831101112
        (r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)[T_ -]?(\d\d)[:_-]?(\d\d)[:_-]?(\d\d)(?!\d)", _moment),
        # m_4709963_se_14_1_20200831 (NAIP), and anything with 2020-08-31, 2020_08_31, 20200831
        (r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)", lambda year, _, month, day: _date(year, month, day)),
        # 31.05.2020 and 31-05-2020, 31_05_2020
        (r"(?<![\d.])(\d\d)\.(\d\d)\.((?:19|20)\d\d)(?!\d)", _day_first),
        (r"(?<!\d)(?<!\d[-_])(\d\d)([-_])(\d\d)\2((?:19|20)\d\d)(?!\d)", lambda *parts: _either_first(*parts)),
        # 20AUG31105031-M2AS (Maxar) and 31AUG2020
        (r"(?<![A-Z0-9])(\d\d)([A-Z]{3})(\d\d)(\d\d)(\d\d)(\d\d)-", lambda *parts: _maxar(*parts)),
        (r"(?<!\d)(\d\d)-?([A-Z]{3})-?((?:19|20)\d\d)(?!\d)", lambda day, month, year: _date(year, _month(month), day)),
        # MOD09GA.A2020244: year and day of year
        (r"(?<![A-Z0-9])A((?:19|20)\d\d)(\d{3})(?!\d)", _day_of_year),
        # 2024-08, AUG2020, August_2020: a month. Not 2024_08 and 202408, which number things as often.
        (
            r"(?:(?<![A-Z])([A-Z]+)[-_ ])?(?<![\dA-Z-])((?:19|20)\d\d)-(\d\d)(?![\d-])",
            lambda word, year, month: None if (word or "").lower() in _COUNTED else _month_of(year, month),
        ),
        (
            rf"(?<![A-Z0-9])({_MONTH_NAMES})[-_ ]?((?:19|20)\d\d)(?!\d)",
            lambda name, year: _month_of(year, _month(name[:3])),
        ),
    )
)
"""File name patterns, surest first: the first that gives a plausible time counts."""


def _plausible(period: Period | None) -> Period | None:
    """Nothing is acquired before aerial surveys or, one day left for clocks and zones, in the future."""
    if period is None or period.start.year < _FIRST_YEAR or period.start > datetime.now(UTC) + timedelta(days=1):
        return None
    return period
