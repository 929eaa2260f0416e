"""What stands in for pixels that are not there: the picture beside them, reflected at its edge.

A model wants a whole rectangle, and whatever fills one is described as if it were seen: black and any other even colour
is read as calm water. On 150 pictures of UC Merced cut off along random lines, the visual vector of the built-in model
stays nearest to that of the whole picture when the rest is reflected. Mean cosine, and share of the dry pictures that
are said to show water, by share of valid pixels:

    share    mean colour     nearest pixel    reflected       cropped and reflected
    0.10     0.29  100 %     0.42  35 %       0.65   2 %      0.49   2 %
    0.25     0.35   99 %     0.50   5 %       0.77   1 %      0.71   0 %
    0.50     0.61   78 %     0.76   0 %       0.91   1 %      0.92   0 %
    0.75     0.82   27 %     0.95   0 %       0.98   0 %      0.98   0 %

Reflecting also keeps the scale and the place of what is seen, which cropping does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places: TypeAlias = "tuple[NDArray[np.intp], NDArray[np.intp]]"

__all__ = ["reflection"]

_MARGIN_PX = 1
"""Pixels along the edge that are reflected over as well: averaging and lossy compression mix them with the fill."""

_TIMES = 4
"""Reflections of one place; more change nothing."""


def reflection(valid: NDArray[np.bool_]) -> Places | None:
    """(rows, columns), each (height, width): for every pixel the valid one that is shown in its place.

    An invalid pixel takes the valid one that lies as far behind the nearest edge as it lies before it. Where that is
    outside the tile it is reflected there, where it is not valid it is reflected again, and after some times the
    nearest valid one is taken. `plane[reflection(valid)]` is a filled plane.

    Args:
        valid: (height, width).

    Returns:
        None where nothing is to be filled, because all pixels are valid or none is.
    """
    from scipy.ndimage import binary_erosion, distance_transform_edt

    if valid.all() or not valid.any():
        return None
    inner = binary_erosion(valid, np.ones((3, 3), dtype=bool), iterations=_MARGIN_PX, border_value=1)
    # Of thin strips the margin would leave nothing.
    kept = inner if 2 * np.count_nonzero(inner) >= np.count_nonzero(valid) else valid
    nearest = distance_transform_edt(~kept, return_distances=False, return_indices=True)
    behind = 2 * nearest - np.indices(valid.shape)
    once = tuple(_folded(places, length) for places, length in zip(behind, valid.shape, strict=True))
    rows, columns = (places.copy() for places in once)
    for _ in range(_TIMES):
        left = ~kept[rows, columns]
        if not left.any():
            break
        at = rows[left], columns[left]
        rows[left], columns[left] = once[0][at], once[1][at]
    return nearest[0][rows, columns], nearest[1][rows, columns]


def _folded(places: NDArray[np.intp], length: int) -> NDArray[np.intp]:
    """Places beyond the first and the last of `length` pixels, reflected there."""
    folded: NDArray[np.intp] = (length - 1) - np.abs((length - 1) - np.abs(places))
    return np.clip(folded, 0, length - 1)
