"""Materials of the drawn scenes: their reflectance spectra and textures.

Reflectances are rounded typical values for the ten bands of Sentinel-2 at 10 and 20 m, of the orders found in the
ECOSTRESS spectral library (Meerdink et al. 2019, https://doi.org/10.1016/j.rse.2019.05.015) and in Level-2A products.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BAND_NAMES", "CARS", "HOUSE_ROOFS", "VALLEY_BANDS", "Material", "Texture", "spectra", "textures"]

BAND_NAMES = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
"""Blue, green, red, three red edges, near infrared, narrow near infrared, two short-wave infrareds."""

VALLEY_BANDS = {"red": 2, "green": 1, "blue": 0, "nir": 6}
"""Position in `BAND_NAMES` of the bands of the 0.5 m scenes, in file order."""


class Material(IntEnum):
    """What covers a pixel, as the byte that `Surface.material` stores."""

    MEADOW = 0
    LAWN = auto()
    DRY_GRASS = auto()
    DECIDUOUS = auto()
    DECIDUOUS_LIGHT = auto()
    DECIDUOUS_DARK = auto()
    TURNING_TREE = auto()
    CONIFER = auto()
    FOREST_FLOOR = auto()
    MAIZE = auto()
    ALFALFA = auto()
    BEET = auto()
    SUNFLOWER = auto()
    STUBBLE = auto()
    PLOUGHED = auto()
    DRY_SOIL = auto()
    GRAVEL = auto()
    SAND = auto()
    LIMESTONE = auto()
    ROCK = auto()
    MUD = auto()
    SNOW = auto()
    BURNT = auto()
    ASPHALT = auto()
    OLD_ASPHALT = auto()
    CONCRETE = auto()
    PAVING = auto()
    ROAD_PAINT = auto()
    ROOF_RED = auto()
    ROOF_ORANGE = auto()
    ROOF_BROWN = auto()
    ROOF_GREY = auto()
    ROOF_DARK = auto()
    ROOF_WHITE = auto()
    ROOF_METAL = auto()
    ROOF_BLUE = auto()
    ROOF_GRAVEL = auto()
    SOLAR_PANEL = auto()
    TRACK_RED = auto()
    WATER_RIVER = auto()
    WATER_LAKE = auto()
    WATER_SHALLOW = auto()
    WATER_FLOOD = auto()
    POOL = auto()
    FOAM = auto()
    TIMBER = auto()
    BOAT = auto()
    CAR_WHITE = auto()
    CAR_SILVER = auto()
    CAR_BLACK = auto()
    CAR_RED = auto()
    CAR_BLUE = auto()


HOUSE_ROOFS = (
    (Material.ROOF_RED, 0.34),
    (Material.ROOF_ORANGE, 0.20),
    (Material.ROOF_BROWN, 0.18),
    (Material.ROOF_GREY, 0.14),
    (Material.ROOF_DARK, 0.14),
)
"""Roofs of houses with their frequency."""

CARS = (
    (Material.CAR_WHITE, 0.30),
    (Material.CAR_SILVER, 0.30),
    (Material.CAR_BLACK, 0.22),
    (Material.CAR_RED, 0.09),
    (Material.CAR_BLUE, 0.09),
)

_REFLECTANCE_PERMILLE: dict[Material, tuple[int, ...]] = {
    #                           B02  B03  B04  B05  B06  B07  B08  B8A  B11  B12
    Material.MEADOW: (36, 74, 46, 118, 280, 350, 380, 395, 215, 110),
    Material.LAWN: (40, 78, 54, 122, 255, 320, 345, 360, 235, 130),
    Material.DRY_GRASS: (68, 100, 108, 150, 215, 245, 270, 290, 320, 225),
    Material.DECIDUOUS: (30, 62, 37, 96, 262, 345, 380, 395, 182, 84),
    Material.DECIDUOUS_LIGHT: (36, 80, 48, 116, 290, 372, 408, 422, 205, 98),
    Material.DECIDUOUS_DARK: (26, 51, 32, 84, 228, 305, 340, 355, 158, 70),
    Material.TURNING_TREE: (38, 80, 70, 124, 245, 312, 345, 360, 220, 118),
    Material.CONIFER: (23, 42, 28, 64, 175, 235, 262, 276, 108, 49),
    Material.FOREST_FLOOR: (24, 40, 32, 78, 180, 230, 255, 270, 165, 90),
    Material.MAIZE: (28, 60, 36, 104, 290, 385, 425, 440, 210, 98),
    Material.ALFALFA: (31, 82, 36, 120, 335, 440, 470, 480, 205, 95),
    Material.BEET: (33, 72, 42, 115, 300, 390, 420, 430, 200, 95),
    Material.SUNFLOWER: (52, 76, 84, 122, 180, 215, 240, 255, 250, 165),
    Material.STUBBLE: (98, 138, 176, 208, 235, 255, 280, 295, 380, 300),
    Material.PLOUGHED: (62, 80, 102, 124, 142, 156, 176, 190, 275, 230),
    Material.DRY_SOIL: (92, 124, 160, 184, 205, 220, 245, 258, 350, 300),
    Material.GRAVEL: (150, 172, 194, 205, 214, 220, 232, 240, 290, 265),
    Material.SAND: (180, 228, 278, 305, 325, 338, 358, 368, 440, 400),
    Material.LIMESTONE: (215, 246, 274, 286, 295, 300, 310, 315, 360, 330),
    Material.ROCK: (128, 142, 158, 166, 172, 178, 186, 192, 245, 225),
    Material.MUD: (58, 74, 90, 102, 112, 120, 130, 138, 165, 130),
    Material.SNOW: (860, 870, 865, 850, 830, 810, 790, 760, 130, 100),
    Material.BURNT: (36, 40, 48, 54, 66, 76, 86, 98, 205, 220),
    Material.ASPHALT: (74, 82, 88, 92, 96, 100, 106, 110, 130, 122),
    Material.OLD_ASPHALT: (112, 124, 133, 138, 142, 146, 152, 156, 178, 168),
    Material.CONCRETE: (168, 186, 200, 207, 212, 217, 224, 229, 255, 240),
    Material.PAVING: (150, 160, 168, 174, 178, 182, 190, 195, 220, 205),
    Material.ROAD_PAINT: (300, 315, 322, 324, 326, 326, 330, 330, 310, 290),
    Material.ROOF_RED: (72, 84, 168, 196, 220, 235, 250, 258, 290, 245),
    Material.ROOF_ORANGE: (98, 128, 218, 246, 268, 280, 294, 302, 325, 275),
    Material.ROOF_BROWN: (66, 76, 100, 114, 126, 134, 144, 150, 200, 180),
    Material.ROOF_GREY: (118, 125, 130, 134, 138, 142, 148, 152, 175, 165),
    Material.ROOF_DARK: (56, 59, 62, 65, 68, 71, 76, 80, 105, 100),
    Material.ROOF_WHITE: (312, 330, 338, 342, 345, 346, 350, 350, 330, 300),
    Material.ROOF_METAL: (208, 220, 226, 230, 233, 236, 242, 246, 270, 255),
    Material.ROOF_BLUE: (205, 172, 112, 108, 112, 120, 135, 145, 200, 180),
    Material.ROOF_GRAVEL: (182, 196, 206, 212, 218, 222, 230, 235, 270, 250),
    Material.SOLAR_PANEL: (58, 48, 42, 44, 48, 52, 60, 66, 85, 80),
    Material.TRACK_RED: (70, 74, 180, 205, 225, 238, 255, 262, 300, 260),
    Material.WATER_RIVER: (38, 58, 44, 36, 26, 24, 20, 18, 8, 6),
    Material.WATER_LAKE: (34, 40, 24, 18, 13, 12, 10, 9, 4, 3),
    Material.WATER_SHALLOW: (66, 88, 66, 48, 34, 30, 27, 24, 10, 7),
    Material.WATER_FLOOD: (88, 122, 142, 134, 96, 88, 74, 64, 20, 13),
    Material.POOL: (250, 300, 150, 90, 60, 50, 44, 40, 20, 15),
    Material.FOAM: (210, 228, 220, 190, 150, 140, 120, 110, 40, 30),
    Material.TIMBER: (118, 136, 158, 176, 196, 210, 230, 242, 300, 260),
    Material.BOAT: (390, 402, 405, 402, 400, 398, 395, 392, 340, 300),
    Material.CAR_WHITE: (315, 325, 330, 330, 330, 330, 332, 332, 320, 300),
    Material.CAR_SILVER: (185, 190, 193, 195, 198, 200, 204, 206, 215, 210),
    Material.CAR_BLACK: (34, 35, 36, 37, 40, 42, 48, 52, 70, 70),
    Material.CAR_RED: (48, 46, 215, 260, 290, 300, 310, 312, 320, 300),
    Material.CAR_BLUE: (140, 92, 60, 62, 80, 95, 120, 130, 180, 180),
}


@dataclass(frozen=True, slots=True)
class Texture:
    """How much a material's reflectance varies from place to place, each as a relative standard deviation."""

    grain: float = 0.05
    """From pixel to pixel."""
    mottle: float = 0.05
    """Over a few metres."""
    patch: float = 0.05
    """Over tens of metres."""
    bare: float = 0.0
    """Share of dry soil that shows through where the vegetation is thin."""


