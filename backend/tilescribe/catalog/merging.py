"""Overlapping hits of several levels become the one that fits best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.types import StoredTile

__all__ = ["COVERED", "Merged", "merge_levels"]

COVERED = 0.5
"""A hit is merged into a better one of another level when this share of the smaller of both is common to them."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Which of n tiles stand for themselves."""

    kept: NDArray[np.bool_]
    """(n,) True where no better tile of another level covers this one."""
    counts: NDArray[np.int64]
    """(n,) the number of worse tiles that a kept one stands for."""


def merge_levels(tiles: Sequence[StoredTile]) -> Merged:
    """Merge tiles, which come best first, with better ones of other levels of their raster.

    Tiles of one level never merge with each other: neighbours are separate answers, and two dates of one place are
    two rasters. A tile that is merged covers no other.
    """
    kept = np.ones(len(tiles), dtype=bool)
    counts = np.zeros(len(tiles), dtype=np.int64)
    if len({tile.level_m for tile in tiles}) < 2:
        return Merged(kept, counts)
    for better, worse in _overlaps(tiles):
        if kept[better] and kept[worse]:
            kept[worse] = False
            counts[better] += 1
    return Merged(kept, counts)


def _overlaps(tiles: Sequence[StoredTile]) -> list[tuple[int, int]]:
    """Positions (better, worse) of all pairs that may merge, by the worse one and then by the better one."""
    import shapely

    columns = ("raster_id", "level_m", "row", "col", "height", "width")
    rows = [[getattr(tile, name) for name in columns] for tile in tiles]
    raster_ids, levels, top, left, heights, widths = np.array(rows, dtype=np.float64).reshape(-1, len(columns)).T
    # The rasters side by side in one plane of pixels, so that one tree holds them apart.
    _, numbers = np.unique(raster_ids, return_inverse=True)
    west = left + numbers * (np.max(left + widths, initial=0.0) + 1.0)
    boxes = shapely.box(west, top, west + widths, top + heights)
    better, worse = shapely.STRtree(boxes).query(boxes)
    apart = (better < worse) & (levels[better] != levels[worse])
    better, worse = better[apart], worse[apart]
    common = _common(west, widths, better, worse) * _common(top, heights, better, worse)
    areas = heights * widths
    merged = common >= COVERED * np.minimum(areas[better], areas[worse])
    better, worse = better[merged], worse[merged]
    order = np.lexsort((better, worse))
    return list(zip(better[order].tolist(), worse[order].tolist(), strict=True))


def _common(
    starts: NDArray[np.float64], sizes: NDArray[np.float64], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How far intervals overlap; 0 where they do not."""
    ends = starts + sizes
    overlap: NDArray[np.float64] = np.minimum(ends[one], ends[other]) - np.maximum(starts[one], starts[other])
    return np.maximum(overlap, 0.0)
