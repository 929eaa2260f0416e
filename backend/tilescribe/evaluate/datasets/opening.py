"""Pictures as arrays, whatever file they come in."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.errors import PictureReadError
from tilescribe.evaluate.datasets.model import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["open_picture"]

_GDAL_SUFFIXES = frozenset({".jp2", ".tif", ".tiff", ".vrt"})
"""What rasterio opens: several bands, more than 8 bits, masks. Pillow opens the rest."""

_STRETCH_PERCENT = (2, 98)
"""Percentiles that become black and white where a picture has more than 8 bits, as for tiles."""


def open_picture(picture: Picture) -> NDArray[np.uint8]:
    """The picture as (height, width, 3) uint8, red, green, blue.

    Of a GeoTIFF the bands marked red, green and blue are taken, else the first three; a single band is shown grey. More
    than 8 bits are stretched between the 2nd and 98th percentile of each band. Pixels without data are black.

    Raises:
        PictureReadError: The file is gone, is no picture, or is broken.
    """
    try:
        data = _read_bytes(picture)
        if PurePosixPath(picture.member).suffix.lower() in _GDAL_SUFFIXES:
            return _with_rasterio(data, picture)
        return _with_pillow(data)
    except Exception as error:
        if not isinstance(error, _readable_failures()):
            raise
        raise PictureReadError(
            f"The picture {picture.path} cannot be read: {str(error).strip().rstrip('.') or type(error).__name__}",
            remedy="Copy it again, or take it out of the data set",
        ) from error


def _readable_failures() -> tuple[type[Exception], ...]:
    """What zipfile, Pillow and rasterio raise about a broken file."""
    from PIL import Image
    from rasterio.errors import RasterioError

    # KeyError: no such member; RuntimeError: encrypted; NotImplementedError: unknown compression; SyntaxError and
    # ValueError: Pillow about damaged headers.
    return (
        OSError,
        KeyError,
        RuntimeError,
        NotImplementedError,
        SyntaxError,
        ValueError,
        EOFError,
        zipfile.BadZipFile,
        zlib.error,
        Image.DecompressionBombError,
        RasterioError,
    )
