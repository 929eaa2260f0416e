"""River and lake with their banks, the harbour with its boats."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import box_ring
from tilescribe.demo.scene.grid import random_stream
from tilescribe.demo.scene.houses import draw_flat_roof
from tilescribe.demo.scene.layout import HARBOUR_BASIN_M, QUAY_M
from tilescribe.demo.scene.materials import Material

if TYPE_CHECKING:
    from tilescribe.demo.scene.drawing import Drawing

__all__ = ["draw_harbour", "draw_waters"]


def draw_waters(drawing: Drawing) -> None:
    """Banks from the outside in: rough grass, gravel bars on the inside of bends, shallows, deep water."""
    from shapely import unary_union

    rng = random_stream(drawing.seed, "waters")
    layout, canvas = drawing.layout, drawing.canvas
    canvas.fill(layout.river.buffer(24), Material.MEADOW, tone=0.9)
    canvas.fill(layout.river.buffer(5), Material.DRY_GRASS, tone=0.85)
    canvas.fill(layout.river.buffer(2.5), Material.MUD, tone=0.9)
    bars = unary_union(_point_bars(drawing, rng))
    canvas.fill(bars, Material.GRAVEL)
    canvas.fill(layout.lake.buffer(17), Material.MEADOW, tone=0.95)
    beach = layout.lake.buffer(9).intersection(_beach_stretch())
    canvas.fill(layout.lake.buffer(3.5), Material.DRY_GRASS, tone=0.8)
    canvas.fill(beach, Material.SAND)
    canvas.fill(layout.lake, Material.WATER_SHALLOW, tone=0.85)
    for depth, tone in ((3, 0.7), (7, 0.55)):
        canvas.fill(layout.lake.buffer(-depth), Material.WATER_SHALLOW, tone=tone)
    canvas.fill(layout.lake.buffer(-12), Material.WATER_LAKE)
    canvas.fill(layout.river.difference(bars), Material.WATER_SHALLOW, tone=0.72)
    canvas.fill(layout.river.buffer(-2.5).difference(bars.buffer(3)), Material.WATER_RIVER)
    drawing.note("river", "River Aven", layout.river.difference(bars))
    drawing.note("lake", "Aven Lake", layout.lake)
    drawing.note("sand", "beach and gravel bars", beach.difference(layout.lake).union(bars))


def draw_harbour(drawing: Drawing) -> None:
    """Quay with sheds and cranes, piers with boats, a breakwater, a barge, two boats under way."""
    rng = random_stream(drawing.seed, "harbour")
    layout, canvas = drawing.layout, drawing.canvas
    x0, y0, x1, y1 = QUAY_M
    canvas.fill(box_ring((x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0, 0), Material.CONCRETE, tone=0.86)
    canvas.fill(box_ring((x0 + x1) / 2, y1 - 1, x1 - x0, 2, 0), Material.CONCRETE, tone=1.08)
    canvas.fill(box_ring((x0 + x1) / 2, y1 - 26, x1 - x0 - 8, 8, 0), Material.ASPHALT, tone=1.1)
    for x, length, roof in ((x0 + 42, 58, Material.ROOF_METAL), (x0 + 118, 66, Material.ROOF_GREY)):
        draw_flat_roof(drawing, rng, x, y0 + 14, length, 20, 0, roof, height_m=8)
    for row in range(3):
        for column in range(9):
            if rng.random() < 0.8:
                colour = (Material.ROOF_BLUE, Material.ROOF_RED, Material.ROOF_ORANGE, Material.ROOF_WHITE)
                ring = box_ring(x1 - 20 - column * 13.2, y0 + 6 + row * 6, 12.2, 2.5, 0)
                canvas.fill(ring, colour[int(rng.integers(4))], tone=0.8, height_m=float(rng.choice([2.6, 5.2])))
    for column in range(26):
        if rng.random() < 0.6:
            drawing.park(rng, x0 + 14 + column * 2.9, y1 - 16, math.pi / 2)
    for pier in range(4):
        _draw_pier(drawing, rng, x0 + 34 + pier * 46, y1, length=78)
    _draw_barge(drawing, x1 - 62, y1 + 8.5)
    _draw_breakwater(drawing, rng)
    for x, y, heading in ((1560, 1850, 0.5), (1840, 1770, 2.6)):
        _draw_wake(drawing, x, y, heading)
    drawing.note("harbour", "Alderford harbour", layout.harbour)


def _point_bars(drawing: Drawing, rng: np.random.Generator) -> list[object]:
    """Crescents of gravel along the inner bank, where the course bends most."""
    from shapely import LineString

    course = np.asarray(drawing.layout.river_course.coords)
    step = np.diff(course, axis=0)
    heading = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    bend = np.gradient(heading)
    bars = []
    for index in range(8, len(bend) - 8):
        strongest = abs(bend[index]) == np.abs(bend[index - 8 : index + 9]).max()
        if strongest and abs(bend[index]) > 0.045:
            nearby = course[index - 7 : index + 8]
            normal = np.column_stack([-np.sin(heading[index - 7 : index + 8]), np.cos(heading[index - 7 : index + 8])])
            side = np.sign(bend[index])
            line = LineString(nearby + normal * side * 19.5)
            bars.append(line.buffer(float(rng.uniform(5.0, 7.5)), cap_style="round"))
    return bars


def _beach_stretch() -> object:
    from shapely import box

    return box(1690, 1480, 1860, 1640)


def _draw_pier(drawing: Drawing, rng: np.random.Generator, x: float, y: float, *, length: float) -> None:
    drawing.canvas.fill(box_ring(x, y + length / 2, 3.0, length, 0), Material.TIMBER, tone=1.15, height_m=1.0)
    for place in np.arange(8, length - 2, 4.6):
        for side in (-1, 1):
            if rng.random() < 0.82:
                long = float(rng.uniform(7.5, 12.5))
                heading = 0.0 if side > 0 else math.pi
                _draw_boat(drawing, rng, x + side * (2.2 + long / 2), y + float(place), heading, length=long)


def _draw_boat(
    drawing: Drawing, rng: np.random.Generator, x: float, y: float, heading: float, *, length: float
) -> None:
    """A pointed hull with a darker cockpit or cabin."""
    from shapely import Polygon

    width = length * 0.31
    along, across = np.array([math.cos(heading), math.sin(heading)]), np.array([-math.sin(heading), math.cos(heading)])
    outline = [(-0.5, -0.36), (-0.5, 0.36), (-0.1, 0.5), (0.2, 0.42), (0.5, 0.0), (0.2, -0.42), (-0.1, -0.5)]
    hull = np.array([np.array([x, y]) + along * length * u + across * width * v for u, v in outline])
    drawing.canvas.fill(hull, Material.BOAT, tone=float(rng.uniform(0.85, 1.2)), height_m=1.2)
    drawing.note("boat", "boat", Polygon(hull))
    cabin = np.array([x, y]) - along * length * float(rng.uniform(0.05, 0.2))
    inside = (
        Material.TIMBER if rng.random() < 0.55 else Material.ROOF_BLUE if rng.random() < 0.6 else Material.ROOF_DARK
    )
    drawing.canvas.fill(
        box_ring(float(cabin[0]), float(cabin[1]), length * 0.34, width * 0.5, heading), inside, height_m=1.8
    )


def _draw_barge(drawing: Drawing, x: float, y: float) -> None:
    canvas = drawing.canvas
    canvas.fill(box_ring(x, y, 76, 10.5, 0), Material.ROOF_BROWN, tone=0.9, height_m=2.5)
    canvas.fill(box_ring(x - 6, y, 52, 7.5, 0), Material.ROOF_GRAVEL, tone=0.8, height_m=1.5)
    canvas.fill(box_ring(x + 30, y, 10, 8, 0), Material.ROOF_WHITE, height_m=6)
    canvas.fill(box_ring(x - 20, y - 12, 5, 5, 0), Material.ROOF_ORANGE, tone=1.1, height_m=22)
    canvas.fill(box_ring(x - 20, y - 2, 1.6, 30, 0), Material.ROOF_ORANGE, tone=1.2, height_m=20)


def _draw_breakwater(drawing: Drawing, rng: np.random.Generator) -> None:
    """A bank of rocks about the basin, open to the west."""
    from shapely import LineString

    right, bottom = HARBOUR_BASIN_M[2], HARBOUR_BASIN_M[3]
    course = LineString(
        [(right + 4, QUAY_M[3] - 10), (right + 4, bottom - 30), (right - 22, bottom - 6), (right - 190, bottom - 6)]
    )
    drawing.canvas.fill(course.buffer(5.5), Material.ROCK, tone=0.85, height_m=1.2)
    drawing.canvas.fill(course.buffer(2.0), Material.CONCRETE, tone=0.9, height_m=2.2)
    for distance in np.arange(0, course.length, 1.1):
        point = course.interpolate(float(distance))
        x, y = rng.normal((point.x, point.y), 2.6)
        ring = box_ring(float(x), float(y), float(rng.uniform(1, 2.4)), 1.3, float(rng.uniform(0, 3)))
        drawing.canvas.fill(ring, Material.ROCK, tone=float(rng.uniform(0.7, 1.5)), height_m=1.6)


def _draw_wake(drawing: Drawing, x: float, y: float, heading: float) -> None:
    """A motor boat with two lines of foam behind it."""
    back = heading + math.pi
    for spread in (-0.16, 0.0, 0.16):
        for piece in range(16 if spread else 9):
            distance = 5 + piece * 5.0
            px, py = x + math.cos(back + spread) * distance, y + math.sin(back + spread) * distance
            ring = box_ring(px, py, 5.6, 2.2 - piece * 0.1, back + spread)
            drawing.canvas.fill(ring, Material.FOAM, tone=max(0.35, 1.0 - piece * 0.05))
    _draw_boat(drawing, np.random.default_rng(0), x, y, heading, length=8.5)
