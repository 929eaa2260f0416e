"""Tiles on a regular grid: which cells they reach, and what several of them make of one."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import CRS
from shapely import MultiPolygon, box

from tilescribe.domain.tile import Window
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.heat_grids import (
    FINENESS,
    MOST_CELLS,
    Grid,
    Outlines,
    area_cells,
    cell_values,
    grid_over,
    projected_area,
    suitable_crs,
)

UTM = CRS.from_epsg(32631)
GRID = Grid(UTM, west=0.0, north=40.0, resolution_m=10.0, width=4, height=4)


def outlines(*boxes: tuple[float, float, float, float]) -> Outlines:
    """Of tiles whose sides are in the units of the grid."""
    return Outlines.of([MultiPolygon([box(*sides)]) for sides in boxes])


def values(rings: Outlines, scores: list[float], levels_m: list[float], window: Window) -> NDArray[np.float32]:
    return cell_values(
        rings,
        np.arange(len(rings)),
        np.array(scores, np.float32),
        np.array(levels_m),
        grid=GRID,
        window=window,
    )


WHOLE = Window(0, 0, 4, 4)


def test_a_cell_has_the_probability_of_the_tile_that_covers_its_centre_and_none_where_none_does() -> None:
    cells = values(outlines((0, 20, 20, 40), (16, 0, 40, 18)), [0.75, 0.1], [20.0, 20.0], WHOLE)
    none = np.nan
    assert cells == pytest.approx(
        np.array([[0.75, 0.75, none, none]] * 2 + [[none, none, 0.1, 0.1]] * 2), nan_ok=True, abs=1e-6
    )


def test_overlaps_of_one_level_count_alike_and_finer_tiles_more() -> None:
    alike = values(outlines((0, 0, 40, 40), (0, 0, 40, 40)), [0.9, 0.2], [40.0, 40.0], WHOLE)
    assert alike == pytest.approx(np.full((4, 4), 0.55), abs=1e-6)
    fine = values(outlines((0, 0, 40, 40), (0, 30, 10, 40)), [0.2, 0.9], [40.0, 10.0], WHOLE)
    weight = 4**FINENESS
    assert weight > 1
    assert fine[0, 0] == pytest.approx((weight * 0.9 + 0.2) / (weight + 1), abs=1e-6)
    assert fine[1, 0] == pytest.approx(0.2, abs=1e-6)


@given(
    st.lists(
        st.tuples(
            st.integers(-2, 5), st.integers(-2, 5), st.integers(1, 5), st.floats(0, 1), st.sampled_from([10, 40])
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 4),
)
def test_blocks_are_parts_of_one_map_within_what_its_tiles_say(
    tiles: list[tuple[int, int, int, float, int]], side: int
) -> None:
    rings = outlines(*((10 * x, 10 * y, 10 * (x + w), 10 * (y + w)) for x, y, w, _, _ in tiles))
    scores, levels_m = [tile[3] for tile in tiles], [float(tile[4]) for tile in tiles]
    whole = values(rings, scores, levels_m, WHOLE)
    for window in GRID.blocks(side):
        part = whole[window.row : window.row + window.height, window.col : window.col + window.width]
        assert values(rings, scores, levels_m, window) == pytest.approx(part, nan_ok=True, abs=1e-6)
    known = whole[~np.isnan(whole)]
    covered = [[any(_covers(tile, row, col) for tile in tiles) for col in range(4)] for row in range(4)]
    assert (~np.isnan(whole)).tolist() == covered
    assert ((known >= min(scores) - 1e-6) & (known <= max(scores) + 1e-6)).all()


def _covers(tile: tuple[int, int, int, float, int], row: int, col: int) -> bool:
    x, y, side, _, _ = tile
    return x <= col < x + side and y <= 3 - row < y + side


def test_a_ring_that_a_crs_has_no_place_for_is_left_out() -> None:
    polar = CRS.from_proj4("+proj=ortho +lat_0=90 +datum=WGS84")  # shows the northern half only
    rings = outlines((10, 50, 11, 51), (10, -51, 11, -50), (20, 60, 21, 61))
    shown = rings.projected(polar)
    assert shown.tiles.tolist() == [0, 2]
    assert np.isfinite(shown.boxes()).all()
    assert len(Outlines.of([MultiPolygon()]).projected(polar)) == 0


def test_joined_outlines_are_those_of_all_tiles() -> None:
    split = MultiPolygon([box(179, 0, 180, 1), box(-180, 0, -179, 1)])
    shapes = [MultiPolygon([box(1, 2, 3, 4)]), split, MultiPolygon(), MultiPolygon([box(5, 6, 7, 8)])]
    apart = Outlines.joined([Outlines.of([shape], first=at) for at, shape in enumerate(shapes)])
    together = Outlines.of(shapes)
    assert apart.tiles.tolist() == together.tiles.tolist() == [0, 1, 1, 3]
    for one in (apart, together):
        drawn = one.polygons(np.array([3, 0]))
        assert [shape.bounds for shape in drawn] == [(5, 6, 7, 8), (1, 2, 3, 4)]
        assert one.boxes()[1].tolist() == [179, 0, 180, 1]


@pytest.mark.parametrize(
    ("boxes", "epsg"),
    [
        ([(13, 52, 14, 53)], 32633),
        ([(13, -53, 14, -52)], 32733),
        ([(179, -17, 180, -16), (-180, -17, -179.5, -16)], 32760),
        ([(5, 40, 18, 41)], 6933),
        ([(-180, 70, 180, 89)], 5041),
        ([(-180, -90, 180, -70)], 5042),
        ([(-180, -90, 180, 90)], 6933),
    ],
)
def test_a_suitable_crs_is_a_utm_zone_where_the_extent_fits(
    boxes: list[tuple[float, float, float, float]], epsg: int
) -> None:
    assert suitable_crs(np.array(boxes, dtype=float)).to_epsg() == epsg


def test_grids_of_one_resolution_fit_onto_each_other() -> None:
    grid = grid_over((103.0, -57.0, 251.0, 49.0), crs=UTM, resolution_m=20.0)
    assert (grid.west, grid.north, grid.width, grid.height) == (100.0, 60.0, 8, 6)
    assert grid.bounds(Window(1, 2, 2, 3)) == (140.0, 0.0, 200.0, 40.0)
    with pytest.raises(InvalidOptionError, match="--bbox"):
        grid_over((0.0, 0.0, 1e6, 1e6), crs=UTM, resolution_m=1e6 / math.sqrt(MOST_CELLS) / 1.01)


def test_an_area_keeps_its_straight_sides_in_degrees() -> None:
    area = projected_area(shapely.box(1.0, 60.0, 5.0, 61.0), UTM)
    grid = grid_over(area.bounds, crs=UTM, resolution_m=1_000.0)
    inside = area_cells(area, grid, Window(0, 0, grid.height, grid.width))
    lowest = np.flatnonzero(inside.any(axis=1)).max()
    assert 0 < inside[lowest].sum() < inside[lowest - 5].sum()  # a parallel bends in UTM
