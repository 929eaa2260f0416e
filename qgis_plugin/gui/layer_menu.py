"""The action “Add to Tilescribe catalog” in the context menu of raster layers."""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QAction

from .icons import icon

__all__ = ["LayerMenu"]


class LayerMenu:
    """Adds the entry to QGIS when made; `remove` takes it away."""

    def __init__(self, iface, add_layers: Callable[[list], None]) -> None:
        """`add_layers(layers)` shows the catalogs and puts the layers there."""
        self._iface = iface
        self._add_layers = add_layers
        text = QCoreApplication.translate("LayerMenu", "Add to Tilescribe catalog…")
        self.action = QAction(icon("add-layers"), text, iface.mainWindow())
        self.action.setObjectName("TilescribeAddLayer")
        self.action.triggered.connect(self._chosen)
        iface.addCustomActionForLayerType(self.action, None, QgsRasterLayer().type(), True)

    def remove(self) -> None:
        self._iface.removeCustomActionForLayerType(self.action)
        self.action.deleteLater()

    def _chosen(self) -> None:
        view = self._iface.layerTreeView()
        self._add_layers(view.selectedLayers() or [view.currentLayer()])
