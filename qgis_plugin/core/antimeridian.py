"""Polygons in longitude and latitude that cross the antimeridian or hold a pole, cut as RFC 7946 (3.1.9) asks."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle

__all__ = ["cut_at_antimeridian"]

Ring = list[QgsPointXY]


def cut_at_antimeridian(geometry: QgsGeometry) -> QgsGeometry:
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
