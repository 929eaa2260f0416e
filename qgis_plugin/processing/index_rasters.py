"""The algorithm *Index rasters*."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.files import with_catalog_suffix
from ..core.imagery import layer_sources
from ..core.protocol import BUILTIN, CatalogDetails, IndexJob
from .base import TilescribeAlgorithm, advanced, tr
from .captioner_parameter import captioner_parameter
from .filter_parameters import read_levels

__all__ = ["IndexRastersAlgorithm"]

LAYERS, FOLDER, OUTPUT = "LAYERS", "FOLDER", "OUTPUT"
LEVELS, CAPTIONER, OVERLAP, PROFILE, ACQUIRED, PRUNE = "LEVELS", "CAPTIONER", "OVERLAP", "PROFILE", "ACQUIRED", "PRUNE"
NODATA, LABEL = "NODATA", "LABEL"
DESCRIBED, FAILED = "TILES_DESCRIBED", "TILES_FAILED"


class IndexRastersAlgorithm(TilescribeAlgorithm):
    """Rasters into a catalog."""

    NAME = "indexrasters"
    ICON = "index"

    def title(self):
        return tr("Index rasters")

    def help(self):
        return tr(
            "<p>Cuts rasters into tiles, describes every tile in words and keeps the descriptions in a catalog, which "
            "can then be searched. Give layers, a folder (with all that is in it), or both. The catalog is made where "
            "there is none; into one that is there the rasters are added, and only what is missing is done. Cancelling "
            "keeps what is done; running the algorithm again goes on.</p><p><i>Tile sizes</i> are metres on the "
            "ground, separated by commas; empty lets Tilescribe choose by the pixel size. <i>Described by</i> is "
            "<code>builtin</code> unless you have set up a larger model. A sensor and a date that are not given are "
            "recognised. Rasters are never changed.</p>"
        )

    def tags(self):
        return tr("catalog,describe,caption,embed,ingest,imagery").split(",")

    def initAlgorithm(self, configuration=None):
        for parameter in self._parameters():
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(DESCRIBED, tr("Tiles described")))
        self.addOutput(QgsProcessingOutputNumber(FAILED, tr("Tiles that failed")))

    def execute(self, parameters, context, feedback):
        paths = self._paths(parameters, context, feedback)
        place = self.parameterAsFileOutput(parameters, OUTPUT, context)
        catalog = self.open_catalog(_with_suffix(place), feedback, create=True)
        if feedback.isCanceled():
            return {}
        job = self.run_job(self._job(catalog, paths, parameters, context), feedback)
        details = self.open_catalog(catalog.path, feedback)
        if job.state == "partial":
            feedback.pushWarning(tr("Some rasters or tiles failed; each is named above with its reason."))
        feedback.pushInfo(tr("%Ln tiles can be searched in {path}.", details.tiles.done).format(path=details.path))
        return {OUTPUT: details.path, DESCRIBED: details.tiles.done, FAILED: details.tiles.failed}

    def _parameters(self) -> list[QgsProcessingParameterDefinition]:
        string, number = QgsProcessingParameterString, QgsProcessingParameterNumber
        return [
            QgsProcessingParameterMultipleLayers(
                LAYERS, tr("Raster layers"), QgsProcessing.SourceType.TypeRaster, optional=True
            ),
            QgsProcessingParameterFile(
                FOLDER, tr("Folder with rasters"), QgsProcessingParameterFile.Behavior.Folder, optional=True
            ),
            string(LEVELS, tr("Tile sizes in metres"), "", optional=True),
            captioner_parameter(CAPTIONER),
            advanced(
                number(
                    OVERLAP,
                    tr("Overlap of tiles (0 to 0.75)"),
                    number.Type.Double,
                    None,
                    optional=True,
                    minValue=0,
                    maxValue=0.75,
                )
            ),
            advanced(string(PROFILE, tr("Sensor profile"), "", optional=True)),
            advanced(string(ACQUIRED, tr("Date of acquisition"), "", optional=True)),
            advanced(string(LABEL, tr("Label (before, after, any word)"), "", optional=True)),
            advanced(string(NODATA, tr("Nodata value (none: every value is picture)"), "", optional=True)),
            advanced(QgsProcessingParameterBoolean(PRUNE, tr("Take rasters out whose files are gone"), False)),
            QgsProcessingParameterFileDestination(OUTPUT, tr("Catalog"), tr("Catalogs (*.gpkg)")),
        ]

    def _paths(self, parameters: dict[str, Any], context: Any, feedback: Any) -> list[str]:
        paths, refused = layer_sources(self.parameterAsLayerList(parameters, LAYERS, context) or [])
        for source in refused:
            feedback.pushWarning(source.reason)
        folder = self.parameterAsFile(parameters, FOLDER, context)
        paths += [folder] if folder else []
        if not paths:
            raise QgsProcessingException(
                tr("There is nothing to index. Choose raster layers or a folder with rasters.")
            )
        return paths

    def _job(self, catalog: CatalogDetails, paths: list[str], parameters: dict[str, Any], context: Any) -> IndexJob:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        overlap = parameters.get(OVERLAP)
        return IndexJob(
            catalog=catalog.id,
            paths=tuple(paths),
            captioner=text(CAPTIONER) or BUILTIN,
            levels_m=read_levels(text(LEVELS)) or None,
            overlap=None if overlap is None else self.parameterAsDouble(parameters, OVERLAP, context),
            profile=text(PROFILE) or None,
            acquired=text(ACQUIRED) or None,
            label=text(LABEL) or None,
            nodata=text(NODATA) or None,
            prune=self.parameterAsBool(parameters, PRUNE, context),
        )


def _with_suffix(path: str) -> str:
    """QGIS makes up names such as `/tmp/…/OUTPUT.file` where the user leaves the destination empty."""
    return with_catalog_suffix(path[: -len(".file")] if path.endswith(".file") else path)
