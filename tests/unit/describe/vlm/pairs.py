"""Two dates of one place made of tiles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from tilescribe.domain.pair import PairPixels
from tilescribe.testing.pairs import pair_of

YEARS = (2023, 2026)


def dated_pair(before: NDArray[Any], after: NDArray[Any], **options: Any) -> PairPixels:
    """As `pair_of`, both taken on 14 September."""
    pair = pair_of(before, after, **options)
    first, second = (
        replace(raster, acquired=datetime(year, 9, 14, tzinfo=UTC))
        for raster, year in zip((pair.before.raster, pair.raster), YEARS, strict=True)
    )
    return replace(pair, raster=second, before=replace(pair.before, raster=first))


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
    return [dated_pair(one, flooded(one)) for one in dry]
