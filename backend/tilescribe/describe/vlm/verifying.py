"""Show a model a picture and ask whether the question holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from tilescribe.domain.pixels import TilePixels

__all__ = ["Verifier"]


@runtime_checkable
class Verifier(Protocol):
    """A captioner that also answers yes or no. Both kinds of captioner in this package are such."""

    def yes_probabilities(self, tiles: Sequence[TilePixels], question: str) -> list[float | None]:
        """For each tile, in order, the probability (0 to 1) that the model says yes; None where it says neither.

        Not calibrated: of use for ranking. The probability is that of *yes* over that of *yes* and *no* together.

        Raises:
            CaptionerFailedError: the model cannot answer at all.
        """
        ...
