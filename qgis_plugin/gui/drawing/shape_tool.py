"""The map tool that draws a polygon, a line or a point on a tile, or changes one; it snaps as the project is set to.

Drawing: a click sets a corner; right click, double click or Enter ends; Backspace takes the last corner back.
Changing: corners are dragged; a double click on a side makes a new corner; Delete removes the corner under the pointer;
right click or Enter ends. Escape gives up in either case.
"""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointLocator, QgsPointXY
from qgis.gui import QgsRubberBand, QgsSnapIndicator, QgsVertexMarker
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...core.geometry import polygon_type
from ...core.shapes import LINE, POINT, POLYGON
from ..map_tools import TemporaryMapTool

__all__ = ["ShapeTool"]

COLOUR = "#ff8a1f"
FILL_ALPHA = 50
TILE_COLOUR = "#ffffff"
TILE_HALO = "#b0000000"
GRASP_PX = 10
"""A corner or a side so near to the pointer is meant."""
LEAST = {POLYGON: 3, LINE: 2, POINT: 1}
"""Corners."""


class ShapeTool(TemporaryMapTool):
    """Draws one shape on one tile, then gives the canvas back."""

    drawn = pyqtSignal(QgsGeometry)
    """In the CRS of the canvas."""
    refused = pyqtSignal(str)
    """Why what was drawn is no shape, in a sentence; it can be drawn on."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self._kind = POLYGON
        self._corners = []
        self._changing = False
        self._dragged = None
        self._pointer = None
        self._band = self._tile_band = self._marker = self._snap = None
        self._tile = QgsGeometry()

    @property
    def changing(self) -> bool:
        """A shape is changed, not drawn anew."""
        return self._changing

    @property
    def corners(self) -> list:
        """As they are now, in the CRS of the canvas."""
        return list(self._corners)

    def draw(self, kind: str, *, tile: QgsGeometry) -> None:
        """Draw a POLYGON, LINE or POINT; `tile` is outlined meanwhile. Both in the CRS of the canvas."""
        self._begin(kind, tile, [], changing=False)

    def change(self, kind: str, shape: QgsGeometry, *, tile: QgsGeometry) -> None:
        """Change a shape of one part and one ring. Raises ValueError for others."""
        self._begin(kind, tile, _corners(kind, shape), changing=True)

    def activate(self):
        super().activate()
        canvas = self.canvas()
        self._tile_band = QgsRubberBand(canvas, polygon_type())
        self._tile_band.setStrokeColor(QColor(TILE_COLOUR))
        self._tile_band.setSecondaryStrokeColor(QColor(TILE_HALO))
        self._tile_band.setFillColor(QColor(0, 0, 0, 0))
        self._tile_band.setLineStyle(Qt.PenStyle.DashLine)
        self._tile_band.setWidth(2)
        self._tile_band.setToGeometry(self._tile, None)
        self._band = QgsRubberBand(canvas, polygon_type())
        fill = QColor(COLOUR)
        fill.setAlpha(FILL_ALPHA)
        self._band.setStrokeColor(QColor(COLOUR))
        self._band.setFillColor(fill)
        self._band.setWidth(2)
        self._band.setIcon(QgsRubberBand.IconType.ICON_BOX)
        self._band.setIconSize(7)
        self._marker = QgsVertexMarker(canvas)
        self._marker.setIconType(QgsVertexMarker.IconType.ICON_CIRCLE)
        self._marker.setColor(QColor(COLOUR))
        self._marker.setPenWidth(3)
        self._marker.setIconSize(13)
        self._marker.hide()
        self._snap = QgsSnapIndicator(canvas)
        self._show()

    def deactivate(self):
        for item in (self._band, self._tile_band, self._marker):
            if item is not None and item.scene() is not None:
                item.scene().removeItem(item)
        if self._snap is not None:
            self._snap.setMatch(QgsPointLocator.Match())
        self._band = self._tile_band = self._marker = self._snap = None
        self._corners, self._dragged, self._pointer = [], None, None
        super().deactivate()

    def canvasMoveEvent(self, event):
        place = self._snapped(event)
        self._pointer = place
        if self._dragged is not None:
            self._corners[self._dragged] = place
        self._show()

    def canvasPressEvent(self, event):
        if self._changing and event.button() == Qt.MouseButton.LeftButton:
            self._dragged = self._corner_at(event.mapPoint())
            self._pointer = event.mapPoint()

    def canvasReleaseEvent(self, event):
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        elif event.button() == Qt.MouseButton.LeftButton and self._changing:
            if self._dragged is not None:
                self._corners[self._dragged] = self._snapped(event)
                self._dragged = None
            self._show()
        elif event.button() == Qt.MouseButton.LeftButton:
            place = self._snapped(event)
            if not self._corners or place != self._corners[-1]:
                self._corners.append(place)
            self._pointer = place
            self._show()
            if self._kind == POINT:
                self._end()

    def canvasDoubleClickEvent(self, event):
        if not self._changing:
            # The first click of the two has set the last corner already.
            self._end()
            return
        side = self._side_at(event.mapPoint())
        if side is not None and self._corner_at(event.mapPoint()) is None:
            self._corners.insert(side + 1, self._snapped(event))
            self._show()

    def keyPressEvent(self, event):
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
            event.ignore()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._remove_corner()
            # Otherwise QGIS would delete what is selected in the layer.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _begin(self, kind: str, tile: QgsGeometry, corners: list, *, changing: bool) -> None:
        self.leave()
        self._kind, self._tile, self._corners, self._changing = kind, tile, corners, changing
        self.start()

    def _end(self) -> None:
        shape = self._shape(self._corners)
        if not self._corners and not self._changing:
            self.leave()
        elif len(self._corners) < LEAST[self._kind] or shape.isEmpty():
            self.refused.emit(
                self.tr("A polygon needs three corners that are not in a line.")
                if self._kind == POLYGON
                else self.tr("A line needs two places.")
            )
        elif self._kind == POLYGON and not shape.isGeosValid():
            self.refused.emit(self.tr("The sides of the polygon cross: move or take back a corner (Backspace)."))
        else:
            self.leave()
            self.drawn.emit(shape)

    def _remove_corner(self) -> None:
        if not self._changing and self._corners:
            self._corners.pop()
        elif self._changing and self._pointer is not None and len(self._corners) > LEAST[self._kind]:
            corner = self._corner_at(self._pointer)
            if corner is not None:
                del self._corners[corner]
        self._show()

    def _snapped(self, event) -> QgsPointXY:
        """Where the project's snapping takes the pointer."""
        place = event.snapPoint()
        if self._snap is not None:
            self._snap.setMatch(event.mapPointMatch())
        return place

    def _shape(self, corners: list) -> QgsGeometry:
        if not corners:
            return QgsGeometry()
        if self._kind == POINT:
            return QgsGeometry.fromPointXY(corners[0])
        if self._kind == LINE or len(corners) < LEAST[POLYGON]:
            return QgsGeometry.fromPolylineXY(corners) if len(corners) > 1 else QgsGeometry.fromPointXY(corners[0])
        polygon = QgsGeometry.fromPolygonXY([[*corners, corners[0]]])
        # Not the polygon's own area, which is 0 of one whose sides cross in the middle.
        return polygon if polygon.convexHull().area() > 0 else QgsGeometry()

    def _show(self) -> None:
        if self._band is None:
            return
        corners = self._corners
        if not self._changing and self._pointer is not None and self._kind != POINT:
            corners = [*corners, self._pointer]
        shape = self._shape(corners)
        if shape.isEmpty() and corners:
            # A polygon of one line, so far.
            shape = QgsGeometry.fromPolylineXY(corners)
        if shape.isEmpty():
            self._band.reset(polygon_type())
        else:
            self._band.setToGeometry(shape, None)
        near = None
        if self._changing and self._pointer is not None:
            near = self._dragged if self._dragged is not None else self._corner_at(self._pointer)
        self._marker.setVisible(near is not None)
        if near is not None:
            self._marker.setCenter(self._corners[near])

    def _grasp(self) -> float:
        """How near is near, in map units."""
        return GRASP_PX * self.canvas().mapUnitsPerPixel()

    def _corner_at(self, place: QgsPointXY):
        distances = [corner.distance(place) for corner in self._corners]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] <= self._grasp() else None

    def _side_at(self, place: QgsPointXY):
        """The number of the corner at which the side under the pointer begins; None where there is none."""
        ends = self._corners[1:] + (self._corners[:1] if self._kind == POLYGON else [])
        point = QgsGeometry.fromPointXY(place)
        distances = [QgsGeometry.fromPolylineXY([a, b]).distance(point) for a, b in zip(self._corners, ends)]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] <= self._grasp() else None


def _corners(kind: str, shape: QgsGeometry) -> list:
    """The corners of a shape of one part. Raises ValueError where it has several parts or rings."""
    single = QgsGeometry(shape)
    if single.isMultipart() and not single.convertToSingleType():
        raise ValueError(shape.asWkt(3))
    parts = shape.asGeometryCollection()
    if len(parts) > 1:
        raise ValueError(shape.asWkt(3))
    if kind == POINT:
        return [single.asPoint()]
    if kind == LINE:
        return single.asPolyline()
    rings = single.asPolygon()
    if len(rings) != 1:
        raise ValueError(shape.asWkt(3))
    return rings[0][:-1]
