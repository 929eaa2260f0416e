"""The plan of the valley: where river, lake, town, woods and roads lie, as geometry in world metres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.grid import random_stream

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry, LineString, Polygon

__all__ = ["HARBOUR_BASIN_M", "QUAY_M", "VALLEY_SIDE_M", "Layout", "natural_outline", "plan_valley", "river_line"]

VALLEY_SIDE_M = 2048.0
"""4,096 pixels of 0.5 m."""
RIVER_WIDTH_M = 40.0
HARBOUR_BASIN_M = (1345.0, 1604.0, 1652.0, 1735.0)
"""(x minimum, y minimum, x maximum, y maximum) of the dredged basin."""
QUAY_M = (1340.0, 1548.0, 1652.0, 1604.0)
"""The paved ground north of it."""
_RIVER_X_M = 620.0
"""Where the river's mean course crosses the middle of the valley."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Areas are shapely polygons, courses are lines. River, lake and roads go on beyond the valley."""

    river_course: LineString
    river: Polygon
    lake: Polygon
    highway: LineString
    county_road: LineString
    forest: Geometry
    copses: Geometry
    quarry: Polygon
    town: Polygon
    industry: Polygon
    harbour: Polygon
    park: Polygon
    sports: Polygon
    orchard: Polygon
    solar: Polygon
    box: Polygon
    """The valley scene itself."""

    @property
    def water(self) -> Geometry:
        return self.river.union(self.lake)

    @property
    def farmland(self) -> Geometry:
        """What is left for fields."""
        taken = [
            self.river.buffer(22),
            self.lake.buffer(16),
            self.forest.buffer(5),
            self.copses.buffer(4),
            self.quarry.buffer(18),
            self.town.buffer(6),
            self.industry.buffer(8),
            self.harbour.buffer(10),
            self.sports.buffer(8),
            self.orchard.buffer(6),
            self.solar.buffer(6),
            self.highway.buffer(24),
            self.county_road.buffer(8),
        ]
        rest = self.box.buffer(30, join_style="mitre")
        for shape in taken:
            rest = rest.difference(shape)
        return rest


def plan_valley(seed: int) -> Layout:
    """The plan that belongs to a seed. The arrangement stays, courses and outlines vary."""
    from shapely import LineString, Polygon, box

    rng = random_stream(seed, "plan")
    course = river_line(seed)
    river = _river_area(course, rng)
    lake = (
        natural_outline(rng, 1660, 1985, 560, 430, roughness=0.16).union(box(*HARBOUR_BASIN_M)).difference(box(*QUAY_M))
    )
    keep_off = river.buffer(46).union(lake.buffer(30))
    highway = LineString([(x, 400 + 55 * math.sin((x - 300) / 820)) for x in np.arange(-7000.0, 9500.0, 25.0)])
    county = LineString([(x, 1165 + 45 * math.sin((x + 200) / 420)) for x in np.arange(-3200.0, 5200.0, 20.0)])
    forest = (
        natural_outline(rng, 130, 330, 420, 560, roughness=0.18)
        .difference(river.buffer(40))
        .difference(highway.buffer(22))
    )
    quarry = natural_outline(rng, 215, 990, 118, 92, roughness=0.12)
    industry = Polygon([(1120, 480), (1700, 455), (1712, 690), (1130, 712)])
    town = _town_outline(rng).difference(keep_off).difference(industry.buffer(26))
    town = max(getattr(town, "geoms", [town]), key=lambda part: part.area)
    copses = natural_outline(rng, 1935, 140, 150, 95, roughness=0.2).union(
        natural_outline(rng, 330, 1900, 105, 65, roughness=0.25)
    )
    return Layout(
        river_course=course,
        river=river,
        lake=lake,
        highway=highway,
        county_road=county,
        forest=forest,
        copses=copses.difference(keep_off),
        quarry=quarry,
        town=town,
        industry=industry,
        harbour=box(QUAY_M[0], QUAY_M[1], HARBOUR_BASIN_M[2], HARBOUR_BASIN_M[3]),
        park=natural_outline(rng, 1330, 1275, 92, 66, roughness=0.10),
        sports=Polygon([(1705, 905), (1905, 890), (1915, 1040), (1715, 1055)]).difference(town.buffer(4)),
        orchard=Polygon([(115, 1420), (372, 1392), (398, 1610), (140, 1640)]),
        solar=Polygon([(1210, 120), (1450, 105), (1460, 262), (1222, 280)]),
        box=box(0, 0, VALLEY_SIDE_M, VALLEY_SIDE_M),
    )


