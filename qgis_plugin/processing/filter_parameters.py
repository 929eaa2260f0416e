"""The parameters that filter a search: where, when, in which rasters, how well, how many."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.filters import Filters
from ..core.formatting import parse_levels
from ..core.geometry import extent_to_wgs84, polygon_to_geojson
from ..core.protocol import MAX_HITS, Bounds
from .base import advanced, tr

__all__ = ["EXTENT", "filter_help", "filter_parameters", "read_extent", "read_filters", "read_levels"]

LIMIT, EXTENT, AREA = "LIMIT", "EXTENT", "AREA"
FROM, TO, RASTERS, LABELS, LEVELS, THRESHOLD = "FROM", "TO", "RASTERS", "LABELS", "LEVELS", "THRESHOLD"


def filter_parameters(*, limit: int = 20) -> list[QgsProcessingParameterDefinition]:
    number, moment = QgsProcessingParameterNumber.Type, QgsProcessingParameterDateTime.Type
    return [
        QgsProcessingParameterNumber(
            LIMIT, tr("Number of results"), number.Integer, limit, minValue=1, maxValue=MAX_HITS
        ),
        QgsProcessingParameterExtent(EXTENT, tr("Only in this extent"), optional=True),
        QgsProcessingParameterFeatureSource(
            AREA, tr("Only in these polygons"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
        ),
        QgsProcessingParameterDateTime(FROM, tr("Acquired from"), moment.Date, optional=True),
        QgsProcessingParameterDateTime(TO, tr("Acquired to"), moment.Date, optional=True),
        advanced(
            QgsProcessingParameterNumber(
                THRESHOLD, tr("Lowest score (0 to 1)"), number.Double, None, optional=True, minValue=0, maxValue=1
            )
        ),
        advanced(QgsProcessingParameterString(RASTERS, tr("Only rasters with these names"), "", optional=True)),
        advanced(QgsProcessingParameterString(LABELS, tr("Only rasters with these labels"), "", optional=True)),
        advanced(QgsProcessingParameterString(LEVELS, tr("Only tile sizes in metres"), "", optional=True)),
    ]


def filter_help() -> str:
    return tr(
        "<p><i>Only in…</i>, <i>Acquired…</i> and the parameters under <i>Advanced</i> narrow the search down before "
        "it is made, so that it always finds as many results as you ask for where there are so many. Several names, "
        "labels or sizes are separated by commas; in names, * stands for anything.</p>"
    )


def read_filters(algorithm: Any, parameters: dict[str, Any], context: Any) -> Filters:
    """What the user set. Raises QgsProcessingException where that cannot be understood."""
    threshold: Optional[float] = None
    if parameters.get(THRESHOLD) is not None:
        threshold = algorithm.parameterAsDouble(parameters, THRESHOLD, context)
    return Filters(
        k=algorithm.parameterAsInt(parameters, LIMIT, context),
        threshold=threshold,
        bbox=read_extent(algorithm, parameters, context),
        area=_area(algorithm, parameters, context),
        acquired_from=_day(algorithm, parameters, FROM, context),
        acquired_to=_day(algorithm, parameters, TO, context),
        rasters=_parts(algorithm.parameterAsString(parameters, RASTERS, context)),
        levels_m=read_levels(algorithm.parameterAsString(parameters, LEVELS, context)),
        labels=_parts(algorithm.parameterAsString(parameters, LABELS, context)) or None,
    )


def read_levels(text: str) -> tuple[float, ...]:
    """`"128, 512"` as numbers of metres. Raises QgsProcessingException."""
    try:
        return parse_levels(text)
    except ValueError as error:
        raise QgsProcessingException(
            tr("“{part}” is no tile size. Write metres separated by commas, such as 128, 512.").format(part=error)
        ) from error


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _day(algorithm: Any, parameters: dict[str, Any], name: str, context: Any) -> Optional[str]:
    if not parameters.get(name):
        return None
    moment = algorithm.parameterAsDateTime(parameters, name, context)
    return moment.date().toString("yyyy-MM-dd") if moment.isValid() else None


def read_extent(algorithm: Any, parameters: dict[str, Any], context: Any) -> Optional[Bounds]:
    """The parameter EXTENT in WGS 84; None where it is not set. Raises QgsProcessingException."""
    if not parameters.get(EXTENT):
        return None
    extent = algorithm.parameterAsExtent(parameters, EXTENT, context)
    crs = algorithm.parameterAsExtentCrs(parameters, EXTENT, context)
    bounds = extent_to_wgs84(extent, crs, context=context.transformContext())
    if bounds is None:
        raise QgsProcessingException(
            tr("The extent lies nowhere on Earth. Check its coordinates and its CRS ({crs}).").format(
                crs=crs.authid() or "?"
            )
        )
    return bounds


def _area(algorithm: Any, parameters: dict[str, Any], context: Any) -> Optional[dict]:
    source = algorithm.parameterAsSource(parameters, AREA, context)
    if source is None:
        return None
    shapes = [feature.geometry() for feature in source.getFeatures() if feature.hasGeometry()]
    area = polygon_to_geojson(QgsGeometry.unaryUnion(shapes), source.sourceCrs(), context=context.transformContext())
    if area is None:
        raise QgsProcessingException(
            tr(
                "The polygons of “{name}” are empty or lie nowhere on Earth. Choose others, or leave the parameter "
                "empty."
            ).format(name=source.sourceName())
        )
    return area