_TEXTURE: dict[Material, Texture] = {
    Material.MEADOW: Texture(0.06, 0.08, 0.08, 0.10),
    Material.LAWN: Texture(0.06, 0.09, 0.09, 0.14),
    Material.DRY_GRASS: Texture(0.07, 0.10, 0.10, 0.16),
    Material.DECIDUOUS: Texture(0.10, 0.05, 0.06),
    Material.DECIDUOUS_LIGHT: Texture(0.10, 0.05, 0.06),
    Material.DECIDUOUS_DARK: Texture(0.10, 0.05, 0.06),
    Material.TURNING_TREE: Texture(0.10, 0.05, 0.06),
    Material.CONIFER: Texture(0.10, 0.05, 0.05),
    Material.FOREST_FLOOR: Texture(0.10, 0.12, 0.10, 0.08),
    Material.MAIZE: Texture(0.07, 0.05, 0.07, 0.05),
    Material.ALFALFA: Texture(0.05, 0.05, 0.06, 0.05),
    Material.BEET: Texture(0.07, 0.05, 0.06, 0.07),
    Material.SUNFLOWER: Texture(0.09, 0.06, 0.08, 0.10),
    Material.STUBBLE: Texture(0.05, 0.06, 0.07),
    Material.PLOUGHED: Texture(0.07, 0.07, 0.10),
    Material.DRY_SOIL: Texture(0.05, 0.07, 0.10),
    Material.GRAVEL: Texture(0.07, 0.08, 0.06),
    Material.SAND: Texture(0.03, 0.06, 0.06),
    Material.LIMESTONE: Texture(0.07, 0.10, 0.09),
    Material.ROCK: Texture(0.10, 0.12, 0.12),
    Material.MUD: Texture(0.06, 0.10, 0.10),
    Material.ASPHALT: Texture(0.035, 0.05, 0.05),
    Material.OLD_ASPHALT: Texture(0.035, 0.06, 0.05),
    Material.CONCRETE: Texture(0.03, 0.05, 0.04),
    Material.PAVING: Texture(0.06, 0.07, 0.05),
    Material.WATER_RIVER: Texture(0.03, 0.05, 0.08),
    Material.WATER_LAKE: Texture(0.03, 0.03, 0.13),
    Material.WATER_SHALLOW: Texture(0.03, 0.05, 0.06),
    Material.WATER_FLOOD: Texture(0.015, 0.03, 0.05),
    Material.ROOF_GRAVEL: Texture(0.04, 0.05, 0.03),
}


def spectra() -> NDArray[np.float32]:
    """(materials, bands) float32 reflectance, in the order of `Material` and `BAND_NAMES`."""
    return np.array([_REFLECTANCE_PERMILLE[material] for material in Material], dtype=np.float32) / np.float32(1000)


def textures() -> NDArray[np.float32]:
    """(materials, 4) float32: grain, mottle, patch, bare of each material."""
    plain = Texture(0.04, 0.03, 0.02)
    rows = [_TEXTURE.get(material, plain) for material in Material]
    return np.array([(row.grain, row.mottle, row.patch, row.bare) for row in rows], dtype=np.float32)
