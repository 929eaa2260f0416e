"""Overlapping hits of several levels become one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon

from tilescribe.catalog.merging import COVERED, merge_levels
from tilescribe.catalog.types import StoredTile
from tilescribe.domain.tile import TileState


def _tile(tile_id: int, level: float, row: int, col: int, side: int, *, raster_id: int = 1) -> StoredTile:
    return StoredTile(
        available=True,
        id=tile_id,
        raster_id=raster_id,
        raster="a.tif",
        path="/a.tif",
        acquired=None,
        acquired_end=None,
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


def kept(*tiles: StoredTile) -> list[bool]:
    return merge_levels(tiles).kept.tolist()


def test_a_fine_tile_inside_a_better_coarse_one_is_merged_into_it() -> None:
    merged = merge_levels([_tile(1, 400, 0, 0, 400), _tile(2, 100, 100, 100, 100)])
    assert merged.kept.tolist() == [True, False]
    assert merged.counts.tolist() == [1, 0]


def test_a_coarse_tile_around_a_better_fine_one_is_merged_into_it() -> None:
    assert kept(_tile(1, 100, 300, 300, 100), _tile(2, 400, 0, 0, 400)) == [True, False]


def test_neighbours_of_one_level_are_separate_answers_even_when_they_overlap() -> None:
    assert kept(_tile(1, 100, 0, 0, 100), _tile(2, 100, 0, 25, 100)) == [True, True]


def test_two_dates_of_one_place_are_separate_answers() -> None:
    assert kept(_tile(1, 100, 0, 0, 100, raster_id=1), _tile(2, 400, 0, 0, 400, raster_id=2)) == [True, True]


def test_a_slight_overlap_is_not_merged() -> None:
    assert kept(_tile(1, 400, 0, 0, 400), _tile(2, 100, 0, 360, 100)) == [True, True]


def test_a_tile_that_is_merged_covers_no_other() -> None:
    """The middle one is merged into the first, so the last, which the first does not reach, stands for itself."""
    first, middle, last = _tile(1, 100, 0, 0, 100), _tile(2, 200, 0, 0, 200), _tile(3, 50, 120, 120, 50)
    assert kept(first, middle, last) == [True, False, True]


def test_nothing_is_merged_of_nothing() -> None:
    assert kept() == []


tiles = st.builds(
    lambda level, row, col, raster_id: _tile(0, level, row, col, int(level), raster_id=raster_id),
    st.sampled_from([50.0, 200.0, 800.0]),
    st.integers(0, 1500),
    st.integers(0, 1500),
    st.sampled_from([3, 7, 1_000_000_000]),
)


def _common_share(one: StoredTile, other: StoredTile) -> float:
    height = min(one.row + one.height, other.row + other.height) - max(one.row, other.row)
    width = min(one.col + one.width, other.col + other.width) - max(one.col, other.col)
    return max(height, 0) * max(width, 0) / min(one.height * one.width, other.height * other.width)


@given(st.lists(tiles, max_size=40))
def test_the_tree_finds_the_same_as_comparing_with_everyone(ranked: list[StoredTile]) -> None:
    standing: list[int] = []
    counts = [0] * len(ranked)
    for at, tile in enumerate(ranked):
        covering = [
            other
            for other in standing
            if ranked[other].raster_id == tile.raster_id
            and ranked[other].level_m != tile.level_m
            and _common_share(tile, ranked[other]) >= COVERED
        ]
        if covering:
            counts[covering[0]] += 1  # the best of those that cover it
        else:
            standing.append(at)
    merged = merge_levels(ranked)
    assert [int(at) for at in merged.kept.nonzero()[0]] == standing
    assert merged.counts.tolist() == counts
