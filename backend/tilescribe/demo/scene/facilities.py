"""Industry and its parking lot, the quarry, the solar park, the sports ground."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import box_ring
from tilescribe.demo.scene.grid import random_stream
from tilescribe.demo.scene.houses import draw_flat_roof
from tilescribe.demo.scene.materials import Material

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.demo.scene.drawing import Drawing

__all__ = ["draw_industry", "draw_quarry", "draw_solar_park", "draw_sports_ground"]


def draw_industry(drawing: Drawing) -> None:
    """Large halls with white, grey and metal roofs, yards, a lorry park, and a parking lot full of cars."""
    from shapely import Polygon, box

    rng = random_stream(drawing.seed, "industry")
    layout, canvas = drawing.layout, drawing.canvas
    heading = -0.04
    canvas.fill(layout.industry, Material.DRY_GRASS)
    canvas.fill(layout.industry.buffer(-5), Material.OLD_ASPHALT, tone=0.98)
    canvas.fill(box(1114, 690, 1122, 760), Material.ASPHALT)
    halls = [
        (1205, 545, 128, 74, Material.ROOF_WHITE, 12, True),
        (1205, 648, 118, 62, Material.ROOF_GREY, 10, True),
        (1352, 560, 96, 104, Material.ROOF_METAL, 14, False),
        (1650, 540, 76, 96, Material.ROOF_GRAVEL, 9, False),
        (1646, 640, 88, 60, Material.ROOF_BLUE, 8, False),
    ]
    outlines = []
    for x, y, length, width, roof, height, skylights in halls:
        draw_flat_roof(drawing, rng, x, y, length, width, heading, roof, height_m=height, skylights=skylights)
        outlines.append(Polygon(box_ring(x, y, length, width, heading)))
        for dock in np.arange(-length / 2 + 6, length / 2 - 4, 7.0):
            if rng.random() < 0.45:
                ring = box_ring(x + dock, y + width / 2 + 8, 2.6, 13.0, heading)
                canvas.fill(ring, Material.ROOF_WHITE, tone=float(rng.uniform(0.7, 1.0)), height_m=3.8)
    lot = _parking_lot(drawing, rng, 1505, 580, 172, 150, heading)
    drawing.note("industry", "Alderford works", layout.industry)
    drawing.note("building", "factory halls", Polygon().union(outlines[0]).union(_joined(outlines)))
    drawing.note("parking", "parking lot", lot)


def draw_quarry(drawing: Drawing) -> None:
    """Terraces of pale limestone that step down to a pond, a ramp, heaps."""
    rng = random_stream(drawing.seed, "quarry")
    quarry, canvas = drawing.layout.quarry, drawing.canvas
    canvas.fill(quarry.buffer(9), Material.DRY_SOIL)
    for depth, tone in ((0, 0.95), (9, 0.62), (12, 1.02), (27, 0.6), (30, 1.08), (44, 0.66), (46, 1.0)):
        canvas.fill(quarry.buffer(-depth), Material.LIMESTONE, tone=tone)
    centre = quarry.centroid
    canvas.fill(quarry.buffer(-64).intersection(centre.buffer(34)), Material.WATER_SHALLOW, tone=1.05)
    ramp = np.array([(centre.x + 118 - t * 78, centre.y - 14 + 30 * math.sin(t * 2.4)) for t in np.linspace(0, 1, 12)])
    for before, after in pairwise(ramp):
        middle, step = (before + after) / 2, after - before
        ring = box_ring(
            float(middle[0]), float(middle[1]), float(np.hypot(*step)) + 2, 8.0, math.atan2(step[1], step[0])
        )
        canvas.fill(ring, Material.GRAVEL, tone=1.25)
    for _ in range(9):
        bearing, reach = rng.uniform(0, 6.3), rng.uniform(48, 66)
        x, y = centre.x + reach * math.cos(bearing), centre.y + 0.7 * reach * math.sin(bearing)
        for size, tone in ((7.0, 0.9), (4.5, 1.05), (2.0, 1.2)):
            canvas.fill(_disc(x, y, size), Material.LIMESTONE, tone=tone, height_m=(8 - size) * 0.8)
    for _ in range(5):
        x, y = centre.x + rng.uniform(-50, 50), centre.y + rng.uniform(-35, 35)
        canvas.fill(box_ring(x, y, 8.0, 3.6, float(rng.uniform(0, 3))), Material.ROOF_ORANGE, height_m=3.2)
    drawing.note("quarry", "limestone quarry", quarry)


def draw_solar_park(drawing: Drawing) -> None:
    """Rows of panels that face south, on mown grass within a fence road."""
    from shapely import Polygon

    solar, canvas = drawing.layout.solar, drawing.canvas
    canvas.fill(solar.buffer(3), Material.GRAVEL, tone=0.9)
    canvas.fill(solar, Material.MEADOW, tone=0.98)
    x0, y0, x1, y1 = solar.bounds
    inner = solar.buffer(-8)
    for y in np.arange(y0 + 10, y1 - 8, 6.4):
        for x in np.arange(x0 + 10, x1 - 20, 32.0):
            ring = box_ring(float(x) + 15, float(y), 30.0, 3.4, 0)
            if inner.contains(Polygon(ring)):
                canvas.fill(ring, Material.SOLAR_PANEL, height_m=1.8)
                for seam in np.arange(x + 5, x + 30, 5.0):
                    canvas.fill(
                        box_ring(float(seam), float(y), 0.4, 3.4, 0), Material.ROOF_METAL, tone=0.5, height_m=1.8
                    )
    drawing.note("solar", "solar park", solar)


def draw_sports_ground(drawing: Drawing) -> None:
    """A running track about a football pitch, and a second pitch."""
    from shapely import LineString

    sports, canvas = drawing.layout.sports, drawing.canvas
    canvas.fill(sports, Material.LAWN, tone=1.05)
    x0, y0, x1, y1 = sports.bounds
    cx, cy = (x0 + x1) / 2 - 16, (y0 + y1) / 2
    # A 400 m track: straights of 84.4 m and bends of 36.5 m radius (World Athletics).
    core = LineString([(cx - 42.2, cy), (cx + 42.2, cy)])
    canvas.fill(core.buffer(36.5 + 9.8), Material.TRACK_RED)
    for lane in range(1, 8):
        ring = core.buffer(36.5 + lane * 1.22).exterior
        canvas.fill(ring.buffer(0.12), Material.ROAD_PAINT, tone=0.75)
    canvas.fill(core.buffer(36.5), Material.ALFALFA, tone=0.9)
    _pitch(drawing, cx, cy, 100, 62)
    _pitch(drawing, x1 - 34, cy, 46, 90)
    canvas.fill(box_ring(cx, cy - 56, 84, 9, 0), Material.ROOF_METAL, height_m=7)
    drawing.note("sports", "sports ground", sports)


def _pitch(drawing: Drawing, x: float, y: float, length: float, width: float) -> None:
    canvas = drawing.canvas
    if length > width:
        for strip in range(10):
            left = x - length / 2 + (strip + 0.5) * length / 10
            ring = box_ring(left, y, length / 10, width, 0)
            canvas.fill(ring, Material.ALFALFA, tone=0.94 if strip % 2 else 1.08)
    else:
        for strip in range(9):
            top = y - width / 2 + (strip + 0.5) * width / 9
            canvas.fill(box_ring(x, top, length, width / 9, 0), Material.ALFALFA, tone=0.92 if strip % 2 else 1.06)
    for inset in (0.0,):
        for side in (-1, 1):
            canvas.fill(box_ring(x, y + side * (width / 2 - inset), length, 0.4, 0), Material.ROAD_PAINT)
            canvas.fill(box_ring(x + side * (length / 2 - inset), y, 0.4, width, 0), Material.ROAD_PAINT)
    if length > width:
        canvas.fill(box_ring(x, y, 0.4, width, 0), Material.ROAD_PAINT)
    else:
        canvas.fill(box_ring(x, y, length, 0.4, 0), Material.ROAD_PAINT)


def _parking_lot(
    drawing: Drawing, rng: np.random.Generator, x: float, y: float, length: float, width: float, heading: float
) -> object:
    """Double rows of bays 2.5 m wide with lanes between them, three quarters taken."""
    from shapely import Polygon

    canvas = drawing.canvas

    def at(along: float, across: float) -> tuple[float, float]:
        return (
            x + math.cos(heading) * along - math.sin(heading) * across,
            y + math.sin(heading) * along + math.cos(heading) * across,
        )

    outline = box_ring(x, y, length, width, heading)
    canvas.fill(outline, Material.ASPHALT, tone=1.05)
    for row in np.arange(-width / 2 + 9, width / 2 - 6, 16.5):
        canvas.fill(box_ring(*at(0, float(row)), length - 12, 0.9, heading), Material.DRY_GRASS)
        for side in (-1, 1):
            for bay in np.arange(-length / 2 + 8, length / 2 - 7, 2.55):
                line = box_ring(*at(float(bay) - 1.27, float(row) + side * 2.9), 0.2, 4.8, heading)
                canvas.fill(line, Material.ROAD_PAINT, tone=0.7)
                if rng.random() < 0.76:
                    place = at(float(bay + rng.normal(0, 0.08)), float(row + side * rng.normal(3.1, 0.2)))
                    drawing.park(rng, *place, heading + math.pi / 2)
        for tree in np.arange(-length / 2 + 16, length / 2 - 10, 25.0):
            drawing.plant(rng, *at(float(tree), float(row)), radius_m=2.2)
    return Polygon(outline)


def _disc(x: float, y: float, radius: float) -> NDArray[np.float64]:
    angle = np.linspace(0, 2 * math.pi, 20, endpoint=False)
    return np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)])


def _joined(shapes: list[object]) -> object:
    from shapely import unary_union

    return unary_union(shapes)
