"""Calibration of stored to physical values: which scale and offset apply, and what the result stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tilescribe.domain.bands import Band, Quantity, SensorProfile

if TYPE_CHECKING:
    from tilescribe.raster.band_metadata import BandMetadata

__all__ = ["calibrate"]

_NOMINAL_MAXIMA = (255, 1023, 2047, 4095, 10_000, 16_383, 65_535)
"""White in unlabelled whole numbers: 8, 10, 11, 12 bits, reflectance in 1/10,000, 14, 16 bits."""
_SENTINEL_2_OFFSET_FROM = 400
"""Processing baseline 04.00 (https://sentiwiki.copernicus.eu/web/s2-processing) adds 1,000 to all digital numbers."""


def calibrate(profile: SensorProfile, metadata: BandMetadata) -> tuple[Quantity, tuple[Band, ...]]:
    """The quantity, and the bands with `physical = stored * scale + offset`.

    GDAL's own scale and offset win. Else whole numbers of a calibrated sensor follow its profile, 8-bit values are
    brightness over 255, floats are taken as they come, and any other number is brightness over the nominal maximum that
    a sample of pixels, or NBITS, allows for: an estimate, which is why brightness is never read as reflectance.
    """
    if any(scale != 1 for scale in metadata.scales) or any(offset != 0 for offset in metadata.offsets):
        return _stated_quantity(profile, metadata), _bands(profile, metadata, metadata.scales, metadata.offsets)
    quantity, scale, offset = _scaling(profile, metadata)
    return quantity, _bands(profile, metadata, (scale,) * metadata.count, (offset,) * metadata.count)


def _bands(
    profile: SensorProfile, metadata: BandMetadata, scales: tuple[float, ...], offsets: tuple[float, ...]
) -> tuple[Band, ...]:
    return tuple(Band(*values) for values in zip(metadata.indexes, profile.roles, scales, offsets, strict=True))


def _stated_quantity(profile: SensorProfile, metadata: BandMetadata) -> Quantity:
    """Brightness that the file itself scales into 0 to 2 is reflectance: that is what such a scale is written for."""
    if profile.quantity is Quantity.BRIGHTNESS and metadata.peak is not None:
        top = max(
            metadata.peak * scale + offset for scale, offset in zip(metadata.scales, metadata.offsets, strict=True)
        )
        return Quantity.REFLECTANCE if top <= 2 else Quantity.BRIGHTNESS
    return profile.quantity


def _scaling(profile: SensorProfile, metadata: BandMetadata) -> tuple[Quantity, float, float]:
    """(quantity, scale, offset) by stored type."""
    if profile.quantity in {Quantity.BACKSCATTER, Quantity.OTHER}:
        return profile.quantity, 1.0, 0.0
    if metadata.dtype == "uint8":
        return Quantity.BRIGHTNESS, 1 / 255, 0.0
    if metadata.dtype.startswith("float") and (metadata.peak is None or metadata.peak <= 2):
        return Quantity.REFLECTANCE, 1.0, 0.0
    if metadata.peak is not None and metadata.peak <= 255 and metadata.dtype.startswith("float"):
        return Quantity.BRIGHTNESS, 1 / 255, 0.0
    if profile.quantity is Quantity.REFLECTANCE:
        return profile.quantity, profile.scale, _offset(profile, metadata)
    return Quantity.BRIGHTNESS, 1 / _nominal_maximum(metadata), 0.0


def _offset(profile: SensorProfile, metadata: BandMetadata) -> float:
    if not profile.name.startswith("sentinel-2"):
        return profile.offset
    stated = metadata.tags.get("PROCESSING_BASELINE", "").replace(".", "")
    named = re.search(r"_N(\d{4})_", metadata.path)
    baseline = int(stated) if stated.isdecimal() else int(named[1]) if named else 0
    return -1000 * profile.scale if baseline >= _SENTINEL_2_OFFSET_FROM else 0.0


def _nominal_maximum(metadata: BandMetadata) -> float:
    if metadata.bits:
        return float(2**metadata.bits - 1)
    peak = 10_000.0 if metadata.peak is None else metadata.peak
    return next((float(maximum) for maximum in _NOMINAL_MAXIMA if peak <= maximum), peak)
