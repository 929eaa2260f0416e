"""Read, describe, embed and write, side by side.

    reader threads -> prepare -> describe (a thread for each captioner) -> embed and write -> caller

Each arrow is a bounded queue, so memory stays constant and a slow captioner holds the others back. The captioner is
the only stage that is allowed to be the bottleneck.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.describe.base import OverlappingCaptioner
from tilescribe.describe.batching import describe_batch, reconciled
from tilescribe.domain.description import MEASURED, Author, Caption
from tilescribe.domain.events import Event, TileFailed, TilesWritten
from tilescribe.domain.pair import PairPixels
from tilescribe.indexing.batches import Batch, SharedCaption
from tilescribe.indexing.concurrent_batches import ConcurrentBatches
from tilescribe.indexing.queues import BoundedQueue, StageThread
from tilescribe.indexing.sources import Outcome, PendingTiles, SharedTile, Source, Started
from tilescribe.raster import BlankTile, UnreadableTile

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe.base import Captioner
    from tilescribe.embed.base import Embedder

__all__ = ["Pipeline", "Totals"]

_BATCHES_AHEAD = 2
"""Batches that wait before the captioner: one would leave it idle while the next is filled."""
_FIRST_BATCH = 16
"""Tiles of the first batch at most; each next one may be twice as large, so that no stage waits long for its first."""
_BLANKS_A_BATCH = 512
"""Blank, broken and reused tiles cost no captioner time, so a batch may hold many of them."""


@dataclass(slots=True)
class Totals:
    """Tiles of this run so far."""

    done: int = 0
    blank: int = 0
    failed: int = 0
    reused: int = 0
    inherited: int = 0
    failed_rasters: int = 0


@dataclass(slots=True)
class Pipeline:
    """One run over rasters whose tiles are planned. `run` yields events until all is written or `cancel` is set."""

    catalog: Catalog
    captioners: Sequence[Captioner]
    embedder: Embedder
    run_id: int
    cancel: threading.Event
    """Set it to finish what a model has begun and stop."""
    picture_side_px: int | None = None
    """Longest side of the pictures that are read; None for the longest that a captioner looks at."""
    take_inherited: bool = True
    """A description that a tile of the same pixels inherited serves as if it were made for them."""
    totals: Totals = field(default_factory=Totals)
    unresolved: list[int] = field(default_factory=list)
    """Tiles that were to take over a description which then could not be had."""
    _total: int = 0
    _abandoned: threading.Event = field(default_factory=threading.Event)
    _in_flight: dict[str, dict[Author, Caption]] = field(default_factory=dict)
    """Captions by content hash of batches that are not in the catalog yet. Batches with the same pixels share the inner
    dictionary, which each captioner fills in as the first of them passes: batches keep their order."""
    _flying: threading.Lock = field(default_factory=threading.Lock)
    _paths: dict[int, str] = field(default_factory=dict)
    """Tile id to raster path, for the tiles in flight."""

    def run(self, raster_ids: Sequence[int], *, total: int) -> Iterator[Event]:
        """Describe the pending tiles of these rasters, in this order; `total` is how many there are."""
        authors = [captioner.author for captioner in self.captioners]
        pending = PendingTiles(self.catalog, authors, side_px=self.side_px, record_failure=self.record_raster_failure)
        yield from self.run_source(pending.of(raster_ids), total=total)

    @property
    def side_px(self) -> int:
        """Longest side of the pictures that are read."""
        return self.picture_side_px or max(captioner.input_side_px for captioner in self.captioners)

    def record_raster_failure(self, path: str, reason: str) -> None:
        self.totals.failed_rasters += 1
        self.catalog.record_failure(self.run_id, path=path, tile_id=None, stage="read", reason=reason)

    def run_source(self, source: Source, *, total: int) -> Iterator[Event]:
        """Describe the tiles that `source` gives, which a thread of its own asks; `total` is how many this run has."""
        self._total = total
        belts: list[BoundedQueue[Batch]] = [
            BoundedQueue(_BATCHES_AHEAD, abandoned=self._abandoned) for _ in range(len(self.captioners) + 1)
        ]
        events: BoundedQueue[Event] = BoundedQueue(0, abandoned=self._abandoned)
        stages: dict[str, Callable[[], None]] = {"read": partial(self._prepare, source, belts[0], events)}
        for captioner, before, after in zip(self.captioners, belts, belts[1:], strict=False):
            stages |= self._describing(captioner, before, after)
        stages["write"] = partial(self._write, belts[-1], events)
        threads = [StageThread(name, work, abandoned=self._abandoned) for name, work in stages.items()]
        for thread in threads:
            thread.start()
        finished = False
        try:
            yield from events
            finished = True
        finally:
            if not finished:  # the caller closed the generator: what is in flight is finished, as after `cancel`
                self.cancel.set()
            for thread in threads:
                thread.join()
        for thread in threads:
            if thread.error:
                raise thread.error

    # --- reading --------------------------------------------------------------------------------------------------

    def _prepare(self, source: Source, batches: BoundedQueue[Batch], events: BoundedQueue[Event]) -> None:
        try:
            batch, most = Batch(), _FIRST_BATCH
            with closing(source):
                for outcome in source:
                    if isinstance(outcome, Event):
                        events.put(outcome)
                    elif isinstance(outcome, Started):
                        self._paths |= {tile.id: outcome.raster.path for tile in outcome.tiles}
                    else:
                        self._add(batch, outcome)
                    if self._full(batch, most):
                        batches.put(self._look_up(batch))
                        batch, most = Batch(), most * 2
                    if self._stopping():
                        return
            if not batch.empty:
                batches.put(self._look_up(batch))
        finally:
            batches.end()

    def _add(self, batch: Batch, outcome: Outcome) -> None:
        if isinstance(outcome, SharedTile):
            self._add_shared(batch, outcome)
            return
        tile_id = outcome.tile.id
        if isinstance(outcome, BlankTile):
            batch.results.append(TileResult(tile_id, blank=outcome.reason, valid_share=outcome.valid_share))
        elif isinstance(outcome, UnreadableTile):
            batch.results.append(TileResult(tile_id, failure=outcome.reason))
        else:
            content = outcome.content_hash()
            share = float(outcome.valid.mean())
            alignment = outcome.alignment if isinstance(outcome, PairPixels) else None
            batch.results.append(TileResult(tile_id, content_hash=content, valid_share=share, alignment=alignment))
            batch.pixels.setdefault(content, outcome)

    def _add_shared(self, batch: Batch, shared: SharedTile) -> None:
        content = shared.pixels.content_hash()
        if shared.described:
            batch.pixels.setdefault(content, shared.pixels)
        else:
            self._add(batch, shared.pixels)
        batch.shared_captions.append(SharedCaption(shared.pixels.tile.id, content, shared.near_duplicates))

    def _full(self, batch: Batch, most: int) -> bool:
        # Measuring comes first and likes any number; no model shall wait for more than it likes.
        size = min(most, *(captioner.batch_size for captioner in self.captioners[1:] or self.captioners))
        return len(batch.pixels) >= size or len(batch.results) - len(batch.pixels) >= _BLANKS_A_BATCH

    def _look_up(self, batch: Batch) -> Batch:
        """Fill in what is known of the same pixels, from the catalog or from batches still on their way."""
        authors = [captioner.author for captioner in self.captioners]
        with self._flying:
            batch.captions = {content: said for content, said in self._in_flight.items() if content in batch.pixels}
        # Asked second: what has just landed is in the catalog by now.
        grounded = [content for content in batch.pixels if content not in batch.captions]
        known = self._known(grounded, authors)
        with self._flying:
            for content in grounded:
                batch.captions[content] = self._in_flight[content] = known.get(content, {})
        new = sum(len(known.get(content, {})) < len(authors) for content in grounded)
        batch.reused = max(0, sum(result.content_hash is not None for result in batch.results) - new)
        return batch

    def _known(self, contents: Sequence[str], authors: Sequence[Author]) -> dict[str, dict[Author, Caption]]:
        known = self.catalog.known_captions(contents, authors)
        if self.take_inherited:
            return known
        return {
            content: {author: caption for author, caption in said.items() if caption.inherited_from is None}
            for content, said in known.items()
        }

    def _stopping(self) -> bool:
        return self.cancel.is_set() or self._abandoned.is_set()

    # --- describing ---------------------------------------------------------------------------------------------------

    def _describing(
        self, captioner: Captioner, source: BoundedQueue[Batch], target: BoundedQueue[Batch]
    ) -> dict[str, Callable[[], None]]:
        """The stages of one captioner: one, or two where it takes several batches at once."""
        name = captioner.author.captioner
        if not isinstance(captioner, OverlappingCaptioner) or captioner.batches_at_once == 1:
            return {f"describe-{name}": partial(self._describe, captioner, source, target)}
        at_once = captioner.batches_at_once
        both = ConcurrentBatches(
            captioner,
            at_once,
            in_flight=BoundedQueue(at_once, abandoned=self._abandoned),
            cancel=self.cancel if self._may_drop(captioner) else threading.Event(),
        )
        return {f"submit-{name}": partial(both.submit, source), f"collect-{name}": partial(both.collect, target)}

    def _describe(self, captioner: Captioner, source: BoundedQueue[Batch], target: BoundedQueue[Batch]) -> None:
        """Add what this captioner says about pixels that it has not described yet."""
        try:
            for batch in source:
                if self.cancel.is_set() and self._may_drop(captioner):
                    continue  # emptied, so that the stages before are not left waiting
                missing = [content for content, said in batch.captions.items() if captioner.author not in said]
                captions = describe_batch(captioner, [batch.pixels[content] for content in missing])
                for content, caption in zip(missing, captions, strict=True):
                    batch.captions[content][captioner.author] = caption
                target.put(batch)
        finally:
            target.end()

    def _may_drop(self, captioner: Captioner) -> bool:
        """Whether a batch that waits for this captioner is given up after `cancel`.

        It is, as long as only measuring went before, which the next run repeats in no time; what a model has begun is
        finished by all. Batches keep their order, so none that goes on shares the pixels of one that was dropped.
        """
        before = takewhile(lambda other: other is not captioner, self.captioners)
        return all(other.author.captioner == MEASURED for other in before)

    # --- embedding and writing ------------------------------------------------------------------------------------

    def _write(self, described: BoundedQueue[Batch], events: BoundedQueue[Event]) -> None:
        info = EmbedderInfo(self.embedder.name, self.embedder.fingerprint, self.embedder.dim)
        try:
            for batch in described:
                # A dictionary of its own: batches with the same pixels share the one that their captioners fill.
                batch.captions = {content: reconciled(said) for content, said in batch.captions.items()}
                results = [
                    replace(result, captions=batch.captions[result.content_hash]) if result.content_hash else result
                    for result in batch.results
                ]
                near_duplicates = self._inherit(batch)
                self._write_batch([*results, *near_duplicates], info)
                with self._flying:
                    for content in batch.pixels:
                        self._in_flight.pop(content, None)
                self.totals.inherited += len(near_duplicates)
                for event in self._written([*results, *near_duplicates], reused=batch.reused):
                    events.put(event)
        finally:
            events.end()

    def _inherit(self, batch: Batch) -> list[TileResult]:
        """Results of tiles that take over the caption of another; where it failed they are `unresolved`."""
        results = []
        for shared in batch.shared_captions:
            said = {
                author: replace(caption, inherited_from=shared.source_id)
                for author, caption in batch.captions[shared.content].items()
                if caption.failure is None
            }
            if len(said) < len(self.captioners):
                self.unresolved += [tile.tile_id for tile in shared.near_duplicates]
                continue
            results += [
                TileResult(tile.tile_id, content_hash=tile.content_hash, valid_share=tile.valid_share, captions=said)
                for tile in shared.near_duplicates
            ]
        return results

    def _write_batch(self, results: Sequence[TileResult], info: EmbedderInfo) -> None:
        texts = [
            description.text
            for result in results
            for caption in result.captions.values()
            for description in caption.descriptions
        ]
        new = self.catalog.texts_without_vectors(texts, info)
        vectors = self.embedder.embed(new) if new else ()
        self.catalog.write_batch(results, embedder=info, vectors=dict(zip(new, vectors, strict=True)))

    def _written(self, results: Sequence[TileResult], *, reused: int) -> Iterator[Event]:
        for result in results:
            path = self._paths.pop(result.tile_id, "")
            reason = result.failure or _first_failure(result)
            if result.blank:
                self.totals.blank += 1
            elif reason:
                self.totals.failed += 1
                self.catalog.record_failure(self.run_id, path=path, tile_id=result.tile_id, stage="tile", reason=reason)
                yield TileFailed(result.tile_id, path, reason)
            else:
                self.totals.done += 1
        self.totals.reused += reused
        totals = self.totals
        yield TilesWritten(totals.done, totals.blank, totals.failed, totals.reused, self._total, totals.inherited)


def _first_failure(result: TileResult) -> str:
    """The tile counts as failed when any author failed on it, even if others described it."""
    return next((caption.failure for caption in result.captions.values() if caption.failure), "")
