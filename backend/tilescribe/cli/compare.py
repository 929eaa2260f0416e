"""`tilescribe compare`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tilescribe import config
from tilescribe.cli.arguments import (
    Aoi,
    Bbox,
    CatalogLocation,
    Changes,
    From,
    Label,
    Level,
    Offset,
    Prompt,
    RasterGlob,
    To,
    filters,
    threshold_of,
)
from tilescribe.cli.exit_status import INTERRUPTED, PARTIAL
from tilescribe.cli.running import run_to_end
from tilescribe.cli.search import AllLevels, Everything, Format, Layer, OutputFile, Overwrite, place_of, print_answer

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable

    from tilescribe.comparing import CompareOptions
    from tilescribe.domain.events import Event, RunFinished

__all__ = ["compare", "run_compare"]

_SIDE = "LABEL|DATE|DATE..DATE|FOLDER|GLOB"


def compare(
    catalog: CatalogLocation,
    before: Annotated[
        str | None,
        typer.Option(
            metavar=_SIDE, help="The earlier rasters.", show_default="for each raster, the date before its own"
        ),
    ] = None,
    after: Annotated[
        str | None, typer.Option(metavar=_SIDE, help="The later rasters.", show_default="all that are later")
    ] = None,
    captioner: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="What describes the change: builtin, facts, or a model that takes two pictures."
        ),
    ] = config.DEFAULT_CAPTIONER,
    prompt: Prompt = None,
    embedder: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What turns texts into vectors.", show_default="as the catalog's"),
    ] = None,
    changes: Changes = None,
    top: Annotated[
        int | None,
        typer.Option(metavar="N", help="Then list the N places that have changed most.", show_default=False),
    ] = None,
    offset: Offset = 0,
    threshold: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="With --top: least magnitude of a change, 0.5 or 50%.", show_default=False),
    ] = None,
    bbox: Bbox = None,
    aoi: Aoi = None,
    start: From = None,
    end: To = None,
    raster: RasterGlob = None,
    label: Label = None,
    level: Level = None,
    all_levels: AllLevels = False,
    everything: Everything = False,
    kind: Format = None,
    output: OutputFile = None,
    layer: Layer = "changes",
    overwrite: Overwrite = False,
    json: Annotated[bool, typer.Option("--json", help="Write events as JSON lines to standard output.")] = False,
) -> None:
    """Compare two dates: describe what has changed, tile by tile.

    The pairs are kept beside the catalog (area.changes.gpkg); a second run does only what is missing. Then ask:
    `tilescribe search area.gpkg "flooded houses" --changed`.

    Example: tilescribe compare area.gpkg

    Example: tilescribe compare area.gpkg --before 2025-05 --after 2025-06 --top 10

    Example: tilescribe compare area.gpkg --top 10 --format geojson
    """
    from tilescribe.catalog.query import Page
    from tilescribe.comparing import CompareOptions
    from tilescribe.domain.query import Filters
    from tilescribe.searching import format_for
    from tilescribe.searching.ranking import check_filters, check_page

    listing: dict[str, object] = {
        "--offset": offset,
        "--threshold": threshold,
        "--bbox": bbox,
        "--aoi": aoi,
        "--from": start,
        "--to": end,
        "--raster": raster,
        "--label": label,
        "--level": level,
        "--all-levels": all_levels,
        "--all": everything,
        "--format": kind,
        "--output": output,
    }
    _refuse(listing, top=top, json=json)
    kind = format_for(output, kind)
    chosen = filters(bbox=bbox, aoi=aoi, start=start, end=end, rasters=raster, levels=level, labels=label)
    least = threshold_of(threshold)
    if top is not None:  # what is wrong with the list comes to light before the work
        check_page(Page(k=top, offset=offset, threshold=least))
        check_filters(chosen)
    place = place_of(output, catalog=catalog, aoi=aoi, layer=layer, overwrite=overwrite)
    options = CompareOptions(before=before, after=after, captioner=captioner, prompt=prompt, embedder=embedder)
    finished = run_compare(catalog, changes=changes, options=options, json=json, summary=top is None)
    if top is not None and finished.status != "cancelled":
        from tilescribe import open_catalog
        from tilescribe.comparing import most_changed, open_changes

        with open_catalog(catalog) as store, open_changes(catalog, changes) as pairs:
            answer = most_changed(
                store,
                pairs,
                k=top,
                offset=offset,
                threshold=least,
                filters=chosen,
                merge_levels=not all_levels,
                merge_places=not everything,
            )
        print_answer(answer, kind=kind, output=place, filtered=chosen != Filters())
    if finished.status != "done":
        raise typer.Exit(INTERRUPTED if finished.status == "cancelled" else PARTIAL)


def _refuse(listing: dict[str, object], *, top: int | None, json: bool) -> None:
    """Options that would be passed over in silence."""
    from tilescribe.errors import InvalidOptionError

    if top is not None and top < 1:
        raise InvalidOptionError(f"--top {top} is out of range", remedy="Give the number of places, 1 or more")
    if top is not None and json:
        raise InvalidOptionError(
            "--json and --top both write to standard output", remedy="Run twice: the second run has nothing left to do"
        )
    given = [name for name, value in listing.items() if value not in (None, False, [], 0)]
    if given and top is None:
        raise InvalidOptionError(
            f"{', '.join(given)} needs --top",
            remedy="Add --top N, or leave it out: all tiles of both sides are compared",
        )


def run_compare(
    catalog: str, *, changes: str | None = None, options: CompareOptions, json: bool = False, summary: bool = True
) -> RunFinished:
    """Compare with progress on standard error; Ctrl-C cancels once what a model has begun is done."""
    from tilescribe.comparing import compare as events_of

    def start(cancel: threading.Event) -> Iterable[Event]:
        return events_of(catalog, changes=changes, options=options, cancel=cancel)

    return run_to_end(start, json=json, summary=summary)
