"""Pixels between pixels, by cubic convolution (Keys 1981, a = -0.5), as GDAL has it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.raster.rasterio_types import resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.raster.rasterio_types import StoredArray, StoredScalar

__all__ = ["Affine", "inside", "interpolated"]

Affine = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f) in rasterio's order, from (col, row) of the result to those of the source; (0, 0) is the outer
corner of the first pixel of either."""

_UNTURNED_PX = 0.03
"""Rows that cross less than this of a pixel are parallel, and rows and columns can be interpolated one after the other,
at a fifth of the cost."""
_GDAL_TYPES = {"uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"}


def interpolated(source: StoredArray, affine: Affine, *, shape: tuple[int, int]) -> StoredArray:
    """(bands, height, width) of `source`, (bands, h, w), at the centres of another grid's pixels; 0 outside of it.

    Whole numbers are rounded and stay within their type.
    """
    if source.dtype.name not in _GDAL_TYPES:
        return _stored(interpolated(source.astype(np.float64), affine, shape=shape), source.dtype)
    a, b, c, d, e, f = affine
    if abs(b) * shape[0] > _UNTURNED_PX or abs(d) * shape[1] > _UNTURNED_PX:
        from rasterio.enums import Resampling

        return resampled(source, affine, shape=shape, method=Resampling.cubic)
    cols = a * (np.arange(shape[1], dtype=np.float64) + 0.5) + c + b * shape[0] / 2 - 0.5
    rows = e * (np.arange(shape[0], dtype=np.float64) + 0.5) + f + d * shape[1] / 2 - 0.5
    whole_cols, whole_rows = _whole(cols, source.shape[2]), _whole(rows, source.shape[1])
    if whole_cols is not None and whole_rows is not None:
        return np.ascontiguousarray(source[:, whole_rows, whole_cols])
    exact = source.dtype.itemsize > 2 and source.dtype != np.float32
    values: StoredArray = source.astype(np.float64 if exact else np.float32)
    return _stored(_along(_along(values, rows, axis=1), cols, axis=2), source.dtype)


def inside(affine: Affine, size: tuple[int, int], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """(height, width) of `shape`, True where the centre of a pixel lies in a source of `size` (height, width)."""
    a, b, c, d, e, f = affine
    xs, ys = np.arange(shape[1]) + 0.5, np.arange(shape[0])[:, None] + 0.5
    within = np.ones(shape, dtype=bool)
    for along, down, offset, length in ((a, b, c, size[1]), (d, e, f, size[0])):
        corners = [along * x + down * y + offset for x in (0, shape[1]) for y in (0, shape[0])]
        if min(corners) < 0 or max(corners) > length:
            places = along * xs + down * ys + offset
            within &= (places >= 0) & (places <= length)
    return within


def _whole(places: NDArray[np.float64], length: int) -> slice[int, int, None] | None:
    """The pixels themselves, where places are their centres one after the other."""
    first = round(float(places[0]))
    last = first + len(places) - 1
    if first < 0 or last >= length or abs(places[0] - first) > 0.01 or abs(places[-1] - last) > 0.01:
        return None
    return slice(first, last + 1)


def _along(values: StoredArray, places: NDArray[np.float64], *, axis: int) -> StoredArray:
    """Floats (bands, height, width) interpolated along one axis at positions of which 0 is the first pixel's centre."""
    length = values.shape[axis]
    first = np.floor(places).astype(np.intp)
    t = places - first
    weights = np.stack(
        [
            ((-0.5 * t + 1) * t - 0.5) * t,
            (1.5 * t - 2.5) * t**2 + 1,
            ((-1.5 * t + 2) * t + 0.5) * t,
            (0.5 * t - 0.5) * t**2,
        ]
    )
    indexes = first + np.arange(-1, 3)[:, None]
    weights[(indexes < 0) | (indexes >= length)] = 0
    # Beside the edge the pixels that are there share the weight of those that are not.
    inside = (places >= -0.5) & (places <= length - 0.5)
    total = weights.sum(axis=0)
    weights = np.where(inside, weights / np.where(inside, total, 1), 0).astype(values.dtype)
    indexes = np.clip(indexes, 0, length - 1)
    spread = (slice(None), None) if axis == 1 else (slice(None),)
    result: StoredArray = values.take(indexes[0], axis=axis) * weights[0][spread]
    for index, weight in zip(indexes[1:], weights[1:], strict=True):
        result += values.take(index, axis=axis) * weight[spread]
    return result


def _stored(values: StoredArray, dtype: np.dtype[StoredScalar]) -> StoredArray:
    if dtype.kind == "f":
        as_floats: StoredArray = values.astype(dtype)
        return as_floats
    limits = np.iinfo(dtype.name)
    # The greatest float that is still within the type: 2^64 - 1 is none.
    high = math.nextafter(float(limits.max), 0) if dtype.itemsize == 8 else float(limits.max)
    stored: StoredArray = np.clip(np.rint(values), float(limits.min), high).astype(dtype)
    return stored
