"""The panel of catalogs, against an engine that answers by the contract."""

from __future__ import annotations

import json
from typing import Any

import pytest
from qgis_plugin.core.protocol import Models
from qgis_plugin.core.protocol.decoding import decode
from qgis_plugin.core.settings import SETTINGS
from qgis_plugin.gui.catalogs.catalogs_panel import CatalogsPanel
from qgis_plugin.gui.catalogs.coverage_layer import COVERAGE
from qgis_plugin.gui.catalogs.imagery_list import ImageryList
from qgis_plugin.gui.catalogs.index_options import IndexOptionsWidget
from qgis_plugin.gui.layer_menu import LayerMenu
from tests.qgis.rasters import geotiff
from tests.qgis.stub_service import CATALOG_ID, JOB_ID, golden

from qgis.core import QgsApplication, QgsMimeDataUtils, QgsProject, QgsRasterLayer, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox


@pytest.fixture(autouse=True)
def _nothing_of_before(qgis_iface):
    QgsSettings().remove(SETTINGS)
    qgis_iface.messageBar().clear_messages()
    yield
    QgsSettings().remove(SETTINGS)
    QgsProject.instance().removeAllMapLayers()
    QgsProject.instance().layerTreeRoot().removeAllChildren()


@pytest.fixture
def quiet(stub):
    """The catalog has no job at work, nothing that failed, and no unfinished work of before."""
    body = {**golden("catalog-describe")["response"]["body"], "job": None, "failures": []}
    stub.answers["POST /catalogs"] = body
    stub.answers[f"GET /catalogs/{CATALOG_ID}"] = body
    stub.answers["GET /jobs"] = {"jobs": []}
    return body


@pytest.fixture
def panel(session, quiet, qgis_iface, qtbot):
    made = CatalogsPanel(qgis_iface, session)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_down()


@pytest.fixture
def opened(panel, session, answer_to):
    """The panel with a catalog in use."""
    answer_to(session.open_catalog("/data/area.gpkg"))
    return panel


class Work:
    """An index job of the stub that goes on until it is told to end."""

    def __init__(self, stub: Any) -> None:
        self.state = "running"
        self._stub = stub
        stub.answers["GET /events"] = lambda asked: self._events(asked)
        stub.answers[f"GET /jobs/{JOB_ID}"] = lambda asked: self.job()
        stub.answers["POST /cancel"] = lambda asked: self._cancel()

    def job(self, **changes: Any) -> dict[str, Any]:
        early = self.state in ("cancelled", "interrupted", "partial", "failed")
        return {**golden("job-get")["response"]["body"], "state": self.state, "can_continue": early, **changes}

    def _cancel(self) -> dict[str, Any]:
        self.state = "cancelled"
        return {**self.job(), "state": "cancelling"}

    def _events(self, asked: Any) -> dict[str, Any]:
        body = golden("job-events")["response"]["body"]
        finished = self.state not in ("running", "waiting")
        events = body["events"] if asked.query["after"] == "0" else []
        return {**body, "events": events, "state": self.state, "finished": finished}


@pytest.fixture
def work(stub):
    return Work(stub)


def soon(qtbot: Any, condition: Any) -> None:
    """Wait for a condition, longer than a busy computer needs."""
    qtbot.waitUntil(condition, timeout=30_000)


def messages(iface: Any) -> list[str]:
    return [text.partition(":")[2] for said in iface.messageBar().messages.values() for text in said]


def drop(imagery_list: ImageryList, mime: QMimeData) -> None:
    actions = Qt.DropAction.CopyAction
    place = QPointF(5, 5) if QDropEvent.__init__.__doc__ and "QPointF" in QDropEvent.__init__.__doc__ else QPoint(5, 5)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    imagery_list.dropEvent(QDropEvent(place, actions, mime, buttons, keys))


# What is shown


def test_a_catalog_is_summed_up_in_words(opened):
    text = opened.summary.text()
    assert "240 tiles of 3 rasters can be searched" in text
    assert "12 waiting, 1 failed, 8 blank" in text
    assert "1.3 MB" in text
    assert "231 tiles compared: 2025-09-14 → 2026-09-14" in text


