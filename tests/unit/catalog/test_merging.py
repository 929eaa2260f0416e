"""Hits that show the same place become one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.catalog.merging import COVERED, LEVEL_TOLERANCE, days_of, merge_places
from tilescribe.catalog.types import StoredTile
from tilescribe.domain.tile import TileState

JUNE, JULY = datetime(2024, 6, 1, 10, 30, tzinfo=UTC), datetime(2024, 7, 1, 10, 30, tzinfo=UTC)


def _tile(
    level: float,
    row: int,
    col: int,
    side: int,
    *,
    raster_id: int = 1,
    acquired: datetime | None = None,
    acquired_end: datetime | None = None,
    footprint: shapely.MultiPolygon | None = None,
) -> StoredTile:
    """On a grid of a thousandth of a degree."""
    box = shapely.box(col / 1000, -(row + side) / 1000, (col + side) / 1000, -row / 1000)
    return StoredTile(
        available=True,
        id=1,
        raster_id=raster_id,
        raster="a.tif",
        path="/a.tif",
        acquired=acquired,
        acquired_end=acquired_end,
        level_m=level,
        row=row,
        col=col,
        height=side,
        width=side,
        state=TileState.DONE,
        reason="",
        summary="",
        footprint=shapely.MultiPolygon([box]) if footprint is None else footprint,
    )


def leaders(*tiles: StoredTile, across_levels: bool = True) -> list[int]:
    return merge_places(tiles, across_levels=across_levels).leaders.tolist()


def test_a_fine_tile_inside_a_better_coarse_one_stands_behind_it() -> None:
    merged = merge_places([_tile(400, 0, 0, 400), _tile(100, 100, 100, 100)])
    assert merged.kept.tolist() == [0]
    assert merged.alternatives() == {0: [1]}


def test_a_coarse_tile_around_a_better_fine_one_stands_behind_it() -> None:
    assert leaders(_tile(100, 300, 300, 100), _tile(400, 0, 0, 400)) == [0, 0]


def test_neighbours_are_separate_answers_unless_they_overlap_by_half() -> None:
    assert leaders(_tile(100, 0, 0, 100), _tile(100, 0, 75, 100)) == [0, 1]
    assert leaders(_tile(100, 0, 0, 100), _tile(100, 0, 25, 100)) == [0, 0]


def test_levels_stay_apart_where_they_shall_and_places_do_not() -> None:
    tiles = _tile(100, 0, 0, 100), _tile(400, 0, 0, 400), _tile(105, 0, 0, 100, raster_id=1)
    assert leaders(*tiles, across_levels=False) == [0, 1, 0]


def test_copies_of_one_date_are_alternatives() -> None:
    later = JUNE + timedelta(seconds=20)  # the next strip of the same pass
    merged = merge_places([_tile(100, 0, 0, 100, acquired=JUNE), _tile(100, 0, 0, 100, raster_id=2, acquired=later)])
    assert merged.alternatives() == {0: [1]}


def test_another_date_of_the_place_is_no_hit_of_its_own_and_no_alternative() -> None:
    merged = merge_places([_tile(100, 0, 0, 100, acquired=JULY), _tile(100, 0, 0, 100, raster_id=2, acquired=JUNE)])
    assert merged.kept.tolist() == [0]
    assert merged.alternatives() == {}


@pytest.mark.parametrize("acquired", [None, JUNE])
def test_of_an_undated_raster_nobody_knows_whether_it_is_another_date(acquired: datetime | None) -> None:
    assert leaders(_tile(100, 0, 0, 100, acquired=acquired), _tile(100, 0, 0, 100, raster_id=2)) == [0, 1]


def test_a_region_of_another_raster_does_not_swallow_the_places_in_it() -> None:
    """Of one raster it does, and of another one where the two are of about one scale."""
    region = _tile(1600, 0, 0, 1600, raster_id=2, acquired=JULY)
    assert leaders(region, _tile(100, 100, 100, 100, acquired=JUNE)) == [0, 1]
    assert leaders(region, _tile(400, 100, 100, 400, acquired=JUNE)) == [0, 0]
    assert leaders(region, _tile(100, 100, 100, 100, raster_id=2, acquired=JULY)) == [0, 0]


def test_a_tile_that_is_merged_covers_no_other() -> None:
    """The middle one is merged into the first, so the last, which the first does not reach, stands for itself."""
    assert leaders(_tile(100, 0, 0, 100), _tile(200, 0, 0, 200), _tile(50, 120, 120, 50)) == [0, 0, 2]


def test_nothing_is_merged_of_nothing() -> None:
    assert leaders() == []


def test_footprints_decide_and_not_the_boxes_around_them() -> None:
    """Two strips side by side, both from south-west to north-east: the boxes share two thirds."""
    strips = [
        shapely.MultiPolygon([shapely.Polygon([(x, 0), (x + 0.1, 0), (x + 1.1, 1), (x + 1, 1)])]) for x in (0.0, 0.2)
    ]
    assert leaders(*(_tile(100, 0, 0, 1, footprint=strip) for strip in strips)) == [0, 1]


def test_a_footprint_without_ground_or_that_crosses_itself_is_no_reason_to_fail() -> None:
    bow = shapely.MultiPolygon([shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 1)])])
    empty = shapely.MultiPolygon()
    tiles = [_tile(100, 0, 0, 1, footprint=one) for one in (bow, empty, bow, empty)]
    assert leaders(*tiles) == [0, 1, 0, 3]


def test_an_end_that_a_program_left_behind_is_not_before_the_start() -> None:
    assert days_of(JULY, JUNE) == (JULY.date(), JULY.date())
    assert days_of(None, JUNE) is None


tiles = st.builds(
    lambda level, row, col, raster: _tile(level, row, col, int(level), raster_id=raster[0], acquired=raster[1]),
    st.sampled_from([50.0, 200.0, 800.0]),
    st.integers(0, 1500),
    st.integers(0, 1500),
    st.sampled_from([(3, None), (4, None), (7, JUNE), (8, JUNE), (1_000_000_000, JULY)]),
)


def _same_place(one: StoredTile, other: StoredTile, *, across_levels: bool) -> bool:
    """The rule, of squares on a grid."""
    if one.raster_id != other.raster_id and (one.acquired is None or other.acquired is None):
        return False
    larger = max(one.level_m, other.level_m)
    if one.raster_id != other.raster_id and larger > 4.4 * min(one.level_m, other.level_m):
        return False
    if not across_levels and abs(one.level_m - other.level_m) > LEVEL_TOLERANCE * larger:
        return False
    height = min(one.row + one.height, other.row + other.height) - max(one.row, other.row)
    width = min(one.col + one.width, other.col + other.width) - max(one.col, other.col)
    common = max(height, 0) * max(width, 0) / min(one.height * one.width, other.height * other.width)
    return common >= COVERED + 1e-9


@given(st.lists(tiles, max_size=40), st.booleans())
def test_no_two_hits_share_a_place_and_whatever_is_merged_shares_it_with_its_leader(
    ranked: list[StoredTile], across_levels: bool
) -> None:
    merged = merge_places(ranked, across_levels=across_levels)
    kept = merged.kept.tolist()
    for at, one in enumerate(kept):
        assert not any(_same_place(ranked[one], ranked[other], across_levels=across_levels) for other in kept[:at])
    for at, leader in enumerate(merged.leaders.tolist()):
        if at != leader:
            assert leader < at
            assert merged.leaders[leader] == leader
            shrunk = shapely.area(shapely.intersection(ranked[at].footprint, ranked[leader].footprint))
            smaller = min(ranked[at].footprint.area, ranked[leader].footprint.area)
            assert shrunk >= (COVERED - 1e-9) * smaller
            # It stands behind the best of those that show its place.
            better = [one for one in kept if one < leader]
            assert not any(_same_place(ranked[at], ranked[one], across_levels=across_levels) for one in better)
            same = ranked[at].raster_id == ranked[leader].raster_id or ranked[at].acquired == ranked[leader].acquired
            assert bool(merged.same_date[at]) == same
    assert np.array_equal(np.sort(np.unique(merged.leaders)), kept)
