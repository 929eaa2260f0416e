"""GeoJSON geometries of any type as geometries of QGIS, and their kinds."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes

__all__ = ["LINE", "POINT", "POLYGON", "geometry_of", "kind_of"]

POLYGON, LINE, POINT = "polygon", "line", "point"


def geometry_of(geojson: dict[str, Any]) -> QgsGeometry:
    """Of GeoJSON in WGS 84, without heights; of a Multi… with one part that part. Raises ValueError."""
    kind: Any = geojson.get("type")
    coordinates: Any = geojson.get("coordinates")
    try:
        if kind == "Polygon":
            return QgsGeometry.fromPolygonXY(_rings(coordinates))
        if kind == "MultiPolygon":
            return _single(QgsGeometry.fromMultiPolygonXY([_rings(rings) for rings in coordinates]))
        if kind == "LineString":
            return QgsGeometry.fromPolylineXY(_points(coordinates))
        if kind == "MultiLineString":
            return _single(QgsGeometry.fromMultiPolylineXY([_points(line) for line in coordinates]))
        if kind == "Point":
            return QgsGeometry.fromPointXY(_point(coordinates))
        if kind == "MultiPoint":
            return _single(QgsGeometry.fromMultiPointXY(_points(coordinates)))
    except (TypeError, IndexError) as error:
        raise ValueError(f"A {kind} with coordinates that are none: {coordinates!r:.80}") from error
    raise ValueError(f"{kind!r} is no geometry that can be drawn: a polygon, line or point is needed")


def kind_of(geometry: QgsGeometry) -> str:
    """POLYGON, LINE or POINT."""
    # By name, for the numbers and their class have changed from QGIS 3.22 to 4.
    name = QgsWkbTypes.displayString(QgsWkbTypes.flatType(geometry.wkbType())).replace("Multi", "")
    return POLYGON if name == "Polygon" else LINE if name == "LineString" else POINT


def _single(geometry: QgsGeometry) -> QgsGeometry:
    if geometry.constGet().partCount() == 1:
        geometry.convertToSingleType()
    return geometry


def _rings(rings: Any) -> list[list[QgsPointXY]]:
    return [_points(ring) for ring in rings]


def _points(places: Any) -> list[QgsPointXY]:
    return [_point(place) for place in places]


def _point(place: Any) -> QgsPointXY:
    return QgsPointXY(place[0], place[1])
