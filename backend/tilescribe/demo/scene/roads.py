"""The highway, the county road, their bridges and traffic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import alongside, box_ring
from tilescribe.demo.scene.grid import random_stream
from tilescribe.demo.scene.materials import Material

if TYPE_CHECKING:
    from shapely import Geometry, LineString

    from tilescribe.demo.scene.drawing import Drawing

__all__ = ["BRIDGE_HEIGHT_M", "draw_bridges", "draw_roads", "heading_at"]

BRIDGE_HEIGHT_M = 7.0
_CARRIAGEWAY_M = 10.0
_MEDIAN_M = 4.0


def draw_roads(drawing: Drawing) -> None:
    """Both roads on the ground, with markings and traffic."""
    rng = random_stream(drawing.seed, "roads")
    layout = drawing.layout
    highway = layout.highway.intersection(layout.box.buffer(40))
    county = layout.county_road.intersection(layout.box.buffer(40))
    drawing.canvas.fill(highway.buffer(21), Material.DRY_GRASS, tone=0.98)
    drawing.canvas.fill(county.buffer(7), Material.DRY_GRASS)
    _draw_highway(drawing, rng, highway)
    _draw_county_road(drawing, rng, county)
    drawing.note("highway", "A4 highway", highway.buffer(_CARRIAGEWAY_M + _MEDIAN_M / 2))
    drawing.note("road", "county road", county.buffer(3.6))


def draw_bridges(drawing: Drawing) -> None:
    """Decks over the river, drawn after the water: they stand high and throw a shadow on it."""
    layout = drawing.layout
    rng = random_stream(drawing.seed, "bridges")
    for line, half_width, name in (
        (layout.highway, _CARRIAGEWAY_M + _MEDIAN_M / 2 + 1.4, "highway bridge"),
        (layout.county_road, 5.2, "town bridge"),
    ):
        span = line.intersection(layout.river.buffer(9)).intersection(layout.box)
        deck = span.buffer(half_width, cap_style="flat")
        drawing.canvas.fill(deck, Material.CONCRETE, tone=0.92, height_m=BRIDGE_HEIGHT_M)
        if half_width > 8:
            for side in (-1, 1):
                lane = alongside(span, side * (_MEDIAN_M + _CARRIAGEWAY_M) / 2)
                drawing.canvas.fill(
                    lane.buffer(_CARRIAGEWAY_M / 2 - 0.4, cap_style="flat"),
                    Material.OLD_ASPHALT,
                    height_m=BRIDGE_HEIGHT_M,
                )
        else:
            inner = span.buffer(half_width - 1.5, cap_style="flat")
            drawing.canvas.fill(inner, Material.OLD_ASPHALT, height_m=BRIDGE_HEIGHT_M)
        drawing.note("bridge", name, deck)
        _drive(drawing, rng, span, offsets=(half_width * 0.35, -half_width * 0.35), gap_m=30, height_m=BRIDGE_HEIGHT_M)


def heading_at(line: Geometry, distance: float) -> float:
    """Direction of a line in radians from x to y, about one point of it."""
    before, after = line.interpolate(max(0.0, distance - 1)), line.interpolate(distance + 1)
    return math.atan2(after.y - before.y, after.x - before.x)


def _draw_highway(drawing: Drawing, rng: np.random.Generator, line: LineString) -> None:
    for side in (-1, 1):
        middle = alongside(line, side * (_MEDIAN_M + _CARRIAGEWAY_M) / 2)
        drawing.canvas.fill(middle.buffer(_CARRIAGEWAY_M / 2), Material.OLD_ASPHALT)
        for edge in (-1, 1):
            mark = alongside(middle, edge * (_CARRIAGEWAY_M / 2 - 1.3))
            drawing.canvas.fill(mark.buffer(0.22), Material.ROAD_PAINT, tone=0.8)
        _dash(drawing, alongside(middle, -side * 0.4), gap_m=12.0)
        _drive(drawing, rng, middle, offsets=(-2.1, 1.7), gap_m=55, height_m=0)
    drawing.canvas.fill(line.buffer(0.35), Material.CONCRETE, tone=0.8, height_m=0.9)


def _draw_county_road(drawing: Drawing, rng: np.random.Generator, line: LineString) -> None:
    drawing.canvas.fill(line.buffer(3.8), Material.GRAVEL, tone=0.85)
    drawing.canvas.fill(line.buffer(3.2), Material.OLD_ASPHALT, tone=0.92)
    _dash(drawing, line, gap_m=9.0)
    _drive(drawing, rng, line, offsets=(-1.6, 1.6), gap_m=120, height_m=0)
    for side in (-1, 1):
        verge = alongside(line, side * 8.0)
        clear = verge.difference(drawing.layout.river.buffer(18)).difference(drawing.layout.town.buffer(10))
        for distance in np.arange(0, clear.length, 14.0):
            if rng.random() < 0.62:
                point = clear.interpolate(float(distance))
                drawing.plant(rng, point.x, point.y, radius_m=3.0)


def _dash(drawing: Drawing, line: Geometry, *, gap_m: float) -> None:
    for distance in np.arange(0, line.length, gap_m):
        point = line.interpolate(float(distance))
        ring = box_ring(point.x, point.y, gap_m * 0.45, 0.35, heading_at(line, float(distance)))
        drawing.canvas.fill(ring, Material.ROAD_PAINT, tone=0.85)


def _drive(
    drawing: Drawing,
    rng: np.random.Generator,
    line: Geometry,
    *,
    offsets: tuple[float, ...],
    gap_m: float,
    height_m: float,
) -> None:
    """Cars, and now and then a lorry, at random distances in each lane."""
    for offset in offsets:
        lane = alongside(line, offset)
        distance = float(rng.exponential(gap_m))
        while distance < lane.length:
            point, heading = lane.interpolate(distance), heading_at(lane, distance)
            if rng.random() < 0.16:
                body = Material.ROOF_WHITE if rng.random() < 0.6 else Material.ROOF_BLUE
                ring = box_ring(point.x, point.y, 13.5, 2.6, heading)
                drawing.canvas.fill(ring, body, height_m=height_m + 3.8)
            elif height_m:
                ring = box_ring(point.x, point.y, 4.4, 1.9, heading)
                drawing.canvas.fill(ring, Material.CAR_SILVER, height_m=height_m + 1.4)
            else:
                drawing.park(rng, point.x, point.y, heading)
            distance += 16 + float(rng.exponential(gap_m))
