"""The rasters of the project, found by their files, and rasters that are read without being in the project."""

from __future__ import annotations

from functools import partial

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject

from ...core.files import file_name
from ...core.imagery import uri_source
from ...core.places import name_with_folder
from ...core.raster_paths import find_layers
from ...core.threads import run_in_thread
from ..layers.layer_group import tilescribe_group

__all__ = ["HEAT_MAP", "ProjectRasters", "is_picture"]

HEAT_MAP = "tilescribe/heat_map"
"""Custom property of heat maps: they lie over pictures and are none."""


def is_picture(layer) -> bool:
    """A raster layer that shows how a place looked, or a map of it."""
    return isinstance(layer, QgsRasterLayer) and not layer.customProperty(HEAT_MAP)


class ProjectRasters(QObject):
    """Looks for layers in a thread: links and virtual rasters are files, and drives may be slow."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._private = {}
        self._loading = {}
        self._closed = False
        QgsProject.instance().cleared.connect(self.forget)

    def find(self, paths, then) -> None:
        """Call `then({path: [layers]})` once it is known which layers of the project show which rasters."""
        project = QgsProject.instance()
        layers = [layer for layer in project.layerTreeRoot().layerOrder() if is_picture(layer)]
        uris = [(layer.id(), layer.providerType(), layer.source()) for layer in layers]
        future = run_in_thread(partial(_found, uris, tuple(paths)))
        future.done.connect(lambda found: self._tell_found(found, then))

    def load(self, path: str, then) -> None:
        """Call `then(layer)` with a layer of a file that is in no layer tree; None where it cannot be read."""
        if path in self._private:
            then(self._private[path])
            return
        waiting = self._loading.setdefault(path, [])
        waiting.append(then)
        if len(waiting) == 1:
            run_in_thread(partial(_read, path)).done.connect(lambda layer: self._tell_loaded(path, layer))

    def add(self, path: str, then) -> None:
        """Add a file to the project, into our group, below results; then as `load`."""
        self.load(path, lambda layer: then(self._added(path, layer)))

    def forget(self) -> None:
        """Delete what was read and is in no project, whoever still knows of it: no layer may outlive QGIS."""
        while self._private:
            layer = self._private.popitem()[1]
            if not sip.isdeleted(layer):
                sip.delete(layer)

    def close_down(self) -> None:
        QgsProject.instance().cleared.disconnect(self.forget)
        self._closed = True
        self._loading.clear()
        self.forget()

    def _tell_found(self, found, then) -> None:
        if self._closed:
            return
        layers = QgsProject.instance().mapLayers()
        then({path: [layers[one] for one in ids if one in layers] for path, ids in found.items()})

    def _tell_loaded(self, path: str, layer) -> None:
        waiting = self._loading.pop(path, [])
        if self._closed:
            sip.delete(layer)
            return
        if not layer.isValid():
            sip.delete(layer)
            layer = None
        else:
            self._private[path] = layer
        for then in waiting:
            then(layer)

    def _added(self, path: str, layer):
        if layer is None:
            return None
        # The project owns it from now on.
        del self._private[path]
        project = QgsProject.instance()
        project.addMapLayer(layer, False)
        node = tilescribe_group(project).addLayer(layer)
        node.setExpanded(False)
        return layer


def _found(uris, paths):
    """In a thread: what is said of hundreds of layers takes time, and files more."""
    return find_layers({layer: _path_of(provider, source) for layer, provider, source in uris}, paths)


def _path_of(provider: str, source: str) -> str:
    """The file of a layer, or the name by which GDAL opens a part of one; empty where it comes from elsewhere."""
    return uri_source("", provider=provider, source=source).path or (source if provider == "gdal" else "")


def _read(path: str) -> QgsRasterLayer:
    """In a thread: the stretch of a picture may take seconds to be found."""
    layer = QgsRasterLayer(path, name_with_folder(path, file_name(path)), "gdal")
    layer.moveToThread(QCoreApplication.instance().thread())
    return layer
