"""One score out of several channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.base import TileScores

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "LEXICAL_WEIGHT",
    "VISUAL_WEIGHT",
    "candidate_tiles",
    "discounted",
    "fuse",
    "fuse_lexical",
    "fuse_visual",
    "mean_similarity",
    "top_k",
]

LEXICAL_WEIGHT = 0.3
"""How far a perfect match of words closes the gap between the cosine and 1."""
VISUAL_WEIGHT = 0.75
"""What the picture itself says counts for this share of a tile's score, what is written about it for the rest."""
VISUAL_SCALE, VISUAL_OFFSET = 0.78, 0.12
"""Visual cosines are brought to the scale of text cosines: right pairs of either kind have the same mean, and the same
spread, so that tiles with and without a visual vector can stand in one ranking."""
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
    dense: TileScores, seen: NDArray[np.float32], *, size: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """(ids of the tiles that can be among the best `size` once words are counted, ascending; the lexical score that
    each needs for that).

    With a lexical score l a score s becomes `s + w l (1 - s)`, without words it stays s, and `discounted` keeps the
    order of what one tile can get; tiles whose most stays below the `size`th best of the least cannot get there. So the
    lexical channel, which costs more for each tile, looks at few of them and nothing is lost.

    Args:
        dense: Scores of all candidates.
        seen: Their scores before words are counted, of `fuse`, in the order of `dense`.
        size: How many are wanted.
    """
    if size >= len(seen):
        return dense.tile_ids, np.zeros_like(seen)
    weight = np.float32(LEXICAL_WEIGHT)
    least = discounted(seen, dense.valid_shares)
    goal = least[top_k(least, size=size)].min() - ROUNDING
    at = np.flatnonzero(seen >= (goal - weight) / (1 - weight) - ROUNDING)
    if dense.valid_shares is not None:
        goal = goal / (1 - np.sign(goal) * _discount(dense.valid_shares[at]))
    needed = (goal - seen[at]) / (weight * np.maximum(1 - seen[at], ROUNDING))
    chosen = needed <= 1
    return dense.tile_ids[at[chosen]], needed[chosen]


def discounted(scores: NDArray[np.float32], valid_shares: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """`s - (1 - f) |s|` with `f = 1 - (1 - v)² / 2`: what is said of a tile counts less the less of it can be seen.

    A whole tile (v = 1) keeps its score. `f` is close to how well the visual vector of a picture cut off along a line
    agrees with that of the whole picture (`describe.filling`): 0.60, 0.72, 0.88 and 0.97 for 0.1, 0.25, 0.5 and 0.75,
    where 0.65, 0.77, 0.91 and 0.98 were measured. It is smooth, rises with `v`, and leaves nearly whole tiles alone.

    Args:
        scores: Fused.
        valid_shares: `TileScores.valid_shares` of the same tiles.
    """
    if valid_shares is None:
        return scores
    result: NDArray[np.float32] = scores - _discount(valid_shares) * np.abs(scores)
    return result


def _discount(valid_shares: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = np.float32(0.5) * np.square(1 - valid_shares)
    return result


def fuse(dense: TileScores, lexical: TileScores | None, visual: TileScores | None = None) -> NDArray[np.float32]:
    """Fused scores in the order of `dense.tile_ids`: `s + w * l * (1 - s)`, where `s` is what `fuse_visual` gives.

    It equals the cosine of the text where no word is shared and nothing was seen, rises with the lexical score `l`
    (0 to 1), never exceeds 1, and does not depend on the other tiles, so that one threshold means the same for every
    question and every catalog.

    Args:
        dense: Scores of all candidates.
        lexical: Scores of a subset of them; tiles left out share no word.
        visual: Scores of a subset of them; tiles left out have no visual vector.
    """
    seen = dense.scores if visual is None else _merged(dense, visual, fuse_visual)
    seen = np.minimum(seen, np.float32(1))  # vectors of half precision are up to 1e-5 too long
    if lexical is None or not len(lexical.tile_ids):
        return seen
    return _merged(TileScores(dense.tile_ids, seen, dense.description_ids, dense.means), lexical, fuse_lexical)


def mean_similarity(texts: TileScores, visual: TileScores) -> NDArray[np.float32]:
    """The mean of likeness in words and likeness to the eye, of words alone where nothing was seen; as `texts`."""
    return _merged(texts, visual, _mean)


def _mean(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = (one + other) * np.float32(0.5)
    return result


def fuse_visual(dense: NDArray[np.float32], visual: NDArray[np.float32]) -> NDArray[np.float32]:
    """`(1 - w) d + w (a v + b)` of the text's cosine d and the picture's cosine v; arrays of one shape."""
    weight = np.float32(VISUAL_WEIGHT)
    scaled = np.minimum(np.float32(VISUAL_SCALE) * visual + np.float32(VISUAL_OFFSET), 1)
    result: NDArray[np.float32] = (1 - weight) * dense + weight * scaled
    return result


def fuse_lexical(scores: NDArray[np.float32], lexical: NDArray[np.float32]) -> NDArray[np.float32]:
    """`s + w l (1 - s)`; arrays of one shape."""
    result: NDArray[np.float32] = scores + np.float32(LEXICAL_WEIGHT) * lexical * (1 - scores)
    return result


def _merged(
    dense: TileScores,
    others: TileScores,
    merge: Callable[[NDArray[np.float32], NDArray[np.float32]], NDArray[np.float32]],
) -> NDArray[np.float32]:
    """`dense.scores`, merged with `others` where these have the same tile."""
    if not len(dense.tile_ids) or not len(others.tile_ids):
        return dense.scores
    at = np.minimum(np.searchsorted(dense.tile_ids, others.tile_ids), len(dense.tile_ids) - 1)
    known = dense.tile_ids[at] == others.tile_ids
    at = at[known]
    merged = dense.scores.copy()
    merged[at] = merge(merged[at], others.scores[known])
    return merged
