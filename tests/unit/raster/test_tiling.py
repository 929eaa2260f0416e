"""Tiles cover every pixel, lie inside, have the size they are asked for, and come in order."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon

from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.raster import Georeferencing, Raster
from tilescribe.domain.tile import Tile
from tilescribe.errors import InvalidOptionError, RasterError
from tilescribe.raster.georeference import ground_of_transform, locate
from tilescribe.raster.tiling import _tile_sides_down, auto_levels, parse_levels, plan_tiles

UTM = "EPSG:32633"
Affine6 = tuple[float, float, float, float, float, float]


def raster_of(width: int, height: int, transform: Affine6 = (0.5, 0, 4e5, 0, -0.5, 5.8e6), crs: str = UTM) -> Raster:
    ground = ground_of_transform(transform, crs=crs, width=width, height=height)
    gsd_x_m, gsd_y_m = ground.gsd(width / 2, height / 2)
    return Raster(
        path="made-up.tif",
        fingerprint="",
        driver="GTiff",
        width=width,
        height=height,
        dtype="uint8",
        bands=(Band(1, Role.GREY),),
        nodata=(),
        palette=False,
        profile="grey",
        profile_source="band count",
        quantity=Quantity.BRIGHTNESS,
        crs=crs,
        georeferencing=Georeferencing.GEOTRANSFORM,
        transform=transform,
        gsd_x_m=gsd_x_m,
        gsd_y_m=gsd_y_m,
        footprint=MultiPolygon(),
        acquired=None,
        acquired_source="",
        sensor=None,
        has_overviews=False,
    )


def world(width: int) -> Raster:
    step = 360 / width
    return raster_of(width, width // 2, (step, 0, -180, 0, -step, 90), "EPSG:4326")


def mercator_world(side: int) -> Raster:
    edge = 20_037_508.0
    return raster_of(side, side, (2 * edge / side, 0, -edge, 0, -2 * edge / side, edge), "EPSG:3857")


def uncovered(raster: Raster, tiles: list[Tile]) -> int:
    seen = np.zeros((raster.height, raster.width), dtype=bool)
    for tile in tiles:
        window = tile.window
        seen[window.row : window.row + window.height, window.col : window.col + window.width] = True
    return int((~seen).sum())


SIDES = st.integers(1, 300)
OVERLAPS = st.floats(0, 0.9)


@settings(deadline=None, max_examples=60)
@given(width=SIDES, height=SIDES, side_px=st.integers(8, 200), overlap=OVERLAPS)
def test_every_pixel_is_covered_by_windows_inside_the_raster(
    width: int, height: int, side_px: int, overlap: float
) -> None:
    raster = raster_of(width, height)
    tiles = plan_tiles(raster, [side_px * raster.gsd_m], overlap=overlap)
    assert uncovered(raster, tiles) == 0
    for tile in tiles:
        assert tile.window.row >= 0
        assert tile.window.col >= 0
        assert tile.window.row + tile.window.height <= height
        assert tile.window.col + tile.window.width <= width
        for size, length in ((tile.window.width, width), (tile.window.height, height)):
            nearly_twice = 0 < 2 * (length - side_px) < side_px * (1 - overlap)
            if nearly_twice:
                assert math.sqrt(2 / 3) * side_px - 1 <= size <= math.sqrt(3 / 2) * side_px + 1
            else:
                assert size == min(side_px, length)


@settings(deadline=None, max_examples=100)
@given(length=st.integers(1, 3000), side_px=st.integers(8, 400), overlap=OVERLAPS, down=st.booleans())
def test_tiles_are_spread_evenly_and_no_two_show_nearly_the_same(
    length: int, side_px: int, overlap: float, down: bool
) -> None:
    raster = raster_of(side_px, length) if down else raster_of(length, side_px)
    windows = [tile.window for tile in plan_tiles(raster, [side_px * raster.gsd_m], overlap=overlap)]
    size = windows[0].height if down else windows[0].width
    steps = {after - before for before, after in pairwise(w.row if down else w.col for w in windows)}
    if steps:
        assert max(steps) - min(steps) <= 1
        # Of what may differ from tile to tile at least half does; a pixel is lost to rounding.
        assert min(steps) >= math.floor(size * (1 - overlap) / 2) - 1


def test_a_raster_a_little_larger_than_a_level_is_no_four_views_of_the_same() -> None:
    raster = raster_of(1024, 1024)
    fine = plan_tiles(raster, [224 * raster.gsd_m])
    assert sorted({tile.window.col for tile in fine}) == [0, 200, 400, 600, 800]
    assert sorted({tile.window.row for tile in fine}) == [0, 200, 400, 600, 800]
    (coarse,) = plan_tiles(raster, [896 * raster.gsd_m])
    assert (coarse.window.width, coarse.window.height) == (1024, 1024)
    halves = plan_tiles(raster_of(1254, 896), [896 * raster.gsd_m])  # 1.4 times as long: two of 836 that share half
    assert [(tile.window.col, tile.window.width, tile.window.height) for tile in halves] == [
        (0, 836, 896),
        (418, 836, 896),
    ]


@pytest.mark.parametrize("overlap", [0.0, 0.25, 0.5])
def test_rows_are_spread_evenly_on_the_ground_where_the_ground_size_varies(overlap: float) -> None:
    raster = mercator_world(4000)
    tiles = plan_tiles(raster, [1_000_000.0], overlap=overlap)
    rows = sorted({(tile.window.row, tile.window.height) for tile in tiles})
    assert rows[0][0] == 0
    assert sum(rows[-1]) == raster.height
    _, sides = _tile_sides_down(raster, 1_000_000.0, locate(raster))
    steps = np.diff(np.interp([row for row, _ in rows], np.linspace(0, raster.height, len(sides)), sides))
    pixel = 10_018.0 / 1e6  # the largest, at the equator, in tile sides
    assert steps.max() <= 1 - overlap + pixel
    assert np.ptp(steps) <= 2 * pixel


@settings(deadline=None, max_examples=25)
@given(width=st.integers(40, 400), level_km=st.floats(1_500, 40_000), overlap=OVERLAPS, mercator=st.booleans())
def test_every_pixel_is_covered_where_the_ground_size_varies(
    width: int, level_km: float, overlap: float, mercator: bool
) -> None:
    raster = mercator_world(width) if mercator else world(width)
    level_m = max(level_km * 1000, 8 * raster.gsd_m)
    tiles = plan_tiles(raster, [level_m], overlap=overlap)
    assert uncovered(raster, tiles) == 0
    assert all(
        tile.window.row + tile.window.height <= raster.height and tile.window.col + tile.window.width <= raster.width
        for tile in tiles
    )


@settings(deadline=None, max_examples=60)
@given(length=st.integers(1, 600), side_px=st.integers(8, 200), overlap=OVERLAPS)
def test_neighbours_repeat_at_least_the_share_asked_for(length: int, side_px: int, overlap: float) -> None:
    raster = raster_of(length, side_px)
    tiles = plan_tiles(raster, [side_px * raster.gsd_m], overlap=overlap)
    starts = [tile.window.col for tile in tiles]
    size = tiles[0].window.width
    # A step is at least one pixel, however much of a small tile shall be repeated.
    step = max(1, math.floor(size * (1 - overlap) + 1e-9))
    assert all(0 < after - before <= step for before, after in pairwise(starts))


def test_tiles_come_by_level_then_row_then_column_and_the_same_every_time() -> None:
    raster = raster_of(700, 500)
    tiles = plan_tiles(raster, [200.0, 50.0, 200.0], overlap=0.25)
    keys = [(tile.level_m, tile.window.row, tile.window.col) for tile in tiles]
    assert keys == sorted(set(keys))
    assert tiles == plan_tiles(raster, [50.0, 200.0], overlap=0.25, ground=locate(raster))


@settings(deadline=None, max_examples=60)
@given(gsd=st.floats(0.03, 60), input_side_px=st.sampled_from([160, 224, 336, 448]))
def test_the_finest_automatic_level_shows_raster_pixels_as_they_are(gsd: float, input_side_px: int) -> None:
    raster = raster_of(3000, 3000, (gsd, 0, 5e5, 0, -gsd, 5.8e6))
    finest = auto_levels(raster, input_side_px=input_side_px)[:1]
    sizes = {(tile.window.width, tile.window.height) for tile in plan_tiles(raster, finest)}
    assert sizes == {(input_side_px, input_side_px)}


def test_web_mercator_pixels_count_as_square() -> None:
    raster = raster_of(500, 500, (1, 0, 0, 0, -1, 1e5), "EPSG:3857")
    assert abs(raster.gsd_x_m / raster.gsd_y_m - 1) > 0.005
    tiles = plan_tiles(raster, auto_levels(raster, input_side_px=224))
    assert {(tile.window.width, tile.window.height) for tile in tiles} == {(224, 224)}


def test_automatic_levels_are_four_times_coarser_each_while_a_tile_fits() -> None:
    levels = auto_levels(raster_of(896, 4000), input_side_px=224)
    assert levels == pytest.approx([112, 448], rel=0.002)
    assert auto_levels(raster_of(895, 4000), input_side_px=224) == levels[:1]


def test_a_raster_smaller_than_a_tile_is_one_tile() -> None:
    raster = raster_of(50, 1)
    levels = auto_levels(raster, input_side_px=224)
    tiles = plan_tiles(raster, levels)
    assert len(levels) == len(tiles) == 1
    assert (tiles[0].window.width, tiles[0].window.height) == (50, 1)


def test_a_level_larger_than_the_raster_is_one_tile_of_its_extent() -> None:
    (tile,) = plan_tiles(raster_of(300, 200), [1e6])
    assert (tile.window.row, tile.window.col, tile.window.height, tile.window.width) == (0, 0, 200, 300)


@pytest.mark.parametrize("raster", [world(2000), mercator_world(2000)], ids=["degrees", "mercator"])
def test_tiles_keep_their_size_on_the_ground_at_every_latitude(raster: Raster) -> None:
    level_m = 1_000_000.0
    ground = locate(raster)
    for tile in plan_tiles(raster, [level_m]):
        window = tile.window
        gsd_x_m, gsd_y_m = ground.gsd(raster.width / 2, window.row + window.height / 2)
        assert window.height * gsd_y_m == pytest.approx(level_m, rel=0.06, abs=gsd_y_m)
        if window.width < raster.width:
            assert window.width * gsd_x_m == pytest.approx(level_m, rel=0.02, abs=gsd_x_m)


def test_rows_at_the_poles_have_fewer_tiles_than_at_the_equator() -> None:
    tiles = plan_tiles(world(2000), [1_000_000.0])
    by_row: dict[int, int] = {}
    for tile in tiles:
        by_row[tile.window.row] = by_row.get(tile.window.row, 0) + 1
    counts = list(by_row.values())
    assert max(counts) == pytest.approx(40, abs=1)  # the equator is 40,075 km long
    assert counts[0] <= 6
    assert counts[-1] <= 6


def test_a_window_that_looks_past_the_earth_is_no_tile() -> None:
    crs = "+proj=geos +h=35785831 +lon_0=0 +sweep=y +ellps=WGS84"
    edge, side = 5_568_000.0, 40
    raster = raster_of(side, side, (2 * edge / side, 0, -edge, 0, -2 * edge / side, edge), crs)
    tiles = plan_tiles(raster, [8 * raster.gsd_m])
    assert tiles
    assert not any(tile.footprint.is_empty for tile in tiles)
    assert uncovered(raster, tiles) > 0  # the corners of the disc's square


@pytest.mark.parametrize("overlap", [-0.1, 0.91, 1.0, math.nan])
def test_an_overlap_out_of_range_is_refused(overlap: float) -> None:
    with pytest.raises(InvalidOptionError, match="overlap"):
        plan_tiles(raster_of(300, 300), [100.0], overlap=overlap)


@pytest.mark.parametrize("level", [0.0, -5.0, math.inf, math.nan])
def test_a_level_that_is_no_length_is_refused(level: float) -> None:
    with pytest.raises(InvalidOptionError, match="level"):
        plan_tiles(raster_of(300, 300), [level])


def test_a_level_finer_than_the_raster_shows_names_one_that_works() -> None:
    raster = raster_of(300, 300, (30, 0, 4e5, 0, -30, 5.8e6))
    with pytest.raises(RasterError, match="too fine") as caught:
        plan_tiles(raster, [128.0])
    named = float(caught.value.remedy.split("at least ")[1].split(" m")[0])
    assert plan_tiles(raster, [named])


@pytest.mark.parametrize(
    ("text", "levels"),
    [("auto", None), (" AUTO ", None), ("128,512", (128.0, 512.0)), ("512, 128,128", (128.0, 512.0))],
)
def test_levels_are_read_as_typed(text: str, levels: tuple[float, ...] | None) -> None:
    assert parse_levels(text) == levels


@pytest.mark.parametrize("text", ["", "fine", "128;512", "128,", "0", "-3", "nan", "inf"])
def test_what_is_no_list_of_levels_is_refused(text: str) -> None:
    with pytest.raises(InvalidOptionError, match="no list of levels"):
        parse_levels(text)


@given(st.lists(st.floats(0.01, 1e7), min_size=1, max_size=5))
def test_levels_survive_being_typed(levels: list[float]) -> None:
    assert parse_levels(",".join(repr(level) for level in levels)) == tuple(sorted(set(levels)))
