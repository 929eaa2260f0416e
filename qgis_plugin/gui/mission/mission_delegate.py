"""The item delegate of the mission list: how an entry is painted, in narrow and in wide docks."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QPointF, QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QTextLayout, QTextOption
from qgis.PyQt.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...core import settings
from ...core.mission_text import date_of, extras_text, file_of, judgement_text, signature_text
from ...core.results import REJECTED
from .mission_model import ENTRY_ROLE
from .verdict_sign import paint_sign

__all__ = ["MissionDelegate", "MissionRow"]

LINES = 6
PICTURE_LINES = 4.5
"""Height of the picture: higher, it would take the width from the text."""
MUTED = 0.65
"""How much of the ink small print has."""
REJECTED_OPACITY = 0.55
WIDE_LETTERS = 72
"""From so many letters beside the picture on, the text stands in two columns."""


@dataclass(frozen=True)
class MissionRow:
    """The geometry of a row, in pixels."""

    line: int
    letter: int

    @classmethod
    def from_font(cls, font_metrics) -> MissionRow:
        return cls(font_metrics.height(), max(1, font_metrics.averageCharWidth()))

    @property
    def gap(self) -> int:
        return max(4, round(self.line * 0.4))

    @property
    def side(self) -> int:
        """Of the picture."""
        return round(PICTURE_LINES * self.line)

    @property
    def size(self) -> QSize:
        return QSize(self.side + 2 * self.gap, LINES * self.line + 2 * self.gap)

    def picture(self, row: QRect) -> QRect:
        return QRect(row.left() + self.gap, row.top() + self.gap, self.side, self.side)

    def text(self, row: QRect) -> QRect:
        left = self.picture(row).right() + 1 + self.gap + self.gap // 2
        return QRect(left, row.top() + self.gap, max(0, row.right() - self.gap - left), LINES * self.line)

    def columns(self, row: QRect) -> tuple[QRect, QRect]:
        """What and where, and what is said of it: beside each other where there is room, else the same place twice."""
        text = self.text(row)
        if text.width() < WIDE_LETTERS * self.letter:
            return text, text
        first = QRect(text.left(), text.top(), round(text.width() * 0.45), text.height())
        left = first.right() + 1 + 2 * self.gap
        return first, QRect(left, text.top(), text.right() - left + 1, text.height())

    def lines(self, place: QRect, first: int, count: int = 1) -> QRect:
        return QRect(place.left(), place.top() + first * self.line, place.width(), count * self.line)


class MissionDelegate(QStyledItemDelegate):
    """Paints picture, judgement, place, note, question, author and moment."""

    def __init__(self, pictures, parent=None):
        """`pictures.pixmap(entry)` is the picture of an entry, `pictures.missing(entry)` whether there is none."""
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(self, option, index):
        return MissionRow.from_font(option.fontMetrics).size

    def paint(self, painter, option, index):
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        entry = index.data(ENTRY_ROLE)
        painter.save()
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        row = _RowPainter(painter, option)
        if entry.verdict == REJECTED:
            painter.setOpacity(REJECTED_OPACITY)
        row.picture(self._pictures.pixmap(entry), missing=self._pictures.missing(entry))
        painter.setOpacity(1.0)
        row.entry(entry, disputed=entry.place in index.model().listing.disputed)
        painter.restore()


class _RowPainter:
    """Paints one entry with one painter."""

    def __init__(self, painter, option):
        self._painter = painter
        self._option = option
        self._row = MissionRow.from_font(option.fontMetrics)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ink = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text

    def picture(self, pixmap, *, missing: bool) -> None:
        place = self._placed(self._row.picture(self._option.rect))
        self._painter.fillRect(place, self._faint(0.1))
        if pixmap is not None:
            size = pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            picture = QRect(place.topLeft(), size)
            picture.moveCenter(place.center())
            self._painter.drawPixmap(picture, pixmap)
        elif missing:
            side = self._row.line * 1.4
            frame = QRectF(0, 0, side * 1.3, side)
            frame.moveCenter(QRectF(place).center())
            self._painter.setPen(QPen(self._faint(0.4), max(1.0, side * 0.07)))
            self._painter.drawRoundedRect(frame, 2, 2)
            self._painter.drawLine(frame.bottomLeft(), frame.topRight())

    def entry(self, entry, *, disputed: bool) -> None:
        first, second = self._row.columns(self._option.rect)
        wide = first != second
        date, extras, signature = date_of(entry), extras_text(entry), signature_text(entry, settings.author())
        question = f"“{entry.mark.question}”" if entry.mark.question else ""
        said, muted = (entry.mark.note, False) if entry.mark.note else (entry.mark.summary, True)
        self._judgement(self._row.lines(first, 0), entry, disputed=disputed)
        self._print(self._row.lines(first, 1), file_of(entry), elide=Qt.TextElideMode.ElideMiddle)
        self._print(self._row.lines(first, 2), date if wide else _joined(date, extras), muted=True)
        if wide:
            self._print(self._row.lines(first, 3), extras, muted=True)
            self._text(second, said, muted=muted)
            self._print(self._row.lines(first, 4), question, muted=True)
            self._print(self._row.lines(first, 5), signature, muted=True)
        else:
            self._text(self._row.lines(first, 3, 2), said, muted=muted)
            self._print(self._row.lines(first, 5), _joined(signature, question), muted=True)

    def _judgement(self, place: QRect, entry, *, disputed: bool) -> None:
        side = self._row.line * 0.92
        sign = QRectF(place.left(), place.top() + (place.height() - side) / 2, side, side)
        paint_sign(self._painter, QRectF(self._placed(sign.toAlignedRect())), entry, disputed=disputed)
        font = QFont(self._option.font)
        font.setBold(True)
        left = round(sign.right()) + self._row.gap
        rest = QRect(left, place.top(), place.right() - left + 1, place.height())
        text = judgement_text(entry)
        self._painter.setFont(font)
        self._painter.setPen(self._option.palette.color(self._ink))
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rest.width())
        self._draw(rest, elided)

    def _text(self, place: QRect, text: str, *, muted: bool) -> None:
        """As many lines as there is room for."""
        self._painter.setPen(self._faint(MUTED) if muted else self._option.palette.color(self._ink))
        text = " ".join(text.split())
        most = max(1, place.height() // self._row.line)
        for number, line in enumerate(_wrapped(text, self._option.font, self._option.fontMetrics, place.width(), most)):
            self._painter.setFont(self._option.font)
            self._draw(self._row.lines(place, number), line)

    def _print(self, place: QRect, text: str, *, muted: bool = False, elide=Qt.TextElideMode.ElideRight) -> None:
        self._painter.setFont(self._option.font)
        self._painter.setPen(self._faint(MUTED) if muted else self._option.palette.color(self._ink))
        text = self._option.fontMetrics.elidedText(text, elide, place.width())
        self._draw(place, text)

    def _placed(self, place: QRect) -> QRect:
        """Where a place, as the row gives it, lies in the direction of the window."""
        return QStyle.visualRect(self._option.direction, self._option.rect, place)

    def _draw(self, place: QRect, text: str) -> None:
        """From the side on which the window begins, and in the direction of the text itself."""
        mirrored = self._option.direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self._painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        alignment = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(self._placed(place), alignment, text)

    def _faint(self, share: float) -> QColor:
        """The ink, so thin that the paper shines through: some themes paint a paper that is not in the palette."""
        ink = QColor(self._option.palette.color(self._ink))
        ink.setAlphaF(share)
        return ink


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _wrapped(text: str, font, font_metrics, width: int, most: int) -> list:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    line = layout.createLine()
    while line.isValid() and len(lines) < most:
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, 0))
        if len(lines) == most - 1:
            lines.append(font_metrics.elidedText(text[line.textStart() :], Qt.TextElideMode.ElideRight, width))
        else:
            lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        line = layout.createLine()
    layout.endLayout()
    return lines
