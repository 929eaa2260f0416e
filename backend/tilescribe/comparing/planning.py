"""Bring a catalog of changes in line with the catalog that it compares: which tiles, with which earlier rasters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tilescribe.catalog.types import PlannedPair
from tilescribe.comparing.pairing import earlier_dates, is_earlier, pair_tiles
from tilescribe.domain.description import Author
from tilescribe.domain.events import Event, Notice, RasterFailed, RasterPlanned
from tilescribe.domain.plurals import plural
from tilescribe.domain.query import Filters
from tilescribe.domain.tile import Tile
from tilescribe.errors import InvalidDateError, NoPairsError, RasterError
from tilescribe.raster import stamp

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import StoredRaster, StoredTile
    from tilescribe.comparing.pairing import EarlierDate, TilePair
    from tilescribe.comparing.selection import Selection

__all__ = ["ChangePlanner", "Sides", "choose_sides"]

_PLAN_VERSION = "1"
"""Raised with every change that reads or aligns pairs in another way: all are read again."""
_ANYBODY = (Author("", "", ""),)
"""Has described nothing, so that all tiles are pending for it."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The rasters of both sides. One may be on either: with several dates each is compared with the one before."""

    earlier: tuple[StoredRaster, ...]
    later: tuple[StoredRaster, ...]
    undated: int = 0
    """Rasters that were left out, since nothing tells when they were acquired."""


def choose_sides(rasters: Sequence[StoredRaster], *, before: Selection | None, after: Selection | None) -> Sides:
    """Which rasters of a catalog are compared.

    Without a selection every raster is compared with the date before its own; one selection alone leaves the other
    side to the dates. Rasters without a date take part where they are selected.

    Raises:
        NoPairsError: there are no two dates.
        InvalidDateError: what is to be earlier was acquired later.
    """
    dated = [raster for raster in rasters if raster.acquired is not None]
    earlier = dated if before is None else before.of(rasters, option="--before")
    later = dated if after is None else after.of(rasters, option="--after")
    if after is None and before is not None:
        named = {raster.id for raster in earlier}
        later = [raster for raster in dated if raster.id not in named]
    taken = {raster.id for raster in (*earlier, *later)}
    undated = 0 if before and after else sum(one.acquired is None and one.id not in taken for one in rasters)
    if not any(_may_be_earlier(one, other) for one in earlier for other in later):
        raise _no_order(dated, earlier, later, before=before, after=after)
    return Sides(tuple(earlier), tuple(later), undated)


def _may_be_earlier(one: StoredRaster, other: StoredRaster) -> bool:
    """Where one of them has no date, whoever selected them says so."""
    if one.acquired is None or other.acquired is None:
        return one.id != other.id
    return is_earlier(one, other)


def _no_order(
    dated: Sequence[StoredRaster],
    earlier: Sequence[StoredRaster],
    later: Sequence[StoredRaster],
    *,
    before: Selection | None,
    after: Selection | None,
) -> NoPairsError | InvalidDateError:
    """Why no raster of the one side can be earlier than one of the other."""
    dates = sorted({raster.period.date for raster in dated if raster.period is not None})
    known = f"only {dates[0]}" if len(dates) == 1 else f"{', '.join(dates[:6])}" if dates else "none"
    said = " and ".join(f"{name} {side.text!r}" for name, side in (("--before", before), ("--after", after)) if side)
    if before and after and any(is_earlier(other, one) for one in earlier for other in later):
        return InvalidDateError(
            f"What is to be the earlier date was acquired later ({said}; the catalog has {known})",
            remedy="Swap the two sides",
        )
    if said and len(dates) > 1:
        return NoPairsError(
            f"Nothing in the catalog lies on the other side of {said} (it has {known})",
            remedy="Name another date, or the other side; `tilescribe info` lists rasters and dates",
        )
    return NoPairsError(
        f"To compare takes two dates, and the catalog knows {known}",
        remedy="Index the other date, give rasters a date (`tilescribe rasters CATALOG GLOB --set-date DATE`), or name "
        "both sides by label, folder or glob: --before GLOB --after GLOB",
    )


