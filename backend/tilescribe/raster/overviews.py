"""Overviews: whether a raster needs them, and how they are built beside it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.errors import RasterPermissionError, RasterReadError
from tilescribe.raster.gdal import gdal_environment, gdal_reason, unexpected_errors_wrapped
from tilescribe.raster.products import sources_of
from tilescribe.raster.rasterio_types import environment, open_for_update

if TYPE_CHECKING:
    from tilescribe.domain.raster import Raster
    from tilescribe.raster.rasterio_types import Dataset

__all__ = ["LARGE_PX", "build_overviews", "lacks_overviews"]

LARGE_PX = 4096
"""Longest side from which reading a coarse level at full resolution is felt."""
_DECIMATION = 4
_SMALLEST_PX = 256
"""The last overview is about this wide."""


def lacks_overviews(raster: Raster, *, window_side_px: int, side_px: int) -> bool:
    """Whether tiles of this side would be read at full resolution only to be shrunk four times or more."""
    large = max(raster.width, raster.height) > LARGE_PX
    return large and not raster.has_overviews and window_side_px >= _DECIMATION * side_px


@unexpected_errors_wrapped
def build_overviews(path: str) -> Path:
    """Build overviews in `PATH.ovr`; the raster itself is opened for reading only. Returns the new file.

    Raises:
        RasterPermissionError: the folder cannot be written.
        RasterReadError: the raster cannot be read to its end, or the disk is full; nothing half-built is left.
    """
    from rasterio._err import CPLE_BaseError
    from rasterio.errors import RasterioError

    if sources_of(path):
        raise RasterReadError(
            f"{path} is put together from single files, which have overviews of their own or none",
            remedy="Build them for each of its files, for example with gdaladdo -ro",
        )
    target = Path(f"{path}.ovr")
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise RasterPermissionError(
            f"Overviews of {path} cannot be written to {target.parent}",
            remedy="Make the folder writable, or go without overviews",
        )
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".overviews-") as folder:
            _build(path, Path(folder) / "stand-in.vrt").replace(target)
    except (RasterioError, CPLE_BaseError, OSError) as error:  # building lets GDAL's own errors through
        raise RasterReadError(
            f"Overviews of {path} cannot be built: {gdal_reason(error)}",
            remedy="Check that the file is complete and the disk has room",
        ) from error
    return target


def _build(path: str, stand_in: Path) -> Path:
    """Overviews of a VRT that stands in for the raster: rasterio builds them on writable datasets only."""
    from rasterio.enums import Resampling
    from rasterio.shutil import copy

    with gdal_environment():
        copy(path, stand_in, driver="VRT")
        with (
            environment(COMPRESS_OVERVIEW="DEFLATE", BIGTIFF_OVERVIEW="IF_SAFER"),
            open_for_update(stand_in) as source,
        ):
            longest = max(source.width, source.height)
            factors = [2**power for power in range(1, 16) if longest / 2**power >= _SMALLEST_PX]
            source.build_overviews(factors or [2], Resampling.nearest if _has_palette(source) else Resampling.average)
    return stand_in.with_name(stand_in.name + ".ovr")


def _has_palette(source: Dataset) -> bool:
    from rasterio.enums import ColorInterp

    return ColorInterp.palette in source.colorinterp
