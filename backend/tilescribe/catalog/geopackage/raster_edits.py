"""What a person says of rasters: their date and their label. Runs inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tilescribe.catalog.geopackage import encoding, places
from tilescribe.catalog.geopackage.times import NOW, to_sql
from tilescribe.domain.period import Period
from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    import sqlite3

    from tilescribe.catalog.types import RasterEdit

__all__ = ["edit", "redate_pairs"]

_DATE = ("acquired", "acquired_end", "acquired_source", "overrides")


def edit(db: sqlite3.Connection, edits: Sequence[RasterEdit]) -> int:
    """Write dates and labels, and what is derived of them: the dates of tiles and of places; how many rasters differ
    from before.

    Raises:
        InvalidOptionError: one of them is not in the catalog. Nothing is written then.
    """
    changed, dated = 0, False
    for one in edits:
        row = db.execute(f"SELECT {', '.join(_DATE)}, label FROM rasters WHERE id = ?", (one.raster_id,)).fetchone()
        if row is None:
            raise InvalidOptionError(
                f"The catalog has no raster {one.raster_id}", remedy="`tilescribe rasters` lists those that it has"
            )
        before = dict(zip((*_DATE, "label"), row, strict=True))
        now = before | _values(one)
        if now == before:
            continue
        changed += 1
        db.execute(
            f"UPDATE rasters SET {', '.join(f'{name} = :{name}' for name in now)}, updated = {NOW} WHERE id = :id",
            {**now, "id": one.raster_id},
        )
        if one.date is not None and one.date.reopen:
            # What no file has, so that the next index takes it for changed.
            db.execute("UPDATE rasters SET signature = '', mtime_ns = 0 WHERE id = ?", (one.raster_id,))
        if (now["acquired"], now["acquired_end"]) != (before["acquired"], before["acquired_end"]):
            dated = True
            db.execute(
                "UPDATE tiles SET acquired = ?, acquired_end = ? WHERE raster_id = ?",
                (now["acquired"], now["acquired_end"], one.raster_id),
            )
            places.assign_of_raster(db, one.raster_id)
    if changed:
        encoding.touch_contents(db, "rasters")
    if dated:
        encoding.touch_contents(db, "tiles")
    return changed


def redate_pairs(db: sqlite3.Connection, periods: Mapping[str, Period | None]) -> int:
    """Of a catalog of changes: say when the earlier rasters of these paths were acquired, and have the comparison of
    all pairs looked at again that these paths take part in; how many pairs those are."""
    stale: set[int] = set()
    for (text,) in db.execute("SELECT DISTINCT before_paths FROM pairs").fetchall():
        paths = json.loads(text)
        if not any(path in periods for path in paths):
            continue
        stale.update(row[0] for row in db.execute("SELECT tile_id FROM pairs WHERE before_paths = ?", (text,)))
        told = {periods[path] for path in paths if path in periods}
        if len(told) == 1 and all(path in periods for path in paths):
            (period,) = told
            db.execute(
                "UPDATE pairs SET before_acquired = ?, before_acquired_end = ? WHERE before_paths = ?",
                (*_times(period), text),
            )
    named = json.dumps(list(periods))
    later = "SELECT id FROM rasters WHERE path IN (SELECT value FROM json_each(?))"
    stale.update(row[0] for row in db.execute(f"SELECT id FROM tiles WHERE raster_id IN ({later})", (named,)))
    # Planned as nothing is: the next comparison looks at the raster again.
    db.execute(
        "UPDATE rasters SET plan = '' WHERE id IN (SELECT raster_id FROM tiles "
        "WHERE id IN (SELECT value FROM json_each(?)))",
        (json.dumps(sorted(stale)),),
    )
    return len(stale)


def _values(one: RasterEdit) -> dict[str, Any]:
    """Columns that it sets."""
    values: dict[str, Any] = {} if one.label is None else {"label": one.label}
    if one.date is not None:
        times = _times(one.date.period)
        values |= dict(zip(_DATE, (*times, one.date.source, one.date.overrides), strict=True))
    return values


def _times(period: Period | None) -> tuple[str | None, str | None]:
    return (None, None) if period is None else (to_sql(period.start), to_sql(period.end))
