"""A click on a result: its own raster is seen, or it is said which one is; its two dates can be compared."""

from __future__ import annotations

import dataclasses

import pytest
from qgis_plugin.gui.two_dates.overlay import AFTER, BEFORE
from qgis_plugin.gui.two_dates.temporal import DATED
from qgis_plugin.gui.two_dates.two_dates import BRING_UP, LEAVE, UNCOVER
from tests.qgis.made_up import PATIENCE_MS, results
from tests.qgis.made_up import hit as made_up_hit
from tests.qgis.stub_service import golden
from tests.qgis.test_two_dates_rows import same_place
from tests.qgis.two_rasters import NORTH, SIDE, WEST, hit_of, names_in_order, plain_raster, raster_layer

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDateTimeRange,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsSettings,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDateTime, Qt

OTHER_TILE = 7


@pytest.fixture
def two(page, stub, tmp_path, qgis_canvas):
    """The page; `pre` and `post` are files of two dates that the catalog knows."""
    for key in ("raster_on_click", "add_on_click", "swipe_divider"):
        QgsSettings().remove(f"tilescribe/{key}")
    page.pre = plain_raster(tmp_path / "pre" / "a.tif", "#00ff00")
    page.post = plain_raster(tmp_path / "post" / "a.tif", "#ff0000")
    body = golden("rasters-list")["response"]["body"]
    stub.answers["GET /rasters"] = {
        **body,
        "features": [raster(1, page.pre, "2025-09-14"), raster(2, page.post, "2026-09-14")],
    }
    tile = golden("tile-describe")["response"]["body"]
    tile = {**tile, "properties": {**tile["properties"], "tile_id": OTHER_TILE, "path": page.pre}}
    stub.answers[f"GET /tiles/{OTHER_TILE}"] = tile
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    qgis_canvas.setExtent(QgsRectangle(WEST, NORTH - SIDE, WEST + SIDE, NORTH))
    return page


def raster(number: int, path: str, day: str) -> dict:
    feature = golden("rasters-list")["response"]["body"]["features"][0]
    east, south = WEST + SIDE, NORTH - SIDE
    ring = [[WEST, south], [east, south], [east, NORTH], [WEST, NORTH], [WEST, south]]
    moment = f"{day}T00:00:00Z"
    changed = {"raster_id": number, "path": path, "name": "a.tif", "acquired": moment, "acquired_end": moment}
    return {
        **feature,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {**feature["properties"], **changed, "label": "before" if number == 1 else "after"},
    }


def click(page, hit, qtbot) -> None:
    """On the only result, until its layers and dates are known."""
    shown = results(1).with_hits([hit])
    page.view.show_results(shown)
    page.two_dates._automatic = "unknown"
    page.view.chosen.emit(hit)
    qtbot.waitUntil(lambda: page.two_dates._automatic != "unknown", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page.two_dates._settle.isActive(), timeout=PATIENCE_MS)
    qtbot.wait(50)


def of_last_year(page):
    return hit_of(page.pre, acquired="2025-09-14T00:00:00Z")


def of_now(page):
    return hit_of(page.post, dates=(same_place("2025-09-14", tile=OTHER_TILE),))


@pytest.fixture
def layers(two, tmp_path):
    return raster_layer(tmp_path / "post" / "a.tif", "#ff0000"), raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")


def test_a_click_brings_the_raster_of_the_result_up_and_it_can_be_put_back(two, layers, qtbot):
    click(two, of_last_year(two), qtbot)
    assert names_in_order() == ["pre-a", "post-a"]
    bar = two.two_dates.bar
    assert bar.notice.text() == ""
    assert bar.restore.isVisibleTo(bar)
    bar.restore.click()
    assert names_in_order() == ["post-a", "pre-a"]
    assert not bar.restore.isVisibleTo(bar)


def test_covering_rasters_are_hidden_where_that_was_chosen(two, layers, qtbot):
    two.two_dates._actions[UNCOVER].trigger()
    assert two.two_dates.on_click == UNCOVER
    click(two, of_last_year(two), qtbot)
    assert names_in_order() == ["pre-a"]


