"""A window of one raster as read, and how its pixels are put on another raster's grid."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.tile import Window
from tilescribe.raster.interpolation import Affine, inside, interpolated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.raster import Raster, Stretch
    from tilescribe.raster.pixel_mapping import PixelMapping
    from tilescribe.raster.rasterio_types import StoredArray

__all__ = ["Patch", "reading_shape", "window_of"]

_PAD_PX = 3
"""Around the window that is read: cubic convolution reaches two pixels far."""
_FINER = 1.15
"""Pixels of the earlier raster to a pixel of the later one from which they are averaged."""
_HALVED_FROM = 1.5
"""Pixels as read to a pixel of a coarser picture from which they are averaged first."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A window of one earlier raster as read, and how to resample it."""

    raster: Raster
    stretch: Stretch
    window: Window
    data: StoredArray
    """(bands, height, width), perhaps decimated."""
    valid: NDArray[np.bool_] | None
    """(height, width); None: all of it."""
    mapping: PixelMapping
    """From the array of the tile with what is read around it to the raster's own pixels."""

    def resampled(
        self,
        planes: StoredArray,
        *,
        origin: tuple[float, float],
        shape: tuple[int, int],
        step: int = 1,
        coarser: int = 1,
    ) -> StoredArray:
        """(n, height, width) of planes (n, h, w) that lie as `data`, by cubic convolution.

        Args:
            planes: On the pixels of `data`, or on as many times coarser ones as `coarser` says.
            origin: (col, row) of the result's outer corner in the array that `mapping` is about.
            shape: (height, width) of the result.
            step: Pixels of that array to a pixel of the result.
        """
        parts = list(self._placed(origin, shape, step, coarser))
        if len(parts) == 1 and parts[0].shape == shape:
            return interpolated(planes, parts[0].affine, shape=shape)
        result: StoredArray = np.zeros((len(planes), *shape), dtype=planes.dtype)
        for part in parts:
            result[:, part.rows, part.cols] = interpolated(planes, part.affine, shape=part.shape)
        return result

    def shown(self, *, origin: tuple[float, float], shape: tuple[int, int], step: int = 1) -> NDArray[np.bool_]:
        """(height, width), True where at least half of what a pixel is interpolated from is valid."""
        size = self.data.shape[1], self.data.shape[2]
        result = np.zeros(shape, dtype=bool)
        for part in self._placed(origin, shape, step, 1):
            if self.valid is None:
                result[part.rows, part.cols] = inside(part.affine, size, part.shape)
            else:
                mask = self.valid[None].astype(np.float32)
                result[part.rows, part.cols] = interpolated(mask, part.affine, shape=part.shape)[0] >= 0.5
        return result

    def mean(self, positions: Sequence[int], *, coarser: int) -> tuple[StoredArray, int]:
        """((1, h, w) float32 mean of some bands, how many times coarser its pixels are: 1 or `coarser`)."""
        planes = self.filled()[list(positions)]
        mean = np.nan_to_num(planes.mean(axis=0, dtype=np.float32)) if len(planes) > 1 else planes[0].astype(np.float32)
        across, down = _steps(self.mapping)
        finest = min(across * self.data.shape[2] / self.window.width, down * self.data.shape[1] / self.window.height)
        if coarser == 1 or finest * coarser < _HALVED_FROM:
            return mean[None], 1
        padded = np.pad(mean, [(0, -length % coarser) for length in mean.shape], mode="edge")
        height, width = padded.shape
        blocks = padded.reshape(height // coarser, coarser, width // coarser, coarser)
        return blocks.mean(axis=(1, 3), dtype=np.float32)[None], coarser

    def filled(self) -> StoredArray:
        """`data` with what is valid around them in the place of invalid pixels, as far as interpolation reaches."""
        from scipy.ndimage import uniform_filter

        if self.valid is None:
            return self.data
        share = uniform_filter(self.valid.astype(np.float32), 5, mode="nearest")
        known = self.data.copy()
        for band in known:
            values: NDArray[np.float64] = np.where(self.valid, band, band.dtype.type(0)).astype(np.float64)
            means: NDArray[np.float64] = uniform_filter(values, 5, mode="nearest") / np.maximum(share, 1 / 50)
            empty = ~self.valid
            filling: NDArray[np.float64] = means if band.dtype.kind == "f" else np.rint(means)
            np.copyto(band, filling, where=empty, casting="unsafe")
        return known

    def _placed(self, origin: tuple[float, float], shape: tuple[int, int], step: int, coarser: int) -> Iterator[_Part]:
        """Parts of a result, each with the affine from its positions to those of `data`, or of coarser pixels."""
        # A part's pixels stay with the piece that lies under them, but for the fraction of a pixel by which it moves.
        left, top = round(origin[0]), round(origin[1])
        down = self.data.shape[1] / self.window.height / coarser
        across = self.data.shape[2] / self.window.width / coarser
        outermost = _outermost(self.mapping)
        for piece in self.mapping.pieces:
            row_end, col_end = piece.row + piece.height, piece.col + piece.width
            first_row = 0 if piece.row == outermost[0] else max(0, (piece.row - top) // step)
            first_col = 0 if piece.col == outermost[1] else max(0, (piece.col - left) // step)
            last_row = shape[0] if row_end == outermost[2] else min(shape[0], (row_end - top) // step)
            last_col = shape[1] if col_end == outermost[3] else min(shape[1], (col_end - left) // step)
            if last_row <= first_row or last_col <= first_col:
                continue
            a, b, c, d, e, f = piece.affine
            x, y = origin[0] + step * first_col, origin[1] + step * first_row
            affine = (
                a * across * step,
                b * across * step,
                (a * x + b * y + c - self.window.col) * across,
                d * down * step,
                e * down * step,
                (d * x + e * y + f - self.window.row) * down,
            )
            yield _Part(slice(first_row, last_row), slice(first_col, last_col), affine)


@dataclass(frozen=True, slots=True)
class _Part:
    """A rectangle of a result, and where its pixels lie in the source."""

    rows: slice[int, int, None]
    cols: slice[int, int, None]
    affine: Affine

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows.stop - self.rows.start, self.cols.stop - self.cols.start


def _outermost(mapping: PixelMapping) -> tuple[int, int, int, int]:
    return (
        min(piece.row for piece in mapping.pieces),
        min(piece.col for piece in mapping.pieces),
        max(piece.row + piece.height for piece in mapping.pieces),
        max(piece.col + piece.width for piece in mapping.pieces),
    )


def window_of(mapping: PixelMapping, raster: Raster) -> Window | None:
    """What must be read of a raster; None where it does not reach there."""
    low_col, low_row, high_col, high_row = mapping.bounds
    across, down = (max(1.0, steps) for steps in _steps(mapping))
    left, right = math.floor(low_col - _PAD_PX * across), math.ceil(high_col + _PAD_PX * across)
    top, bottom = math.floor(low_row - _PAD_PX * down), math.ceil(high_row + _PAD_PX * down)
    left, top = max(0, left), max(0, top)
    right, bottom = min(raster.width, right), min(raster.height, bottom)
    return Window(top, left, bottom - top, right - left) if right > left and bottom > top else None


def _steps(mapping: PixelMapping) -> tuple[float, float]:
    """Columns, and rows, of the raster that one step of the array crosses."""
    a, b, d, e = mapping.middle
    return math.hypot(a, b), math.hypot(d, e)


def reading_shape(window: Window, mapping: PixelMapping) -> tuple[int, int] | None:
    """(height, width) to read a window in, so that its pixels are as large as those of the array; None: as stored."""
    across, down = _steps(mapping)
    if max(across, down) < _FINER:
        return None
    return max(1, round(window.height / max(1.0, down))), max(1, round(window.width / max(1.0, across)))
