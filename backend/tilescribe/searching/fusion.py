"""One score out of several channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.base import TileScores

__all__ = ["LEXICAL_WEIGHT", "fuse"]

LEXICAL_WEIGHT = 0.3
"""How far a perfect match of words closes the gap between the cosine and 1."""


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
