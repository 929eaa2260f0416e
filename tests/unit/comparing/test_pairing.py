"""Which tile is compared with what."""

from __future__ import annotations

import pytest
from tests.unit.comparing.made_up import area, stored_raster, stored_tile

from tilescribe.comparing.pairing import earlier_dates, pair_tiles
from tilescribe.comparing.planning import choose_sides
from tilescribe.comparing.selection import parse_selection
from tilescribe.errors import InvalidDateError, NoPairsError

OLD = stored_raster(1, "/a/old.tif", "2009")
WEST = stored_raster(2, "/a/west.tif", "2014-06-01T10:00:00Z")
EAST = stored_raster(3, "/a/east.tif", "2014-06-01T10:00:30Z")
NEW = stored_raster(4, "/a/new.tif", "2020-06-01")
UNDATED = stored_raster(5, "/a/undated.tif")
FAR = stored_raster(6, "/a/far.tif", "2010")
RASTERS = [OLD, WEST, EAST, NEW, UNDATED, FAR]
GROUND = {
    1: area(0, 0, 10, 10),
    2: area(0, 0, 4, 10),
    3: area(4, 0, 7, 10),
    4: area(0, 0, 10, 10),
    5: area(0, 0, 10, 10),
    6: area(50, 50, 60, 60),
}


def test_dates_come_newest_first_and_strips_of_one_pass_are_one() -> None:
    dates = earlier_dates(RASTERS, GROUND, than=NEW, around=GROUND[4])
    assert [[raster.id for raster in date.rasters] for date in dates] == [[2, 3], [1], [5]]
    assert dates[0].period is not None
    assert dates[2].period is None
    # Of the other strip of the same pass, seconds apart, nothing is earlier but the old raster.
    dates = earlier_dates([OLD, WEST, EAST, NEW], GROUND, than=EAST, around=GROUND[3])
    assert [[raster.id for raster in date.rasters] for date in dates] == [[1]]


def test_a_tile_takes_the_newest_date_that_covers_enough_of_it() -> None:
    dates = earlier_dates([OLD, WEST, EAST, NEW], GROUND, than=NEW, around=GROUND[4])
    tiles = [
        stored_tile(11, NEW, (0, 0, 2, 2)),  # all of it in the west
        stored_tile(12, NEW, (3, 0, 5, 2)),  # across both strips
        stored_tile(13, NEW, (6.2, 0, 8.2, 2)),  # 40 % in the east
        stored_tile(14, NEW, (8, 0, 10, 2)),
    ]
    pairs = pair_tiles(tiles, dates, ())
    assert [(pair.tile.id, [raster.id for raster in pair.rasters]) for pair in pairs] == [
        (11, [2]),
        (12, [2, 3]),
        (13, [1]),
        (14, [1]),
    ]


def test_an_older_date_of_the_same_detail_goes_before_a_newer_coarse_one() -> None:
    fine = stored_raster(1, "/a/fine.tif", "2019", gsd_m=0.5)
    coarse = stored_raster(2, "/a/coarse.tif", "2020-01", gsd_m=10)
    ground = {1: area(0, 0, 5, 10), 2: GROUND[1], 4: GROUND[4]}
    dates = earlier_dates([fine, coarse, NEW], ground, than=NEW, around=ground[4])
    assert [date.gsd_m for date in dates] == [10, 0.5]
    small = stored_tile(11, NEW, (0, 0, 2, 2), level_m=112)
    large = stored_tile(12, NEW, (0, 0, 2, 2), level_m=2240)
    beyond = stored_tile(13, NEW, (7, 0, 9, 2), level_m=896)
    tiny = stored_tile(14, NEW, (7, 0, 9, 2), level_m=112)
    chosen = {pair.tile.id: pair.rasters[0].id for pair in pair_tiles([small, large, beyond, tiny], dates, ())}
    # Where only the coarse one is, the pair is made, and its pixels tell that they are too coarse for a small tile.
    assert chosen == {11: 1, 12: 2, 13: 2, 14: 2}


