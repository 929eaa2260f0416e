"""A picture without a georeference as a raster of one tile, so that it can be described, catalogued and searched."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.batching import describe_batch
from tilescribe.describe.registry import with_facts
from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import Georeferencing, Raster, Stretch
from tilescribe.domain.tile import Tile, TileRef, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from tilescribe.describe.base import Captioner
    from tilescribe.domain.description import Caption

__all__ = ["DEFAULT_GSD_M", "describe_picture", "picture_pixels", "picture_raster"]

DEFAULT_GSD_M = 1.0
"""Where nothing is known: high-resolution pictures are what most data sets hold."""

_IDENTITY = Stretch(low=(0.0, 0.0, 0.0), high=(255.0, 255.0, 255.0))
"""Pictures are made for the screen already."""
_BANDS = (Band(1, Role.RED, 1 / 255), Band(2, Role.GREEN, 1 / 255), Band(3, Role.BLUE, 1 / 255))
"""Screen values as brightness, 0 to 1."""
_METRES_PER_DEGREE = 111_320.0
_NORTHERNMOST_DEG = 85.0
"""Further on, a picture would be many degrees wide."""


def describe_picture(pixels: NDArray[np.uint8], captioner: Captioner) -> list[Caption]:
    """What is measured of a picture, (height, width, 3) uint8, and what the captioner sees in it.

    Raises:
        CaptionerFailedError: as `describe_batch`.
    """
    raster, tile = picture_raster("picture", pixels, centre=(0.0, 0.0))
    shown = picture_pixels(pixels, TileRef(0, 0, tile.level_m, tile.window), raster, side_px=captioner.input_side_px)
    return [describe_batch(one, [shown])[0] for one in with_facts(captioner)]


def picture_raster(
    path: str, pixels: NDArray[np.uint8] | None, *, centre: tuple[float, float], gsd_m: float = DEFAULT_GSD_M
) -> tuple[Raster, Tile]:
    """A north-up raster of a picture in EPSG:4326, and its one tile.

    Args:
        path: What it is called.
        pixels: (height, width, 3); None for a picture that cannot be read, which becomes one pixel.
        centre: Longitude and latitude.
        gsd_m: Ground size of one pixel.
    """
    height, width = (1, 1) if pixels is None else pixels.shape[:2]
    transform, footprint = _ground(centre, width=width, height=height, gsd_m=gsd_m)
    raster = Raster(
        path=path,
        fingerprint="unreadable" if pixels is None else hashlib.blake2b(_bytes(pixels), digest_size=16).hexdigest(),
        driver="picture",
        width=width,
        height=height,
        dtype="uint8",
        bands=_BANDS,
        nodata=(),
        palette=False,
        profile="rgb",
        profile_source="picture",
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


def picture_pixels(pixels: NDArray[np.uint8], tile: TileRef, raster: Raster, *, side_px: int) -> TilePixels:
    """What a captioner gets: the whole picture, averaged down to `side_px` where it is larger, as tiles are."""
    shown = _at_most(pixels, side_px)
    data = np.ascontiguousarray(np.moveaxis(shown, -1, 0))
    return TilePixels(tile, raster, _IDENTITY, data, np.ones(shown.shape[:2], dtype=bool))


def _bytes(pixels: NDArray[np.uint8]) -> bytes:
    return repr(pixels.shape).encode() + pixels.tobytes()


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
