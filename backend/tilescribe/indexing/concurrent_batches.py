"""Several batches with one captioner at once: with servers that answer many, on cores that serve one batch best.

    batches -> submit (hands each to a worker) -> collect (waits for them in order) -> batches

The order is kept, so that a batch whose pixels an earlier one is about has their captions when it is passed on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tilescribe.describe.base import working_side_by_side
from tilescribe.describe.batching import describe_batch

if TYPE_CHECKING:
    from tilescribe.describe.base import OverlappingCaptioner
    from tilescribe.domain.description import Caption
    from tilescribe.indexing.batches import Batch
    from tilescribe.indexing.queues import BoundedQueue

__all__ = ["ConcurrentBatches", "InFlight"]


@dataclass(slots=True)
class InFlight:
    """A batch that a worker is describing."""

    batch: Batch
    contents: list[str]
    captions: Future[list[Caption]]


@dataclass(slots=True)
class ConcurrentBatches:
    """Both stages share one of these; `submit` and `collect` run in a thread each."""

    captioner: OverlappingCaptioner
    at_once: int
    in_flight: BoundedQueue[InFlight]
    cancel: threading.Event
    """No batch is begun once it is set; those in flight are finished."""
    _claimed: set[str] = field(default_factory=set)
    """Content hashes that a batch in flight is about."""
    _claiming: threading.Lock = field(default_factory=threading.Lock)

    def submit(self, source: Iterable[Batch]) -> None:
        """Begin each batch as soon as a worker is free."""
        workers = ThreadPoolExecutor(self.at_once, thread_name_prefix="tilescribe-ask")
        finished = False
        with working_side_by_side(self.captioner):
            try:
                for batch in source:
                    if self.cancel.is_set():
                        continue
                    contents = self._claim(batch)
                    tiles = [batch.pixels[content] for content in contents]
                    captions = workers.submit(describe_batch, self.captioner, tiles)
                    if not self.in_flight.put(InFlight(batch, contents, captions)):
                        return  # the run was abandoned
                finished = True
            finally:
                self.in_flight.end()
                workers.shutdown(cancel_futures=not finished)

    def collect(self, target: BoundedQueue[Batch]) -> None:
        """Pass each batch on once its captions have come, in order."""
        author = self.captioner.author
        try:
            for one in self.in_flight:
                for content, caption in zip(one.contents, one.captions.result(), strict=True):
                    one.batch.captions[content][author] = caption
                with self._claiming:
                    self._claimed.difference_update(one.contents)
                target.put(one.batch)
        finally:
            target.end()

    def _claim(self, batch: Batch) -> list[str]:
        """What nobody has described and no batch in flight is about."""
        author = self.captioner.author
        with self._claiming:
            missing = [
                content
                for content, said in batch.captions.items()
                if author not in said and content not in self._claimed
            ]
            self._claimed.update(missing)
        return missing
