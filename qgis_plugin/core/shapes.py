"""What people draw on tiles: polygons, lines and points, between any CRS and GeoJSON in WGS 84."""

from __future__ import annotations

import json
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
)
from qgis.PyQt.QtCore import QCoreApplication, QLocale

from .geometry import WGS84

__all__ = [
    "LINE",
    "POINT",
    "POLYGON",
    "shape_kind",
    "shape_size",
    "shape_text",
    "shape_to_geojson",
    "shape_to_geometry",
]

POLYGON, LINE, POINT = "polygon", "line", "point"

DECIMALS = 8
"""Of degrees: a millimetre, so that a corner which was snapped to another lies on it."""
ELLIPSOID = "EPSG:7030"
"""WGS 84"""
_KINDS = {
    "Point": POINT,
    "MultiPoint": POINT,
    "LineString": LINE,
    "MultiLineString": LINE,
    "Polygon": POLYGON,
    "MultiPolygon": POLYGON,
}
KM = 1000.0


def shape_to_geojson(
    geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, *, context: QgsCoordinateTransformContext
) -> Optional[dict]:
    """A geometry as GeoJSON in WGS 84, corner by corner, so that it can be edited again.

    None where it is empty or lies nowhere on Earth, or where it crosses the antimeridian, beyond which GeoJSON has no
    place.
    """
    if geometry.isEmpty() or not crs.isValid():
        return None
    placed = QgsGeometry(geometry)
    try:
        placed.transform(QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem(WGS84), context))
    except QgsCsException:
        return None
    box = placed.boundingBox()
    on_earth = box.xMinimum() >= -180 and box.xMaximum() <= 180 and box.yMinimum() >= -90 and box.yMaximum() <= 90
    if not on_earth or box.width() > 180:
        return None
    document: dict = json.loads(placed.asJson(DECIMALS))
    return document if document.get("type") in _KINDS and document["coordinates"] else None


def shape_to_geometry(shape: dict) -> QgsGeometry:
    """GeoJSON as a geometry in WGS 84. Raises ValueError for a type that nobody draws."""
    kind, places = shape["type"], shape["coordinates"]
    makers = {
        "Point": lambda: QgsGeometry.fromPointXY(_point(places)),
        "MultiPoint": lambda: QgsGeometry.fromMultiPointXY(_points(places)),
        "LineString": lambda: QgsGeometry.fromPolylineXY(_points(places)),
        "MultiLineString": lambda: QgsGeometry.fromMultiPolylineXY([_points(line) for line in places]),
        "Polygon": lambda: QgsGeometry.fromPolygonXY([_points(ring) for ring in places]),
        "MultiPolygon": lambda: QgsGeometry.fromMultiPolygonXY([[_points(ring) for ring in rings] for rings in places]),
    }
    if kind not in makers:
        raise ValueError(kind)
    return makers[kind]()


def shape_kind(shape: dict) -> str:
    """POLYGON, LINE or POINT."""
    return _KINDS.get(shape.get("type", ""), POLYGON)


def shape_size(shape: dict) -> Optional[float]:
    """Square metres of a polygon, metres of a line, on the ellipsoid; None of a point."""
    geometry, kind = shape_to_geometry(shape), shape_kind(shape)
    ruler = QgsDistanceArea()
    ruler.setSourceCrs(QgsCoordinateReferenceSystem(WGS84), QgsCoordinateTransformContext())
    ruler.setEllipsoid(ELLIPSOID)
    if kind == POLYGON:
        return ruler.measureArea(geometry)
    return ruler.measureLength(geometry) if kind == LINE else None


def shape_text(shape: dict) -> str:
    """`240 m²`, `35 m`, `1.2 km²`, or `Point`."""
    size, kind = shape_size(shape), shape_kind(shape)
    if size is None:
        return _tr("Point")
    if kind == POLYGON:
        return f"{_number(size / KM**2)} km²" if size >= KM**2 / 10 else f"{_number(size)} m²"
    return f"{_number(size / KM)} km" if size >= KM else f"{_number(size)} m"


def _number(value: float) -> str:
    return QLocale().toString(value, "f", 0 if value >= 10 else 1)


def _point(place) -> QgsPointXY:
    return QgsPointXY(place[0], place[1])


def _points(places) -> list[QgsPointXY]:
    return [_point(place) for place in places]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shapes", text)
