"""Transformation of pixel positions to WGS84, by geotransform, ground control points or RPCs.

Pixel positions are GDAL's: (col, row) floats, (0, 0) the outer corner of the first pixel, (0.5, 0.5) its centre.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.raster import Georeferencing
from tilescribe.errors import NotGeoreferencedError
from tilescribe.raster.gdal import dataset
from tilescribe.raster.rasterio_types import gcp_transformer, ground_control_point, rpc_transformer

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from pyproj import CRS

    from tilescribe.domain.raster import Raster
    from tilescribe.raster.rasterio_types import Dataset, GroundControlPoint, PixelTransformer

__all__ = ["PixelToGround", "ground_of_dataset", "ground_of_transform", "locate"]

PixelMap = Callable[["NDArray[np.float64]", "NDArray[np.float64]"], tuple["NDArray[np.float64]", "NDArray[np.float64]"]]
"""(cols, rows) to (x, y) of the raster's CRS, 1-D float64 arrays of one length."""

_GRID_PX = 17
"""Positions along each side at which a raster is asked whether it leaves its CRS's domain."""


def locate(raster: Raster) -> PixelToGround:
    """The transformation from the pixels of `raster` to WGS84. Opens the file only for GCPs and RPCs.

    Raises:
        NotGeoreferencedError: The CRS cannot be understood, the GCPs or RPCs are gone, or no pixel lies on Earth.
        RasterReadError: The GCPs or RPCs cannot be read (any more).
    """
    if raster.georeferencing is Georeferencing.GEOTRANSFORM and raster.transform is not None:
        return ground_of_transform(raster.transform, crs=raster.crs, width=raster.width, height=raster.height)
    with dataset(raster) as opened:
        return ground_of_dataset(raster.path, opened, georeferencing=raster.georeferencing, crs=raster.crs)


