"""The planned tiles of a raster. Each function runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage import encoding, places, schema_5, text_store
from tilescribe.catalog.geopackage.times import NOW, to_sql
from tilescribe.domain.names import base_name

if TYPE_CHECKING:
    import sqlite3

    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import Tile

__all__ = ["outdate", "replace"]

_TEXTS_OF_TILE = "SELECT text_id FROM descriptions WHERE tile_id = ?"


def outdate(db: sqlite3.Connection, raster_id: int) -> None:
    """The pixels or their meaning changed: what is known of them is kept, and is to be found out again."""
    of_raster = "tile_id IN (SELECT id FROM tiles WHERE raster_id = ?)"
    db.execute(f"UPDATE captions SET state = 'stale' WHERE state = 'done' AND {of_raster}", (raster_id,))
    db.execute(f"DELETE FROM captions WHERE state = 'failed' AND {of_raster}", (raster_id,))
    db.execute(
        f"UPDATE tiles SET state = 'pending', reason = '', updated = {NOW} WHERE raster_id = ? AND state <> 'pending'",
        (raster_id,),
    )


def replace(db: sqlite3.Connection, raster_id: int, raster: Raster, tiles: Sequence[Tile]) -> None:
    """Make the raster's tiles the planned ones; a tile of the same level and window keeps its id.

    What people said of tiles that go is kept, and finds the tiles that now stand for its place.
    """
    import numpy as np
    import shapely

    name, acquired, acquired_end = base_name(raster.path), to_sql(raster.acquired), to_sql(raster.acquired_end)
    planned = {
        _key(tile): blob
        for tile, blob in zip(tiles, encoding.encode_geometries([tile.footprint for tile in tiles]), strict=True)
    }
    stored = {
        tuple(key): (tile_id, geom)
        for tile_id, geom, *key in db.execute(
            "SELECT id, geom, level_m, row, col, height, width FROM tiles WHERE raster_id = ?", (raster_id,)
        )
    }
    gone = [(tile_id,) for key, (tile_id, _) in stored.items() if key not in planned]
    moved = [(blob, *stored[key]) for key, blob in planned.items() if key in stored and stored[key][1] != blob]
    new = [(blob, raster_id, name, *key, acquired, acquired_end) for key, blob in planned.items() if key not in stored]
    db.execute(
        "UPDATE tiles SET raster = :name, acquired = :time, acquired_end = :end "
        "WHERE raster_id = :id AND (raster IS NOT :name OR acquired IS NOT :time OR acquired_end IS NOT :end)",
        {"name": name, "time": acquired, "end": acquired_end, "id": raster_id},
    )
    replaced = {text_id for key in gone for (text_id,) in db.execute(_TEXTS_OF_TILE, key)}
    db.executemany("DELETE FROM tiles WHERE id = ?", gone)
    text_store.delete_unused(db, replaced)
    db.executemany("UPDATE tiles SET geom = ? WHERE id = ?", [(blob, tile_id) for blob, tile_id, _ in moved])
    for table in schema_5.FEATURES:
        # The raster's georeference was corrected: what was said of the pixels moves with them.
        db.executemany(f"UPDATE {table} SET geom = ? WHERE tile_id = ? AND geom = ?", moved)
    db.executemany(
        "INSERT INTO tiles (geom, raster_id, raster, level_m, row, col, height, width, acquired, acquired_end, "
        f"state, reason, summary, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', '', {NOW})",
        new,
    )
    if gone or moved:
        encoding.refresh_extent(db, "tiles")
    elif tiles:
        shapes = np.array([tile.footprint for tile in tiles], dtype=object)
        encoding.grow_extent(db, "tiles", tuple(shapely.total_bounds(shapes).tolist()))
    places.assign_of_raster(db, raster_id)


def _key(tile: Tile) -> tuple[float, int, int, int, int]:
    window = tile.window
    return float(tile.level_m), window.row, window.col, window.height, window.width
