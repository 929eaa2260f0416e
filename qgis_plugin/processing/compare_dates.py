"""The algorithm *Compare dates*."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingOutputFile, QgsProcessingOutputNumber, QgsProcessingParameterString

from ..core.protocol import BUILTIN, CatalogDetails, CompareJob
from .base import CATALOG, TilescribeAlgorithm, advanced, catalog_parameter, tr
from .captioner_parameter import captioner_parameter

__all__ = ["CompareDatesAlgorithm"]

BEFORE, AFTER, CAPTIONER, PROMPT = "BEFORE", "AFTER", "CAPTIONER", "PROMPT"
OUTPUT, COMPARED, NOT_COMPARABLE, FAILED = "OUTPUT", "TILES_COMPARED", "TILES_NOT_COMPARABLE", "TILES_FAILED"


class CompareDatesAlgorithm(TilescribeAlgorithm):
    """What has changed between two dates, into a catalog of changes."""

    NAME = "comparedates"
    ICON = "dates"

    def title(self):
        return tr("Compare dates")

    def help(self):
        return tr(
            "<p>Describes what has changed between two dates of a catalog, tile by tile of the later one: the earlier "
            "picture is laid on the later one, brought into the same light and compared. Index both dates first, then "
            "ask with <i>Search changes</i>. Only what is missing is done; cancelling keeps what is done, and running "
            "the algorithm again goes on.</p><p><i>Earlier</i> and <i>Later rasters</i> are a label (before), a date "
            "(2025-05), a range of dates (2025-05-01..2025-05-31), a folder, or names with * in them. Empty: each "
            "raster is compared with the date before its own. <i>Described by</i> is <code>builtin</code>, "
            "<code>facts</code> (only what can be measured), or a model that takes two pictures. What is found is kept "
            "beside the catalog.</p>"
        )

    def tags(self):
        return tr("change,detection,before,after,damage,difference,imagery,catalog").split(",")

    def initAlgorithm(self, configuration=None):
        string = QgsProcessingParameterString
        self.addParameter(catalog_parameter())
        self.addParameter(string(BEFORE, tr("Earlier rasters"), "", optional=True))
        self.addParameter(string(AFTER, tr("Later rasters"), "", optional=True))
        self.addParameter(captioner_parameter(CAPTIONER))
        self.addParameter(advanced(string(PROMPT, tr("What a vision-language model is asked"), "", optional=True)))
        self.addOutput(QgsProcessingOutputFile(OUTPUT, tr("Compared catalog")))
        self.addOutput(QgsProcessingOutputNumber(COMPARED, tr("Tiles compared")))
        self.addOutput(QgsProcessingOutputNumber(NOT_COMPARABLE, tr("Tiles that cannot be compared")))
        self.addOutput(QgsProcessingOutputNumber(FAILED, tr("Tiles that failed")))

    def execute(self, parameters, context, feedback):
        catalog = self.open_catalog(self.parameterAsFile(parameters, CATALOG, context), feedback)
        if feedback.isCanceled():
            return {}
        job = self.run_job(self._job(catalog, parameters, context), feedback)
        details = self.open_catalog(catalog.path, feedback)
        if job.state == "partial":
            feedback.pushWarning(tr("Some rasters or tiles failed; each is named above with its reason."))
        if details.changes is None:
            return {OUTPUT: details.path, COMPARED: 0, NOT_COMPARABLE: 0, FAILED: 0}
        pairs = details.changes.pairs
        feedback.pushInfo(
            tr("%Ln tiles are compared; {blank} cannot be. The changes are kept in {path}.", pairs.done).format(
                blank=pairs.blank, path=details.changes.path
            )
        )
        return {OUTPUT: details.path, COMPARED: pairs.done, NOT_COMPARABLE: pairs.blank, FAILED: pairs.failed}

    def _job(self, catalog: CatalogDetails, parameters: dict[str, Any], context: Any) -> CompareJob:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        return CompareJob(
            catalog=catalog.id,
            before=text(BEFORE) or None,
            after=text(AFTER) or None,
            captioner=text(CAPTIONER) or BUILTIN,
            prompt=text(PROMPT) or None,
        )
