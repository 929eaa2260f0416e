"""The algorithm *Catalog information*."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
)

from ..core import coverage_fields, routes
from ..core.formatting import format_acquisition_period
from ..core.protocol import CatalogDetails
from .base import CATALOG, TilescribeAlgorithm, catalog_parameter, tr

__all__ = ["CatalogInfoAlgorithm"]

OUTPUT = "OUTPUT"


class CatalogInfoAlgorithm(TilescribeAlgorithm):
    """Counts of a catalog, and its coverage as a layer."""

    NAME = "cataloginfo"
    ICON = "catalog"

    def title(self):
        return tr("Catalog information")

    def help(self):
        return tr(
            "<p>Says what a catalog holds: how many rasters and tiles in which state, described by what, of which "
            "dates, and what failed. The layer shows the footprint of each raster with the same facts.</p>"
        )

    def tags(self):
        return tr("coverage,status,statistics,rasters").split(",")

    def initAlgorithm(self, configuration=None):
        self.addParameter(catalog_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Coverage"), QgsProcessing.SourceType.TypeVectorPolygon, optional=True, createByDefault=True
            )
        )
        for name, title in _numbers().items():
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputString("FIRST_DATE", tr("Earliest acquisition")))
        self.addOutput(QgsProcessingOutputString("LAST_DATE", tr("Latest acquisition")))

    def execute(self, parameters, context, feedback):
        details = self.open_catalog(self.parameterAsFile(parameters, CATALOG, context), feedback)
        _tell(details, feedback)
        results = _results(details)
        place = self._coverage(details, parameters, context, feedback)
        return {**results, OUTPUT: place} if place else results

    def _coverage(self, details: CatalogDetails, parameters: dict[str, Any], context: Any, feedback: Any) -> str:
        if parameters.get(OUTPUT) in (None, ""):
            return ""
        sink, sink_id, fields = self.polygon_sink(parameters, OUTPUT, context, coverage_fields.FIELDS)
        for raster in self.send(routes.rasters(details.id), feedback):
            feature = coverage_fields.feature_of(raster)
            feature.setFields(fields, False)
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        return sink_id


def _numbers() -> dict[str, str]:
    return {
        "RASTERS": tr("Rasters"),
        "RASTERS_MISSING": tr("Rasters whose file is gone"),
        "TILES_DONE": tr("Tiles described"),
        "TILES_PENDING": tr("Tiles waiting"),
        "TILES_BLANK": tr("Tiles without content"),
        "TILES_FAILED": tr("Tiles that failed"),
        "SIZE_BYTES": tr("Size of the catalog in bytes"),
    }


def _results(details: CatalogDetails) -> dict[str, Any]:
    rasters, tiles = details.rasters, details.tiles
    return {
        "RASTERS": rasters.present + rasters.missing + rasters.failed,
        "RASTERS_MISSING": rasters.missing,
        "TILES_DONE": tiles.done,
        "TILES_PENDING": tiles.pending,
        "TILES_BLANK": tiles.blank,
        "TILES_FAILED": tiles.failed,
        "SIZE_BYTES": details.size_bytes,
        "FIRST_DATE": details.acquired.first or "",
        "LAST_DATE": details.acquired.last or "",
    }


def _tell(details: CatalogDetails, feedback: Any) -> None:
    titles = {**_numbers(), "FIRST_DATE": tr("Earliest acquisition"), "LAST_DATE": tr("Latest acquisition")}
    for name, value in _results(details).items():
        if value != "":
            feedback.pushInfo(f"{titles[name]}: {value}")
    for entry in details.coverage:
        feedback.pushInfo(tr("Described by {name}: %Ln tiles", entry.done).format(name=entry.captioner))
    for dates in details.changes.dates if details.changes else ():
        feedback.pushInfo(
            tr("Compared {before} → {after}: %Ln tiles", dates.compared).format(
                before=format_acquisition_period(dates.before, dates.before_end) or "?",
                after=format_acquisition_period(dates.after, dates.after_end) or "?",
            )
        )
    for failure in details.failures:
        feedback.pushWarning(failure.reason)
