"""What of the structure of the ground is still there: local correlation of both dates, and where edges run straight.

Structure is what no change of light alters: the pattern of light and dark within a window, whatever its mean and its
contrast. It is compared by the local normalised cross-correlation (Lewis 1995, Fast normalized cross-correlation),
which is the structure term of SSIM (Wang et al. 2004, https://doi.org/10.1109/TIP.2003.819861), at half of a pixel's
detail, so that blur takes nothing away, and at the best of the nine places around, so that what leans or was placed a
little apart (roofs seen from another side) is found again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.facts.texture import gradient
from tilescribe.describe.facts.view import block_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

__all__ = ["Structure", "built_changes", "resampled", "structure_of"]

_SIDE = 112
"""Pixels along the side of a tile that are compared: every second of 224."""
_BLOCK = 2
"""Of these along the side of a block, on whose grid everything is given."""
_WINDOW = 7
"""Blocks along the side of a window: 28 of 224 pixels, a house with its garden in pixels of half a metre."""
_NOISE = 2e-4
"""Variance of display brightness, a standard deviation of 0.014, below which a pattern is noise: two windows without
any are alike."""

_SPECKLE = 4

_GONE, _THERE = 0.2, 0.6
"""Correlation up to which structure counts as gone, and from which as unchanged. Windows of other places correlate by
0.3 at the best of nine places, by chance; those of one place under other light by 0.7 and more."""
_STRAIGHT = 0.03
"""Strength of straight edges from which a block counts as built, as that of pictured towns is."""


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """On a grid of blocks; all planes are (rows, cols) float32."""

    likeness: Plane
    """Correlation of both dates within the window around, -1 to 1; 1 where neither shows any pattern."""
    before: Plane
    """Contrast of the earlier date: standard deviation of display brightness within the window."""
    after: Plane
    straight_before: Plane
    """Strength of straight edges of the earlier date, in display brightness a pixel; see `_straight`."""
    straight_after: Plane


def structure_of(before: Plane, after: Plane, *, detail_px: float, speckled: bool = False) -> Structure:
    """Compare two (height, width) luminances, display brightness, which lie on each other to two pixels.

    Args:
        before: Filled where it is not valid, with the same places as `after`.
        after: Likewise.
        detail_px: Size of the finest thing that both show, in pixels; 1 where both are as fine as their pixels.
        speckled: Radar, whose grain differs from date to date: compared four times as coarse.
    """
    shortest = min(before.shape)
    if speckled:
        detail_px *= _SPECKLE
    step = max(1, min(max(2, round(shortest / _SIDE), round(2 * detail_px)), shortest // (2 * _BLOCK)))
    one, other = block_mean(before, step), block_mean(after, step)
    # float32 sums of squares far from 0 lose digits.
    one, other = one - one.mean(), other - other.mean()
    likeness, spread_before, spread_after = _likeness(one, other)
    return Structure(
        likeness=likeness,
        before=np.sqrt(spread_before),
        after=np.sqrt(spread_after),
        straight_before=_straight(one),
        straight_after=_straight(other),
    )


def changed(structure: Structure) -> Plane:
    """(rows, cols) how far structure is gone or new, 0 to 1."""
    part: Plane = np.clip((_THERE - structure.likeness) / np.float32(_THERE - _GONE), 0, 1)
    return part


def built_changes(structure: Structure, shape: tuple[int, ...]) -> tuple[Plane, Plane]:
    """(lost, gained), each of the given (rows, cols), 0 to 1: straight edges that are on one date only."""
    gone = changed(structure)

    def built(straight: Plane) -> Plane:
        return resampled(gone * np.clip(straight / np.float32(_STRAIGHT), 0, 1), shape)

    lost = built(structure.straight_before)
    gained = built(structure.straight_after)
    return lost, gained


def resampled(plane: Plane, shape: tuple[int, ...]) -> Plane:
    """The plane on another grid over the same ground, each cell as the nearest."""
    if plane.shape == shape:
        return plane
    rows, columns = (
        ((np.arange(new) + 0.5) * old / new).astype(np.intp) for new, old in zip(shape, plane.shape, strict=True)
    )
    there: Plane = plane[rows[:, None], columns[None]]
    return there


def _likeness(before: Plane, after: Plane) -> tuple[Plane, Plane, Plane]:
    """(correlation, variance before, variance after) of the window around each block."""
    mean_before, spread_before = _mean_and_variance(before)
    mean_after, spread_after = _mean_and_variance(after)
    best = np.full_like(mean_before, -1)
    padded = np.pad(before, 1, mode="edge")
    height, width = before.shape
    for down in range(3):
        for right in range(3):
            moved = padded[down : down + height, right : right + width]
            common = _windowed(moved * after) - _windowed(moved) * mean_after
            np.maximum(best, common, out=best)
    scale = np.sqrt((spread_before + np.float32(_NOISE)) * (spread_after + np.float32(_NOISE)))
    # A pattern on one date only is no likeness; none on both is: there is nothing that could have gone.
    quiet = np.float32(_NOISE) / (np.maximum(spread_before, spread_after) + np.float32(_NOISE))
    likeness: Plane = np.clip(best / scale + quiet, -1, 1)
    return likeness, spread_before, spread_after


def _mean_and_variance(plane: Plane) -> tuple[Plane, Plane]:
    mean = _windowed(plane)
    variance: Plane = np.maximum(_windowed(plane * plane) - mean * mean, 0)
    return mean, variance


def _windowed(plane: Plane) -> Plane:
    """Means over the window around each block."""
    from scipy.ndimage import uniform_filter

    means: Plane = uniform_filter(block_mean(plane, _BLOCK), _WINDOW, mode="nearest")
    return means


def _straight(plane: Plane) -> Plane:
    """Gradient times coherence of the structure tensor (Bigün and Granlund 1987) over 3 x 3 blocks.

    Walls, kerbs and roof ridges have both; crowns and rubble have gradients in all directions, furrows weak ones.
    """
    from scipy.ndimage import uniform_filter

    x, y = gradient(plane)
    xx, yy, xy = (uniform_filter(block_mean(product, _BLOCK), 3, mode="nearest") for product in (x * x, y * y, x * y))
    energy = np.maximum(xx + yy, np.float32(1e-9))
    coherence = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) / energy
    straight: Plane = np.sqrt(energy) * coherence
    return straight
