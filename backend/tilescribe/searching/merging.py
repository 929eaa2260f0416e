"""Overlapping hits of several levels become the one that fits best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.catalog.base import StoredTile

__all__ = ["Merger"]

COVERED = 0.5
"""A hit is merged into a better one of another level when this share of the smaller of both is common to them."""


class Merger:
    """Takes tiles best first and says of each whether it stands for itself.

    Tiles of one level never merge with each other: neighbours are separate answers, and two dates of one place are
    two rasters. Looking up neighbours by grid cell keeps 100,000 tiles in seconds.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, float], dict[tuple[int, int], list[StoredTile]]] = defaultdict(dict)
        self._cell: dict[tuple[int, float], int] = {}
        self.merged: dict[int, int] = defaultdict(int)
        """Tile id to the number of worse tiles it stands for."""

    def keep(self, tile: StoredTile) -> bool:
        """True when no better tile of another level covers this one; remembers it then."""
        for level in [key for key in self._kept if key[0] == tile.raster_id and key[1] != tile.level_m]:
            for other in self._near(level, tile):
                if _common_share(tile, other) >= COVERED:
                    self.merged[other.id] += 1
                    return False
        self._remember(tile)
        return True

    def _remember(self, tile: StoredTile) -> None:
        key = (tile.raster_id, tile.level_m)
        cell = self._cell.setdefault(key, max(tile.height, tile.width))
        for place in _cells(tile, cell):
            self._kept[key].setdefault(place, []).append(tile)

    def _near(self, key: tuple[int, float], tile: StoredTile) -> Iterable[StoredTile]:
        grid = self._kept[key]
        places = _cells(tile, self._cell[key])
        if len(places) > len(grid):
            places = [place for place in grid if place in set(places)]
        for place in places:
            yield from grid.get(place, ())


def _cells(tile: StoredTile, cell: int) -> list[tuple[int, int]]:
    rows = range(tile.row // cell, (tile.row + tile.height - 1) // cell + 1)
    cols = range(tile.col // cell, (tile.col + tile.width - 1) // cell + 1)
    return [(row, col) for row in rows for col in cols]


def _common_share(one: StoredTile, other: StoredTile) -> float:
    height = min(one.row + one.height, other.row + other.height) - max(one.row, other.row)
    width = min(one.col + one.width, other.col + other.width) - max(one.col, other.col)
    if height <= 0 or width <= 0:
        return 0.0
    return height * width / min(one.height * one.width, other.height * other.width)
