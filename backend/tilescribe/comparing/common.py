"""From a tile of the later date to the pair of both dates, or to the reason why they cannot be compared.

    with closing(PairReader({path: (raster, scene_finder), …}, side_px=224)) as pairs:
        pairs.prepare(later, tiles, scene)
        for tile in read_tiles(later, tiles, scene=scene, side_px=224):
            pair = pairs.pair_of(tile, before_paths)

`pair_of` alone does one tile, with what `expected_shift` found of others, or without.
"""

from __future__ import annotations

import logging
import math
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.comparing.alignment import MOST_SAMPLED, align, expected_shift
from tilescribe.comparing.comparability import (
    LEAST_COMPARABLE,
    LEAST_COVERAGE,
    NotComparable,
    Obstacle,
    no_common_bands,
    too_different_scales,
)
from tilescribe.domain.pair import PairPixels, Shift
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import RasterNotFoundError
from tilescribe.raster import EarlierReader, read_tiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from tilescribe.comparing.alignment import Alignment, ExpectedShift
    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import TileRef
    from tilescribe.raster import EarlierPixels, Scene

__all__ = ["NotComparable", "Obstacle", "PairReader", "pair_of"]

_LOG = logging.getLogger(__name__)

_LARGEST_SHIFT = 0.25
"""Of the tile's shorter side."""
_LEAST_SAMPLED = 12
_SAMPLED_SHARE = 0.2
"""Of the tiles of a level, which are read twice for it."""


