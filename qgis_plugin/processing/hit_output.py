"""The output layer of hits: its features, and its style once QGIS shows it."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)

from ..core.formatting import format_score
from ..core.paths import resource
from ..core.protocol import CatalogDetails, Hits
from ..core.results import Results
from ..gui.layers import result_fields, result_style
from .base import tr

__all__ = ["OUTPUT", "add_hit_outputs", "write_hits"]

OUTPUT, COUNT = "OUTPUT", "HITS"


def add_hit_outputs(algorithm: QgsProcessingAlgorithm) -> None:
    algorithm.addParameter(
        QgsProcessingParameterFeatureSink(OUTPUT, tr("Matching tiles"), QgsProcessing.SourceType.TypeVectorPolygon)
    )
    algorithm.addOutput(QgsProcessingOutputNumber(COUNT, tr("Number of matching tiles")))


def write_hits(
    algorithm: Any,
    parameters: dict[str, Any],
    context: Any,
    feedback: Any,
    *,
    catalog: CatalogDetails,
    request: Any,
    hits: Hits,
    layer_fields: Any = result_fields,
) -> dict[str, Any]:
    """Fill the sink, say how it went, and have the layer styled as the dock's.

    `layer_fields` has FIELDS, `feature_of` and `aliases`: `result_fields`, or `change_fields`.
    """
    sink, sink_id, fields = algorithm.polygon_sink(parameters, OUTPUT, context, layer_fields.FIELDS)
    for done, hit in enumerate(hits.hits):
        if feedback.isCanceled():
            break
        feature = layer_fields.feature_of(hit)
        feature.setFields(fields, False)
        sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        feedback.setProgress(100.0 * done / len(hits.hits))
    for notice in hits.notices:
        feedback.pushWarning(notice)
    feedback.pushInfo(_said(hits))
    if hits.undated_rasters:
        feedback.pushInfo(tr("%Ln rasters without a date were left out.", hits.undated_rasters))
    asked = datetime.now(timezone.utc).isoformat(timespec="seconds")
    results = Results(catalog.id, catalog.path, request, hits, asked)
    if context.willLoadLayerOnCompletion(sink_id):
        details = context.layerToLoadOnCompletionDetails(sink_id)
        thumbnails = algorithm.engine.paths.profile / "thumbnails"
        details.setPostProcessor(_LayerStyler.create(results, thumbnails, layer_fields.aliases()))
    return {OUTPUT: sink_id, COUNT: len(hits.hits)}


def _said(hits: Hits) -> str:
    if hits.hits:
        return tr("{found} of {candidates} tiles; the best has the score {score}.").format(
            found=len(hits.hits), candidates=hits.candidates, score=format_score(hits.hits[0].score)
        )
    if not hits.candidates:
        return tr("Nothing found: the filters leave no tile. Widen the area, the dates or the tile sizes.")
    return tr(
        "Nothing found: none of {candidates} tiles reaches the lowest score. Lower it, or ask differently."
    ).format(candidates=hits.candidates)


class _LayerStyler(QgsProcessingLayerPostProcessorInterface):
    """Styles the layer once QGIS has loaded it, on the main thread."""

    def __init__(self, results: Results, thumbnails: Path, aliases: dict[str, str]) -> None:
        super().__init__()
        self._results = results
        self._thumbnails = thumbnails
        self._aliases = aliases

    @classmethod
    def create(cls, results: Results, thumbnails: Path, aliases: dict[str, str]) -> _LayerStyler:
        styler = cls(results, thumbnails, aliases)
        _kept.append(styler)
        return styler

    def postProcessLayer(self, layer, context, feedback):
        result_style.apply_style(layer, style=resource("styles/results.qml"), thumbnails=self._thumbnails)
        result_style.set_aliases(layer, self._aliases)
        result_style.apply_results(layer, self._results)
        layer.triggerRepaint()
        # QGIS still holds the C++ side while this runs; the newest stays until the next one comes.
        del _kept[:-1]


_kept: list[_LayerStyler] = []
"""QGIS does not keep post-processors alive; each goes when the next one has done its work."""
