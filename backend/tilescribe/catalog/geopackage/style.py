"""How the layers look when a catalog is opened in plain QGIS: outlines by state, and a map tip with the summary."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from tilescribe.catalog.geopackage import encoding

__all__ = ["TABLE", "rows"]

TABLE = (
    # As QGIS itself creates it when a user stores a style in a GeoPackage.
    """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256),
    f_table_schema TEXT(256),
    f_table_name TEXT(256),
    f_geometry_column TEXT(256),
    styleName TEXT(30),
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT(30),
    ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)""",
    encoding.register_attributes("layer_styles", "QGIS styles of the layers"),
)


@dataclass(frozen=True, slots=True)
class _Category:
    value: str
    label: str
    colour: str
    """red,green,blue,alpha."""
    line: str
    shown: bool = True


_TILES = (
    _Category("done", "described", "31,120,180,255", "solid"),
    _Category("pending", "not described yet", "130,130,130,255", "dot"),
    _Category("failed", "failed", "215,25,28,255", "solid"),
    _Category("blank", "blank", "190,190,190,255", "dot", shown=False),
)
_RASTERS = (
    _Category("present", "file is there", "51,102,51,255", "solid"),
    _Category("missing", "file is gone", "130,130,130,255", "dash"),
    _Category("failed", "file cannot be used", "215,25,28,255", "dash"),
)
_TILE_TIP = """<b>[% if("summary" <> '', "summary", "state") %]</b><br>[% "reason" %]
<br>[% "raster" %], [% round("level_m") %] m[% coalesce(', ' || format_date("acquired", 'yyyy-MM-dd'), '') %]"""
_RASTER_TIP = """<b>[% "name" %]</b><br>[% "profile" %][% coalesce(', ' || format_date("acquired", 'yyyy-MM-dd'), '') %]
<br>[% "reason" %]"""


def rows() -> list[tuple[str, str, str, str]]:
    """(table, style name, QML, description) of each layer's default style."""
    return [
        ("tiles", "Tiles by state", _qml(_TILES, tip=_TILE_TIP, title='"summary"'), "Outlines by state"),
        (
            "rasters",
            "Rasters by state",
            _qml(_RASTERS, tip=_RASTER_TIP, title='"name"'),
            "Outlines by state",
        ),
    ]


def _qml(categories: tuple[_Category, ...], *, tip: str, title: str) -> str:
    entries = "".join(
        f'<category symbol="{number}" value="{escape(category.value)}" label="{escape(category.label)}" '
        f'render="{str(category.shown).lower()}"/>'
        for number, category in enumerate(categories)
    )
    symbols = "".join(_symbol(number, category) for number, category in enumerate(categories))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.22.0" styleCategories="Symbology|MapTips">'
        '<renderer-v2 type="categorizedSymbol" attr="state" symbollevels="0" enableorderby="0" forceraster="0">'
        f"<categories>{entries}</categories><symbols>{symbols}</symbols></renderer-v2>"
        f"<previewExpression>{escape(title)}</previewExpression><mapTip>{escape(tip)}</mapTip></qgis>"
    )


def _symbol(number: int, category: _Category) -> str:
    options = {
        "style": "no",
        "outline_color": category.colour,
        "outline_style": category.line,
        "outline_width": "0.3",
        "outline_width_unit": "MM",
        "joinstyle": "miter",
    }
    listed = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items())
    return (
        f'<symbol type="fill" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">{listed}</Option></layer>'
        "</symbol>"
    )
