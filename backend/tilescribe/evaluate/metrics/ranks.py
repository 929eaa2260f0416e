"""Rank of the best relevant item of each query, with ties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TOLERANCE", "Ranks", "Relevance", "rank_best"]

TOLERANCE = 1e-6
"""Scores nearer than this are ties. Equal vectors at two places of one float32 matrix product differ by some units in
the last place (6e-8 near 1), depending on how the BLAS cuts it into blocks; without tolerance that would break ties."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """Which items are relevant (right) for which queries, in compressed rows as in a sparse matrix."""

    starts: NDArray[np.int64]
    """(queries + 1,): row i of `items` is items[starts[i]:starts[i + 1]]."""
    items: NDArray[np.int64]
    """Positions of right items; each query has at least one."""

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> Relevance:
        """From the right items of each query.

        Raises:
            ValueError: A query has none.
        """
        listed = [np.unique(np.asarray(row, dtype=np.int64)) for row in rows]
        sizes = np.array([len(row) for row in listed], dtype=np.int64)
        if not sizes.all():
            raise ValueError(f"query {int(np.argmin(sizes))} has no right item")
        items = np.concatenate(listed) if listed else np.empty(0, dtype=np.int64)
        return cls(starts=np.concatenate(([0], np.cumsum(sizes))), items=items)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def mask(self, start: int, stop: int, *, width: int) -> NDArray[np.bool_]:
        """(stop - start, width) bool, True where the item is right for the query."""
        marked = np.zeros((stop - start, width), dtype=np.bool_)
        rows = np.repeat(np.arange(stop - start), np.diff(self.starts[start : stop + 1]))
        marked[rows, self.items[self.starts[start] : self.starts[stop]]] = True
        return marked


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where the best right item of each query stands among the wrong ones."""

    better: NDArray[np.int64]
    """(queries,): wrong items with a higher score."""
    tied: NDArray[np.int64]
    """(queries,): wrong items with the same score."""
    right: NDArray[np.int64]
    """(queries,): right items with this score, at least 1."""

    @property
    def pessimistic(self) -> NDArray[np.int64]:
        """(queries,) from 1: all ties go against us. The standard here: no order of the input can improve it."""
        return self.better + self.tied + 1

    @property
    def expected(self) -> NDArray[np.float64]:
        """(queries,): the mean rank of the first right item over all orders of the tied ones.

        Of m right ones among t + m tied, the first stands at (t + m + 1) / (m + 1) on average: the mean of a negative
        hypergeometric distribution.
        """
        return self.better + (self.tied + self.right + 1) / (self.right + 1)

    def hits(self, k: int) -> NDArray[np.float64]:
        """(queries,): 1 where the right item is among the first k, whatever the order of ties, else 0."""
        return (self.pessimistic <= k).astype(np.float64)

    def expected_hits(self, k: int) -> NDArray[np.float64]:
        """(queries,): the probability that a right item is among the first k when ties are ordered by chance.

        The places that better items leave free are drawn from the tied ones without putting back, so a miss has the
        hypergeometric probability C(t, j) / C(t + m, j) with j = k - better, the tie-aware recall in the sense of
        McSherry and Najork, "Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied
        Scores", ECIR 2008.
        """
        from scipy.stats import hypergeom

        tied = self.tied + self.right
        places = np.clip(k - self.better, 0, tied)
        found: NDArray[np.float64] = 1.0 - hypergeom.pmf(0, tied, self.right, places)
        return np.clip(found, 0.0, 1.0)


def rank_best(scores: NDArray[np.floating[Any]], right: NDArray[np.bool_], *, tolerance: float = TOLERANCE) -> Ranks:
    """Rank one block of queries.

    Args:
        scores: (queries, items); higher is better.
        right: (queries, items), True where the item is right; at least one in each row.
        tolerance: Scores at most so far apart count as tied.

    Raises:
        ValueError: A score is NaN, which would count as lower than all and so improve the figures unnoticed.
    """
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    best = np.where(right, scores, -np.inf).max(axis=1, keepdims=True)
    # Differences of -inf from -inf are NaN; comparisons with shifted bounds are not.
    above = scores > best + tolerance
    level = (scores >= best - tolerance) & ~above
    return Ranks(
        better=np.count_nonzero(above & ~right, axis=1),
        tied=np.count_nonzero(level & ~right, axis=1),
        right=np.count_nonzero(level & right, axis=1),
    )
