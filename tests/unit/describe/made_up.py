"""Tiles made of arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, box

from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.pair import PairPixels, Shift
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


def pair_of(
    before: NDArray[np.uint8], after: NDArray[np.uint8], *, comparable: NDArray[np.bool_] | None = None, **of_tile: Any
) -> PairPixels:
    """Two pictures (3, height, width) of one place."""
    as_it_is = Stretch((0.0, 0.0, 0.0), (255.0, 255.0, 255.0))
    earlier, later = (replace(tile_of(data, **of_tile), stretch=as_it_is) for data in (before, after))
    fields = {name: getattr(later, name) for name in ("tile", "raster", "stretch", "data", "valid", "ground")}
    return PairPixels(
        **fields,
        before=earlier,
        shift=Shift(0.0, 0.0, 1.0),
        comparable=np.ones(before.shape[1:], np.bool_) if comparable is None else comparable,
        coverage=1.0,
        detail_m=0.5,
        gsd_ratio=1.0,
        angle_deg=0.0,
        before_paths=("/imagery/before.tif",),
    )


def drawn_street(seed: int = 3, *, flooded: bool = False) -> NDArray[np.uint8]:
    """(3, 224, 224): two rows of houses in gardens along a street, or standing in brown water."""
    dice = np.random.default_rng(seed)
    picture = np.empty((224, 224, 3))
    picture[:] = (124, 108, 84) if flooded else (92, 112, 70)
    if not flooded:
        picture[100:124] = (140, 138, 134)
    for row in (30, 140):
        for column in range(12, 200, 52):
            top, left = row + int(dice.integers(0, 12)), column + int(dice.integers(0, 8))
            roof = np.array(((150, 90, 75), (120, 118, 120), (170, 150, 130))[int(dice.integers(3))])
            picture[top : top + 20, left : left + 34] = roof
            picture[top + 20 : top + 40, left : left + 34] = roof * 0.75
            if not flooded:
                picture[top + 40 : top + 45, left + 3 : left + 37] *= 0.5
    lines, columns = np.mgrid[:224, :224]
    for _ in range(26):
        line, column, radius = (int(dice.integers(low, high)) for low, high in ((0, 224), (0, 224), (5, 10)))
        picture[(lines - line) ** 2 + (columns - column) ** 2 < radius**2] = (48, 66, 38)
    grain = dice.normal(0, 5, (224, 224, 1)) * (0.3 if flooded else 1)
    return np.clip(picture + grain, 0, 255).astype(np.uint8).transpose(2, 0, 1)
