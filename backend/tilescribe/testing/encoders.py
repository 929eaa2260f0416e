"""A visual encoder for tests: instant and deterministic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.pixels import TilePixels

__all__ = ["FakeEncoder"]

_COLOURS = ("red", "green", "blue")


class FakeEncoder:
    """Sees the mean colour of a tile, and reads the names of three colours in a question.

    Args:
        name: See `VisualEncoder`.
        space: See `VisualEncoder`.
        batch_size: See `VisualEncoder`.
        fails: Tiles that make it raise `RuntimeError` for the whole batch they are in.
    """

    def __init__(
        self,
        *,
        name: str = "fake-encoder",
        space: str = "space of the fake encoder",
        batch_size: int = 4,
        fails: Callable[[TilePixels], bool] | None = None,
    ) -> None:
        self.name = name
        self.family = name
        self.revision = "1"
        self.space = space
        self.batch_size = batch_size
        self.batches: list[int] = []
        """Number of tiles in each batch it was given, in order."""
        self.questions: list[str] = []
        """What it was asked, in order."""
        self._fails = fails or (lambda _: False)

    def encode_pictures(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        """See `VisualEncoder.encode_pictures`."""
        import numpy as np

        self.batches.append(len(tiles))
        if any(self._fails(tile) for tile in tiles):
            raise RuntimeError("the fake encoder was told to fail on one of these tiles")
        means = np.array([tile.rgb()[tile.valid].mean(axis=0) for tile in tiles], dtype=np.float32)
        return _unit(means + 1)

    def encode_questions(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """See `VisualEncoder.encode_questions`."""
        import numpy as np

        self.questions += questions
        named = [[1.0 + 20 * (colour in question) for colour in _COLOURS] for question in questions]
        return _unit(np.array(named, dtype=np.float32))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


if TYPE_CHECKING:
    _holds_to_the_protocol: VisualEncoder = FakeEncoder()
