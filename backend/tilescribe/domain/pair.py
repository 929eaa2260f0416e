"""Two dates of one place: the pixels of both on one grid."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.change import ChangeMeasures, PairAlignment
from tilescribe.domain.pixels import TilePixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.bands import Role

__all__ = ["ChangeMeasures", "PairAlignment", "PairPixels", "Shift"]


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much the earlier picture was moved so that it lies on the later one."""

    x_px: float
    """Columns to the right, in pixels of the pair's arrays."""
    y_px: float
    """Rows down."""
    confidence: float
    """0 (nothing in common) to 1 (the same picture)."""


@dataclass(frozen=True, slots=True)
class BandLight:
    """How bright one band of the earlier date is in the light of the later one, all over two rasters.

    later = earlier * `gain` + `offset`, as display brightness: by either raster's own stretch, and where both are
    reflectance by that of the later one.
    """

    role: Role
    gain: float
    offset: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPixels(TilePixels):
    """The tile of the later date, with the earlier date on its grid: same rows, same columns, aligned."""

    before: TilePixels
    """The earlier date: `data` and `valid` of the same height and width, with the bands, scaling and stretch of the
    raster that most of it comes from; `tile` and `ground` are those of the later date. The shift has been taken out."""
    shift: Shift
    comparable: NDArray[np.bool_]
    """(height, width), where both dates show the ground: no clouds, no shadows of clouds, nothing invalid."""
    coverage: float
    """Share of the later tile's valid pixels that the earlier date covers, 0 to 1."""
    detail_m: float
    """Ground size of a pixel of the coarser of both; finer things are not compared."""
    gsd_ratio: float
    """Ground size of the earlier date's pixels through that of the later one's."""
    angle_deg: float
    """By how much the rows of the earlier raster are turned against those of the later one, -180 to 180."""
    before_paths: tuple[str, ...]
    """Rasters of the earlier date that the pixels come from, the one with the most of them first."""
    light: tuple[BandLight, ...] = ()
    """Of the bands that both dates have, as other tiles of both rasters tell it; empty where it is not known."""

    @property
    def alignment(self) -> PairAlignment:
        """What is to be known of it later."""
        gsd_x_m, gsd_y_m = (
            side_m / side_px for side_m, side_px in zip(self.ground_m, self.data.shape[:0:-1], strict=True)
        )
        return PairAlignment(
            shift_x_m=self.shift.x_px * gsd_x_m,
            shift_y_m=self.shift.y_px * gsd_y_m,
            shift_confidence=self.shift.confidence,
            coverage=self.coverage,
            gsd_ratio=self.gsd_ratio,
            angle_deg=self.angle_deg,
            detail_m=self.detail_m,
        )

    def _digest(self) -> str:
        digest = hashlib.blake2b(digest_size=16)
        # `super()` without arguments does not work in dataclasses with slots.
        digest.update(TilePixels._digest(self).encode())
        digest.update(TilePixels._digest(self.before).encode())
        digest.update(np.packbits(self.comparable).data)
        digest.update(f"{self.detail_m:.3g}".encode())
        if self.light:
            lines = [(line.role, round(line.gain, 3), round(line.offset, 3)) for line in self.light]
            digest.update(repr(lines).encode())
        return digest.hexdigest()
