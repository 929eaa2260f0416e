"""Fill around a picture is told from cloud, snow and black water by its shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef, Window
from tilescribe.raster import open_raster, plan_tiles, read_tiles, scan_scene
from tilescribe.raster.collar import find_collar
from tilescribe.testing.rasters import make_raster

HEIGHT, WIDTH = 300, 360
ROWS, COLS = np.mgrid[0:HEIGHT, 0:WIDTH]
Mask = NDArray[np.bool_]


def ground(seed: int = 0) -> NDArray[np.float64]:
    """(3, HEIGHT, WIDTH) of fields, 20 to 200, nowhere black or white."""
    random = np.random.default_rng(seed)
    field = ndimage.gaussian_filter(random.standard_normal((HEIGHT, WIDTH)), 6)
    field = 20 + 180 * (field - field.min()) / np.ptp(field)
    return np.clip(np.stack([field + random.normal(0, 4, field.shape) for _ in range(3)]), 8, 230)


def with_cloud(cover: float, *, value: int, soft: bool, seed: int) -> NDArray[np.uint8]:
    """Cloud (or black water) over a share of the scene, saturated, with or without a soft edge."""
    random = np.random.default_rng(seed)
    height = ndimage.gaussian_filter(random.standard_normal((HEIGHT, WIDTH)), 25)
    height = height / height.std() + 0.25 * ndimage.gaussian_filter(random.standard_normal((HEIGHT, WIDTH)), 4) * 14
    height = height - np.quantile(height, 1 - cover)
    if not soft:
        return np.where(height > 0, value, ground(seed)).astype(np.uint8)
    share = np.clip((height + 0.3) / 0.3, 0, 1)
    return np.clip(ground(seed) * (1 - share) + (270 if value else -15) * share, 0, 255).astype(np.uint8)


def turned(degrees: float) -> Mask:
    """True on a rectangle, turned, whose bounding box is the scene."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    scale = cosine**2 - sine**2
    width, height = (WIDTH * cosine - HEIGHT * sine) / scale, (HEIGHT * cosine - WIDTH * sine) / scale
    x, y = COLS + 0.5 - WIDTH / 2, ROWS + 0.5 - HEIGHT / 2
    return (abs(x * cosine + y * sine) <= width / 2) & (abs(y * cosine - x * sine) <= height / 2)


def cut_out() -> tuple[slice, slice, Mask]:
    """A winding boundary and its bounding box."""
    angle = np.arctan2(ROWS - HEIGHT / 2, COLS - WIDTH / 2)
    radius = np.hypot((ROWS - HEIGHT / 2) / HEIGHT, (COLS - WIDTH / 2) / WIDTH)
    inside = radius < 0.4 + 0.1 * np.sin(3 * angle + 1) + 0.03 * np.sin(11 * angle)
    rows, cols = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    box = slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1)
    return *box, inside[box]


FILL = {
    "turned by 1 degree": ~turned(1),
    "turned by 12 degrees": ~turned(12),
    "turned by -25 degrees": ~turned(-25 % 90),
    "a wedge": COLS * HEIGHT < (HEIGHT - ROWS) * WIDTH / 2,
    "a small wedge": COLS + ROWS < 60,
    "a swath": (COLS < 72 - 0.1 * ROWS) | (COLS > 324 - 0.1 * ROWS),
    "a strip": COLS >= 342,
    "padding at two sides": (COLS >= 342) | (ROWS >= 290),
    "a frame": (COLS < 10) | (COLS >= 350) | (ROWS < 10) | (ROWS >= 290),
    "an L-shaped mosaic": (COLS >= 180) & (ROWS >= 150),
    "a mosaic in steps": COLS // 45 + ROWS // 38 < 3,
    "a missing sheet too": ((COLS >= 144) & (COLS < 216) & (ROWS < 60)) | ((COLS >= 288) & (ROWS >= 240)),
}
PICTURE = {
    "a disc in a corner": np.hypot(COLS, ROWS) < 110,
    "a disc at a side": np.hypot(COLS, ROWS - 150) < 60,
    "a large disc": np.hypot(COLS - 360, ROWS - 300) < 200,
    "a coast along a side": np.asarray(COLS)
    < 110 + 18 * np.sin(ROWS / 30) + 10 * np.sin(ROWS / 11) + 4 * np.sin(ROWS / 4),
    "the sea around an island": np.hypot(COLS - 180, ROWS - 150)
    > 100 + 15 * np.sin(5 * np.arctan2(ROWS - 150, COLS - 180)),
    "a roof at a side": (COLS >= 140) & (COLS < 200) & (ROWS < 40),
}


@pytest.mark.parametrize("value", [0, 255])
@pytest.mark.parametrize("name", FILL)
def test_fill_is_found_to_the_pixel(name: str, value: int) -> None:
    pixels = np.where(FILL[name], value, ground()).astype(np.uint8)
    collar = find_collar(pixels, raster_shape=(HEIGHT, WIDTH), lossy=False)
    assert collar is not None
    found = collar.mask(pixels, Window(0, 0, HEIGHT, WIDTH))
    assert found is not None
    np.testing.assert_array_equal(found, FILL[name])


