"""Pictures as arrays, whatever file they come in."""

from __future__ import annotations

import functools
import os
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tilescribe.errors import InvalidPictureError, PictureReadError
from tilescribe.evaluate.datasets.model import Picture
from tilescribe.raster.pictures import decode_picture, read_with_gdal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["open_picture"]

_GDAL_SUFFIXES = frozenset({".jp2", ".tif", ".tiff", ".vrt"})
"""What rasterio opens: any number of bands and bits, masks. Pillow opens the rest."""


def open_picture(picture: Picture) -> NDArray[np.uint8]:
    """The picture as (height, width, 3) uint8, red, green, blue. Any thread may call it.

    See `tilescribe.raster.pictures`: of a TIFF any number of bands and bits, of the rest what Pillow opens.

    Raises:
        PictureReadError: The file is gone, is no picture, or is broken.
    """
    try:
        if PurePosixPath(picture.member).suffix.lower() not in _GDAL_SUFFIXES:
            return decode_picture(_content(picture), picture.file)
        inside = Path(picture.container).is_dir()
        return read_with_gdal(picture.file if inside else f"/vsizip/{{{picture.container}}}/{picture.member}")
    except InvalidPictureError as error:
        raise PictureReadError(error.what, remedy="Copy it again, or take it out of the data set") from error


def _content(picture: Picture) -> bytes:
    container = Path(picture.container)
    try:
        if container.is_dir():
            return (container / picture.member).read_bytes()
        archive = _archive(picture.container, container.stat().st_mtime_ns, os.getpid())
        return archive.read(picture.member)
    # Of a zip: KeyError about a missing member, RuntimeError about encryption or (NotImplementedError) compression.
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError) as error:
        raise _unreadable(picture, error) from error


@functools.lru_cache(maxsize=4)
def _archive(path: str, mtime_ns: int, pid: int) -> zipfile.ZipFile:
    """Kept open: reading the directory of 10,000 pictures takes longer than reading the picture.

    `mtime_ns` tells a zip written anew from the old one; `pid` keeps forked processes from sharing a file position.
    """
    return zipfile.ZipFile(path)


def _unreadable(picture: Picture, error: BaseException) -> PictureReadError:
    words = str(error).strip().rstrip(".") or type(error).__name__
    return PictureReadError(
        f"The picture {picture.file} cannot be read: {words}", remedy="Copy it again, or take it out of the data set"
    )
