"""The algorithm *Describe a raster*."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ..core import routes
from ..core.geometry import geojson_to_geometry
from ..core.imagery import layer_source
from ..core.layer_fields import TEXT
from ..core.protocol import DescribedTile, DescribeRequest
from .base import TilescribeAlgorithm, advanced, tr
from .captioner_parameter import captioner_parameter
from .filter_parameters import EXTENT, read_extent

__all__ = ["DescribeAlgorithm"]

INPUT, LEVEL, CAPTIONER, MOST, OUTPUT = "INPUT", "LEVEL", "CAPTIONER", "MOST", "OUTPUT"
FIELDS = (
    ("tile", "integer"),
    ("state", TEXT),
    ("summary", TEXT),
    ("facts", TEXT),
    ("detail", TEXT),
    ("tags", TEXT),
    ("level_m", "double"),
    ("reason", TEXT),
    ("measured", TEXT),
)


class DescribeAlgorithm(TilescribeAlgorithm):
    """Ad hoc description of a raster layer."""

    NAME = "describe"
    ICON = "describe"

    def title(self):
        return tr("Describe a raster")

    def help(self):
        return tr(
            "<p>Describes tiles of a raster layer in words, without a catalog: the whole raster, or the part in an "
            "<i>extent</i>. Nothing is kept besides the result, a layer of tiles with their descriptions, tags and "
            "what was measured in the bands.</p><p>Without a <i>tile size</i> Tilescribe goes by the pixel size. For "
            "more than a few tiles, index the raster instead.</p>"
        )

    def tags(self):
        return tr("caption,text,scene,content,imagery").split(",")

    def initAlgorithm(self, configuration=None):
        number = QgsProcessingParameterNumber
        for parameter in (
            QgsProcessingParameterRasterLayer(INPUT, tr("Raster layer")),
            QgsProcessingParameterExtent(EXTENT, tr("Only in this extent"), optional=True),
            number(
                LEVEL,
                tr("Tile size in metres"),
                number.Type.Double,
                None,
                optional=True,
                minValue=1,
            ),
            number(MOST, tr("Most tiles"), number.Type.Integer, 16, minValue=1, maxValue=64),
            advanced(captioner_parameter(CAPTIONER)),
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Described tiles"), QgsProcessing.SourceType.TypeVectorPolygon
            ),
        ):
            self.addParameter(parameter)

    def execute(self, parameters, context, feedback):
        request = self._request(parameters, context)
        answer = self.send(routes.describe(request), feedback)
        sink, sink_id, fields = self.polygon_sink(parameters, OUTPUT, context, FIELDS)
        for number, tile in enumerate(answer.tiles, start=1):
            feature = QgsFeature(fields)
            feature.setAttributes(_attributes(number, tile))
            feature.setGeometry(geojson_to_geometry(tile.geometry))
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
            if tile.summary:
                feedback.pushInfo(f"{number}: {tile.summary}")
        if not answer.complete:
            feedback.pushWarning(
                tr(
                    "Only %Ln tiles were described; the area holds more. Raise the number, or index the raster.",
                    len(answer.tiles),
                )
            )
        return {OUTPUT: sink_id}

    def _request(self, parameters: dict[str, Any], context: Any) -> DescribeRequest:
        source = layer_source(self.parameterAsRasterLayer(parameters, INPUT, context))
        if not source.usable:
            raise QgsProcessingException(source.reason)
        level = parameters.get(LEVEL)
        return DescribeRequest(
            path=source.path,
            bbox=read_extent(self, parameters, context),
            level_m=None if level is None else self.parameterAsDouble(parameters, LEVEL, context),
            captioner=self.parameterAsString(parameters, CAPTIONER, context) or None,
            max_tiles=self.parameterAsInt(parameters, MOST, context),
        )


def _attributes(number: int, tile: DescribedTile) -> list[Any]:
    def said(kind: str) -> str:
        return " ".join(description.text for description in tile.descriptions if description.kind == kind)

    tags = ", ".join(f"{tag.name} ({tag.probability:.2f})" for tag in tile.tags)
    measured = json.dumps(tile.measurements, ensure_ascii=False) if tile.measurements else None
    return [number, tile.state, tile.summary, said("facts"), said("detail"), tags, tile.level_m, tile.reason, measured]
