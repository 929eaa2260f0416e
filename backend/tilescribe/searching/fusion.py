"""One score out of several channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.base import TileScores

__all__ = ["LEXICAL_WEIGHT", "contenders", "fuse"]

LEXICAL_WEIGHT = 0.3
"""How far a perfect match of words closes the gap between the cosine and 1."""


def contenders(dense: TileScores, *, size: int) -> NDArray[np.int64]:
    """Ids of the tiles that can be among the best `size` once words are counted, ascending.

    With the words' whole weight a cosine d becomes `d + w (1 - d)`; tiles for which that stays below the `size`th best
    cosine cannot get there. So the lexical channel, which costs more for each tile, looks at few of them and nothing
    is lost.
    """
    if size >= len(dense.scores):
        return dense.tile_ids
    at = len(dense.scores) - size
    least = np.partition(dense.scores, at)[at]
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
