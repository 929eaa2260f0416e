"""What is in a catalog, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tilescribe.comparing.dating import count_outdated
from tilescribe.comparing.locations import changes_of
from tilescribe.domain.hit import geometry_of
from tilescribe.domain.names import base_name
from tilescribe.domain.raster import RasterState
from tilescribe.domain.tile import TileState
from tilescribe.passwords import without_passwords
from tilescribe.searching.areas import bounds_of
from tilescribe.service.schemas.catalogs import (
    Catalog,
    CatalogDetails,
    ChangesSummary,
    CorrectionCounts,
    Coverage,
    DatesCompared,
    EmbedderUsed,
    FailureSeen,
    MarkCounts,
    Period,
    RasterCounts,
    RasterProperties,
    Run,
    SpaceUsed,
    TileCounts,
)
from tilescribe.service.times import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely import MultiPolygon

    from tilescribe.catalog.types import StoredRaster
    from tilescribe.domain.raster import Bounds
    from tilescribe.errors import TilescribeError
    from tilescribe.service.catalog_registry import OpenedCatalog
    from tilescribe.service.statistics import Counted

__all__ = ["changes_summary", "details_of", "rasters_of", "remove_rasters", "unreadable_changes"]

FAILURES_SHOWN = 200


def details_of(
    opened: OpenedCatalog,
    counted: Counted,
    head: Catalog,
    *,
    job: str | None,
    changes: ChangesSummary | None = None,
    comparing: str | None = None,
) -> CatalogDetails:
    """All that is worth knowing about a catalog.

    Args:
        opened: The catalog.
        counted: Of it.
        head: How it is called.
        job: What writes to it at the moment.
        changes: What has been compared.
        comparing: The job that compares at the moment.
    """
    store, rasters = opened.store, counted.rasters
    states = {state: sum(raster.state is state for raster in rasters) for state in RasterState}
    periods = sorted(raster.period for raster in rasters if raster.period)
    said = opened.notes.count()
    runs = store.runs(limit=1)
    return CatalogDetails(
        **head.model_dump(),
        size_bytes=store.size_bytes(),
        rasters=RasterCounts(
            present=states[RasterState.PRESENT],
            missing=states[RasterState.MISSING],
            failed=states[RasterState.FAILED],
            undated=sum(raster.acquired is None for raster in rasters),
        ),
        tiles=_tile_counts([raster.tiles for raster in rasters]),
        levels_m=sorted({level for raster in rasters for level in raster.levels_m}),
        acquired=Period(
            first=shown(periods[0].start) if periods else None,
            last=shown(max(period.end for period in periods)) if periods else None,
        ),
        labels=sorted({raster.label for raster in rasters if raster.label}, key=str.casefold),
        extent=_extent([outline.footprint for outline in counted.outlines]),
        coverage=[
            Coverage(
                captioner=row.author.captioner,
                model=row.author.model,
                prompt_version=row.author.prompt_version,
                done=row.done,
                failed=row.failed,
            )
            for row in counted.coverage
        ],
        embedders=[EmbedderUsed(name=one.name, dim=one.dim) for one in store.embedders()],
        spaces=[
            SpaceUsed(
                id=one.id,
                dim=one.dim,
                encoder=one.encoder,
                has_texts=one.has_texts,
                visual_models=list(one.visual_models),
            )
            for one in store.spaces()
        ],
        marks=MarkCounts(
            confirmed=said.verdicts.get("confirmed", 0),
            rejected=said.verdicts.get("rejected", 0),
            unsure=said.verdicts.get("unsure", 0),
            noted=said.verdicts.get(None, 0),
            without_tile=said.marks_without_tile,
        ),
        corrections=CorrectionCounts(total=said.corrections, without_tile=said.corrections_without_tile),
        last_run=_run(runs[0]) if runs else None,
        failures=[
            FailureSeen(path=one.path, tile_id=one.tile_id, stage=one.stage, reason=one.reason)
            for one in store.failures(limit=FAILURES_SHOWN)
        ],
        job=job,
        changes=changes,
        comparing=comparing,
    )


def changes_summary(changes: OpenedCatalog, counted: Counted, *, rasters: Sequence[StoredRaster]) -> ChangesSummary:
    """What has been compared; `rasters`: those of the compared catalog."""
    return ChangesSummary(
        path=without_passwords(changes.path),
        pairs=_tile_counts([raster.tiles for raster in counted.rasters]),
        dates=[
            DatesCompared(
                before=shown(one.before.start) if one.before else None,
                before_end=shown(one.before.end) if one.before else None,
                after=shown(one.after.start) if one.after else None,
                after_end=shown(one.after.end) if one.after else None,
                pairs=one.pairs,
                compared=one.compared,
            )
            for one in counted.dates
        ],
        captioners=list(dict.fromkeys(row.author.captioner for row in counted.coverage)),
        outdated=count_outdated(rasters, counted.rasters),
    )


def unreadable_changes(path: str, error: TilescribeError) -> ChangesSummary:
    """Where there is something in its place that cannot be read: the catalog itself can."""
    place, none = without_passwords(changes_of(path)), _tile_counts([])
    return ChangesSummary(path=place, pairs=none, dates=[], captioners=[], problem=f"{error.what}. {error.remedy}.")


def rasters_of(counted: Counted) -> dict[str, Any]:
    """The coverage layer: a `RasterCollection`."""
    outlines = {outline.raster_id: outline for outline in counted.outlines}
    features = []
    for raster in counted.rasters:
        outline = outlines[raster.id]
        properties = _properties(raster, described=outline.described, updated=outline.updated)
        features.append(
            {
                "type": "Feature",
                "id": raster.id,
                "geometry": geometry_of(outline.footprint),
                "properties": properties.model_dump(),
            }
        )
    return {"type": "FeatureCollection", "features": features}


def remove_rasters(path: str, raster_ids: Sequence[int], *, missing: bool) -> list[str]:
    """Take rasters out of a catalog, and with `missing` also those whose files are gone; the paths of what went.

    Raises:
        CatalogLockedError: a job or another program is writing.
    """
    from tilescribe.catalog import open_catalog
    from tilescribe.catalog.availability import is_there

    with open_catalog(path, mode="w") as store:
        wanted = set(raster_ids)
        gone = [raster for raster in store.rasters() if raster.id in wanted or (missing and not is_there(raster.path))]
        if gone:
            store.remove_rasters([raster.id for raster in gone])
        return [raster.path for raster in gone]


def _properties(raster: StoredRaster, *, described: Mapping[str, int], updated: str | None) -> RasterProperties:
    return RasterProperties(
        raster_id=raster.id,
        path=raster.path,
        name=base_name(raster.path),
        state=raster.state.value,
        reason=raster.reason,
        acquired=shown(raster.acquired),
        acquired_end=shown(raster.acquired_end),
        acquired_source=raster.acquired_source,  # type: ignore[arg-type]  # one of these, as `Raster` says
        label=raster.label,
        sensor=raster.sensor,
        profile=raster.profile,
        profile_source=raster.profile_source,
        roles=list(raster.roles),
        crs=raster.crs,
        gsd_m=raster.gsd_m,
        width=raster.width,
        height=raster.height,
        levels_m=list(raster.levels_m),
        tiles=_tile_counts([raster.tiles]),
        described=dict(described),
        updated=updated,
    )


def _tile_counts(counts: Sequence[Mapping[TileState, int]]) -> TileCounts:
    return TileCounts(**{state.value: sum(one.get(state, 0) for one in counts) for state in TileState})


def _extent(footprints: Sequence[MultiPolygon]) -> Bounds | None:
    import shapely

    parts = shapely.get_parts(footprints)
    return bounds_of(shapely.MultiPolygon(list(parts))) if len(parts) else None


def _run(run: Any) -> Run:
    return Run(id=run.id, started=run.started, finished=run.finished, status=run.status, counts=dict(run.counts))
