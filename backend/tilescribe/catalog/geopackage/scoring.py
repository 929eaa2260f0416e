"""Cosines of questions with what tiles have, from arrays."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage.ids import ascending, find_sorted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.code_index import CodeIndex
    from tilescribe.catalog.geopackage.incremental_cache import ArraySegments
    from tilescribe.catalog.geopackage.postings import Postings
    from tilescribe.catalog.geopackage.scores import TileScores

__all__ = ["Scorer", "no_table"]

ROWS_A_THREAD = 50_000
"""Of vectors, a few milliseconds of work: fewer are not worth the start of a thread."""
NUMPY_ROWS = 50_000
"""Up to this many vectors numpy scores them: it takes up to 7 ms longer than FAISS, which takes 80 ms to import. By the
number of all, and not of those in question: a filter changes no bit of a score."""
CHOSEN_SHARE = 1 / 4
"""Up to this share of all vectors it is quicker to score the wanted ones alone: a scattered one costs 0.4 µs, one of a
row of neighbours 0.15 µs (384 numbers)."""
SMALL_DIM = 16
"""Of vectors shorter than this FAISS scores several at a time, and the last ones apart, which may differ in the last
bit; they are so short that all are scored at once."""

_NO_ROWS, _NO_SCORES = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """Descriptions joined with the vectors of their texts."""

    source: Postings
    vectors: ArraySegments
    postings: Postings
    """Those of `source` whose text has a vector."""
    rows: NDArray[np.int64] | None
    """Position of each description's vector; None where they come in the same order, one for each."""
    key: str
    """Name of the ids in `vectors` by which the postings name their texts."""

    @classmethod
    def of(cls, source: Postings, vectors: ArraySegments, *, key: str = "text_ids") -> Scorer:
        text_ids = vectors.joined(key)
        order = None if ascending(text_ids) else np.argsort(text_ids, kind="stable")
        known, rows = find_sorted(text_ids if order is None else text_ids[order], source.text_ids)
        if order is not None:
            rows = order[rows]
        postings = source if len(known) == len(source) else source.take(known)
        in_order = len(rows) == len(text_ids) and np.array_equal(rows, np.arange(len(rows)))
        return cls(source, vectors, postings, None if in_order else rows, key)

    def score(self, query: NDArray[np.float32], tile_ids: NDArray[np.int64] | None) -> TileScores:
        """See `Catalog.dense`."""
        if tile_ids is None or np.array_equal(tile_ids, self.postings.tiles):
            return self.postings.best_statement(self._all(query))
        at = self.postings.of_tiles(tile_ids)
        chosen = self.postings.take(at)
        rows = at if self.rows is None else self.rows[at]
        if len(rows) > CHOSEN_SHARE * len(self.vectors) or len(query) < SMALL_DIM:
            return chosen.best_statement(self._all(query)[at])
        if ascending(rows):
            return chosen.best_statement(self._some(query, rows))
        texts, which = np.unique(rows, return_inverse=True)
        return chosen.best_statement(self._some(query, texts)[which])

    def nearest(self, query: NDArray[np.float32], codes: CodeIndex | None, count: int) -> NDArray[np.int64]:
        """Ids of the tiles that have the vectors nearest to the query, best first, each once: about `count`, and all
        that share the last text."""
        coded, products = (_NO_ROWS, _NO_SCORES) if codes is None else codes.nearest(query, count)
        there = coded < len(self.vectors)
        newer = np.arange(0 if codes is None else codes.rows, len(self.vectors))
        rows = np.append(coded[there], newer)
        rows = rows[_best(np.append(products[there], self._some(query, newer)), count)]
        in_order = np.sort(rows)
        text_ids = self.vectors.rows(self.key, in_order)[np.searchsorted(in_order, rows)]
        enough = np.searchsorted(np.cumsum(self.source.counts_of_texts(text_ids)), count) + 1
        _, at = self.source.of_texts(text_ids[:enough])
        tile_ids = self.source.tile_ids[at]
        _, first = np.unique(tile_ids, return_index=True)
        nearest: NDArray[np.int64] = tile_ids[np.sort(first)]
        return nearest

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
        products = _products_by_numpy if len(self.vectors) <= NUMPY_ROWS else _products
        parts = [products(matrix, query) for matrix in self.vectors.of("vectors")]
        scores = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return scores if self.rows is None else scores[self.rows]

    def _some(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """One score for each of `rows`, positions of vectors, ascending; to the last bit as in `_all`."""
        scores, start = [], 0
        small = len(self.vectors) <= NUMPY_ROWS
        for matrix in self.vectors.of("vectors"):
            first, last = np.searchsorted(rows, (start, start + len(matrix)))
            here = rows[first:last] - start
            scores.append(_products_by_numpy(matrix[here], query) if small else _products_of(matrix, here, query))
            start += len(matrix)
        return np.concatenate(scores)


def _best(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Positions of the `count` highest, best first."""
    at = np.argpartition(-scores, count)[:count] if len(scores) > count else np.arange(len(scores))
    return at[np.argsort(-scores[at], kind="stable")]


def _products_by_numpy(matrix: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """`matrix @ query`, (n,) float32; not by BLAS, where a row's last bits depend on which others are with it."""
    products: NDArray[np.float32] = np.einsum("ij,j->i", matrix, query)
    return products


def _products(matrix: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same; FAISS goes through it in half the time of numpy and lets other threads run."""
    import faiss

    scores = np.empty(len(matrix), dtype=np.float32)

    def score(start: int, end: int) -> None:
        part, count = matrix[start:end], end - start
        pointers = (faiss.swig_ptr(scores[start:end]), faiss.swig_ptr(query), faiss.swig_ptr(part))
        faiss.fvec_inner_products_ny(*pointers, matrix.shape[1], count)  # type: ignore[attr-defined]  # made by SWIG

    _in_threads(score, len(matrix))
    return scores


def _products_of(
    matrix: NDArray[np.float32], rows: NDArray[np.int64], query: NDArray[np.float32]
) -> NDArray[np.float32]:
    """`matrix[rows] @ query`, (n,) float32, without a copy of those rows."""
    import faiss

    rows = np.ascontiguousarray(rows, dtype=np.int64)
    scores = np.empty(len(rows), dtype=np.float32)

    def score(start: int, end: int) -> None:
        # FAISS shares out queries to threads of its own, which would only be waited for: there is one. The setting is
        # of this thread alone.
        faiss.omp_set_num_threads(1)
        pointers = [faiss.swig_ptr(part) for part in (scores[start:end], query, matrix, rows[start:end])]
        faiss.fvec_inner_products_by_idx(*pointers, matrix.shape[1], 1, end - start)  # type: ignore[attr-defined]  # made by SWIG

    _in_threads(score, len(rows))
    return scores


def _in_threads(score: Callable[[int, int], None], rows: int) -> None:
    """Let `score` go through 0 to `rows`, in parts side by side where there are many."""
    if rows < 2 * ROWS_A_THREAD:  # before the processors are counted, which reads a file
        if rows:
            score(0, rows)
        return
    threads = min(os.cpu_count() or 1, rows // ROWS_A_THREAD)
    from concurrent.futures import ThreadPoolExecutor

    ends = np.linspace(0, rows, threads + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads) as pool:
        # `list` waits, and raises what a thread has raised.
        list(pool.map(score, ends[:-1], ends[1:]))


def no_table(queries: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    return np.empty(0, dtype=np.int64), np.empty((len(queries), 0), dtype=np.float32)
