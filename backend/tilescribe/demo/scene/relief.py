"""The mountains along the western edge of the region: heights, their light, and what grows at which height."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.grid import Grid, fractal_noise, random_stream, upsampled
from tilescribe.demo.scene.materials import Material

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from tilescribe.demo.scene.canvas import Surface
    from tilescribe.demo.scene.light import Sun

__all__ = ["FOOTHILL_X_M", "Zones", "hillshade", "mountain_heights", "raise_mountains"]

FOOTHILL_X_M = -3550.0
"""East of here the land is flat."""
_MOUNTAINS_M = 3900.0
"""Width of the strip at the western edge that they may take."""
_NODE_M = 25.0
"""Distance between points whose height is worked out; finer pixels are interpolated."""
_SUMMIT_M = 1700.0
_CONCAVITY = 0.30
_TREE_LINE_M = 900.0
_SNOW_LINE_M = 960.0


@dataclass(frozen=True, slots=True)
class Zones:
    """What covers the mountains; each (height, width) bool."""

    forest: NDArray[np.bool_]
    rock: NDArray[np.bool_]
    snow: NDArray[np.bool_]


def mountain_heights(grid: Grid, seed: int) -> NDArray[np.float32]:
    """(height, width) float32 metres above the plain: slopes that streams have cut.

    Rain finds its way to the plain along the cheapest path over ground of random resistance, which gives a branching
    network; along it every slope falls with the area it drains as a river in balance does, S ~ A^-m (Flint 1974,
    https://doi.org/10.1029/WR010i005p00969).
    """
    from scipy.ndimage import gaussian_filter

    coarse = Grid(
        grid.west_m,
        grid.north_m,
        round(_MOUNTAINS_M / _NODE_M),
        round(grid.height_px * grid.pixel_m / _NODE_M),
        _NODE_M,
    )
    rng = random_stream(seed, "mountains")
    x, y = coarse.axes_m()
    edge = FOOTHILL_X_M + 350 * np.sin(y / 1500) + 330 * fractal_noise(rng, coarse, 1900.0, octaves=4)
    resistance = np.exp(0.55 * rng.standard_normal(coarse.shape) + 0.5 * fractal_noise(rng, coarse, 700.0))
    height = _cut_by_streams(np.broadcast_to(x > edge, coarse.shape), resistance)
    height *= _SUMMIT_M / max(float(height.max()), 1.0)
    plain = np.zeros((coarse.height_px, round(grid.width_px * grid.pixel_m / _NODE_M)), dtype=np.float32)
    plain[:, : coarse.width_px] = gaussian_filter(height, 0.55)
    return np.maximum(upsampled(plain, grid), 0)


def _cut_by_streams(plain: NDArray[np.bool_], resistance: NDArray[np.float64]) -> NDArray[np.float32]:
    """Heights of nodes over the plain, (rows, columns) float32, up to one factor."""
    from scipy.sparse.csgraph import dijkstra

    graph, step = _neighbours(resistance)
    away, downstream, _ = dijkstra(graph, indices=np.flatnonzero(plain), min_only=True, return_predecessors=True)
    order = np.argsort(away, kind="stable").tolist()
    outlet = downstream.tolist()
    drained = [1.0] * len(order)
    for node in reversed(order):
        if outlet[node] >= 0:
            drained[outlet[node]] += drained[node]
    columns = plain.shape[1]
    height = [0.0] * len(order)
    for node in order:
        below = outlet[node]
        if below >= 0:
            diagonal = abs(node - below) not in (1, columns)
            height[node] = height[below] + step * (math.sqrt(2) if diagonal else 1.0) * drained[node] ** -_CONCAVITY
    return np.array(height, dtype=np.float32).reshape(plain.shape)


def _neighbours(resistance: NDArray[np.float64]) -> tuple[csr_array, float]:
    """The graph that joins each node to its eight neighbours, and the length of its straight edges."""
    from scipy.sparse import coo_array

    rows, columns = resistance.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    starts, ends, costs = [], [], []
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = (slice(0, rows - down), slice(max(0, -right), columns - max(0, right)))
        there = (slice(down, rows), slice(max(0, right), columns + min(0, right)))
        starts.append(number[here].ravel())
        ends.append(number[there].ravel())
        costs.append((math.hypot(down, right) * (resistance[here] + resistance[there]) / 2).ravel())
    start, end, cost = np.concatenate(starts), np.concatenate(ends), np.concatenate(costs)
    both = (np.concatenate([cost, cost]), (np.concatenate([start, end]), np.concatenate([end, start])))
    return coo_array(both, shape=(number.size, number.size)).tocsr(), _NODE_M


def hillshade(height_m: NDArray[np.float32], pixel_m: float, sun: Sun) -> NDArray[np.float32]:
    """Direct light on a slope relative to level ground (Lambert's cosine law), 0 where it faces away."""
    down_south, down_east = np.gradient(-height_m, pixel_m)
    azimuth, elevation = math.radians(sun.azimuth_deg), math.radians(sun.elevation_deg)
    towards = down_east * math.sin(azimuth) - down_south * math.cos(azimuth)
    level = np.sqrt(1 + down_south**2 + down_east**2)
    cosine = (math.sin(elevation) + math.cos(elevation) * towards) / level
    return np.asarray(np.clip(cosine / math.sin(elevation), 0, 1.7), dtype=np.float32)


def raise_mountains(surface: Surface, height_m: NDArray[np.float32], seed: int) -> Zones:
    """Cover the slopes in place: forest, alpine meadow, rock, snow. Bands waver with the slope and by chance."""
    grid = surface.grid
    noise = fractal_noise(random_stream(seed, "zones"), grid, 700.0, octaves=5, gain=0.6)
    gully = np.hypot(*np.gradient(height_m, grid.pixel_m))
    level = height_m + 90 * noise
    hill = height_m > 45
    forest = hill & (level < _TREE_LINE_M) & ~((noise > 1.15) & (height_m < 600))
    meadow = hill & (level >= _TREE_LINE_M) & (level < _TREE_LINE_M + 240) & (gully < 0.95)
    snow = hill & (level + 60 * noise - 210 * np.clip(gully - 0.7, 0, 1) > _SNOW_LINE_M)
    rock = hill & ~forest & ~meadow & ~snow & (level >= _TREE_LINE_M)
    needle = level + 220 * noise > 520
    surface.material[forest & needle] = Material.CONIFER
    surface.material[forest & ~needle] = Material.DECIDUOUS
    surface.material[hill & ~forest & (level < _TREE_LINE_M)] = Material.MEADOW
    surface.material[meadow] = Material.DRY_GRASS
    surface.material[rock] = Material.ROCK
    surface.material[snow] = Material.SNOW
    surface.tone[hill] = 128
    return Zones(forest, rock, snow)
