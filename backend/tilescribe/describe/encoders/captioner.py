"""A visual encoder in the place of a captioner: it says nothing of a tile and leaves a vector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.domain.description import Author, Caption, VisualVector
from tilescribe.errors import CaptionerFailedError, ModelError

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.describe.encoders.base import VisualEncoder
    from tilescribe.domain.pixels import TilePixels

__all__ = ["EncoderCaptioner", "encoding"]

_VERSION = "1"
"""Raised with every change in how tiles become pictures."""


class EncoderCaptioner:
    """What indexing asks: batches, retries, failures and continuing are then those of every captioner.

    Args:
        encoder: Whose space is filled.
    """

    def __init__(self, encoder: VisualEncoder) -> None:
        self.encoder = encoder
        # The space stands in it, so that another way to prepare pictures fills the new space and leaves the old one.
        self.author = Author(encoder.family, encoder.revision, f"{_VERSION}-{encoder.space[:12]}")
        self.batch_size = encoder.batch_size
        self.input_side_px = 0
        """None of its own: it takes the pictures that are read for captioners, whose size the levels follow."""
        self.notices: tuple[str, ...] = tuple(getattr(encoder, "notices", ()))

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`: captions without descriptions, each with a visual vector.

        Raises:
            CaptionerFailedError: the model cannot be loaded, or cannot go on.
        """
        if not tiles:
            return []
        try:
            vectors = self.encoder.encode_pictures(tiles)
        except ModelError as error:  # no fault of the tiles, which need not be tried one by one
            raise CaptionerFailedError(error.what, remedy=error.remedy) from error
        if len(vectors) != len(tiles):
            raise CaptionerFailedError(
                f"The encoder {self.encoder.name!r} gave {len(vectors)} vectors for {len(tiles)} tiles",
                remedy="This is a fault of the encoder; report it to its makers",
            )
        return [self._caption(vector) for vector in vectors]

    def _caption(self, vector: object) -> Caption:
        import numpy as np

        numbers = np.asarray(vector, dtype=np.float32)
        length = float(np.linalg.norm(numbers))
        if not (np.isfinite(length) and length > 0):
            return Caption(failure=f"{self.author.captioner} gave a vector that is no direction")
        return Caption(visual=VisualVector.of(numbers, space=self.encoder.space, encoder=self.encoder.name))


def encoding(encoders: Sequence[VisualEncoder]) -> list[EncoderCaptioner]:
    """Each encoder as a captioner."""
    return [EncoderCaptioner(encoder) for encoder in encoders]


if TYPE_CHECKING:

    def _holds_to_the_protocol(captioner: EncoderCaptioner) -> Captioner:
        return captioner
