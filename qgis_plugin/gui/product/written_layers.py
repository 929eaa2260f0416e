"""The layers of a file with places, as they are added to the project."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ...core.product.shapes import LINE, POINT, POLYGON
from ...core.product.vector_files import NO_ATTRIBUTES, NO_GEOMETRY, TABLES_TOGETHER, beside
from ..layers.geopackage import layer_uri
from .formats import MAP_BOOK
from .place_style import styled_layer

__all__ = ["layers_of"]

KINDS = {"Polygon": POLYGON, "LineString": LINE, "Point": POINT}
"""By the end of the name of a type, such as MultiPolygon."""


def layers_of(file) -> list:
    """The layers of a `ProductFile` that can be read, in the order in which they were written, with their look."""
    made = []
    for kind, source in _sources(file):
        layer = QgsVectorLayer(source, _name(file, kind, first=not made), "ogr")
        if layer.isValid():
            _give_style(layer, kind, file)
            made.append(layer)
    return made


def _sources(file) -> list:
    """(kind, source) of each."""
    path, driver = file.job.path, file.job.format.driver
    kinds = [kind for kind, _ in file.layers]
    if driver in TABLES_TOGETHER:
        return [(kind, layer_uri(path, name)) for kind, name in file.layers]
    if len(kinds) == 1 or driver in NO_GEOMETRY:
        return [(kinds[0], path)]
    if Path(beside(path, kinds[1], kinds)).exists():
        return [(kind, beside(path, kind, kinds)) for kind in kinds]
    # One layer of several types, of which QGIS makes one for each.
    found = QgsProviderRegistry.instance().querySublayers(path, Qgis.SublayerQueryFlag.ResolveGeometryType)
    return [(_kind(one), one.uri()) for one in found]


def _kind(sublayer) -> str:
    uri = sublayer.uri().rpartition("geometrytype=")[2]
    return next((kind for name, kind in KINDS.items() if name.lower() in uri.lower()), POLYGON)


def _name(file, kind: str, *, first: bool) -> str:
    title = file.product.title or Path(file.job.path).stem
    if len(file.layers) == 1 or (file.job.format.kind == MAP_BOOK and first):
        return title
    if file.job.format.kind == MAP_BOOK:
        names = {
            POLYGON: _tr("{title}, drawn"),
            LINE: _tr("{title}, drawn lines"),
            POINT: _tr("{title}, drawn points"),
        }
    else:
        names = {POLYGON: "{title}", LINE: _tr("{title}, lines"), POINT: _tr("{title}, points")}
    return names[kind].format(title=title)


def _give_style(layer, kind: str, file) -> None:
    """That of the places, where the format has brought none and the attributes are there."""
    driver = file.job.format.driver
    if driver in TABLES_TOGETHER | NO_ATTRIBUTES | NO_GEOMETRY or layer.fields().indexOf("verdict") < 0:
        return
    look = styled_layer(kind, file.product, name=layer.name(), pictures=False)
    layer.setRenderer(look.renderer().clone())
    layer.setLabeling(look.labeling().clone())
    layer.setLabelsEnabled(True)
    layer.setDisplayExpression(look.displayExpression())
    layer.setMapTipTemplate(look.mapTipTemplate())


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProductLayers", text)
