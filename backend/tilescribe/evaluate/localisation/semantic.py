"""Measures of a heat map, as they were published: Yuan et al., *Learning to Evaluate Performance of Multi-modal
Semantic Localization*, TGRS 2022, with the numbers of the authors' program (SemanticLocalizationMetrics, `SLM.py`).

Its filters are in pixels of pictures that were cut into parts of 256 and more; here they are shares of the region that
is asked for. Its median filter over the map, as wide as the least part, is left out: a region that is one picture would
go with it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.results import SemanticLocalisation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.tile import Window

__all__ = ["mean_of_maps", "measure_map"]

_SU_BETA = 0.707
_SU_EPSILON = 1e-7
_AS_REACH = 1.5
"""Times the distance of the corners from the centre: so far off an attention centre belongs to the region."""
_AS_BETA = 3.0
_DA_ETA = 0.5
_MI_WEIGHTS = (0.4, 0.35, 0.25)
"""Of Rsu, 1 - Ras and Rda."""
_LEAST_PEAK = 0.5
"""Of the stretched map, at an attention centre."""
_SMOOTHING = math.sqrt(5 / 12) * 50 / 256
"""Standard deviation of the filter over the map before its peaks are looked for, of the region's side: that of five
averages over squares of 50 in 256 pixels, which on a coarse grid would move the peaks."""
_NEIGHBOURHOOD = 1_000 / 256
"""Side of the square in which an attention centre is the highest place, of the region's side."""


def measure_map(values: NDArray[np.float32], region: Window) -> SemanticLocalisation:
    """The four measures of one heat map.

    Args:
        values: (height, width), at least two different ones; NaN counts as the lowest. They are stretched from 0 to 1.
        region: The cells that are asked for: some, not all.
    """
    stretched = _stretched(values)
    su = _significant_area(stretched, region)
    side = math.sqrt(region.height * region.width)
    centre = np.array([region.row + (region.height - 1) / 2, region.col + (region.width - 1) / 2])
    reach = _AS_REACH * math.hypot(region.height, region.width) / 2
    centres = _attention_centres(stretched, side)
    aside = np.linalg.norm(centres - centre, axis=1)
    near = aside[aside <= reach]
    shift = float(near.mean() / reach) if len(near) else 1.0
    shift = math.expm1(_AS_BETA * shift) / math.expm1(_AS_BETA)
    da = _discreteness(centres[aside <= reach], reach)
    weights = _MI_WEIGHTS
    return SemanticLocalisation(su, shift, da, weights[0] * su + weights[1] * (1 - shift) + weights[2] * da)


def mean_of_maps(measured: Sequence[SemanticLocalisation]) -> SemanticLocalisation:
    """Each measure's mean over at least one map."""
    rows = [(one.significant_area, one.attention_shift, one.discrete_attention, one.combined) for one in measured]
    return SemanticLocalisation(*(float(mean) for mean in np.mean(rows, axis=0)))


def _stretched(values: NDArray[np.float32]) -> NDArray[np.float64]:
    lowest = float(np.nanmin(values))
    above = np.nan_to_num(values.astype(np.float64) - lowest, nan=0.0)
    highest = above.max()
    return above / highest if highest > 0 else above


def _significant_area(values: NDArray[np.float64], region: Window) -> float:
    """Rsu: how much more of the map's sum lies in the region than its size alone would give."""
    inside = values[region.row : region.row + region.height, region.col : region.col + region.width]
    area, total = inside.size, float(inside.sum())
    share = total / (float(values.sum()) - total + _SU_EPSILON)
    return -math.expm1(-_SU_BETA * share * (values.size - area) / area)


def _attention_centres(values: NDArray[np.float64], side: float) -> NDArray[np.float64]:
    """(n, 2) row and column of the places that are the highest around, once the map is smoothed."""
    from scipy.ndimage import center_of_mass, gaussian_filter, label, maximum_filter

    smooth = gaussian_filter(values, sigma=_SMOOTHING * side, mode="mirror")
    around = 2 * round(_NEIGHBOURHOOD * side / 2) + 1
    peaks = (maximum_filter(smooth, size=around) == smooth) & (smooth > 0)
    labels, count = label(peaks, structure=np.ones((3, 3)))
    centres = np.array(center_of_mass(peaks, labels, range(1, count + 1)), dtype=np.float64).reshape(-1, 2)
    rows, cols = centres.astype(np.int64).T
    kept: NDArray[np.float64] = centres[values[rows, cols] >= _LEAST_PEAK]
    return kept


def _discreteness(centres: NDArray[np.float64], reach: float) -> float:
    """Rda: 1 for one attention centre at the region, 0 for none, less the more there are and the wider they lie."""
    if len(centres) < 2:
        return float(len(centres))
    spread = float(np.linalg.norm(centres - centres.mean(axis=0), axis=1).mean()) / reach
    return 0.5 * (1 - spread) + math.exp(-_DA_ETA * (len(centres) + 2))
