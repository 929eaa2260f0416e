"""The provider of the algorithms in the Processing toolbox."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..core.paths import resource

__all__ = ["TilescribeProvider"]


class TilescribeProvider(QgsProcessingProvider):
    """The provider; `engine` is a `core.engine.EngineController`."""

    def __init__(self, engine: Any) -> None:
        super().__init__()
        self._engine = engine

    @property
    def engine(self) -> Any:
        """What the algorithms ask."""
        return self._engine

    def id(self):
        return "tilescribe"

    def name(self):
        return "Tilescribe"

    def icon(self):
        return QIcon(self.svgIconPath())

    def svgIconPath(self):
        return str(resource("icons/tilescribe.svg"))

    def loadAlgorithms(self):
        for algorithm in _algorithms():
            self.addAlgorithm(algorithm(self._engine))


def _algorithms() -> list[Any]:
    """Imported when Processing asks for them, not when the plugin is loaded."""
    from .catalog_info import CatalogInfoAlgorithm
    from .compare_dates import CompareDatesAlgorithm
    from .describe import DescribeAlgorithm
    from .export import ExportAlgorithm
    from .heat_map import HeatMapAlgorithm
    from .index_rasters import IndexRastersAlgorithm
    from .search import SearchAlgorithm
    from .search_changes import SearchChangesAlgorithm
    from .similar import SimilarAlgorithm

    return [
        IndexRastersAlgorithm,
        SearchAlgorithm,
        SimilarAlgorithm,
        CompareDatesAlgorithm,
        SearchChangesAlgorithm,
        HeatMapAlgorithm,
        DescribeAlgorithm,
        ExportAlgorithm,
        CatalogInfoAlgorithm,
    ]
