"""Overlapping hits of several levels become one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon

from tilescribe.catalog.base import StoredTile
from tilescribe.domain.tile import TileState
from tilescribe.searching.merging import COVERED, Merger, _common_share


def _tile(tile_id: int, level: float, row: int, col: int, side: int, *, raster_id: int = 1) -> StoredTile:
    return StoredTile(
        available=True,
        id=tile_id,
        raster_id=raster_id,
        raster="a.tif",
        path="/a.tif",
        acquired=None,
        level_m=level,
        row=row,
        col=col,
        height=side,
        width=side,
        state=TileState.DONE,
        reason="",
        summary="",
        footprint=MultiPolygon(),
    )


def test_a_fine_tile_inside_a_better_coarse_one_is_merged_into_it() -> None:
    merger = Merger()
    assert merger.keep(_tile(1, 400, 0, 0, 400))
    assert not merger.keep(_tile(2, 100, 100, 100, 100))
    assert merger.merged[1] == 1


def test_a_coarse_tile_around_a_better_fine_one_is_merged_into_it() -> None:
    merger = Merger()
    assert merger.keep(_tile(1, 100, 300, 300, 100))
    assert not merger.keep(_tile(2, 400, 0, 0, 400))


def test_neighbours_of_one_level_are_separate_answers_even_when_they_overlap() -> None:
    merger = Merger()
    assert merger.keep(_tile(1, 100, 0, 0, 100))
    assert merger.keep(_tile(2, 100, 0, 25, 100))


def test_two_dates_of_one_place_are_separate_answers() -> None:
    merger = Merger()
    assert merger.keep(_tile(1, 100, 0, 0, 100, raster_id=1))
    assert merger.keep(_tile(2, 400, 0, 0, 400, raster_id=2))


def test_a_slight_overlap_is_not_merged() -> None:
    merger = Merger()
    assert merger.keep(_tile(1, 400, 0, 0, 400))
    assert merger.keep(_tile(2, 100, 0, 360, 100))


tiles = st.builds(
    lambda number, level, row, col: _tile(number, level, row, col, int(level)),
    st.just(0),
    st.sampled_from([50.0, 200.0, 800.0]),
    st.integers(0, 1500),
    st.integers(0, 1500),
)


@given(st.lists(tiles, max_size=40))
def test_the_grid_finds_the_same_as_comparing_with_everyone(ranked: list[StoredTile]) -> None:
    merger = Merger()
    kept: list[StoredTile] = []
    for tile in ranked:
        covered = any(tile.level_m != one.level_m and _common_share(tile, one) >= COVERED for one in kept)
        assert merger.keep(tile) == (not covered)
        if not covered:
            kept.append(tile)
