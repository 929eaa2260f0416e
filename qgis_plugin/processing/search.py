"""The algorithm *Search imagery*."""

from __future__ import annotations

from qgis.core import QgsProcessingException, QgsProcessingParameterNumber, QgsProcessingParameterString

from ..core import routes
from ..core.protocol import MAX_CLOSER, Closer, SearchRequest
from .base import CATALOG, TilescribeAlgorithm, advanced, catalog_parameter, tr
from .filter_parameters import filter_help, filter_parameters, read_filters
from .hit_output import add_hit_outputs, write_hits

__all__ = ["SearchAlgorithm"]

QUESTION, CLOSER = "QUESTION", "CLOSER"


class SearchAlgorithm(TilescribeAlgorithm):
    """Tiles that match a question."""

    NAME = "search"
    ICON = "search"

    def title(self):
        return tr("Search imagery")

    def help(self):
        return (
            tr(
                "<p>Finds the tiles of a catalog whose descriptions match a question in plain words, such as "
                "<i>flooded houses beside a river</i>. The result is a layer of tile footprints, the best first, with "
                "the score (1 would be perfect), the description that matched, the raster and its date.</p>"
            )
            + tr(
                "<p><i>Look closer</i> reads so many of the best tiles again, part by part, ranks them by their best "
                "part and gives its outline in place of the tile's. It finds small things, and takes about a second "
                "for each tile.</p>"
            )
            + filter_help()
        )

    def tags(self):
        return tr("find,question,retrieval,semantic,imagery,satellite,tiles").split(",")

    def initAlgorithm(self, configuration=None):
        self.addParameter(catalog_parameter())
        self.addParameter(QgsProcessingParameterString(QUESTION, tr("Question")))
        for parameter in filter_parameters():
            self.addParameter(parameter)
        integer = QgsProcessingParameterNumber.Type.Integer
        closer = tr("Look closer at so many of the best tiles (0: at none)")
        self.addParameter(
            advanced(QgsProcessingParameterNumber(CLOSER, closer, integer, 0, minValue=0, maxValue=MAX_CLOSER))
        )
        add_hit_outputs(self)

    def execute(self, parameters, context, feedback):
        question = self.parameterAsString(parameters, QUESTION, context).strip()
        if not question:
            raise QgsProcessingException(tr("There is no question. Write in plain words what to look for."))
        most = self.parameterAsInt(parameters, CLOSER, context)
        asked = SearchRequest(question=question, closer=Closer(most=most) if most else None)
        request = read_filters(self, parameters, context).apply_to(asked)
        catalog = self.open_catalog(self.parameterAsFile(parameters, CATALOG, context), feedback)
        hits = self.send(routes.search(catalog.id, request), feedback)
        return write_hits(self, parameters, context, feedback, catalog=catalog, request=request, hits=hits)
