"""The town: a grid of streets that bends with the land, houses in gardens along it, a denser centre."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import box_ring, pick
from tilescribe.demo.scene.gardens import BLOCK_M, Lots, beside, draw_plot, lay_gardens, plant_gardens
from tilescribe.demo.scene.grid import random_stream
from tilescribe.demo.scene.houses import draw_flat_roof, draw_house
from tilescribe.demo.scene.materials import Material
from tilescribe.demo.scene.roads import heading_at

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    from tilescribe.demo.scene.drawing import Drawing

__all__ = ["draw_town", "street_lines"]

_CROSS_M = 156.0
"""Between cross streets."""
_CENTRE = (1175.0, 1120.0)
_CENTRE_RADIUS_M = 120.0


def street_lines(seed: int, ground: Geometry) -> tuple[list[Geometry], list[Geometry]]:
    """Residential streets and cross streets, as lines that keep a few metres inside the ground."""
    rng = random_stream(seed, "streets")
    phase = rng.uniform(0, 2 * math.pi, 4)
    angle = math.radians(12 + rng.uniform(-4, 4))
    reach = np.arange(-640.0, 641.0, 8.0)
    inner = ground.buffer(-5)

    def bend(u: NDArray[np.float64], v: NDArray[np.float64]) -> Geometry:
        from shapely import LineString

        u2 = u + 30 * np.sin(v / 170 + phase[0]) + 9 * np.sin(v / 61 + phase[1])
        v2 = v + 34 * np.sin(u / 190 + phase[2]) + 10 * np.sin(u / 67 + phase[3])
        x = _CENTRE[0] + u2 * math.cos(angle) - v2 * math.sin(angle)
        y = _CENTRE[1] + u2 * math.sin(angle) + v2 * math.cos(angle)
        return LineString(np.column_stack([x, y])).intersection(inner)

    streets = [bend(reach, np.full_like(reach, v)) for v in np.arange(-9, 10) * BLOCK_M]
    crossings = [bend(np.full_like(reach, u), reach) for u in np.arange(-5, 6) * _CROSS_M + 40]
    return (
        [part for line in streets for part in _parts(line) if part.length > 60],
        [part for line in crossings for part in _parts(line) if part.length > 60],
    )


def draw_town(drawing: Drawing) -> None:
    """Streets, squares, houses, gardens and everything that stands in them."""
    from shapely import MultiPolygon, Polygon, prepare, unary_union

    rng = random_stream(drawing.seed, "town")
    town = drawing.layout.town
    streets, crossings = street_lines(drawing.seed, town.difference(drawing.layout.park))
    main = drawing.layout.county_road.intersection(town.buffer(20))
    drawing.canvas.fill(town, Material.LAWN)
    lay_gardens(drawing, rng, streets)
    _pave(drawing, [(main, 4.6), *((line, 3.2) for line in streets), *((line, 3.6) for line in crossings)])
    network = unary_union([main.buffer(6.2), *(line.buffer(5.0) for line in (*streets, *crossings))])
    prepare(network)
    lots = Lots()
    _draw_park(drawing, rng, lots)
    outlines = _draw_centre(drawing, rng, lots, network)
    for line in (*streets, main, *crossings):
        outlines += _line_with_houses(drawing, rng, line, lots, network, town)
        _line_with_cars(drawing, rng, line)
        _line_with_trees(drawing, rng, line, lots)
    plant_gardens(drawing, rng, lots, network)
    drawing.note("town", "Alderford", town)
    drawing.note("building", "houses of Alderford", MultiPolygon([Polygon(ring) for ring in outlines]).buffer(0))
    drawing.note("road", "streets of Alderford", network.intersection(town.buffer(10)))


def _pave(drawing: Drawing, lines: list[tuple[Geometry, float]]) -> None:
    """All pavements first, all carriageways after, so that crossings join."""
    for line, half_width in lines:
        drawing.canvas.fill(line.buffer(half_width + 1.7), Material.PAVING, tone=1.02)
    for line, half_width in lines:
        drawing.canvas.fill(line.buffer(half_width), Material.ASPHALT, tone=1.18)


def _line_with_houses(
    drawing: Drawing, rng: np.random.Generator, line: Geometry, lots: Lots, network: Geometry, town: Geometry
) -> list[NDArray[np.float64]]:
    from shapely import Polygon

    outlines = []
    for part in _parts(line):
        for side in (-1, 1):
            distance = float(rng.uniform(6, 14))
            while distance < part.length - 5:
                point, heading = part.interpolate(distance), heading_at(part, distance)
                distance += float(rng.uniform(15.5, 22))
                set_back = float(rng.uniform(13.0, 16.5))
                x, y = beside(point, heading, side * set_back)
                turned = heading + (math.pi / 2 if rng.random() < 0.22 else 0) + float(rng.normal(0, 0.03))
                outline = Polygon(box_ring(x, y, 14.5, 11.0, turned))
                if rng.random() < 0.05 or not lots.free(x, y, 7.6) or network.intersects(outline):
                    continue
                if not town.contains(outline):
                    continue
                lots.take(x, y, 7.6)
                outlines.append(draw_plot(drawing, rng, point, (x, y), heading, turned, side))
    return outlines


def _draw_park(drawing: Drawing, rng: np.random.Generator, lots: Lots) -> None:
    """Lawns with loose trees, winding paths and a pond, over whatever streets were planned there."""
    from shapely import LineString, contains_xy

    park, canvas = drawing.layout.park, drawing.canvas
    canvas.fill(park.buffer(3.5), Material.PAVING)
    canvas.fill(park, Material.MEADOW, tone=1.05)
    centre = park.centroid
    for turn in (0.3, 1.5, 2.6):
        t = np.linspace(-130, 130, 40)
        bow = 22 * np.sin(t / 45 + turn)
        x = centre.x + t * math.cos(turn) - bow * math.sin(turn)
        y = centre.y + t * math.sin(turn) + bow * math.cos(turn)
        canvas.fill(LineString(np.column_stack([x, y])).intersection(park).buffer(1.5), Material.SAND, tone=0.8)
    pond = centre.buffer(21)
    canvas.fill(pond.buffer(2), Material.MEADOW, tone=0.8)
    canvas.fill(pond, Material.WATER_LAKE, tone=1.3)
    x0, y0, x1, y1 = park.bounds
    for x, y in np.stack(np.meshgrid(np.arange(x0, x1, 8.0), np.arange(y0, y1, 8.0)), axis=-1).reshape(-1, 2):
        if not contains_xy(park.buffer(6), x, y):
            continue
        lots.take(float(x), float(y), 4.5)
        if rng.random() < 0.42 and contains_xy(park.difference(pond.buffer(4)), x, y):
            drawing.plant(rng, float(x + rng.uniform(-3, 3)), float(y + rng.uniform(-3, 3)), radius_m=4.0)
    drawing.note("park", "Alderford park", park)


def _draw_centre(
    drawing: Drawing, rng: np.random.Generator, lots: Lots, network: Geometry
) -> list[NDArray[np.float64]]:
    """A square with a church, and blocks of town houses with shops about it."""
    from shapely import Polygon

    cx, cy = _CENTRE
    outlines: list[NDArray[np.float64]] = []
    for _ in range(900):
        radius = _CENTRE_RADIUS_M * math.sqrt(rng.random())
        bearing = rng.uniform(0, 2 * math.pi)
        x, y = cx + radius * math.cos(bearing), cy + radius * math.sin(bearing)
        heading = math.radians(12) + (math.pi / 2 if rng.random() < 0.4 else 0)
        length, width = float(rng.uniform(18, 34)), float(rng.uniform(12, 16))
        ring = box_ring(x, y, length + 3, width + 3, heading)
        if network.intersects(Polygon(ring)) or not lots.free(x, y, length * 0.36):
            continue
        for offset in (-0.3, 0.0, 0.3):
            lots.take(x + math.cos(heading) * length * offset, y + math.sin(heading) * length * offset, width * 0.45)
        drawing.canvas.fill(box_ring(x, y, length + 9, width + 9, heading), Material.PAVING)
        if rng.random() < 0.55:
            flat = pick(rng, ((Material.ROOF_GRAVEL, 0.6), (Material.ROOF_DARK, 0.25), (Material.ROOF_WHITE, 0.15)))
            draw_flat_roof(drawing, rng, x, y, length, width, heading, flat, height_m=float(rng.uniform(9, 14)))
            outlines.append(box_ring(x, y, length, width, heading))
        else:
            outlines.append(draw_house(drawing, rng, x, y, heading, scale=1.55))
    return outlines


def _line_with_cars(drawing: Drawing, rng: np.random.Generator, line: Geometry) -> None:
    for part in _parts(line):
        for side in (-1, 1):
            for distance in np.arange(10, part.length - 8, 6.5):
                if rng.random() < 0.16:
                    point, heading = part.interpolate(float(distance)), heading_at(part, float(distance))
                    drawing.park(rng, *beside(point, heading, side * 2.1), heading)


def _line_with_trees(drawing: Drawing, rng: np.random.Generator, line: Geometry, lots: Lots) -> None:
    if rng.random() < 0.35:
        return
    for part in _parts(line):
        for side in (-1, 1):
            for distance in np.arange(6, part.length - 4, 11.5):
                point, heading = part.interpolate(float(distance)), heading_at(part, float(distance))
                x, y = beside(point, heading, side * 6.2)
                if rng.random() < 0.5 and lots.free(x, y, 1.0):
                    drawing.plant(rng, x, y, radius_m=2.4)


def _parts(line: Geometry) -> Iterator[Geometry]:
    for part in getattr(line, "geoms", [line]):
        if part.geom_type == "LineString" and not part.is_empty:
            yield part
