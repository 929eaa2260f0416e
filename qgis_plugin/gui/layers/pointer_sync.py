"""The pointer on the map: the row of the tile beneath it is outlined in the list."""

from __future__ import annotations

from qgis.core import QgsPointXY, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QEvent, QObject, QTimer, pyqtSignal

from ...core.geometry import point_to_wgs84

__all__ = ["PointerSync"]

SETTLE_MS = 40
"""What the pointer rushes over is not looked up."""

HALF = 5e-9
"""Degrees."""


class PointerSync(QObject):
    """Tells which of the current results lies under the pointer on the canvas."""

    tile_changed = pyqtSignal(object)
    """The number of the tile, or None."""

    def __init__(self, canvas, hit_index, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._hit_index = hit_index
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
        crs = self._canvas.mapSettings().destinationCrs()
        point = point_to_wgs84(self._point, crs, context=QgsProject.instance().transformContext())
        hit = None if point is None else next(self._hit_index.hits_at(_around(point)), None)
        self._tell(None if hit is None else hit.tile_id)

    def _tell(self, tile) -> None:
        if tile != self._tile:
            self._tile = tile
            self.tile_changed.emit(tile)


def _around(point: QgsPointXY) -> QgsRectangle:
    """A rectangle of a millimetre or less."""
    return QgsRectangle(point.x() - HALF, point.y() - HALF, point.x() + HALF, point.y() + HALF)
