"""Towns, villages, roads and an airport as 10 m pixels show them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import box_ring, pick
from tilescribe.demo.scene.grid import random_stream
from tilescribe.demo.scene.layout import natural_outline
from tilescribe.demo.scene.materials import HOUSE_ROOFS, Material

if TYPE_CHECKING:
    from shapely import Geometry

    from tilescribe.demo.scene.drawing import Drawing

__all__ = ["AIRPORT_M", "draw_airport", "draw_settlements"]

AIRPORT_M = (4300.0, -3700.0)
"""Middle of the runway."""
_HALL_ROOFS = (
    (Material.ROOF_WHITE, 0.3),
    (Material.ROOF_METAL, 0.3),
    (Material.ROOF_GRAVEL, 0.3),
    (Material.ROOF_BLUE, 0.1),
)
_PLACES = (
    ("Belmont", 5350.0, 2850.0, 1250.0),
    ("Corvin", -1850.0, -3900.0, 520.0),
    ("Lasse", 3050.0, -6050.0, 380.0),
    ("Marn", -1900.0, 4700.0, 460.0),
    ("Osk", 2650.0, 6300.0, 420.0),
    ("Tiel", 3250.0, -1150.0, 300.0),
    ("Ulm Cross", -2350.0, 1080.0, 260.0),
    ("Vent", 7300.0, -300.0, 330.0),
)
"""Name, x, y, radius in metres."""


def draw_settlements(drawing: Drawing) -> None:
    """Roads first, then the places along them, then the valley's own town."""
    from shapely import LineString

    rng = random_stream(drawing.seed, "settlements")
    layout, canvas = drawing.layout, drawing.canvas
    roads = []
    for one, other in ((0, 7), (0, 4), (0, 5), (1, 2), (3, 4), (1, 6), (6, 3), (5, 2)):
        (_, ax, ay, _), (_, bx, by, _) = _PLACES[one], _PLACES[other]
        bow = float(rng.uniform(-0.12, 0.12))
        t = np.linspace(0, 1, 40)
        sideways = bow * np.sin(math.pi * t)
        course = [ax + (bx - ax) * t - (by - ay) * sideways, ay + (by - ay) * t + (bx - ax) * sideways]
        roads.append(LineString(np.column_stack(course)))
    for road in (*roads, layout.county_road):
        canvas.fill(road.buffer(5.5), Material.OLD_ASPHALT)
        drawing.note("road", "country road", road.buffer(4))
    canvas.fill(layout.highway.buffer(17), Material.DRY_GRASS)
    canvas.fill(layout.highway.buffer(12), Material.OLD_ASPHALT, tone=1.1)
    drawing.note("highway", "A4 highway beyond the valley", layout.highway.buffer(12))
    for name, x, y, radius in _PLACES:
        area = natural_outline(rng, x, y, radius * float(rng.uniform(0.9, 1.25)), radius, roughness=0.24).buffer(0)
        _draw_place(drawing, rng, area.difference(layout.river.buffer(50)), angle=float(rng.uniform(0, math.pi / 2)))
        drawing.note("town", name, area)
    _draw_place(drawing, rng, layout.town, angle=0.2)


