"""Which layers can be indexed, and how amounts are put into words."""

from __future__ import annotations

import pytest
from qgis_plugin.core.formatting import (
    format_bytes,
    format_count,
    format_duration,
    format_levels,
    format_period,
    parse_levels,
)
from qgis_plugin.core.imagery import layer_source, uri_source
from qgis_plugin.core.protocol import Period
from tests.qgis.rasters import geotiff

from qgis.core import QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QLocale


@pytest.fixture(autouse=True)
def _english(qgis_app):
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def test_a_layer_of_a_file_gives_its_path(tmp_path):
    source = layer_source(QgsRasterLayer(geotiff(tmp_path / "müll ordner" / "a b.tif"), "a"))
    assert source.path == str(tmp_path / "müll ordner" / "a b.tif")


def test_open_options_and_archives_are_no_hindrance():
    assert uri_source("a", provider="gdal", source="/data/a.tif|option:OVERVIEW_LEVEL=1").path == "/data/a.tif"
    archived = "/vsizip//data/a.zip/a.tif"
    assert uri_source("a", provider="gdal", source=archived).path == archived


@pytest.mark.parametrize(
    ("provider", "source", "said"),
    [
        ("wms", "type=xyz&url=https://example.org/{z}/{x}/{y}.png", "web service"),
        ("wcs", "url=https://example.org", "web service"),
        ("arcgismapserver", "url=https://example.org", "web service"),
        ("gdal", "<GDAL_WMS></GDAL_WMS>", "web service"),
        ("gdal", "https://example.org/a.tif", "web service"),
        ("gdal", 'NETCDF:"/data/a.nc":temperature', "Save the layer as a GeoTIFF"),
        ("virtualraster", "?crs=EPSG:4326", "no file that the engine could read"),
    ],
)
def test_what_cannot_be_indexed_says_why(provider, source, said):
    refused = uri_source("sea", provider=provider, source=source)
    assert not refused.usable
    assert "“sea”" in refused.reason
    assert said in refused.reason


def test_vector_layers_and_broken_ones_are_refused(tmp_path):
    assert "no raster layer" in layer_source(QgsVectorLayer("Point?crs=EPSG:4326", "points", "memory")).reason
    assert "could not be opened" in layer_source(QgsRasterLayer(str(tmp_path / "gone.tif"), "gone")).reason


def test_tile_sizes_are_read_as_people_write_them():
    assert parse_levels("512; 128 m,128") == (128.0, 512.0)
    assert parse_levels("") == ()
    for wrong in ("x", "0", "-1", "inf", "128 512"):
        with pytest.raises(ValueError, match=wrong):
            parse_levels(wrong)


def test_tile_sizes_are_written_from_the_smallest_to_the_largest():
    assert format_levels((1792.4, 112.0, 448.0)) == "112 – 1792 m"
    assert format_levels((112.0,)) == "112 m"
    assert format_levels((0.5, 2.0)) == "0.5 – 2 m"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (2, "a few seconds"),
        (44, "about 40 seconds"),
        (95, "about 2 minutes"),
        (3000, "about 50 minutes"),
        (9000, "about 2 hours"),
        (400_000, "about 5 days"),
    ],
)
def test_durations_are_rounded_as_estimates_deserve(seconds, said):
    assert format_duration(seconds) == said


def test_sizes_counts_and_days():
    assert [format_bytes(size) for size in (0, 999, 1300, 163_840, 1_310_720, 5e10, 3e12)] == [
        "0 B",
        "999 B",
        "1.3 KB",
        "164 KB",
        "1.3 MB",
        "50 GB",
        "3.0 TB",
    ]
    assert format_count(1234567) == "1,234,567"
    assert format_period(Period("2026-09-14T00:00:00Z", "2026-09-16T00:00:00Z")) == "2026-09-14 – 2026-09-16"
    assert format_period(Period("2026-09-14T00:00:00Z", "2026-09-14T10:00:00Z")) == "2026-09-14"
    assert format_period(Period()) == ""
