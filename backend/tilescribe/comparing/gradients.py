"""Two dates of a tile by the gradients of their pictures, which stay where they are in another light or sensor."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.bands import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.raster import Raster, Stretch
    from tilescribe.raster import EarlierPixels

    Plane = NDArray[np.float32]
    Mask = NDArray[np.bool_]

__all__ = ["LARGEST_SHIFT", "GradientViews", "picture_bands"]

_SMOOTH_PX = 1.6
"""Standard deviation of the Gaussian whose gradient is taken: noise and pixels do not show, streets and roofs do."""
_HALVED_FROM_PX = 96
"""Shorter side from which tiles are compared at half their resolution."""
_EVEN = 0.012
"""Gradient of the picture, as display brightness a pixel, below which in nineteen of twenty pixels there is nothing to
align: calm water, an even field."""
_LEAST_VALID = 0.1
"""Share of the tile's pixels that must be valid in both."""
LARGEST_SHIFT = 0.25
"""Shift, as a share of the tile's shorter side, up to which is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class GradientViews:
    """Both dates by the square root of their gradients' magnitude."""

    after: Plane
    """(height, width)."""
    before: Plane
    """(height + 2 beyond, width + 2 beyond)."""
    seen_after: Mask
    seen_before: Mask
    beyond: int
    step_px: int
    """Pixels of the tile's array to a pixel here."""

    @classmethod
    def of(cls, after: TilePixels, before: EarlierPixels) -> GradientViews | None:
        """None where one of them is even, or hardly anything is valid."""
        later, earlier = picture_bands(after.raster, before.raster)
        side = min(after.valid.shape)
        step = 2 if side >= _HALVED_FROM_PX else 1
        beyond = min(before.beyond_px, max(8, math.ceil(LARGEST_SHIFT * side))) // step
        stored, valid_before = before.picture(earlier, beyond=beyond * step, step=step)
        picture, valid_after = _mean_of(after, later), after.valid
        if step == 2:
            picture, valid_after = _halved(picture), _halved(valid_after.astype(np.float32)) > 0.9
        smooth = _SMOOTH_PX / step
        missing = 0.4 / step * math.sqrt(max(before.gsd_m / after.gsd_m, 1.0) ** 2 - 1)
        one = _lines(_shown(picture, after.stretch, later), valid_after, math.hypot(smooth, missing))
        other = _lines(_shown(stored, before.stretch, earlier), valid_before, smooth)
        height, width = picture.shape
        both = one.seen & other.seen[beyond : beyond + height, beyond : beyond + width]
        if both.mean() < _LEAST_VALID or min(one.strength, other.strength) < _EVEN * step:
            return None
        return cls(one.lines, other.lines, one.seen, other.seen, beyond, step)


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """One picture by its gradients."""

    lines: Plane
    """Square root of the magnitude."""
    seen: Mask
    """Where it is known."""
    strength: float
    """The magnitude that one pixel in twenty exceeds, as display brightness a pixel."""


def picture_bands(later: Raster, earlier: Raster) -> tuple[list[int], list[int]]:
    """Positions of the bands of either raster that show the most alike: those of visible light in both, else any."""
    visible = (Role.RED, Role.GREEN, Role.BLUE)
    common = [role for role in later.roles if role in earlier.roles and role not in {Role.OTHER, Role.THERMAL}]
    chosen = [role for role in common if role in visible] or common
    if chosen:
        return [later.roles.index(role) for role in chosen], [earlier.roles.index(role) for role in chosen]
    return _shown_positions(later), _shown_positions(earlier)


def _shown_positions(raster: Raster) -> list[int]:
    visible = (Role.RED, Role.GREEN, Role.BLUE, Role.PAN, Role.GREY)
    return [at for at, role in enumerate(raster.roles) if role in visible] or list(range(min(3, len(raster.bands))))


def _mean_of(tile: TilePixels, positions: list[int]) -> Plane:
    planes: Plane = tile.data[positions].astype(np.float32)
    mean: Plane = planes.mean(axis=0)
    return np.nan_to_num(mean)


def _shown(stored: Plane, stretch: Stretch, positions: list[int]) -> Plane:
    """Stored values as display brightness, cut off a little beyond black and white."""
    low = float(np.mean([stretch.low[position] for position in positions]))
    high = float(np.mean([stretch.high[position] for position in positions]))
    shown: Plane = np.clip((stored - np.float32(low)) / np.float32(max(high - low, 1e-9)), -0.2, 1.5)
    return shown


def _lines(picture: Plane, valid: Mask, sigma: float) -> _Lines:
    from scipy.ndimage import binary_erosion, gaussian_filter, sobel

    seen = valid
    if not valid.all():
        seen = binary_erosion(valid, np.ones((3, 3), dtype=bool), iterations=math.ceil(2 * sigma), border_value=1)
        picture = np.where(valid, picture, picture[valid].mean() if valid.any() else np.float32(0))
    smooth = gaussian_filter(picture, sigma, mode="nearest", truncate=3)
    steep = np.hypot(sobel(smooth, axis=0), sobel(smooth, axis=1)) / np.float32(8)
    strength = float(np.percentile(steep[seen], 95)) if seen.any() else 0.0
    # A third of the mean keeps even ground, where there is only noise, from counting as lines.
    return _Lines(np.sqrt(steep + np.float32(0.3) * steep.mean()), seen, strength)


def _halved(plane: Plane) -> Plane:
    height, width = (length // 2 * 2 for length in plane.shape)
    cut = plane[:height, :width]
    rows = cut[::2] + cut[1::2]
    half: Plane = (rows[:, ::2] + rows[:, 1::2]) * np.float32(0.25)
    return half
