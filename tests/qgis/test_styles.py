"""The styles that the plugin brings draw in any QGIS with the fonts that are there."""

from __future__ import annotations

import re

import pytest
from qgis_plugin.core.coverage_fields import memory_uri as coverage_uri
from qgis_plugin.core.paths import resource
from qgis_plugin.gui.layers.result_fields import memory_uri as results_uri

from qgis.core import QgsApplication, QgsReadWriteContext, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtXml import QDomDocument

STYLES = {"results": results_uri(), "coverage": coverage_uri()}


@pytest.mark.parametrize("name", sorted(STYLES))
def test_labels_are_in_the_default_font_of_the_application(qgis_app, name):
    layer = QgsVectorLayer(STYLES[name], name, "memory")
    _, succeeded = layer.loadNamedStyle(str(resource(f"styles/{name}.qml")))
    assert succeeded
    text_format = layer.labeling().settings().format()
    assert text_format.fontFound()
    assert text_format.font().family() == QgsApplication.font().family()


@pytest.mark.parametrize("name", sorted(STYLES))
def test_reading_a_style_says_nothing(qgis_app, name):
    """Newer QGIS shows what is said here in a bar, once for each layer."""
    document = QDomDocument()
    document.setContent(resource(f"styles/{name}.qml").read_text(encoding="utf-8"))
    context = QgsReadWriteContext()
    layer = QgsVectorLayer(STYLES[name], name, "memory")
    layer.readSymbology(document.documentElement(), "", context)
    assert [message.message() for message in context.takeMessages()] == []


def test_the_coverage_leaves_the_imagery_its_colours(qgis_app):
    layer = QgsVectorLayer(STYLES["coverage"], "coverage", "memory")
    layer.loadNamedStyle(str(resource("styles/coverage.qml")))
    for category in layer.renderer().categories():
        (fill,) = category.symbol().symbolLayers()
        assert fill.brushStyle() == Qt.BrushStyle.NoBrush, category.label()
        assert fill.strokeColor().alpha() == 255


def test_no_style_names_a_font():
    for file in resource("styles").glob("*.qml"):
        assert re.findall(r'fontFamily="[^"]+"', file.read_text(encoding="utf-8")) == []
