"""The stretch and the collar are found from a sample, whatever the scene is made of."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef
from tilescribe.raster import open_raster, plan_tiles, read_tiles, scan_scene
from tilescribe.testing.rasters import make_raster


def test_one_broken_block_does_not_fail_the_scene(tmp_path: Path) -> None:
    scan_scene(open_raster(make_raster(tmp_path / "a.tif", kind="truncated", width=320, height=256)))


def test_dark_picture_at_the_border_of_a_lossy_raster_is_no_collar(tmp_path: Path) -> None:
    rows, cols = np.mgrid[0:512, 0:512]
    water = 4 + np.random.default_rng(0).integers(-3, 4, (3, 512, 512))  # dark water, never all zero
    pixels = np.where(cols < 200, water, 90 + (rows + cols) % 100).astype(np.uint8)
    path = make_raster(tmp_path / "a.tif", width=512, height=512, pixels=pixels, compress="jpeg", photometric="ycbcr")
    assert scan_scene(open_raster(path)).collar is None


def test_zeros_inside_the_scene_are_picture_though_a_collar_is_there(tmp_path: Path) -> None:
    rows, cols = np.mgrid[0:448, 0:448]
    pixels = np.random.default_rng(0).integers(20, 255, (3, 448, 448), dtype=np.uint8)
    lake = (rows - 300) ** 2 + (cols - 300) ** 2 < 60**2
    pixels[:, (rows + cols < 150) | lake] = 0
    raster = open_raster(make_raster(tmp_path / "a.tif", width=448, height=448, pixels=pixels))
    tiles = [TileRef(0, 1, t.level_m, t.window) for t in plan_tiles(raster, [448 * raster.gsd_m])]
    (outcome,) = read_tiles(raster, tiles, scene=scan_scene(raster), side_px=448)
    assert isinstance(outcome, TilePixels)
    assert outcome.valid[lake].all()
