"""The map book: a print layout of the project with an atlas over places, to be edited like any other."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutObject,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProperty,
    QgsRectangle,
    QgsScaleBarSettings,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QColor, QFont

__all__ = ["add_map_book"]

LEFT, WIDTH, GAP = 15.0, 180.0, 5.0
HALF = (WIDTH - GAP) / 2
"""Millimetres; the page is 210 x 297."""
INK, MUTED = "#1b1f24", "#616a74"
SURROUNDINGS = 0.8
"""How much more than the tile the map shows, half of it on either side."""
JUDGEMENT = """coalesce(nullif("grade", ''), "verdict", '')"""


def add_map_book(project, coverage, *, title: str, crs, author: str) -> QgsPrintLayout:
    """Add a layout to the project whose atlas goes through the places of a layer with `columns.PICTURE_COLUMNS`."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(_free_name(project, title))
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Portrait)
    _set_atlas(layout.atlas(), coverage)
    _label(layout, '[% "number" %] · [% "sentence" %]', _Box(LEFT, 14, WIDTH, 14), size=14, bold=True)
    _label(layout, f"[% {JUDGEMENT} %]", _Box(LEFT, 28, WIDTH, 6), size=10, bold=True, colour=MUTED)
    earlier, now = _Box(LEFT, 36, HALF, HALF), _Box(LEFT + HALF + GAP, 36, HALF, HALF)
    _picture(layout, "earl_pict", earlier)
    _picture(layout, "picture", now)
    dates = {"earlier": "earl_rast", "acquired": "raster"}
    for (date, raster), box in zip(dates.items(), (earlier, now)):
        text = f"[% concat(coalesce(format_date(\"{date}\", 'yyyy-MM-dd') || ' · ', ''), \"{raster}\") %]"
        _label(layout, text, _Box(box.x, 36 + HALF + 1, HALF, 6), size=8, colour=MUTED)
    map_item = _map(layout, _Box(LEFT, 133, WIDTH, 84))
    _scale_bar(layout, map_item, _Box(LEFT + 3, 203, 60, 12))
    _north_arrow(layout, map_item, _Box(LEFT + WIDTH - 15, 136, 12, 12))
    _label(layout, _coordinates(crs), _Box(LEFT, 221, HALF, 24), size=9)
    judged = "[% concat(coalesce(\"author\", ''), coalesce(' · ' || format_date(\"updated\", 'yyyy-MM-dd'), '')) %]"
    _label(layout, judged, _Box(LEFT + HALF + GAP, 221, HALF, 6), size=9, colour=MUTED)
    _label(layout, "[% coalesce(\"note\", '') %]", _Box(LEFT, 246, WIDTH, 32), size=10)
    by = f"{author}   ·   " if author else ""
    footer = f"{by}[% @layout_name %]   ·   [% @atlas_featurenumber %] / [% @atlas_totalfeatures %]"
    _label(layout, footer, _Box(LEFT, 283, WIDTH, 6), size=8, colour=MUTED)
    project.layoutManager().addLayout(layout)
    return layout


def _free_name(project, title: str) -> str:
    """A layout's name occurs once in a project."""
    taken = {layout.name() for layout in project.layoutManager().layouts()}
    wanted = title.strip() or _tr("Map book")
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def _set_atlas(atlas, coverage) -> None:
    atlas.setCoverageLayer(coverage)
    atlas.setSortFeatures(True)
    atlas.setSortExpression('"number"')
    atlas.setPageNameExpression('"number"')
    atlas.setEnabled(True)


def _coordinates(crs) -> str:
    """Degrees, MGRS, and the project's CRS where that is another one."""
    degrees = (
        "[% format_number(abs(\"lat\"), 5) || '° ' || if(\"lat\" < 0, 'S', 'N') || '  ' || "
        "format_number(abs(\"lon\"), 5) || '° ' || if(\"lon\" < 0, 'W', 'E') %]"
    )
    lines = [degrees, 'MGRS [% "mgrs" %]']
    if crs is not None and crs.isValid() and crs.authid() not in ("", "EPSG:4326"):
        point = f"transform(make_point(\"lon\", \"lat\"), 'EPSG:4326', '{crs.authid()}')"
        digits = 5 if crs.isGeographic() else 0
        lines.append(
            f"{crs.authid()} [% round(x({point}), {digits}) || ' E ' || round(y({point}), {digits}) || ' N' %]"
        )
    return "\n".join(lines)


@dataclass(frozen=True)
class _Box:
    """A place on the page, in millimetres from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def place(self, item) -> None:
        item.attemptMove(QgsLayoutPoint(self.x, self.y))
        item.attemptResize(QgsLayoutSize(self.width, self.height))


def _label(layout, text: str, box: _Box, *, size: float, bold: bool = False, colour: str = INK) -> None:
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    font = QFont()
    font.setPointSizeF(size)
    font.setBold(bold)
    if hasattr(label, "setTextFormat"):  # QGIS 3.24
        text_format = QgsTextFormat()
        text_format.setFont(font)
        text_format.setSize(size)
        text_format.setColor(QColor(colour))
        label.setTextFormat(text_format)
    else:
        label.setFont(font)
        label.setFontColor(QColor(colour))
    label.setMargin(0)
    label.setHAlign(Qt.AlignmentFlag.AlignLeft)
    layout.addLayoutItem(label)
    box.place(label)


def _map(layout, box: _Box) -> QgsLayoutItemMap:
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    box.place(item)
    # The atlas moves it, and takes its shape from what it shows before.
    item.setExtent(QgsRectangle(0, 0, box.width, box.height))
    item.setAtlasDriven(True)
    item.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Auto)
    item.setAtlasMargin(SURROUNDINGS)
    item.setFrameEnabled(True)
    return item


def _scale_bar(layout, map_item, box: _Box) -> None:
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Line Ticks Up")
    bar.setLinkedMap(map_item)
    bar.applyDefaultSize()
    bar.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.SegmentSizeFitWidth)
    bar.setMinimumBarWidth(20)
    bar.setMaximumBarWidth(50)
    text = bar.textFormat()
    text.setSize(8)
    bar.setTextFormat(text)
    bar.setHeight(2)
    bar.setBackgroundEnabled(True)
    bar.setBackgroundColor(QColor(255, 255, 255, 190))
    layout.addLayoutItem(bar)
    box.place(bar)


def _north_arrow(layout, map_item, box: _Box) -> None:
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath(":/images/north_arrows/layout_default_north_arrow.svg")
    arrow.setLinkedMap(map_item)
    arrow.setNorthMode(QgsLayoutItemPicture.NorthMode.TrueNorth)
    layout.addLayoutItem(arrow)
    box.place(arrow)


def _picture(layout, column: str, box: _Box) -> None:
    picture = QgsLayoutItemPicture(layout)
    picture.setMode(QgsLayoutItemPicture.Format.FormatRaster)
    properties = picture.dataDefinedProperties()
    properties.setProperty(
        QgsLayoutObject.DataDefinedProperty.PictureSource, QgsProperty.fromExpression(f"coalesce(\"{column}\", '')")
    )
    picture.setDataDefinedProperties(properties)
    layout.addLayoutItem(picture)
    box.place(picture)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MapBook", text)
