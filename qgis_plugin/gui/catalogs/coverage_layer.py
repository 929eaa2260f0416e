"""The coverage of a catalog as a layer of the project."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsLayerMetadata, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...core import coverage_fields, routes
from ...core.client import Call
from ...core.paths import resource
from ...core.protocol import CatalogDetails, Raster
from ...core.threads import Future, run_in_thread
from ..layers.layer_group import tilescribe_group
from ..layers.project_copies import ProjectCopies, back_to_memory, is_copy

__all__ = ["COVERAGE", "CoverageLayer"]

COVERAGE = "tilescribe/coverage"
"""Custom property with the path of the catalog; marks a layer as a coverage layer."""
SLICE = 200
"""Features added in one turn of the event loop: about 10 ms."""


class CoverageLayer(QObject):
    """Shows the coverage of the catalog in use, and keeps the layer up to date while there is one."""

    failed = pyqtSignal(object)
    """A Problem: the rasters could not be read."""
    shown = pyqtSignal(object)
    """The layer, filled."""

    def __init__(self, session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._copies = ProjectCopies(self)
        self._future: Optional[Future] = None
        self._call: Optional[Call] = None
        self._refresh_pending = False
        """The catalog has changed since the rasters were asked for."""
        self._remaining: list = []
        self._layer: Optional[QgsVectorLayer] = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._add_slice)
        session.catalog_changed.connect(self._refresh)

    @property
    def is_shown(self) -> bool:
        """Whether the project has the layer of the catalog in use."""
        details = self._session.catalog
        return details is not None and self._layer_of(details.path) is not None

    def show(self) -> None:
        """Make the layer where there is none, and fill it anew."""
        details = self._session.catalog
        if details is not None:
            layer = self._layer_of(details.path) or _create_layer(details)
            self._fill(layer, details)

    def close_down(self) -> None:
        """Let go of the project; layers stay."""
        self._timer.stop()
        self._copies.close_down()

    def _refresh(self, details: Optional[CatalogDetails]) -> None:
        layer = None if details is None else self._layer_of(details.path)
        if layer is not None:
            self._fill(layer, details)

    def _layer_of(self, path: str) -> Optional[QgsVectorLayer]:
        for layer in QgsProject.instance().mapLayers().values():
            if layer.customProperty(COVERAGE) == path and isinstance(layer, QgsVectorLayer):
                return layer
        return None

    def _fill(self, layer: QgsVectorLayer, details: CatalogDetails) -> None:
        """One request at a time: of a large catalog one takes longer than the next change is away."""
        if self._call is not None:
            self._refresh_pending = True
            return
        self._call = call = self._session.engine.send(routes.rasters(details.id))
        call.done.connect(lambda rasters: self._make_features(layer, rasters))
        call.failed.connect(self.failed)
        call.finished.connect(self._on_call_finished)

    def _on_call_finished(self) -> None:
        self._call = None
        if self._refresh_pending:
            self._refresh_pending = False
            self._refresh(self._session.catalog)

    def _make_features(self, layer: QgsVectorLayer, rasters: tuple[Raster, ...]) -> None:
        self._future = run_in_thread(lambda: coverage_fields.features_of(rasters))
        self._future.done.connect(lambda features: self._start_filling(layer, features))

    def _start_filling(self, layer: QgsVectorLayer, features: list) -> None:
        if sip.isdeleted(layer):
            return
        self._timer.stop()
        if is_copy(layer):
            back_to_memory(layer, coverage_fields.memory_uri())
        self._copies.keep(layer)
        self._layer, self._remaining = layer, list(features)
        layer.dataProvider().truncate()
        self._timer.start()

    def _add_slice(self) -> None:
        layer = self._layer
        if layer is None or sip.isdeleted(layer):
            self._timer.stop()
            return
        layer.dataProvider().addFeatures(self._remaining[:SLICE])
        del self._remaining[:SLICE]
        if not self._remaining:
            self._timer.stop()
            layer.updateExtents()
            layer.triggerRepaint()
            self._copies.changed(layer)
            self.shown.emit(layer)


def _create_layer(details: CatalogDetails) -> QgsVectorLayer:
    name = _tr("Coverage of {name}").format(name=details.name)
    layer = QgsVectorLayer(coverage_fields.memory_uri(), name, "memory")
    layer.setCustomProperty(COVERAGE, details.path)
    layer.setCustomProperty("skipMemoryLayersCheck", 1)
    layer.loadNamedStyle(str(resource("styles/coverage.qml")))
    for field, alias in coverage_fields.aliases().items():
        layer.setFieldAlias(layer.fields().indexOf(field), alias)
    layer.setMetadata(_metadata(layer, details))
    project = QgsProject.instance()
    project.addMapLayer(layer, False)
    # Below results, above imagery.
    tilescribe_group(project).addLayer(layer)
    return layer


def _metadata(layer: QgsVectorLayer, details: CatalogDetails) -> QgsLayerMetadata:
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(layer.id())
    metadata.setType("dataset")
    metadata.setTitle(layer.name())
    metadata.setAbstract(_tr("The rasters of the catalog {path}.").format(path=details.path))
    metadata.setCategories(["Tilescribe"])
    metadata.setCrs(layer.crs())
    return metadata


def _tr(text: str) -> str:
    return QCoreApplication.translate("CoverageLayer", text)
