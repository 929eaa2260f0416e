"""Places in vector formats: every geometry, attribute and style as it should be, read back by QGIS."""

from __future__ import annotations

import csv
import json

import pytest
from qgis_plugin.core.product.places import Pictures
from qgis_plugin.core.product.shapes import LINE, POINT, POLYGON, geometry_of, kind_of
from qgis_plugin.core.product.vector_files import driver_of, vector_formats, write_vector
from qgis_plugin.core.threads import CancelledError
from qgis_plugin.gui.product.product_layers import write_coverage, write_layers
from tests.qgis.product_places import drawn_places, picture, place, product

from qgis.core import QgsFeedback, QgsProviderRegistry, QgsVectorLayer

ALL = vector_formats()


@pytest.fixture
def write(qgis_app, tmp_path):
    """`write(places, suffix)`: the file."""

    def write_to(places, suffix, name="places"):
        path = tmp_path / f"{name}.{suffix}"
        write_layers(
            product(*places), str(path), [], driver=driver_of(str(path)), adds=path.exists(), feedback=QgsFeedback()
        )
        return path

    return write_to


def layers(path):
    """Name and number of features of each layer of a file, by the kind of their geometry."""
    found = {}
    for one in QgsProviderRegistry.instance().querySublayers(str(path)):
        layer = QgsVectorLayer(one.uri(), one.name(), "ogr")
        for feature in layer.getFeatures():
            kind = kind_of(feature.geometry())
            found.setdefault(kind, []).append((one.name(), feature["number"]))
    return found


@pytest.mark.parametrize(("driver", "name", "suffix"), ALL, ids=[driver for driver, _, _ in ALL])
def test_every_format_that_is_offered_can_be_written(qgis_app, tmp_path, driver, name, suffix):
    path = tmp_path / f"places.{suffix}"
    written = write_vector(
        product(*drawn_places()),
        str(path),
        driver=driver,
        table="results",
        into_existing=False,
        feedback=QgsFeedback(),
    )
    assert [kind for kind, _ in written] == [POLYGON, LINE, POINT]
    assert path.stat().st_size > 0


def test_a_geopackage_has_a_layer_for_each_type_of_geometry_with_its_style(write):
    path = write(drawn_places(), "gpkg")
    assert layers(path) == {
        POLYGON: [("results", 1), ("results", 2)],
        LINE: [("results_lines", 3)],
        POINT: [("results_points", 4)],
    }
    for table in ("results", "results_lines", "results_points"):
        layer = QgsVectorLayer(f"{path}|layername={table}", "again", "ogr")
        assert layer.renderer().type() == "categorizedSymbol"
        assert [category.label() for category in layer.renderer().categories()] == ["Confirmed"]
        assert layer.attributeAlias(layer.fields().indexOf("level_m")) == "Tile size (m)"
        assert layer.labelsEnabled()


def test_a_geopackage_of_tiles_only_has_one_layer(write):
    assert layers(write([place(1), place(2)], "gpkg")) == {POLYGON: [("results", 1), ("results", 2)]}


def test_a_geopackage_that_exists_gets_layers_of_other_names(write):
    write(drawn_places(), "gpkg")
    found = layers(write(drawn_places(), "gpkg"))
    assert {name for name, _ in found[LINE]} == {"results_lines", "results_2_lines"}
    assert {name for name, _ in found[POLYGON]} == {"results", "results_2"}


@pytest.mark.parametrize("suffix", ["shp", "fgb"])
def test_a_format_of_one_type_gets_a_file_for_each(write, suffix):
    path = write(drawn_places(), suffix)
    for name, kind, numbers in (
        ("places", POLYGON, [1, 2]),
        ("places_lines", LINE, [3]),
        ("places_points", POINT, [4]),
    ):
        layer = QgsVectorLayer(str(path.with_name(f"{name}.{suffix}")), name, "ogr")
        found = sorted((one["number"], kind_of(one.geometry())) for one in layer.getFeatures())
        assert found == [(number, kind) for number in numbers]


def test_geojson_is_as_its_standard_has_it(write):
    document = json.loads(write(drawn_places(), "geojson").read_text(encoding="utf-8"))
    assert "crs" not in document
    types = [feature["geometry"]["type"] for feature in document["features"]]
    assert types == ["Polygon", "Polygon", "LineString", "Point"]
    ring = document["features"][0]["geometry"]["coordinates"][0]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
    assert area > 0, "the outer ring runs counterclockwise"
    assert document["features"][3]["geometry"]["coordinates"] == [15.004, 47.906]


def test_geojson_is_in_wgs84_whatever_the_project_is_in(write):
    document = json.loads(write([place(1)], "geojson").read_text(encoding="utf-8"))
    assert document["features"][0]["geometry"]["coordinates"][0][0] == [15.0, 47.9]


def test_a_tile_across_the_antimeridian_keeps_both_parts(write):
    parts = [[[[179.99, 1], [180, 1], [180, 1.01], [179.99, 1.01], [179.99, 1]]],
             [[[-180, 1], [-179.98, 1], [-179.98, 1.01], [-180, 1.01], [-180, 1]]]]  # fmt: skip
    crossing = place(1, footprint={"type": "MultiPolygon", "coordinates": parts})
    assert crossing.position == pytest.approx((-179.99, 1.005))
    document = json.loads(write([crossing], "geojson").read_text(encoding="utf-8"))
    assert len(document["features"][0]["geometry"]["coordinates"]) == 2


