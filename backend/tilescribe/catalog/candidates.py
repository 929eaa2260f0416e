"""Which tiles may answer: space, time, raster and level, before anything is scored."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import reduce
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from tilescribe.catalog.geopackage import decode_geometries
from tilescribe.catalog.ids import find_sorted, packed, union
from tilescribe.catalog.locations import Locations
from tilescribe.catalog.times import from_sql, to_sql
from tilescribe.domain.period import Period

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    from tilescribe.domain.query import Filters
    from tilescribe.domain.raster import Bounds

__all__ = ["LEVEL_TOLERANCE", "candidates", "count_undated"]

LEVEL_TOLERANCE = 0.1
"""A level asked for as 100 m finds the one that a raster's own grid made 96 or 110 m."""
MAX_BOXES = 16
"""An area of more parts than this is looked up by one box around all of them: each box is a walk through the R-tree."""

Ids: TypeAlias = "NDArray[np.int64]"

_DESCRIBED = "t.state = 'done'"


@dataclass(frozen=True, slots=True)
class _Rows:
    """A condition on the columns of `tiles`, and its values."""

    where: str
    values: tuple[object, ...]


def candidates(db: sqlite3.Connection, filters: Filters, *, described: Callable[[], Ids]) -> Ids:
    """Ids of described tiles (state `done`) that pass all the filters, (n,) int64, ascending.

    Args:
        db: A reader in one snapshot.
        filters: Where, when, which rasters and levels.
        described: Gives the ids of all tiles that have descriptions, ascending.
    """
    dated = filters.rasters or filters.acquired_from or filters.acquired_to
    rows = _condition(filters, raster_ids=_raster_ids(db, filters) if dated else None)
    return _passing(db, filters, rows, described if rows.where == _DESCRIBED else None)


def count_undated(db: sqlite3.Connection, filters: Filters) -> int:
    """How many rasters only the filter by time leaves out, since nothing tells when they were acquired."""
    if not (filters.acquired_from or filters.acquired_to):
        return 0
    undated = {raster_id for (raster_id,) in db.execute("SELECT id FROM rasters WHERE acquired IS NULL")}
    anytime = replace(filters, acquired_from=None, acquired_to=None)
    left_out = sorted(undated.intersection(_raster_ids(db, anytime)))
    if not left_out:
        return 0
    ids = _passing(db, anytime, _condition(anytime, raster_ids=left_out), None)
    (count,) = db.execute(
        "SELECT count(DISTINCT raster_id) FROM tiles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids.tolist()),),
    ).fetchone()
    return int(count)


def _passing(db: sqlite3.Connection, filters: Filters, rows: _Rows, described: Callable[[], Ids] | None) -> Ids:
    """Ids of the tiles of these rows that lie where the filters say, ascending; `described` may stand for the rows."""
    shapes = []
    if filters.bounds is not None:
        shapes.append(union([_in_box(db, box, rows, described) for box in _boxes_of_bounds(filters.bounds)]))
    if filters.area is not None:
        shapes.append(_in_area(db, filters.area, rows))
    if shapes:
        return reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), shapes)
    return np.sort(_ids(db.execute(f"SELECT id FROM tiles AS t WHERE {rows.where}", rows.values)))


# --- time, raster, level ----------------------------------------------------------------------------------------------


def _condition(filters: Filters, *, raster_ids: Sequence[int] | None) -> _Rows:
    """State, rasters (None: all) and levels."""
    parts, values = [_DESCRIBED], list[object]()
    if raster_ids is not None:
        parts.append("t.raster_id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(raster_ids))
    if filters.levels_m:
        parts.append("(" + " OR ".join("t.level_m BETWEEN ? AND ?" for _ in filters.levels_m) + ")")
        for level_m in filters.levels_m:
            values += [level_m * (1 - LEVEL_TOLERANCE), level_m * (1 + LEVEL_TOLERANCE)]
    return _Rows(" AND ".join(parts), tuple(values))


def _matches(name: str, glob: str) -> bool:
    """Whether a name is what a glob stands for, its brackets taken as a set of characters or as they are."""
    return fnmatch(name, glob) or fnmatch(name, glob.replace("[", "[[]"))


def _raster_ids(db: sqlite3.Connection, filters: Filters) -> list[int]:
    """Rasters of the asked name and time; there are few of them, and a tile has its raster's time."""
    first, last = from_sql(to_sql(filters.acquired_from)), from_sql(to_sql(filters.acquired_to))
    found = []
    locations = Locations.of(db)
    for raster_id, path, relative, name, acquired, acquired_end in db.execute(
        "SELECT id, path, relative_path, name, acquired, acquired_end FROM rasters"
    ):
        names = {name, path, locations.find(path, relative).path} if filters.rasters else ()
        if filters.rasters and not any(_matches(one, glob) for one in names for glob in filters.rasters):
            continue
        start = from_sql(acquired)
        if first is not None or last is not None:
            # A program that moved the start may have left the end behind.
            end = max(start, from_sql(acquired_end) or start) if start else None
            if start is None or end is None or not Period(start, end).overlaps(first, last):
                continue
        found.append(raster_id)
    return found


# --- space ------------------------------------------------------------------------------------------------------------


def _boxes_of_bounds(bounds: Bounds) -> list[Bounds]:
    """One box, or the two on either side of the antimeridian."""
    west, south, east, north = bounds
    if west <= east:
        return [bounds]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]


