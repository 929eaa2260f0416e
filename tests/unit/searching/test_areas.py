"""Boxes and polygon files, good and bad."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.errors import InvalidAreaError, InvalidBoundsError
from tilescribe.searching import parse_bounds, read_area


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
    geopandas.GeoDataFrame({"name": ["a"]}, geometry=[SQUARE], crs=4326).to_crs(epsg).to_file(file)
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
