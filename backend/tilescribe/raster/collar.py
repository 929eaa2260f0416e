"""The untagged collar: black (or white) fill around a picture that no nodata value, alpha or mask tells of.

Saturated cloud, snow and black water are one value in all bands too, and reach the border of many a scene. What tells
fill from them is its shape (`tilescribe.raster.collar_shape`), never how much of it there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.raster.collar_shape import fill_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.tile import Window
    from tilescribe.raster.rasterio_types import StoredArray, StoredScalar

__all__ = ["Collar", "candidate_values", "find_collar", "near"]

_LEAST_SHARE = 0.01
"""Share of the scene that the fill must cover; fewer pixels of one value at the border are chance."""
_LOSSY_TOLERANCE = 8
"""Grey values by which JPEG at quality 75 stains fill beside an edge; fill away from edges stays exact to 1."""
_LOSSY_REACH_PX = 16
"""A block of JPEG with chroma at half the resolution: no stain is further from exact fill."""
_SHOULDER = 0.1
"""Values this close to the fill, as a share of the range between it and the middle of the picture, are nearly it."""


@dataclass(frozen=True, slots=True, eq=False)
class Collar:
    """The fill of a raster: where it is on a coarse grid, and by which value it is told from picture there."""

    value: float
    """Of all bands."""
    tolerance: float
    """0 unless lossy compression blurs the edge of the fill."""
    places: NDArray[np.bool_]
    """The whole raster on a coarse grid: True near fill that reaches the raster's border."""
    raster_shape: tuple[int, int]
    """(height, width) of the raster in pixels."""

    def mask(self, data: StoredArray, window: Window) -> NDArray[np.bool_] | None:
        """(height, width) of `data` (bands, height, width), True on fill; None where there is none, at no cost."""
        height, width = data.shape[1:]
        rows = self._coarse(window.row, window.height, height, axis=0)
        cols = self._coarse(window.col, window.width, width, axis=1)
        if not self.places[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1].any():
            return None
        return near(data, self.value, self.tolerance) & self.places[rows[:, None], cols[None, :]]

    def _coarse(self, start: int, length: int, pixels: int, *, axis: int) -> NDArray[np.intp]:
        """The coarse rows or columns under the middles of `pixels` pixels that make up a window's side."""
        middles = start + (np.arange(pixels) + 0.5) * (length / pixels)
        cells: NDArray[np.intp] = (middles * (self.places.shape[axis] / self.raster_shape[axis])).astype(np.intp)
        return cells


def candidate_values(dtype: np.dtype[StoredScalar]) -> tuple[float, ...]:
    """What fill may be in a stored type: 0, and for unsigned whole numbers the highest one, which is white."""
    return (0.0, float(np.iinfo(dtype.name).max)) if dtype.kind == "u" else (0.0,)


def find_collar(
    overview: StoredArray, *, raster_shape: tuple[int, int], lossy: bool, known: NDArray[np.bool_] | None = None
) -> Collar | None:
    """The collar of a scene, from a coarse picture of it.

    Fill is one value, black or white, in all bands, and reaches the border of the raster in regions with the outlines
    of fill: straight-edged at its corners and along its sides, or all around a picture that was cut out along any line
    and touches all four sides. Anything else of that value (cloud, snow, black water, deep shadow) is picture.

    Args:
        overview: (bands, h, w), the whole raster, nearest-neighbour.
        raster_shape: (height, width) of the raster in pixels.
        lossy: The raster's compression changes pixel values.
        known: (h, w), False where the overview could not be read.
    """
    from scipy import ndimage

    for value in candidate_values(overview.dtype):
        filled = near(overview, value, 1 if lossy else 0)
        if known is not None:
            filled &= known
        if filled.mean() < _LEAST_SHARE:
            continue
        if lossy:
            filled = _with_stains(overview, filled, value, decimation=raster_shape[0] / overview.shape[1])
        fill = fill_of(filled, isolated=_is_isolated(overview, filled, value), known=known)
        if fill.mean() >= _LEAST_SHARE:
            # One coarse cell more on each side: the exact edge runs somewhere inside it.
            places = ndimage.binary_dilation(fill, structure=np.ones((3, 3), dtype=bool), iterations=2)
            return Collar(value, _LOSSY_TOLERANCE if lossy else 0, places, raster_shape)
    return None


def near(data: StoredArray, value: float, tolerance: float) -> NDArray[np.bool_]:
    """(h, w), True where all bands of (bands, h, w) lie within `tolerance` of `value`, which ends their range."""
    result = np.ones(data.shape[1:], dtype=bool)
    for band in data:
        if tolerance == 0:
            result &= band == data.dtype.type(value)
        elif value == 0:
            result &= band <= tolerance
        else:
            result &= band >= value - tolerance
    return result


def _with_stains(
    overview: StoredArray, filled: NDArray[np.bool_], value: float, *, decimation: float
) -> NDArray[np.bool_]:
    """The fill with what lossy compression has stained of it beside its edge: else no such edge would be straight."""
    from scipy import ndimage

    stained = near(overview, value, _LOSSY_TOLERANCE)
    reach = max(1, round(_LOSSY_REACH_PX / decimation))
    grown: NDArray[np.bool_] = ndimage.binary_dilation(filled, mask=stained, iterations=reach)
    return grown


def _is_isolated(overview: StoredArray, filled: NDArray[np.bool_], value: float) -> bool:
    """Whether the picture has hardly a pixel that is nearly the fill.

    Where a sensor saturates (cloud, snow) or sees nothing (deep water), values just short of it abound.
    """
    picture = overview[:, ~filled].astype(np.float64)
    if not picture.size:
        return False
    middle = float(np.nanmedian(picture))
    nearly = (np.abs(picture - value) <= _SHOULDER * abs(middle - value)).all(axis=0)
    return bool(nearly.sum() <= 0.01 * min(nearly.size, int(filled.sum())))
