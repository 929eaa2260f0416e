"""Dates and labels of rasters: the window, what the catalog's panel says, and imagery that is added with a date."""

from __future__ import annotations

import dataclasses
import json

import pytest
from qgis_plugin.core.protocol import ChangesSummary, RasterCounts, TileCounts
from qgis_plugin.core.settings import SETTINGS
from qgis_plugin.gui.catalogs.catalogs_panel import CatalogsPanel
from qgis_plugin.gui.catalogs.dates_dialog import DatesDialog
from qgis_plugin.gui.catalogs.raster_table import FOLDER
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import catalog
from tests.qgis.stub_service import golden

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QItemSelectionModel, Qt

RASTERS = (
    # number, path, day, source, label
    (1, "/data/joplin/before/east.tif", "2009-08-01", "file name", "before"),
    (2, "/data/joplin/before/west.tif", "2010-08-01", "user", "before"),
    (3, "/data/joplin/after/east.tif", "2011-05-24", "tags", ""),
    (4, "/data/joplin/after/west.tif", None, "", ""),
    (5, "/data/joplin/after/scan.tif", None, "", ""),
)


def collection(rasters=RASTERS) -> dict:
    """An answer with these rasters."""
    body = golden("rasters-list")["response"]["body"]
    first = body["features"][0]
    features = []
    for number, path, day, source, label in rasters:
        properties = {
            **first["properties"],
            "raster_id": number,
            "path": path,
            "name": path.rpartition("/")[2],
            "acquired": day and f"{day}T00:00:00Z",
            "acquired_end": day and f"{day}T23:59:59.999000Z",
            "acquired_source": source,
            "label": label,
        }
        features.append({**first, "id": number, "properties": properties})
    return {**body, "features": features}


@pytest.fixture
def dialog(session, stub, qtbot):
    stub.answers["GET /rasters"] = collection()
    stub.answers["PATCH /rasters"] = {"changed": 2, "notices": []}
    session.use_catalog(catalog())
    made = DatesDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.model.rasters) == 5, timeout=PATIENCE_MS)
    yield made
    made.close_down()


def names(dialog) -> list[str]:
    return [raster.path.removeprefix("/data/joplin/") for raster in dialog.model.shown]


def choose(dialog, *numbers: int) -> None:
    dialog.table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for row in dialog.model.rows_of(numbers):
        dialog.table.selectionModel().select(dialog.model.index(row, 0), flags.Select | flags.Rows)


def body(stub) -> dict:
    return stub.asked("PATCH /rasters")[-1].body


def saved(dialog, qtbot):
    return qtbot.waitSignal(dialog.saved, timeout=PATIENCE_MS)


def test_rasters_without_a_date_come_first_and_are_counted(dialog):
    assert names(dialog) == ["after/scan.tif", "after/west.tif", "before/east.tif", "before/west.tif", "after/east.tif"]
    cells = [dialog.model.index(0, column).data() for column in range(6)]
    assert cells[:4] == ["after", "scan.tif", "no date", ""]
    assert [dialog.model.index(row, 3).data() for row in (2, 3, 4)] == ["file name", "you", "tags"]
    assert dialog.count.text() == "0 of 5 selected, 2 without a date"
    assert not dialog.set_date.isEnabled()


def test_the_list_is_sorted_by_a_click_on_its_head(dialog):
    dialog.table.sortByColumn(FOLDER, Qt.SortOrder.DescendingOrder)
    assert names(dialog)[0].startswith("before/")
    dialog.table.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    assert len(names(dialog)) == 5


def test_what_is_typed_narrows_the_list_and_keeps_what_is_selected(dialog, qtbot):
    choose(dialog, 3, 1)
    qtbot.keyClicks(dialog.search, "AFTER")
    assert names(dialog) == ["after/scan.tif", "after/west.tif", "after/east.tif"]
    assert [raster.raster_id for raster in dialog.selected] == [3]
    dialog.search.clear()
    dialog.show_undated()
    assert names(dialog) == ["after/scan.tif", "after/west.tif"]


def test_a_date_is_set_for_the_selection(dialog, stub, qtbot):
    choose(dialog, 4, 5)
    qtbot.keyClicks(dialog.date.edit, "22.5.2011")
    stub.answers["GET /rasters"] = collection([*RASTERS[:3], (4, RASTERS[3][1], "2011-05-22", "user", "")])
    with saved(dialog, qtbot):
        dialog.set_date.click()
    assert body(stub) == {"raster_ids": [5, 4], "acquired": "2011-05-22"}
    assert dialog.outcome.text() == "2 rasters changed."
    qtbot.waitUntil(lambda: len(dialog.model.rasters) == 4, timeout=PATIENCE_MS)
    assert [raster.date for raster in dialog.selected] == ["2011-05-22"], "what was selected still is"


