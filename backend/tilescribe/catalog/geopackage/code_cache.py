"""The codes of a table of vectors, kept beside them in the cache and appended to as they are."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.catalog.geopackage import code_index, revisions
from tilescribe.catalog.geopackage.code_index import CodeIndex
from tilescribe.catalog.geopackage.revisions import State

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.cachefiles import CacheFolder, Sink, Stored
    from tilescribe.catalog.geopackage.incremental_cache import ArraySegments

__all__ = ["CODES_FROM", "CodeCache"]

CODES_FROM = 500_000
"""Vectors of a table: up to this many a question scores every one."""
LIVE_ROWS = 10_000
"""Up to this many newer vectors have no codes: each question scores them all, in 2 ms."""
LIVE_SHARE = 0.25
"""Newer codes stay in memory until they are this share of those in the file."""
LEARN_AGAIN = 4
"""Codes are learned anew of a table this many times as long as the one that they were learned from."""
LOOKED_FOR = 16
"""Vectors that `check` looks for among the codes."""


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    lineage: object
    """Of the vectors: those of one lineage begin with the same rows."""
    stored_rows: int
    """In the file, and so in the first part."""
    index: CodeIndex


class CodeCache:
    """Follows the vectors of one `IncrementalArrayCache`. Safe to use from any thread.

    Args:
        cache: Where codes are kept between processes.
        name: Of the vectors in the cache.
        table: Of the catalog, from which the vectors are.
    """

    def __init__(self, cache: CacheFolder, name: str, *, table: str) -> None:
        self._cache = cache
        self._name = f"codes-{name}"
        self._table = table
        self._lock = threading.Lock()
        self._held: _Held | None = None

    def current(self, db: sqlite3.Connection, vectors: ArraySegments) -> CodeIndex | None:
        """Codes of the vectors, of all but the last few; they may be of more rows than there are, where others have
        brought them further. None where there are too few vectors, or where they are of a state that has passed.

        Args:
            db: In the snapshot that the vectors are of.
            vectors: (n, dim) float32 named `vectors`.
        """
        if len(vectors) <= CODES_FROM or vectors.lineage is None or vectors.of("vectors")[0].shape[1] < 4:
            return None
        with self._lock:
            held = self._held
            if held is None or held.lineage is not vectors.lineage:
                held = self._opened(db, vectors) or self._built(db, vectors)
            if len(vectors) - held.index.rows > LIVE_ROWS:
                held = self._grown(db, held, vectors)
            self._held = held
            return held.index

    @property
    def stored(self) -> bool:
        """Whether there is any file."""
        return bool(self._cache.stored(self._name))

    def check(self, db: sqlite3.Connection, vectors: ArraySegments, *, discard: bool) -> list[str]:
        """What is wrong with the stored codes, one sentence each; with `discard` they are thrown away."""
        findings = []
        for folder, stored in self._cache.stored(self._name):
            if not revisions.holds(db, self._table, stored.state):
                continue
            index = _loaded(stored)
            if index is not None and _agrees(index, vectors):
                continue
            findings.append(f"The cache {folder.name} holds codes of other vectors than those of {self._table}")
            if discard:
                self._discard(folder)
        return findings

    def _discard(self, folder: Path) -> None:
        self._cache.discard(folder)
        with self._lock:
            self._held = None

    def _opened(self, db: sqlite3.Connection, vectors: ArraySegments) -> _Held | None:
        stored = self._cache.load(self._name, believed=lambda state: revisions.holds(db, self._table, state))
        index = None if stored is None else _loaded(stored)
        # A table that others have made shorter has another generation; what is longer than it all the same is damaged.
        if index is None or index.rows > len(vectors) or index.parts[0].d != vectors.of("vectors")[0].shape[1]:
            return None
        return _Held(vectors.lineage, index.rows, index)

    def _built(self, db: sqlite3.Connection, vectors: ArraySegments) -> _Held:
        """All codes anew, learned anew where no earlier ones serve."""
        rows = len(vectors)
        index, trained_rows = self._learned(vectors)
        code_index.extended(index, _pieces(vectors, 0), first_row=0)
        return self._stored(db, vectors, CodeIndex((index,), rows, trained_rows))

    def _learned(self, vectors: ArraySegments) -> tuple[Any, int]:
        """(an empty index; of how many rows it was learned). What it has learned serves whatever state it was of."""
        rows, dim = len(vectors), vectors.of("vectors")[0].shape[1]
        for _, stored in self._cache.stored(self._name):
            known = _loaded(stored)
            if known is not None and known.parts[0].d == dim and rows < LEARN_AGAIN * known.trained_rows:
                return code_index.emptied(known.parts[0]), known.trained_rows
        return code_index.train(_sample(vectors, code_index.sample_size(rows)), rows=rows), rows

    def _grown(self, db: sqlite3.Connection, held: _Held, vectors: ArraySegments) -> _Held:
        rows, index = len(vectors), held.index
        if rows >= LEARN_AGAIN * index.trained_rows:
            return self._built(db, vectors)
        first, *live = index.parts
        if rows - held.stored_rows > LIVE_SHARE * held.stored_rows:
            more = code_index.deserialized(code_index.serialized(first))
            code_index.extended(more, _pieces(vectors, held.stored_rows), first_row=held.stored_rows)
            return self._stored(db, vectors, CodeIndex((more,), rows, index.trained_rows))
        # Questions may be at what there is: it is not changed.
        newer = code_index.deserialized(code_index.serialized(live[0])) if live else code_index.emptied(first)
        code_index.extended(newer, _pieces(vectors, index.rows), first_row=index.rows)
        return _Held(held.lineage, held.stored_rows, CodeIndex((first, newer), rows, index.trained_rows))

    def _stored(self, db: sqlite3.Connection, vectors: ArraySegments, index: CodeIndex) -> _Held:
        written = code_index.serialized(index.parts[0])

        def fill(sink: Sink) -> None:
            sink.append("codes", written)
            sink.append("rows", np.array([index.rows, index.trained_rows], dtype=np.int64))

        self._cache.build(self._name, State.of(db, self._table), fill)
        return _Held(vectors.lineage, index.rows, index)


def _loaded(stored: Stored) -> CodeIndex | None:
    """None for what is damaged."""
    try:
        index = code_index.deserialized(stored.arrays["codes"])
        rows, trained_rows = stored.arrays["rows"].tolist()
    except (KeyError, ValueError):
        return None
    return CodeIndex((index,), rows, trained_rows) if index.ntotal == rows else None


def _agrees(index: CodeIndex, vectors: ArraySegments) -> bool:
    """Whether most of some vectors are found where they should be."""
    if index.parts[0].d != vectors.of("vectors")[0].shape[1] or index.rows > len(vectors):
        return False
    rows = np.unique(np.linspace(0, index.rows - 1, LOOKED_FOR).astype(np.int64))
    found = [
        row in index.nearest(vector, max(100, index.rows // 100))[0]
        for row, vector in zip(rows.tolist(), vectors.rows("vectors", rows), strict=True)
    ]
    return sum(found) >= len(found) / 2


def _sample(vectors: ArraySegments, size: int) -> NDArray[np.float32]:
    """Rows in equal steps."""
    return vectors.rows("vectors", np.unique(np.linspace(0, len(vectors) - 1, size).astype(np.int64)))


def _pieces(vectors: ArraySegments, first: int) -> Iterator[NDArray[np.float32]]:
    """The vectors from a row on."""
    start = 0
    for part in vectors.of("vectors"):
        yield part[max(0, first - start) :]
        start += len(part)
