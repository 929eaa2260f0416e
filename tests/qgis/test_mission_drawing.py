"""Drawing on tiles: corners, snapping, changing, counting, and what is kept of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from qgis_plugin.core import settings
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import my_mark
from qgis_plugin.core.shapes import (
    LINE,
    POINT,
    POLYGON,
    shape_kind,
    shape_size,
    shape_text,
    shape_to_geojson,
    shape_to_geometry,
)
from qgis_plugin.gui.drawing.drawing_menu import add_drawing
from qgis_plugin.gui.drawing.shape_drawer import MarkTarget, ShapeDrawer, can_change
from tests.qgis.made_up import PATIENCE_MS, square

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsSnappingConfig,
    QgsTolerance,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QInputDialog, QMenu

WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")
CONTEXT = QgsCoordinateTransformContext()
SHAPE = {"type": "Polygon", "coordinates": [[[15.002, 47.902], [15.008, 47.902], [15.005, 47.908], [15.002, 47.902]]]}


class Marks:
    """What the drawer asks of the editor of marks."""

    def __init__(self) -> None:
        self.changes: list = []

    def mark_of(self, _catalog: str, _tile: int, known: Any) -> Any:
        return known

    def change(self, name: str, catalog: str, path: str, changes: dict) -> None:
        self.changes.append((name, catalog, changes))


def target(mark: Mark | None = None) -> MarkTarget:
    return MarkTarget("c1", "/data/area.gpkg", 7, square(15.0, 47.9), mark, "ruins", "A house")


@pytest.fixture
def canvas(qgis_new_project: Any, qtbot: Any) -> Iterator[QgsMapCanvas]:
    """400 x 400 pixels over the tile."""
    made = QgsMapCanvas()
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    made.setDestinationCrs(WGS84)
    made.setExtent(QgsRectangle(15.0, 47.9, 15.01, 47.91))
    yield made
    made.unsetMapTool(made.mapTool())


@pytest.fixture
def drawer(canvas: Any) -> Iterator[ShapeDrawer]:
    made = ShapeDrawer(canvas, Marks())
    yield made
    made.close_down()


def pixel(canvas: Any, lon: float, lat: float) -> QPoint:
    return canvas.getCoordinateTransform().transform(QgsPointXY(lon, lat)).toQPointF().toPoint()


def event(canvas: Any, kind: Any, lon: float, lat: float, button: Any = Qt.MouseButton.LeftButton) -> QgsMapMouseEvent:
    return QgsMapMouseEvent(canvas, kind, pixel(canvas, lon, lat), button, button, Qt.KeyboardModifier.NoModifier)


def click(drawer: Any, canvas: Any, lon: float, lat: float, button: Any = Qt.MouseButton.LeftButton) -> None:
    drawer.tool.canvasMoveEvent(event(canvas, QEvent.Type.MouseMove, lon, lat, button))
    drawer.tool.canvasPressEvent(event(canvas, QEvent.Type.MouseButtonPress, lon, lat, button))
    drawer.tool.canvasReleaseEvent(event(canvas, QEvent.Type.MouseButtonRelease, lon, lat, button))


def drag(drawer: Any, canvas: Any, start: tuple, end: tuple) -> None:
    drawer.tool.canvasMoveEvent(event(canvas, QEvent.Type.MouseMove, *start))
    drawer.tool.canvasPressEvent(event(canvas, QEvent.Type.MouseButtonPress, *start))
    drawer.tool.canvasMoveEvent(event(canvas, QEvent.Type.MouseMove, *end))
    drawer.tool.canvasReleaseEvent(event(canvas, QEvent.Type.MouseButtonRelease, *end))


def press(drawer: Any, key: Any) -> QKeyEvent:
    pressed = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    drawer.tool.keyPressEvent(pressed)
    return pressed


def drawn(drawer: Any) -> Mark:
    ((_, _, changes),) = drawer._marks.changes
    return changes[7].after


def near(coordinates: Any, *wanted: tuple) -> bool:
    return all(
        one[0] == pytest.approx(two[0], abs=4e-5) and one[1] == pytest.approx(two[1], abs=4e-5)
        for one, two in zip(coordinates, wanted)
    )


def test_a_polygon_is_drawn_by_its_corners_and_kept_in_the_mark(drawer: Any, canvas: Any) -> None:
    drawer.draw(target(), POLYGON)
    for corner in ((15.002, 47.902), (15.008, 47.902), (15.005, 47.908)):
        click(drawer, canvas, *corner)
    click(drawer, canvas, 15.005, 47.905, Qt.MouseButton.RightButton)
    mark = drawn(drawer)
    assert mark.shape["type"] == "Polygon"
    assert near(mark.shape["coordinates"][0], (15.002, 47.902), (15.008, 47.902), (15.005, 47.908))
    assert (mark.verdict, mark.question, mark.author) == ("confirmed", "ruins", settings.author())
    assert canvas.mapTool() is not drawer.tool


def test_a_line_and_a_point_are_drawn(drawer: Any, canvas: Any) -> None:
    drawer.draw(target(), LINE)
    click(drawer, canvas, 15.002, 47.902)
    click(drawer, canvas, 15.008, 47.902)
    press(drawer, Qt.Key.Key_Return)
    assert drawn(drawer).shape["type"] == "LineString"
    drawer._marks.changes.clear()
    drawer.draw(target(), POINT)
    click(drawer, canvas, 15.005, 47.905)
    assert drawn(drawer).shape["type"] == "Point"


def test_backspace_takes_the_last_corner_back_and_escape_gives_up(drawer: Any, canvas: Any) -> None:
    drawer.draw(target(), POLYGON)
    click(drawer, canvas, 15.002, 47.902)
    click(drawer, canvas, 15.008, 47.902)
    press(drawer, Qt.Key.Key_Backspace)
    assert len(drawer.tool.corners) == 1
    press(drawer, Qt.Key.Key_Escape)
    assert drawer._marks.changes == []
    assert canvas.mapTool() is not drawer.tool


def test_what_is_no_polygon_is_told_and_can_be_drawn_on(drawer: Any, canvas: Any) -> None:
    said: list = []
    drawer.message_emitted.connect(said.append)
    drawer.draw(target(), POLYGON)
    click(drawer, canvas, 15.002, 47.902)
    click(drawer, canvas, 15.008, 47.902)
    press(drawer, Qt.Key.Key_Return)
    assert "three corners" in said[-1]
    for corner in ((15.002, 47.908), (15.008, 47.908)):
        click(drawer, canvas, *corner)
    press(drawer, Qt.Key.Key_Return)
    assert "cross" in said[-1]
    assert canvas.mapTool() is drawer.tool
    press(drawer, Qt.Key.Key_Backspace)
    press(drawer, Qt.Key.Key_Return)
    assert drawn(drawer).shape["type"] == "Polygon"


def test_a_corner_snaps_as_the_project_is_set_to(drawer: Any, canvas: Any, qtbot: Any) -> None:
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "corners", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(15.005123, 47.905456)))
    layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    canvas.setLayers([layer])
    config = QgsSnappingConfig(QgsProject.instance())
    config.setEnabled(True)
    config.setMode(QgsSnappingConfig.SnappingMode.AllLayers)
    # Its name has changed from QGIS 3.22 to 4.
    config.setTypeFlag(
        getattr(Qgis, "SnappingType", QgsSnappingConfig).Vertex
        if hasattr(Qgis, "SnappingType")
        else QgsSnappingConfig.VertexFlag
    )
    config.setTolerance(12)
    config.setUnits(QgsTolerance.UnitType.Pixels)
    canvas.snappingUtils().setConfig(config)
    drawer.draw(target(), POINT)
    drawer.tool.canvasMoveEvent(event(canvas, QEvent.Type.MouseMove, 15.0052, 47.9055))
    qtbot.wait(50)
    click(drawer, canvas, 15.0052, 47.9055)
    assert drawn(drawer).shape["coordinates"] == [15.005123, 47.905456]
    canvas.snappingUtils().setConfig(QgsSnappingConfig(QgsProject.instance()))


def test_corners_of_a_shape_are_dragged_made_and_removed(drawer: Any, canvas: Any) -> None:
    mark = Mark(verdict="confirmed", note="kept", author="anna", shape=SHAPE)
    drawer.change(target(mark))
    drag(drawer, canvas, (15.002, 47.902), (15.001, 47.901))
    drawer.tool.canvasDoubleClickEvent(event(canvas, QEvent.Type.MouseButtonDblClick, 15.0065, 47.905))
    assert len(drawer.tool.corners) == 4
    drawer.tool.canvasMoveEvent(event(canvas, QEvent.Type.MouseMove, 15.005, 47.908))
    press(drawer, Qt.Key.Key_Delete)
    assert len(drawer.tool.corners) == 3
    click(drawer, canvas, 15.005, 47.905, Qt.MouseButton.RightButton)
    changed = drawn(drawer)
    assert near(changed.shape["coordinates"][0], (15.001, 47.901), (15.008, 47.902), (15.0065, 47.905))
    assert (changed.verdict, changed.note) == ("confirmed", "kept")


def test_a_shape_of_several_parts_is_drawn_anew_not_changed() -> None:
    ring = SHAPE["coordinates"]
    assert can_change(SHAPE)
    assert can_change({"type": "Point", "coordinates": [15.0, 47.9]})
    assert can_change({"type": "MultiPolygon", "coordinates": [ring]})
    assert not can_change({"type": "MultiPolygon", "coordinates": [ring, ring]})
    assert not can_change({"type": "Polygon", "coordinates": [ring[0], ring[0]]})
    assert not can_change(None)


def test_a_drawing_and_a_count_are_taken_back_and_the_rest_of_the_mark_stays(drawer: Any) -> None:
    mark = Mark(verdict="confirmed", author="anna", shape=SHAPE, count=3)
    drawer.remove([target(mark)])
    drawer.count(target(mark), None)
    drawer.count(target(mark), 3)
    (first, second) = (changes[7].after for _, _, changes in drawer._marks.changes)
    assert (first.shape, first.count, first.verdict) == (None, 3, "confirmed")
    assert (second.shape, second.count, second.verdict) == (SHAPE, None, "confirmed")


def test_the_window_for_a_count_begins_with_the_number_that_is_kept(drawer: Any, canvas: Any) -> None:
    mark = Mark(verdict="confirmed", author="anna", count=3)
    drawer.ask_count(target(mark), canvas)
    dialog = canvas.findChild(QInputDialog, "TilescribeCountDialog")
    assert dialog.intValue() == 3
    dialog.setIntValue(5)
    dialog.accept()
    assert drawn(drawer).count == 5


def test_the_menu_offers_what_can_be_done(drawer: Any, qgis_app: Any) -> None:
    def texts(mark: Mark | None) -> dict:
        menu = QMenu()
        add_drawing(menu, [target(mark)], drawer)
        inner = menu.actions()[0].menu().actions()
        return {one.text(): one.isEnabled() for one in (*menu.actions(), *inner) if one.text()}

    assert texts(None)["Draw it"]
    assert "Change the corners" not in texts(None)
    with_shape = texts(Mark(verdict="confirmed", shape=SHAPE, count=2))
    assert with_shape["Change the corners"]
    assert with_shape["Remove the drawing"]
    assert with_shape["Remove the count"]
    rejected = texts(Mark(verdict="rejected"))
    assert not rejected["Draw it"]
    assert not rejected["Count…"]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:32633"])
def test_shapes_go_into_any_crs_and_back(crs: str, qgis_app: Any) -> None:
    from qgis.core import QgsCoordinateTransform

    other = QgsCoordinateReferenceSystem(crs)
    geometry = shape_to_geometry(SHAPE)
    geometry.transform(QgsCoordinateTransform(WGS84, other, CONTEXT))
    back = shape_to_geojson(geometry, other, context=CONTEXT)
    assert back["type"] == "Polygon"
    for one, two in zip(back["coordinates"][0], SHAPE["coordinates"][0]):
        assert one == pytest.approx(two, abs=1e-7)


def test_what_lies_on_both_sides_of_the_antimeridian_is_no_shape(qgis_app: Any) -> None:
    around = QgsGeometry.fromPolylineXY([QgsPointXY(179.9, 0.0), QgsPointXY(-179.9, 0.0)])
    assert shape_to_geojson(around, WGS84, context=CONTEXT) is None
    assert shape_to_geojson(QgsGeometry(), WGS84, context=CONTEXT) is None


def test_shapes_are_measured_on_the_ellipsoid(qgis_app: Any) -> None:
    line = {"type": "LineString", "coordinates": [[15.0, 0.0], [15.001, 0.0]]}
    assert shape_size(line) == pytest.approx(111.3, abs=0.2)
    assert (shape_kind(line), shape_text(line)) == (LINE, "111 m")
    assert shape_text({"type": "Point", "coordinates": [15.0, 0.0]}) == "Point"
    assert shape_text(SHAPE).endswith("km²")


def test_a_hit_of_the_list_is_drawn_on_and_it_is_undone(asked: Any, stub: Any, qtbot: Any, qgis_canvas: Any) -> None:
    page, canvas = asked, qgis_canvas
    crs = canvas.mapSettings().destinationCrs()
    canvas.setDestinationCrs(WGS84)
    hit = page.view.results.hits[0]
    (tile,) = page.tile_actions.targets([hit])
    assert (tile.tile_id, tile.question) == (hit.tile_id, page.view.results.question)
    drawer = page.tile_actions.drawer
    drawer.draw(tile, POINT)
    click(drawer, canvas, *canvas.extent().center())
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /mark")), timeout=PATIENCE_MS)
    assert stub.asked("PUT /mark")[0].body["shape"]["type"] == "Point"
    assert my_mark(page.view.results.hits[0]).shape["type"] == "Point"
    page.mark_editor.undo()
    qtbot.waitUntil(lambda: my_mark(page.view.results.hits[0]) is None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page.mark_editor.busy, timeout=PATIENCE_MS)
    canvas.setDestinationCrs(crs)


def test_the_tool_leaves_nothing_on_the_canvas(drawer: Any, canvas: Any) -> None:
    before = len(canvas.scene().items())
    drawer.draw(target(), POLYGON)
    click(drawer, canvas, 15.002, 47.902)
    assert len(canvas.scene().items()) > before
    drawer.close_down()
    assert len(canvas.scene().items()) == before


def test_marks_are_not_changed_where_the_count_is_the_same(drawer: Any) -> None:
    mark = Mark(verdict="confirmed", count=3)
    drawer.count(target(dataclasses.replace(mark)), 3)
    assert drawer._marks.changes == []
