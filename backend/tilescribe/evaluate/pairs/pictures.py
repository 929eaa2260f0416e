"""Pairs of plain pictures as captioners of changes get them: read, of one size, and aligned as two rasters are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.comparing.alignment import ExpectedShift
from tilescribe.comparing.common import pair_with
from tilescribe.comparing.comparability import NotComparable
from tilescribe.describe.pictures import picture_pixels
from tilescribe.errors import PictureReadError
from tilescribe.evaluate.datasets import Picture, open_picture
from tilescribe.raster import EarlierPixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.pair import PairPixels
    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import TileRef

    Pixels = NDArray[np.uint8]

__all__ = ["altered_reader", "pair_pixels", "read_pair"]

_REGISTERED_PX = 3.0
"""Data sets hold pairs that were laid on each other, to a few pixels: where nothing is found again, all has changed."""
_TRUST = 0.9
"""How sure that is."""


def read_pair(pair: Picture) -> Pixels:
    """Both pictures of a pair on top of each other, (height, width, 6): the earlier one first. Any thread may call it.

    Raises:
        PictureReadError: One of the files is gone or broken, or they differ in size.
    """
    earlier, later = open_picture(pair.earlier), open_picture(pair)
    if earlier.shape != later.shape:
        sizes = [f"{shape[1]} x {shape[0]}" for shape in (earlier.shape, later.shape)]
        raise PictureReadError(
            f"The pictures of a pair must show the same ground: {pair.before} has {sizes[0]} pixels, {pair.member} "
            f"{sizes[1]}",
            remedy="Cut or resample one of them, or index and compare both as rasters",
        )
    return np.concatenate([earlier, later], axis=-1)


def altered_reader(alter: Callable[[Pixels], tuple[Pixels, Pixels]]) -> Callable[[Picture], Pixels]:
    """Reads, in the place of a pair, the earlier picture and what an alteration makes of it, as `read_pair` does."""

    def read(pair: Picture) -> Pixels:
        return np.concatenate(alter(open_picture(pair.earlier)), axis=-1)

    return read


def pair_pixels(both: Pixels, tile: TileRef, raster: Raster, *, side_px: int) -> PairPixels:
    """The pair as a captioner of changes gets it, the shift between the two taken out.

    Args:
        both: (height, width, 6), as of `read_pair`.
        tile: Of the later picture.
        raster: The later picture.
        side_px: Longest side of the arrays; larger pictures are averaged down.

    Raises:
        PictureReadError: The two cannot be aligned, or are too small to be compared.
    """
    earlier, later = (
        picture_pixels(np.ascontiguousarray(part), tile, raster, side_px=side_px)
        for part in (both[..., :3], both[..., 3:])
    )
    registered = ExpectedShift(0.0, 0.0, _REGISTERED_PX * later.gsd_m, _TRUST, tiles=0)
    pair = pair_with(later, EarlierPixels.of_picture(later, earlier), expected=registered)
    if isinstance(pair, NotComparable):
        raise PictureReadError(f"not comparable: {pair.reason}", remedy="Take the pair out of the data set")
    return pair
