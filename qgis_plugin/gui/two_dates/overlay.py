"""The canvas item that draws maps of two dates over the canvas: one of them, or both on either side of a divider."""

from __future__ import annotations

from qgis.gui import QgsMapCanvasItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

__all__ = ["AFTER", "BEFORE", "DateOverlay", "TitleItem"]

BEFORE, AFTER = 0, 1
BELOW_BANDS = -5
"""Above the map, which lies at -10, and below rubber bands."""
HALF_WIDTH_PX = 14
"""Of the divider's handle."""
INK, PAPER = QColor("#ffffff"), QColor(20, 20, 20, 190)


class DateOverlay(QgsMapCanvasItem):
    """Follows the canvas while it is panned and zoomed, until new maps have been rendered."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self._canvas = canvas
        self._maps = {}
        self._titles = {BEFORE: "", AFTER: ""}
        self.split = False
        """Both dates, on either side of the divider; else the one that is `shown`."""
        self.shown = AFTER
        self.vertical = True
        """The divider stands upright."""
        self.position = 0.5
        """Of the divider, as a share of the canvas."""
        self.setZValue(BELOW_BANDS)

    def set_map(self, which: int, rendered) -> None:
        """Draw a `RenderedMap` of BEFORE or AFTER from now on; None for none."""
        self._maps[which] = rendered
        self.update()

    def set_titles(self, before: str, after: str) -> None:
        """What either date is called on the map."""
        self._titles = {BEFORE: before, AFTER: after}
        self.update()

    def near_divider(self, x: float, y: float) -> bool:
        """Whether a place of the canvas, in pixels, is where the divider is taken hold of."""
        width, height = self._size()
        distance = x - width * self.position if self.vertical else y - height * self.position
        return self.split and abs(distance) <= HALF_WIDTH_PX

    def move_divider(self, x: float, y: float) -> None:
        """To a place of the canvas, in pixels."""
        width, height = self._size()
        share = x / max(1, width) if self.vertical else y / max(1, height)
        self.position = min(1.0, max(0.0, share))
        self.update()

    def remove(self) -> None:
        """Take it off the canvas for good."""
        self._maps.clear()
        if not sip.isdeleted(self) and self.scene() is not None:
            self.scene().removeItem(self)

    # What the canvas asks for

    def boundingRect(self):
        width, height = self._size()
        return QRectF(0, 0, width, height)

    def updatePosition(self):
        self.prepareGeometryChange()
        self.setPos(0, 0)
        self.update()

    def paint(self, painter, option=None, widget=None):
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.split:
            first, second = self._halves()
            for which, half in ((BEFORE, first), (AFTER, second)):
                painter.save()
                painter.setClipRect(half)
                self._draw_map(painter, which)
                self._draw_title(painter, which, half)
                painter.restore()
            self._draw_divider(painter)
        else:
            self._draw_map(painter, self.shown)
            self._draw_title(painter, self.shown, self.boundingRect())
        painter.restore()

    # How

    def _size(self) -> tuple:
        if sip.isdeleted(self._canvas):
            return 0, 0
        size = self._canvas.viewport().size()
        return size.width(), size.height()

    def _halves(self) -> tuple:
        width, height = self._size()
        if self.vertical:
            at = width * self.position
            return QRectF(0, 0, at, height), QRectF(at, 0, width - at, height)
        at = height * self.position
        return QRectF(0, 0, width, at), QRectF(0, at, width, height - at)

    def _draw_map(self, painter, which: int) -> None:
        drawn = self._maps.get(which)
        now = self._canvas.mapSettings()
        if drawn is None or drawn.settings.destinationCrs() != now.destinationCrs():
            return
        image, then = drawn.image, drawn.settings
        scale = then.mapUnitsPerPixel() / now.mapUnitsPerPixel()
        ratio = image.devicePixelRatio() or 1.0
        width, height = image.width() / ratio * scale, image.height() / ratio * scale
        painter.save()
        painter.translate(self.toCanvasCoordinates(then.visibleExtent().center()))
        painter.rotate(now.rotation() - then.rotation())
        painter.drawImage(QRectF(-width / 2, -height / 2, width, height), image)
        painter.restore()

    def _draw_title(self, painter, which: int, area: QRectF) -> None:
        """At the outer corner of its half, so that neither is on the wrong side while the divider moves."""
        corner = Qt.Corner.TopLeftCorner
        if self.split and which == AFTER:
            corner = Qt.Corner.TopRightCorner if self.vertical else Qt.Corner.BottomRightCorner
        draw_title(painter, self._titles[which], area, corner=corner, font=self._canvas.font())

    def _draw_divider(self, painter) -> None:
        width, height = self._size()
        if self.vertical:
            at = width * self.position
            start, end, middle = QPointF(at, 0), QPointF(at, height), QPointF(at, height / 2)
        else:
            at = height * self.position
            start, end, middle = QPointF(0, at), QPointF(width, at), QPointF(width / 2, at)
        for colour, pen_px in ((PAPER, 4.0), (INK, 2.0)):
            painter.setPen(QPen(colour, pen_px))
            painter.drawLine(start, end)
        painter.setPen(QPen(PAPER, 1.5))
        painter.setBrush(INK)
        painter.drawEllipse(middle, HALF_WIDTH_PX, HALF_WIDTH_PX)
        painter.translate(middle)
        painter.rotate(0 if self.vertical else 90)
        painter.setPen(QPen(QColor(PAPER).darker(), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for side in (-1, 1):
            tip = QPointF(side * 8.5, 0)
            painter.drawLine(tip, QPointF(side * 4, -4.5))
            painter.drawLine(tip, QPointF(side * 4, 4.5))
        painter.resetTransform()


class TitleItem(QgsMapCanvasItem):
    """Says in a corner of a canvas which date it shows."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self._canvas = canvas
        self.title = ""
        self.setZValue(BELOW_BANDS)

    def set_title(self, title: str) -> None:
        self.title = title
        self.update()

    def boundingRect(self):
        size = self._canvas.viewport().size() if not sip.isdeleted(self._canvas) else QSize()
        return QRectF(0, 0, size.width(), size.height())

    def updatePosition(self):
        self.prepareGeometryChange()
        self.setPos(0, 0)

    def paint(self, painter, option=None, widget=None):
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_title(painter, self.title, self.boundingRect(), corner=Qt.Corner.TopLeftCorner, font=self._canvas.font())
        painter.restore()


def draw_title(painter, text: str, area: QRectF, *, corner, font) -> None:
    """White on a dark plate, which is read on any imagery."""
    if not text:
        return
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    metrics = painter.fontMetrics()
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + metrics.height(), metrics.height() * 1.5)
    margin = metrics.height() * 0.5
    area = area.adjusted(margin, margin, -margin, -margin)
    if corner == Qt.Corner.TopLeftCorner:
        box.moveTopLeft(area.topLeft())
    elif corner == Qt.Corner.TopRightCorner:
        box.moveTopRight(area.topRight())
    else:
        box.moveBottomRight(area.bottomRight())
    path = QPainterPath()
    path.addRoundedRect(box, 3, 3)
    painter.fillPath(path, PAPER)
    painter.setPen(INK)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
