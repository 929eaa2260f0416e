"""The untagged collar: black (or white) fill around a picture that no nodata value, alpha or mask tells of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.tile import Window

__all__ = ["Collar", "find_collar"]

_LEAST_SHARE = 0.01
"""Share of the scene that the fill must cover; fewer pixels of one value at the border are chance."""
_LOSSY_TOLERANCE = 8
"""Grey values by which JPEG at quality 75 stains fill beside an edge; fill away from edges stays exact to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Collar:
    """Where the fill is, coarsely, and how to tell it from picture there, exactly."""

    value: float
    """Of all bands."""
    tolerance: float
    """0 unless lossy compression blurs the edge of the fill."""
    places: NDArray[np.bool_]
    """The whole raster on a coarse grid: True near fill that reaches the raster's border."""
    raster_shape: tuple[int, int]
    """(height, width) of the raster in pixels."""

    def mask(self, data: NDArray[Any], window: Window) -> NDArray[np.bool_] | None:
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


def find_collar(
    overview: NDArray[Any], *, raster_shape: tuple[int, int], lossy: bool, known: NDArray[np.bool_] | None = None
) -> Collar | None:
    """The collar of a scene, from a coarse picture of it.

    Fill is one value, 0 or for bytes 255, in all bands, connected to the border of the raster; zeros inside the
    scene (deep shadow, black water) are picture.

    Args:
        overview: (bands, h, w), the whole raster, nearest-neighbour.
        raster_shape: (height, width) of the raster in pixels.
        lossy: The raster's compression changes pixel values.
        known: (h, w), False where the overview could not be read.
    """
    from scipy import ndimage

    values = (0.0, 255.0) if overview.dtype == np.uint8 else (0.0,)
    for value in values:
        filled = near(overview, value, 1 if lossy else 0)
        if known is not None:
            filled &= known
        labels, _ = ndimage.label(filled, structure=np.ones((3, 3), dtype=int))
        border = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
        reaching = np.isin(labels, border[border > 0])
        if reaching.mean() >= _LEAST_SHARE:
            # One coarse cell more on each side: the exact edge runs somewhere inside it.
            places = ndimage.binary_dilation(reaching, structure=np.ones((3, 3), dtype=bool), iterations=2)
            return Collar(value, _LOSSY_TOLERANCE if lossy else 0, places, raster_shape)
    return None


def near(data: NDArray[Any], value: float, tolerance: float) -> NDArray[np.bool_]:
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
