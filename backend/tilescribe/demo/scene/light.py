"""From materials to reflectance under the sun: texture, cast shadows, water over the ground."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import HEIGHT_STEP_M, TONE_ONE
from tilescribe.demo.scene.grid import fractal_noise, random_stream, smooth_noise
from tilescribe.demo.scene.materials import Material, spectra, textures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tilescribe.demo.scene.canvas import Surface

__all__ = ["Sun", "cast_shadows", "reflectance"]

_SKY_SHARE = np.array([0.42, 0.36, 0.31, 0.29, 0.28, 0.27, 0.27, 0.26, 0.14, 0.11], dtype=np.float32)
"""Part of the light that comes from the sky, in the order of `BAND_NAMES`: what is left in full shadow."""
_FLOATING = (Material.BOAT, Material.TIMBER, Material.FOAM)


@dataclass(frozen=True, slots=True)
class Sun:
    """The position of the sun."""

    """The position of the sun."""

    """The position of the sun."""

    azimuth_deg: float
    """Clockwise from north."""
    elevation_deg: float


def cast_shadows(surface: Surface, sun: Sun, *, depth_m: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """(height, width) float32, 0 in the sun to 1 in full shadow, by marching from each pixel towards the sun."""
    from scipy.ndimage import uniform_filter

    height = surface.height.astype(np.float32) * np.float32(HEIGHT_STEP_M)
    if depth_m is not None:
        height = np.maximum(height - depth_m, 0)
    pixel_m = surface.grid.pixel_m
    drop_m = pixel_m * math.tan(math.radians(sun.elevation_deg))
    east, south = math.sin(math.radians(sun.azimuth_deg)), -math.cos(math.radians(sun.azimuth_deg))
    blocked = np.zeros_like(height)
    steps = math.ceil(float(height.max(initial=0)) / drop_m)
    scratch = np.empty_like(height)
    for step in range(1, steps + 1):
        here, there = _shift(height.shape, round(south * step), round(east * step))
        np.subtract(height[there], np.float32(step * drop_m), out=scratch[here])
        np.maximum(blocked[here], scratch[here], out=blocked[here])
    # Half a metre of difference in height takes the eye from light to dark: the sun is no point, edges are rough.
    shade = np.clip((blocked - height) / np.float32(0.5), 0, 1)
    return np.asarray(uniform_filter(shade, 3), dtype=np.float32) if pixel_m < 1.5 else shade


def reflectance(
    surface: Surface,
    *,
    bands: Sequence[int],
    seed: int,
    shade: NDArray[np.float32],
    depth_m: NDArray[np.float32] | None = None,
) -> Iterator[NDArray[np.float32]]:
    """One (height, width) float32 picture for each of `bands` (positions in `BAND_NAMES`), one at a time.

    Args:
        shade: Of `cast_shadows`.
        depth_m: Flood water over the ground.
    """
    texture, bare = _texture(surface, seed)
    table, soil = spectra(), spectra()[Material.DRY_SOIL]
    water = None if depth_m is None else _opacity(surface, depth_m, seed)
    wet = None if depth_m is None else _wetness(surface, depth_m)
    for band in bands:
        picture = table[:, band][surface.material]
        picture += bare * (soil[band] - picture)
        picture *= texture
        if water is not None and wet is not None:
            picture *= 1 - wet * np.float32(0.28)
            opacity, turbid = water
            muddy = table[Material.WATER_FLOOD, band] * turbid
            picture += opacity * (muddy - picture)
        picture *= 1 - shade * (1 - _SKY_SHARE[band])
        yield picture


def _texture(surface: Surface, seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Relative brightness, and the share of bare soil between plants."""
    grid = surface.grid
    amount = textures()
    rng = random_stream(seed, "texture")
    grain = smooth_noise(rng, grid, 0.8)
    texture = amount[:, 0][surface.material] * grain
    mottle = fractal_noise(rng, grid, 7.0, octaves=3)
    texture += amount[:, 1][surface.material] * mottle
    patch = fractal_noise(rng, grid, 95.0, octaves=4)
    texture += amount[:, 2][surface.material] * patch
    texture += 1
    np.clip(texture, 0.35, 1.8, out=texture)
    texture *= surface.tone.astype(np.float32) / np.float32(TONE_ONE)
    bare = np.clip(patch * np.float32(0.8) + mottle * np.float32(0.6), 0, 3)
    bare *= amount[:, 3][surface.material]
    return texture, np.minimum(bare, np.float32(0.6))


def _opacity(
    surface: Surface, depth_m: NDArray[np.float32], seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How much of the ground flood water hides (Beer-Lambert), and how bright the water is with its load of silt."""
    from scipy.ndimage import gaussian_filter

    above = surface.height.astype(np.float32) * np.float32(HEIGHT_STEP_M) > depth_m
    opacity = 1 - np.exp(-depth_m / np.float32(0.28))
    floats = np.isin(surface.material, [int(material) for material in _FLOATING])
    opacity[above | floats] = 0
    swirl = fractal_noise(random_stream(seed, "silt"), surface.grid, 160.0, octaves=5, gain=0.6)
    lake = surface.material == Material.WATER_LAKE
    lake = gaussian_filter(lake.astype(np.float32), 40 / surface.grid.pixel_m, truncate=2)
    turbid = 1 + np.float32(0.09) * swirl - np.float32(0.34) * lake
    return opacity, turbid.astype(np.float32)


def _wetness(surface: Surface, depth_m: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 under water, fading out over about ten metres of soaked ground around it."""
    from scipy.ndimage import uniform_filter

    soaked = uniform_filter((depth_m > 0).astype(np.float32), max(3, round(15 / surface.grid.pixel_m)))
    return np.asarray(soaked * (surface.height < 5), dtype=np.float32)


def _shift(shape: tuple[int, ...], rows: int, columns: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Slices of the pixels (y, x) that have a neighbour (y + rows, x + columns), and of those neighbours."""
    height, width = shape
    here = (
        slice(min(height, max(0, -rows)), max(0, height - max(0, rows))),
        slice(min(width, max(0, -columns)), max(0, width - max(0, columns))),
    )
    there = (
        slice(min(height, max(0, rows)), max(0, height + min(0, rows))),
        slice(min(width, max(0, columns)), max(0, width + min(0, columns))),
    )
    return here, there
