"""Where to search: a bounding box in words, or a polygon file in any CRS."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilescribe.errors import InvalidAreaError, InvalidBoundsError

if TYPE_CHECKING:
    import geopandas
    from shapely import Geometry, LinearRing, Polygon

    from tilescribe.domain.raster import Bounds

__all__ = ["area_of", "bounds_of", "centre_of", "check_bounds", "parse_bounds", "read_area"]

_PIECES = 128
"""Into which the diagonal of an area is cut: 3 degrees of the whole globe."""
_ORDER = "Give west,south,east,north in degrees, such as 5.9,45.8,10.5,47.8"


def parse_bounds(text: str) -> Bounds:
    """`W,S,E,N` in WGS84 degrees. West greater than east crosses the antimeridian.

    Raises:
        InvalidBoundsError: not four numbers, off the globe, or south above north.
    """
    try:
        west, south, east, north = (float(part) for part in text.replace(";", ",").split(","))
    except ValueError:
        raise InvalidBoundsError(f"The bounding box {text!r} is not four numbers", remedy=_ORDER) from None
    return check_bounds((west, south, east, north))


def check_bounds(bounds: Bounds) -> Bounds:
    """The same bounds, once they are known to be possible.

    Raises:
        InvalidBoundsError: off the globe, without area, or in the wrong order.
    """
    west, south, east, north = bounds
    shown = ",".join(f"{value:g}" for value in bounds)
    if not all(math.isfinite(value) for value in bounds):
        raise InvalidBoundsError(f"The bounding box {shown} has a value that is no number", remedy=_ORDER)
    if not (-90 <= south <= 90 and -90 <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise InvalidBoundsError(f"The bounding box {shown} lies outside the world (±180, ±90)", remedy=_ORDER)
    if south >= north:
        raise InvalidBoundsError(f"The bounding box {shown} has its south at or above its north", remedy=_ORDER)
    if west == east:
        raise InvalidBoundsError(f"The bounding box {shown} has no width", remedy=_ORDER)
    return bounds


def read_area(path: str | Path) -> Geometry:
    """The union of a file's polygons in WGS84, split at the antimeridian, from any format and CRS that GDAL reads.

    Raises:
        InvalidAreaError: no such file, not a vector file, no CRS, no polygon, or an empty or broken one.
    """
    import geopandas

    path = Path(path)
    remedy = "Give a file with polygons that GDAL reads, such as GeoJSON, GeoPackage or Shapefile"
    if not path.exists():
        raise InvalidAreaError(f"There is no area file {str(path)!r}", remedy=remedy)
    try:
        frame = geopandas.read_file(path)
    except Exception as error:
        raise InvalidAreaError(f"The area file {str(path)!r} cannot be read ({error})", remedy=remedy) from error
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.empty:
        raise InvalidAreaError(f"The area file {str(path)!r} holds no feature with a geometry", remedy=remedy)
    if frame.crs is None:
        raise InvalidAreaError(
            f"The area file {str(path)!r} does not say in which CRS it is",
            remedy="Assign one, for example with ogr2ogr -a_srs EPSG:4326",
        )
    return _union(frame, path)


def area_of(geojson: Mapping[str, Any]) -> Geometry:
    """A GeoJSON Polygon or MultiPolygon in WGS84 as a geometry; 179 to 182 degrees are split at the antimeridian.

    Raises:
        InvalidAreaError: not such a geometry, without area, or off the globe.
    """
    import shapely
    from shapely.geometry import shape

    remedy = "Give a GeoJSON Polygon or MultiPolygon in degrees, longitude first"
    try:
        drawn = shapely.make_valid(shape(geojson))
        west, south, east, north = (float(value) for value in shapely.bounds(drawn))
        beyond = west < -180.0 or east > 180.0
        polygons = [part for part in shapely.get_parts(drawn) if part.geom_type == "Polygon"]
        area = (
            shapely.unary_union([_split(_densified(_counter_clockwise(part))) for part in polygons])
            if beyond
            else drawn
        )
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, shapely.errors.ShapelyError) as error:
        raise InvalidAreaError(f"The area is not a geometry ({error})", remedy=remedy) from error
    if not shapely.area(area) > 0:
        raise InvalidAreaError("The area holds no polygon with an area", remedy=remedy)
    if not (-360 <= west <= east <= 360 and -90 <= south <= north <= 90):
        raise InvalidAreaError("The area lies outside the world (±180, ±90)", remedy=remedy)
    return area


def bounds_of(footprint: Geometry) -> Bounds:
    """The box of what is split at the antimeridian; west > east where the narrower one crosses it (RFC 7946, 5.2)."""
    import shapely

    plain: Bounds = footprint.bounds
    west, south, east, north = plain
    if west > -180.0 or east < 180.0:
        return plain
    # Not `antimeridian.bbox`, which takes the innermost of more than two pieces.
    parts = [part.bounds for part in shapely.get_parts(footprint)]
    west = min(part[0] % 360.0 for part in parts)
    east = max(part[2] + 360.0 if part[0] < 0.0 else part[2] for part in parts)
    return (
        plain
        if east - west >= 360.0 or any(part[0] < 0.0 < part[2] for part in parts)
        else (west, south, east - 360.0, north)
    )


def centre_of(footprint: Geometry) -> tuple[float, float]:
    """(longitude, latitude) of the middle of a geometry that is split at the antimeridian."""
    import antimeridian

    centre = antimeridian.centroid(footprint)
    return float(centre.x), float(centre.y)


def _union(frame: geopandas.GeoDataFrame, path: Path) -> Geometry:
    import shapely

    geometries = frame.geometry.make_valid()
    polygons = geometries[geometries.geom_type.isin(["Polygon", "MultiPolygon", "GeometryCollection"])]
    area = _in_wgs84(polygons[~polygons.is_empty], path)
    if shapely.area(area) == 0:
        kinds = ", ".join(sorted({str(kind) for kind in geometries.geom_type})) or "nothing"
        raise InvalidAreaError(
            f"The area file {str(path)!r} holds no polygon with an area (it holds: {kinds})",
            remedy="Draw a polygon, or buffer the points or lines first",
        )
    return area


def _in_wgs84(polygons: geopandas.GeoSeries, path: Path) -> Geometry:
    """Their union in WGS84, split at the antimeridian."""
    import numpy as np
    import shapely

    parts = polygons.explode(index_parts=False)
    parts = parts[parts.geom_type == "Polygon"]
    west, _, east, _ = parts.total_bounds
    # Straight lines of degrees are what RFC 7946 means by an edge, however long; those of a map are curves on Earth.
    # Another datum or prime meridian moves what lies at 180 degrees past it.
    split = not parts.crs.equals("EPSG:4326", ignore_axis_order=True) or west < -180.0 or east > 180.0
    if split:
        parts = parts.apply(_counter_clockwise).apply(_densified)
    moved = np.array(parts.to_crs(4326).values, dtype=object)
    places = shapely.get_coordinates(moved)
    if not np.isfinite(places).all():
        raise InvalidAreaError(
            f"The area file {str(path)!r} has coordinates outside its CRS", remedy="Check the CRS of the file"
        )
    if parts.crs.is_geographic:
        # PROJ wraps longitudes on a change of datum; the file's own tell on which turn they were.
        degrees = np.degrees(parts.crs.axis_info[0].unit_conversion_factor)
        own = shapely.get_coordinates(parts.values)[:, 0] * degrees + _degrees_from_greenwich(parts.crs)
        places[:, 0] += 360.0 * np.round((own - places[:, 0]) / 360.0)
        moved = shapely.set_coordinates(moved, places)
    return shapely.unary_union([_split(part) if split else part for part in moved])


def _degrees_from_greenwich(crs: Any) -> float:
    """Of a CRS's prime meridian, eastward: 2.337 for Paris."""
    meridian = crs.prime_meridian
    return 0.0 if meridian is None else math.degrees(meridian.longitude * meridian.unit_conversion_factor)


