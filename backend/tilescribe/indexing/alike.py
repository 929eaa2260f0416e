"""Which tiles are so alike that one description serves them: open sea, bare sand, closed forest.

Two tiles are *near-identical* when all of this holds; what is not known counts as not alike.

1. They are of one raster and one level, and the first scan gave them the same tags (none is not the same).
2. Their visual vectors have a cosine of at least 0.99. That alone is too little: two different fields reach it.
3. The bands say the same: one cover of at least 95 % in both, less than 2 % built-up, each share within 2 points,
   brightness and texture within 0.03.
4. Looked at again, no pixel of either is outside the range of colours of the other by more than a tenth of the scale.
   This finds the boat on the sea and the tree in the sand, which the three above overlook.

`Groups` decides by 1 to 3, from the catalog alone; `ColourRange` by 4, once the pixels are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.base import ScannedTile
    from tilescribe.domain.description import Measurements
    from tilescribe.domain.pixels import TilePixels

__all__ = ["LEAST_COSINE", "ColourRange", "Groups", "first_of_each"]

LEAST_COSINE = 0.99
LEAST_COVER = 0.95
MOST_BUILT_UP = 0.02
SHARE_TOLERANCE = 0.02
LOOK_TOLERANCE = 0.03
"""Of brightness and texture."""
COLOUR_TOLERANCE = 26
"""A tenth of 255, for each of red, green and blue of the stretched picture."""
_COVERS = ("water", "vegetation", "bare", "burnt", "snow", "cloud")
_RECENT = 512
"""Described tiles of one kind that another is compared with: bounds the work where everything differs slightly."""


@dataclass(slots=True)
class Groups:
    """Tiles that were described or will be, each with those that may share its description."""

    heirs: dict[int, list[ScannedTile]] = field(default_factory=dict)
    """Id of a tile to its likely heirs, in the order they were added."""
    _sources: dict[tuple[object, ...], list[_Source]] = field(default_factory=lambda: defaultdict(list))

    def add_source(self, tile: ScannedTile) -> None:
        """A tile with a description of its own."""
        key = _kind(tile)
        if key is not None:
            self._sources[key].append(_Source.of(tile))

    def place(self, tile: ScannedTile) -> int | None:
        """The tile to inherit from, to which it is added as an heir; None when there is none."""
        key = _kind(tile)
        if key is None:
            return None
        candidate = _Source.of(tile)
        for source in reversed(self._sources[key][-_RECENT:]):
            if source.alike(candidate):
                self.heirs.setdefault(source.tile_id, []).append(tile)
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

    def alike(self, other: _Source) -> bool:
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
class ColourRange:
    """The darkest and brightest value of a picture, for each of red, green and blue."""

    low: NDArray[np.int16]
    high: NDArray[np.int16]

    @classmethod
    def of(cls, tile: TilePixels) -> Self:
        colours = tile.rgb()[tile.valid].astype(np.int16)
        return cls(colours.min(axis=0), colours.max(axis=0))

    def alike(self, other: ColourRange) -> bool:
        """Whether no pixel of either picture stands out from the other."""
        ends = np.abs(self.low - other.low), np.abs(self.high - other.high)
        return bool(max(end.max() for end in ends) <= COLOUR_TOLERANCE)


def first_of_each(tiles: Iterable[ScannedTile], groups: Groups) -> Sequence[ScannedTile]:
    """Those of `tiles`, in their order, that must be described themselves; the others become heirs in `groups`."""
    chosen = []
    for tile in tiles:
        if groups.place(tile) is None:
            groups.add_source(tile)
            chosen.append(tile)
    return chosen
