"""The tiling of a raster: pure geometry, computed before a pixel is read.

Levels are sides on the ground in metres; windows are whole pixels of the raster's own grid. Where a pixel's ground
size changes over the raster (geographic coordinates, Mercator), each row of tiles has its own size in pixels, so that
tiles of one level stay comparable on the ground.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.tile import Tile, Window, check_overlap
from tilescribe.errors import InvalidOptionError, NotGeoreferencedError, RasterError
from tilescribe.raster.footprints import footprints
from tilescribe.raster.gdal import unexpected_errors_wrapped
from tilescribe.raster.georeference import locate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.raster import Raster
    from tilescribe.raster.georeference import PixelToGround

__all__ = ["MIN_TILE_PX", "auto_levels", "parse_levels", "plan_tiles"]

MIN_TILE_PX = 8
"""Fewer pixels on a side show nothing that could be described."""

_COARSER = 4
"""Each automatic level is this many times coarser than the one before: a power of two, as overviews are."""
_SQUARE_WITHIN = 0.02
"""Pixels count as square up to this difference of their sides. Square map units are up to 0.7 % off on the ground in
Web Mercator, because it takes the ellipsoid for a sphere; windows shall be square there too."""
_UNIFORM_WITHIN = 0.05
"""One window size serves a whole raster whose ground sample distance varies by no more than this."""
_PROBES = 5
"""Positions along each side at which the variation of the ground sample distance is looked at."""
_STRIPS = 512
"""Strips whose ground height is summed down a raster. Mercator's changes by 1 % over one of 1/512 of the world."""


def auto_levels(raster: Raster, *, input_side_px: int) -> tuple[float, ...]:
    """The levels that suit a model that looks at pictures of `input_side_px`: metres on the ground, finest first.

    The finest is the side at which one model pixel is one raster pixel; the others are each 4 times coarser, while at
    least one tile fits into the raster. A raster smaller than one tile has the finest level only. Sides are rounded to
    3 significant digits, or to as many as it takes to keep the side in pixels exact: whole decimation factors are what
    overviews have.
    """
    levels: list[float] = []
    side_px = input_side_px
    while not levels or (side_px <= raster.width and side_px <= raster.height):
        levels.append(_readable(side_px * raster.gsd_m, gsd_m=raster.gsd_m, side_px=side_px))
        side_px *= _COARSER
    return tuple(levels)


def parse_levels(text: str) -> tuple[float, ...] | None:
    """Levels as a user types them: `auto` gives None, `128,512` gives metres, finest first and each once.

    Raises:
        InvalidOptionError: Neither `auto` nor positive numbers separated by commas.
    """
    if text.strip().lower() == "auto":
        return None
    try:
        levels = [float(part) for part in text.split(",")]
    except ValueError:
        levels = []
    if not levels or not all(math.isfinite(level) and level > 0 for level in levels):
        raise InvalidOptionError(
            f"{text!r} is no list of levels", remedy="Give auto, or tile sides in metres such as 128,512"
        )
    return tuple(sorted(set(levels)))


@unexpected_errors_wrapped
def plan_tiles(
    raster: Raster, levels_m: Sequence[float], *, overlap: float = 0.0, ground: PixelToGround | None = None
) -> list[Tile]:
    """All tiles of a raster, ordered by level (finest first), row and column; every level covers every pixel on Earth.

    Tiles are spread evenly, from edge to edge, with the same overlap between all. A level larger than the raster gives
    one tile of the raster's extent. Along a side that is up to half longer than the level, where two tiles would show
    nearly the same twice, one tile is up to a quarter larger, or two are up to a fifth smaller.

    Args:
        raster: As opened; its file is touched for GCPs and RPCs only, and only when `ground` is not given.
        levels_m: Tile sides on the ground in metres.
        overlap: Share of a tile's side that its neighbour repeats at least, 0 to 0.9.
        ground: What `locate(raster)` gives, if the caller has it already.

    Raises:
        InvalidOptionError: `overlap` or a level is out of range.
        RasterError: A level is finer than 8 pixels of this raster.
    """
    check_overlap(overlap)
    if not all(math.isfinite(level) and level > 0 for level in levels_m):
        raise InvalidOptionError(
            f"The levels {', '.join(f'{level:g}' for level in levels_m)} are not all positive",
            remedy="Give tile sides in metres such as 128,512",
        )
    ground = ground or locate(raster)
    rows_of = _varying_rows if _varies(raster, ground) else _uniform_rows
    tiles: list[Tile] = []
    for level_m in sorted(set(levels_m)):
        _refuse_too_fine(raster, level_m)
        windows = list(_windows(raster, rows_of(raster, level_m, overlap, ground), overlap=overlap))
        outlines = footprints(windows, ground)
        tiles += [
            Tile(level_m, window, outline)
            for window, outline in zip(windows, outlines, strict=True)
            if not outline.is_empty  # a corner of a full-disc picture that looks past the Earth is no place
        ]
    return tiles


