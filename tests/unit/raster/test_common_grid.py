"""Earlier rasters on the grid of a later raster's tiles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef, Window
from tilescribe.errors import RasterReadError
from tilescribe.raster import EarlierReader, open_raster, read_tiles, scan_scene
from tilescribe.raster.georeference import locate
from tilescribe.testing.rasters import PLACED, make_raster

WIDTH, HEIGHT = 160, 128


class Ground:
    """A pattern on the ground around a place, in metres east and north of it; 0 to 1, three bands."""

    def __init__(self, lon: float, lat: float, finest_m: float) -> None:
        self.crs = CRS.from_user_input(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m")
        self._to_metres = Transformer.from_crs("OGC:CRS84", self.crs, always_xy=True)
        random = np.random.default_rng(1)
        self._waves = 2 * np.pi / (finest_m * random.uniform(1, 4, 12)), random.uniform(0, 2 * np.pi, (2, 12))

    def at(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """(3, …)"""
        x, y = self._to_metres.transform(lon, lat)
        lengths, (turns, phases) = self._waves
        waves = [
            np.sin(length * (np.cos(turn) * x + np.sin(turn) * y) + phase)
            for length, turn, phase in zip(lengths, turns, phases, strict=True)
        ]
        return 0.5 + 0.1 * np.stack([sum(waves[number::3]) for number in range(3)])  # type: ignore[arg-type]


def paint(path: str, ground: Ground) -> None:
    """Overwrite a raster with what lies there."""
    import rasterio

    raster = open_raster(path)
    places = locate(raster)
    cols, rows = np.meshgrid(np.arange(raster.width) + 0.5, np.arange(raster.height) + 0.5)
    pixels = np.clip(np.rint(ground.at(*places.lonlat(cols, rows)) * 200 + 20), 0, 255).astype(np.uint8)
    with rasterio.open(path, "r+") as sink:
        sink.write(pixels)


def local(path: Path, ground: Ground, *, pixel_m: float, turn_deg: float = 30.0, side: int = 420, **more: Any) -> str:
    """A raster in a map of its own around the place, turned."""
    turn = np.radians(turn_deg)
    a, b = pixel_m * np.cos(turn), pixel_m * np.sin(turn)
    corner = -(a + b) * side / 2, -(b - a) * side / 2
    transform = (a, b, corner[0], b, -a, corner[1])
    return make_raster(path, crs=ground.crs.to_wkt(), transform=transform, width=side, height=side, **more)


def only_tile(path: str, window: Window | None = None, side_px: int = 512) -> TilePixels:
    raster = open_raster(path)
    window = window or Window(0, 0, raster.height, raster.width)
    (read,) = read_tiles(raster, [TileRef(1, 1, 1000.0, window)], scene=scan_scene(raster), side_px=side_px)
    assert isinstance(read, TilePixels)
    return read


def earlier_of(*paths: str) -> EarlierReader:
    rasters = [open_raster(path) for path in paths]
    return EarlierReader([(raster, scan_scene(raster)) for raster in rasters])


def placed(tmp_path: Path, kind: str) -> tuple[str, Ground, float]:
    """A raster of a kind with a pattern, the pattern, and its pixel size."""
    path = make_raster(tmp_path / "placed.tif", kind=kind, width=WIDTH, height=HEIGHT)
    raster = open_raster(path)
    lon, lat = locate(raster).lonlat(WIDTH / 2, HEIGHT / 2)
    ground = Ground(float(lon), float(lat), 12 * raster.gsd_m)
    paint(path, ground)
    return path, ground, raster.gsd_m


def wrong(tile: TilePixels, data: Any, valid: NDArray[np.bool_], inset: int = 3) -> float:
    """The 99th percentile of what differs from the tile itself, in grey values."""
    assert valid[inset:-inset, inset:-inset].all()
    off = np.abs(data.astype(float) - tile.data.astype(float))[:, inset:-inset, inset:-inset]
    return float(np.percentile(off, 99))


@pytest.mark.parametrize("kind", sorted(PLACED))
@pytest.mark.parametrize("pixel_ratio", [0.5, 1.0, 1.6])
def test_a_raster_in_another_map_shows_the_same_ground(tmp_path: Path, kind: str, pixel_ratio: float) -> None:
    path, ground, gsd_m = placed(tmp_path, kind)
    before = local(tmp_path / "before.tif", ground, pixel_m=gsd_m * pixel_ratio, side=round(320 / pixel_ratio))
    paint(before, ground)
    tile = only_tile(path)
    with earlier_of(before) as earlier:
        found = earlier.read(tile)
        assert found is not None
        data, valid, paths = found.moved(0, 0)
    assert paths == (before,)
    assert wrong(tile, data, valid) <= (5 if pixel_ratio < 1.2 else 9)
    assert found.gsd_m == pytest.approx(gsd_m * pixel_ratio, rel=0.02)


@pytest.mark.parametrize("kind", sorted(PLACED))
def test_every_kind_of_raster_can_be_the_earlier_one(tmp_path: Path, kind: str) -> None:
    path, ground, gsd_m = placed(tmp_path, kind)
    later = local(tmp_path / "later.tif", ground, pixel_m=gsd_m * 0.9, turn_deg=-10, side=72)
    paint(later, ground)
    tile = only_tile(later)
    with earlier_of(path) as earlier:
        found = earlier.read(tile)
        assert found is not None
        data, valid, _ = found.moved(0, 0)
    assert wrong(tile, data, valid) <= 5


@pytest.mark.parametrize("turn_deg", [0.0, 30.0, -135.0, 180.0])
def test_it_is_told_how_the_rows_are_turned(tmp_path: Path, turn_deg: float) -> None:
    ground = Ground(15.0, 48.0, 120.0)
    later = local(tmp_path / "later.tif", ground, pixel_m=10, turn_deg=0, side=96)
    before = local(tmp_path / "before.tif", ground, pixel_m=10, turn_deg=turn_deg, side=300)
    with earlier_of(before) as earlier:
        found = earlier.read(only_tile(later))
    assert found is not None
    assert abs((found.angle_deg - -turn_deg + 180) % 360 - 180) < 0.1


def test_a_window_read_decimated_meets_the_same_ground(tmp_path: Path) -> None:
    ground = Ground(15.0, 48.0, 300.0)
    later = local(tmp_path / "later.tif", ground, pixel_m=5, turn_deg=0, side=400)
    before = local(tmp_path / "before.tif", ground, pixel_m=3, turn_deg=40, side=900)
    for path in (later, before):
        paint(path, ground)
    tile = only_tile(later, Window(40, 80, 300, 260), side_px=75)
    with earlier_of(before) as earlier:
        found = earlier.read(tile)
        assert found is not None
        data, valid, _ = found.moved(0, 0)
    assert data.shape == tile.data.shape
    assert wrong(tile, data, valid) <= 5


def test_what_is_finer_is_averaged_not_picked(tmp_path: Path) -> None:
    ground = Ground(15.0, 48.0, 120.0)
    later = local(tmp_path / "later.tif", ground, pixel_m=10, turn_deg=0, side=64)
    chequered = (np.indices((640, 640)).sum(axis=0) % 2 * 200 + 20).astype(np.uint8)
    before = local(tmp_path / "before.tif", ground, pixel_m=2, turn_deg=0, side=640, pixels=np.stack([chequered] * 3))
    with earlier_of(before) as earlier:
        found = earlier.read(only_tile(later))
        assert found is not None
        data, _, _ = found.moved(0, 0)
    assert np.abs(data[:, 2:-2, 2:-2].astype(float) - 120).max() < 10


def test_moving_shows_what_lies_beside(tmp_path: Path) -> None:
    path, ground, gsd_m = placed(tmp_path, "projected")
    before = local(tmp_path / "before.tif", ground, pixel_m=gsd_m, turn_deg=0)
    paint(before, ground)
    tile = only_tile(path, Window(30, 30, 64, 64))
    with earlier_of(before) as earlier:
        found = earlier.read(tile)
        assert found is not None
        here, _, _ = found.moved(0, 0)
        moved, valid, _ = found.moved(5, -3)
        around, _ = found.picture([0, 1, 2], beyond=8)
    assert valid.all()
    assert np.abs(moved[:, :-3, 5:].astype(float) - here[:, 3:, :-5]).max() <= 1
    assert np.abs(around[8:-8, 8:-8] - here.mean(axis=0)).max() <= 2


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("nodata", {}),
        ("alpha", {}),
        ("mask", {}),
        ("nan", {"dtype": "float32"}),
        ("wedge", {"width": 640, "height": 640}),
    ],
)
def test_what_hides_pixels_in_a_search_hides_them_here(tmp_path: Path, kind: str, options: dict[str, Any]) -> None:
    before = make_raster(tmp_path / "before.tif", kind=kind, **options)
    later = make_raster(tmp_path / "later.tif", **{key: value for key, value in options.items() if key != "dtype"})
    raster = open_raster(before)
    window = Window(450, 20, 100, 100) if kind == "wedge" else Window(0, 0, 100, 100)
    alone, tile = only_tile(before, window), only_tile(later, window)
    with earlier_of(before) as earlier:
        found = earlier.read(tile)
        assert found is not None
        data, valid, _ = found.moved(0, 0)
    assert (valid == alone.valid).mean() > 0.97
    assert 0.1 < valid.mean() < 0.9
    inside = valid & alone.valid
    assert np.abs(data[:, inside].astype(float) - alone.data[:, inside].astype(float)).max() <= (
        1 if raster.dtype == "uint8" else 1e-3
    )


def test_rasters_of_a_mosaic_fill_each_others_gaps(tmp_path: Path) -> None:
    ground = Ground(15.0, 48.0, 120.0)
    later = local(tmp_path / "later.tif", ground, pixel_m=10, turn_deg=0, side=96)
    paint(later, ground)
    west = make_raster(
        tmp_path / "west.tif",
        crs=ground.crs.to_wkt(),
        transform=(10.0, 0.0, -1980.0, 0.0, -10.0, 2000.0),
        width=200,
        height=400,
    )
    east = make_raster(
        tmp_path / "east.tif",
        crs=ground.crs.to_wkt(),
        transform=(8.0, 0.0, 0.0, 0.0, -8.0, 2000.0),
        width=250,
        height=500,
    )
    for path in (west, east):
        paint(path, ground)
    tile = only_tile(later)
    with earlier_of(west, east) as earlier:
        found = earlier.read(tile)
        assert found is not None
        data, valid, paths = found.moved(0, 0)
    assert set(paths) == {west, east}
    assert wrong(tile, data, valid) <= 8


def test_of_rasters_of_two_kinds_the_one_that_covers_most_is_taken(tmp_path: Path) -> None:
    later = make_raster(tmp_path / "later.tif", width=100, height=100)
    part = make_raster(tmp_path / "part.tif", width=30, height=100)
    whole = make_raster(tmp_path / "whole.tif", width=100, height=100, dtype="uint16", count=4)
    with earlier_of(part, whole) as earlier:
        found = earlier.read(only_tile(later))
        assert found is not None
        data, _, paths = found.moved(0, 0)
    assert paths == (whole,)
    assert data.dtype == np.uint16
    assert found.raster.path == whole


def test_what_lies_elsewhere_shows_nothing(tmp_path: Path) -> None:
    later = make_raster(tmp_path / "later.tif")
    far = make_raster(tmp_path / "far.tif", kind="mercator")
    beside = make_raster(tmp_path / "beside.tif", transform=(10.0, 0.0, 500_000.0 + 1610.0, 0.0, -10.0, 5_300_000.0))
    with earlier_of(far, beside) as earlier:
        assert earlier.read(only_tile(later)) is None


def test_a_broken_earlier_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    later = make_raster(tmp_path / "later.tif", width=400, height=400)
    broken = make_raster(tmp_path / "broken.tif", kind="truncated", width=400, height=400)
    raster = open_raster(broken)
    scene = scan_scene(open_raster(later))
    with EarlierReader([(raster, scene)]) as earlier, pytest.raises(RasterReadError, match=r"broken\.tif"):
        earlier.read(only_tile(later, Window(300, 300, 100, 100)))


def test_more_rasters_than_are_kept_open_can_be_read_in_turn(tmp_path: Path) -> None:
    later = make_raster(tmp_path / "later.tif", width=200, height=20)
    paths = [
        make_raster(
            tmp_path / f"{number}.tif",
            width=20,
            height=20,
            nodata=0,
            transform=(10.0, 0.0, 500_000.0 + 200.0 * number, 0.0, -10.0, 5_300_000.0),
        )
        for number in range(10)
    ]
    with earlier_of(*paths) as earlier:
        for _ in range(2):
            found = earlier.read(only_tile(later))
            assert found is not None
            assert found.covered.all()
            assert set(found.moved(0, 0)[2]) == set(paths)
