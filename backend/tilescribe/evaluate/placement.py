"""Pictures of a data set as rasters of one tile, with their own or made-up places, for the catalog of an evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.describe.pictures import DEFAULT_GSD_M, picture_raster
from tilescribe.domain.raster import FileSignature

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import Tile
    from tilescribe.evaluate.datasets import Picture

__all__ = ["place", "plan_of", "stamp_of"]

_MADE_UP_STEP_DEG = 0.25
_MADE_UP_COLUMNS = 200
_MADE_UP_ROWS = 320
"""Pictures without a place lie on a grid of 50 by 80 degrees around (0, 0), where degrees are nearly square."""


def place(picture: Picture, pixels: NDArray[np.uint8] | None, *, position: int) -> tuple[Raster, Tile]:
    """A north-up raster of the picture, and its one tile, as `picture_raster`.

    Args:
        picture: Lies at its own coordinates where it has some, else at a made-up place.
        pixels: (height, width, 3); None for a picture that cannot be read.
        position: In the data set; decides the made-up place.
    """
    centre = _centre(picture, position)
    return picture_raster(picture.path, pixels, centre=centre, gsd_m=picture.gsd_m or DEFAULT_GSD_M)


def plan_of(picture: Picture, *, side_px: int) -> str:
    """What a picture's description depends on besides its pixels; another plan opens it again."""
    return f"picture: gsd_m={picture.gsd_m or DEFAULT_GSD_M:g} side_px={side_px}"


def stamp_of(picture: Picture) -> FileSignature:
    """Of the picture's file, of both of a pair, or of the zip they are in; zeros when any is gone."""
    container = Path(picture.container)
    members = [picture.member] if picture.before is None else [picture.member, picture.before]
    files = [container / member for member in members] if container.is_dir() else [container]
    try:
        found = [file.stat() for file in files]
    except OSError:
        return FileSignature(0, 0)
    return FileSignature(sum(one.st_size for one in found), max(one.st_mtime_ns for one in found))


def _centre(picture: Picture, position: int) -> tuple[float, float]:
    """Longitude and latitude."""
    if picture.lon is not None and picture.lat is not None:
        return picture.lon, picture.lat
    column, row = position % _MADE_UP_COLUMNS, position // _MADE_UP_COLUMNS % _MADE_UP_ROWS
    west, north = -_MADE_UP_COLUMNS / 2 * _MADE_UP_STEP_DEG, _MADE_UP_ROWS / 2 * _MADE_UP_STEP_DEG
    return west + column * _MADE_UP_STEP_DEG, north - row * _MADE_UP_STEP_DEG
