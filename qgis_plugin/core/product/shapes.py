"""Geometries of places: GeoJSON of any type, and the kinds that formats tell apart."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsGeometry, QgsWkbTypes

from ..shapes import LINE, POINT, POLYGON, shape_to_geometry

__all__ = ["LINE", "POINT", "POLYGON", "geometry_of", "kind_of"]


def geometry_of(geojson: dict[str, Any]) -> QgsGeometry:
    """Of GeoJSON in WGS 84, without heights; of a Multi… with one part that part. Raises ValueError."""
    kind = geojson.get("type")
    try:
        geometry = shape_to_geometry(geojson)
    except (TypeError, IndexError) as error:
        raise ValueError(f"A {kind} whose coordinates are none: {geojson.get('coordinates')!r:.80}") from error
    except (KeyError, ValueError) as error:
        raise ValueError(f"{kind} is no geometry that can be drawn: a polygon, line or point is needed") from error
    if geometry.constGet().partCount() == 1:
        geometry.convertToSingleType()
    return geometry


def kind_of(geometry: QgsGeometry) -> str:
    """POLYGON, LINE or POINT."""
    # By name, for the numbers and their class have changed from QGIS 3.22 to 4.
    name = QgsWkbTypes.displayString(QgsWkbTypes.flatType(geometry.wkbType())).replace("Multi", "")
    return POLYGON if name == "Polygon" else LINE if name == "LineString" else POINT
