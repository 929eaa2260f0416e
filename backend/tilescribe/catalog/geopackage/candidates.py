"""Which tiles may answer: space, time, raster and level, before anything is scored."""

from __future__ import annotations

import json
from dataclasses import replace
from fnmatch import fnmatch
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from tilescribe.catalog.geopackage.encoding import decode_geometries
from tilescribe.catalog.geopackage.ids import union
from tilescribe.catalog.geopackage.locations import Locations
from tilescribe.catalog.geopackage.times import from_sql, to_sql
from tilescribe.domain.period import Period

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    from tilescribe.catalog.geopackage.described import DescribedTiles
    from tilescribe.domain.query import Filters
    from tilescribe.domain.raster import Bounds

__all__ = ["LEVEL_TOLERANCE", "candidates", "count_undated"]

LEVEL_TOLERANCE = 0.1
"""A level asked for as 100 m finds the one that a raster's own grid made 96 or 110 m."""
MAX_BOXES = 16
"""An area of more parts than this is looked up by one box around all of them: each box is a look at all tiles."""

At: TypeAlias = "NDArray[np.int64]"
"""Positions among the described tiles, ascending."""


def candidates(db: sqlite3.Connection, filters: Filters, tiles: DescribedTiles) -> NDArray[np.int64]:
    """Ids of described tiles that pass all the filters, (n,) int64, ascending.

    Args:
        db: A reader in one snapshot.
        filters: Where, when, which rasters and levels.
        tiles: All that are described in this snapshot.
    """
    chosen = filters.rasters or filters.acquired_from or filters.acquired_to or filters.labels
    at = _passing(db, filters, tiles, raster_ids=_raster_ids(db, filters) if chosen else None)
    return tiles.ids[at]


def count_undated(db: sqlite3.Connection, filters: Filters, described: Callable[[], DescribedTiles]) -> int:
    """How many rasters only the filter by time leaves out, since nothing tells when they were acquired."""
    if not (filters.acquired_from or filters.acquired_to):
        return 0
    undated = {raster_id for (raster_id,) in db.execute("SELECT id FROM rasters WHERE acquired IS NULL")}
    anytime = replace(filters, acquired_from=None, acquired_to=None)
    left_out = sorted(undated.intersection(_raster_ids(db, anytime)))
    if not left_out:
        return 0
    tiles = described()
    return len(np.unique(tiles.raster_ids[_passing(db, anytime, tiles, raster_ids=left_out)]))


def _passing(
    db: sqlite3.Connection, filters: Filters, tiles: DescribedTiles, *, raster_ids: Sequence[int] | None
) -> At:
    """The tiles of these rasters (None: all) that lie where the filters say, at the levels that they ask for."""
    at = None
    if filters.bounds is not None:
        at = union([_in_box(db, box, tiles) for box in _boxes_of_bounds(filters.bounds)])
    if filters.area is not None:
        inside = _in_area(db, filters.area, tiles)
        at = inside if at is None else np.intersect1d(at, inside, assume_unique=True)
    if at is None:
        at = np.arange(len(tiles))
    if raster_ids is not None:
        at = at[np.isin(tiles.raster_ids[at], raster_ids)]
    if filters.levels_m:
        at = at[_at_levels(tiles.levels_m[at], filters.levels_m)]
    return at


# --- time, raster, level ----------------------------------------------------------------------------------------------


def _at_levels(levels_m: NDArray[np.float64], asked: Sequence[float]) -> NDArray[np.bool_]:
    passing = np.zeros(len(levels_m), dtype=bool)
    for level_m in asked:
        passing |= (levels_m >= level_m * (1 - LEVEL_TOLERANCE)) & (levels_m <= level_m * (1 + LEVEL_TOLERANCE))
    return passing


def _matches(name: str, glob: str) -> bool:
    """Whether a name is what a glob stands for, its brackets taken as a set of characters or as they are."""
    return fnmatch(name, glob) or fnmatch(name, glob.replace("[", "[[]"))


def _raster_ids(db: sqlite3.Connection, filters: Filters) -> list[int]:
    """Rasters of the asked name, label and time; there are few of them, and a tile has its raster's time."""
    first, last = from_sql(to_sql(filters.acquired_from)), from_sql(to_sql(filters.acquired_to))
    found = []
    locations = Locations.of(db)
    for raster_id, path, relative, name, acquired, acquired_end, label in db.execute(
        "SELECT id, path, relative_path, name, acquired, acquired_end, label FROM rasters"
    ):
        if filters.labels and label not in filters.labels:
            continue
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


def _in_box(db: sqlite3.Connection, box: Bounds, tiles: DescribedTiles) -> At:
    """Tiles whose footprint intersects one box; the geometry of few is read."""
    import shapely

    at, sure = tiles.meeting(box)
    # The envelope makes a line or a point of a box without width or height, which is no valid polygon.
    return _with_intersecting(db, shapely.box(*box).envelope, tiles, at, sure)


def _in_area(db: sqlite3.Connection, area: Geometry, tiles: DescribedTiles) -> At:
    """Tiles whose footprint intersects a geometry; those whose box lies inside are not read."""
    import shapely

    shapely.prepare(area)
    parts = shapely.get_parts(area)
    shapes = parts if len(parts) <= MAX_BOXES else [area]
    met = [tiles.meeting(part.bounds)[0] for part in shapes if not part.is_empty]
    if not met:
        return np.empty(0, dtype=np.int64)
    at = union(met)
    inside = shapely.covers(area, shapely.box(*tiles.boxes_at(at)))
    return _with_intersecting(db, area, tiles, at, inside)


def _with_intersecting(
    db: sqlite3.Connection, area: Geometry, tiles: DescribedTiles, at: At, sure: NDArray[np.bool_]
) -> At:
    """Those of `at` that are sure, and those whose stored footprint intersects `area`."""
    import shapely

    doubtful = tiles.ids[at[~sure]]
    if not len(doubtful):
        return at
    rows = db.execute(
        "SELECT t.geom FROM json_each(?) AS asked CROSS JOIN tiles AS t ON t.id = asked.value ORDER BY asked.key",
        (json.dumps(doubtful.tolist()),),
    ).fetchall()
    shapely.prepare(area)
    passing = sure.copy()
    passing[~sure] = shapely.intersects(area, decode_geometries([geom for (geom,) in rows]))
    return at[passing]
