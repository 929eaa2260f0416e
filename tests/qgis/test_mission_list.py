"""The mission list as its user sees it: rows, filters, keys, the map, and the layer that follows."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from typing import Any

import pytest
from qgis_plugin.core import settings
from qgis_plugin.core.mission import MissionCatalog
from qgis_plugin.gui.mission.mission_model import ENTRY_ROLE
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.missions import feature, marked
from tests.qgis.search_pages import Iface
from tests.qgis.stub_service import golden
from tests.qgis.two_rasters import names_in_order, raster_layer

from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.PyQt.QtCore import Qt


@pytest.fixture
def me() -> Iterator[str]:
    before = settings.author()
    settings.set_author("anna")
    yield "anna"
    settings.set_author(before)


@pytest.fixture
def mission(me: str, page: Any, qgis_canvas: Any, ready: Any, qtbot: Any) -> Iterator[Any]:
    """The page of the mission list beside the search page, shown, not polling."""
    from qgis_plugin.gui.mission.mission_page import MissionPage

    crs = qgis_canvas.mapSettings().destinationCrs()
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    made = MissionPage(Iface(qgis_canvas), page.session, page)
    made.resize(360, 640)
    made.show()
    yield made
    made.close_down()
    made.close()
    made.deleteLater()
    qgis_canvas.setDestinationCrs(crs)
    qtbot.wait(1)


def fill(mission: Any, qtbot: Any, *tiles: Any) -> None:
    catalog = mission.sources.current
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        mission.book.set_marks(catalog, tiles, 0.0)


def rows(mission: Any) -> list:
    model = mission.view.model()
    return [model.index(row, 0).data(ENTRY_ROLE).mark.tile_id for row in range(model.rowCount())]


def features(mission: Any) -> dict:
    """Tile to verdict of what is on the map."""
    return {one["tile_id"]: one["verdict"] for one in mission.layer.layer.getFeatures()}


def test_everything_judged_is_listed_and_counted(mission: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(2, verdict="rejected"), marked(3, verdict="unsure", author="ben"))
    assert sorted(rows(mission)) == [1, 2, 3]
    assert mission.counts.text() == "1 confirmed, 1 rejected, 1 unsure"


def test_a_tile_that_two_people_judged_has_two_rows_and_is_told_as_disputed(mission: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(1, author="ben", verdict="rejected"))
    assert rows(mission) == [1, 1]
    assert "1 disputed" in mission.counts.text()
    tip = mission.view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "differently" in tip


def test_unseen_are_results_of_the_present_question_that_nobody_judged(mission: Any, asked: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(101), marked(7))
    assert mission.counts.text() == "2 confirmed, 0 rejected, 2 unseen"


def test_results_of_another_catalog_are_not_counted_as_unseen(mission: Any, asked: Any, qtbot: Any) -> None:
    catalog = MissionCatalog("other", "/data/other.gpkg", "other")
    mission.sources._current = catalog
    mission._on_sources_changed()
    fill(mission, qtbot, marked(1))
    assert mission.counts.text() == "1 confirmed, 0 rejected"


def test_a_filter_leaves_what_it_says_and_can_be_taken_away(mission: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(2, verdict="rejected", note="only a shadow"), marked(3, author="ben"))
    mission.filters.unfold.setChecked(True)
    combo = mission.filters.combos["author"]
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        combo.setCurrentIndex(combo.findData("ben"))
    assert rows(mission) == [3]
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        mission.filters.clear.click()
    assert sorted(rows(mission)) == [1, 2, 3]
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        mission.filters.text.setText("SHADOW")
    assert rows(mission) == [2]


def test_filters_that_leave_nothing_say_so_and_offer_the_way_back(mission: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1))
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        mission.filters.text.setText("nothing of the kind")
    assert mission._why.isVisible()
    assert "1" in mission._why.text()
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        mission._clear.click()
    assert rows(mission) == [1]


def test_only_what_the_map_shows_follows_the_map(mission: Any, page: Any, qtbot: Any) -> None:
    near, far = marked(1), marked(2, west=17.0)
    fill(mission, qtbot, near, far)
    page.map_sync.navigator.zoom([near])
    qtbot.waitUntil(lambda: not mission._map_settled.isActive(), timeout=PATIENCE_MS)
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        mission.filters.in_view.setChecked(True)
    assert rows(mission) == [1]
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        page.map_sync.navigator.zoom([far])
    assert rows(mission) == [2]


def test_a_click_moves_the_map_and_a_double_click_zooms(mission: Any, page: Any, qtbot: Any) -> None:
    tile = marked(2, west=17.0)
    fill(mission, qtbot, tile)
    page.map_sync.navigator.zoom([marked(1)])
    canvas, entry = mission.canvas, mission.book.listing.entries[0]
    width = canvas.extent().width()
    mission.view.chosen.emit(entry)
    assert canvas.extent().contains(17.005, 47.905)
    assert canvas.extent().width() == pytest.approx(width)
    canvas.zoomByFactor(8)
    mission.view.activated_entry.emit(entry)
    assert canvas.extent().width() < width * 4


def test_a_click_brings_the_raster_that_was_judged_up(mission: Any, page: Any, tmp_path: Any, qtbot: Any) -> None:
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    before = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")
    fill(mission, qtbot, marked(1, west=15.0, path=before.source(), raster="a.tif"))
    mission.view.chosen.emit(mission.book.listing.entries[0])
    qtbot.waitUntil(lambda: names_in_order() == ["pre-a", "post-a"], timeout=PATIENCE_MS)
    page.two_dates.order.restore()
    assert names_in_order() == ["post-a", "pre-a"]


def test_a_key_judges_through_the_stack_that_undoes_it(mission: Any, page: Any, stub: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1, author="ben"))
    mission.view.select_keys([mission.book.listing.entries[0].key])
    qtbot.keyClick(mission.view, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /mark")), timeout=PATIENCE_MS)
    body = stub.asked("PUT /mark")[0].body
    assert (body["verdict"], body["author"], body["question"]) == ("rejected", "anna", "destroyed houses")
    qtbot.waitUntil(lambda: not page.mark_editor.busy, timeout=PATIENCE_MS)
    assert page.mark_editor.stack.canUndo()
    qtbot.keyClick(mission.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(stub.asked("DELETE /mark")), timeout=PATIENCE_MS)


def test_of_several_places_those_that_i_judged_otherwise_stay(mission: Any, page: Any, stub: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(2, author="ben"), marked(3, author="ben"))
    said: list = []
    mission.message_emitted.connect(said.append)
    mission.view.selectAll()
    qtbot.keyClick(mission.view, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /marks")), timeout=PATIENCE_MS)
    assert {one["tile_id"] for one in stub.asked("PUT /marks")[0].body["marks"]} == {2, 3}
    assert "1 places" in said[0]


def test_delete_takes_back_my_mark_and_not_that_of_another(mission: Any, page: Any, stub: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(1, author="ben"))
    mission.view.selectAll()
    qtbot.keyClick(mission.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(stub.asked("DELETE /mark")), timeout=PATIENCE_MS)
    assert stub.asked("DELETE /mark")[0].query["author"] == "anna"
    assert len(stub.asked("DELETE /mark")) == 1


def test_a_note_is_kept_beside_the_verdict(mission: Any, stub: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1))
    mission.view.selectAll()
    qtbot.keyClick(mission.view, Qt.Key.Key_N)
    mission.notes.text.setPlainText("two families")
    mission.notes.save()
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /mark")), timeout=PATIENCE_MS)
    body = stub.asked("PUT /mark")[0].body
    assert (body["verdict"], body["note"]) == ("confirmed", "two families")


def test_the_menu_opens_the_question_again(mission: Any, page: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1))
    shown: list = []
    mission.search_shown.connect(lambda: shown.append(True))
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        mission.entry_actions.ask_again(mission.book.listing.entries[0])
    assert shown
    assert page.search_line.edit.text() == "destroyed houses"


def test_a_likeness_is_asked_again_and_what_no_words_tell_is_not_offered(
    mission: Any, page: Any, stub: Any, qtbot: Any
) -> None:
    fill(mission, qtbot, marked(1, question="similar to tile 17"), marked(2, question="similar to a picture"))
    entries = {entry.mark.tile_id: entry for entry in mission.book.listing.entries}
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        mission.entry_actions.ask_again(entries[1])
    assert stub.asked("POST /similar")[0].body["to"]["tile_id"] == 17
    menu = mission.entry_actions.menu([entries[2]], mission.view)
    (again,) = [one for one in menu.actions() if "again" in one.text()]
    assert not again.isEnabled()


def test_a_tile_of_another_catalog_is_described_once_its_question_was_asked(
    mission: Any, page: Any, stub: Any, qtbot: Any
) -> None:
    other = MissionCatalog("b2b2b2b2b2b2", "/data/other.gpkg", "other")
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        mission.book.keep_catalogs([other.id])
        mission.book.set_marks(other, [marked(1)], 0.0)
    mission.entry_actions.describe(mission.book.listing.entries[0])
    qtbot.waitUntil(lambda: bool(stub.asked("GET /tiles/1")), timeout=PATIENCE_MS)
    opened = [one.body["path"] for one in stub.asked("POST /catalogs")]
    assert opened[-1] == "/data/other.gpkg"


def test_all_open_catalogs_are_polled_once_they_are_chosen(mission: Any, stub: Any, qtbot: Any) -> None:
    known = golden("catalogs-list")["response"]["body"]["catalogs"]
    stub.answers["GET /catalogs"] = {"catalogs": [{**one, "open": True, "exists": True} for one in known]}
    mission.set_polling(True)
    qtbot.waitUntil(lambda: mission.source.itemText(1).endswith("(2)"), timeout=PATIENCE_MS)
    mission.source.setCurrentIndex(1)
    mission.source.activated.emit(1)
    qtbot.waitUntil(lambda: len({one.path for one in stub.asked("GET /marks")}) == 2, timeout=PATIENCE_MS)
    mission.set_polling(False)


def test_why_marks_cannot_be_read_is_said_until_they_can_also_where_nothing_is_new(
    mission: Any, stub: Any, qtbot: Any
) -> None:
    mission.feed.interval_s = 0.05
    mission.set_polling(True)
    qtbot.waitUntil(lambda: bool(mission.book.listing.entries), timeout=PATIENCE_MS)
    stub.misbehave("GET /marks", status=500, times=2)
    qtbot.waitUntil(lambda: "area" in mission.state.text(), timeout=PATIENCE_MS)
    stub.misbehave("GET /marks", status=304, raw=b"", times=None)
    qtbot.waitUntil(lambda: not mission.state.text(), timeout=PATIENCE_MS)
    mission.set_polling(False)
    qtbot.waitUntil(lambda: not mission.feed.busy, timeout=PATIENCE_MS)


def test_drawing_brings_the_layer_that_shows_it(mission: Any, page: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1))
    assert not mission.layer.alive
    page.tile_actions.drawer.kept.emit()
    assert mission.layer.alive
    assert mission.on_map.isChecked()


def test_the_layer_of_a_project_that_was_opened_is_filled_again(mission: Any, tmp_path: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(2))
    mission.on_map.click()
    qtbot.waitUntil(lambda: not mission.layer.busy, timeout=PATIENCE_MS)
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "mission.qgz"))
    project.clear()
    assert not mission.on_map.isChecked()
    assert project.read(str(tmp_path / "mission.qgz"))
    qtbot.waitUntil(lambda: mission.layer.alive and not mission.layer.busy, timeout=PATIENCE_MS)
    assert features(mission) == {1: "confirmed", 2: "confirmed"}
    assert mission.on_map.isChecked()


def test_the_layer_stays_with_the_project_for_those_without_the_plugin(mission: Any, tmp_path: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(2, verdict="rejected"))
    mission.layer.show(mission.book.listing)
    qtbot.waitUntil(lambda: not mission.layer.busy, timeout=PATIENCE_MS)
    assert QgsProject.instance().write(str(tmp_path / "mission.qgz"))
    elsewhere = QgsProject()
    assert elsewhere.read(str(tmp_path / "mission.qgz"))
    (layer,) = elsewhere.mapLayers().values()
    assert layer.isValid()
    assert {feature["tile_id"]: feature["verdict"] for feature in layer.getFeatures()} == {
        1: "confirmed",
        2: "rejected",
    }


def test_the_layer_shows_what_the_list_shows(mission: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(2, verdict="rejected"))
    mission.on_map.click()
    qtbot.waitUntil(lambda: not mission.layer.busy, timeout=PATIENCE_MS)
    assert features(mission) == {1: "confirmed", 2: "rejected"}
    assert QgsProject.instance().layerTreeRoot().findLayer(mission.layer.layer.id()).parent().name() == "Tilescribe"
    fill(mission, qtbot, marked(1, verdict="unsure"), marked(3))
    qtbot.waitUntil(lambda: not mission.layer.busy, timeout=PATIENCE_MS)
    assert features(mission) == {1: "unsure", 3: "confirmed"}
    combo = mission.filters.combos["verdict"]
    with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
        combo.setCurrentIndex(combo.findData("unsure"))
    qtbot.waitUntil(lambda: not mission.layer.busy, timeout=PATIENCE_MS)
    assert features(mission) == {1: "unsure"}


def test_a_layer_that_was_removed_unchecks_the_button_and_can_be_shown_again(mission: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1))
    mission.on_map.click()
    QgsProject.instance().removeMapLayer(mission.layer.layer.id())
    assert not mission.on_map.isChecked()
    mission.on_map.click()
    qtbot.waitUntil(lambda: mission.layer.alive and not mission.layer.busy, timeout=PATIENCE_MS)
    assert features(mission) == {1: "confirmed"}
    mission.on_map.click()
    assert not mission.layer.alive


def test_what_is_selected_in_the_list_is_selected_on_the_map_and_the_other_way_round(mission: Any, qtbot: Any) -> None:
    fill(mission, qtbot, marked(1), marked(2))
    mission.on_map.click()
    qtbot.waitUntil(lambda: not mission.layer.busy, timeout=PATIENCE_MS)
    keys = {entry.mark.tile_id: entry.key for entry in mission.book.listing.entries}
    mission.view.select_keys([keys[2]])
    assert [one["tile_id"] for one in mission.layer.layer.selectedFeatures()] == [2]
    mission.layer.layer.selectByExpression('"tile_id" = 1')
    assert [entry.mark.tile_id for entry in mission.view.selected_entries()] == [1]


def test_selection_and_place_stay_when_others_judge(mission: Any, qtbot: Any) -> None:
    tiles = [marked(number) for number in range(1, 200)]
    fill(mission, qtbot, *tiles)
    mission.view.select_keys([mission.book.listing.entries[100].key])
    qtbot.wait(10)
    tile, top = mission.view.selected_entries()[0].mark.tile_id, mission.view.entries_in_view()[0].key
    fill(mission, qtbot, marked(500, author="ben", updated="2026-12-01T23:00:00Z"), *tiles)
    assert rows(mission)[0] == 500
    assert [entry.mark.tile_id for entry in mission.view.selected_entries()] == [tile]
    assert mission.view.entries_in_view()[0].key == top


def test_confirmed_places_are_exported_with_what_others_say_of_them(mission: Any, qtbot: Any) -> None:
    from qgis_plugin.gui.mission.mission_export import mission_choices

    shape = {"type": "Point", "coordinates": [15.015, 47.905]}
    fill(
        mission, qtbot, marked(1, shape=shape), marked(1, author="ben", verdict="rejected"), marked(2, verdict="unsure")
    )
    entries = mission.book.listing.entries
    confirmed, everything, selected = mission_choices(entries, entries[:1], title="Mission area")
    assert (confirmed.count, everything.count, selected.count) == (1, 2, 1)
    (place,) = confirmed.places()
    assert (place.tile_id, place.shape) == (1, shape)
    assert "ben" in str(place.others)


def test_the_button_asks_for_a_format_and_a_file(mission: Any, page: Any, qtbot: Any) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    assert not mission.export_button.isEnabled()
    fill(mission, qtbot, marked(1))
    assert mission.export_button.isEnabled()
    mission.export()
    dialogs = [one for one in QApplication.topLevelWidgets() if one.objectName() == "TilescribeProductDialog"]
    assert [one.choice.count for one in dialogs] == [1]
    dialogs[0].reject()


def test_fifty_thousand_marks_do_not_hold_the_window(mission: Any, stub: Any, no_stall: Any, qtbot: Any) -> None:
    count = 50_000
    stub.answers["GET /marks"] = _many(count)
    gc.collect()
    mission.on_map.click()
    with no_stall.watching():
        mission.set_polling(True)
        qtbot.waitUntil(lambda: mission.book.listing.total == count, timeout=120_000)
        mission.set_polling(False)
        qtbot.waitUntil(lambda: not mission.layer.busy, timeout=120_000)
        with qtbot.waitSignal(mission.book.listed, timeout=PATIENCE_MS):
            mission.filters.text.setText("gone")
        qtbot.waitUntil(lambda: not mission.layer.busy, timeout=120_000)
        mission.view.scrollToBottom()
        qtbot.wait(50)
    assert len(rows(mission)) == count // 5
    assert mission.layer.layer.featureCount() == count // 5


def _many(count: int) -> bytes:
    """So many marks as the engine sends them."""
    tiles = (
        marked(
            number,
            west=15.0 + (number % 250) * 0.01,
            author="ben" if number % 2 else "anna",
            verdict="rejected" if number % 3 else "confirmed",
            note="gone" if number % 5 == 0 else "",
        )
        for number in range(1, count + 1)
    )
    features = ",".join(json.dumps(feature(tile)) for tile in tiles)
    return f'{{"type": "FeatureCollection", "features": [{features}]}}'.encode()
