"""Settle which rasters and tiles there are, before any pixel is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.domain.events import Event, Notice, RasterFailed, RasterMissing, RasterMoved, RasterPlanned
from tilescribe.domain.raster import RasterState
from tilescribe.errors import InvalidOptionError, RasterError
from tilescribe.raster import as_unicode, auto_levels, open_raster, plan_tiles, stamp, unexpected_fails_alone

if TYPE_CHECKING:
    from tilescribe.catalog.base import Catalog, StoredRaster
    from tilescribe.domain.raster import FileStamp, Raster
    from tilescribe.domain.tile import Tile
    from tilescribe.indexing.options import IndexOptions
    from tilescribe.raster import Discovery

__all__ = ["Planner", "is_there"]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one raster is cut, in a form that can be kept in the catalog and compared."""

    levels_m: tuple[float, ...] | None
    """None: `auto` for a model picture of `side_px`."""
    side_px: int
    overlap: float

    def __str__(self) -> str:
        levels = "auto" if self.levels_m is None else ",".join(f"{level:g}" for level in self.levels_m)
        return f"levels={levels} side_px={self.side_px} overlap={self.overlap:g}"

    @classmethod
    def parse(cls, text: str) -> _Plan:
        fields = dict(part.split("=", 1) for part in text.split())
        levels = fields["levels"]
        return cls(
            levels_m=None if levels == "auto" else tuple(float(level) for level in levels.split(",")),
            side_px=int(fields["side_px"]),
            overlap=float(fields["overlap"]),
        )


