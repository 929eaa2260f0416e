"""One indexing run from paths to catalog, as a generator of events."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING

from tilescribe.catalog import is_catalog, open_catalog
from tilescribe.describe import close_captioner, load_captioner, notices_of, with_facts
from tilescribe.describe.encoders import close_encoder, encoding, load_encoder
from tilescribe.domain.events import Event, Notice, RunFinished, RunStarted, StageStarted
from tilescribe.embed import load_embedder
from tilescribe.errors import InvalidOptionError, RasterError
from tilescribe.indexing.options import IndexOptions
from tilescribe.indexing.pipeline import Pipeline
from tilescribe.indexing.planning import Planner
from tilescribe.indexing.preparing import Preparation, prepare_for_questions
from tilescribe.indexing.pruning import deleted_paths, refuse_deleted
from tilescribe.indexing.reembedding import reembed_open
from tilescribe.raster import (
    LARGE_PX,
    Discovery,
    build_overviews,
    find_rasters,
    open_raster,
    parse_nodata,
    profile_named,
    stamp,
)

if TYPE_CHECKING:
    from os import PathLike

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe.base import Captioner
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.embed.base import Embedder

__all__ = ["index"]


def index(
    paths: Sequence[str | PathLike[str]],
    *,
    catalog: str | PathLike[str],
    options: IndexOptions | None = None,
    captioner: Captioner | None = None,
    embedder: Embedder | None = None,
    encoders: Sequence[VisualEncoder] | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[Event]:
    """Describe every tile of every raster under `paths` and keep it in `catalog`.

    Only what is missing is done: an unchanged raster costs one look at its file. The run is a generator; nothing
    happens before the first event is asked for, and closing it (or setting `cancel`) finishes the batches begun
    and leaves a catalog that the next run continues.

    Args:
        paths: Folders (recursive), files, globs or GDAL `/vsi…` paths; with `options.prune` also what was deleted.
        catalog: The GeoPackage to create or continue.
        options: What the user decided; defaults serve.
        captioner: An instance to use instead of `options.captioner`.
        embedder: An instance to use instead of `options.embedder`.
        encoders: Instances to use instead of `options.visual`.
        cancel: Set it from any thread to stop once the batches that a model has begun are done.

    Yields:
        Events in order; the last one is always `RunFinished`, unless an exception ends the run.

    Raises:
        RasterNotFoundError, NoRastersFoundError: the paths lead nowhere.
        CatalogLockedError, NotACatalogError, NewerCatalogError, CatalogReadOnlyError: before anything is changed.
        CatalogFullError: the disk is full; all batches written before are kept.
        CaptionerFailedError, ModelError: the models cannot be used.
    """
    options = options or IndexOptions()
    started = time.monotonic()
    # What may be wrong with the request comes to light before the catalog is touched or a model loaded.
    if options.profile:
        profile_named(options.profile)
    if options.nodata:
        parse_nodata(options.nodata)
    yield StageStarted("discovering")
    named = [str(path) for path in paths]
    found = _find(named, catalog, prune=options.prune)
    cancel = cancel or threading.Event()
    with ExitStack() as stack:
        if captioner is None:
            yield StageStarted("loading", options.captioner)
            captioner = load_captioner(options.captioner, prompt=options.prompt)
            stack.callback(close_captioner, captioner)
        if embedder is None:
            yield StageStarted("loading", options.embedder)
            embedder = load_embedder(options.embedder)
        if encoders is None:
            encoders = []
            for name in dict.fromkeys(options.visual):
                yield StageStarted("loading", name)
                encoders.append(load_encoder(name))
                stack.callback(close_encoder, encoders[-1])
        _refuse_twins(encoders)
        captioners = with_facts(captioner)
        store = stack.enter_context(open_catalog(catalog, mode="a"))
        # Pictures are read as the captioner likes them, with encoders or without: of the same pixels nothing is
        # described anew.
        side_px = max(captioner.input_side_px for captioner in captioners)
        captioners = [*captioners, *encoding(encoders)]
        run_id = store.begin_run(_settings(options, captioners, embedder))
        run = _Run(store, options, captioners, embedder, cancel, run_id, started, named, side_px)
        yield from run.events(found)


class _Run:
    def __init__(
        self,
        catalog: Catalog,
        options: IndexOptions,
        captioners: Sequence[Captioner],
        embedder: Embedder,
        cancel: threading.Event,
        run_id: int,
        started: float,
        named: Sequence[str],
        side_px: int,
    ) -> None:
        self.catalog = catalog
        self.options = options
        self.cancel = cancel
        self.run_id = run_id
        self.started = started
        self.embedder = embedder
        self.captioners = captioners
        self.planner = Planner(catalog, options, side_px=side_px, run_id=run_id, named=named)
        self.pipeline = Pipeline(catalog, captioners, embedder, run_id=run_id, cancel=cancel, picture_side_px=side_px)

    def events(self, found: Discovery) -> Iterator[Event]:
        status = "failed"
        try:
            yield from self._work(found)
            status = self._status()
        except (GeneratorExit, KeyboardInterrupt):
            status = "cancelled"
            raise
        finally:
            self.catalog.end_run(self.run_id, status=status, counts=self._counts())
        prepared: Preparation | None = None
        if self.pipeline.totals.done and not self.cancel.is_set():
            yield StageStarted("preparing")
            prepared = prepare_for_questions(self.catalog)
            yield from prepared.notices
        yield RunFinished(self.run_id, status, **self._counts(), seconds=round(time.monotonic() - self.started, 3))
        if prepared is not None and prepared.interrupted:
            raise KeyboardInterrupt

    def _work(self, found: Discovery) -> Iterator[Event]:
        for captioner in self.captioners:
            yield from (Notice(captioner.author.captioner, message) for message in notices_of(captioner))
        for event in self.planner.plan(found):
            yield event
            if self.cancel.is_set():
                return
        yield from self._build_overviews()
        authors = [captioner.author for captioner in self.captioners]
        pending = {
            raster_id: count
            for raster_id, count in self.catalog.pending(authors).items()
            if raster_id in self.planner.selected
        }
        tiles = sum(
            sum(raster.tiles.values()) for raster in self.catalog.rasters() if raster.id in self.planner.selected
        )
        yield RunStarted(self.run_id, len(self.planner.selected), tiles, sum(pending.values()))
        yield from reembed_open(self.catalog, self.embedder, self.cancel)
        if pending:
            yield from self.pipeline.run(list(pending), total=sum(pending.values()))

    def _build_overviews(self) -> Iterator[Event]:
        if not self.options.build_overviews:
            return
        for stored in self.catalog.rasters():
            if stored.id not in self.planner.selected or max(stored.width, stored.height) <= LARGE_PX:
                continue
            try:
                if not open_raster(stored.path).has_overviews:
                    yield Notice(stored.path, "Building overviews in a file beside it.")
                    build_overviews(stored.path)
                    self.catalog.touch_raster(stored.id, stamp=stamp(stored.path), has_overviews=True)
            except RasterError as error:
                yield Notice(stored.path, str(error))
            if self.cancel.is_set():
                return

    def _status(self) -> str:
        if self.cancel.is_set():
            return "cancelled"
        counts = self._counts()
        return "partial" if counts["failed"] or counts["failed_rasters"] else "done"

    def _counts(self) -> dict[str, int]:
        counts = asdict(self.pipeline.totals)
        counts["failed_rasters"] += self.planner.failed_rasters
        return counts


def _find(named: Sequence[str], catalog: str | PathLike[str], *, prune: bool) -> Discovery:
    """The rasters under the named paths; with `prune` a path may be one that was deleted."""
    if all(os.path.lexists(path) for path in named) or not is_catalog(catalog):
        return find_rasters(named)
    with open_catalog(catalog) as store:
        rasters = store.rasters()
    if not prune:
        refuse_deleted(named, rasters)
        return find_rasters(named)
    deleted = deleted_paths(named, rasters)
    rest = [path for path in named if path not in deleted]
    return find_rasters(rest) if rest else Discovery(())


def _refuse_twins(encoders: Sequence[VisualEncoder]) -> None:
    """Two of one family would replace each other's vectors, tile by tile."""
    families = [encoder.family for encoder in encoders]
    for family in families:
        if families.count(family) > 1:
            raise InvalidOptionError(
                f"Two visual encoders are called {family!r}",
                remedy="Leave one of them out, or give its folder or file another name",
            )


def _settings(options: IndexOptions, captioners: Sequence[Captioner], embedder: Embedder) -> dict[str, object]:
    settings: dict[str, object] = {
        key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in asdict(options).items()
    }
    settings["acquired"] = options.acquired_text or None
    settings["authors"] = [asdict(captioner.author) for captioner in captioners]
    settings["embedder_fingerprint"] = embedder.fingerprint
    return settings
