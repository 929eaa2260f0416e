"""From surface reflectance to stored values: atmosphere, clouds, blur and noise of the sensor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.grid import fractal_noise, random_stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.demo.scene.grid import Grid

__all__ = ["REFLECTANCE_SCALE", "Clouds", "clear_sky", "cloud_field", "observe"]

REFLECTANCE_SCALE = 10_000
"""Stored number of reflectance 1."""

_CLOUD = np.array([0.66, 0.665, 0.67, 0.675, 0.68, 0.685, 0.69, 0.69, 0.42, 0.30], dtype=np.float32)
"""Reflectance of a thick cloud, in the order of `BAND_NAMES`."""
_VEIL = np.array([0.012, 0.008, 0.005, 0.004, 0.003, 0.003, 0.002, 0.002, 0.001, 0.001], dtype=np.float32)
"""Path radiance that atmospheric correction leaves behind, as reflectance."""


@dataclass(frozen=True, slots=True)
class Clouds:
    """Both (height, width) float32, 0 to 1."""

    opacity: NDArray[np.float32]
    shadow: NDArray[np.float32]


def clear_sky(grid: Grid) -> Clouds:
    """No clouds; broadcasts over the grid."""
    nothing = np.zeros((1, 1), dtype=np.float32)
    return Clouds(nothing, nothing)


def cloud_field(
    grid: Grid,
    seed: int,
    *,
    centre_m: tuple[float, float],
    radius_m: float,
    wavelength_m: float,
    shadow_m: tuple[float, float],
) -> Clouds:
    """Broken cumulus about one place, with shadows thrown by `shadow_m` (x, y)."""
    from scipy.ndimage import gaussian_filter, shift

    coarse = grid.at(grid.pixel_m * 4)
    noise = fractal_noise(random_stream(seed, "clouds"), coarse, wavelength_m, octaves=6, gain=0.58)
    x, y = coarse.axes_m()
    away = np.hypot(x - centre_m[0], y - centre_m[1]) / radius_m
    thick = noise * 0.5 + 1.0 - 1.35 * away**1.5
    opacity = np.clip(thick / 0.9, 0, 1).astype(np.float32) ** 0.8
    offset = (shadow_m[1] / coarse.pixel_m, shadow_m[0] / coarse.pixel_m)
    shadow = gaussian_filter(shift(opacity, offset, order=1, mode="nearest"), 2.0)
    from tilescribe.demo.scene.grid import upsampled

    return Clouds(np.clip(upsampled(opacity, grid), 0, 1), np.clip(upsampled(shadow, grid), 0, 1))


def observe(
    picture: NDArray[np.float32], *, band: int, clouds: Clouds, rng: np.random.Generator, blur_px: float, haze: float
) -> NDArray[np.uint16]:
    """One band as stored: surface reflectance x 10,000 as (height, width) uint16, 1 or more.

    Args:
        picture: Reflectance in the sun and shade of the ground.
        blur_px: Standard deviation of the point spread; 0.5 to 0.6 gives the modulation at Nyquist of about 0.2 that
            imaging satellites are built for.
        haze: How much veil is left over the whole scene, 1 for a clear day.
    """
    from scipy.ndimage import gaussian_filter

    picture = picture * (1 - np.float32(0.62) * clouds.shadow)
    picture = picture + clouds.opacity * (_CLOUD[band] * (1 - np.float32(0.18) * clouds.shadow) - picture)
    picture = np.asarray(gaussian_filter(picture, blur_px, truncate=3.0), dtype=np.float32)
    picture *= np.float32(1 - 0.012 * haze)
    picture += _VEIL[band] * np.float32(haze)
    # Photon noise grows with the root of the signal, read-out noise is constant.
    noise = rng.standard_normal(picture.shape, dtype=np.float32)
    picture += noise * np.sqrt(np.float32(1.2e-6) + np.maximum(picture, 0) * np.float32(1.2e-5))
    return np.clip(np.rint(picture * REFLECTANCE_SCALE), 1, 65_535).astype(np.uint16)
