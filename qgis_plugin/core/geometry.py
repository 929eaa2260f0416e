"""Points, extents and polygons between any CRS, WGS 84 and GeoJSON."""

from __future__ import annotations

import json
import math
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)

from .protocol.catalogs import Bounds

__all__ = ["WGS84", "extent_to_wgs84", "geojson_to_geometry", "point_to_wgs84", "polygon_to_geojson", "polygon_type"]

WGS84 = "EPSG:4326"

GRID = 24
"""An extent is looked at in GRID x GRID points: its edges bend, and a pole may lie within."""

VERTICES_PER_SIDE = 32
"""Points put along each side of an area, for sides that are straight in one CRS bend in another."""

Ring = list[QgsPointXY]


def point_to_wgs84(point: QgsPointXY, crs: QgsCoordinateReferenceSystem, *, context: QgsCoordinateTransformContext):
    """Longitude and latitude of a point; None where the CRS has no such place."""
    if not crs.isValid():
        return None
    try:
        place = _transform_to_wgs84(crs, context).transform(point)
    except QgsCsException:
        return None
    return place if _finite(place) and abs(place.y()) <= 90 else None


def extent_to_wgs84(
    extent: QgsRectangle, crs: QgsCoordinateReferenceSystem, *, context: QgsCoordinateTransformContext
) -> Optional[Bounds]:
    """(west, south, east, north) that hold all of an extent; west > east across the antimeridian.

    None where the extent lies nowhere on Earth, or the CRS is not set. With a pole within, it reaches around the globe.
    """
    columns = [extent.xMinimum() + extent.width() * step / GRID for step in range(GRID + 1)]
    rows = [extent.yMinimum() + extent.height() * step / GRID for step in range(GRID + 1)]
    places = [point_to_wgs84(QgsPointXY(x, y), crs, context=context) for x in columns for y in rows]
    places = [place for place in places if place is not None]
    if not places:
        return None
    south, north = min(place.y() for place in places), max(place.y() for place in places)
    poles = _poles_within(extent, crs, context)
    if poles:
        return (-180.0, min(south, *poles), 180.0, max(north, *poles))
    if crs.isGeographic() and extent.width() >= 360:
        return (-180.0, south, 180.0, north)
    west, east = _shortest_span([place.x() for place in places])
    return (west, south, east, north)


def polygon_to_geojson(
    geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, *, context: QgsCoordinateTransformContext
) -> Optional[dict]:
    """A polygon as GeoJSON in WGS84; None where it is empty or lies nowhere on Earth."""
    if geometry.isEmpty() or not crs.isValid():
        return None
    area = QgsGeometry(geometry)
    if not crs.isGeographic():
        area = area.densifyByCount(VERTICES_PER_SIDE)
    try:
        area.transform(_transform_to_wgs84(crs, context))
    except QgsCsException:
        return None
    area = _cut_at_antimeridian(area)
    area.convertToMultiType()
    document = json.loads(area.asJson(7))
    return document if document.get("type") == "MultiPolygon" and document["coordinates"] else None


def geojson_to_geometry(geojson: dict) -> QgsGeometry:
    """A GeoJSON Polygon or MultiPolygon as a geometry in WGS84, always of several parts."""
    polygons = geojson["coordinates"] if geojson["type"] == "MultiPolygon" else [geojson["coordinates"]]
    return QgsGeometry.fromMultiPolygonXY(
        [[[QgsPointXY(place[0], place[1]) for place in ring] for ring in rings] for rings in polygons]
    )


def polygon_type():
    """The type of polygons, whose name in the API has changed twice from QGIS 3.22 to 4."""
    return QgsGeometry.fromRect(QgsRectangle(0.0, 0.0, 1.0, 1.0)).type()


def _transform_to_wgs84(crs, context) -> QgsCoordinateTransform:
    return QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem(WGS84), context)


def _poles_within(extent: QgsRectangle, crs, context) -> list[float]:
    """Latitudes of the poles that lie in the extent; of a geographic CRS none, for there they are lines."""
    if crs.isGeographic():
        return []
    back = QgsCoordinateTransform(QgsCoordinateReferenceSystem(WGS84), crs, context)
    found = []
    for latitude in (-90.0, 90.0):
        try:
            projected = [back.transform(QgsPointXY(longitude, latitude)) for longitude in (0.0, 90.0)]
        except QgsCsException:
            continue
        # In a polar projection a pole is one spot; in a cylindrical one it is a line, or infinitely far away.
        is_point = all(_finite(point) for point in projected) and projected[0].distance(projected[1]) < 1
        if is_point and extent.contains(projected[0]):
            found.append(latitude)
    return found


def _shortest_span(longitudes: list[float]) -> tuple[float, float]:
    """(west, east) of the shortest stretch of the globe that holds all longitudes."""
    around = sorted({(longitude + 180.0) % 360.0 - 180.0 if longitude != 180.0 else 180.0 for longitude in longitudes})
    gaps = [(after - before, before, after) for before, after in zip(around, around[1:])]
    widest = max(gaps, default=(0.0, 0.0, 0.0))
    # What lies between two neighbouring points of the grid is no gap: on a map of the whole world that is 360 / GRID.
    if widest[0] > max(around[0] + 360.0 - around[-1], 2 * 360.0 / GRID):
        return widest[2], widest[1]
    return around[0], around[-1]


def _finite(point: QgsPointXY) -> bool:
    return math.isfinite(point.x()) and math.isfinite(point.y())


def _cut_at_antimeridian(geometry: QgsGeometry) -> QgsGeometry:
    """The same area as polygons within -180 to 180.

    `geometry` is of one or several polygons whose vertices were put through a transformation one by one: where two
    neighbours lie more than half the globe apart, the side between them takes the shorter way, across the antimeridian.
    """
    parts = [_cut(rings) for rings in _polygons(geometry)]
    return QgsGeometry.unaryUnion([part for part in parts if not part.isEmpty()])


def _polygons(geometry: QgsGeometry) -> list[list[Ring]]:
    return geometry.asMultiPolygon() if geometry.isMultipart() else [geometry.asPolygon()]


def _cut(rings: list[Ring]) -> QgsGeometry:
    unwound = QgsGeometry.fromPolygonXY([_unwound(ring) for ring in rings]).makeValid()
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        piece = unwound.intersection(QgsGeometry.fromRect(QgsRectangle(turn - 180.0, -90.0, turn + 180.0, 90.0)))
        if not piece.isEmpty():
            piece.translate(-turn, 0.0)
            pieces.append(piece)
    return QgsGeometry.unaryUnion(pieces) if pieces else QgsGeometry()


def _unwound(ring: Ring) -> Ring:
    """The ring with longitudes that go on beyond 180 instead of jumping; around a pole, closed along that pole."""
    points: Ring = []
    shift = 0.0
    for point in ring:
        longitude = point.x() + shift
        if points and abs(longitude - points[-1].x()) > 180.0:
            turn = 360.0 if longitude < points[-1].x() else -360.0
            shift, longitude = shift + turn, longitude + turn
        points.append(QgsPointXY(longitude, point.y()))
    if points and abs(points[-1].x() - points[0].x()) > 180.0:
        pole = 90.0 if points[0].y() > 0 else -90.0
        points += [QgsPointXY(points[-1].x(), pole), QgsPointXY(points[0].x(), pole), points[0]]
    return points
