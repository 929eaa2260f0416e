"""One score out of several channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.base import TileScores

__all__ = ["LEXICAL_WEIGHT", "contenders", "fuse", "highest"]

LEXICAL_WEIGHT = 0.3
"""How far a perfect match of words closes the gap between the cosine and 1."""
BLOCK = 1_024
"""Scores of which only the highest is looked at first."""


def highest(scores: NDArray[np.float32], *, size: int) -> NDArray[np.int64]:
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


def contenders(dense: TileScores, *, size: int) -> NDArray[np.int64]:
    """Ids of the tiles that can be among the best `size` once words are counted, ascending.

    With the words' whole weight a cosine d becomes `d + w (1 - d)`; tiles for which that stays below the `size`th best
    cosine cannot get there. So the lexical channel, which costs more for each tile, looks at few of them and nothing
    is lost.
    """
    if size >= len(dense.scores):
        return dense.tile_ids
    least = dense.scores[highest(dense.scores, size=size)].min()
    chosen: NDArray[np.int64] = dense.tile_ids[dense.scores >= (least - LEXICAL_WEIGHT) / (1 - LEXICAL_WEIGHT)]
    return chosen


def fuse(dense: TileScores, lexical: TileScores | None) -> NDArray[np.float32]:
    """Fused scores in the order of `dense.tile_ids`: `d + w * l * (1 - d)`.

    It equals the cosine `d` where no word is shared, rises with the lexical score `l` (0 to 1), never exceeds 1, and
    does not depend on the other tiles, so that one threshold means the same for every question and every catalog.

    Args:
        dense: Scores of all candidates.
        lexical: Scores of a subset of them; tiles left out share no word.
    """
    if lexical is None or not len(lexical.tile_ids):
        return dense.scores
    at = np.searchsorted(dense.tile_ids, lexical.tile_ids)
    at = np.minimum(at, len(dense.tile_ids) - 1) if len(dense.tile_ids) else at[:0]
    known = dense.tile_ids[at] == lexical.tile_ids[: len(at)]
    fused = dense.scores.copy()
    at = at[known]
    fused[at] += np.float32(LEXICAL_WEIGHT) * lexical.scores[: len(known)][known] * (1 - fused[at])
    return fused
