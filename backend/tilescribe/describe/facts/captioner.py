"""The captioner that measures instead of guessing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.domain.description import MEASURED, Author, Caption

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.pixels import TilePixels

__all__ = ["FactsCaptioner"]

_ALGORITHM_VERSION = "2"
"""Raised with every change that alters a number."""


class FactsCaptioner:
    """Describes tiles by what their bands show: no model, no randomness, a few milliseconds a tile.

    Args:
        batch_size: Tiles asked for at once; the result does not depend on it.
    """

    input_side_px = 224
    """The grain of the thresholds on texture; also what picture models of today look at, so that levels agree."""

    def __init__(self, *, batch_size: int = 32) -> None:
        from tilescribe.describe.facts.statements import WORDING_VERSION

        self.author = Author(MEASURED, _ALGORITHM_VERSION, WORDING_VERSION)
        self.batch_size = batch_size

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`. Every tile gets a caption; one whose bands say nothing has no descriptions."""
        return [_caption(tile) for tile in tiles]


def _caption(tile: TilePixels) -> Caption:
    from tilescribe.describe.facts.evidence import gather
    from tilescribe.describe.facts.statements import put_in_words

    evidence = gather(tile)
    return Caption(descriptions=put_in_words(evidence), measurements=evidence.measurements)


if TYPE_CHECKING:
    _holds_to_the_protocol: Captioner = FactsCaptioner()
