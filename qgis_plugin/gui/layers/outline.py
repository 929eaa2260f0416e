"""The outline of the tile that the pointer is on in the list."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsProject
from qgis.gui import QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QColor

from ...core.geography import WGS84, geometry_of, polygon_type

__all__ = ["HoverOutline"]

COLOUR = "#ffffff"
"""Not the yellow in which QGIS shows what is selected."""
HALO = "#a0000000"


class HoverOutline:
    """A rubber band on the canvas that lies over one tile at a time."""

    def __init__(self, canvas):
        self._canvas = canvas
        self._band = QgsRubberBand(canvas, polygon_type())
        self._band.setStrokeColor(QColor(COLOUR))
        self._band.setSecondaryStrokeColor(QColor(HALO))
        self._band.setFillColor(QColor(0, 0, 0, 0))
        self._band.setWidth(3)

    def show(self, geojson: dict) -> None:
        """Outline a footprint (GeoJSON in WGS84); nothing where the canvas's CRS has no such place."""
        geometry = geometry_of(geojson)
        crs = self._canvas.mapSettings().destinationCrs()
        if crs.isValid():
            transform = QgsCoordinateTransform(
                QgsCoordinateReferenceSystem(WGS84), crs, QgsProject.instance().transformContext()
            )
            try:
                geometry.transform(transform)
            except QgsCsException:
                self.hide()
                return
        self._band.setToGeometry(geometry, None)

    def hide(self) -> None:
        """Outline nothing."""
        if not sip.isdeleted(self._band):
            self._band.reset(polygon_type())

    def remove(self) -> None:
        """Take the band off the canvas for good."""
        if not sip.isdeleted(self._band) and not sip.isdeleted(self._canvas):
            self._canvas.scene().removeItem(self._band)
