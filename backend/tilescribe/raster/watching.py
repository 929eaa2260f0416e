"""Check that the sources of a VRT are still there: GDAL mostly reads a missing one as nodata, without an error."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.names import gdal_name
from tilescribe.errors import RasterError
from tilescribe.raster.products import sources_of
from tilescribe.raster.rasterio_types import open_dataset
from tilescribe.raster.virtual import is_virtual, placed_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tilescribe.raster.rasterio_types import PixelWindow

__all__ = ["SourceWatch"]


class SourceWatch:
    """Checks the sources of one VRT, or product of one file a band, while it is read. Any thread may use it.

    Of other rasters it checks nothing.

    A source that was missing once stays lost for the life of this object, though it may come back: handles that are
    open then go on reading emptiness in its place.
    """

    def __init__(self, path: str) -> None:
        sources = []
        with suppress(RasterError):  # GDAL says better what is wrong with a VRT
            everywhere = (0.0, 0.0, np.inf, np.inf)
            found = placed_sources(path) if is_virtual(path) else [(name, everywhere) for name in sources_of(path)]
            sources = [(name, box) for name, box in found if gdal_name(name).file]
        self._names = [name for name, _ in sources]
        self._boxes = np.array([box for _, box in sources], dtype=float).reshape(-1, 4)
        """(n, 4): left, top, right, bottom in pixels of the VRT."""
        self._lost: set[int] = set()

    def check(self, window: PixelWindow) -> None:
        """Before and after reading `window`.

        Raises:
            RasterioIOError: a source that it shows is not there, or was not at some time.
        """
        from rasterio.errors import RasterioIOError

        for number in self._under(window):
            if number not in self._lost and not os.access(gdal_name(self._names[number]).file, os.R_OK):
                self._lost.add(number)
            if number in self._lost:
                raise RasterioIOError(f"The source {self._names[number]} cannot be read (any more)")

    def mark_unopenable(self, window: PixelWindow) -> None:
        """After reading `window` failed: a source that does not open is lost, though its file is there."""
        from rasterio.errors import RasterioError

        for number in self._under(window):
            try:
                with open_dataset(self._names[number]):
                    continue
            except RasterioError:
                self._lost.add(number)

    def _under(self, window: PixelWindow) -> Iterator[int]:
        if not self._names:
            return
        left, top, right, bottom = self._boxes.T
        meets = (left < window.col_off + window.width) & (right > window.col_off)
        meets &= (top < window.row_off + window.height) & (bottom > window.row_off)
        yield from np.flatnonzero(meets).tolist()