# --- sizes ----------------------------------------------------------------------------------------------------------


def _readable(side_m: float, *, gsd_m: float, side_px: int) -> float:
    """`side_m` with the fewest significant digits, 3 or more, that still mean `side_px` pixels."""
    for digits in range(3, 17):
        rounded = float(f"{side_m:.{digits}g}")
        if round(rounded / gsd_m) == side_px:
            return rounded
    return side_m


def _refuse_too_fine(raster: Raster, level_m: float) -> None:
    if level_m < MIN_TILE_PX * raster.gsd_m * (1 - _SQUARE_WITHIN):
        raise RasterError(
            f"A level of {level_m:g} m is too fine for {raster.path}, whose pixels measure {raster.gsd_m:.3g} m",
            remedy=f"Choose levels of at least {_readable_up(MIN_TILE_PX * raster.gsd_m)} m for it, or auto",
        )


def _readable_up(side_m: float) -> str:
    exponent = math.floor(math.log10(side_m)) - 1
    return f"{math.ceil(side_m / 10**exponent) * 10**exponent:g}"


def _size_px(level_m: float, gsd_x_m: float, gsd_y_m: float) -> tuple[float, float]:
    """(width, height) of a tile in pixels, not yet whole; infinite at the poles, where pixels have no width."""
    if gsd_x_m <= 0 or gsd_y_m <= 0:
        return level_m / gsd_x_m if gsd_x_m > 0 else math.inf, level_m / gsd_y_m if gsd_y_m > 0 else math.inf
    if abs(gsd_x_m / gsd_y_m - 1) <= _SQUARE_WITHIN:
        side_px = level_m / math.sqrt(gsd_x_m * gsd_y_m)
        return side_px, side_px
    return level_m / gsd_x_m, level_m / gsd_y_m


def _whole(size_px: float, length_px: int) -> int:
    """A size in whole pixels that fits into a raster side."""
    return length_px if size_px >= length_px else max(1, round(size_px))


