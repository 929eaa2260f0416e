"""Click a place of the map, to have its tile described or to find similar ones."""

from __future__ import annotations

from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal

from ...core.geography import to_wgs84
from .base import VisitingTool

__all__ = ["PickTileTool"]


class PickTileTool(VisitingTool):
    """Stays on the canvas, click after click, until Escape or another tool."""

    picked = pyqtSignal(QgsPointXY)
    """Longitude and latitude (WGS84) of the click."""

    def canvasReleaseEvent(self, event):
        if event.button() != Qt.MouseButton.LeftButton:
            return
        crs = self.canvas().mapSettings().destinationCrs()
        place = to_wgs84(event.mapPoint(), crs, context=QgsProject.instance().transformContext())
        if place is not None:
            self.picked.emit(place)
