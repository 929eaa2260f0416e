"""What covers each cell, decided by thresholds on indices and texture.

Thresholds without another source were set on cells of labelled pictures (UC Merced, RSICD, NWPU-RESISC45, EuroSAT;
pure scenes: forest, meadow, desert, bare land, dense residential, industrial, commercial, open sea), and on NAIP and
Landsat scenes where near infrared is concerned.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.facts import indices
from tilescribe.domain.bands import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.facts.texture import Texture
    from tilescribe.describe.facts.view import TileView

    Plane = NDArray[np.float32]
    Mask = NDArray[np.bool_]

__all__ = ["Cover", "cover_of", "opened"]


_VISIBLE = (Role.RED, Role.GREEN, Role.BLUE)
_COARSE_M = 5.0
"""Pixels from which crowns and furrows are averaged away, so that land can be as smooth as water is in finer pixels."""


class Cover(IntEnum):
    """What is seen in a cell. The order is that of decision: an earlier one wins."""

    NOTHING = 0
    """No valid pixels."""
    CLOUD = 1
    SNOW = 2
    WATER = 3
    BURNT = 4
    DENSE_VEGETATION = 5
    """Green, dark and shaded by itself, as trees are."""
    LOW_VEGETATION = 6
    """Green and bright or even, as grass and crops are."""
    BUSY = 7
    """Neither water nor green, and full of contrast along lines, as built-up ground is; so are rubble and patterns."""
    GREY = 8
    """Neither water nor green, without colour and not busy: asphalt, concrete, stone, gravel."""
    BARE = 9
    OTHER = 10
    """Seen and not told apart."""


def cover_of(view: TileView, texture: Texture | None) -> NDArray[np.uint8]:
    """(rows, cols) of `Cover`. Without near infrared or a colour picture everything is OTHER."""
    if texture is None:
        rules: dict[Cover, Mask] = {}
    elif Role.NIR in view.bands and Role.RED in view.bands:
        rules = _spectral_rules(view, texture)
    elif view.picture:
        rules = _picture_rules(view, texture)
    else:
        rules = {}
    conditions = [~view.filled, *(rules.get(cover, np.zeros_like(view.filled)) for cover in list(Cover)[1:-1])]
    cells: NDArray[np.uint8] = np.select(conditions, [np.uint8(cover) for cover in list(Cover)[:-1]], Cover.OTHER)
    return cells.astype(np.uint8)


def _spectral_rules(view: TileView, texture: Texture) -> dict[Cover, Mask]:
    """With near infrared, and better with short-wave infrared."""
    bands = view.bands
    ndvi = indices.vegetation(nir=bands[Role.NIR], red=bands[Role.RED])
    # Digital numbers of near infrared are gained differently from the visible ones, which lowers NDVI.
    green_from = 0.25 if view.calibrated else 0.1
    vegetated = ndvi > green_from
    if not view.calibrated and view.picture:
        ngrdi = indices.green_red(green=bands[Role.GREEN], red=bands[Role.RED])
        vegetated |= (ngrdi > 0.03) & (ndvi > -0.1) & (bands[Role.NIR] > 0.3)
    water = _water(view, ndvi, texture)
    rules = {Cover.WATER: water}
    if view.calibrated:
        rules |= _white_rules(view)
        rules |= _burnt_rule(view, ndvi)
    elif view.picture:
        rules |= {Cover.CLOUD: _white_and_flat(view, texture)}
    crowns = _crowns(view, texture) & (ndvi > green_from + 0.1)
    return (
        rules
        | {Cover.DENSE_VEGETATION: vegetated & crowns, Cover.LOW_VEGETATION: vegetated}
        | _mineral_rules(view, texture)
    )


def _crowns(view: TileView, texture: Texture) -> Mask:
    """Tree crowns shade themselves: darker than grass and crops, and rougher where pixels are fine enough."""
    if view.picture:
        rough = texture.near > 0.15 * texture.mean
        fine = view.gsd_m < _COARSE_M
        shaded: Mask = (texture.mean < 0.3) & rough if fine else (texture.mean < 0.18) | (texture.mean < 0.25) & rough
        return shaded
    dark: Mask = view.bands[Role.RED] < (0.04 if view.calibrated else 0.1)
    return dark


def _water(view: TileView, ndvi: Plane, texture: Texture) -> Mask:
    bands = view.bands
    if Role.GREEN not in bands:
        return (ndvi < 0) & (texture.near < 0.03)
    if Role.SWIR1 in bands:
        index = indices.water_swir(green=bands[Role.GREEN], swir1=bands[Role.SWIR1])
    else:
        index = indices.water(green=bands[Role.GREEN], nir=bands[Role.NIR])
    # Three NAIP scenes each have two peaks of near infrared with hardly anything between 0.25 and 0.35.
    dark = bands[Role.NIR] < (0.2 if view.calibrated else 0.3)
    found: Mask = (index > (0.0 if view.calibrated else 0.1)) & (ndvi < 0.15) & dark
    if Role.SWIR1 in bands or view.gsd_m >= _COARSE_M:
        return found
    # Shadows and fresh asphalt pass NDWI as well (Xu 2006), in spots and strips narrower than water worth naming.
    return opened(found, 1)


def opened(part: Mask, cells: int) -> Mask:
    """Without what is narrower than twice `cells` and one."""
    from scipy.ndimage import binary_opening

    # Padded by its own edge: a patch that leaves the tile is not narrow there.
    wide = binary_opening(np.pad(part, cells, mode="edge"), structure=np.ones((3, 3), bool), iterations=cells)
    opened: Mask = wide[cells:-cells, cells:-cells]
    return opened


def _white_rules(view: TileView) -> dict[Cover, Mask]:
    """Snow after Hall et al. 1995: NDSI > 0.4 and near infrared > 0.11. Cloud is white in short-wave infrared too."""
    bands = view.bands
    bright = (bands[Role.RED] > 0.35) & (bands[Role.NIR] > 0.35)
    if Role.SWIR1 not in bands or Role.GREEN not in bands:
        return {Cover.CLOUD: bright}
    ndsi = indices.snow(green=bands[Role.GREEN], swir1=bands[Role.SWIR1])
    return {
        Cover.SNOW: (ndsi > 0.4) & (bands[Role.NIR] > 0.11),
        Cover.CLOUD: bright & (ndsi < 0.4) & (ndsi > -0.2),
    }


def _burnt_rule(view: TileView, ndvi: Plane) -> dict[Cover, Mask]:
    """NBR below -0.1 (Key and Benson 2006), and dark: bare soil has a negative NBR as well, and is bright."""
    bands = view.bands
    if Role.SWIR2 not in bands:
        return {}
    nbr = indices.burn_ratio(nir=bands[Role.NIR], swir2=bands[Role.SWIR2])
    return {Cover.BURNT: (nbr < -0.1) & (ndvi < 0.25) & (bands[Role.RED] < 0.08) & (bands[Role.NIR] < 0.15)}


def _white_and_flat(view: TileView, texture: Texture) -> Mask:
    red, green, blue = (view.picture[role] for role in _VISIBLE)
    grey = indices.saturation(red=red, green=green, blue=blue) < 0.1
    flat: Mask = grey & (texture.mean > 0.8) & (texture.wide < 0.08)
    return flat


def _mineral_rules(view: TileView, texture: Texture) -> dict[Cover, Mask]:
    """What is neither water nor green: busy and orderly, else grey, else bare ground."""
    busy = _busy_and_orderly(texture) | _built_in_short_wave(view, texture)
    rules = {Cover.BUSY: busy, Cover.BARE: _bare(view)}
    if view.picture:
        red, green, blue = (view.picture[role] for role in _VISIBLE)
        bluish = indices.blue_red(blue=blue, red=red)
        grey = indices.saturation(red=red, green=green, blue=blue) < 0.14
        if view.gsd_m >= _COARSE_M or Role.NIR not in view.bands:
            # Ploughed fields in coarse pixels, and shrubs on sand, are as busy as a town, and yellower. A single red
            # roof is that yellow too; near infrared tells it from plants.
            rules[Cover.BUSY] = busy & (bluish > -0.2)
        rules[Cover.GREY] = grey & (bluish > -0.04) & (texture.mean < 0.75)
    return rules


def _built_in_short_wave(view: TileView, texture: Texture) -> Mask:
    """NDBI above NDVI (Zha et al. 2003) holds for dry soil as well, which is smoother than a town at 10 to 30 m."""
    bands = view.bands
    if not view.calibrated or any(role not in bands for role in (Role.SWIR1, Role.NIR, Role.RED)):
        return np.zeros_like(texture.wide, dtype=np.bool_)
    ndbi = indices.built_up(swir1=bands[Role.SWIR1], nir=bands[Role.NIR])
    ndvi = indices.vegetation(nir=bands[Role.NIR], red=bands[Role.RED])
    return opened((ndbi > ndvi) & (texture.wide > 0.04) & (texture.near > 0.03), 1)


def _bare(view: TileView) -> Mask:
    """BSI above 0 (Rikimaru et al. 2002) where it can be had; else all that nothing else claims."""
    bands = view.bands
    if not view.calibrated or any(role not in bands for role in (Role.SWIR1, Role.RED, Role.NIR, Role.BLUE)):
        return np.ones_like(view.weight, dtype=np.bool_)
    index = indices.bare_soil(swir1=bands[Role.SWIR1], red=bands[Role.RED], nir=bands[Role.NIR], blue=bands[Role.BLUE])
    found: Mask = index > 0
    return found


def _busy_and_orderly(texture: Texture) -> Mask:
    """Walls, kerbs and roof ridges: strong contrast all around, along lines rather than in all directions."""
    found = (texture.wide > 0.08) & (texture.busy > 0.5) & (texture.order > 0.28)
    # A single shore or field border makes a narrow band of contrast.
    return opened(found, 2)


def _picture_rules(view: TileView, texture: Texture) -> dict[Cover, Mask]:
    """Without infrared: colour and texture alone."""
    red, green, blue = (view.picture[role] for role in _VISIBLE)
    ngrdi = indices.green_red(green=green, red=red)
    excess = indices.excess_green(red=red, green=green, blue=blue)
    greenish = (ngrdi > 0.005) & (excess > 0.025)
    crowns = (texture.dark > 0.04) & (texture.near > 0.02) & (texture.mean < 0.35)
    dim_crowns = (texture.dark > 0.3) & (texture.near > 0.02) & (ngrdi > -0.05)
    busy = _busy_and_orderly(texture) & (excess < 0.1)
    return _mineral_rules(view, texture) | {
        Cover.CLOUD: _white_and_flat(view, texture),
        Cover.WATER: _calm_water(view, texture, ngrdi),
        Cover.DENSE_VEGETATION: (greenish & (crowns if view.gsd_m < _COARSE_M else texture.mean < 0.26))
        | (dim_crowns & ~busy),
        Cover.LOW_VEGETATION: greenish & ~busy,
    }


def _calm_water(view: TileView, texture: Texture, ngrdi: Plane) -> Mask:
    """Water in a colour picture is smoother than anything that grows, and less yellow."""
    red, green, blue = (view.picture[role] for role in _VISIBLE)
    bluish = indices.blue_red(blue=blue, red=red)
    not_yellow = indices.ratio(blue, green) > -0.13
    calm, very_calm, waves = (0.012, 0.008, 0.03) if view.gsd_m < _COARSE_M else (0.004, 0.003, 0.004)
    blue_water = (texture.near < waves) & (bluish > 0.12) & (texture.wide < 0.04)
    green_water = (texture.near < calm) & not_yellow & (bluish > -0.05)
    brown_water = (texture.near < very_calm) & (bluish > -0.15) & (indices.ratio(blue, green) > -0.2)
    found: Mask = (blue_water | green_water | brown_water) & (ngrdi > 0.0) & (texture.mean < 0.5)
    return found
