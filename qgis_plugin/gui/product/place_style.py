"""How places look as layers of QGIS: by grade or verdict, with their number, aliases and a map tip."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ...core.layer_fields import footprint_layer_uri
from ...core.product.colours import colour_of, judgement_text
from ...core.product.columns import COLUMNS, PICTURE_COLUMNS, aliases
from ...core.product.shapes import LINE, POINT, POLYGON
from ..layers.result_style import set_aliases

__all__ = ["styled_layer"]

TYPES = {POLYGON: "MultiPolygon", LINE: "MultiLineString", POINT: "Point"}
JUDGEMENT = """coalesce(nullif("grade", ''), "verdict", '')"""
WIDTH_MM = "0.8"


def styled_layer(kind: str, product, *, name: str, pictures: bool, numbers: bool = True) -> QgsVectorLayer:
    """An empty layer in memory with the columns and the look of places of a kind; of any thread."""
    columns = COLUMNS + PICTURE_COLUMNS if pictures else COLUMNS
    layer = QgsVectorLayer(footprint_layer_uri(columns).replace("MultiPolygon", TYPES[kind], 1), name, "memory")
    set_aliases(layer, aliases())
    layer.setRenderer(_renderer(kind, product))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels()))
    layer.setLabelsEnabled(numbers)
    layer.setDisplayExpression('"number" || \' · \' || "sentence"')
    layer.setMapTipTemplate(_map_tip())
    return layer


def _renderer(kind: str, product) -> QgsCategorizedSymbolRenderer:
    judgements = {(place.verdict, place.grade): None for place in product.places}
    categories = {}
    for verdict, grade in judgements:
        categories.setdefault(grade or verdict or "", (verdict, grade))
    return QgsCategorizedSymbolRenderer(
        JUDGEMENT,
        [
            QgsRendererCategory(value, _symbol(kind, colour_of(*judgement)), judgement_text(*judgement))
            for value, judgement in sorted(categories.items())
        ],
    )


def _symbol(kind: str, colour: str):
    if kind == POINT:
        return QgsMarkerSymbol.createSimple(
            {"name": "circle", "color": colour, "outline_color": "#ffffff", "outline_width": "0.4", "size": "3.6"}
        )
    if kind == LINE:
        return QgsLineSymbol.createSimple({"line_color": colour, "line_width": WIDTH_MM})
    return QgsFillSymbol.createSimple({"style": "no", "outline_color": colour, "outline_width": WIDTH_MM})


def _labels() -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.fieldName = "number"
    text = QgsTextFormat()
    text.setSize(9)
    text.setColor(QColor("#1b1f24"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.9)
    halo.setColor(QColor("#ffffff"))
    text.setBuffer(halo)
    settings.setFormat(text)
    return settings


def _map_tip() -> str:
    def escaped(field: str) -> str:
        return f"""replace(replace(coalesce("{field}", ''), '&', '&amp;'), '<', '&lt;')"""

    return (
        f'<p><b>[% "number" %]</b>&nbsp; [% {escaped("sentence")} %]</p>'
        f"<p>[% concat({escaped('grade')}, ' ', coalesce(format_date(\"acquired\", 'yyyy-MM-dd'), '')) %]</p>"
        '<p>[% "mgrs" %]</p>'
        f"<p>[% {escaped('note')} %]</p>"
    )
