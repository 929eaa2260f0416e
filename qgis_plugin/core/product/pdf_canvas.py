"""Drawing on the pages of a PDF, in millimetres: texts that wrap, pictures, maps with what belongs to them."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)

from .colours import ink_on
from .map_picture import Line, MapPicture, scale_bar_length

__all__ = ["MUTED", "PAGE_WIDTH", "Box", "Canvas", "TextStyle"]

DPI = 300
MM = DPI / 25.4
QUALITY = 75
BYTES_PER_MM2 = 9.0
"""Of JPEG of `QUALITY`. A page with two pictures and a map has 26,000 square millimetres of them, which make 234 KB,
and in the PDF up to twice as much: ten pages stay under 5 MB."""
PAGE_WIDTH = 210.0
"""A4, in millimetres."""
INK, MUTED, FAINT = "#1b1f24", "#616a74", "#d6dade"
HALO = "#ffffff"


@dataclass(frozen=True)
class Box:
    """A place on the page, in millimetres from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def rect(self) -> QRectF:
        """In units of the device."""
        return QRectF(self.x * MM, self.y * MM, self.width * MM, self.height * MM)


@dataclass(frozen=True)
class TextStyle:
    size_pt: float
    bold: bool = False
    colour: str = INK
    leading: float = 1.18
    """Height of a line by that of the font."""


