"""The region at 10 m: the valley in its surroundings, as a multispectral satellite sees it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import TONE_ONE, Canvas, Surface, box_ring, mask_of
from tilescribe.demo.scene.drawing import Drawing, TruthEntry
from tilescribe.demo.scene.farmland import banks, split_land
from tilescribe.demo.scene.grid import Grid, fractal_noise, random_stream, smooth_noise
from tilescribe.demo.scene.houses import SUN_AZIMUTH_DEG
from tilescribe.demo.scene.layout import Layout, natural_outline
from tilescribe.demo.scene.light import Sun, cast_shadows, reflectance
from tilescribe.demo.scene.materials import BAND_NAMES, Material
from tilescribe.demo.scene.relief import Zones, hillshade, mountain_heights, raise_mountains
from tilescribe.demo.scene.sensor import Clouds, cloud_field, observe
from tilescribe.demo.scene.settlements import draw_airport, draw_settlements
from tilescribe.demo.scene.truth import outline

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    from tilescribe.demo.scene.valley import Valley

__all__ = ["REGION", "WEDGE_M", "Region", "draw_region"]

REGION = Grid(-6500.0, -7000.0, 1500, 1500, 10.0)
"""15 km x 15 km; the valley's corner falls on a pixel corner."""
WEDGE_M = ((5400.0, -7000.0), (8500.0, -7000.0), (8500.0, 2600.0))
"""Corners of the part the swath does not reach: stored as 0 and not tagged as nodata."""
_HIGHWAY_Y_M = 400.0
"""About where it runs; the field pattern turns there, and at the river."""


@dataclass(frozen=True, slots=True)
class Region:
    """The surroundings, drawn finer than they are seen, and the valley that goes into them."""

    surface: Surface
    light: NDArray[np.float32]
    """Direct light on the slopes, (height, width) float32."""
    valley: Valley
    seed: int

    def clouds(self) -> Clouds:
        """Cumulus in the south-east, with their shadows."""
        return cloud_field(
            REGION, self.seed, centre_m=(6600, 6200), radius_m=1300, wavelength_m=900, shadow_m=(-260, -420)
        )

    def observed(self, clouds: Clouds) -> Iterator[NDArray[np.uint16]]:
        """All bands in the order of `BAND_NAMES`."""
        bands = tuple(range(len(BAND_NAMES)))
        rng = random_stream(self.seed, "noise region")
        wedge = mask_of(_wedge(), REGION)
        inside, weight = _feathered(REGION, self.valley.surface.grid)
        around = reflectance(self.surface, bands=bands, seed=self.seed, shade=np.zeros((1, 1), np.float32))
        shade = cast_shadows(self.valley.surface, Sun(SUN_AZIMUTH_DEG, 44.0))
        within = reflectance(self.valley.surface, bands=bands, seed=self.seed, shade=shade)
        for band, outer, inner in zip(bands, around, within, strict=True):
            sky = np.float32(0.32 if band < 3 else 0.24)
            picture = _binned(outer * (sky + (1 - sky) * self.light), round(REGION.pixel_m / self.surface.grid.pixel_m))
            patch = _binned(inner, round(REGION.pixel_m / self.valley.surface.grid.pixel_m))
            ground = picture[inside]
            picture[inside] = ground + weight * (patch[: ground.shape[0], : ground.shape[1]] - ground)
            stored = observe(picture, band=band, clouds=clouds, rng=rng, blur_px=0.45, haze=1.0)
            stored[wedge] = 0
            yield stored


