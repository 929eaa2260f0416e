"""Whether two dates of a tile can be compared at all, and where; each refusal is a sentence with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tilescribe.domain.bands import Quantity, Role

if TYPE_CHECKING:
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.raster import Raster

__all__ = [
    "LEAST_CLEAR",
    "LEAST_COMPARABLE",
    "LEAST_COVERAGE",
    "LEAST_SIDE_PX",
    "NotComparable",
    "Obstacle",
    "no_common_bands",
    "too_different_scales",
]

LEAST_CLEAR = 0.25
"""Share of what both dates show that must be free of clouds, their shadows and snow."""
LEAST_COVERAGE = 0.25
"""Share of the later tile's valid pixels that the earlier date must cover."""
LEAST_COMPARABLE = 0.1
"""Share of the tile's pixels that both dates must show without clouds; less is compared in other tiles."""
LEAST_SIDE_PX = 24
"""Pixels of the coarser date along the tile's shorter side: with fewer, houses and fields are single pixels."""

_VISIBLE = {Role.RED, Role.GREEN, Role.BLUE, Role.PAN, Role.GREY}
_KINDS = {
    Quantity.REFLECTANCE: "reflectance",
    Quantity.BRIGHTNESS: "a picture",
    Quantity.BACKSCATTER: "radar backscatter",
    Quantity.OTHER: "no picture",
}


class Obstacle(StrEnum):
    """Why two dates of a tile are not compared."""

    COVERAGE = "coverage"
    """The earlier date shows too little of the tile."""
    SCALE = "scale"
    """Pixels are too different in size."""
    BANDS = "bands"
    """They measure different things."""
    CLOUD = "cloud"
    SHIFT = "shift"
    """Shifted by more than a quarter of the tile, or nothing in common to align by."""
    UNREADABLE = "unreadable"
    """The earlier pixels cannot be read; another try may."""


@dataclass(frozen=True, slots=True)
class NotComparable:
    """Two dates of a tile whose difference would say nothing."""

    obstacle: Obstacle
    reason: str
    """A sentence without a full stop, with the numbers that decided."""


def no_common_bands(later: Raster, earlier: Raster) -> NotComparable | None:
    """The refusal of two rasters that measure different things; None where they can be compared."""
    pictures = {Quantity.REFLECTANCE, Quantity.BRIGHTNESS}
    kinds = {later.quantity, earlier.quantity}
    if kinds <= pictures or len(kinds) == 1:
        common = (set(later.roles) & set(earlier.roles)) - {Role.OTHER}
        both_visible = bool(_VISIBLE & set(later.roles)) and bool(_VISIBLE & set(earlier.roles))
        alike = later.roles == earlier.roles
        if common or alike or (both_visible and kinds <= pictures):
            return None
        names = (", ".join(raster.roles) for raster in (earlier, later))
        return NotComparable(Obstacle.BANDS, "The dates have no bands in common: {} before, {} after".format(*names))
    return NotComparable(
        Obstacle.BANDS,
        f"{earlier.path} is {_KINDS[earlier.quantity]}, {later.path} {_KINDS[later.quantity]}: they have no bands in "
        "common",
    )


def too_different_scales(after: TilePixels, *, earlier_gsd_m: float) -> NotComparable | None:
    """The refusal of a tile that has too few pixels of the coarser date; None where it has enough."""
    later_gsd_m = after.gsd_m
    side_m = min(after.valid.shape) * later_gsd_m
    pixels = side_m / max(later_gsd_m, earlier_gsd_m)
    if pixels >= LEAST_SIDE_PX:
        return None
    return NotComparable(
        Obstacle.SCALE,
        f"Pixels of {earlier_gsd_m:.3g} m before and {later_gsd_m:.3g} m after: a tile of {side_m:.3g} m has "
        f"{pixels:.0f} of the coarser ones along its side, and {LEAST_SIDE_PX} are needed; compare tiles of "
        f"{LEAST_SIDE_PX * max(later_gsd_m, earlier_gsd_m):.3g} m or more",
    )
