"""Which tiles lie beside each other: of one raster and level, touching or overlapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pairs: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]

__all__ = ["best_neighbour", "neighbouring"]

_GAP_PX = 1.0
"""Windows are whole pixels, so that tiles which meet on the ground may be one apart."""


def neighbouring(windows: NDArray[np.float64], groups: NDArray[np.int64]) -> Pairs:
    """Positions (one, other) of all pairs of neighbours, each pair both ways round.

    Args:
        windows: (n, 4) row, col, height, width in pixels of the raster.
        groups: (n,) tiles of one raster and level have the same number.
    """
    import shapely

    top, left, height, width = windows.T
    # The groups side by side in one plane of pixels, so that one tree holds them apart.
    west = left + groups * (float(np.max(left + width, initial=0.0)) + 4 * _GAP_PX)
    boxes = shapely.box(west - _GAP_PX, top - _GAP_PX, west + width + _GAP_PX, top + height + _GAP_PX)
    one, other = shapely.STRtree(boxes).query(boxes)
    apart = one != other
    return one[apart], other[apart]


def best_neighbour(values: NDArray[np.float32], pairs: Pairs) -> NDArray[np.float32]:
    """(n,) for each tile the highest of the values of its neighbours, 0 where it has none."""
    best = np.zeros_like(values)
    one, other = pairs
    np.maximum.at(best, one, values[other])
    return best
