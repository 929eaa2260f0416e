"""Results stay with the project, and any QGIS shows them."""

from __future__ import annotations

import zipfile

import pytest
from qgis_plugin.core.judging import Judgement
from qgis_plugin.core.results import CONFIRMED
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import layer_of

from qgis.core import QgsProject, QgsVectorLayer


@pytest.fixture
def elsewhere(tmp_path):
    """The project as a QGIS without the plugin opens it."""
    opened = []

    def open_again(path):
        project = QgsProject()
        opened.append(project)
        assert project.read(str(path))
        return next(iter(project.mapLayers().values()))

    yield open_again
    opened.clear()


def _verdicts(layer):
    return {feature["tile_id"]: feature["verdict"] or "" for feature in layer.getFeatures()}


@pytest.mark.parametrize("ending", ["qgz", "qgs"])
def test_a_colleague_without_the_plugin_sees_the_results(asked, elsewhere, tmp_path, ending, qtbot):
    path = tmp_path / f"mission.{ending}"
    assert QgsProject.instance().write(str(path))
    layer = elsewhere(path)
    assert layer.isValid()
    assert layer.providerType() == "ogr"
    assert sorted(_verdicts(layer)) == [101, 102, 103]
    assert layer.geometryType() == layer_of(asked).geometryType()
    assert not layer.customProperty("skipMemoryLayersCheck") or layer.providerType() != "memory"


def test_what_was_judged_a_moment_ago_is_saved_too(asked, elsewhere, tmp_path, stub, qtbot):
    path = tmp_path / "mission.qgz"
    asked.map_sync._copies._write_changed()  # a copy from before the judgement is on its way
    asked.mark_editor.judge([asked.view.results.hits[1]], Judgement(CONFIRMED))
    assert QgsProject.instance().write(str(path))
    assert _verdicts(elsewhere(path)) == {101: "", 102: CONFIRMED, 103: ""}
    asked.mark_editor.judge([asked.view.results.hits[2]], Judgement(CONFIRMED))
    assert QgsProject.instance().write(str(path))
    assert _verdicts(elsewhere(path)) == {101: "", 102: CONFIRMED, 103: CONFIRMED}


def test_the_layer_itself_stays_in_memory(asked, tmp_path):
    assert QgsProject.instance().write(str(tmp_path / "mission.qgz"))
    assert layer_of(asked).providerType() == "memory"
    assert layer_of(asked).featureCount() == 3


def test_opened_with_the_plugin_it_goes_back_to_memory(asked, tmp_path, qtbot):
    path = tmp_path / "mission.qgz"
    assert QgsProject.instance().write(str(path))
    QgsProject.instance().clear()
    assert QgsProject.instance().read(str(path))
    qtbot.waitUntil(lambda: layer_of(asked).featureCount() == 3, timeout=PATIENCE_MS)
    assert layer_of(asked).providerType() == "memory"
    assert [hit.tile_id for hit in asked.view.results.hits] == [101, 102, 103]
    asked.mark_editor.judge([asked.view.results.hits[0]], Judgement(CONFIRMED))
    assert _verdicts(layer_of(asked))[101] == CONFIRMED
    # Saved again there is one copy, not one more each time.
    assert QgsProject.instance().write(str(path))
    names = zipfile.ZipFile(path).namelist()
    assert len([name for name in names if name.endswith(".gpkg")]) == 1


def test_the_filters_of_the_question_come_back_with_it(asked, tmp_path, qtbot):
    asked.filters.threshold.setValue(20.0)
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.repeat_search()
    path = tmp_path / "mission.qgz"
    assert QgsProject.instance().write(str(path))
    QgsProject.instance().clear()
    asked.filters.reset()
    assert QgsProject.instance().read(str(path))
    assert asked.filters.filters().threshold == 0.2
    assert asked.hints.stale.isHidden()


def test_a_removed_layer_leaves_no_file_behind(asked, tmp_path):
    path = tmp_path / "mission.qgz"
    assert QgsProject.instance().write(str(path))
    QgsProject.instance().removeMapLayer(layer_of(asked).id())
    assert QgsProject.instance().write(str(path))
    assert not [name for name in zipfile.ZipFile(path).namelist() if name.endswith(".gpkg")]


def test_copies_are_written_in_a_task_ahead_of_saving(asked, qtbot):
    copies = asked.map_sync._copies
    copies._write_changed()
    (copy,) = copies._copies.values()
    qtbot.waitUntil(lambda: copy._task is None, timeout=PATIENCE_MS)
    assert copy.current
    written = QgsVectorLayer(str(copy._draft), "copy", "ogr")
    assert written.featureCount() == 3
    assert not QgsProject.instance().attachedFiles(), "a project that is not saved has no files"


def test_a_project_that_is_closed_while_a_copy_is_written_says_nothing(asked, qtbot, capfd):
    copies = asked.map_sync._copies
    copies._write_changed()
    QgsProject.instance().clear()
    qtbot.wait(50)
    assert "ERROR" not in capfd.readouterr().err
