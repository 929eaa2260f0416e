"""Two dates of one place made of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.pair import PairPixels, Shift
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import Georeferencing, Raster, Stretch
from tilescribe.domain.tile import TileRef, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["pair_of"]

NORTH_UP = (1.0, 0.0, 500_000.0, 0.0, -1.0, 5_800_000.0)
_RGB = (Role.RED, Role.GREEN, Role.BLUE)


def pair_of(
    before: NDArray[Any],
    after: NDArray[Any],
    roles: Sequence[Role] = _RGB,
    *,
    before_roles: Sequence[Role] | None = None,
    quantity: Quantity = Quantity.BRIGHTNESS,
    scale: float | None = None,
    gsd_m: float = 0.5,
    detail_m: float | None = None,
    comparable: NDArray[np.bool_] | None = None,
    transform: tuple[float, ...] | None = NORTH_UP,
    stretches: tuple[Stretch, Stretch] | None = None,
) -> PairPixels:
    """Two whole rasters of one size, lying on each other, as a pair without any shift.

    Args:
        before: (bands, height, width).
        after: (bands, height, width).
        roles: Of the later date's bands.
        before_roles: Of the earlier date's bands; `roles` by default.
        quantity: Of both.
        scale: Of stored values; by default 1/255 for 8-bit brightness, 1 for everything else.
        gsd_m: Ground size of a pixel.
        detail_m: Ground size of a pixel of the coarser date; `gsd_m` by default.
        comparable: (height, width); everywhere by default.
        transform: Affine (a, b, c, d, e, f); None for a raster whose north is not known.
        stretches: Of the earlier and the later date; by default from the 2nd to the 98th percentile of each.
    """

    black_to_white = stretches or (_stretch(before), _stretch(after))

    def tile(data: NDArray[Any], bands: Sequence[Role], path: str, stretch: Stretch) -> TilePixels:
        raster = _raster(data, bands, path=path, quantity=quantity, scale=scale, gsd_m=gsd_m, transform=transform)
        _, height, width = data.shape
        ref = TileRef(1, 1, height * gsd_m, Window(0, 0, height, width))
        return TilePixels(ref, raster, stretch, data, np.ones((height, width), np.bool_))

    earlier = tile(before, before_roles or roles, "/imagery/before.tif", black_to_white[0])
    later = tile(after, roles, "/imagery/after.tif", black_to_white[1])
    seen = np.ones(after.shape[1:], np.bool_) if comparable is None else comparable
    return PairPixels(
        tile=later.tile,
        raster=later.raster,
        stretch=later.stretch,
        data=later.data,
        valid=later.valid,
        before=earlier,
        shift=Shift(0.0, 0.0, 1.0),
        comparable=seen,
        coverage=1.0,
        detail_m=gsd_m if detail_m is None else detail_m,
        gsd_ratio=1.0,
        angle_deg=0.0,
        before_paths=(earlier.raster.path,),
    )


def _raster(
    data: NDArray[Any],
    roles: Sequence[Role],
    *,
    path: str,
    quantity: Quantity,
    scale: float | None,
    gsd_m: float,
    transform: tuple[float, ...] | None,
) -> Raster:
    from shapely import MultiPolygon, box

    _, height, width = data.shape
    if scale is None:
        scale = 1 / 255 if data.dtype == np.uint8 else 1.0
    return Raster(
        path=path,
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


def _stretch(data: NDArray[Any]) -> Stretch:
    finite = np.where(np.isfinite(data), data, 0).astype(np.float64)
    low, high = np.percentile(finite, [2, 98], axis=(1, 2))
    return Stretch(tuple(low.tolist()), tuple(high.tolist()))
