"""Windows of an open dataset as arrays: the picture bands, and which of their pixels are valid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.raster.dataset_pool import failed_opens_noted, forget_failed_opens
from tilescribe.raster.nodata import equals_nodata
from tilescribe.raster.rasterio_types import open_dataset, pixel_window
from tilescribe.raster.watching import SourceWatch

if TYPE_CHECKING:
    from enum import IntEnum

    from numpy.typing import NDArray

    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import Window
    from tilescribe.raster.collar import Collar
    from tilescribe.raster.rasterio_types import Dataset, PixelWindow, StoredArray

__all__ = ["WindowReader"]


class WindowReader:
    """Reads windows of one raster through one open handle. Not for several threads at once; `close` it.

    After a failed read the raster is opened anew. GDAL remembers that a source of a VRT could not be opened and from
    then on passes it over in silence: what follows would be emptiness instead of an error.

    Args:
        raster: What `source` is a handle of.
        source: Open; the caller closes it.
        watch: Shared by all readers of the raster that are at work together; None for one that reads alone.
    """

    def __init__(self, raster: Raster, source: Dataset, *, watch: SourceWatch | None = None) -> None:
        self._raster = raster
        self._watch = watch or SourceWatch(raster.path)
        self._source = source
        self._own: Dataset | None = None
        """The handle that took the place of the caller's."""
        self._failed = False
        # Asked once, before any read: after a failed read GDAL's error is raised by the next harmless question.
        self.mask_is_stored = _mask_is_stored(raster, source)
        self.has_overviews = bool(source.overviews(1))
        self._indexes = [1] if raster.palette else [band.index for band in raster.bands]
        self._stored_types = {source.dtypes[index - 1] for index in self._indexes}
        self._asks_gdal = self.mask_is_stored or (raster.palette and bool(raster.nodata))
        # A palette's nodata is one of its numbers, which the colours no longer show.
        self._nodata = (None,) * len(raster.bands) if raster.palette else raster.nodata or (None,) * len(raster.bands)

    def close(self) -> None:
        """Close what was opened here; the caller's handle is left alone."""
        if self._own is not None:
            self._own.close()

    def read(self, window: Window, *, out_shape: tuple[int, int] | None = None, nearest: bool = False) -> StoredArray:
        """(bands, height, width) of the picture bands in the stored type; a palette becomes red, green, blue.

        Args:
            window: Where to read.
            out_shape: (height, width) to decimate to, averaging unless `nearest`; a palette's numbers are names and
                never averaged. None reads the pixels as they are.
            nearest: Decimate by picking pixels.
        """
        from rasterio.enums import Resampling

        averages = out_shape is not None and not nearest and not self._raster.palette
        data = self._read(
            _rasterio_window(window),
            out_shape or (window.height, window.width),
            Resampling.average if averages else Resampling.nearest,
        )
        return _expand_palette(self._source, data) if self._raster.palette else data

    def _read(self, place: PixelWindow, shape: tuple[int, int], method: IntEnum) -> StoredArray:
        """All picture bands in one type: rasterio reads several at once only where all are stored in the same."""
        whole = (len(self._indexes), *shape)
        with self._watched(place):
            if len(self._stored_types) == 1:
                return self._source.read(self._indexes, window=place, out_shape=whole, resampling=method)
            data: StoredArray = np.empty(whole, dtype=self._raster.dtype)
            for position, index in enumerate(self._indexes):
                data[position] = self._source.read(index, window=place, out_shape=shape, resampling=method)
            return data

    def valid(self, data: StoredArray, window: Window, *, collar: Collar | None) -> NDArray[np.bool_] | None:
        """(height, width), True where there is picture: by nodata, alpha, mask band, NaN and collar. None: all of it.

        A pixel is valid when any band has data there, as `rasterio.DatasetReader.dataset_mask` has it.
        """
        valid = self._with_data(data)
        if self._asks_gdal:
            place = _rasterio_window(window)
            with self._watched(place):
                shown = self._source.dataset_mask(window=place, out_shape=data.shape[1:]) != 0
            valid = shown if valid is None else shown & valid
        fill = collar.mask(data, window) if collar is not None else None
        if fill is not None:
            valid = ~fill if valid is None else valid & ~fill
        return None if valid is None or valid.all() else valid

    def _with_data(self, data: StoredArray) -> NDArray[np.bool_] | None:
        """(height, width), True where any band has a number that is not its nodata value. None: everywhere."""
        found: NDArray[np.bool_] | None = None
        for band, nodata in zip(data, self._nodata, strict=True):
            empty = None if nodata is None else equals_nodata(band, nodata)
            if band.dtype.kind == "f":
                infinite = ~np.isfinite(band)
                empty = infinite if empty is None else empty | infinite
            if empty is None or not empty.any():
                return None
            found = ~empty if found is None else found | ~empty
        return found

    @contextmanager
    def _watched(self, place: PixelWindow) -> Iterator[None]:
        """Around each read: nothing may be missing of what is read, and a handle that has failed is not used again."""
        self._watch.check(place)
        if self._failed:
            name = self._source.name
            self._source.close()
            self._source = self._own = open_dataset(name)
            forget_failed_opens(self._source)
            self._failed = False
        try:
            with failed_opens_noted():
                yield
                self._watch.check(place)
        except Exception:
            self._failed = True
            self._watch.mark_unopenable(place)
            raise


def _mask_is_stored(raster: Raster, source: Dataset) -> bool:
    """Whether an alpha or a mask band says what is valid; a nodata value is quicker to compare by hand.

    A band that is only tagged as alpha and taken as a picture band says nothing.
    """
    from rasterio.enums import ColorInterp, MaskFlags

    alphas = {index for index, use in zip(source.indexes, source.colorinterp, strict=True) if use is ColorInterp.alpha}
    real_alpha = bool(alphas - {band.index for band in raster.bands})
    return any(
        real_alpha if MaskFlags.alpha in flags else MaskFlags.per_dataset in flags for flags in source.mask_flag_enums
    )


def _rasterio_window(window: Window) -> PixelWindow:
    return pixel_window(col=window.col, row=window.row, width=window.width, height=window.height)


def _expand_palette(source: Dataset, data: StoredArray) -> NDArray[np.uint8]:
    table = np.zeros((256 if data.dtype == np.uint8 else 65536, 3), dtype=np.uint8)
    for number, colour in source.colormap(1).items():
        table[number] = colour[:3]
    rgb: NDArray[np.uint8] = np.moveaxis(table[data[0]], -1, 0)
    return np.ascontiguousarray(rgb)