def test_where_layers_are_left_as_they_are_the_dock_says_what_is_seen(two, layers, qtbot):
    two.two_dates._actions[LEAVE].trigger()
    click(two, of_last_year(two), qtbot)
    bar = two.two_dates.bar
    qtbot.waitUntil(lambda: "2026-09-14 · after" in bar.notice.text(), timeout=PATIENCE_MS)
    assert names_in_order() == ["post-a", "pre-a"]
    assert "The map shows post-a" in bar.notice.text()
    assert "pre/a.tif (2025-09-14)" in bar.notice.text()
    bar.show_it.click()
    assert names_in_order() == ["pre-a", "post-a"]
    assert bar.notice.text() == ""


def test_a_raster_that_the_project_lacks_is_offered_and_added(two, tmp_path, qtbot):
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    click(two, of_last_year(two), qtbot)
    bar = two.two_dates.bar
    assert "not the raster of this result" in bar.notice.text()
    assert bar.add_it.isVisibleTo(bar)
    bar.add_it.click()
    qtbot.waitUntil(lambda: names_in_order() == ["pre/a.tif", "post-a"], timeout=PATIENCE_MS)
    assert QgsProject.instance().layerTreeRoot().findGroup("Tilescribe").findLayers()
    assert bar.notice.text() == ""


def test_it_is_added_by_the_click_where_that_was_chosen(two, tmp_path, qtbot):
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    two.two_dates._adds.setChecked(True)
    click(two, of_last_year(two), qtbot)
    qtbot.waitUntil(lambda: names_in_order() == ["pre/a.tif", "post-a"], timeout=PATIENCE_MS)


def test_a_file_that_is_gone_is_not_offered(two, qtbot):
    click(two, hit_of("/nowhere/gone.tif", available=False), qtbot)
    bar = two.two_dates.bar
    assert "(file gone)" in bar.notice.text()
    assert not bar.add_it.isVisibleTo(bar)


def test_a_file_that_cannot_be_read_says_so(two, tmp_path, qtbot):
    (tmp_path / "no.tif").write_text("no picture")
    click(two, hit_of(tmp_path / "no.tif"), qtbot)
    with qtbot.waitSignal(two.message_emitted, timeout=PATIENCE_MS) as told:
        two.two_dates.bar.add_it.click()
    assert "no.tif could not be read" in told.args[0]


def test_the_two_dates_of_a_result_are_found_in_the_project(two, layers, qtbot):
    click(two, of_now(two), qtbot)
    sides = two.two_dates._automatic
    assert (sides.before.title, sides.after.title) == ("2025-09-14 · before", "2026-09-14 · after")
    assert [layer.name() for layer in sides.before.layers] == ["pre-a"]
    assert sides.own == AFTER
    assert two.two_dates.bar.swipe.isEnabled()
    assert two.two_dates.bar.before.currentText() == "2025-09-14"
    assert two.two_dates.bar.before.toolTip() == "The earlier date to compare: 2025-09-14 · before"


def test_the_other_date_is_found_though_it_did_not_answer_the_question(two, layers, qtbot):
    click(two, of_last_year(two), qtbot)
    sides = two.two_dates._automatic
    assert (sides.own, sides.after.title) == (BEFORE, "2026-09-14 · after")


def test_a_date_that_the_project_lacks_is_shown_without_being_added(two, tmp_path, qtbot):
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    click(two, of_now(two), qtbot)
    sides = two.two_dates._automatic
    assert sides.comparable
    assert names_in_order() == ["post-a"]


def test_space_in_the_list_flips_the_dates(two, layers, qtbot):
    click(two, of_now(two), qtbot)
    two.view.setFocus()
    qtbot.keyClick(two.view, Qt.Key.Key_Space)
    assert two.two_dates.comparison.flipping
    qtbot.keyClick(two.view, Qt.Key.Key_Escape)
    assert not two.two_dates.comparison.flipping


def test_its_user_chooses_what_is_compared(two, layers, qtbot):
    click(two, of_now(two), qtbot)
    two_dates = two.two_dates
    two_dates._offer()
    box = two_dates.bar.before
    names = [box.itemText(row) for row in range(box.count())]
    assert names == ["2025-09-14", "2025-09-14 · before", "2026-09-14 · after", "post-a", "pre-a"]
    two_dates._choose_side(BEFORE, box.itemData(3))
    two_dates.bar.swipe.setChecked(True)
    assert two_dates.comparison.overlay._titles[BEFORE] == "post-a · 2026-09-14 · after"