def test_rasters_that_have_moved_are_told_and_can_be_taken_out(opened, session, quiet, stub, qtbot, monkeypatch):
    assert "not where they were: 1. Add them from their new place" in opened.missing_rasters._text.text()
    answers = iter([QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes])
    monkeypatch.setattr(QMessageBox, "question", lambda *arguments: next(answers))
    opened.missing_rasters.button.click()
    assert not stub.asked("POST /remove")
    stub.answers[f"GET /catalogs/{CATALOG_ID}"] = {**quiet, "rasters": {"present": 2, "missing": 0, "failed": 0}}
    opened.missing_rasters.button.click()
    soon(qtbot, lambda: not opened.missing_rasters.isVisible())
    assert stub.asked("POST /remove")[0].body == {"raster_ids": [], "missing": True}


def test_without_a_catalog_the_next_step_is_told_and_start_asks_for_a_file(panel, stub, qtbot, monkeypatch, tmp_path):
    assert panel.summary.text().startswith("A catalog keeps")
    assert not panel.chooser.coverage.isEnabled()
    chosen = str(tmp_path / "new")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (chosen, ""))
    panel.add_paths(["/data/tifs/a.tif"])
    soon(qtbot, lambda: "tiles (" in panel.add_panel.estimate)
    panel.add_panel.start.click()
    soon(qtbot, lambda: bool(stub.asked("POST /jobs")))
    assert stub.asked("POST /catalogs")[0].body == {"path": chosen + ".gpkg", "create": True}
    assert stub.asked("POST /jobs")[0].body["paths"] == ["/data/tifs/a.tif"]


def test_thinking_better_of_a_new_catalog_starts_nothing(panel, stub, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: ("", ""))
    panel.add_paths(["/data/tifs/a.tif"])
    soon(qtbot, lambda: "tiles (" in panel.add_panel.estimate)
    panel.add_panel.start.click()
    assert not stub.asked("POST /catalogs")


def test_the_catalogs_of_before_are_offered_without_those_that_are_gone(panel, qtbot):
    combo = panel.chooser._combo
    soon(qtbot, lambda: combo.count() > 0)
    assert [combo.itemText(row) for row in range(combo.count())] == ["area"]


def test_the_catalog_of_last_time_is_taken_up_again(session, quiet, qgis_iface, qtbot, stub):
    QgsSettings().setValue(f"{SETTINGS}/catalog", "/data/area.gpkg")
    panel = CatalogsPanel(qgis_iface, session)
    qtbot.addWidget(panel)
    assert not stub.requests, "nothing is asked before the panel is shown"
    panel.show()
    soon(qtbot, lambda: session.catalog is not None)
    panel.close_down()


def test_a_catalog_that_cannot_be_opened_says_why_and_the_old_one_stays(opened, stub, session, qgis_iface, qtbot):
    problem = golden("problem-catalog-not-found")["response"]["body"]
    stub.misbehave("POST /catalogs", status=404, body=problem)
    opened.chooser._open_catalog("/data/none.gpkg")
    soon(qtbot, lambda: problem["detail"] in messages(qgis_iface))
    assert session.catalog.name == "area"
    assert opened.chooser.isEnabled()


# What is added


def test_layers_of_the_project_are_added_and_web_layers_refused_with_the_reason(panel, tmp_path, qtbot):
    layer = QgsRasterLayer(geotiff(tmp_path / "a.tif"), "a")
    web = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png", "web map", "wms")
    points = QgsVectorLayer("Point?crs=EPSG:4326", "points", "memory")
    QgsProject.instance().addMapLayers([layer, web, points])
    panel.add_panel._layers.click()
    imagery_list = panel.add_panel.imagery_list
    assert imagery_list.paths == [str(tmp_path / "a.tif")]
    assert [source.name for source in imagery_list.refused] == ["web map"]
    assert "web service" in imagery_list.refused[0].reason


def test_files_and_folders_can_be_dropped_and_others_are_refused(panel, tmp_path):
    (tmp_path / "folder").mkdir()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.tif", "folder", "notes.txt")])
    drop(panel.add_panel.imagery_list, mime)
    assert panel.add_panel.imagery_list.paths == [str(tmp_path / "a.tif"), str(tmp_path / "folder")]
    assert "“notes.txt” does not look like a raster" in panel.add_panel.imagery_list.refused[0].reason


