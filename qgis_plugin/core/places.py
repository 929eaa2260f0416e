"""Where a hit comes from and what other date there is of its place, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication

from .formatting import format_acquisition_period, format_score
from .protocol import Hit

__all__ = [
    "OTHER_DATE_PREFIX",
    "OtherDate",
    "date_text",
    "dated",
    "file_text",
    "folder_of",
    "has_other_date",
    "name_with_folder",
    "other_date",
    "other_date_alone",
    "other_date_text",
]

OTHER_DATE_PREFIX = "other-"
"""How the names of pictures of other dates begin, in the folder of the thumbnails."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_PERCENT = f"{_NO_BREAK}%"
_SEPARATORS = re.compile(r"[\\/]+")


@dataclass(frozen=True)
class OtherDate:
    """Another date of the place of a hit."""

    hit_tile: int
    """The hit's own tile."""
    tile_id: Optional[int]
    """Its tile at the other date; None where the engine draws the other date on the hit's own tile (`pair`)."""
    date: str
    """As people write it; empty where it is not known."""
    label: str
    earlier: bool
    """It is before the date of the hit."""
    score: Optional[float]
    """For the same question; None where it was not asked of this date."""
    paths: tuple[str, ...] = ()
    """Rasters of this date, the one that covers most first; empty where only the engine knows."""


def dated(date: str, label: str) -> str:
    """`2026-09-14 · after`: a date, as far as it is known, with the label of its raster."""
    return " · ".join(part for part in (date, label) if part)


def date_text(hit: Hit) -> str:
    """When the raster of a hit was acquired, as exactly as that is known, and its label."""
    return dated(format_acquisition_period(hit.acquired, hit.acquired_end) or _tr("no date"), hit.label)


def folder_of(path: str, name: str) -> str:
    """The folder, or archive, right above a file: `post` of `/data/post/scene.tif`; empty where there is none."""
    inside = path[: -len(name)] if name and path.endswith(name) else path.rpartition("/")[0]
    parts = [part for part in _SEPARATORS.split(inside) if part and not part.startswith("vsi") and part != "."]
    return "" if not parts or re.fullmatch("[A-Za-z]:", parts[-1]) else parts[-1]


def name_with_folder(path: str, name: str) -> str:
    """`post/scene.tif`: rasters of two dates often differ by their folder only."""
    folder = folder_of(path, name)
    return f"{folder}/{name}" if folder else name


def file_text(hit: Hit) -> str:
    """The file of a hit, after its folder, and that it is gone where it is."""
    name = name_with_folder(hit.path, hit.raster)
    return name if hit.available else _tr("{raster} (file gone)").format(raster=name)


def has_other_date(hit: Hit) -> bool:
    """Whether the catalog has another date of the place."""
    return hit.pair is not None or bool(hit.dates)


def other_date(hit: Hit) -> Optional[OtherDate]:
    """The date to look at beside that of a hit: the earlier one of a pair; else the last before it, or the newest."""
    pair = hit.pair
    if pair is not None:
        date = format_acquisition_period(pair.before_acquired, pair.before_acquired_end)
        return OtherDate(hit.tile_id, None, date, "", True, None, pair.before_paths)
    own = hit.acquired or ""
    before = [other for other in hit.dates if own and (other.acquired or "") and (other.acquired or "") < own]
    # The newest come first.
    chosen = next(iter(before or hit.dates), None)
    if chosen is None:
        return None
    date = format_acquisition_period(chosen.acquired, chosen.acquired_end)
    return OtherDate(hit.tile_id, chosen.tile_id, date, chosen.label, bool(before), chosen.score)


def other_date_text(hit: Hit) -> str:
    """`Before: 2025-09-14, 32 % (+1)`; empty where there is no other date."""
    other, text = other_date(hit), other_date_alone(hit)
    if other is not None and other.score is not None:
        text += f", {format_score(other.score)}".replace(" %", _PERCENT)
    more = len(hit.dates) - 1
    return text + (f"{_NO_BREAK}(+{more})" if more > 0 else "")


def other_date_alone(hit: Hit) -> str:
    """`Before: 2025-09-14`, with its label; empty where there is no other date."""
    other = other_date(hit)
    if other is None:
        return ""
    text = _tr("Before: {date}") if other.earlier else _tr("Later: {date}")
    return text.format(date=dated(other.date or _tr("no date"), other.label))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Places", text)
