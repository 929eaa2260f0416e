"""The algorithm *Export tiles*."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingException, QgsProcessingParameterFileDestination, QgsProcessingParameterString

from ..core.protocol import MAX_HITS, ExportJob, SearchRequest
from .base import CATALOG, TilescribeAlgorithm, catalog_parameter, tr
from .filter_parameters import filter_help, filter_parameters, read_filters

__all__ = ["ExportAlgorithm"]

QUESTION, OUTPUT = "QUESTION", "OUTPUT"


class ExportAlgorithm(TilescribeAlgorithm):
    """Tiles of a catalog to a file."""

    NAME = "export"
    ICON = "export"

    def title(self):
        return tr("Export tiles")

    def help(self):
        return (
            tr(
                "<p>Writes the described tiles of a catalog to a file, with footprints, descriptions and dates: "
                "GeoPackage, GeoJSON, GeoParquet or CSV, as the name of the file ends. With a <i>question</i>, only "
                "the tiles that match, with their scores.</p><p>An existing file of that name is replaced; of a "
                "GeoPackage only the layer <i>hits</i> is. A catalog is never replaced.</p>"
            )
            + filter_help()
        )

    def tags(self):
        return tr("save,geopackage,geojson,geoparquet,csv,descriptions").split(",")

    def initAlgorithm(self, configuration=None):
        self.addParameter(catalog_parameter())
        self.addParameter(QgsProcessingParameterString(QUESTION, tr("Question"), "", optional=True))
        for parameter in filter_parameters(limit=MAX_HITS):
            self.addParameter(parameter)
        formats = tr("GeoPackage (*.gpkg);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)")
        self.addParameter(QgsProcessingParameterFileDestination(OUTPUT, tr("File"), formats))

    def execute(self, parameters, context, feedback):
        question = self.parameterAsString(parameters, QUESTION, context).strip()
        filters = read_filters(self, parameters, context)
        if not question and filters.active:
            raise QgsProcessingException(
                tr(
                    "Filters need a question here: without one all tiles are written. Ask a question, or empty the "
                    "filters."
                )
            )
        catalog = self.open_catalog(self.parameterAsFile(parameters, CATALOG, context), feedback)
        path = Path(self.parameterAsFileOutput(parameters, OUTPUT, context)).absolute()
        search = filters.apply_to(SearchRequest(question=question)) if question else None
        self.run_job(ExportJob(catalog=catalog.id, path=str(path), overwrite=True, search=search), feedback)
        feedback.pushInfo(tr("Written to {path}.").format(path=path))
        return {OUTPUT: str(path)}
