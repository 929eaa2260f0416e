"""A captioner for tests: instant and deterministic, and slow or broken on demand."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, Measurements
from tilescribe.errors import CaptionerFailedError

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.pixels import TilePixels

__all__ = ["FakeCaptioner"]

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


def _never(_tile: TilePixels) -> bool:
    return False


if TYPE_CHECKING:
    _holds_to_the_protocol: Captioner = FakeCaptioner()
