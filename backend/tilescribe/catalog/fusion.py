"""One score out of several channels: the formula that every form of the catalog ranks by.

It does not depend on the other tiles, so that one threshold means the same for every question and every catalog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "LEXICAL_WEIGHT",
    "QUESTION",
    "SIMILARITY",
    "VISUAL_WEIGHT",
    "Weights",
    "discount",
    "discounted",
    "fuse_lexical",
    "fuse_visual",
]

LEXICAL_WEIGHT = 0.3
"""How far a perfect match of words closes the gap between the cosine and 1."""
VISUAL_WEIGHT = 0.75
"""What the picture itself says counts for this share of a tile's score, what is written about it for the rest."""
VISUAL_SCALE, VISUAL_OFFSET = 0.78, 0.12
"""Visual cosines are brought to the scale of text cosines: right pairs of either kind have the same mean, and the same
spread, so that tiles with and without a visual vector can stand in one ranking."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each channel counts. The default is that of a question in words."""

    lexical: float = LEXICAL_WEIGHT
    visual: float = VISUAL_WEIGHT
    visual_scale: float = VISUAL_SCALE
    visual_offset: float = VISUAL_OFFSET
    spaces: Mapping[str, float] = field(default_factory=dict)
    """Vector space to what its visual vectors count beside those of other spaces; 1 where it is not named, 0 for not
    at all."""

    def of_space(self, space: str) -> float:
        """What the visual vectors of a space count."""
        return self.spaces.get(space, 1.0)


QUESTION = Weights()
SIMILARITY = Weights(lexical=0.0, visual=0.5, visual_scale=1.0, visual_offset=0.0)
"""Of likeness to a tile or a picture: the mean of likeness in words and likeness to the eye."""


def fuse_visual(
    text: NDArray[np.float32], visual: NDArray[np.float32], weights: Weights = QUESTION
) -> NDArray[np.float32]:
    """`(1 - w) d + w min(a v + b, 1)` of the text's cosine d and the picture's cosine v; arrays of one shape."""
    weight = np.float32(weights.visual)
    scaled = np.minimum(np.float32(weights.visual_scale) * visual + np.float32(weights.visual_offset), 1)
    result: NDArray[np.float32] = (1 - weight) * text + weight * scaled
    return result


def fuse_lexical(
    scores: NDArray[np.float32], lexical: NDArray[np.float32], weights: Weights = QUESTION
) -> NDArray[np.float32]:
    """`s + w l (1 - s)`; arrays of one shape, `lexical` in 0 to 1.

    It equals `s` where no word is shared, rises with `l`, and never exceeds 1.
    """
    result: NDArray[np.float32] = scores + np.float32(weights.lexical) * lexical * (1 - scores)
    return result


def discounted(scores: NDArray[np.float32], valid_shares: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """`s - (1 - f) |s|` with `f = 1 - (1 - v)² / 2`: what is said of a tile counts less the less of it can be seen.

    A whole tile (v = 1) keeps its score. `f` is close to how well the visual vector of a picture cut off along a line
    agrees with that of the whole picture (`describe.filling`): 0.60, 0.72, 0.88 and 0.97 for 0.1, 0.25, 0.5 and 0.75,
    where 0.65, 0.77, 0.91 and 0.98 were measured. It is smooth, rises with `v`, and leaves nearly whole tiles alone.

    Args:
        scores: Fused.
        valid_shares: Of the pixels of the same tiles, 0 to 1; None where all are whole.
    """
    if valid_shares is None:
        return scores
    result: NDArray[np.float32] = scores - discount(valid_shares) * np.abs(scores)
    return result


def discount(valid_shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """The share of its score that a tile loses, `1 - f`."""
    result: NDArray[np.float32] = np.float32(0.5) * np.square(1 - valid_shares)
    return result
