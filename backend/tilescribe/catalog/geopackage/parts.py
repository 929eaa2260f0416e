"""Questions that are read in parts: every text scored for all candidates, and joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import discounted, probability
from tilescribe.catalog.geopackage.ids import find_sorted
from tilescribe.catalog.joining import asks_for_neighbours, both, joined
from tilescribe.catalog.neighbours import best_neighbour, neighbouring
from tilescribe.domain.question import terms_of

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.scores import TileScores
    from tilescribe.catalog.joining import Wordings
    from tilescribe.catalog.query import JoinedParts, ScoredTiles, TileQuery

__all__ = ["joined_along", "joined_scores"]


def joined_scores(
    db: sqlite3.Connection,
    query: TileQuery,
    parts: JoinedParts,
    dense: TileScores,
    log_odds: Callable[[TileQuery], NDArray[np.float32]],
) -> tuple[NDArray[np.float32], dict[str, NDArray[np.float32]]]:
    """(the probability that the expression holds, lower where little of the tile can be seen; that of each term by
    itself), arrays in the order of `dense`.

    Args:
        db: A reader in one snapshot.
        query: Whose descriptions count, and in which space.
        parts: What is joined.
        dense: Scores of all candidates for any text: those of every other are of the same tiles.
        log_odds: Gives what speaks for each candidate, of a question that is one text.
    """
    known: dict[Wordings, NDArray[np.float32]] = {}

    def odds(text: str) -> NDArray[np.float32]:
        of = parts.texts[text]
        return log_odds(replace(query, joined=None, text=of.text, visual=of.visual, words=of.words, weights=of.weights))

    def said(wordings: Wordings) -> NDArray[np.float32]:
        if wordings not in known:
            known[wordings] = probability(np.mean([odds(text) for text in wordings], axis=0, dtype=np.float32))
        return known[wordings]

    around = None
    if asks_for_neighbours(parts.expression):
        around = partial(best_neighbour, pairs=neighbouring(*_windows(db, dense.tile_ids)))
    scores = discounted(joined(parts.expression, said, best_neighbour=around), dense.valid_shares)
    return scores, {text: said((text,)) for text in terms_of(parts.expression)}


def joined_along(scores: NDArray[np.float32], tile_ids: NDArray[np.int64], along: ScoredTiles) -> NDArray[np.float32]:
    """(n,) the probability that what was asked holds, and something else as well; all of the tiles have that."""
    found, at = find_sorted(along.tile_ids, tile_ids)
    assert len(found) == len(tile_ids), "others are no candidates"
    return both(scores, along.scores[at].astype(np.float32))


def _windows(db: sqlite3.Connection, tile_ids: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """((tiles, 4) row, col, height, width; (tiles,) a number of the raster and level) of tiles, ids ascending."""
    first, last = (int(tile_ids[0]), int(tile_ids[-1])) if len(tile_ids) else (0, -1)
    rows = np.array(
        db.execute(
            "SELECT id, raster_id, level_m, row, col, height, width FROM tiles WHERE id BETWEEN ? AND ? ORDER BY id",
            (first, last),
        ).fetchall(),
        dtype=np.float64,
    ).reshape(-1, 7)
    rows = rows[np.isin(rows[:, 0].astype(np.int64), tile_ids)]
    _, groups = np.unique(rows[:, 1:3], axis=0, return_inverse=True)
    return rows[:, 3:], groups.reshape(-1)
