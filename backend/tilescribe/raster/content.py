"""Rasters that are no pictures: masks, class maps, elevations, temperatures. Their tiles are not described.

A model that is shown one takes it for a picture and makes something up: lakes of classes, tennis courts of heat.
What a file says of itself decides first (unit, name, format), then how its pixels go together (`sampling`). Pictures of
few colours, such as orthophotos with a palette and night scenes, stay pictures; drawings in a few even colours, such as
scanned maps, do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe.domain.names import base_name
from tilescribe.raster.sampling import MOST_CLASS_VALUES, PixelSample

if TYPE_CHECKING:
    from tilescribe.domain.raster import Raster
    from tilescribe.raster.band_metadata import BandMetadata

__all__ = ["NOT_PICTURES", "Content", "content_of", "reason_not_to_describe"]

NOT_PICTURES = {
    "mask": "a mask",
    "class-map": "a map of classes",
    "elevation": "an elevation model",
    "temperature": "a map of temperatures",
}
"""Names of profiles, and what they are in a sentence."""

_ELEVATION = frozenset(
    (
        "dem",
        "dsm",
        "dtm",
        "ndsm",
        "chm",
        "dgm",
        "srtm",
        "gdem",
        "copdem",
        "aw3d",
        "elevation",
        "elevations",
        "elev",
        "altitude",
        "height",
        "heights",
        "bathymetry",
        "topobathy",
    )
)
_TEMPERATURE = frozenset(
    (
        "lst",
        "sst",
        "tir",
        "thermal",
        "temperature",
        "temperatures",
        "kelvin",
        "celsius",
    )
)
_PICTURE = frozenset(
    (
        "pan",
        "panchromatic",
        "ortho",
        "orthophoto",
        "rgb",
        "grey",
        "gray",
        "photo",
        "image",
    )
)
"""Words of a file's name. One of the last group beside those of the others leaves it to the pixels."""
_QUALITY = re.compile(r"(?:_QA_(?:PIXEL|RADSAT|AEROSOL)|_SR_QA|_SCL(?:_\d+m)?|_MSK_\w+|Fmask)$", re.IGNORECASE)
"""Bands of quality bits and scene classes, as Landsat, Sentinel-2 and HLS name them."""
_THERMAL = re.compile(
    r"_ST_(?:B\d+|TRAD|URAD|DRAD|ATRAN|EMIS|EMSD|QA|CDIST)$|^L[TE]0[4-7]_.*_B6(?:_VCID_[12])?$", re.IGNORECASE
)
"""Surface temperature and what comes with it, and the thermal band of Landsat 4 to 7."""
_ELEVATION_FORMATS = (".hgt", ".dt0", ".dt1", ".dt2", ".dem")
_METRES = frozenset(
    (
        "m",
        "metre",
        "metres",
        "meter",
        "meters",
        "ft",
        "foot",
        "feet",
        "us-ft",
    )
)
_DEGREES = frozenset(("k", "kelvin", "c", "degc", "celsius", "degrees celsius", "°c"))

_MASK_VALUES = 3
"""Two, and one for nodata that is not declared."""
_MASK_REPEATS = 0.8
_MASK_BETWEEN, _MASK_RARER = 0.03, 0.02
"""What JPEG leaves of two values at the edges of a mask."""
_CLASS_REPEATS = 0.5
_CLASS_JUMP = 1.5
_CLASS_JUMP_SHARE = 0.2
"""Of the number of values; neighbours of n classes in random order differ by a third of n."""
_COLOUR_REPEATS = 0.65
_RELIEF_GROWTH = 4.5
_KELVIN = (200.0, 350.0)
"""Everything on Earth's surface, with room for fires."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a raster is that is no picture."""

    profile: str
    """One of `NOT_PICTURES`."""
    why: str
    source: str
    """As `BandInterpretation.source`; `pixels` where a sample of them decided."""


