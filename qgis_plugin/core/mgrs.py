"""Places as references of the Military Grid Reference System (MGRS), of which PROJ and QGIS know nothing.

Zones, bands and letters after NGA.SIG.0012, "The Universal Grids and the Transverse Mercator and Polar Stereographic
Map Projections"; the projections are PROJ's.
"""

from __future__ import annotations

import math

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY

__all__ = ["mgrs_reference", "utm_epsg"]

BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""8 degrees of latitude each from 80 S, the last one 12."""
COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")
"""By the zone's number modulo 3; the first letter is of eastings from 100 to 200 km."""
ROWS = "ABCDEFGHJKLMNPQRSTUV"
"""Repeated every 2,000 km; in zones of even number they begin with F."""
POLAR_COLUMNS = {"A": "JKLPQRSTUXYZ", "B": "ABCFGHJKLPQR", "Y": "JKLPQRSTUXYZ", "Z": "ABCFGHJKLPQR"}
"""Of the western half of a pole's grid from 800 km, of the eastern half from 2,000 km."""
POLAR_ROWS = {"A": "ABCDEFGHJKLMNPQRSTUVWXYZ", "Y": "ABCDEFGHJKLMNP"}  # pragma: allowlist secret
"""From 800 km around the south pole, from 1,300 km around the north pole."""
SQUARE_M = 100_000


def mgrs_reference(lon: float, lat: float) -> str:
    """The square metre of a place in WGS 84, as `33UXP 04990 10420`: truncated, as the standard has it."""
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90.0):
        raise ValueError(f"No place on Earth has longitude {lon} and latitude {lat}")
    lon = (lon + 180.0) % 360.0 - 180.0
    easting, northing = _projected(lon, lat, utm_epsg(lon, lat))
    square = _polar_square(lat, easting, northing) if _is_polar(lat) else _square(lon, lat, easting, northing)
    return f"{square} {math.floor(easting % SQUARE_M):05d} {math.floor(northing % SQUARE_M):05d}"


def utm_epsg(lon: float, lat: float) -> int:
    """EPSG code of the UTM zone of a place, or of the polar grid (UPS) beyond 84 N and 80 S."""
    if _is_polar(lat):
        return 32661 if lat > 0 else 32761
    return (32600 if lat >= 0 else 32700) + _zone(lon, lat)


def _is_polar(lat: float) -> bool:
    return lat >= 84.0 or lat < -80.0


def _zone(lon: float, lat: float) -> int:
    """With the wider zones of south-western Norway and of Svalbard."""
    if 56.0 <= lat < 64.0 and 3.0 <= lon < 12.0:
        return 32
    if 72.0 <= lat < 84.0 and 0.0 <= lon < 42.0:
        return 31 if lon < 9.0 else 33 if lon < 21.0 else 35 if lon < 33.0 else 37
    return min(60, int((lon + 180.0) // 6.0) + 1)


def _square(lon: float, lat: float, easting: float, northing: float) -> str:
    zone = _zone(lon, lat)
    band = BANDS[min(len(BANDS) - 1, int((lat + 80.0) // 8.0))]
    column = COLUMNS[zone % 3][int(easting // SQUARE_M) - 1]
    row = ROWS[(int(northing // SQUARE_M) + (5 if zone % 2 == 0 else 0)) % len(ROWS)]
    return f"{zone:02d}{band}{column}{row}"


def _polar_square(lat: float, easting: float, northing: float) -> str:
    west = easting < 2_000_000.0
    area = ("Y" if west else "Z") if lat > 0 else ("A" if west else "B")
    column = POLAR_COLUMNS[area][int(easting // SQUARE_M) - (8 if west else 20)]
    row = POLAR_ROWS["Y" if lat > 0 else "A"][int(northing // SQUARE_M) - (13 if lat > 0 else 8)]
    return f"{area}{column}{row}"


def _projected(lon: float, lat: float, epsg: int) -> tuple[float, float]:
    """To the millimetre: what is meant to be on a grid line must not fall short of it by rounding."""
    wgs84, grid = (QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (4326, epsg))
    point = QgsCoordinateTransform(wgs84, grid, QgsCoordinateTransformContext()).transform(QgsPointXY(lon, lat))
    return round(point.x(), 3), round(point.y(), 3)
