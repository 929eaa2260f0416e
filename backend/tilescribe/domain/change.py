"""How two dates of one place lie on each other, and what was measured of their difference: numbers, no pixels."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ChangeMeasures", "PairAlignment"]


@dataclass(frozen=True, slots=True)
class PairAlignment:
    """How the earlier date came to lie on the later one."""

    shift_x_m: float
    """By how much the earlier picture was moved, along the rows of the later tile, in metres on the ground."""
    shift_y_m: float
    """The same along its columns, downwards."""
    shift_confidence: float
    """0 to 1, see `Shift`."""
    coverage: float
    """Share of the later tile's valid pixels that the earlier date covers, 0 to 1."""
    gsd_ratio: float
    """Ground size of the earlier date's pixels through that of the later one's."""
    angle_deg: float
    """By how much the rows of the earlier raster are turned against those of the later one, -180 to 180."""
    detail_m: float
    """Ground size of the smallest detail that both show."""


@dataclass(frozen=True, slots=True)
class ChangeMeasures:
    """Numbers measured of the difference of two dates; None where the bands cannot tell.

    Shares are of the pixels that can be compared, 0 to 1.
    """

    comparable: float
    """Share of the later tile's pixels that can be compared."""
    magnitude: float
    """How much has changed in all, 0 (nothing) to 1 (everything); comparable between pairs, sensors and scales."""
    magnitude_error: float
    """One standard deviation of `magnitude`."""
    water_gained: float | None = None
    water_lost: float | None = None
    vegetation_gained: float | None = None
    vegetation_lost: float | None = None
    burnt: float | None = None
    """Newly burnt."""
    bare_gained: float | None = None
    """Bare ground that was covered before."""
    structure_gained: float | None = None
    """Edges, lines and texture as of built-up ground, where there were none."""
    structure_lost: float | None = None
    brightness: float | None = None
    """Mean brightness after less before, of what has been brought to one light, -1 to 1."""
    dnbr: float | None = None
    """Mean of the normalised burn ratio before less after."""
