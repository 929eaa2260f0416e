"""`tilescribe search` and `tilescribe similar`"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tilescribe.cli.arguments import (
    Aoi,
    Bbox,
    CatalogLocation,
    Changes,
    From,
    K,
    Label,
    Level,
    Offset,
    Plain,
    Prompt,
    RasterGlob,
    Threshold,
    To,
    filters,
    threshold_of,
)
from tilescribe.cli.exit_status import INTERRUPTED, PARTIAL
from tilescribe.cli.quick import uncollected
from tilescribe.cli.screen import warn
from tilescribe.domain.plurals import plural

if TYPE_CHECKING:
    from tilescribe.domain.hit import Answer
    from tilescribe.embed.base import Embedder
    from tilescribe.searching import Output

__all__ = [
    "AllLevels",
    "Everything",
    "Format",
    "Layer",
    "OutputFile",
    "Overwrite",
    "place_of",
    "print_answer",
    "search",
    "similar",
]

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="table|geojson|csv|gpkg|geoparquet",
        help="How to write the hits.",
        show_default="by the suffix of -o, else table",
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file; into a GeoPackage that exists, as one more layer.",
        show_default=False,
    ),
]
Layer = Annotated[str, typer.Option("--layer", metavar="NAME", help="The layer in a GeoPackage.")]
Overwrite = Annotated[
    bool,
    typer.Option(
        "--overwrite", help="Replace a file that exists; of a GeoPackage, the layer. Never a catalog or input."
    ),
]
AllLevels = Annotated[bool, typer.Option("--all-levels", help="Keep overlapping hits of several levels apart.")]
Everything = Annotated[
    bool,
    typer.Option("--all", help="Every tile is a hit of its own, also where several show the same place."),
]
Exact = Annotated[
    bool, typer.Option("--exact", help="Score every tile, also where a large catalog has an index of the best ones.")
]
Why = Annotated[bool, typer.Option("--why", help="Say in the table what speaks against each hit, too.")]
EmbedderName = Annotated[
    str | None, typer.Option("--embedder", metavar="NAME", help="Which vectors to use.", show_default="the last used")
]


def search(
    catalog: CatalogLocation,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Plain words, in quotes.", show_default=False)],
    k: K = 20,
    offset: Offset = 0,
    threshold: Threshold = None,
    bbox: Bbox = None,
    aoi: Aoi = None,
    start: From = None,
    end: To = None,
    raster: RasterGlob = None,
    label: Label = None,
    level: Level = None,
    all_levels: AllLevels = False,
    everything: Everything = False,
    exact: Exact = False,
    plain: Plain = False,
    embedder: EmbedderName = None,
    channels: Annotated[
        str | None,
        typer.Option(
            metavar="NAME,NAME",
            help="What the question is put to: text, lexical, visual, and visual encoders such as clip:MODEL.",
            show_default="all that can be loaded",
        ),
    ] = None,
    captioner: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Whose descriptions count; with --closer, --deepen or --verify, the model that looks at the hits.",
            show_default="all",
        ),
    ] = None,
    prompt: Prompt = None,
    deepen: Annotated[
        int | None,
        typer.Option(metavar="N", help="Let the captioner describe the top N tiles and ask again.", show_default=False),
    ] = None,
    closer: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Look again into the top N tiles, in overlapping crops, and rank them by their best crop.",
            show_default=False,
        ),
    ] = None,
    verify: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Ask the captioner whether the question holds for the top N tiles, and rank by its yes.",
            show_default=False,
        ),
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Ask what has changed between two dates; see `tilescribe compare`.")
    ] = False,
    was: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help="Only where the earlier date shows this, in plain words.", show_default=False
        ),
    ] = None,
    changes: Changes = None,
    why: Why = False,
    kind: Format = None,
    output: OutputFile = None,
    layer: Layer = "hits",
    overwrite: Overwrite = False,
) -> None:
    """Ask a question and get the matching tiles.

    Example: tilescribe search area.gpkg "water beside trees" -k 5

    Example: tilescribe search area.gpkg "fields without trees"

    Example: tilescribe search area.gpkg "bare ground" --format geojson -o hits.geojson

    Example: tilescribe search area.gpkg "a forest" --channels text,lexical

    Example: tilescribe search area.gpkg "boats" --closer 20

    Example: tilescribe search area.gpkg "flooded houses" --changed

    Example: tilescribe search area.gpkg "water" --was "a field"
    """
    from tilescribe.cli.answering import Asking, Looks, answer_of
    from tilescribe.domain.query import Filters
    from tilescribe.searching import format_for
    from tilescribe.searching.channels import parse_channels

    # A look at the hits may take an hour.
    looks = Looks(deepen=deepen, closer=closer, verify=verify)
    with nullcontext() if looks.any else uncollected():
        kind = format_for(output, kind)
        place = place_of(output, catalog=catalog, aoi=aoi, layer=layer, overwrite=overwrite)
        chosen = filters(bbox=bbox, aoi=aoi, start=start, end=end, rasters=raster, levels=level, labels=label)
        asking = Asking(
            question,
            k=k,
            offset=offset,
            threshold=threshold_of(threshold),
            filters=chosen,
            embedder=_load(embedder),
            merge_levels=not all_levels,
            merge_places=not everything,
            exact=exact,
            plain=plain,
            channels=None if channels is None else parse_channels(channels.split(",")),
        )
        if changed or was is not None or changes is not None:
            from tilescribe.cli.changes import AskedOfChanges, answer_about_changes

            given = AskedOfChanges(changed=changed, was=was, changes=changes)
            answer = answer_about_changes(catalog, asking, given, captioner=captioner, prompt=prompt, looks=looks)
            status = "done"
        else:
            answer, status = answer_of(catalog, asking, captioner=captioner, prompt=prompt, looks=looks)
        print_answer(answer, kind=kind, output=place, filtered=chosen != Filters(), why=why)
        if status != "done":
            raise typer.Exit(INTERRUPTED if status == "cancelled" else PARTIAL)


def similar(
    catalog: CatalogLocation,
    tile_id: Annotated[
        int | None, typer.Argument(metavar="TILE_ID", help="A tile's number, from a search.", show_default=False)
    ] = None,
    image: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Instead of a tile: a picture (JPEG, PNG, WebP, TIFF), with or without a georeference.",
            show_default=False,
        ),
    ] = None,
    captioner: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="With --image: the model that looks at it.", show_default="builtin"),
    ] = None,
    k: K = 20,
    offset: Offset = 0,
    threshold: Threshold = None,
    bbox: Bbox = None,
    aoi: Aoi = None,
    start: From = None,
    end: To = None,
    raster: RasterGlob = None,
    label: Label = None,
    level: Level = None,
    all_levels: AllLevels = False,
    everything: Everything = False,
    exact: Exact = False,
    embedder: EmbedderName = None,
    why: Why = False,
    kind: Format = None,
    output: OutputFile = None,
    layer: Layer = "hits",
    overwrite: Overwrite = False,
) -> None:
    """Find tiles that are described like a given one, or like a picture.

    Example: tilescribe similar area.gpkg 1 -k 5

    Example: tilescribe similar area.gpkg --image photo.jpg -k 5
    """
    from tilescribe import open_catalog
    from tilescribe import similar as similar_to_tile
    from tilescribe.cli.answering import check_similar_to, similar_to_image, tell_of_loading
    from tilescribe.domain.query import Filters
    from tilescribe.embed import embedder_in_use
    from tilescribe.searching import format_for

    check_similar_to(tile_id, image, captioner)
    with uncollected():
        kind = format_for(output, kind)
        place = place_of(output, catalog=catalog, aoi=aoi, layer=layer, overwrite=overwrite)
        chosen = filters(bbox=bbox, aoi=aoi, start=start, end=end, rasters=raster, levels=level, labels=label)
        with open_catalog(catalog) as store:
            if embedder is None:
                tell_of_loading(embedder_in_use(store.embedders()))
            options: dict[str, Any] = {
                "k": k,
                "offset": offset,
                "threshold": threshold_of(threshold),
                "filters": chosen,
                "embedder": _load(embedder),
                "merge_levels": not all_levels,
                "merge_places": not everything,
                "exact": exact,
            }
            if image is not None:
                answer = similar_to_image(store, image, captioner=captioner, **options)
            elif tile_id is not None:
                answer = similar_to_tile(store, tile_id, **options)
        print_answer(answer, kind=kind, output=place, filtered=chosen != Filters(), why=why)


def _load(name: str | None) -> Embedder | None:
    if name is None:
        return None
    from tilescribe.cli.answering import tell_of_loading
    from tilescribe.embed import load_embedder

    tell_of_loading(name)
    return load_embedder(name)


def place_of(path: Path | None, *, catalog: str, aoi: Path | None, layer: str, overwrite: bool) -> Output | None:
    """Where to write, once it is known that nothing is lost there: before the question, which may take long."""
    if path is None:
        return None
    from tilescribe import open_catalog
    from tilescribe.searching import Output

    with open_catalog(catalog) as store:
        rasters = [raster.path for raster in store.rasters()]
    inputs = (catalog, *([] if aoi is None else [str(aoi)]), *rasters)
    output = Output(path, overwrite=overwrite, layer=layer, inputs=inputs)
    output.check()
    return output


def print_answer(answer: Answer, *, kind: str, output: Output | None, filtered: bool, why: bool = False) -> None:
    """Write the hits where they were asked for, and say on standard error how many there are."""
    from tilescribe.searching import write_answer, write_text

    for notice in answer.notices:
        warn(notice)
    if answer.reading is not None:
        warn(f"Read as: {answer.reading}  (--plain takes it for plain words)")
    if kind == "table":
        from tilescribe.cli.tables import answer_table

        answer_table(answer, output=output, why=why)
    elif output is not None:
        write_answer(answer, output, kind=kind)
    else:
        write_text(answer, sys.stdout, kind=kind)
    if answer.undated_rasters:
        warn(
            f"Left out for want of a date: {plural(answer.undated_rasters, 'raster')}. `tilescribe rasters CATALOG "
            "--undated` lists them; with --set-date it dates them."
        )
    place = f" in {output.path}" if output else ""
    if not answer.candidates and not filtered and answer.changed:
        warn(
            "No dates have been compared yet, or none could be. Go on with `tilescribe compare`; `tilescribe info` of "
            "the catalog of changes (area.changes.gpkg) tells why."
        )
    elif not answer.candidates and not filtered:
        warn(
            "The catalog has no described tile yet. Go on with `tilescribe index`; `tilescribe info` tells what failed."
        )
    elif not answer.candidates:
        warn("No described tile passes the filters. Widen them, or look at what is there with `tilescribe info`.")
    elif not answer.hits:
        warn(f"Nothing here matches: --threshold or --offset leaves out all of {plural(answer.candidates, 'tile')}.")
    else:
        warn(
            f"{plural(len(answer.hits), 'hit')}{place}, of {plural(answer.candidates, 'tile')}, "
            f"in {answer.seconds:.2f} s"
        )