def content_of(metadata: BandMetadata, *, picture_told: bool) -> Content | None:
    """What the raster is if it is no picture; None for pictures and wherever there is doubt.

    Args:
        metadata: Of an open file.
        picture_told: The file itself or its sensor says that its bands see light or radar.
    """
    stated = _stated(metadata) if metadata.count == 1 and not metadata.palette else None
    if stated is not None:
        return stated
    if metadata.sample is None or picture_told:
        return None
    return _few_valued(metadata, metadata.sample) or (
        _continuous(metadata, metadata.sample) if metadata.count == 1 else None
    )


def reason_not_to_describe(raster: Raster) -> str | None:
    """Why the tiles of this raster are blank, or None when they are to be described."""
    what = NOT_PICTURES.get(raster.profile)
    return f"not a picture: {what.split(' ', 1)[1]}" if what else None


def _stated(metadata: BandMetadata) -> Content | None:
    """By what one band's unit, format and name say."""
    unit = metadata.unit.strip().lower()
    if unit in _DEGREES:
        return Content("temperature", f"its unit is {metadata.unit.strip()}", "tags")
    if unit in _METRES:
        return Content("elevation", f"its unit is {metadata.unit.strip()}", "tags")
    name = base_name(metadata.path)
    if name.lower().endswith(_ELEVATION_FORMATS):
        return Content("elevation", "its format holds nothing else", "file name")
    stem = name.rsplit(".", 1)[0]
    if _QUALITY.search(stem):
        return Content("class-map", f"it is called {name}", "file name")
    if _THERMAL.search(stem):
        return Content("temperature", f"it is called {name}", "file name")
    for text, source in ((metadata.descriptions[0], "descriptions"), (stem, "file name")):
        words = set(re.split(r"[^a-z0-9]+", text.lower())) | set(re.split(r"[^a-z]+", text.lower()))
        if words & _PICTURE or (source == "file name" and metadata.dtype == "uint8"):
            continue  # of 8 bits are shaded reliefs and pictures of a place of that name, too
        for profile, known in (("elevation", _ELEVATION), ("temperature", _TEMPERATURE)):
            if words & known:
                called = f"it is called {name}" if source == "file name" else f"its band is called {text!r}"
                return Content(profile, called, source)
    return None


def _few_valued(metadata: BandMetadata, sample: PixelSample) -> Content | None:
    n, repeats = sample.distinct, f"{sample.repeats:.0%} of neighbouring pixels are equal"
    if n < 2:
        return None  # even: its tiles will say so
    if metadata.palette or metadata.count > 1:
        if sample.repeats < _COLOUR_REPEATS or (n > MOST_CLASS_VALUES and not metadata.palette):
            return None
        return Content("class-map", f"{n} colours in even areas, {repeats}", "pixels")
    if n <= _MASK_VALUES and sample.repeats >= _MASK_REPEATS:
        return Content("mask", f"{n} values, {repeats}", "pixels")
    if metadata.dtype == "uint8" and sample.between <= _MASK_BETWEEN and sample.rarer_end >= _MASK_RARER:
        return Content("mask", f"{1 - sample.between:.0%} of its pixels are nearly black or nearly white", "pixels")
    jumps = sample.jump >= max(_CLASS_JUMP, _CLASS_JUMP_SHARE * n)
    if n <= MOST_CLASS_VALUES and sample.repeats >= _CLASS_REPEATS and jumps:
        return Content("class-map", f"{n} values that follow one another in no order, {repeats}", "pixels")
    return None


def _continuous(metadata: BandMetadata, sample: PixelSample) -> Content | None:
    """One band of more than 8 bits, as smooth as relief is and pictures are not, or in the range of temperatures."""
    if metadata.palette or metadata.dtype in {"uint8", "int8"}:
        return None
    scale, offset = metadata.scales[0], metadata.offsets[0]
    low, high = sorted((sample.low * scale + offset, sample.high * scale + offset))
    real = metadata.dtype.startswith("float") or scale != 1
    if real and _KELVIN[0] <= low < high <= _KELVIN[1]:
        return Content("temperature", f"its values are those of kelvins, {low:.0f} to {high:.0f}", "pixels")
    if sample.growth >= _RELIEF_GROWTH:
        return Content("elevation", "one band, as smooth as relief is and pictures are not", "pixels")
    return None