def test_a_csv_has_coordinates_and_every_script(write):
    note = 'zweite Zeile\n"Zitat", Komma; مرحبا 多'
    path = write([place(1, note=note), *drawn_places()[2:]], "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "so that a spreadsheet knows that it is UTF-8"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["lon"], rows[0]["lat"]) == ("15.005", "47.905")
    assert rows[0]["mgrs"] == "33TWP 00373 05741"
    assert rows[0]["note"] == note
    assert [row["WKT"].split(" ")[0] for row in rows] == ["POLYGON", "LINESTRING", "POINT"]
    assert float(rows[2]["lon"]) == 15.004


def test_every_attribute_is_in_the_file(write):
    marked = place(1, grade="major", count=12, note="by boat", change="Water has come.", shape=None)
    layer = QgsVectorLayer(str(write([marked], "gpkg")), "again", "ogr")
    feature = next(layer.getFeatures())
    told = {name: feature[name] for name in ("grade", "count", "note", "change", "author", "label", "raster", "path")}
    assert told == {
        "grade": "major",
        "count": 12,
        "note": "by boat",
        "change": "Water has come.",
        "author": "Rivera",
        "label": "after",
        "raster": "scene_20260914.tif",
        "path": "/data/tifs/scene_20260914.tif",
    }
    assert feature["acquired"].toString("yyyy-MM-dd") == "2026-09-14"


def test_long_texts_are_whole(write):
    long = "Der Weg ist frei. " * 400
    layer = QgsVectorLayer(str(write([place(1, note=long)], "gpkg")), "again", "ogr")
    assert next(layer.getFeatures())["note"] == long


def test_what_was_cancelled_is_not_written_on(qgis_app, tmp_path):
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(CancelledError):
        write_layers(product(place(1)), str(tmp_path / "a.gpkg"), [], driver="GPKG", adds=False, feedback=feedback)


def test_a_folder_that_is_not_there_is_an_error_with_a_reason(qgis_app, tmp_path):
    path = str(tmp_path / "no" / "places.gpkg")
    with pytest.raises(OSError, match=r"places\.gpkg"):
        write_layers(product(place(1)), path, [], driver="GPKG", adds=False, feedback=QgsFeedback())


def test_the_coverage_of_an_atlas_has_all_tiles_with_pictures_and_what_was_drawn(qgis_app, tmp_path):
    path = tmp_path / "book.gpkg"
    shown = picture(tmp_path / "1.jpg")
    tables = []
    written = write_coverage(
        product(*drawn_places()),
        str(path),
        tables,
        adds=False,
        pictures={1: Pictures(now=shown)},
        feedback=QgsFeedback(),
    )
    assert [name for _, name in written] == tables == ["places", "drawn", "drawn_lines", "drawn_points"]
    tiles = QgsVectorLayer(f"{path}|layername=places", "tiles", "ogr")
    features = list(tiles.getFeatures())
    assert [kind_of(feature.geometry()) for feature in features] == [POLYGON] * 4
    assert bytes(features[0]["picture"]) == shown.read_bytes()
    assert tiles.labelsEnabled()
    assert not QgsVectorLayer(f"{path}|layername=drawn", "drawn", "ogr").labelsEnabled(), "the tile has the number"


def test_the_middle_of_a_place_lies_in_it():
    horseshoe = [[0, 0], [9, 0], [9, 9], [8, 9], [8, 1], [1, 1], [1, 9], [0, 9], [0, 0]]
    shape = {"type": "Polygon", "coordinates": [horseshoe]}
    lon, lat = place(1, shape=shape).position
    assert geometry_of(shape).contains(geometry_of({"type": "Point", "coordinates": [lon, lat]}))
    assert place(1, shape={"type": "Point", "coordinates": [3, 4]}).position == (3, 4)
    line = {"type": "LineString", "coordinates": [[0, 0], [10, 0], [10, 2]]}
    assert place(1, shape=line).position == (6, 0)


@pytest.mark.parametrize(
    "geojson",
    [{"type": "GeometryCollection", "geometries": []}, {"type": "Point", "coordinates": None}, {}, {"type": "Polygon"}],
)
def test_a_shape_that_is_none_is_refused_with_its_type(geojson):
    with pytest.raises(ValueError, match=str(geojson.get("type"))):
        geometry_of(geojson)


@pytest.mark.parametrize(
    ("geojson", "kind", "parts"),
    [
        ({"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}, POINT, 2),
        ({"type": "MultiPoint", "coordinates": [[1, 2]]}, POINT, 1),
        ({"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]}, LINE, 2),
        ({"type": "LineString", "coordinates": [[1, 2, 30], [3, 4, 30]]}, LINE, 1),
    ],
)
def test_shapes_of_every_type(geojson, kind, parts):
    made = geometry_of(geojson)
    assert kind_of(made) == kind
    assert made.constGet().partCount() == parts
    assert made.isMultipart() == (parts > 1)
