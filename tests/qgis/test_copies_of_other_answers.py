"""A layer never holds one answer under the name of another: in the project that is saved, and in a user's own file."""

from __future__ import annotations

import pytest
from qgis_plugin.core.judging import Judgement
from qgis_plugin.core.results import CONFIRMED
from qgis_plugin.gui.layers import result_layer
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import hits, layer_of

from qgis.core import QgsProject, QgsVectorLayer


@pytest.fixture
def path(asked, tmp_path):
    path = str(tmp_path / "mission.qgz")
    assert QgsProject.instance().write(path)
    return path


def ask(page, qtbot, stub, question, count):
    stub.answers["POST /search"] = hits(count, question=question)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask(question)


def saved(path):
    """(name, tiles, confirmed tiles) of each layer, as a QGIS without the plugin opens it."""
    project = QgsProject()
    assert project.read(path)
    found = []
    for layer in project.mapLayers().values():
        features = list(layer.getFeatures())
        confirmed = [feature["tile_id"] for feature in features if feature["verdict"] == CONFIRMED]
        found.append((layer.name(), sorted(feature["tile_id"] for feature in features), confirmed))
    return found


def test_a_project_saved_while_a_layer_is_filled_holds_the_answer_whole(asked, path, qtbot, stub):
    ask(asked, qtbot, stub, "a lake", 700)
    assert layer_of(asked).featureCount() < 700
    assert QgsProject.instance().write(path)
    assert saved(path) == [("a lake", list(range(101, 801)), [])]
    assert layer_of(asked).featureCount() == 700


def test_what_was_judged_while_a_layer_is_filled_is_saved(asked, path, qtbot, stub):
    ask(asked, qtbot, stub, "a lake", 700)
    asked.mark_editor.judge([asked.view.results.hits[0], asked.view.results.hits[699]], Judgement(CONFIRMED))
    assert QgsProject.instance().write(path)
    assert saved(path) == [("a lake", list(range(101, 801)), [101, 800])]


def test_a_question_asked_again_of_a_copy_fills_its_own_columns(asked, path, qtbot, stub, monkeypatch):
    monkeypatch.setattr(result_layer, "MAX_PACKED", 2)
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(path)
    assert layer_of(asked).featureCount() == 3
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.repeat_search()
    layer = layer_of(asked)
    qtbot.waitUntil(lambda: layer.featureCount() == 3, timeout=PATIENCE_MS)
    assert sorted(feature["tile_id"] for feature in layer.getFeatures()) == [101, 102, 103]
    asked.mark_editor.judge([asked.view.results.hits[1]], Judgement(CONFIRMED))
    assert QgsProject.instance().write(path)
    assert saved(path) == [("water beside trees", [101, 102, 103], [102])]


def test_a_file_of_ones_own_is_never_filled_with_another_answer(asked, path, qtbot, stub, tmp_path):
    kept = str(tmp_path / "kept.gpkg")
    with qtbot.waitSignal(asked.output.succeeded, timeout=PATIENCE_MS):
        asked.output.save_to(kept)
    layer = layer_of(asked)
    assert layer.providerType() == "ogr"
    asked.header.kept.emit(False)
    ask(asked, qtbot, stub, "a lake", 2)
    assert layer_of(asked) is not layer
    assert QgsVectorLayer(kept, "kept", "ogr").featureCount() == 3