@dataclass(slots=True)
class ChangePlanner:
    """Plans pairs into `changes`, raster by raster; `plan` yields what it finds."""

    catalog: Catalog
    """What is compared; only read."""
    changes: Catalog
    run_id: int
    sources: dict[int, StoredRaster] = field(default_factory=dict)
    """Id of a raster in `changes` to that of `catalog`, for those that this run is about."""
    failed_rasters: int = 0
    pairs: int = 0
    _footprints: dict[int, MultiPolygon] = field(default_factory=dict)
    _usable: dict[int, str] = field(default_factory=dict)
    """Raster id of `catalog` to why it cannot be read; empty where it can."""

    def plan(self, sides: Sides) -> Iterator[Event]:
        """Register the tiles of every later raster that an earlier date shows, too."""
        self._footprints = {outline.raster_id: outline.footprint for outline in self.catalog.outlines()}
        yield from self._forget_what_is_gone()
        if sides.undated:
            yield Notice(
                self.catalog.path,
                f"Left out for want of a date: {plural(sides.undated, 'raster')}. Give them one "
                "(`tilescribe rasters CATALOG --undated --set-date DATE`), or name them by label, folder or glob.",
            )
        known = {stored.path: stored for stored in self.changes.rasters()}
        for position, later in enumerate(sides.later, start=1):
            yield from self._plan_raster(later, sides, known.get(later.path), position=position, total=len(sides.later))
        planned = {later.path for later in sides.later}
        undated = {raster.path for raster in self.catalog.rasters() if raster.acquired is None}
        for outdated in known.values():
            if not outdated.plan and outdated.path in undated - planned:
                yield self._remove_outdated(outdated)
        if not self.pairs and not self.failed_rasters:
            raise NoPairsError(
                "No two dates show the same place: the earlier rasters do not overlap with the later ones",
                remedy="Name the two sides, --before and --after, by a label, a date, a folder or a glob; "
                "`tilescribe rasters` lists them",
            )

    def _plan_raster(
        self, later: StoredRaster, sides: Sides, known: StoredRaster | None, *, position: int, total: int
    ) -> Iterator[Event]:
        footprint = self._footprints[later.id]
        dates = earlier_dates(sides.earlier, self._footprints, than=later, around=footprint)
        tiles = self._tiles_of([later]) if dates else []
        pairs = pair_tiles(tiles, dates, self._earlier_tiles(dates, footprint))
        if not pairs:
            if known is not None and not known.plan:
                yield self._remove_outdated(known)
            yield RasterPlanned(later.path, position, total, 0, "no earlier date")
            return
        reason = self._reason_not_to_read(later)
        if reason:
            yield self._failed(later.path, reason)
            return
        yield from self._tell_of_unusable(pairs)
        if len(pairs) < len(tiles):
            yield Notice(
                later.path,
                f"{plural(len(tiles) - len(pairs), 'tile')} of {len(tiles):,} show ground that no earlier date shows.",
            )
        yield self._put(later, pairs, known, position=position, total=total)

    def _put(
        self,
        later: StoredRaster,
        pairs: Sequence[TilePair],
        known: StoredRaster | None,
        *,
        position: int,
        total: int,
    ) -> RasterPlanned:
        self.pairs += len(pairs)
        plan = _digest(later, pairs)
        if known is not None and known.plan == plan and self._has_all_plans(known):
            self.sources[known.id] = later
            return RasterPlanned(later.path, position, total, len(pairs), "unchanged")
        raster_id = self.changes.put_raster(
            self.catalog.load_raster(later.id),
            stamp=later.stamp,
            overrides=later.overrides,
            plan=plan,
            tiles=[Tile(pair.tile.level_m, pair.tile.ref.window, pair.tile.footprint) for pair in pairs],
            reread=True,
        )
        by_place = {(ref.level_m, ref.window): ref.id for ref in self.changes.pending_tiles(raster_id, _ANYBODY)}
        self.changes.put_pairs(
            [
                PlannedPair(
                    tile_id=by_place[pair.tile.level_m, pair.tile.ref.window],
                    source_id=pair.tile.id,
                    before=pair.before.period,
                    before_paths=tuple(raster.path for raster in pair.rasters),
                    before_tiles=pair.tiles,
                )
                for pair in pairs
            ]
        )
        self.sources[raster_id] = later
        return RasterPlanned(later.path, position, total, len(pairs), "new" if known is None else "changed")

    def _has_all_plans(self, known: StoredRaster) -> bool:
        """A run may have ended between writing tiles and what they are compared with."""
        pending = [ref.id for ref in self.changes.pending_tiles(known.id, _ANYBODY)]
        return len(self.changes.pairs(pending)) == len(pending)

    def _tiles_of(self, rasters: Sequence[StoredRaster], *, around: MultiPolygon | None = None) -> list[StoredTile]:
        """Their described tiles."""
        wanted = {raster.id for raster in rasters}
        filters = Filters(rasters=tuple(raster.path for raster in rasters), area=around)
        tiles = self.catalog.tiles(self.catalog.candidates(filters).tolist())
        return [tile for tile in tiles if tile.raster_id in wanted]  # a path may read as a glob of others

    def _earlier_tiles(self, dates: Sequence[EarlierDate], around: MultiPolygon) -> list[StoredTile]:
        rasters = [raster for date in dates for raster in date.rasters]
        return self._tiles_of(rasters, around=around) if rasters else []

    # --- what cannot be compared --------------------------------------------------------------------------------------

    def _reason_not_to_read(self, raster: StoredRaster) -> str:
        """Empty where the file is there and as it was indexed."""
        if raster.id not in self._usable:
            self._usable[raster.id] = _reason_not_to_read(raster)
        return self._usable[raster.id]

    def _tell_of_unusable(self, pairs: Sequence[TilePair]) -> Iterator[Event]:
        rasters = {raster.id: raster for pair in pairs for raster in pair.rasters}
        new = [raster for raster in rasters.values() if raster.id not in self._usable]
        for raster in new:
            reason = self._reason_not_to_read(raster)
            if reason:
                yield self._failed(raster.path, reason)

    def _failed(self, path: str, reason: str) -> RasterFailed:
        self.failed_rasters += 1
        self.changes.record_failure(self.run_id, path=path, tile_id=None, stage="open", reason=reason)
        return RasterFailed(path, reason)

    def _remove_outdated(self, known: StoredRaster) -> Notice:
        """Its date is another one since it was compared, and there is none before it any more."""
        self.changes.remove_rasters([known.id])
        return Notice(
            known.path,
            f"Its date has changed, and no earlier date shows it: {plural(sum(known.tiles.values()), 'pair')} removed.",
        )

    def _forget_what_is_gone(self) -> Iterator[Event]:
        """Pairs of rasters that the compared catalog has no more."""
        paths = {raster.path for raster in self.catalog.rasters()}
        gone = [stored for stored in self.changes.rasters() if stored.path not in paths]
        if gone:
            yield Notice(
                self.changes.path,
                f"No longer in the catalog, and removed here: {plural(len(gone), 'raster')}, such as {gone[0].path}.",
            )
            self.changes.remove_rasters([stored.id for stored in gone])


def _reason_not_to_read(raster: StoredRaster) -> str:
    try:
        now = stamp(raster.path)
    except RasterError as error:
        return str(error)
    if not raster.stamp.agrees(now):
        return f"{raster.path} has changed since it was indexed. Run the index again, then compare."
    return ""


def _digest(later: StoredRaster, pairs: Sequence[TilePair]) -> str:
    """What the pixels of its pairs depend on, and which tiles they are."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{_PLAN_VERSION} {later.fingerprint} {later.overrides}".encode())
    for pair in pairs:
        rasters = [(raster.path, raster.fingerprint, raster.overrides) for raster in pair.rasters]
        digest.update(repr((pair.tile.id, pair.tile.ref.window, pair.tiles, rasters)).encode())
    return f"changes {digest.hexdigest()}"