def draw_airport(drawing: Drawing) -> None:
    """A runway with markings, a taxiway, an apron, a terminal and hangars on mown grass."""
    from shapely import Polygon

    canvas = drawing.canvas
    x, y = AIRPORT_M
    heading = -0.18

    def at(along: float, across: float) -> tuple[float, float]:
        return (
            x + math.cos(heading) * along - math.sin(heading) * across,
            y + math.sin(heading) * along + math.cos(heading) * across,
        )

    ground = box_ring(*at(0, 150), 3000, 820, heading)
    canvas.fill(ground, Material.MEADOW, tone=1.02)
    canvas.fill(box_ring(*at(0, 0), 2700, 60, heading), Material.ASPHALT, tone=0.92)
    canvas.fill(box_ring(*at(0, 0), 2500, 5, heading), Material.ROAD_PAINT)
    for end in (-1320, 1320):
        canvas.fill(box_ring(*at(end, 0), 40, 46, heading), Material.ROAD_PAINT)
    canvas.fill(box_ring(*at(0, 190), 2700, 26, heading), Material.OLD_ASPHALT)
    for link in (-1335, -450, 450, 1335):
        canvas.fill(box_ring(*at(link, 95), 26, 210, heading), Material.OLD_ASPHALT)
    canvas.fill(box_ring(*at(120, 310), 900, 220, heading), Material.CONCRETE)
    canvas.fill(box_ring(*at(60, 455), 420, 60, heading), Material.ROOF_WHITE)
    canvas.fill(box_ring(*at(480, 460), 160, 80, heading), Material.ROOF_METAL)
    canvas.fill(box_ring(*at(-330, 460), 110, 70, heading), Material.ROOF_BLUE)
    for stand in np.arange(-200, 460, 80):
        canvas.fill(box_ring(*at(float(stand), 370), 10, 42, heading), Material.ROOF_WHITE)
        canvas.fill(box_ring(*at(float(stand), 366), 36, 8, heading), Material.ROOF_WHITE)
    canvas.fill(box_ring(*at(60, 520), 560, 60, heading), Material.ASPHALT)
    drawing.note("airport", "Belmont airport", Polygon(ground))
    drawing.note("runway", "runway 10/28", Polygon(box_ring(*at(0, 0), 2700, 60, heading)))


def _draw_place(drawing: Drawing, rng: np.random.Generator, area: Geometry, *, angle: float) -> None:
    """Gardens, a grid of streets, a roof on nearly every lot; larger roofs towards the middle and on one side."""
    from shapely import LineString, contains_xy, prepare

    canvas = drawing.canvas
    canvas.fill(area, Material.LAWN, tone=0.85)
    centre, reach = area.centroid, math.sqrt(area.area)
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))

    def at(u: float, v: float) -> tuple[float, float]:
        v += 26 * math.sin(u / 210)
        u += 26 * math.sin(v / 240)
        return centre.x + along[0] * u + across[0] * v, centre.y + along[1] * u + across[1] * v

    steps = np.arange(-reach, reach, 20.0)
    for offset in np.arange(-reach, reach, 72.0):
        for line in ([at(float(s), float(offset)) for s in steps], [at(float(offset) * 2, float(s)) for s in steps]):
            canvas.fill(LineString(line).intersection(area).buffer(4.0), Material.ASPHALT, tone=1.15)
    prepare(area)
    for u in np.arange(-reach, reach, 19.0):
        for v in np.arange(-reach, reach, 24.0):
            x, y = at(float(u + rng.normal(0, 1.5)), float(v + rng.normal(0, 1.5)))
            if not contains_xy(area, x, y):
                continue
            inner = math.hypot(u, v) / reach
            if inner < 0.16 and rng.random() < 0.8:
                canvas.fill(box_ring(x, y, 17, 20, angle), pick(rng, (*HOUSE_ROOFS, (Material.ROOF_GRAVEL, 0.5))))
            elif rng.random() < 0.66:
                tone = float(rng.uniform(0.75, 1.15))
                canvas.fill(box_ring(x, y, 11.5, 10, angle), pick(rng, HOUSE_ROOFS), tone=tone)
            elif rng.random() < 0.5:
                canvas.fill(box_ring(x, y, 13, 13, angle), Material.DECIDUOUS_DARK, tone=0.8)
    for _ in range(int(area.area / 60_000)):
        u, v = float(rng.uniform(0.25, 0.5)) * reach, float(rng.uniform(-0.35, 0.35)) * reach
        x, y = at(u, v)
        if contains_xy(area, x, y):
            canvas.fill(box_ring(x, y, 110, 90, angle), Material.OLD_ASPHALT)
            size = rng.uniform(40, 85, 2)
            canvas.fill(box_ring(x, y, float(size[0]), float(size[1]), angle), pick(rng, _HALL_ROOFS))