class Canvas:
    """The pages of one PDF. Belongs to the thread that makes it, for fonts do. Raises OSError where the file cannot be
    written."""

    def __init__(self, path: str, *, title: str):
        self._device = QPdfWriter(path)
        self._device.setResolution(DPI)
        self._device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._device.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._device.setCreator("Tilescribe")
        self._device.setTitle(title)
        self._painter = QPainter()
        if not self._painter.begin(self._device):
            raise OSError(QCoreApplication.translate("Product", "{path} cannot be written.").format(path=path))
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def new_page(self) -> None:
        """Begin the next page. Raises OSError."""
        if not self._device.newPage():
            raise OSError(QCoreApplication.translate("Product", "The disk is full, or the file was taken away."))

    def end(self) -> bool:
        """Write what is left to be written; whether that went well."""
        return self._painter.end()

    # Texts

    def lines(self, text: str, style: TextStyle, width: float) -> Iterator[TextLine]:
        """The text in lines of at most `width`, whatever its length and script."""
        font = _font(style)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for paragraph in text.splitlines():
            right = _runs_to_the_left(paragraph)
            directions, sides = Qt.LayoutDirection, Qt.AlignmentFlag
            option.setTextDirection(directions.RightToLeft if right else directions.LeftToRight)
            option.setAlignment(sides.AlignRight if right else sides.AlignLeft)
            layout = QTextLayout(paragraph or " ", font, self._device)
            layout.setTextOption(option)
            layout.beginLayout()
            made = []
            line = layout.createLine()
            while line.isValid():
                line.setLineWidth(width * MM)
                made.append(line)
                line = layout.createLine()
            layout.endLayout()
            for line in made:
                yield TextLine(layout, line, line.height() * style.leading / MM, style.colour)

    def height(self, text: str, style: TextStyle, width: float) -> float:
        """How high the text is in lines of `width`."""
        return sum(line.height for line in self.lines(text, style, width))

    def draw_line(self, line: TextLine, x: float, y: float) -> None:
        """Draw a line of `lines` with its upper left corner there."""
        self._painter.setPen(QColor(line.colour))
        line.line.draw(self._painter, QPointF(x * MM, y * MM - line.line.y()))

    def text(self, text: str, style: TextStyle, x: float, y: float, width: float) -> float:
        """Draw all of a text; returns where it ends."""
        for line in self.lines(text, style, width):
            self.draw_line(line, x, y)
            y += line.height
        return y

    def width_of(self, text: str, style: TextStyle) -> float:
        """In one line."""
        return QFontMetricsF(_font(style), self._device).horizontalAdvance(text) / MM

    def elided(self, text: str, style: TextStyle, width: float) -> str:
        """As much of a text as fits into one line."""
        metrics = QFontMetricsF(_font(style), self._device)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width * MM)

    # Shapes and pictures

    def fill(self, box: Box, colour: str, *, radius: float = 0.0) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colour))
        self._painter.drawRoundedRect(box.rect(), radius * MM, radius * MM)

    def rule(self, x: float, y: float, width: float, colour: str = FAINT) -> None:
        self._painter.setPen(_pen(colour, 0.2))
        self._painter.drawLine(QPointF(x * MM, y * MM), QPointF((x + width) * MM, y * MM))

    def frame(self, box: Box, colour: str = FAINT) -> None:
        self._painter.setPen(_pen(colour, 0.2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(box.rect())

    def picture(self, file: Path, box: Box) -> bool:
        """Draw a picture as large as it fits into the box, in its middle; False where there is none."""
        image = _of_modest_size(file, box)
        if image.isNull():
            return False
        rect = box.rect()
        scale = min(rect.width() / image.width(), rect.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        left, top = rect.x() + (rect.width() - width) / 2, rect.y() + (rect.height() - height) / 2
        self._painter.drawImage(QRectF(left, top, width, height), image)
        return True

    def map(self, picture: MapPicture, box: Box) -> None:
        """Draw a map, its scale and where north is; shapes follow by `shape` and `pin`."""
        self.fill(box, "#eef0f2")
        self.picture(picture.file, box)
        self._scale_bar(picture, box)
        self._north_arrow(picture, box)
        self.frame(box, MUTED)

    def shape(self, lines: list[Line], box: Box, colour: str, *, closed: bool, dashed: bool = False) -> None:
        """Draw what `MapPicture.lines_of` gave on a map in that box, with a light edge that is seen on any ground."""
        painter, rect = self._painter, box.rect()
        painter.save()
        painter.setClipRect(rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (_pen(HALO, 1.1), _pen(colour, 0.55, dashed=dashed)):
            for line in lines:
                points = [QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()) for x, y in line]
                painter.setPen(pen)
                if len(points) == 1:
                    painter.setBrush(QColor(colour))
                    painter.drawEllipse(points[0], 1.1 * MM, 1.1 * MM)
                elif closed:
                    painter.drawPolygon(QPolygonF(points))
                else:
                    painter.drawPolyline(QPolygonF(points))
        painter.restore()

    def pin(self, point: tuple[float, float], box: Box, colour: str, number: str) -> None:
        """A number on a disk, or a small disk without one, at a point of a map in that box."""
        rect = box.rect()
        middle = QPointF(rect.x() + point[0] * rect.width(), rect.y() + point[1] * rect.height())
        radius = (2.3 if number else 1.0) * MM
        self._painter.setPen(_pen(HALO, 0.35))
        self._painter.setBrush(QBrush(QColor(colour)))
        self._painter.drawEllipse(middle, radius, radius)
        if number:
            self._painter.setFont(_font(TextStyle(7.0 if len(number) < 3 else 5.5, bold=True)))
            self._painter.setPen(QColor(ink_on(colour)))
            around = QRectF(middle.x() - 3 * radius, middle.y() - radius, 6 * radius, 2 * radius)
            self._painter.drawText(around, Qt.AlignmentFlag.AlignCenter, number)

    def _scale_bar(self, picture: MapPicture, box: Box) -> None:
        across = picture.metres_across()
        length = scale_bar_length(across, 0.28)
        if not length:
            return
        label = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
        style = TextStyle(8.0)
        bar = box.width * length / across
        width = bar + self.width_of(label, style) + 6.5
        ground = Box(box.x + 2.0, box.bottom - 8.0, width, 6.0)
        self.fill(ground, "#ffffff")
        x, y = ground.x + 2.0, ground.y + 3.0
        for number in range(2):
            self.fill(Box(x + number * bar / 2, y - 0.7, bar / 2, 1.4), INK if number == 0 else "#b9c0c7")
        self.text(label, style, x + bar + 1.8, y - 1.75, 40.0)

    def _north_arrow(self, picture: MapPicture, box: Box) -> None:
        painter = self._painter
        painter.save()
        painter.translate((box.x + box.width - 7.5) * MM, (box.y + 8.0) * MM)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(QPointF(0, 0), 5.2 * MM, 5.2 * MM)
        painter.rotate(picture.north_deg())
        for side, colour in ((-1, INK), (1, "#8b949d")):
            points = [QPointF(0, -1.3 * MM), QPointF(side * 1.7 * MM, 3.6 * MM), QPointF(0, 2.6 * MM)]
            painter.setBrush(QColor(colour))
            painter.drawPolygon(QPolygonF(points))
        painter.setPen(QColor(INK))
        painter.setFont(_font(TextStyle(7.5, bold=True)))
        painter.drawText(QRectF(-3 * MM, -5.0 * MM, 6 * MM, 3.6 * MM), Qt.AlignmentFlag.AlignCenter, "N")
        painter.restore()


@dataclass(frozen=True)
class TextLine:
    """One line of a text."""

    layout: QTextLayout
    """Owns the line."""
    line: Any
    height: float
    colour: str


def _of_modest_size(file: Path, box: Box) -> QImage:
    """A picture whose details take no more bytes than a page can spare, however full of them it is.

    Qt writes every picture into a PDF as JPEG of a quality of 94. What was JPEG of a lower one before, in the same
    pixels, takes less: most of its coefficients stay zero.
    """
    # Without an alpha channel, beside which a PDF would have a mask.
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        return image
    data = _jpeg(image)
    wanted = BYTES_PER_MM2 * box.width * box.height
    if data.size() > wanted:
        share = max(0.25, math.sqrt(wanted / data.size()))
        size = image.size() * share
        image = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        data = _jpeg(image)
    return QImage.fromData(data).convertToFormat(QImage.Format.Format_RGB32)


def _jpeg(image: QImage) -> QByteArray:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", QUALITY)
    buffer.close()
    return data


def _runs_to_the_left(paragraph: str) -> bool:
    """As its first strong letter does."""
    classes = (unicodedata.bidirectional(letter) for letter in paragraph)
    return next((one for one in classes if one in ("L", "R", "AL")), "L") != "L"


def _font(style: TextStyle) -> QFont:
    font = QFont()
    font.setPointSizeF(style.size_pt)
    font.setBold(style.bold)
    return font


def _pen(colour: str, width_mm: float, *, dashed: bool = False) -> QPen:
    pen = QPen(QColor(colour))
    pen.setWidthF(width_mm * MM)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dashed:
        pen.setDashPattern([3.0, 2.0])
    return pen
