"""From the pixels of one raster to those of another, by where both lie on Earth.

Both ways go through `PixelToGround`, so that every kind of georeferencing that can be indexed (geotransforms, ground
control points, RPCs, any CRS, over the antimeridian and around the poles) can be compared as well, and lies where
search shows it. Places are compared as points of a sphere in space, where no longitude jumps.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tilescribe.raster.georeference import PixelToGround

    Array = NDArray[np.float64]

__all__ = ["PixelMapping", "PixelPiece", "RasterPlaces"]

_EARTH_M = 6_371_000.0
_GRID = 17
"""Places along each side of a raster from the nearest of which its pixels are looked for."""
_STEPS = 8
"""Newton's steps: one for a plane, three for most projections."""
_CLOSE_PX = 0.01
_MOST_OFF_PX = 0.05
"""By how much an affine may miss the true mapping; beyond it the tile is cut into pieces with one each."""
_MOST_PIECES = 16
"""Along each side."""
_ALONG, _DOWN = np.array([1.0, 0.0]), np.array([0.0, 1.0])
_POINTS = 4
"""Intervals along the side of a piece between the points that its affine is fitted to."""


@dataclass(frozen=True, slots=True)
class PixelPiece:
    """A rectangle of pixels, and the affine that maps its positions."""

    row: int
    col: int
    height: int
    width: int
    affine: tuple[float, float, float, float, float, float]
    """(a, b, c, d, e, f) from (col, row) of the array to (col, row) of the other raster: col' = a col + b row + c."""


