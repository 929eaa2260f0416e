"""Exact scoring of tiles by the vectors of their descriptions."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.catalog.base import TileScores
from tilescribe.catalog.cachefiles import Arrays, CacheFolder
from tilescribe.catalog.growing import GrowingTable, Segments
from tilescribe.catalog.ids import ascending, find_sorted
from tilescribe.catalog.postings import Postings

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from tilescribe.catalog.base import EmbedderInfo

__all__ = ["VectorIndex"]

PIECE = 8192
"""Rows read from SQLite at a time: 12 MB of 384 numbers."""
ROWS_A_THREAD = 50_000
"""Of vectors, a few milliseconds of work: fewer are not worth the start of a thread."""
GATHER_SHARE = 1 / 8
"""Up to this share of all vectors it is quicker to copy the wanted ones together than to score all: a scattered row
costs about 0.4 µs, one of a row of neighbours 0.05 µs (384 numbers)."""
GATHER_ROWS = 1_024
"""Copied together at a time: 1.5 MB of 384 numbers are scored before they leave the processor's cache."""


class VectorIndex:
    """Descriptions and vectors of one catalog in the form that scoring needs. Safe to use from any thread.

    Vectors are kept as float32, mapped from the cache, 1.5 GB for a million of 384 numbers, which the system may drop
    from memory at any time. float16 would halve that and was measured: FAISS takes 430 ms to widen a million on one
    core and numpy 670 ms, where the whole product takes 50 ms.
    """

    def __init__(self, catalog_path: str) -> None:
        self._cache = CacheFolder(catalog_path)
        self._lock = threading.Lock()
        self._descriptions = GrowingTable(self._cache, "descriptions", table="descriptions", read=_read_descriptions)
        self._vectors: dict[int, GrowingTable] = {}
        self._postings: tuple[Segments, Postings] | None = None
        self._scorers: dict[int, _Scorer] = {}

    def postings(self, db: sqlite3.Connection) -> Postings:
        """The descriptions of all described tiles; the same object while nothing has changed."""
        segments = self._descriptions.current(db)
        with self._lock:
            if self._postings is None or self._postings[0] is not segments:
                postings = Postings.of(
                    tile_ids=segments.joined("tile_ids"),
                    text_ids=segments.joined("text_ids"),
                    description_ids=segments.joined("description_ids"),
                )
                self._postings = (segments, postings)
            return self._postings[1]

    def dense(
        self,
        db: sqlite3.Connection,
        query: NDArray[np.float32],
        *,
        embedder: EmbedderInfo,
        tile_ids: NDArray[np.int64] | None = None,
    ) -> TileScores:
        """Best cosine of each tile's descriptions with `query`, exactly; see `Catalog.dense`.

        Texts that have no vector yet do not count, nor do tiles that have no other.

        Raises:
            ValueError: the query has another length than the embedder's vectors.
        """
        if query.shape != (embedder.dim,):
            raise ValueError(f"the query has shape {query.shape}, not ({embedder.dim},)")
        row = db.execute("SELECT id FROM embedders WHERE fingerprint = ?", (embedder.fingerprint,)).fetchone()
        if row is None:
            nothing = np.empty(0, dtype=np.int64)
            none = np.empty(0, dtype=np.float32)
            return TileScores(nothing, none, nothing, none)
        query = np.ascontiguousarray(query, dtype=np.float32)
        return self._scorer(db, row[0], embedder.dim).score(query, tile_ids)

    def _scorer(self, db: sqlite3.Connection, embedder_id: int, dim: int) -> _Scorer:
        postings = self.postings(db)
        with self._lock:
            if embedder_id not in self._vectors:
                self._vectors[embedder_id] = GrowingTable(
                    self._cache, f"vectors-{embedder_id}", table="vectors", read=_VectorReader(embedder_id, dim)
                )
            table = self._vectors[embedder_id]
        vectors = table.current(db)
        with self._lock:
            scorer = self._scorers.get(embedder_id)
            if scorer is None or scorer.source is not postings or scorer.vectors is not vectors:
                scorer = self._scorers[embedder_id] = _Scorer.of(postings, vectors)
            return scorer


