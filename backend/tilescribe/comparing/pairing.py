"""Which tile of a later date is compared with which rasters of an earlier one: geometry and dates only, no pixels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.merging import days_of, footprints_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from tilescribe.catalog.merging import Days
    from tilescribe.catalog.types import StoredRaster, StoredTile
    from tilescribe.domain.period import Period

__all__ = ["LEAST_COVERED", "LEAST_SIDE_PX", "EarlierDate", "TilePair", "earlier_dates", "is_earlier", "pair_tiles"]

_ENOUGH = 0.5
"""Share of a tile that a date covers, to be taken although an older one covers more."""
_MODEL_PX = 224
"""Pixels along the side of what models look at: a tile is read no finer."""
_AS_DETAILED = 2.0
"""Pixels of the earlier date may be so many times larger than those of the tile, and still show about the same."""
LEAST_SIDE_PX = 24
"""Of the coarser date: a tile with fewer pixels along its side shows no things."""
LEAST_COVERED = 0.05
"""Below this share of a tile there is nothing to compare it with."""


@dataclass(frozen=True, slots=True)
class EarlierDate:
    """The rasters of one date, or one raster of which none is known."""

    period: Period | None
    rasters: tuple[StoredRaster, ...]
    footprints: tuple[MultiPolygon, ...]
    """WGS84, of the rasters."""

    @property
    def gsd_m(self) -> float:
        """Ground size of the coarsest pixels."""
        return max(raster.gsd_m for raster in self.rasters)


@dataclass(frozen=True, slots=True)
class TilePair:
    """A tile with the earlier date that it is to be compared with."""

    tile: StoredTile
    before: EarlierDate
    rasters: tuple[StoredRaster, ...]
    """Those of the date that touch the tile, the one that covers most of it first."""
    tiles: tuple[tuple[int, float], ...]
    """(id, share of the later tile's ground) of the date's tiles of the nearest level, those that cover most first."""


def earlier_dates(
    rasters: Sequence[StoredRaster], footprints: Mapping[int, MultiPolygon], *, than: StoredRaster, around: MultiPolygon
) -> list[EarlierDate]:
    """The dates of those rasters that touch a place and are older than a raster, the newest first.

    Rasters of one date and of very different pixel sizes are dates of their own, the finest first. A raster without a
    date is a date of its own, and comes last: whoever hands it over says that it is earlier.

    Args:
        rasters: What may be earlier.
        footprints: WGS84, by raster id.
        than: The later raster.
        around: Its footprint.
    """
    import shapely

    shapely.prepare(around)
    by_date: dict[tuple[Days, float], list[StoredRaster]] = {}
    undated: list[StoredRaster] = []
    for raster in rasters:
        if raster.id == than.id or not shapely.intersects(around, footprints[raster.id]):
            continue
        days = days_of(raster.acquired, raster.acquired_end)
        if days is None:
            undated.append(raster)
        elif than.acquired is None or is_earlier(raster, than):
            by_date.setdefault((days, -round(math.log2(raster.gsd_m))), []).append(raster)
    groups = [by_date[key] for key in sorted(by_date, reverse=True)] + [[raster] for raster in undated]
    return [
        EarlierDate(group[0].period, tuple(group), tuple(footprints[raster.id] for raster in group)) for group in groups
    ]


def is_earlier(one: StoredRaster, other: StoredRaster) -> bool:
    """Whether all days of one raster's period lie before those of another's: strips of one pass are one date."""
    days, later = days_of(one.acquired, one.acquired_end), days_of(other.acquired, other.acquired_end)
    return days is not None and later is not None and days[1] < later[0]


def pair_tiles(
    tiles: Sequence[StoredTile], dates: Sequence[EarlierDate], earlier_tiles: Sequence[StoredTile]
) -> list[TilePair]:
    """Each tile with the newest of the dates that covers enough of it and shows as much detail.

    Where none does both, one that shows less, as long as it shows things; else one that covers enough, or most.
    Tiles that no date covers are left out.

    Args:
        tiles: Of one raster.
        dates: The newest first.
        earlier_tiles: Described tiles of the rasters of those dates.
    """
    if not tiles or not dates:
        return []
    footprints = footprints_of(tiles)
    shares = np.stack([_covered(footprints, date.footprints) for date in dates])
    chosen = _choice(tiles, dates, shares)
    covered = shares[chosen, np.arange(len(tiles))] >= LEAST_COVERED
    described = _tiles_of_dates(tiles, footprints, dates, chosen, earlier_tiles)
    pairs = []
    for at in np.flatnonzero(covered).tolist():
        date = dates[int(chosen[at])]
        pairs.append(TilePair(tiles[at], date, _touching(footprints[at], date), described.get(at, ())))
    return pairs


def _choice(
    tiles: Sequence[StoredTile], dates: Sequence[EarlierDate], shares: NDArray[np.float64]
) -> NDArray[np.int64]:
    """(n,) position of the date for each tile; `shares` is (dates, n)."""
    enough = shares >= _ENOUGH
    sides_m = np.array([tile.level_m for tile in tiles])[None]
    gsd_m = np.array([date.gsd_m for date in dates])[:, None]
    stored_m = np.array([tile.level_m / max(tile.height, tile.width) for tile in tiles])[None]
    as_detailed = gsd_m <= _AS_DETAILED * np.maximum(stored_m, sides_m / _MODEL_PX)
    shows_things = sides_m / gsd_m >= LEAST_SIDE_PX
    chosen: NDArray[np.int64] = shares.argmax(axis=0)
    for good in (enough, enough & shows_things, enough & shows_things & as_detailed):
        chosen = np.where(good.any(axis=0), good.argmax(axis=0), chosen)
    return chosen


def _covered(tiles: NDArray[np.object_], rasters: Sequence[MultiPolygon]) -> NDArray[np.float64]:
    """(n,) share of each tile that lies in any of the rasters."""
    import shapely

    whole = shapely.make_valid(shapely.union_all(list(rasters)))
    shapely.prepare(whole)
    areas = shapely.area(tiles)
    inside = shapely.area(shapely.intersection(tiles, whole))
    shares: NDArray[np.float64] = np.divide(inside, areas, out=np.zeros(len(areas)), where=areas > 0)
    return shares


def _touching(tile: MultiPolygon, date: EarlierDate) -> tuple[StoredRaster, ...]:
    import shapely

    areas = shapely.area(shapely.intersection(tile, list(date.footprints)))
    order = np.argsort(-areas, kind="stable")
    return tuple(date.rasters[at] for at in order.tolist() if areas[at] > 0)


def _tiles_of_dates(
    tiles: Sequence[StoredTile],
    footprints: NDArray[np.object_],
    dates: Sequence[EarlierDate],
    chosen: NDArray[np.int64],
    earlier: Sequence[StoredTile],
) -> dict[int, tuple[tuple[int, float], ...]]:
    """Position of a tile to the tiles of its date that show its place, of the level nearest to its own."""
    import shapely

    if not earlier:
        return {}
    number_of = {raster.id: number for number, date in enumerate(dates) for raster in date.rasters}
    numbers = np.array([number_of.get(tile.raster_id, -1) for tile in earlier])
    others = footprints_of(earlier)
    at, other = shapely.STRtree(others).query(footprints, predicate="intersects")
    same = numbers[other] == chosen[at]
    at, other = at[same], other[same]
    levels = np.array([tile.level_m for tile in tiles]), np.array([tile.level_m for tile in earlier])
    steps = np.abs(np.log(levels[1][other] / levels[0][at])).round(1)
    nearest = np.full(len(tiles), np.inf)
    np.minimum.at(nearest, at, steps)
    level = steps == nearest[at]
    at, other = at[level], other[level]
    shares = shapely.area(shapely.intersection(footprints[at], others[other])) / shapely.area(footprints[at])
    found: dict[int, list[tuple[int, float]]] = {}
    for place, tile, share in zip(at.tolist(), other.tolist(), shares.tolist(), strict=True):
        if share >= LEAST_COVERED:
            found.setdefault(place, []).append((earlier[tile].id, min(1.0, share)))
    return {place: tuple(sorted(of_place, key=lambda one: -one[1])) for place, of_place in found.items()}
