"""Fields: straight boundaries, crops, furrows, hedgerows, tracks and an orchard."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import alongside
from tilescribe.demo.scene.grid import Grid, random_stream, smooth_noise
from tilescribe.demo.scene.materials import Material

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely import Geometry, LineString, Polygon

    from tilescribe.demo.scene.canvas import Surface
    from tilescribe.demo.scene.drawing import Drawing

__all__ = ["CROPS", "Field", "banks", "draw_farmland", "plough", "split_land"]

CROPS: tuple[tuple[Material, str, float], ...] = (
    (Material.MAIZE, "maize", 0.20),
    (Material.STUBBLE, "wheat stubble", 0.20),
    (Material.PLOUGHED, "ploughed field", 0.15),
    (Material.MEADOW, "meadow", 0.16),
    (Material.ALFALFA, "alfalfa", 0.10),
    (Material.BEET, "sugar beet", 0.09),
    (Material.DRY_SOIL, "harrowed field", 0.06),
    (Material.SUNFLOWER, "ripe sunflowers", 0.04),
)
"""Crop, its name and its frequency in September."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field and how it is worked."""

    """One field and how it is worked."""

    """One field and how it is worked."""

    shape: Geometry
    material: Material
    name: str
    tone: float
    heading: float
    """Along which it is worked, radians from x to y."""
    strip_m: float
    """Working width of the machines: the spacing of the visible strips."""


def draw_farmland(drawing: Drawing) -> list[Field]:
    """Paint the fields with tracks and hedges between them; `plough` adds the furrows later."""
    rng = random_stream(drawing.seed, "farmland")
    layout = drawing.layout
    fields: list[Field] = []
    for bank, angle in zip(
        banks(layout.box.buffer(40, join_style="mitre"), layout.river_course), (-14, 9), strict=True
    ):
        plots, cuts = split_land(rng, layout.farmland.intersection(bank), angle=math.radians(angle), side_m=(150, 310))
        fields += plots
        _draw_cuts(drawing, rng, cuts, layout.farmland.intersection(bank).buffer(3))
    for number, field in enumerate(fields, start=1):
        drawing.canvas.fill(field.shape, field.material, tone=field.tone)
        drawing.note("field", f"{field.name} {number}", field.shape)
    _draw_orchard(drawing, rng)
    return fields


def split_land(
    rng: np.random.Generator, land: Geometry, *, angle: float, side_m: tuple[float, float]
) -> tuple[list[Field], list[tuple[LineString, int]]]:
    """Cut land into fields by straight lines, again and again, along two directions at right angles.

    Returns the fields and the cuts, each with its depth: early cuts are the long straight ones.
    """
    from shapely.affinity import rotate

    turned = rotate(land, -math.degrees(angle), origin=(0, 0))
    cells, cuts = _halve(rng, turned.bounds, side_m, depth=0)
    fields = []
    for x0, y0, x1, y1 in cells:
        plot = _cell(x0, y0, x1, y1).intersection(turned).buffer(-2.2).simplify(0.4)
        for piece in getattr(plot, "geoms", [plot]):
            if piece.area < 2200:
                continue
            along = 0.0 if x1 - x0 > y1 - y0 else math.pi / 2
            choice = int(rng.choice(len(CROPS), p=[weight for *_, weight in CROPS]))
            material, name, _ = CROPS[choice]
            shape = rotate(piece, math.degrees(angle), origin=(0, 0))
            tone = float(np.clip(rng.normal(1, 0.10), 0.78, 1.25))
            fields.append(Field(shape, material, name, tone, angle + along, float(rng.choice([6.0, 9.0, 12.0]))))
    return fields, [(rotate(line, math.degrees(angle), origin=(0, 0)), depth) for line, depth in cuts]


def plough(surface: Surface, fields: Sequence[Field], seed: int) -> None:
    """Shade the fields in place: strips of the machines' width, and pairs of wheel marks every third strip."""
    from tilescribe.demo.scene.canvas import mask_of

    grid = surface.grid
    waver = smooth_noise(random_stream(seed, "furrows"), grid, 120.0) * np.float32(0.7)
    for field in fields:
        window = _pixel_window(field.shape, grid)
        if window is None:
            continue
        rows, columns, part = window
        inside = mask_of(field.shape.buffer(-1.0), part)
        x, y = part.axes_m()
        across = -x * np.float32(math.sin(field.heading)) + y * np.float32(math.cos(field.heading))
        across = across + waver[rows, columns]
        marks = _strips(across, field)
        tone = surface.tone[rows, columns]
        tone[inside] = np.clip(tone[inside] * marks[inside], 1, 255).astype(np.uint8)


def _strips(across: NDArray[np.float32], field: Field) -> NDArray[np.float32]:
    """Relative brightness over the distance across the working direction."""
    position = across / np.float32(field.strip_m)
    every_second = np.where(np.floor(position) % 2 == 0, np.float32(1), np.float32(-1))
    strength = {
        Material.STUBBLE: 0.075,
        Material.MEADOW: 0.06,
        Material.ALFALFA: 0.04,
        Material.PLOUGHED: 0.06,
        Material.DRY_SOIL: 0.04,
    }.get(field.material, 0.022)
    rows = np.sin(across * np.float32(2 * math.pi / 2.1)) * np.float32(0.03)
    wheel = np.abs(across % np.float32(field.strip_m * 3) - 2)
    track = (np.abs(wheel - 0.9) < 0.35) * np.float32(0.14)
    if field.material in (Material.PLOUGHED, Material.STUBBLE):
        track = -track * np.float32(0.4)
    return np.asarray(1 + every_second * np.float32(strength) + rows - track, dtype=np.float32)


