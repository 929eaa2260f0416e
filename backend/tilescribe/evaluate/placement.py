"""A picture without a place as a raster with one: what the catalog, and so the search, can hold."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import FileStamp, Georeferencing, Raster, Stretch
from tilescribe.domain.tile import Tile, TileRef, Window
from tilescribe.evaluate.datasets import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon

__all__ = ["place", "plan_of", "stamp_of", "tile_pixels"]

DEFAULT_GSD_M = 1.0
"""Where the data set does not tell: high-resolution pictures are what most data sets hold."""

_IDENTITY = Stretch(low=(0.0, 0.0, 0.0), high=(255.0, 255.0, 255.0))
"""Pictures are made for the screen already."""
_BANDS = (Band(1, Role.RED, 1 / 255), Band(2, Role.GREEN, 1 / 255), Band(3, Role.BLUE, 1 / 255))
"""Screen values as brightness, 0 to 1."""
_METRES_PER_DEGREE = 111_320.0
_MADE_UP_STEP_DEG = 0.25
_MADE_UP_COLUMNS = 200
_MADE_UP_ROWS = 320
"""Pictures without a place lie on a grid of 50 by 80 degrees around (0, 0), where degrees are nearly square."""
_NORTHERNMOST_DEG = 85.0
"""Further on, a picture would be many degrees wide."""


def place(picture: Picture, pixels: NDArray[np.uint8] | None, *, position: int) -> tuple[Raster, Tile]:
    """A north-up raster of the picture in EPSG:4326, and its one tile.

    Args:
        picture: Lies at its own coordinates where it has some, else at a made-up place.
        pixels: (height, width, 3); None for a picture that cannot be read, which becomes one pixel.
        position: In the data set; decides the made-up place.
    """
    height, width = (1, 1) if pixels is None else pixels.shape[:2]
    gsd_m = picture.gsd_m or DEFAULT_GSD_M
    transform, footprint = _ground(_centre(picture, position), width=width, height=height, gsd_m=gsd_m)
    raster = Raster(
        path=picture.path,
        fingerprint="unreadable" if pixels is None else hashlib.blake2b(_bytes(pixels), digest_size=16).hexdigest(),
        driver="picture",
        width=width,
        height=height,
        dtype="uint8",
        bands=_BANDS,
        nodata=(),
        palette=False,
        profile="rgb",
        profile_source="evaluation",
        quantity=Quantity.BRIGHTNESS,
        crs="EPSG:4326",
        georeferencing=Georeferencing.GEOTRANSFORM,
        transform=transform,
        gsd_x_m=gsd_m,
        gsd_y_m=gsd_m,
        footprint=footprint,
        acquired=None,
        acquired_source="",
        sensor=None,
        has_overviews=False,
    )
    tile = Tile(level_m=max(height, width) * gsd_m, window=Window(0, 0, height, width), footprint=footprint)
    return raster, tile


def tile_pixels(pixels: NDArray[np.uint8], tile: TileRef, raster: Raster, *, side_px: int) -> TilePixels:
    """What a captioner gets: the whole picture, averaged down to `side_px` where it is larger, as tiles are."""
    shown = _at_most(pixels, side_px)
    data = np.ascontiguousarray(np.moveaxis(shown, -1, 0))
    return TilePixels(tile, raster, _IDENTITY, data, np.ones(shown.shape[:2], dtype=bool))


def plan_of(picture: Picture, *, side_px: int) -> str:
    """What a picture's description depends on besides its pixels; another plan opens it again."""
    return f"picture: gsd_m={picture.gsd_m or DEFAULT_GSD_M:g} side_px={side_px}"


def stamp_of(picture: Picture) -> FileStamp:
    """Of the picture's file, or of the zip it is in; zeros when it is gone."""
    container = Path(picture.container)
    try:
        status = (container / picture.member if container.is_dir() else container).stat()
    except OSError:
        return FileStamp(0, 0)
    return FileStamp(status.st_size, status.st_mtime_ns)


def _bytes(pixels: NDArray[np.uint8]) -> bytes:
    return repr(pixels.shape).encode() + pixels.tobytes()


def _centre(picture: Picture, position: int) -> tuple[float, float]:
    """Longitude and latitude."""
    if picture.lon is not None and picture.lat is not None:
        return picture.lon, picture.lat
    column, row = position % _MADE_UP_COLUMNS, position // _MADE_UP_COLUMNS % _MADE_UP_ROWS
    west, north = -_MADE_UP_COLUMNS / 2 * _MADE_UP_STEP_DEG, _MADE_UP_ROWS / 2 * _MADE_UP_STEP_DEG
    return west + column * _MADE_UP_STEP_DEG, north - row * _MADE_UP_STEP_DEG


def _ground(
    centre: tuple[float, float], *, width: int, height: int, gsd_m: float
) -> tuple[tuple[float, float, float, float, float, float], MultiPolygon]:
    """The affine and the footprint; shifted where the picture would cross the antimeridian or come near a pole."""
    from shapely import MultiPolygon, box

    lat = float(np.clip(centre[1], -_NORTHERNMOST_DEG, _NORTHERNMOST_DEG))
    step_y = gsd_m / _METRES_PER_DEGREE
    step_x = step_y / math.cos(math.radians(lat))
    half_x, half_y = step_x * width / 2, step_y * height / 2
    lon = float(np.clip(centre[0], half_x - 180, 180 - half_x))
    transform = (step_x, 0.0, lon - half_x, 0.0, -step_y, lat + half_y)
    return transform, MultiPolygon([box(lon - half_x, lat - half_y, lon + half_x, lat + half_y)])


def _at_most(pixels: NDArray[np.uint8], side_px: int) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    if max(height, width) <= side_px:
        return pixels
    from PIL import Image

    scale = side_px / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX), dtype=np.uint8)
