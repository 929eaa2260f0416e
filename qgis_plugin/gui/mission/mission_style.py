"""Attributes and style of the mission layer."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor

from ...core.geometry import geojson_to_geometry
from ...core.layer_fields import TEXT, date_time, footprint_layer_uri
from ...core.mission import NOTED
from ...core.mission_text import extras_text, verdict_text
from ...core.results import CONFIRMED, REJECTED, UNSURE
from ...core.shapes import shape_to_geometry
from ..layers.result_style import set_aliases
from .verdict_sign import DISPUTED_COLOUR, sign_colour

__all__ = ["DISPUTED", "FIELDS", "apply_mission_style", "mission_feature", "mission_uri", "mission_values"]

FIELDS = (
    ("verdict", TEXT),
    ("grade", TEXT),
    ("note", TEXT),
    ("count", "integer"),
    ("drawn", TEXT),
    ("question", TEXT),
    ("author", TEXT),
    ("updated", "datetime"),
    ("disputed", "boolean"),
    ("label", TEXT),
    ("raster", TEXT),
    ("path", TEXT),
    ("acquired", "datetime"),
    ("level_m", "double"),
    ("summary", TEXT),
    ("catalog", TEXT),
    ("tile_id", "integer"),
    ("shape", TEXT),
)
"""(name, type as the memory provider names it), in the order of the attribute table."""
DISPUTED = "disputed"
"""Category of what people judge differently."""
_CLASS = f"""if("disputed", '{DISPUTED}', coalesce("verdict", '{NOTED}'))"""
_GENERATED = """if(geometry_type(geom_from_wkt("shape")) = '{kind}', geom_from_wkt("shape"), NULL)"""
FILL_ALPHA, SHAPE_ALPHA, HALO = 26, 90, "#a0000000"


def mission_uri() -> str:
    """The source of an empty mission layer in memory."""
    return footprint_layer_uri(FIELDS)


def mission_values(entry, *, disputed: bool) -> list:
    """The values of an entry, in the order of `FIELDS`."""
    mark = entry.mark
    return [
        mark.verdict,
        mark.grade or None,
        mark.note or None,
        mark.count,
        extras_text(entry) or None,
        mark.question or None,
        mark.author or None,
        date_time(mark.updated),
        disputed,
        mark.label or None,
        mark.raster,
        mark.path,
        date_time(mark.acquired),
        mark.level_m,
        mark.summary or None,
        entry.catalog.name,
        mark.tile_id,
        None if mark.shape is None else shape_to_geometry(mark.shape).asWkt(8),
    ]


def mission_feature(entry, *, disputed: bool) -> QgsFeature:
    """An entry as a feature: the place with what was drawn there as an attribute, which the style shows."""
    feature = QgsFeature()
    feature.setAttributes(mission_values(entry, disputed=disputed))
    feature.setGeometry(geojson_to_geometry(entry.mark.geometry))
    return feature


def apply_mission_style(layer) -> None:
    """Colours by verdict, drawn shapes, aliases and a map tip."""
    categories = [
        QgsRendererCategory(CONFIRMED, _symbol(sign_colour(CONFIRMED)), verdict_text(CONFIRMED)),
        QgsRendererCategory(UNSURE, _symbol(sign_colour(UNSURE)), verdict_text(UNSURE)),
        QgsRendererCategory(REJECTED, _symbol(sign_colour(REJECTED)), verdict_text(REJECTED)),
        QgsRendererCategory(NOTED, _symbol(sign_colour(NOTED)), verdict_text(NOTED)),
        QgsRendererCategory(DISPUTED, _symbol(QColor(DISPUTED_COLOUR)), _tr("Judged differently")),
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer(_CLASS, categories))
    set_aliases(layer, _aliases())
    layer.setDisplayExpression(f"{_CLASS} || ': ' || \"raster\"")
    layer.setMapTipTemplate(_map_tip())


def _symbol(colour: QColor) -> QgsFillSymbol:
    """The place, dotted where something was drawn there, and over it what was drawn."""
    symbol = QgsFillSymbol()
    for line, width in ((QColor(HALO), 1.1), (colour, 0.6)):
        fill = QColor(colour)
        fill.setAlpha(FILL_ALPHA if line is colour else 0)
        outline = QgsSimpleFillSymbolLayer(fill, strokeColor=line, strokeWidth=width)
        shown = QgsProperty.fromExpression("""if("shape" IS NULL, 'solid', 'dot')""")
        outline.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyStrokeStyle, shown)
        symbol.appendSymbolLayer(outline)
    symbol.deleteSymbolLayer(0)
    for kind, drawn in _drawn_symbols(colour):
        layer = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": _GENERATED.format(kind=kind)})
        layer.setSymbolType(drawn.type())
        layer.setSubSymbol(drawn)
        symbol.appendSymbolLayer(layer)
    return symbol


def _drawn_symbols(colour: QColor) -> tuple:
    """(kind, symbol) of what was drawn, with a dark rim that shows on any imagery."""
    fill, rim = QColor(colour), QColor(HALO)
    fill.setAlpha(SHAPE_ALPHA)
    polygon = QgsFillSymbol.createSimple({"style": "no", "outline_color": _rgba(rim), "outline_width": "1.5"})
    polygon.appendSymbolLayer(QgsSimpleFillSymbolLayer(fill, strokeColor=colour, strokeWidth=0.8))
    line = QgsLineSymbol.createSimple({"line_color": _rgba(rim), "line_width": "1.8"})
    line.appendSymbolLayer(QgsSimpleLineSymbolLayer(colour, 1.0))
    point = {"name": "circle", "size": "3.4", "color": _rgba(colour), "outline_color": "255,255,255,255"}
    return ("Polygon", polygon), ("Line", line), ("Point", QgsMarkerSymbol.createSimple(point))


def _rgba(colour: QColor) -> str:
    return f"{colour.red()},{colour.green()},{colour.blue()},{colour.alpha()}"


def _aliases() -> dict:
    return {
        "verdict": _tr("Verdict"),
        "grade": _tr("Grade"),
        "note": _tr("Note"),
        "count": _tr("Counted"),
        "drawn": _tr("Drawn and counted"),
        "question": _tr("Question"),
        "author": _tr("Author"),
        "updated": _tr("Judged at"),
        "disputed": _tr("Judged differently"),
        "label": _tr("Label"),
        "raster": _tr("Raster"),
        "path": _tr("File"),
        "acquired": _tr("Acquired"),
        "level_m": _tr("Tile size (m)"),
        "summary": _tr("Summary"),
        "catalog": _tr("Catalog"),
        "tile_id": _tr("Tile"),
        "shape": _tr("Shape"),
    }


def _map_tip() -> str:
    """HTML with expressions. What people wrote is escaped there."""
    escaped = {
        name: f"""replace(replace(coalesce("{name}", ''), '&', '&amp;'), '<', '&lt;')"""
        for name in ("verdict", "grade", "note", "question", "author", "raster", "drawn")
    }
    return (
        f"<p><b>[% {escaped['verdict']} %]</b> [% {escaped['grade']} %] [% {escaped['drawn']} %]</p>"
        f"<p>[% {escaped['note']} %]</p>"
        f"""<p><small>[% {escaped["raster"]} %]<br/>[% {escaped["question"]} %]<br/>"""
        f"""[% {escaped["author"]} %] [% coalesce(format_date("updated", 'yyyy-MM-dd HH:mm'), '') %]</small></p>"""
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("MissionLayer", text)
