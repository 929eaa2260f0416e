"""Two dates over the canvas: swiped, flipped and side by side; nothing of it stays."""

from __future__ import annotations

import pytest
from qgis_plugin.gui.two_dates.comparison import Comparison
from qgis_plugin.gui.two_dates.overlay import AFTER, BEFORE, DateOverlay
from qgis_plugin.gui.two_dates.side import Side, layers_of_map
from qgis_plugin.gui.two_dates.side_finder import Sides
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import Iface
from tests.qgis.two_rasters import NORTH, SIDE, WEST, raster_layer

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsSettings, QgsVectorLayer
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QMainWindow

RED, GREEN = "#ff0000", "#00ff00"


class WindowIface(Iface):
    """With a window for docks."""

    def __init__(self, canvas, window):
        super().__init__(canvas)
        self.window = window

    def mainWindow(self):
        return self.window

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)


@pytest.fixture
def canvas(qgis_new_project, qgis_canvas, qtbot):
    QgsSettings().remove("tilescribe/swipe_divider")
    qgis_canvas.resize(400, 300)
    qgis_canvas.show()
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    qgis_canvas.setRotation(0)
    qgis_canvas.setExtent(QgsRectangle(WEST, NORTH - SIDE, WEST + SIDE, NORTH))
    yield qgis_canvas
    qgis_canvas.setRotation(0)
    qgis_canvas.setLayers([])


@pytest.fixture
def sides(canvas, tmp_path):
    after = raster_layer(tmp_path / "post" / "a.tif", RED)
    before = raster_layer(tmp_path / "pre" / "a.tif", GREEN)
    canvas.setLayers([after, before])
    return Sides(Side("2025-09-14 · before", (before,)), Side("2026-09-14 · after", (after,)), AFTER)


@pytest.fixture
def window(canvas, qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


@pytest.fixture
def comparison(canvas, window, sides):
    made = Comparison(WindowIface(canvas, window))
    made.set_sides(sides)
    yield made
    made.close_down()


def colour(canvas, x: float, y: float) -> str:
    """At a share of the canvas, of what is drawn over it: a grab of the scene without the map beneath."""
    return canvas.grab().toImage().pixelColor(int(x * canvas.width()), int(y * canvas.height())).name()


def rendered(comparison) -> bool:
    overlay = comparison.overlay
    return overlay is not None and all(overlay._maps.get(which) is not None for which in (BEFORE, AFTER))


def items(canvas) -> list:
    return [item for item in canvas.items() if isinstance(item, DateOverlay)]


def test_a_map_of_a_date_has_its_rasters_on_top_and_results_above_them(canvas, sides):
    results = QgsVectorLayer("Polygon?crs=EPSG:4326", "results", "memory")
    QgsProject.instance().addMapLayer(results)
    after, before = sides.after.layers[0], sides.before.layers[0]
    canvas.setLayers([results, after, before])
    assert layers_of_map(canvas, sides.before) == [results, before, after]
    canvas.setLayers([results, after])
    assert layers_of_map(canvas, sides.before) == [results, before, after], "it need not be in the layer tree"


def test_the_divider_parts_the_earlier_from_the_later_date(comparison, canvas, qtbot):
    comparison.swipe(True)
    qtbot.waitUntil(lambda: rendered(comparison), timeout=PATIENCE_MS)
    assert (colour(canvas, 0.25, 0.7), colour(canvas, 0.75, 0.7)) == (GREEN, RED)
    comparison.overlay.move_divider(0.9 * canvas.width(), 0)
    assert colour(canvas, 0.75, 0.7) == GREEN
    comparison.set_vertical(False)
    comparison.overlay.move_divider(0, 0.5 * canvas.height())
    assert (colour(canvas, 0.25, 0.3), colour(canvas, 0.25, 0.8)) == (GREEN, RED)
    assert Comparison(WindowIface(canvas, None)).vertical is False, "it is remembered"


def test_the_divider_is_dragged_and_the_map_is_moved_beside_it(comparison, canvas, qtbot):
    comparison.swipe(True)
    qtbot.waitUntil(lambda: rendered(comparison), timeout=PATIENCE_MS)
    view, middle = canvas.viewport(), QPoint(canvas.width() // 2, 150)
    centre = canvas.center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, QPoint(100, 150))
    comparison._tool._move(_At(100, 150))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 150))
    assert comparison.overlay.position == pytest.approx(100 / canvas.width(), abs=0.02)
    assert canvas.center() == centre
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    assert comparison.overlay.position == pytest.approx(300 / canvas.width(), abs=0.02), "a click brings it there"


