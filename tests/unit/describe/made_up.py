"""Tiles made of arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, box

from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import Georeferencing, Raster, Stretch
from tilescribe.domain.tile import TileRef, Window

NORTH_UP = (1.0, 0.0, 500_000.0, 0.0, -1.0, 5_800_000.0)


def tile_of(
    data: NDArray[Any],
    roles: Sequence[Role] = (Role.RED, Role.GREEN, Role.BLUE),
    *,
    quantity: Quantity = Quantity.BRIGHTNESS,
    scale: float | None = None,
    valid: NDArray[np.bool_] | None = None,
    transform: tuple[float, ...] | None = NORTH_UP,
    gsd_m: float = 0.5,
) -> TilePixels:
    """A whole raster as one tile. 8-bit brightness is scaled by 255, everything else taken as it is."""
    _, height, width = data.shape
    if scale is None:
        scale = 1 / 255 if data.dtype == np.uint8 else 1.0
    raster = Raster(
        path="/imagery/tile.tif",
        fingerprint="0",
        driver="GTiff",
        width=width,
        height=height,
        dtype=data.dtype.name,
        bands=tuple(Band(index, role, scale) for index, role in enumerate(roles, start=1)),
        nodata=(),
        palette=False,
        profile="rgb",
        profile_source="user",
        quantity=quantity,
        crs="EPSG:32633",
        georeferencing=Georeferencing.GEOTRANSFORM if transform else Georeferencing.GCPS,
        transform=transform,  # type: ignore[arg-type]
        gsd_x_m=gsd_m,
        gsd_y_m=gsd_m,
        footprint=MultiPolygon([box(15, 52, 16, 53)]),
        acquired=None,
        acquired_source="",
        sensor=None,
        has_overviews=False,
    )
    if valid is None:
        valid = np.ones((height, width), np.bool_)
    stretch = _stretch(data)
    return TilePixels(TileRef(1, 1, height * gsd_m, Window(0, 0, height, width)), raster, stretch, data, valid)


def _stretch(data: NDArray[Any]) -> Stretch:
    finite = np.where(np.isfinite(data), data, 0).astype(np.float64)
    low, high = np.percentile(finite, [2, 98], axis=(1, 2))
    return Stretch(tuple(low.tolist()), tuple(high.tolist()))