def test_layers_can_be_dragged_from_the_layer_tree_or_the_browser(panel, tmp_path):
    uri = QgsMimeDataUtils.Uri()
    uri.layerType, uri.providerKey, uri.name, uri.uri = "raster", "gdal", "b", str(tmp_path / "b.tif")
    vector = QgsMimeDataUtils.Uri()
    vector.layerType, vector.providerKey, vector.name, vector.uri = "vector", "ogr", "v", str(tmp_path / "v.gpkg")
    drop(panel.add_panel.imagery_list, QgsMimeDataUtils.encodeUriList([uri, vector]))
    assert panel.add_panel.imagery_list.paths == [str(tmp_path / "b.tif")]


def test_nothing_is_listed_twice_and_delete_takes_entries_out(panel, qtbot):
    imagery_list = panel.add_panel.imagery_list
    panel.add_paths(["/data/a.tif", "/data/b.tif", "/data/a.tif"])
    assert imagery_list.paths == ["/data/a.tif", "/data/b.tif"]
    imagery_list.item(0).setSelected(True)
    qtbot.keyClick(imagery_list, Qt.Key.Key_Delete)
    assert imagery_list.paths == ["/data/b.tif"]
    imagery_list.clearSelection()
    panel.add_panel._clear.click()
    assert imagery_list.paths == []


# The plan


def test_the_estimate_says_tiles_time_and_space_before_the_start(opened, stub, qtbot):
    assert not opened.add_panel.start.isEnabled()
    opened.add_paths(["/data/tifs"])
    soon(qtbot, lambda: "tiles (" in opened.add_panel.estimate)
    text = opened.add_panel.estimate
    assert "20 tiles (112 – 448 m) of 3 rasters: a few seconds, 164 KB on disk." in text
    assert "nowhere on Earth" in text
    assert opened.add_panel.start.isEnabled()
    assert stub.asked("POST /estimate")[-1].body["catalog"] == CATALOG_ID


def test_a_full_disk_stops_the_start_and_says_so(opened, stub, qtbot):
    stub.answers["POST /estimate"] = {**golden("estimate")["response"]["body"], "free_bytes": 1_000_000}
    opened.add_paths(["/data/tifs"])
    soon(qtbot, lambda: "Only 1.0 MB are free" in opened.add_panel.estimate)
    assert not opened.add_panel.start.isEnabled()


def test_when_all_is_described_there_is_nothing_to_start(opened, stub, qtbot):
    stub.answers["POST /estimate"] = {**golden("estimate")["response"]["body"], "pending": 0}
    opened.add_paths(["/data/tifs"])
    soon(qtbot, lambda: "All 30 tiles are described already" in opened.add_panel.estimate)
    assert not opened.add_panel.start.isEnabled()


def test_many_changes_are_one_question(opened, stub, qtbot):
    for number in range(20):
        opened.add_paths([f"/data/{number}.tif"])
    soon(qtbot, lambda: "tiles (" in opened.add_panel.estimate)
    assert len(stub.asked("POST /estimate")) == 1
    assert len(stub.asked("POST /estimate")[0].body["paths"]) == 20


def test_tile_sizes_of_ones_own_are_checked_and_sent(opened, stub, qtbot):
    index_options = opened.add_panel.index_options
    opened.add_paths(["/data/tifs"])
    index_options._levels.setCurrentIndex(1)
    index_options._metres.setText("small")
    assert "“small” is no tile size" in opened.add_panel.estimate
    assert not opened.add_panel.start.isEnabled()
    index_options._metres.setText("512, 128 m")
    soon(qtbot, lambda: bool(stub.asked("POST /estimate")))
    assert stub.asked("POST /estimate")[-1].body["levels_m"] == [128.0, 512.0]


def test_a_model_that_must_be_named_is_asked_for(qgis_app, qtbot):
    index_options = IndexOptionsWidget()
    qtbot.addWidget(index_options)
    index_options.show_models(
        decode(
            Models,
            {
                "captioners": [
                    {"name": "builtin", "what": "fast", "default": True},
                    {"name": "transformers:MODEL[@REVISION]", "what": "any model", "default": False},
                    {"name": "openai:URL[,URL]#MODEL", "what": "servers", "default": False},
                ]
            },
        )
    )
    index_options._captioner.setCurrentIndex(1)
    assert "Name the model" in index_options.invalid_reason
    index_options._model.setText("transformers:org/model")
    assert (index_options.invalid_reason, index_options.captioner) == ("", "transformers:org/model")
    index_options._captioner.setCurrentIndex(2)
    assert "Name the model" in index_options.invalid_reason
    assert "pixels of every tile are sent to this address" in index_options._model_warning.text()
    index_options._model.setText("openai:http://127.0.0.1:8000/v1#m")
    assert (index_options.invalid_reason, index_options.captioner) == ("", "openai:http://127.0.0.1:8000/v1#m")
    index_options._captioner.setCurrentIndex(0)
    assert index_options.captioner == "builtin"
    assert not index_options._model_warning.isVisibleTo(index_options)


