"""Clouds and their shadows on either date of a pair, told by both dates together.

White alone is no cloud: roofs, concrete, sand, salt and chalk are. A cloud is white on one date only, so that what it
covers is darker on the other; it is larger than a building; and where pixels are finer than 5 m it fades out over many
of them. Whatever fails one of these is compared, for a bright new roof is a change, and a cloud taken for one is at
worst a false alarm among many tiles.

A shadow is looked for only where there is a cloud in the tile: ground that has become darker, most so in near infrared,
and still shows what it showed before. A flood does not.

With short-wave infrared snow is told from cloud (Hall et al. 1995: NDSI above 0.4 and near infrared above 0.11); it
hides the ground like a cloud does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.change.robust_line import fit_line
from tilescribe.describe.facts import indices
from tilescribe.describe.facts.view import block_mean, display_gain
from tilescribe.domain.bands import Quantity, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.pixels import TilePixels

    Plane = NDArray[np.float32]
    Mask = NDArray[np.bool_]

__all__ = ["Hidden", "hidden_pixels"]

_CELL_PX = 4
_VISIBLE = (Role.RED, Role.GREEN, Role.BLUE)
_WHITE = 0.7
"""Display brightness of the dark end of clouds: a reflectance of 0.25."""
_COLOURLESS = 0.15
"""Saturation of white; that of dry sand is above 0.2."""
_LEAST_SHARE = 0.005
"""Of the tile's cells that must be white to look any further."""
_LEAST_SIDE_M = 30.0
"""Of a region, were it square: most roofs are smaller, clouds are larger."""
_LEAST_CELLS = 12
_BRIGHTER = 0.2
"""Display brightness by which a cloud is above the ground on the other date."""
_MOSTLY = 0.7
"""Share of a region that must be as bright."""
_SHARP_FROM_M = 5.0
"""Pixels from which the edges of clouds are as sharp as those of anything."""
_SHARP = 0.14
"""Gradient over contrast, per pixel, of edges that are walls; clouds fade over ten pixels and more."""
_FADES = 0.06
"""Display brightness by which the edge of a cloud is still above the ground."""
_REACH_CELLS = 6
_SHADE = 0.7
"""Brightness of ground in the shadow of a cloud, through that in the sun."""
_SAME_GROUND = 0.5
"""Correlation of details with the other date from which the ground still shows the same."""
_SHADE_OF_SKY = 0.9
"""The same of visible light where near infrared tells of shade: the blue sky lights it, and hardly in infrared."""
_LEAST_OF_CLOUD = 0.1
"""Size of a shadow through that of the clouds in the tile."""
_NO_WATER = 0.2
"""Near infrared that is left in the shade, at least; water takes more."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Pixels of a pair that clouds, their shadows or snow hide: (height, width) each."""

    before: Mask
    after: Mask

    @property
    def either(self) -> Mask:
        return self.before | self.after


