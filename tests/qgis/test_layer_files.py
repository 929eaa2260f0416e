"""Result layers in files: GeoPackage, other formats, and the report."""

from __future__ import annotations

import csv
import dataclasses
import json
import sqlite3
from contextlib import closing

import pytest
from qgis_plugin.core.paths import resource
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import CONFIRMED
from qgis_plugin.gui.layers.export import TABLE, Exporter
from qgis_plugin.gui.layers.result_layer import ResultLayer
from tests.qgis.made_up import PATIENCE_MS, hit, results

from qgis.core import QgsVectorLayer

SEEN = ("valid_share", "available")


@pytest.fixture
def layer(qgis_new_project, qtbot, tmp_path):
    """Three hits, the first and the third confirmed."""
    made = ResultLayer.create("Results", style=resource("styles/results.qml"), thumbnails=tmp_path)
    marked = results(3).with_marks({101: _confirmed("a & b"), 103: _confirmed("")})
    with qtbot.waitSignal(made.filled, timeout=PATIENCE_MS):
        made.show(marked, name="flooding river")
    yield made
    made.detach()


@pytest.fixture
def write(layer, qtbot):
    """`write(path)`: the layer written there."""
    exporter = Exporter()

    def write_to(path):
        with qtbot.waitSignal(exporter.write(layer, str(path)).written, timeout=PATIENCE_MS):
            pass
        return path

    return write_to


def test_a_csv_holds_every_hit_with_its_footprint(write, tmp_path):
    with write(tmp_path / "Ergebnisse über Flüsse.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["WKT"].startswith("MULTIPOLYGON")
    assert rows[0]["note"] == "a & b"


def test_geojson_is_read_back_as_it_was(write, tmp_path):
    document = json.loads(write(tmp_path / "hits.geojson").read_text(encoding="utf-8"))
    assert [feature["properties"]["tile_id"] for feature in document["features"]] == [101, 102, 103]


def test_a_file_name_without_format_is_refused_with_a_reason(layer, qtbot, tmp_path):
    exporter = Exporter()
    with qtbot.waitSignal(exporter.write(layer, str(tmp_path / "hits")).failed, timeout=PATIENCE_MS) as told:
        pass
    assert "ending such as" in told.args[0]


def test_a_place_that_cannot_be_written_is_said(layer, qtbot, tmp_path):
    exporter = Exporter()
    export = exporter.write(layer, str(tmp_path / "no" / "folder" / "hits.gpkg"))
    with qtbot.waitSignal(export.failed, timeout=PATIENCE_MS) as told:
        pass
    assert "could not be written" in told.args[0]


def test_a_saved_layer_lives_in_its_geopackage(layer, write, tmp_path):
    path = write(tmp_path / "kept.gpkg")
    layer.move_to(str(path), table=TABLE, before=layer.results)
    assert layer.layer.providerType() == "ogr"
    assert layer.kept
    layer.select([103])
    assert [feature["rank"] for feature in layer.layer.selectedFeatures()] == [3]


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "shp", "csv", "fgb"])
def test_how_much_can_be_seen_and_whether_the_file_is_there_are_written(layer, write, qtbot, tmp_path, ending):
    sliver = dataclasses.replace(hit(2), valid_share=0.25, available=False)
    with qtbot.waitSignal(layer.filled, timeout=PATIENCE_MS):
        layer.show(results(1).with_hits([hit(1), sliver]), name="a sliver")
    again = QgsVectorLayer(str(write(tmp_path / f"kept.{ending}")), "again", "ogr")
    # A Shapefile cuts names to ten characters.
    share, there = (next(one.name() for one in again.fields() if name.startswith(one.name())) for name in SEEN)
    read = sorted((float(one[share]), str(one[there]).lower()) for one in again.getFeatures())
    assert [value for value, _ in read] == [0.25, 1.0]
    assert [value in ("true", "1") for _, value in read] == [False, True]


def test_marks_reach_the_geopackage(layer, write, tmp_path):
    path = write(tmp_path / "kept.gpkg")
    layer.move_to(str(path), table=TABLE, before=layer.results)
    layer.update_results(layer.results.with_marks({102: _confirmed("later")}), [102])
    again = QgsVectorLayer(f"{path}|layername={TABLE}", "again", "ogr")
    assert [feature["note"] for feature in again.getFeatures('"tile_id" = 102')] == ["later"]


def test_a_mark_that_the_file_refuses_is_said(layer, write, qtbot, tmp_path):
    path = write(tmp_path / "kept.gpkg")
    layer.move_to(str(path), table=TABLE, before=layer.results)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"CREATE TRIGGER shut BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'it is read-only'); END")
    with qtbot.waitSignal(layer.refused, timeout=PATIENCE_MS) as told:
        layer.update_results(layer.results.with_marks({102: _confirmed("later")}), [102])
    assert "flooding river did not take the change" in told.args[0]
    assert "it is read-only" in told.args[0]


def test_a_saved_layer_looks_the_same_wherever_it_is_opened(layer, write, tmp_path):
    path = write(tmp_path / "kept.gpkg")
    layer.move_to(str(path), table=TABLE, before=layer.results)
    again = QgsVectorLayer(f"{path}|layername={TABLE}", "again", "ogr")
    assert again.renderer().type() == layer.layer.renderer().type()
    assert again.attributeAlias(again.fields().indexOf("level_m")) == "Tile size (m)"


def test_a_saved_layer_is_not_emptied_when_a_project_takes_it_up(layer, write, tmp_path):
    path = write(tmp_path / "kept.gpkg")
    layer.move_to(str(path), table=TABLE, before=layer.results)
    taken = ResultLayer(layer.layer)
    taken.restore(results(3), thumbnails=tmp_path)
    assert layer.layer.featureCount() == 3
    taken.select([102])
    assert [feature["rank"] for feature in layer.layer.selectedFeatures()] == [2]
    taken.detach()


def _confirmed(note: str) -> Mark:
    return Mark(CONFIRMED, note=note, question="flooding river")
