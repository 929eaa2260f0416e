"""Several batches with one captioner at once: with servers that answer many, on cores that serve one batch best.

    batches -> ask (hands each to a worker) -> hear (waits for them in order) -> batches

The order is kept, so that a batch whose pixels an earlier one is about has their captions when it is passed on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tilescribe.describe.base import working_side_by_side
from tilescribe.indexing.describing import describe_batch

if TYPE_CHECKING:
    from tilescribe.describe.base import OverlappingCaptioner
    from tilescribe.domain.description import Caption
    from tilescribe.indexing.batches import Batch
    from tilescribe.indexing.stages import Conveyor

__all__ = ["Overlapping", "Underway"]


@dataclass(slots=True)
class Underway:
    """A batch that a worker is asking about."""

    batch: Batch
    contents: list[str]
    captions: Future[list[Caption]]


@dataclass(slots=True)
class Overlapping:
    """Both stages share one of these; `ask` and `hear` run in a thread each."""

    captioner: OverlappingCaptioner
    at_once: int
    underway: Conveyor[Underway]
    cancel: threading.Event
    """No batch is begun once it is set; those that are underway are finished."""
    _claimed: set[str] = field(default_factory=set)
    """Content hashes that a batch underway is about."""
    _claiming: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, source: Iterable[Batch]) -> None:
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
                    if not self.underway.put(Underway(batch, contents, captions)):
                        return  # the run was abandoned
                finished = True
            finally:
                self.underway.end()
                workers.shutdown(cancel_futures=not finished)

    def hear(self, target: Conveyor[Batch]) -> None:
        """Pass each batch on once its captions have come, in order."""
        author = self.captioner.author
        try:
            for one in self.underway:
                for content, caption in zip(one.contents, one.captions.result(), strict=True):
                    one.batch.captions[content][author] = caption
                with self._claiming:
                    self._claimed.difference_update(one.contents)
                target.put(one.batch)
        finally:
            target.end()

    def _claim(self, batch: Batch) -> list[str]:
        """What nobody has described and no batch underway is about."""
        author = self.captioner.author
        with self._claiming:
            missing = [
                content
                for content, said in batch.captions.items()
                if author not in said and content not in self._claimed
            ]
            self._claimed.update(missing)
        return missing
