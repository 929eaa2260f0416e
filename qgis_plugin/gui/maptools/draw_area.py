"""Draw the rectangle or polygon in which to search."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...core.geography import polygon_type
from .base import VisitingTool

__all__ = ["DrawPolygonTool", "DrawRectangleTool"]

COLOUR = "#ff8a1f"
FILL_ALPHA = 40
LEAST_CORNERS = 3


class DrawRectangleTool(VisitingTool):
    """Press, drag, release; the rectangle stands upright in the canvas's CRS."""

    drawn = pyqtSignal(QgsGeometry)
    """A polygon in the CRS of the canvas."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self._band = None
        self._start = None

    def activate(self):
        super().activate()
        self._band = _band(self.canvas())

    def canvasPressEvent(self, event):
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.mapPoint()

    def canvasMoveEvent(self, event):
        if self._start is not None:
            self._band.setToGeometry(self._rectangle(event.mapPoint()), None)

    def canvasReleaseEvent(self, event):
        if self._start is None or event.button() != Qt.MouseButton.LeftButton:
            return
        rectangle = self._rectangle(event.mapPoint())
        self._start = None
        if rectangle.area() > 0:
            self.drawn.emit(rectangle)
            self.leave()

    def deactivate(self):
        self._start = None
        self._band = _removed(self._band)
        super().deactivate()

    def _rectangle(self, corner: QgsPointXY) -> QgsGeometry:
        return QgsGeometry.fromRect(QgsRectangle(self._start, corner))


class DrawPolygonTool(VisitingTool):
    """Click the corners; right click, double click or Enter ends, Backspace takes the last corner back."""

    drawn = pyqtSignal(QgsGeometry)
    """A polygon in the CRS of the canvas."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self._band = None
        self._corners = []

    def activate(self):
        super().activate()
        self._band = _band(self.canvas())

    def canvasReleaseEvent(self, event):
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._corners.append(event.mapPoint())
            self._show(event.mapPoint())

    def canvasMoveEvent(self, event):
        self._show(event.mapPoint())

    def canvasDoubleClickEvent(self, _event):
        # The first click of the two has set the last corner already.
        self._end()

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        elif event.key() == Qt.Key.Key_Backspace and self._corners:
            self._corners.pop()
            self._show(None)
            # Otherwise QGIS would delete what is selected in the layer.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def deactivate(self):
        self._corners = []
        self._band = _removed(self._band)
        super().deactivate()

    def _end(self) -> None:
        polygon = QgsGeometry.fromPolygonXY([self._corners]).makeValid()
        if len(self._corners) >= LEAST_CORNERS and polygon.area() > 0:
            self.drawn.emit(polygon)
        self.leave()

    def _show(self, moving) -> None:
        corners = [*self._corners, *([moving] if moving is not None else [])]
        self._band.setToGeometry(QgsGeometry.fromPolygonXY([corners]), None)


def _band(canvas) -> QgsRubberBand:
    band = QgsRubberBand(canvas, polygon_type())
    colour = QColor(COLOUR)
    band.setStrokeColor(colour)
    colour.setAlpha(FILL_ALPHA)
    band.setFillColor(colour)
    band.setWidth(2)
    return band


def _removed(band) -> None:
    """Take a band off its canvas; None where there was none."""
    if band is not None:
        band.scene().removeItem(band)
