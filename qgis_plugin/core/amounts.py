"""Amounts as people read them: counts, durations, sizes of files, days."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QLocale

from .protocol.catalogs import Period

__all__ = ["bytes_text", "count_text", "day_text", "duration_text", "period_text"]

MINUTE_S, HOUR_S = 60, 3600


def count_text(number: int) -> str:
    """With the separators of the user's language."""
    return QLocale().toString(int(number))


def bytes_text(size_bytes: float) -> str:
    """`1.3 MB`"""
    size = float(size_bytes)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 10 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def duration_text(seconds: float) -> str:
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


def day_text(moment: str) -> str:
    """The day of an ISO 8601 moment: `2026-09-14`; of `2026-09` or `2026` as much as there is."""
    return moment.partition("T")[0]


def period_text(period: Period) -> str:
    """`2026-09-14 – 2026-09-16`, one day where both are the same, empty where neither is known."""
    days = [day_text(moment) for moment in (period.first, period.last) if moment]
    return " – ".join(dict.fromkeys(days))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Amounts", text)
