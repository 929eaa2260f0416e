"""Weights of captioners are in memory as long as they are used and fit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import pytest

from tilescribe.describe import UnloadableCaptioner
from tilescribe.domain.description import Author, Caption
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import ModelNotFoundError
from tilescribe.service.loaders import Loaders
from tilescribe.service.model_cache import ModelCache
from tilescribe.service.residency import Residency
from tilescribe.testing import FakeCaptioner, HashEmbedder

PATIENCE_S = 300.0


class Memory:
    """Room for so many models, and what has happened in it."""

    def __init__(self, models: int) -> None:
        self.models = models
        self.loaded: set[Heavy] = set()
        self.most = 0
        self.lock = threading.Lock()


class Heavy(FakeCaptioner):
    """A captioner whose weights take a place in memory."""

    def __init__(self, name: str, memory: Memory) -> None:
        super().__init__(author=Author(name, "1", "1"))
        self.memory = memory
        self.loads = 0
        self.closed = False
        self.missing = False
        self.let = threading.Event()
        self.let.set()
        self.at_work = threading.Event()

    @property
    def is_loaded(self) -> bool:
        return self in self.memory.loaded

    def fits(self) -> bool:
        return len(self.memory.loaded) < self.memory.models

    def load(self) -> None:
        if self.missing:
            raise ModelNotFoundError("There are no weights", remedy="Get them")
        with self.memory.lock:
            self.memory.loaded.add(self)
            self.memory.most = max(self.memory.most, len(self.memory.loaded))
        self.loads += 1

    def unload(self) -> None:
        assert not self.at_work.is_set(), "it was at work"
        self.memory.loaded.discard(self)

    def close(self) -> None:
        self.unload()
        self.closed = True

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        self.at_work.set()
        try:
            assert self.is_loaded
            assert self.let.wait(PATIENCE_S)
            assert self.is_loaded
            return super().describe(tiles)
        finally:
            self.at_work.clear()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def model_cache_of(*captioners: Heavy, idle_s: float = 3600.0) -> ModelCache:
    by_name = {one.author.captioner: one for one in captioners}
    loaders = Loaders(captioner=lambda name, prompt: by_name[name], embedder=lambda name: HashEmbedder(name=name))
    return ModelCache(loaders, residency=Residency(idle_s=idle_s))


def heavies(memory: Memory, names: str) -> list[Heavy]:
    return [Heavy(name, memory) for name in names]


def test_the_least_recently_used_makes_room() -> None:
    memory = Memory(2)
    a, b, c = heavies(memory, "abc")
    assert isinstance(a, UnloadableCaptioner)
    model_cache = model_cache_of(a, b, c)
    for name in "abac":
        model_cache.captioner(name).describe([])
    assert memory.loaded == {a, c}
    model_cache.captioner("b").describe([])
    assert memory.loaded == {b, c}
    assert (a.loads, b.loads, c.loads) == (1, 2, 1)
    assert memory.most == 2
    model_cache.close()
    assert memory.loaded == set()


def test_what_is_in_use_is_not_unloaded_and_the_next_one_waits_for_its_room() -> None:
    memory = Memory(1)
    a, b = heavies(memory, "ab")
    model_cache = model_cache_of(a, b)
    a.let.clear()
    threads = [threading.Thread(target=model_cache.captioner(name).describe, args=([],)) for name in "ab"]
    threads[0].start()
    assert a.at_work.wait(PATIENCE_S)
    threads[1].start()
    wait_for(lambda: model_cache._residency._users.get(b) == 1)
    model_cache.make_room()
    assert memory.loaded == {a}
    a.let.set()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert memory.loaded == {b}
    assert memory.most == 1
    model_cache.close()


def test_many_threads_never_have_more_in_memory_than_fits() -> None:
    memory = Memory(2)
    captioners = heavies(memory, "abcde")
    model_cache = model_cache_of(*captioners)

    def ask(first: int) -> None:
        for at in range(20):
            model_cache.captioner("abcde"[(first + at * (first + 1)) % 5]).describe([])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()
    assert sum(len(one.batches) for one in captioners) == 8 * 20
    assert memory.most == 2
    model_cache.close()


def test_one_that_is_too_large_for_an_empty_memory_is_let_in() -> None:
    memory = Memory(0)
    (a,) = heavies(memory, "a")
    model_cache = model_cache_of(a)
    assert model_cache.captioner("a").describe([]) == []
    model_cache.close()


def test_what_nobody_has_used_for_long_is_unloaded() -> None:
    memory = Memory(3)
    a, b = heavies(memory, "ab")
    model_cache = model_cache_of(a, b, idle_s=0.02)
    for name in "ab":
        model_cache.captioner(name).describe([])
    wait_for(lambda: memory.loaded == set())
    model_cache.captioner("a").describe([])
    assert a.loads == 2
    wait_for(lambda: memory.loaded == set())
    model_cache.close()


def test_weights_that_cannot_be_loaded_are_told_and_block_nobody() -> None:
    memory = Memory(1)
    a, b = heavies(memory, "ab")
    a.missing = True
    model_cache = model_cache_of(a, b)
    with pytest.raises(ModelNotFoundError, match="no weights"):
        model_cache.captioner("a").describe([])
    assert model_cache.captioner("b").describe([]) == []
    model_cache.close()


def test_closing_closes_every_captioner_and_the_one_at_work_after_its_batch() -> None:
    memory = Memory(2)
    a, b = heavies(memory, "ab")
    model_cache = model_cache_of(a, b)
    model_cache.captioner("a").describe([])
    b.let.clear()
    thread = threading.Thread(target=model_cache.captioner("b").describe, args=([],))
    thread.start()
    assert b.at_work.wait(PATIENCE_S)
    model_cache.close()
    assert (a.closed, b.closed) == (True, False)
    b.let.set()
    thread.join(PATIENCE_S)
    assert b.closed
    assert memory.loaded == set()


def test_only_the_last_few_embedders_are_kept() -> None:
    inner: list[HashEmbedder] = []

    def load(name: str) -> HashEmbedder:
        inner.append(HashEmbedder(name=name))
        return inner[-1]

    model_cache = ModelCache(Loaders(captioner=lambda name, prompt: FakeCaptioner(), embedder=load))
    first = model_cache.embedder("0")
    for number in range(1, 5):
        model_cache.embedder(str(number))
    assert [one.name for one in model_cache.states()] == ["2", "3", "4"]
    assert first.embed(["a lake"]).shape == (1, first.dim), "who has it may go on with it"
    model_cache.embedder("0")
    assert [one.name for one in inner] == ["0", "1", "2", "3", "4", "0"]
    model_cache.close()
