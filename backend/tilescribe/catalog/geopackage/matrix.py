"""All questions against all tiles, channel by channel: what measuring needs and users do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import discounted, fused_log_odds, log_odds, probability
from tilescribe.catalog.geopackage.ids import find_sorted
from tilescribe.catalog.geopackage.lexical import lexical
from tilescribe.catalog.query import NO_COSINE, ScoreMatrix

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tilescribe.catalog.fusion import Weights
    from tilescribe.catalog.geopackage.lexical import WordCounts
    from tilescribe.catalog.geopackage.vectors import VectorIndex

__all__ = ["score_matrix"]


def score_matrix(
    db: sqlite3.Connection,
    queries: NDArray[np.float32],
    words: Sequence[str],
    weights: Sequence[Weights],
    *,
    space: str,
    tile_ids: NDArray[np.int64] | None,
    visual: Mapping[str, NDArray[np.float32]],
    index: VectorIndex,
    counts: WordCounts,
) -> ScoreMatrix:
    """See `ScoresEveryTile.score_matrix`. Reads inside the caller's one snapshot."""
    all_ids, dense = index.dense_many(db, queries, space=space, author_filter="all")
    chosen = all_ids if tile_ids is None else tile_ids
    dense = _placed(chosen, all_ids, dense, missing=NO_COSINE)
    described = index.dense_many(db, queries, space=space, author_filter="described")
    measured = index.dense_many(db, queries, space=space, author_filter="measured")
    channels = {
        "descriptions": _placed(chosen, *described, missing=NO_COSINE),
        "facts": _placed(chosen, *measured, missing=NO_COSINE),
    }
    seen_ids, cosines = index.visual_many(db, queries, space=space)
    if len(seen_ids):
        channels["visual"] = _placed(chosen, seen_ids, cosines, missing=NO_COSINE)
    by_space = {
        other: _placed(chosen, *index.visual_many(db, asked, space=other), missing=np.nan)
        for other, asked in visual.items()
    }
    channels["lexical"] = np.zeros_like(dense)
    postings = index.postings(db)
    for row, question in zip(channels["lexical"], words, strict=True):
        match = lexical(db, question, postings=postings, words=counts, tile_ids=None if tile_ids is None else chosen)
        found, at = find_sorted(chosen, match.tile_ids)
        row[at] = match.scores[found]
    own = {space: np.where(np.isin(chosen, seen_ids), channels["visual"], np.nan)} if len(seen_ids) else {}
    tables = own | by_space
    channels["fused"] = np.empty_like(dense)
    for row, how in enumerate(weights):
        seen = {other: table[row] for other, table in tables.items()}
        channels["fused"][row] = fused_log_odds(dense[row], channels["lexical"][row], seen, how)
    if len(queries):
        known = index.dense(db, queries[0], space=space)
        if known.valid_shares is not None:
            shares = _placed(chosen, known.tile_ids, known.valid_shares[None], missing=1.0)
            channels["fused"] = log_odds(discounted(probability(channels["fused"]), shares))
    return ScoreMatrix(chosen, channels, by_space)


def _placed(
    chosen: NDArray[np.int64], ids: NDArray[np.int64], scores: NDArray[np.float32], *, missing: float
) -> NDArray[np.float32]:
    """The columns of `chosen`; `missing` where `ids` lack one."""
    if np.array_equal(chosen, ids):
        return scores
    placed = np.full((len(scores), len(chosen)), missing, dtype=np.float32)
    found, at = find_sorted(chosen, ids)
    placed[:, at] = scores[:, found]
    return placed
