"""Which maps a product has: where they lie, and in which CRS."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)

from ...core.mgrs import utm_epsg
from .map_renderer import MapRequest

__all__ = ["overview_request", "place_request"]

SURROUNDINGS = 2.6
"""The shorter side of a map by that of the place."""
OVERVIEW_MARGIN = 1.2
UTM_SPAN_DEG = 12.0
"""Wider than that, a zone of UTM is bent too much."""
MERCATOR_LAT = 84.0


def place_request(product, place, *, ratio: float, width_px: int, dpi: float):
    """A map around a place, or None where no CRS has it."""
    crs = _crs_for(product, [place.position])
    boxes = [_box(_largest_part(shape), crs, product.context) for shape in (place.outline, place.geometry)]
    boxes = [box for box in boxes if box is not None]
    if not boxes:
        return None
    box = QgsRectangle(boxes[0])
    for other in boxes[1:]:
        box.combineExtentWith(other)
    same_date = {other.path: None for other in product.places if _date_of(other) == _date_of(place)}
    request = _request(place.number, crs, box, SURROUNDINGS, ratio, width_px, dpi)
    return replace(request, raster=place.path, beside=tuple(same_date))


def overview_request(product, *, ratio: float, width_px: int, dpi: float):
    """A map with all places, or None where no CRS has them."""
    crs = _crs_for(product, [place.position for place in product.places])
    boxes = [_box(_largest_part(place.outline), crs, product.context) for place in product.places]
    boxes = [box for box in boxes if box is not None]
    if not boxes:
        return None
    box = QgsRectangle(boxes[0])
    for other in boxes[1:]:
        box.combineExtentWith(other)
    margin = OVERVIEW_MARGIN if len(boxes) > 1 else 4 * SURROUNDINGS
    rasters = tuple(dict.fromkeys(place.path for place in product.places))
    return replace(_request(0, crs, box, margin, ratio, width_px, dpi), beside=rasters)


def _date_of(place) -> tuple:
    return place.acquired, place.label


def _request(number, crs, box, margin, ratio, width_px, dpi) -> MapRequest:
    width = max(box.width(), box.height() / ratio) * margin
    middle = box.center()
    extent = QgsRectangle.fromCenterAndSize(middle, width, width * ratio)
    return MapRequest(number, crs, extent, width_px, dpi)


def _crs_for(product, positions):
    """The project's, unless it is not made for these places, or its units are degrees, which are no lengths: then UTM,
    or Mercator for half a world."""
    if _suits(product.crs, positions):
        return product.crs
    lons, lats = [lon for lon, _ in positions], [lat for _, lat in positions]
    if max(lons) - min(lons) <= UTM_SPAN_DEG:
        epsg = utm_epsg((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    elif max(map(abs, lats)) <= MERCATOR_LAT:
        epsg = 3857
    else:
        epsg = 4326
    return QgsCoordinateReferenceSystem(f"EPSG:{epsg}")


def _suits(crs, positions) -> bool:
    if crs is None or not crs.isValid() or crs.isGeographic():
        return False
    area = crs.bounds()
    return area.isEmpty() or all(area.contains(QgsPointXY(*position)) for position in positions)


def _largest_part(shape: QgsGeometry) -> QgsGeometry:
    """Of what lies across the antimeridian, and would be as wide as the world."""
    parts = shape.asGeometryCollection() or [shape]
    return max(parts, key=lambda part: part.area()) if parts[0].area() else shape


def _box(shape: QgsGeometry, crs, context):
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(wgs84, crs, context)
    box = shape.boundingBox()
    try:
        if box.isEmpty():
            return QgsRectangle.fromCenterAndSize(transform.transform(QgsPointXY(box.center())), 0.0, 0.0)
        found = transform.transformBoundingBox(box)
    except QgsCsException:
        return None
    return found if found.isFinite() and not found.isNull() else None
