"""Counts, durations, file sizes, dates and tile sizes as text, and tile sizes read from text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QLocale

from .protocol.catalogs import Period

__all__ = [
    "format_acquisition_period",
    "format_bytes",
    "format_count",
    "format_duration",
    "format_levels",
    "format_period",
    "format_score",
    "parse_levels",
    "stage_text",
]

MINUTE_S, HOUR_S = 60, 3600


def format_count(number: int) -> str:
    """With the separators of the user's language."""
    return QLocale().toString(int(number))


def format_score(score: float) -> str:
    """A probability as a percentage; nothing is impossible or certain."""
    if score < 0.01:
        return "<1 %"
    return ">99 %" if score > 0.99 else f"{100 * score:.0f} %"


def format_bytes(size_bytes: float) -> str:
    """`1.3 MB`"""
    size = float(size_bytes)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 10 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def format_duration(seconds: float) -> str:
    """Rounded as an estimate deserves: `a few seconds`, `about 40 seconds`, `about 7 minutes`, `about 3 hours`."""
    if seconds < 10:
        return _tr("a few seconds")
    if seconds < 1.5 * MINUTE_S:
        return _tr("about {count} seconds").format(count=10 * round(seconds / 10))
    if seconds < 1.5 * HOUR_S:
        return _tr("about {count} minutes").format(count=max(2, round(seconds / MINUTE_S)))
    hours = seconds / HOUR_S
    if hours < 48:
        return _tr("about {count} hours").format(count=max(2, round(hours)))
    return _tr("about {count} days").format(count=round(hours / 24))


def _format_day(moment: str) -> str:
    """The day of an ISO 8601 moment: `2026-09-14`; of `2026-09` or `2026` as much as there is."""
    return moment.partition("T")[0]


def format_period(period: Period) -> str:
    """`2026-09-14 – 2026-09-16`, one day where both are the same, empty where neither is known."""
    days = [_format_day(moment) for moment in (period.first, period.last) if moment]
    return " – ".join(dict.fromkeys(days))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Formatting", text)


def parse_levels(text: str) -> tuple[float, ...]:
    """`"128, 512 m"` as metres, ascending and without repetition; nothing for an empty text.

    Raises ValueError, whose text is the part that is no size.
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    return tuple(sorted({_metres(part) for part in parts}))


def format_levels(levels_m: tuple[float, ...]) -> str:
    """`128 m`, or from the smallest to the largest: `128 – 2048 m`."""
    sizes = [f"{level:.0f}" if level >= 10 else f"{level:g}" for level in sorted(levels_m)]
    return f"{sizes[0]} – {sizes[-1]} m" if len(sizes) > 1 else f"{sizes[0]} m" if sizes else ""


def format_acquisition_period(start: Optional[str], end: Optional[str]) -> str:
    """A period of acquisition as `2026-09-14`, `2026-09` or `2026`; empty where it is unknown.

    Args:
        start: ISO 8601, UTC, or as much of it as the engine tells.
        end: Its last moment; None where the start is a moment.
    """
    first_day = (start or "").partition("T")[0]
    last_day = (end or "").partition("T")[0]
    try:
        first, last = date.fromisoformat(first_day), date.fromisoformat(last_day or first_day)
    except ValueError:
        return first_day
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year} – {last.year}"
    if first == last:
        return first_day
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first_day} – {last_day}"


def stage_text(stage: str) -> str:
    """What a job is doing, of the name of its stage (`JobProgress.stage`)."""
    texts = {
        "starting": _tr("Starting…"),
        "discovering": _tr("Looking for rasters…"),
        "loading": _tr("Loading the models…"),
        "planning": _tr("Looking at the rasters…"),
        "describing": _tr("Describing tiles…"),
        "embedding": _tr("Making the descriptions searchable…"),
        "checking": _tr("Checking…"),
        "writing": _tr("Writing…"),
        "downloading": _tr("Downloading the model…"),
        "finished": _tr("Finished."),
    }
    return texts.get(stage, stage)


def _metres(part: str) -> float:
    number = part[:-1].strip() if part.lower().endswith("m") else part
    try:
        metres = float(number)
    except ValueError:
        raise ValueError(part) from None
    if not 0 < metres < float("inf"):
        raise ValueError(part)
    return metres
