"""GDAL's pool of the open sources of VRTs, and how to remove from it those that could not be opened.

GDAL keeps the sources of all VRTs of a process in one pool (`gcore/gdalproxypool.cpp`), under the name of the source
and the address in memory of the VRT that shows it. A source that could not be opened stays there as such. A VRT that is
opened later, at the same address, then shows emptiness in its place without a word, though the file is back.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tilescribe.raster.rasterio_types import open_dataset

if TYPE_CHECKING:
    from tilescribe.raster.rasterio_types import Dataset

__all__ = ["failed_opens_noted", "forget_failed_opens"]

_MOST_ENTRIES = 1000
"""GDAL's pool holds no more, whatever GDAL_MAX_DATASET_POOL_SIZE says."""

_lock = threading.Lock()
_failed = threading.Event()
"""Set by any thread; the pool is one for the whole process."""


@contextmanager
def failed_opens_noted() -> Iterator[None]:
    """Note when a read inside fails. Within the dataset's own block: once closed, its address is free for others."""
    from rasterio.errors import RasterioError

    try:
        yield
    except RasterioError:
        _failed.set()
        raise


def forget_failed_opens(opened: Dataset) -> None:
    """Empty the pool, if a read has failed since the last time; that takes a tenth of a second.

    Args:
        opened: A dataset from which nothing was read yet. Only a VRT has anything to forget.
    """
    if not _failed.is_set() or opened.driver != "VRT":
        return
    with _lock:
        if not _failed.is_set():
            return
        _failed.clear()
        # What was used least recently leaves the pool for what is new.
        with open_dataset(_filler_vrt()) as filler:
            filler.read(1)


def _filler_vrt() -> str:
    """A VRT, as text, of as many different sources as the pool holds."""
    sources = []
    for number in range(_MOST_ENTRIES):
        pixel = (
            f'<VRTDataset rasterXSize="1" rasterYSize="1"><Description>{number}</Description>'
            '<VRTRasterBand dataType="Byte" band="1"/></VRTDataset>'
        )
        sources.append(
            f"<SimpleSource><SourceFilename>{escape(pixel)}</SourceFilename><SourceBand>1</SourceBand>"
            '<SourceProperties RasterXSize="1" RasterYSize="1" DataType="Byte"/>'
            '<SrcRect xOff="0" yOff="0" xSize="1" ySize="1"/>'
            f'<DstRect xOff="{number}" yOff="0" xSize="1" ySize="1"/></SimpleSource>'
        )
    band = f'<VRTRasterBand dataType="Byte" band="1">{"".join(sources)}</VRTRasterBand>'
    return f'<VRTDataset rasterXSize="{_MOST_ENTRIES}" rasterYSize="1">{band}</VRTDataset>'
