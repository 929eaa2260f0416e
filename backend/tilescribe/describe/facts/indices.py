"""Spectral indices. Each takes (rows, cols) float32 bands and gives the same shape; 0 where a denominator is 0.

Sources, by name:
    NDVI    Rouse et al. 1974, Monitoring vegetation systems in the Great Plains with ERTS
    NDWI    McFeeters 1996, https://doi.org/10.1080/01431169608948714
    MNDWI   Xu 2006, https://doi.org/10.1080/01431160600589179
    NDSI    Hall, Riggs and Salomonson 1995, https://doi.org/10.1016/0034-4257(95)00137-P
    NDBI    Zha, Gao and Ni 2003, https://doi.org/10.1080/01431160304987
    NBR     Key and Benson 2006, Landscape assessment, USDA RMRS-GTR-164-CD
    BSI     Rikimaru, Roy and Miyatake 2002, Tropical forest cover density mapping, Tropical Ecology 43(1)
    NGRDI   Tucker 1979, https://doi.org/10.1016/0034-4257(79)90013-0
    ExG     Woebbecke et al. 1995, https://doi.org/10.13031/2013.27838 (on chromatic coordinates)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

__all__ = [
    "bare_soil",
    "blue_red",
    "built_up",
    "burn_ratio",
    "excess_green",
    "green_red",
    "ratio",
    "saturation",
    "snow",
    "vegetation",
    "water",
    "water_swir",
]


def ratio(first: Plane, second: Plane) -> Plane:
    """(first - second) / (first + second), within -1 to 1.

    Reflectance may be slightly negative after atmospheric correction, which would send a bare quotient anywhere.
    """
    first, second = np.maximum(first, 0), np.maximum(second, 0)
    return _quotient(first - second, first + second)


def vegetation(*, nir: Plane, red: Plane) -> Plane:
    """NDVI."""
    return ratio(nir, red)


def water(*, green: Plane, nir: Plane) -> Plane:
    """NDWI."""
    return ratio(green, nir)


def water_swir(*, green: Plane, swir1: Plane) -> Plane:
    """MNDWI: as NDWI, without taking buildings for water."""
    return ratio(green, swir1)


def snow(*, green: Plane, swir1: Plane) -> Plane:
    """NDSI."""
    return ratio(green, swir1)


def built_up(*, swir1: Plane, nir: Plane) -> Plane:
    """NDBI."""
    return ratio(swir1, nir)


def burn_ratio(*, nir: Plane, swir2: Plane) -> Plane:
    """NBR."""
    return ratio(nir, swir2)


def bare_soil(*, swir1: Plane, red: Plane, nir: Plane, blue: Plane) -> Plane:
    """BSI."""
    return ratio(swir1 + red, nir + blue)


def green_red(*, green: Plane, red: Plane) -> Plane:
    """NGRDI, what is left of NDVI without near infrared."""
    return ratio(green, red)


def blue_red(*, blue: Plane, red: Plane) -> Plane:
    """Positive for what is bluer than it is red."""
    return ratio(blue, red)


def excess_green(*, red: Plane, green: Plane, blue: Plane) -> Plane:
    """ExG of chromatic coordinates: (2 g - r - b) / (r + g + b)."""
    return _quotient(2 * green - red - blue, red + green + blue)


def saturation(*, red: Plane, green: Plane, blue: Plane) -> Plane:
    """S of HSV, 0 (grey) to 1."""
    top = np.maximum(np.maximum(red, green), blue)
    return _quotient(top - np.minimum(np.minimum(red, green), blue), top)


def _quotient(above: Plane, below: Plane) -> Plane:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
