"""Which tiles are worth scoring, where codes tell: so many of the best of each channel that the best of all are there.

A score rises with each channel, so a tile that is among the best stands high in one channel at least. How far down the
hits stand is looked at afterwards, and more are asked for where it is too far (after the threshold algorithm of Fagin,
Lotem and Naor 2003, *Optimal Aggregation Algorithms for Middleware*, whose bound cannot be had of codes).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage.ids import find_sorted
from tilescribe.catalog.geopackage.lexical import tiles_with_rare_words

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.lexical import WordCounts
    from tilescribe.catalog.geopackage.vectors import VectorIndex
    from tilescribe.catalog.query import Page, TileQuery

__all__ = ["WIDER", "Shortlist", "candidates_among", "first_count", "shortlist"]

LEAST_COUNT = 4_096
"""Candidates of a channel."""
A_HIT = 32
"""Candidates of a channel for each tile that is wanted."""
WIDER = 4
"""Times as many candidates are asked for when they were too few."""
DEPTH = 4
"""Hits must stand in the first part of so many of their best channel's candidates: the codes lose some of those further
down."""
STRAY = 0.01
"""Share of the hits that may stand further down."""
GROWTH = 0.3
"""Power of the millions of tiles with which more are asked for: among ten times as many, the codes of twice as many
look nearer to a question than those of its best hundred."""
MOST_SHARE = 1 / 16
"""Of all tiles: where more are candidates, scoring every tile is as quick."""


@dataclass(frozen=True, slots=True, eq=False)
class Shortlist:
    """Candidates for the best tiles."""

    tile_ids: NDArray[np.int64]
    """Ascending."""
    ranks: NDArray[np.int64]
    """Place of each in the channel in which it stands highest, from 0."""
    count: int
    """How many each channel was asked for."""

    def suffices(self, tile_ids: Sequence[int]) -> bool:
        """Whether it is likely that these, the best of all candidates, are the best of all tiles."""
        places = self.ranks[np.searchsorted(self.tile_ids, tile_ids)]
        return bool(np.count_nonzero(places >= self.count / DEPTH) <= STRAY * len(tile_ids))


def first_count(page: Page) -> int:
    """How many candidates of a channel to begin with. The same for pages that follow one another, mostly, so that they
    are parts of one ranking."""
    count, wanted = LEAST_COUNT, A_HIT * (page.offset + page.k)
    while count < wanted:
        count *= WIDER
    return count


def candidates_among(count: int, total: int) -> int:
    """How many of `total` vectors to ask codes for where `count` serve among a million."""
    return round(count * float(max(1.0, total / 1e6) ** GROWTH))


def shortlist(
    db: sqlite3.Connection,
    query: TileQuery,
    *,
    index: VectorIndex,
    words: WordCounts,
    passing: NDArray[np.int64] | None,
    count: int,
) -> Shortlist | None:
    """The best of each channel; None where every tile is to be scored: no channel has codes, few tiles pass the
    filters, or so many candidates are wanted that nothing would be gained.

    Args:
        db: A reader in one snapshot.
        query: What is asked.
        index: Of the catalog.
        words: Of the catalog.
        passing: Ids of the tiles that pass the filters, ascending; None for all.
        count: How many of each channel.
    """
    authors, worded = query.author_filter, bool(query.words.strip() and query.weights.counts_words)
    visual = [(space, vector) for space, vector in query.visual.items() if query.weights.of_space(space).share]
    coded = index.has_codes(db, space=query.space, author_filter=authors) or any(
        index.has_codes(db, space=space, visual=True, author_filter=authors) for space, _ in visual
    )
    if not coded:
        return None
    total = index.count_tiles(db, space=query.space, author_filter=authors)
    asked = candidates_among(count, total)
    asked = asked if passing is None else asked * total // max(1, len(passing))
    if asked > MOST_SHARE * total:
        return None
    lists = [
        index.nearest(db, vector, space=query.space, count=asked, author_filter=authors)
        for vector in query.text
        if vector.any()
    ]
    lists += [
        index.nearest(db, vector, space=space, count=asked, visual=True, author_filter=authors)
        for space, vector in visual
    ]
    if worded:
        postings = index.postings(db, author_filter=authors)
        lists.append(tiles_with_rare_words(db, query.words, postings=postings, words=words, most=count))
    lists = [_kept(tile_ids, passing, query.exclude) for tile_ids in lists]
    places = [np.arange(len(tile_ids)) for tile_ids in lists]
    if worded:
        places[-1][:] = 0  # they are all that have these words, in no order
    tile_ids, ranks = _highest(lists, places)
    if len(tile_ids) > MOST_SHARE * total * 2:
        return None
    return Shortlist(tile_ids, ranks, count)


def _kept(tile_ids: NDArray[np.int64], passing: NDArray[np.int64] | None, exclude: Sequence[int]) -> NDArray[np.int64]:
    """Those that may answer, in the same order."""
    if passing is not None:
        tile_ids = tile_ids[find_sorted(passing, tile_ids)[0]]
    return tile_ids[~np.isin(tile_ids, exclude)] if exclude else tile_ids


def _highest(
    lists: Sequence[NDArray[np.int64]], places: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(the different ids, ascending; the best place of each)."""
    if not lists:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    ids, where = np.concatenate(lists), np.concatenate(places)
    order = np.lexsort((where, ids))
    ids, where = ids[order], where[order]
    first = np.append(True, ids[1:] != ids[:-1]) if len(ids) else np.empty(0, dtype=bool)
    return ids[first], where[first]