def test_enter_sets_the_date_and_a_range_is_one(dialog, stub, qtbot):
    choose(dialog, 4)
    qtbot.keyClicks(dialog.date.edit, "2011-05-22/2011-05-24")
    with saved(dialog, qtbot):
        qtbot.keyClick(dialog.date.edit, Qt.Key.Key_Return)
    assert body(stub) == {"raster_ids": [4], "acquired": "2011-05-22/2011-05-24"}
    assert dialog.isVisible()


def test_what_is_no_date_is_told_and_not_sent(dialog, stub, qtbot):
    choose(dialog, 4)
    qtbot.keyClicks(dialog.date.edit, "2011-13")
    dialog.set_date.click()
    assert "“2011-13” is no date" in dialog.outcome.text()
    dialog.date.clear()
    dialog.set_date.click()
    assert dialog.outcome.text() == "Write a date first: 2011, 2011-05 or 2011-05-22."
    assert stub.asked("PATCH /rasters") == []


def test_a_date_is_taken_back_to_what_the_file_says(dialog, stub, qtbot):
    choose(dialog, 2)
    with saved(dialog, qtbot):
        dialog.from_file.click()
    assert body(stub) == {"raster_ids": [2], "acquired": None}


def test_a_label_is_set_for_a_whole_folder_and_taken_away(dialog, stub, qtbot):
    choose(dialog, 3)
    dialog.folder.click()
    assert sorted(raster.raster_id for raster in dialog.selected) == [3, 4, 5]
    assert [dialog.label.itemText(row) for row in range(dialog.label.count())] == ["before", "after"]
    dialog.label.setCurrentText(" after ")
    with saved(dialog, qtbot):
        dialog.set_label.click()
    assert body(stub) == {"raster_ids": [5, 4, 3], "label": "after"}
    choose(dialog, 1)
    with saved(dialog, qtbot):
        dialog.no_label.click()
    assert body(stub) == {"raster_ids": [1], "label": ""}


def test_a_change_is_undone_with_what_each_raster_had_before(dialog, stub, qtbot):
    choose(dialog, 1, 2, 4)
    assert not dialog.undo.isEnabled()
    dialog.date.set_value("2012")
    with saved(dialog, qtbot):
        dialog.set_date.click()
    sent = len(stub.asked("PATCH /rasters"))
    with saved(dialog, qtbot):
        dialog.undo.click()
    undone = [asked.body for asked in stub.asked("PATCH /rasters")[sent:]]
    assert {(tuple(one["raster_ids"]), one["acquired"]) for one in undone} == {((4, 1), None), ((2,), "2010-08-01")}
    assert not dialog.undo.isEnabled()
    choose(dialog, 1, 3)
    with saved(dialog, qtbot):
        dialog.no_label.click()
    sent = len(stub.asked("PATCH /rasters"))
    with saved(dialog, qtbot):
        dialog.undo.click()
    undone = [asked.body for asked in stub.asked("PATCH /rasters")[sent:]]
    assert {(tuple(one["raster_ids"]), one["label"]) for one in undone} == {((1,), "before"), ((3,), "")}


def test_notices_and_problems_are_told(dialog, stub, qtbot):
    stub.answers["PATCH /rasters"] = {"changed": 3, "notices": ["12 tiles were compared when …"]}
    choose(dialog, 1)
    with saved(dialog, qtbot):
        dialog.from_file.click()
    assert dialog.outcome.text() == "3 rasters changed.\n12 tiles were compared when …"
    stub.misbehave("PATCH /rasters", status=500)
    with qtbot.waitSignal(dialog.editor.failed, timeout=PATIENCE_MS):
        dialog.from_file.click()
    assert "log has more" in dialog.outcome.text()
    assert dialog.from_file.isEnabled()


