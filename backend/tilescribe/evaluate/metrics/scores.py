"""Scores of captions against pictures, a block at a time: the whole matrix need never exist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ArrayScores", "BestOfVectors", "PairScores"]


class PairScores(Protocol):
    """How well each caption matches each picture; higher is better, -inf is no match at all, NaN is refused."""

    @property
    def shape(self) -> tuple[int, int]:
        """(captions, pictures)."""
        ...

    def of_captions(self, start: int, stop: int) -> NDArray[np.floating[Any]]:
        """(stop - start, pictures): some captions against all pictures."""
        ...

    def of_pictures(self, start: int, stop: int) -> NDArray[np.floating[Any]]:
        """(stop - start, captions): some pictures against all captions."""
        ...


class ArrayScores:
    """Scores that are there already, in memory or as a `numpy.memmap`.

    Args:
        values: (captions, pictures).
    """

    def __init__(self, values: NDArray[Any]) -> None:
        if values.ndim != 2:
            raise ValueError(f"scores have {values.ndim} dimensions, expected (captions, pictures)")
        self._values = values

    @property
    def shape(self) -> tuple[int, int]:
        return int(self._values.shape[0]), int(self._values.shape[1])

    def of_captions(self, start: int, stop: int) -> NDArray[np.floating[Any]]:
        return np.asarray(self._values[start:stop])

    def of_pictures(self, start: int, stop: int) -> NDArray[np.floating[Any]]:
        return np.asarray(self._values[:, start:stop]).T


class BestOfVectors:
    """Dot products, where a picture scores as its best description does.

    This is how a tile scores in a search: the maximum over its variants.

    Args:
        queries: (captions, dim), L2-normalised.
        descriptions: (descriptions, dim), L2-normalised.
        owners: For each description the position of its picture, ascending from 0, none left out.
    """

    def __init__(
        self, queries: NDArray[np.floating[Any]], descriptions: NDArray[np.floating[Any]], *, owners: Sequence[int]
    ) -> None:
        positions = np.asarray(owners, dtype=np.int64)
        steps = np.diff(positions, prepend=-1)
        if len(positions) != len(descriptions) or not np.isin(steps, (0, 1)).all() or not len(positions):
            raise ValueError("owners must ascend from 0, leave no picture out, and be as many as the descriptions")
        self._queries = np.asarray(queries, dtype=np.float32)
        self._descriptions = np.asarray(descriptions, dtype=np.float32)
        self._firsts = np.flatnonzero(steps == 1)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self._queries), len(self._firsts)

    def of_captions(self, start: int, stop: int) -> NDArray[np.floating[Any]]:
        every = self._queries[start:stop] @ self._descriptions.T
        best: NDArray[np.floating[Any]] = np.maximum.reduceat(every, self._firsts, axis=1)
        return best

    def of_pictures(self, start: int, stop: int) -> NDArray[np.floating[Any]]:
        ends = [*self._firsts[1:], len(self._descriptions)]
        first = self._firsts[start]
        every = self._descriptions[first : ends[stop - 1]] @ self._queries.T
        best: NDArray[np.floating[Any]] = np.maximum.reduceat(every, self._firsts[start:stop] - first, axis=0)
        return best
