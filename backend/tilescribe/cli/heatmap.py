"""`tilescribe heatmap`"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tilescribe.cli.arguments import (
    Aoi,
    Bbox,
    CatalogLocation,
    Changes,
    From,
    Label,
    Level,
    Plain,
    RasterGlob,
    To,
    filters,
)
from tilescribe.cli.screen import warn
from tilescribe.domain.hit import score_text
from tilescribe.domain.plurals import plural

if TYPE_CHECKING:
    from tilescribe.catalog import Catalog
    from tilescribe.domain.heat_raster import HeatRaster
    from tilescribe.domain.question import Reading

__all__ = ["heatmap", "print_heat_raster"]


def heatmap(
    catalog: CatalogLocation,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE.tif", help="The GeoTIFF to write.", show_default=False),
    ],
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUESTION",
            help="Plain words, in quotes; with --changed may be left out, for how much has changed.",
            show_default=False,
        ),
    ] = None,
    resolution: Annotated[
        float | None,
        typer.Option(
            metavar="M", help="Side of a cell in metres of the CRS.", show_default="half the side of the finest tile"
        ),
    ] = None,
    crs: Annotated[
        str | None,
        typer.Option(
            metavar="CRS",
            help="A projected CRS in metres, such as EPSG:32633.",
            show_default="a UTM zone, if one serves",
        ),
    ] = None,
    bbox: Bbox = None,
    aoi: Aoi = None,
    start: From = None,
    end: To = None,
    raster: RasterGlob = None,
    label: Label = None,
    level: Level = None,
    captioner: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose descriptions count.", show_default="all")
    ] = None,
    embedder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which vectors to use.", show_default="the last used")
    ] = None,
    plain: Plain = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Ask what has changed between two dates; see `tilescribe compare`.")
    ] = False,
    changes: Changes = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that exist. Never a catalog or a raster of it.")
    ] = False,
) -> None:
    """Write a map of how probably each place shows what the words say.

    A Cloud Optimized GeoTIFF with one probability a cell, from the tiles of all levels, and a style for QGIS beside it.
    --bbox and --aoi cut it.

    Example: tilescribe heatmap area.gpkg "a lake" -o lake.tif

    Example: tilescribe heatmap area.gpkg --changed -o change.tif
    """
    from tilescribe import heat_map
    from tilescribe.cli.answering import tell_of_loading, tell_of_reading
    from tilescribe.cli.progress import Progress
    from tilescribe.embed import embedder_in_use, load_embedder
    from tilescribe.errors import EmptyQuestionError, InvalidOptionError
    from tilescribe.searching import change_map

    reading: Reading = "plain" if plain else "auto"
    chosen = filters(bbox=bbox, aoi=aoi, start=start, end=end, rasters=raster, levels=level, labels=label)
    if question is None and not changed:
        raise EmptyQuestionError("There is no question", remedy='Ask in words, such as "a lake", or add --changed')
    if changes is not None and not changed:
        raise InvalidOptionError(f"--changes {changes} needs --changed", remedy="Add it, or leave --changes out")
    common: dict[str, Any] = {"resolution_m": resolution, "crs": crs, "filters": chosen, "overwrite": overwrite}
    with _opened(catalog, changes, changed=changed) as store, Progress(quiet=False) as bar:
        common["progress"] = partial(bar.advance, "Drawing blocks")
        if question is None:
            drawn = change_map(store, output, **common)
        else:
            name = embedder or embedder_in_use(store.embedders())
            tell_of_loading(name)
            chosen_embedder = load_embedder(name)
            drawn = heat_map(
                store, question, output, embedder=chosen_embedder, captioner=captioner, reading=reading, **common
            )
    if question is not None:
        tell_of_reading(question, reading)
    print_heat_raster(drawn)


def _opened(catalog: str, changes: str | None, *, changed: bool) -> Catalog:
    from tilescribe import open_catalog
    from tilescribe.comparing import open_changes

    return open_changes(catalog, changes) if changed else open_catalog(catalog)


def print_heat_raster(drawn: HeatRaster) -> None:
    """What was written, on standard error: the file is the result."""
    for notice in drawn.notices:
        warn(notice)
    lon, lat = drawn.highest_at
    crs = drawn.crs if len(drawn.crs) < 30 else "the CRS asked for"
    if drawn.left_out:
        warn(f"Left out: {plural(drawn.left_out, 'tile')} that {crs} has no place for.")
    warn(
        f"{drawn.path}: {drawn.width:,} x {drawn.height:,} cells of {drawn.resolution_m:g} m in {crs}, of "
        f"{plural(drawn.tiles, 'tile')}, in {drawn.seconds:.2f} s"
    )
    warn(f"Highest at {lon:.5f}, {lat:.5f}: {score_text(drawn.highest)}. Style for QGIS: {drawn.style}")
