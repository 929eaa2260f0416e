"""A map that was drawn, and where things lie on it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsBearingUtils,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDistanceArea,
    QgsException,
    QgsGeometry,
    QgsPointXY,
)

__all__ = ["MapPicture", "scale_bar_length"]

Line = list[tuple[float, float]]


@dataclass(frozen=True)
class MapPicture:
    """A picture of a map, north of its grid up."""

    file: Path
    extent: tuple[float, float, float, float]
    """(xmin, ymin, xmax, ymax) in `crs`."""
    crs: Any
    """`QgsCoordinateReferenceSystem`"""
    context: Any
    """`QgsCoordinateTransformContext`"""
    empty: bool = False
    """No layer was there to draw."""

    @property
    def ratio(self) -> float:
        """Height by width."""
        xmin, ymin, xmax, ymax = self.extent
        return (ymax - ymin) / (xmax - xmin)

    def metres_across(self) -> float:
        """Ground width of the map along its middle; 0 where that is unknown."""
        xmin, ymin, xmax, ymax = self.extent
        measure = QgsDistanceArea()
        measure.setSourceCrs(self.crs, self.context)
        measure.setEllipsoid("EPSG:7030")
        middle = (ymin + ymax) / 2
        try:
            length = measure.measureLine(QgsPointXY(xmin, middle), QgsPointXY(xmax, middle))
        except QgsException:
            return 0.0
        return length if math.isfinite(length) else 0.0

    def north_deg(self) -> float:
        """Where true north is in the middle of the map, clockwise from straight up."""
        xmin, ymin, xmax, ymax = self.extent
        middle = QgsPointXY((xmin + xmax) / 2, (ymin + ymax) / 2)
        try:
            bearing = QgsBearingUtils.bearingTrueNorth(self.crs, self.context, middle)
        except QgsException:
            return 0.0
        return bearing if math.isfinite(bearing) else 0.0

    def lines_of(self, geometry: QgsGeometry) -> list[Line]:
        """Rings and lines of a geometry in WGS 84, and points as lines of one, from the upper left corner (0, 0) to the
        lower right one (1, 1); empty where the map's CRS has no such place."""
        shown = QgsGeometry(geometry)
        wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
        try:
            shown.transform(QgsCoordinateTransform(wgs84, self.crs, self.context))
        except QgsCsException:
            return []
        xmin, ymin, xmax, ymax = self.extent
        rings = [ring for part in shown.constGet().coordinateSequence() for ring in part]
        return [[((at.x() - xmin) / (xmax - xmin), (ymax - at.y()) / (ymax - ymin)) for at in ring] for ring in rings]

    def point_of(self, position: tuple[float, float]) -> tuple[float, float]:
        """The same of a place (longitude, latitude); off the map where its CRS has no such place."""
        lines = self.lines_of(QgsGeometry.fromPointXY(QgsPointXY(*position)))
        return lines[0][0] if lines else (-1.0, -1.0)


def scale_bar_length(metres_across: float, share: float) -> float:
    """The longest of 1, 2 and 5 times a power of ten, in metres, that takes at most `share` of a map's width."""
    wanted = metres_across * share
    if not wanted > 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(wanted))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= wanted * 1.000001)
