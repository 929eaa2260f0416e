"""A shift at the desk, with the real engine: imagery and its dates, a question, forty judgements, the product.

Everything is done as a person does it: by clicks and keys on the widgets.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import routes
from qgis_plugin.core.geometry import extent_to_wgs84, geojson_to_geometry
from qgis_plugin.core.results import CONFIRMED, REJECTED, UNSURE, verdict_of
from tests.qgis.test_end_to_end import PYTHON, ROOT, _use_the_interpreter, dock  # noqa: F401 - a fixture

from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTableView

DRAW = """
import sys
from pathlib import Path
from tests.comparisons import AFTER, BEFORE, draw_dates
folder = Path(sys.argv[1])
draw_dates(folder)
for name, period in ((BEFORE, "last year"), (AFTER, "last night")):
    (folder / period).mkdir()
    (folder / name).rename(folder / period / "town.tif")
"""
"""A town at two dates, of which neither name nor tags tell."""
QUESTION = "destroyed houses"
TILE_M = "48"
SOON_MS, LONG_MS = 60_000, 300_000


@pytest.fixture
def shift(dock: Any, qgis_iface: Any, tmp_path: Path, qtbot: Any, answer_to: Any) -> Iterator[Any]:  # noqa: F811
    """The dock with a catalog of both dates, indexed, dated and asked."""
    subprocess.run([str(PYTHON), "-c", DRAW, str(tmp_path / "tifs")], cwd=ROOT, check=True)
    before = qgis_iface.mapCanvas().mapSettings().destinationCrs()
    qgis_iface.mapCanvas().setDestinationCrs(QgsProject.instance().crs())
    _use_the_interpreter(dock, qtbot)
    answer_to(dock._session.open_catalog(str(tmp_path / "mission.gpkg"), create=True), timeout_ms=SOON_MS)
    _index(dock, tmp_path / "tifs", qtbot)
    yield dock
    qgis_iface.mapCanvas().setDestinationCrs(before)


def test_a_shift_from_last_nights_imagery_to_the_product(
    shift: Any, tmp_path: Path, qtbot: Any, answer_to: Any, no_stall: Any
) -> None:
    dock, page = shift, shift.search  # noqa: F811
    _date(dock, "last year", "2025-09-14", "before", qtbot)
    _date(dock, "last night", "2026-09-14", "after", qtbot)
    for period in ("last year", "last night"):
        QgsProject.instance().addMapLayer(QgsRasterLayer(str(tmp_path / "tifs" / period / "town.tif"), period))

    page.filters.k.setValue(60)
    _ask(dock, QUESTION, qtbot)
    hits = page.view.results.hits
    assert len(hits) >= 40
    assert {hit.label for hit in hits} <= {"before", "after"}

    with no_stall.watching():
        judged = _judge_forty(page, qtbot)
        _undo_ten(page, qtbot)
    counts = Counter(verdict_of(hit) for hit in page.view.results.hits)
    assert counts[CONFIRMED] + counts[REJECTED] + counts[UNSURE] == 30
    kept = judged[:30]
    _wait_for_marks(dock, 30, qtbot, answer_to)

    confirmed = next(hit for hit in page.view.results.hits if verdict_of(hit) == CONFIRMED)
    layers = {layer.id() for layer in QgsProject.instance().mapLayers().values()}
    page.tile_actions.find_similar(confirmed.tile_id)
    qtbot.waitUntil(lambda: page.view.results.similar_to == confirmed.tile_id, timeout=SOON_MS)
    assert layers < {layer.id() for layer in QgsProject.instance().mapLayers().values()}, "beside the judged layer"
    again = {hit.tile_id: verdict_of(hit) for hit in page.view.results.hits}
    known = {tile: verdict for tile, verdict in kept if tile in again}
    assert known
    assert {tile: again[tile] for tile in known} == known, "the judgement is of the place, not of the question"
    page.navigation.back.click()
    qtbot.waitUntil(lambda: page.view.results.question == QUESTION, timeout=SOON_MS)
    assert page.search_line.text == QUESTION

    _swipe(page, qtbot)
    _read_mission(dock, counts, qtbot)
    _save_and_reopen(dock, tmp_path, qtbot)
    assert Counter(verdict_of(hit) for hit in page.view.results.hits) == counts
    _product(page, tmp_path, qtbot, places=counts[CONFIRMED])


def _index(dock: Any, folder: Path, qtbot: Any) -> None:  # noqa: F811
    dock.show_catalogs()
    panel = dock.catalogs
    panel.add_paths([str(folder)])
    options = panel.add_panel.index_options
    options._levels.setCurrentIndex(options._levels.findData("own"))
    options._metres.setText(TILE_M)
    qtbot.waitUntil(panel.add_panel.start.isEnabled, timeout=SOON_MS)
    with qtbot.waitSignal(panel.jobs.concluded, timeout=LONG_MS) as concluded:
        panel.add_panel.start.click()
    assert concluded.args[0].state == "done", concluded.args[0].problem
    qtbot.waitUntil(lambda: dock._session.catalog.rasters.undated == 2, timeout=SOON_MS)


def _date(dock: Any, folder: str, date: str, label: str, qtbot: Any) -> None:  # noqa: F811
    """Date and label a folder in the window that the notice of undated rasters opens."""
    notice = dock.catalogs.dates
    notice.text.linkActivated.emit("undated")
    dialog = notice.dialog
    dialog.only_undated.setChecked(False)
    qtbot.waitUntil(lambda: len(dialog.model.shown) == 2, timeout=SOON_MS)
    row = next(place for place, raster in enumerate(dialog.model.shown) if folder in raster.folder)
    table = dialog.findChild(QTableView)
    table.selectRow(row)
    dialog.date.edit.setText(date)
    dialog.set_date.click()
    qtbot.waitUntil(lambda: not dialog.editor.busy, timeout=SOON_MS)
    qtbot.waitUntil(lambda: any(raster.folder.endswith(folder) and raster.date for raster in dialog.model.shown))
    row = next(place for place, raster in enumerate(dialog.model.shown) if folder in raster.folder)
    table.selectRow(row)
    dialog.label.setEditText(label)
    dialog.set_label.click()
    qtbot.waitUntil(lambda: not dialog.editor.busy, timeout=SOON_MS)
    qtbot.waitUntil(lambda: label in dock._session.catalog.labels, timeout=SOON_MS)
    dialog.close()


def _ask(dock: Any, question: str, qtbot: Any) -> None:  # noqa: F811
    with qtbot.waitSignal(dock.search.controller.answered, timeout=LONG_MS):
        dock.ask(question)
    layer = dock.search.map_sync.current.layer
    hits = len(dock.search.view.results.hits)
    qtbot.waitUntil(lambda: layer.featureCount() == hits, timeout=SOON_MS)


def _judge_forty(page: Any, qtbot: Any) -> list[tuple[int, str]]:
    """By one key a tile, each of which goes on to the next."""
    keys = {Qt.Key.Key_C: CONFIRMED, Qt.Key.Key_R: REJECTED, Qt.Key.Key_U: UNSURE}
    page.view.setFocus()
    judged = []
    for number in range(40):
        key = list(keys)[0 if number % 4 == 0 else 2 if number % 10 == 9 else 1]
        (hit,) = page.view.selected_hits()
        qtbot.keyClick(page.view, key)
        qtbot.waitUntil(lambda tile=hit.tile_id: page.view.selected_hits()[0].tile_id != tile, timeout=SOON_MS)
        judged.append((hit.tile_id, keys[key]))
    assert len({tile for tile, _ in judged}) == 40
    return judged


def _undo_ten(page: Any, qtbot: Any) -> None:
    for left in range(39, 29, -1):
        qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda left=left: _judged(page) == left, timeout=SOON_MS)


def _judged(page: Any) -> int:
    return sum(verdict_of(hit) is not None for hit in page.view.results.hits)


def _wait_for_marks(dock: Any, number: int, qtbot: Any, answer_to: Any) -> None:  # noqa: F811
    """Until the catalog has them."""
    session = dock._session

    def kept() -> bool:
        return len(answer_to(session.engine.send(routes.marks(session.catalog.id))).tiles) == number

    qtbot.waitUntil(kept, timeout=SOON_MS)


def _swipe(page: Any, qtbot: Any) -> None:
    """Both dates of the place of the first result on one map."""
    index = page.view.model().index(0, 0)
    page.view.scrollTo(index)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(index).center())
    qtbot.waitUntil(page.two_dates.bar.swipe.isEnabled, timeout=SOON_MS)
    page.two_dates.bar.swipe.click()
    qtbot.waitUntil(lambda: page.two_dates.comparison.swiping, timeout=SOON_MS)
    page.two_dates.bar.swipe.click()
    qtbot.waitUntil(lambda: not page.two_dates.comparison.swiping, timeout=SOON_MS)


def _read_mission(dock: Any, counts: Counter, qtbot: Any) -> None:  # noqa: F811
    """All thirty judgements in one list, and a click leads to the place."""
    dock.tabs.setCurrentWidget(dock.mission)
    mission = dock.mission
    qtbot.waitUntil(lambda: len(mission.book.listing.entries) == 30, timeout=SOON_MS)
    qtbot.waitUntil(lambda: f"{counts[CONFIRMED]} confirmed" in mission.counts.text(), timeout=SOON_MS)
    assert f"{counts[REJECTED]} rejected" in mission.counts.text()
    index = mission.view.model().index(0, 0)
    qtbot.waitUntil(lambda: not mission.view.visualRect(index).isEmpty(), timeout=SOON_MS)
    clicks = []
    mission.view.chosen.connect(clicks.append)
    qtbot.mouseClick(mission.view.viewport(), Qt.MouseButton.LeftButton, pos=mission.view.visualRect(index).center())
    (entry,) = clicks
    place = geojson_to_geometry(entry.mark.geometry).centroid().asPoint()
    canvas = mission.canvas

    def seen() -> bool:
        crs, context = canvas.mapSettings().destinationCrs(), QgsProject.instance().transformContext()
        west, south, east, north = extent_to_wgs84(canvas.extent(), crs, context=context)
        return west <= place.x() <= east and south <= place.y() <= north

    qtbot.waitUntil(seen, timeout=SOON_MS)
    dock.tabs.setCurrentWidget(dock.search)


def _save_and_reopen(dock: Any, folder: Path, qtbot: Any) -> None:  # noqa: F811
    path = str(folder / "mission.qgz")
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(path)
    results = dock.search.view.results
    assert results.question
    layer = dock.search.map_sync.current.layer
    qtbot.waitUntil(lambda: layer.featureCount() == len(results.hits), timeout=SOON_MS)


def _product(page: Any, folder: Path, qtbot: Any, *, places: int) -> None:
    """What was confirmed, as a PDF and as a GeoPackage."""
    for name in ("report.pdf", "confirmed.gpkg"):
        with qtbot.waitSignal(page.output.succeeded, timeout=LONG_MS):
            page.output.export_to(str(folder / name))
    report = (folder / "report.pdf").read_bytes()
    assert report.startswith(b"%PDF")
    written = QgsVectorLayer(str(folder / "confirmed.gpkg"), "confirmed", "ogr")
    assert written.isValid()
    assert written.featureCount() == places
    assert {feature["verdict"] for feature in written.getFeatures()} == {CONFIRMED}
