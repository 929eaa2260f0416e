"""The item delegate of the results list: how a hit is painted."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRect, QRectF, Qt
from qgis.PyQt.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from qgis.PyQt.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...core.formatting import format_score
from ...core.highlighting import term_spans
from ...core.judging import standing_mark
from ...core.places import date_text, has_other_date
from ...core.results import REJECTED, heading
from ..colours import RANK_INK, score_colour
from .badges import paint_badges
from .results_model import HIT_ROLE
from .row_metrics import RowMetrics
from .row_text import SmallPrint

__all__ = ["ResultsDelegate", "RowPainter"]

REJECTED_OPACITY = 0.45

MUTED = 0.65
"""How much of the ink small print has; black on white it keeps a contrast of 5:1."""
MUTED_SELECTED = 0.9
"""On the colour of a selection, which has less of a contrast to begin with."""


class ResultsDelegate(QStyledItemDelegate):
    """Paints a thumbnail with its rank, the matching sentence with the matched words marked, score, date and file.

    Where the catalog has another date of the place, its picture lies under that of the hit.
    """

    def __init__(self, thumbnails, other_dates, parent=None):
        """`other_dates` are the pictures of other dates, by the tile of the hit: `OtherDatePictures`."""
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._other_dates = other_dates

    def sizeHint(self, option, index):
        return self._metrics(option, index).size

    def paint(self, painter, option, index):
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        painter.save()
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        hit = index.data(HIT_ROLE)
        standing = standing_mark(hit)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if standing is not None and standing.verdict == REJECTED and not selected:
            # On the colour of the selection it could not be read.
            painter.setOpacity(REJECTED_OPACITY)
        colour = score_colour(hit.score, index.model().ramp)
        painted = RowPainter(painter, option, colour, self._metrics(option, index))
        painted.hit(hit, *_picture(self._thumbnails, hit.tile_id))
        if has_other_date(hit):
            painted.other_date(*_picture(self._other_dates, hit.tile_id))
        painter.restore()

    @staticmethod
    def _metrics(option, index) -> RowMetrics:
        list_px = option.widget.viewport().width() if option.widget is not None else 0
        return RowMetrics.from_font(option.fontMetrics, two_dates=index.model().two_dates, list_px=list_px)


def _picture(pictures, tile_id: int):
    """(pixmap, whether it is missing for good)"""
    return pictures.pixmap(tile_id), pictures.missing(tile_id)


class RowPainter:
    """Paints one hit with one painter."""

    def __init__(self, painter, option, colour: QColor, metrics: RowMetrics):
        """`colour` is that of the hit's score."""
        self._painter = painter
        self._option = option
        self._colour = colour
        self._metrics = metrics
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ink = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text

    def hit(self, hit, pixmap, missing: bool) -> None:
        """Paint everything; `pixmap` is None while the thumbnail is on its way, and where it is `missing` for good."""
        row = self._option.rect
        place = self._placed(self._metrics.thumbnail(row))
        self._picture(place, pixmap, missing)
        self._rank(place, hit.rank)
        paint_badges(self._painter, place, hit, line=self._metrics.line, mirrored=self._mirrored)
        self._text(row, hit)

    def other_date(self, pixmap, missing: bool) -> None:
        """Paint the picture of another date."""
        self._picture(self._placed(self._metrics.second_thumbnail(self._option.rect)), pixmap, missing)

    def _picture(self, place: QRect, pixmap, missing: bool) -> None:
        self._thumbnail(place, pixmap)
        if missing:
            self._no_picture(place)

    def _text(self, row: QRect, hit) -> None:
        metrics, font_metrics = self._metrics, self._option.fontMetrics
        width = metrics.text(row).width()
        left_of_date = self._bar_width(hit) + 3 * metrics.gap + font_metrics.horizontalAdvance(format_score(hit.score))
        print_ = SmallPrint.of(
            hit,
            self._option.font,
            font_metrics,
            width=width,
            width_beside_score=width - left_of_date,
            lines=metrics.lines,
        )
        below = len(print_.lines)
        self._sentence(row, hit, lines=max(1, metrics.lines - below - 1))
        self._score(metrics.line_from_below(row, below), hit, print_.beside_score)
        for number, text in enumerate(reversed(print_.lines)):
            self._small_print(metrics.line_from_below(row, number), text)

    @property
    def _mirrored(self) -> bool:
        """Whether the window is read from right to left."""
        return self._option.direction == Qt.LayoutDirection.RightToLeft

    def _placed(self, place: QRect) -> QRect:
        """Where a place, as the metrics give it, lies in the direction of the window."""
        return QStyle.visualRect(self._option.direction, self._option.rect, place)

    @property
    def _beginning(self):
        """The side on which texts begin."""
        side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute

    def _faint(self, share: float) -> QColor:
        """The ink, so thin that the paper shines through: some themes paint a paper that is not in the palette."""
        ink = QColor(self._option.palette.color(self._ink))
        ink.setAlphaF(share)
        return ink

    def _thumbnail(self, place: QRect, pixmap) -> None:
        self._painter.fillRect(place, self._faint(0.1))
        if pixmap is None:
            return
        size = pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        picture = QRect(place.topLeft(), size)
        picture.moveCenter(place.center())
        self._painter.drawPixmap(picture, pixmap)

    def _no_picture(self, place: QRect) -> None:
        """A picture frame with a stroke through it."""
        side = self._metrics.line * 1.4
        frame = QRectF(0, 0, side * 1.3, side)
        frame.moveCenter(QRectF(place).center())
        ink = self._faint(0.4)
        self._painter.setPen(QPen(ink, max(1.0, side * 0.07)))
        self._painter.drawRoundedRect(frame, 2, 2)
        self._painter.drawLine(frame.bottomLeft(), frame.topRight())

    def _rank(self, place: QRect, rank: int) -> None:
        font = QFont(self._option.font)
        font.setBold(True)
        metrics, text = QFontMetrics(font), str(rank)
        width = metrics.horizontalAdvance(text) + metrics.height() * 0.7
        left = place.right() + 1 - width if self._mirrored else place.left()
        pill = QRectF(left, place.top(), width, metrics.height())
        path = QPainterPath()
        path.addRoundedRect(pill, 2, 2)
        self._painter.fillPath(path, self._colour)
        self._painter.setFont(font)
        self._painter.setPen(QColor(RANK_INK))
        self._painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _sentence(self, row: QRect, hit, *, lines: int) -> None:
        place = self._placed(self._metrics.sentence(row, lines=lines))
        text = self._fitted(heading(hit), place.width(), hit.words, lines=lines)
        layout = self._laid_out(text, place.width(), marks=self._marks(text, hit.words))
        self._painter.setPen(self._option.palette.color(self._ink))
        layout.draw(self._painter, QPointF(place.topLeft()))

    def _fitted(self, text: str, width: int, words, *, lines: int) -> str:
        """As much of the text as so many lines hold."""
        layout = self._laid_out(text, width, marks=self._marks(text, words))
        if layout.lineCount() <= lines:
            return text
        start = layout.lineAt(lines - 1).textStart()
        end = start + layout.lineAt(lines - 1).textLength()
        # Words that are marked are wider: letters go until the ellipsis has room.
        while end > start:
            fitted = text[:end].rstrip() + "…"
            if self._laid_out(fitted, width, marks=self._marks(fitted, words)).lineCount() <= lines:
                return fitted
            end -= 1
        return text[:start]

    def _laid_out(self, text: str, width: int, *, marks=()) -> QTextLayout:
        layout = QTextLayout(text, self._option.font)
        option = QTextOption(self._beginning)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        layout.setFormats(list(marks))
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, (layout.lineCount() - 1) * self._metrics.line))
            line = layout.createLine()
        layout.endLayout()
        return layout

    def _marks(self, text: str, words) -> list:
        marked = QTextCharFormat()
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setBackground(self._faint(0.14))
        ranges = []
        for start, length in term_spans(text, words):
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, length, marked
            ranges.append(span)
        return ranges

    def _score(self, place: QRect, hit, date: str) -> None:
        text, gap = format_score(hit.score), self._metrics.gap
        bar = QRectF(
            place.left(),
            place.center().y() - self._metrics.line * 0.14,
            self._bar_width(hit),
            self._metrics.line * 0.32,
        )
        self._bar(QRectF(self._placed(bar.toAlignedRect())), hit.score)
        left = round(bar.right()) + gap
        self._small_print(QRect(left, place.top(), place.right() - left, place.height()), text)
        left += self._option.fontMetrics.horizontalAdvance(text) + 2 * gap
        self._small_print(QRect(left, place.top(), place.right() - left + 1, place.height()), date)

    def _bar_width(self, hit) -> int:
        """In a narrow list the score has room before its bar."""
        said = self._option.fontMetrics.horizontalAdvance(format_score(hit.score)) + self._metrics.gap
        room = self._metrics.text(self._option.rect).width() - said
        with_date = room - self._option.fontMetrics.horizontalAdvance(date_text(hit)) - 2 * self._metrics.gap
        # A shorter bar where the date fits beside it then.
        return max(
            self._metrics.line, min(self._metrics.line * 3, with_date if with_date >= self._metrics.line else room)
        )

    def _bar(self, place: QRectF, share: float) -> None:
        radius = place.height() / 2
        track, filled = QPainterPath(), QPainterPath()
        track.addRoundedRect(place, radius, radius)
        self._painter.fillPath(track, self._faint(0.16))
        part = QRectF(place)
        part.setWidth(max(place.height(), place.width() * min(1.0, max(0.0, share))))
        if self._mirrored:
            part.moveRight(place.right())
        filled.addRoundedRect(part, radius, radius)
        self._painter.fillPath(filled, self._colour)

    def _small_print(self, place: QRect, text: str) -> None:
        self._painter.setFont(self._option.font)
        selected = self._ink == QPalette.ColorRole.HighlightedText
        self._painter.setPen(self._faint(MUTED_SELECTED if selected else MUTED))
        text = self._option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        # What the catalog says is read in its own direction, such as "90 %", not in that of the window.
        self._painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._painter.drawText(self._placed(place), self._beginning | Qt.AlignmentFlag.AlignVCenter, text)
