"""A raster rendered for display: north up, in its own colours, with the transformation from WGS84 to its pixels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.bands import Role
from tilescribe.domain.raster import Georeferencing

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry, MultiPolygon

    from tilescribe.domain.hit import Hit
    from tilescribe.domain.raster import Raster
    from tilescribe.raster.rasterio_types import CoordinateReferenceSystem, Dataset, PixelWindow

__all__ = ["RasterPicture", "read_raster_picture", "read_tile"]

_GAMMA = 0.85
"""Below 1 lifts the shadows a little, which a linear stretch leaves dark on screen."""
_TILE_LONGEST_PX = 1024
"""A thumbnail is made from a tile read at full resolution, up to this side; larger ones are decimated."""

Stretch = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class RasterPicture:
    """The pixels of a raster in display colours, and how places on Earth are found in them."""

    raster: Raster
    pixels: NDArray[np.uint8]
    """(height, width, 3), north up, square pixels on the ground."""
    crs: str
    """Of `to_crs`, WKT."""
    to_crs: tuple[float, float, float, float, float, float]
    """Affine (a, b, c, d, e, f) from positions in `pixels` to `crs`."""
    stretch: Stretch
    """(low, high) of each of the three colours, in stored values."""
    metres_per_px: float

    @property
    def path(self) -> str:
        return self.raster.path

    def outlines(self, footprint: MultiPolygon) -> list[list[tuple[float, float]]]:
        """The rings of a WGS84 footprint as (column, row) positions in `pixels`."""
        from rasterio.transform import Affine

        moved = _from_wgs84(footprint, self.crs, near=self.middle)
        to_pixels = ~Affine(*self.to_crs)
        return [[to_pixels @ (x, y) for x, y, *_ in part.exterior.coords] for part in moved.geoms]

    @property
    def middle(self) -> tuple[float, float]:
        """The position in `crs` of the middle of `pixels`."""
        from rasterio.transform import Affine

        height, width = self.pixels.shape[:2]
        x, y = Affine(*self.to_crs) @ (width / 2, height / 2)
        return x, y


def read_raster_picture(path: str, *, widest_px: int, highest_px: int) -> RasterPicture:
    """Read a raster decimated, so that it fits into a box; colours from the 2nd to the 98th percentile.

    Raises:
        RasterError: It cannot be opened or read.
    """
    from rasterio.transform import Affine

    from tilescribe.raster.opening import open_raster

    raster = open_raster(path)
    with _north_up(raster) as (source, crs):
        metres_x, metres_y = _pixel_metres(source, crs)
        ground_x, ground_y = source.width * metres_x, source.height * metres_y
        metres_per_px = max(ground_x / widest_px, ground_y / highest_px)
        width, height = max(1, round(ground_x / metres_per_px)), max(1, round(ground_y / metres_per_px))
        values, valid = _read(source, raster, None, (height, width))
        stretch = _percentiles(values, valid)
        affine = source.transform @ Affine.scale(source.width / width, source.height / height)
        return RasterPicture(
            raster=raster,
            pixels=_coloured(values, valid, stretch),
            crs=crs.to_wkt(),
            to_crs=(affine.a, affine.b, affine.c, affine.d, affine.e, affine.f),
            stretch=stretch,
            metres_per_px=metres_per_px,
        )


def read_tile(raster_picture: RasterPicture, hit: Hit, *, side_px: int) -> NDArray[np.uint8]:
    """The tile of a hit, (height, width, 3) with its longer side `side_px`, in the colours of its scene."""
    from PIL import Image

    with _north_up(raster_picture.raster) as (source, crs):
        window = _window(source, _from_wgs84(hit.footprint, raster_picture.crs, near=raster_picture.middle))
        metres_x, metres_y = _pixel_metres(source, crs)
        ground_x, ground_y = window.width * metres_x, window.height * metres_y
        shrink = min(1.0, _TILE_LONGEST_PX / max(window.width, window.height))
        shape = max(1, round(window.height * shrink)), max(1, round(window.width * shrink))
        values, valid = _read(source, raster_picture.raster, window, shape)
    scale = side_px / max(ground_x, ground_y)
    size = max(1, round(ground_x * scale)), max(1, round(ground_y * scale))
    picture = Image.fromarray(_coloured(values, valid, raster_picture.stretch))
    return np.asarray(picture.resize(size, Image.Resampling.LANCZOS), dtype=np.uint8)


@contextmanager
def _north_up(raster: Raster) -> Iterator[tuple[Dataset, CoordinateReferenceSystem]]:
    """The raster as a dataset whose rows run east and whose columns run south, warped only if they do not; its CRS.

    The CRS is the one that was settled when the raster was opened, where the file itself does not name it.
    """
    from rasterio.enums import Resampling

    from tilescribe.raster.gdal import dataset
    from tilescribe.raster.rasterio_types import crs_from_user_input, warped_vrt

    with dataset(raster) as source:
        transform = source.transform
        upright = transform.b == transform.d == 0 and transform.a > 0 > transform.e
        if raster.georeferencing is Georeferencing.GEOTRANSFORM and upright:
            yield source, crs_from_user_input(raster.crs)
            return
        options: dict[str, object] = {}
        if raster.georeferencing is Georeferencing.RPCS:
            rpcs = source.rpcs
            assert rpcs is not None, raster.path  # it was placed by them a moment ago
            options = {"crs": "EPSG:4326", "rpcs": rpcs, "RPC_HEIGHT": rpcs.height_off}
        method = Resampling.nearest if raster.palette else Resampling.bilinear
        with warped_vrt(source, src_crs=raster.crs, resampling=method, add_alpha=True, **options) as warped:
            assert warped.crs is not None, raster.path  # that of the source, unless another is asked for
            yield warped, warped.crs


def _read(
    source: Dataset, raster: Raster, window: PixelWindow | None, shape: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """(3, height, width) float32 of the colours, and where they are valid."""
    from rasterio.enums import Resampling

    bands = _colour_bands(raster)
    calm = Resampling.nearest if raster.palette else Resampling.average
    stored = source.read(bands, window=window, out_shape=(len(bands), *shape), resampling=calm)
    valid = source.dataset_mask(window=window, out_shape=shape) > 0
    if raster.palette:
        table = np.array([source.colormap(1).get(index, (0, 0, 0, 0))[:3] for index in range(256)], dtype=np.float32)
        values = table[np.clip(stored[0], 0, 255).astype(np.intp)].transpose(2, 0, 1)
    else:
        values = np.broadcast_to(stored, (3, *shape)) if len(bands) == 1 else stored
        values = values.astype(np.float32)
        valid = valid & np.isfinite(values).all(axis=0) & (stored != 0).any(axis=0)
    return values, valid


def _window(source: Dataset, shape: Geometry) -> PixelWindow:
    """The whole pixels of a north-up dataset that a shape in its CRS touches, one at least."""
    from tilescribe.raster.rasterio_types import pixel_window

    x0, y0, x1, y1 = shape.bounds
    to_pixels = ~source.transform
    (column0, row0), (column1, row1) = to_pixels @ (x0, y1), to_pixels @ (x1, y0)
    left, top = min(max(0, round(column0)), source.width - 1), min(max(0, round(row0)), source.height - 1)
    right, bottom = min(max(left + 1, round(column1)), source.width), min(max(top + 1, round(row1)), source.height)
    return pixel_window(col=left, row=top, width=right - left, height=bottom - top)


def _colour_bands(raster: Raster) -> list[int]:
    """Band numbers to show as red, green, blue: true colour, else infrared, else the first three, or one in grey."""
    index = {band.role: band.index for band in raster.bands}
    if raster.palette:
        return [1]
    for roles in ((Role.RED, Role.GREEN, Role.BLUE), (Role.NIR, Role.RED, Role.GREEN), (Role.VV, Role.VH, Role.VV)):
        if all(role in index for role in roles):
            return [index[role] for role in roles]
    if len(raster.bands) >= 3 and not {Role.GREY, Role.PAN} & set(index):
        return [band.index for band in raster.bands[:3]]  # colours of something that is no picture, a map of classes
    return [raster.bands[0].index]


def _percentiles(values: NDArray[np.float32], valid: NDArray[np.bool_]) -> Stretch:
    if not valid.any():
        return ((0.0, 1.0),) * 3
    pairs = []
    for colour in values:
        low, high = (float(value) for value in np.percentile(colour[valid], (2, 98)))
        pairs.append((low, high if high > low else low + 1.0))
    return tuple(pairs)


def _coloured(values: NDArray[np.float32], valid: NDArray[np.bool_], stretch: Stretch) -> NDArray[np.uint8]:
    """(height, width, 3) uint8; light grey where nothing is."""
    low = np.array([pair[0] for pair in stretch], dtype=np.float32)[:, None, None]
    high = np.array([pair[1] for pair in stretch], dtype=np.float32)[:, None, None]
    share = np.clip(np.nan_to_num((values - low) / (high - low)), 0, 1) ** np.float32(_GAMMA)
    picture: NDArray[np.uint8] = np.rint(share * 255).astype(np.uint8).transpose(1, 2, 0).copy()
    picture[~valid] = 232
    return picture


def _pixel_metres(source: Dataset, crs: CoordinateReferenceSystem) -> tuple[float, float]:
    """Geodesic size (x, y) of the pixel in the middle of a north-up dataset."""
    import pyproj

    column, row = source.width / 2, source.height / 2
    corners = ((column, row), (column + 1, row), (column, row + 1))
    x, y = zip(*(source.transform @ corner for corner in corners), strict=True)
    to_degrees = pyproj.Transformer.from_crs(pyproj.CRS.from_user_input(crs.to_wkt()), 4326, always_xy=True)
    longitudes, latitudes = to_degrees.transform(x, y)
    geod = pyproj.Geod(ellps="WGS84")
    metres_x = geod.inv(longitudes[0], latitudes[0], longitudes[1], latitudes[1])[2]
    metres_y = geod.inv(longitudes[0], latitudes[0], longitudes[2], latitudes[2])[2]
    return float(metres_x), float(metres_y)


def _from_wgs84(footprint: MultiPolygon, crs: str, *, near: tuple[float, float]) -> Geometry:
    """A footprint in `crs`. Longitudes come to the turn of the globe on which `near` lies."""
    import pyproj
    import shapely

    target = pyproj.CRS.from_user_input(crs)
    transformer = pyproj.Transformer.from_crs(4326, target, always_xy=True)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = transformer.transform(points[:, 0], points[:, 1])
        x = np.asarray(x, dtype=np.float64)
        if target.is_geographic:
            x = x + 360 * np.round((near[0] - x.mean()) / 360)
        return np.column_stack([x, y])

    return shapely.MultiPolygon([shapely.transform(part, move) for part in footprint.geoms])