def test_a_double_click_turns_the_divider(comparison, canvas, qtbot):
    comparison.swipe(True)
    qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(canvas.width() // 2, 150))
    assert comparison.vertical is False
    assert comparison.overlay.vertical is False


class _At:
    """An event at a place: offscreen, no move with a pressed button arrives."""

    def __init__(self, x, y):
        self._pos = QPoint(x, y)

    def pos(self):
        return self._pos


def test_what_is_drawn_follows_the_map_before_it_is_rendered_anew(comparison, canvas, qtbot):
    comparison.swipe(True)
    qtbot.waitUntil(lambda: rendered(comparison), timeout=PATIENCE_MS)
    drawn = comparison.overlay._maps[BEFORE]
    where = comparison.overlay.toCanvasCoordinates(drawn.settings.visibleExtent().center())
    assert where.x() == pytest.approx(canvas.width() / 2, abs=1)
    canvas.setExtent(QgsRectangle(WEST + SIDE, NORTH - SIDE, WEST + 2 * SIDE, NORTH))
    moved = comparison.overlay.toCanvasCoordinates(drawn.settings.visibleExtent().center())
    assert moved.x() < where.x() - 50
    canvas.refresh()
    qtbot.waitUntil(lambda: comparison.overlay._maps[BEFORE] is not drawn, timeout=PATIENCE_MS)
    assert comparison.overlay._maps[BEFORE].settings.visibleExtent().center().x() > WEST + SIDE


def test_a_turned_map_is_swiped_turned(comparison, canvas, qtbot):
    canvas.setRotation(30)
    comparison.swipe(True)
    qtbot.waitUntil(lambda: rendered(comparison), timeout=PATIENCE_MS)
    assert comparison.overlay._maps[BEFORE].settings.rotation() == 30
    assert colour(canvas, 0.4, 0.55) == GREEN


def test_escape_ends_swiping_and_gives_the_tool_back(comparison, canvas, qtbot):
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    comparison.swipe(True)
    assert canvas.mapTool() is not pan
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not comparison.swiping
    assert canvas.mapTool() is pan
    assert items(canvas) == []


def test_another_tool_ends_swiping(comparison, canvas):
    comparison.swipe(True)
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    assert not comparison.swiping
    assert canvas.mapTool() is pan


def test_space_flips_the_dates_and_says_which_one_is_seen(comparison, canvas, qtbot):
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: comparison.flipping and rendered(comparison), timeout=PATIENCE_MS)
    assert comparison.overlay.shown == BEFORE, "the date of the hit was seen so far"
    assert colour(canvas, 0.6, 0.7) == GREEN
    assert comparison.overlay._titles[BEFORE] == "2025-09-14 · before"
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: comparison.overlay.shown == AFTER, timeout=PATIENCE_MS)
    assert colour(canvas, 0.6, 0.7) == RED
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not comparison.flipping
    assert items(canvas) == []


def test_without_two_dates_nothing_is_flipped(comparison, canvas):
    comparison.set_sides(None)
    assert comparison.flip() is False
    comparison.swipe(True)
    comparison.show_side_by_side(True)
    assert not comparison.swiping
    assert not comparison.side_by_side


def test_a_second_map_shows_the_other_date_at_the_same_place_scale_and_rotation(comparison, canvas, sides, qtbot):
    canvas.setRotation(20)
    comparison.show_side_by_side(True)
    second = comparison.second
    assert second.title.title == "2025-09-14 · before"
    assert second._title_of_main.title == "2026-09-14 · after"
    assert second.canvas.layers()[0] is sides.before.layers[0]
    qtbot.waitUntil(lambda: _linked(canvas, second.canvas), timeout=PATIENCE_MS)
    assert second.canvas.rotation() == 20


def _linked(one, other) -> bool:
    pixel = one.mapUnitsPerPixel()
    return (
        abs(one.center().x() - other.center().x()) < pixel
        and abs(one.center().y() - other.center().y()) < pixel
        and abs(pixel - other.mapUnitsPerPixel()) < pixel * 1e-3
    )


