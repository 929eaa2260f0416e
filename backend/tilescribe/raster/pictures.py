"""Picture files as arrays to look at, with or without a georeference."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.errors import InvalidPictureError
from tilescribe.raster.rasterio_types import environment, open_dataset

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

    from tilescribe.raster.rasterio_types import Dataset, StoredArray

__all__ = ["MAX_PICTURE_PX", "PICTURE_FORMATS", "decode_picture", "picture_size", "read_picture", "read_with_gdal"]

PICTURE_FORMATS = ("JPEG", "PNG", "WEBP")
"""Pillow's names of what a picture comes in, beside TIFF."""
MAX_PICTURE_PX = 50_000_000
"""150 MB as RGB: more is no screenshot, and may be a bomb (a small file that unpacks to gigabytes)."""
_MAX_SIDE_PX = 4096
"""A TIFF is averaged down to it while it is read: captioners look at a few hundred pixels."""
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""The first bytes of TIFF and BigTIFF, in either byte order."""
_STRETCH_PERCENT = (2, 98)
"""Percentiles that become black and white where a picture has more than 8 bits, as for tiles."""


def read_picture(path: str | Path) -> NDArray[np.uint8]:
    """A JPEG, PNG, WebP or TIFF file as (height, width, 3) uint8, red, green, blue.

    Its first bytes tell which it is, whatever it is called. Of a TIFF see `read_with_gdal`; it is averaged down where a
    side is longer than 4096 pixels.

    Raises:
        InvalidPictureError: there is no such file, it is none of these, is broken, or, unless it is a TIFF, has more
            than 50 million pixels.
    """
    name, file = str(path), Path(path)
    try:
        file = file.expanduser()
        with file.open("rb") as stream:
            content = b"" if stream.read(4) in _TIFF else file.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # a null character in the path, a home that is not known
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidPictureError(
            f"The picture {name} cannot be opened: {reason}", remedy="Check the path, and that you may read the file"
        ) from error
    if not content:
        return read_with_gdal(str(file), max_side_px=_MAX_SIDE_PX)
    width, height = picture_size(content, name, formats=PICTURE_FORMATS)
    if width * height > MAX_PICTURE_PX:
        raise InvalidPictureError(
            f"The picture {name} has {width:,} by {height:,} pixels, more than 50 million",
            remedy="Give a smaller one; 1,000 pixels on a side are plenty",
        )
    return decode_picture(content, name, formats=PICTURE_FORMATS)


def picture_size(content: bytes, name: str, *, formats: tuple[str, ...] | None = None) -> tuple[int, int]:
    """Width and height of a picture that is not unpacked; arguments and errors as of `decode_picture`."""
    with _opened(content, name, formats) as image:
        return image.size


def decode_picture(content: bytes, name: str, *, formats: tuple[str, ...] | None = None) -> NDArray[np.uint8]:
    """The bytes of a picture file as (height, width, 3) uint8, red, green, blue; more than 8 bits are stretched.

    Args:
        content: Of the file.
        name: What messages call it.
        formats: Pillow's names of those that are taken; None for all that it knows.

    Raises:
        InvalidPictureError: it is none of these, broken, or so large that Pillow takes it for a bomb.
    """
    with _opened(content, name, formats) as image:
        if image.mode.startswith(("I", "F")):
            return _as_rgb(np.asarray(image)[np.newaxis])
        return np.asarray(image.convert("RGB"), dtype=np.uint8)


def read_with_gdal(path: str, *, max_side_px: int | None = None) -> NDArray[np.uint8]:
    """What GDAL opens as (height, width, 3) uint8, red, green, blue. Any thread may call it.

    The bands marked red, green and blue are taken, else the first three; a single band is shown grey. More than 8 bits
    are stretched between the 2nd and 98th percentile of each band. Pixels without data are black.

    Args:
        path: Of a file, also `/vsizip/…`.
        max_side_px: Average it down to this while it is read; None keeps every pixel.

    Raises:
        InvalidPictureError: it cannot be opened, or is broken.
    """
    from rasterio.enums import ColorInterp, Resampling
    from rasterio.errors import NotGeoreferencedWarning, RasterioError

    if not any(entry[0] == "ignore" and entry[2] is NotGeoreferencedWarning for entry in warnings.filters):
        # Most pictures have no georeference and need none. Idempotent and for good: `warnings.catch_warnings` around
        # each opening would race between threads.
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
    try:
        with environment(), open_dataset(path) as opened:
            shape = _shrunk(opened.height, opened.width, max_side_px)
            if opened.colorinterp[0] is ColorInterp.palette:
                palette = np.zeros((256, 3), dtype=np.uint8)
                for value, colour in opened.colormap(1).items():
                    palette[value] = colour[:3]
                expanded: NDArray[np.uint8] = palette[opened.read(1, out_shape=shape)]
                return expanded
            indexes = _picture_bands(opened)
            bands = opened.read(indexes, out_shape=(len(indexes), *shape), resampling=Resampling.average)
            return _as_rgb(bands, valid=opened.dataset_mask(out_shape=shape) > 0)
    except RasterioError as error:
        raise _unreadable(path, error) from error


@contextmanager
def _opened(content: bytes, name: str, formats: tuple[str, ...] | None) -> Iterator[Image.Image]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=formats) as image:
            yield image
    # Pillow raises SyntaxError and ValueError about damaged headers.
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise _unreadable(name, error) from error


def _shrunk(height: int, width: int, max_side_px: int | None) -> tuple[int, int]:
    scale = 1.0 if max_side_px is None else min(1.0, max_side_px / max(height, width))
    return max(1, round(height * scale)), max(1, round(width * scale))


def _picture_bands(opened: Dataset) -> list[int]:
    """1-based indexes of red, green and blue of an open dataset."""
    from rasterio.enums import ColorInterp

    meanings = list(opened.colorinterp)
    colours = [ColorInterp.red, ColorInterp.green, ColorInterp.blue]
    if all(colour in meanings for colour in colours):
        return [meanings.index(colour) + 1 for colour in colours]
    shown = [index + 1 for index, meaning in enumerate(meanings) if meaning is not ColorInterp.alpha]
    return shown[:3] if len(shown) >= 3 else shown[:1]


def _as_rgb(bands: StoredArray, *, valid: NDArray[np.bool_] | None = None) -> NDArray[np.uint8]:
    """(1 or 3, height, width) of any type to (height, width, 3) uint8; pixels that are not `valid` become black."""
    usable: NDArray[np.bool_] = np.asarray(np.isfinite(bands).all(axis=0))
    if valid is not None:
        usable &= valid
    shown = bands if bands.dtype == np.uint8 else np.stack([_stretched(band, usable) for band in bands])
    picture = np.where(usable[..., np.newaxis], np.moveaxis(shown, 0, -1), np.uint8(0))
    return np.broadcast_to(picture, (*picture.shape[:2], 3)).astype(np.uint8)


def _stretched(band: StoredArray, usable: NDArray[np.bool_]) -> NDArray[np.uint8]:
    if not usable.any():
        return np.zeros(band.shape, dtype=np.uint8)
    low, high = np.percentile(band[usable].astype(np.float64), _STRETCH_PERCENT)
    scale = 255.0 / (high - low) if high > low else 0.0
    values = np.clip((np.nan_to_num(band.astype(np.float64)) - low) * scale, 0, 255)
    shown: NDArray[np.uint8] = values.astype(np.uint8)
    return shown


def _unreadable(name: str, error: BaseException) -> InvalidPictureError:
    reason = error
    while reason.__cause__ is not None:  # rasterio wraps GDAL's own words
        reason = reason.__cause__
    words = str(reason).strip().rstrip(".") or type(reason).__name__
    if "<_io.BytesIO" in words:  # Pillow's words about the kind name the buffer
        words = "it is none of the kinds that are taken"
    return InvalidPictureError(
        f"The picture {name} cannot be read: {words}", remedy="Give a complete JPEG, PNG, WebP or TIFF"
    )
