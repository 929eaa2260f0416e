"""How the pixels of one tile lie on the ground: their size there, and where north is."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Facing", "LocalGround", "facing_of"]

Axes = tuple[float, float, float, float]
"""(a, b, d, e): one step along a row goes a to the east and d to the north, one along a column b and e; in one unit."""
Facing = tuple[float, float, float, float]
"""`Axes` of one of the eight ways in which sides can face the compass: two of the numbers are 0, two 1 or -1."""

_OFF_AXIS = 0.35
"""Tangent of the rotation (19 degrees) up to which the top of a tile is still called its north."""


@dataclass(frozen=True, slots=True)
class LocalGround:
    """Around the centre of one tile, for pixels of the raster."""

    gsd_x_m: float
    """Ground distance of one pixel step along a row, geodesic."""
    gsd_y_m: float
    """The same along a column."""
    axes: Axes | None
    """In metres; true north, not that of the map. None where it turns over the tile, as around a pole."""

    @property
    def gsd_m(self) -> float:
        """The geometric mean of both directions."""
        return math.sqrt(self.gsd_x_m * self.gsd_y_m)


def facing_of(axes: Axes) -> Facing | None:
    """Which sides face north and east; None where none does, within 19 degrees."""
    a, b, d, e = axes
    if abs(d) <= _OFF_AXIS * abs(a) and abs(b) <= _OFF_AXIS * abs(e):
        return math.copysign(1.0, a), 0.0, 0.0, math.copysign(1.0, e)
    if abs(a) <= _OFF_AXIS * abs(d) and abs(e) <= _OFF_AXIS * abs(b):
        return 0.0, math.copysign(1.0, b), math.copysign(1.0, d), 0.0
    return None