def _counter_clockwise(polygon: Polygon) -> Polygon:
    """All rings, those of holes too."""
    import shapely

    rings = [ring if ring.is_ccw else ring.reverse() for ring in (polygon.exterior, *polygon.interiors)]
    return shapely.Polygon(rings[0], rings[1:])


def _densified(polygon: Polygon) -> Polygon:
    """With vertices so close that neighbours do not lie half round the globe from each other."""
    import shapely

    west, south, east, north = polygon.bounds
    return shapely.segmentize(polygon, math.hypot(east - west, north - south) / _PIECES)


def _split(polygon: Polygon) -> Geometry:
    """A densified polygon of any longitudes in pieces that lie in -180..180; round a pole, with the pole."""
    import shapely

    outer, *holes = (_split_ring(ring) for ring in (polygon.exterior, *polygon.interiors))
    return shapely.difference(outer, shapely.unary_union(holes)) if holes else outer


def _split_ring(ring: LinearRing) -> Geometry:
    import antimeridian
    import numpy as np
    import shapely

    longitudes, latitudes = shapely.get_coordinates(ring).T
    if longitudes.max() - longitudes.min() >= 360.0 and np.abs(np.diff(longitudes)).max() <= 180.0:
        return shapely.box(-180.0, latitudes.min(), 180.0, latitudes.max())
    polygon = shapely.Polygon(ring)
    if np.abs(longitudes).max() <= 180.0 and np.abs(np.diff(longitudes)).max() <= 180.0:
        return shapely.make_valid(polygon)
    # The winding was settled on the map, where no way round a pole hides it.
    return shapely.make_valid(antimeridian.fix_polygon(polygon, fix_winding=False, great_circle=False))
