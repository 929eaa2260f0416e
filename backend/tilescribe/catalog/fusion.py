"""The probability that a tile shows what was asked, out of several channels: the formula of every form of the catalog.

The log-odds are linear in the scores of the channels, so that a better channel never lowers a tile. What the weights
are for a question comes from outside (`tilescribe.searching.calibration`): a store only adds up. The probability does
not depend on the other tiles, so that one threshold means the same for every question and every catalog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "UNREAD",
    "ChannelWeights",
    "VisualScale",
    "Weights",
    "discount",
    "discounted",
    "fused_log_odds",
    "log_odds",
    "probability",
    "seen_log_odds",
    "unread_log_odds",
    "unseen_log_odds",
]


@dataclass(frozen=True, slots=True)
class ChannelWeights:
    """`offset + text d + visual v + lexical l`, the log-odds of a tile with the scores d, v, l."""

    offset: float
    text: float
    visual: float = 0.0
    lexical: float = 0.0


@dataclass(frozen=True, slots=True)
class VisualScale:
    """How the cosines of one vector space are brought to the scale on which spaces are averaged: `scale v + offset`."""

    scale: float = 1.0
    offset: float = 0.0
    share: float = 1.0
    """What the space counts beside others; 0 for not at all."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each channel counts for one question. The defaults are made up, for tests: they order tiles sensibly."""

    seen: ChannelWeights = ChannelWeights(offset=-4.0, text=2.0, visual=6.0, lexical=1.5)
    """Of tiles that have a visual vector in a space that counts."""
    unseen: ChannelWeights = ChannelWeights(offset=-4.0, text=7.0, lexical=1.5)
    """Of tiles that have none."""
    spaces: Mapping[str, VisualScale] = field(default_factory=dict)
    """By vector space; a space that is not named has the default scale."""

    def of_space(self, space: str) -> VisualScale:
        """How the visual vectors of a space count."""
        return self.spaces.get(space, _PLAIN)

    @property
    def counts_words(self) -> bool:
        """Whether shared words count at all."""
        return bool(self.seen.lexical or self.unseen.lexical)


_PLAIN = VisualScale()
UNREAD = 0.7
"""What the log-odds of a tile lose whose picture was not understood: half the odds."""


def unseen_log_odds(text: NDArray[np.float32], weights: Weights) -> NDArray[np.float32]:
    """Of tiles without a visual vector, before words are counted; `text` are cosines."""
    channels = weights.unseen
    result: NDArray[np.float32] = np.float32(channels.offset) + np.float32(channels.text) * text
    return result


def unread_log_odds(text: NDArray[np.float32], weights: Weights) -> NDArray[np.float32]:
    """Of tiles whose picture was looked at and not understood: as if nobody had looked, and less likely than that.

    What is said of such a tile was measured, and may be right of a cloud; but it shows nothing that anybody knows.
    """
    return unseen_log_odds(text, weights) - np.float32(UNREAD)


def seen_log_odds(text: NDArray[np.float32], visual: NDArray[np.float32], weights: Weights) -> NDArray[np.float32]:
    """Of tiles with a visual vector, before words are counted; arrays of one shape.

    Args:
        text: Cosines.
        visual: Means over the vector spaces, each on the common scale (`VisualScale`).
        weights: Of the question.
    """
    channels = weights.seen
    result: NDArray[np.float32] = (
        np.float32(channels.offset) + np.float32(channels.text) * text + np.float32(channels.visual) * visual
    )
    return result


def fused_log_odds(
    text: NDArray[np.float32],
    lexical: NDArray[np.float32],
    visual: Mapping[str, NDArray[np.float32]],
    weights: Weights,
) -> NDArray[np.float32]:
    """(tiles,) of whole tiles, all channels counted.

    Args:
        text: (tiles,) cosines.
        lexical: (tiles,) scores of shared words, 0 to 1.
        visual: (tiles,) products with visual vectors by space: NaN where a tile has none, 0 where its picture was not
            understood.
        weights: Of the question.
    """
    there = np.zeros(len(text), dtype=bool)
    sums, total = np.zeros(len(text), dtype=np.float32), np.zeros(len(text), dtype=np.float32)
    for space, products in visual.items():
        how = weights.of_space(space)
        known = ~np.isnan(products) & bool(how.share)
        there |= known
        understood = known & (products != 0)
        scaled = np.float32(how.scale) * products[understood] + np.float32(how.offset)
        sums[understood] += np.float32(how.share) * scaled
        total[understood] += np.float32(how.share)
    means = np.divide(sums, total, where=total > 0, out=np.full(len(text), np.nan, dtype=np.float32))
    looked = seen_log_odds(text, means, weights) + np.float32(weights.seen.lexical) * lexical
    unread = unread_log_odds(text, weights) + np.float32(weights.unseen.lexical) * lexical
    unseen = unseen_log_odds(text, weights) + np.float32(weights.unseen.lexical) * lexical
    fused: NDArray[np.float32] = np.where(there, np.where(total > 0, looked, unread), unseen)
    return fused


def probability(odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """`1 / (1 + exp(-x))` of log-odds x; those beyond ±80 count as ±80, which float32 can hold."""
    result: NDArray[np.float32] = np.float32(1) / (np.float32(1) + np.exp(-np.clip(odds, -80, 80)))
    return result


def log_odds(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """The inverse of `probability`: -inf for 0 and less, inf for 1 and more."""
    inside = np.clip(probabilities, 0, 1)
    with np.errstate(divide="ignore"):
        result: NDArray[np.float32] = np.log(inside) - np.log1p(-inside)
    return result


def discounted(probabilities: NDArray[np.float32], valid_shares: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """`p f` with `f = 1 - (1 - v)² / 2`: what is said of a tile counts less the less of it can be seen.

    A whole tile (v = 1) keeps its probability. `f` is close to how well the visual vector of a picture cut off along a
    line agrees with that of the whole picture (`describe.filling`): 0.60, 0.72, 0.88 and 0.97 for 0.1, 0.25, 0.5 and
    0.75, where 0.65, 0.77, 0.91 and 0.98 were measured. It is smooth, rises with `v`, and leaves nearly whole tiles
    alone.

    Args:
        probabilities: 0 to 1.
        valid_shares: Of the pixels of the same tiles, 0 to 1; None where all are whole.
    """
    if valid_shares is None:
        return probabilities
    result: NDArray[np.float32] = probabilities - discount(valid_shares) * probabilities
    return result


def discount(valid_shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """The share of its probability that a tile loses, `1 - f`."""
    result: NDArray[np.float32] = np.float32(0.5) * np.square(1 - valid_shares)
    return result
