"""Results say when they answer other filters than those that are set, and when the map shows none of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis_plugin.gui.search.area_chooser import FROZEN
from qgis_plugin.gui.search.search_page import SearchPage
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import layer_of

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle
from qgis.gui import QgsRubberBand


@pytest.fixture
def page(page: SearchPage, qgis_canvas) -> Iterator[SearchPage]:
    """On a map in degrees that shows the hits (longitude 15.0 to 15.3)."""
    before = qgis_canvas.mapSettings().destinationCrs()
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    qgis_canvas.setExtent(QgsRectangle(14.9, 47.8, 15.4, 48.1))
    yield page
    qgis_canvas.setDestinationCrs(before)


def test_a_changed_filter_marks_the_results_as_stale(asked):
    assert asked.hints.stale.isHidden()
    asked.filters.threshold.setValue(50.0)
    assert not asked.hints.stale.isHidden()
    asked.filters.threshold.setValue(0.0)
    assert asked.hints.stale.isHidden(), "they answer these filters again"


@pytest.mark.parametrize("change", ["k", "closer_most"])
def test_so_does_a_changed_number(asked, change):
    getattr(asked.filters, change).setValue(30)
    assert not asked.hints.stale.isHidden()


def test_a_question_can_be_put_to_the_pictures_alone(asked, stub, qtbot):
    asked.filters.set_channels(("visual",))
    assert "Compared with: picture" in asked.filters.summary()
    assert not asked.hints.stale.isHidden()
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.repeat_search()
    assert stub.asked("POST /search")[-1].body["channels"] == ["visual"]
    assert asked.hints.stale.isHidden()
    asked.filters.reset()
    assert asked.filters.channels() is None


def test_searching_again_is_one_click_away(asked, qtbot):
    asked.filters.threshold.setValue(50.0)
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.hints.stale.button.click()
    assert asked.view.results.request.threshold == 0.5
    assert asked.hints.stale.isHidden()


def test_before_anything_was_asked_nothing_is_stale(page):
    page.filters.threshold.setValue(50.0)
    assert page.hints.stale.isHidden()


def test_a_map_that_shows_no_result_is_told_of_with_a_way_back(asked, qgis_canvas, qtbot):
    qgis_canvas.setExtent(QgsRectangle(30.0, 10.0, 31.0, 11.0))
    qtbot.waitUntil(lambda: not asked.hints.outside.isHidden(), timeout=PATIENCE_MS)
    asked.hints.outside.button.click()
    assert qgis_canvas.extent().contains(layer_of(asked).extent())
    qtbot.waitUntil(lambda: asked.hints.outside.isHidden(), timeout=PATIENCE_MS)


def test_a_map_that_shows_one_result_is_not_told_of(asked, qgis_canvas, qtbot):
    qgis_canvas.setExtent(QgsRectangle(14.0, 47.0, 15.01, 48.2))
    qtbot.wait(400)
    assert asked.hints.outside.isHidden()


def _outlined(canvas) -> list[QgsRectangle]:
    bands = [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)]
    return [band.asGeometry().boundingBox() for band in bands if not band.asGeometry().isEmpty()]


def test_a_drawn_area_stays_on_the_map(page, qgis_canvas):
    page.filters.area.choose("polygon")
    page.filters.area._use_drawn(QgsGeometry.fromRect(QgsRectangle(15.0, 47.9, 15.1, 48.0)))
    assert QgsRectangle(15.0, 47.9, 15.1, 48.0) in _outlined(qgis_canvas)
    page.filters.remove_filter("area")
    assert _outlined(qgis_canvas) == []


def test_what_the_map_showed_then_is_outlined_too(page, qgis_canvas):
    page.filters.area.choose(FROZEN)
    assert len(_outlined(qgis_canvas)) == 1


def test_the_outline_follows_the_crs_of_the_map(page, qgis_canvas):
    page.filters.area.choose("polygon")
    page.filters.area._use_drawn(QgsGeometry.fromRect(QgsRectangle(15.0, 47.9, 15.1, 48.0)))
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    (box,) = _outlined(qgis_canvas)
    assert box.xMinimum() == pytest.approx(1669792.36, abs=1.0)
