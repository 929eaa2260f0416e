"""The PDF report: one page for each confirmed hit, from a print layout with an atlas."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutObject,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsScaleBarSettings,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QMarginsF, QObject, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QFont, QPageSize, QPainter, QPdfWriter

from ...core.files import StagedFile
from ...core.results import CONFIRMED
from .result_fields import SCORE_TEXT
from .result_style import THUMBNAIL_FILE

__all__ = ["ReportWriter", "report_layout"]

DPI = 200
LEFT, WIDTH, PICTURE = 15.0, 180.0, 55.0
BESIDE = LEFT + PICTURE + 6.0
"""Millimetres; the page is 210 x 297."""
MUTED = "#666666"
SURROUNDINGS = 1.5
"""The map shows the tile and so many times its size around it, half of that on either side."""
DETAILS = (
    f"[% concat('#', \"rank\", ' · ', {SCORE_TEXT}, "
    "coalesce(' · ' || format_date(\"acquired\", 'yyyy-MM-dd'), ''), ' · ', \"level_m\", ' m · ', \"raster\") %]"
)
NOTE = "[% coalesce(\"note\", '') %]"
FOOTER = "[% concat(\"path\", '   ·   ', @atlas_featurenumber, ' / ', @atlas_totalfeatures) %]"


class ReportWriter(QObject):
    """Writes page by page, each in a turn of its own of the event loop: layouts are drawn on the GUI thread."""

    progressed = pyqtSignal(int, int)
    """Pages written, and all."""
    written = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._write_page)
        self._layout = self._painter = self._device = self._staged = None
        self._path = ""

    def write(self, layer, path: str, *, title: str) -> None:
        """Write a report of the features of `layer` that are confirmed."""
        self.cancel()
        layout = report_layout(layer, title=title)
        atlas = layout.atlas()
        if not atlas.beginRender() or not atlas.count():
            self.failed.emit(self.tr("No result is confirmed yet. Confirm some with C, and try again."))
            return
        self._path, self._layout = path, layout
        try:
            self._staged = StagedFile(path)
        except OSError as error:
            self._on_error(str(error))
            return
        self._device = _device(self._staged.staged)
        self._painter = QPainter()
        if not self._painter.begin(self._device):
            self._on_error()
            return
        self._timer.start()

    def cancel(self) -> None:
        """Leave off; what is written so far is no whole file and is removed. Nobody is told."""
        self._close()
        if self._staged is not None:
            self._staged.discard()
        self._staged = None

    def _close(self) -> bool:
        """Write what is left to be written; whether that went well."""
        self._timer.stop()
        well = self._painter is not None and self._painter.isActive() and self._painter.end()
        if self._layout is not None:
            self._layout.atlas().endRender()
        self._layout = self._painter = self._device = None
        return well

    def _on_error(self, reason: str = "") -> None:
        self.cancel()
        text = self.tr("{path} cannot be written. Choose another place. {reason}")
        self.failed.emit(text.format(path=self._path, reason=reason).strip())

    def _finish(self) -> None:
        if not self._close():
            self._on_error()
            return
        staged, self._staged = self._staged, None
        try:
            staged.commit()
        except OSError as error:
            self._on_error(str(error))
            return
        self.written.emit(self._path)

    def _write_page(self) -> None:
        atlas = self._layout.atlas()
        if not atlas.next():
            self._finish()
            return
        page = atlas.currentFeatureNumber()
        if page:
            self._device.newPage()
        QgsLayoutExporter(self._layout).renderPage(self._painter, 0)
        self.progressed.emit(page + 1, atlas.count())


def report_layout(layer, *, title: str) -> QgsPrintLayout:
    """An A4 layout, not added to the project, whose atlas goes through the confirmed features, the best first."""
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Portrait)
    layout.renderContext().setDpi(DPI)
    _set_atlas(layout.atlas(), layer)
    _label(layout, title, _Box(LEFT, 15, WIDTH, 9), size=16, bold=True)
    _label(layout, DETAILS, _Box(LEFT, 25, WIDTH, 6), size=9, colour=MUTED)
    map_item = _map(layout, _Box(LEFT, 34, WIDTH, 155))
    _scale_bar(layout, map_item, _Box(LEFT + 3, 171, 60, 12))
    _picture(layout, _Box(LEFT, 195, PICTURE, PICTURE))
    _label(layout, '[% "matched" %]', _Box(BESIDE, 195, WIDTH + LEFT - BESIDE, 32), size=12)
    _label(layout, NOTE, _Box(BESIDE, 228, WIDTH + LEFT - BESIDE, 24), size=10, colour=MUTED)
    _label(layout, FOOTER, _Box(LEFT, 277, WIDTH, 6), size=8, colour=MUTED)
    return layout


def _set_atlas(atlas, layer) -> None:
    atlas.setCoverageLayer(layer)
    atlas.setFilterFeatures(True)
    atlas.setFilterExpression(f"\"verdict\" = '{CONFIRMED}'")
    atlas.setSortFeatures(True)
    atlas.setSortExpression('"rank"')
    atlas.setEnabled(True)


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


def _label(layout, text: str, box: _Box, *, size: float, bold: bool = False, colour: str = "#1a1a1a") -> None:
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


def _picture(layout, box: _Box) -> None:
    picture = QgsLayoutItemPicture(layout)
    source = QgsProperty.fromExpression(f"if(file_exists({THUMBNAIL_FILE}), {THUMBNAIL_FILE}, '')")
    picture.dataDefinedProperties().setProperty(QgsLayoutObject.DataDefinedProperty.PictureSource, source)
    layout.addLayoutItem(picture)
    box.place(picture)


def _device(path: str) -> QPdfWriter:
    device = QPdfWriter(path)
    device.setResolution(DPI)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    device.setCreator("Tilescribe")
    return device
