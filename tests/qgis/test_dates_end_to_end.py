"""Dates and labels with the real engine: index, give a date and a label in the window, filter by them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis_plugin.core import routes
from qgis_plugin.core.protocol import IndexJob
from qgis_plugin.gui.dock import SearchDock
from tests.qgis.test_end_to_end import _use_the_interpreter, dock, imagery  # noqa: F401 - fixtures

from qgis.PyQt.QtCore import Qt

PATIENCE_MS = 120_000


def test_a_date_and_a_label_that_are_given_in_the_window_filter_the_search(
    dock: SearchDock,  # noqa: F811 - the fixture
    imagery: Path,  # noqa: F811 - the fixture
    qtbot: Any,
    answer_to: Any,
    tmp_path: Path,
) -> None:
    session, engine = dock._session, dock._session.engine
    _use_the_interpreter(dock, qtbot)
    details = answer_to(session.open_catalog(str(tmp_path / "area.gpkg"), create=True), PATIENCE_MS)
    job = answer_to(
        engine.send(routes.start_job(IndexJob(catalog=details.id, paths=(str(imagery),), captioner="facts"))),
        PATIENCE_MS,
    )
    states: list[str] = []

    def ended() -> bool:
        states.append(answer_to(engine.send(routes.job(job.id)), PATIENCE_MS).state)
        return states[-1] == "done"

    qtbot.waitUntil(ended, timeout=PATIENCE_MS)
    answer_to(session.reload_catalog(), PATIENCE_MS)
    notice = dock.catalogs.dates
    assert "have no date" not in notice.text.text(), "both files tell theirs by name"
    notice.open_dialog()
    window = notice.dialog
    qtbot.waitUntil(lambda: len(window.model.rasters) == 2, timeout=PATIENCE_MS)
    assert [raster.date for raster in window.model.shown] == ["2026-09-15", "2026-09-16"]
    window.table.selectRow(0)
    window.label.setCurrentText("after")
    with qtbot.waitSignal(window.saved, timeout=PATIENCE_MS):
        window.set_label.click()
    qtbot.keyClicks(window.date.edit, "2011-05")
    with qtbot.waitSignal(window.saved, timeout=PATIENCE_MS):
        qtbot.keyClick(window.date.edit, Qt.Key.Key_Return)
    filters = dock.search.filters
    qtbot.waitUntil(lambda: filters.labels.count() == 2, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: [days.text for days in filters.first._offered] == ["2011-05", "2026-09-16"])
    filters.labels.setCheckedItems(["after"])
    filters.last.set_value("2011")
    with qtbot.waitSignal(dock.search.controller.answered, timeout=PATIENCE_MS):
        dock.search.ask("water")
    hits = dock.search.view.results.hits
    assert {(hit.raster, hit.label, hit.acquired) for hit in hits} == {
        ("lake_20260915.tif", "after", "2011-05-01T00:00:00Z")
    }
    assert dock.search.hints.redated.isHidden()
    with qtbot.waitSignal(window.saved, timeout=PATIENCE_MS):
        window.undo.click()
    assert not dock.search.hints.redated.isHidden(), "the hits show what was before"
    qtbot.waitUntil(lambda: [raster.date for raster in window.model.shown] == ["2026-09-15", "2026-09-16"])
