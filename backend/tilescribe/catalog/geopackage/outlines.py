"""Where rasters and tiles lie, and who has described how much of them: what a map shows of a catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage.encoding import decode_geometries
from tilescribe.catalog.types import RasterOutline

if TYPE_CHECKING:
    import sqlite3

    from tilescribe.domain.raster import Bounds

__all__ = ["blank_reasons", "outlines", "tiles_at"]


def outlines(db: sqlite3.Connection) -> list[RasterOutline]:
    """One for each raster, in order of path; see `Catalog.outlines`."""
    described: dict[int, dict[str, int]] = {}
    updated: dict[int, str] = {}
    rows = db.execute(
        "SELECT raster_id, captioner, count(*), max(captions.updated) FROM captions "
        "JOIN tiles ON tiles.id = tile_id JOIN authors ON authors.id = author_id "
        "WHERE captions.state = 'done' GROUP BY 1, 2 ORDER BY 2"
    )
    for raster_id, captioner, count, last in rows:
        described.setdefault(raster_id, {})[captioner] = count
        updated[raster_id] = max(last, updated.get(raster_id, ""))
    rasters = db.execute("SELECT id, geom FROM rasters ORDER BY path").fetchall()
    footprints = decode_geometries([geom for _, geom in rasters])
    return [
        RasterOutline(raster_id, footprint, described.get(raster_id, {}), updated.get(raster_id))
        for (raster_id, _), footprint in zip(rasters, footprints, strict=True)
    ]


def tiles_at(db: sqlite3.Connection, place: Bounds) -> list[int]:
    """Ids of tiles in any state whose footprint touches a box or, where it has no extent, a point; smallest first."""
    import shapely

    west, south, east, north = place
    rows = db.execute(
        "SELECT t.id, t.geom FROM rtree_tiles_geom AS r CROSS JOIN tiles AS t ON t.id = r.id "
        "WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? ORDER BY t.level_m, t.id",
        (west, east, south, north),
    ).fetchall()
    shape = shapely.box(*place) if (west, south) != (east, north) else shapely.Point(west, south)
    touched = shapely.intersects(shape, decode_geometries([geom for _, geom in rows])) if rows else ()
    return [tile_id for (tile_id, _), touches in zip(rows, touched, strict=True) if touches]


def blank_reasons(db: sqlite3.Connection, *, limit: int) -> list[tuple[str, int]]:
    """Why tiles are blank, the commonest reason first."""
    rows = db.execute(
        "SELECT reason, count(*) AS tiles FROM tiles WHERE state = 'blank' GROUP BY reason "
        "ORDER BY tiles DESC, reason LIMIT ?",
        (limit,),
    )
    return [(reason, count) for reason, count in rows]
