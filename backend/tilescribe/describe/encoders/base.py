"""The interface that every visual encoder implements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.domain.pixels import TilePixels

__all__ = ["VisualEncoder", "close_encoder"]


@runtime_checkable
class VisualEncoder(Protocol):
    """Two towers of one model: pictures and questions become vectors that may be compared with each other."""

    name: str
    """As the user types it, such as `clip:MODEL`; kept in the catalog, and asked for again with every question."""
    family: str
    """What stands in the catalog as the author: the name without what differs between machines, as a folder does."""
    revision: str
    """Which weights: a commit, or a digest of files. Another one looks at the pictures anew."""
    space: str
    """Fingerprint of the weights and of how pictures are prepared: vectors of one space may be compared. Costs no look
    at the weights as a whole."""
    batch_size: int
    """Pictures it likes to get at once."""

    def encode_pictures(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        """(n, dim) float32, L2-normalised, in order; a row of NaN for a picture that it cannot say anything of.

        Raises:
            CaptionerFailedError: it failed as a whole.
            ModelError: the model cannot be loaded.
        """
        ...

    def encode_questions(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """(n, dim) float32, L2-normalised, in order.

        Raises:
            ModelError: the model cannot be loaded.
        """
        ...


def close_encoder(encoder: VisualEncoder) -> None:
    """Let go of its weights; an encoder may have `close`. Who loaded it closes it."""
    close = getattr(encoder, "close", None)
    if close is not None:
        close()
