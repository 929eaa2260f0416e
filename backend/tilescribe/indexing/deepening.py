"""Coarse to fine: a slower captioner looks only at what an earlier scan found worth it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING

from tilescribe.catalog import open_catalog
from tilescribe.describe import close_captioner, load_captioner, notices_of
from tilescribe.domain.events import Event, Notice, RunFinished, RunStarted, StageStarted
from tilescribe.domain.raster import RasterState
from tilescribe.embed import embedder_in_use, load_embedder
from tilescribe.errors import RasterError
from tilescribe.indexing.choosing import Choice, Deepening, choose
from tilescribe.indexing.deep_tiles import DeepTiles
from tilescribe.indexing.pipeline import Pipeline
from tilescribe.raster import find_rasters, stamp

if TYPE_CHECKING:
    from os import PathLike

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import StoredRaster
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.description import Author
    from tilescribe.embed.base import Embedder

__all__ = ["deepen"]

_SHARED_ROUNDS = 2
"""Where the tile that others waited for could not be described, one of them is tried in its place; after this many
rounds each is described itself."""


def deepen(
    catalog: str | PathLike[str],
    *,
    captioner: str | Captioner,
    deepening: Deepening | None = None,
    paths: Sequence[str | PathLike[str]] | None = None,
    prompt: str | None = None,
    embedder: Embedder | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[Event]:
    """Describe tiles of a catalog with another captioner, the most worthwhile first.

    What earlier captioners said is kept. As with `index` the run is a generator, may be stopped and killed at any
    moment, and goes on with what is missing: another model or prompt version describes anew, a failed tile is tried
    again. Rasters that are new or changed must be indexed first; they are named and left out.

    Args:
        catalog: The GeoPackage to go on with.
        captioner: A name as on the command line, or an instance.
        deepening: Which tiles; the default is all.
        paths: Only the rasters under these folders, files or globs; None for all of the catalog.
        prompt: For a captioner given by name: name or path of what it is asked.
        embedder: Default is the one used last.
        cancel: Set it from any thread to stop after the batch in flight.

    Yields:
        Events in order; the last one is always `RunFinished`, unless an exception ends the run.

    Raises:
        CatalogNotFoundError, CatalogLockedError, CatalogReadOnlyError: before anything is changed.
        RasterNotFoundError, NoRastersFoundError: the paths lead nowhere.
        CatalogFullError: the disk is full; all batches written before are kept.
        CaptionerFailedError, ModelError: the models cannot be used.
    """
    started = time.monotonic()
    deepening = deepening or Deepening()
    found = None
    if paths is not None:
        yield StageStarted("discovering")
        found = set(find_rasters([str(path) for path in paths]).rasters)
    cancel = cancel or threading.Event()
    with ExitStack() as stack:
        if isinstance(captioner, str):
            yield StageStarted("loading", captioner)
            loaded = load_captioner(captioner, prompt=prompt)
            stack.callback(close_captioner, loaded)
        else:
            loaded = captioner
        store = stack.enter_context(open_catalog(catalog, mode="w"))
        if embedder is None:
            name = embedder_in_use(store.embedders())
            yield StageStarted("loading", name)
            embedder = load_embedder(name)
        run_id = store.begin_run(_settings(deepening, loaded, embedder))
        pipeline = Pipeline(store, [loaded], embedder, run_id=run_id, cancel=cancel, take_inherited=deepening.share)
        run = _Run(store, loaded.author, pipeline)
        status = "failed"
        try:
            yield from (Notice(loaded.author.captioner, message) for message in notices_of(loaded))
            yield from run.events(found, deepening)
            status = run.status()
        except (GeneratorExit, KeyboardInterrupt):
            status = "cancelled"
            raise
        finally:
            store.end_run(run_id, status=status, counts=run.counts())
        yield RunFinished(run_id, status, **run.counts(), seconds=round(time.monotonic() - started, 3))


class _Run:
    def __init__(self, catalog: Catalog, author: Author, pipeline: Pipeline) -> None:
        self.catalog = catalog
        self.author = author
        self.pipeline = pipeline

    def events(self, found: set[str] | None, deepening: Deepening) -> Iterator[Event]:
        rasters = []
        for stored in self.catalog.rasters():
            if found is not None and stored.path not in found:
                continue
            reason = _unfit(stored)
            if reason:
                yield Notice(stored.path, reason)
            else:
                rasters.append(stored)
        for path in sorted((found or set()) - {stored.path for stored in self.catalog.rasters()}):
            yield Notice(path, "It is not in the catalog yet: index it first, without --deepen.")
        raster_ids = [stored.id for stored in rasters]
        choice = choose(self.catalog, self.author, raster_ids=raster_ids, deepening=deepening)
        tiles = sum(sum(stored.tiles.values()) for stored in rasters)
        yield RunStarted(self.pipeline.run_id, len(rasters), tiles, choice.tiles)
        yield from self._rounds(choice, raster_ids, deepening)

    def _rounds(self, choice: Choice, raster_ids: Sequence[int], deepening: Deepening) -> Iterator[Event]:
        total = choice.tiles
        for round_ in range(1, _SHARED_ROUNDS + 2):
            if not choice.tasks or self.pipeline.cancel.is_set():
                return
            source = DeepTiles(
                self.catalog, side_px=self.pipeline.side_px, record_failure=self.pipeline.record_raster_failure
            )
            yield from self.pipeline.run_source(source.of(choice.tasks), total=total)
            unresolved, self.pipeline.unresolved = tuple(self.pipeline.unresolved), []
            again = Deepening(tile_ids=unresolved, share=deepening.share and round_ < _SHARED_ROUNDS)
            choice = choose(self.catalog, self.author, raster_ids=raster_ids if unresolved else (), deepening=again)

    def status(self) -> str:
        if self.pipeline.cancel.is_set():
            return "cancelled"
        counts = self.counts()
        return "partial" if counts["failed"] or counts["failed_rasters"] else "done"

    def counts(self) -> dict[str, int]:
        return asdict(self.pipeline.totals)


def _unfit(stored: StoredRaster) -> str:
    """Why the tiles of a raster cannot be looked at as they stand in the catalog; empty when they can."""
    if stored.state is not RasterState.PRESENT:
        return f"It is left out, being {stored.state}{f': {stored.reason}' if stored.reason else ''}."
    try:
        changed = not stored.stamp.agrees(stamp(stored.path))
    except RasterError as error:
        return f"It is left out: {error}"
    return "It has changed and is left out: index it again first, without --deepen." if changed else ""


def _settings(deepening: Deepening, captioner: Captioner, embedder: Embedder) -> dict[str, object]:
    filters = deepening.filters
    return {
        "deepen": {
            "bounds": filters.bounds,
            "area": filters.area.wkt if filters.area is not None else None,
            "rasters": filters.rasters,
            "levels_m": filters.levels_m,
            "most": deepening.most,
            "tile_ids": deepening.tile_ids,
            "share": deepening.share,
        },
        "authors": [asdict(captioner.author)],
        "embedder": embedder.name,
        "embedder_fingerprint": embedder.fingerprint,
    }
