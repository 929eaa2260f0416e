"""Which tile stands for a place that somebody marked or corrected. Runs inside the caller's transaction.

Tiles come and go: other levels, an edited file, a raster that is removed and added again. What people said stays with
its place, and with the raster that they saw as long as that is there. It shows on the tile that fits the place best,
and is kept without one where none does.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage import encoding, schema_5, writing
from tilescribe.catalog.geopackage.encoding import decode_geometries
from tilescribe.catalog.geopackage.times import from_sql
from tilescribe.catalog.types import Place
from tilescribe.domain.description import USER
from tilescribe.errors import UnknownTileError

if TYPE_CHECKING:
    import sqlite3


__all__ = ["COLUMNS", "MIN_SHARE", "assign", "assign_of_raster", "of_tile", "of_tiles", "read"]

MIN_SHARE = 0.5
"""Of the smaller of a place and a tile that they must have in common, as when hits of several levels are merged."""
MAX_LEVEL_RATIO = 4.0
"""Between the sides of a place and of its tile: one step of the automatic levels. What was said of a house is not said
of its whole town."""

COLUMNS = "geom, tile_id, raster_id, path, acquired, level_m"
"""Of `marks` and `corrections` alike."""

_AT_HOME = (
    "EXISTS (SELECT 1 FROM tiles AS t WHERE t.id = tile_id AND t.raster_id = {table}.raster_id "
    "AND t.geom = {table}.geom AND t.level_m = {table}.level_m)"
)
"""SQL condition on a row of `table`: it is on the very tile that the person saw."""


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    tile_id: int | None
    raster_id: int | None
    acquired: str | None
    level_m: float
    geom: bytes


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well a tile stands for a place, the best first."""

    loss: float
    """1 less the share of their union that place and tile have in common."""
    levels_apart: float
    distance: float
    """Of the centroids, degrees."""
    tile_id: int


def of_tile(db: sqlite3.Connection, tile_id: int) -> tuple[object, ...]:
    """`COLUMNS` of what is said of a tile from now on; errors as `of_tiles`."""
    return of_tiles(db, [tile_id])[tile_id]


