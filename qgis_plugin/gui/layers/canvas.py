"""The map canvas: zooming to hits, and the highlight of the hit under the pointer."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsProject, QgsSettings
from qgis.gui import QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...core import settings
from ...core.geometry import WGS84, geojson_to_geometry, polygon_type

__all__ = ["PAN", "STAY", "ZOOM", "AreaHighlight", "HoverHighlight", "MapNavigator"]

ZOOM, PAN, STAY = "zoom", "pan", "stay"

MARGIN = 2.2
"""The map shows a tile with so many times its size, so that its surroundings can be seen."""

ALL_MARGIN = 1.1
"""The same of all results together."""
COLOUR = "#ffffff"
"""Not the yellow in which QGIS shows what is selected."""
HALO = "#a0000000"
AREA_COLOUR = "#ff8a1f"
"""Of what is drawn to search in, as while it is drawn."""


class MapNavigator:
    """Moves the canvas to hits: zoom, pan or stay, as the user has chosen for clicks."""

    def __init__(self, canvas):
        self._canvas = canvas

    @property
    def zoom_mode(self) -> str:
        """ZOOM, PAN or STAY, as its user chose; PAN at first, for it keeps the scale that was chosen."""
        chosen = QgsSettings().value(settings.ON_CLICK, PAN)
        return chosen if chosen in (ZOOM, PAN, STAY) else PAN

    @zoom_mode.setter
    def zoom_mode(self, zoom_mode: str) -> None:
        QgsSettings().setValue(settings.ON_CLICK, zoom_mode)

    def show_hit(self, hit) -> None:
        """Do what a click does."""
        if self.zoom_mode == ZOOM:
            self.zoom([hit])
        elif self.zoom_mode == PAN:
            self.pan(hit)

    def pan(self, hit) -> None:
        """Bring a tile into the middle; leave the map where the tile is in full view already."""
        extent = self._extent([hit])
        if self._canvas.extent().isEmpty():  # a map that shows nothing yet has no scale to keep
            self.zoom([hit])
        elif extent is not None and not self._canvas.extent().contains(extent):
            self._canvas.setCenter(extent.center())
            self._canvas.refresh()

    def zoom(self, hits) -> None:
        """Show tiles with what lies around them."""
        extent = self._extent(hits)
        if extent is not None:
            extent.scale(MARGIN)
            self._canvas.setExtent(extent)
            self._canvas.refresh()

    def zoom_to_layer(self, layer) -> None:
        """Show all features of a layer with what lies around them."""
        extent, crs = layer.extent(), self._canvas.mapSettings().destinationCrs()
        if crs.isValid():
            transform = QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance().transformContext())
            try:
                extent = transform.transformBoundingBox(extent)
            except QgsCsException:
                return
        if extent.isFinite() and not extent.isNull():
            extent.scale(ALL_MARGIN)
            self._canvas.setExtent(extent)
            self._canvas.refresh()

    def _extent(self, hits):
        """What holds all of the hits, in the canvas's CRS; None where that has no such place."""
        crs = self._canvas.mapSettings().destinationCrs()
        extent = None
        for hit in hits:
            # Of a tile on the antimeridian, which has a part on either edge of the map, the larger one.
            geometry = max(geojson_to_geometry(hit.geometry).asGeometryCollection(), key=lambda part: part.area())
            if crs.isValid():
                transform = QgsCoordinateTransform(
                    QgsCoordinateReferenceSystem(WGS84), crs, QgsProject.instance().transformContext()
                )
                try:
                    geometry.transform(transform)
                except QgsCsException:
                    continue
            box = geometry.boundingBox()
            if extent is None:
                extent = box
            else:
                extent.combineExtentWith(box)
        return extent if extent is not None and extent.isFinite() else None


class OutlineBand:
    """A rubber band on the canvas that outlines one place at a time."""

    def __init__(self, canvas, *, colour: QColor, halo: QColor, style=Qt.PenStyle.SolidLine, width_px: int = 3):
        self._canvas = canvas
        self._geojson = None
        self._band = QgsRubberBand(canvas, polygon_type())
        self._band.setStrokeColor(colour)
        self._band.setSecondaryStrokeColor(halo)
        self._band.setFillColor(QColor(0, 0, 0, 0))
        self._band.setLineStyle(style)
        self._band.setWidth(width_px)
        canvas.destinationCrsChanged.connect(self._redraw)

    @property
    def shown(self):
        """What is outlined (GeoJSON in WGS84); None where nothing is."""
        return self._geojson

    def show(self, geojson: dict) -> None:
        """Outline a footprint (GeoJSON in WGS84); nothing where the canvas's CRS has no such place."""
        self._geojson = geojson
        geometry = geojson_to_geometry(geojson)
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
        self._geojson = None
        if not sip.isdeleted(self._band):
            self._band.reset(polygon_type())

    def remove(self) -> None:
        """Take the band off the canvas for good."""
        if not sip.isdeleted(self._canvas):
            self._canvas.destinationCrsChanged.disconnect(self._redraw)
            if not sip.isdeleted(self._band):
                self._canvas.scene().removeItem(self._band)

    def _redraw(self) -> None:
        if self._geojson is not None and not sip.isdeleted(self._band):
            self.show(self._geojson)


class HoverHighlight(OutlineBand):
    """Lies over the tile under the pointer."""

    def __init__(self, canvas):
        super().__init__(canvas, colour=QColor(COLOUR), halo=QColor(HALO))


class AreaHighlight(OutlineBand):
    """Shows the area that a search is restricted to."""

    def __init__(self, canvas):
        super().__init__(canvas, colour=QColor(AREA_COLOUR), halo=QColor(HALO), style=Qt.PenStyle.DashLine, width_px=2)