def test_choices_are_remembered(opened, qtbot, work):
    opened.add_panel.index_options._levels.setCurrentIndex(1)
    opened.add_panel.index_options._metres.setText("256")
    opened.add_paths(["/data/tifs"])
    opened.add_panel.start.click()
    again = IndexOptionsWidget()
    qtbot.addWidget(again)
    assert again.levels_m == (256.0,)


# The work


@pytest.fixture
def started(opened, work, qtbot):
    """Indexing, with the first news arrived."""
    opened.add_paths(["/data/tifs"])
    opened.add_panel.start.click()
    soon(qtbot, lambda: "12 of 30 tiles" in opened.job_view._details.text())
    return opened


def test_progress_is_shown_in_the_panel_and_in_the_task_manager(started):
    tasks = QgsApplication.taskManager().tasks()
    assert [task.description() for task in tasks] == ["Tilescribe: indexing area"]
    assert started.job_view._bar.value() == 400
    assert tasks[0].progress() == pytest.approx(40.0)
    assert started.job_view._details.text().endswith("a few seconds left · 1 failed")
    assert started.job_view._raster.text() == "scene_20260914.tif"
    assert not started.add_panel.start.isEnabled()


def test_what_fails_is_listed_with_its_reason_while_the_work_goes_on(started, qtbot):
    soon(qtbot, started.failures.isVisible)
    assert started.failures.title() == "What failed (1)"
    assert "the block cannot be decoded" in started.failures._list.item(0).text()


def test_a_finished_job_is_told_and_the_list_is_empty_again(started, work, qtbot, qgis_iface):
    work.state = "done"
    soon(qtbot, lambda: "Indexing is done: 12 tiles." in messages(qgis_iface))
    soon(qtbot, lambda: not QgsApplication.taskManager().tasks())
    assert not started.job_view.isVisible()
    assert started.add_panel.imagery_list.paths == []


def test_stop_cancels_the_job_and_offers_to_continue(started, work, stub, qtbot):
    started.job_view._cancel.click()
    assert started.job_view._stage.text() == "Stopping after the tiles in work…"
    assert not started.job_view._cancel.isEnabled()
    soon(qtbot, lambda: started.job_view._continue.isVisible())
    assert len(stub.asked("POST /cancel")) == 1
    work.state = "running"
    started.job_view._continue.click()
    soon(qtbot, lambda: started.job_view._cancel.isVisible())
    assert stub.asked("POST /continue")[0].path.endswith(f"{JOB_ID}/continue")


@pytest.mark.parametrize("state", ["failed", "interrupted"])
def test_an_engine_that_dies_in_mid_index_says_so_and_offers_to_continue(started, work, qtbot, qgis_iface, state):
    work.state = state
    soon(qtbot, lambda: started.job_view._continue.isVisible())
    assert any(text.startswith("Indexing failed") for text in messages(qgis_iface))
    assert started.add_panel.imagery_list.paths == ["/data/tifs"]


def test_cancelling_in_the_task_manager_cancels_the_job(started, stub, qtbot):
    QgsApplication.taskManager().tasks()[0].cancel()
    soon(qtbot, lambda: len(stub.asked("POST /cancel")) == 1)
    soon(qtbot, lambda: started.job_view._continue.isVisible())


def test_a_job_that_runs_already_is_followed(panel, session, stub, work, quiet, qtbot, answer_to):
    stub.answers["POST /catalogs"] = {**quiet, "job": JOB_ID}
    answer_to(session.open_catalog("/data/area.gpkg"))
    soon(qtbot, lambda: panel.job_view._cancel.isVisible())
    assert not stub.asked("POST /jobs")


