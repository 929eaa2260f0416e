"""Nodata values: as the file declares them, as the user forces them, or as a sample of the pixels suggests."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.plurals import plural
from tilescribe.errors import InvalidOptionError
from tilescribe.raster.dataset_pool import failed_opens_noted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tilescribe.raster.rasterio_types import Dataset, StoredArray

__all__ = ["equals_nodata", "nodata_of", "parse_nodata"]

Nodata = tuple[float | None, ...]
"""One value for each picture band, None where a band has none; empty where no band has one."""

_CONVENTIONS = (
    -9999.0,
    *(float(np.iinfo(kind).min) for kind in (np.int16, np.int32)),
    *(float(np.finfo(kind).min) for kind in (np.float32, np.float64)),
)
"""What programs write where there is no picture, and often do not declare: ESRI grids, 16-bit elevation, ArcGIS; and
the lowest values of other types."""
_SAMPLE_PX = 128
"""Side of the nine windows that are looked at: corners, sides and centre, for fill lies at the edges."""
_LEAST_PIXELS = 4
_ULPS = 2
"""Of `ARE_REAL_EQUAL` in GDAL (gcore/gdal_priv_templates.hpp): rounding to decimal text and back is no difference."""


def parse_nodata(text: str) -> tuple[float, ...]:
    """A nodata value as a user types it: `-9999`, `nan`, one for each band as in `0,0,255`; `none` gives ().

    Raises:
        InvalidOptionError: It is neither.
    """
    if text.strip().lower() == "none":
        return ()
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise InvalidOptionError(
            f"{text!r} is no nodata value", remedy="Give a number such as -9999, or nan, or none for no such value"
        ) from None


def nodata_of(path: str, source: Dataset, indexes: Sequence[int], *, forced: str | None = None) -> tuple[Nodata, str]:
    """The nodata value of each picture band of an open dataset, and a notice where it is a guess.

    Args:
        path: For messages.
        source: Open.
        indexes: The picture bands, 1-based.
        forced: What the user says, for `parse_nodata`; None lets the file speak.

    Raises:
        InvalidOptionError: `forced` is no such value, or of another number of bands.
    """
    if forced is not None:
        values = parse_nodata(forced)
        if len(values) not in {0, 1, len(indexes)}:
            raise InvalidOptionError(
                f"{forced!r} gives {plural(len(values), 'nodata value')}, and {path} has "
                f"{plural(len(indexes), 'picture band')}",
                remedy="Give one value for all bands, or one for each",
            )
        return values * len(indexes) if len(values) == 1 else values, ""
    declared = tuple(source.nodatavals[index - 1] for index in indexes)
    if any(value is not None for value in declared):
        return declared, ""
    guess = _guess(source, indexes)
    if guess is None:
        return (), ""
    notice = (
        f"It declares no nodata value; {guess:.9g}, which fills a part of it, is taken as one "
        "(--nodata none takes it as picture)"
    )
    return (guess,) * len(indexes), notice


def equals_nodata(data: StoredArray, nodata: float) -> NDArray[np.bool_] | None:
    """Where an array has the nodata value, by the rules of GDAL; None: nowhere, without a look.

    Whole numbers are equal or not, and a value that their type cannot hold equals none. NaN equals NaN. Floats are
    equal within two units in the last place, after the value was rounded to their type; and huge ones equal huge ones.
    """
    result: NDArray[np.bool_]
    if data.dtype.kind in "iu":
        limits = np.iinfo(data.dtype.name)
        if not (math.isfinite(nodata) and limits.min <= nodata <= limits.max and nodata == int(nodata)):
            return None
        result = data == data.dtype.type(int(nodata))
        return result
    if math.isnan(nodata):
        result = np.isnan(data)
        return result
    with np.errstate(over="ignore", invalid="ignore"):
        value = data.dtype.type(nodata)
        magnitude = np.abs(value)
        floats = np.finfo(data.dtype.name)
        eps, largest = floats.eps, floats.max
        if magnitude > largest / 2:
            # In GDAL the sum runs over here, and what is as huge as the nodata value equals it.
            result = (data == value) | (np.abs(data - value) < _ULPS * eps * np.abs(data + value))
        else:
            reach = 2 * _ULPS * eps * magnitude
            result = (data >= value - reach) & (data <= value + reach)
    return result


def _guess(source: Dataset, indexes: Sequence[int]) -> float | None:
    """A value that programs write for nodata, if it fills a part of the raster and stands apart from all other values.

    Only of signed and floating types without a mask: in others such values cannot be, or need not be.
    """
    from rasterio.enums import MaskFlags

    masked = any(MaskFlags.alpha in flags or MaskFlags.per_dataset in flags for flags in source.mask_flag_enums)
    kinds = {np.dtype(source.dtypes[index - 1]).kind for index in indexes}
    if masked or not kinds <= {"i", "f"}:
        return None
    values = _sample(source, indexes)
    for value in _CONVENTIONS:
        if values.dtype.kind == "f" and value < float(np.finfo(values.dtype.name).min):
            continue  # it would be taken for minus infinity
        same = equals_nodata(values, value)
        if same is None:
            continue
        filled = same.all(axis=0)
        others = values[:, ~filled]
        others = others[np.isfinite(others)]
        if filled.sum() >= _LEAST_PIXELS and (not others.size or float(others.min()) > value / 2):
            return value
    return None


def _sample(source: Dataset, indexes: Sequence[int]) -> StoredArray:
    """(bands, n) stored values from nine windows. One that cannot be read shows nothing."""
    from rasterio.errors import RasterioError

    height, width = min(source.height, _SAMPLE_PX), min(source.width, _SAMPLE_PX)
    bands = list(dict.fromkeys(indexes))
    seen = [np.empty((len(bands), 0), dtype=np.result_type(*(source.dtypes[index - 1] for index in bands)))]
    for row in {(source.height - height) * part // 2 for part in range(3)}:
        for col in {(source.width - width) * part // 2 for part in range(3)}:
            try:
                with failed_opens_noted():
                    values = source.read(bands, window=((row, row + height), (col, col + width)))
            except RasterioError:
                continue
            seen.append(values.reshape(len(bands), -1))
    return np.concatenate(seen, axis=1)
