"""Captioners for tests: instant and deterministic, slow or broken on demand, and one that sees colours."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, Measurements
from tilescribe.errors import CaptionerFailedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.describe.base import Captioner, VisualCaptioner
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.embed.base import Embedder

__all__ = ["ColourCaptioner", "FakeCaptioner"]

_COLOURS = {
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
}
_THINGS = ("a lake", "a forest", "a town", "a harbour", "fields", "bare ground", "a road", "snow")


class FakeCaptioner:
    """Describes a tile by its content hash: equal pixels get equal texts, others mostly not.

    Args:
        author: Change a part of it to be another captioner or another version of this one.
        input_side_px: See `Captioner`.
        batch_size: See `Captioner`.
        delay_s: Seconds of sleep for each tile.
        fails: Tiles for which it gives a `Caption` with a failure.
        raises: Tiles that make it raise `RuntimeError` for the whole batch they are in.
        dead_after: Batches after which it raises `CaptionerFailedError` for good; None for never.
    """

    def __init__(
        self,
        *,
        author: Author | None = None,
        input_side_px: int = 224,
        batch_size: int = 4,
        delay_s: float = 0.0,
        fails: Callable[[TilePixels], bool] | None = None,
        raises: Callable[[TilePixels], bool] | None = None,
        dead_after: int | None = None,
    ) -> None:
        self.author = author or Author("fake", "1", "1")
        self.input_side_px = input_side_px
        self.batch_size = batch_size
        self.batches: list[int] = []
        """Number of tiles in each batch it was given, in order."""
        self._delay_s = delay_s
        self._fails = fails or _never
        self._raises = raises or _never
        self._dead_after = dead_after

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`."""
        if self._dead_after is not None and len(self.batches) >= self._dead_after:
            raise CaptionerFailedError(
                f"The fake captioner was told to die after {self._dead_after} batches", remedy="Start a new one"
            )
        self.batches.append(len(tiles))
        time.sleep(self._delay_s * len(tiles))
        if any(self._raises(tile) for tile in tiles):
            raise RuntimeError("the fake captioner was told to raise on one of these tiles")
        return [self._caption(tile) for tile in tiles]

    def _caption(self, tile: TilePixels) -> Caption:
        if self._fails(tile):
            return Caption(failure="the fake captioner was told to fail on this tile")
        number = int(tile.content_hash()[:8], base=16)
        first, second = _THINGS[number % 8], _THINGS[number // 8 % 8]
        return Caption(
            descriptions=(
                Description(DescriptionKind.SUMMARY, f"A picture of {first}, number {number}."),
                Description(DescriptionKind.FEATURES, f"There is {first} in the north and {second} in the south."),
            ),
            measurements=Measurements(brightness=number % 101 / 100),
        )


class ColourCaptioner(FakeCaptioner):
    """Describes as `FakeCaptioner`, and gives visual vectors: those of the names of the colours that a picture shows.

    Args:
        embedder: In whose space the vectors lie.
        options: Those of `FakeCaptioner`.
    """

    def __init__(self, embedder: Embedder, **options: Any) -> None:
        super().__init__(**options)
        self.visual_space = embedder.fingerprint
        self._names = embedder.embed(list(_COLOURS))
        self.shapes: list[tuple[int, int]] = []
        """(height, width) of each picture that a vector was made of, in order."""

    def visual_vectors(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        """See `VisualCaptioner`."""
        import numpy as np

        self.batches.append(len(tiles))
        self.shapes += [(tile.valid.shape[0], tile.valid.shape[1]) for tile in tiles]
        vectors = np.stack([_shares(tile.rgb()[tile.valid]) @ self._names for tile in tiles])
        unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return unit


def _shares(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(colours,) shares of (n, 3) pixels that are nearest to each of `_COLOURS`."""
    import numpy as np

    colours = np.array(list(_COLOURS.values()), dtype=np.float32)
    nearest = np.abs(pixels[:, None].astype(np.float32) - colours).sum(axis=2).argmin(axis=1)
    shares: NDArray[np.float32] = np.bincount(nearest, minlength=len(colours)).astype(np.float32)
    shares /= len(pixels)
    return shares


def _never(_tile: TilePixels) -> bool:
    return False


if TYPE_CHECKING:
    _holds_to_the_protocol: Captioner = FakeCaptioner()

    def _holds_to_the_visual_protocol(captioner: ColourCaptioner) -> VisualCaptioner:
        return captioner
