"""Rasterisation of shapes into three layers of one byte a pixel: material, tone and height."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    from tilescribe.demo.scene.grid import Grid
    from tilescribe.demo.scene.materials import Material

__all__ = ["HEIGHT_STEP_M", "TONE_ONE", "Canvas", "Surface", "alongside", "box_ring", "mask_of", "pick"]

TONE_ONE = 128
"""The tone byte that leaves a material's reflectance as it is; 64 halves it."""
HEIGHT_STEP_M = 0.1
"""One step of the height byte: 25.5 m is the highest thing there is."""
_THINNEST_PX = 0.4
"""PIL paints every pixel an outline touches, so a hair would become a whole pixel wide; thinner shapes are left out."""


@dataclass(slots=True)
class Surface:
    """The rasterised surface; each array is (height, width) uint8."""

    grid: Grid
    material: NDArray[np.uint8]
    tone: NDArray[np.uint8]
    """In 1/`TONE_ONE`."""
    height: NDArray[np.uint8]
    """Above the ground, in `HEIGHT_STEP_M`."""


class Canvas:
    """Paints shapes in the order of the calls: later ones cover earlier ones."""

    def __init__(self, grid: Grid, ground: Material) -> None:
        from PIL import Image, ImageDraw

        size = (grid.width_px, grid.height_px)
        self.grid = grid
        self._layers = (Image.new("L", size, int(ground)), Image.new("L", size, TONE_ONE), Image.new("L", size, 0))
        self._pens = tuple(ImageDraw.Draw(layer) for layer in self._layers)

    def fill(
        self,
        shape: Geometry | NDArray[np.float64],
        material: Material,
        *,
        tone: float = 1.0,
        height_m: float = 0.0,
    ) -> None:
        """Fill a polygon (shapely, or an (n, 2) ring in world metres) with one material."""
        values = (int(material), _byte(tone * TONE_ONE), _byte(height_m / HEIGHT_STEP_M))
        if isinstance(shape, np.ndarray):
            self._fill_ring(shape, values)
            return
        for part in _polygons(shape):
            if part.interiors:
                self._fill_with_holes(part, values)
            else:
                self._fill_ring(np.asarray(part.exterior.coords)[:, :2], values)

    def mask(self, shape: Geometry) -> NDArray[np.bool_]:
        """(height, width) bool: where the shape lies."""
        return mask_of(shape, self.grid)

    def surface(self) -> Surface:
        """The finished picture as arrays that may be written to."""
        material, tone, height = (np.array(layer) for layer in self._layers)
        return Surface(self.grid, material, tone, height)

    def _fill_ring(self, ring: NDArray[np.float64], values: tuple[int, int, int]) -> None:
        pixels = self.grid.to_pixels(ring)
        if _thickness(pixels) < _THINNEST_PX:
            return
        if pixels.max(axis=0).min() < 0 or (pixels.min(axis=0) > (self.grid.width_px, self.grid.height_px)).any():
            return
        # PIL draws through pixel centres at whole numbers.
        corners = [(float(x), float(y)) for x, y in pixels - 0.5]
        for pen, value in zip(self._pens, values, strict=True):
            pen.polygon(corners, fill=value)

    def _fill_with_holes(self, polygon: Geometry, values: tuple[int, int, int]) -> None:
        from PIL import Image

        stencil = Image.fromarray(mask_of(polygon, self.grid).view(np.uint8) * 255)
        for layer, value in zip(self._layers, values, strict=True):
            layer.paste(value, (0, 0), stencil)


def mask_of(shape: Geometry, grid: Grid) -> NDArray[np.bool_]:
    """(height, width) bool: the pixels of `grid` that a polygon with or without holes covers."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (grid.width_px, grid.height_px), 0)
    pen = ImageDraw.Draw(picture)
    for part in _polygons(shape):
        for ring, value in ((part.exterior, 1), *((hole, 0) for hole in part.interiors)):
            pixels = grid.to_pixels(np.asarray(ring.coords)[:, :2]) - 0.5
            pen.polygon([(float(x), float(y)) for x, y in pixels], fill=value)
    return np.array(picture).astype(bool)


def alongside(line: Geometry, offset_m: float) -> Geometry:
    """The parallel of a line, or of each part of one."""
    from shapely import offset_curve

    return offset_curve(line, offset_m)


def box_ring(x: float, y: float, length: float, width: float, heading: float) -> NDArray[np.float64]:
    """(4, 2) corners in metres of a rectangle about (x, y) whose long side points along `heading` (radians, x to y)."""
    along = np.array([math.cos(heading), math.sin(heading)]) * length / 2
    across = np.array([-math.sin(heading), math.cos(heading)]) * width / 2
    corners: NDArray[np.float64] = np.array([-along - across, along - across, along + across, -along + across])
    corners += (x, y)
    return corners


def pick(rng: np.random.Generator, choices: Sequence[tuple[Material, float]]) -> Material:
    """One of `choices` by its frequency."""
    left = rng.random() * sum(weight for _, weight in choices)
    for material, weight in choices:
        left -= weight
        if left < 0:
            return material
    return choices[-1][0]


def _thickness(ring: NDArray[np.float64]) -> float:
    """Mean width of a closed ring: twice its area over its circumference, half of which each long side makes."""
    x, y = ring.T
    before = np.arange(-1, len(ring) - 1)
    twice_area = abs(float(np.dot(x, y[before]) - np.dot(y, x[before])))
    around = float(np.hypot(x - x[before], y - y[before]).sum())
    return twice_area / around if around else 0.0


def _byte(value: float) -> int:
    return max(0, min(255, round(value)))


def _polygons(shape: Geometry) -> list[Geometry]:
    """The polygons in any geometry; points and lines that an overlay left behind are dropped."""
    if shape.is_empty:
        return []
    if shape.geom_type == "Polygon":
        return [shape]
    return [part for piece in getattr(shape, "geoms", ()) for part in _polygons(piece)]
