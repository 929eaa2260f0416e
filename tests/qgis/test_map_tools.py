"""The map tools: what is drawn, giving up, and the tool of before; and areas in any CRS."""

from __future__ import annotations

import pytest
from qgis_plugin.core.geometry import extent_to_wgs84, geojson_to_geometry, point_to_wgs84, polygon_to_geojson
from qgis_plugin.gui.map_tools import DrawPolygonTool, DrawRectangleTool, PickTileTool
from qgis_plugin.gui.search.area_chooser import AreaChooser
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.test_dock_search import Iface

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapToolPan
from qgis.PyQt.QtCore import QEvent, QPoint, Qt

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def canvas(qgis_new_project, qtbot):
    """A canvas of 400 x 400 pixels over 4 x 4 degrees around 15 E 48 N, with the pan tool."""
    made = QgsMapCanvas()
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    look(made, "EPSG:4326", QgsRectangle(13, 46, 17, 50))
    pan = QgsMapToolPan(made)
    made.setMapTool(pan)
    yield made
    made.unsetMapTool(made.mapTool())


@pytest.fixture
def chooser(canvas):
    made = AreaChooser(Iface(canvas))
    yield made
    made.leave_canvas()


def look(canvas, crs, extent):
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    canvas.setExtent(extent)


def mouse(canvas, x, y, button=LEFT, kind=QEvent.Type.MouseButtonRelease):
    return QgsMapMouseEvent(canvas, kind, QPoint(x, y), button, button)


def drag(tool, canvas, start, end):
    tool.canvasPressEvent(mouse(canvas, *start, kind=QEvent.Type.MouseButtonPress))
    tool.canvasMoveEvent(mouse(canvas, *end, kind=QEvent.Type.MouseMove))
    tool.canvasReleaseEvent(mouse(canvas, *end))


def click(tool, canvas, *paths):
    for place in paths:
        tool.canvasReleaseEvent(mouse(canvas, *place))


def test_a_rectangle_is_drawn_and_the_tool_of_before_comes_back(canvas, qtbot):
    before, tool = canvas.mapTool(), DrawRectangleTool(canvas)
    tool.start()
    with qtbot.waitSignal(tool.drawn, timeout=PATIENCE_MS) as told:
        drag(tool, canvas, (100, 100), (200, 300))
    box = told.args[0].boundingBox()
    assert (box.width(), box.height()) == (pytest.approx(1.0, abs=0.05), pytest.approx(2.0, abs=0.05))
    assert canvas.mapTool() is before


def test_a_mere_click_draws_no_rectangle(canvas, qtbot):
    tool = DrawRectangleTool(canvas)
    tool.start()
    with qtbot.assertNotEmitted(tool.drawn):
        drag(tool, canvas, (100, 100), (100, 100))
    assert canvas.mapTool() is tool


def test_escape_gives_up_and_brings_the_tool_of_before_back(canvas, qtbot):
    before, tool = canvas.mapTool(), DrawRectangleTool(canvas)
    tool.start()
    with qtbot.assertNotEmitted(tool.drawn), qtbot.waitSignal(tool.deactivated, timeout=PATIENCE_MS):
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is before


def test_a_tool_of_before_that_is_gone_is_not_brought_back(canvas):
    gone = QgsMapToolPan(canvas)
    canvas.setMapTool(gone)
    tool = DrawRectangleTool(canvas)
    tool.start()
    gone.deleteLater()
    from qgis.PyQt import sip

    sip.delete(gone)
    tool.leave()
    assert canvas.mapTool() is None


def test_another_tool_that_was_chosen_meanwhile_stays(canvas):
    tool, other = DrawRectangleTool(canvas), QgsMapToolPan(canvas)
    tool.start()
    canvas.setMapTool(other)
    tool.leave()
    assert canvas.mapTool() is other


@pytest.mark.parametrize("end", ["right click", "enter", "double click"])
def test_a_polygon_ends_in_three_ways(canvas, qtbot, end):
    tool = DrawPolygonTool(canvas)
    tool.start()
    click(tool, canvas, (100, 100), (200, 100), (200, 200))
    with qtbot.waitSignal(tool.drawn, timeout=PATIENCE_MS) as told:
        if end == "right click":
            tool.canvasReleaseEvent(mouse(canvas, 0, 0, RIGHT))
        elif end == "enter":
            qtbot.keyClick(canvas, Qt.Key.Key_Return)
        else:
            tool.canvasDoubleClickEvent(mouse(canvas, 200, 200))
    assert told.args[0].area() == pytest.approx(0.5, abs=0.05)


