"""Untagged gaps inside a picture: stripes of zeros, as in Landsat 7 since its scan line corrector failed (SLC-off).

They are up to 14 pixels wide, run across the scene every 33 pixels and narrow towards its middle
(https://www.usgs.gov/faqs/what-landsat-7-etm-slc-data). Black water is zero in all bands, too, and ditches are
straight; but values just short of zero lie beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.raster.rasterio_types import StoredArray

__all__ = ["find_stripes"]

_LEAST_SHARE = 0.01
"""Of a tile: less does no harm."""
_LEAST_STRIPES = 3
_LEAST_REACH = 0.5
"""Length of a stripe as a share of the tile's shorter side."""
_SLENDER = 10.0
"""Length over width: 14 pixels wide, a stripe crosses a tile of 140."""
_PARALLEL = np.radians(3.0)
_LEAST_OF_ZEROS = 0.75
"""Share of a tile's zeros that lies in stripes."""
_SHOULDER = 0.1
"""Values this close to zero, as a share of the middle of the picture, are nearly zero."""


def find_stripes(data: StoredArray, valid: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
    """(height, width), True on gaps of a tile (bands, height, width), each grown by a pixel; None where there are none.

    At least three long, straight and parallel stripes that are zero in all bands, in a picture that is hardly anywhere
    nearly zero.

    Args:
        data: The stored values, perhaps averaged to fewer pixels, which blurs the edges of gaps.
        valid: Where there is picture as far as is known; None: everywhere.
    """
    from scipy import ndimage

    if (data[0] == 0).mean() < _LEAST_SHARE:  # of most tiles the first band tells
        return None
    empty = (data == 0).all(axis=0)
    if valid is not None:
        empty &= valid
    if empty.mean() < _LEAST_SHARE:
        return None
    around = np.ones((3, 3), dtype=bool)
    labels, _ = ndimage.label(empty, structure=around)
    found = {}
    for label, box in enumerate(ndimage.find_objects(labels), start=1):
        angle = _angle(labels[box] == label, side_px=min(empty.shape))
        if angle is not None:
            found[label] = angle
    if len(found) < _LEAST_STRIPES:
        return None
    # Directions are the same half a turn on: twice the angle makes them so.
    turned = np.exp(2j * np.array(list(found.values())))
    parallel = np.abs(np.angle(turned / turned.mean())) <= 2 * _PARALLEL
    striped = np.isin(labels, np.array(list(found))[parallel])
    # What a tile's corner cuts off a stripe is short: of the rest of the zeros little may be anything else.
    if parallel.sum() < _LEAST_STRIPES or striped.sum() < _LEAST_OF_ZEROS * empty.sum():
        return None
    gaps: NDArray[np.bool_] = ndimage.binary_dilation(empty, around)
    picture = data[:, ~gaps if valid is None else valid & ~gaps]
    return gaps if _is_hardly_zero(picture, int(gaps.sum())) else None


def _angle(shape: NDArray[np.bool_], *, side_px: int) -> float | None:
    """The direction of one region in radians where it is a straight and slender stripe."""
    if max(shape.shape) < _LEAST_REACH * side_px:
        return None
    places = np.argwhere(shape).astype(np.float64)
    places -= places.mean(axis=0)
    spread, axes = np.linalg.eigh(places.T @ places / len(places))
    # Of n pixels in a row it is (n² - 1) / 12.
    width, length = np.sqrt(12.0 * np.maximum(spread, 0.0) + 1.0)
    if length < max(_SLENDER * width, _LEAST_REACH * side_px) or len(places) < 0.8 * width * length:
        return None
    return float(np.arctan2(axes[0, 1], axes[1, 1]))


def _is_hardly_zero(picture: StoredArray, gap_px: int) -> bool:
    """Whether the picture, (bands, n), has hardly a pixel that is nearly a gap."""
    if not picture.size:
        return False
    middle = float(np.median(np.abs(picture.astype(np.float64))))
    nearly = (np.abs(picture) <= _SHOULDER * middle).all(axis=0)
    return bool(nearly.sum() <= 0.01 * gap_px)