def test_rasters_of_one_label_go_together_whatever_their_dates(two, layers, stub, tmp_path, qtbot):
    third = raster_layer(tmp_path / "mid" / "a.tif", "#0000ff")
    features = stub.answers["GET /rasters"]["features"]
    mid = raster(1, third.source(), "2025-09-20")
    stub.answers["GET /rasters"] = {**stub.answers["GET /rasters"], "features": [*features, mid]}
    click(two, of_now(two), qtbot)
    assert [layer.name() for layer in two.two_dates._automatic.before.layers] == ["pre-a", "mid-a"]
    box = two.two_dates.bar.before
    names = [box.itemText(row) for row in range(box.count())]
    assert "All of “before”" in names
    two.two_dates._choose_side(BEFORE, box.itemData(names.index("All of “before”")))
    chosen = two.two_dates._sides().before
    assert (chosen.title, {layer.name() for layer in chosen.layers}) == ("before", {"pre-a", "mid-a"})


def test_results_follow_the_temporal_controller(two, qtbot):
    dates = ("2025-09-14", "2026-09-14")
    hits = [
        dataclasses.replace(made_up_hit(rank), acquired=f"{day}T10:00:00Z", acquired_end=f"{day}T10:00:00Z")
        for rank, day in enumerate(dates, start=1)
    ]
    two.map_sync.show(results(2).with_hits(hits), name="two dates")
    layer = two.map_sync.current.layer
    qtbot.waitUntil(lambda: layer.featureCount() == 2, timeout=PATIENCE_MS)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    assert layer.temporalProperties().isActive()
    for day in dates:
        span = QgsDateTimeRange(
            *(QDateTime.fromString(f"{day}T{at}", Qt.DateFormat.ISODate) for at in ("00:00:00", "23:59:59"))
        )
        wanted = layer.temporalProperties().createFilterString(context, span)
        assert [feature["dated"] for feature in layer.getFeatures(wanted)] == [day]


def test_rasters_get_the_dates_of_the_catalog_for_the_temporal_controller(two, layers, qtbot):
    with qtbot.waitSignal(two.message_emitted, timeout=PATIENCE_MS) as told:
        two.two_dates._use_dates(True)
    assert told.args[0].startswith("2 raster layers have the dates")
    post, pre = layers
    span = pre.temporalProperties().fixedTemporalRange()
    assert pre.temporalProperties().isActive()
    assert span.begin().toString("yyyy-MM-dd") == "2025-09-14"
    assert post.customProperty(DATED)
    assert QgsProject.instance().timeSettings().temporalRange().begin().toString("yyyy") == "2025"
    two.two_dates._use_dates(False)
    assert not pre.temporalProperties().isActive()
    assert not pre.customProperty(DATED)


def test_a_layer_that_its_user_removes_is_no_longer_shown(two, layers, qtbot):
    click(two, of_last_year(two), qtbot)
    QgsProject.instance().removeMapLayer(layers[1].id())
    two.two_dates.bar.show_it.clicked.emit()
    assert "not the raster of this result" in two.two_dates.bar.notice.text()
    two.two_dates._date_layers()


def test_a_closed_project_ends_everything(two, layers, qgis_canvas, qtbot):
    click(two, of_now(two), qtbot)
    two.two_dates.bar.swipe.setChecked(True)
    assert two.two_dates.comparison.swiping
    QgsProject.instance().clear()
    assert not two.two_dates.comparison.swiping
    assert not two.two_dates.bar.swipe.isEnabled()


def test_the_layers_are_put_back_when_the_plugin_goes(two, layers, qtbot):
    click(two, of_last_year(two), qtbot)
    assert two.two_dates.on_click == BRING_UP
    assert names_in_order() == ["pre-a", "post-a"]
    two.two_dates.order.restore()
    assert names_in_order() == ["post-a", "pre-a"]


def test_a_click_among_many_layers_and_rasters_holds_nothing_up(two, layers, stub, tmp_path, no_stall, qtbot):
    project, path = QgsProject.instance(), two.post
    for number in range(100):
        layer = QgsRasterLayer(path, f"copy {number}", "gdal")
        project.addMapLayer(layer, False)
        project.layerTreeRoot().insertLayer(0, layer)
    features = stub.answers["GET /rasters"]["features"]
    many = [raster(number, f"/data/{number}.tif", "2025-09-14") for number in range(3, 300)]
    stub.answers["GET /rasters"] = {**stub.answers["GET /rasters"], "features": [*features, *many]}
    with no_stall.watching():
        click(two, of_last_year(two), qtbot)
    assert names_in_order()[0] == "pre-a"
