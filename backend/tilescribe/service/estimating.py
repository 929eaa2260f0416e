"""What indexing would take, told before it begins."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.errors import InvalidOptionError, RasterError
from tilescribe.raster import auto_levels, find_rasters, open_raster, parse_time, plan_tiles, stamp
from tilescribe.service.schemas.jobs import Estimate, RefusedRaster

if TYPE_CHECKING:
    from tilescribe.catalog.base import Catalog, StoredRaster
    from tilescribe.domain.raster import Raster
    from tilescribe.service.schemas.jobs import EstimateRequest

__all__ = ["TYPICAL_RATES", "estimate"]

LOOK_AT_S = 15.0
"""Rasters are looked at for so long; the rest is taken to be like them."""
REFUSED_SHOWN = 200
TYPICAL_RATES = {"facts": 25.0, "builtin": 25.0}
"""Tiles a second on two cores of a server, of the package's own captioners: 27 were measured (docs/builtin-model.md),
and most of it is facts and embedding."""
OTHER_RATE = 0.25
"""Any other is taken for a model of billions of parameters without a GPU, which takes some seconds a tile
(docs/models.md has the formula)."""
BYTES_A_TILE = 12_000
"""Of catalog and caches with descriptions by `builtin` and `facts`: 8.1 to 12.0 kB in four catalogs of 320 to 1,094
tiles."""
DEFAULT_SIDE_PX = 224
"""What most captioners look at; for those that are not loaded yet."""
PLANNED_MOST = 50_000
"""Tiles of one raster that are planned in earnest: about two seconds."""


@dataclass(slots=True)
class _Tally:
    rasters: int = 0
    tiles: int = 0
    pending: int = 0
    levels_m: set[float] = field(default_factory=set)
    refused: list[RefusedRaster] = field(default_factory=list)
    looked_at: int = 0


def estimate(
    request: EstimateRequest, *, store: Catalog | None, place: Path | None, side_px: int, rate: float | None
) -> Estimate:
    """Opens rasters, for at most 15 seconds, and reads no pixel.

    Args:
        request: What would be indexed.
        store: The catalog it would go to, if there is one.
        place: Where the catalog is or would be, to tell the free space.
        side_px: Of the pictures that the captioner looks at, for `auto` levels.
        rate: Tiles a second of an earlier run; None where there was none.

    Raises:
        RasterNotFoundError, NoRastersFoundError, InvalidOptionError, InvalidDateError
    """
    known = {raster.path: raster for raster in store.rasters()} if store else {}
    found = find_rasters(request.paths or list(known))
    tally = _Tally(refused=[RefusedRaster(path="", reason=str(problem)) for problem in found.problems])
    deadline = time.monotonic() + LOOK_AT_S
    since = parse_time(request.since) if request.since else None
    for path in found.rasters:
        if time.monotonic() > deadline and tally.looked_at:
            break
        tally.looked_at += 1
        try:
            _look(path, request, tally, stored=known.get(path), side_px=side_px, since=since)
        except RasterError as error:
            tally.refused.append(RefusedRaster(path=path, reason=str(error)))
    return _told(request, tally, total=len(found.rasters), place=place, rate=rate)


def _look(
    path: str, request: EstimateRequest, tally: _Tally, *, stored: StoredRaster | None, side_px: int, since: object
) -> None:
    if stored and stored.stamp == stamp(path) and request.levels_m is None and request.overlap is None:
        tally.rasters += 1
        tally.tiles += sum(stored.tiles.values())
        tally.pending += sum(count for state, count in stored.tiles.items() if state in ("pending", "failed"))
        tally.levels_m.update(stored.levels_m)
        return
    raster = open_raster(path, profile=request.profile)
    if since is not None and raster.acquired is not None and raster.acquired < since:  # type: ignore[operator]
        return
    levels = _levels(raster, request, side_px=side_px)
    count = _count(raster, levels, overlap=request.overlap or 0.0)
    tally.rasters += 1
    tally.tiles += count
    tally.pending += count
    tally.levels_m.update(levels)


def _count(raster: Raster, levels_m: Sequence[float], *, overlap: float) -> int:
    """Tiles at all levels; what would take seconds to plan is told from the area alone."""
    step = 1 - overlap
    area_m2 = raster.width * raster.height * raster.gsd_m**2
    by_area = sum(max(1, round(area_m2 / (level * step) ** 2)) for level in levels_m)
    return by_area if by_area > PLANNED_MOST else len(plan_tiles(raster, levels_m, overlap=overlap))


def _levels(raster: Raster, request: EstimateRequest, *, side_px: int) -> Sequence[float]:
    if isinstance(request.levels_m, list):
        if not request.levels_m:
            raise InvalidOptionError("The list of levels is empty", remedy="Leave it out, or give auto")
        return sorted(set(request.levels_m))
    return auto_levels(raster, input_side_px=side_px)


def _told(request: EstimateRequest, tally: _Tally, *, total: int, place: Path | None, rate: float | None) -> Estimate:
    share = total / tally.looked_at if tally.looked_at else 1.0
    tiles_per_s = rate or TYPICAL_RATES.get(request.captioner, OTHER_RATE)
    pending = round(tally.pending * share)
    return Estimate(
        rasters=round(tally.rasters * share),
        tiles=round(tally.tiles * share),
        pending=pending,
        levels_m=sorted(tally.levels_m),
        seconds=round(pending / tiles_per_s, 1),
        tiles_per_s=round(tiles_per_s, 3),
        measured=rate is not None,
        size_bytes=pending * BYTES_A_TILE,
        free_bytes=_free(place),
        complete=tally.looked_at == total,
        refused=tally.refused[:REFUSED_SHOWN],
    )


def _free(place: Path | None) -> int | None:
    for folder in (place, *place.parents) if place else ():
        if folder.is_dir():
            try:
                return shutil.disk_usage(folder).free
            except OSError:
                return None
    return None
