"""One tile made ready for measuring: north up, on one scale, on a coarse grid of cells.

A tile becomes about 56 x 56 cells (of 4 x 4 pixels on a 224 pixel tile): shares and places are told in words and need
no more, and everything after the first pass over the pixels costs a tenth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.facts.position import turn_to_north
from tilescribe.describe.filling import reflection
from tilescribe.domain.bands import Quantity, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tilescribe.describe.filling import Places
    from tilescribe.domain.pixels import TilePixels

    Plane = NDArray[np.float32]

__all__ = ["TileView", "block_mean", "view_of", "view_of_planes"]

_GRID_SIDE = 56
_VISIBLE = (Role.RED, Role.GREEN, Role.BLUE)
_OPTICAL = (*_VISIBLE, Role.NIR, Role.SWIR1, Role.SWIR2)
_LUMA = {Role.RED: 0.299, Role.GREEN: 0.587, Role.BLUE: 0.114}
"""ITU-R BT.601."""

_ABSURD = 1e6
"""No reflectance or brightness comes near; NaN, infinity and untagged fill values do not pass it."""
_WHITE_REFLECTANCE = 0.3558
"""Shown as white in the true-colour image of the Sentinel-2 products; thresholds on pictures then hold for both."""
_SCENE_WHITE = 0.8
"""Brightness given to the 98th percentile of an uncalibrated scene of more than 8 bits, whose nominal maximum says
little about exposure. Well-exposed 8-bit aerial pictures have theirs there."""

_REDUCED_FROM = 8
"""Side of a block from which numpy's own reduction along an axis is faster than adding planes; with 2 px it takes eight
times as long."""


@dataclass(frozen=True, slots=True)
class TileView:
    """What the measuring functions look at."""

    weight: Plane
    """(rows, cols), share of valid pixels in each cell."""
    bands: Mapping[Role, Plane]
    """(rows, cols) means of each optical band: reflectance, or display brightness 0 to 1."""
    picture: Mapping[Role, Plane]
    """The red, green and blue of `bands` as display brightness 0 to 1; empty unless all three are there."""
    grey: Plane | None
    """(height, width) luminance as display brightness 0 to 1; None where the values are no picture."""
    valid: NDArray[np.bool_]
    """(height, width), False where `grey` and `bands` show the reflected picture beside, as `filling` explains."""
    calibrated: bool
    """The bands are reflectance, so that absolute thresholds hold."""
    gsd_m: float
    """Ground size of a pixel of `grey`."""
    cell_px: int
    """Side of a cell in pixels of `grey`."""
    oriented: bool
    """The first row is the northernmost, so that compass words hold."""

    @property
    def filled(self) -> NDArray[np.bool_]:
        """(rows, cols), cells with at least half of their pixels valid."""
        return self.weight >= 0.5

    def share(self, part: NDArray[np.bool_]) -> float:
        """Share of the valid area that lies in the True cells of a (rows, cols) mask."""
        total = float(self.weight.sum())
        return float(self.weight[part].sum()) / total if total else 0.0

    def mean(self, values: Plane) -> float:
        """Mean of (rows, cols) values over the valid area."""
        total = float(self.weight.sum())
        return float((values * self.weight).sum()) / total if total else 0.0


def view_of(tile: TilePixels) -> TileView:
    """The view of a tile. Bands without an optical role are left out, and those that are even where others are not."""
    planes = {role: plane for role in _OPTICAL if (plane := tile.physical(role)) is not None}
    valid = tile.valid
    for plane in planes.values():
        valid = valid & (np.abs(plane) < _ABSURD)
    places = reflection(valid)
    if places is not None:
        planes = {role: plane[places] for role, plane in planes.items()}
    elif not valid.any():
        planes = {role: np.zeros_like(plane) for role, plane in planes.items()}
    planes = _without_even(planes)
    grey = _grey(tile, planes, places)
    turn = turn_to_north(tile)
    if turn is not None:
        planes = {role: turn(plane) for role, plane in planes.items()}
        valid = turn(valid)
        grey = turn(grey) if grey is not None else None
    return _gridded(planes, valid, grey, tile=tile, oriented=turn is not None)


def view_of_planes(
    tile: TilePixels, planes: Mapping[Role, Plane], valid: NDArray[np.bool_], luminance: Plane, *, oriented: bool
) -> TileView:
    """The view of planes that were made from a tile's, such as those of one date beside another.

    Args:
        tile: Whose pixel size, quantity and display brightness hold for the planes.
        planes: (height, width) each, in the quantity of the tile's raster; filled where not `valid`.
        valid: (height, width).
        luminance: (height, width) display brightness, for planes that are no colour picture; filled likewise.
        oriented: The first row of all of them is the northernmost.
    """
    planes = _without_even({role: planes[role] for role in _OPTICAL if role in planes})
    grey = _luminance(planes, display_gain(tile)) if all(role in planes for role in _VISIBLE) else luminance
    return _gridded(planes, valid, grey, tile=tile, oriented=oriented)


def _without_even(planes: dict[Role, Plane]) -> dict[Role, Plane]:
    """Without bands of one value beside others of many: they hold nothing, and no near infrared reads as water."""
    even = {role for role, plane in planes.items() if plane.size and plane.min() == plane.max()}
    return planes if len(even) == len(planes) else {role: plane for role, plane in planes.items() if role not in even}


def block_mean(plane: Plane, side: int) -> Plane:
    """(height // side, width // side) means of square blocks; a remainder at the end is left out."""
    rows, columns = plane.shape[0] // side, plane.shape[1] // side
    kept = plane[: rows * side, : columns * side]
    if side < _REDUCED_FROM:
        strips = _added([kept[row::side] for row in range(side)])
        means = _added([strips[:, column::side] for column in range(side)])
    else:
        strips = kept.reshape(rows, side, columns * side).sum(axis=1)
        means = strips.reshape(rows, columns, side).sum(axis=2)
    means *= np.float32(1 / side**2)
    return means


def _added(planes: list[Plane]) -> Plane:
    """Their sum, a new array, added in order."""
    total = planes[0].copy()
    for plane in planes[1:]:
        total += plane
    return total


def _gridded(
    planes: Mapping[Role, Plane], valid: NDArray[np.bool_], grey: Plane | None, *, tile: TilePixels, oriented: bool
) -> TileView:
    side = max(1, round(min(valid.shape) / _GRID_SIDE))
    weight = block_mean(valid.astype(np.float32), side)
    bands = {role: block_mean(plane, side) for role, plane in planes.items()}
    gain = np.float32(display_gain(tile))
    calibrated = tile.raster.quantity is Quantity.REFLECTANCE
    shown: dict[Role, Plane] = {role: band * gain for role, band in bands.items()}
    visible = all(role in bands for role in _VISIBLE)
    return TileView(
        weight=weight,
        bands=bands if calibrated else shown,
        picture={role: np.clip(shown[role], 0, 1) for role in _VISIBLE} if visible else {},
        grey=np.clip(grey, 0, 1) if grey is not None else None,
        valid=valid,
        calibrated=calibrated,
        gsd_m=tile.gsd_m,
        cell_px=side,
        oriented=oriented,
    )


def display_gain(tile: TilePixels) -> float:
    """What makes physical values display brightness: one number for all bands, so that their ratios stay."""
    if tile.raster.quantity is Quantity.REFLECTANCE:
        return 1 / _WHITE_REFLECTANCE
    if tile.raster.dtype == "uint8":
        return 1.0
    whites = [
        high * band.scale + band.offset
        for band, high in zip(tile.raster.bands, tile.stretch.high, strict=True)
        if band.role in _VISIBLE
    ]
    white = max(whites, default=0.0)
    return _SCENE_WHITE / white if white > 0 else 1.0


def _grey(tile: TilePixels, planes: Mapping[Role, Plane], places: Places | None) -> Plane | None:
    if tile.raster.quantity is Quantity.OTHER:
        return None
    if not all(role in planes for role in _VISIBLE):
        stretched = _stretched_grey(tile)
        return stretched if places is None else stretched[places]
    return _luminance(planes, display_gain(tile))


def _luminance(planes: Mapping[Role, Plane], gain: float) -> Plane:
    red, green, blue = (planes[role] * np.float32(_LUMA[role] * gain) for role in _VISIBLE)
    red += green
    red += blue
    return red


def _stretched_grey(tile: TilePixels) -> Plane:
    """Luminance of the stretched picture, for bands whose own values are on no known scale (one band, radar)."""
    picture = tile.rgb()
    weights = np.array([_LUMA[role] / 255 for role in _VISIBLE], np.float32)
    grey: Plane = picture.astype(np.float32) @ weights
    return grey