def test_work_that_was_interrupted_in_an_earlier_session_can_be_continued(panel, session, stub, work, answer_to, qtbot):
    work.state = "interrupted"
    stub.answers["GET /jobs"] = {"jobs": [work.job()]}
    answer_to(session.open_catalog("/data/area.gpkg"))
    soon(qtbot, lambda: panel.job_view._continue.isVisible())
    assert panel.job_view._stage.text() == "Indexing was interrupted."


def test_what_was_stopped_in_its_last_batch_is_not_offered_again(started, work, stub, qtbot, qgis_iface):
    progress = {**golden("job-get")["response"]["body"]["progress"], "done": 30, "total": 30}
    stub.answers[f"GET /jobs/{JOB_ID}"] = lambda asked: work.job(progress=progress)
    started.job_view._cancel.click()
    soon(qtbot, lambda: any("Indexing was stopped" in text for text in messages(qgis_iface)))
    assert not started.job_view.isVisible()


@pytest.mark.parametrize("stage", ["planning", "loading"])
def test_rasters_that_were_looked_at_are_not_told_as_tiles(started, work, stub, qtbot, stage):
    """Stopped before a tile was described: all is left to do, however many rasters were planned."""
    progress = {**golden("job-get")["response"]["body"]["progress"], "stage": stage, "done": 2, "total": 2}
    stub.answers[f"GET /jobs/{JOB_ID}"] = lambda asked: work.job(progress=progress)
    started.job_view._cancel.click()
    soon(qtbot, lambda: started.job_view._continue.isVisible())
    assert started.job_view._details.text() == ""


def test_a_job_that_is_refused_says_why_and_can_be_started_again(opened, stub, qtbot, qgis_iface):
    problem = golden("problem-catalog-locked")["response"]["body"]
    stub.misbehave("POST /jobs", status=409, body=problem)
    opened.add_paths(["/data/tifs"])
    opened.add_panel.start.click()
    soon(qtbot, lambda: problem["detail"] in messages(qgis_iface))
    assert opened.add_panel.start.isEnabled()


def test_closing_down_leaves_no_task(started, qtbot):
    started.close_down()
    soon(qtbot, lambda: not QgsApplication.taskManager().tasks())


# The coverage layer


def test_the_coverage_layer_says_what_is_indexed_by_what_and_when(opened, qtbot):
    with qtbot.waitSignal(opened.coverage.shown, timeout=30_000) as shown:
        opened.chooser.coverage.click()
    layer = shown.args[0]
    feature = next(layer.getFeatures())
    assert layer.name() == "Coverage of area"
    assert (feature["state"], feature["described_by"]) == ("indexed", "builtin (10), facts (10)")
    assert feature["updated"].date().year() == 2026
    assert layer.renderer().type() == "categorizedSymbol"
    assert layer.attributeAlias(layer.fields().indexOf("described_by")) == "Described by"
    assert QgsProject.instance().layerTreeRoot().findGroup("Tilescribe").findLayer(layer) is not None


def change_counts(stub, quiet, **tiles) -> None:
    stub.answers[f"GET /catalogs/{CATALOG_ID}"] = {**quiet, "tiles": {**quiet["tiles"], **tiles}}


def test_a_catalog_that_has_not_changed_is_not_drawn_again(opened, session, stub, qtbot, answer_to):
    with qtbot.waitSignal(opened.coverage.shown, timeout=30_000):
        opened.chooser.coverage.click()
    before = len(stub.requests)
    answer_to(session.refresh_catalog())
    qtbot.wait(50)
    assert [asked.path.rpartition("/")[2] for asked in stub.requests[before:]] == [CATALOG_ID]


def test_changes_while_the_rasters_are_read_are_one_more_question(opened, session, stub, qtbot, answer_to, quiet):
    with qtbot.waitSignal(opened.coverage.shown, timeout=30_000):
        opened.chooser.coverage.click()
    before = len(stub.asked("GET /rasters"))
    stub.misbehave("GET /rasters", delay_s=1.0)
    for pending in (5, 4, 3):
        change_counts(stub, quiet, pending=pending)
        answer_to(session.refresh_catalog())
    soon(qtbot, lambda: opened.coverage._call is None)
    assert len(stub.asked("GET /rasters")) - before == 2


