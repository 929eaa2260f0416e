"""Settle which rasters and tiles there are, before any pixel is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from tilescribe.catalog.availability import is_there
from tilescribe.domain.events import Event, Notice, RasterFailed, RasterMissing, RasterMoved, RasterPlanned
from tilescribe.domain.overrides import split_overrides
from tilescribe.domain.period import Period, parse_acquisition
from tilescribe.domain.plurals import plural
from tilescribe.domain.raster import RasterState
from tilescribe.errors import InvalidOptionError, RasterError
from tilescribe.indexing.duplicates import Duplicates, identity_of, plain_sources, shows_in_place, stacks
from tilescribe.indexing.pruning import gone_rasters
from tilescribe.passwords import without_passwords
from tilescribe.raster import (
    as_unicode,
    auto_levels,
    is_sampled,
    is_virtual,
    open_raster,
    plan_tiles,
    read_virtual,
    same_content,
    stamp,
    wrapping_unexpected_errors,
)

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import StoredRaster
    from tilescribe.domain.raster import FileSignature, Raster
    from tilescribe.domain.tile import Tile
    from tilescribe.indexing.options import IndexOptions
    from tilescribe.raster import Discovery

__all__ = ["Planner"]


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
    named: Sequence[str] = ()
    """The paths of this run as the user gave them: only what lies under them may be pruned."""
    selected: set[int] = field(default_factory=set)
    """Ids of the rasters this run is about."""
    failed_rasters: int = 0
    _known: dict[str, StoredRaster] = field(default_factory=dict)
    _present: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    """Fingerprint to (id, path) of the rasters in the catalog whose files are there."""
    _duplicates: Duplicates = field(default_factory=Duplicates)

    def plan(self, found: Discovery) -> Iterator[Event]:
        """Register every raster that was found, with its tiles. One bad raster is an event, not an end."""
        yield from self._relocate()
        self._known = {stored.path: stored for stored in self.catalog.rasters()}
        for path, message in found.notices:
            yield Notice(path, message)
        for problem in found.problems:
            yield self._failed(problem.what, str(problem))
        present = [stored for stored in self._known.values() if is_there(stored.path)]
        for stored in present:
            if stored.state is RasterState.PRESENT:
                self._present[stored.fingerprint].append((stored.id, stored.path))
        self._duplicates = Duplicates.among(found.rasters, known=[stored.path for stored in present])
        paths = self._in_order(found.rasters)
        for position, path in enumerate(paths, start=1):
            yield from self._plan_raster(path, position=position, total=len(paths))
        yield from self._missing(set(paths))

    def _relocate(self) -> Iterator[Event]:
        moved = self.catalog.relocate_rasters()
        if moved:
            previous, path = moved[0]
            yield Notice(
                path,
                f"Elsewhere now, as seen from the catalog: {plural(len(moved), 'raster')}; this one was {previous}. "
                "Their descriptions are kept.",
            )

    def _in_order(self, found: Sequence[str]) -> list[str]:
        """What stacks the bands of others first, for they need not come beside it; what shows others only last."""
        owners = {path: self._duplicates.same_file(path) for path in found}
        # The same file may be known by another name, which then is the one to look at.
        known = [owner for owner in owners.values() if owner in self._known and owner not in owners]
        return sorted([*found, *dict.fromkeys(filter(None, known))], key=_turn)

    def _plan_raster(self, path: str, *, position: int, total: int) -> Iterator[Event]:
        stored = self._known.get(path)
        reason = None if stored else self._left_out(path)
        if reason:
            yield from _duplicate(path, reason, position=position, total=total)
            return
        try:
            file = stamp(path)
            if stored and self._too_old(stored.period, file):
                yield RasterPlanned(path, position, total, sum(stored.tiles.values()), "older")
                return
            if stored and self._unchanged(stored, file):
                yield self._keep(stored, file, position=position, total=total)
                return
            raster = self._open(path, stored)
            reason = None if stored else self._shown_already(raster) or self._copy_of(raster)
        except (RasterError, InvalidOptionError) as error:  # the latter: a profile with other bands than this file
            yield self._failed(path, str(error), stored=stored)
            return
        if reason:
            yield from _duplicate(path, reason, position=position, total=total)
            return
        if self._too_old(raster.period, file):
            yield RasterPlanned(path, position, total, 0, "older")
            return
        for message in raster.notices:
            yield Notice(path, message)
        yield from self._register(raster, file, stored, position=position, total=total)

    def _register(
        self, raster: Raster, file: FileSignature, stored: StoredRaster | None, *, position: int, total: int
    ) -> Iterator[Event]:
        twin = stored or self._moved_from(raster)
        plan = self._plan_for(twin)
        if twin and twin.path != raster.path:
            self.catalog.move_raster(twin.id, path=raster.path, stamp=file)
            self._known.pop(twin.path, None)
            # Found again: its copies, and what only shows it, stay left out.
            self._present[raster.fingerprint].append((twin.id, raster.path))
            self._duplicates.add_virtual(raster.path)
            yield RasterMoved(raster.path, previous=twin.path)
        same_pixels = twin is not None and self._same_pixels(twin, raster, file)
        same = same_pixels and not self._overrides(twin)
        # A date that somebody took back while the file was away is read when it is there again.
        dated_alike = twin is not None and (twin.period is None) == (raster.period is None)
        called_alike = twin is not None and (raster.label or twin.label) == twin.label
        as_planned = same and dated_alike and called_alike and twin is not None and twin.plan == str(plan)
        if twin and as_planned and _placed_alike(self.catalog.load_raster(twin.id), raster):
            yield self._keep(twin, file, position=position, total=total, raster=raster)
            return
        levels = plan.levels_m or auto_levels(raster, input_side_px=plan.side_px)
        try:
            tiles = plan_tiles(raster, levels, overlap=plan.overlap)
            raster_id = self._put(raster, file, twin, plan=plan, tiles=tiles, reread=not same_pixels)
        except RasterError as error:
            yield self._failed(raster.path, str(error), stored=twin)
            return
        self.selected.add(raster_id)
        self._present[raster.fingerprint].append((raster_id, raster.path))
        self._duplicates.add_virtual(raster.path)
        status = "new" if twin is None else "replanned" if same and twin.plan != str(plan) else "changed"
        yield RasterPlanned(raster.path, position, total, len(tiles), status)

    def _put(
        self,
        raster: Raster,
        file: FileSignature,
        twin: StoredRaster | None,
        *,
        plan: _Plan,
        tiles: Sequence[Tile],
        reread: bool,
    ) -> int:
        """Keep the raster with its tiles.

        Raises:
            UnexpectedRasterError: What was read of it cannot be kept, such as text that is no Unicode.
            CatalogError: The catalog is at fault, not the raster.
        """
        with wrapping_unexpected_errors(raster):
            return self.catalog.put_raster(
                raster,
                stamp=file,
                overrides=self._overrides(twin) or (twin.overrides if twin else ""),
                plan=str(plan),
                tiles=tiles,
                reread=reread,
                keep_date=self.options.acquired is None,
            )

    def _keep(
        self, stored: StoredRaster, file: FileSignature, *, position: int, total: int, raster: Raster | None = None
    ) -> RasterPlanned:
        """Leave a raster as it is, but for what was found out about its file; `raster` where it was opened."""
        path = raster.path if raster else stored.path
        if raster or stored.stamp != file:
            self.catalog.touch_raster(stored.id, stamp=file, has_overviews=raster.has_overviews if raster else None)
        if stored.state is not RasterState.PRESENT:
            self.catalog.set_raster_state(stored.id, RasterState.PRESENT)
        self.selected.add(stored.id)
        return RasterPlanned(path, position, total, sum(stored.tiles.values()), "unchanged")

    # --- one answer a place -------------------------------------------------------------------------------------------

    def _left_out(self, path: str) -> str | None:
        """Why a raster that is new to the catalog does not come to it, as far as names tell."""
        owner = self._duplicates.same_file(path)
        if owner:
            return f"It is {owner} by another name, and left out."
        virtual = self._duplicates.shown_by(path)
        return f"It is left out, for {virtual} is in the catalog and shows all of it." if virtual else None

    def _shown_already(self, raster: Raster) -> str | None:
        """The same of a VRT: it shows only rasters that are in the catalog themselves, where they lie."""
        sources = plain_sources(raster.path)
        ids = [self._ids_by_identity().get(identity_of(source)) for source in sources]
        if not sources or None in ids:
            return None
        whole = read_virtual(raster.path).whole
        for source, raster_id in zip(sources, ids, strict=True):
            assert raster_id is not None
            footprint: MultiPolygon = self.catalog.load_raster(raster_id).footprint
            if not shows_in_place(raster.footprint, footprint, whole=source in whole):
                return None
        shown = sources[0] if len(sources) == 1 else f"{len(sources):,} rasters that are, such as {sources[0]}"
        return f"It is left out of the catalog: it only shows {shown}{', which is' if len(sources) == 1 else ''}."

    def _ids_by_identity(self) -> dict[object, int]:
        return {identity_of(path): raster_id for held in self._present.values() for raster_id, path in held}

    def _copy_of(self, raster: Raster) -> str | None:
        """The same of a copy: the same content is in the catalog, and says the same of place and time."""
        for raster_id, path in self._present.get(raster.fingerprint, ()):
            other = self.catalog.load_raster(raster_id)
            if (other.period, *_placing(other)) == (raster.period, *_placing(raster)) and same_content(
                raster.path, path
            ):
                return f"It is left out, being a copy of {path}, which is in the catalog."
        return None

    def _same_pixels(self, stored: StoredRaster, raster: Raster, file: FileSignature) -> bool:
        """Whether nothing need be read again. Samples of a large file that was written to in place prove nothing."""
        if self.options.force or stored.fingerprint != raster.fingerprint:
            return False
        return stored.path != raster.path or stored.stamp.agrees(file) or not is_sampled(raster.path)

    # --- what the user decided ----------------------------------------------------------------------------------------

    def _open(self, path: str, stored: StoredRaster | None) -> Raster:
        """Open with what the user forces now, else with what the user forced when the raster was first indexed."""
        merged = self.options.merged_overrides(stored.overrides if stored else "")
        profile, time, nodata = split_overrides(merged)
        acquired = parse_acquisition(time) if time else None
        raster = open_raster(path, profile=profile or None, acquired=acquired, nodata=nodata or None)
        return replace(raster, label=self.options.label or "")

    def _overrides(self, stored: StoredRaster | None) -> str:
        """The user's new overrides, merged over the stored ones; empty when they change nothing."""
        if not self.options.overrides:
            return ""
        merged = self.options.merged_overrides(stored.overrides if stored else "")
        return "" if stored and merged == stored.overrides else merged

    def _unchanged(self, stored: StoredRaster, file: FileSignature) -> bool:
        return (
            not self.options.force
            and stored.stamp.agrees(file)
            and stored.state is not RasterState.FAILED
            and not self._overrides(stored)
            and (self.options.label or stored.label) == stored.label
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
        alike = [stored for stored in self._known.values() if stored.fingerprint == raster.fingerprint]
        # Nothing may have happened between two dates: of pictures that are the same, the one of that name has moved.
        alike.sort(key=lambda stored: PurePath(stored.path).name != PurePath(raster.path).name)
        return next((stored for stored in alike if not is_there(stored.path)), None)

    def _too_old(self, acquired: Period | None, file: FileSignature) -> bool:
        """Before `since`, by acquisition or, where that is unknown, by the file's last change."""
        since = self.options.since
        when = acquired.end if acquired else datetime.fromtimestamp(file.mtime_ns / 1e9, UTC)
        return since is not None and when < since

    def _missing(self, seen: set[str]) -> Iterator[Event]:
        gone = gone_rasters(self._known.values(), found=seen, named=self.named)
        doomed = [one.raster for one in gone if self.options.prune and not one.kept]
        for one in gone:
            if one.raster in doomed:
                continue
            self.catalog.set_raster_state(one.raster.id, RasterState.MISSING)
            yield RasterMissing(one.raster.path, sum(one.raster.tiles.values()), pruned=False, kept=one.kept)
        if not doomed:
            return
        tiles = sum(sum(raster.tiles.values()) for raster in doomed)
        # Before they go: whoever reads this may still stop the run.
        yield Notice(
            without_passwords(self.catalog.path),
            f"Gone, and removed now: {plural(len(doomed), 'raster')} with {plural(tiles, 'tile')}.",
        )
        self.catalog.remove_rasters([raster.id for raster in doomed])
        for raster in doomed:
            yield RasterMissing(raster.path, sum(raster.tiles.values()), pruned=True)

    def _failed(self, path: str, reason: str, *, stored: StoredRaster | None = None) -> RasterFailed:
        path, reason = as_unicode(path), as_unicode(reason)
        if stored:
            self.catalog.set_raster_state(stored.id, RasterState.FAILED, reason=reason)
        self.failed_rasters += 1
        self.catalog.record_failure(self.run_id, path=path, tile_id=None, stage="open", reason=reason)
        return RasterFailed(path, reason)


def _turn(path: str) -> int:
    return 1 if not is_virtual(path) else 0 if stacks(path) else 2


def _duplicate(path: str, reason: str, *, position: int, total: int) -> Iterator[Event]:
    yield Notice(path, reason)
    yield RasterPlanned(path, position, total, 0, "duplicate")


def _placing(raster: Raster) -> tuple[object, ...]:
    """What says where the pixels lie and what they mean."""
    return (
        raster.width,
        raster.height,
        raster.crs,
        raster.georeferencing,
        raster.transform,
        raster.footprint.bounds,
        raster.bands,
        raster.quantity,
        repr(raster.nodata),  # NaN is like NaN here
        raster.palette,
    )


def _placed_alike(known: Raster, raster: Raster) -> bool:
    return _placing(known) == _placing(raster)