def river_line(seed: int, *, from_y_m: float = -8200.0, to_y_m: float = 9800.0) -> LineString:
    """A meandering centreline that flows south through the valley.

    The direction of the flow swings as a sine of the distance along it, which is the curve of least total bending
    (Langbein and Leopold 1966, https://doi.org/10.3133/pp422H).
    """
    from shapely import LineString

    rng = random_stream(seed, "river")
    step_m = 10.0
    distance = np.arange(-14_000.0, 14_000.0, step_m)
    swing = 0.98 + 0.16 * np.sin(distance / 1310 + rng.uniform(0, 2 * math.pi))
    stretch = 60 * np.sin(distance / 790 + rng.uniform(0, 2 * math.pi))
    heading = swing * np.sin(2 * math.pi * (distance + stretch) / 1060 + rng.uniform(-0.5, 0.5))
    heading += 0.22 * np.sin(2 * math.pi * distance / 15_000)
    x, y = np.cumsum(np.sin(heading)) * step_m, np.cumsum(np.cos(heading)) * step_m
    middle = int(np.argmin(np.abs(distance)))
    y += VALLEY_SIDE_M / 2 - y[middle]
    inside = (y > 0) & (y < VALLEY_SIDE_M)
    x += _RIVER_X_M - float(np.median(x[inside]))
    kept = (y > from_y_m) & (y < to_y_m)
    return LineString(np.column_stack([x[kept], y[kept]]))


def natural_outline(
    rng: np.random.Generator, x: float, y: float, radius_x: float, radius_y: float, *, roughness: float
) -> Polygon:
    """A closed natural outline: an ellipse whose radius wavers by about `roughness` of itself."""
    from shapely import Polygon

    angle = np.linspace(0, 2 * math.pi, 240, endpoint=False)
    waver = np.zeros_like(angle)
    for order in range(2, 18):
        waver += rng.normal(0, 1 / order) * np.cos(order * angle + rng.uniform(0, 2 * math.pi))
    radius = 1 + roughness * waver
    return Polygon(np.column_stack([x + radius_x * radius * np.cos(angle), y + radius_y * radius * np.sin(angle)]))


def _town_outline(rng: np.random.Generator) -> Polygon:
    """An old core and the neighbourhoods that grew around it."""
    core = natural_outline(rng, 1190, 1110, 380, 330, roughness=0.12)
    for x, y, radius_x, radius_y in ((980, 1010, 190, 165), (1420, 930, 200, 170), (1530, 1200, 170, 150)):
        core = core.union(natural_outline(rng, x, y, radius_x, radius_y, roughness=0.14))
    return core.union(natural_outline(rng, 1010, 1330, 190, 170, roughness=0.14)).buffer(18).buffer(-18)


def _river_area(course: LineString, rng: np.random.Generator) -> Polygon:
    """The wetted bed: both banks at half a width that varies along the river."""
    from shapely import Point, unary_union

    points: NDArray[np.float64] = np.asarray(course.coords)
    distance = np.arange(len(points)) * 10.0
    half = (
        RIVER_WIDTH_M
        / 2
        * (1 + 0.13 * np.sin(distance / 140 + rng.uniform(0, 6)) + 0.09 * np.sin(distance / 61 + rng.uniform(0, 6)))
    )
    near = (points[:, 1] > -400) & (points[:, 1] < VALLEY_SIDE_M + 400)
    discs = [Point(x, y).buffer(radius) for (x, y), radius in zip(points[near], half[near], strict=True)]
    beyond = course.difference(unary_union(discs)).buffer(RIVER_WIDTH_M / 2)
    return unary_union([*discs, beyond]).buffer(4).buffer(-4).simplify(0.25)
