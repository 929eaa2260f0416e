"""The mission list in words: verdicts, places, moments and counts."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QDate, QDateTime, Qt

from .formatting import format_acquisition_period, format_count
from .mission import NOTED, MissionEntry, MissionListing
from .places import dated, folder_of
from .results import CONFIRMED, REJECTED, UNSURE
from .shapes import shape_text

__all__ = [
    "author_text",
    "counts_text",
    "date_of",
    "extras_text",
    "file_of",
    "judgement_text",
    "moment_text",
    "signature_text",
    "verdict_text",
]


def verdict_text(verdict: Optional[str]) -> str:
    """`Confirmed`, and so on; a mark without a verdict is `Noted`."""
    texts = {CONFIRMED: _tr("Confirmed"), REJECTED: _tr("Rejected"), UNSURE: _tr("Unsure"), NOTED: _tr("Noted")}
    return texts.get(verdict or NOTED, verdict or "")


def judgement_text(entry: MissionEntry) -> str:
    """`Confirmed · major`"""
    return " · ".join(part for part in (verdict_text(entry.verdict), entry.mark.grade) if part)


def file_of(entry: MissionEntry) -> str:
    """The file after its folder: `post/scene.tif`."""
    folder = folder_of(entry.mark.path, entry.mark.raster)
    return f"{folder}/{entry.mark.raster}" if folder else entry.mark.raster


def date_of(entry: MissionEntry) -> str:
    """`2026-09-14 · after`: when the raster was acquired, and its label."""
    mark = entry.mark
    return dated(format_acquisition_period(mark.acquired, mark.acquired_end), mark.label)


def extras_text(entry: MissionEntry) -> str:
    """What was drawn and counted: `240 m² · 3×`."""
    mark = entry.mark
    drawn = shape_text(mark.shape) if mark.shape is not None else ""
    counted = "" if mark.count is None else f"{format_count(mark.count)}×"
    return " · ".join(part for part in (drawn, counted) if part)


def author_text(author: str, me: str) -> str:
    """The name; `you` where that is who reads it."""
    if not author:
        return _tr("without a name")
    return _tr("you") if author == me else author


def moment_text(updated: str, *, now: Optional[datetime] = None) -> str:
    """`14:05` of today, `2026-11-30 14:05` of another day, in local time; empty where it is not known."""
    moment = QDateTime.fromString(updated, Qt.DateFormat.ISODateWithMs)
    if not moment.isValid():
        return updated
    local = moment.toLocalTime()
    today = (now or datetime.now(timezone.utc)).astimezone()
    clock = local.time().toString("HH:mm")
    if local.date() == QDate(today.year, today.month, today.day):
        return clock
    return f"{local.date().toString(Qt.DateFormat.ISODate)} {clock}"


def signature_text(entry: MissionEntry, me: str) -> str:
    """`you · 14:05`"""
    parts = (author_text(entry.mark.author, me), moment_text(entry.mark.updated))
    return " · ".join(part for part in parts if part)


def counts_text(listing: MissionListing, unseen: Optional[int], *, filtered: bool) -> str:
    """`14 confirmed, 3 rejected, 2 unsure, 296 unseen`.

    Args:
        listing: Whose places are counted.
        unseen: Results of the present question that nobody has judged; None where that is another catalog's.
        filtered: Only some of the marks are listed, which is said first.
    """
    counts = listing.counts
    numbers = (
        (counts.confirmed, _tr("{count} confirmed"), True),
        (counts.rejected, _tr("{count} rejected"), True),
        (counts.unsure, _tr("{count} unsure"), False),
        (counts.disputed, _tr("{count} disputed"), False),
        (counts.noted, _tr("{count} noted"), False),
        (unseen or 0, _tr("{count} unseen"), False),
    )
    said = ", ".join(text.format(count=format_count(number)) for number, text, always in numbers if number or always)
    if not filtered:
        return said
    return _tr("{shown} of {total} marks: {counts}").format(
        shown=format_count(len(listing.entries)), total=format_count(listing.total), counts=said
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mission", text)
