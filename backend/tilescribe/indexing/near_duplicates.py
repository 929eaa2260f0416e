"""Which tiles are so near to each other that one description serves them: open sea, bare sand, closed forest.

Two tiles are *near-identical* when all of this holds; what is not known counts as not alike.

1. They are of one raster and one level, and the first scan gave them the same tags (none is not the same).
2. Their visual vectors have a cosine of at least 0.99. That alone is too little: two different fields reach it.
3. The bands say the same: one cover of at least 95 % in both, less than 2 % built-up, each share within 2 points,
   brightness and texture within 0.03.
4. Looked at again, no pixel of either is outside the range of values of the other, in any band, by more than a tenth
   of the scene's stretch or, where the pictures are noisy, a quarter of the smaller of their own ranges. This finds the
   boat on the sea and the tree in the sand, which the three above overlook.

`Groups` decides by 1 to 3, from the catalog alone; `ValueRange` by 4, once the pixels are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.types import ScannedTile
    from tilescribe.domain.description import Measurements
    from tilescribe.domain.pixels import TilePixels

__all__ = ["LEAST_COSINE", "Groups", "ValueRange", "first_of_each"]

LEAST_COSINE = 0.99
LEAST_COVER = 0.95
MOST_BUILT_UP = 0.02
SHARE_TOLERANCE = 0.02
LOOK_TOLERANCE = 0.03
"""Of brightness and texture."""
STRETCH_TOLERANCE = 0.1
"""Of what separates black from white in the scene."""
NOISE_TOLERANCE = 0.25
"""Of the smaller range. The extremes of 50,000 normal numbers lie 4.2 standard deviations out, give or take 0.3: a
quarter of the range is seven times that."""
_COVERS = ("water", "vegetation", "bare", "burnt", "snow", "cloud")
_RECENT = 512
"""Described tiles of one kind that another is compared with: bounds the work where everything differs slightly."""


@dataclass(slots=True)
class Groups:
    """Tiles that were described or will be, each with those that may share its description."""

    near_duplicates: dict[int, list[ScannedTile]] = field(default_factory=dict)
    """Id of a tile to its likely near-duplicates, in the order they were added."""
    _sources: dict[tuple[object, ...], list[_Source]] = field(default_factory=lambda: defaultdict(list))

    def add_source(self, tile: ScannedTile) -> None:
        """A tile with a description of its own."""
        key = _kind(tile)
        if key is not None:
            self._sources[key].append(_Source.of(tile))

    def place(self, tile: ScannedTile) -> int | None:
        """The tile to inherit from, to which it is added; None when there is none."""
        key = _kind(tile)
        if key is None:
            return None
        candidate = _Source.of(tile)
        for source in reversed(self._sources[key][-_RECENT:]):
            if source.is_close_to(candidate):
                self.near_duplicates.setdefault(source.tile_id, []).append(tile)
                return source.tile_id
        return None


@dataclass(frozen=True, slots=True)
class _Source:
    tile_id: int
    vector: NDArray[np.float32]
    numbers: NDArray[np.float32]
    """Shares, then looks; NaN where the bands cannot tell."""

    @classmethod
    def of(cls, tile: ScannedTile) -> Self:
        assert tile.visual is not None
        assert tile.measurements is not None
        names = (*_COVERS, "built_up", "brightness", "texture")
        values = [getattr(tile.measurements, name) for name in names]
        numbers = np.array([np.nan if value is None else value for value in values], dtype=np.float32)
        return cls(tile.ref.id, tile.visual.array(), numbers)

    def is_close_to(self, other: _Source) -> bool:
        differences = np.abs(self.numbers - other.numbers)
        differences = np.where(np.isnan(self.numbers) & np.isnan(other.numbers), 0.0, differences)
        tolerances = np.array([SHARE_TOLERANCE] * (len(_COVERS) + 1) + [LOOK_TOLERANCE] * 2)
        # Written so that what only one of them knows, a NaN, counts as a difference.
        return bool((differences <= tolerances).all()) and float(self.vector @ other.vector) >= LEAST_COSINE


def _kind(tile: ScannedTile) -> tuple[object, ...] | None:
    """What near-identical tiles have in common; None for one that shows several things, or of which little is known."""
    if tile.visual is None or tile.measurements is None or not tile.tags or not _plain(tile.measurements):
        return None
    return tile.ref.raster_id, tile.ref.level_m, tile.visual.space, frozenset(tag.name for tag in tile.tags)


def _plain(measured: Measurements) -> bool:
    covers = [share for name in _COVERS if (share := getattr(measured, name)) is not None]
    built_up = measured.built_up
    return bool(covers) and max(covers) >= LEAST_COVER and built_up is not None and built_up <= MOST_BUILT_UP


@dataclass(frozen=True, slots=True)
class ValueRange:
    """The least and the greatest valid value of each band as stored, and what the scene's stretch spans; (bands,)."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    stretch: NDArray[np.float64]

    @classmethod
    def of(cls, tile: TilePixels) -> Self:
        values = tile.data[:, tile.valid].astype(np.float64)
        stretch = np.asarray(tile.stretch.high, dtype=np.float64) - np.asarray(tile.stretch.low, dtype=np.float64)
        return cls(np.nanmin(values, axis=1), np.nanmax(values, axis=1), stretch)

    def is_close_to(self, other: ValueRange) -> bool:
        """Whether no pixel of either picture stands out from the other."""
        noise = np.minimum(self.high - self.low, other.high - other.low)
        tolerance = np.maximum(STRETCH_TOLERANCE * self.stretch, NOISE_TOLERANCE * noise)
        lower, upper = np.abs(self.low - other.low), np.abs(self.high - other.high)
        # Written so that a NaN counts as a difference.
        return bool((lower <= tolerance).all() and (upper <= tolerance).all())


def first_of_each(tiles: Iterable[ScannedTile], groups: Groups) -> Sequence[ScannedTile]:
    """Those of `tiles`, in their order, that must be described themselves; `groups` gets the others."""
    chosen = []
    for tile in tiles:
        if groups.place(tile) is None:
            groups.add_source(tile)
            chosen.append(tile)
    return chosen
