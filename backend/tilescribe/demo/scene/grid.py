"""The pixel grid of a scene, and noise that looks the same at every resolution.

The drawn world has one coordinate frame: metres, x to the east, y to the *south* (as rows grow), with the origin at the
upper left corner of the valley scene. `Place` says where on Earth that corner is.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PLACE", "Grid", "Place", "fractal_noise", "random_stream", "smooth_noise", "upsampled"]


@dataclass(frozen=True, slots=True)
class Place:
    """The upper left corner of the valley on Earth."""

    epsg: int
    easting_m: float
    northing_m: float


PLACE = Place(epsg=32632, easting_m=378_000.0, northing_m=4_950_000.0)
"""UTM zone 32 north: a plain with high mountains to its west, as the region is drawn. The landscape is made up."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A north-up pixel grid in world metres."""

    west_m: float
    north_m: float
    width_px: int
    height_px: int
    pixel_m: float

    @property
    def shape(self) -> tuple[int, int]:
        return self.height_px, self.width_px

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """(x minimum, y minimum, x maximum, y maximum) in world metres; y grows to the south."""
        return (
            self.west_m,
            self.north_m,
            self.west_m + self.width_px * self.pixel_m,
            self.north_m + self.height_px * self.pixel_m,
        )

    def to_pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 2) world x, y to (n, 2) column, row, where whole numbers are pixel corners."""
        return (np.asarray(points, dtype=np.float64) - (self.west_m, self.north_m)) / self.pixel_m

    def axes_m(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """World x of the pixel centres as (1, width) and y as (height, 1), for broadcasting."""
        x = self.west_m + (np.arange(self.width_px, dtype=np.float32) + 0.5) * self.pixel_m
        y = self.north_m + (np.arange(self.height_px, dtype=np.float32) + 0.5) * self.pixel_m
        return x[None, :].astype(np.float32), y[:, None].astype(np.float32)

    def at(self, pixel_m: float) -> Grid:
        """The same ground, in other pixels."""
        factor = self.pixel_m / pixel_m
        return Grid(self.west_m, self.north_m, round(self.width_px * factor), round(self.height_px * factor), pixel_m)


def random_stream(seed: int, purpose: str) -> np.random.Generator:
    """An independent random stream for one purpose, so that a change in one part leaves the others as they were."""
    return np.random.default_rng((seed, zlib.crc32(purpose.encode())))


def smooth_noise(rng: np.random.Generator, grid: Grid, wavelength_m: float) -> NDArray[np.float32]:
    """Smoothed lattice noise: (height, width) float32, mean about 0, standard deviation about 1.

    The lattice is fixed to the ground, so the same seed gives the same hills at every pixel size.
    """
    from PIL import Image
    from scipy.ndimage import gaussian_filter

    # Two nodes a wavelength, smoothed, so that the lattice itself cannot be seen.
    wavelength_m /= 2
    width_m, height_m = grid.width_px * grid.pixel_m, grid.height_px * grid.pixel_m
    columns, rows = math.ceil(width_m / wavelength_m) + 4, math.ceil(height_m / wavelength_m) + 4
    if wavelength_m < grid.pixel_m:
        return rng.standard_normal(grid.shape, dtype=np.float32) * np.float32(wavelength_m / grid.pixel_m)
    lattice = rng.standard_normal((rows, columns), dtype=np.float32)
    # Smoothing by a Gaussian of standard deviation s divides that of white noise by 2 s sqrt(pi) (here s = 0.9);
    # the interpolation takes a little more.
    lattice = gaussian_filter(lattice, 0.9, truncate=3) * np.float32(2 * 0.9 * math.sqrt(math.pi) * 1.06)
    box = (2.0, 2.0, 2.0 + width_m / wavelength_m, 2.0 + height_m / wavelength_m)
    picture = Image.fromarray(lattice).resize((grid.width_px, grid.height_px), Image.Resampling.BICUBIC, box=box)
    return np.asarray(picture, dtype=np.float32)


def fractal_noise(
    rng: np.random.Generator, grid: Grid, wavelength_m: float, *, octaves: int = 4, gain: float = 0.5
) -> NDArray[np.float32]:
    """Fractal sum of `smooth_noise`, each octave half as long and `gain` times as strong; unit variance or so."""
    total = np.zeros(grid.shape, dtype=np.float32)
    power = 0.0
    for octave in range(octaves):
        total += np.float32(gain**octave) * smooth_noise(rng, grid, wavelength_m / 2**octave)
        power += gain ** (2 * octave)
    return total / np.float32(math.sqrt(power))


def upsampled(coarse: NDArray[np.float32], grid: Grid) -> NDArray[np.float32]:
    """Bicubic enlargement of an array that covers the same ground as `grid`."""
    from PIL import Image

    picture = Image.fromarray(np.ascontiguousarray(coarse, dtype=np.float32))
    return np.asarray(picture.resize((grid.width_px, grid.height_px), Image.Resampling.BICUBIC), dtype=np.float32)