def test_backspace_takes_the_last_corner_back(canvas, qtbot):
    tool = DrawPolygonTool(canvas)
    tool.start()
    click(tool, canvas, (100, 100), (200, 100), (200, 200), (300, 350))
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(tool.drawn, timeout=PATIENCE_MS) as told:
        tool.canvasReleaseEvent(mouse(canvas, 0, 0, RIGHT))
    assert told.args[0].area() == pytest.approx(0.5, abs=0.05)


def test_two_corners_are_no_polygon(canvas, qtbot):
    tool = DrawPolygonTool(canvas)
    tool.start()
    click(tool, canvas, (100, 100), (200, 100))
    with qtbot.assertNotEmitted(tool.drawn):
        tool.canvasReleaseEvent(mouse(canvas, 0, 0, RIGHT))


def test_a_polygon_that_crosses_itself_is_mended(canvas, qtbot):
    tool = DrawPolygonTool(canvas)
    tool.start()
    click(tool, canvas, (100, 100), (200, 200), (200, 100), (100, 200))
    with qtbot.waitSignal(tool.drawn, timeout=PATIENCE_MS) as told:
        tool.canvasReleaseEvent(mouse(canvas, 0, 0, RIGHT))
    assert told.args[0].isGeosValid()


def test_no_drawing_stays_on_the_canvas(canvas, qtbot):
    before = len(canvas.scene().items())
    for tool in (DrawRectangleTool(canvas), DrawPolygonTool(canvas)):
        tool.start()
        tool.canvasMoveEvent(mouse(canvas, 100, 100, kind=QEvent.Type.MouseMove))
        tool.leave()
    assert len(canvas.scene().items()) == before


def test_a_picked_place_is_told_in_longitude_and_latitude(canvas, qtbot):
    look(canvas, "EPSG:32633", QgsRectangle(400_000, 5_300_000, 600_000, 5_500_000))
    tool = PickTileTool(canvas)
    tool.start()
    with qtbot.waitSignal(tool.picked, timeout=PATIENCE_MS) as told:
        tool.canvasReleaseEvent(mouse(canvas, 200, 200))
    assert told.args[0].x() == pytest.approx(15.0, abs=0.05)
    assert told.args[0].y() == pytest.approx(48.75, abs=0.05)
    assert canvas.mapTool() is tool


def test_a_drawn_rectangle_becomes_the_area(chooser, canvas):
    chooser.choose("rectangle")
    drag(canvas.mapTool(), canvas, (100, 100), (200, 300))
    assert chooser.kind == "rectangle"
    assert geojson_to_geometry(chooser.area()).area() == pytest.approx(2.0, abs=0.1)
    assert chooser.bbox() is None


def test_giving_a_drawing_up_keeps_the_choice_of_before(chooser, qtbot, canvas):
    chooser.choose("live")
    chooser.choose("polygon")
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert chooser.kind == "live"
    assert chooser.choice.currentData() == "live"


def test_the_live_extent_follows_the_map_and_the_frozen_one_does_not(chooser, canvas):
    chooser.choose("frozen")
    frozen = chooser.bbox()
    look(canvas, "EPSG:4326", QgsRectangle(20, 46, 24, 50))
    assert chooser.bbox() == frozen
    chooser.choose("live")
    assert chooser.bbox()[0] == pytest.approx(20, abs=0.01)
    look(canvas, "EPSG:4326", QgsRectangle(30, 46, 34, 50))
    assert chooser.bbox()[0] == pytest.approx(30, abs=0.01)


def test_selected_features_become_the_area(chooser):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "parcels", "memory")
    feature = _feature(QgsGeometry.fromRect(QgsRectangle(500_000, 5_300_000, 510_000, 5_310_000)))
    layer.dataProvider().addFeature(feature)
    layer.selectAll()
    chooser._iface.active = layer
    chooser.choose("features")
    assert geojson_to_geometry(chooser.area()).boundingBox().xMinimum() == pytest.approx(15.0, abs=0.01)


def test_without_selected_polygons_the_choice_is_refused_with_a_reason(chooser, qtbot):
    with qtbot.waitSignal(chooser.message_emitted, timeout=PATIENCE_MS) as told:
        chooser.choose("features")
    assert "Select polygons" in told.args[0]
    assert chooser.kind == "everywhere"


def test_a_map_without_crs_is_refused_with_a_reason(chooser, canvas, qtbot):
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem())
    with qtbot.waitSignal(chooser.message_emitted, timeout=PATIENCE_MS) as told:
        chooser.choose("live")
    assert "CRS" in told.args[0]


