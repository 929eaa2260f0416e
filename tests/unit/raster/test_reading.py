"""What is read for a tile is what the file holds there, and every tile has exactly one outcome."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from rasterio.windows import Window as RasterioWindow

from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import Raster
from tilescribe.domain.tile import TileRef, Window
from tilescribe.errors import RasterReadError
from tilescribe.raster import BlankTile, UnreadableTile, open_raster, plan_tiles, read_tiles, scan_scene
from tilescribe.raster.reading import _Schedule
from tilescribe.testing.rasters import make_raster

SIDE_PX = 64
Outcome = TilePixels | BlankTile | UnreadableTile


def tiles_of(raster: Raster, *, side_px: int = SIDE_PX, overlap: float = 0.0) -> list[TileRef]:
    planned = plan_tiles(raster, [side_px * raster.gsd_m], overlap=overlap)
    return [TileRef(number, 1, tile.level_m, tile.window) for number, tile in enumerate(planned)]


def outcomes(path: str, *, side_px: int = SIDE_PX, overlap: float = 0.0, threads: int = 1) -> dict[int, Outcome]:
    raster = open_raster(path)
    tiles = tiles_of(raster, side_px=side_px, overlap=overlap)
    read = list(read_tiles(raster, tiles, scene=scan_scene(raster), side_px=SIDE_PX, threads=threads))
    assert sorted(outcome.tile.id for outcome in read) == [tile.id for tile in tiles]
    return {outcome.tile.id: outcome for outcome in read}


def stored(path: str, tile: TileRef, indexes: list[int]) -> NDArray[Any]:
    place = tile.window
    with rasterio.open(path) as source:
        data: NDArray[Any] = source.read(
            indexes, window=RasterioWindow(place.col, place.row, place.width, place.height)
        )
    return data


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("overlap", [0.0, 0.25])
@pytest.mark.parametrize(
    ("count", "dtype"), [(1, "uint8"), (3, "uint8"), (4, "uint16"), (8, "int16"), (13, "uint16"), (3, "float32")]
)
def test_a_tile_holds_what_the_file_holds_there(
    tmp_path: Path, count: int, dtype: str, overlap: float, threads: int
) -> None:
    path = make_raster(tmp_path / "a.tif", count=count, dtype=dtype, width=210, height=150)
    for outcome in outcomes(path, overlap=overlap, threads=threads).values():
        assert isinstance(outcome, TilePixels)
        assert outcome.data.dtype == dtype
        assert outcome.valid.all()
        np.testing.assert_array_equal(outcome.data, stored(path, outcome.tile, list(range(1, count + 1))))


@pytest.mark.parametrize("kind", ["rotated", "south-up", "gcps", "rpcs", "antimeridian-geographic"])
def test_placement_does_not_change_pixels(tmp_path: Path, kind: str) -> None:
    path = make_raster(tmp_path / "a.tif", kind=kind)
    for outcome in outcomes(path).values():
        assert isinstance(outcome, TilePixels)
        if max(outcome.tile.window.width, outcome.tile.window.height) <= SIDE_PX:
            np.testing.assert_array_equal(outcome.data, stored(path, outcome.tile, [1, 2, 3]))


@pytest.mark.parametrize(
    ("kind", "dtype"), [("nodata", "uint16"), ("alpha", "uint8"), ("mask", "uint8"), ("nan", "float32")]
)
def test_what_is_hidden_is_not_valid_and_a_tile_without_picture_is_blank(tmp_path: Path, kind: str, dtype: str) -> None:
    path = make_raster(tmp_path / "a.tif", kind=kind, dtype=dtype, width=512, height=128)
    read = outcomes(path)
    for outcome in read.values():
        hidden = max(0, min(SIDE_PX, 128 - outcome.tile.window.col))  # the left quarter: 128 columns
        if hidden == SIDE_PX:
            assert isinstance(outcome, BlankTile)
            assert outcome.valid_share == 0
        else:
            assert isinstance(outcome, TilePixels)
            np.testing.assert_array_equal(outcome.valid, np.broadcast_to(np.arange(SIDE_PX) >= hidden, (SIDE_PX,) * 2))
    assert {type(outcome) for outcome in read.values()} == {BlankTile, TilePixels}


def test_a_palette_is_read_as_its_colours(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif", kind="palette", count=1)
    for outcome in outcomes(path).values():
        assert isinstance(outcome, TilePixels)
        index = stored(path, outcome.tile, [1])[0]
        np.testing.assert_array_equal(outcome.data, np.stack([index, 255 - index, index // 2]))


def test_a_tile_of_one_value_is_blank(tmp_path: Path) -> None:
    pixels = np.full((3, 64, 128), 7, dtype=np.uint8)
    pixels[:, 40, 100] = 9
    read = outcomes(make_raster(tmp_path / "a.tif", width=128, height=64, pixels=pixels))
    assert isinstance(read[0], BlankTile)
    assert read[0].valid_share == 1
    assert isinstance(read[1], TilePixels)


def test_a_coarse_tile_is_averaged_to_the_side_asked_for(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif", dtype="uint16", width=512, height=256)
    for outcome in outcomes(path, side_px=256).values():
        assert isinstance(outcome, TilePixels)
        assert outcome.data.shape == (3, SIDE_PX, SIDE_PX)
        assert outcome.gsd_m == pytest.approx(4 * outcome.raster.gsd_m)
        blocks = stored(path, outcome.tile, [1, 2, 3]).reshape(3, SIDE_PX, 4, SIDE_PX, 4)
        np.testing.assert_allclose(outcome.data, blocks.mean(axis=(2, 4)), atol=0.51)


@pytest.mark.parametrize(("width", "height"), [(40, 30), (200, 1), (1, 200)])
def test_a_raster_thinner_than_a_tile_is_read(tmp_path: Path, width: int, height: int) -> None:
    path = make_raster(tmp_path / "a.tif", width=width, height=height)
    for outcome in outcomes(path).values():
        assert isinstance(outcome, TilePixels)
        np.testing.assert_array_equal(outcome.data, stored(path, outcome.tile, [1, 2, 3]))


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("cut", [False, True], ids=["corrupt block", "cut off"])
def test_damage_costs_only_the_tiles_it_touches(tmp_path: Path, cut: bool, threads: int) -> None:
    path = make_raster(
        tmp_path / "a.tif", width=320, height=256, tiled=True, blockxsize=64, blockysize=64, compress="deflate"
    )
    raster = open_raster(path)
    scene, tiles = scan_scene(raster), tiles_of(raster)
    expected = {tile.id: stored(path, tile, [1, 2, 3]) for tile in tiles}
    damage_block(Path(path), col=2, row=2, cut=cut)
    for outcome in read_tiles(raster, tiles, scene=scene, side_px=SIDE_PX, threads=threads):
        place = outcome.tile.window
        block = (place.row // SIDE_PX, place.col // SIDE_PX)
        if block == (2, 2) or (cut and block > (2, 2)):
            assert isinstance(outcome, UnreadableTile)
            assert path in outcome.reason
            assert f"columns {place.col} to {place.col + place.width - 1}" in outcome.reason
        else:
            assert isinstance(outcome, TilePixels)
            np.testing.assert_array_equal(outcome.data, expected[outcome.tile.id])


def damage_block(path: Path, *, col: int, row: int, cut: bool) -> None:
    with rasterio.open(path) as source:
        start = int(source.get_tag_item(f"BLOCK_OFFSET_{col}_{row}", "TIFF", bidx=1))
    content = bytearray(path.read_bytes())
    if cut:
        del content[start:]
    else:
        content[start : start + 64] = b"\xff" * 64  # no zlib stream begins so
    path.write_bytes(content)


@pytest.mark.parametrize("threads", [1, 3])
def test_closing_early_stops_the_threads(tmp_path: Path, threads: int) -> None:
    raster = open_raster(make_raster(tmp_path / "a.tif", width=640, height=640))
    before = set(threading.enumerate())
    reader = read_tiles(raster, tiles_of(raster), scene=scan_scene(raster), side_px=SIDE_PX, threads=threads)
    next(reader)
    reader.close()
    assert set(threading.enumerate()) <= before


def test_a_file_that_is_gone_is_one_error(tmp_path: Path) -> None:
    raster = open_raster(make_raster(tmp_path / "a.tif"))
    scene, tiles = scan_scene(raster), tiles_of(raster)
    Path(raster.path).unlink()
    with pytest.raises(RasterReadError, match=r"a\.tif"):
        list(read_tiles(raster, tiles, scene=scene, side_px=SIDE_PX, threads=2))


def test_a_thread_reads_neighbouring_patches_and_helps_out_at_the_end() -> None:
    patches = [[TileRef(number, 1, 1.0, Window(0, number, 1, 1))] for number in range(7)]
    schedule = _Schedule(patches, threads=2)
    own = [schedule.next_for(0) for _ in range(3)]
    assert own == patches[:3]
    assert schedule.next_for(1) == patches[3]
    assert schedule.next_for(0) == patches[6]  # the furthest from where the other one works
    assert [schedule.next_for(1), schedule.next_for(0), schedule.next_for(1)] == [patches[4], patches[5], None]
