"""Describing what the map shows now, indexed or not."""

from __future__ import annotations

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsDistanceArea, QgsPointXY, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core import routes
from ...core.geometry import bounds_of_extent
from ...core.imagery import source_of
from ...core.protocol import DescribeRequest

__all__ = ["OnTheSpot"]

TILES_ACROSS = 2
"""So many tiles across the shorter side of the map: fewer say too little, more take the built-in model too long."""
MOST_TILES = 12


class OnTheSpot(QObject):
    """Asks for the description of the topmost raster that the map shows."""

    described = pyqtSignal(object, str)
    """`protocol.OnTheSpot`, and the name of the layer."""
    busy_changed = pyqtSignal(bool)
    complained = pyqtSignal(str)
    failed = pyqtSignal(object)
    """A `Problem`"""

    def __init__(self, canvas, engine, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._engine = engine
        self._call = None

    def describe_canvas(self) -> None:
        """Describe what the map shows, in tiles of a size that follows from the zoom. Nothing is kept."""
        self.stop()
        layer, bounds = self._raster(), self._bounds()
        if layer is None or bounds is None:
            self.complained.emit(self.tr("The map shows no raster. Zoom to one, and try again."))
            return
        source = source_of(layer)
        if not source.usable:
            self.complained.emit(source.reason)
            return
        request = DescribeRequest(path=source.path, bbox=bounds, level_m=self._level_m(), max_tiles=MOST_TILES)
        self._call = call = self._engine.send(routes.describe(request))
        call.done.connect(lambda spot: self.described.emit(spot, source.name))
        call.failed.connect(self.failed)
        call.finished.connect(self._have_ended)
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Let go of what is in flight."""
        if self._call is not None:
            self._call.cancel()

    def _have_ended(self) -> None:
        self._call = None
        self.busy_changed.emit(False)

    def _raster(self):
        """The topmost raster layer that lies where the map is; None where there is none."""
        for layer in self._canvas.layers():
            if isinstance(layer, QgsRasterLayer) and self._touches(layer):
                return layer
        return None

    def _touches(self, layer) -> bool:
        settings = self._canvas.mapSettings()
        transform = QgsCoordinateTransform(settings.destinationCrs(), layer.crs(), QgsProject.instance())
        try:
            return transform.transformBoundingBox(settings.visibleExtent()).intersects(layer.extent())
        except QgsCsException:
            return False

    def _bounds(self):
        settings = self._canvas.mapSettings()
        context = QgsProject.instance().transformContext()
        return bounds_of_extent(settings.visibleExtent(), settings.destinationCrs(), context=context)

    def _level_m(self) -> float:
        """Metres of a tile's side."""
        settings, project = self._canvas.mapSettings(), QgsProject.instance()
        ruler = QgsDistanceArea()
        ruler.setSourceCrs(settings.destinationCrs(), project.transformContext())
        ruler.setEllipsoid("EPSG:7030")
        extent = settings.visibleExtent()
        middle = extent.center()
        width = ruler.measureLine(QgsPointXY(extent.xMinimum(), middle.y()), QgsPointXY(extent.xMaximum(), middle.y()))
        height = ruler.measureLine(QgsPointXY(middle.x(), extent.yMinimum()), QgsPointXY(middle.x(), extent.yMaximum()))
        return round(min(width, height) / TILES_ACROSS, 1)
