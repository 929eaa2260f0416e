"""Which marks are of the ground that a tile shows: those on the tile, and those on another of about the same ground and
the same day. Runs inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage.encoding import decode_geometries

if TYPE_CHECKING:
    import sqlite3

__all__ = ["MIN_IOU", "marks_on_ground"]

MIN_IOU = 0.5
"""Least share of the union of both grounds that they have in common."""
MAX_LEVEL_RATIO = 3.0
"""Between the sides of two tiles of about the same ground: their areas differ by no more than 1 / `MIN_IOU`, and a
tile's side is up to half longer than its level says; 1.5 * 2^0.5 = 2.1, and levels are 4 times apart."""
MIN_BOX_SHARE = 0.1
"""Least share of the larger of two boxes that they have in common. The box of a turned tile is larger than the tile: up
to 2 times of a square, 2.25 times of one that is half as wide; `MIN_IOU` / 2.25 = 0.22 is never missed."""

_OF_AUTHOR = "(:author IS NULL OR m.author = :author)"
_ON_TILES = (
    "SELECT asked.value, m.id FROM json_each(:tiles) AS asked CROSS JOIN marks AS m ON m.tile_id = asked.value "
    f"WHERE {_OF_AUTHOR}"
)
_NEAR = f"""
SELECT t.id, m.id, t.geom, m.geom FROM json_each(:tiles) AS asked
CROSS JOIN rtree_tiles_geom AS ground ON ground.id = asked.value
CROSS JOIN rtree_marks_geom AS box ON box.maxx >= ground.minx AND box.minx <= ground.maxx
    AND box.maxy >= ground.miny AND box.miny <= ground.maxy
CROSS JOIN marks AS m ON m.id = box.id
CROSS JOIN tiles AS t ON t.id = asked.value
WHERE (min(box.maxx, ground.maxx) - max(box.minx, ground.minx))
    * (min(box.maxy, ground.maxy) - max(box.miny, ground.miny))
    >= :box * max((box.maxx - box.minx) * (box.maxy - box.miny),
                  (ground.maxx - ground.minx) * (ground.maxy - ground.miny))
    AND m.tile_id IS NOT t.id AND {_OF_AUTHOR} AND m.level_m BETWEEN t.level_m / :ratio AND t.level_m * :ratio
    AND substr(t.acquired, 1, 10) IS substr(
        CASE WHEN m.raster_id IS NULL THEN m.acquired ELSE (SELECT acquired FROM rasters WHERE id = m.raster_id) END,
        1, 10)"""
"""CROSS JOIN keeps SQLite to this order: a tile asked for, the marks whose boxes touch its own, what these are."""


def marks_on_ground(
    db: sqlite3.Connection, tile_ids: Sequence[int], *, author: str | None = None
) -> dict[int, list[int]]:
    """Tile id to ids of marks, in no order, for those tiles that have any; of all authors, or of one."""
    found: dict[int, list[int]] = {}
    values: dict[str, object] = {"author": author, "ratio": MAX_LEVEL_RATIO, "box": MIN_BOX_SHARE}
    if not tile_ids or not db.execute(f"SELECT 1 FROM marks AS m WHERE {_OF_AUTHOR} LIMIT 1", values).fetchone():
        return found
    values["tiles"] = json.dumps(list(dict.fromkeys(tile_ids)))
    for tile_id, mark_id in db.execute(_ON_TILES, values):
        found.setdefault(tile_id, []).append(mark_id)
    near = db.execute(_NEAR, values).fetchall()
    for (tile_id, mark_id, *_), same in zip(near, _about_the_same(near), strict=True):
        if same:
            found.setdefault(tile_id, []).append(mark_id)
    return found


def _about_the_same(rows: list[tuple[int, int, bytes, bytes]]) -> list[bool]:
    """Of each (tile, mark, ground of the tile, ground of the mark)."""
    if not rows:
        return []
    import shapely

    tiles, marks = decode_geometries([row[2] for row in rows]), decode_geometries([row[3] for row in rows])
    common = shapely.area(shapely.intersection(tiles, marks))
    union = shapely.area(tiles) + shapely.area(marks) - common
    same: list[bool] = ((common >= MIN_IOU * union) & (union > 0.0)).tolist()
    return same
