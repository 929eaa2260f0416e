"""The pointer on the map: the row of the tile beneath it is outlined in the list."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QEvent, QObject, QTimer, pyqtSignal

__all__ = ["PointerSync"]

SETTLE_MS = 40
"""What the pointer rushes over is not looked up."""


class PointerSync(QObject):
    """Tells which of the current results lies under the pointer on the canvas."""

    tile_changed = pyqtSignal(object)
    """The number of the tile, or None."""

    def __init__(self, canvas, map_sync, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._map_sync = map_sync
        self._point = None
        self._tile = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look)
        canvas.xyCoordinates.connect(self._on_moved)
        canvas.viewport().installEventFilter(self)

    def close_down(self) -> None:
        """Let go of the canvas."""
        self._settle.stop()
        self._canvas.xyCoordinates.disconnect(self._on_moved)
        self._canvas.viewport().removeEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Leave:
            self._settle.stop()
            self._tell(None)
        return super().eventFilter(watched, event)

    def _on_moved(self, point: QgsPointXY) -> None:
        self._point = QgsPointXY(point)
        self._settle.start()

    def _look(self) -> None:
        current = self._map_sync.current
        point = None if current is None or not current.alive else self._in_layer(current.layer)
        self._tell(None if point is None else _best_tile(current.layer, point))

    def _tell(self, tile) -> None:
        if tile != self._tile:
            self._tile = tile
            self.tile_changed.emit(tile)

    def _in_layer(self, layer):
        crs = self._canvas.mapSettings().destinationCrs()
        if not crs.isValid():
            return self._point
        try:
            return QgsCoordinateTransform(crs, layer.crs(), QgsProject.instance().transformContext()).transform(
                self._point
            )
        except QgsCsException:
            return None


def _best_tile(layer, point: QgsPointXY):
    """The number of the tile there; of several the best. None where there is none.

    Without an index, whose making would hold the window: 50,000 outlines are looked through in some milliseconds.
    """
    request = QgsFeatureRequest(QgsRectangle(point, point).buffered(1e-9))
    request.setSubsetOfAttributes(["rank", "tile_id"], layer.fields())
    spot = QgsGeometry.fromPointXY(point)
    found = [feature for feature in layer.getFeatures(request) if feature.geometry().contains(spot)]
    return min(found, key=lambda feature: feature["rank"])["tile_id"] if found else None
