"""Places as MGRS, against values that others have published."""

from __future__ import annotations

import pytest
from qgis_plugin.core.mgrs import mgrs_reference, utm_epsg


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (44.4, 33.3, "38SMB 44140 84706"),  # GeographicLib, manual of GeoConvert
        (0.0, 90.0, "ZAH 00000 00000"),  # GeographicLib, the poles
        (0.0, -90.0, "BAN 00000 00000"),
        (0.0, 0.0, "31NAA 66021 00000"),  # NGA, where equator and prime meridian cross
    ],
)
def test_published_references(qgis_app, lon, lat, expected):
    assert mgrs_reference(lon, lat) == expected


@pytest.mark.parametrize(
    ("lon", "lat", "square"),
    [
        (5.32, 60.39, "32VKN"),  # Bergen: zone 32 reaches further west
        (2.9, 60.39, "31VDG"),  # the narrow rest of zone 31
        (15.65, 78.22, "33XWG"),  # Longyearbyen
        (8.9, 78.0, "31X"),
        (9.1, 78.0, "33X"),
        (20.9, 78.0, "33X"),
        (21.1, 78.0, "35X"),
        (33.1, 78.0, "37X"),
        (41.9, 83.99, "37X"),
        (42.1, 78.0, "38X"),
        (2.2945, 48.8583, "31UDQ"),  # Paris
        (-77.0365, 38.8977, "18SUJ"),  # Washington
        (151.2153, -33.8568, "56HLH"),  # Sydney
        (-58.3816, -34.6037, "21HUB"),  # Buenos Aires
        (-157.8583, 21.3069, "04QFJ"),  # Honolulu
        (-68.3, -54.8, "19FEV"),  # Ushuaia
        (179.9999, 10.0, "60P"),
        (-180.0, 10.0, "01P"),
        (180.0, 10.0, "01P"),
        (30.0, 83.9999, "35X"),
    ],
)
def test_zones_bands_and_squares(qgis_app, lon, lat, square):
    assert mgrs_reference(lon, lat).startswith(square)


@pytest.mark.parametrize(
    ("lon", "lat", "area"),
    [(-10.0, 85.0, "Y"), (10.0, 85.0, "Z"), (-10.0, -85.0, "A"), (10.0, -85.0, "B"), (90.0, 84.0, "Z")],
)
def test_polar_areas(qgis_app, lon, lat, area):
    reference = mgrs_reference(lon, lat)
    assert reference[0] == area
    assert len(reference.split()[0]) == 3


@pytest.mark.parametrize(("lon", "lat"), [(float("nan"), 0.0), (0.0, 90.5), (float("inf"), 10.0)])
def test_what_is_nowhere_is_refused_with_its_value(qgis_app, lon, lat):
    with pytest.raises(ValueError, match="No place on Earth"):
        mgrs_reference(lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [(15.0, 48.0, 32633), (15.0, -48.0, 32733), (15.0, 86.0, 32661), (15.0, -86.0, 32761), (5.0, 60.0, 32632)],
)
def test_the_zone_of_a_place(lon, lat, epsg):
    assert utm_epsg(lon, lat) == epsg
