"""North and pixel size are those at the tile, whatever the projection and the georeferencing."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer

from tilescribe.describe.builtin.pictures import picture_of
from tilescribe.describe.facts.cover import Cover
from tilescribe.describe.facts.evidence import gather
from tilescribe.describe.facts.position import turn_to_north
from tilescribe.describe.vlm.context import Context
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef, Window
from tilescribe.raster import locate, open_raster, read_tiles, scan_scene
from tilescribe.raster.local_ground import local_grounds
from tilescribe.testing.rasters import make_raster

SIDE = 224


def transform_around(crs: str, lon: float, lat: float, *, gsd: float = 10.0, turned: float = 0.0) -> tuple[float, ...]:
    """North-up in the map (or turned from it), the raster's centre at a place."""
    x, y = Transformer.from_crs("OGC:CRS84", crs, always_xy=True).transform(lon, lat)
    cosine, sine = gsd * math.cos(math.radians(turned)), gsd * math.sin(math.radians(turned))
    half = SIDE / 2
    return (cosine, sine, x - (cosine + sine) * half, sine, -cosine, y - (sine - cosine) * half)


def tile_with_pond(path: str) -> TilePixels:
    """Read from a real file: crops, with a pond in the middle of the top of the stored array."""
    raster = open_raster(path, profile="rgbn")
    tile = TileRef(0, 1, 2240.0, Window(0, 0, SIDE, SIDE))
    (outcome,) = read_tiles(raster, [tile], scene=scan_scene(raster), side_px=SIDE)
    assert isinstance(outcome, TilePixels)
    return outcome


def write(path: Path, *, kind: str = "projected", crs: str | None = None, transform: tuple[float, ...] | None) -> str:
    pixels = np.empty((4, SIDE, SIDE), np.float32)
    pixels[:] = np.array([0.05, 0.09, 0.04, 0.45], np.float32)[:, None, None]
    pixels += np.random.default_rng(0).normal(0, 0.002, pixels.shape).astype(np.float32)
    pixels[:, 10:60, 87:137] = np.array([0.04, 0.06, 0.07, 0.02], np.float32)[:, None, None]
    return make_raster(
        path,
        kind=kind,
        width=SIDE,
        height=SIDE,
        count=4,
        dtype="float32",
        crs=crs,
        transform=transform,  # type: ignore[arg-type]
        pixels=pixels,
    )


CASES = [
    # (crs, longitude, latitude, turned in the map by, where the top of the array lies)
    ("EPSG:3413", -45.0, 75.0, 0.0, "in the north"),
    ("EPSG:3413", 135.0, 75.0, 0.0, "in the south"),
    ("EPSG:3413", 45.0, 75.0, 0.0, "in the east"),
    ("EPSG:3413", -135.0, 75.0, 0.0, "in the west"),
    ("EPSG:3413", 0.0, 75.0, 0.0, ""),
    ("EPSG:3413", 0.0, 75.0, 45.0, "in the north"),
    ("EPSG:3031", 0.0, -75.0, 0.0, "in the north"),
    ("EPSG:3031", 180.0, -75.0, 0.0, "in the south"),
    ("EPSG:3413", 0.0, 90.0, 0.0, ""),
    ("EPSG:32633", 15.0, 48.0, 0.0, "in the north"),
    ("EPSG:32633", 15.0, 48.0, 90.0, "in the west"),
    ("EPSG:3857", 15.0, 70.0, 0.0, "in the north"),
]


@pytest.mark.parametrize(("crs", "lon", "lat", "turned", "place"), CASES)
def test_compass_words_hold_where_the_tile_is(
    tmp_path: Path, crs: str, lon: float, lat: float, turned: float, place: str
) -> None:
    path = write(tmp_path / "a.tif", crs=crs, transform=transform_around(crs, lon, lat, turned=turned))
    tile = tile_with_pond(path)
    assert gather(tile).places[Cover.WATER] == place
    assert ("North is at the top." in Context.of(tile).render()) is bool(place)
    assert ("No side of it faces north" in Context.of(tile).render()) is not bool(place)
    # What models look at is laid the same way.
    turn = turn_to_north(tile)
    green = tile.rgb()[..., 1]
    np.testing.assert_array_equal(picture_of(tile)[..., 1], green if turn is None else turn(green))


