"""Two dates of one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

__all__ = ["HitPair"]


@dataclass(frozen=True)
class HitPair:
    """The earlier date of a hit, and what has changed since. Shares are of what can be compared, 0 to 1."""

    pair_id: int
    before_acquired: Optional[str]
    before_paths: tuple[str, ...]
    """Rasters of the earlier date, the one that covers most first."""
    before_tiles: tuple[int, ...]
    before_summary: str
    """What is said of the earlier date."""
    change: str
    """What is said of the change."""
    before_acquired_end: Optional[str] = None
    """Last moment of the period that begins with `before_acquired`."""
    was: Optional[float] = None
    """Probability that the earlier date shows what was asked of it."""
    shift_x_m: Optional[float] = None
    """By how much the earlier picture was moved along the rows of the later tile; None: not compared."""
    shift_y_m: Optional[float] = None
    """The same downwards."""
    shift_confidence: Optional[float] = None
    coverage: Optional[float] = None
    """Share of the later tile that the earlier date covers."""
    gsd_ratio: Optional[float] = None
    """Pixel size before through pixel size after."""
    angle_deg: Optional[float] = None
    detail_m: Optional[float] = None
    """Ground size of the smallest detail that both show."""
    comparable: Optional[float] = None
    """Share of the later tile's pixels that can be compared."""
    magnitude: Optional[float] = None
    """How much has changed in all."""
    magnitude_error: Optional[float] = None
    """One standard deviation of it."""
    water_gained: Optional[float] = None
    water_lost: Optional[float] = None
    vegetation_gained: Optional[float] = None
    vegetation_lost: Optional[float] = None
    burnt: Optional[float] = None
    bare_gained: Optional[float] = None
    structure_gained: Optional[float] = None
    structure_lost: Optional[float] = None
    brightness: Optional[float] = None
    """Mean brightness after less before, -1 to 1."""
    dnbr: Optional[float] = None
    """Mean normalised burn ratio before less after."""
