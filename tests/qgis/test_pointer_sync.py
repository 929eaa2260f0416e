"""The pointer on the map outlines the row of its tile."""

from __future__ import annotations

import pytest
from tests.qgis.made_up import PATIENCE_MS

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent


@pytest.fixture
def pointed(asked, qgis_canvas):
    before = qgis_canvas.mapSettings().destinationCrs()
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    told = []
    asked.pointer_sync.tile_changed.connect(told.append)
    asked.told = told
    yield asked
    qgis_canvas.setDestinationCrs(before)


def _point_at(qgis_canvas, x, y):
    crs = qgis_canvas.mapSettings().destinationCrs()
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, QgsProject.instance())
    qgis_canvas.xyCoordinates.emit(transform.transform(QgsPointXY(x, y)))


def test_the_tile_under_the_pointer_is_told_and_left(pointed, qgis_canvas, qtbot):
    _point_at(qgis_canvas, 15.15, 47.95)
    qtbot.waitUntil(lambda: pointed.told == [102], timeout=PATIENCE_MS)
    assert pointed.view._pointed_tile == 102
    _point_at(qgis_canvas, 3.0, 3.0)
    qtbot.waitUntil(lambda: pointed.told == [102, None], timeout=PATIENCE_MS)


def test_leaving_the_map_leaves_the_row(pointed, qgis_canvas, qtbot):
    _point_at(qgis_canvas, 15.15, 47.95)
    qtbot.waitUntil(lambda: pointed.told == [102], timeout=PATIENCE_MS)
    QCoreApplication.sendEvent(qgis_canvas.viewport(), QEvent(QEvent.Type.Leave))
    assert pointed.told == [102, None]


def test_the_row_is_painted_otherwise(pointed, qgis_canvas, qtbot):
    before = pointed.view.viewport().grab().toImage()
    pointed.view.outline_tile(102)
    assert pointed.view.viewport().grab().toImage() != before
    pointed.view.outline_tile(None)
    assert pointed.view.viewport().grab().toImage() == before
