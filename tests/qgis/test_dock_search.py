"""The main path of the dock against the stub service: ask, see, mark, steer; and its bad moments."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest
from osgeo import gdal
from qgis_plugin.core.protocol import SearchRequest
from qgis_plugin.core.results import CONFIRMED, REJECTED, verdict_of
from qgis_plugin.core.settings import author, questions
from qgis_plugin.gui.search.search_page import SearchPage
from tests.qgis.made_up import PATIENCE_MS, answer, results
from tests.qgis.search_pages import Iface, catalog, hits, layer_of
from tests.qgis.stub_service import golden

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QToolButton


def press(qtbot, page, key):
    qtbot.keyClick(page.view, key)


def verdicts(page):
    return [verdict_of(hit) for hit in page.view.results.hits]


def body(stub, key):
    return stub.asked(key)[-1].body


# Asking


def test_a_question_fills_list_and_layer(asked, stub):
    assert [hit.tile_id for hit in asked.view.results.hits] == [101, 102, 103]
    assert layer_of(asked).name() == "water beside trees"
    assert asked.header.text == "3 of 240 tiles"
    assert body(stub, "POST /search")["question"] == "water beside trees"


def test_enter_in_the_search_line_asks_and_remembers(page, qtbot):
    page.search_line.set_text("  a lake ")
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        qtbot.keyClick(page.search_line.edit, Qt.Key.Key_Return)
    assert questions() == ["a lake"]


def test_an_empty_line_asks_nothing(page, qtbot, stub):
    qtbot.keyClick(page.search_line.edit, Qt.Key.Key_Return)
    assert not page.controller.busy
    assert questions() == []


def test_earlier_questions_come_latest_first_and_once(page, qtbot):
    for question in ("a lake", "a road", "A Lake"):
        page.search_line.set_text(question)
        with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
            qtbot.keyClick(page.search_line.edit, Qt.Key.Key_Return)
    assert questions() == ["A Lake", "a road"]
    assert page.search_line.edit.completer().model().stringList() == ["A Lake", "a road"]


def test_asking_again_updates_the_same_layer(asked, qtbot, stub):
    before = layer_of(asked).id()
    stub.answers["POST /search"] = hits(1, question="a lake")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("a lake")
    qtbot.waitUntil(lambda: layer_of(asked).featureCount() == 1, timeout=PATIENCE_MS)
    assert layer_of(asked).id() == before
    assert layer_of(asked).name() == "a lake"


def test_kept_results_stay_when_another_question_is_asked(asked, qtbot):
    kept = layer_of(asked)
    asked.header.keep.setChecked(True)
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("water beside trees")
    assert layer_of(asked).id() != kept.id()
    assert kept.featureCount() == 3
    assert not asked.header.keep.isChecked()


def test_making_a_kept_layer_active_brings_its_results_back(asked, qtbot, stub):
    kept = layer_of(asked)
    asked.header.keep.setChecked(True)
    stub.answers["POST /search"] = hits(1, question="a lake")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("a lake")
    asked.map_sync._iface.currentLayerChanged.emit(kept)
    assert asked.view.results.question == "water beside trees"
    assert layer_of(asked) is kept


def test_only_the_question_asked_last_is_answered(page, qtbot, stub):
    stub.misbehave("POST /search", delay_s=20)
    page.ask("slow")
    stub.answers["POST /search"] = hits(2, question="quick")
    qtbot.waitUntil(lambda: bool(stub.asked("POST /search")), timeout=PATIENCE_MS)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("quick")
    stub.behave()
    qtbot.wait(100)
    assert page.view.results.question == "quick"


def test_stopping_leaves_what_was_shown(asked, qtbot, stub):
    stub.misbehave("POST /search", delay_s=20)
    asked.ask("slow")
    assert asked.search_line.button.toolTip() == "Stop"
    asked.search_line.button.click()
    assert not asked.controller.busy
    assert asked.view.results.question == "water beside trees"
    assert asked._stack.currentWidget() is asked.view


def test_every_filter_reaches_the_engine(page, qtbot, stub):
    filters = page.filters
    qtbot.waitUntil(lambda: bool(filters.rasters.tree_model.paths), timeout=PATIENCE_MS)
    filters.threshold.setValue(40)
    filters.k.setValue(50)
    filters.first.edit.setText("2026-09-01")
    filters.levels.setCheckedItems(["112 m"])
    filters.rasters.set_globs(["scene_*.tif"])
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    sent = body(stub, "POST /search")
    assert (sent["threshold"], sent["k"], sent["acquired_from"]) == (0.4, 50, "2026-09-01")
    assert "acquired_to" not in sent
    assert sent["levels_m"] == [112.0]
    assert sent["rasters"] == ["scene_*.tif"]


def test_choices_survive_news_of_the_catalog(page, session, qtbot):
    filters = page.filters
    qtbot.waitUntil(lambda: bool(filters.rasters.tree_model.paths), timeout=PATIENCE_MS)
    filters.levels.setCheckedItems(["112 m"])
    filters.rasters.set_globs(["scene_*.tif"])
    before = filters.filters()
    session.use_catalog(catalog(levels_m=[112.0, 448.0, 1792.0]))
    qtbot.waitUntil(lambda: not page.filter_section.loading_rasters, timeout=PATIENCE_MS)
    assert filters.filters() == before
    assert filters.levels.count() == 3


def test_what_narrows_the_search_is_said_while_the_filters_are_folded(page):
    page.filters.threshold.setValue(40)
    assert page.filter_section.button.text() == "Filters: Score from 40 %"
    page.filters.reset()
    assert page.filter_section.button.text() == "Filters"


# List and map


def test_selecting_in_the_list_selects_on_the_map(asked):
    asked.view.select_tiles([102])
    assert [feature["tile_id"] for feature in layer_of(asked).selectedFeatures()] == [102]


def test_selecting_on_the_map_selects_in_the_list(asked):
    layer_of(asked).selectByExpression('"rank" > 1')
    assert [hit.tile_id for hit in asked.view.selected_hits()] == [102, 103]


def test_deselecting_on_the_map_deselects_in_the_list(asked):
    asked.view.select_tiles([102])
    layer_of(asked).removeSelection()
    assert not asked.view.selectionModel().selectedIndexes()


def test_the_pointer_outlines_its_tile_on_the_map(asked):
    band = asked.map_sync._outline._band
    asked.view.hovered.emit(asked.view.results.hits[1])
    assert band.asGeometry().boundingBox().width() == pytest.approx(0.1, rel=0.2)
    asked.view.hovered.emit(None)
    assert band.asGeometry().isEmpty()


def test_a_click_pans_and_keeps_the_scale(asked, qgis_canvas):
    look(qgis_canvas, 0, 0, 1)
    width = qgis_canvas.extent().width()
    asked.view.chosen.emit(asked.view.results.hits[2])
    assert qgis_canvas.center().x() == pytest.approx(15.25)
    assert qgis_canvas.extent().width() == pytest.approx(width)


def test_a_click_zooms_where_its_user_chose_so(asked, qgis_canvas):
    asked.header.zoom_mode_chosen.emit("zoom")
    asked.view.chosen.emit(asked.view.results.hits[2])
    assert qgis_canvas.extent().height() < 0.5


def test_a_click_leaves_the_map_where_its_user_chose_so(asked, qgis_canvas):
    look(qgis_canvas, 0, 0, 1)
    asked.header.zoom_mode_chosen.emit("stay")
    asked.view.chosen.emit(asked.view.results.hits[2])
    assert qgis_canvas.center().x() == pytest.approx(0.0, abs=0.01)


def test_enter_zooms_to_the_tile(asked, qtbot, qgis_canvas):
    press(qtbot, asked, Qt.Key.Key_Return)
    assert qgis_canvas.extent().height() < 0.5
    assert qgis_canvas.center().x() == pytest.approx(15.05)


def test_the_arrow_keys_go_through_list_and_map(asked, qtbot, qgis_canvas):
    look(qgis_canvas, 0, 0, 1)
    press(qtbot, asked, Qt.Key.Key_Down)
    assert [feature["tile_id"] for feature in layer_of(asked).selectedFeatures()] == [102]
    assert qgis_canvas.center().x() == pytest.approx(15.15)


def test_a_removed_layer_leaves_the_list_and_comes_again_with_the_next_question(asked, qtbot):
    QgsProject.instance().removeMapLayer(layer_of(asked).id())
    assert asked.map_sync.current is None
    assert not asked.header.keep.isEnabled()
    asked.view.select_tiles([102])
    press(qtbot, asked, Qt.Key.Key_C)
    assert len(asked.view.results.hits) == 3
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("water beside trees")
    assert layer_of(asked).isValid()


def test_a_removed_layer_can_be_shown_again(asked, qtbot):
    QgsProject.instance().removeMapLayer(layer_of(asked).id())
    assert asked.header.restore.isVisible()
    asked.header.restore.click()
    qtbot.waitUntil(lambda: layer_of(asked).featureCount() == 3, timeout=PATIENCE_MS)
    assert not asked.header.restore.isVisible()


def test_after_an_answer_the_keys_are_for_the_results(page, qtbot):
    page.activateWindow()
    page.search_line.edit.setFocus()
    qtbot.waitUntil(page.search_line.edit.hasFocus, timeout=PATIENCE_MS)
    page.search_line.set_text("a lake")
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        qtbot.keyClick(page.search_line.edit, Qt.Key.Key_Return)
    assert page.view.hasFocus()


def test_where_the_map_has_moved_one_can_search_there(page, qtbot, qgis_canvas, stub):
    look(qgis_canvas, 15, 48, 1)
    page.filters.area.choose("live")
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    assert not page.header.here.isVisible()
    look(qgis_canvas, 25, 48, 1)
    assert page.header.here.isVisible()
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.header.here.click()
    west, _, east, _ = body(stub, "POST /search")["bbox"]
    assert west < 25 < east
    assert not page.header.here.isVisible()


def test_the_tools_of_the_dock_take_the_map_and_give_it_back(page, qtbot, qgis_canvas):
    button = next(one for one in page.findChildren(QToolButton) if "Describe a place" in one.toolTip())
    button.click()
    assert qgis_canvas.mapTool() is page.tile_actions.describe_tool
    qtbot.keyClick(qgis_canvas, Qt.Key.Key_Escape)
    assert not button.isChecked()
    assert qgis_canvas.mapTool() is not page.tile_actions.describe_tool


# What its user thinks of a hit


def test_c_confirms_and_c_again_takes_it_back(asked, qtbot, stub):
    press(qtbot, asked, Qt.Key.Key_C)
    assert verdicts(asked) == [CONFIRMED, None, None]
    assert [feature["verdict"] or None for feature in layer_of(asked).getFeatures()] == [CONFIRMED, None, None]
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /tiles/101/mark")), timeout=PATIENCE_MS)
    assert body(stub, "PUT /tiles/101/mark") == {
        "question": "water beside trees",
        "verdict": "confirmed",
        "grade": "",
        "note": "",
        "author": author(),
    }
    asked.view.go_to(101)
    press(qtbot, asked, Qt.Key.Key_C)
    assert verdicts(asked) == [None, None, None]
    qtbot.waitUntil(lambda: bool(stub.asked("DELETE /tiles/101/mark")), timeout=PATIENCE_MS)
    assert stub.asked("DELETE /tiles/101/mark")[0].query == {"author": author()}


def test_r_rejects_all_that_is_selected(asked, qtbot, stub):
    asked.view.select_tiles([102, 103])
    press(qtbot, asked, Qt.Key.Key_R)
    assert verdicts(asked) == [None, REJECTED, REJECTED]
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /marks")), timeout=PATIENCE_MS)
    assert [mark["tile_id"] for mark in body(stub, "PUT /marks")["marks"]] == [102, 103]


def test_a_mark_that_the_engine_refuses_is_taken_back_and_said(asked, qtbot, stub):
    stub.misbehave("PUT /tiles/101/mark", status=500)
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS):
        press(qtbot, asked, Qt.Key.Key_C)
    assert verdicts(asked) == [None, None, None]


def test_a_verdict_that_is_changed_at_once_is_written_last(asked, qtbot, stub):
    stub.misbehave("PUT /tiles/101/mark", delay_s=20)
    press(qtbot, asked, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /tiles/101/mark")), timeout=PATIENCE_MS)
    asked.view.go_to(101)
    press(qtbot, asked, Qt.Key.Key_R)
    qtbot.wait(50)
    assert len(stub.asked("PUT /tiles/101/mark")) == 1
    stub.behave()
    qtbot.waitUntil(lambda: len(stub.asked("PUT /tiles/101/mark")) == 2, timeout=PATIENCE_MS)
    assert body(stub, "PUT /tiles/101/mark")["verdict"] == "rejected"


def test_a_note_keeps_the_verdict(asked, qtbot, stub):
    press(qtbot, asked, Qt.Key.Key_C)
    asked.view.go_to(101)
    press(qtbot, asked, Qt.Key.Key_N)
    asked.triage.notes.text.setPlainText("seen on foot")
    qtbot.keyClick(asked.triage.notes.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(stub.asked("PUT /tiles/101/mark")) == 2, timeout=PATIENCE_MS)
    assert body(stub, "PUT /tiles/101/mark") == {
        "question": "water beside trees",
        "verdict": "confirmed",
        "grade": "",
        "note": "seen on foot",
        "author": author(),
    }


def test_a_correction_is_shown_in_the_list(asked, qtbot, stub):
    answer = golden("tile-correct")["response"]["body"]
    stub.answers["PUT /correction"] = {**answer, "properties": {**answer["properties"], "tile_id": 101}}
    with qtbot.waitSignal(asked.mark_editor.corrected, timeout=PATIENCE_MS):
        asked.mark_editor.correct(101, "A canal beside an orchard.")
    assert asked.view.results.hits[0].summary == "A canal beside an orchard."
    assert body(stub, "PUT /correction") == {"text": "A canal beside an orchard."}


# From a tile


def test_similar_tiles_are_found_with_the_filters_as_they_stand(asked, qtbot, stub):
    asked.filters.k.setValue(7)
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.tile_actions.find_similar(102)
    sent = body(stub, "POST /similar")
    assert (sent["to"]["tile_id"], sent["k"]) == (102, 7)
    assert layer_of(asked).name() == "Like tile 102"


def test_more_and_less_like_add_up(asked, qtbot, stub):
    for steer, number in ((asked.tile_actions.more_like, 0), (asked.tile_actions.less_like, 2)):
        with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
            steer([asked.view.results.hits[number]])
    sent = body(stub, "POST /search")
    assert (sent["question"], sent["like"], sent["unlike"]) == ("water beside trees", [101], [103])
    assert asked.header.text == "3 of 240 tiles, more like 1, less like 1"


def test_a_tile_is_not_both_wanted_and_unwanted(asked, qtbot, stub):
    for steer in (asked.tile_actions.more_like, asked.tile_actions.less_like):
        with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
            steer([asked.view.results.hits[0]])
    sent = body(stub, "POST /search")
    assert (sent["like"], sent["unlike"]) == ([], [101])


def test_a_place_on_the_map_is_described_by_its_smallest_tile(asked, qtbot, stub):
    asked.tile_actions.describe_place(_point(15.05, 47.95))
    qtbot.waitUntil(lambda: asked._stack.currentWidget() is asked.details, timeout=PATIENCE_MS)
    assert stub.asked("GET /tiles")[-1].query == {"lon": "15.05", "lat": "47.95"}
    assert "A river beside trees." in asked.details.browser.toPlainText()
    assert "What lowers the score" not in asked.details.browser.toPlainText()


def test_a_place_without_tile_says_so(asked, qtbot, stub):
    stub.answers["GET /tiles"] = {"type": "FeatureCollection", "features": []}
    with qtbot.waitSignal(asked.message_emitted, timeout=PATIENCE_MS):
        asked.tile_actions.describe_place(_point(0, 0))


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        ("pending", "Not described yet."),
        ("blank", "Blank: there is nothing to describe."),
        ("failed", "Could not be described: out of memory"),
    ],
)
def test_a_tile_without_description_says_why(asked, qtbot, stub, state, heading):
    details = golden("tile-describe")["response"]["body"]
    bare = {"state": state, "reason": "out of memory", "summary": "", "descriptions": [], "tags": [], "marks": []}
    stub.answers["GET /tiles/101"] = {**details, "properties": {**details["properties"], **bare, "measurements": None}}
    asked.tile_actions.describe(101)
    qtbot.waitUntil(lambda: asked._stack.currentWidget() is asked.details, timeout=PATIENCE_MS)
    assert heading in asked.details.browser.toPlainText()


def test_a_tile_of_a_class_map_says_that_it_is_none(asked, qtbot, stub):
    details = golden("tile-describe")["response"]["body"]
    bare = {"state": "blank", "reason": "not a picture: map of classes", "summary": "", "descriptions": [], "tags": []}
    whole = {**details["properties"], **bare, "marks": [], "measurements": None}
    stub.answers["GET /tiles/101"] = {**details, "properties": whole}
    asked.tile_actions.describe(101)
    qtbot.waitUntil(lambda: asked._stack.currentWidget() is asked.details, timeout=PATIENCE_MS)
    assert "Blank: not a picture: map of classes" in asked.details.browser.toPlainText()


def test_the_way_back_from_a_tile_leads_to_the_results(asked, qtbot):
    asked.tile_actions.describe(101)
    qtbot.waitUntil(lambda: asked._stack.currentWidget() is asked.details, timeout=PATIENCE_MS)
    asked.details.closed.emit()
    assert asked._stack.currentWidget() is asked.view


def test_the_menu_of_a_hit_offers_to_take_a_verdict_back(asked, qtbot):
    press(qtbot, asked, Qt.Key.Key_C)
    asked.view.go_to(101)
    menu = asked.tile_actions._menu.menu(asked.view.selected_hits(), asked.view)
    texts = [action.text() for action in menu.actions()]
    assert "Take the confirmation back\tC" in texts
    assert "Find similar" in texts


def test_the_menu_of_several_hits_offers_what_can_be_done_with_all(asked):
    menu = asked.tile_actions._menu.menu(asked.view.results.hits, asked.view)
    texts = [action.text() for action in menu.actions()]
    assert "Find similar" not in texts
    assert "More like this" in texts


def test_a_description_is_text_whatever_it_holds(asked, qtbot, stub):
    answer = golden("tile-describe")["response"]["body"]
    evil = {**answer, "properties": {**answer["properties"], "summary": "<img src='http://example.org/x'>"}}
    stub.answers["GET /tiles/101"] = evil
    asked.tile_actions.describe(101)
    qtbot.waitUntil(lambda: asked._stack.currentWidget() is asked.details, timeout=PATIENCE_MS)
    assert "<img src='http://example.org/x'>" in asked.details.browser.toPlainText()


def raster(folder, name="scene", *, west=14.0, north=49.0):
    """A raster layer of 2 x 2 degrees."""
    path = str(folder / f"{name}.tif")
    made = gdal.GetDriverByName("GTiff").Create(path, 8, 8, 1, gdal.GDT_Byte)
    made.SetGeoTransform((west, 0.25, 0.0, north, 0.0, -0.25))
    made.SetProjection(QgsCoordinateReferenceSystem("EPSG:4326").toWkt())
    made = None
    return QgsRasterLayer(path, name)


def test_what_the_map_shows_is_described_though_it_is_not_indexed(page, qtbot, qgis_canvas, stub, tmp_path):
    layer = raster(tmp_path)
    qgis_canvas.setLayers([layer])
    look(qgis_canvas, 15, 48, 0.1)
    page.tile_actions.ad_hoc.describe_canvas()
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page.details, timeout=PATIENCE_MS)
    asked = body(stub, "POST /v1/describe")
    assert asked["path"] == layer.source()
    assert asked["bbox"][0] < 15 < asked["bbox"][2]
    assert 5_000 < asked["level_m"] < 12_000
    assert "A river beside trees." in page.details.browser.toPlainText()
    qgis_canvas.setLayers([])


def test_a_map_without_raster_has_nothing_to_describe(page, qtbot, qgis_canvas, stub, tmp_path):
    qgis_canvas.setLayers([raster(tmp_path, west=100.0)])
    look(qgis_canvas, 15, 48, 0.1)
    with qtbot.waitSignal(page.message_emitted, timeout=PATIENCE_MS) as told:
        page.tile_actions.ad_hoc.describe_canvas()
    assert "no raster" in told.args[0]
    assert not stub.asked("POST /v1/describe")
    qgis_canvas.setLayers([])


# Thumbnails


def test_thumbnails_are_asked_for_what_is_in_view_only(page, qtbot, stub):
    stub.answers["POST /search"] = hits(500)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    qtbot.waitUntil(lambda: page.thumbnails.pixmap(101) is not None, timeout=PATIENCE_MS)
    qtbot.wait(200)
    assert 2 < len(stub.asked("GET /thumbnail")) < 30


def test_scrolling_brings_other_thumbnails(page, qtbot, stub):
    stub.answers["POST /search"] = hits(500)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    page.view.scrollToBottom()
    qtbot.waitUntil(lambda: page.thumbnails.pixmap(600) is not None, timeout=PATIENCE_MS)
    assert page.thumbnails.file(600).exists()


def test_a_raster_that_has_moved_leaves_a_row_without_picture(page, qtbot, stub):
    page.resize(360, 900)
    stub.misbehave("GET /thumbnail", status=404, times=None)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    qtbot.waitUntil(lambda: page.thumbnails.missing(103), timeout=PATIENCE_MS)
    page.grab()
    own = [one for one in stub.asked("GET /thumbnail") if int(one.path.split("/")[-2]) in (101, 102, 103)]
    assert len(own) == 3, "the others are of other dates"


# Bad moments


def test_no_catalog_says_what_to_do(page, session, qtbot):
    QgsSettings().remove("tilescribe/catalog")
    session.use_catalog(None)
    page.ask("a lake")
    assert page.empty.heading == "Which imagery?"
    with qtbot.waitSignal(page.catalogs_requested, timeout=PATIENCE_MS):
        page.empty.buttons[-1].click()


def test_the_catalog_of_the_last_session_is_asked_again(page, session, qtbot, stub):
    session.use_catalog(None)
    assert page.search_line.edit.placeholderText() == "What are you looking for in area?"
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    assert body(stub, "POST /catalogs")["path"] == "/data/area.gpkg"


def test_a_catalog_that_is_gone_says_so(page, session, qtbot, stub):
    session.use_catalog(None)
    problem = golden("problem-catalog-not-found")["response"]["body"]
    stub.misbehave("POST /catalogs", status=404, body=problem)
    page.ask("a lake")
    qtbot.waitUntil(lambda: page.empty.text == problem["detail"], timeout=PATIENCE_MS)
    assert page.empty.buttons[0].text() == "Choose a catalog"


def test_an_empty_catalog_says_what_to_do(page, session):
    counts = {"pending": 5, "done": 0, "blank": 0, "failed": 0}
    session.use_catalog(catalog(tiles=counts))
    assert page.empty.heading == "Nothing to find yet"


def test_that_nothing_matches_is_said_above_the_weak_hits(page, qtbot, stub):
    said = "Nothing here matches: 3 weak hits, the best 12 %."
    stub.answers["POST /search"] = {**hits(3), "matching": 0, "notices": [said]}
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("an airport")
    assert (page.header.notices.text(), page.header.text) == (said, "3 of 240 tiles")
    assert not page.header.notices.isHidden()
    assert page._stack.currentWidget() is page.view
    stub.answers["POST /search"] = hits(3)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a river")
    assert page.header.notices.isHidden()
    stub.answers["POST /search"] = {**hits(3), "reading": "fields AND NOT trees"}
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("fields without trees")
    assert page.header.notices.text() == "Read as: fields AND NOT trees"


def test_no_results_offer_what_to_loosen(page, qtbot, stub):
    stub.answers["POST /search"] = golden("search-nothing")["response"]["body"]
    page.filters.threshold.setValue(90)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("an airport")
    assert page.empty.heading == "Nothing matches"
    stub.answers["POST /search"] = hits(3)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.empty.buttons[0].click()
    assert "threshold" not in body(stub, "POST /search")
    assert page._stack.currentWidget() is page.view


def test_filters_that_leave_no_tile_are_said_to(page, qtbot, stub):
    stub.answers["POST /search"] = {**golden("search-nothing")["response"]["body"], "candidates": 0}
    page.filters.first.edit.setText("2030-01-01")
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("an airport")
    assert page.empty.text == "The filters leave no tile to search in."
    assert [button.text() for button in page.empty.buttons] == ["Search all dates"]


def test_a_failed_question_can_be_tried_again(page, qtbot, stub):
    stub.misbehave("POST /search", status=500)
    with qtbot.waitSignal(page.controller.failed, timeout=PATIENCE_MS):
        page.ask("a lake")
    assert "log has more" in page.empty.text
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.empty.buttons[0].click()
    assert len(page.view.results.hits) == 3


def test_a_failed_question_leaves_the_results_of_before(asked, qtbot, stub):
    stub.misbehave("POST /search", status=500)
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS):
        asked.ask("a lake")
    assert asked._stack.currentWidget() is asked.view


def test_a_connection_that_breaks_in_mid_search_is_asked_again(page, qtbot, stub):
    stub.misbehave("POST /search", drop=True)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    assert len(page.view.results.hits) == 3


def test_a_catalog_that_a_restarted_engine_has_not_open_is_opened(page, qtbot, stub):
    problem = golden("problem-unknown-catalog")["response"]["body"]
    stub.misbehave("POST /search", status=404, body=problem)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    assert body(stub, "POST /catalogs") == {"path": "/data/area.gpkg", "create": False}


def test_fifty_thousand_results_leave_the_window_free(page, qtbot, no_stall):
    many = results(50_000, answer=answer(50_000, question="everything"))
    with no_stall.watching():
        page.controller.answered.emit(many)
        qtbot.waitUntil(lambda: not page.map_sync.current._filler.busy, timeout=PATIENCE_MS)
    assert page.view.model().rowCount() == 50_000
    assert layer_of(page).featureCount() == 50_000


# Files


def test_saving_moves_the_layer_into_a_geopackage_and_keeps_it(asked, qtbot, tmp_path):
    with qtbot.waitSignal(asked.output.succeeded, timeout=PATIENCE_MS):
        asked.output.save_to(str(tmp_path / "kept.gpkg"))
    assert layer_of(asked).providerType() == "ogr"
    assert asked.header.keep.isChecked()
    asked.view.select_tiles([102])
    assert [feature["tile_id"] for feature in layer_of(asked).selectedFeatures()] == [102]


def test_exporting_leaves_the_layer_where_it_is(asked, qtbot, tmp_path):
    with qtbot.waitSignal(asked.output.succeeded, timeout=PATIENCE_MS):
        asked.output.export_to(str(tmp_path / "hits.csv"))
    assert layer_of(asked).providerType() == "memory"
    assert len((tmp_path / "hits.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_where_to_save_is_asked_without_holding_the_window(asked, qtbot, tmp_path):
    asked.header.save_requested.emit()
    dialog = asked.findChild(QFileDialog)
    assert dialog.isVisible()
    assert dialog.defaultSuffix() == "gpkg"
    with qtbot.waitSignal(asked.output.succeeded, timeout=PATIENCE_MS) as told:
        dialog.fileSelected.emit(str(tmp_path / "kept.gpkg"))
    assert told.args == [str(tmp_path / "kept.gpkg")]
    assert layer_of(asked).providerType() == "ogr"


# The project


def test_results_come_back_with_the_project(asked, qtbot, tmp_path):
    press(qtbot, asked, Qt.Key.Key_C)
    project, file = QgsProject.instance(), str(tmp_path / "area.qgz")
    assert project.write(file)
    project.clear()
    assert asked.map_sync.current is None
    assert project.read(file)
    qtbot.waitUntil(
        lambda: asked.map_sync.current is not None and layer_of(asked).featureCount() == 3, timeout=PATIENCE_MS
    )
    assert verdicts(asked) == [CONFIRMED, None, None]
    assert layer_of(asked).name() == "water beside trees"
    asked.view.select_tiles([103])
    assert [feature["rank"] for feature in layer_of(asked).selectedFeatures()] == [3]


def test_a_dock_that_is_opened_after_the_project_takes_its_results_up(asked, qtbot, session, tmp_path):
    file = str(tmp_path / "area.qgz")
    assert QgsProject.instance().write(file)
    asked.close_down()
    assert QgsProject.instance().read(file)
    later = SearchPage(Iface(asked.map_sync._iface.canvas), session)
    qtbot.waitUntil(lambda: layer_of(later).featureCount() == 3, timeout=PATIENCE_MS)
    assert [hit.tile_id for hit in later.view.results.hits] == [101, 102, 103]
    assert later.search_line.text == "water beside trees"
    later.close_down()
    later.deleteLater()
    asked.close_down = lambda: None


def test_kept_results_come_back_too(asked, qtbot, stub, tmp_path):
    asked.header.keep.setChecked(True)
    stub.answers["POST /search"] = hits(1, question="a lake")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("a lake")
    project, file = QgsProject.instance(), str(tmp_path / "area.qgz")
    assert project.write(file)
    assert project.read(file)
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    qtbot.waitUntil(lambda: layers["water beside trees"].featureCount() == 3, timeout=PATIENCE_MS)
    assert layers["a lake"].featureCount() == 1


def test_an_engine_is_not_started_by_opening_a_project(asked, qtbot, session, tmp_path):
    file = str(tmp_path / "area.qgz")
    assert QgsProject.instance().write(file)
    asked.hide()
    session.engine.stop()
    assert QgsProject.instance().read(file)
    qtbot.waitUntil(lambda: asked.map_sync.current is not None, timeout=PATIENCE_MS)
    qtbot.wait(200)
    assert session.engine.client is None


def test_closing_down_leaves_nothing_on_the_canvas(qgis_new_project, qgis_canvas, session, qtbot):
    before = len(qgis_canvas.scene().items())
    page = SearchPage(Iface(qgis_canvas), session)
    page.filters.area.choose("rectangle")
    page.close_down()
    page.deleteLater()
    qtbot.wait(50)
    assert len(qgis_canvas.scene().items()) == before


def test_nothing_of_a_hit_is_asked_before_there_is_one(page, qtbot, stub):
    press(qtbot, page, Qt.Key.Key_C)
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.view.selected_hits() == []
    assert page.view.results.request == SearchRequest()


def look(canvas, x, y, half):
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(x - half, y - half, x + half, y + half))


def _point(x, y):
    return SimpleNamespace(x=lambda: x, y=lambda: y)


def test_what_picture_and_bands_disagree_about_is_said(asked, qtbot, stub):
    details = golden("tile-describe")["response"]["body"]
    said = "The picture looks like a lake; the bands show no water."
    stub.answers["GET /tiles/101"] = {**details, "properties": {**details["properties"], "disagreement": said}}
    asked.tile_actions.describe(101)
    qtbot.waitUntil(lambda: said in asked.details.browser.toPlainText(), timeout=PATIENCE_MS)
    assert "Picture and bands disagree" in asked.details.browser.toPlainText()


def test_details_say_what_speaks_against_the_hit(asked, qtbot):
    said = "“trees” should be missing, and is there with 51 %."
    results = asked.view.results
    number = golden("tile-describe")["response"]["body"]["id"]
    first, *others = results.hits
    asked.view.show_results(results.with_hits([dataclasses.replace(first, tile_id=number, against=(said,)), *others]))
    asked.tile_actions.describe(101)
    qtbot.waitUntil(lambda: said in asked.details.browser.toPlainText(), timeout=PATIENCE_MS)
    assert "What lowers the score" in asked.details.browser.toPlainText()


def test_a_closer_look_is_asked_for_with_questions_and_shows_its_outlines(page, qtbot, stub):
    looked_at = golden("search-closer")["response"]["body"]
    stub.answers["POST /search"] = looked_at
    page.filters.closer_most.setValue(30)
    assert page.filters.summary() == "Closer look at 30"
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("boats")
    assert body(stub, "POST /search")["closer"] == {"most": 30}
    assert page.header.text == "1 of 240 tiles, 1 looked at closer"
    qtbot.waitUntil(lambda: layer_of(page).featureCount() == 1, timeout=PATIENCE_MS)
    feature = next(layer_of(page).getFeatures())
    assert feature["closer"] == pytest.approx(0.83)
    assert feature.geometry().boundingBox().width() == pytest.approx(0.05), "the best part, not the tile"

    page.filters.reset()
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.repeat_search()
    assert "closer" not in body(stub, "POST /search")


def test_likeness_has_no_closer_look(page, qtbot, stub):
    page.filters.closer_most.setValue(30)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.tile_actions.find_similar(17)
    assert "closer" not in body(stub, "POST /similar")
