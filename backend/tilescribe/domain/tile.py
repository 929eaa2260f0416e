"""One window of one raster at one level, and how far windows may overlap."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    from shapely import MultiPolygon

__all__ = ["MAX_OVERLAP", "Tile", "TileRef", "TileState", "Window", "check_overlap"]

MAX_OVERLAP = 0.9
"""Share of a tile's side that its neighbour may repeat; beyond it a raster has a hundred times its tiles and more."""


def check_overlap(overlap: float) -> None:
    """Raises InvalidOptionError for anything but 0 to `MAX_OVERLAP`."""
    if not 0.0 <= overlap <= MAX_OVERLAP:
        raise InvalidOptionError(
            f"An overlap of {overlap:g} is out of range",
            remedy=f"Give a share of the tile side from 0 to {MAX_OVERLAP:g}, such as 0.25",
        )


class TileState(StrEnum):
    """Every tile has exactly one; nothing disappears."""

    PENDING = "pending"
    DONE = "done"
    BLANK = "blank"
    """No picture there (nodata, mask, black wedge, one flat value, a raster of classes or elevations): not described,
    never a hit."""
    FAILED = "failed"
    """The reason is kept; the next run tries again."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A rectangle of whole pixels, always inside its raster."""

    row: int
    col: int
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A planned tile: geometry only, no pixel read."""

    level_m: float
    """Side on the ground in metres; the level's name."""
    window: Window
    footprint: MultiPolygon
    """WGS84, longitude in -180..180, split at the antimeridian."""


@dataclass(frozen=True, slots=True)
class TileRef:
    """A tile as the catalog knows it."""

    id: int
    raster_id: int
    level_m: float
    window: Window
