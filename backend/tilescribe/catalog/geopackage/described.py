"""What filters ask of described tiles, as arrays: where they lie, of which raster they are, and at which level."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage.ids import ascending, ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.incremental_cache import ArraySegments
    from tilescribe.domain.raster import Bounds

__all__ = ["SIDES", "DescribedTiles", "outer_boxes"]

SIDES = ("wests", "souths", "easts", "norths")
"""Names of the columns of a box."""
BLOCK = 64
"""Tiles that are passed over together where the box around them all is off. Ids follow the grid of a raster, so that
neighbours in number are neighbours on the ground."""


@dataclass(frozen=True, eq=False)
class DescribedTiles:
    """Tiles that have descriptions: arrays (n,), in order of id."""

    ids: NDArray[np.int64]
    raster_ids: NDArray[np.int64]
    levels_m: NDArray[np.float64]
    boxes: tuple[NDArray[np.float32], ...]
    """The `SIDES` of each footprint's box, degrees, rounded outwards by less than one step of float32; that of an empty
    footprint is `geopackage.NOWHERE`."""

    @classmethod
    def of(cls, descriptions: ArraySegments) -> DescribedTiles:
        """From the cached rows, one for each description."""
        tile_ids = descriptions.joined("tile_ids")
        columns = [descriptions.joined(name) for name in ("raster_ids", "levels_m", *SIDES)]
        if ascending(tile_ids):
            ids = tile_ids
        else:
            ids, first = np.unique(tile_ids, return_index=True)
            columns = [column[first] for column in columns]
        return cls(ids, columns[0], columns[1], tuple(columns[2:]))

    def __len__(self) -> int:
        return len(self.ids)

    def meeting(self, box: Bounds) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """(positions, ascending, of the tiles whose box meets another one; whether their footprint surely does).

        A footprint reaches each side of its own box. So where a whole side lies within the other box, the footprint
        has a point there, and only tiles at the corners of the other box are in doubt.
        """
        # The other box in the numbers of float32 that lie within it: what holds for them holds for it.
        west, south = (_rounded(side, up=True) for side in box[:2])
        east, north = (_rounded(side, up=False) for side in box[2:])
        wests, souths, easts, norths = self._outlines
        blocks = np.flatnonzero((easts >= west) & (wests <= east) & (norths >= south) & (souths <= north))
        at = ranges(blocks * BLOCK, np.minimum((blocks + 1) * BLOCK, len(self)))
        wests, souths, easts, norths = (side.take(at) for side in self.boxes)  # a third quicker than by brackets
        meets = np.flatnonzero((easts >= west) & (wests <= east) & (norths >= south) & (souths <= north))
        wests, souths, easts, norths = (side.take(meets) for side in (wests, souths, easts, norths))
        # The true sides lie less than one step of float32 further in, hence strictly.
        beside = (west < easts) & (easts <= east) | (west <= wests) & (wests < east)
        above = (south < norths) & (norths <= north) | (south <= souths) & (souths < north)
        across, upright = (west <= wests) & (easts <= east), (south <= souths) & (norths <= north)
        return at[meets], beside & upright | above & across

    def boxes_at(self, at: NDArray[np.int64]) -> NDArray[np.float64]:
        """(4, n) `SIDES` of the boxes at some positions."""
        return np.array([side[at] for side in self.boxes], dtype=np.float64)

    @cached_property
    def _outlines(self) -> tuple[NDArray[np.float32], ...]:
        """The `SIDES` of the boxes around each `BLOCK` of tiles."""
        starts = np.arange(0, len(self), BLOCK)
        if not len(starts):
            return self.boxes
        wests, souths, easts, norths = self.boxes
        lows = (np.minimum.reduceat(side, starts) for side in (wests, souths))
        return (*lows, *(np.maximum.reduceat(side, starts) for side in (easts, norths)))


def outer_boxes(boxes: NDArray[np.float64]) -> tuple[NDArray[np.float32], ...]:
    """The `SIDES` of boxes (n, 4), rounded outwards."""
    return tuple(_all_rounded(side, up=up) for side, up in zip(boxes.T, (False, False, True, True), strict=True))


def _rounded(side: float, *, up: bool) -> np.float32:
    return np.float32(_all_rounded(np.array([side]), up=up)[0])


def _all_rounded(sides: NDArray[np.float64], *, up: bool) -> NDArray[np.float32]:
    """The nearest float32 that is not below, or not above."""
    near = sides.astype(np.float32)
    off = near < sides if up else near > sides
    further: NDArray[np.float32] = np.where(off, np.nextafter(near, np.float32(np.inf if up else -np.inf)), near)
    return further