@pytest.mark.parametrize("value", [0, 255])
def test_fill_around_a_picture_cut_out_along_a_boundary_is_found(value: int) -> None:
    rows, cols, inside = cut_out()
    pixels = np.where(inside, ground()[:, rows, cols], value).astype(np.uint8)
    collar = find_collar(pixels, raster_shape=inside.shape, lossy=False)
    assert collar is not None
    found = collar.mask(pixels, Window(0, 0, *inside.shape))
    assert found is not None
    assert (found != ~inside).mean() < 0.01


@pytest.mark.parametrize("value", [0, 255])
@pytest.mark.parametrize("name", PICTURE)
def test_shapes_that_fill_does_not_have_are_picture(name: str, value: int) -> None:
    pixels = np.where(PICTURE[name], value, ground()).astype(np.uint8)
    assert find_collar(pixels, raster_shape=(HEIGHT, WIDTH), lossy=False) is None


@pytest.mark.parametrize("value", [0, 255])
@pytest.mark.parametrize("radius_px", [150, 250, 400, 700])
def test_a_bay_with_a_smooth_shore_is_picture(radius_px: int, value: int) -> None:
    bay = (COLS - 120 - radius_px) ** 2 + (ROWS - HEIGHT / 2) ** 2 > radius_px**2
    scene = ground()
    scene[:, bay & (COLS < WIDTH / 2 + 100)] = value
    assert find_collar(scene.astype(np.uint8), raster_shape=(HEIGHT, WIDTH), lossy=False) is None


@pytest.mark.parametrize("soft", [True, False])
@pytest.mark.parametrize("value", [0, 255])
@pytest.mark.parametrize("cover", [0.05, 0.2, 0.5, 0.8])
def test_cloud_and_black_water_at_the_border_are_picture(cover: float, value: int, *, soft: bool) -> None:
    for seed in range(4):
        pixels = with_cloud(cover, value=value, soft=soft, seed=seed)
        assert find_collar(pixels, raster_shape=(HEIGHT, WIDTH), lossy=False) is None


@pytest.mark.parametrize("value", [0, 255])
def test_cloud_inside_a_turned_scene_stays_picture_beside_fill_of_the_same_value(value: int) -> None:
    inside = turned(12)
    pixels = np.where(inside, with_cloud(0.2, value=value, soft=True, seed=3), value).astype(np.uint8)
    collar = find_collar(pixels, raster_shape=(HEIGHT, WIDTH), lossy=False)
    assert collar is not None
    found = collar.mask(pixels, Window(0, 0, HEIGHT, WIDTH))
    assert found is not None
    assert found[~inside].mean() > 0.9
    assert found[inside & (pixels == value).all(axis=0)].mean() < 0.3


@pytest.mark.parametrize("value", [0, 255])
def test_fill_is_found_in_a_lossy_raster_stains_and_all(tmp_path: Path, value: int) -> None:
    inside = turned(12)
    pixels = np.where(inside, ground(), value).astype(np.uint8)
    path = make_raster(
        tmp_path / "a.tif", width=WIDTH, height=HEIGHT, pixels=pixels, compress="jpeg", photometric="ycbcr"
    )
    collar = scan_scene(open_raster(path)).collar
    assert collar is not None
    assert collar.value == value


def test_clouds_of_a_cloudy_scene_are_found_by_looking_at_its_tiles(tmp_path: Path) -> None:
    """The input that was reported: 8 bits, no nodata, saturated cloud on a small part of the border."""
    pixels = with_cloud(0.25, value=255, soft=True, seed=1)
    white = (pixels == 255).all(axis=0)
    assert 0.01 < np.concatenate([white[0], white[-1], white[:, 0], white[:, -1]]).mean() < 0.5
    raster = open_raster(make_raster(tmp_path / "a.tif", width=WIDTH, height=HEIGHT, pixels=pixels))
    tiles = [TileRef(at, 1, one.level_m, one.window) for at, one in enumerate(plan_tiles(raster, [900.0]))]
    outcomes = list(read_tiles(raster, tiles, scene=scan_scene(raster), side_px=224))
    shown = [outcome for outcome in outcomes if isinstance(outcome, TilePixels)]
    assert any((one.data == 255).all(axis=0).mean() > 0.3 for one in shown)
    assert all(one.valid.all() for one in shown)


def test_fill_of_a_large_raster_without_overviews_is_found_from_few_pixels(tmp_path: Path) -> None:
    """Read whole it would be too slow: single pixels tell, more of them along the edge of the fill."""
    side = 4608
    rows, cols = np.mgrid[0:side, 0:side]
    pixels = (40 + (rows * 7 + cols * 3) % 120).astype(np.uint8)[None]
    discs = pixels.copy()
    pixels[:, cols < 700 - rows // 8] = 0
    discs[:, np.hypot(rows, cols) < 1500] = 0
    for name, data, there in (("swath", pixels, True), ("disc", discs, False)):
        path = make_raster(
            tmp_path / f"{name}.tif", width=side, height=side, count=1, pixels=data, tiled=True, compress="lzw"
        )
        assert (scan_scene(open_raster(path)).collar is not None) is there
