"""Pictures as arrays, whatever file they come in."""

from __future__ import annotations

import functools
import io
import os
import warnings
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.errors import PictureReadError
from tilescribe.evaluate.datasets.model import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.raster.rasterio_types import Dataset

__all__ = ["open_picture"]

_GDAL_SUFFIXES = frozenset({".jp2", ".tif", ".tiff", ".vrt"})
"""What rasterio opens: any number of bands and bits, masks. Pillow opens the rest."""

_STRETCH_PERCENT = (2, 98)
"""Percentiles that become black and white where a picture has more than 8 bits, as for tiles."""


def open_picture(picture: Picture) -> NDArray[np.uint8]:
    """The picture as (height, width, 3) uint8, red, green, blue. Any thread may call it.

    Of a GeoTIFF the bands marked red, green and blue are taken, else the first three; a single band is shown grey. More
    than 8 bits are stretched between the 2nd and 98th percentile of each band. Pixels without data are black.

    Raises:
        PictureReadError: The file is gone, is no picture, or is broken.
    """
    if PurePosixPath(picture.member).suffix.lower() in _GDAL_SUFFIXES:
        return _with_rasterio(picture)
    return _with_pillow(_content(picture), picture)


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


def _with_pillow(content: bytes, picture: Picture) -> NDArray[np.uint8]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.mode.startswith(("I", "F")):
                return _as_rgb(np.asarray(image)[np.newaxis])
            return np.asarray(image.convert("RGB"), dtype=np.uint8)
    # Pillow raises SyntaxError and ValueError about damaged headers.
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise _unreadable(picture, error) from error


def _with_rasterio(picture: Picture) -> NDArray[np.uint8]:
    import rasterio
    from rasterio.enums import ColorInterp
    from rasterio.errors import NotGeoreferencedWarning, RasterioError

    if not any(entry[0] == "ignore" and entry[2] is NotGeoreferencedWarning for entry in warnings.filters):
        # Most pictures have no georeference and need none. Idempotent and for good: `warnings.catch_warnings` around
        # each opening would race between threads.
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
    path = picture.path if Path(picture.container).is_dir() else f"/vsizip/{{{picture.container}}}/{picture.member}"
    try:
        with rasterio.Env(), rasterio.open(path) as opened:
            if opened.colorinterp[0] is ColorInterp.palette:
                palette = np.zeros((256, 3), dtype=np.uint8)
                for value, colour in opened.colormap(1).items():
                    palette[value] = colour[:3]
                expanded: NDArray[np.uint8] = palette[opened.read(1)]
                return expanded
            indexes = _picture_bands(opened)
            return _as_rgb(opened.read(indexes), valid=opened.dataset_mask() > 0)
    except RasterioError as error:
        raise _unreadable(picture, error) from error


def _picture_bands(opened: Dataset) -> list[int]:
    """1-based indexes of red, green and blue of an open dataset."""
    from rasterio.enums import ColorInterp

    meanings = list(opened.colorinterp)
    colours = [ColorInterp.red, ColorInterp.green, ColorInterp.blue]
    if all(colour in meanings for colour in colours):
        return [meanings.index(colour) + 1 for colour in colours]
    shown = [index + 1 for index, meaning in enumerate(meanings) if meaning is not ColorInterp.alpha]
    return shown[:3] if len(shown) >= 3 else shown[:1]


def _as_rgb(bands: NDArray[Any], *, valid: NDArray[np.bool_] | None = None) -> NDArray[np.uint8]:
    """(1 or 3, height, width) of any type to (height, width, 3) uint8; pixels that are not `valid` become black."""
    usable = np.isfinite(bands).all(axis=0)
    if valid is not None:
        usable &= valid
    shown = bands if bands.dtype == np.uint8 else np.stack([_stretched(band, usable) for band in bands])
    picture = np.where(usable[..., np.newaxis], np.moveaxis(shown, 0, -1), np.uint8(0))
    return np.broadcast_to(picture, (*picture.shape[:2], 3)).astype(np.uint8)


def _stretched(band: NDArray[Any], usable: NDArray[np.bool_]) -> NDArray[np.uint8]:
    if not usable.any():
        return np.zeros(band.shape, dtype=np.uint8)
    low, high = np.percentile(band[usable].astype(np.float64), _STRETCH_PERCENT)
    scale = 255.0 / (high - low) if high > low else 0.0
    values = np.clip((np.nan_to_num(band.astype(np.float64)) - low) * scale, 0, 255)
    shown: NDArray[np.uint8] = values.astype(np.uint8)
    return shown


def _unreadable(picture: Picture, error: BaseException) -> PictureReadError:
    reason = error
    while reason.__cause__ is not None:  # rasterio wraps GDAL's own words
        reason = reason.__cause__
    words = str(reason).strip().rstrip(".") or type(reason).__name__
    return PictureReadError(
        f"The picture {picture.path} cannot be read: {words}", remedy="Copy it again, or take it out of the data set"
    )