def test_thousands_of_rasters_do_not_hold_the_window_of_dates(dialog, session, stub, qtbot, no_stall):
    many = [
        (number, f"/data/sheets/{number % 20:02}/tile_{number:04}.tif", f"20{number % 20:02}-05-22", "file name", "")
        for number in range(1, 1501)
    ]
    # Encoded before: the stub is a thread of this process.
    stub.answers["GET /rasters"] = json.dumps(collection(many)).encode()
    with no_stall.watching():
        dialog.show_catalog(session.catalog)
        qtbot.waitUntil(lambda: len(dialog.model.rasters) == 1500, timeout=PATIENCE_MS)
        dialog.table.selectAll()
        for key in "tile_12":
            qtbot.wait(1)
            qtbot.keyClick(dialog.search, key)
        qtbot.wait(1)
        dialog.search.clear()
        qtbot.wait(1)
        choose(dialog, 7)
        dialog.folder.click()
        qtbot.wait(1)
    assert len(dialog.selected) == 75


# The panel of catalogs


@pytest.fixture
def panel(session, stub, qgis_iface, qtbot):
    QgsSettings().remove(SETTINGS)
    stub.answers["GET /rasters"] = collection()
    stub.answers["GET /jobs"] = {"jobs": []}
    made = CatalogsPanel(qgis_iface, session)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_down()


def details(**changes):
    return dataclasses.replace(catalog(job=None, failures=[]), **changes)


def test_the_panel_says_how_many_rasters_have_no_date_and_leads_to_them(panel, session, qtbot):
    session.use_catalog(details(rasters=RasterCounts(present=11, missing=1, undated=3)))
    assert panel.dates.text.text() == '3 of 12 rasters have <a href="undated">no date</a>.'
    panel.dates.text.linkActivated.emit("undated")
    dialog = panel.dates.dialog
    qtbot.waitUntil(lambda: len(dialog.model.rasters) == 5, timeout=PATIENCE_MS)
    assert names(dialog) == ["after/scan.tif", "after/west.tif"]
    dialog.close()
    panel.dates.button.click()
    qtbot.waitUntil(lambda: len(names(dialog)) == 5, timeout=PATIENCE_MS)


def test_the_panel_says_that_what_was_compared_is_outdated(panel, session):
    changes = ChangesSummary("/data/area.changes.gpkg", TileCounts(done=40), outdated=12)
    session.use_catalog(details(rasters=RasterCounts(present=2), changes=changes))
    assert panel.dates.text.text() == "12 tiles were compared when their rasters had other dates: compare again."
    session.use_catalog(details(rasters=RasterCounts()))
    assert panel.dates.isHidden()


def test_what_was_written_is_read_again_by_the_rest_of_the_dock(panel, session, stub, qtbot):
    stub.answers["PATCH /rasters"] = {"changed": 1, "notices": []}
    session.use_catalog(details(rasters=RasterCounts(present=5, undated=2)))
    panel.dates.open_dialog()
    dialog = panel.dates.dialog
    qtbot.waitUntil(lambda: len(dialog.model.rasters) == 5, timeout=PATIENCE_MS)
    asked = len(stub.asked(f"GET /catalogs/{session.catalog.id}"))
    choose(dialog, 1)
    with saved(dialog, qtbot):
        dialog.no_label.click()
    told = []
    session.catalog_changed.connect(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert len(stub.asked(f"GET /catalogs/{session.catalog.id}")) > asked
    session.catalog_changed.disconnect(told.append)


def test_imagery_is_added_with_a_date_and_a_label_for_this_time_only(panel, session, stub, qtbot):
    session.use_catalog(details())
    dating = panel.add_panel.dating
    panel.add_paths(["/data/tifs"])
    dating.date.edit.setText("2011-13")
    assert "is no date" in panel.add_panel.estimate
    assert not panel.add_panel.start.isEnabled()
    dating.date.edit.setText("2011-05")
    dating.edit.setText(" after ")
    qtbot.waitUntil(panel.add_panel.start.isEnabled, timeout=PATIENCE_MS)
    panel.add_panel.start.click()
    qtbot.waitUntil(lambda: bool(stub.asked("POST /jobs")), timeout=PATIENCE_MS)
    sent = stub.asked("POST /jobs")[-1].body
    assert (sent["acquired"], sent["label"]) == ("2011-05", "after")
    dating.clear()
    assert (dating.acquired, dating.label) == (None, None)


def test_results_that_are_shown_are_told_to_be_of_other_dates(asked, qtbot):
    """Until they are asked for again."""
    asked.hints.tell_redated()
    assert not asked.hints.redated.isHidden()
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.hints.redated.button.click()
    assert asked.hints.redated.isHidden()
