"""The geometry of a row of the results list."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QRect, QSize

__all__ = ["LINES", "LINES_OF_TWO_DATES", "RowMetrics"]

LINES = 7
"""Lines of text in a row: four or more of the sentence, score and date, one or two of the file."""
PICTURE_LINES = 6
"""Height of the only picture of a row: higher, it would take the width from the sentence."""
LINES_OF_TWO_DATES = 8
"""Where any hit has a second picture: it lies under the first, and its date has a line or two of its own."""


@dataclass(frozen=True)
class RowMetrics:
    """Where things lie in a row, in pixels. All rows of a list are equally high."""

    line: int
    """Height of a line of text."""
    two_dates: bool = False
    """The list has hits with two pictures."""

    @classmethod
    def from_font(cls, font_metrics, *, two_dates: bool = False) -> RowMetrics:
        return cls(line=font_metrics.height(), two_dates=two_dates)

    @property
    def gap(self) -> int:
        return max(4, round(self.line * 0.45))

    @property
    def lines(self) -> int:
        """How many lines of text fit into a row."""
        return LINES_OF_TWO_DATES if self.two_dates else LINES

    @property
    def content_height(self) -> int:
        return self.lines * self.line + self.gap // 2

    @property
    def thumbnail_side(self) -> int:
        if self.two_dates:
            return (self.content_height - self.gap // 2) // 2
        return PICTURE_LINES * self.line

    @property
    def size(self) -> QSize:
        # The list stretches rows to its own width, and never scrolls sideways.
        return QSize(self.thumbnail_side + 2 * self.gap, self.content_height + 2 * self.gap)

    def thumbnail(self, row: QRect) -> QRect:
        """The picture of the hit."""
        side = self.thumbnail_side
        return QRect(row.left() + self.gap, self._top(row), side, side)

    def second_thumbnail(self, row: QRect) -> QRect:
        """The picture of another date, under that of the hit."""
        place = self.thumbnail(row)
        place.moveBottom(self._top(row) + self.content_height - 1)
        return place

    def text(self, row: QRect) -> QRect:
        """Beside the pictures."""
        left = self.thumbnail(row).right() + 1 + self.gap + self.gap // 2
        return QRect(left, self._top(row), max(0, row.right() - self.gap - left), self.content_height)

    def sentence(self, row: QRect, *, lines: int) -> QRect:
        """The first lines of the text."""
        text = self.text(row)
        return QRect(text.left(), text.top(), text.width(), lines * self.line)

    def line_from_below(self, row: QRect, number: int) -> QRect:
        """One line of the text; 0 is the last."""
        text = self.text(row)
        return QRect(text.left(), text.bottom() + 1 - (number + 1) * self.line, text.width(), self.line)

    def _top(self, row: QRect) -> int:
        return row.top() + (row.height() - self.content_height) // 2
