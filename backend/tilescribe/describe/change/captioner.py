"""The captioner that measures two dates instead of guessing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.domain.description import MEASURED, Author, Caption
from tilescribe.domain.pair import PairPixels

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.pixels import TilePixels

__all__ = ["ChangeFactsCaptioner"]

_ALGORITHM_VERSION = "change-1"
"""Raised with every change that alters a number."""


class ChangeFactsCaptioner:
    """Describes pairs of dates by what their bands show: no model, no randomness, a few milliseconds a pair.

    Args:
        batch_size: Pairs asked for at once; the result does not depend on it.
    """

    input_side_px = 224
    """The grain of the thresholds on structure; also what picture models of today look at, so that levels agree."""

    def __init__(self, *, batch_size: int = 32) -> None:
        from tilescribe.describe.change.statements import WORDING_VERSION

        self.author = Author(MEASURED, _ALGORITHM_VERSION, WORDING_VERSION)
        self.batch_size = batch_size

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`. Every pair gets a caption with its measures; what cannot be compared fails."""
        return [_caption(tile) for tile in tiles]


def _caption(tile: TilePixels) -> Caption:
    from tilescribe.describe.change.evidence import gather, reason_not_to_measure
    from tilescribe.describe.change.statements import put_in_words

    if not isinstance(tile, PairPixels):
        return Caption(failure="The tile has one date only; give the rasters of an earlier one to compare it with")
    evidence = gather(tile)
    if evidence is None:
        return Caption(failure=reason_not_to_measure(tile) or "Nothing of the pair can be compared")
    return Caption(descriptions=put_in_words(evidence), change=evidence.measures)


if TYPE_CHECKING:
    _holds_to_the_protocol: Captioner = ChangeFactsCaptioner()
