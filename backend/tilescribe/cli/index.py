"""`tilescribe index`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tilescribe import config
from tilescribe.cli.arguments import Prompt
from tilescribe.cli.exit_status import INTERRUPTED, PARTIAL
from tilescribe.cli.running import run_to_end

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable

    from tilescribe.domain.events import Event, RunFinished
    from tilescribe.indexing import IndexOptions

__all__ = ["index", "run_index"]


def index(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Folders, files, globs or /vsi… paths.", show_default=False)
    ],
    catalog: Annotated[
        str,
        typer.Option(
            "--catalog",
            "-c",
            metavar="FILE",
            help="The GeoPackage to make or continue, or the URL of a form that a package adds.",
            show_default=False,
        ),
    ],
    captioner: Annotated[
        str, typer.Option(metavar="NAME", help="What describes the tiles; see `tilescribe models`.")
    ] = config.DEFAULT_CAPTIONER,
    prompt: Prompt = None,
    visual: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A visual encoder, such as clip:MODEL, that looks at the tiles as well and fills a vector space of "
            "its own; repeatable.",
            show_default=False,
        ),
    ] = None,
    embedder: Annotated[
        str, typer.Option(metavar="NAME", help="What turns texts into vectors: a name or a folder.")
    ] = config.DEFAULT_EMBEDDER,
    levels: Annotated[
        str | None,
        typer.Option(metavar="auto|M,M", help="Tile sides on the ground in metres.", show_default="auto, or as before"),
    ] = None,
    overlap: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE", help="Overlap of neighbouring tiles, such as 0.25.", show_default="0, or as before"
        ),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Sensor profile (see `tilescribe models`), or the roles of the bands: nir,red,green.",
            show_default="detected",
        ),
    ] = None,
    acquired: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="When these rasters were acquired: 1985, 2024-05, 2024-05-31, 31.05.2024, a time, or a range of two: "
            "2011-05-22/2011-05-24.",
            show_default="detected",
        ),
    ] = None,
    label: Annotated[
        str | None,
        typer.Option(
            metavar="WORD",
            help="By what to call these rasters: before, after, any word.",
            show_default="as they are called already",
        ),
    ] = None,
    nodata: Annotated[
        str | None,
        typer.Option(
            metavar="VALUE",
            help="Stored value without a picture: a number, nan, one for each band (0,0,255), or none.",
            show_default="declared in the file",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Leave older rasters alone.", show_default=False)
    ] = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="Remove rasters under these paths whose files are gone; where a whole folder was deleted, only if it "
            "is named itself.",
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Read these rasters again, whatever their files' times say. Unchanged pixels keep their descriptions.",
        ),
    ] = False,
    build_overviews: Annotated[
        bool, typer.Option("--build-overviews", help="Build .ovr files beside large rasters that lack overviews.")
    ] = False,
    deepen: Annotated[
        bool,
        typer.Option(
            "--deepen",
            help="Describe with another captioner only what an earlier run has described: the most informative tiles "
            "first, near-identical ones together.",
        ),
    ] = False,
    most: Annotated[
        int | None, typer.Option(metavar="N", help="With --deepen: only the N best tiles.", show_default="all")
    ] = None,
    bbox: Annotated[
        str | None,
        typer.Option(metavar="W,S,E,N", help="With --deepen: only tiles that touch this box.", show_default=False),
    ] = None,
    aoi: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --deepen: only tiles that touch these polygons.", show_default=False),
    ] = None,
    share: Annotated[
        bool, typer.Option("--share/--no-share", help="With --deepen: near-identical tiles share a description.")
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="Write events as JSON lines to standard output.")] = False,
) -> None:
    """Describe every tile of your imagery in a catalog.

    A second run does only what is missing. Ctrl-C finishes what a model has begun; the same command goes on later.

    Example: tilescribe index tifs --catalog area.gpkg

    Example: tilescribe index tifs --catalog area.gpkg --captioner facts --deepen --most 5

    Example: tilescribe index tifs --catalog seen.gpkg --visual clip:models/tiny-clip
    """
    from tilescribe.domain.period import parse_acquisition, parse_period
    from tilescribe.indexing import IndexOptions
    from tilescribe.raster import parse_levels

    planning: dict[str, object] = {
        "--levels": levels,
        "--overlap": overlap,
        "--profile": profile,
        "--acquired": acquired,
        "--label": label,
        "--nodata": nodata,
        "--since": since,
        "--prune": prune,
        "--force": force,
        "--build-overviews": build_overviews,
        "--visual": visual,
    }
    choosing: dict[str, object] = {"--most": most, "--bbox": bbox, "--aoi": aoi, "--no-share": not share}
    _refuse(choosing if not deepen else planning, deepen=deepen)
    if deepen:
        from tilescribe.cli.arguments import filters
        from tilescribe.cli.deepening import run_deepen
        from tilescribe.indexing import Deepening

        area = filters(bbox=bbox, aoi=aoi, start=None, end=None, rasters=None, levels=None)
        chosen = Deepening(filters=area, most=most, share=share)
        finished = run_deepen(catalog, captioner=captioner, prompt=prompt, paths=paths, deepening=chosen, json=json)
        if finished.status != "done":
            raise typer.Exit(INTERRUPTED if finished.status == "cancelled" else PARTIAL)
        return

    sides = parse_levels(levels) if levels is not None else None
    options = IndexOptions(
        captioner=captioner,
        prompt=prompt,
        visual=tuple(visual or ()),
        embedder=embedder,
        levels_m=sides,
        auto_levels=levels is not None and sides is None,
        overlap=overlap,
        profile=profile,
        acquired=parse_acquisition(acquired) if acquired is not None else None,
        label=label,
        nodata=nodata,
        since=parse_period(since).start if since is not None else None,
        prune=prune,
        force=force,
        build_overviews=build_overviews,
    )
    finished = run_index(paths, catalog=catalog, options=options, json=json)
    if finished.status != "done":
        raise typer.Exit(INTERRUPTED if finished.status == "cancelled" else PARTIAL)


def _refuse(given: dict[str, object], *, deepen: bool) -> None:
    """Options that would be passed over in silence."""
    from tilescribe.errors import InvalidOptionError

    names = [name for name, value in given.items() if value not in (None, False, [])]
    if not names:
        return
    listed = ", ".join(names)
    if deepen:
        raise InvalidOptionError(
            f"{listed} cannot be used with --deepen, which changes no tiles",
            remedy="Run the index without --deepen first",
        )
    raise InvalidOptionError(f"{listed} needs --deepen", remedy="Add --deepen, or leave it out")


def run_index(paths: list[str], *, catalog: str, options: IndexOptions, json: bool = False) -> RunFinished:
    """Index with progress on standard error; Ctrl-C cancels once what a model has begun is done."""
    from tilescribe import indexing

    def start(cancel: threading.Event) -> Iterable[Event]:
        return indexing.index(paths, catalog=catalog, options=options, cancel=cancel)

    return run_to_end(start, json=json)
