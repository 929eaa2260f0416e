"""A heat map of the question in the dock: a job with a bar, then a layer between results and imagery."""

from __future__ import annotations

import shutil

import pytest
from qgis_plugin.core.protocol import SearchRequest, SimilarityTarget, SimilarRequest
from qgis_plugin.gui.two_dates.project_rasters import HEAT_MAP, is_picture
from tests.qgis.made_up import PATIENCE_MS, results
from tests.qgis.stub_service import JOB_ID, golden
from tests.qgis.test_processing import finished_job, news
from tests.qgis.two_rasters import plain_raster

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QFileDialog


@pytest.fixture
def drawn(stub, tmp_path):
    """The engine has drawn a map at once; where it lies."""
    path = tmp_path / "lake.tif"
    shutil.copy(plain_raster(tmp_path / "drawn.tif", "#808080"), path)
    stub.answers["GET /events"] = news(finished=True, state="done")
    stub.answers[f"GET /jobs/{JOB_ID}"] = {
        **finished_job("done", kind="heatmap"),
        "result": {"path": str(path), "notices": ["One encoder could not be loaded."]},
    }
    return path


def heat_layers() -> list:
    return [layer for layer in QgsProject.instance().mapLayers().values() if layer.customProperty(HEAT_MAP)]


def test_the_question_is_drawn_and_lies_below_the_results(asked, stub, drawn, qtbot):
    told = []
    asked.message_emitted.connect(told.append)
    shown = results(1, request=SearchRequest(question="a lake", threshold=0.5, rasters=("*_post.tif",)))
    with qtbot.waitSignal(asked.heat_maps.made, timeout=PATIENCE_MS) as made:
        asked.heat_maps.draw(shown, str(drawn))
    assert made.args == [str(drawn)]
    body = stub.asked("POST /jobs")[0].body
    assert (body["kind"], body["path"], body["overwrite"]) == ("heatmap", str(drawn), True)
    assert (body["search"]["question"], body["search"]["rasters"]) == ("a lake", ["*_post.tif"])
    assert body["search"].get("threshold") is None
    (layer,) = heat_layers()
    assert layer.name() == "Heat map: a lake"
    assert not is_picture(layer), "a result is not hidden by its own heat map"
    group = QgsProject.instance().layerTreeRoot().findGroup("Tilescribe")
    assert [node.name() for node in group.findLayers()] == ["water beside trees", "Heat map: a lake"]
    assert told == ["One encoder could not be loaded."]


def test_what_has_changed_most_is_drawn_without_a_question(asked, stub, drawn, qtbot):
    with qtbot.waitSignal(asked.heat_maps.made, timeout=PATIENCE_MS):
        asked.heat_maps.draw(results(1, request=SearchRequest(changed=True)), str(drawn))
    assert stub.asked("POST /jobs")[0].body["search"]["changed"] is True
    assert heat_layers()[0].name() == "Heat map: how much has changed"


def test_what_the_engine_refuses_is_told_in_its_words(asked, stub, drawn, qtbot):
    problem = {**golden("problem-unknown-tile")["response"]["body"], "detail": "No described tile lies in this extent."}
    stub.answers["GET /events"] = news(finished=True, state="failed")
    stub.answers[f"GET /jobs/{JOB_ID}"] = finished_job("failed", kind="heatmap", problem=problem)
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS) as told:
        asked.heat_maps.draw(results(1), str(drawn))
    assert told.args[0].detail == "No described tile lies in this extent."
    assert heat_layers() == []


def test_a_map_that_is_being_drawn_is_cancelled_with_the_project(asked, stub, drawn, qtbot):
    def go_on(_asked):
        cancelled = bool(stub.asked("POST /cancel"))
        return news(finished=cancelled, state="cancelled" if cancelled else "running")

    stub.answers["GET /events"] = go_on
    stub.answers[f"GET /jobs/{JOB_ID}"] = finished_job("cancelled", kind="heatmap")
    asked.heat_maps.draw(results(1), str(drawn))
    qtbot.waitUntil(lambda: bool(asked.heat_maps._jobs), timeout=PATIENCE_MS)
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: not asked.heat_maps._jobs, timeout=PATIENCE_MS)
    assert len(stub.asked("POST /cancel")) == 1
    assert heat_layers() == []


def test_likeness_has_no_heat_map_and_says_so(asked, stub, qtbot):
    alike = results(1, request=SimilarRequest(to=SimilarityTarget(tile_id=7)))
    with qtbot.waitSignal(asked.message_emitted, timeout=PATIENCE_MS) as told:
        asked.heat_maps.ask(alike)
    assert "question in words" in told.args[0]


def test_the_file_is_asked_for_with_a_name_that_says_the_question(asked, qtbot):
    asked.header.heat_map_requested.emit()
    dialog = asked.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("water-beside-trees.tif")
    dialog.close()
