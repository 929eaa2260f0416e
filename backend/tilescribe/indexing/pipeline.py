"""Read, describe, embed and write, side by side.

    reader threads -> prepare -> [batches] -> describe -> [described] -> embed and write -> [events] -> caller

Each arrow is a bounded queue, so memory stays constant and a slow captioner holds the others back. The captioner is
the only stage that is allowed to be the bottleneck.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.catalog.base import EmbedderInfo, TileResult
from tilescribe.domain.description import Author, Caption
from tilescribe.domain.events import Event, Notice, RasterFailed, RasterStarted, TileFailed, TilesWritten
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import RasterError
from tilescribe.indexing.describing import describe_batch
from tilescribe.indexing.stages import Conveyor, StageThread
from tilescribe.raster import BlankTile, UnreadableTile, lacks_overviews, read_tiles, scan_scene

if TYPE_CHECKING:
    from tilescribe.catalog.base import Catalog
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import TileRef
    from tilescribe.embed.base import Embedder

__all__ = ["Pipeline", "Totals"]

_BATCHES_AHEAD = 2
"""Batches that wait before the captioner: one would leave it idle while the next is filled."""
_BLANKS_A_BATCH = 512
"""Blank, broken and reused tiles cost no captioner time, so a batch may hold many of them."""


@dataclass(slots=True)
class Totals:
    """Tiles of this run so far."""

    done: int = 0
    blank: int = 0
    failed: int = 0
    reused: int = 0
    failed_rasters: int = 0


@dataclass(slots=True)
class Batch:
    """Tiles on their way. `results` are final but for the captions that `pixels` still wait for."""

    results: list[TileResult] = field(default_factory=list)
    pixels: dict[int, TilePixels] = field(default_factory=dict)
    """Tile id to pixels, for tiles that lack a caption of some author."""
    reused: int = 0


@dataclass(slots=True)
class Pipeline:
    """One run over rasters whose tiles are planned. `run` yields events until all is written or `cancel` is set."""

    catalog: Catalog
    captioners: Sequence[Captioner]
    embedder: Embedder
    run_id: int
    cancel: threading.Event
    """Set it to finish the batch in flight and stop."""
    totals: Totals = field(default_factory=Totals)
    _total: int = 0
    _abandoned: threading.Event = field(default_factory=threading.Event)
    _in_flight: dict[str, dict[Author, Caption]] = field(default_factory=dict)
    """Captions by content hash that are made and not yet in the catalog."""
    _paths: dict[int, str] = field(default_factory=dict)
    """Tile id to raster path, for the tiles in flight."""

    def run(self, raster_ids: Sequence[int], *, total: int) -> Iterator[Event]:
        """Describe the pending tiles of these rasters, in this order; `total` is how many there are."""
        self._total = total
        batches: Conveyor[Batch] = Conveyor(_BATCHES_AHEAD, abandoned=self._abandoned)
        described: Conveyor[Batch] = Conveyor(_BATCHES_AHEAD, abandoned=self._abandoned)
        events: Conveyor[Event] = Conveyor(0, abandoned=self._abandoned)
        threads = [
            StageThread("read", lambda: self._prepare(raster_ids, batches, events), abandoned=self._abandoned),
            StageThread("describe", lambda: self._describe(batches, described), abandoned=self._abandoned),
            StageThread("write", lambda: self._write(described, events), abandoned=self._abandoned),
        ]
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

    def _prepare(self, raster_ids: Sequence[int], batches: Conveyor[Batch], events: Conveyor[Event]) -> None:
        try:
            batch = Batch()
            for raster_id in raster_ids:
                for outcome in self._outcomes(raster_id, events):
                    self._add(batch, outcome)
                    if self._full(batch):
                        batches.put(batch)
                        batch = Batch()
                    if self._stopping():
                        return
            if batch.results:
                batches.put(batch)
        finally:
            batches.end()

    def _outcomes(self, raster_id: int, events: Conveyor[Event]) -> Iterator[TilePixels | BlankTile | UnreadableTile]:
        tiles = self.catalog.pending_tiles(raster_id, [captioner.author for captioner in self.captioners])
        if not tiles:
            return
        raster = self.catalog.load_raster(raster_id)
        events.put(RasterStarted(raster.path, len(tiles)))
        side_px = max(captioner.input_side_px for captioner in self.captioners)
        self._offer_overviews(raster, tiles, side_px, events)
        for tile in tiles:
            self._paths[tile.id] = raster.path
        reader = None
        try:
            reader = read_tiles(
                raster, tiles, scene=scan_scene(raster), side_px=side_px, threads=config.reader_threads()
            )
            yield from reader
        except RasterError as error:
            self.totals.failed_rasters += 1
            self.catalog.record_failure(self.run_id, path=raster.path, tile_id=None, stage="read", reason=str(error))
            events.put(RasterFailed(raster.path, str(error)))
        finally:
            if reader is not None:
                reader.close()

    def _offer_overviews(self, raster: Raster, tiles: Sequence[TileRef], side_px: int, events: Conveyor[Event]) -> None:
        longest = max(max(tile.window.width, tile.window.height) for tile in tiles)
        if lacks_overviews(raster, window_side_px=longest, side_px=side_px):
            events.put(
                Notice(
                    raster.path,
                    "This large raster has no overviews, so its coarse levels are read at full resolution, slowly. "
                    "Run again with --build-overviews to build them in a file beside it.",
                )
            )

    def _add(self, batch: Batch, outcome: TilePixels | BlankTile | UnreadableTile) -> None:
        tile_id = outcome.tile.id
        if isinstance(outcome, BlankTile):
            batch.results.append(TileResult(tile_id, blank=outcome.reason, valid_share=outcome.valid_share))
            return
        if isinstance(outcome, UnreadableTile):
            batch.results.append(TileResult(tile_id, failure=outcome.reason))
            return
        content = outcome.content_hash()
        share = float(outcome.valid.mean())
        batch.results.append(TileResult(tile_id, content_hash=content, valid_share=share))
        batch.pixels[tile_id] = outcome

    def _full(self, batch: Batch) -> bool:
        size = min(captioner.batch_size for captioner in self.captioners)
        return len(batch.pixels) >= size or len(batch.results) - len(batch.pixels) >= _BLANKS_A_BATCH

    def _stopping(self) -> bool:
        return self.cancel.is_set() or self._abandoned.is_set()

    # --- describing -----------------------------------------------------------------------------------------------

    def _describe(self, batches: Conveyor[Batch], described: Conveyor[Batch]) -> None:
        try:
            for batch in batches:
                if self.cancel.is_set():
                    continue  # emptied, so that the reader is not left waiting at a full queue
                described.put(self._with_captions(batch))
        finally:
            described.end()

    def _with_captions(self, batch: Batch) -> Batch:
        """The batch with every author's captions: known ones from the catalog or from the flight, the rest new."""
        authors = [captioner.author for captioner in self.captioners]
        hashes = [result.content_hash for result in batch.results if result.content_hash]
        known = self.catalog.known_captions(hashes, authors)
        for content in hashes:
            known.setdefault(content, {}).update(self._in_flight.get(content, {}))
        first_of = {
            result.content_hash: batch.pixels[result.tile_id]
            for result in reversed(batch.results)
            if result.content_hash
        }
        new = sum(len(known[content]) < len(authors) for content in first_of)
        for captioner in self.captioners:
            missing = [content for content in first_of if captioner.author not in known[content]]
            captions = describe_batch(captioner, [first_of[content] for content in missing])
            for content, caption in zip(missing, captions, strict=True):
                known[content][captioner.author] = caption
        self._in_flight.update({content: known[content] for content in first_of})
        results = [
            replace(result, captions=known[result.content_hash]) if result.content_hash else result
            for result in batch.results
        ]
        return Batch(results=results, reused=len(hashes) - new)

    # --- embedding and writing ------------------------------------------------------------------------------------

    def _write(self, described: Conveyor[Batch], events: Conveyor[Event]) -> None:
        info = EmbedderInfo(self.embedder.name, self.embedder.fingerprint, self.embedder.dim)
        try:
            for batch in described:
                self._write_batch(batch, info)
                for event in self._written(batch):
                    events.put(event)
        finally:
            events.end()

    def _write_batch(self, batch: Batch, info: EmbedderInfo) -> None:
        texts = [
            description.text
            for result in batch.results
            for caption in result.captions.values()
            for description in caption.descriptions
        ]
        new = self.catalog.texts_without_vectors(texts, info)
        vectors = self.embedder.embed(new) if new else ()
        self.catalog.write_batch(batch.results, embedder=info, vectors=dict(zip(new, vectors, strict=True)))

    def _written(self, batch: Batch) -> Iterator[Event]:
        for result in batch.results:
            path = self._paths.pop(result.tile_id, "")
            if result.content_hash:
                self._in_flight.pop(result.content_hash, None)
            reason = result.failure or _first_failure(result)
            if result.blank:
                self.totals.blank += 1
            elif reason:
                self.totals.failed += 1
                self.catalog.record_failure(self.run_id, path=path, tile_id=result.tile_id, stage="tile", reason=reason)
                yield TileFailed(result.tile_id, path, reason)
            else:
                self.totals.done += 1
        self.totals.reused += batch.reused
        totals = self.totals
        yield TilesWritten(totals.done, totals.blank, totals.failed, totals.reused, self._total)


def _first_failure(result: TileResult) -> str:
    """The tile counts as failed when any author failed on it, even if others described it."""
    return next((caption.failure for caption in result.captions.values() if caption.failure), "")
