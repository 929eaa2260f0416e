"""Trees: where they stand, and how their crowns look from above."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import HEIGHT_STEP_M, TONE_ONE
from tilescribe.demo.scene.grid import random_stream
from tilescribe.demo.scene.materials import Material

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    from tilescribe.demo.scene.canvas import Surface
    from tilescribe.demo.scene.drawing import Drawing, Tree

__all__ = ["draw_woods", "plant_bank_trees", "plant_crowns"]

_VARIANTS = 6
"""Different crowns of each size."""


def draw_woods(drawing: Drawing) -> None:
    """Forest floor and trees of the forest and the copses."""
    rng = random_stream(drawing.seed, "woods")
    layout = drawing.layout
    for shape, name, conifers in ((layout.forest, "Alder Forest", 0.30), (layout.copses, "copse", 0.08)):
        drawing.canvas.fill(shape, Material.FOREST_FLOOR)
        drawing.note("forest", name, shape)
        _plant_area(drawing, rng, shape.buffer(1.0), spacing_m=5.6, conifers=conifers)


def plant_bank_trees(drawing: Drawing) -> None:
    """Willows and alders along the river, in groups."""
    rng = random_stream(drawing.seed, "banks")
    layout = drawing.layout
    bank = layout.river.buffer(26).difference(layout.river.buffer(5)).intersection(layout.box)
    for shape in (layout.highway.buffer(32), layout.county_road.buffer(14), layout.forest):
        bank = bank.difference(shape)
    phase = rng.uniform(0, 6)
    for x, y in _jittered_points(rng, bank, spacing_m=7.0):
        distance = layout.river_course.project(_point(x, y))
        grouped = math.sin(distance / 57 + phase) + math.sin(distance / 23 + 2 * phase)
        near = layout.river.distance(_point(x, y)) < 13
        if grouped > (0.0 if near else 0.9) and rng.random() < 0.8:
            drawing.plant(rng, x, y, radius_m=3.2)


def plant_crowns(surface: Surface, trees: Sequence[Tree], seed: int, *, sun_azimuth: float) -> None:
    """Stamp every crown into the surface: height, material and the shading of a rounded, lumpy top.

    Args:
        sun_azimuth: Degrees clockwise from north; the crown's sunny side.
    """
    rng = random_stream(seed, "crowns")
    grid = surface.grid
    stamps: dict[tuple[int, int], tuple[NDArray[np.float32], NDArray[np.float32]]] = {}
    heights = np.array([tree.radius_m for tree in trees]) * rng.uniform(2.3, 3.4, len(trees)) + 1.2
    tones = np.clip(rng.normal(1.0, 0.13, len(trees)), 0.65, 1.4)
    kinds = rng.integers(0, _VARIANTS, len(trees))
    centres = grid.to_pixels(np.array([(tree.x, tree.y) for tree in trees]).reshape(-1, 2))
    for index in np.argsort(heights):
        tree = trees[index]
        radius = max(1, round(tree.radius_m / grid.pixel_m))
        key = (radius, int(kinds[index]))
        if key not in stamps:
            stamps[key] = _crown(rng, radius, sun_azimuth)
        _stamp(surface, centres[index], stamps[key], tree.material, float(heights[index]), float(tones[index]))


def _crown(
    rng: np.random.Generator, radius: int, sun_azimuth: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Relative height (0 outside) and relative brightness of a crown, (2 radius + 1) squared."""
    from scipy.ndimage import gaussian_filter

    side = np.arange(-radius, radius + 1, dtype=np.float32)
    dx, dy = side[None, :] / (radius + 0.3), side[:, None] / (radius + 0.3)
    angle = np.arctan2(dy, dx)
    lobes = sum(rng.normal(0, 0.30 / k) * np.cos(k * angle + rng.uniform(0, 6.3)) for k in range(2, 7))
    reach = np.sqrt(dx**2 + dy**2) / (0.92 + 0.5 * lobes)
    profile = np.clip(1 - reach**2.2, 0, 1)
    lumps = rng.standard_normal(reach.shape)
    lumps = gaussian_filter(lumps, max(0.6, radius / 5.5))
    lumps /= max(float(lumps.std()), 1e-6)
    height = np.where(profile > 0, np.clip(0.42 + 0.58 * np.sqrt(profile) + 0.05 * lumps, 0.1, 1), 0)
    sun = math.radians(sun_azimuth)
    lit = dx * math.sin(sun) - dy * math.cos(sun)
    bright = 1.08 + 0.34 * lit + 0.11 * lumps - 0.12 * reach**2
    return height.astype(np.float32), np.clip(bright, 0.35, 1.6).astype(np.float32)


def _stamp(
    surface: Surface,
    centre: NDArray[np.float64],
    crown: tuple[NDArray[np.float32], NDArray[np.float32]],
    material: Material,
    height_m: float,
    tone: float,
) -> None:
    relative, bright = crown
    radius = relative.shape[0] // 2
    column, row = int(centre[0]) - radius, int(centre[1]) - radius
    size_y, size_x = surface.grid.shape
    top, left = max(0, -row), max(0, -column)
    bottom, right = min(relative.shape[0], size_y - row), min(relative.shape[1], size_x - column)
    if bottom <= top or right <= left:
        return
    rows, columns = slice(row + top, row + bottom), slice(column + left, column + right)
    scaled = relative[top:bottom, left:right] * np.float32(min(height_m, 25.0) / HEIGHT_STEP_M)
    standing = surface.height[rows, columns]
    higher = scaled > standing
    np.copyto(standing, scaled.astype(np.uint8), where=higher)
    np.copyto(surface.material[rows, columns], np.uint8(material), where=higher)
    shade = np.clip(bright[top:bottom, left:right] * np.float32(tone * TONE_ONE), 1, 255).astype(np.uint8)
    np.copyto(surface.tone[rows, columns], shade, where=higher)


def _plant_area(
    drawing: Drawing, rng: np.random.Generator, shape: Geometry, *, spacing_m: float, conifers: float
) -> None:
    """A closed stand; conifers keep together in groups."""
    waves = rng.uniform(0, 6.3, 4)
    for x, y in _jittered_points(rng, shape, spacing_m=spacing_m):
        grouped = math.sin(x / 71 + waves[0]) + math.sin(y / 93 + waves[1]) + math.sin((x + y) / 47 + waves[2])
        conifer = grouped / 3 + rng.normal(0, 0.22) > 0.75 - 1.6 * conifers
        material = Material.CONIFER if conifer else None
        drawing.plant(rng, x, y, radius_m=2.5 if conifer else 3.7, material=material)


def _jittered_points(rng: np.random.Generator, shape: Geometry, *, spacing_m: float) -> NDArray[np.float64]:
    """(n, 2) points inside a shape, one in each cell of a lattice, shifted at random within it."""
    from shapely import contains_xy, prepare

    x0, y0, x1, y1 = shape.bounds
    x, y = np.meshgrid(np.arange(x0, x1, spacing_m), np.arange(y0, y1, spacing_m))
    points = np.column_stack([x.ravel(), y.ravel()]) + rng.uniform(0, spacing_m, (x.size, 2))
    prepare(shape)
    inside: NDArray[np.float64] = points[contains_xy(shape, points[:, 0], points[:, 1])]
    return inside


def _point(x: float, y: float) -> Geometry:
    from shapely import Point

    return Point(x, y)
