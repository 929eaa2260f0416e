"""Dates and labels that a person gives to rasters that are in the catalog already; what was compared keeps up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from tilescribe.catalog.types import RasterDate, RasterEdit
from tilescribe.domain.labels import check_label
from tilescribe.domain.overrides import split_overrides, with_time
from tilescribe.domain.period import Period, parse_acquisition
from tilescribe.errors import InvalidOptionError, RasterError
from tilescribe.raster import read_acquisition

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Annotations, Catalog
    from tilescribe.catalog.types import StoredRaster

__all__ = [
    "AS_THE_FILE_SAYS",
    "EditedRasters",
    "Edits",
    "count_outdated",
    "edit_rasters",
    "outdated_notice",
]

_AT_ONCE = 500
"""Rasters of one transaction: a run at work waits for it, and gives up after ten seconds. 3,000 took 4 s."""
AS_THE_FILE_SAYS: Final = ""
"""In the place of a date: what a person said before is taken back."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What a person says of rasters; None stays as it is.

    Raises:
        InvalidDateError: the date is none.
        InvalidOptionError: nothing is said, or the label is too long or of several lines.
    """

    acquired: str | None = None
    """As `parse_acquisition` reads it, or AS_THE_FILE_SAYS."""
    label: str | None = None
    """Empty: no label any more."""
    period: Period | None = field(init=False, default=None)
    """What `acquired` stands for."""

    def __post_init__(self) -> None:
        if self.acquired is None and self.label is None:
            raise InvalidOptionError("Neither a date nor a label is given", remedy="Give one of the two, or both")
        if self.acquired:
            object.__setattr__(self, "period", parse_acquisition(self.acquired))
        if self.label is not None:
            object.__setattr__(self, "label", check_label(self.label))


@dataclass(frozen=True, slots=True)
class EditedRasters:
    """What came of it."""

    changed: int
    """Rasters that differ from before."""
    notices: tuple[str, ...] = ()
    """A sentence each: of which file nothing tells the date, what has to be compared again."""


def edit_rasters(
    catalog: Catalog,
    notes: Annotations,
    raster_ids: Collection[int],
    edits: Edits,
    *,
    changes: Catalog | None = None,
    change_notes: Annotations | None = None,
) -> EditedRasters:
    """Give rasters a date, a label or both; also while a run is at work on the catalog.

    Tiles, marks and everything that is computed of dates keep up. The next index keeps what was said. Pairs of dates
    that were compared before keep their pictures and descriptions, bear the new dates, and are counted as outdated
    until they are compared again.

    Args:
        catalog: Where the rasters are; only read.
        notes: Of the same catalog.
        raster_ids: Which rasters.
        edits: What is said of them.
        changes: Its catalog of changes, where there is one; only read.
        change_notes: Of the same.

    Raises:
        InvalidOptionError: the catalog has no raster of one of these numbers.
        CatalogError: it cannot be written. Of up to 500 rasters nothing has changed then; of more, whole lots of 500
            may have, and giving the date once more does the rest.
    """
    rasters = _chosen(catalog.rasters(), raster_ids)
    notices: list[str] = []
    wanted = [RasterEdit(raster.id, _date_of(raster, edits, notices), edits.label) for raster in rasters]
    changed = _written(notes, wanted)
    if changed and changes is not None and change_notes is not None:
        outdated = _follow(rasters, wanted, changes, change_notes)
        if outdated:
            notices.append(outdated_notice(outdated))
    return EditedRasters(changed, tuple(notices))


def count_outdated(rasters: Sequence[StoredRaster], compared: Sequence[StoredRaster]) -> int:
    """Tiles that were compared when their rasters had other dates.

    Args:
        rasters: Of the catalog.
        compared: Of its catalog of changes.
    """
    times = {raster.path: split_overrides(raster.overrides)[1] for raster in rasters}
    return sum(
        sum(one.tiles.values())
        for one in compared
        if not one.plan or split_overrides(one.overrides)[1] != times.get(one.path, split_overrides(one.overrides)[1])
    )


def outdated_notice(tiles: int) -> str:
    """What is said of tiles that were compared when their rasters had other dates."""
    counted = "1 tile was" if tiles == 1 else f"{tiles:,} tiles were"
    return f"{counted} compared when their rasters had other dates: compare again (`tilescribe compare CATALOG`)."


def _written(notes: Annotations, wanted: Sequence[RasterEdit]) -> int:
    """How many rasters differ from before."""
    return sum(notes.edit_rasters(wanted[start : start + _AT_ONCE]) for start in range(0, len(wanted), _AT_ONCE))


def _chosen(rasters: Sequence[StoredRaster], raster_ids: Collection[int]) -> list[StoredRaster]:
    by_id = {raster.id: raster for raster in rasters}
    unknown = sorted(set(raster_ids) - by_id.keys())
    if unknown:
        raise InvalidOptionError(
            f"The catalog has no raster {unknown[0]}", remedy="`tilescribe rasters` lists those that it has"
        )
    return [by_id[one] for one in sorted(set(raster_ids))]


def _date_of(raster: StoredRaster, edits: Edits, notices: list[str]) -> RasterDate | None:
    """None: the date stays."""
    if edits.acquired is None:
        return None
    if edits.period is not None:
        return RasterDate(edits.period, "user", with_time(raster.overrides, str(edits.period)))
    if raster.acquired_source != "user" and not split_overrides(raster.overrides)[1]:
        return None  # it is what the file says
    overrides = with_time(raster.overrides, "")
    try:
        found = read_acquisition(raster.path)
    except RasterError as error:
        notices.append(f"{raster.path} has no date now, for its file cannot be asked: {error}")
        return RasterDate(None, "", overrides, reopen=True)
    if found.period is None:
        notices.append(f"{raster.path} has no date now: neither its tags nor its name tell one.")
    return RasterDate(found.period, found.source, overrides)


def _follow(
    rasters: Sequence[StoredRaster], wanted: Sequence[RasterEdit], changes: Catalog, change_notes: Annotations
) -> int:
    """The same of the catalog of changes; how many of its tiles are outdated by it."""
    own = {stored.path: stored.id for stored in changes.rasters()}
    edits = {raster.path: edit for raster, edit in zip(rasters, wanted, strict=True)}
    _written(change_notes, [replace(edits[path], raster_id=own[path]) for path in edits if path in own])
    periods = {
        raster.path: edits[raster.path].date.period  # type: ignore[union-attr]  # those with a date only
        for raster in rasters
        if edits[raster.path].date is not None and edits[raster.path].date.period != raster.period  # type: ignore[union-attr]
    }
    return change_notes.redate_pairs(periods) if periods else 0
