"""Pixel size and direction of north at each tile, for every projection and every kind of georeferencing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.ground import LocalGround
from tilescribe.raster.georeference import locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import Window
    from tilescribe.raster.georeference import PixelToGround

__all__ = ["local_grounds", "locate_cached"]

_TURNS_FROM_DEG = 19.0
"""North that turns by more between the centre and a corner of a tile is not one direction: see `facing_of`."""


@lru_cache(maxsize=64)
def locate_cached(raster: Raster) -> PixelToGround:
    """`locate(raster)`, kept for 64 rasters: it takes milliseconds, and is asked for with each single tile."""
    return locate(raster)


def local_grounds(raster: Raster, windows: Sequence[Window], ground: PixelToGround) -> list[LocalGround]:
    """Pixel size and north of each window, in order; 100,000 in about a second.

    A window whose centre lies outside the CRS's domain gets the pixel size of the raster's centre, and no north.
    """
    boxes = np.array([(w.col, w.row, w.width, w.height) for w in windows], dtype=np.float64).reshape(-1, 4)
    cols, rows = boxes[:, 0] + boxes[:, 2] / 2, boxes[:, 1] + boxes[:, 3] / 2
    axes = ground.axes(cols, rows)
    known: NDArray[np.bool_] = np.asarray(np.isfinite(axes).all(axis=1))
    turning: NDArray[np.bool_] = np.zeros(len(boxes), dtype=bool)
    north = _north(axes)
    for across in (-0.5, 0.5):
        for down in (-0.5, 0.5):
            # A pixel inside the corner, so that the steps around it stay in the window.
            corner_cols = cols + across * np.maximum(boxes[:, 2] - 1, 0)
            corner_rows = rows + down * np.maximum(boxes[:, 3] - 1, 0)
            off = np.abs((_north(ground.axes(corner_cols, corner_rows)) - north + 180) % 360 - 180)
            turning = np.logical_or(turning, off > _TURNS_FROM_DEG)  # a corner without ground says nothing
    return [
        LocalGround(float(np.hypot(a, d)), float(np.hypot(b, e)), None if turns else (a, b, d, e))
        if there and min(np.hypot(a, d), np.hypot(b, e)) > 0
        else LocalGround(raster.gsd_x_m, raster.gsd_y_m, None)
        for (a, b, d, e), there, turns in zip(axes.tolist(), known.tolist(), turning.tolist(), strict=True)
    ]


def _north(axes: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) direction of true north in the pixel grid, in degrees; `axes` is (n, 4)."""
    a, b, d, e = axes.T
    # The step (x, y) in pixels that goes to the north and not to the east solves a x + b y = 0; of its two signs the
    # one that d x + e y > 0.
    turn = np.sign(a * e - b * d)
    degrees: NDArray[np.float64] = np.degrees(np.arctan2(a * turn, -b * turn))
    return degrees