@dataclass(frozen=True, slots=True)
class PixelMapping:
    """Where the pixels of an array lie in another raster. Positions may be outside of it."""

    pieces: tuple[PixelPiece, ...]
    """They cover the array, each pixel once; those that have no place on Earth are in none."""
    bounds: tuple[float, float, float, float]
    """(least col, least row, greatest col, greatest row) of all of it in the other raster."""

    @property
    def middle(self) -> tuple[float, float, float, float]:
        """(a, b, d, e) of the piece in the middle."""
        a, b, _, d, e, _ = self.pieces[len(self.pieces) // 2].affine
        return a, b, d, e


class RasterPlaces:
    """Finds the pixels of one raster that lie at given places. Any thread may use it."""

    def __init__(self, ground: PixelToGround) -> None:
        self._ground = ground
        cols, rows = np.meshgrid(np.linspace(0, ground.width, _GRID), np.linspace(0, ground.height, _GRID))
        self._pixels = np.stack([cols.ravel(), rows.ravel()], axis=-1)
        self._places = self._at(self._pixels)
        there = np.isfinite(self._places[:, 0])
        self._pixels, self._places = self._pixels[there], self._places[there]
        # What bulges between the points of the grid, and a tenth of the raster around it.
        low, high = self._places.min(axis=0), self._places.max(axis=0)
        span = float(np.linalg.norm(high - low))
        margin = 0.1 * span + span**2 / (8 * _EARTH_M)
        self._low, self._high = low - margin, high + margin

    def mapping(
        self, later: PixelToGround, origin: tuple[float, float], scale: tuple[float, float], shape: tuple[int, int]
    ) -> PixelMapping | None:
        """Where an array on another raster's grid lies in this one; None where it lies nowhere near.

        Args:
            later: The other raster.
            origin: (col, row) of the array's outer corner in the other raster.
            scale: (x, y) pixels of the other raster to a pixel of the array.
            shape: (height, width) of the array.
        """
        for count in (1, 2, 4, 8, _MOST_PIECES):
            pieces, worst = [], 0.0
            for row, col, height, width in _cut(shape, count):
                corners = _points(row, col, height, width)
                at = corners * np.array(scale) + np.array(origin)
                found = self.pixels_at(_sphere(later, at))
                there = np.isfinite(found[:, 0])
                if there.sum() < 6:
                    continue
                affine, off = _fitted(corners[there], found[there])
                worst = max(worst, off)
                pieces.append(PixelPiece(row, col, height, width, affine))
            if not pieces:
                return None
            if worst <= _MOST_OFF_PX:
                break
        return PixelMapping(tuple(pieces), _bounds(pieces))

    def pixels_at(self, places: Array) -> Array:
        """(n, 2) (col, row) at n neighbouring places of the sphere, also beside the raster where some lie in it.

        NaN where there are none, and everywhere when all lie on one side of the raster.
        """
        found = np.full((len(places), 2), np.nan)
        near = np.isfinite(places[:, 0])
        wanted = places[near]
        if not len(wanted) or (wanted.max(axis=0) < self._low).any() or (wanted.min(axis=0) > self._high).any():
            return found
        start = self._places @ wanted[len(wanted) // 2]
        pixels = np.repeat(self._pixels[[int(np.argmax(start))]], len(wanted), axis=0)
        for _ in range(_STEPS):
            step = self._step(pixels, wanted)
            pixels = pixels + step
            if not np.abs(step[np.isfinite(step)]).max(initial=0) > _CLOSE_PX:
                break
        found[near] = np.where(np.abs(step) <= 1, pixels, np.nan)
        return found

    def _step(self, pixels: Array, wanted: Array) -> Array:
        """(n, 2), one step of Gauss and Newton towards the wanted places."""
        count = len(pixels)
        # Differences over a pixel, for beside a raster its polynomials may bend.
        around = self._at(np.concatenate([pixels, pixels + _ALONG, pixels + _DOWN]))
        here, along, down = around[:count], around[count : 2 * count], around[2 * count :]
        u, v, missing = along - here, down - here, wanted - here
        uu, uv, vv = (u * u).sum(axis=1), (u * v).sum(axis=1), (v * v).sum(axis=1)
        us, vs = (u * missing).sum(axis=1), (v * missing).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            area = uu * vv - uv * uv
            step = np.stack([(vv * us - uv * vs) / area, (uu * vs - uv * us) / area], axis=-1)
        # No further than the raster is long: what leaves the CRS's domain does not come back.
        longest = float(max(self._ground.width, self._ground.height))
        limited: Array = np.clip(step, -longest, longest)
        return limited

    def _at(self, pixels: Array) -> Array:
        return _sphere(self._ground, pixels)


def _sphere(ground: PixelToGround, pixels: Array) -> Array:
    """(n, 3) metres, the places of (n, 2) (col, row) on a sphere; NaN where there is none."""
    lon, lat = ground.lonlat(pixels[:, 0], pixels[:, 1])
    outside = ~np.isfinite(lon)
    lon, lat = np.radians(np.where(outside, 0, lon)), np.radians(np.where(outside, 0, lat))
    cos = np.cos(lat)
    places = np.stack([cos * np.cos(lon), cos * np.sin(lon), np.sin(lat)], axis=-1) * _EARTH_M
    places[outside] = np.nan
    return places


def _cut(shape: tuple[int, int], count: int) -> Iterator[tuple[int, int, int, int]]:
    """(row, col, height, width) of count x count rectangles that make up an array."""
    rows = [shape[0] * number // count for number in range(count + 1)]
    cols = [shape[1] * number // count for number in range(count + 1)]
    for top, bottom in itertools.pairwise(rows):
        for left, right in itertools.pairwise(cols):
            if bottom > top and right > left:
                yield top, left, bottom - top, right - left


def _points(row: int, col: int, height: int, width: int) -> Array:
    cols, rows = np.meshgrid(np.linspace(col, col + width, _POINTS + 1), np.linspace(row, row + height, _POINTS + 1))
    return np.stack([cols.ravel(), rows.ravel()], axis=-1)


def _fitted(corners: Array, found: Array) -> tuple[tuple[float, float, float, float, float, float], float]:
    """The affine through the points by least squares, and by how much it misses the worst of them."""
    middle = corners.mean(axis=0)
    sides = np.column_stack([corners - middle, np.ones(len(corners))])
    solved = np.linalg.lstsq(sides, found, rcond=None)[0]
    off = float(np.abs(sides @ solved - found).max())
    (a, d), (b, e), (c, f) = solved.tolist()
    return (a, b, c - a * middle[0] - b * middle[1], d, e, f - d * middle[0] - e * middle[1]), off


def _bounds(pieces: list[PixelPiece]) -> tuple[float, float, float, float]:
    cols, rows = [], []
    for piece in pieces:
        a, b, c, d, e, f = piece.affine
        for x in (piece.col, piece.col + piece.width):
            for y in (piece.row, piece.row + piece.height):
                cols.append(a * x + b * y + c)
                rows.append(d * x + e * y + f)
    return min(cols), min(rows), max(cols), max(rows)