def _spread(length_px: int, size_px: int, *, overlap: float) -> tuple[list[int], int]:
    """(where tiles begin along a side, their size): as few as overlap enough, evenly spread, all by the same amount.

    The size is `size_px`, but for sides of which two such tiles would show nearly the same: they are covered by one
    larger tile, or by two smaller ones that share half of what one may not share (`_twins`).
    """
    rest = length_px - size_px
    # 1e-9: 10 * (1 - 0.9) must be a step of 1, not 0.99….
    step = max(1, math.floor(size_px * (1 - overlap) + 1e-9))
    if 0 < 2 * rest < step:
        count, size = _twins(length_px / size_px, overlap=overlap)
        size_px = min(length_px, math.floor(size * size_px + 1e-9))
        return [0, length_px - size_px][:count], size_px
    intervals = math.ceil(rest / step)
    return [rest * number // max(1, intervals) for number in range(intervals + 1)], size_px


def _twins(length: float, *, overlap: float) -> tuple[int, float]:
    """(number, size) of tiles for a side a little longer than one: `length` and size count in tile sides.

    Two tiles of the level's size would share more than halfway from `overlap` to everything. One that covers all is up
    to a quarter larger, two that share just so much are up to a fifth smaller; the size nearer to the level's is taken.
    """
    longest = 1 + (1 - overlap) / 2
    return (1, length) if length * length < longest else (2, length / longest)


# --- rows of tiles --------------------------------------------------------------------------------------------------

_Row = tuple[int, int, int]
"""(first pixel row, height, width of its tiles)"""


def _windows(raster: Raster, rows: Iterator[_Row], *, overlap: float) -> Iterator[Window]:
    for row, height, width in rows:
        starts, size = _spread(raster.width, width, overlap=overlap)
        for col in starts:
            yield Window(row=row, col=col, height=height, width=size)


def _uniform_rows(raster: Raster, level_m: float, overlap: float, ground: PixelToGround) -> Iterator[_Row]:
    del ground  # the size at the centre serves everywhere
    width_px, height_px = _size_px(level_m, raster.gsd_x_m, raster.gsd_y_m)
    width, height = _whole(width_px, raster.width), _whole(height_px, raster.height)
    starts, size = _spread(raster.height, height, overlap=overlap)
    for row in starts:
        yield row, size, width


def _varying_rows(raster: Raster, level_m: float, overlap: float, ground: PixelToGround) -> Iterator[_Row]:
    """Rows that are evenly spread and equally high on the ground, measured down the raster in tile sides."""
    edges, sides = _tile_sides_down(raster, level_m, ground)
    total = float(sides[-1])
    size, intervals = min(1.0, total), math.ceil((total - 1) / (1 - overlap) - 1e-9)
    if 0 < 2 * (total - 1) < 1 - overlap:
        count, size = _twins(total, overlap=overlap)
        intervals = count - 1
    last = -1
    for number in range(max(0, intervals) + 1):
        start = (total - size) * number / max(1, intervals)
        top, bottom = np.interp([start, start + size], sides, edges)
        # Outward to whole pixels, so that none is left between two rows; 1e-6 is rounding, not a pixel.
        row = max(0, math.floor(top + 1e-6))
        height = max(1, min(raster.height, math.ceil(bottom - 1e-6)) - row)
        if row == last:
            continue  # rows of a pixel or two that overlap by most of it
        last = row
        yield row, height, _width_at(row, height, raster, level_m, ground)


def _tile_sides_down(
    raster: Raster, level_m: float, ground: PixelToGround
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(row edges, how many tile sides lie above each): the ground distance from the top, in sides of the level."""
    edges = np.linspace(0, raster.height, min(raster.height, _STRIPS) + 1)
    heights = []
    for row in (edges[:-1] + edges[1:]) / 2:
        _, height_px = _size_px(level_m, *_gsd_in_row(float(row), raster, ground))
        heights.append(min(height_px, float(raster.height)))
    return edges, np.concatenate([[0.0], np.cumsum(np.diff(edges) / np.array(heights))])


def _width_at(row: int, height: int, raster: Raster, level_m: float, ground: PixelToGround) -> int:
    width_px, _ = _size_px(level_m, *_gsd_in_row(row + height / 2, raster, ground))
    return _whole(width_px, raster.width)


def _gsd_in_row(row: float, raster: Raster, ground: PixelToGround) -> tuple[float, float]:
    """Ground metres of a pixel step at `row`: at the central column, or where that is off the map, beside it."""
    row = min(row, raster.height - 0.5)
    for share in (0.5, 0.25, 0.75, 0.0, 1.0):
        try:
            return ground.gsd(0.5 + share * (raster.width - 1), row)
        except NotGeoreferencedError:
            continue
    return raster.gsd_x_m, raster.gsd_y_m


def _varies(raster: Raster, ground: PixelToGround) -> bool:
    """Whether the ground size of pixels differs by more than 5 % between places of the raster."""
    shares = [position / (_PROBES - 1) for position in range(_PROBES)]
    found: list[tuple[float, float]] = [(raster.gsd_x_m, raster.gsd_y_m)]
    for across, down in product(shares, shares):
        try:
            found.append(ground.gsd(0.5 + across * (raster.width - 1), 0.5 + down * (raster.height - 1)))
        except NotGeoreferencedError:
            continue  # a corner off the map has no ground to be compared
    return any(max(gsds) > min(gsds) * (1 + _UNIFORM_WITHIN) for gsds in zip(*found, strict=True))
