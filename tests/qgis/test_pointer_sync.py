"""The pointer on the map outlines the row of its tile."""

from __future__ import annotations

import pytest
from tests.qgis.made_up import PATIENCE_MS

from qgis.core import QgsPointXY
from qgis.PyQt.QtCore import QCoreApplication, QEvent


@pytest.fixture
def pointed(asked):
    told = []
    asked.pointer_sync.tile_changed.connect(told.append)
    asked.told = told
    return asked


def _point_at(page, qgis_canvas, x, y):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject

    crs = qgis_canvas.mapSettings().destinationCrs()
    point = QgsPointXY(x, y)
    if crs.isValid():
        wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
        point = QgsCoordinateTransform(wgs84, crs, QgsProject.instance()).transform(point)
    qgis_canvas.xyCoordinates.emit(point)


def test_the_tile_under_the_pointer_is_told_and_left(pointed, qgis_canvas, qtbot):
    _point_at(pointed, qgis_canvas, 15.15, 47.95)
    qtbot.waitUntil(lambda: pointed.told == [102], timeout=PATIENCE_MS)
    assert pointed.view._pointed_tile == 102
    _point_at(pointed, qgis_canvas, 3.0, 3.0)
    qtbot.waitUntil(lambda: pointed.told == [102, None], timeout=PATIENCE_MS)


def test_leaving_the_map_leaves_the_row(pointed, qgis_canvas, qtbot):
    _point_at(pointed, qgis_canvas, 15.15, 47.95)
    qtbot.waitUntil(lambda: pointed.told == [102], timeout=PATIENCE_MS)
    QCoreApplication.sendEvent(qgis_canvas.viewport(), QEvent(QEvent.Type.Leave))
    assert pointed.told == [102, None]


def test_the_row_is_painted_otherwise(pointed, qgis_canvas, qtbot):
    before = pointed.view.viewport().grab().toImage()
    pointed.view.outline_tile(102)
    assert pointed.view.viewport().grab().toImage() != before
    pointed.view.outline_tile(None)
    assert pointed.view.viewport().grab().toImage() == before
