"""One score out of several channels, for arrays of tiles; and which tiles can still be among the best."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tilescribe.catalog.fusion import QUESTION, Weights, discount, discounted, fuse_lexical, fuse_visual
from tilescribe.catalog.geopackage.ids import find_sorted

if TYPE_CHECKING:
    from tilescribe.catalog.geopackage.scores import TileScores

__all__ = ["candidate_tiles", "top_k", "with_visual", "with_words"]

Scores: TypeAlias = NDArray[np.float32]

ROUNDING = np.float32(1e-6)
"""More than fused scores, of float32 between -1 and 1, are off."""
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


def candidate_tiles(
    dense: TileScores, seen: NDArray[np.float32], *, size: int, weights: Weights = QUESTION
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """(ids of the tiles that can be among the best `size` once words are counted, ascending; the lexical score that
    each needs for that).

    With a lexical score l a score s becomes `s + w l (1 - s)`, without words it stays s, and `discounted` keeps the
    order of what one tile can get; tiles whose most stays below the `size`th best of the least cannot get there. So the
    lexical channel, which costs more for each tile, looks at few of them and nothing is lost.

    Args:
        dense: Scores of all candidates.
        seen: Their scores before words are counted, of `with_visual`, in the order of `dense`.
        size: How many are wanted.
        weights: That of words is above 0.
    """
    if size >= len(seen):
        return dense.tile_ids, np.zeros_like(seen)
    weight = np.float32(weights.lexical)
    least = discounted(seen, dense.valid_shares)
    goal = least[top_k(least, size=size)].min() - ROUNDING
    at = np.flatnonzero(seen >= (goal - weight) / (1 - weight) - ROUNDING)
    if dense.valid_shares is not None:
        goal = goal / (1 - np.sign(goal) * discount(dense.valid_shares[at]))
    needed = (goal - seen[at]) / (weight * np.maximum(1 - seen[at], ROUNDING))
    chosen = needed <= 1
    return dense.tile_ids[at[chosen]], needed[chosen]


def with_visual(dense: TileScores, visual: TileScores | None, *, weights: Weights = QUESTION) -> Scores:
    """Scores of text and picture in the order of `dense.tile_ids`, at most 1; see `tilescribe.catalog.fusion`.

    Args:
        dense: Scores of all candidates.
        visual: Scores of a subset of them; tiles left out have no visual vector.
        weights: Of the channels.
    """
    seen = dense.scores
    if visual is not None:
        seen = _merged(seen, dense, visual, lambda one, other: fuse_visual(one, other, weights))
    return np.minimum(seen, np.float32(1))  # vectors of half precision are up to 1e-5 too long


def with_words(seen: Scores, dense: TileScores, lexical: TileScores, *, weights: Weights = QUESTION) -> Scores:
    """`seen`, of `with_visual`, with what words add.

    Args:
        seen: In the order of `dense.tile_ids`.
        dense: Scores of all candidates.
        lexical: Scores of a subset of them; tiles left out share no word.
        weights: Of the channels.
    """
    return _merged(seen, dense, lexical, lambda one, other: fuse_lexical(one, other, weights))


def _merged(scores: Scores, dense: TileScores, others: TileScores, merge: Callable[[Scores, Scores], Scores]) -> Scores:
    """`scores`, in the order of `dense`, merged with those of `others` where these have the same tile."""
    if np.array_equal(dense.tile_ids, others.tile_ids):
        return merge(scores, others.scores)
    known, at = find_sorted(dense.tile_ids, others.tile_ids)
    merged = scores.copy()
    merged[at] = merge(scores[at], others.scores[known])
    return merged
