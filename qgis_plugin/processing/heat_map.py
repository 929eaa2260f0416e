"""The algorithm *Heat map*."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from ..core.protocol import HeatMapJob, SearchRequest
from .base import CATALOG, TilescribeAlgorithm, advanced, catalog_parameter, tr
from .filter_parameters import filter_help, filter_parameters, read_filters

__all__ = ["HeatMapAlgorithm"]

QUESTION, CHANGED, RESOLUTION, CRS = "QUESTION", "CHANGED", "RESOLUTION", "CRS"
OUTPUT, HIGHEST = "OUTPUT", "HIGHEST"
_PICK_HITS = ("LIMIT", "THRESHOLD")
"""Parameters of a search that only pick hits."""


class HeatMapAlgorithm(TilescribeAlgorithm):
    """How probably each place shows what is asked, or how much has changed, as a raster."""

    NAME = "heatmap"
    ICON = "heat-map"

    def title(self):
        return tr("Heat map")

    def help(self):
        return (
            tr(
                "<p>Writes how probably each place shows what the words say, 0 to 1, as a Cloud Optimized GeoTIFF with "
                "a style, from the tiles of all sizes. With <i>What has changed between two dates</i> the question is "
                "about the change, and without a question the map shows how much has changed; <i>Compare dates</i> "
                "must have been run.</p><p><i>Cell size</i> is in metres; empty: half the side of the smallest tiles. "
                "Empty <i>CRS</i>: the UTM zone, or a CRS for large areas. An existing file of that name is replaced. "
                "Cancelling leaves no file.</p>"
            )
            + filter_help()
        )

    def tags(self):
        return tr("heatmap,probability,raster,change,question,imagery,catalog").split(",")

    def initAlgorithm(self, configuration=None):
        number = QgsProcessingParameterNumber
        self.addParameter(catalog_parameter())
        self.addParameter(QgsProcessingParameterString(QUESTION, tr("Question"), "", optional=True))
        self.addParameter(QgsProcessingParameterBoolean(CHANGED, tr("What has changed between two dates"), False))
        for parameter in filter_parameters():
            if parameter.name() not in _PICK_HITS:
                self.addParameter(parameter)
        cell = number(RESOLUTION, tr("Cell size (metres)"), number.Type.Double, None, optional=True, minValue=0)
        self.addParameter(advanced(cell))
        self.addParameter(advanced(QgsProcessingParameterCrs(CRS, tr("CRS, in metres"), optional=True)))
        self.addParameter(QgsProcessingParameterRasterDestination(OUTPUT, tr("Heat map")))
        self.addOutput(QgsProcessingOutputNumber(HIGHEST, tr("Highest value")))

    def execute(self, parameters, context, feedback):
        filters = dataclasses.replace(read_filters(self, parameters, context), k=SearchRequest.k, threshold=None)
        search = filters.apply_to(self._asked(parameters, context))
        path = Path(self.parameterAsOutputLayer(parameters, OUTPUT, context)).absolute()
        if path.suffix.lower() not in (".tif", ".tiff"):
            raise QgsProcessingException(
                tr("“{name}” is no GeoTIFF. Choose a file that ends in .tif.").format(name=path.name)
            )
        catalog = self.open_catalog(self.parameterAsFile(parameters, CATALOG, context), feedback)
        job = self.run_job(
            HeatMapJob(
                catalog=catalog.id,
                path=str(path),
                search=search,
                overwrite=True,
                resolution_m=self._resolution(parameters, context),
                crs=self._crs(parameters, context),
            ),
            feedback,
        )
        drawn = job.result or {}
        for notice in drawn.get("notices", ()):
            feedback.pushWarning(str(notice))
        feedback.pushInfo(
            tr("%Ln tiles are drawn in cells of {size} m.", drawn.get("tiles", 0)).format(
                size=f"{drawn.get('resolution_m', 0):g}"
            )
        )
        return {OUTPUT: str(path), HIGHEST: drawn.get("highest")}

    def _asked(self, parameters: dict[str, Any], context: Any) -> SearchRequest:
        question = self.parameterAsString(parameters, QUESTION, context).strip()
        changed = self.parameterAsBool(parameters, CHANGED, context)
        if not question and not changed:
            raise QgsProcessingException(
                tr("There is no question. Write in plain words what can be seen, or choose what has changed.")
            )
        return SearchRequest(question=question, changed=changed or None)

    def _resolution(self, parameters: dict[str, Any], context: Any) -> Optional[float]:
        if parameters.get(RESOLUTION) in (None, ""):
            return None
        return self.parameterAsDouble(parameters, RESOLUTION, context) or None

    def _crs(self, parameters: dict[str, Any], context: Any) -> Optional[str]:
        if not parameters.get(CRS):
            return None
        crs = self.parameterAsCrs(parameters, CRS, context)
        return crs.authid() or crs.toWkt()