def _in_box(db: sqlite3.Connection, box: Bounds, rows: _Rows, described: Callable[[], Ids] | None) -> Ids:
    """Tiles whose footprint intersects one box.

    The R-tree rounds its boxes outwards to 32 bits, so whatever lies inside `box` by its R-tree entry truly does; only
    the tiles on the edge, beyond the box by their entry, need their geometry read.
    """
    import shapely

    west, south, east, north = box
    meets = "r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?"
    # Which tiles are described is known in memory; looking at each row takes three times as long as the R-tree.
    looking = ""
    values: tuple[object, ...] = ()
    if described is None:
        looking, values = f"CROSS JOIN tiles AS t ON t.id = r.id AND {rows.where}", rows.values
    (found,) = db.execute(
        f"SELECT group_concat(r.id, ' ') FROM rtree_tiles_geom AS r {looking} WHERE {meets}",
        (*values, west, east, south, north),
    ).fetchone()
    # One thin strip along each side, for which the R-tree compares; columns compared by SQL would cost more than the
    # whole walk.
    strips = " UNION ALL ".join(
        f"SELECT id FROM rtree_tiles_geom AS r WHERE {meets} AND r.{beyond} ?"
        for beyond in ("minx <", "maxx >", "miny <", "maxy >")
    )
    sides = [value for side in (west, east, south, north) for value in (west, east, south, north, side)]
    (on_edge,) = db.execute(f"SELECT group_concat(id, ' ') FROM ({strips})", sides).fetchone()
    ids = np.sort(packed(found))
    if described is not None:
        ids = ids[find_sorted(described(), ids)[0]]
    crossing = np.isin(ids, packed(on_edge))
    # The envelope makes a line or a point of a box without width or height, which is no valid polygon.
    edge = _intersecting(db, shapely.box(*box).envelope, ids[crossing])
    return union([ids[~crossing], edge])


def _in_area(db: sqlite3.Connection, area: Geometry, rows: _Rows) -> Ids:
    """Tiles whose footprint intersects a geometry; those well inside by their R-tree entry are not read."""
    import shapely

    shapely.prepare(area)
    parts = shapely.get_parts(area)
    shapes = parts if len(parts) <= MAX_BOXES else [area]
    found = []
    for part in shapes:
        if part.is_empty:
            continue
        west, south, east, north = part.bounds
        found += db.execute(
            "SELECT r.id, r.minx, r.miny, r.maxx, r.maxy FROM rtree_tiles_geom AS r CROSS JOIN tiles AS t "
            "ON t.id = r.id "
            f"WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? AND {rows.where}",
            (west, east, south, north, *rows.values),
        ).fetchall()
    if not found:
        return np.empty(0, dtype=np.int64)
    # Ids below 2**53 survive as float64; a catalog never gets near.
    table = np.array(found, dtype=np.float64)
    ids, first = np.unique(table[:, 0].astype(np.int64), return_index=True)
    inside = shapely.covers(area, shapely.box(*table[first, 1:].T))
    return union([ids[inside], _intersecting(db, area, ids[~inside])])


def _intersecting(db: sqlite3.Connection, area: Geometry, ids: Ids) -> Ids:
    """Those of `ids` whose stored footprint intersects `area`."""
    import shapely

    if not len(ids):
        return ids
    rows = db.execute(
        "SELECT t.id, t.geom FROM json_each(?) AS asked CROSS JOIN tiles AS t ON t.id = asked.value",
        (json.dumps(ids.tolist()),),
    ).fetchall()
    shapely.prepare(area)
    hits = shapely.intersects(area, decode_geometries([geom for _, geom in rows]))
    found: Ids = np.array([tile_id for tile_id, _ in rows], dtype=np.int64)[hits]
    return found


def _ids(rows: sqlite3.Cursor) -> Ids:
    return np.fromiter((row[0] for row in rows), dtype=np.int64)