@dataclass(slots=True)
class Planner:
    """Brings the rasters of a catalog in line with the files on disk; `plan` yields what it finds."""

    catalog: Catalog
    options: IndexOptions
    side_px: int
    """Side of the picture the captioner looks at."""
    run_id: int
    selected: set[int] = field(default_factory=set)
    """Ids of the rasters this run is about."""
    failed_rasters: int = 0
    _known: dict[str, StoredRaster] = field(default_factory=dict)

    def plan(self, found: Discovery) -> Iterator[Event]:
        """Register every raster that was found, with its tiles. One bad raster is an event, not an end."""
        self._known = {stored.path: stored for stored in self.catalog.rasters()}
        for problem in found.problems:
            yield self._failed(problem.what, str(problem))
        seen = set(found.rasters)
        for position, path in enumerate(found.rasters, start=1):
            yield from self._plan_raster(path, position=position, total=len(found.rasters))
        yield from self._missing(seen)

    def _plan_raster(self, path: str, *, position: int, total: int) -> Iterator[Event]:
        stored = self._known.get(path)
        try:
            file = stamp(path)
            if stored and self._too_old(stored.acquired, file):
                yield RasterPlanned(path, position, total, sum(stored.tiles.values()), "older")
                return
            if stored and self._unchanged(stored, file):
                if stored.state is not RasterState.PRESENT:
                    self.catalog.set_raster_state(stored.id, RasterState.PRESENT)
                self.selected.add(stored.id)
                yield RasterPlanned(path, position, total, sum(stored.tiles.values()), "unchanged")
                return
            raster = self._open(path, stored)
        except (RasterError, InvalidOptionError) as error:  # the latter: a profile with other bands than this file
            yield self._failed(path, str(error), stored=stored)
            return
        if self._too_old(raster.acquired, file):
            yield RasterPlanned(path, position, total, 0, "older")
            return
        for message in raster.notices:
            yield Notice(path, message)
        yield from self._register(raster, file, stored, position=position, total=total)

    def _register(
        self, raster: Raster, file: FileStamp, stored: StoredRaster | None, *, position: int, total: int
    ) -> Iterator[Event]:
        twin = stored or self._moved_from(raster)
        plan = self._plan_for(twin)
        if twin and twin.path != raster.path:
            self.catalog.move_raster(twin.id, path=raster.path, stamp=file)
            self._known.pop(twin.path, None)
            yield RasterMoved(raster.path, previous=twin.path)
        same = twin is not None and twin.fingerprint == raster.fingerprint and not self._overrides(twin)
        if twin and same and twin.plan == str(plan):
            self.catalog.touch_raster(twin.id, stamp=file)
            if twin.state is not RasterState.PRESENT:
                self.catalog.set_raster_state(twin.id, RasterState.PRESENT)
            self.selected.add(twin.id)
            yield RasterPlanned(raster.path, position, total, sum(twin.tiles.values()), "unchanged")
            return
        levels = plan.levels_m or auto_levels(raster, input_side_px=plan.side_px)
        try:
            tiles = plan_tiles(raster, levels, overlap=plan.overlap)
            raster_id = self._put(raster, file, twin, plan=plan, tiles=tiles)
        except RasterError as error:
            yield self._failed(raster.path, str(error), stored=twin)
            return
        self.selected.add(raster_id)
        status = "new" if twin is None else "replanned" if same else "changed"
        yield RasterPlanned(raster.path, position, total, len(tiles), status)

    def _put(
        self, raster: Raster, file: FileStamp, twin: StoredRaster | None, *, plan: _Plan, tiles: Sequence[Tile]
    ) -> int:
        """Keep the raster with its tiles.

        Raises:
            UnexpectedRasterError: What was read of it cannot be kept, such as text that is no Unicode.
            CatalogError: The catalog is at fault, not the raster.
        """
        with unexpected_fails_alone(raster):
            return self.catalog.put_raster(
                raster,
                stamp=file,
                overrides=self._overrides(twin) or (twin.overrides if twin else ""),
                plan=str(plan),
                tiles=tiles,
            )

    def _open(self, path: str, stored: StoredRaster | None) -> Raster:
        """Open with what the user forces now, else with what the user forced when the raster was first indexed."""
        profile, acquired = self.options.profile, self.options.acquired
        if stored and stored.overrides:
            earlier_profile, _, earlier_time = stored.overrides.partition("|")
            profile = profile or earlier_profile or None
            acquired = acquired or (datetime.fromisoformat(earlier_time) if earlier_time else None)
        return open_raster(path, profile=profile, acquired=acquired)

    def _overrides(self, stored: StoredRaster | None) -> str:
        """The user's new overrides, merged over the stored ones; empty when they change nothing."""
        if not self.options.overrides:
            return ""
        earlier_profile, _, earlier_time = (stored.overrides if stored else "").partition("|")
        time = self.options.acquired.isoformat() if self.options.acquired else earlier_time
        merged = f"{self.options.profile or earlier_profile}|{time}"
        return "" if stored and merged == stored.overrides else merged

    def _unchanged(self, stored: StoredRaster, file: FileStamp) -> bool:
        return (
            stored.stamp == file
            and stored.state is not RasterState.FAILED
            and not self._overrides(stored)
            and stored.plan == str(self._plan_for(stored))
        )

    def _plan_for(self, stored: StoredRaster | None) -> _Plan:
        options = self.options
        plan = (
            _Plan.parse(stored.plan)
            if stored and stored.plan
            else _Plan(levels_m=None, side_px=self.side_px, overlap=0.0)
        )
        if options.levels_m is not None:
            plan = replace(plan, levels_m=options.levels_m)
        elif options.auto_levels:
            plan = replace(plan, levels_m=None, side_px=self.side_px)
        if options.overlap is not None:
            plan = replace(plan, overlap=options.overlap)
        return plan

    def _moved_from(self, raster: Raster) -> StoredRaster | None:
        for stored in self._known.values():
            if stored.fingerprint == raster.fingerprint and not is_there(stored.path):
                return stored
        return None

    def _too_old(self, acquired: datetime | None, file: FileStamp) -> bool:
        """Before `since`, by acquisition or, where that is unknown, by the file's last change."""
        since = self.options.since
        when = acquired or datetime.fromtimestamp(file.mtime_ns / 1e9, UTC)
        return since is not None and when < since

    def _missing(self, seen: set[str]) -> Iterator[Event]:
        gone = [stored for stored in self._known.values() if stored.path not in seen and not is_there(stored.path)]
        for stored in gone:
            if not self.options.prune:
                self.catalog.set_raster_state(stored.id, RasterState.MISSING)
            yield RasterMissing(stored.path, sum(stored.tiles.values()), pruned=self.options.prune)
        if self.options.prune and gone:
            self.catalog.remove_rasters([stored.id for stored in gone])

    def _failed(self, path: str, reason: str, *, stored: StoredRaster | None = None) -> RasterFailed:
        path, reason = as_unicode(path), as_unicode(reason)
        if stored:
            self.catalog.set_raster_state(stored.id, RasterState.FAILED, reason=reason)
        self.failed_rasters += 1
        self.catalog.record_failure(self.run_id, path=path, tile_id=None, stage="open", reason=reason)
        return RasterFailed(path, reason)


_ARCHIVE = re.compile(r"^/vsi(?:zip|tar|gzip|7z|rar)/(.+?\.(?:zip|tar|tgz|gz|7z|rar|kmz))(?:/|$)", re.IGNORECASE)


def is_there(path: str) -> bool:
    """Whether the raster's file is still there. What only a network could tell counts as there."""
    archive = _ARCHIVE.match(path)
    if archive:
        return os.path.exists(archive[1])  # noqa: PTH110 - a GDAL path, not necessarily a clean file path
    return path.startswith("/vsi") or Path(path).exists()
