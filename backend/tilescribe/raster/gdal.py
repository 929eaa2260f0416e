"""The border to GDAL: the one way in which Tilescribe opens a dataset, and where GDAL's exceptions become its own."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tilescribe.config import gdal_options
from tilescribe.errors import RasterReadError

if TYPE_CHECKING:
    from tilescribe.domain.raster import Raster

__all__ = ["dataset", "gdal_environment", "gdal_reason"]


@contextmanager
def gdal_environment() -> Iterator[None]:
    """GDAL with Tilescribe's options and without chatter, for the current thread.

    Inside, GDAL reports to the logger `rasterio` instead of standard error, silent unless an application listens.
    """
    import rasterio

    _silence()
    with rasterio.Env(**gdal_options()):
        yield


@contextmanager
def dataset(source: Raster | str) -> Iterator[Any]:
    """Open a raster, or a path, for reading: yields the `rasterio.DatasetReader` and closes it.

    Raises:
        RasterReadError: GDAL cannot open it, or fails while the caller reads from it inside the block.
    """
    import rasterio
    from rasterio.errors import RasterioError

    path = source if isinstance(source, str) else source.path
    with gdal_environment():
        try:
            with rasterio.open(path) as opened:
                yield opened
        except RasterioError as error:
            raise RasterReadError(
                f"{path} cannot be read: {gdal_reason(error)}",
                remedy="Check that the file is complete, for example with gdalinfo -checksum, and copy it again",
            ) from error


def _silence() -> None:
    """Nothing of rasterio's is printed: `open_raster` tells a lack of georeferencing by an error or a notice."""
    from rasterio.errors import NotGeoreferencedWarning

    # Idempotent and for good: `warnings.catch_warnings` around each opening would race between reader threads.
    if not any(entry[0] == "ignore" and entry[2] is NotGeoreferencedWarning for entry in warnings.filters):
        warnings.simplefilter("ignore", NotGeoreferencedWarning)


def gdal_reason(error: BaseException) -> str:
    """GDAL's own words: rasterio wraps them in `Read failed. See previous exception for details`."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).strip().rstrip(".")
