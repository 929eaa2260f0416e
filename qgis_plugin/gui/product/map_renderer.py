"""Maps as pictures: QGIS draws them in its own threads, one after the other."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QFileInfo, QObject, QSize, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...core.product.map_picture import MapPicture
from ...core.threads import run_in_thread

__all__ = ["MapRenderer", "MapRequest"]

QUALITY = 80
"""Of JPEG."""
PATIENCE_MS = 60_000
"""How long one map may take, of a server that does not answer say; then it is taken as far as it is drawn."""
OURS = "tilescribe/"
"""Begins the custom properties of our layers: places are drawn by the product itself."""


@dataclass(frozen=True)
class MapRequest:
    """A map that is wanted."""

    number: int
    """Of the place; 0 is the map of all places."""
    crs: object
    extent: QgsRectangle
    """In `crs`; the map has its shape."""
    width_px: int
    dpi: float
    raster: str = ""
    """Path of the raster that must be seen, whatever lies on it on the canvas; it is opened where it is no layer."""
    beside: tuple[str, ...] = ()
    """Paths of rasters of the same date, which come next where they are layers."""


class MapRenderer(QObject):
    """Draws `MapRequest`s with the layers that the canvas shows, and the raster that each names."""

    progressed = pyqtSignal(int, int)
    finished = pyqtSignal()
    """Once; never from within `start`."""

    def __init__(self, canvas, folder: Path, parent=None):
        super().__init__(parent)
        self._settings = QgsMapSettings(canvas.mapSettings())
        self._layer_ids = [layer.id() for layer in self._settings.layers() if not _is_ours(layer)]
        self._folder = folder
        self._left = deque()
        self._all = 0
        self._job = self._request = None
        self._opened = {}
        self._pictures = {}
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self._give_up)

    def start(self, requests) -> None:
        """Draw what each of these functions gives: a `MapRequest`, or None. They are called when their turn comes."""
        self._left.extend(requests)
        self._all = len(self._left)
        QTimer.singleShot(0, self._draw_next)

    def stop(self) -> None:
        """Leave off; `finished` does not come."""
        self._stopped = True
        self._left.clear()
        self._timer.stop()
        if self._job is not None:
            self._job.finished.disconnect(self._on_drawn)
            self._job.cancelWithoutBlocking()
            self._job.finished.connect(self._job.deleteLater)
            self._job = None

    def pictures(self) -> dict:
        """`MapPicture` by number."""
        return dict(self._pictures)

    def _draw_next(self) -> None:
        if self._stopped:
            return
        if not self._left:
            self._opened.clear()
            self.finished.emit()
            return
        self._request = self._left.popleft()()
        if self._request is None:
            self._on_saved(None)
            return
        path = self._request.raster
        if path and path not in self._opened and _normal(path) not in _project_rasters():
            # Opening a raster, and looking for its brightest values, may take long.
            future = run_in_thread(lambda: _open_raster(path))
            future.done.connect(lambda layer: self._on_opened(path, layer))
            future.failed.connect(lambda _error: self._on_opened(path, None))
        else:
            self._draw()

    def _on_opened(self, path: str, layer) -> None:
        self._opened[path] = layer
        if not self._stopped:
            self._draw()

    def _draw(self) -> None:
        request = self._request
        settings = QgsMapSettings(self._settings)
        settings.setLayers(self._layers(request))
        settings.setDestinationCrs(request.crs)
        settings.setExtent(request.extent)
        height_px = round(request.width_px * request.extent.height() / request.extent.width())
        settings.setOutputSize(QSize(request.width_px, max(1, height_px)))
        settings.setOutputDpi(request.dpi)
        settings.setRotation(0)
        settings.setBackgroundColor(QColor("#eef0f2"))
        if hasattr(settings, "setDevicePixelRatio"):
            settings.setDevicePixelRatio(1)
        self._job = QgsMapRendererParallelJob(settings)
        self._job.finished.connect(self._on_drawn)
        self._timer.start()
        self._job.start()

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancelWithoutBlocking()

    def _on_drawn(self) -> None:
        self._timer.stop()
        job, self._job = self._job, None
        request = self._request
        shown = job.mapSettings().visibleExtent()
        picture = MapPicture(
            file=self._folder / f"map-{request.number}.jpg",
            extent=(shown.xMinimum(), shown.yMinimum(), shown.xMaximum(), shown.yMaximum()),
            crs=request.crs,
            context=self._settings.transformContext(),
            empty=not job.mapSettings().layers(),
        )
        image = job.renderedImage()
        job.deleteLater()
        future = run_in_thread(lambda: image.save(str(picture.file), "JPG", QUALITY))
        future.done.connect(lambda saved: self._on_saved(picture if saved else None))
        future.failed.connect(lambda _error: self._on_saved(None))

    def _on_saved(self, picture) -> None:
        if picture is not None:
            self._pictures[self._request.number] = picture
        if not self._stopped:
            self.progressed.emit(self._all - len(self._left), self._all)
            # In a turn of its own of the event loop.
            QTimer.singleShot(0, self._draw_next)

    def _layers(self, request: MapRequest) -> list:
        """What the canvas shows, with the raster of the place above all other rasters, and those of its date below."""
        project = QgsProject.instance()
        layers = [layer for layer in map(project.mapLayer, self._layer_ids) if layer is not None]
        known = _project_rasters()
        own = known.get(_normal(request.raster)) or self._opened.get(request.raster)
        wanted = [] if own is None or sip.isdeleted(own) else [own]
        # Those that are switched off on the canvas stay so.
        wanted += [known[path] for path in map(_normal, request.beside) if known.get(path) in layers]
        raised = list(dict.fromkeys(wanted))
        layers = [layer for layer in layers if layer not in raised]
        first = next((at for at, layer in enumerate(layers) if isinstance(layer, QgsRasterLayer)), len(layers))
        return [*layers[:first], *raised, *layers[first:]]


def _is_ours(layer) -> bool:
    return any(key.startswith(OURS) for key in layer.customPropertyKeys())


def _project_rasters() -> dict:
    """The layers of the project that show files, by path."""
    found = {}
    for layer in QgsProject.instance().mapLayers().values():
        if isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal" and layer.isValid():
            parts = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
            found[_normal(parts.get("path", ""))] = layer
    found.pop("", None)
    return found


def _normal(path: str) -> str:
    return os.path.normcase(QFileInfo(path).absoluteFilePath()) if path else ""


def _open_raster(path: str):
    """In a thread; None where there is no such file here, because the engine is on another computer say."""
    if not Path(path).exists():
        return None
    layer = QgsRasterLayer(path, Path(path).stem, "gdal")
    if not layer.isValid():
        return None
    layer.moveToThread(QgsApplication.instance().thread())
    return layer
