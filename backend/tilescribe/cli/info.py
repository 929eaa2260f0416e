"""`tilescribe info`"""

from __future__ import annotations

import json as jsonlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tilescribe.cli.arguments import CatalogLocation
from tilescribe.cli.screen import output, shorten_path
from tilescribe.domain.plurals import plural
from tilescribe.passwords import without_passwords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from tilescribe.catalog import Annotations
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import Mark, Place, StoredRaster, Verdict

__all__ = ["info"]

_REASONS_SHOWN = 10
_FAILURES_SHOWN = 50


def info(
    catalog: CatalogLocation,
    json: Annotated[bool, typer.Option("--json", help="Write everything as one JSON object.")] = False,
) -> None:
    """Show what a catalog holds.

    Rasters with their profile, time and levels, tiles by state, captioners, embedders, failures, and what people have
    marked and corrected: also where no tile stands for it any more.

    Example: tilescribe info area.gpkg
    """
    from tilescribe import open_catalog
    from tilescribe.catalog import open_annotations

    with open_catalog(catalog) as store, open_annotations(catalog) as notes, store.snapshot():
        if json:
            typer.echo(jsonlib.dumps(_everything(store, notes), ensure_ascii=False, indent=2, default=str))
        else:
            _print(store)
            _print_annotations(notes)


def _everything(store: Catalog, notes: Annotations) -> dict[str, Any]:
    return {
        "path": without_passwords(store.path),
        "rasters": [asdict(raster) for raster in store.rasters()],
        "captioners": [asdict(row) for row in store.coverage()],
        "embedders": [asdict(embedder) for embedder in store.embedders()],
        "runs": [asdict(run) for run in store.runs(limit=20)],
        "failures": [asdict(failure) for failure in store.failures(limit=1000)],
        "marks": [{**asdict(one.mark), "place": _place(one.place)} for one in notes.marks()],
        "corrections": [
            {"tile_id": one.tile_id, "text": one.text, "updated": one.updated, "place": _place(one.place)}
            for one in notes.corrections()
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    from tilescribe.domain.hit import geometry_of

    fields = {"raster_id": place.raster_id, "path": place.path, "acquired": place.acquired, "level_m": place.level_m}
    return {**fields, "footprint": geometry_of(place.footprint)}


def _print(store: Catalog) -> None:
    from rich.markup import escape

    console = output()
    rasters = store.rasters()
    states: dict[str, int] = {}
    for raster in rasters:
        for state, count in raster.tiles.items():
            states[state] = states.get(state, 0) + count
    tiles = ", ".join(f"{count:,} {state}" for state, count in states.items() if count) or "none"
    console.print(f"[bold]{escape(without_passwords(store.path))}[/bold]")
    undated = sum(raster.acquired is None for raster in rasters)
    without = f", {undated:,} of them without a date" if undated else ""
    console.print(f"{plural(len(rasters), 'raster')}{without}; tiles: {tiles}")
    if rasters:
        console.print(_raster_table(rasters))
    for row in store.coverage():
        author = row.author
        failed = f", failed on {row.failed:,}" if row.failed else ""
        inherited = f", {row.inherited:,} of them ({row.inherited / row.done:.0%}) inherited" if row.inherited else ""
        console.print(
            f"Captioner {escape(author.captioner)} ({escape(author.model)}, wording {escape(author.prompt_version)}): "
            f"described {plural(row.done, 'tile')}{inherited}{failed}"
        )
    for embedder in store.embedders():
        console.print(f"Embedder {escape(embedder.name)} ({embedder.dim} dimensions)")
    reasons = store.blank_reasons(limit=_REASONS_SHOWN)
    if reasons and store.has_pairs():
        console.print("[bold]Not comparable, by reason[/bold]")
        for reason, count in reasons:
            console.print(f"  {plural(count, 'tile')}: {escape(reason)}")
    failures = store.failures(limit=_FAILURES_SHOWN)
    if failures:
        console.print("[bold]Failures of the last run[/bold]")
    for failure in failures:
        tile = f", tile {failure.tile_id}" if failure.tile_id else ""
        console.print(f"  {escape(failure.path)}{tile}: {escape(failure.reason)}")


def _print_annotations(notes: Annotations) -> None:
    """How much people have said, and in full what no tile shows at the moment."""
    from rich.markup import escape

    from tilescribe.searching import centre_of

    console = output()
    counts = notes.count()
    marks = sum(counts.verdicts.values())
    if marks or counts.corrections:
        told = ", ".join(f"{number:,} {verdict or 'noted'}" for verdict, number in _in_order(counts.verdicts))
        judged = f"{plural(marks, 'mark')} ({told})" if marks else plural(0, "mark")
        console.print(f"People: {judged}, {plural(counts.corrections, 'correction')}")
    waiting = [
        *((_told(one.mark), one.place) for one in notes.marks() if one.mark.tile_id is None),
        *((f"corrected to {one.text!r}", one.place) for one in notes.corrections() if one.tile_id is None),
    ]
    if waiting:
        console.print(
            "[bold]Kept without a tile[/bold] (index a raster that covers the place, with tiles of that size)"
        )
    for said, place in waiting:
        lon, lat = centre_of(place.footprint)
        where = f"{lon:.6f}, {lat:.6f}, {place.level_m:g} m"
        console.print(f"  {escape(said)}: at {where}, {escape(shorten_path(place.path))}")


def _in_order(verdicts: Mapping[Verdict | None, int]) -> list[tuple[Verdict | None, int]]:
    """Notes without a verdict last."""
    return sorted(verdicts.items(), key=lambda item: (item[0] is None, item[0] or ""))


def _told(mark: Mark) -> str:
    """`confirmed (major) by ana as 'a lake', 3 counted, a shape: seen on site`."""
    judged = f"{mark.verdict or 'noted'}{f' ({mark.grade})' if mark.grade else ''}"
    by = f" by {mark.author}" if mark.author else ""
    question = f" as {mark.question!r}" if mark.question else ""
    counted = f", {mark.count:,} counted" if mark.count is not None else ""
    drawn = ", a shape" if mark.shape is not None else ""
    note = f": {mark.note}" if mark.note else ""
    return f"{judged}{by}{question}{counted}{drawn}{note}"


def _raster_table(rasters: list[StoredRaster]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, justify in {
        "raster": "left",
        "acquired": "left",
        "label": "left",
        "profile": "left",
        "bands": "left",
        "pixel": "right",
        "levels": "left",
        "tiles": "left",
        "state": "left",
    }.items():
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for raster in rasters:
        table.add_row(
            escape(shorten_path(raster.path)),
            str(raster.period) if raster.period else "unknown",
            escape(raster.label),
            f"{raster.profile} (by {raster.profile_source})",
            " ".join(raster.roles),
            f"{raster.gsd_m:.3g} m",
            " ".join(f"{level:g} m" for level in raster.levels_m),
            " ".join(f"{count:,} {state}" for state, count in raster.tiles.items() if count),
            f"{raster.state}: {escape(raster.reason)}" if raster.reason else str(raster.state),
        )
    return table
