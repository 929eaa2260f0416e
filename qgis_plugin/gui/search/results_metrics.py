"""Where things stand in a row of the results list: all sizes follow from the font."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QRect, QSize

__all__ = ["SENTENCE_LINES", "RowMetrics"]

SENTENCE_LINES = 3
LINES = SENTENCE_LINES + 2
"""Lines of text in a row: the sentence, one line of score and date, one of the raster."""


@dataclass(frozen=True)
class RowMetrics:
    """The geometry of a row, in pixels."""

    line: int
    """Height of a line of text."""

    @classmethod
    def of(cls, font_metrics) -> RowMetrics:
        return cls(line=font_metrics.height())

    @property
    def gap(self) -> int:
        return max(4, round(self.line * 0.45))

    @property
    def thumbnail_side(self) -> int:
        return LINES * self.line + self.gap // 2

    @property
    def size(self) -> QSize:
        # The list stretches rows to its own width, and never scrolls sideways.
        return QSize(self.thumbnail_side + 2 * self.gap, self.thumbnail_side + 2 * self.gap)

    def thumbnail(self, row: QRect) -> QRect:
        side = self.thumbnail_side
        return QRect(row.left() + self.gap, row.top() + (row.height() - side) // 2, side, side)

    def text(self, row: QRect) -> QRect:
        left = self.thumbnail(row).right() + 1 + self.gap + self.gap // 2
        top = self.thumbnail(row).top()
        return QRect(left, top, max(0, row.right() - self.gap - left), self.thumbnail_side)

    def sentence(self, row: QRect) -> QRect:
        text = self.text(row)
        return QRect(text.left(), text.top(), text.width(), SENTENCE_LINES * self.line)

    def score(self, row: QRect) -> QRect:
        text = self.text(row)
        return QRect(text.left(), text.bottom() + 1 - 2 * self.line, text.width(), self.line)

    def raster(self, row: QRect) -> QRect:
        text = self.text(row)
        return QRect(text.left(), text.bottom() + 1 - self.line, text.width(), self.line)
