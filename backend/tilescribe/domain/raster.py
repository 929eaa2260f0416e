"""One georeferenced file as opened."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.period import Period

if TYPE_CHECKING:
    from shapely import MultiPolygon

__all__ = ["Bounds", "FileSignature", "Georeferencing", "Raster", "RasterState", "Stretch"]

Bounds = tuple[float, float, float, float]
"""(west, south, east, north). In WGS84 degrees unless a name says otherwise; west > east crosses the antimeridian."""


class Georeferencing(StrEnum):
    """How pixel positions become ground positions."""

    GEOTRANSFORM = "geotransform"
    GCPS = "gcps"
    RPCS = "rpcs"


class RasterState(StrEnum):
    """Where the raster's file stands."""

    PRESENT = "present"
    MISSING = "missing"
    """The file is gone; its tiles are kept until `index --prune`."""
    FAILED = "failed"
    """The file cannot be used; the reason is kept with it."""


@dataclass(frozen=True, slots=True)
class FileSignature:
    """What tells cheaply that a file is unchanged."""

    size_bytes: int
    mtime_ns: int
    signature: str = ""
    """Hex digest over names, sizes and times of all files that the raster consists of, sidecars included; empty in
    catalogs that were made before there was one, and for what only a network could tell."""

    def agrees(self, other: FileSignature) -> bool:
        """Whether nothing has changed between the two; where one has no signature, size and time must do."""
        if self.signature and other.signature:
            return self.signature == other.signature
        return (self.size_bytes, self.mtime_ns) == (other.size_bytes, other.mtime_ns)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stored values that become black and white on screen, one pair for each band of `Raster.bands`.

    Found once for the whole scene (2nd and 98th percentile of valid pixels), so that neighbouring tiles match.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Raster:
    """One georeferenced file, with everything needed to place and read its pixels, and no open handle."""

    path: str
    """Absolute, or a GDAL `/vsi…` path; what GDAL opens."""
    fingerprint: str
    """Hex digest of size and sampled content: the same after a move, another after an edit."""
    driver: str
    """GDAL's short name, e.g. `GTiff`."""
    width: int
    height: int
    dtype: str
    """numpy name of the stored type."""
    bands: tuple[Band, ...]
    """The bands that carry pictures, in file order; alpha is left out. A palette counts as red, green, blue."""
    nodata: tuple[float | None, ...]
    """One stored value for each of `bands`, None where a band has none; empty where no band has one."""
    palette: bool
    """The single stored band indexes a colour table; readers expand it to red, green, blue."""
    profile: str
    """`SensorProfile.name` that assigned the roles."""
    profile_source: str
    """Why this profile: `user`, `tags`, `descriptions`, `file name`, `pixels`, `band count`."""
    quantity: Quantity
    crs: str
    """Of the geotransform, GCPs or RPCs: `EPSG:n` where it has a code, else WKT2."""
    georeferencing: Georeferencing
    transform: tuple[float, float, float, float, float, float] | None
    """Affine (a, b, c, d, e, f) as rasterio orders it; None for GCPs and RPCs."""
    gsd_x_m: float
    """Ground distance of one pixel step along a row at the raster's centre, geodesic."""
    gsd_y_m: float
    """The same along a column."""
    footprint: MultiPolygon
    """WGS84, longitude in -180..180, split at the antimeridian."""
    acquired: datetime | None
    """UTC; where only a year, month or day is known, its first moment."""
    acquired_source: str
    """`user`, `tags`, `file name`, or empty."""
    sensor: str | None
    has_overviews: bool
    acquired_end: datetime | None = None
    """UTC; the last moment of the period of acquisition. None: `acquired` is a moment, or unknown."""
    notices: tuple[str, ...] = field(default=())
    """What the user should know, one sentence each (assumed CRS, no overviews, …)."""
    sources: tuple[str, ...] = ()
    """The files of a product of one file a band, in the order of its bands, from the folder of `path`; else empty."""
    label: str = ""
    """By which a person calls it: `before`, `after`, any word. The file knows nothing of it."""

    @property
    def gsd_m(self) -> float:
        """Ground sample distance at the centre: the geometric mean of both directions."""
        return math.sqrt(self.gsd_x_m * self.gsd_y_m)

    @property
    def period(self) -> Period | None:
        """When it was acquired, as exactly as that is known."""
        return None if self.acquired is None else Period(self.acquired, self.acquired_end or self.acquired)

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(band.role for band in self.bands)
