"""The reading stage against a bare rasterio loop over the same windows."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window as RasterioWindow

from benchmarks.measure import Result, at_least, median_ratio
from tilescribe import config
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef
from tilescribe.raster import open_raster, plan_tiles, read_tiles, scan_scene

SIDE_PX = 4096
TILE_PX = 224
GSD_M = 0.5

KINDS: dict[str, dict[str, object]] = {
    "JPEG, 3 x uint8": {"count": 3, "dtype": "uint8", "compress": "jpeg", "photometric": "ycbcr", "block": 256},
    "deflate, 4 x uint16": {"count": 4, "dtype": "uint16", "compress": "deflate", "predictor": 2, "block": 512},
    "uncompressed, 4 x uint16": {"count": 4, "dtype": "uint16", "block": 512},
}


def measure() -> list[Result]:
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for name, kind in KINDS.items():
            path = _draw(Path(folder) / "scene.tif", dict(kind))
            results += [_compare(path, name, overlap) for overlap in (0.0, 0.25)]
    return results


def _compare(path: Path, name: str, overlap: float) -> Result:
    raster = open_raster(str(path))
    planned = plan_tiles(raster, (TILE_PX * GSD_M,), overlap=overlap)
    tiles = [TileRef(number, 1, tile.level_m, tile.window) for number, tile in enumerate(planned)]
    scene = scan_scene(raster)

    def bare() -> None:
        with rasterio.open(path) as dataset:
            for tile in tiles:
                window = tile.window
                dataset.read(window=RasterioWindow(window.col, window.row, window.width, window.height))

    def ours() -> None:
        outcomes = read_tiles(raster, tiles, scene=scene, side_px=TILE_PX, threads=config.reader_threads())
        assert sum(isinstance(outcome, TilePixels) for outcome in outcomes) == len(tiles)

    ratio, mine, theirs = median_ratio(ours, bare)
    placing = f"{overlap:.0%} overlap" if overlap else "side by side"
    return at_least(
        f"{name}, {placing}: throughput against the bare loop",
        1 / ratio,
        0.8,
        detail=f"{len(tiles) / mine:,.0f} against {len(tiles) / theirs:,.0f} tiles/s",
    )


def _draw(path: Path, kind: dict[str, object]) -> Path:
    """Smooth shapes with noise: compresses about as well as imagery does."""
    rng = np.random.default_rng(5)
    block = kind.pop("block")
    top = 255 if kind["dtype"] == "uint8" else 4000
    coarse = rng.random((SIDE_PX // 64 + 1, SIDE_PX // 64 + 1))
    smooth = np.kron(coarse, np.ones((64, 64)))[:SIDE_PX, :SIDE_PX]
    profile = {
        "driver": "GTiff",
        "width": SIDE_PX,
        "height": SIDE_PX,
        "crs": "EPSG:32633",
        "transform": from_origin(400_000, 5_800_000, GSD_M, GSD_M),
        "tiled": True,
        "blockxsize": block,
        "blockysize": block,
        **kind,
    }
    with rasterio.open(path, "w", **profile) as dataset:
        for band in range(1, dataset.count + 1):
            noisy = smooth * top * 0.8 + rng.normal(0, top / 50, smooth.shape)
            dataset.write(np.clip(noisy, 1, top).astype(str(kind["dtype"])), band)
    return path