def _halve(
    rng: np.random.Generator, bounds: tuple[float, ...], side_m: tuple[float, float], *, depth: int
) -> tuple[list[tuple[float, float, float, float]], list[tuple[LineString, int]]]:
    from shapely import LineString

    x0, y0, x1, y1 = bounds
    width, height = x1 - x0, y1 - y0
    longest, limit = max(width, height), rng.uniform(*side_m)
    if longest < 2 * side_m[0] * 0.75 or (longest < 2 * limit and width * height < limit**2):
        return [(x0, y0, x1, y1)], []
    at = rng.uniform(0.36, 0.64)
    if width >= height:
        middle = x0 + at * width
        parts, cut = ((x0, y0, middle, y1), (middle, y0, x1, y1)), LineString([(middle, y0), (middle, y1)])
    else:
        middle = y0 + at * height
        parts, cut = ((x0, y0, x1, middle), (x0, middle, x1, y1)), LineString([(x0, middle), (x1, middle)])
    cells, cuts = [], [(cut, depth)]
    for part in parts:
        more_cells, more_cuts = _halve(rng, part, side_m, depth=depth + 1)
        cells += more_cells
        cuts += more_cuts
    return cells, cuts


def _cell(x0: float, y0: float, x1: float, y1: float) -> Polygon:
    from shapely import box

    return box(x0, y0, x1, y1)


def banks(land: Polygon, course: LineString) -> tuple[Geometry, Geometry]:
    """The land west and east of the river."""
    from shapely.ops import split, unary_union

    pieces = split(land, course).geoms
    middle = {True: [], False: []}  # type: dict[bool, list[Geometry]]
    for piece in pieces:
        point = piece.representative_point()
        nearest = course.interpolate(course.project(point))
        middle[point.x < nearest.x].append(piece)
    return unary_union(middle[True]), unary_union(middle[False])


def _draw_cuts(
    drawing: Drawing, rng: np.random.Generator, cuts: Sequence[tuple[LineString, int]], land: Geometry
) -> None:
    """Early cuts are gravel tracks, some of the later ones carry hedges and rows of trees."""
    for cut, depth in cuts:
        line = cut.intersection(land)
        if line.is_empty:
            continue
        if depth <= 2:
            drawing.canvas.fill(line.buffer(5.0), Material.DRY_GRASS, tone=0.95)
            for offset in (-0.95, 0.95):
                drawing.canvas.fill(alongside(line, offset).buffer(0.55), Material.GRAVEL, tone=0.95)
            drawing.note("road", "field track", line.buffer(3))
        elif rng.random() < 0.42:
            _plant_along(drawing, rng, line, gap_m=float(rng.choice([4.5, 6.0, 13.0])), radius_m=2.6)


def _plant_along(drawing: Drawing, rng: np.random.Generator, line: Geometry, *, gap_m: float, radius_m: float) -> None:
    for x, y in _points_along(line, gap_m):
        if rng.random() < 0.86:
            sideways = rng.normal(0, 0.8, 2)
            drawing.plant(rng, x + float(sideways[0]), y + float(sideways[1]), radius_m=radius_m)


def _points_along(line: Geometry, gap_m: float) -> Iterator[tuple[float, float]]:
    for distance in np.arange(gap_m / 2, line.length, gap_m):
        point = line.interpolate(float(distance))
        yield point.x, point.y


def _draw_orchard(drawing: Drawing, rng: np.random.Generator) -> None:
    """Fruit trees in straight rows on mown grass."""
    from shapely import Point, prepare

    orchard = drawing.layout.orchard
    drawing.canvas.fill(orchard, Material.MEADOW, tone=1.05)
    prepare(orchard)
    (x0, y0), (x1, y1) = orchard.exterior.coords[0], orchard.exterior.coords[1]
    angle = math.atan2(y1 - y0, x1 - x0)
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    for row in np.arange(5.0, 320.0, 7.0):
        for step in np.arange(-40.0, 340.0, 4.6):
            x = x0 + along[0] * step + across[0] * row + rng.normal(0, 0.25)
            y = y0 + along[1] * step + across[1] * row + rng.normal(0, 0.25)
            if orchard.contains(Point(x, y)) and rng.random() < 0.95:
                drawing.plant(rng, float(x), float(y), radius_m=1.7, material=Material.DECIDUOUS)
    drawing.note("orchard", "orchard", orchard)


def _pixel_window(shape: Geometry, grid: Grid) -> tuple[slice, slice, Grid] | None:
    """Rows, columns and the grid of a shape's bounding box; None where it lies outside."""
    x0, y0, x1, y1 = shape.bounds
    first, last = grid.to_pixels(np.array([[x0, y0], [x1, y1]]))
    column0, row0 = max(0, math.floor(first[0])), max(0, math.floor(first[1]))
    column1, row1 = min(grid.width_px, math.ceil(last[0])), min(grid.height_px, math.ceil(last[1]))
    if column1 <= column0 or row1 <= row0:
        return None
    west, north = grid.west_m + column0 * grid.pixel_m, grid.north_m + row0 * grid.pixel_m
    part = Grid(west, north, column1 - column0, row1 - row0, grid.pixel_m)
    return slice(row0, row1), slice(column0, column1), part