class PairReader:
    """Pairs of the tiles of one later raster with rasters of earlier dates. Not for several threads; `close` it.

    The shift that is to be expected of each earlier date is found from a sample of up to 64 tiles, when the first tile
    is compared with it.

    Args:
        earlier: Rasters by their paths, of any dates, each with what finds its scene.
        side_px: Longest side of the tiles' arrays, as `read_tiles` has it.
    """

    def __init__(self, earlier: Mapping[str, tuple[Raster, Callable[[], Scene]]], *, side_px: int) -> None:
        self._earlier = earlier
        self._side_px = side_px
        self._reader = EarlierReader(list(earlier.values()))
        self._later: tuple[Raster, Sequence[TileRef], Scene] | None = None
        self._expected: dict[str, ExpectedShift | None] = {}

    def prepare(self, later: Raster, tiles: Sequence[TileRef], scene: Scene) -> None:
        """Tell from which tiles the shift may be learned: those that are going to be compared, with their scene."""
        self._later = later, tiles, scene
        self._expected = {}

    def pair_of(self, after: TilePixels, before_paths: Sequence[str]) -> PairPixels | NotComparable:
        """Both dates of a tile on its grid, aligned.

        Args:
            after: A tile of the later raster as `read_tiles` gives it, decimated or not.
            before_paths: Of the rasters of one earlier date.

        Raises:
            RasterNotFoundError: None of the paths is known.
            RasterReadError: An earlier raster, or its pixels there, cannot be read.
            NotGeoreferencedError: It has no place on Earth (any more).
        """
        known = [path for path in before_paths if path in self._earlier]
        if not known:
            raise RasterNotFoundError(
                f"{', '.join(before_paths)} was to be compared with, and is not in the catalog any more",
                remedy="Index it again, or compare with another date",
            )
        return pair_of(after, self._reader, paths=known, expected=self.expected(known))

    def expected(self, paths: Sequence[str]) -> ExpectedShift | None:
        """Of the later raster against the date of some earlier ones; None where its tiles do not tell."""
        date = _date_of(self._earlier[paths[0]][0])
        if date not in self._expected:
            self._expected[date] = self._learned(
                [path for path, (raster, _) in self._earlier.items() if _date_of(raster) == date]
            )
        return self._expected[date]

    def close(self) -> None:
        """Close all files. It can be used again afterwards."""
        self._reader.close()

    def _learned(self, paths: Sequence[str]) -> ExpectedShift | None:
        if self._later is None:
            return None
        later, tiles, scene = self._later
        for level_m in sorted({tile.level_m for tile in tiles}):
            level = [tile for tile in tiles if tile.level_m == level_m]
            count = min(len(level), max(_LEAST_SAMPLED, min(MOST_SAMPLED, round(_SAMPLED_SHARE * len(level)))))
            sample = [level[number * len(level) // count] for number in range(count)]
            with closing(read_tiles(later, sample, scene=scene, side_px=self._side_px)) as outcomes:
                found = expected_shift(_pictures(outcomes), self._reader, paths=paths)
            if found is not None:
                _LOG.info("%s is shifted by %.3g, %.3g m against %s", later.path, found.x_m, found.y_m, paths[0])
                return found
        return None


def _pictures(outcomes: Iterator[object]) -> Iterator[TilePixels]:
    return (outcome for outcome in outcomes if isinstance(outcome, TilePixels))


def _date_of(raster: Raster) -> str:
    """What rasters of one date have in common; where no date is known, each is its own."""
    return raster.path if raster.acquired is None else raster.acquired.date().isoformat()


def pair_of(
    after: TilePixels,
    earlier: EarlierReader,
    *,
    paths: Sequence[str] | None = None,
    expected: ExpectedShift | None = None,
) -> PairPixels | NotComparable:
    """Both dates of a tile on its grid, aligned.

    Args:
        after: A tile of the later raster as `read_tiles` gives it, decimated or not.
        earlier: Of the earlier rasters; one thread at a time.
        paths: Of the earlier rasters that count; None: all.
        expected: `expected_shift` of the same rasters; None: the tile must be aligned by itself.

    Raises:
        RasterReadError: An earlier raster, or its pixels there, cannot be read.
        NotGeoreferencedError: A raster has no place on Earth (any more).
    """
    before = earlier.read(after, paths=paths)
    if before is None:
        return NotComparable(Obstacle.COVERAGE, "The earlier date shows nothing of the tile")
    refusal = _refusal(after, before, expected)
    if refusal is not None:
        return refusal
    alignment = align(after, before, expected=expected)
    if not alignment.aligned:
        return _not_aligned(after)
    return _paired(after, before, alignment)


def _refusal(after: TilePixels, before: EarlierPixels, expected: ExpectedShift | None) -> NotComparable | None:
    """What can be said before anything is aligned."""
    refusal = no_common_bands(after.raster, before.raster)
    if refusal is None:
        refusal = too_different_scales(after, earlier_gsd_m=before.gsd_m)
    if refusal is not None:
        return refusal
    if expected is not None and math.hypot(expected.x_m, expected.y_m) > _LARGEST_SHIFT * _side_m(after):
        return _too_far(after, expected)
    coverage = _coverage(after, before.covered)
    return _too_little(coverage) if coverage < LEAST_COVERAGE else None


def _paired(after: TilePixels, before: EarlierPixels, alignment: Alignment) -> PairPixels | NotComparable:
    shift = alignment.shift
    data, valid, paths = before.moved(shift.x_px, shift.y_px)
    coverage = _coverage(after, valid)
    if coverage < LEAST_COVERAGE:
        return _too_little(coverage)
    pair = PairPixels(
        tile=after.tile,
        raster=after.raster,
        stretch=after.stretch,
        data=after.data,
        valid=after.valid,
        ground=after.ground,
        before=TilePixels(after.tile, before.raster, before.stretch, data, valid, after.ground),
        shift=Shift(shift.x_px, shift.y_px, shift.confidence),
        comparable=after.valid & valid,
        coverage=coverage,
        detail_m=max(after.gsd_m, before.gsd_m),
        gsd_ratio=before.gsd_m / _stored_gsd_m(after),
        angle_deg=before.angle_deg,
        before_paths=paths,
    )
    share = float(pair.comparable.mean())
    if share < LEAST_COMPARABLE:
        return NotComparable(
            Obstacle.COVERAGE,
            f"Both dates show {share:.1%} of the tile together, and {LEAST_COMPARABLE:.0%} are needed",
        )
    return pair


def _coverage(after: TilePixels, valid: NDArray[np.bool_]) -> float:
    whole = int(np.count_nonzero(after.valid))
    return int(np.count_nonzero(valid & after.valid)) / whole if whole else 0.0


def _stored_gsd_m(after: TilePixels) -> float:
    return after.raster.gsd_m if after.ground is None else after.ground.gsd_m


def _too_little(coverage: float) -> NotComparable:
    return NotComparable(
        Obstacle.COVERAGE, f"The earlier date shows {coverage:.0%} of the tile, and {LEAST_COVERAGE:.0%} are needed"
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
