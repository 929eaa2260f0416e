"""Filters let through exactly the tiles they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.unit.catalog.made_up import STAMP, describe, put, raster, reader, sql, tile

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import candidates, encoding
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.domain.period import Period, parse_period
from tilescribe.domain.query import Filters
from tilescribe.domain.tile import Tile, Window

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeoPackageCatalog]:
    """300 turned tiles all over the world, some on either side of the antimeridian."""
    rng = np.random.default_rng(5)
    centres = np.column_stack([rng.uniform(-180, 180, 300), rng.uniform(-80, 80, 300)])
    with open_catalog(tmp_path_factory.mktemp("scattered") / "world.gpkg", mode="a") as catalog:
        tiles = [
            Tile(100.0, Window(number, 0, 10, 10), _turned(x, y, angle))
            for number, ((x, y), angle) in enumerate(zip(centres, rng.uniform(0, 90, 300), strict=True))
        ]
        catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="p", tiles=tiles)
        describe(catalog, range(1, 301))
        yield catalog


def _turned(x: float, y: float, angle: float) -> shapely.MultiPolygon:
    from shapely.affinity import rotate, translate

    tile = rotate(shapely.box(x - 6, y - 4, x + 6, y + 4), angle)
    world = shapely.box(-180, -90, 180, 90)
    parts = [tile.intersection(world)]
    parts += [translate(tile, shift).intersection(world) for shift in (-360, 360)]
    return shapely.MultiPolygon([part for part in parts if not part.is_empty])


def _brute(catalog: GeoPackageCatalog, area: shapely.Geometry) -> list[int]:
    tiles = catalog.tiles(range(1, 301))
    return [tile.id for tile in tiles if tile.footprint.intersects(area)]


degrees = st.floats(-180, 180, allow_nan=False)
latitudes = st.floats(-90, 90, allow_nan=False)


@given(degrees, degrees, latitudes, latitudes)
def test_bounds_let_through_what_they_intersect(
    scattered: GeoPackageCatalog, west: float, east: float, one: float, other: float
) -> None:
    south, north = sorted((one, other))
    boxes = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    # A box without width or height is a line or a point.
    shapes = [shapely.MultiPoint([(left, south), (right, north)]).envelope for left, right in boxes]
    found = scattered.candidates(Filters(bounds=(west, south, east, north)))
    assert found.dtype == np.int64
    assert found.tolist() == sorted({tile_id for shape in shapes for tile_id in _brute(scattered, shape)})


@given(st.lists(st.tuples(degrees, latitudes, st.floats(1, 40)), min_size=1, max_size=20))
def test_an_area_lets_through_what_it_intersects(
    scattered: GeoPackageCatalog, discs: list[tuple[float, float, float]]
) -> None:
    area = shapely.union_all([shapely.Point(x, y).buffer(radius) for x, y, radius in discs])
    assert scattered.candidates(Filters(area=area)).tolist() == _brute(scattered, area)


def test_an_area_of_many_parts_is_looked_up_as_one(scattered: GeoPackageCatalog) -> None:
    area = shapely.MultiPolygon([shapely.box(x, y, x + 1, y + 1) for x in range(-180, 180, 20) for y in (-50, 0, 50)])
    found = scattered.candidates(Filters(area=area)).tolist()
    assert found == _brute(scattered, area)
    assert found


def test_a_tile_is_its_footprint_and_not_the_box_around_it(catalog: GeoPackageCatalog) -> None:
    diamond = shapely.MultiPolygon([shapely.Polygon([(0, 1), (1, 0), (2, 1), (1, 2)])])
    tile = Tile(100.0, Window(0, 0, 10, 10), diamond)
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="p", tiles=[tile])
    describe(catalog, [1])
    for west, south in ((-1.0, -1.0), (-1.0, 1.6), (1.6, -1.0), (1.6, 1.6)):
        corner = (west, south, west + 1.4, south + 1.4)  # reaches 0.4 into the box
        assert catalog.candidates(Filters(bounds=corner)).tolist() == []
        assert catalog.candidates(Filters(area=shapely.box(*corner))).tolist() == []
    for side in ((-1.0, 0.5, 0.6, 1.5), (1.4, 0.5, 3.0, 1.5), (0.5, -1.0, 1.5, 0.6), (0.5, 1.4, 1.5, 3.0)):
        assert catalog.candidates(Filters(bounds=side)).tolist() == [1]
        assert catalog.candidates(Filters(area=shapely.box(*side))).tolist() == [1]


def test_only_the_geometry_of_tiles_in_doubt_is_read(
    catalog: GeoPackageCatalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(catalog, count=100)
    describe(catalog, range(1, 101))
    read: list[int] = []

    def decoded(blobs: Sequence[bytes]) -> NDArray[np.object_]:
        read.append(len(blobs))
        return encoding.decode_geometries(blobs)

    monkeypatch.setattr(candidates, "decode_geometries", decoded)
    box = (9.005, 49.005, 9.085, 49.095)  # half of each tile on its edge
    assert len(catalog.candidates(Filters(bounds=box))) == 90
    assert read == [4]


def test_a_tile_that_has_moved_is_found_where_it_is(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=2)
    describe(catalog, [1, 2])
    before, after = Filters(bounds=(9.0, 49.0, 9.005, 49.2)), Filters(bounds=(29.0, 49.0, 29.005, 49.2))
    assert catalog.candidates(before).tolist() == [1]
    corrected = [tile(number, east=29.0) for number in range(2)]
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="p", tiles=corrected)
    assert catalog.candidates(before).tolist() == []
    assert catalog.candidates(after).tolist() == [1]
    sql(path, "UPDATE tiles SET geom = (SELECT geom FROM tiles WHERE id = 1) WHERE id = 2")
    assert catalog.candidates(after).tolist() == [1, 2]
    sql(path, "UPDATE tiles SET level_m = 512 WHERE id = 2")
    assert catalog.candidates(Filters(levels_m=(500.0,))).tolist() == [2]


def test_a_footprint_that_another_program_has_emptied_is_nowhere(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=3)
    describe(catalog, [1, 2, 3])
    empty = encoding.encode_geometries([shapely.MultiPolygon()])[0]
    sql(path, "UPDATE tiles SET geom = ? WHERE id = 1", empty)
    assert catalog.candidates(Filters(bounds=(-180, -90, 180, 90))).tolist() == [2, 3]
    assert catalog.candidates(Filters()).tolist() == [1, 2, 3]


def test_nothing_is_in_an_empty_area(scattered: GeoPackageCatalog) -> None:
    assert scattered.candidates(Filters(area=shapely.Polygon())).tolist() == []


def test_bounds_and_area_must_both_hold(scattered: GeoPackageCatalog) -> None:
    both = Filters(bounds=(-90, -60, 60, 60), area=shapely.Point(30, 0).buffer(60))
    expected = set(_brute(scattered, shapely.box(-90, -60, 60, 60))) & set(
        _brute(scattered, shapely.Point(30, 0).buffer(60))
    )
    assert scattered.candidates(both).tolist() == sorted(expected)


def test_bounds_across_the_antimeridian_find_each_tile_once(scattered: GeoPackageCatalog) -> None:
    found = scattered.candidates(Filters(bounds=(170, -90, -170, 90))).tolist()
    assert found == sorted(set(found))
    assert found


def test_without_filters_all_described_tiles_pass(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=5)
    describe(catalog, [2, 4])
    assert catalog.candidates(Filters()).tolist() == [2, 4]


def test_tiles_that_are_not_described_never_pass(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=4)
    describe(catalog, [1, 2, 3])
    sql(path, "UPDATE tiles SET state = 'failed', reason = 'torn' WHERE id = 2")
    for filters in (Filters(), Filters(bounds=(-180, -90, 180, 90)), Filters(area=shapely.box(0, 0, 90, 90))):
        assert catalog.candidates(filters).tolist() == [1, 3]


def test_rasters_are_chosen_by_path_or_file_name(catalog: GeoPackageCatalog) -> None:
    for path in ("/imagery/north/a.tif", "/imagery/north/b.tif", "/imagery/south/a.tif"):
        put(catalog, path, count=1)
    describe(catalog, [1, 2, 3])
    assert catalog.candidates(Filters(rasters=("a.*",))).tolist() == [1, 3]
    assert catalog.candidates(Filters(rasters=("*/north/*",))).tolist() == [1, 2]
    assert catalog.candidates(Filters(rasters=("b.tif", "*/south/*"))).tolist() == [2, 3]
    assert catalog.candidates(Filters(rasters=("imagery",))).tolist() == []


def test_brackets_of_a_raster_filter_are_a_set_or_stand_in_the_name(catalog: GeoPackageCatalog) -> None:
    for path in ("/imagery/[br]acket.tif", "/imagery/backet.tif", "/imagery/cracket.tif"):
        put(catalog, path, count=1)
    describe(catalog, [1, 2, 3])
    assert catalog.candidates(Filters(rasters=("[br]acket.tif",))).tolist() == [1, 2]
    assert catalog.candidates(Filters(rasters=("*/[br]acket*",))).tolist() == [1, 2]
    assert catalog.candidates(Filters(rasters=("[[]br]acket.tif",))).tolist() == [1]
    assert catalog.candidates(Filters(rasters=("c*",))).tolist() == [3]


def test_times_are_inclusive_and_a_raster_without_one_never_passes(catalog: GeoPackageCatalog) -> None:
    for number, acquired in enumerate([NOON, NOON.replace(hour=13), None]):
        put(catalog, f"/imagery/{number}.tif", count=1, acquired=acquired)
    describe(catalog, [1, 2, 3])
    assert catalog.candidates(Filters(acquired_from=NOON)).tolist() == [1, 2]
    assert catalog.candidates(Filters(acquired_to=NOON)).tolist() == [1]
    assert catalog.candidates(Filters(acquired_from=NOON.replace(minute=1))).tolist() == [2]
    assert catalog.candidates(Filters(acquired_from=NOON, acquired_to=NOON)).tolist() == [1]


def test_levels_match_within_a_tenth(catalog: GeoPackageCatalog) -> None:
    tiles = [
        Tile(level_m, Window(0, 0, 10, 10), shapely.MultiPolygon([shapely.box(0, 0, 1, 1)]))
        for level_m in (90.0, 100.0, 111.0, 400.0)
    ]
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="p", tiles=tiles)
    describe(catalog, [1, 2, 3, 4])
    assert catalog.candidates(Filters(levels_m=(100.0,))).tolist() == [1, 2]
    assert catalog.candidates(Filters(levels_m=(110.0, 430.0))).tolist() == [2, 3, 4]


def test_all_filters_must_hold_together(catalog: GeoPackageCatalog) -> None:
    put(catalog, "/imagery/a.tif", count=10, acquired=NOON)
    put(catalog, "/imagery/b.tif", count=10, acquired=None)
    describe(catalog, range(1, 21))
    filters = Filters(bounds=(9.0, 49.0, 9.025, 49.2), rasters=("*.tif",), acquired_from=NOON, levels_m=(128.0,))
    assert catalog.candidates(filters).tolist() == [1, 2, 3]


@pytest.fixture
def dated(path: Path) -> Iterator[GeoPackageCatalog]:
    """Rasters of 1985, of June 1985, of one noon in 2024, and of no known time; one tile each, in this order."""
    with open_catalog(path, mode="a") as catalog:
        for number, period in enumerate([Period.of_year(1985), Period.of_month(1985, 6), Period.of_moment(NOON), None]):
            times = {"acquired": period and period.start, "acquired_end": period and period.end}
            put(catalog, f"/imagery/{number}.tif", count=1, **times)
        describe(catalog, [1, 2, 3, 4])
        yield catalog


@pytest.mark.parametrize(
    ("first", "last", "passing"),
    [
        ("1985", "1985", [1, 2]),
        ("1985-06-01", "1985-08-31", [1, 2]),
        ("1985-07-01", "1985-08-31", [1]),
        ("1985-06-30", "1985-06-30", [1, 2]),
        ("1985-06-30T23:59:59Z", None, [1, 2, 3]),
        ("1986", None, [3]),
        (None, "1984", []),
        (None, "1985-01-01", [1]),
        ("2024-06-01", "2024-06-01", [3]),
        ("2024-06-01T12:00:01Z", None, []),
    ],
)
def test_a_raster_passes_when_its_period_overlaps(
    dated: GeoPackageCatalog, first: str | None, last: str | None, passing: list[int]
) -> None:
    start = parse_period(first).start if first else None
    end = parse_period(last).end if last else None
    assert dated.candidates(Filters(acquired_from=start, acquired_to=end)).tolist() == passing


def _undated(catalog: GeoPackageCatalog, filters: Filters) -> int:
    db = reader(catalog)
    return candidates.count_undated(db, filters, lambda: catalog._index.tiles(db))


def test_rasters_that_only_their_missing_date_leaves_out_are_counted(dated: GeoPackageCatalog) -> None:
    year = Period.of_year(1985)
    assert _undated(dated, Filters()) == 0
    assert _undated(dated, Filters(acquired_from=year.start)) == 1
    assert _undated(dated, Filters(acquired_to=year.end, rasters=("3.tif",))) == 1
    assert _undated(dated, Filters(acquired_to=year.end, rasters=("0.tif",))) == 0
    assert _undated(dated, Filters(acquired_to=year.end, bounds=(100.0, -10.0, 101.0, -9.0))) == 0
    assert _undated(dated, Filters(acquired_to=year.end, levels_m=(5.0,))) == 0


def test_a_period_survives_the_catalog(dated: GeoPackageCatalog) -> None:
    shown = [str(stored.period) for stored in dated.rasters()]
    assert shown == ["1985", "1985-06", "2024-06-01T12:00:00Z", "None"]
    assert [str(dated.load_raster(stored.id).period) for stored in dated.rasters()] == shown
