"""Scores of tiles in one channel, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TextMatch", "TileScores"]


@dataclass(frozen=True, slots=True)
class TileScores:
    """Scores of tiles in one channel: four arrays of one length, tile ids ascending and unique."""

    tile_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    description_ids: NDArray[np.int64]
    """The description that gave the tile its score."""
    means: NDArray[np.float32]
    """Mean score of all the tile's descriptions: tells tiles apart whose best description is the same sentence."""
    valid_shares: NDArray[np.float32] | None = field(default=None, kw_only=True)
    """Share of each tile's pixels that carry a picture, 0 to 1; None where all are 1 or the channel does not say."""


@dataclass(frozen=True, slots=True)
class TextMatch(TileScores):
    """A lexical answer: `scores` are in 0..1, and `terms` are the stems that had any weight and stand somewhere."""

    terms: tuple[str, ...]
