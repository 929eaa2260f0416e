"""Where to search: a bounding box in words, or a polygon file in any CRS."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilescribe.errors import InvalidAreaError, InvalidBoundsError

if TYPE_CHECKING:
    from shapely import Geometry

    from tilescribe.domain.raster import Bounds

__all__ = ["area_of", "check_bounds", "parse_bounds", "read_area"]

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
    """The union of a file's polygons in WGS84, from any format and CRS that GDAL reads.

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
    """A GeoJSON Polygon or MultiPolygon in WGS84 as a geometry.

    Raises:
        InvalidAreaError: not such a geometry, without area, or off the globe.
    """
    import shapely
    from shapely.geometry import shape

    remedy = "Give a GeoJSON Polygon or MultiPolygon in degrees, longitude first"
    try:
        area = shapely.make_valid(shape(geojson))
        west, south, east, north = (float(value) for value in shapely.bounds(area))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, shapely.errors.ShapelyError) as error:
        raise InvalidAreaError(f"The area is not a geometry ({error})", remedy=remedy) from error
    if not shapely.area(area) > 0:
        raise InvalidAreaError("The area holds no polygon with an area", remedy=remedy)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InvalidAreaError("The area lies outside the world (±180, ±90)", remedy=remedy)
    return area


def _union(frame: object, path: Path) -> Geometry:
    import shapely

    geometries = frame.geometry.to_crs(4326).make_valid()  # type: ignore[attr-defined]
    polygons = geometries[geometries.geom_type.isin(["Polygon", "MultiPolygon", "GeometryCollection"])]
    area = shapely.unary_union(polygons[~polygons.is_empty].values)
    if shapely.area(area) == 0:
        kinds = ", ".join(sorted({str(kind) for kind in geometries.geom_type})) or "nothing"
        raise InvalidAreaError(
            f"The area file {str(path)!r} holds no polygon with an area (it holds: {kinds})",
            remedy="Draw a polygon, or buffer the points or lines first",
        )
    if not (shapely.bounds(area) == shapely.bounds(area)).all():
        raise InvalidAreaError(
            f"The area file {str(path)!r} has coordinates outside its CRS", remedy="Check the CRS of the file"
        )
    return area
