"""What kind of water body a patch of water looks like, by its shape."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

__all__ = ["WaterBody", "water_body"]

_LEAST_CELLS = 0.004
"""Share of the tile from which a patch counts: 12 cells of 56 x 56, 14 pixels across on a 224 pixel tile."""
_OPEN = 0.6
_POND = 0.06
_SLENDER = 4.0
"""Length over greatest width, from which water is a river or canal rather than a lake."""
_LONG = 0.5
"""Least length of a river as a share of the tile's side."""


class WaterBody(StrEnum):
    OPEN = "open water"
    RIVER = "river"
    LAKE = "lake"
    POND = "pond"
    PONDS = "ponds"


def water_body(water: Mask, seen: Mask) -> WaterBody | None:
    """The kind of the largest patch in a (rows, cols) mask; None when there is no patch of any size.

    Args:
        water: Where it is, within `seen`.
        seen: The cells that show a picture.
    """
    from scipy.ndimage import distance_transform_edt, find_objects, label

    if water.sum() >= _OPEN * seen.sum():
        return WaterBody.OPEN
    patches, count = label(water, structure=np.ones((3, 3), int))
    sizes = np.bincount(patches.ravel(), minlength=count + 1)[1:]
    large = np.flatnonzero(sizes >= _LEAST_CELLS * water.size)
    if large.size == 0:
        return None
    largest = int(sizes.argmax())
    rows, columns = find_objects(patches)[largest]
    length = max(rows.stop - rows.start, columns.stop - columns.start)
    # One cell of margin with the value of the edge: water that leaves the tile, or what is seen of it, goes on.
    patch = np.pad(_continued(patches == largest + 1, seen), 1, mode="edge")
    width = 2 * float(distance_transform_edt(patch).max())
    if length >= _SLENDER * width and length >= _LONG * min(water.shape):
        return WaterBody.RIVER
    if sizes[largest] >= _POND * water.size:
        return WaterBody.LAKE
    return WaterBody.PONDS if large.size > 1 else WaterBody.POND


def _continued(part: Mask, seen: Mask) -> Mask:
    """Cells that are not seen as the nearest one that is."""
    from scipy.ndimage import distance_transform_edt

    if seen.all():
        return part
    rows, columns = distance_transform_edt(~seen, return_distances=False, return_indices=True)
    continued: Mask = part[rows, columns]
    return continued
