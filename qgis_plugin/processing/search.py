"""The algorithm *Search imagery*."""

from __future__ import annotations

from qgis.core import QgsProcessingException, QgsProcessingParameterString

from ..core import routes
from ..core.protocol import SearchRequest
from .base import CATALOG, TilescribeAlgorithm, catalog_parameter, tr
from .filter_parameters import filter_help, filter_parameters, read_filters
from .hit_output import add_hit_outputs, write_hits

__all__ = ["SearchAlgorithm"]

QUESTION = "QUESTION"


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
            + filter_help()
        )

    def tags(self):
        return tr("find,question,retrieval,semantic,imagery,satellite,tiles").split(",")

    def initAlgorithm(self, configuration=None):
        self.addParameter(catalog_parameter())
        self.addParameter(QgsProcessingParameterString(QUESTION, tr("Question")))
        for parameter in filter_parameters():
            self.addParameter(parameter)
        add_hit_outputs(self)

    def execute(self, parameters, context, feedback):
        question = self.parameterAsString(parameters, QUESTION, context).strip()
        if not question:
            raise QgsProcessingException(tr("There is no question. Write in plain words what to look for."))
        request = read_filters(self, parameters, context).apply_to(SearchRequest(question=question))
        catalog = self.open_catalog(self.parameterAsFile(parameters, CATALOG, context), feedback)
        hits = self.send(routes.search(catalog.id, request), feedback)
        return write_hits(self, parameters, context, feedback, catalog=catalog, request=request, hits=hits)
