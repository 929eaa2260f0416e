"""A second map canvas in a dock, which shows another date of the same place at the same scale and rotation."""

from __future__ import annotations

from qgis.core import QgsPointXY, QgsRectangle
from qgis.gui import QgsDockWidget, QgsMapCanvas, QgsMapToolPan, QgsVertexMarker
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from .overlay import TitleItem
from .side import layers_of_map

__all__ = ["SecondCanvas"]

SAME_PX, SAME_SCALE = 0.01, 1e-6
"""By how much the centres, in pixels, and the scales, as a share, of two views may differ that are the same."""


class SecondCanvas(QgsDockWidget):
    """Linked both ways: whichever canvas is moved, the other follows."""

    closed_by_user = pyqtSignal()

    def __init__(self, main, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeOtherDate")
        self.setWindowTitle(self.tr("Other date"))
        self._main = main
        self._side = None
        self._linking = self._has_followed = False
        self.canvas = QgsMapCanvas(self)
        self.canvas.setObjectName("TilescribeOtherDateCanvas")
        self.canvas.setCanvasColor(main.canvasColor())
        self.canvas.enableAntiAliasing(True)
        self._pan = QgsMapToolPan(self.canvas)
        self.canvas.setMapTool(self._pan)
        self._cross = _cross(self.canvas)
        self._cross_on_main = _cross(main)
        self.title, self._title_of_main = TitleItem(self.canvas), TitleItem(main)
        self.setWidget(self.canvas)
        # Its size may change the scale a little; the first map leads then.
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(0)
        self._follow.timeout.connect(self._follow_main)
        self._connect()

    def show_side(self, side, *, beside: str) -> None:
        """Show a date (`Side`); `beside` is what the first map is called meanwhile."""
        self._side = side
        self.title.set_title(side.title)
        self._title_of_main.set_title(beside)
        self._update_layers()
        self._follow_main()

    def close_down(self) -> None:
        """Leave both canvases alone."""
        self.canvas.stopRendering()
        if not sip.isdeleted(self._main):
            self._main.extentsChanged.disconnect(self._follow_main)
            self._main.rotationChanged.disconnect(self._follow_main)
            self._main.destinationCrsChanged.disconnect(self._follow_main)
            self._main.layersChanged.disconnect(self._update_layers)
            self._main.xyCoordinates.disconnect(self._point_here)
            for item in (self._cross_on_main, self._title_of_main):
                self._main.scene().removeItem(item)
        self.canvas.extentsChanged.disconnect(self._lead_main)
        self.canvas.setLayers([])

    def closeEvent(self, event):
        super().closeEvent(event)
        self.closed_by_user.emit()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._follow.start()

    def _connect(self) -> None:
        main = self._main
        main.extentsChanged.connect(self._follow_main)
        main.rotationChanged.connect(self._follow_main)
        main.destinationCrsChanged.connect(self._follow_main)
        main.layersChanged.connect(self._update_layers)
        main.xyCoordinates.connect(self._point_here)
        self.canvas.extentsChanged.connect(self._lead_main)
        self.canvas.xyCoordinates.connect(self._point_there)

    def _update_layers(self) -> None:
        if self._side is not None:
            self.canvas.setLayers(layers_of_map(self._main, self._side))

    def _follow_main(self, *_args) -> None:
        self._copy_view(self._main, self.canvas)

    def _lead_main(self) -> None:
        if self._has_followed:
            self._copy_view(self.canvas, self._main)

    def _copy_view(self, of, to) -> None:
        if self._linking or of.viewport().width() <= 0 or to.viewport().width() <= 0 or of.extent().isEmpty():
            return
        self._linking = True
        try:
            if to is self.canvas:
                to.setDestinationCrs(of.mapSettings().destinationCrs())
                to.setRotation(of.rotation())
                self._has_followed = True
            if not _same_view(of, to):
                to.setExtent(_view_of(of, to))
                to.refresh()
        finally:
            self._linking = False

    def _point_here(self, point) -> None:
        _point(self._cross, point)
        self._cross_on_main.hide()

    def _point_there(self, point) -> None:
        _point(self._cross_on_main, point)
        self._cross.hide()


def _view_of(of, to) -> QgsRectangle:
    """The extent that shows the same place at the same scale in a canvas of another size."""
    pixel, centre, size = of.mapUnitsPerPixel(), of.center(), to.viewport().size()
    half_width, half_height = size.width() * pixel / 2, size.height() * pixel / 2
    return QgsRectangle(
        centre.x() - half_width, centre.y() - half_height, centre.x() + half_width, centre.y() + half_height
    )


def _same_view(of, to) -> bool:
    pixel, centre, other = of.mapUnitsPerPixel(), of.center(), to.center()
    within = pixel * SAME_PX
    near = abs(centre.x() - other.x()) <= within and abs(centre.y() - other.y()) <= within
    return near and abs(pixel - to.mapUnitsPerPixel()) <= pixel * SAME_SCALE


def _cross(canvas) -> QgsVertexMarker:
    marker = QgsVertexMarker(canvas)
    marker.setIconType(QgsVertexMarker.IconType.ICON_CROSS)
    marker.setColor(QColor("#ff8a1f"))
    marker.setIconSize(18)
    marker.setPenWidth(2)
    marker.hide()
    return marker


def _point(marker: QgsVertexMarker, point) -> None:
    marker.setCenter(QgsPointXY(point))
    marker.show()