@dataclass(frozen=True, slots=True, eq=False)
class _Scorer:
    """Descriptions joined with the vectors of their texts."""

    source: Postings
    vectors: Segments
    postings: Postings
    """Those of `source` whose text has a vector."""
    rows: NDArray[np.int64] | None
    """Position of each description's vector; None where they come in the same order, one for each."""

    @classmethod
    def of(cls, source: Postings, vectors: Segments) -> _Scorer:
        text_ids = vectors.joined("text_ids")
        order = None if ascending(text_ids) else np.argsort(text_ids, kind="stable")
        known, rows = find_sorted(text_ids if order is None else text_ids[order], source.text_ids)
        if order is not None:
            rows = order[rows]
        postings = source if len(known) == len(source) else source.take(known)
        in_order = len(rows) == len(text_ids) and np.array_equal(rows, np.arange(len(rows)))
        return cls(source, vectors, postings, None if in_order else rows)

    def score(self, query: NDArray[np.float32], tile_ids: NDArray[np.int64] | None) -> TileScores:
        """See `Catalog.dense`."""
        if tile_ids is None or np.array_equal(tile_ids, self.postings.tiles):
            return self.postings.best(self._all(query))
        at = self.postings.of_tiles(tile_ids)
        chosen = self.postings.take(at)
        rows = at if self.rows is None else self.rows[at]
        if len(rows) > GATHER_SHARE * len(self.vectors):
            return chosen.best(self._all(query)[at])
        if ascending(rows):
            return chosen.best(self._some(query, rows))
        texts, which = np.unique(rows, return_inverse=True)
        return chosen.best(self._some(query, texts)[which])

    def _all(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """One score for each description."""
        parts = [_products(matrix, query) for matrix in self.vectors.of("vectors")]
        scores = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return scores if self.rows is None else scores[self.rows]

    def _some(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """One score for each of `rows`, positions of vectors, ascending."""
        scores, start = [], 0
        for matrix in self.vectors.of("vectors"):
            first, last = np.searchsorted(rows, (start, start + len(matrix)))
            here = rows[first:last] - start
            pieces = (here[at : at + GATHER_ROWS] for at in range(0, len(here), GATHER_ROWS))
            scores += [_products(matrix.take(piece, axis=0), query) for piece in pieces]
            start += len(matrix)
        return np.concatenate(scores) if scores else np.empty(0, dtype=np.float32)


def _products(matrix: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """`matrix @ query`, (n,) float32; FAISS goes through it in half the time of numpy and lets other threads run."""
    import faiss

    scores = np.empty(len(matrix), dtype=np.float32)

    def score(start: int, end: int) -> None:
        part, count = matrix[start:end], end - start
        pointers = (faiss.swig_ptr(scores[start:end]), faiss.swig_ptr(query), faiss.swig_ptr(part))
        faiss.fvec_inner_products_ny(*pointers, matrix.shape[1], count)  # type: ignore[attr-defined]  # made by SWIG

    threads = min(os.cpu_count() or 1, len(matrix) // ROWS_A_THREAD)
    if threads < 2:
        if len(matrix):
            score(0, len(matrix))
        return scores
    ends = np.linspace(0, len(matrix), threads + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads) as pool:
        # `list` waits, and raises what a thread has raised.
        list(pool.map(score, ends[:-1], ends[1:]))
    return scores


def _read_descriptions(db: sqlite3.Connection, after: int) -> Iterator[Arrays]:
    # Tiles that stop being done, and stale descriptions that become true again, raise the generation.
    cursor = db.execute(
        "SELECT d.tile_id, d.text_id, d.id FROM descriptions AS d JOIN tiles AS t ON t.id = d.tile_id "
        "WHERE d.id > ? AND t.state = 'done'",
        (after,),
    )
    rows: list[tuple[int, int, int]] = []
    while True:
        rows = cursor.fetchmany(PIECE)
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        yield {"tile_ids": table[:, 0], "text_ids": table[:, 1], "description_ids": table[:, 2]}
        if len(rows) < PIECE:
            return


@dataclass(frozen=True, slots=True)
class _VectorReader:
    """Vectors of one embedder as float32. Damaged ones (wrong length, not finite) are as good as absent: `verify`
    reports them."""

    embedder_id: int
    dim: int

    def __call__(self, db: sqlite3.Connection, after: int) -> Iterator[Arrays]:
        cursor = db.execute(
            # By id, hence in one sweep through the file; the index on embedders would jump.
            "SELECT text_id, vector FROM vectors NOT INDEXED WHERE id > ? AND embedder_id = ? AND length(vector) = ?",
            (after, self.embedder_id, 2 * self.dim),
        )
        rows: list[tuple[int, Any]] = []
        while True:
            rows = cursor.fetchmany(PIECE)
            vectors = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f2").reshape(-1, self.dim)
            sound = np.isfinite(vectors).all(axis=1)
            text_ids = np.array([text_id for text_id, _ in rows], dtype=np.int64)
            yield {"text_ids": text_ids[sound], "vectors": vectors[sound].astype(np.float32)}
            if len(rows) < PIECE:
                return