def hidden_pixels(before: TilePixels, after: TilePixels) -> Hidden | None:
    """What is hidden on either date of two tiles on one grid; None where nothing is, or bands cannot tell."""
    if min(after.valid.shape) < 4 * _CELL_PX:
        return None
    earlier, later = _Cells.of(before), _Cells.of(after)
    if earlier is None or later is None:
        return None
    seen = (earlier.weight > 0.5) & (later.weight > 0.5)
    white = earlier.white & seen, later.white & seen
    snow = earlier.snow & seen, later.snow & seen
    clouds = [np.zeros_like(seen), np.zeros_like(seen)]
    if any(_has_large(mask, later.cell_m) for mask in white):
        lit = earlier.in_the_light_of(later, seen & ~white[0] & ~white[1])
        for at, (one, other) in enumerate(((lit, later), (later, lit))):
            clouds[at] = _clouds(one, other, white[at], seen)
            if clouds[at].any():
                clouds[at] |= _shadows(one, other, clouds[at], seen & ~clouds[at] & ~white[1 - at])
    masks = [_pixels(cloud | cold, after.valid.shape) for cloud, cold in zip(clouds, snow, strict=True)]
    return Hidden(*masks) if any(mask.any() for mask in masks) else None


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """One date on cells of four pixels by four."""

    weight: Plane
    """(rows, cols) share of valid pixels."""
    bands: dict[Role, Plane]
    """Display brightness of the visible bands, and near infrared where it is there."""
    brightness: Plane
    """Mean of the visible bands."""
    white: Mask
    snow: Mask
    edges: Plane
    """Greatest gradient of the brightness in each cell, per pixel."""
    cell_m: float

    @classmethod
    def of(cls, tile: TilePixels) -> _Cells | None:
        """None without a colour picture."""
        if tile.raster.quantity not in {Quantity.REFLECTANCE, Quantity.BRIGHTNESS}:
            return None
        gain = np.float32(display_gain(tile))
        planes = {
            role: plane for role in (*_VISIBLE, Role.NIR, Role.SWIR1) if (plane := tile.physical(role)) is not None
        }
        if not all(role in planes for role in _VISIBLE):
            return None
        weight = block_mean(tile.valid.astype(np.float32), _CELL_PX)
        bands = {
            role: block_mean(np.where(tile.valid, plane, np.float32(0)), _CELL_PX) for role, plane in planes.items()
        }
        for plane in bands.values():
            plane /= np.maximum(weight, np.float32(1e-3))
        snow = _snow(tile, bands)
        shown: dict[Role, Plane] = {role: plane * gain for role, plane in bands.items() if role is not Role.SWIR1}
        red, green, blue = (shown[role] for role in _VISIBLE)
        brightness = (red + green + blue) / np.float32(3)
        white = (brightness > _WHITE) & (indices.saturation(red=red, green=green, blue=blue) < _COLOURLESS) & ~snow
        grey = sum(planes[role] for role in _VISIBLE) * (gain / np.float32(3))
        edges = (
            _edges(np.asarray(grey, dtype=np.float32)) if white.mean() >= _LEAST_SHARE else np.zeros_like(brightness)
        )
        return cls(weight, shown, brightness, white, snow, edges, _CELL_PX * tile.gsd_m)

    def in_the_light_of(self, other: _Cells, used: Mask) -> _Cells:
        """As bright as the other date where `used`; itself where there is too little of that."""
        if used.sum() < 4 * _LEAST_CELLS:
            return self
        fits = {role: _line(self.bands[role], other.bands[role], used) for role in self.bands if role in other.bands}
        bands: dict[Role, Plane] = {role: self.bands[role] * gain + offset for role, (gain, offset) in fits.items()}
        brightness = sum(bands[role] for role in _VISIBLE) / np.float32(3)
        gain = np.float32(np.mean([fits[role][0] for role in _VISIBLE]))
        return _Cells(self.weight, bands, np.asarray(brightness), self.white, self.snow, self.edges * gain, self.cell_m)


def _line(xs: Plane, ys: Plane, used: Mask) -> tuple[np.float32, np.float32]:
    fit = fit_line(xs[used].astype(np.float64), ys[used].astype(np.float64), np.ones(int(used.sum())))
    return np.float32(fit.gain), np.float32(fit.offset)


def _snow(tile: TilePixels, bands: dict[Role, Plane]) -> Mask:
    if tile.raster.quantity is not Quantity.REFLECTANCE or Role.SWIR1 not in bands or Role.NIR not in bands:
        return np.zeros_like(bands[Role.RED], dtype=np.bool_)
    ndsi = indices.snow(green=bands[Role.GREEN], swir1=bands[Role.SWIR1])
    # Water has a high NDSI, too, and is dark.
    cold: Mask = (ndsi > 0.4) & (bands[Role.NIR] > 0.11) & (bands[Role.GREEN] > 0.15)
    return cold


def _edges(grey: Plane) -> Plane:
    from scipy.ndimage import gaussian_filter, sobel

    soft = gaussian_filter(np.nan_to_num(grey), 0.8, mode="nearest", truncate=2.5)
    steep = np.hypot(sobel(soft, axis=0), sobel(soft, axis=1)) / np.float32(8)
    rows, cols = steep.shape[0] // _CELL_PX, steep.shape[1] // _CELL_PX
    cells = steep[: rows * _CELL_PX, : cols * _CELL_PX].reshape(rows, _CELL_PX, cols, _CELL_PX)
    highest: Plane = cells.max(axis=(1, 3))
    return highest


