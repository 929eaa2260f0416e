"""Which tiles a raster is cut into: pure geometry, settled before a pixel is read.

Levels are sides on the ground in metres; windows are whole pixels of the raster's own grid. Where a pixel's ground
size changes over the raster (geographic coordinates, Mercator), each row of tiles has its own size in pixels, so that
tiles of one level stay comparable on the ground.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from tilescribe.domain.tile import Tile, Window
from tilescribe.errors import InvalidOptionError, NotGeoreferencedError, RasterError
from tilescribe.raster.gdal import fails_alone
from tilescribe.raster.georeference import footprints, locate

if TYPE_CHECKING:
    from tilescribe.domain.raster import Raster
    from tilescribe.raster.georeference import PixelToGround

__all__ = ["MAX_OVERLAP", "MIN_TILE_PX", "auto_levels", "parse_levels", "plan_tiles"]

MAX_OVERLAP = 0.9
"""Beyond it a raster has more than a hundred times as many tiles as without overlap."""
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
_MOST_STEPS = 40
"""A half step halves the error at least where the ground size changes evenly: 2^-40 of any raster is under a pixel."""
_SETTLED_PX = 0.1
"""Whole pixels are what is wanted."""


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


@fails_alone
def plan_tiles(
    raster: Raster, levels_m: Sequence[float], *, overlap: float = 0.0, ground: PixelToGround | None = None
) -> list[Tile]:
    """All tiles of a raster, ordered by level (finest first), row and column; every level covers every pixel on Earth.

    The last tile of a row or column shifts inward instead of reaching over the edge. A level larger than the raster
    gives one tile of the raster's extent.

    Args:
        raster: As opened; its file is touched for GCPs and RPCs only, and only when `ground` is not given.
        levels_m: Tile sides on the ground in metres.
        overlap: Share of a tile's side that its neighbour repeats at least, 0 to 0.9.
        ground: What `locate(raster)` gives, if the caller has it already.

    Raises:
        InvalidOptionError: `overlap` or a level is out of range.
        RasterError: A level is finer than 8 pixels of this raster.
    """
    if not 0.0 <= overlap <= MAX_OVERLAP:
        raise InvalidOptionError(
            f"An overlap of {overlap:g} is out of range",
            remedy=f"Give a share of the tile side from 0 to {MAX_OVERLAP:g}, such as 0.25",
        )
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


def _starts(length_px: int, size_px: int, *, overlap: float) -> list[int]:
    """Where tiles of `size_px` begin along a side: evenly stepped, the last one shifted inward."""
    # 1e-9: 10 * (1 - 0.9) must be a step of 1, not 0.99….
    step = max(1, math.floor(size_px * (1 - overlap) + 1e-9))
    last = length_px - size_px
    return [*range(0, last, step), last]


# --- rows of tiles --------------------------------------------------------------------------------------------------

_Row = tuple[int, int, int]
"""(first pixel row, height, width of its tiles)"""


def _windows(raster: Raster, rows: Iterator[_Row], *, overlap: float) -> Iterator[Window]:
    for row, height, width in rows:
        for col in _starts(raster.width, width, overlap=overlap):
            yield Window(row=row, col=col, height=height, width=width)


def _uniform_rows(raster: Raster, level_m: float, overlap: float, ground: PixelToGround) -> Iterator[_Row]:
    del ground  # the size at the centre serves everywhere
    width_px, height_px = _size_px(level_m, raster.gsd_x_m, raster.gsd_y_m)
    width, height = _whole(width_px, raster.width), _whole(height_px, raster.height)
    for row in _starts(raster.height, height, overlap=overlap):
        yield row, height, width


def _varying_rows(raster: Raster, level_m: float, overlap: float, ground: PixelToGround) -> Iterator[_Row]:
    """Rows whose tiles have the level's size on the ground at the middle of the row's central column."""

    def height_around(row: float) -> float:
        _, height_px = _size_px(level_m, *_gsd_in_row(row, raster, ground))
        return min(height_px, raster.height)

    row, height = 0, _whole(level_m / raster.gsd_y_m, raster.height)
    while True:
        height = _settled(partial(_height_below, row, height_around), height, raster.height)
        if row + height >= raster.height:
            break
        yield row, height, _width_at(row, height, raster, level_m, ground)
        row += max(1, math.floor(height * (1 - overlap) + 1e-9))
    # Shifted inward: its size is the one at the lower edge, and it still begins no later than `row`.
    height = _settled(lambda size: height_around(raster.height - size / 2), height, raster.height)
    height = max(height, raster.height - row)
    row = raster.height - height
    yield row, height, _width_at(row, height, raster, level_m, ground)


def _height_below(row: int, height_around: Callable[[float], float], size: float) -> float:
    return height_around(row + size / 2)


def _settled(height_of: Callable[[float], float], guess: int, length_px: int) -> int:
    """The height that is right at its own middle, which in turn depends on the height.

    Half steps: at the edge of a Mercator map whole ones swing to and fro between too tall and too short.
    """
    size = float(guess)
    for _ in range(_MOST_STEPS):
        step = (height_of(size) - size) / 2
        size += step
        if abs(step) < _SETTLED_PX:
            break
    return _whole(size, length_px)


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
