"""`tilescribe index`"""

from __future__ import annotations

import shlex
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tilescribe import config
from tilescribe.cli.arguments import Prompt

if TYPE_CHECKING:
    from tilescribe.domain.events import RunFinished
    from tilescribe.indexing import IndexOptions

__all__ = ["index", "interruptible", "run_index"]


def index(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Folders, files, globs or /vsi… paths.", show_default=False)
    ],
    catalog: Annotated[
        Path,
        typer.Option("--catalog", "-c", metavar="FILE", help="The GeoPackage to make or continue.", show_default=False),
    ],
    captioner: Annotated[
        str, typer.Option(metavar="NAME", help="What describes the tiles; see `tilescribe models`.")
    ] = config.DEFAULT_CAPTIONER,
    prompt: Prompt = None,
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
        str | None, typer.Option(metavar="DATE", help="Acquisition time of these rasters.", show_default="detected")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Leave older rasters alone.", show_default=False)
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove rasters whose files are gone.")] = False,
    build_overviews: Annotated[
        bool, typer.Option("--build-overviews", help="Build .ovr files beside large rasters that lack overviews.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write events as JSON lines to standard output.")] = False,
) -> None:
    """Describe every tile of your imagery in a catalog.

    A second run does only what is missing. Ctrl-C finishes the batch in flight; the same command goes on later.

    Example: tilescribe index tifs --catalog area.gpkg
    """
    from tilescribe.indexing import IndexOptions
    from tilescribe.raster import parse_levels, parse_time

    sides = parse_levels(levels) if levels is not None else None
    options = IndexOptions(
        captioner=captioner,
        prompt=prompt,
        embedder=embedder,
        levels_m=sides,
        auto_levels=levels is not None and sides is None,
        overlap=overlap,
        profile=profile,
        acquired=parse_time(acquired) if acquired is not None else None,
        since=parse_time(since) if since is not None else None,
        prune=prune,
        build_overviews=build_overviews,
    )
    finished = run_index(paths, catalog=catalog, options=options, json=json)
    from tilescribe.cli.main import INTERRUPTED, PARTIAL

    if finished.status != "done":
        raise typer.Exit(INTERRUPTED if finished.status == "cancelled" else PARTIAL)


def run_index(paths: list[str], *, catalog: Path, options: IndexOptions, json: bool = False) -> RunFinished:
    """Index with progress on standard error; Ctrl-C cancels after the batch in flight."""
    from tilescribe import indexing
    from tilescribe.cli.progress import Progress, print_json
    from tilescribe.domain.events import RunFinished

    last: RunFinished | None = None
    with interruptible() as cancel, Progress(quiet=json) as progress:
        for event in indexing.index(paths, catalog=catalog, options=options, cancel=cancel):
            if json:
                print_json(event)
            progress.show(event)
            if isinstance(event, RunFinished):
                last = event
    assert last is not None, "every run ends with RunFinished or an exception"
    progress.report(last, command=shlex.join(["tilescribe", *sys.argv[1:]]))
    return last


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; the second one interrupts at once."""
    cancel = threading.Event()

    def on_interrupt(number: int, frame: object) -> None:
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()

    previous = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, previous)
