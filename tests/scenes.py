"""Small georeferenced scenes whose content a question can tell apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

SIDE_PX = 672
"""Three tiles of 224 px: enough for neighbours, edges and one coarser level none of which is large."""


def draw(path: Path, *, seed: int, west: float = 400_000.0, cover: str = "mixed") -> Path:
    """A 4-band 16-bit reflectance raster of 0.5 m: water in the west, forest in the east, or one of them."""
    rng = np.random.default_rng(seed)
    water = np.array([500, 600, 700, 200])[:, None, None]
    forest = np.array([350, 550, 300, 4200])[:, None, None]
    columns = np.arange(SIDE_PX)[None, None, :]
    split = {"mixed": SIDE_PX // 2, "water": SIDE_PX, "forest": 0}[cover]
    scene = np.where(columns < split, water, forest) * np.ones((4, SIDE_PX, SIDE_PX))
    scene *= rng.normal(1.0, 0.12, (1, SIDE_PX, SIDE_PX))
    profile = {
        "driver": "GTiff",
        "width": SIDE_PX,
        "height": SIDE_PX,
        "count": 4,
        "dtype": "uint16",
        "crs": "EPSG:32633",
        "transform": from_origin(west, 5_800_000.0, 0.5, 0.5),
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "compress": "deflate",
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with rasterio.open(path, "w", **profile) as dataset:
        dataset.write(np.clip(scene, 1, 10_000).astype(np.uint16))
        for number, name in enumerate(("red", "green", "blue", "nir"), start=1):
            dataset.set_band_description(number, name)
        dataset.scales = (0.0001,) * 4
    return path
