"""Two dates of one place made of tiles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from tests.unit.describe.made_up import tile_of

from tilescribe.domain.pair import PairPixels, Shift
from tilescribe.domain.pixels import TilePixels

YEARS = (2023, 2026)


def pair_of(
    before: TilePixels,
    after: TilePixels,
    *,
    comparable: NDArray[np.bool_] | None = None,
    detail_m: float | None = None,
) -> PairPixels:
    """The later one with the earlier one on its grid, both taken on 14 September."""
    first, second = (
        replace(tile.raster, acquired=datetime(year, 9, 14, tzinfo=UTC))
        for tile, year in zip((before, after), YEARS, strict=True)
    )
    return PairPixels(
        tile=after.tile,
        raster=second,
        stretch=after.stretch,
        data=after.data,
        valid=after.valid,
        ground=after.ground,
        before=replace(before, raster=first),
        shift=Shift(0.0, 0.0, 1.0),
        comparable=before.valid & after.valid if comparable is None else comparable,
        coverage=1.0,
        detail_m=after.gsd_m if detail_m is None else detail_m,
        gsd_ratio=1.0,
        angle_deg=0.0,
        before_paths=(before.raster.path,),
    )


def town(seed: int = 0, *, side: int = 96) -> NDArray[np.uint8]:
    """(3, side, side): blocks of other brightness on uneven ground."""
    random = np.random.default_rng(seed)
    ground = gaussian_filter(random.uniform(0, 1, (side, side)), 6)
    ground = 60 + 80 * (ground - ground.min()) / np.ptp(ground)
    for _ in range(side // 3):
        row, col = random.integers(0, side - 12, 2)
        height, width = random.integers(4, 12, 2)
        ground[row : row + height, col : col + width] = random.uniform(90, 230)
    return np.stack([ground, ground * 0.95, ground * 0.85]).astype(np.uint8)


def flooded(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Water over the western third."""
    wet = picture.copy()
    wet[:, :, : picture.shape[2] // 3] = np.array([40, 60, 80], np.uint8)[:, None, None]
    return wet


def made_pairs(count: int, *, side: int = 96) -> list[PairPixels]:
    """So many places of which the west was flooded."""
    dry = [town(seed, side=side) for seed in range(count)]
    return [pair_of(tile_of(one), tile_of(flooded(one))) for one in dry]
