"""What covers a cell on one date and not on the other: water, vegetation, bare ground, fire.

Each date is decided as a single tile is (`facts.cover`), on bands that are in one light. A cell counts as changed where
the covers differ *and* the index behind them differs by more than two dates of an unchanged place do: a threshold alone
would call every cell changed that lies beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.facts import indices
from tilescribe.describe.facts.cover import Cover, cover_of, opened
from tilescribe.describe.facts.texture import gradient, texture_of
from tilescribe.describe.facts.view import block_mean
from tilescribe.domain.bands import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tilescribe.describe.facts.texture import Texture
    from tilescribe.describe.facts.view import TileView

    Plane = NDArray[np.float32]
    Mask = NDArray[np.bool_]
    Bands = Mapping[Role, Plane]

__all__ = ["CoverChanges", "Side", "changes_of", "side_of", "wet_pixels"]

_WATER_MARGIN = 0.2
"""Least rise of NDWI or MNDWI of what has become water, and least loss of texture where it is guessed. Dry asphalt,
whose index is just below 0, rises by 0.1 in the shade."""
_LIT_MARGIN = 0.15
"""The same for bands in one light that are no reflectance."""
_PIXEL_MARGIN = 0.3
_PIXEL_NIR, _PIXEL_GREEN = 0.2, 0.04
"""For single pixels: more rise, near infrared as dark as of water, and green brighter than shadows are."""
_GREEN_MARGIN = 0.15
"""Least fall of NDVI of vegetation that is gone, beyond that of all vegetation. Dates a few years apart of unchanged
vegetation differ by a standard deviation of 0.05 to 0.08 (Lunetta et al. 2006,
https://doi.org/10.1016/j.rse.2006.06.018); twice that."""
_EXCESS_MARGIN = 0.06
"""The same for excess green of a colour picture."""
_MOST_SEASON = 0.35
"""Largest common fall or rise of an index that is taken for season; NDVI of leafless woods falls so far."""
_LEAST_GREEN = 0.05
"""Share of cells that must be green on both dates for their common change to be told."""
_CHAR_NIR, _CHAR_RED = 0.2, 0.12
"""Reflectance of charred ground is below; bare soil, which has a low NBR as well, is brighter in both."""
_BURN_FROM = 0.27
"""dNBR from which a burn is of moderate severity; lower ones occur in harvest and drought (Key and Benson 2006)."""
_GUESSED_FROM = 0.3
_VISIBLE = (Role.RED, Role.GREEN, Role.BLUE)
_GREENS = (Cover.DENSE_VEGETATION, Cover.LOW_VEGETATION)
_WHITES = (Cover.NOTHING, Cover.CLOUD, Cover.SNOW)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One date."""

    view: TileView
    texture: Texture
    cells: NDArray[np.uint8]
    """(rows, cols) of `Cover`."""


@dataclass(frozen=True, slots=True, eq=False)
class CoverChanges:
    """(rows, cols) masks of cells; None where the bands cannot tell."""

    water_gained: Plane | None = None
    """Share of the cell, 0 to 1."""
    water_lost: Plane | None = None
    vegetation_gained: Mask | None = None
    vegetation_lost: Mask | None = None
    burnt: Mask | None = None
    bare_gained: Mask | None = None
    measured: bool = False
    """Near infrared tells water and vegetation by physics; without it they are guessed from colour and texture."""
    dnbr: Plane | None = None
    """Normalised burn ratio before less after."""


def side_of(view: TileView) -> Side:
    """Decide what covers the cells of one date; the view has luminance."""
    grey = view.grey if view.grey is not None else np.zeros_like(view.valid, np.float32)
    texture = texture_of(grey, gradient(grey), side=view.cell_px, weight=view.weight)
    return Side(view, texture, cover_of(view, texture))


def changes_of(
    before: Side, after: Side, surface: Plane, *, lit: Bands, wet: tuple[Plane, Plane] | None
) -> CoverChanges:
    """The differences, on bands that both have.

    Args:
        before: The earlier date.
        after: The later date.
        surface: (rows, cols) how sure each cell is to show another surface, 0 to 1. Covers that are guessed from colour
            count only where that is likely: other light moves colours across thresholds.
        lit: (rows, cols) bands of the earlier date in the light of the later one.
        wet: `wet_pixels` of both dates, where bands are reflectance.
    """
    spectral = Role.NIR in after.view.bands and Role.RED in after.view.bands
    if not spectral and not after.view.picture:
        return CoverChanges()
    seen = ~np.isin(before.cells, _WHITES) & ~np.isin(after.cells, _WHITES)
    if not spectral:
        seen &= surface > _GUESSED_FROM
    water_gained, water_lost = _water(before, after, seen, lit)
    lost, gained = _vegetation(before, after, seen, lit)
    bare = seen & np.isin(after.cells, (Cover.BARE, Cover.GREY)) & (lost | water_lost)
    dnbr = _dnbr(before, after)
    return CoverChanges(
        water_gained=_with_pixels(water_gained, wet[0] if wet else None, seen),
        water_lost=_with_pixels(water_lost, wet[1] if wet else None, seen),
        vegetation_gained=gained,
        vegetation_lost=lost,
        burnt=_burnt(before, after, seen, dnbr) if dnbr is not None and after.view.calibrated else None,
        bare_gained=bare,
        measured=spectral,
        dnbr=dnbr,
    )


def _green(side: Side) -> Mask:
    found: Mask = np.isin(side.cells, _GREENS)
    return found


def _water(before: Side, after: Side, seen: Mask, lit: Bands) -> tuple[Mask, Mask]:
    """(gained, lost)."""
    earlier, later = before.cells == Cover.WATER, after.cells == Cover.WATER
    gained, lost = seen & later & ~earlier, seen & earlier & ~later
    now = _wetness(after.view.bands)
    if now is None:
        rise = _rise_of_calm(before, after)
        return gained & (rise > _WATER_MARGIN), lost & (rise < -_WATER_MARGIN)
    was = _wetness(before.view.bands)
    if was is not None:
        gained &= now - was > _WATER_MARGIN
        lost &= now - was < -_WATER_MARGIN
    return (gained, lost) if after.view.calibrated else _uncalibrated(gained, lost, now, _wetness(lit))


def wet_pixels(before: Bands, after: Bands, cell_px: int) -> tuple[Plane, Plane]:
    """(gained, lost), each (rows, cols) share of the pixels of a cell that are water on one date only.

    Water between crowns and houses fills no cell.

    Args:
        before: (height, width) reflectance of green and near infrared, both dates.
        after: Likewise.
        cell_px: Side of a cell.
    """
    rise = indices.water(green=after[Role.GREEN], nir=after[Role.NIR])
    rise -= indices.water(green=before[Role.GREEN], nir=before[Role.NIR])
    gained = _bright_water(after) & (rise > _PIXEL_MARGIN)
    lost = _bright_water(before) & (rise < -_PIXEL_MARGIN)
    return block_mean(gained.astype(np.float32), cell_px), block_mean(lost.astype(np.float32), cell_px)


def _bright_water(bands: Bands) -> Mask:
    green, nir = bands[Role.GREEN], bands[Role.NIR]
    found: Mask = (green > nir) & (nir < _PIXEL_NIR) & (green > _PIXEL_GREEN)
    return found


def _with_pixels(cells: Mask, pixels: Plane | None, seen: Mask) -> Plane:
    whole = cells.astype(np.float32)
    return whole if pixels is None else np.maximum(whole, np.where(seen, pixels, np.float32(0)))


def _uncalibrated(gained: Mask, lost: Mask, now: Plane, lit: Plane | None) -> tuple[Mask, Mask]:
    """Gains of bands that are on no scale differ from date to date, and lift whole fields over the threshold.

    So the index must have changed in one light as well, by more, and over more than three cells side by side.
    """
    if lit is not None:
        gained = gained & (now - lit > _LIT_MARGIN)
        lost = lost & (now - lit < -_LIT_MARGIN)
    return opened(gained, 1), opened(lost, 1)


def _wetness(bands: Bands) -> Plane | None:
    """MNDWI, else NDWI."""
    if Role.GREEN in bands and Role.SWIR1 in bands:
        return indices.water_swir(green=bands[Role.GREEN], swir1=bands[Role.SWIR1])
    if Role.GREEN in bands and Role.NIR in bands:
        return indices.water(green=bands[Role.GREEN], nir=bands[Role.NIR])
    return None


def _rise_of_calm(before: Side, after: Side) -> Plane:
    """In a colour picture: how much of the texture is gone, -1 to 1. Water lies still where something stood."""
    rise: Plane = indices.ratio(before.texture.near, after.texture.near)
    return rise


def _vegetation(before: Side, after: Side, seen: Mask, lit: Bands) -> tuple[Mask, Mask]:
    """(lost, gained): green on one date only, and the index behind it changed by more than that of all vegetation."""
    earlier, later = _green(before), _green(after)
    now, was = _greenness(after.view.bands), _greenness(before.view.bands)
    spectral = Role.NIR in after.view.bands
    margin = np.float32(_GREEN_MARGIN if spectral else _EXCESS_MARGIN)
    fall = was - now
    fall -= _common_fall(fall, seen & earlier & (after.cells != Cover.WATER), seen, spectral=spectral)
    lost, gained = seen & earlier & ~later & (fall > margin), seen & later & ~earlier & (fall < -margin)
    if spectral and not after.view.calibrated:
        lit_fall = _greenness(lit) - now
        lost, gained = lost & (lit_fall > margin), gained & (lit_fall < -margin)
    return lost, gained


def _common_fall(fall: Plane, green: Mask, seen: Mask, *, spectral: bool) -> np.float32:
    """What all vegetation has lost or gained alike, 0 where there is too little of it."""
    if np.count_nonzero(green) < _LEAST_GREEN * max(int(np.count_nonzero(seen)), 1):
        return np.float32(0)
    limit = _MOST_SEASON if spectral else _MOST_SEASON / 4
    return np.float32(np.clip(np.median(fall[green]), -limit, limit))


def _greenness(bands: Bands) -> Plane:
    """NDVI, or excess green of a colour picture."""
    if Role.NIR in bands and Role.RED in bands:
        return indices.vegetation(nir=bands[Role.NIR], red=bands[Role.RED])
    red, green, blue = (np.maximum(bands[role], 0) for role in _VISIBLE)
    return indices.excess_green(red=red, green=green, blue=blue)


def _dnbr(before: Side, after: Side) -> Plane | None:
    if Role.NIR not in after.view.bands or Role.SWIR2 not in after.view.bands:
        return None
    earlier, later = (
        indices.burn_ratio(nir=side.view.bands[Role.NIR], swir2=side.view.bands[Role.SWIR2]) for side in (before, after)
    )
    return earlier - later


def _burnt(before: Side, after: Side, seen: Mask, dnbr: Plane) -> Mask:
    """dNBR of at least moderate severity, on ground that is dark now: harvested fields are bright."""
    dark = (after.view.bands[Role.NIR] < _CHAR_NIR) & (after.view.bands[Role.RED] < _CHAR_RED)
    dry = (after.cells != Cover.WATER) & (before.cells != Cover.WATER)
    found: Mask = seen & dry & dark & (dnbr >= _BURN_FROM) & ~_green(after)
    return found