def test_either_map_leads_the_other_without_end(comparison, canvas, qtbot):
    comparison.show_side_by_side(True)
    second = comparison.second.canvas
    qtbot.waitUntil(lambda: _linked(canvas, second), timeout=PATIENCE_MS)
    moves = []
    canvas.extentsChanged.connect(lambda: moves.append("main"))
    second.extentsChanged.connect(lambda: moves.append("second"))
    canvas.setExtent(QgsRectangle(WEST, NORTH - SIDE / 4, WEST + SIDE / 4, NORTH))
    assert _linked(canvas, second)
    second.zoomByFactor(2.0)
    assert _linked(canvas, second)
    second.setCenter(second.center())
    qtbot.wait(50)
    assert _linked(canvas, second)
    assert len(moves) <= 8, "neither answers the other's answer"
    canvas.setRotation(45)
    assert second.rotation() == 45


def test_a_second_map_that_its_user_closes_is_gone(comparison, canvas, window, qtbot):
    comparison.show_side_by_side(True)
    dock = comparison.second
    dock.close()
    qtbot.waitUntil(lambda: not comparison.side_by_side, timeout=PATIENCE_MS)
    canvas.setExtent(QgsRectangle(WEST, NORTH - SIDE / 4, WEST + SIDE / 4, NORTH))


def test_flipping_shows_the_other_date_in_the_second_map_too(comparison, sides):
    comparison.show_side_by_side(True)
    comparison.flip()
    assert comparison.second.canvas.layers()[0] is sides.after.layers[0]


def test_nothing_is_left_when_it_is_closed_down_in_the_middle(comparison, canvas, window, qtbot):
    tool = canvas.mapTool()
    count = len(canvas.items())
    comparison.swipe(True)
    comparison.show_side_by_side(True)
    comparison.close_down()
    assert canvas.mapTool() is tool or canvas.mapTool() is None
    assert items(canvas) == []
    assert len(canvas.items()) == count
    canvas.refresh()
    qtbot.wait(100)
    comparison._canvas.installEventFilter(comparison)


def test_dates_of_another_place_take_the_place_of_those_that_are_swiped(comparison, canvas, sides, qtbot):
    comparison.swipe(True)
    qtbot.waitUntil(lambda: rendered(comparison), timeout=PATIENCE_MS)
    comparison.set_sides(Sides(sides.after, sides.before, BEFORE))
    qtbot.waitUntil(lambda: rendered(comparison), timeout=PATIENCE_MS)
    assert (colour(canvas, 0.25, 0.7), colour(canvas, 0.75, 0.7)) == (RED, GREEN)
    QgsProject.instance().clear()
    assert not sides.before.there
    comparison.set_sides(sides)
    assert not comparison.swiping


def test_the_handle_is_where_the_divider_is(canvas):
    overlay = DateOverlay(canvas)
    overlay.split = True
    overlay.move_divider(100, 0)
    assert overlay.near_divider(104, 20)
    assert not overlay.near_divider(160, 20)
    assert overlay.boundingRect().contains(QPointF(100, 20))
    overlay.remove()
    assert QColor(RED).isValid()


def test_swiping_goes_on_after_a_place_with_one_date(comparison, canvas, sides, qtbot):
    comparison.swipe(True)
    comparison.show_side_by_side(True)
    comparison.set_sides(None)
    assert not comparison.swiping
    assert items(canvas) == []
    assert comparison.second.title.title == "There is no other date here."
    comparison.set_sides(sides)
    assert comparison.swiping
    assert comparison.second.title.title == "2025-09-14 · before"
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    comparison.set_sides(None)
    comparison.set_sides(sides)
    assert not comparison.swiping, "its user has ended it"


def test_a_date_whose_layer_is_removed_is_not_swiped_any_more(comparison, sides, canvas):
    for side in (sides.before, sides.after):
        QgsProject.instance().addMapLayer(side.layers[0], False)
    comparison.swipe(True)
    comparison.show_side_by_side(True)
    QgsProject.instance().removeMapLayer(sides.before.layers[0].id())
    assert not comparison.swiping
    assert not [item for item in canvas.scene().items() if isinstance(item, DateOverlay)]
    assert comparison.side_by_side, "it says that there is no other date"
