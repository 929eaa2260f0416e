"""From a tile of the later date to the pair of both dates, or to the reason why they cannot be compared.

with EarlierReader([(raster, scene), …]) as earlier:
    expected = expected_shift(sample_of_tiles, earlier)
    for tile in read_tiles(later, …):
        pair = pair_of(tile, earlier, expected=expected)
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.comparing.alignment import align
from tilescribe.comparing.clouds import hidden_pixels
from tilescribe.comparing.comparability import (
    LEAST_CLEAR,
    LEAST_COMPARABLE,
    LEAST_COVERAGE,
    NotComparable,
    Obstacle,
    no_common_bands,
    too_different_scales,
)
from tilescribe.comparing.joining import coverage, joined
from tilescribe.domain.pair import PairPixels
from tilescribe.errors import RasterError

if TYPE_CHECKING:
    from tilescribe.comparing.alignment import Alignment, ExpectedShift
    from tilescribe.domain.pair import BandLight
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.raster import EarlierPixels, EarlierReader

__all__ = ["pair_of", "pair_with"]

_LARGEST_SHIFT = 0.25
"""Of the tile's shorter side."""


def pair_of(
    after: TilePixels, earlier: EarlierReader, *, expected: ExpectedShift | None = None
) -> PairPixels | NotComparable:
    """Both dates of a tile on its grid, aligned.

    Args:
        after: A tile of the later raster as `read_tiles` gives it, decimated or not.
        earlier: Of the rasters of one earlier date; one thread at a time.
        expected: `expected_shift` of the same rasters; None: the tile must be aligned by itself.

    Returns:
        The pair, or why there is none. An earlier file that is gone or broken is a reason, too.
    """
    try:
        before = earlier.read(after)
    except RasterError as error:
        return NotComparable(Obstacle.UNREADABLE, str(error))
    if before is None:
        return NotComparable(Obstacle.COVERAGE, "The earlier date shows nothing of the tile")
    return pair_with(after, before, expected=expected)


def pair_with(
    after: TilePixels, before: EarlierPixels, *, expected: ExpectedShift | None = None
) -> PairPixels | NotComparable:
    """The same as `pair_of`, of what has been read already.

    Args:
        after: The tile.
        before: What the earlier date shows of it and around it.
        expected: As of `pair_of`.
    """
    refusal = _refusal(after, before, expected)
    if refusal is not None:
        return refusal
    alignment = align(after, before, expected=expected)
    pair = _paired(after, before, alignment, expected.light if expected is not None else ())
    # Under cloud nothing is found again, and that is what must be said.
    return pair if alignment.aligned or isinstance(pair, NotComparable) else _not_aligned(after)


def _refusal(after: TilePixels, before: EarlierPixels, expected: ExpectedShift | None) -> NotComparable | None:
    """What can be said before anything is aligned."""
    refusal = no_common_bands(after.raster, before.raster)
    if refusal is None:
        refusal = too_different_scales(after, earlier_gsd_m=before.gsd_m)
    if refusal is not None:
        return refusal
    if expected is not None and math.hypot(expected.x_m, expected.y_m) > _LARGEST_SHIFT * _side_m(after):
        return _too_far(after, expected)
    share = coverage(after, before.covered)
    return _too_little(share) if share < LEAST_COVERAGE else None


def _paired(
    after: TilePixels, before: EarlierPixels, alignment: Alignment, light: tuple[BandLight, ...]
) -> PairPixels | NotComparable:
    pair = joined(after, before, alignment.shift, light=light)
    if pair.coverage < LEAST_COVERAGE:
        return _too_little(pair.coverage)
    share = float(pair.comparable.mean())
    return _too_little_in_both(share) if share < LEAST_COMPARABLE else _without_clouds(pair)


def _without_clouds(pair: PairPixels) -> PairPixels | NotComparable:
    hidden = hidden_pixels(pair.before, pair)
    if hidden is None:
        return pair
    comparable = pair.comparable & ~hidden.either
    both = int(np.count_nonzero(pair.comparable))
    if np.count_nonzero(comparable) < LEAST_CLEAR * both or comparable.mean() < LEAST_COMPARABLE:
        before, after = (np.count_nonzero(mask & pair.comparable) / both for mask in (hidden.before, hidden.after))
        return NotComparable(
            Obstacle.CLOUD,
            f"Clouds, their shadows or snow hide {before:.0%} before and {after:.0%} after of what both dates show "
            f"of the tile; {LEAST_CLEAR:.0%} must be clear on both",
        )
    return replace(pair, comparable=comparable)


def _too_little_in_both(share: float) -> NotComparable:
    return NotComparable(
        Obstacle.COVERAGE, f"Both dates show {share:.1%} of the tile together, and {LEAST_COMPARABLE:.0%} are needed"
    )


def _too_little(share: float) -> NotComparable:
    return NotComparable(
        Obstacle.COVERAGE, f"The earlier date shows {share:.0%} of the tile, and {LEAST_COVERAGE:.0%} are needed"
    )


def _not_aligned(after: TilePixels) -> NotComparable:
    most = _LARGEST_SHIFT * min(after.valid.shape)
    return NotComparable(
        Obstacle.SHIFT,
        f"The dates cannot be aligned: nothing of the earlier one is found again within {most:.0f} px "
        f"({most * after.gsd_m:.3g} m, a quarter of the tile), here or in other tiles; check "
        "the georeferencing of both",
    )


def _too_far(after: TilePixels, expected: ExpectedShift) -> NotComparable:
    found_m = math.hypot(expected.x_m, expected.y_m)
    return NotComparable(
        Obstacle.SHIFT,
        f"The rasters are shifted by {found_m:.3g} m ({found_m / after.gsd_m:.0f} px), more than a quarter of the tile "
        f"of {_side_m(after):.3g} m; georeference one of them anew, or compare larger tiles",
    )


def _side_m(after: TilePixels) -> float:
    side_px: int = min(after.valid.shape)
    return side_px * after.gsd_m
