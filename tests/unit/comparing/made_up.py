"""Rasters and tiles of a catalog, without files."""

from __future__ import annotations

from typing import Any

import shapely

from tilescribe.catalog.types import StoredRaster, StoredTile
from tilescribe.domain.period import parse_period
from tilescribe.domain.raster import FileSignature, RasterState
from tilescribe.domain.tile import TileState


def stored_raster(number: int, path: str, date: str | None = None, **changes: Any) -> StoredRaster:
    period = parse_period(date) if date else None
    fields: dict[str, Any] = {
        "id": number,
        "path": path,
        "fingerprint": f"content of {path}",
        "stamp": FileSignature(1, 1),
        "overrides": "",
        "plan": "",
        "state": RasterState.PRESENT,
        "reason": "",
        "profile": "rgb",
        "profile_source": "tags",
        "sensor": None,
        "acquired": period.start if period else None,
        "acquired_end": period.end if period else None,
        "crs": "EPSG:4326",
        "gsd_m": 1.0,
        "width": 100,
        "height": 100,
        "roles": ("red", "green", "blue"),
        "levels_m": (100.0,),
        "tiles": {},
    }
    return StoredRaster(**{**fields, **changes})


def stored_tile(
    number: int, raster: StoredRaster, box: tuple[float, float, float, float], *, level_m: float = 100.0
) -> StoredTile:
    return StoredTile(
        id=number,
        raster_id=raster.id,
        raster=raster.path.rpartition("/")[2],
        path=raster.path,
        available=True,
        acquired=raster.acquired,
        acquired_end=raster.acquired_end,
        level_m=level_m,
        row=0,
        col=0,
        height=10,
        width=10,
        state=TileState.DONE,
        reason="",
        summary="",
        footprint=area(*box),
    )


def area(west: float, south: float, east: float, north: float) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.box(west, south, east, north)])
