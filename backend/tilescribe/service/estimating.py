"""What indexing would take, told before it begins."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.describe import catalog_name
from tilescribe.domain.description import MEASURED
from tilescribe.domain.period import parse_period
from tilescribe.errors import InvalidOptionError, explain
from tilescribe.raster import auto_levels, find_rasters, open_raster, plan_tiles, stamp
from tilescribe.raster.tiling import MIN_TILE_PX
from tilescribe.service.schemas.jobs import Estimate, RefusedRaster

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import RunRecord, StoredRaster
    from tilescribe.domain.raster import Raster
    from tilescribe.service.schemas.jobs import EstimateRequest

__all__ = ["TYPICAL_RATES", "TYPICAL_STARTUP_S", "Pace", "estimate"]

LOOK_AT_S = 15.0
"""Rasters are looked at for so long; the rest is taken to be like them."""
REFUSED_SHOWN = 200
TYPICAL_RATES = {"facts": 25.0, "builtin": 25.0}
"""Tiles a second on two cores of a server, of the package's own captioners: 27 were measured (docs/builtin-model.md),
and most of it is facts and embedding."""
TYPICAL_STARTUP_S = 8.0
"""From the start of a job to its first look at a raster: a process, imports and models, on two cores of a server."""
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
RUNS_LOOKED_AT = 20
MEASURED_FROM = 20
"""Tiles that a run must have described to say how quick it was: with fewer it mostly loaded its models, which it does
when the first tile needs them."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How quick a captioner was in earlier runs on this machine; None where there was none."""

    tiles_per_s: float | None = None
    startup_s: float | None = None
    """From the start of the job to its first look at a raster."""


@dataclass(slots=True)
class _Tally:
    rasters: int = 0
    tiles: int = 0
    pending: int = 0
    levels_m: set[float] = field(default_factory=set)
    refused: list[RefusedRaster] = field(default_factory=list)
    looked_at: int = 0
    seconds: float = 0.0
    """That looking has taken. The run looks again, and takes as long."""


def estimate(
    request: EstimateRequest, *, store: Catalog | None, place: Path | None, side_px: int, pace: Pace
) -> Estimate:
    """Opens rasters, for at most 15 seconds, and reads no pixel.

    The time told is that of the whole job: process and models (as long as last time), a look at each raster (as long as
    the look taken here), and the tiles (as quick as last time, of this service's jobs or else of this catalog's runs).

    Args:
        request: What would be indexed.
        store: The catalog it would go to, if there is one.
        place: Where the catalog is or would be, to tell the free space.
        side_px: Of the pictures that the captioner looks at, for `auto` levels.
        pace: Of earlier jobs on this machine.

    Raises:
        RasterNotFoundError, NoRastersFoundError, InvalidOptionError, InvalidDateError
    """
    if isinstance(request.levels_m, list) and not request.levels_m:
        raise InvalidOptionError("The list of levels is empty", remedy="Leave it out, or give auto")
    known = {raster.path: raster for raster in store.rasters()} if store else {}
    started = time.monotonic()
    found = find_rasters(request.paths or list(known))
    tally = _Tally(refused=[RefusedRaster(path="", reason=str(problem)) for problem in found.problems])
    deadline = started + LOOK_AT_S
    since = parse_period(request.since).start if request.since else None
    for path in found.rasters:
        if time.monotonic() > deadline and tally.looked_at:
            break
        tally.looked_at += 1
        try:
            _look(path, request, tally, stored=known.get(path), side_px=side_px, since=since)
        except Exception as error:  # noqa: BLE001 - a file can be odd in every way; the others are looked at
            tally.refused.append(RefusedRaster(path=path, reason=str(explain(error))))
    tally.seconds = time.monotonic() - started
    if pace.tiles_per_s is None and store is not None:
        pace = replace(pace, tiles_per_s=_rate_of_runs(store, request.captioner))
    return _told(request, tally, total=len(found.rasters), place=place, pace=pace)


def _rate_of_runs(store: Catalog, captioner: str) -> float | None:
    """Tiles a second of the last run that described enough with this captioner; its imports are not in it."""
    for run in store.runs(limit=RUNS_LOOKED_AT):
        described = run.counts.get("done", 0) - run.counts.get("reused", 0) - run.counts.get("inherited", 0)
        seconds = _seconds(run)
        if described >= MEASURED_FROM and seconds > 0 and _described_with(run, catalog_name(captioner)):
            return described / seconds
    return None


def _described_with(run: RunRecord, captioner: str) -> bool:
    """With this captioner alone; what is measured goes with every one."""
    authors = run.settings.get("authors")
    if not isinstance(authors, list):
        return False
    return {author["captioner"] for author in authors} - {MEASURED} == {captioner} - {MEASURED}


def _seconds(run: RunRecord) -> float:
    if run.finished is None:
        return 0.0
    return (datetime.fromisoformat(run.finished) - datetime.fromisoformat(run.started)).total_seconds()


def _look(
    path: str, request: EstimateRequest, tally: _Tally, *, stored: StoredRaster | None, side_px: int, since: object
) -> None:
    if stored and stored.stamp.agrees(stamp(path)) and request.levels_m is None and request.overlap is None:
        tally.rasters += 1
        tally.tiles += sum(stored.tiles.values())
        tally.pending += sum(count for state, count in stored.tiles.items() if state in ("pending", "failed"))
        tally.levels_m.update(stored.levels_m)
        return
    raster = open_raster(path, profile=request.profile, nodata=request.nodata)
    if since is not None and raster.period is not None and raster.period.end < since:  # type: ignore[operator]
        return
    levels = _levels(raster, request, side_px=side_px)
    count = _count(raster, levels, overlap=request.overlap or 0.0)
    tally.rasters += 1
    tally.tiles += count
    tally.pending += count
    tally.levels_m.update(levels)


def _count(raster: Raster, levels_m: Sequence[float], *, overlap: float) -> int:
    """Tiles at all levels; what would take seconds to plan is told from the area alone."""
    by_area = 0.0
    for level in levels_m:
        step_px = max(level / raster.gsd_m, MIN_TILE_PX) * (1 - overlap)  # what is finer is refused by `plan_tiles`
        by_area += max(1.0, raster.width / step_px) * max(1.0, raster.height / step_px)
    too_fine = min(levels_m) < MIN_TILE_PX * raster.gsd_m
    if by_area > PLANNED_MOST and not too_fine:
        return round(by_area)
    return len(plan_tiles(raster, levels_m, overlap=overlap))


def _levels(raster: Raster, request: EstimateRequest, *, side_px: int) -> Sequence[float]:
    if isinstance(request.levels_m, list):
        return sorted(set(request.levels_m))
    return auto_levels(raster, input_side_px=side_px)


def _told(request: EstimateRequest, tally: _Tally, *, total: int, place: Path | None, pace: Pace) -> Estimate:
    share = total / tally.looked_at if tally.looked_at else 1.0
    tiles_per_s = pace.tiles_per_s or TYPICAL_RATES.get(request.captioner, OTHER_RATE)
    startup_s = TYPICAL_STARTUP_S if pace.startup_s is None else pace.startup_s
    pending = round(tally.pending * share)
    return Estimate(
        rasters=round(tally.rasters * share),
        tiles=round(tally.tiles * share),
        pending=pending,
        levels_m=sorted(tally.levels_m),
        seconds=round(startup_s + tally.seconds * share + pending / tiles_per_s, 1),
        tiles_per_s=round(tiles_per_s, 3),
        measured=pace.tiles_per_s is not None,
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
