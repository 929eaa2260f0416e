"""What a question is restricted to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tilescribe.domain.raster import Bounds

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["Filters"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which tiles may answer. All given conditions must hold; a filter comes before scoring."""

    bounds: Bounds | None = None
    """WGS84; the tile's footprint must intersect it. west > east crosses the antimeridian."""
    area: Geometry | None = None
    """WGS84 polygon(s); the tile's footprint must intersect it."""
    acquired_from: datetime | None = None
    """UTC, inclusive; the raster's period of acquisition must overlap the one asked for, so that a raster of 1985
    passes for any day of that year. A raster without a time never passes a time filter."""
    acquired_to: datetime | None = None
    """UTC, inclusive."""
    rasters: tuple[str, ...] = ()
    """Globs against the raster's path or file name, any of which may match."""
    levels_m: tuple[float, ...] = ()
    """Level sides in metres, any of which may match within 10 %."""
    labels: tuple[str, ...] = ()
    """Labels of rasters, any of which may match; an empty text stands for rasters without one."""

    @property
    def empty(self) -> bool:
        return self == Filters()
