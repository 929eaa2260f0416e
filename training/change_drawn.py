"""The demo's made-up valley before and during its flood: places at two dates whose truth is known."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.change_pairs import SIDE_PX, UNKNOWN, Places, labels, looks

__all__ = ["drawn_places"]

Pictures = NDArray[np.uint8]
_SIDES_M = (100, 420)
_WET_FROM = 0.08
"""Share of a part that was land and is water, from which it is flooded."""
_DRY_TO = 0.002
_CLOUDED_TO = 0.02


def drawn_places(
    count: int, dice: np.random.Generator, *, seed: int = 11, size_px: int = 2048, looked: int = 2, plain: float = 0.25
) -> Iterator[Places]:
    """Flooded parts and dry ones, of another valley than the demo's own.

    Args:
        count: Of each.
        dice: Draws the parts.
        seed: Of the scenes; the demo's is 7.
        size_px: Side of the scenes, which cover 2,048 m.
        looked: How often each date is looked at.
        plain: Share of the looks that are as they are.
    """
    from tilescribe.demo import draw_scenes

    with tempfile.TemporaryDirectory() as folder:
        drawn = draw_scenes(Path(folder), seed=seed, size_px=size_px)
        before, after = _shown(drawn.valley), _shown(drawn.flood)
        flooded, water, clouded = (
            _rasterised(drawn.truth, drawn.valley, kinds) for kinds in (("flood",), ("river", "lake"), ("cloud",))
        )
    cut: dict[bool, list[tuple[Pictures, Pictures]]] = {True: [], False: []}
    low, high = (side_m * size_px // 2048 for side_m in _SIDES_M)
    for _ in range(100 * count):
        side = int(dice.integers(low, high))
        top, left = (int(dice.integers(0, size_px - side)) for _ in range(2))
        place = np.s_[top : top + side, left : left + side]
        share = float((flooded[place] & ~water[place]).mean())
        wet = share > _WET_FROM
        if clouded[place].mean() > _CLOUDED_TO or (not wet and share > _DRY_TO) or len(cut[wet]) >= count:
            continue
        cut[wet].append((_square(before[place]), _square(after[place])))
    for wet, pairs in cut.items():
        if not pairs:
            continue
        first, second = (np.stack([pair[date] for pair in pairs]) for date in range(2))
        unknown = {"vegetation lost": UNKNOWN, "vegetation grown": UNKNOWN, "new buildings": UNKNOWN}
        happened = {"changed": 1.0, "flooded": 1.0} | unknown if wet else {}
        undone = {"changed": 1.0, "water gone": 1.0} | unknown if wet else {}
        n = len(pairs)
        name = "drawn flood" if wet else "drawn dry"
        one, other = (looks(some, looked, dice, plain=plain) for some in (first, second))
        yield Places(name, one, other, labels(n, happened), labels(n, undone))


def _shown(path: Path) -> Pictures:
    """(height, width, 3), stretched from the 2nd to the 98th percentile."""
    import rasterio

    with rasterio.open(path) as raster:
        bands: NDArray[Any] = raster.read([1, 2, 3])
    few = bands[:, ::8, ::8].reshape(3, -1)
    low, high = (np.percentile(few, share, axis=1)[:, None, None] for share in (2, 98))
    shown: Pictures = np.clip((bands - low) / (high - low) * 255, 0, 255).astype(np.uint8).transpose(1, 2, 0)
    return shown


def _rasterised(truth: Path, scene: Path, kinds: tuple[str, ...]) -> NDArray[np.bool_]:
    """(height, width) where the truth has things of the kinds."""
    import geopandas
    import rasterio
    from rasterio.features import rasterize

    from tilescribe.demo.scene.truth import read_truth

    shapes = [feature.geometry for feature in read_truth(truth).features if feature.kind in kinds]
    with rasterio.open(scene) as raster:
        placed = geopandas.GeoSeries(shapes, crs="EPSG:4326").to_crs(raster.crs)
        filled: NDArray[np.uint8] = rasterize(placed.tolist(), raster.shape, transform=raster.transform)
    return filled.astype(bool)


def _square(picture: Pictures) -> Pictures:
    return np.asarray(Image.fromarray(picture).resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC))
