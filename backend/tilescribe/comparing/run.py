"""One comparison of the dates of a catalog, from its rasters to a catalog of changes, as a generator of events."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.catalog import open_catalog
from tilescribe.comparing.locations import COMPARED, changes_of, refuse_other_use
from tilescribe.comparing.planning import ChangePlanner, choose_sides
from tilescribe.comparing.selection import parse_selection
from tilescribe.comparing.sources import NOT_COMPARABLE, PendingPairs
from tilescribe.describe import close_captioner, notices_of
from tilescribe.describe.change_registry import load_change_captioner, with_change_facts
from tilescribe.domain.events import Event, Notice, RunFinished, RunStarted, StageStarted
from tilescribe.domain.plurals import plural
from tilescribe.domain.tile import TileState
from tilescribe.embed import embedder_in_use, load_embedder
from tilescribe.indexing.pipeline import Pipeline
from tilescribe.indexing.preparing import Preparation, prepare_for_questions
from tilescribe.indexing.reembedding import reembed_open

if TYPE_CHECKING:
    from os import PathLike

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.comparing.selection import Selection
    from tilescribe.describe.base import Captioner
    from tilescribe.embed.base import Embedder

__all__ = ["CompareOptions", "check_comparison", "compare"]


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """What the user decided."""

    before: str | None = None
    """The earlier side: a date, a range of dates, a folder or a glob; None: for each raster the date before its own."""
    after: str | None = None
    """The later side likewise; None: all that is later."""
    captioner: str = config.DEFAULT_CAPTIONER
    prompt: str | None = None
    embedder: str | None = None
    """None: the one that was used last, in the catalog of changes or else in the compared one."""


def compare(
    catalog: str | PathLike[str],
    *,
    changes: str | PathLike[str] | None = None,
    options: CompareOptions | None = None,
    captioner: Captioner | None = None,
    embedder: Embedder | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[Event]:
    """Describe what has changed between two dates, tile by tile of the later one, and keep it in a catalog of changes.

    Only what is missing is done. The run is a generator; nothing happens before the first event is asked for, and
    closing it (or setting `cancel`) finishes the batches begun and leaves a catalog that the next run continues.

    Args:
        catalog: The catalog whose dates are compared; it is only read, and may be filled meanwhile.
        changes: The catalog of changes to make or continue; default is `changes_of(catalog)`.
        options: What the user decided; defaults serve.
        captioner: An instance to use instead of `options.captioner`.
        embedder: An instance to use instead of `options.embedder`.
        cancel: Set it from any thread to stop once the batches that a model has begun are done.

    Yields:
        Events as those of `index`; the last one is always `RunFinished`, unless an exception ends the run.

    Raises:
        NoPairsError: there are no two dates of one place.
        InvalidDateError: a date is none, or the sides are the wrong way round.
        CatalogError: before anything is changed, or where the disk is full.
        ModelError: the models cannot be used.
    """
    options = options or CompareOptions()
    started = time.monotonic()
    before, after = _sides(options)
    place = changes_of(catalog) if changes is None else os.fspath(changes)
    cancel = cancel or threading.Event()
    with ExitStack() as stack:
        store = stack.enter_context(open_catalog(catalog))
        refuse_other_use(store, place)
        choose_sides(store.rasters(), before=before, after=after)  # before a model is loaded, or a file made
        if captioner is None:
            yield StageStarted("loading", options.captioner)
            captioner = load_change_captioner(options.captioner, prompt=options.prompt)
            stack.callback(close_captioner, captioner)
        if embedder is None:
            name = options.embedder or embedder_in_use(store.embedders())
            yield StageStarted("loading", name)
            embedder = load_embedder(name)
        target = stack.enter_context(open_catalog(place, mode="a"))
        run = _Comparison(store, target, with_change_facts(captioner), embedder, cancel, started)
        yield from run.events(options, before=before, after=after)


def check_comparison(catalog: str | PathLike[str], options: CompareOptions) -> None:
    """Whether there is anything to compare, before models are waited for.

    Raises:
        NoPairsError, InvalidDateError, CatalogError: as `compare`.
    """
    before, after = _sides(options)
    with open_catalog(catalog) as store:
        choose_sides(store.rasters(), before=before, after=after)


def _sides(options: CompareOptions) -> tuple[Selection | None, Selection | None]:
    return (
        None if options.before is None else parse_selection(options.before),
        None if options.after is None else parse_selection(options.after),
    )


_REASONS_TOLD = 5


class _Comparison:
    def __init__(
        self,
        catalog: Catalog,
        changes: Catalog,
        captioners: Sequence[Captioner],
        embedder: Embedder,
        cancel: threading.Event,
        started: float,
    ) -> None:
        self.catalog = catalog
        self.changes = changes
        self.captioners = captioners
        self.embedder = embedder
        self.cancel = cancel
        self.started = started

    def events(self, options: CompareOptions, *, before: Selection | None, after: Selection | None) -> Iterator[Event]:
        run_id = self.changes.begin_run(
            asdict(options)
            | {
                COMPARED: self.catalog.path,
                "authors": [asdict(captioner.author) for captioner in self.captioners],
                "embedder_fingerprint": self.embedder.fingerprint,
            }
        )
        planner = ChangePlanner(self.catalog, self.changes, run_id=run_id)
        pipeline = Pipeline(self.changes, self.captioners, self.embedder, run_id=run_id, cancel=self.cancel)
        status = "failed"
        try:
            for captioner in self.captioners:
                yield from (Notice(captioner.author.captioner, message) for message in notices_of(captioner))
            yield from self._work(planner, pipeline, before=before, after=after)
            status = self._status(planner, pipeline)
        except (GeneratorExit, KeyboardInterrupt):
            status = "cancelled"
            raise
        finally:
            self.changes.end_run(run_id, status=status, counts=_counts(planner, pipeline))
        prepared: Preparation | None = None
        if pipeline.totals.done and not self.cancel.is_set():
            yield StageStarted("preparing")
            prepared = prepare_for_questions(self.changes)
            yield from prepared.notices
        seconds = round(time.monotonic() - self.started, 3)
        yield RunFinished(run_id, status, **_counts(planner, pipeline), seconds=seconds)
        if prepared is not None and prepared.interrupted:
            raise KeyboardInterrupt

    def _work(
        self, planner: ChangePlanner, pipeline: Pipeline, *, before: Selection | None, after: Selection | None
    ) -> Iterator[Event]:
        sides = choose_sides(self.catalog.rasters(), before=before, after=after)
        for event in planner.plan(sides):
            yield event
            if self.cancel.is_set():
                return
        authors = [captioner.author for captioner in self.captioners]
        pending = {
            raster_id: count
            for raster_id, count in self.changes.pending(authors).items()
            if raster_id in planner.sources
        }
        yield RunStarted(planner.run_id, len(planner.sources), planner.pairs, sum(pending.values()))
        yield from reembed_open(self.changes, self.embedder, self.cancel)
        if pending:
            source = PendingPairs(
                self.catalog,
                self.changes,
                planner.sources,
                authors=authors,
                side_px=pipeline.side_px,
                record_failure=pipeline.record_raster_failure,
            )
            yield from pipeline.run_source(source.of(list(pending)), total=sum(pending.values()))
        yield from self._tell_of_blanks(pipeline)

    def _tell_of_blanks(self, pipeline: Pipeline) -> Iterator[Event]:
        """What could not be compared is never passed over in silence, least of all where it is everything."""
        if not pipeline.totals.blank and any(raster.tiles.get(TileState.DONE) for raster in self.changes.rasters()):
            return
        reasons = self.changes.blank_reasons(limit=_REASONS_TOLD)
        if reasons:
            told = "; ".join(
                f"{plural(count, 'tile')}: {reason.removeprefix(NOT_COMPARABLE)}" for reason, count in reasons
            )
            yield Notice(self.changes.path, f"Not comparable, by reason: {told}.")

    def _status(self, planner: ChangePlanner, pipeline: Pipeline) -> str:
        if self.cancel.is_set():
            return "cancelled"
        counts = _counts(planner, pipeline)
        return "partial" if counts["failed"] or counts["failed_rasters"] else "done"


def _counts(planner: ChangePlanner, pipeline: Pipeline) -> dict[str, int]:
    counts = asdict(pipeline.totals)
    counts["failed_rasters"] += planner.failed_rasters
    return counts
