"""One score out of several channels, for arrays of tiles; and which tiles can still be among the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tilescribe.catalog.fusion import (
    Weights,
    discount,
    discounted,
    log_odds,
    probability,
    seen_log_odds,
    unread_log_odds,
    unseen_log_odds,
)
from tilescribe.catalog.geopackage.ids import find_sorted

if TYPE_CHECKING:
    from tilescribe.catalog.geopackage.scores import TileScores

__all__ = ["Evidence", "candidate_tiles", "of_text_and_picture", "scores_of", "top_k", "with_words"]

Scores: TypeAlias = NDArray[np.float32]

ROUNDING = np.float32(1e-6)
"""More than probabilities, of float32, are off."""
BLOCK = 1_024
"""Scores of which only the highest is looked at first."""


def top_k(scores: NDArray[np.float32], *, size: int) -> NDArray[np.int64]:
    """Positions of all scores that reach the `size`th highest (1 to n), ascending; more than `size` where some tie.

    As many blocks as are wanted have a highest score of at least the least of those, so nothing below that is among
    the best; two sweeps and a few scores to order, where partitioning a million takes ten times as long.
    """
    blocks = len(scores) // BLOCK
    at = np.arange(len(scores))
    if size < blocks:
        peaks = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
        at = np.flatnonzero(scores >= np.partition(peaks, blocks - size)[blocks - size])
    some = scores[at]
    cut = len(some) - size
    chosen: NDArray[np.int64] = at[some >= np.partition(some, cut)[cut]]
    return chosen


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What speaks for each of n tiles, in the order of the text channel."""

    log_odds: Scores
    """(n,)."""
    lexical: Scores
    """(n,) what a perfect match of words adds, at least 0."""


def of_text_and_picture(dense: TileScores, visual: TileScores | None, *, weights: Weights) -> Evidence:
    """What text and picture say; see `tilescribe.catalog.fusion`.

    Args:
        dense: Scores of all candidates.
        visual: Scores of a subset of them, on the common scale, NaN where the picture was not understood; tiles left
            out have no visual vector.
        weights: Of the channels.
    """
    odds = unseen_log_odds(dense.scores, weights)
    lexical = np.full(len(odds), weights.unseen.lexical, dtype=np.float32)
    if visual is not None:
        known, at = _same_tiles(dense, visual)
        text, eye = dense.scores[at], visual.scores[known]
        unread = np.isnan(eye)
        odds[at] = np.where(unread, unread_log_odds(text, weights), seen_log_odds(text, eye, weights))
        lexical[at] = np.where(unread, np.float32(weights.unseen.lexical), np.float32(weights.seen.lexical))
    return Evidence(odds, lexical)


def with_words(evidence: Evidence, dense: TileScores, lexical: TileScores) -> Evidence:
    """The evidence with what shared words add.

    Args:
        evidence: Of `of_text_and_picture`.
        dense: Scores of all candidates.
        lexical: Scores of a subset of them; tiles left out share no word.
    """
    known, at = _same_tiles(dense, lexical)
    odds = evidence.log_odds.copy()
    odds[at] += evidence.lexical[at] * lexical.scores[known]
    return Evidence(odds, evidence.lexical)


def scores_of(evidence: Evidence, dense: TileScores) -> Scores:
    """The probability of each tile, lower where little of it can be seen."""
    return discounted(probability(evidence.log_odds), dense.valid_shares)


def candidate_tiles(
    dense: TileScores, evidence: Evidence, *, size: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """(ids of the tiles that can be among the best `size` once words are counted, ascending; the lexical score that
    each needs for that).

    With a lexical score l log-odds x become `x + w l`, without words they stay x, and what is discounted keeps the
    order of what one tile can get; tiles whose most stays below the `size`th best of the least cannot get there. So the
    lexical channel, which costs more for each tile, looks at few of them and nothing is lost.

    Args:
        dense: Scores of all candidates.
        evidence: Of text and picture, in the order of `dense`.
        size: How many are wanted.
    """
    if size >= len(dense.tile_ids):
        return dense.tile_ids, np.zeros(len(dense.tile_ids), dtype=np.float32)
    least = scores_of(evidence, dense)
    goal = least[top_k(least, size=size)].min() - ROUNDING
    if dense.valid_shares is not None:
        goal = goal / (1 - discount(dense.valid_shares))
    lacking = log_odds(np.asarray(goal, dtype=np.float32)) - evidence.log_odds
    at = np.flatnonzero(lacking <= evidence.lexical)
    needed = np.divide(lacking[at], evidence.lexical[at], where=lacking[at] > 0, out=np.zeros(len(at), np.float32))
    return dense.tile_ids[at], needed


def _same_tiles(dense: TileScores, others: TileScores) -> tuple[NDArray[np.int64] | slice, NDArray[np.int64] | slice]:
    """(positions in `others`, positions in `dense`) of the tiles that both have."""
    if np.array_equal(dense.tile_ids, others.tile_ids):
        return slice(None), slice(None)
    return find_sorted(dense.tile_ids, others.tile_ids)
