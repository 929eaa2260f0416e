"""KMZ: valid KML with pictures, balloons and every type of geometry."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree

import pytest
from osgeo import gdal, ogr
from qgis_plugin.core.product.kmz import write_kmz
from qgis_plugin.core.product.places import Pictures
from qgis_plugin.core.threads import CancelledError
from tests.qgis.product_places import drawn_places, earlier, picture, place, product

from qgis.core import QgsFeedback

KML = {"k": "http://www.opengis.net/kml/2.2"}
EVIL = "<b>&amp; \"'</description>]]>\x07"


@pytest.fixture
def write(qgis_app, tmp_path):
    """`write(product, pictures)`: the file and its document."""

    def write_to(made, pictures=None):
        path = tmp_path / "places.kmz"
        write_kmz(made, str(path), pictures=pictures or {}, feedback=QgsFeedback())
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            return path, ElementTree.fromstring(archive.read("doc.kml"))

    return write_to


def places_in(document):
    return document.findall(".//k:Folder[1]/k:Placemark", KML)


def test_a_program_reads_every_geometry_and_attribute(write):
    path, _ = write(product(*drawn_places()))
    gdal.UseExceptions()
    if gdal.GetDriverByName("LIBKML") is None:
        pytest.skip("this GDAL cannot read KMZ; what is in it is looked at by the other tests")
    file = ogr.Open(str(path))
    layers = [file.GetLayer(number) for number in range(file.GetLayerCount())]
    found = [[feature.GetGeometryRef().GetGeometryName() for feature in layer] for layer in layers]
    assert found == [["POLYGON", "POLYGON", "LINESTRING", "POINT"], ["POINT"] * 4]


def test_the_document_comes_first_and_pictures_are_in_it(write, tmp_path):
    shown = Pictures(picture(tmp_path / "now.jpg"), picture(tmp_path / "then.jpg"))
    path, document = write(product(place(1, earlier=earlier())), {1: shown})
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert names[0] == "doc.kml"
        assert archive.read("pictures/1-now.jpg") == shown.now.read_bytes()
    balloon = places_in(document)[0].find("k:description", KML).text
    for name in names[1:]:
        assert f'src="{name}"' in balloon


def test_the_balloon_tells_everything_escaped(write):
    marked = place(1, note=EVIL, sentence=EVIL, grade="major", author="Rivera")
    _, document = write(product(marked))
    balloon = places_in(document)[0].find("k:description", KML).text
    assert "<b>&amp;" not in balloon
    assert "&lt;b&gt;&amp;amp;" in balloon
    for said in ("major", "Rivera", "33TWP 00373 05741", "47.90500° N"):
        assert said in balloon


def test_the_style_of_every_place_is_there(write):
    _, document = write(product(place(1, grade="major"), place(2, grade="minor"), place(3)))
    styles = {style.get("id") for style in document.findall(".//k:Style", KML)}
    used = {one.text.lstrip("#") for one in document.findall(".//k:styleUrl", KML)}
    assert used <= styles
    assert len(used) == 4


def test_elements_stand_in_the_order_of_the_schema(write):
    order = ["name", "LookAt", "styleUrl", "ExtendedData", "Point", "LineString", "Polygon", "MultiGeometry"]
    order.insert(1, "description")
    _, document = write(product(*drawn_places()))
    for mark in places_in(document):
        tags = [child.tag.partition("}")[2] for child in mark]
        assert tags == sorted(tags, key=order.index)


def test_cancelled_it_ends(qgis_app, tmp_path):
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(CancelledError):
        write_kmz(product(place(1)), str(tmp_path / "a.kmz"), pictures={}, feedback=feedback)