@pytest.mark.parametrize(("kind", "place"), [("gcps", "in the north"), ("south-up", "in the south")])
def test_compass_words_hold_for_georeferencing_of_every_kind(tmp_path: Path, kind: str, place: str) -> None:
    assert gather(tile_with_pond(write(tmp_path / "a.tif", kind=kind, transform=None))).places[Cover.WATER] == place


def test_north_agrees_with_a_step_to_the_north(tmp_path: Path) -> None:
    """Against PROJ itself: going by the axes leads to a higher latitude on the same meridian."""
    crs = "EPSG:3413"
    path = write(tmp_path / "a.tif", crs=crs, transform=transform_around(crs, 100.0, 70.0))
    raster = open_raster(path, profile="rgbn")
    ground = locate(raster)
    (under,) = local_grounds(raster, [Window(0, 0, SIDE, SIDE)], ground)
    assert under.axes is not None
    a, b, d, e = under.axes
    across, down = np.linalg.solve(np.array([[a, b], [d, e]]), np.array([0.0, 100.0]))
    lon, lat = ground.lonlat([112.0, 112.0 + across], [112.0, 112.0 + down])
    assert lon[1] == pytest.approx(lon[0], abs=1e-5)
    assert lat[1] - lat[0] == pytest.approx(100 / 111_500, rel=0.01)


def test_the_pixel_size_is_that_of_the_tile(tmp_path: Path) -> None:
    """Mercator from the equator to 75 degrees north: a pixel measures a quarter as much at the top."""
    step = 5000.0
    path = make_raster(
        tmp_path / "a.tif", width=448, height=2560, crs="EPSG:3857", transform=(step, 0, 0, 0, -step, 2560 * step)
    )
    raster = open_raster(path)
    windows = [Window(0, 0, SIDE, SIDE), Window(2560 - SIDE, 0, SIDE, SIDE)]
    tiles = [TileRef(number, 1, 1e6, window) for number, window in enumerate(windows)]
    read = {one.tile.id: one for one in read_tiles(raster, tiles, scene=scan_scene(raster), side_px=SIDE)}
    top, bottom = read[0], read[1]
    assert isinstance(top, TilePixels)
    assert isinstance(bottom, TilePixels)
    for tile, row in ((top, SIDE / 2), (bottom, 2560 - SIDE / 2)):
        northing = (2560 - row) * step
        true_m = step / math.cosh(northing / 6_378_137)
        assert tile.gsd_m == pytest.approx(true_m, rel=0.01)
        assert tile.ground_m == pytest.approx((SIDE * true_m, SIDE * true_m), rel=0.01)
        assert f"{float(f'{true_m / 1000:.2g}'):g} km a pixel" in Context.of(tile).render()
    assert bottom.gsd_m > 3 * top.gsd_m


def test_pixels_alike_at_another_size_are_told_apart(tmp_path: Path) -> None:
    pixels = np.tile(np.random.default_rng(0).integers(20, 200, (3, SIDE, SIDE), dtype=np.uint8), (1, 12, 1))
    path = make_raster(
        tmp_path / "a.tif",
        width=SIDE,
        height=12 * SIDE,
        pixels=pixels,
        crs="EPSG:4326",
        transform=(0.02, 0, 10, 0, -0.02, 60),
    )
    raster = open_raster(path)
    tiles = [TileRef(number, 1, 1e6, Window(number * SIDE, 0, SIDE, SIDE)) for number in (0, 10)]
    digests = {
        one.content_hash()
        for one in read_tiles(raster, tiles, scene=scan_scene(raster), side_px=SIDE)
        if isinstance(one, TilePixels)
    }
    assert len(digests) == 2