def draw_region(
    layout: Layout, valley: Valley, seed: int, *, on: date, fine: int = 2
) -> tuple[Region, list[TruthEntry]]:
    """Draw the surroundings of a valley that was drawn in 2 m pixels.

    Args:
        on: The day it is seen, which dates its clouds.
        fine: Drawn in pixels this many times smaller and averaged, so that edges mix as they do in a real pixel.

    Returns:
        The region, and its truth outside of the valley.
    """
    grid = REGION.at(REGION.pixel_m / fine)
    drawing = Drawing(layout, Canvas(grid, Material.DRY_GRASS), seed)
    _draw_fields(drawing)
    woods = _woods(seed, layout)
    drawing.canvas.fill(woods, Material.DECIDUOUS)
    drawing.note("forest", "woods of the plain", woods)
    _draw_water(drawing)
    draw_airport(drawing)
    draw_settlements(drawing)
    surface = drawing.canvas.surface()
    height_m = mountain_heights(grid, seed)
    zones = raise_mountains(surface, height_m, seed)
    burnt = _burn(surface, zones, seed)
    _draw_reservoir(surface, drawing, height_m)
    _roughen_forest(surface, seed)
    region = Region(surface, hillshade(height_m, grid.pixel_m, Sun(SUN_AZIMUTH_DEG, 42.0)), valley, seed)
    things = [_outside(thing, layout.box) for thing in drawing.things]
    things += [
        TruthEntry("forest", "mountain forest", outline(zones.forest & ~burnt, grid, simplify_m=25)),
        TruthEntry("rock", "rock faces", outline(zones.rock, grid, simplify_m=25)),
        TruthEntry("snow", "snow fields", outline(zones.snow, grid, simplify_m=25)),
        TruthEntry("burn", "burn scar", outline(burnt, grid, simplify_m=15)),
        TruthEntry(
            "cloud", "clouds over the region", outline(region.clouds().opacity > 0.5, REGION, simplify_m=20), on, on
        ),
        TruthEntry("nodata", "beyond the swath", _wedge(), on, on),
    ]
    return region, [thing for thing in things if not thing.geometry.is_empty]


def _draw_fields(drawing: Drawing) -> None:
    from shapely import box

    rng = random_stream(drawing.seed, "region fields")
    x0, y0, x1, y1 = REGION.bounds_m
    west, east = banks(box(x0, y0, x1, y1), drawing.layout.river_course)
    north, south = box(x0, y0, x1, _HIGHWAY_Y_M), box(x0, _HIGHWAY_Y_M, x1, y1)
    zones = (
        (west.intersection(north), -14, (190, 380)),
        (west.intersection(south), -22, (170, 350)),
        (east.intersection(north), 9, (200, 430)),
        (east.intersection(south), 21, (180, 390)),
    )
    for zone, angle, side_m in zones:
        fields, _ = split_land(rng, zone, angle=math.radians(angle), side_m=side_m)
        for number, field in enumerate(fields, start=1):
            drawing.canvas.fill(field.shape, field.material, tone=field.tone)
            drawing.note("field", f"{field.name} {angle}/{number}", field.shape)


def _woods(seed: int, layout: Layout) -> Geometry:
    """Some twenty woods in the plain, and the valley's own."""
    from shapely import unary_union

    rng = random_stream(seed, "region woods")
    shapes = [layout.forest, layout.copses]
    for _ in range(22):
        x, y = float(rng.uniform(-3600, 8300)), float(rng.uniform(-6800, 7800))
        size = float(rng.lognormal(math.log(330), 0.45))
        shapes.append(natural_outline(rng, x, y, size * float(rng.uniform(0.8, 1.7)), size, roughness=0.3).buffer(0))
    keep_off = layout.river.buffer(60).union(layout.lake.buffer(60))
    return unary_union([shapes[0], shapes[1], unary_union(shapes[2:]).difference(layout.box)]).difference(keep_off)


def _draw_water(drawing: Drawing) -> None:
    layout = drawing.layout
    drawing.canvas.fill(layout.river.buffer(40), Material.MEADOW, tone=0.85)
    drawing.canvas.fill(layout.river.buffer(16), Material.DECIDUOUS, tone=0.85)
    drawing.canvas.fill(layout.lake.buffer(24), Material.MEADOW, tone=0.9)
    drawing.canvas.fill(layout.lake, Material.WATER_SHALLOW, tone=0.7)
    drawing.canvas.fill(layout.lake.buffer(-15), Material.WATER_LAKE)
    drawing.canvas.fill(layout.river.buffer(2), Material.WATER_RIVER)
    drawing.note("river", "River Aven upstream and downstream", layout.river)


