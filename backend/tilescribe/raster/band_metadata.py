"""Metadata of the bands of an open file, with statistics of a small sample of their pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.raster.dataset_pool import failed_opens_noted
from tilescribe.raster.nodata import equals_nodata, nodata_of
from tilescribe.raster.sampling import PixelSample, sample_pixels

if TYPE_CHECKING:
    from tilescribe.raster.rasterio_types import Dataset, StoredArray

__all__ = ["BandMetadata", "read_band_metadata"]

_SAMPLE_PX = 128
"""Side of each of the five windows of the sample."""
_SAMPLED_BANDS = 4
"""Bands up to which a raster may be something else than a picture; none of more is a mask or an elevation model."""


@dataclass(frozen=True, slots=True)
class BandMetadata:
    """All that a file says about its picture bands, alpha left out."""

    path: str
    dtype: str
    """numpy name of the stored type."""
    indexes: tuple[int, ...]
    """1-based, as GDAL counts. A palette's one band stands three times."""
    descriptions: tuple[str, ...]
    colours: tuple[str, ...]
    """GDAL's colour interpretation, lower case."""
    tags: Mapping[str, str]
    """Of all metadata domains, keys in upper case."""
    scales: tuple[float, ...]
    """GDAL's, 1 where none is set."""
    offsets: tuple[float, ...]
    bits: int | None = None
    """NBITS, when the file says that fewer bits are used than the type has."""
    peak: float | None = None
    """A high value of a sample of stored pixels; None when none could be had."""
    palette: bool = False
    nodata: tuple[float | None, ...] = ()
    """One value for each picture band, None where a band has none; empty where no band has one."""
    unit: str = ""
    """Of the first band's values, as the file has it."""
    sample: PixelSample | None = None
    """How the pixels of one to four bands go together; None for others, and where none can be read."""
    notices: tuple[str, ...] = ()
    """What had to be guessed to get here."""

    @property
    def count(self) -> int:
        return len(self.indexes)


def read_band_metadata(path: str, source: Dataset, *, nodata: str | None = None) -> BandMetadata:
    """The metadata of an open dataset that has at least one band.

    Args:
        path: What was opened.
        source: Open.
        nodata: What the user wants to be taken as nodata, for `parse_nodata`.

    Raises:
        InvalidOptionError: `nodata` does not fit.
    """
    names, unreadable = _band_names(source)
    bands, notices = _picture_bands(source, names)
    colours = tuple(colour.name for colour in source.colorinterp)
    palette = len(bands) == 1 and colours[bands[0] - 1] == "palette"
    indexes = bands * 3 if palette else bands
    bits = source.tags(bands[0], ns="IMAGE_STRUCTURE").get("NBITS", "")
    dtype = "uint8" if palette else str(np.result_type(*(source.dtypes[index - 1] for index in bands)))
    values, guessed = nodata_of(path, source, indexes, forced=nodata)
    return BandMetadata(
        path=path,
        dtype=dtype,
        indexes=indexes,
        descriptions=tuple(names[index - 1] for index in indexes),
        colours=tuple(colours[index - 1] for index in indexes),
        tags=_tags(source),
        # A palette's numbers are entries of a table: no scale applies to them.
        scales=tuple(1.0 if palette else source.scales[index - 1] for index in indexes),
        offsets=tuple(0.0 if palette else source.offsets[index - 1] for index in indexes),
        bits=int(bits) if bits.isdecimal() else None,
        peak=None if dtype == "uint8" else _peak(source, bands[0], nodata=values[0] if values else None),
        palette=palette,
        nodata=values,
        unit=_unit(source, bands[0]),
        sample=sample_pixels(source, bands, nodata=values) if len(bands) <= _SAMPLED_BANDS else None,
        notices=(*unreadable, *notices, *((guessed,) if guessed else ())),
    )


def _unit(source: Dataset, index: int) -> str:
    try:
        return source.units[index - 1] or ""
    except UnicodeDecodeError:
        return ""


def _band_names(source: Dataset) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The descriptions of all bands, empty where there is none, and a notice where they cannot be read."""
    try:
        return tuple(name or "" for name in source.descriptions), ()
    except UnicodeDecodeError as error:
        shown = error.object.decode("utf-8", errors="backslashreplace")
        return ("",) * source.count, (f"The names of the bands are not UTF-8 ({shown}) and count as missing",)


def _picture_bands(source: Dataset, names: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """1-based numbers of the bands that are not alpha, and a notice where a band only claims to be."""
    alphas = [index for index, colour in zip(source.indexes, source.colorinterp, strict=True) if colour.name == "alpha"]
    pictures = [index for index in alphas if _is_picture_after_all(source, index, names[index - 1])]
    chosen = tuple(index for index in source.indexes if index not in alphas or index in pictures)
    notices = tuple(f"Band {index} is tagged as alpha and holds a picture: taken as a band" for index in pictures)
    return (chosen, notices) if chosen else (tuple(source.indexes), ())


def _is_picture_after_all(source: Dataset, index: int, name: str) -> bool:
    """Whether a band that is tagged as alpha holds a picture: a real alpha is 0 or full almost everywhere.

    GDAL writes four 8-bit bands as RGB with alpha unless told otherwise, so that many a near infrared is tagged so.
    """
    if (name or "alpha").lower() != "alpha":
        return True
    values = _read_sample(source, index, masked=False)
    if not values.size:
        return False
    between = (values > values.min()) & (values < values.max()) & (values > 0)
    return bool(between.mean() > 0.5)


def _tags(source: Dataset) -> dict[str, str]:
    """Of the domains that hold plain keys and values; the default domain wins."""
    tags: dict[str, str] = {}
    for domain in ("IMAGERY", "IMD", "TIFF", "EXIF", None):
        tags.update({key.upper(): value for key, value in source.tags(ns=domain).items()})
    return tags


def _peak(source: Dataset, index: int, *, nodata: float | None) -> float | None:
    """The 99th percentile of a small sample: enough to tell 0..1 from 0..10,000. None when nothing is there."""
    values = _read_sample(source, index, masked=True)
    values = values[np.isfinite(values)]
    empty = None if nodata is None else equals_nodata(values, nodata)
    values = values if empty is None else values[~empty]
    return float(np.percentile(values, 99)) if values.size else None


def _read_sample(source: Dataset, index: int, *, masked: bool) -> StoredArray:
    """Pixels of one band from five small windows: the centre and four around it; 1-D, valid ones only if `masked`.

    A window that cannot be read shows nothing: it is the tiles in it that will be reported.
    """
    from rasterio.errors import RasterioError

    height, width = min(source.height, _SAMPLE_PX), min(source.width, _SAMPLE_PX)
    seen = [np.empty(0, dtype=source.dtypes[index - 1])]
    for down, across in ((2, 2), (1, 1), (1, 3), (3, 1), (3, 3)):
        row, col = (source.height - height) * down // 4, (source.width - width) * across // 4
        try:
            with failed_opens_noted():
                values = source.read(index, window=((row, row + height), (col, col + width)), masked=masked)
        except RasterioError:
            continue
        seen.append(np.ma.compressed(values))
    return np.concatenate(seen)