def of_tiles(db: sqlite3.Connection, tile_ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    """Tile id to `COLUMNS` of what is said of it from now on.

    Raises:
        UnknownTileError: one of them is not there.
    """
    rows = db.execute(
        "SELECT t.geom, t.id, r.id, r.path, r.acquired, t.level_m FROM json_each(?) AS asked "
        "CROSS JOIN tiles AS t ON t.id = asked.value JOIN rasters AS r ON r.id = t.raster_id",
        (json.dumps(list(tile_ids)),),
    ).fetchall()
    found = {row[1]: row for row in rows}
    unknown = [tile_id for tile_id in tile_ids if tile_id not in found]
    if unknown:
        more = f" and {len(unknown) - 1:,} others" if len(unknown) > 1 else ""
        raise UnknownTileError(
            f"The catalog has no tile {unknown[0]}{more}",
            remedy="Take a tile_id from the hits of a search of this catalog",
        )
    return found


def read(rows: list[tuple[bytes, int | None, str, str | None, float]]) -> list[Place]:
    """Places of (geom, raster_id, path, acquired, level_m)."""
    footprints = decode_geometries([row[0] for row in rows])
    return [
        Place(raster_id, path, from_sql(acquired), level_m, footprint)
        for (_, raster_id, path, acquired, level_m), footprint in zip(rows, footprints, strict=True)
    ]


def assign_of_raster(db: sqlite3.Connection, raster_id: int) -> None:
    """A raster's tiles were planned anew, or it has come back: what belongs to it, or lies there, finds its tile."""
    for table in schema_5.FEATURES:
        db.execute(
            f"UPDATE {table} SET raster_id = :id WHERE raster_id IS NULL "
            "AND path = (SELECT path FROM rasters WHERE id = :id)",
            {"id": raster_id},
        )
        db.execute(
            f"UPDATE {table} SET (path, acquired) = (SELECT path, acquired FROM rasters WHERE id = :id) "
            "WHERE raster_id = :id",
            {"id": raster_id},
        )
        near = (
            f"SELECT p.id FROM rtree_rasters_geom AS r CROSS JOIN rtree_{table}_geom AS p "
            "ON p.maxx >= r.minx AND p.minx <= r.maxx AND p.maxy >= r.miny AND p.miny <= r.maxy WHERE r.id = :id"
        )
        where = f"(raster_id = :id OR (raster_id IS NULL AND id IN ({near}))) AND NOT {_AT_HOME.format(table=table)}"
        _assign(db, table, where, {"id": raster_id})


def assign(db: sqlite3.Connection) -> None:
    """Whatever has no tile looks for one."""
    for table in schema_5.FEATURES:
        _assign(db, table, "tile_id IS NULL", {})


def _assign(db: sqlite3.Connection, table: str, where: str, values: dict[str, int]) -> None:
    rows = [
        _Row(*row)
        for row in db.execute(
            f"SELECT id, tile_id, raster_id, acquired, level_m, geom FROM {table} WHERE {where} "
            "ORDER BY updated DESC, id DESC",
            values,
        )
    ]
    if not rows:
        return
    fits = [(fit, position) for position, row in enumerate(rows) if (fit := _best(db, row)) is not None]
    if table == "corrections":
        fits.sort()
    db.executemany(f"UPDATE {table} SET tile_id = NULL WHERE id = ?", [(row.id,) for row in rows])
    # One tile bears one correction, which is what fits it best, the latest of what fits alike. And it bears one mark of
    # each author, the latest: what they think now counts more than where exactly they looked.
    db.executemany(
        f"UPDATE OR IGNORE {table} SET tile_id = ? WHERE id = ?",
        [(fit.tile_id, rows[position].id) for fit, position in fits],
    )
    if table == "corrections":
        kept = {tile_id for (tile_id,) in db.execute("SELECT tile_id FROM corrections WHERE tile_id IS NOT NULL")}
        for row in rows:
            if row.tile_id is not None and row.tile_id not in kept:
                writing.drop_caption(db, row.tile_id, USER)
        writing.show_corrections(db)
    encoding.touch_contents(db, table)


def _best(db: sqlite3.Connection, row: _Row) -> _Fit | None:
    """The tile that stands for a place; of the raster that the person saw, or of another of the same day where that one
    is gone."""
    import shapely

    box = encoding.envelope(row.geom)
    if box is None:
        return None
    west, south, east, north = box
    near = db.execute(
        "SELECT t.id, t.level_m, t.geom FROM rtree_tiles_geom AS box CROSS JOIN tiles AS t ON t.id = box.id "
        "JOIN rasters AS r ON r.id = t.raster_id "
        "WHERE box.maxx >= :west AND box.minx <= :east AND box.maxy >= :south AND box.miny <= :north "
        "AND t.level_m BETWEEN :level / :ratio AND :level * :ratio "
        "AND CASE WHEN :raster IS NULL THEN substr(:acquired, 1, 10) IS substr(r.acquired, 1, 10) "
        "ELSE t.raster_id = :raster END",
        {
            "west": west,
            "east": east,
            "south": south,
            "north": north,
            "level": row.level_m,
            "ratio": MAX_LEVEL_RATIO,
            "raster": row.raster_id,
            "acquired": row.acquired,
        },
    ).fetchall()
    place = decode_geometries([row.geom])[0]
    fits = []
    for (tile_id, level_m, _), tile in zip(near, decode_geometries([geom for *_, geom in near]), strict=True):
        common = shapely.intersection(place, tile).area
        if common >= MIN_SHARE * min(place.area, tile.area) > 0:
            fits.append(
                _Fit(
                    # Rounded, so that what fits equally well in all but the last digits is told apart by what follows.
                    loss=round(1.0 - common / (place.area + tile.area - common), 6),
                    levels_apart=round(abs(math.log2(level_m / row.level_m)), 6),
                    distance=round(place.centroid.distance(tile.centroid), 9),
                    tile_id=tile_id,
                )
            )
    return min(fits, default=None)