def _draw_reservoir(surface: Surface, drawing: Drawing, height_m: NDArray[np.float32]) -> None:
    """A dammed valley in the foothills, bright with silt; the heights under it are levelled in place."""
    from scipy.ndimage import gaussian_filter

    rng = random_stream(drawing.seed, "reservoir")
    shape = natural_outline(rng, -3950, -2350, 560, 210, roughness=0.32).buffer(0)
    level = mask_of(shape.buffer(70), surface.grid)
    weight = np.clip(gaussian_filter(level.astype(np.float32), 35 / surface.grid.pixel_m) * 1.8, 0, 1)
    height_m += weight * (np.float32(height_m[level].mean()) - height_m)
    surface.material[mask_of(shape.buffer(18), surface.grid)] = Material.GRAVEL
    surface.material[mask_of(shape, surface.grid)] = Material.WATER_SHALLOW
    surface.material[mask_of(shape.buffer(-60), surface.grid)] = Material.WATER_LAKE
    east = shape.bounds[2]
    dam = mask_of(_polygon(box_ring(east + 6, -2350, 26, 330, 0.08)), surface.grid)
    surface.material[dam] = Material.CONCRETE
    surface.tone[mask_of(shape.buffer(18), surface.grid) | dam] = TONE_ONE
    drawing.note("lake", "reservoir in the foothills", shape)


def _burn(surface: Surface, zones: Zones, seed: int) -> NDArray[np.bool_]:
    """A burn scar in the mountain forest, with islands that the fire left; returns where."""
    rng = random_stream(seed, "burn")
    grid = surface.grid
    shape = natural_outline(rng, -4150, 2750, 850, 1150, roughness=0.26).buffer(0)
    patches = fractal_noise(rng, grid, 420.0, octaves=5, gain=0.65)
    burnt = mask_of(shape, grid) & zones.forest & (patches > -1.05)
    surface.material[burnt] = Material.BURNT
    tone = np.clip(1.05 + 0.28 * patches, 0.6, 1.9) * TONE_ONE
    surface.tone[burnt] = tone[burnt].astype(np.uint8)
    return burnt


def _roughen_forest(surface: Surface, seed: int) -> None:
    """Canopies throw shadows on themselves, which darkens them, unevenly."""
    rng = random_stream(seed, "canopy")
    trees = (surface.material == Material.DECIDUOUS) | (surface.material == Material.CONIFER)
    stands = fractal_noise(rng, surface.grid, 260.0, octaves=3)
    light = 0.76 + 0.07 * smooth_noise(rng, surface.grid, 16.0) + 0.05 * stands
    surface.tone[trees] = np.clip(surface.tone * light, 1, 255).astype(np.uint8)[trees]
    mixed = trees & (stands > 0.8) & (surface.material == Material.DECIDUOUS)
    surface.material[mixed] = Material.CONIFER


def _feathered(region: Grid, valley: Grid) -> tuple[tuple[slice, slice], NDArray[np.float32]]:
    """Where the valley lies in the region, and its weight: 1 inside, falling to 0 over the outer pixels."""
    side = math.floor(valley.width_px * valley.pixel_m / region.pixel_m)
    column, row = round(-region.west_m / region.pixel_m), round(-region.north_m / region.pixel_m)
    ramp = np.clip((np.minimum(np.arange(side), np.arange(side)[::-1]) + 0.5) / 3, 0, 1).astype(np.float32)
    return (slice(row, row + side), slice(column, column + side)), np.minimum(ramp[:, None], ramp[None, :])


def _binned(picture: NDArray[np.float32], factor: int) -> NDArray[np.float32]:
    """Mean of blocks of `factor` x `factor` pixels; what does not fill a block is dropped."""
    rows, columns = picture.shape[0] // factor, picture.shape[1] // factor
    blocks = picture[: rows * factor, : columns * factor].reshape(rows, factor, columns, factor)
    return np.asarray(blocks.mean(axis=(1, 3)), dtype=np.float32)


def _outside(thing: TruthEntry, box: Geometry) -> TruthEntry:
    geometry = thing.geometry if thing.geometry.is_valid else thing.geometry.buffer(0)
    return TruthEntry(thing.kind, thing.name, geometry.difference(box), thing.first, thing.last)


def _wedge() -> Geometry:
    return _polygon(np.array(WEDGE_M))


def _polygon(ring: NDArray[np.float64]) -> Geometry:
    from shapely import Polygon

    return Polygon(ring)