# Areas in any CRS


def bounds(extent, crs):
    return extent_to_wgs84(
        QgsRectangle(*extent), QgsCoordinateReferenceSystem(crs), context=QgsProject.instance().transformContext()
    )


def test_an_extent_of_a_projected_map(qgis_app):
    west, south, east, north = bounds((400_000, 5_300_000, 600_000, 5_400_000), "EPSG:32633")
    assert (west, east) == (pytest.approx(13.63, abs=0.05), pytest.approx(16.37, abs=0.05))
    assert (south, north) == (pytest.approx(47.84, abs=0.05), pytest.approx(48.75, abs=0.05))


def test_a_polar_map_with_the_pole_within_reaches_around_the_globe(qgis_app):
    west, south, east, north = bounds((-1_000_000, -1_000_000, 1_000_000, 1_000_000), "EPSG:3995")
    assert (west, east, north) == (-180, 180, 90)
    assert south < 80


def test_a_polar_map_beside_the_pole_does_not(qgis_app):
    west, _, east, north = bounds((1_000_000, -100_000, 1_200_000, 100_000), "EPSG:3031")
    assert east - west < 20
    assert north < -70


def test_a_map_across_the_antimeridian_has_its_west_in_the_east(qgis_app):
    west, _, east, _ = bounds((-500_000, -500_000, 500_000, 500_000), "EPSG:3832")
    assert bounds((400_000, 0, 600_000, 100_000), "EPSG:32601")[0] > 170 or west > 0
    west, _, east, _ = bounds((2_900_000, -500_000, 3_900_000, 500_000), "EPSG:3832")
    assert west == pytest.approx(176.05, abs=0.2)
    assert east == pytest.approx(-174.97, abs=0.2)


def test_the_whole_world_in_mercator_is_no_sliver(qgis_app):
    west, _, east, _ = bounds((-20_037_508, -20_000_000, 20_037_508, 20_000_000), "EPSG:3857")
    assert east - west > 350


def test_a_geographic_map_wider_than_the_world(qgis_app):
    assert bounds((-300, -90, 300, 90), "EPSG:4326") == (-180, -90, 180, 90)


def test_a_place_outside_of_the_earth_is_none(qgis_app):
    context = QgsProject.instance().transformContext()
    assert point_to_wgs84(QgsPointXY(0, 100), QgsCoordinateReferenceSystem("EPSG:4326"), context=context) is None
    assert point_to_wgs84(QgsPointXY(0, 0), QgsCoordinateReferenceSystem(), context=context) is None


def test_the_sides_of_an_area_bend_with_the_projection(qgis_app):
    square = QgsGeometry.fromRect(QgsRectangle(-3_000_000, 1_000_000, 3_000_000, 2_000_000))
    document = polygon_to_geojson(
        square, QgsCoordinateReferenceSystem("EPSG:3995"), context=QgsProject.instance().transformContext()
    )
    assert sum(len(rings[0]) for rings in document["coordinates"]) > 100


def test_an_area_across_the_antimeridian_is_cut_there(qgis_app):
    square = QgsGeometry.fromRect(QgsRectangle(3_000_000, -100_000, 3_700_000, 100_000))
    document = polygon_to_geojson(
        square, QgsCoordinateReferenceSystem("EPSG:3832"), context=QgsProject.instance().transformContext()
    )
    boxes = sorted(
        (geojson_to_geometry(_alone(rings)).boundingBox() for rings in document["coordinates"]),
        key=lambda box: box.xMinimum(),
    )
    assert [round(box.xMinimum()) for box in boxes] == [-180, 177]
    assert [round(box.xMaximum()) for box in boxes] == [-177, 180]


def test_an_area_with_the_pole_within_reaches_it(qgis_app):
    square = QgsGeometry.fromRect(QgsRectangle(-1_000_000, -1_000_000, 1_000_000, 1_000_000))
    document = polygon_to_geojson(
        square, QgsCoordinateReferenceSystem("EPSG:3995"), context=QgsProject.instance().transformContext()
    )
    area = geojson_to_geometry(document)
    assert area.contains(QgsPointXY(12, 89.5))
    assert area.contains(QgsPointXY(-170, 89.5))
    assert not area.contains(QgsPointXY(12, 70))


def _alone(rings):
    return {"type": "Polygon", "coordinates": rings}


def _feature(geometry):
    from qgis.core import QgsFeature

    feature = QgsFeature()
    feature.setGeometry(geometry)
    return feature
