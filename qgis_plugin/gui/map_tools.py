"""Map tools that draw the area to search in and that pick a tile.

Escape gives up, and the tool that was there before comes back.
"""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..core.geometry import point_to_wgs84, polygon_type

__all__ = ["DrawPolygonTool", "DrawRectangleTool", "PickTileTool"]

COLOUR = "#ff8a1f"
FILL_ALPHA = 40
MIN_CORNERS = 3


class TemporaryMapTool(QgsMapTool):
    """A map tool that is on the canvas for a while and hands it back to the tool that was there before."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._before = None

    def start(self) -> None:
        """Take the canvas."""
        before = self.canvas().mapTool()
        if before is not self:
            self._before = before
        self.canvas().setMapTool(self)

    def leave(self) -> None:
        """Give the canvas back, unless another tool has it already."""
        if self.canvas().mapTool() is not self:
            return
        before, self._before = self._before, None
        if before is None or sip.isdeleted(before):
            self.canvas().unsetMapTool(self)
        else:
            self.canvas().setMapTool(before)

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            # QGIS does nothing further with a key that a tool has ignored; it is we who have used it.
            event.ignore()


class DrawRectangleTool(TemporaryMapTool):
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


class DrawPolygonTool(TemporaryMapTool):
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
        if len(self._corners) >= MIN_CORNERS and polygon.area() > 0:
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


class PickTileTool(TemporaryMapTool):
    """Stays on the canvas, click after click, until Escape or another tool."""

    picked = pyqtSignal(QgsPointXY)
    """Longitude and latitude (WGS84) of the click."""

    def canvasReleaseEvent(self, event):
        if event.button() != Qt.MouseButton.LeftButton:
            return
        crs = self.canvas().mapSettings().destinationCrs()
        place = point_to_wgs84(event.mapPoint(), crs, context=QgsProject.instance().transformContext())
        if place is not None:
            self.picked.emit(place)
