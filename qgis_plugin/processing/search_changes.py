"""The algorithm *Search changes*."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingException, QgsProcessingParameterBoolean, QgsProcessingParameterString

from ..core import routes
from ..core.protocol import SearchRequest
from ..gui.layers import change_fields
from .base import CATALOG, TilescribeAlgorithm, advanced, catalog_parameter, tr
from .filter_parameters import filter_help, filter_parameters, read_filters
from .hit_output import add_hit_outputs, write_hits

__all__ = ["SearchChangesAlgorithm"]

QUESTION, WAS, NOW = "QUESTION", "WAS", "NOW"


class SearchChangesAlgorithm(TilescribeAlgorithm):
    """Tiles of which two dates answer a question."""

    NAME = "searchchanges"
    ICON = "dates"

    def title(self):
        return tr("Search changes")

    def help(self):
        return (
            tr(
                "<p>Finds the places of a catalog that have changed as a question says in plain words, such as "
                "<i>destroyed houses</i>; <i>Compare dates</i> must have been run. Without a question, the places that "
                "have changed most come first, and the score is the magnitude of the change. The result is a layer of "
                "tile footprints with both dates, what is said of the change and of either date, and what was "
                "measured.</p><p><i>What there was before</i> is asked of the earlier date, such as <i>intact "
                "houses</i>; both have to hold. With <i>The question is about the later date</i> it is asked of what "
                "the later picture shows, such as <i>rubble</i>, and not of the change.</p>"
            )
            + filter_help()
        )

    def tags(self):
        return tr("change,detection,before,after,damage,difference,question,imagery,tiles").split(",")

    def initAlgorithm(self, configuration=None):
        string = QgsProcessingParameterString
        self.addParameter(catalog_parameter())
        self.addParameter(string(QUESTION, tr("What has changed (empty: what has changed most)"), "", optional=True))
        self.addParameter(string(WAS, tr("What there was before"), "", optional=True))
        for parameter in filter_parameters():
            self.addParameter(parameter)
        about = tr("The question is about the later date, not about the change")
        self.addParameter(advanced(QgsProcessingParameterBoolean(NOW, about, False)))
        add_hit_outputs(self)

    def execute(self, parameters, context, feedback):
        request = read_filters(self, parameters, context).apply_to(self._asked(parameters, context))
        catalog = self.open_catalog(self.parameterAsFile(parameters, CATALOG, context), feedback)
        hits = self.send(routes.search(catalog.id, request), feedback)
        return write_hits(
            self, parameters, context, feedback, catalog=catalog, request=request, hits=hits, layer_fields=change_fields
        )

    def _asked(self, parameters: dict[str, Any], context: Any) -> SearchRequest:
        question = self.parameterAsString(parameters, QUESTION, context).strip()
        was = self.parameterAsString(parameters, WAS, context).strip()
        now = self.parameterAsBool(parameters, NOW, context)
        if not question and (was or now):
            raise QgsProcessingException(
                tr("There is no question. Write in plain words what has changed, or leave everything else empty, too.")
            )
        if now and not was:
            raise QgsProcessingException(
                tr("A question about the later date alone needs no comparison. Write what there was before.")
            )
        return SearchRequest(question=question, changed=None if now else True, was=was or None)
