"""Made-up marks for the tests of the mission list."""

from __future__ import annotations

from typing import Any

from qgis_plugin.core.mission import MissionCatalog
from qgis_plugin.core.protocol import MarkedTile
from tests.qgis.made_up import square

AREA = MissionCatalog("3f9a1c0b7d2e", "/data/area.gpkg", "area")


def marked(tile_id: int | None, *, west: float | None = None, **changes: Any) -> MarkedTile:
    """A mark of anna's on a tile: confirmed, in a row of tiles of its own."""
    number = tile_id or 0
    given = {
        "geometry": square(15.0 + number * 0.01 if west is None else west, 47.9),
        "tile_id": tile_id,
        "raster_id": 1,
        "raster": "scene_20260914.tif",
        "path": "/data/post/scene_20260914.tif",
        "acquired": "2026-09-14T00:00:00Z",
        "level_m": 112.0,
        "state": "done",
        "question": "destroyed houses",
        "verdict": "confirmed",
        "author": "anna",
        "updated": "2026-12-01T08:00:00Z",
        "summary": "Houses without roofs beside a road.",
        "placed": tile_id is not None,
    }
    return MarkedTile(**{**given, **changes})


def feature(tile: MarkedTile) -> dict:
    """A mark as the engine sends it."""
    properties = {name: value for name, value in tile.__dict__.items() if name != "geometry"}
    return {"type": "Feature", "id": tile.tile_id, "geometry": tile.geometry, "properties": properties}


def collection(*tiles: MarkedTile) -> dict:
    """Marks as the engine sends them."""
    return {"type": "FeatureCollection", "features": [feature(tile) for tile in tiles]}
