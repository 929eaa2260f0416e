"""The same place at other dates: tiles that show what a hit shows, found by the boxes of the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage import tile_queries
from tilescribe.catalog.geopackage.ids import find_sorted, union
from tilescribe.catalog.geopackage.times import from_sql
from tilescribe.catalog.merging import COVERED, Days, common_shares, days_of, footprints_of

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
    days = _days(db)
    if len(set(days.values())) < 2:
        return [[] for _ in hits]
    near = [_near(hit, days, described, passing, most) for hit in hits]
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


def _days(db: sqlite3.Connection) -> dict[int, Days]:
    """The dates of all rasters of which they are known."""
    found = {}
    for raster_id, acquired, end in db.execute("SELECT id, acquired, acquired_end FROM rasters"):
        days = days_of(from_sql(acquired), from_sql(end))
        if days is not None:
            found[raster_id] = days
    return found


def _near(
    hit: StoredTile,
    days: dict[int, Days],
    described: DescribedTiles,
    passing: NDArray[np.int64] | None,
    most: int,
) -> NDArray[np.int64]:
    """Ids of tiles whose boxes look like the hit's place at other dates, the best fitting ones of each date first."""
    own = days.get(hit.raster_id)
    if own is None or hit.footprint.is_empty:
        return np.empty(0, dtype=np.int64)
    # Part by part: the box around what lies on both sides of the antimeridian goes around the globe.
    at = union([described.meeting(part.bounds)[0] for part in hit.footprint.geoms])
    if passing is not None:
        at = at[find_sorted(passing, described.ids[at])[0]]
    dates = [days.get(raster_id) for raster_id in described.raster_ids[at].tolist()]
    at = at[[when is not None and when != own for when in dates]]
    if not len(at):
        return described.ids[at]
    of_smaller, of_both = _box_shares(hit.footprint.bounds, described.boxes_at(at))
    close = of_smaller >= _BOX_SHARE
    at, of_both = at[close], of_both[close]
    steps = np.abs(np.log(described.levels_m[at] / hit.level_m)).round(1)
    order = np.lexsort((at, -of_both, steps))
    by_date: dict[Days, list[int]] = {}
    nearest: dict[Days, float] = {}
    for place, step in zip(at[order].tolist(), steps[order].tolist(), strict=True):
        when = days[int(described.raster_ids[place])]
        chosen = by_date.setdefault(when, [])
        if step == nearest.setdefault(when, step) and len(chosen) < _LOOKED_AT:
            chosen.append(place)
    newest = sorted(by_date, reverse=True)[:most]
    return described.ids[[place for when in newest for place in by_date[when]]]


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
