"""Depth of the flood, from heights above the nearest river.

Water goes where the ground lies lower above the nearest drainage than the river has risen: HAND, the height above the
nearest drainage (Nobre et al. 2011, https://doi.org/10.1016/j.jhydrol.2011.03.051).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import mask_of
from tilescribe.demo.scene.grid import fractal_noise, random_stream, upsampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.demo.scene.grid import Grid
    from tilescribe.demo.scene.layout import Layout

__all__ = ["flood_depth", "height_above_drainage"]

_STAGES_M = (3.4, 5.5)
"""How far the river may rise: over its banks, and not over the bridges."""
_TOWN_SHARE = 0.25
"""It rises until about this part of the town lies lower."""
_EMBANKMENT_M = 5.0
"""The highway lies on a bank."""
_COARSE_M = 8.0


def height_above_drainage(layout: Layout, grid: Grid, seed: int) -> NDArray[np.float32]:
    """(height, width) float32 metres above the nearest river or lake; 0 in the water."""
    from scipy.ndimage import distance_transform_edt

    rng = random_stream(seed, "relief")
    water = mask_of(layout.water.intersection(layout.box.buffer(600)), grid)
    away_m = (distance_transform_edt(~water) * grid.pixel_m).astype(np.float32)
    lift = mask_of(layout.lake, grid)
    near_lake = (distance_transform_edt(~lift) * grid.pixel_m).astype(np.float32)
    rolling = fractal_noise(rng, grid, 420.0, octaves=4)
    # A bank of about a metre, a flood plain that rises 1 %, then the valley's sides. The lake shore is steeper.
    bank = 1.0 + 1.3 * np.exp(-near_lake / 120)
    ground = bank * np.clip(away_m / 10, 0, 1) + 0.0085 * away_m + 2.2e-5 * away_m**2
    ground += rolling * 0.75 * np.clip(away_m / 90, 0, 1)
    return np.where(water, np.float32(0), np.maximum(ground, 0.2)).astype(np.float32)


def flood_depth(layout: Layout, grid: Grid, seed: int) -> NDArray[np.float32]:
    """(height, width) float32 metres of water over the ground, wherever the river can get to; 0 where dry."""
    from scipy.ndimage import label

    coarse = grid.at(_COARSE_M)
    ground = height_above_drainage(layout, coarse, seed)
    stage_m = float(np.clip(np.quantile(ground[mask_of(layout.town, coarse)], _TOWN_SHARE), *_STAGES_M))
    depth = stage_m - ground
    pools, _ = label(depth > 0)
    fed = np.unique(pools[mask_of(layout.river, coarse)])
    joined = np.isin(pools, fed[fed > 0])
    fine = upsampled(np.where(joined | (depth <= 0), depth, np.float32(-0.5)), grid)
    bank = mask_of(layout.highway.intersection(layout.box.buffer(50)).buffer(15), grid)
    fine = np.where(bank, fine - np.float32(_EMBANKMENT_M), fine)
    river = mask_of(layout.river, grid)
    return np.maximum(np.where(river, np.maximum(fine, np.float32(stage_m)), fine), 0)
