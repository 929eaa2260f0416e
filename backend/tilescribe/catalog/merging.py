"""Tiles that show the same place become one answer: the best one leads, worse ones stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.types import StoredTile

__all__ = ["COVERED", "LEVEL_TOLERANCE", "Days", "Merged", "common_shares", "days_of", "footprints_of", "merge_places"]

COVERED = 0.5
"""Two tiles show the same place when this share of the smaller one's ground is common to them."""
LEVEL_TOLERANCE = 0.1
"""Tiles of two rasters are of one level when their sides differ by no more than this share."""
MOST_APART = 4.0
"""Times the side of the smaller tile: a larger one of another raster shows a region, and not the same place. Within one
raster a coarse tile that is a better answer stands for its fine ones, however small."""
_BLOCK = 256
"""Tiles compared with each other at first, then twice as many: most of these merge with those that stand already."""
Days: TypeAlias = tuple[date, date]
"""The first and the last day of a period of acquisition, in UTC: strips of one pass are seconds apart, and one date."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Which of n tiles stand for themselves."""

    leaders: NDArray[np.int64]
    """(n,) position of the tile that stands for each one: its own where none does."""
    same_date: NDArray[np.bool_]
    """(n,) whether that tile was acquired at the same date."""

    @property
    def kept(self) -> NDArray[np.int64]:
        """Positions of those that stand for themselves, ascending."""
        return np.flatnonzero(self.leaders == np.arange(len(self.leaders)))

    def alternatives(self) -> dict[int, list[int]]:
        """Position of a tile that stands for others to those of the same date, best first."""
        found: dict[int, list[int]] = {}
        for at in np.flatnonzero((self.leaders != np.arange(len(self.leaders))) & self.same_date).tolist():
            found.setdefault(int(self.leaders[at]), []).append(at)
        return found


def days_of(acquired: datetime | None, acquired_end: datetime | None) -> Days | None:
    """The days of a period of acquisition; None where nothing tells when it was."""
    if acquired is None:
        return None
    # A program that moved the start may have left the end behind.
    return acquired.date(), max(acquired, acquired_end or acquired).date()


def merge_places(tiles: Sequence[StoredTile], *, across_levels: bool = True) -> Merged:
    """Merge tiles, which come best first, with better ones that show the same place.

    Tiles of one raster merge, and those of rasters of known dates, the same or others. Of an undated raster nothing
    tells whether it is another date: its tiles merge with each other only. A tile that is merged stands for no other.

    Args:
        tiles: Best first.
        across_levels: False keeps tiles of different levels apart.
    """
    ground = _Ground(tiles, across_levels=across_levels)
    leaders, kept = np.arange(len(tiles)), np.empty(0, dtype=np.int64)
    start, size = 0, _BLOCK
    while start < len(tiles):
        block = np.arange(start, min(start + size, len(tiles)))
        better, worse = ground.same_place(kept, block)
        worse, first = np.unique(worse, return_index=True)
        leaders[worse] = better[first]
        block = np.setdiff1d(block, worse, assume_unique=True)
        for one, other in zip(*(found.tolist() for found in ground.same_place(block, block)), strict=True):
            if leaders[one] == one and leaders[other] == other:
                leaders[other] = one
        kept = np.concatenate([kept, block[leaders[block] == block]])
        start, size = start + size, 2 * size
    same = (ground.rasters == ground.rasters[leaders]) | ((ground.dates >= 0) & (ground.dates == ground.dates[leaders]))
    return Merged(leaders, same)


def common_shares(one: NDArray[np.object_], other: NDArray[np.object_]) -> NDArray[np.float64]:
    """(n,) how much of the smaller footprint of each pair is common to both, 0 to 1; 0 where one has no ground.

    Args:
        one: (n,) footprints in WGS84.
        other: (n,) likewise. Shares of two that lie together are the same in degrees as in metres.
    """
    import shapely

    smaller = np.minimum(shapely.area(one), shapely.area(other))
    try:
        common = shapely.area(shapely.intersection(one, other))
    except shapely.errors.GEOSException:  # a footprint that somebody has edited so that it crosses itself
        common = shapely.area(shapely.intersection(shapely.make_valid(one), shapely.make_valid(other)))
    shares: NDArray[np.float64] = np.divide(common, smaller, out=np.zeros(len(smaller)), where=smaller > 0)
    return shares


def footprints_of(tiles: Sequence[StoredTile]) -> NDArray[np.object_]:
    """(n,) the footprints as an array, which numpy would else take apart."""
    found = np.empty(len(tiles), dtype=object)
    found[:] = [tile.footprint for tile in tiles]
    return found


def _dates(tiles: Sequence[StoredTile]) -> NDArray[np.int64]:
    """(n,) a number for each date, -1 where it is not known."""
    numbers: dict[Days | None, int] = {None: -1}
    days = (days_of(tile.acquired, tile.acquired_end) for tile in tiles)
    return np.array([numbers.setdefault(one, len(numbers)) for one in days], dtype=np.int64)


class _Ground:
    """Where n tiles lie, and which of them may merge."""

    def __init__(self, tiles: Sequence[StoredTile], *, across_levels: bool) -> None:
        import shapely

        self.dates = _dates(tiles)
        self.rasters = np.array([tile.raster_id for tile in tiles], dtype=np.int64)
        self._levels = np.array([tile.level_m for tile in tiles], dtype=np.float64)
        self._across_levels = across_levels
        self._footprints = footprints_of(tiles)
        self._boxes, self._areas = shapely.bounds(self._footprints), shapely.area(self._footprints)

    def same_place(
        self, some: NDArray[np.int64], others: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions (better, worse) of all pairs of one of each that show the same place, by worse and then better."""
        import shapely

        found, among = shapely.STRtree(self._footprints[some]).query(self._footprints[others])[::-1]
        better, worse = some[found], others[among]
        may = (better < worse) & self._may_merge(better, worse) & self._near(better, worse)
        better, worse = better[may], worse[may]
        merged = common_shares(self._footprints[better], self._footprints[worse]) >= COVERED
        better, worse = better[merged], worse[merged]
        order = np.lexsort((better, worse))
        return better[order], worse[order]

    def _may_merge(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        dated = (self.dates[one] >= 0) & (self.dates[other] >= 0)
        levels = self._levels[one], self._levels[other]
        alike = np.maximum(*levels) <= MOST_APART * (1 + LEVEL_TOLERANCE) * np.minimum(*levels)
        may: NDArray[np.bool_] = (self.rasters[one] == self.rasters[other]) | (dated & alike)
        if not self._across_levels:
            may &= np.abs(levels[0] - levels[1]) <= LEVEL_TOLERANCE * np.maximum(*levels)
        return may

    def _near(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Boxes have at least as much in common as what they hold: most neighbours need no look at their geometry."""
        low = np.maximum(self._boxes[one, :2], self._boxes[other, :2])
        high = np.minimum(self._boxes[one, 2:], self._boxes[other, 2:])
        smaller = np.minimum(self._areas[one], self._areas[other])
        near: NDArray[np.bool_] = np.prod(np.maximum(high - low, 0), axis=1) >= 0.99 * COVERED * smaller
        return near
