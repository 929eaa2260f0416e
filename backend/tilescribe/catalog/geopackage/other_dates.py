"""The same place at other dates: tiles that show what a hit shows, found by the boxes of the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage import tile_queries
from tilescribe.catalog.geopackage.ids import find_sorted, union
from tilescribe.catalog.geopackage.times import from_sql
from tilescribe.catalog.merging import COVERED, common_shares, days_of, footprints_of

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.described import DescribedTiles
    from tilescribe.catalog.types import StoredTile

__all__ = ["other_dates"]

_LOOKED_AT = 16
"""Tiles of one date that are read and scored, where the nearest level has so many: all of one four times finer."""
_BOX_SHARE = COVERED / 2
"""Of the smaller box: the least that boxes have in common where footprints have `COVERED`, which fill half of them."""


def other_dates(
    db: sqlite3.Connection,
    hits: Sequence[StoredTile],
    *,
    described: DescribedTiles,
    passing: NDArray[np.int64] | None,
    most: int,
) -> list[list[StoredTile]]:
    """For each hit the tiles of its place at other dates, at most a few of each of the `most` newest ones.

    Those of the level that is nearest to the hit's and, of these, that fit best. A hit whose date is not known has
    none, nor are there undated tiles among them.

    Args:
        db: A reader in one snapshot.
        hits: The page.
        described: All described tiles of this snapshot.
        passing: Ids of those that may be listed, ascending; None for all.
        most: Dates of one place.
    """
    dates = _Dates.of(db)
    if dates.count < 2:
        return [[] for _ in hits]
    near = [_near(hit, dates, described, passing, most) for hit in hits]
    ids = union([np.empty(0, dtype=np.int64), *near]).tolist()
    rows = dict(zip(ids, tile_queries.tiles(db, ids), strict=True))
    pairs = [(at, rows[tile_id]) for at, ids in enumerate(near) for tile_id in ids.tolist()]
    owners = np.array([at for at, _ in pairs], dtype=np.int64)
    shares = common_shares(footprints_of(hits)[owners], footprints_of([tile for _, tile in pairs]))
    places: list[list[StoredTile]] = [[] for _ in hits]
    for (at, tile), share in zip(pairs, shares.tolist(), strict=True):
        if share >= COVERED:
            places[at].append(tile)
    return places


@dataclass(frozen=True, slots=True, eq=False)
class _Dates:
    """The dates of rasters, numbered from the oldest one."""

    count: int
    raster_ids: NDArray[np.int64]
    """(n,) ascending: rasters of which the date is known."""
    numbers: NDArray[np.int64]
    """(n,)."""

    @classmethod
    def of(cls, db: sqlite3.Connection) -> _Dates:
        found = {}
        for raster_id, acquired, end in db.execute("SELECT id, acquired, acquired_end FROM rasters ORDER BY id"):
            days = days_of(from_sql(acquired), from_sql(end))
            if days is not None:
                found[raster_id] = days
        numbers = {when: number for number, when in enumerate(sorted(set(found.values())))}
        return cls(
            len(numbers),
            np.array(list(found), dtype=np.int64),
            np.array([numbers[when] for when in found.values()], dtype=np.int64),
        )

    def numbers_of(self, raster_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """(n,) of rasters in any order; -1 where the date is not known."""
        numbers = np.full(len(raster_ids), -1, dtype=np.int64)
        known, at = find_sorted(self.raster_ids, raster_ids)
        numbers[known] = self.numbers[at]
        return numbers


def _near(
    hit: StoredTile,
    dates: _Dates,
    described: DescribedTiles,
    passing: NDArray[np.int64] | None,
    most: int,
) -> NDArray[np.int64]:
    """Ids of tiles whose boxes look like the hit's place at other dates, the best fitting ones of each date first.

    All in arrays: a hit of a coarse level meets thousands of fine tiles of each date.
    """
    (own,) = dates.numbers_of(np.array([hit.raster_id])).tolist()
    if own < 0 or hit.footprint.is_empty:
        return np.empty(0, dtype=np.int64)
    # Part by part: the box around what lies on both sides of the antimeridian goes around the globe.
    at = union([described.meeting(part.bounds)[0] for part in hit.footprint.geoms])
    if passing is not None:
        at = at[find_sorted(passing, described.ids[at])[0]]
    of_smaller, of_both = _box_shares(hit.footprint.bounds, described.boxes_at(at))
    when = dates.numbers_of(described.raster_ids[at])
    others = (of_smaller >= _BOX_SHARE) & (when >= 0) & (when != own)
    at, of_both, when = at[others], of_both[others], when[others]
    steps = np.abs(np.log(described.levels_m[at] / hit.level_m)).round(1)
    nearest = np.full(dates.count, np.inf)
    np.minimum.at(nearest, when, steps)
    level = steps == nearest[when]
    at, of_both, when = at[level], of_both[level], when[level]
    order = np.lexsort((at, -of_both, -when))
    new = np.diff(when[order], prepend=-1) != 0
    date = np.cumsum(new) - 1  # 0 for the newest
    rank = np.arange(len(order)) - np.flatnonzero(new)[date]
    found: NDArray[np.int64] = described.ids[at[order[(date < most) & (rank < _LOOKED_AT)]]]
    return found


def _box_shares(bounds: Iterable[float], boxes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(what is common of the smaller one, of both together) of one box and others, (4, n)."""
    west, south, east, north = bounds
    wests, souths, easts, norths = boxes
    wide = np.maximum(np.minimum(easts, east) - np.maximum(wests, west), 0)
    common = wide * np.maximum(np.minimum(norths, north) - np.maximum(souths, south), 0)
    area, areas = (east - west) * (north - south), (easts - wests) * (norths - souths)
    smaller, both = np.minimum(area, areas), area + areas - common
    zeros = np.zeros(len(common))
    return (
        np.divide(common, smaller, out=zeros.copy(), where=smaller > 0),
        np.divide(common, both, out=zeros, where=both > 0),
    )
