"""Batches of one captioner side by side: all of them, in order, the same pixels once."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from tests.unit.describe.made_up import tile_of

from tilescribe.domain.description import Author, Caption, Description, DescriptionKind
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import CaptionerFailedError
from tilescribe.indexing.batches import Batch
from tilescribe.indexing.concurrent_batches import ConcurrentBatches, InFlight
from tilescribe.indexing.queues import BoundedQueue, StageThread

AUTHOR = Author("waiting", "1", "1")
LONG_S = 20
"""Far beyond what any of this takes; only a dead-lock reaches it."""


class Waiting:
    """A captioner whose first batch, or every batch, takes until `go` is set."""

    author = AUTHOR
    input_side_px = 8
    batch_size = 1
    batches_at_once = 2

    def __init__(self, *, always: bool = False) -> None:
        self.go = threading.Event()
        self.always = always
        self.asked: list[str] = []
        self.dies = False

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        first = not self.asked
        self.asked += [tile.content_hash() for tile in tiles]
        if first or self.always:
            assert self.go.wait(LONG_S)
        if self.dies:
            raise CaptionerFailedError("It was told to die", remedy="Start it again")
        return [Caption((Description(DescriptionKind.SUMMARY, tile.content_hash()),)) for tile in tiles]


def batches_of(*numbers: int) -> list[Batch]:
    """A batch for each number; equal numbers have the same pixels and share what is known of them."""
    known: dict[str, dict[Author, Caption]] = {}
    batches = []
    for number in numbers:
        tile = tile_of(np.full((3, 8, 8), number, dtype=np.uint8))
        content = tile.content_hash()
        batches.append(Batch(pixels={content: tile}, captions={content: known.setdefault(content, {})}))
    return batches


def run(captioner: Waiting, batches: Sequence[Batch], *, cancel: threading.Event | None = None) -> list[Batch]:
    abandoned = threading.Event()
    in_flight: BoundedQueue[InFlight] = BoundedQueue(2, abandoned=abandoned)
    target: BoundedQueue[Batch] = BoundedQueue(0, abandoned=abandoned)
    both = ConcurrentBatches(captioner, captioner.batches_at_once, in_flight, cancel or threading.Event())
    threads = [
        StageThread("ask", lambda: both.submit(batches), abandoned=abandoned),
        StageThread("hear", lambda: both.collect(target), abandoned=abandoned),
    ]
    for thread in threads:
        thread.start()
    passed = list(target)
    for thread in threads:
        thread.join(LONG_S)
        if thread.error:
            raise thread.error
    return passed


def test_every_batch_is_passed_on_in_order_with_its_captions() -> None:
    captioner = Waiting()
    batches = batches_of(*range(40))
    threading.Timer(0.05, captioner.go.set).start()
    assert run(captioner, batches) == batches
    assert sorted(captioner.asked) == sorted(content for batch in batches for content in batch.pixels)
    assert all(AUTHOR in said for batch in batches for said in batch.captions.values())


def test_what_waits_for_a_worker_when_the_last_batch_has_come_is_asked_about_as_well() -> None:
    captioner = Waiting(always=True)
    batches = batches_of(1, 2, 3)  # two workers
    threading.Timer(0.3, captioner.go.set).start()
    assert run(captioner, batches) == batches
    assert len(captioner.asked) == 3


def test_the_same_pixels_are_asked_about_once_although_the_first_answer_is_still_awaited() -> None:
    captioner = Waiting()
    batches = batches_of(7, 7, 8, 7)
    threading.Timer(0.05, captioner.go.set).start()
    assert run(captioner, batches) == batches
    assert len(captioner.asked) == 2
    assert all(AUTHOR in said for batch in batches for said in batch.captions.values())


def test_nothing_new_is_begun_after_a_cancel() -> None:
    captioner, cancel = Waiting(), threading.Event()
    cancel.set()
    assert run(captioner, batches_of(1, 2, 3), cancel=cancel) == []
    assert captioner.asked == []


def test_a_captioner_that_dies_ends_both_stages_with_its_reason() -> None:
    captioner = Waiting()
    captioner.dies = True
    captioner.go.set()
    with pytest.raises(CaptionerFailedError, match="told to die"):
        run(captioner, batches_of(*range(40)))


def test_a_captioner_is_told_while_its_batches_overlap() -> None:
    class Told(Waiting):
        inside = False

        @contextmanager
        def side_by_side(self) -> Iterator[None]:
            self.inside = True
            yield
            self.inside = False

        def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
            assert self.inside
            return super().describe(tiles)

    captioner = Told()
    captioner.go.set()
    assert len(run(captioner, batches_of(1, 2, 3))) == 3
    assert len(captioner.asked) == 3
    assert not captioner.inside
