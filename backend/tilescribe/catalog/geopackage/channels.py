"""The scores of all tiles in one channel, as arrays: what `search` is made of, for tests and benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage.lexical import lexical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.connections import Connections
    from tilescribe.catalog.geopackage.lexical import WordCounts
    from tilescribe.catalog.geopackage.scores import TextMatch, TileScores
    from tilescribe.catalog.geopackage.vectors import VectorIndex
    from tilescribe.catalog.types import AuthorFilter

__all__ = ["Channels"]


class Channels:
    """One channel at a time, each of one state of the catalog. No other form of the catalog has such arrays."""

    def __init__(self, connections: Connections, index: VectorIndex, words: WordCounts) -> None:
        self._connections = connections
        self._index = index
        self._words = words

    def dense(
        self,
        query: NDArray[np.float32],
        *,
        space: str,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TileScores:
        """See `VectorIndex.dense`."""
        with self._connections.reading() as db:
            return self._index.dense(db, query, space=space, tile_ids=tile_ids, author_filter=author_filter)

    def visual(
        self,
        query: NDArray[np.float32],
        *,
        space: str,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TileScores:
        """See `VectorIndex.visual`."""
        with self._connections.reading() as db:
            return self._index.visual(db, query, space=space, tile_ids=tile_ids, author_filter=author_filter)

    def dense_many(
        self, queries: NDArray[np.float32], *, space: str, author_filter: AuthorFilter
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """See `VectorIndex.dense_many`."""
        with self._connections.reading() as db:
            return self._index.dense_many(db, queries, space=space, author_filter=author_filter)

    def visual_many(self, queries: NDArray[np.float32], *, space: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """See `VectorIndex.visual_many`."""
        with self._connections.reading() as db:
            return self._index.visual_many(db, queries, space=space)

    def lexical(
        self,
        question: str,
        *,
        tile_ids: NDArray[np.int64] | None = None,
        least: NDArray[np.float32] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TextMatch:
        """See `tilescribe.catalog.geopackage.lexical.lexical`."""
        with self._connections.reading() as db:
            postings = self._index.postings(db, author_filter=author_filter)
            return lexical(db, question, postings=postings, words=self._words, tile_ids=tile_ids, least=least)