def _clouds(one: _Cells, other: _Cells, white: Mask, seen: Mask) -> Mask:
    """White regions of one date that the other has not, large and without walls, with their fading edges."""
    from scipy.ndimage import binary_dilation, binary_propagation, label

    above = one.brightness - other.brightness
    around = np.ones((3, 3), dtype=bool)
    regions, count = label(white, structure=around)
    found = np.zeros_like(white)
    for number in range(1, count + 1):
        region = regions == number
        if _is_large(region, one.cell_m) and _is_cloud(one, above, region, around):
            found |= region
    if not found.any():
        return found
    near = binary_dilation(found, around, iterations=_REACH_CELLS)
    grown = binary_propagation(found, around, mask=near & seen & (found | (above > _FADES)))
    with_edge: Mask = binary_dilation(grown, around)
    return with_edge


def _is_large(region: Mask, cell_m: float) -> bool:
    cells = int(region.sum())
    return cells >= _LEAST_CELLS and cells * cell_m**2 >= _LEAST_SIDE_M**2


def _has_large(white: Mask, cell_m: float) -> bool:
    from scipy.ndimage import label

    if white.mean() < _LEAST_SHARE:
        return False
    regions, _ = label(white, structure=np.ones((3, 3), dtype=bool))
    sizes = np.bincount(regions.ravel())[1:]
    return bool(sizes.max() >= max(_LEAST_CELLS, _LEAST_SIDE_M**2 / cell_m**2))


def _is_cloud(one: _Cells, above: Plane, region: Mask, around: Mask) -> bool:
    from scipy.ndimage import binary_dilation, binary_erosion

    if (above[region] > _BRIGHTER).mean() < _MOSTLY:
        return False
    if one.cell_m / _CELL_PX >= _SHARP_FROM_M:
        return True
    border = binary_dilation(region, around) & ~binary_erosion(region, around, border_value=1)
    if not border.any():
        return True  # the whole tile
    # The middle edge decides: a cloud may lie over a roof, and a roof has walls all around.
    contrast = float(np.median(above[region]))
    return float(np.median(one.edges[border])) < _SHARP * max(contrast, _BRIGHTER)


def _shadows(one: _Cells, other: _Cells, cloud: Mask, seen: Mask) -> Mask:
    """Large regions that are darker than on the other date, and show the same ground."""
    from scipy.ndimage import binary_dilation, binary_opening, label

    visible = _ratio(one.brightness, other.brightness)
    if Role.NIR in one.bands and Role.NIR in other.bands:
        infrared = _ratio(one.bands[Role.NIR], other.bands[Role.NIR])
        dark = (infrared < _SHADE) & (infrared > _NO_WATER) & (visible < _SHADE_OF_SKY)
    else:
        dark = visible < _SHADE
    dark &= seen
    details = _details(one.brightness), _details(other.brightness)
    around = np.ones((3, 3), dtype=bool)
    regions, count = label(binary_opening(dark, around), structure=around)
    found = np.zeros_like(seen)
    for number in range(1, count + 1):
        region = regions == number
        large = _is_large(region, one.cell_m) and region.sum() >= _LEAST_OF_CLOUD * cloud.sum()
        if large and _alike(details[0][region], details[1][region]) > _SAME_GROUND:
            found |= region
    with_edge: Mask = binary_dilation(found, around, iterations=2) if found.any() else found
    return with_edge


def _ratio(one: Plane, other: Plane) -> Plane:
    # A hundredth more on both: of black nothing is known.
    some = np.float32(0.01)
    ratio = (np.maximum(one, 0) + some) / (np.maximum(other, 0) + some)
    return ratio.astype(np.float32, copy=False)


def _details(brightness: Plane) -> Plane:
    """What a cell is brighter or darker than those around it, as a ratio's logarithm: shade leaves it as it is."""
    from scipy.ndimage import uniform_filter

    logs = np.log(np.maximum(brightness, 0) + np.float32(0.01))
    details: Plane = logs - uniform_filter(logs, 5, mode="nearest")
    return details


def _alike(one: Plane, other: Plane) -> float:
    """Correlation of two lists of numbers; 0 where one is even."""
    if float(one.std()) < 1e-4 or float(other.std()) < 1e-4:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _pixels(cells: Mask, shape: tuple[int, ...]) -> Mask:
    """A mask of cells on the pixels; what is left over at the end goes with the last cell."""
    rows = np.minimum(np.arange(shape[0]) // _CELL_PX, cells.shape[0] - 1)
    cols = np.minimum(np.arange(shape[1]) // _CELL_PX, cells.shape[1] - 1)
    mask: Mask = cells[rows[:, None], cols[None, :]]
    return mask
