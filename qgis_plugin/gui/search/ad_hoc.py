"""Ad hoc descriptions of the raster that the map shows, indexed or not."""

from __future__ import annotations

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsDistanceArea, QgsPointXY, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core import routes
from ...core.geometry import extent_to_wgs84
from ...core.imagery import layer_source
from ...core.protocol import DescribeRequest

__all__ = ["AdHocDescriber"]

TILES_ACROSS = 2
"""So many tiles across the shorter side of the map: fewer say too little, more take the built-in model too long."""
MOST_TILES = 12


class AdHocDescriber(QObject):
    """Asks for the description of the topmost raster that the map shows."""

    described = pyqtSignal(object, str)
    """`protocol.AdHocDescription`, and the name of the layer."""
    busy_changed = pyqtSignal(bool)
    message_emitted = pyqtSignal(str)
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
            self.message_emitted.emit(self.tr("The map shows no raster. Zoom to one, and try again."))
            return
        source = layer_source(layer)
        if not source.usable:
            self.message_emitted.emit(source.reason)
            return
        request = DescribeRequest(path=source.path, bbox=bounds, level_m=self._level_m(), max_tiles=MOST_TILES)
        self._call = call = self._engine.send(routes.describe(request))
        call.done.connect(lambda ad_hoc: self.described.emit(ad_hoc, source.name))
        call.failed.connect(self.failed)
        call.finished.connect(self._on_call_finished)
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Let go of what is in flight."""
        if self._call is not None:
            self._call.cancel()

    def _on_call_finished(self) -> None:
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
        return extent_to_wgs84(settings.visibleExtent(), settings.destinationCrs(), context=context)

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