def test_while_nobody_looks_the_counts_are_not_read(opened, session, stub, qtbot, quiet):
    work = Work(stub)
    stub.answers["POST /jobs"] = lambda asked: work.job()
    opened.add_paths(["/data/a.tif"])
    opened._start()
    soon(qtbot, lambda: opened.jobs.running_job(CATALOG_ID) is not None)
    opened.hide()
    before = len(stub.asked(f"GET /catalogs/{CATALOG_ID}"))
    opened.jobs.refresh()
    qtbot.wait(50)
    assert len(stub.asked(f"GET /catalogs/{CATALOG_ID}")) == before
    opened.show()
    soon(qtbot, lambda: len(stub.asked(f"GET /catalogs/{CATALOG_ID}")) > before)


def test_the_coverage_layer_is_one_and_follows_the_catalog(opened, session, stub, qtbot, quiet):
    with qtbot.waitSignal(opened.coverage.shown, timeout=30_000):
        opened.chooser.coverage.click()
    body = golden("rasters-list")["response"]["body"]
    body["features"][0]["properties"]["tiles"]["pending"] = 5
    stub.answers["GET /rasters"] = body
    change_counts(stub, quiet, pending=5)
    with qtbot.waitSignal(opened.coverage.shown, timeout=30_000) as shown:
        session.refresh_catalog()
    layers = [layer for layer in QgsProject.instance().mapLayers().values() if layer.customProperty(COVERAGE)]
    assert layers == shown.args
    assert [feature["state"] for feature in layers[0].getFeatures()] == ["partly"]


def test_the_coverage_layer_stays_with_the_project_and_follows_again(opened, qtbot, tmp_path):
    with qtbot.waitSignal(opened.coverage.shown, timeout=30_000) as shown:
        opened.chooser.coverage.click()
    rasters = shown.args[0].featureCount()
    path = str(tmp_path / "mission.qgz")
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(path)
    (layer,) = [one for one in QgsProject.instance().mapLayers().values() if one.customProperty(COVERAGE)]
    assert layer.isValid()
    assert layer.featureCount() == rasters
    assert layer.providerType() == "ogr"
    with qtbot.waitSignal(opened.coverage.shown, timeout=30_000) as shown:
        opened.chooser.coverage.click()
    assert shown.args[0] is layer
    assert layer.providerType() == "memory"
    assert layer.featureCount() == rasters


def test_removing_the_coverage_layer_while_it_is_filled_is_harmless(opened, stub, qtbot):
    opened.chooser.coverage.click()
    QgsProject.instance().removeAllMapLayers()
    soon(qtbot, lambda: bool(stub.asked("GET /rasters")))
    qtbot.wait(50)
    assert not QgsProject.instance().mapLayers()


def test_the_window_is_never_held(opened, stub, qtbot, no_stall):
    example = golden("rasters-list")["response"]["body"]
    stub.answers["GET /rasters"] = json.dumps({**example, "features": example["features"] * 3000}).encode()
    with no_stall.watching():
        opened.add_paths([f"/data/{number}.tif" for number in range(200)])
        with qtbot.waitSignal(opened.coverage.shown, timeout=30_000) as shown:
            opened.chooser.coverage.click()
    assert shown.args[0].featureCount() == 3000


# The context menu of layers


class WindowOfQgis:
    """What the menu needs of QGIS: its window, the layer tree, and where entries are registered."""

    def __init__(self, iface: Any, selected: list[Any]) -> None:
        self.mainWindow = iface.mainWindow
        self.entries: list[tuple[Any, Any]] = []
        self._selected = selected

    def addCustomActionForLayerType(self, action, menu, kind, all_layers):
        self.entries.append((action, kind))

    def removeCustomActionForLayerType(self, action):
        self.entries = [entry for entry in self.entries if entry[0] is not action]

    def layerTreeView(self):
        return self

    def selectedLayers(self):
        return self._selected


def test_a_layers_context_menu_puts_it_on_the_list_and_leaves_nothing_behind(panel, qgis_iface, tmp_path):
    layer = QgsRasterLayer(geotiff(tmp_path / "a.tif"), "a")
    window = WindowOfQgis(qgis_iface, [layer])
    menu = LayerMenu(window, panel.add_layers)
    assert [kind for _, kind in window.entries] == [layer.type()]
    menu.action.trigger()
    assert panel.add_panel.imagery_list.paths == [str(tmp_path / "a.tif")]
    menu.remove()
    assert window.entries == []
