"""Cosines of questions with what tiles have, from arrays."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.ids import ascending, find_sorted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.base import TileScores
    from tilescribe.catalog.growing import Segments
    from tilescribe.catalog.postings import Postings

__all__ = ["Scorer", "no_table"]

ROWS_A_THREAD = 50_000
"""Of vectors, a few milliseconds of work: fewer are not worth the start of a thread."""
GATHER_SHARE = 1 / 8
"""Up to this share of all vectors it is quicker to copy the wanted ones together than to score all: a scattered row
costs about 0.4 µs, one of a row of neighbours 0.05 µs (384 numbers)."""
GATHER_ROWS = 1_024
"""Copied together at a time: 1.5 MB of 384 numbers are scored before they leave the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """Descriptions joined with the vectors of their texts."""

    source: Postings
    vectors: Segments
    postings: Postings
    """Those of `source` whose text has a vector."""
    rows: NDArray[np.int64] | None
    """Position of each description's vector; None where they come in the same order, one for each."""

    @classmethod
    def of(cls, source: Postings, vectors: Segments, *, key: str = "text_ids") -> Scorer:
        text_ids = vectors.joined(key)
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
            return self.postings.best_statement(self._all(query))
        at = self.postings.of_tiles(tile_ids)
        chosen = self.postings.take(at)
        rows = at if self.rows is None else self.rows[at]
        if len(rows) > GATHER_SHARE * len(self.vectors):
            return chosen.best_statement(self._all(query)[at])
        if ascending(rows):
            return chosen.best_statement(self._some(query, rows))
        texts, which = np.unique(rows, return_inverse=True)
        return chosen.best_statement(self._some(query, texts)[which])

    def score_many(self, queries: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(tile ids ascending, (queries, tiles) best scores)."""
        if not len(self.postings):
            return no_table(queries)
        vectors = self.vectors.joined("vectors")
        scores = np.asarray(queries, dtype=np.float32) @ vectors.T
        if self.rows is not None:
            scores = scores[:, self.rows]
        return self.postings.tiles, self.postings.best_statements(scores)

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


def no_table(queries: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    return np.empty(0, dtype=np.int64), np.empty((len(queries), 0), dtype=np.float32)
