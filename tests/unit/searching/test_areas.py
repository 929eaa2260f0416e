"""Boxes and polygon files, good and bad."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.errors import InvalidAreaError, InvalidBoundsError
from tilescribe.searching import area_of, bounds_of, centre_of, parse_bounds, read_area


def test_bounds_are_west_south_east_north() -> None:
    assert parse_bounds("5.9, 45.8,10.5,47.8") == (5.9, 45.8, 10.5, 47.8)


def test_bounds_may_cross_the_antimeridian() -> None:
    assert parse_bounds("170,-20,-170,-10") == (170, -20, -170, -10)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not four numbers"),
        ("1,2,3", "not four numbers"),
        ("1,2,3,four", "not four numbers"),
        ("1,2,3,4,5", "not four numbers"),
        ("0,50,10,40", "south at or above"),
        ("0,40,10,40", "south at or above"),
        ("0,40,0,50", "no width"),
        ("-181,0,10,10", "outside the world"),
        ("0,0,10,91", "outside the world"),
        ("nan,0,10,10", "no number"),
        ("0,0,inf,10", "no number"),
    ],
)
def test_impossible_bounds_are_refused_with_their_value_and_the_order(text: str, complaint: str) -> None:
    with pytest.raises(InvalidBoundsError, match=complaint) as refused:
        parse_bounds(text)
    assert "west,south,east,north" in str(refused.value)


@given(st.text(max_size=40))
def test_any_text_is_bounds_or_refused(text: str) -> None:
    try:
        _, south, _, north = parse_bounds(text)
    except InvalidBoundsError:
        return
    assert -90 <= south < north <= 90


SQUARE = shapely.box(13.0, 52.0, 13.1, 52.1)


@pytest.mark.parametrize(("epsg", "suffix"), [(4326, "geojson"), (32633, "gpkg"), (3857, "shp"), (3035, "gpkg")])
def test_an_area_is_read_from_any_crs_and_format(tmp_path: Path, epsg: int, suffix: str) -> None:
    file = tmp_path / f"area.{suffix}"
    drawn = shapely.segmentize(SQUARE, 0.001)  # straight lines of degrees are curves of a map
    geopandas.GeoDataFrame({"name": ["a"]}, geometry=[drawn], crs=4326).to_crs(epsg).to_file(file)
    area = read_area(file)
    assert shapely.area(shapely.symmetric_difference(area, SQUARE)) < 1e-4 * shapely.area(SQUARE)


def test_several_polygons_become_one_area(tmp_path: Path) -> None:
    file = tmp_path / "area.geojson"
    polygons = [SQUARE, shapely.box(14, 52, 14.1, 52.1)]
    geopandas.GeoDataFrame(geometry=polygons, crs=4326).to_file(file)
    assert shapely.area(read_area(file)) == pytest.approx(0.02)


def test_a_bow_tie_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "area.geojson"
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    geopandas.GeoDataFrame(geometry=[bow_tie], crs=4326).to_file(file)
    assert read_area(file).is_valid


def _write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "area.geojson"
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    "text",
    [
        "",
        "this is no GeoJSON",
        '{"type": "FeatureCollection", "features": []}',
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": '
            '{"type": "Point", "coordinates": [1, 2]}}]}'
        ),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": '
            '{"type": "Polygon", "coordinates": [[[0, 0], [1'
        ),
    ],
)
def test_a_file_without_a_polygon_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidAreaError, match=r"area\.geojson"):
        read_area(_write(tmp_path, text))


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidAreaError, match=r"no area file.*nowhere\.gpkg"):
        read_area(tmp_path / "nowhere.gpkg")


FIJI, SAMOA, TONGA = shapely.Point(178.4, -18.1), shapely.Point(-172.1, -13.8), shapely.Point(-175.2, -21.1)
AFRICA, GREENWICH = shapely.Point(20.0, -18.0), shapely.Point(0.0, -18.0)


def written(path: Path, shape: shapely.Geometry, crs: int) -> Path:
    geopandas.GeoDataFrame(geometry=[shape], crs=crs).to_file(path)
    return path


def test_an_area_of_a_map_across_the_antimeridian_is_there_and_not_on_the_far_side(tmp_path: Path) -> None:
    # 176 to 182 degrees east in a map whose middle is 150 degrees east.
    map_box = geopandas.GeoSeries([shapely.box(176.0, -20.0, 179.99, -16.0)], crs=4326).to_crs(3832).total_bounds
    west, south, east, north = map_box
    east += 2.0 * 111_319.49
    area = read_area(written(tmp_path / "fiji.gpkg", shapely.box(west, south, east, north), 3832))
    assert area.is_valid
    assert [area.contains(point) for point in (FIJI, shapely.Point(-179.0, -18.0), AFRICA, GREENWICH)] == [
        True,
        True,
        False,
        False,
    ]
    assert bounds_of(area) == pytest.approx((176.0, -20.0, -178.01, -16.0), abs=0.001)


@pytest.mark.parametrize("turn", [0.0, -360.0])
def test_degrees_beyond_180_go_on_east_of_the_antimeridian(tmp_path: Path, turn: float) -> None:
    box = shapely.box(179.0 + turn, -19.0, 182.0 + turn, -17.0)
    for area in (read_area(written(tmp_path / "a.geojson", box, 4326)), area_of(shapely.geometry.mapping(box))):
        assert area.area == pytest.approx(6.0)
        assert bounds_of(area) == pytest.approx((179.0, -19.0, -178.0, -17.0))
        assert area.contains(shapely.Point(-178.5, -18.0))
        assert area.contains(shapely.Point(179.5, -18.0))
        assert not area.intersects(GREENWICH)


def test_a_wide_area_beyond_180_is_as_wide_as_it_was_drawn(tmp_path: Path) -> None:
    area = read_area(written(tmp_path / "pacific.geojson", shapely.box(100.0, -30.0, 290.0, 30.0), 4326))
    assert area.area == pytest.approx(190.0 * 60.0)
    assert bounds_of(area) == pytest.approx((100.0, -30.0, -70.0, 30.0))
    assert [area.contains(point) for point in (FIJI, SAMOA, AFRICA)] == [True, True, False]


@pytest.mark.parametrize(
    "box", [(-180.0, -90.0, 180.0, 90.0), (-100.0, -20.0, 120.0, 20.0), (-179.0, -80.0, 179.0, 80.0)]
)
def test_a_wide_area_of_degrees_is_taken_as_it_stands(tmp_path: Path, box: tuple[float, ...]) -> None:
    area = read_area(written(tmp_path / "wide.geojson", shapely.box(*box), 4326))
    assert area.equals(shapely.box(*box))
    assert area_of(shapely.geometry.mapping(shapely.box(*box))).equals(shapely.box(*box))


@pytest.mark.parametrize(("epsg", "pole"), [(3413, 90.0), (3031, -90.0)])
def test_an_area_round_a_pole_holds_the_pole(tmp_path: Path, epsg: int, pole: float) -> None:
    area = read_area(written(tmp_path / "pole.gpkg", shapely.box(-900_000, -1_000_000, 1_100_000, 1_000_000), epsg))
    sign = 1.0 if pole > 0 else -1.0
    for longitude in range(-179, 180, 15):
        assert area.contains(shapely.Point(longitude, sign * 85.0)), longitude
        assert not area.contains(shapely.Point(longitude, sign * 70.0)), longitude
    assert not area.contains(shapely.Point(30.0, -sign * 85.0))


def test_a_hole_stays_a_hole_on_both_sides(tmp_path: Path) -> None:
    ring = shapely.box(178.0, -20.0, 182.0, -16.0).difference(shapely.box(179.0, -19.0, 181.0, -17.0))
    area = read_area(written(tmp_path / "ring.geojson", ring, 4326))
    assert area.area == pytest.approx(12.0)
    inside = [area.contains(shapely.Point(lon, -18.0)) for lon in (178.5, 179.5, -179.5, -178.5)]
    assert inside == [True, False, False, True]


def test_the_box_and_the_middle_of_what_is_split_at_the_antimeridian() -> None:
    split = shapely.MultiPolygon([shapely.box(179.9, 0, 180, 0.1), shapely.box(-180, 0, -179.8, 0.1)])
    assert bounds_of(split) == pytest.approx((179.9, 0.0, -179.8, 0.1))
    assert centre_of(split) == pytest.approx((-179.95, 0.05))
    pieces = shapely.MultiPolygon([*split.geoms, shapely.box(178, 1, 179, 2), shapely.box(-179, 1, -178, 2)])
    assert bounds_of(pieces) == pytest.approx((178.0, 0.0, -178.0, 2.0))
    whole = shapely.MultiPolygon([shapely.box(-180, 60, 180, 90)])
    assert bounds_of(whole) == (-180.0, 60.0, 180.0, 90.0)
    assert bounds_of(shapely.MultiPolygon([shapely.box(170, 0, 180, 1)])) == (170.0, 0.0, 180.0, 1.0)


@pytest.mark.parametrize("epsg", [4720, 4272, 4322, 4200])
def test_an_area_that_touches_180_degrees_of_another_datum_stays_where_it_is(tmp_path: Path, epsg: int) -> None:
    file = tmp_path / "fiji.gpkg"
    geopandas.GeoDataFrame(geometry=[shapely.box(179, -20, 180, -15)], crs=epsg).to_file(file)
    area = read_area(file)
    assert area.area == pytest.approx(5, abs=0.1)
    assert area.intersects(shapely.Point(179.5, -17))
    assert not area.intersects(shapely.Point(20, -17))


@pytest.mark.parametrize("epsg", [4272, 4720, 4805])
def test_the_whole_world_of_another_datum_or_meridian_is_the_whole_world(tmp_path: Path, epsg: int) -> None:
    file = tmp_path / "world.gpkg"
    geopandas.GeoDataFrame(geometry=[shapely.box(-180, -89, 180, 89)], crs=epsg).to_file(file)
    assert read_area(file).area == pytest.approx(360 * 178, rel=0.01)


def test_an_area_of_another_prime_meridian_is_moved_by_it(tmp_path: Path) -> None:
    file = tmp_path / "ferro.gpkg"
    geopandas.GeoDataFrame(geometry=[shapely.box(-165, -20, -159, -15)], crs=4805).to_file(file)
    area = read_area(file)  # Ferro lies 17 degrees and 40 minutes west of Greenwich
    assert area.area == pytest.approx(30, abs=0.5)
    assert area.intersects(shapely.Point(179, -17))
    assert area.intersects(shapely.Point(-178, -17))
    assert not area.intersects(shapely.Point(20, -17))