def ground_of_transform(
    transform: tuple[float, float, float, float, float, float], *, crs: str, width: int, height: int
) -> PixelToGround:
    """Placement by an affine (a, b, c, d, e, f) in rasterio's order: x = a col + b row + c, y = d col + e row + f."""
    a, b, c, d, e, f = transform

    def to_crs(cols: NDArray[np.float64], rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return a * cols + b * rows + c, d * cols + e * rows + f

    return PixelToGround(to_crs, crs=crs, width=width, height=height)


def ground_of_dataset(path: str, source: Dataset, *, georeferencing: Georeferencing, crs: str) -> PixelToGround:
    """Placement by the ground control points or rational polynomials of an open dataset.

    Args:
        path: What was opened.
        source: Open.
        georeferencing: `GCPS` or `RPCS`: which of them counts.
        crs: Of the control points: anything PROJ understands.

    Raises:
        NotGeoreferencedError: It has none of them (any more), they determine no transformation, or no pixel lies on
            Earth.
    """
    transformer = (
        _rpc_transformer(path, source)
        if georeferencing is Georeferencing.RPCS
        else _gcp_transformer(path, source, crs=crs)
    )
    lock = Lock()

    def to_crs(cols: NDArray[np.float64], rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        with lock:  # GDAL's transformers keep state between calls
            xs, ys = transformer.xy(rows, cols, offset="ul")
        return np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64)

    return PixelToGround(to_crs, crs=crs, width=source.width, height=source.height)


class PixelToGround:
    """Transforms pixel positions of one raster to WGS84. Any thread may use it.

    Args:
        to_crs: (cols, rows) to (x, y) in `crs`.
        crs: Anything PROJ understands: `EPSG:n` or WKT.
        width: Of the raster, in pixels.
        height: Of the raster, in pixels.

    Raises:
        NotGeoreferencedError: `crs` is no CRS on Earth, or none of the raster's pixels lies in its domain.
    """

    def __init__(self, to_crs: PixelMap, *, crs: str, width: int, height: int) -> None:
        from pyproj import CRS, Transformer
        from pyproj.exceptions import ProjError

        self.width = width
        self.height = height
        self._to_crs = to_crs
        try:
            source = CRS.from_user_input(crs)
            self._to_wgs84 = Transformer.from_crs(source, "OGC:CRS84", always_xy=True)
        except ProjError as error:
            raise NotGeoreferencedError(
                f"The coordinate reference system {crs[:80]!r} cannot be related to longitude and latitude",
                remedy="Assign the right one, for example with gdal_edit.py -a_srs EPSG:n",
            ) from error
        self._degrees_per_unit = _degrees_per_unit(source) if source.is_geographic else None
        self._limited = False
        self._limited = self._degrees_per_unit is None and not _repeats_eastward(source) and self._leaves_domain()
        self._refuse_when_nowhere(crs)

    @property
    def continuous(self) -> bool:
        """Whether longitudes run on past 180 instead of jumping to -180: so in geographic CRSs."""
        return self._degrees_per_unit is not None

    def lonlat(self, cols: ArrayLike, rows: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """WGS84 (longitude, latitude) in degrees of pixel positions, shaped as `cols` and `rows` broadcast together.

        Positions outside the CRS's domain give infinity. Where `continuous`, longitudes may lie outside -180..180.
        """
        cols, rows = np.broadcast_arrays(np.asarray(cols, dtype=np.float64), np.asarray(rows, dtype=np.float64))
        xs, ys = self._to_crs(cols.ravel(), rows.ravel())
        lon, lat = self._to_wgs84.transform(xs, ys)
        lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        outside = ~(np.isfinite(lon) & np.isfinite(lat))
        if self._degrees_per_unit is not None:
            # PROJ wraps longitudes on a change of datum; the stored ones tell on which turn they were.
            with np.errstate(invalid="ignore"):
                lon = lon + 360.0 * np.round((xs * self._degrees_per_unit - lon) / 360.0)
            # Grids registered by pixel centre reach half a pixel over the poles; 0..360 grids start anywhere. What is
            # further off is no degrees at all.
            outside |= (np.abs(lat) > 91.0) | (np.abs(lon) > 720.0)
            lat = np.clip(lat, -90.0, 90.0)
        if self._limited:
            outside |= ~self._survives_round_trip(lon, lat, xs, ys)
        lon, lat = np.where(outside, np.inf, lon), np.where(outside, np.inf, lat)
        return lon.reshape(cols.shape), lat.reshape(cols.shape)

    def axes(self, cols: ArrayLike, rows: ArrayLike) -> NDArray[np.float64]:
        """(n, 4) metres (a, b, d, e) at n pixel positions: a step along a row goes a to the east and d to the north.

        One along a column goes b to the east and e to the north. Geodesic on WGS84, towards true north; NaN outside
        the CRS's domain.
        """
        from pyproj import Geod

        cols, rows = (
            np.atleast_1d(np.asarray(cols, dtype=np.float64)),
            np.atleast_1d(np.asarray(rows, dtype=np.float64)),
        )
        half = np.array([[-0.5, 0.5, 0.0, 0.0], [0.0, 0.0, -0.5, 0.5]])[..., None]
        lon, lat = self.lonlat(cols + half[0], rows + half[1])
        there = (np.isfinite(lon) & np.isfinite(lat)).all(axis=0)
        axes = np.full((cols.size, 4), np.nan)
        lon, lat = lon[:, there], lat[:, there]
        for position, (start, end) in enumerate(((0, 1), (2, 3))):
            azimuths, _, metres = Geod(ellps="WGS84").inv(lon[start], lat[start], lon[end], lat[end])
            axes[there, position] = metres * np.sin(np.radians(azimuths))
            axes[there, position + 2] = metres * np.cos(np.radians(azimuths))
        return axes

    def gsd(self, col: float, row: float) -> tuple[float, float]:
        """Ground metres of one pixel step along the row (x) and along the column (y) at a position, geodesic on WGS84.

        Raises:
            NotGeoreferencedError: The position lies outside the CRS's domain.
        """
        from pyproj import Geod

        cols = np.array([col - 0.5, col + 0.5, col, col])
        rows = np.array([row, row, row - 0.5, row + 0.5])
        lon, lat = self.lonlat(cols, rows)
        if not np.isfinite(lon).all():
            raise NotGeoreferencedError(
                f"The pixel at column {col:g}, row {row:g} lies outside its coordinate reference system's domain",
                remedy="Check the raster's CRS and transform with gdalinfo, or cut off the part without ground",
            )
        _, _, metres = Geod(ellps="WGS84").inv(lon[::2], lat[::2], lon[1::2], lat[1::2])
        return float(metres[0]), float(metres[1])

    def _survives_round_trip(
        self,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        xs: NDArray[np.float64],
        ys: NDArray[np.float64],
    ) -> NDArray[np.bool_]:
        """Whether a position survives the way to WGS84 and back: inverse projections answer outside their map too."""
        back_x, back_y = self._to_wgs84.transform(lon, lat, direction="INVERSE")
        with np.errstate(invalid="ignore"):
            # 1e-6 of an Earth radius is 6 m: far above rounding, far below a jump to the other side of the map.
            near: NDArray[np.bool_] = np.hypot(back_x - xs, back_y - ys) <= 1e-6 * (6.4e6 + np.hypot(xs, ys))
        return near

    def _grid(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        cols, rows = np.meshgrid(np.linspace(0, self.width, _GRID_PX), np.linspace(0, self.height, _GRID_PX))
        return cols.ravel(), rows.ravel()

    def _leaves_domain(self) -> bool:
        cols, rows = self._grid()
        xs, ys = self._to_crs(cols, rows)
        lon, lat = self.lonlat(cols, rows)
        return not bool(self._survives_round_trip(lon, lat, xs, ys).all())

    def _refuse_when_nowhere(self, crs: str) -> None:
        lon, _ = self.lonlat(*self._grid())
        if not np.isfinite(lon).any():
            raise NotGeoreferencedError(
                f"No pixel lies on Earth under the coordinate reference system {crs[:80]!r}",
                remedy="Check CRS and transform with gdalinfo, and assign the right ones with gdal_edit.py",
            )


def _degrees_per_unit(crs: CRS) -> float:
    """Of a geographic CRS: 1 for degrees, 0.9 for grads."""
    return float(np.degrees(crs.axis_info[0].unit_conversion_factor))


def _repeats_eastward(crs: CRS) -> bool:
    """Whether the map repeats eastward, so that x past its edge is on Earth (Web Mercator over the antimeridian)."""
    method = crs.coordinate_operation.method_name if crs.coordinate_operation is not None else ""
    upright = not any(word in method for word in ("Transverse", "Oblique", "Cassini"))
    return upright and ("Mercator" in method or "Cylindrical" in method)


def _rpc_transformer(path: str, source: Dataset) -> PixelTransformer:
    rpcs = source.rpcs
    if rpcs is None:
        raise _without(path, "RPCs")
    # Without a terrain model the scene's own mean height is the best single one: what GDAL's RPC_HEIGHT is for.
    return rpc_transformer(rpcs, height_m=rpcs.height_off)


def _gcp_transformer(path: str, source: Dataset, *, crs: str) -> PixelTransformer:
    gcps, _ = source.gcps
    if not gcps:
        raise _without(path, "ground control points")
    return _fitted(_unwrapped(gcps, crs=crs), path=path)


def _without(path: str, what: str) -> NotGeoreferencedError:
    return NotGeoreferencedError(
        f"{path} has no {what} (any more), by which it was placed",
        remedy="Put them back, or index it again so that its place is settled anew",
    )


def _fitted(gcps: Sequence[GroundControlPoint], *, path: str) -> PixelTransformer:
    """Polynomials, as gdalwarp and QGIS use by default: hits then lie on the picture that QGIS shows.

    GDAL takes the highest order that the *number* of points allows. Where their places do not (two lines of many
    points), thin plate splines through the points are what is left.
    """
    from rasterio._err import CPLE_BaseError

    # Thin plate splines do not mind points on one line, and answer with noise beside it.
    places = np.array([(point.col, point.row) for point in gcps], dtype=np.float64)
    if np.linalg.matrix_rank(places - places.mean(axis=0)) < 2:
        raise NotGeoreferencedError(
            f"The {len(gcps)} ground control points of {path} lie on one line and determine no transformation",
            remedy="Give it at least three points that are not on one line",
        )
    try:
        return gcp_transformer(gcps)
    except CPLE_BaseError:
        pass
    try:
        return gcp_transformer(gcps, tps=True)
    except CPLE_BaseError as error:
        raise NotGeoreferencedError(
            f"The {len(gcps)} ground control points of {path} determine no transformation: {error}",
            remedy="Give it at least three points that are not on one line",
        ) from error


def _unwrapped(gcps: list[GroundControlPoint], *, crs: str) -> list[GroundControlPoint]:
    """Control points whose longitudes do not jump at the antimeridian, where no polynomial could follow them."""
    from pyproj import CRS

    xs = [point.x for point in gcps]
    if not CRS.from_user_input(crs).is_geographic or max(xs) - min(xs) <= 180:
        return gcps
    return [
        ground_control_point(row=point.row, col=point.col, x=point.x + 360 * (point.x < 0), y=point.y, z=point.z)
        for point in gcps
    ]