def test_rasters_of_one_day_and_very_different_pixels_are_dates_of_their_own() -> None:
    fine = stored_raster(1, "/a/fine.tif", "2019-05-01", gsd_m=0.5)
    also = stored_raster(3, "/a/also.tif", "2019-05-01", gsd_m=0.55)
    coarse = stored_raster(2, "/a/coarse.tif", "2019-05-01", gsd_m=10)
    dates = earlier_dates([coarse, fine, also], GROUND, than=NEW, around=GROUND[4])
    assert [[raster.id for raster in date.rasters] for date in dates] == [[1, 3], [2]]


def test_where_no_date_covers_half_the_one_that_covers_most_serves() -> None:
    ground = {1: area(0, 0, 0.3, 10), 2: area(0, 0, 0.8, 10), 4: area(0, 0, 10, 10)}
    dates = earlier_dates([OLD, WEST], ground, than=NEW, around=ground[4])
    tile = stored_tile(11, NEW, (0, 0, 2, 2))
    assert [one.id for one in pair_tiles([tile], dates, ())[0].rasters] == [2]
    nowhere = stored_tile(12, NEW, (5, 0, 7, 2))
    sliver = stored_tile(13, NEW, (0.77, 0, 2.77, 2))
    assert pair_tiles([nowhere, sliver], dates, ()) == []
    assert pair_tiles([tile], [], ()) == []


def test_the_earlier_tiles_of_the_nearest_level_stand_for_what_there_was() -> None:
    dates = earlier_dates([OLD], GROUND, than=NEW, around=GROUND[4])
    tile = stored_tile(11, NEW, (0, 0, 2, 2), level_m=200)
    earlier = [
        stored_tile(21, OLD, (0, 0, 1.5, 2), level_m=190),
        stored_tile(22, OLD, (1.5, 0, 3, 2), level_m=190),
        stored_tile(23, OLD, (0, 0, 8, 8), level_m=800),
        stored_tile(24, OLD, (0, 0, 0.5, 0.5), level_m=50),
        stored_tile(25, OLD, (1.95, 0, 3.95, 2), level_m=190),  # a sliver in common
        stored_tile(26, WEST, (0, 0, 2, 2), level_m=200),  # of another date
    ]
    (pair,) = pair_tiles([tile], dates, earlier)
    assert [tile_id for tile_id, _ in pair.tiles] == [21, 22]
    assert [share for _, share in pair.tiles] == pytest.approx([0.75, 0.25])


def test_without_a_selection_every_dated_raster_may_be_on_either_side() -> None:
    sides = choose_sides(RASTERS, before=None, after=None)
    assert {one.id for one in sides.earlier} == {one.id for one in sides.later} == {1, 2, 3, 4, 6}
    assert sides.undated == 1


def test_a_chosen_baseline_is_what_all_others_are_compared_with() -> None:
    sides = choose_sides(RASTERS, before=parse_selection("2009"), after=None)
    assert [one.id for one in sides.earlier] == [1]
    assert [one.id for one in sides.later] == [2, 3, 4, 6]
    sides = choose_sides(RASTERS, before=None, after=parse_selection("2020"))
    assert [one.id for one in sides.later] == [4]
    assert sides.undated == 1


def test_rasters_without_a_date_take_part_where_they_are_named() -> None:
    sides = choose_sides([NEW, UNDATED], before=parse_selection("undated.tif"), after=None)
    assert ([one.id for one in sides.earlier], [one.id for one in sides.later]) == ([5], [4])
    two = [stored_raster(1, "/a/pre.tif"), stored_raster(2, "/a/post.tif")]
    sides = choose_sides(two, before=parse_selection("pre*"), after=parse_selection("post*"))
    assert ([one.id for one in sides.earlier], [one.id for one in sides.later], sides.undated) == ([1], [2], 0)


def test_one_date_only_is_refused_with_what_to_do() -> None:
    with pytest.raises(NoPairsError, match=r"two dates, and the catalog knows only 2014-06-01.*--set-date"):
        choose_sides([WEST, EAST], before=None, after=None)
    with pytest.raises(NoPairsError, match=r"knows none.*--before GLOB --after GLOB"):
        choose_sides([UNDATED], before=None, after=None)
    with pytest.raises(NoPairsError, match=r"other side of --before '2020'"):
        choose_sides([OLD, NEW], before=parse_selection("2020"), after=None)


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InvalidDateError, match=r"acquired later \(--before '2020' and --after '2009'.*Swap"):
        choose_sides(RASTERS, before=parse_selection("2020"), after=parse_selection("2009"))
