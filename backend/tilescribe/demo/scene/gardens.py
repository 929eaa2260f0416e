"""Gardens: lawns and hedges, drives, terraces, sheds and pools, and the house in each."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import box_ring
from tilescribe.demo.scene.houses import draw_house
from tilescribe.demo.scene.materials import Material
from tilescribe.demo.scene.roads import heading_at

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry, Point

    from tilescribe.demo.scene.drawing import Drawing

__all__ = ["BLOCK_M", "Lots", "beside", "draw_plot", "lay_gardens", "plant_gardens"]

BLOCK_M = 68.0
"""Between parallel streets: a street, and two rows of gardens back to back."""


@dataclass(slots=True)
class Lots:
    """Where houses stand already, in cells as wide as a house, so that neighbours are found without a search."""

    side_m: float = 15.0
    taken: dict[tuple[int, int], list[tuple[float, float, float]]] = field(default_factory=dict)

    def free(self, x: float, y: float, radius_m: float) -> bool:
        column, row = int(x // self.side_m), int(y // self.side_m)
        for i in range(column - 2, column + 3):
            for j in range(row - 2, row + 3):
                for other_x, other_y, other in self.taken.get((i, j), ()):
                    if math.hypot(x - other_x, y - other_y) < radius_m + other:
                        return False
        return True

    def take(self, x: float, y: float, radius_m: float) -> None:
        self.taken.setdefault((int(x // self.side_m), int(y // self.side_m)), []).append((x, y, radius_m))


def lay_gardens(drawing: Drawing, rng: np.random.Generator, streets: list[Geometry]) -> None:
    """Strips of different lawn, one for each garden, from the street to the back fence."""
    from shapely import Polygon

    for line in streets:
        for side in (-1, 1):
            distance = 0.0
            while distance < line.length:
                lot = float(rng.uniform(15, 22))
                point, heading = line.interpolate(distance + lot / 2), heading_at(line, distance + lot / 2)
                x, y = beside(point, heading, side * BLOCK_M / 4)
                ring = box_ring(x, y, lot, BLOCK_M / 2, heading)
                draw = rng.random()
                material = Material.LAWN if draw < 0.62 else Material.DRY_GRASS if draw < 0.82 else Material.MEADOW
                lawn = Polygon(ring).intersection(drawing.layout.town)
                drawing.canvas.fill(lawn, material, tone=float(np.clip(rng.normal(1, 0.13), 0.72, 1.3)))
                hx, hy = beside(point, heading, side * BLOCK_M / 4)
                fence = box_ring(
                    hx + math.cos(heading) * lot / 2, hy + math.sin(heading) * lot / 2, 0.9, BLOCK_M / 2 - 9, heading
                )
                if rng.random() < 0.6:
                    hedge = Polygon(fence).intersection(drawing.layout.town)
                    drawing.canvas.fill(hedge, Material.DECIDUOUS_DARK, height_m=1.6)
                distance += lot


def draw_plot(
    drawing: Drawing,
    rng: np.random.Generator,
    street: Point,
    house: tuple[float, float],
    heading: float,
    turned: float,
    side: int,
) -> NDArray[np.float64]:
    """A house with its driveway, car, terrace, shed and pool; returns the house's outline."""
    from shapely import Polygon

    x, y = house
    lane = 7.6 * (1 if rng.random() < 0.5 else -1)
    drive_x, drive_y = street.x + math.cos(heading) * lane, street.y + math.sin(heading) * lane
    middle = (drive_x + side * -math.sin(heading) * 11, drive_y + side * math.cos(heading) * 11)
    paved = Material.CONCRETE if rng.random() < 0.6 else Material.PAVING
    drawing.canvas.fill(box_ring(*middle, 13, 3.2, heading + math.pi / 2), paved, tone=float(rng.uniform(0.75, 1.0)))
    if rng.random() < 0.5:
        drawing.park(rng, *middle, heading + math.pi / 2)
    back = (x + side * -math.sin(heading) * 7.2, y + side * math.cos(heading) * 7.2)
    drawing.canvas.fill(box_ring(*back, 6.5, 4.2, heading), Material.PAVING, tone=float(rng.uniform(0.8, 1.15)))
    along = float(rng.uniform(-6, 6))
    far = float(rng.uniform(12.0, 14.5))
    yard = (
        x + math.cos(heading) * along + side * -math.sin(heading) * far,
        y + math.sin(heading) * along + side * math.cos(heading) * far,
    )
    what = rng.random()
    if what < 0.40:
        roof = Material.ROOF_BROWN if rng.random() < 0.5 else Material.ROOF_METAL
        drawing.canvas.fill(box_ring(*yard, 4.0, 3.0, heading), roof, tone=0.9, height_m=2.4)
    elif what < 0.52:
        drawing.canvas.fill(box_ring(*yard, 10.0, 6.4, heading), Material.PAVING, tone=1.1)
        pool = box_ring(*yard, 7.6, 3.8, heading)
        drawing.canvas.fill(pool, Material.POOL)
        drawing.note("pool", "swimming pool", Polygon(pool))
    elif what < 0.68:
        drawing.canvas.fill(box_ring(*yard, 7.0, 4.0, heading), Material.PLOUGHED, tone=0.9)
    return draw_house(drawing, rng, x, y, turned)


def plant_gardens(drawing: Drawing, rng: np.random.Generator, lots: Lots, network: Geometry) -> None:
    """Trees and bushes wherever there is neither house nor street."""
    from shapely import contains_xy

    town = drawing.layout.town
    x0, y0, x1, y1 = town.bounds
    points = rng.uniform((x0, y0), (x1, y1), (int(town.area / 42), 2))
    inside = contains_xy(town, points[:, 0], points[:, 1]) & ~contains_xy(network, points[:, 0], points[:, 1])
    for x, y in points[inside]:
        if lots.free(float(x), float(y), 1.6):
            small = rng.random() < 0.55
            material = Material.CONIFER if rng.random() < 0.12 else None
            drawing.plant(rng, float(x), float(y), radius_m=1.3 if small else 2.9, material=material)


def beside(point: Point, heading: float, offset: float) -> tuple[float, float]:
    """A place to the right (positive) or left of a line's point."""
    return point.x - math.sin(heading) * offset, point.y + math.cos(heading) * offset
