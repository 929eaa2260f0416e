"""The valley at 0.5 m: one surface, imaged before and during the flood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import Canvas, Surface
from tilescribe.demo.scene.drawing import Drawing, TruthEntry
from tilescribe.demo.scene.facilities import draw_industry, draw_quarry, draw_solar_park, draw_sports_ground
from tilescribe.demo.scene.farmland import draw_farmland, plough
from tilescribe.demo.scene.flood import flood_depth
from tilescribe.demo.scene.grid import Grid, random_stream
from tilescribe.demo.scene.houses import SUN_AZIMUTH_DEG
from tilescribe.demo.scene.layout import VALLEY_SIDE_M, Layout
from tilescribe.demo.scene.light import Sun, cast_shadows, reflectance
from tilescribe.demo.scene.materials import Material
from tilescribe.demo.scene.roads import draw_bridges, draw_roads
from tilescribe.demo.scene.sensor import Clouds, clear_sky, cloud_field, observe
from tilescribe.demo.scene.town import draw_town
from tilescribe.demo.scene.waters import draw_harbour, draw_waters
from tilescribe.demo.scene.woods import draw_woods, plant_bank_trees, plant_crowns

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Valley", "draw_valley", "valley_grid"]


@dataclass(frozen=True, slots=True)
class Valley:
    """The valley as a surface, before any light falls on it."""

    layout: Layout
    surface: Surface
    things: tuple[TruthEntry, ...]
    seed: int

    def clouds(self) -> Clouds:
        """Over the north-western corner, on the day of the flood."""
        return cloud_field(
            self.surface.grid, self.seed, centre_m=(90, 60), radius_m=520, wavelength_m=330, shadow_m=(-40, 150)
        )

    def depth(self) -> NDArray[np.float32]:
        """Metres of flood water, (height, width) float32."""
        return flood_depth(self.layout, self.surface.grid, self.seed)

    def before(self, bands: tuple[int, ...]) -> Iterator[NDArray[np.uint16]]:
        """The clear day, one band at a time."""
        shade = cast_shadows(self.surface, Sun(SUN_AZIMUTH_DEG, 44.0))
        rng = random_stream(self.seed, "noise before")
        clear = clear_sky(self.surface.grid)
        pictures = reflectance(self.surface, bands=bands, seed=self.seed, shade=shade)
        for band, picture in zip(bands, pictures, strict=True):
            yield observe(picture, band=band, clouds=clear, rng=rng, blur_px=0.58, haze=1.0)

    def during(
        self, bands: tuple[int, ...], *, depth_m: NDArray[np.float32], clouds: Clouds
    ) -> Iterator[NDArray[np.uint16]]:
        """The flood under a hazier sky and a later sun, one band at a time."""
        shade = cast_shadows(self.surface, Sun(174.0, 43.0), depth_m=depth_m)
        rng = random_stream(self.seed, "noise during")
        pictures = reflectance(self.surface, bands=bands, seed=self.seed, shade=shade, depth_m=depth_m)
        for band, picture in zip(bands, pictures, strict=True):
            yield observe(picture, band=band, clouds=clouds, rng=rng, blur_px=0.62, haze=1.7)


def valley_grid(size_px: int) -> Grid:
    """The valley in `size_px` x `size_px` pixels: 4,096 of 0.5 m."""
    return Grid(0.0, 0.0, size_px, size_px, VALLEY_SIDE_M / size_px)


def draw_valley(layout: Layout, grid: Grid, seed: int) -> Valley:
    """Paint the valley from the ground up."""
    drawing = Drawing(layout, Canvas(grid, Material.DRY_GRASS), seed)
    fields = draw_farmland(drawing)
    draw_woods(drawing)
    draw_quarry(drawing)
    draw_waters(drawing)
    draw_roads(drawing)
    draw_solar_park(drawing)
    draw_sports_ground(drawing)
    draw_industry(drawing)
    draw_town(drawing)
    draw_harbour(drawing)
    draw_bridges(drawing)
    plant_bank_trees(drawing)
    surface = drawing.canvas.surface()
    plough(surface, fields, seed)
    plant_crowns(surface, drawing.trees, seed, sun_azimuth=SUN_AZIMUTH_DEG)
    return Valley(layout, surface, tuple(drawing.things), seed)
