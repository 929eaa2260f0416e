"""A straight line through two dates' brightness that what has changed does not draw to itself."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PRIOR_WEIGHT", "BandFit", "fit_line"]

_LINES = 96
"""Lines tried. With half of the weight unchanged, one in four pairs of blocks lies in it: 96 fail once in 10^12."""
_NEAR = 0.05
"""Distance from the line, of display brightness, up to which a block is explained by it."""
PRIOR_WEIGHT = 0.005
"""Weight, in blocks that are alike for each block of the tile, of the line of the whole raster where the stretches tell
it: as much as a quarter of what even ground has."""
_OFF = 0.1
"""Distance from the line of the whole raster, as display brightness, from which it no longer matters how far."""
_GAINS = (1 / 3, 3.0)
"""Light and sensors differ by less; a fit beyond has gone wrong."""
_STEEP_COST, _STEEP = 0.12, 0.5
"""Share of the blocks that a line must explain more when the square of its gain's logarithm is 0.5: contrast halved or
doubled. What little two seasons of the same fields have in common fits any line."""
_STEP = 1.05
"""By how much one step may change a gain: six of them by a third."""
_STEEPEST = 0.35
"""Span of brightness over which the line of the whole raster draws."""


@dataclass(frozen=True, slots=True)
class BandFit:
    """later = earlier * `gain` + `offset`, both as display brightness."""

    gain: float
    offset: float
    residual: float
    """Robust standard deviation of the unchanged blocks about the line, as display brightness."""
    unchanged: float
    """Share of the blocks, by weight, that the line explains."""


def fit_line(
    xs: NDArray[np.float64], ys: NDArray[np.float64], weights: NDArray[np.float64], *, trust: float = PRIOR_WEIGHT
) -> BandFit:
    """The line y = gain x + offset with most weight beside it, drawn a little to y = x.

    Args:
        xs: (n,) display brightness of the earlier date, n of at least 1.
        ys: (n,) of the later one.
        weights: (n,), up to 1 for what is alike.
        trust: Weight of y = x for each block.
    """
    prior = trust * len(weights) / float(weights.sum())
    weights = weights / weights.sum()
    gains, offsets = _candidate_lines(xs, ys, weights)
    # Both dates are noisy: distances up the page alone would make every line too flat.
    distances = np.abs(ys[None] - gains[:, None] * xs[None] - offsets[:, None]) / _tilt(gains)[:, None]
    costs = (np.minimum(distances / _NEAR, 1) ** 2) @ weights
    # A line far from that of the raster must explain more.
    middle = float(weights @ xs)
    off = np.abs((gains - 1) * middle + offsets) / _OFF + np.abs(np.log(gains))
    costs += prior * np.minimum(off, 1) + _STEEP_COST * np.minimum(np.log(gains) ** 2 / _STEEP, 1)
    best = int(np.argmin(costs))
    gain, offset = float(gains[best]), float(offsets[best])
    for _ in range(6):
        gain, offset = _reweighted(xs, ys, weights, (gain, offset), prior)
    residuals = np.abs(ys - gain * xs - offset) / float(_tilt(np.float64(gain)))
    near = residuals < 3 * _NEAR
    share = float(weights[near].sum())
    spread = 1.4826 * _weighted_median(residuals[near], weights[near]) if near.any() else _NEAR
    return BandFit(gain, offset, spread, share)


def _candidate_lines(
    xs: NDArray[np.float64], ys: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(gains, offsets): the raster's own line first, lines of its slope, lines through pairs of blocks."""
    random = np.random.default_rng(len(xs))
    one, other = random.choice(len(xs), size=(2, _LINES), p=weights)
    apart = np.abs(xs[one] - xs[other]) > 0.03
    one, other = one[apart], other[apart]
    steep = (ys[one] - ys[other]) / (xs[one] - xs[other])
    kept = (steep > _GAINS[0]) & (steep < _GAINS[1])
    moved = random.choice(len(xs), size=_LINES // 4, p=weights)
    gains = np.concatenate([[1.0], np.ones(len(moved)), steep[kept]])
    offsets = np.concatenate([[0.0], ys[moved] - xs[moved], ys[one[kept]] - steep[kept] * xs[one[kept]]])
    return gains, offsets


def _reweighted(
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    weights: NDArray[np.float64],
    line: tuple[float, float],
    prior: float,
) -> tuple[float, float]:
    """One step of total least squares with Tukey's bisquare, with two points of a weight of `prior` on y = x."""
    gain, offset = line
    distance = (ys - gain * xs - offset) / (3 * _NEAR * float(_tilt(np.float64(gain))))
    trusted = weights * np.maximum(1 - distance**2, 0) ** 2
    middle = float(weights @ xs)
    off = min(abs((gain - 1) * middle + offset) / (3 * _OFF), 1.0)
    ends = np.array([middle - _STEEPEST / 2, middle + _STEEPEST / 2])
    drawn = np.full(2, prior / 2 * (1 - off**2) ** 2)
    trusted, xs, ys = np.concatenate([trusted, drawn]), np.concatenate([xs, ends]), np.concatenate([ys, ends])
    total = float(trusted.sum())
    if total <= 0:
        return line
    middle_x, middle_y = float(trusted @ xs) / total, float(trusted @ ys) / total
    along, up = xs - middle_x, ys - middle_y
    apart = float(trusted @ up**2) - float(trusted @ along**2)
    common = float(trusted @ (along * up))
    if common <= 0:
        return line
    slope = (apart + math.hypot(apart, 2 * common)) / (2 * common)
    slope = float(np.clip(slope, max(_GAINS[0], gain / _STEP), min(_GAINS[1], gain * _STEP)))
    return slope, middle_y - slope * middle_x


def _tilt(gains: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    """By how much a distance up the page is longer than one across a line, set to 1 for y = x."""
    return np.sqrt((1 + np.square(gains)) / 2)


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
