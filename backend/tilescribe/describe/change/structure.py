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

from tilescribe.describe.facts.cover import Cover
from tilescribe.describe.facts.texture import gradient
from tilescribe.describe.facts.view import block_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

__all__ = ["WINDOW_CELLS", "Structure", "built_changes", "changed", "error_of_changed", "resampled", "structure_of"]

_SIDE = 112
"""Pixels along the side of a tile that are compared: every second of 224."""
_BLOCK = 2
"""Of these along the side of a block, on whose grid everything is given."""
_WINDOW = 7
"""Blocks along the side of a window: 28 of 224 pixels, a house with its garden in pixels of half a metre."""
WINDOW_CELLS = _WINDOW**2
"""Blocks that share one window: so many fewer values are independent of each other."""
_SAMPLES = 49
"""Independent values in a window: 14 x 14 pixels, four of them to one of the detail that blur leaves."""
_NOISE = 4e-3
"""Variance of display brightness, a standard deviation of 0.06, at which a pattern counts half: two windows without any
are alike. Grass, crops and crowns have weak patterns, and other ones each season. Among 340 labelled squares of Joplin
before and after its tornado, the share of structure that is gone ranks destroyed above intact ones with an AUROC of
0.85 at 2e-4, 0.95 at 2e-3, 0.97 at 4e-3 and 0.98 at 8e-3, which begins to lose faint towns."""
_SPECKLE = 4

_GONE, _THERE = 0.2, 0.6
"""Correlation up to which structure counts as gone, and from which as unchanged. Windows of other places correlate by
0.3 at the best of nine places, by chance; those of one place under other light by 0.7 and more."""
_STRAIGHT_FROM, _STRAIGHT_TO = 0.015, 0.05
"""Strength of straight edges from which a block may be built, and at which it counts in full; the middle of pictured
towns is 0.05, that of fields 0.01."""
_MINERAL = (Cover.BUSY, Cover.GREY, Cover.BARE, Cover.OTHER)
"""What built-up ground looks like. Borders of fields are as straight, and green on one side."""


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


def error_of_changed(structure: Structure) -> Plane:
    """(rows, cols) standard error of `changed`, by that of a correlation: (1 - r^2) / sqrt(n) (Fisher 1915)."""
    error = (1 - structure.likeness**2) * np.float32(1 / np.sqrt(_SAMPLES) / (_THERE - _GONE))
    between = (structure.likeness > _GONE) & (structure.likeness < _THERE)
    return np.where(between, error, np.float32(0))


def built_changes(structure: Structure, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> tuple[Plane, Plane]:
    """(lost, gained), each (rows, cols) of the cells, 0 to 1: straight edges of what is not green, on one date only.

    Args:
        structure: Of the pair.
        before: (rows, cols) of `Cover` of the earlier date.
        after: Of the later one.
    """
    gone = changed(structure)

    def built(straight: Plane, cells: NDArray[np.uint8]) -> Plane:
        strong = (straight - np.float32(_STRAIGHT_FROM)) / np.float32(_STRAIGHT_TO - _STRAIGHT_FROM)
        part = resampled(gone * np.clip(strong, 0, 1), cells.shape)
        return np.where(np.isin(cells, _MINERAL), part, np.float32(0))

    return built(structure.straight_before, before), built(structure.straight_after, after)


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
